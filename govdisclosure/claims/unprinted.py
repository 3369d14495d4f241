"""Clauses without a number: a change to nothing, a denial, or something said of all.

Takes the ledger at the end of such a clause, and adds a draft whose number is not printed. The laws
3 and 5 of ``scope.py``.
"""

import re
from collections.abc import Sequence

from govdisclosure.claims.cells import OUTCOMES_TOTAL, RECEIVED
from govdisclosure.claims.circumstances import Circumstances
from govdisclosure.claims.claim import Direction, Relation
from govdisclosure.claims.denials import deny, is_all_handled
from govdisclosure.claims.ledger import Ledger
from govdisclosure.claims.phrases import Clause
from govdisclosure.claims.shares import changed_head
from govdisclosure.claims.tokens import Token
from govdisclosure.forms.layout import TableKind

__all__ = ["add_unprinted"]

_DONE = re.compile("[答回办]复|办结|审结|完[毕成]")
_DOUBLED = {
    "翻一番": 100,
    "翻了一番": 100,
    "翻番": 100,
    "翻了番": 100,
    "翻两番": 300,
    "翻了两番": 300,
}


def add_unprinted(
    ledger: Ledger,
    circumstances: Circumstances,
    words: Sequence[Token],
    clause: Clause,
    before: Clause | None,
) -> None:
    """Words without a number: a change to nothing, a denial, or something said of all."""
    kinds = [token.type for token in words]
    if "THAN" in kinds and "LEVEL" in kinds:
        draft = ledger.say(
            words, clause, changed_head(ledger, words, None), 0, unit="件", relation=Relation.CHANGE
        )
        draft.direction = Direction.LEVEL
    elif "DOUBLED" in kinds:
        word = words[kinds.index("DOUBLED")]
        times = _DOUBLED[ledger.passage.words[word.start : word.end]]
        draft = ledger.say(
            words,
            clause,
            changed_head(ledger, words, None),
            times,
            unit="%",
            relation=Relation.CHANGE,
        )
        draft.direction = Direction.UP
    elif "NOT" in kinds:
        _deny(ledger, circumstances, words, clause, before)
    elif "ALL" in kinds:
        _say_of_all(ledger, words[kinds.index("ALL") + 1 :], words, clause)


def _deny(
    ledger: Ledger,
    circumstances: Circumstances,
    words: Sequence[Token],
    clause: Clause,
    before: Clause | None,
) -> None:
    at = next(n for n, token in enumerate(words) if token.type == "NOT")
    denied = list(words[at + 1 :])
    if at and all(token.type in {"VERB", "ALL"} for token in denied):  # 复议、诉讼均未发生
        denied, at = [token for token in words if token.type not in {"NOT", "ALL"}], 0
    if not denied and before is not None and not before.mentions():
        denied, words = before.tokens(), [*before.tokens(), *words]
        at = -1
    found = deny(denied, ledger.topic)
    if found is None:
        return
    is_sure = circumstances.is_of_report(words)
    head, *further = (one._replace(is_sure=one.is_sure and is_sure) for one in found.heads)
    draft = ledger.say(words[max(at, 0) :], clause, head, 0, unit=found.unit)
    draft.further = tuple(further)
    draft.negated = True


def _say_of_all(
    ledger: Ledger, said: Sequence[Token], words: Sequence[Token], clause: Clause
) -> None:
    """均为自然人, 均获维持, 全部办结, of the number before."""
    last = ledger.last
    if last is None or last.mention is None or not last.head.is_sure or not said:
        return
    head = last.head
    first = said[0]
    is_requests = head.table is TableKind.REQUESTS and head.columns == ("total",)
    if first.type == "COLUMN" and is_requests:
        own = head._replace(columns=(first.name,))
        ledger.say(words, clause, own, last.quantity, unit=last.unit)
    elif [token.type for token in said] == ["RESULT"] and head.table is TableKind.DISPUTES:
        if any(token.type == "WORD" for token in words):
            return  # of those that were decided
        rows = tuple(ledger.disputed)
        draft = ledger.say(
            words,
            clause,
            head._replace(rows=rows, columns=(first.name,)),
            100,
            unit="%",
            relation=Relation.SHARE,
        )
        draft.whole_head = head._replace(rows=rows)
    elif head == RECEIVED and is_all_handled(said) and _is_done(ledger, words):
        draft = ledger.say(words, clause, OUTCOMES_TOTAL, 100, unit="%", relation=Relation.SHARE)
        draft.whole_head = RECEIVED


def _is_done(ledger: Ledger, words: Sequence[Token]) -> bool:
    """Whether the words say that something was finished, and not only that it is being done."""
    return _DONE.search(ledger.passage.words, words[-1].start, words[-1].end) is not None
