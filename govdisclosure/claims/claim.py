"""What the prose of a report says in numbers: one claim, its parts and how it came out.

Takes nothing and gives types alone; knows no sentence and no table.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.model.addresses import Address
from govdisclosure.model.verdict import Verdict
from govdisclosure.source import Span

__all__ = ["Claim", "ClaimSubject", "Direction", "Quantity", "Relation"]

#: Counts are whole, shares and amounts exact decimals, 「三分之一」 a fraction.
Quantity: TypeAlias = int | Decimal | Fraction


class Relation(Enum):
    """What a claim says of its number."""

    #: It is the number of the one cell at ``address``.
    EQUALS = "equals"
    #: It is the sum of ``cells``, or of ``parts``.
    PARTS_SUM = "parts_sum"
    #: It is the share of a part in a whole.
    SHARE = "share"
    #: It is a difference from last year, or a ratio to it.
    CHANGE = "change"
    #: It is a number that no cell of the form holds.
    NONE = "none"


class Direction(Enum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    #: 「为上年的1.5倍」: no growth by 1.5, but 1.5 times as many.
    RATIO = "ratio"


class ClaimSubject(Enum):
    """What a number counts."""

    #: Requests received or carried over.
    REQUESTS = "requests"
    #: Requests by how they were handled.
    OUTCOMES = "outcomes"
    #: Reconsideration and litigation.
    DISPUTES = "disputes"
    #: Rules, normative and other documents.
    DOCUMENTS = "documents"
    #: Fees for information, in yuan.
    FEES = "fees"
    #: Information that was published.
    PUBLISHED = "published"
    #: Proposals of people's congresses and consultative conferences.
    PROPOSALS = "proposals"
    #: Trainings, meetings and other activities.
    ACTIVITIES = "activities"
    OTHER = "other"


@frozen(kw_only=True)
class Claim:
    """A quantity that the prose states, such as 「收到政府信息公开申请12件」.

    Where words alone do not decide which cell is meant it has ``candidates`` and no address: an
    address is never guessed.
    """

    #: The words, without blanks.
    text: str
    #: From the first to the last of the words, with what stands between its lines.
    span: Span | None = field(default=None, eq=False, repr=False)
    #: The number alone; all the words of a claim without a printed number.
    figure: Span | None = field(default=None, eq=False, repr=False)
    #: The words piece by piece, where a sentence is parted by the ends of lines.
    pieces: tuple[Span, ...] = field(default=(), eq=False, repr=False)
    subject: ClaimSubject = ClaimSubject.OTHER
    quantity: Quantity
    #: As printed, 「件」; None where none is.
    unit: str | None = None
    #: Whether the prose says 约, 近, 余, 以上 or the like; such a number is held against nothing.
    approximate: bool = False
    #: Whether the claim says that there is none.
    negated: bool = False
    relation: Relation = Relation.NONE
    #: Of a change, which way it goes.
    direction: Direction | None = None
    #: The one cell that holds the number.
    address: Address | None = None
    #: The cells that together hold it; of a share those of its part.
    cells: tuple[Address, ...] = ()
    #: Of a share, the cells of its whole where no number of the prose is it.
    base: tuple[Address, ...] = ()
    #: Numbers of the prose that add up to this one; of a share the one that is its part.
    parts: tuple["Claim", ...] = ()
    #: Whether the parts are all that there are, by the words: 「其他……」 ends them, for one.
    is_closed: bool = False
    #: Of a share, the number of the prose that is its whole.
    whole: "Claim | None" = None
    #: Cells, alone or together, that it could be.
    candidates: tuple[tuple[Address, ...], ...] = ()
    #: How it came out against the tables, and a change against the report on the year before.
    verdict: Verdict = Verdict.DOES_NOT_APPLY
    #: The cells whose sum is the quantity, where the claim passes.
    reading: tuple[Address, ...] = ()
    #: What stands in the tables instead, where it fails.
    computed: Quantity | None = None

    @property
    def meant(self) -> tuple[Address, ...]:
        """The cells that are meant, be they one or several; none where that is not decided."""
        return (self.address,) if self.address is not None else self.cells
