"""Claims in the making: what is found as one reads on is added, and then all are made.

Takes drafts of one report and gives frozen claims, parts before what they are parts of.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from govdisclosure.claims.cells import OUTCOMES, OUTCOMES_TOTAL, Head, category_of, cells_of
from govdisclosure.claims.claim import Claim, ClaimSubject, Direction, Quantity, Relation
from govdisclosure.claims.phrases import Mention
from govdisclosure.forms.layout import Edition
from govdisclosure.source import Span

if TYPE_CHECKING:
    from govdisclosure.model.addresses import Address

__all__ = ["Draft", "claims_of"]

_MONEY, _PERSONS = frozenset({"元", "万元", "亿元"}), frozenset({"人", "人次", "名", "位"})


class Draft:
    """What is known of one claim so far."""

    __slots__ = (
        "base",
        "direction",
        "further",
        "has_share",
        "head",
        "is_approximate",
        "is_bare",
        "is_last",
        "lists",
        "mention",
        "negated",
        "part",
        "places",
        "quantity",
        "relation",
        "text",
        "unit",
        "whole",
        "whole_head",
    )

    def __init__(
        self, quantity: Quantity, unit: str | None, head: Head, relation: Relation
    ) -> None:
        """A claim that counts *head*."""
        self.quantity: Quantity = quantity
        self.unit: str | None = unit
        self.head = head
        self.relation: Relation = relation
        self.mention: Mention | None = None
        #: Heads beside the first whose cells are meant too.
        self.further: tuple[Head, ...] = ()
        self.text: str = ""
        self.places: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
        self.is_approximate = self.negated = False
        self.direction: Direction | None = None
        #: Whether it is 「答复48件」 alone, which counts all outcomes where its parts are outcomes.
        self.is_bare = False
        #: The numbers of each list that it opens, and the number whose list it stands in.
        self.lists: list[list[Draft]] = []
        self.whole: Draft | None = None
        #: The last whole before it.
        self.base: Draft | None = None
        #: Of a share, its part; of a part, whether it has a share already.
        self.part: Draft | None = None
        self.has_share: bool = False
        #: Of a share, what its whole counts where no number of the prose is it.
        self.whole_head: Head | None = None
        #: Of a part, whether it is 「其他……」, which ends a list.
        self.is_last: bool = False

    @property
    def is_outcome(self) -> bool:
        """Whether it counts outcomes of requests by their kinds."""
        rows = self.head.rows
        return self.head.subject is ClaimSubject.OUTCOMES and rows != ("outcomes_total",)

    def is_alike(self, mention: Mention) -> bool:
        """Whether a number can be a part of this one, by their units."""
        return _group(self.unit) == _group(mention.unit)

    @property
    def parts(self) -> list["Draft"]:
        """The longest of its lists."""
        return max(self.lists, key=len, default=[])

    def add(self, part: "Draft") -> None:
        """Take a number into the last list."""
        part.whole = self
        if self.is_bare and part.is_outcome and part.head.is_sure:
            self.head, self.is_bare = OUTCOMES_TOTAL, False
        if not self.lists:
            self.lists.append([])
        self.lists[-1].append(part)

    def mix(self, part: "Draft") -> None:
        """Have a part in brackets, be it of another kind: 「予以公开28件（含部分公开8件）」."""
        kinds, others = (set(map(category_of, one.head.rows)) for one in (self, part))
        if self.is_outcome and part.is_outcome and not others <= kinds:
            self.head = self.head._replace(is_sure=False)

    @property
    def is_closed(self) -> bool:
        """Whether the parts are all that there are: 其他 comes last, or every outcome is there."""
        parts = self.parts
        if not parts:
            return False
        rows = {category_of(row) for part in parts for row in part.head.rows}
        return parts[-1].is_last or (
            all(part.is_outcome for part in parts) and rows >= set(OUTCOMES)
        )


def _group(unit: str | None) -> str:
    return "元" if unit in _MONEY else "人" if unit in _PERSONS else ""


def claims_of(
    drafts: Iterable[Draft], edition: Edition | None, hold: Callable[[Claim], Claim]
) -> tuple[Claim, ...]:
    """The claims in the order of the document, each as *hold* gives it back."""
    made: dict[int, Claim] = {}
    return tuple(_make(draft, edition, hold, made) for draft in drafts)


def _make(
    draft: Draft, edition: Edition | None, hold: Callable[[Claim], Claim], made: dict[int, Claim]
) -> Claim:
    """One claim, its parts before it: lists stand in brackets a few deep at most."""
    if id(draft) in made:
        return made[id(draft)]
    parts = tuple(_make(one, edition, hold, made) for one in draft.parts)
    if draft.part is not None:
        parts = (_make(draft.part, edition, hold, made),)
    is_share = draft.relation is Relation.SHARE
    has_whole = is_share and draft.whole is not None
    whole = _make(draft.whole, edition, hold, made) if has_whole and draft.whole else None
    heads = [_of_edition(head, edition) for head in (draft.head, *draft.further)]
    cells = tuple(dict.fromkeys(cell for head in heads for cell in cells_of(head, edition)))
    is_sure = all(head.is_sure for head in heads) and not draft.is_approximate
    if len(heads) > 1 and not all(cells_of(head, edition) for head in heads):
        is_sure = False
    relation = draft.relation
    address: Address | None = None
    candidates: tuple[tuple[Address, ...], ...] = ()
    if cells and not is_sure:
        candidates, cells = (cells,), ()
    if relation is Relation.EQUALS:
        if len(cells) == 1:
            address, cells = cells[0], ()
        elif cells or (parts and _adds_up(draft)):
            relation = Relation.PARTS_SUM
        else:
            relation = Relation.NONE
    elif relation is Relation.CHANGE and len(cells) == 1:
        address, cells = cells[0], ()
    pieces, figure = draft.places
    claim = Claim(
        text=draft.text,
        span=Span(pieces[0].start, pieces[-1].end) if pieces else None,
        figure=Span(figure[0].start, figure[-1].end) if figure else None,
        pieces=pieces,
        subject=draft.head.subject,
        quantity=draft.quantity,
        unit=draft.unit,
        approximate=draft.is_approximate,
        negated=draft.negated,
        relation=relation,
        direction=draft.direction,
        address=address,
        cells=cells,
        base=cells_of(draft.whole_head, edition) if draft.whole_head is not None else (),
        parts=parts,
        is_closed=draft.is_closed,
        whole=whole,
        candidates=candidates,
    )
    made[id(draft)] = held = hold(claim)
    return held


def _of_edition(head: Head, edition: Edition | None) -> Head:
    """主动公开规章 is a column of the trial form; in the form in force it may be 制发."""
    if head.columns == ("published",) and edition is not Edition.FORM_2019:
        return head._replace(columns=("issued",), is_sure=False)
    if (
        head.columns
        and head.columns[0] in {"repealed", "in_force"}
        and edition is Edition.FORM_2019
    ):
        return head._replace(rows=())
    return head


def _adds_up(draft: Draft) -> bool:
    """Whether the parts, or the first of them, add up to the number; or would have to."""
    total: Quantity = 0
    for part in draft.parts:
        if part.is_approximate:
            return False
        total = Fraction(total) + Fraction(part.quantity)
        if total == draft.quantity and part is not draft.parts[0]:
            return True
    return draft.is_closed
