"""What an indicator 「指标」 is: its names, its two sides as sums of cells, its sources.

Takes literal words and gives definitions; knows no report. A side is written as it is read:
``requests/received_new/total + requests/carried_in/total``. A part of an address may be a pattern,
such as ``requests/withheld_*/total``, which each form fills in with its own rows, and
``last_year:`` before an address means the report on the year before.
"""

from enum import Enum
from functools import cache

from attrs import field, frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.selection.cells import matching
from govdisclosure.wording import Wording

__all__ = [
    "Indicator",
    "IndicatorBasis",
    "IndicatorTerm",
    "IndicatorUnit",
    "addresses_in",
    "terms_of",
]

#: What comes before an address in the report on the year before.
_LAST_YEAR = "last_year:"


_NOTHING = Wording("", "")


class IndicatorUnit(Enum):
    """What the value of an indicator is in; a rate is a fraction of 1 and printed in per cent."""

    PER_CENT = "%"
    RATIO = "ratio"
    ITEMS = "件"
    TEN_THOUSAND_YUAN = "万元"
    YUAN = "元"


class IndicatorBasis(Enum):
    """What an indicator is made of."""

    #: Cells of the statutory tables.
    CELLS = "cells"
    #: Numbers that the prose states.
    CLAIMS = "claims"
    #: The report as a whole, and what the rules find in it.
    FINDINGS = "findings"


@frozen
class IndicatorTerm:
    """One summand of a side: cells by address or pattern, added or subtracted."""

    #: 1 or -1.
    weight: int
    pattern: str
    #: Whether the cells are those of the report on the year before.
    is_last_year: bool = False

    @property
    def table(self) -> TableKind:
        """The table of its cells."""
        return TableKind(self.pattern.partition("/")[0])


@frozen(kw_only=True, cache_hash=True)
class Indicator:
    """A published measure of open-information work, as exact as its cells.

    A changed definition is a new ``version``; the old one stays.

    Example:
        >>> one = Indicator(
        ...     key="review_pending_rate", name=Wording("复议未审结率", "pending reviews"),
        ...     numerator="disputes/review/pending", denominator="disputes/review/total")
        >>> [str(cell) for cell in addresses_in(terms_of(one.numerator)[0], Edition.FORM_2021)]
        ['disputes/review/pending']
    """

    #: Its name in programs; of a family such as ``legal_grounds_profile``, the family and a part.
    key: str
    version: int = 1
    #: 「办结率」 and the English name.
    name: Wording
    #: The cells above the line; empty where it is not made of cells.
    numerator: str = ""
    #: The cells below it; empty for a count or an amount.
    denominator: str = ""
    unit: IndicatorUnit = IndicatorUnit.PER_CENT
    #: The forms in which the indicator exists.
    editions: tuple[Edition, ...] = tuple(Edition)
    #: Whether the cells of the two forms count the same; else values do not compare across 2021.
    is_same_in_editions: bool = True
    basis: IndicatorBasis = IndicatorBasis.CELLS
    #: What a denominator of zero gives, and what a cell without a number gives unless the caller
    #: says otherwise: names of states, the same for every indicator of this dictionary.
    zero: str = "undefined"
    blank: str = "unknown"
    #: Whether it is a rate: counts and amounts have nothing below the line.
    is_rate: bool = field(init=False)
    #: What to know before comparing its values.
    caveat: Wording = _NOTHING
    #: Where the definition is published or used, by title.
    sources: tuple[Wording, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Set what follows from the rest."""
        is_rate = self.unit in {IndicatorUnit.PER_CENT, IndicatorUnit.RATIO}
        object.__setattr__(self, "is_rate", is_rate)
        if self.basis is IndicatorBasis.CELLS and is_rate is not bool(self.denominator):
            raise ValueError(f"{self.key}: a rate has a denominator, and nothing else has one")

    def __repr__(self) -> str:
        """Its key and version."""
        return f"Indicator(key={self.key!r}, version={self.version})"

    @property
    def family(self) -> str:
        """The part of the key before the slash, which selects all of a family."""
        return self.key.partition("/")[0]

    @property
    def needs_last_year(self) -> bool:
        """Whether some of its cells are those of the report on the year before."""
        return any(one.is_last_year for one in self.terms)

    @property
    def terms(self) -> tuple[IndicatorTerm, ...]:
        """The summands of both sides."""
        return terms_of(self.numerator) + terms_of(self.denominator)


@cache
def terms_of(side: str) -> tuple[IndicatorTerm, ...]:
    """The summands of a side.

    Raises:
        ValueError: It is not written as a sum.

    Example:
        >>> terms_of("disputes/review/total - last_year:disputes/review/total")[1]
        IndicatorTerm(weight=-1, pattern='disputes/review/total', is_last_year=True)
    """
    words = side.split()
    if not words:
        return ()
    signs = ["+", *words[1::2]]
    if len(words) % 2 == 0 or not set(signs) <= {"+", "-"}:
        raise ValueError(f"{side!r} is no sum of cells")
    return tuple(
        IndicatorTerm(
            1 if sign == "+" else -1, word.removeprefix(_LAST_YEAR), word.startswith(_LAST_YEAR)
        )
        for sign, word in zip(signs, words[::2], strict=True)
    )


@cache
def addresses_in(term: IndicatorTerm, edition: Edition | None) -> tuple[Address, ...]:
    """The cells of a term in the form of *edition*; none where that form has no such row."""
    return matching(term.pattern, edition)
