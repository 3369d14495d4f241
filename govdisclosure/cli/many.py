"""The commands on several reports, such as ``diff`` and ``merge``: their options.

Takes a parser and adds to it; what the commands do is imported when one is run.
"""

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from govdisclosure.cli.options import BLANKS, Add, add_format, up_to
from govdisclosure.cli.session import Session
from govdisclosure.formats import DIFFERENCES, DIFFS, MEASURES, REPORTS
from govdisclosure.wording import Language

if TYPE_CHECKING:
    from govdisclosure.cli.measuring import Measuring

__all__ = ["COMMANDS", "add_options"]

#: What ``--allow`` may be.
_ALLOWABLE = ("area", "twice", "years", "editions", "sheets")
_OVERLAPS = _ALLOWABLE[:2]
#: The denominator below which ``indicators`` gives no rank, as the library has it.
_MIN_N = 10


def _merge(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.merging import Choice, merge_inputs

    choice = Choice(
        output=options.output,
        format=options.format,
        blank=options.blank,
        allow=tuple(options.allow),
        agency=options.agency,
        year=options.year,
        roster=options.roster,
    )
    merge_inputs(session, options.paths, choice)


def _reconcile(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.merging import Choice, reconcile_inputs

    choice = Choice(
        output=options.output,
        format=options.format,
        is_raw=options.raw_csv,
        language=options.lang or "zh",  # asked for, or else that of the form: no locale decides
        blank=options.blank,
        allow=tuple(options.allow),
    )
    reconcile_inputs(session, options.parent, options.paths, choice)


def _new(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.blank import write_blank

    write_blank(
        session,
        options.year,
        agency=options.agency,
        previous=options.previous,
        output=options.output,
        format=options.format,
    )


def _diff(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.diff import compare_inputs

    compare_inputs(session, options.old, options.new, options.output, options.format)


def _collect(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.collecting import Choice, collect_inputs

    choice = Choice(
        output=options.output,
        workers=options.workers,
        seconds=options.seconds,
        retries=options.retry,
    )
    collect_inputs(session, options.paths, choice)


def _indicators(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.measuring import indicators_of_inputs

    indicators_of_inputs(session, options.paths, _measuring(options), keys=tuple(options.key))


def _series(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.measuring import series_of_inputs

    series_of_inputs(session, options.paths, options.what, _measuring(options), body=options.body)


def _measuring(options: argparse.Namespace) -> "Measuring":
    from govdisclosure.cli.measuring import Measuring

    return Measuring(
        output=options.output,
        format=options.format,
        is_raw=options.raw_csv,
        language=options.lang or "zh",  # asked for, or else that of the form: no locale decides
        blank=options.blank,
        infers=options.infer,
        min_n=getattr(options, "min_n", 0),
        allow=tuple(getattr(options, "allow", ())),
    )


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
        add("help_corpus", "-o", "--output", required=True, metavar="FOLDER")
        add("help_workers", "--workers", type=up_to(1_000), metavar="N")
        add("help_seconds", "--seconds", type=up_to(1_000_000), metavar="N")
        add("help_retry", "--retry", action="store_true")
        return
    if name == "diff":
        add("help_one_output", "-o", "--output", metavar="FILE")
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
        add("help_blank", "--blank", choices=BLANKS, default=BLANKS[0], metavar="|".join(BLANKS))
        allowable = {"choices": _ALLOWABLE, "metavar": "|".join(_ALLOWABLE)}
        add("help_allow", "--allow", action="append", default=[], **allowable)
    add("help_one_output", "-o", "--output", metavar="FILE")
    add_format(add, DIFFERENCES if name == "reconcile" else REPORTS, language)


def _add_measuring(add: Add, name: str, language: Language) -> None:
    """The options of ``indicators`` and ``series``."""
    if name == "indicators":
        add("help_key", "--key", action="append", default=[], metavar="KEY")
        add("help_min_n", "--min-n", type=up_to(1_000), default=_MIN_N, metavar="N")
        allowable = {"choices": _OVERLAPS, "metavar": "|".join(_OVERLAPS)}
        add("help_allow_overlap", "--allow", action="append", default=[], **allowable)
    else:
        add("help_body", "--body", metavar="NAME")
    add("help_blank", "--blank", choices=BLANKS, default=BLANKS[0], metavar="|".join(BLANKS))
    add("help_infer_measures", "--infer", action="store_true")
    add("help_one_output", "-o", "--output", metavar="FILE")
    add_format(add, MEASURES, language)
