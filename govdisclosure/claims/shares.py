"""Shares and changes: what a number is a share of, and what has changed by it.

Takes the ledger at the place of a number that is no count, and adds the draft of it. The laws 2 and
3 of ``scope.py``.
"""

from collections.abc import Sequence
from copy import copy
from fractions import Fraction

from govdisclosure.claims.cells import OUTCOMES_TOTAL, RECEIVED, Head
from govdisclosure.claims.claim import ClaimSubject, Direction, Relation
from govdisclosure.claims.drafts import Draft
from govdisclosure.claims.heads import find_head
from govdisclosure.claims.ledger import Ledger
from govdisclosure.claims.phrases import Mention
from govdisclosure.claims.tokens import Token
from govdisclosure.forms.layout import TableKind

__all__ = ["POINTS", "add_change", "add_share", "changed_head"]

#: Units of a change of a share.
POINTS = frozenset({"个百分点", "百分点"})
_NOTHING = Head(ClaimSubject.OTHER)


def add_share(ledger: Ledger, mention: Mention, words: Sequence[Token]) -> None:
    """A share, of what stands before it in the whole of that."""
    kinds = [token.type for token in words]
    if "SHARE" not in kinds:
        is_share = "QUOTA" in kinds or isinstance(mention.value, Fraction)
        relation = Relation.SHARE if is_share else Relation.NONE
        ledger.add(mention, _NOTHING, relation=relation)
        return
    at = kinds.index("SHARE")
    named, of_what = words[:at], words[at + 1 :]
    draft = ledger.add(mention, _NOTHING, relation=Relation.SHARE)
    if any(token.type in {"ROW", "COLUMN"} for token in named):
        head, _ = find_head(named, (), ledger.topic, unit=None, whole=None)
        if head.table is TableKind.REQUESTS and head.is_sure and not of_what:
            is_outcome = head.subject is ClaimSubject.OUTCOMES
            draft.head, draft.whole_head = head, OUTCOMES_TOTAL if is_outcome else RECEIVED
    elif ledger.last is not None and not ledger.last.has_share:
        _share_of(ledger, draft, ledger.last, named, of_what)


def _share_of(
    ledger: Ledger, draft: Draft, part: Draft, named: Sequence[Token], of_what: Sequence[Token]
) -> None:
    """A share of the number before it, unless its words name another part or another whole."""
    whole = part.whole or part.base
    if any(token.type != "WORD" or token.name not in part.text for token in named) or (
        whole is None
        or part.mention is None
        or not whole.is_alike(part.mention)
        or whole.quantity < part.quantity
        or not _is_whole(of_what, whole)
    ):
        return
    part.has_share = True
    draft.part, draft.whole = part, whole
    if part.whole is None:
        ledger.join(part, whole)


def add_change(ledger: Ledger, mention: Mention, words: Sequence[Token]) -> None:
    """A change from last year of what the clause names, or else of the claim before."""
    direction = Direction.DOWN if mention.direction == "DOWN" else Direction.UP
    if mention.unit == "倍" and mention.direction is None:
        direction = Direction.RATIO
    draft = ledger.add(mention, changed_head(ledger, words, mention), relation=Relation.CHANGE)
    draft.direction = direction


def changed_head(ledger: Ledger, words: Sequence[Token], mention: Mention | None) -> Head:
    """What a change is of, by the words before it; *mention* is its number, if any is printed."""
    if mention is not None and mention.unit in POINTS:
        return _NOTHING
    at = next((n for n, token in enumerate(words) if token.type in {"THAN", "FROM"}), len(words))
    named = [
        token
        for token in words[:at]
        if token.type not in {"VERB", "LEVEL", "DOUBLED"} or token.name in {"receive", "answer"}
    ]
    if any(token.type == "NOUN" for token in named):
        saved = copy(ledger.topic)
        head, _ = find_head(named, (), ledger.topic, unit=None, whole=None)
        ledger.topic = saved
        nouns = [token for token in named if token.type == "NOUN"]
        is_bare = len(named) == 1 and nouns[0].name == "request"
        return RECEIVED if is_bare else head if head.is_sure else _NOTHING
    if named or ledger.last is None:
        return _NOTHING
    return ledger.last.head if ledger.last.head.is_sure else _NOTHING


def _is_whole(words: Sequence[Token], whole: Draft) -> bool:
    """Whether what a share is of, 「占答复总数的」, is the whole that was found."""
    for token in words:
        if token.type == "VERB" and token.name in {"receive", "answer"}:
            if whole.head != (RECEIVED if token.name == "receive" else OUTCOMES_TOTAL):
                return False
        elif token.type == "NOUN" and token.name == "request":
            if whole.head.table is not TableKind.REQUESTS:
                return False
        else:
            return False
    return True
