"""Options that several commands have, declared once.

Takes a group of arguments and adds to it; runs nothing.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from attrs import AttrsInstance, fields

from govdisclosure.cli.wording import say
from govdisclosure.collection.inputs import STDIN
from govdisclosure.formats import Formats, name_of
from govdisclosure.wording import LANGUAGES, NAME_COMMA, Language

__all__ = [
    "BLANKS",
    "Add",
    "add_choice",
    "add_format",
    "add_output",
    "adding_to",
    "file",
    "folder",
    "taken",
    "up_to",
]

_Choice = TypeVar("_Choice", bound=AttrsInstance)

#: What ``--blank`` may be; help is to be there before anything is loaded.
BLANKS = ("unknown", "zero")
#: Adds an argument to a group: the name of its help, its own names, and how it is taken.
Add: TypeAlias = Callable[..., None]


def adding_to(group: argparse._ArgumentGroup, language: Language) -> Add:
    """What adds arguments to *group*, with their help in *language*."""

    def add(words: str, *names: str, facts: Mapping[str, str] | None = None, **how: Any) -> None:  # noqa: ANN401 - argparse's own
        group.add_argument(*names, help=say(language, words, **(facts or {})), **how)

    return add


def add_format(add: Add, formats: Formats, language: Language, words: str = "help_format") -> None:
    """The option that names one of *formats*; the suffix of its files will do."""
    *names, last = (
        say(language, "remarked", name=name, remark=one.remark.text(language))
        if one.remark
        else name
        for name, one in formats.items()
    )
    either = say(language, "either", names=NAME_COMMA.text(language).join(names), last=last)
    add(
        words,
        "--format",
        facts={"formats": either, "default": next(iter(formats))},
        type=lambda word: name_of(word.lower(), formats),
        choices=tuple(formats),
        metavar="FORMAT",
    )
    if "csv" in formats:
        add("help_raw_csv", "--raw-csv", action="store_true", dest="is_raw")


def taken(choice: type[_Choice], options: argparse.Namespace) -> _Choice:
    """What was asked of a command: each field of *choice* is the option of its name, if it has one.

    A field ``language`` is the language that was asked for, or else that of the form: no locale
    decides it.
    """
    given = {**vars(options), "language": options.lang or LANGUAGES[0]}
    return choice(
        **{
            name: tuple(given[name]) if isinstance(given[name], list) else given[name]
            for name in (one.name for one in fields(choice))
            if name in given
        }
    )


def add_output(add: Add, words: str, metavar: str = "FILE", **how: Any) -> None:  # noqa: ANN401 - argparse's own
    """The option for where to write; ``-`` is stdout, as without it."""
    add(words, "-o", "--output", type=file, metavar=metavar, **how)


# argparse names the type in its message where one of these raises ValueError.


def file(words: str) -> str | None:
    """The type of an option that is a file to write, None for stdout; it has a name.

    Raises:
        ValueError: There is no name, as of an empty variable of a script.
    """
    if not words:
        raise ValueError
    return None if words == STDIN else words


def folder(words: str) -> str:
    """The type of an option that is a folder to write into, which stdout is not.

    Raises:
        ValueError: There is no name, or it is that of stdout.
    """
    if words in {"", STDIN}:
        raise ValueError
    return words


def add_choice(
    add: Add, words: str, name: str, choices: Sequence[str], default: str | None = None
) -> None:
    """An option that is one of a few words."""
    add(words, name, choices=choices, default=default, metavar="|".join(choices))


def up_to(most: int) -> Callable[[str], int]:
    """The type of an option that is a whole number from 1 to *most*."""

    def number(words: str) -> int:
        is_number = words.isascii() and words.isdecimal() and len(words) <= len(str(most))
        found = int(words) if is_number else 0
        if not 1 <= found <= most:
            raise argparse.ArgumentTypeError(f"1 … {most}")
        return found

    return number
