"""The command line: ``govdisclosure show | render | doctor | schema``.

Takes arguments, has the library do the work, and prints results on stdout and all else on stderr.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from govdisclosure.cli.screen import let_streams_replace
from govdisclosure.cli.session import FINE, STDIN, UNREADABLE, USAGE, Session
from govdisclosure.cli.wording import LANGUAGES, default_language, say
from govdisclosure.errors import GovDisclosureError

__all__ = ["main"]

#: What a shell reports of a program that was interrupted.
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments; those of the process when None.

    Returns:
        0 fine, 2 usage, 3 an input could not be read, 4 a fault of this program.
    """
    let_streams_replace(sys.stdout, sys.stderr)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        options = _parse(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return end.code if isinstance(end.code, int) else FINE
    session = Session(options.lang or default_language(), is_debug=options.debug)
    try:
        options.run(session, options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough, and the flush at exit is to fail no more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _INTERRUPTED
    except GovDisclosureError as error:
        session.complain(UNREADABLE, error.text(session.language))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and is our fault
        session.blame(options.command, error)
    return session.code


# ------------------------------------------------------------------------------ commands


def _show(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.show import show_inputs

    show_inputs(session, options.paths, options.width)


def _render(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.rendering import render_inputs

    render_inputs(session, options.paths, options.output, options.format)


def _doctor(session: Session, options: argparse.Namespace) -> None:
    from govdisclosure.cli.doctor import examine_inputs

    examine_inputs(session, options.stage, options.paths)


def _schema(_session: Session, _options: argparse.Namespace) -> None:
    import json

    from govdisclosure.codec import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


#: Each command and what it runs.
_COMMANDS: dict[str, Callable[[Session, argparse.Namespace], None]] = {
    "show": _show,
    "render": _render,
    "doctor": _doctor,
    "schema": _schema,
}
#: The names of formats and stages once more, for help is to be there before anything is loaded.
_FORMATS = ("text", "markdown", "html", "docx", "json")
_STAGES = ("source", "tree", "cells", "roundtrip")

# ------------------------------------------------------------------------------ arguments


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Take the arguments apart.

    Raises:
        SystemExit: As argparse does, after help, version or a fault of usage.
    """
    language = _language_in(arguments)
    parser = _parser(language)
    if _is_bare(arguments):
        arguments = ["show", *arguments]
    options = parser.parse_args(arguments)
    if options.version:
        print(_version())
        parser.exit()
    if options.command is None:
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
            "stage", choices=_STAGES, metavar="STAGE", help=say(language, "help_stage")
        )
    if name != "schema":
        paths = say(language, "help_path")
        inputs.add_argument("paths", nargs="+", metavar="PATH", help=paths)
    options = _add_options(command, language, default=argparse.SUPPRESS)
    if name == "show":
        width = say(language, "help_width")
        options.add_argument("--width", type=_columns, metavar="N", help=width)
    if name == "render":
        output = say(language, "help_output")
        options.add_argument("-o", "--output", metavar="FILE|FOLDER", help=output)
        formats = say(language, "help_format")
        options.add_argument("--format", choices=_FORMATS, metavar="FORMAT", help=formats)


def _add_options(
    parser: argparse.ArgumentParser, language: str, default: str | None = None
) -> argparse._ArgumentGroup:
    """The options of every command; a command's own default is not to hide what stood before it."""
    options = parser.add_argument_group(say(language, "options"))
    options.add_argument("-h", "--help", action="help", help=say(language, "help_help"))
    options.add_argument(
        "--lang", choices=LANGUAGES, default=default, help=say(language, "help_lang")
    )
    options.add_argument(
        "--debug",
        action="store_true",
        default=default if default is not None else False,
        help=say(language, "help_debug"),
    )
    return options


def _columns(words: str) -> int:
    """A number of columns that a table can be drawn in."""
    columns = int(words)
    if not 20 <= columns <= 10_000:  # noqa: PLR2004 - said in the message
        raise argparse.ArgumentTypeError("20 … 10000")
    return columns


def _version() -> str:
    """The versions of the library and of its JSON."""
    from importlib.metadata import PackageNotFoundError, version

    from govdisclosure.codec import SCHEMA_VERSION

    try:
        library = version("govdisclosure")
    except PackageNotFoundError:
        library = "unknown"
    return f"govdisclosure {library} (schema {SCHEMA_VERSION})"
