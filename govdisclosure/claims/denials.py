"""Numbers that are not printed: 「未收到申请」 is none, 「均为自然人」 is all of them.

Takes the words behind a word for none or for all, and gives what is none or all. Where the words
narrow what there is none of, nothing is claimed: 没有不予公开的申请 denies no request.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.claims.cells import DISPUTES, DOCUMENTS, RECEIVED, Head
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import TableKind

__all__ = ["Denial", "deny", "is_all_handled"]

_TOTAL = ("total",)


class Denial(NamedTuple):
    """What there is none of: heads whose cells are all zero, and the unit that nobody printed."""

    heads: tuple[Head, ...]
    unit: str = "件"


def deny(tokens: Sequence[Token], topic: Topic) -> Denial | None:
    """What the words behind 未, 无 or 没有 deny; None where it is nothing that is counted."""
    nouns = [token.name for token in tokens if token.type == "NOUN"]
    verbs = {token.name for token in tokens if token.type == "VERB"}
    kinds = {token.type for token in tokens}
    if verbs == {"collect"} or "fee" in nouns:
        return Denial((Head(ClaimSubject.FEES),), "元")
    if kinds & {"RESULT", "LEGACY"}:
        return _deny_results(tokens, topic)
    if "ROW" in kinds:
        return _deny_rows(tokens, nouns, verbs)
    if not set(nouns).isdisjoint(DISPUTES):
        return _deny_disputes(tokens, nouns)
    if nouns and nouns[-1] == "request" and set(nouns) <= {"request", "ogi"}:
        return _deny_requests(tokens, verbs)
    return _deny_others(nouns, verbs)


def _deny_requests(tokens: Sequence[Token], verbs: set[str]) -> Denial | None:
    is_plain = not any(
        token.type in {"WORD", "VIA"} or (token.type == "COLUMN" and token.name != "organization")
        for token in tokens
    )
    if is_plain and verbs <= {"receive", "occur", "submit"} and tokens[-1].type != "VERB":
        return Denial((RECEIVED,))
    return None


def _deny_others(nouns: Sequence[str], verbs: set[str]) -> Denial | None:
    """No documents were issued; no proposals, or what else there is no cell of, were received."""
    if rows := tuple(DOCUMENTS[name] for name in dict.fromkeys(nouns) if name in DOCUMENTS):
        is_sure = "issue" in verbs and verbs <= {"issue", "publish"}
        columns = ("issued",)
        head = Head(ClaimSubject.DOCUMENTS, TableKind.PROACTIVE, rows, columns, is_sure)
        return Denial((head,))
    if "receive" in verbs and nouns:
        is_proposal = "proposal" in nouns
        return Denial((Head(ClaimSubject.PROPOSALS if is_proposal else ClaimSubject.OTHER),))
    return None


def _deny_results(tokens: Sequence[Token], topic: Topic) -> Denial | None:
    """No 纠错 and no 败诉: the results that were corrected, of each that is named or was before."""
    named: list[str] = []
    waiting: list[str] = []
    results: set[str] = set()
    for token in tokens:
        if token.type == "NOUN" and token.name in DISPUTES:
            waiting += DISPUTES[token.name]
        elif token.type in {"RESULT", "LEGACY"}:
            results.add(token.name)
            named += waiting[-2:] if named else waiting
            waiting = []
    last = max(at for at, token in enumerate(tokens) if token.type in {"RESULT", "LEGACY"})
    is_narrowed = any(token.type == "WORD" for token in tokens[last:-1])
    if results != {"corrected"} or waiting or is_narrowed:
        return None
    nouns = sum(token.type == "NOUN" and token.name in DISPUTES for token in tokens)
    said = sum(token.type in {"RESULT", "LEGACY"} for token in tokens)
    rows = tuple(dict.fromkeys(named)) or topic.disputes
    if not rows or nouns > said:
        return None
    return Denial((Head(ClaimSubject.DISPUTES, TableKind.DISPUTES, rows, ("corrected",)),))


def _deny_rows(tokens: Sequence[Token], nouns: Sequence[str], verbs: set[str]) -> Denial | None:
    """没有结转; no other row is denied without narrowing it."""
    rows = {token.name for token in tokens if token.type == "ROW"}
    is_plain = set(nouns) <= {"request"} and verbs <= {"occur"}
    if rows <= {"carried_in", "carried_out"} and is_plain:
        return Denial((RECEIVED._replace(rows=tuple(sorted(rows))),))
    return None


def _deny_disputes(tokens: Sequence[Token], nouns: Sequence[str]) -> Denial | None:
    """No reconsideration, no litigation; 申请、行政复议 denies requests as well."""
    at = [number for number, token in enumerate(tokens) if token.type == "NOUN"]
    behind = tokens[at[-1] + 1 :]
    is_narrowed = any(token.type in {"WORD", "COLUMN"} for token in tokens)
    if any(token.type == "VERB" and token.name == "publish" for token in tokens):
        return None
    if nouns[-1] not in DISPUTES or any(
        token.type == "WORD" or (token.type == "VERB" and token.name not in {"occur", "submit"})
        for token in behind
    ):
        return None
    if is_narrowed and set(nouns).isdisjoint({"ogi", "request"}):
        return None
    rows = tuple(row for name in dict.fromkeys(nouns) for row in DISPUTES.get(name, ()))
    heads = [Head(ClaimSubject.DISPUTES, TableKind.DISPUTES, tuple(dict.fromkeys(rows)), _TOTAL)]
    first = next(number for number in at if tokens[number].name in DISPUTES)
    if first > 1 and tokens[first - 1].type in {"LIST", "AND"}:
        if tokens[first - 2].name == "request":
            heads.insert(0, RECEIVED)
        if is_narrowed:
            return None
    return Denial(tuple(heads))


def is_all_handled(tokens: Sequence[Token]) -> bool:
    """Whether the words behind 全部 or 均 say that what was received was handled, and no more."""
    return bool(tokens) and all(token.type == "VERB" and token.name == "answer" for token in tokens)
