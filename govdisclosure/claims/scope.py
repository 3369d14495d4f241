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

from govdisclosure.claims.actors import Reporter, actors_in
from govdisclosure.claims.cells import Head
from govdisclosure.claims.claim import ClaimSubject, Direction, Quantity, Relation
from govdisclosure.claims.denials import deny, is_all_handled
from govdisclosure.claims.drafts import Draft
from govdisclosure.claims.heads import find_head
from govdisclosure.claims.phrases import Clause, Mention, clauses_of, divide, tree_of
from govdisclosure.claims.prose import Passage
from govdisclosure.claims.tokens import Token, tokenize
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import Edition, TableKind

__all__ = ["Scope"]

_DONE = re.compile("[答回办]复|办结|审结|完[毕成]")
_OTHERS = re.compile("其[他它]")
_NOTHING = Head(ClaimSubject.OTHER)
_OUTCOMES_TOTAL = Head(ClaimSubject.OUTCOMES, TableKind.REQUESTS, ("outcomes_total",), ("total",))
_RECEIVED = Head(ClaimSubject.REQUESTS, TableKind.REQUESTS, ("received_new",), ("total",))
_POINTS = frozenset({"个百分点", "百分点"})
_DOUBLED = {
    "翻一番": 100,
    "翻了一番": 100,
    "翻番": 100,
    "翻了番": 100,
    "翻两番": 300,
    "翻了两番": 300,
}


class Scope:
    """Reads the passages of one report in their order."""

    def __init__(self, edition: Edition | None, agency: str | None, year: int | None) -> None:
        """For a report on the form of *edition*, by *agency* on *year*."""
        self.edition = edition
        self.reporter = Reporter(agency)
        self.year = "" if year is None else str(year)
        self.drafts: list[Draft] = []
        #: What the last heading speaks of, and what was spoken of since.
        self.heading = self.topic = Topic(edition)
        #: The last number that is a whole, or may be one.
        self.base: Draft | None = None
        #: The last count of the sentence, outside of brackets that were closed.
        self.last: Draft | None = None
        #: The whole of the list that is open.
        self.list_of: Draft | None = None
        #: The whole that numbers outside of its own list were last joined to.
        self.joined: Draft | None = None
        #: The words of the clause that a change started in.
        self.started: list[Token] = []
        #: Whether the clause compares with another year, and the year that the sentence began with.
        self.is_compared = False
        self.other_year = False
        #: The organs that the sentence says act.
        self.actors: frozenset[str] = frozenset()
        #: The rows of disputes that the sentence has counted, in their order.
        self.disputed: dict[str, None] = {}
        #: Whether results come behind two kinds of disputes, and do not say whose they are.
        self.several = False

    # -- sentences and clauses

    def read(self, passage: Passage) -> None:
        """Add the claims of *passage* to the drafts."""
        self.passage = passage
        if passage.is_headed:
            self.heading = Topic(self.edition)
            heading = tokenize(passage.words, 0, passage.lines[0].end)
            self.heading.hear(heading, is_counted=False)
        self.topic, self.base = copy(self.heading), None
        for start, end in passage.sentences():
            tokens = tokenize(passage.words, start, end)
            if not passage.speaks(start, end):
                self.topic.hear(tokens, is_counted=False)
                continue
            self.last = self.list_of = None
            self.disputed, self.several = {}, False
            self.other_year, self.actors = False, actors_in(tokens)
            self._clauses(clauses_of(tree_of(tokens), start), None)

    def _clauses(self, clauses: Sequence[Clause], parent: Draft | None) -> None:
        before: Clause | None = None
        for clause in clauses:
            self._clause(clause, before, parent)
            before = clause

    def _clause(self, clause: Clause, before: Clause | None, parent: Draft | None) -> None:
        tokens = clause.tokens()
        if tokens and _begins_anew(tokens[0]):
            self.list_of = None
        year = next((one for one in (*tokens[:1], *tokens[-1:]) if one.type == "YEAR"), None)
        if year is not None and (year is tokens[0] or not clause.mentions()):
            self.other_year = self._is_other(year)
        divide(clause)
        self.started, self.is_compared = [], False
        heard: list[Token] = []
        is_counted = False
        for item in clause.items:
            if isinstance(item, Token):
                heard.append(item)
                if item.type == "AMONG":
                    self._open(parent)
            elif isinstance(item, Mention):
                self._mention(item, item.before, parent)
                is_counted, heard = True, []
            else:
                self._bracket(item)
        if heard:
            self._trail(heard, clause, None if is_counted else before)
        if heard and not is_counted:
            self.topic.hear(heard, is_counted=False)

    def _bracket(self, clauses: Sequence[Clause]) -> None:
        """Brackets speak of the number before them, and leave the scope as it was."""
        saved = copy(self.topic), self.base, self.last, self.list_of
        parent, self.list_of = self.last, None
        self._clauses(clauses, parent)
        self.topic, self.base, self.last, self.list_of = saved

    def _open(self, parent: Draft | None) -> None:
        """其中: what follows are parts of the number before; within a list it goes on."""
        last = self.last
        if last is None or last is parent:
            self.list_of = parent or self.base
        elif last.whole is None or last.whole is not self.list_of:
            self.list_of = last
        else:
            return
        if self.list_of is not None:
            self.list_of.lists.append([])

    # -- numbers

    def _mention(self, mention: Mention, words: Sequence[Token], parent: Draft | None) -> None:
        is_compared = any(token.type in {"THAN", "FROM"} for token in words)
        self.is_compared = self.is_compared or is_compared
        is_change = mention.direction and not mention.is_to
        if (
            mention.unit in _POINTS
            or mention.unit == "倍"
            or (is_change and (self.is_compared or mention.is_rate))
        ):
            self._change(mention, words)
        elif mention.is_rate or isinstance(mention.value, Fraction):
            self._share(mention, words)
        elif is_compared and not mention.is_to:
            self._add(mention, Head(ClaimSubject.REQUESTS))
            self.started = [one for one in words if one.type not in {"THAN", "FROM"}]
        else:
            self._count(mention, words, parent)

    def _count(self, mention: Mention, words: Sequence[Token], parent: Draft | None) -> None:
        """A number of things: its head, and the list that it stands in."""
        if mention.is_to:
            words = [*self.started, *words]
        whole = self.list_of
        is_part = whole is not None and whole.is_alike(mention)
        words, is_own = self.reporter.without_agent(words, self.passage.words)
        head, taken = find_head(
            words,
            mention.after,
            self.topic,
            unit=mention.unit,
            whole=whole.head if is_part and whole is not None else None,
        )
        if not is_own or not self.reporter.acts(words, self.actors):
            head, self.topic.is_open = head._replace(is_sure=False), False
        elif self._is_elsewhen(words) or self._is_of_one_of_several(head, words):
            head = head._replace(is_sure=False)
        draft = self._add(mention, head, taken)
        if is_part and whole is not None and _is_foreign(head, whole.head):
            is_part, self.list_of = False, None
        if is_part and whole is not None:
            if parent is whole:
                whole.mix(draft)
            whole.add(draft)
            words_before = self.passage.words, mention.start, mention.figure[0]
            draft.is_last = _OTHERS.search(*words_before) is not None
        elif parent is None:
            self._stand(draft)
        self.last = draft

    def _join(self, part: Draft, whole: Draft) -> None:
        """A number with a share is a part of the whole before it, and no whole itself."""
        if self.joined is not whole:
            whole.lists.append([])
            self.joined = whole
        whole.add(part)
        self.base = whole

    def _stand(self, draft: Draft) -> None:
        """A number that is in no list: an outcome of all outcomes, or the next whole."""
        base = self.base
        draft.base = base
        if base is not None and base.head == _OUTCOMES_TOTAL and draft.is_outcome:
            self._join(draft, base)
        else:
            self.base = draft

    def _is_of_report(self, words: Sequence[Token]) -> bool:
        """Whether what is said is of the year and of the organ that the report is on."""
        return not self._is_elsewhen(words) and self.reporter.acts(words, self.actors)

    def _is_elsewhen(self, words: Sequence[Token]) -> bool:
        """Whether what is said is of another time, or only planned."""
        years = [token for token in words if token.type == "YEAR"]
        return self._is_other(years[-1]) if years else self.other_year

    def _is_of_one_of_several(self, head: Head, words: Sequence[Token]) -> bool:
        """Whether a result may be of either kind of disputes: 复议3件、诉讼1件，其中纠正1件."""
        if head.table is not TableKind.DISPUTES or head.columns == ("total",):
            return False
        if any(token.type == "NOUN" for token in words):
            self.several = False
            return False
        last = [one.head for one in self.drafts[-2:]]
        if last and all(one.table is head.table and one.columns == ("total",) for one in last):
            self.several = last[0].rows != last[-1].rows
        return self.several

    def _is_other(self, year: Token) -> bool:
        """Whether a year is not the one that is reported on."""
        return bool(self.year) and year.name not in {"own", self.year}

    # -- shares and changes

    def _share(self, mention: Mention, words: Sequence[Token]) -> None:
        """A share, of what stands before it in the whole of that."""
        kinds = [token.type for token in words]
        if "SHARE" not in kinds:
            is_share = "QUOTA" in kinds or isinstance(mention.value, Fraction)
            relation = Relation.SHARE if is_share else Relation.NONE
            self._add(mention, _NOTHING, relation=relation)
            return
        at = kinds.index("SHARE")
        named, of_what = words[:at], words[at + 1 :]
        draft = self._add(mention, _NOTHING, relation=Relation.SHARE)
        if any(token.type in {"ROW", "COLUMN"} for token in named):
            head, _ = find_head(named, (), self.topic, unit=None, whole=None)
            if head.table is TableKind.REQUESTS and head.is_sure and not of_what:
                is_outcome = head.subject is ClaimSubject.OUTCOMES
                draft.head, draft.whole_head = head, _OUTCOMES_TOTAL if is_outcome else _RECEIVED
        elif self.last is not None and not self.last.has_share:
            self._share_of(draft, self.last, named, of_what)

    def _share_of(
        self, draft: Draft, part: Draft, named: Sequence[Token], of_what: Sequence[Token]
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
            self._join(part, whole)

    def _change(self, mention: Mention, words: Sequence[Token]) -> None:
        """A change from last year of what the clause names, or else of the claim before."""
        direction = Direction.DOWN if mention.direction == "DOWN" else Direction.UP
        if mention.unit == "倍" and mention.direction is None:
            direction = Direction.RATIO
        draft = self._add(mention, self._changed(words, mention), relation=Relation.CHANGE)
        draft.direction = direction

    def _changed(self, words: Sequence[Token], mention: Mention | None) -> Head:
        if mention is not None and mention.unit in _POINTS:
            return _NOTHING
        at = next(
            (n for n, token in enumerate(words) if token.type in {"THAN", "FROM"}), len(words)
        )
        named = [
            token
            for token in words[:at]
            if token.type not in {"VERB", "LEVEL", "DOUBLED"} or token.name in {"receive", "answer"}
        ]
        if any(token.type == "NOUN" for token in named):
            saved = copy(self.topic)
            head, _ = find_head(named, (), self.topic, unit=None, whole=None)
            self.topic = saved
            nouns = [token for token in named if token.type == "NOUN"]
            is_bare = len(named) == 1 and nouns[0].name == "request"
            return _RECEIVED if is_bare else head if head.is_sure else _NOTHING
        if named or self.last is None:
            return _NOTHING
        return self.last.head if self.last.head.is_sure else _NOTHING

    # -- what has no number

    def _trail(self, words: Sequence[Token], clause: Clause, before: Clause | None) -> None:
        """Words without a number: a change to nothing, a denial, or something said of all."""
        kinds = [token.type for token in words]
        if "THAN" in kinds and "LEVEL" in kinds:
            draft = self._say(
                words, clause, self._changed(words, None), 0, unit="件", relation=Relation.CHANGE
            )
            draft.direction = Direction.LEVEL
        elif "DOUBLED" in kinds:
            word = words[kinds.index("DOUBLED")]
            times = _DOUBLED[self.passage.words[word.start : word.end]]
            draft = self._say(
                words, clause, self._changed(words, None), times, unit="%", relation=Relation.CHANGE
            )
            draft.direction = Direction.UP
        elif "NOT" in kinds:
            self._deny(words, clause, before)
        elif "ALL" in kinds:
            self._say_of_all(words[kinds.index("ALL") + 1 :], words, clause)

    def _deny(self, words: Sequence[Token], clause: Clause, before: Clause | None) -> None:
        at = next(n for n, token in enumerate(words) if token.type == "NOT")
        denied = list(words[at + 1 :])
        if at and all(token.type in {"VERB", "ALL"} for token in denied):  # 复议、诉讼均未发生
            denied, at = [token for token in words if token.type not in {"NOT", "ALL"}], 0
        if not denied and before is not None and not before.mentions():
            denied, words = before.tokens(), [*before.tokens(), *words]
            at = -1
        found = deny(denied, self.topic)
        if found is None:
            return
        is_sure = self._is_of_report(words)
        head, *further = (one._replace(is_sure=one.is_sure and is_sure) for one in found.heads)
        draft = self._say(words[max(at, 0) :], clause, head, 0, unit=found.unit)
        draft.further = tuple(further)
        draft.negated = True

    def _say_of_all(self, said: Sequence[Token], words: Sequence[Token], clause: Clause) -> None:
        """均为自然人, 均获维持, 全部办结, of the number before."""
        last = self.last
        if last is None or last.mention is None or not last.head.is_sure or not said:
            return
        head = last.head
        first = said[0]
        is_requests = head.table is TableKind.REQUESTS and head.columns == ("total",)
        if first.type == "COLUMN" and is_requests:
            own = head._replace(columns=(first.name,))
            self._say(words, clause, own, last.quantity, unit=last.unit)
        elif [token.type for token in said] == ["RESULT"] and head.table is TableKind.DISPUTES:
            if any(token.type == "WORD" for token in words):
                return  # of those that were decided
            rows = tuple(self.disputed)
            draft = self._say(
                words,
                clause,
                head._replace(rows=rows, columns=(first.name,)),
                100,
                unit="%",
                relation=Relation.SHARE,
            )
            draft.whole_head = head._replace(rows=rows)
        elif head == _RECEIVED and is_all_handled(said) and self._is_done(words):
            draft = self._say(
                words, clause, _OUTCOMES_TOTAL, 100, unit="%", relation=Relation.SHARE
            )
            draft.whole_head = _RECEIVED

    def _is_done(self, words: Sequence[Token]) -> bool:
        """Whether the words say that something was finished, and not only that it is being done."""
        return _DONE.search(self.passage.words, words[-1].start, words[-1].end) is not None

    # -- drafts

    def _add(
        self,
        mention: Mention,
        head: Head,
        taken: int = 0,
        relation: Relation = Relation.EQUALS,
    ) -> Draft:
        """A claim with a printed number."""
        unit = mention.unit
        draft = Draft(mention.value, unit, head, relation)
        if head.table is TableKind.DISPUTES:
            self.disputed.update(dict.fromkeys(head.rows))
        draft.mention = mention
        draft.is_approximate = mention.is_about or mention.is_spaced
        end = mention.after[taken - 1].end if taken else mention.end
        self._place(draft, mention.start, end, mention.figure)
        return draft

    def _say(
        self,
        words: Sequence[Token],
        clause: Clause,
        head: Head,
        quantity: Quantity,
        *,
        unit: str | None,
        relation: Relation = Relation.EQUALS,
    ) -> Draft:
        """A claim whose number is not printed."""
        draft = Draft(quantity, unit, head, relation)
        start = words[0].start
        end = max(clause.end, words[-1].end)
        self._place(draft, start, end, (start, end))
        return draft

    def _place(self, draft: Draft, start: int, end: int, figure: tuple[int, int]) -> None:
        passage = self.passage
        draft.text = passage.printed[start:end]
        draft.places = passage.pieces(start, end), passage.pieces(*figure)
        self.drafts.append(draft)


def _begins_anew(token: Token) -> bool:
    """Whether a clause that begins so is no part of a list."""
    return token.type in {"NOT", "BESIDE"} or (token.type == "VERB" and token.name == "receive")


def _is_whole(words: Sequence[Token], whole: Draft) -> bool:
    """Whether what a share is of, 「占答复总数的」, is the whole that was found."""
    for token in words:
        if token.type == "VERB" and token.name in {"receive", "answer"}:
            if whole.head != (_RECEIVED if token.name == "receive" else _OUTCOMES_TOTAL):
                return False
        elif token.type == "NOUN" and token.name == "request":
            if whole.head.table is not TableKind.REQUESTS:
                return False
        else:
            return False
    return True


def _is_foreign(head: Head, whole: Head) -> bool:
    """Whether a number counts disputes of another kind than the whole does."""
    disputes = TableKind.DISPUTES
    return head.table is whole.table is disputes and not set(head.rows) <= set(whole.rows)
