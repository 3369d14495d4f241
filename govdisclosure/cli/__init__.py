"""The command line: ``govdisclosure check | explain | show | render | export | merge | …``.

Takes arguments, calls the library, and prints results on stdout and everything else on stderr.
"""

import argparse
import io
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govdisclosure.cli.completion import propose_if_asked
from govdisclosure.cli.many import COMMANDS as MANY
from govdisclosure.cli.many import add_options as add_options_of_many
from govdisclosure.cli.options import (
    BLANKS,
    Add,
    add_choice,
    add_format,
    add_output,
    adding_to,
    taken,
)
from govdisclosure.cli.screen import OutputError, let_streams_replace, writing
from govdisclosure.cli.serve import add_serve_options, serve
from govdisclosure.cli.session import FINE, UNREADABLE, USAGE, Session
from govdisclosure.cli.spoken import spoken
from govdisclosure.cli.wording import default_language, say
from govdisclosure.collection.inputs import STDIN
from govdisclosure.errors import GovDisclosureError
from govdisclosure.formats import CHECKS, EXPORTS, PAGES, REPORTS
from govdisclosure.wording import LANGUAGES, Language

if TYPE_CHECKING:
    from govdisclosure.cli.configuration import Configuration

__all__ = ["command_parser", "main"]

#: The exit codes of a program that was interrupted, and of one that was terminated.
_INTERRUPTED = 130
#: Signals that end a run in order, with 128 and their number as the exit code: the second one comes
#: when a terminal is closed, and does not exist on Windows.
_ENDING = tuple(
    found for name in ("SIGTERM", "SIGHUP") if (found := getattr(signal, name, None)) is not None
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments; those of the process when None.

    Returns:
        0 fine, 1 what ``--fail-on`` names was found, 2 usage, 3 an input could not be read or an
        output not written, 4 an internal error, 130 interrupted, 129 or 143
        terminated.
    """
    if sys.stderr is None:  # closed: messages must not get among the results
        sys.stderr = io.StringIO()
    let_streams_replace(sys.stdout, sys.stderr)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        options = _parse(arguments)
    except SystemExit as end:  # argparse has printed an error or the help
        return end.code if isinstance(end.code, int) else FINE
    if sys.stdout is None:  # closed: whatever is printed cannot be written, and that is said
        nowhere = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = os.fdopen(nowhere, "w", encoding="utf-8")
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
        if not error.path:  # the flush at exit must not fail again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        session.complain_of(error)
    except KeyboardInterrupt:
        return session.stop(_INTERRUPTED, "interrupted")
    except _Termination as error:
        return session.stop(error.code, "terminated")
    except GovDisclosureError as error:
        session.refuse(UNREADABLE, error)
    except Exception as error:  # noqa: BLE001 - reported as an internal error
        session.blame(options.command, error)
    return session.code


class _Termination(BaseException):
    """The process should end cleanly: not caught as an error, so that everything is cleaned up."""

    def __init__(self, number: int = signal.SIGTERM) -> None:
        """The signal with this number came."""
        super().__init__(number)
        self.code = 128 + number


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Make signals that end a process end the run as an interrupt does, if handlers can be set.

    One that is ignored, as ``nohup`` wants it, stays so.
    """

    def terminate(number: int, _frame: object) -> None:
        raise _Termination(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, terminate)
        for number in _ENDING
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# ------------------------------------------------------------------------------ commands


def _check(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.check import Choice, check_inputs

    settled = _settled(session, options)
    if settled is None:
        return
    if options.outputs in ([], [None]):  # the name of a file overrules the setting for all
        options.outputs, options.format = [None], options.format or settled.format
    for name in ("lang", "waivers", "rules", "roster", "previous", "children", "select", "ignore"):
        setattr(options, name, getattr(options, name) or getattr(settled, name))
    options.fail_on = options.fail_on or settled.fail_on or "error"
    options.blank = options.blank or settled.blank or "unknown"
    options.select, options.ignore = _names(options.select), _names(options.ignore)
    check_inputs(session, options.paths, taken(Choice, options))


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
    """The settings of the project, whose language becomes the session's; None if invalid."""
    from pathlib import Path

    from govdisclosure.cli.configuration import Configuration, find_configuration

    if options.no_config:
        return Configuration()
    choices = {"fail-on": _SEVERITIES, "blank": BLANKS, "format": tuple(CHECKS)}
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

    show_inputs(session, options.paths, options.width, shows_claims=options.has_claims)


def _render(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.rendering import render_inputs

    render_inputs(session, options.paths, options.output, options.format, is_raw=options.is_raw)


def _export(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.export import Choice, export_inputs

    export_inputs(session, options.paths, options.output, options.format, taken(Choice, options))


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


def _schema(_session: Session, options: argparse.Namespace) -> None:
    import json

    from govdisclosure.claims import claims_schema
    from govdisclosure.codec import json_schema

    schema = claims_schema() if options.has_claims else json_schema()
    with writing():
        print(json.dumps(schema, ensure_ascii=False, indent=2))


def _print_version(_session: Session, _options: argparse.Namespace) -> None:
    """Print the versions of the library, of its rules and of its JSON."""
    from govdisclosure.version import versions

    with writing():
        print(versions())


#: Each command and its function.
_COMMANDS: dict[str, Callable[[Session, argparse.Namespace], None]] = {
    "check": _check,
    "explain": _explain,
    "show": _show,
    "render": _render,
    "export": _export,
    "doctor": _doctor,
    "schema": _schema,
    **MANY,
    "serve": serve,
}
#: A code without the letters before it, or the beginning of one.
_DIGITS = re.compile(r"[0-9]{1,3}")
#: The names of choices, repeated here so that help needs no other module.
_SEVERITIES = ("error", "warning", "never")
_TABLES = ("cells", "reports", "findings", "claims")
_STAGES = ("source", "tree", "cells", "roundtrip")
#: The stage of ``doctor`` that shows the installation rather than a file.
_COMPONENTS = "components"

# ------------------------------------------------------------------------------ arguments


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments.

    Raises:
        SystemExit: As argparse does, after help, version or an error of usage.
    """
    language = _language_in(arguments)
    if _is_bare(arguments):
        arguments = ["check", *arguments]
    with spoken(language):
        parser = command_parser(language)
        propose_if_asked(parser)
        options = parser.parse_args(arguments)
        if options.version:
            options.run = _print_version
        elif options.command is None:
            parser.print_help(sys.stderr)
            parser.exit(USAGE)
    return options


def _language_in(arguments: Sequence[str]) -> Language:
    """The language in the arguments, found before they are parsed."""
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or next(iter(arguments[number + 1 :]), "")
            return next((one for one in LANGUAGES if one == value), None) or default_language()
    return default_language()


def _is_bare(arguments: Sequence[str]) -> bool:
    """Whether the first argument that is not an option is a path rather than a command."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            next(rest, None)
        elif argument == "--" or not argument.startswith("-") or argument == STDIN:
            return argument not in _COMMANDS
    return False


def command_parser(language: Language) -> argparse.ArgumentParser:
    """The parser of the whole command line, with its help in *language*."""
    parser = argparse.ArgumentParser(
        prog="govdisclosure",
        description=say(language, "description"),
        epilog=say(language, "exit_codes"),
        add_help=False,
        allow_abbrev=False,
    )
    _add_options(parser, language)("help_version", "--version", action="store_true")
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


def _add_arguments(command: argparse.ArgumentParser, name: str, language: Language) -> None:
    """The arguments and options of one command."""
    add = adding_to(command.add_argument_group(say(language, "inputs")), language)
    _add_inputs(add, name)
    add = _add_options(command, language, default=argparse.SUPPRESS)
    if name in MANY:
        add_options_of_many(add, name, language)
    if name == "check":
        _add_check_options(add, language)
    if name == "explain":
        add("help_all", "--all", action="store_true")
        add_format(add, PAGES, language, "help_page_format")
    if name in {"check", "explain"}:
        add("help_rules", "--rules", metavar="FILE")
        add("help_no_config", "--no-config", action="store_true")
    _add_own_options(add, name, language)


def _add_own_options(add: Add, name: str, language: Language) -> None:
    """The options that one command has, or few."""
    if name in {"show", "export", "schema"}:
        add(f"help_claims_{name}", "--claims", action="store_true", dest="has_claims")
    if name == "show":
        add("help_width", "--width", type=_columns, metavar="N")
    if name == "serve":
        add_serve_options(add)
    if name == "render":
        add_output(add, "help_output", "FILE|FOLDER")
        add_format(add, REPORTS, language)
        add("help_raw_markdown", "--raw-markdown", action="store_true", dest="is_raw")
    if name == "export":
        add_output(add, "help_table_output")
        add_format(add, EXPORTS, language)
        add("help_table", "--table", choices=_TABLES, default=_TABLES[0])
        add("help_select", "--select", action="append", default=[], metavar="PATTERN")
        add("help_infer", "--infer", action="store_true", dest="has_inferred")


def _add_inputs(add: Add, name: str) -> None:
    """The inputs of a command."""
    if name == "doctor":
        add("help_stage", "stage", choices=(*_STAGES, _COMPONENTS), metavar="STAGE")
    if name == "reconcile":
        add("help_parent", "parent", metavar="PARENT")
    if name == "new":
        add("help_year", "year", type=int, metavar="YEAR")
    elif name == "explain":
        add("help_rule", "names", nargs="*", metavar="RULE")
    elif name == "diff":
        add("help_old", "old", metavar="OLD")
        add("help_new_report", "new", metavar="NEW")
    elif name not in {"schema", "serve"}:
        add("help_path", "paths", nargs="*" if name == "doctor" else "+", metavar="PATH")
        if name == "series":
            add("help_what", "what", metavar="ADDRESS|KEY")
        add("help_include", "--include", action="append", default=[], metavar="PATTERN")


def _add_check_options(add: Add, language: Language) -> None:
    """The options of ``check`` alone."""
    for name in ("select", "ignore"):
        add(f"help_{name}_rules", f"--{name}", action="append", default=[], metavar="RULE")
    for name in ("previous", "children"):
        add(f"help_{name}", f"--{name}", action="append", default=[], metavar="PATH")
    add("help_waivers", "--waivers", metavar="FILE")
    add("help_check_roster", "--roster", metavar="FILE")
    add_choice(add, "help_blank", "--blank", BLANKS)
    add_choice(add, "help_fail_on", "--fail-on", _SEVERITIES)
    add_format(add, CHECKS, language)
    add_output(add, "help_outputs", action="append", default=[], dest="outputs")
    add("help_show_untold", "--show-untold", action="store_true", dest="shows_untold")


def _add_options(
    parser: argparse.ArgumentParser, language: Language, default: str | None = None
) -> Add:
    """The options of every command; a default must not overwrite a value before the command."""
    add = adding_to(parser.add_argument_group(say(language, "options")), language)
    add("help_help", "-h", "--help", action="help")
    add("help_lang", "--lang", choices=LANGUAGES, default=default)
    add("help_verbose", "-v", "--verbose", action="store_true", default=default or False)
    add("help_debug", "--debug", action="store_true", default=default or False)
    return add


def _columns(words: str) -> int:
    """A number of columns in which a table can be drawn."""
    columns = int(words) if re.fullmatch("[0-9]{2,5}", words) else 0
    if not 20 <= columns <= 10_000:  # noqa: PLR2004 - explained by the message
        raise argparse.ArgumentTypeError("20 … 10000")
    return columns
