"""What a shell proposes while a command is typed: options, files, codes of rules, addresses.

Takes the parser and, when a shell asks through argcomplete, prints proposals and ends the process.
"""

import argparse
import os
from collections.abc import Iterator

__all__ = ["propose_if_asked"]

#: argcomplete sets it in the process that it asks.
_ASKED = "_ARGCOMPLETE"


def propose_if_asked(parser: argparse.ArgumentParser) -> None:
    """Print proposals and end the process when a shell asks for them; otherwise do nothing.

    ``eval "$(register-python-argcomplete govdisclosure)"`` makes bash and zsh ask; the extra
    ``cli`` brings it.
    """
    if _ASKED not in os.environ:
        return
    from argcomplete import autocomplete

    for command, action in _arguments(parser):
        if action.dest in {"names", "select", "ignore"}:
            # argcomplete looks for this attribute, of which argparse's types know nothing
            action.completer = _addresses if command == "export" else _codes  # type: ignore[attr-defined]
    autocomplete(parser)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Each command's name with each of its arguments."""
    for action in parser._actions:  # noqa: SLF001 - argparse gives its arguments nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no other name
            for name, command in action.choices.items():
                yield from ((name, one) for one in command._actions)  # noqa: SLF001 - likewise


def _codes(**_asked: object) -> list[str]:
    """The codes of all rules."""
    from govdisclosure.rules.handbook import EXPLAINED

    return [rule.code for rule in EXPLAINED]


def _addresses(**_asked: object) -> list[str]:
    """The addresses of all cells of the forms of 2019 and 2021."""
    from govdisclosure.forms.layout import Edition
    from govdisclosure.model.addresses import addresses

    return sorted({str(one) for edition in Edition for one in addresses(edition)})
