"""What differs between two reports, all of it.

Takes two reports and gives one value with both; the outputs of it are imported when they are used.
"""

from attrs import field, frozen

from govdisclosure.comparison.cells import CellDiff, compare_cells
from govdisclosure.comparison.sections import SectionDiff, compare_sections
from govdisclosure.crosswalk import Correspondence
from govdisclosure.model.addresses import Address, as_address
from govdisclosure.model.report import Report
from govdisclosure.wording import Language

__all__ = ["Diff", "diff"]


@frozen(kw_only=True)
class Diff:
    """The differences of two reports, of one body in two years or of two versions of one report.

    It is true if there are any.
    """

    old: Report = field(repr=False)
    new: Report = field(repr=False)
    #: The cells that differ, in the order of the old report's tables.
    cells: tuple[CellDiff, ...]
    #: The parts in which more than blanks differ, in the order of the new report.
    sections: tuple[SectionDiff, ...]
    #: Printed cells without a counterpart in the other edition, each with the reason: ``here`` is
    #: the old report, ``there`` the new one. They are no differences.
    not_compared: tuple[Correspondence, ...] = field(repr=False)

    def __bool__(self) -> bool:
        """Whether any cell or any part differs."""
        return bool(self.cells or self.sections)

    def cell(self, address: Address | str) -> CellDiff | None:
        """The difference at *address*; None if there is none.

        Raises:
            KeyError: No form has such a cell.
        """
        place = as_address(address)
        return next((one for one in self.cells if one.address == place), None)

    def text(self, language: Language = "zh") -> str:
        """The differences in lines, with ``-`` before what is gone and ``+`` before what came."""
        from govdisclosure.comparison.text import diff_text

        return diff_text(self, language)

    def __str__(self) -> str:
        """The same in Chinese."""
        return self.text()

    def to_html(self, language: Language = "zh") -> str:
        """The differences as one self-contained page, the reports side by side."""
        from govdisclosure.comparison.page import diff_page

        return diff_page(self, language)

    def _repr_html_(self) -> str:
        """The differences as a notebook shows them."""
        from govdisclosure.comparison.page import diff_fragment

        return diff_fragment(self, "zh")

    def to_json(self) -> str:
        r"""The differences as JSON, indented by two blanks and ended by ``\n``."""
        from govdisclosure.comparison.record import diff_json

        return diff_json(self)


def diff(old: Report, new: Report) -> Diff:
    """Compare two reports: their cells by address, and the words of their parts.

    Cells of two editions are compared where the crosswalk knows what corresponds: the same count, a
    sum, or nearly the same, as each difference says. Spelling, places in files and blanks are not
    compared; a blank cell is not zero.

    Example:
        >>> from govdisclosure.composition import compose
        >>> cell = "requests/received_new/total"
        >>> old, new = (compose(year=2023, cells={cell: count}) for count in (40, 50))
        >>> bool(diff(old, old)), bool(found := diff(old, new))
        (False, True)
        >>> found.cell(cell).change, found.cell(cell).percent, found.sections
        (10, Fraction(25, 1), ())
    """
    cells, unlike = compare_cells(old, new)
    return Diff(
        old=old,
        new=new,
        cells=cells,
        sections=compare_sections(old, new),
        not_compared=unlike,
    )
