"""The command line: ``govdisclosure check | explain | show | render | export | doctor | schema``.

Takes arguments, has the library do the work, and prints results on stdout and all else on stderr.
"""

import argparse
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govdisclosure.cli.inputs import STDIN
from govdisclosure.cli.screen import OutputError, let_streams_replace, writing
from govdisclosure.cli.session import FINE, UNREADABLE, USAGE, Session
from govdisclosure.cli.spoken import spoken
from govdisclosure.cli.wording import LANGUAGES, default_language, say
from govdisclosure.errors import GovDisclosureError
from govdisclosure.formats import CELLS, FINDINGS, PAGES, REPORTS, Formats, name_of

if TYPE_CHECKING:
    from govdisclosure.cli.configuration import Configuration

__all__ = ["main"]

#: What a shell reports of a program that was interrupted, and of one that was terminated.
_INTERRUPTED, _TERMINATED = 130, 143


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments; those of the process when None.

    Returns:
        0 fine, 1 what ``--fail-on`` names was found, 2 usage, 3 an input could not be read or an
        output not written, 4 a fault of this program, 130 interrupted, 143 terminated.
    """
    let_streams_replace(sys.stdout, sys.stderr)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        options = _parse(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return end.code if isinstance(end.code, int) else FINE
    session = Session(
        options.lang or default_language(),
        is_debug=options.debug,
        is_verbose=options.verbose,
        include=getattr(options, "include", ()),
    )
    try:
        with _ending_in_order():
            options.run(session, options)
            session.sum_up()
            with writing():
                sys.stdout.flush()
    except OutputError as error:
        if not error.path:  # the flush at exit is to fail no more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        session.complain_of(error)
    except KeyboardInterrupt:
        return session.stop(_INTERRUPTED, "interrupted")
    except _Termination:
        return session.stop(_TERMINATED, "terminated")
    except GovDisclosureError as error:
        session.refuse(UNREADABLE, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and is our fault
        session.blame(options.command, error)
    return session.code


class _Termination(BaseException):
    """The process is to end, in order: nothing is caught on the way, and nothing is left behind."""


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Have SIGTERM end the run as an interrupt does, where signals may be asked for."""

    def terminate(_number: int, _frame: object) -> None:
        raise _Termination

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# ------------------------------------------------------------------------------ commands


def _check(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.check import Choice, check_inputs

    settled = _settled(session, options)
    if settled is None:
        return
    choice = Choice(
        select=_names(options.select or settled.select),
        ignore=_names(options.ignore or settled.ignore),
        fail_on=options.fail_on or settled.fail_on or "error",
        blank=options.blank or settled.blank or "unknown",
        # what a file is called says more than what is settled for all
        format=options.format or (None if options.output else settled.format),
        language=options.lang or settled.lang,
        output=options.output,
        waivers=options.waivers or settled.waivers,
        rules=options.rules or settled.rules,
        previous=tuple(options.previous) or settled.previous,
        children=tuple(options.children) or settled.children,
        shows_untold=options.show_untold,
        is_raw=options.raw_csv,
    )
    check_inputs(session, options.paths, choice)


def _explain(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.explain import explain_rules

    settled = _settled(session, options)
    if settled is not None:
        explain_rules(
            session,
            _names(options.names),
            is_all=options.all,
            format=options.format or "text",
            rulebook=options.rules or settled.rules,
        )


def _settled(session: Session, options: argparse.Namespace) -> "Configuration | None":
    """What the project has settled, its language taken over; None where that is at fault."""
    from pathlib import Path

    from govdisclosure.cli.configuration import Configuration, find_configuration

    if options.no_config:
        return Configuration()
    choices = {
        "fail-on": _SEVERITIES,
        "blank": _BLANKS,
        "format": tuple(FINDINGS),
        "lang": LANGUAGES,
    }
    try:
        found = find_configuration(Path.cwd(), choices)
    except GovDisclosureError as error:
        session.refuse(USAGE, error)
        return None
    if found.lang and not options.lang:
        session.language = found.lang
    if found.file is not None:
        session.tell(session.say("settings", path=found.file))
    return found


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Names of rules, given one by one or with commas between; a code may lack its letters."""
    names = (name.strip() for one in given for name in one.split(","))
    return tuple(f"GD{name}" if _DIGITS.fullmatch(name) else name for name in names if name)


def _show(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.show import show_inputs

    show_inputs(session, options.paths, options.width)


def _render(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.rendering import render_inputs

    render_inputs(session, options.paths, options.output, options.format)


def _export(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.export import Choice, export_inputs

    choice = Choice(
        patterns=tuple(options.select),
        has_inferred=options.infer,
        is_raw=options.raw_csv,
        language=options.lang or "zh",  # asked for, or else that of the form: no locale decides
    )
    export_inputs(session, options.paths, options.output, options.format, choice)


def _doctor(session: Session, options: argparse.Namespace) -> None:
    if options.stage == _COMPONENTS:
        from govdisclosure.cli.components import print_components

        print_components(session)
        return
    if not options.paths:
        session.complain(USAGE, session.say("needs_path", stage=options.stage))
        return
    from govdisclosure.cli.doctor import examine_inputs

    examine_inputs(session, options.stage, options.paths)


def _schema(_session: Session, _options: argparse.Namespace) -> None:
    import json

    from govdisclosure.codec import json_schema

    with writing():
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _print_version(_session: Session, _options: argparse.Namespace) -> None:
    """Print the versions of the library, of its rules and of its JSON."""
    from govdisclosure.cli.versions import versions

    library, rules, schema = versions()
    with writing():
        print(f"govdisclosure {library} (rules {rules}, schema {schema})")


#: Each command and what it runs.
_COMMANDS: dict[str, Callable[[Session, argparse.Namespace], None]] = {
    "check": _check,
    "explain": _explain,
    "show": _show,
    "render": _render,
    "export": _export,
    "doctor": _doctor,
    "schema": _schema,
}
#: A code without the letters before it, or the beginning of one.
_DIGITS = re.compile(r"[0-9]{1,3}")
#: The names of what is chosen from, once more: help is to be there before anything is loaded.
_SEVERITIES = ("error", "warning", "never")
_BLANKS = ("unknown", "zero")
_STAGES = ("source", "tree", "cells", "roundtrip")
#: What ``doctor`` shows of the installation, not of a file.
_COMPONENTS = "components"

# ------------------------------------------------------------------------------ arguments


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Take the arguments apart.

    Raises:
        SystemExit: As argparse does, after help, version or a fault of usage.
    """
    language = _language_in(arguments)
    if _is_bare(arguments):
        arguments = ["check", *arguments]
    with spoken(language):
        parser = _parser(language)
        options = parser.parse_args(arguments)
        if options.version:
            options.run = _print_version
        elif options.command is None:
            parser.print_help(sys.stderr)
            parser.exit(USAGE)
    return options


def _language_in(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, found before they are parsed."""
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or next(iter(arguments[number + 1 :]), "")
            return value if value in LANGUAGES else default_language()
    return default_language()


def _is_bare(arguments: Sequence[str]) -> bool:
    """Whether the first argument that is no option is a path and no command."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            next(rest, None)
        elif argument == "--" or not argument.startswith("-") or argument == STDIN:
            return argument not in _COMMANDS
    return False


def _parser(language: str) -> argparse.ArgumentParser:
    """The parser of the whole command line, with its help in *language*."""
    parser = argparse.ArgumentParser(
        prog="govdisclosure",
        description=say(language, "description"),
        epilog=say(language, "exit_codes"),
        add_help=False,
        allow_abbrev=False,
    )
    options = _add_options(parser, language)
    options.add_argument("--version", action="store_true", help=say(language, "help_version"))
    commands = parser.add_subparsers(
        dest="command", title=say(language, "commands"), metavar="COMMAND"
    )
    for name, run in _COMMANDS.items():
        words = say(language, f"help_{name}")
        command = commands.add_parser(
            name,
            help=words,
            description=words,
            epilog=say(language, "exit_codes"),
            add_help=False,
            allow_abbrev=False,
        )
        command.set_defaults(run=run)
        _add_arguments(command, name, language)
    return parser


def _add_arguments(command: argparse.ArgumentParser, name: str, language: str) -> None:
    """The arguments and options of one command."""
    inputs = command.add_argument_group(say(language, "inputs"))
    if name == "doctor":
        inputs.add_argument(
            "stage",
            choices=(*_STAGES, _COMPONENTS),
            metavar="STAGE",
            help=say(language, "help_stage"),
        )
    if name == "explain":
        inputs.add_argument("names", nargs="*", metavar="RULE", help=say(language, "help_rule"))
    elif name != "schema":
        paths = say(language, "help_path")
        count = "*" if name == "doctor" else "+"
        inputs.add_argument("paths", nargs=count, metavar="PATH", help=paths)
        include = say(language, "help_include")
        inputs.add_argument(
            "--include", action="append", default=[], metavar="PATTERN", help=include
        )
    options = _add_options(command, language, default=argparse.SUPPRESS)
    if name == "check":
        _add_check_options(options, language)
    if name == "explain":
        options.add_argument("--all", action="store_true", help=say(language, "help_all"))
        _add_format(options, PAGES, language, "help_page_format")
    if name in {"check", "explain"}:
        rules = say(language, "help_rules")
        options.add_argument("--rules", metavar="FILE", help=rules)
        settled = say(language, "help_no_config")
        options.add_argument("--no-config", action="store_true", help=settled)
    if name == "show":
        width = say(language, "help_width")
        options.add_argument("--width", type=_columns, metavar="N", help=width)
    if name == "render":
        output = say(language, "help_output")
        options.add_argument("-o", "--output", metavar="FILE|FOLDER", help=output)
        _add_format(options, REPORTS, language, "help_format")
    if name == "export":
        output = say(language, "help_export_output")
        options.add_argument("-o", "--output", metavar="FILE", help=output)
        _add_format(options, CELLS, language, "help_export_format")
        pattern = say(language, "help_select")
        options.add_argument(
            "--select", action="append", default=[], metavar="PATTERN", help=pattern
        )
        options.add_argument("--infer", action="store_true", help=say(language, "help_infer"))


def _add_check_options(options: argparse._ArgumentGroup, language: str) -> None:
    """The options of ``check`` alone."""
    for name in ("select", "ignore"):
        words = say(language, f"help_{name}_rules")
        options.add_argument(f"--{name}", action="append", default=[], metavar="RULE", help=words)
    for name in ("previous", "children"):
        words = say(language, f"help_{name}")
        options.add_argument(f"--{name}", action="append", default=[], metavar="PATH", help=words)
    waivers = say(language, "help_waivers")
    options.add_argument("--waivers", metavar="FILE", help=waivers)
    blank = say(language, "help_blank")
    options.add_argument("--blank", choices=_BLANKS, metavar="unknown|zero", help=blank)
    fail_on = say(language, "help_fail_on")
    severities = "|".join(_SEVERITIES)
    options.add_argument("--fail-on", choices=_SEVERITIES, metavar=severities, help=fail_on)
    _add_format(options, FINDINGS, language, "help_findings_format")
    output = say(language, "help_findings_output")
    options.add_argument("-o", "--output", metavar="FILE", help=output)
    untold = say(language, "help_show_untold")
    options.add_argument("--show-untold", action="store_true", help=untold)


def _add_options(
    parser: argparse.ArgumentParser, language: str, default: str | None = None
) -> argparse._ArgumentGroup:
    """The options of every command; a command's own default is not to hide what stood before it."""
    options = parser.add_argument_group(say(language, "options"))
    options.add_argument("-h", "--help", action="help", help=say(language, "help_help"))
    options.add_argument(
        "--lang", choices=LANGUAGES, default=default, help=say(language, "help_lang")
    )
    for names, words in ((("-v", "--verbose"), "help_verbose"), (("--debug",), "help_debug")):
        options.add_argument(
            *names, action="store_true", default=default or False, help=say(language, words)
        )
    return options


def _add_format(
    options: argparse._ArgumentGroup, formats: Formats, language: str, words: str
) -> None:
    """The option that names one of *formats*; the suffix of its files will do."""
    options.add_argument(
        "--format",
        type=lambda word: name_of(word.lower(), formats),
        choices=tuple(formats),
        metavar="FORMAT",
        help=say(language, words),
    )
    if "csv" in formats:
        raw = say(language, "help_raw_csv")
        options.add_argument("--raw-csv", action="store_true", help=raw)


def _columns(words: str) -> int:
    """A number of columns that a table can be drawn in."""
    columns = int(words) if re.fullmatch("[0-9]{2,5}", words) else 0
    if not 20 <= columns <= 10_000:  # noqa: PLR2004 - said in the message
        raise argparse.ArgumentTypeError("20 … 10000")
    return columns
