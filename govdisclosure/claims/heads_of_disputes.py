"""Heads of disputes: reconsideration, litigation, and how they ended.

Takes the words of a head whose last word is of disputes, and gives rows and columns of table four.
"""

from collections.abc import Sequence

from govdisclosure.claims.cells import DISPUTES, Head
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.heads_of_requests import VERB_ROWS, requests_head, stands_apart
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import TableKind

__all__ = ["of_disputes", "of_legacy", "of_results"]

_DISPUTES = TableKind.DISPUTES


def _dispute_rows(own: Sequence[Token]) -> tuple[str, ...]:
    """The rows that are named; a narrower name wins over the wider one: 直接起诉的行政诉讼."""
    named = [
        DISPUTES[token.name] for token in own if token.type == "NOUN" and token.name in DISPUTES
    ]
    rows = [
        row for one in named if not any(set(other) < set(one) for other in named) for row in one
    ]
    return tuple(dict.fromkeys(rows))


def of_results(own: Sequence[Token], topic: Topic) -> Head:
    """How disputes ended, of those that are named or were spoken of before."""
    rows = _dispute_rows(own) or (topic.disputes if topic.kind == "dispute" else ())
    results = tuple(dict.fromkeys(token.name for token in own if token.type == "RESULT"))
    if not rows:
        return Head(ClaimSubject.DISPUTES)
    return Head(ClaimSubject.DISPUTES, _DISPUTES, rows, results)


def of_legacy(last: Token, own: Sequence[Token], topic: Topic) -> Head:
    """A reason or result that older Regulations knew: a candidate at most."""
    if last.name in {"corrected", "other_result"}:
        rows = _dispute_rows(own) or topic.disputes
        return Head(ClaimSubject.DISPUTES, _DISPUTES, rows, (last.name,), is_sure=False)
    return requests_head((last.name,), is_sure=False)


def of_disputes(words: Sequence[Token], own: Sequence[Token]) -> Head:
    """Disputes by their kinds; surely those of the form where the words name no other matter."""
    nouns: list[Token] = []
    for token in reversed(own):
        if token.type != "NOUN" or token.name not in DISPUTES:
            break
        nouns.append(token)
    has_matter = any(t.type == "NOUN" and t.name in {"ogi", "request"} for t in own)
    is_handled = any(token.type == "VERB" and token.name in VERB_ROWS for token in own)
    is_apart = any(stands_apart(token) for token in own)
    is_sure = has_matter or not (is_handled or is_apart)
    is_sure = is_sure and not any(token.type in {"ETC", "ROW"} for token in words)
    first = words.index(nouns[-1])
    if first > 1 and words[first - 1].type in {"AND", "LIST"} and words[first - 2].type == "NOUN":
        is_sure = is_sure and words[first - 2].name != "request"
    return Head(ClaimSubject.DISPUTES, _DISPUTES, _dispute_rows(nouns[::-1]), ("total",), is_sure)
