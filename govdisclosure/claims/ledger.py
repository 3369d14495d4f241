"""What was read of one report so far: its drafts, and what the next number may belong to.

Takes drafts as they are found and keeps them in order; decides nothing.
"""

from collections.abc import Sequence

from govdisclosure.claims.cells import Head
from govdisclosure.claims.claim import Quantity, Relation
from govdisclosure.claims.drafts import Draft
from govdisclosure.claims.phrases import Clause, Mention
from govdisclosure.claims.prose import Passage
from govdisclosure.claims.tokens import Token
from govdisclosure.claims.topics import Topic
from govdisclosure.forms.layout import Edition, TableKind

__all__ = ["Ledger"]


class Ledger:
    """The drafts of one report, and the scope at the place that is being read."""

    def __init__(self, edition: Edition | None) -> None:
        """Nothing was read yet, in a report on the form of *edition*."""
        self.edition = edition
        self.passage: Passage = Passage(None, ())
        self.drafts: list[Draft] = []
        #: What was spoken of last.
        self.topic: Topic = Topic(edition)
        #: The last number that is a whole, or may be one.
        self.base: Draft | None = None
        #: The last count of the sentence, outside of brackets that were closed.
        self.last: Draft | None = None
        #: The whole of the list that is open.
        self.list_of: Draft | None = None
        #: The whole that numbers outside of its own list were last joined to.
        self.joined: Draft | None = None
        #: The rows of disputes that the sentence has counted, in their order.
        self.disputed: dict[str, None] = {}

    def join(self, part: Draft, whole: Draft) -> None:
        """A number with a share is a part of the whole before it, and no whole itself."""
        if self.joined is not whole:
            whole.lists.append([])
            self.joined = whole
        whole.add(part)
        self.base = whole

    def add(
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

    def say(
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
