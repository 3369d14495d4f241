"""What a passage speaks of: the head that a number without one of its own counts.

Takes words in their order and keeps the last head; decides nothing.
"""

from collections.abc import Iterable

from govdisclosure.claims.cells import DISPUTES, DOCUMENTS
from govdisclosure.claims.tokens import Token
from govdisclosure.forms.layout import Edition

__all__ = ["Topic"]


class Topic:
    """What a passage speaks of: the last head, and whether a verb alone may still mean it."""

    __slots__ = ("disputes", "document", "edition", "is_open", "is_sure", "kind", "verb")

    def __init__(self, edition: Edition | None) -> None:
        """Nothing was spoken of yet, in a report on the form of *edition*."""
        self.edition: Edition | None = edition
        #: ``request``, ``dispute``, ``document`` or ``other``; None before any head.
        self.kind: str | None = None
        self.disputes: tuple[str, ...] = ()
        self.document: str | None = None
        self.verb: str | None = None
        #: Whether no number of unknown things has come since.
        self.is_open = True
        #: Whether the head had a cell.
        self.is_sure: bool = True

    def hear(self, tokens: Iterable[Token], *, is_counted: bool) -> None:
        """Take note of the words of a clause; of those around a number all heads count."""
        disputes: list[str] = []
        tokens = tuple(tokens)
        if not is_counted and any(t.type == "VERB" and t.name == "occur" for t in tokens):
            return  # what the requests are about
        if self.kind is None and is_counted and _is_way_to_publish(tokens):
            self.kind = "document"
        for token in tokens:
            if token.type == "VERB":
                self.verb = token.name
            if token.type != "NOUN":
                continue
            if token.name in {"request", "applicants"}:
                self.kind, self.is_open = "request", True
            elif token.name in DISPUTES:
                disputes += DISPUTES[token.name]
                self.kind, self.is_open = "dispute", True
                self.disputes = tuple(dict.fromkeys(disputes))
            elif token.name in DOCUMENTS:
                self.kind, self.document, self.is_open = "document", token.name, True
            elif token.name in {"other", "proposal"} or (is_counted and token.name != "ogi"):
                self.kind = "document" if self.kind == token.name == "document" else "other"


def _is_way_to_publish(tokens: tuple[Token, ...]) -> bool:
    """Whether the words are 「主动公开」 alone: other ways follow, unless a head comes."""
    return [one.name for one in tokens] == ["publish"] and (
        tokens[0].end - tokens[0].start == len("主动公开")
    )
