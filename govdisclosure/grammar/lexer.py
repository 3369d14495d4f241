"""The lexer of both grammars: pieces already have the names of terminals, so it passes them on.

Imports Lark when it is imported; only ``compiled`` does that, when a parser is first needed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from lark.lexer import Lexer

__all__ = ["PieceLexer"]


class PieceLexer(Lexer):
    """Gives the pieces of an iterable, one by one; a piece's ``type`` is its terminal."""

    def __init__(self, _conf: object) -> None:
        """Nothing to configure."""

    def lex(self, data: Iterable[Any]) -> Iterator[Any]:  # type: ignore[override]
        """The pieces as they come."""
        return iter(data)
