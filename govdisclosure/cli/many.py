"""The commands on several reports, such as ``diff`` and ``merge``: their options.

Takes a parser and adds to it; what the commands do is imported when one is run.
"""

import argparse
from collections.abc import Callable, Mapping

from govdisclosure.cli.options import (
    BLANKS,
    Add,
    add_choice,
    add_format,
    add_output,
    folder,
    taken,
    up_to,
)
from govdisclosure.cli.session import Session
from govdisclosure.formats import DIFFERENCES, DIFFS, MEASURES, REPORTS
from govdisclosure.wording import Language

__all__ = ["COMMANDS", "add_options"]

#: What ``--allow`` may be.
_ALLOWABLE = ("area", "twice", "years", "editions", "sheets")
_OVERLAPS = _ALLOWABLE[:2]
#: The denominator below which ``indicators`` gives no rank, as the library has it.
_MIN_N = 10


def _merge(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.merging import Choice, merge_inputs

    merge_inputs(session, options.paths, taken(Choice, options))


def _reconcile(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.merging import Choice, reconcile_inputs

    reconcile_inputs(session, options.parent, options.paths, taken(Choice, options))


def _new(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.blank import Choice, write_blank

    write_blank(session, taken(Choice, options))


def _diff(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.diff import compare_inputs

    compare_inputs(session, options.old, options.new, options.output, options.format)


def _collect(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.collecting import Choice, collect_inputs

    collect_inputs(session, options.paths, taken(Choice, options))


def _indicators(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.measuring import Measuring, indicators_of_inputs

    indicators_of_inputs(session, options.paths, taken(Measuring, options))


def _series(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.measuring import Measuring, series_of_inputs

    series_of_inputs(session, options.paths, options.what, taken(Measuring, options))


#: Each command and what it runs.
COMMANDS: Mapping[str, Callable[[Session, argparse.Namespace], None]] = {
    "diff": _diff,
    "merge": _merge,
    "reconcile": _reconcile,
    "new": _new,
    "collect": _collect,
    "indicators": _indicators,
    "series": _series,
}


def add_options(add: Add, name: str, language: Language) -> None:
    """The options of one of the commands, but for those that all have."""
    if name == "collect":
        add("help_corpus", "-o", "--output", type=folder, required=True, metavar="FOLDER")
        add("help_workers", "--workers", type=up_to(1_000), metavar="N")
        add("help_seconds", "--seconds", type=up_to(1_000_000), metavar="N")
        add("help_retry", "--retry", action="store_true", dest="retries")
        return
    if name == "diff":
        add_output(add, "help_one_output")
        add_format(add, DIFFS, language)
        return
    if name in {"indicators", "series"}:
        _add_measuring(add, name, language)
        return
    if name == "merge":
        add("help_year", "--year", type=int, required=True, metavar="YEAR")
    if name in {"merge", "new"}:
        add("help_agency", "--agency", required=name == "merge", metavar="NAME")
    if name == "merge":
        add("help_roster", "--roster", metavar="FILE")
    if name == "new":
        add("help_last_year", "--previous", metavar="FILE")
    else:
        add_choice(add, "help_blank", "--blank", BLANKS, BLANKS[0])
        allowable = {"choices": _ALLOWABLE, "metavar": "|".join(_ALLOWABLE)}
        add("help_allow", "--allow", action="append", default=[], **allowable)
    add_output(add, "help_one_output")
    add_format(add, DIFFERENCES if name == "reconcile" else REPORTS, language)


def _add_measuring(add: Add, name: str, language: Language) -> None:
    """The options of ``indicators`` and ``series``."""
    if name == "indicators":
        add("help_key", "--key", action="append", default=[], metavar="KEY", dest="keys")
        add("help_min_n", "--min-n", type=up_to(1_000), default=_MIN_N, metavar="N")
        allowable = {"choices": _OVERLAPS, "metavar": "|".join(_OVERLAPS)}
        add("help_allow_overlap", "--allow", action="append", default=[], **allowable)
    else:
        add("help_body", "--body", metavar="NAME")
    add_choice(add, "help_blank", "--blank", BLANKS, BLANKS[0])
    add("help_infer_measures", "--infer", action="store_true", dest="infers")
    add_output(add, "help_one_output")
    add_format(add, MEASURES, language)
