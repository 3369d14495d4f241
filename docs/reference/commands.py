"""The command line, from the very parser that reads it.

Takes the parser and gives one page with a section a command.
"""

import argparse
from collections.abc import Iterator

from docs.pages import Page, escaped, heading, table
from govdisclosure.cli import command_parser
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_TITLE = Wording("命令行", "The command line")
_WHAT = Wording(
    "只写路径不写命令的，即为 `check`。结果写到标准输出，其余写到标准错误。`-` 表示标准输入。",
    "A path without a command means `check`. Results go to stdout, everything else to stderr; "
    "`-` is stdin.",
)
_HEAD = (Wording("参数", "argument"), Wording("含义", "meaning"))
#: Options of all commands are described once.
_OF_ALL = Wording("各命令共有的选项", "Options of every command")
_COMMON = ("--help", "--lang", "--verbose", "--debug", "--version")


def pages(language: Language) -> Iterator[Page]:
    """The page of the command line."""
    parser = command_parser(language)
    parts = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n"]
    parts.append(escaped(parser.epilog or "") + "\n")
    common = [one for one in _actions(parser) if set(one.option_strings) & set(_COMMON)]
    parts += [heading(_OF_ALL.text(language), 2), _table(common, language)]
    for name, command in _commands(parser):
        parts += [heading(f"`{name}`", 2), escaped(command.description or "") + "\n"]
        parts.append(f"```text\n{_usage(command)}\n```\n")
        own = [one for one in _actions(command) if not set(one.option_strings) & set(_COMMON)]
        parts.append(_table(own, language))
    yield Page("reference/commands.md", "\n".join(parts))


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no other name
            yield from action.choices.items()


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse gives its arguments nowhere else


def _usage(command: argparse.ArgumentParser) -> str:
    """The line of a command with its positional arguments; its options are in the table."""
    formatter = argparse.HelpFormatter(prog=command.prog, width=1000)
    positional = [one for one in _actions(command) if not one.option_strings]
    formatter.add_usage(None, positional, (), prefix="")
    return f"{formatter.format_help().strip()} [OPTION …]"


def _table(actions: list[argparse.Action], language: Language) -> str:
    rows = [[_name(one), escaped(_help(one))] for one in actions]
    return table([words.text(language) for words in _HEAD], rows)


def _name(action: argparse.Action) -> str:
    metavar = action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper()
    value = f" {metavar}" if action.nargs != 0 else ""
    names = action.option_strings or [str(metavar)]
    spelled = ", ".join(names) + (value if action.option_strings else "")
    return "`" + spelled.replace("|", "\\|") + "`"


def _help(action: argparse.Action) -> str:
    """The help of an argument with its facts filled in."""
    facts = {**vars(action), "choices": ", ".join(map(str, action.choices or ()))}
    return (action.help or "") % facts
