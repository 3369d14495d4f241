"""Sentences become claims: what belongs together, and what a number is to the others.

Takes the words of one passage after the other. The laws of scope:

1. 其中, 含 and 包括 open a list of parts of the number before them; brackets are about the number
   before them; a list goes on over ； and ends with the sentence, or where something else begins.
2. A share is of the number right before it, in the whole of its list, or else in the last number
   that is no part and has no share of its own, be it in the sentence before.
3. A change is of what its clause names, or else of the claim before it; the number that it starts
   from is last year's.
4. 分别为 gives each of several heads its number, where there are as many of both.
5. A clause without a number may deny (未收到), or say it of all (均为自然人).
"""

import re
from collections.abc import Sequence
from copy import copy
from fractions import Fraction
from itertools import pairwise

from govdisclosure.claims.cells import OUTCOMES_TOTAL, RECEIVED, Head
from govdisclosure.claims.circumstances import Circumstances
from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.claims.drafts import Draft
from govdisclosure.claims.heads import find_head
from govdisclosure.claims.ledger import Ledger
from govdisclosure.claims.phrases import Clause, Mention, clauses_of, divide, tree_of
from govdisclosure.claims.prose import Passage
from govdisclosure.claims.shares import POINTS, add_change, add_share
from govdisclosure.claims.tokens import Token, tokenize
from govdisclosure.claims.topics import Topic
from govdisclosure.claims.unprinted import add_unprinted
from govdisclosure.forms.layout import Edition, TableKind

__all__ = ["Scope"]

#: A sentence without any of these counts nothing, denies nothing and says nothing of all.
_SPEAKING = frozenset({"NUMBER", "NOT", "ALL", "LEVEL", "DOUBLED"})
_OTHERS = re.compile("其[他它]")


class Scope:
    """Reads the passages of one report in their order."""

    def __init__(self, edition: Edition | None, agency: str | None, year: int | None) -> None:
        """For a report on the form of *edition*, by *agency* on *year*."""
        self.edition = edition
        self.circumstances: Circumstances = Circumstances(agency, year)
        self.ledger: Ledger = Ledger(edition)
        #: The passage of the last heading, and what that speaks of, once that is asked.
        self.heading: Passage | None = None
        self.under: Topic | None = None
        #: The words of the clause that a change started in, and the number before in the clause.
        self.started: list[Token] = []
        self.counted: Mention | None = None
        #: Whether the clause compares with another year.
        self.is_compared = False
        #: Whether results come behind two kinds of disputes, and do not say whose they are.
        self.several = False

    # -- sentences and clauses

    def read(self, passage: Passage) -> None:
        """Add the claims of *passage* to the drafts."""
        self.ledger.passage = passage
        if passage.is_headed:
            self.heading, self.under = passage, None
        is_first = True
        silent: list[tuple[int, int]] = []
        for start, end in passage.sentences():
            if not passage.speaks(start, end):
                silent.append((start, end))
                continue
            if is_first:
                self._begin()
                is_first = False
            for before in silent:
                self.ledger.topic.hear(tokenize(passage.words, *before), is_counted=False)
            silent = []
            self._sentence(tokenize(passage.words, start, end), start)

    def _begin(self) -> None:
        """A passage that has numbers speaks of what its heading does, until it says otherwise."""
        if self.under is None:
            self.under = Topic(self.edition)
            if self.heading is not None:
                words, end = self.heading.words, self.heading.lines[0].end
                self.under.hear(tokenize(words, 0, end), is_counted=False)
        self.ledger.topic, self.ledger.base = copy(self.under), None

    def _sentence(self, tokens: Sequence[Token], start: int) -> None:
        if not any(token.type in _SPEAKING for token in tokens):
            self.ledger.topic.hear(tokens, is_counted=False)
            return
        self.ledger.last = self.ledger.list_of = None
        self.ledger.disputed, self.several = {}, False
        self.circumstances.begin(tokens)
        self._clauses(clauses_of(tree_of(tokens), start), None)

    def _clauses(self, clauses: Sequence[Clause], parent: Draft | None) -> None:
        before: Clause | None = None
        for clause in clauses:
            self._clause(clause, before, parent)
            before = clause

    def _clause(self, clause: Clause, before: Clause | None, parent: Draft | None) -> None:
        tokens = clause.tokens()
        first = next((one for one in tokens if one.name != "ever"), None)
        if first is not None and _begins_anew(first):
            self.ledger.list_of = None
        self.circumstances.hear(clause, self.ledger.passage.words)
        divide(clause)
        bases = {id(one) for one, other in pairwise(clause.mentions()) if other.is_to}
        self.started, self.counted, self.is_compared = [], None, False
        heard: list[Token] = []
        is_counted = False
        for item in clause.items:
            if isinstance(item, Token):
                heard.append(item)
                if item.type == "AMONG":
                    self._open(parent)
            elif isinstance(item, Mention):
                self._mention(item, item.before, parent, is_base=id(item) in bases)
                is_counted, heard, self.counted = True, [], item
            else:
                self._bracket(item)
        if heard:
            words_of = None if is_counted else before
            add_unprinted(self.ledger, self.circumstances, heard, clause, words_of)
        if heard and not is_counted:
            self.ledger.topic.hear(heard, is_counted=False)

    def _bracket(self, clauses: Sequence[Clause]) -> None:
        """Brackets speak of the number before them, and leave the scope as it was."""
        said = self.circumstances.said
        saved = copy(self.ledger.topic), self.ledger.base, self.ledger.last, self.ledger.list_of
        parent, self.ledger.list_of = self.ledger.last, None
        self._clauses(clauses, parent)
        self.ledger.topic, self.ledger.base, self.ledger.last, self.ledger.list_of = saved
        self.circumstances.said = said

    def _open(self, parent: Draft | None) -> None:
        """其中: what follows are parts of the number before; within a list it goes on."""
        last = self.ledger.last
        if last is None or last is parent:
            self.ledger.list_of = parent or self.ledger.base
        elif last.whole is None or last.whole is not self.ledger.list_of:
            self.ledger.list_of = last
        else:
            return
        if self.ledger.list_of is not None:
            self.ledger.list_of.lists.append([])

    # -- numbers

    def _mention(
        self, mention: Mention, words: Sequence[Token], parent: Draft | None, *, is_base: bool
    ) -> None:
        is_compared = is_base or any(token.type in {"THAN", "FROM"} for token in words)
        self.is_compared = self.is_compared or is_compared
        is_change = mention.direction and not mention.is_to
        if (
            mention.unit in POINTS
            or mention.unit == "倍"
            or (is_change and (self.is_compared or mention.is_rate))
        ):
            add_change(self.ledger, mention, words)
        elif mention.is_rate or isinstance(mention.value, Fraction):
            add_share(self.ledger, mention, words)
        elif is_compared and not mention.is_to:
            self.ledger.add(mention, Head(ClaimSubject.REQUESTS))
            self.started = [one for one in words if one.type not in {"THAN", "FROM"}]
        else:
            self._count(mention, words, parent)

    def _count(self, mention: Mention, words: Sequence[Token], parent: Draft | None) -> None:
        """A number of things: its head, and the list that it stands in."""
        ledger = self.ledger
        if mention.is_to:
            words = [*self.started, *words]
        whole = ledger.list_of if ledger.list_of and ledger.list_of.is_alike(mention) else None
        words, is_own = self.circumstances.reporter.without_agent(words, ledger.passage.words)
        is_bare = ledger.topic.kind is None and [one.name for one in words] == ["answer"]
        head, taken = find_head(
            words,
            mention.after,
            ledger.topic,
            unit=mention.unit,
            whole=whole.head if whole is not None else None,
        )
        if mention.is_to and [one.name for one in words] == ["request"]:
            head = RECEIVED  # 申请量由88件下降至61件
        is_of_organ, is_of_report = self.circumstances.count(words, mention, self.counted)
        if not (is_own and is_of_organ):
            head, ledger.topic.is_open = head._replace(is_sure=False), False
        elif (
            not is_of_report
            or not self.circumstances.decides(head, words)
            or self._is_of_one_of_several(head, words)
        ):
            head = head._replace(is_sure=False)
        draft = ledger.add(mention, head, taken)
        draft.is_bare = (
            is_bare and is_of_report and self.circumstances.decides(OUTCOMES_TOTAL, words)
        )
        if whole is not None and _is_foreign(head, whole.head):
            whole = ledger.list_of = None
        if whole is not None:
            if parent is whole:
                whole.mix(draft)
            whole.add(draft)
            words_before = ledger.passage.words, mention.start, mention.figure[0]
            draft.is_last = _OTHERS.search(*words_before) is not None
        elif parent is None:
            self._stand(draft)
        ledger.last = draft

    def _stand(self, draft: Draft) -> None:
        """A number that is in no list: an outcome of all outcomes, or the next whole."""
        base = self.ledger.base
        draft.base = base
        if base is not None and base.head == OUTCOMES_TOTAL and draft.is_outcome:
            self.ledger.join(draft, base)
        else:
            self.ledger.base = draft

    def _is_of_one_of_several(self, head: Head, words: Sequence[Token]) -> bool:
        """Whether a result may be of either kind of disputes: 复议3件、诉讼1件，其中纠正1件."""
        if head.table is not TableKind.DISPUTES or head.columns == ("total",):
            return False
        if any(token.type == "NOUN" for token in words):
            self.several = False
            return False
        last = [one.head for one in self.ledger.drafts[-2:]]
        if last and all(one.table is head.table and one.columns == ("total",) for one in last):
            self.several = last[0].rows != last[-1].rows
        return self.several


def _begins_anew(token: Token) -> bool:
    """Whether a clause that begins so is no part of a list."""
    return token.type in {"NOT", "BESIDE"} or (token.type == "VERB" and token.name == "receive")


def _is_foreign(head: Head, whole: Head) -> bool:
    """Whether a number counts disputes of another kind than the whole does."""
    disputes = TableKind.DISPUTES
    return head.table is whole.table is disputes and not set(head.rows) <= set(whole.rows)
