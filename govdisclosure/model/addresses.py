"""Addresses: the unique name of every cell, such as ``requests/received_new/total``.

Takes the layout and gives addresses; knows no printed values.
"""

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from govdisclosure.forms.layout import (
    CellLayout,
    Edition,
    TableKind,
    label_of,
    layout_of,
    table_layouts,
)
from govdisclosure.forms.sheet_columns import ColumnKind
from govdisclosure.forms.sheet_indicators import SheetKind, indicator_of, indicators, lineage
from govdisclosure.wording import Language, Wording, did_you_mean

__all__ = [
    "Address",
    "addresses",
    "addresses_of",
    "as_address",
    "near_misses",
    "statistics_address",
    "statistics_addresses",
]

#: The columns of the sheet that have addresses, as :meth:`Address.words` calls them.
_SHEET_COLUMNS = {
    ColumnKind.YEAR.value: ("本年度", "this year"),
    ColumnKind.CUMULATIVE.value: ("历年累计", "cumulative"),
}
#: What comes before the labels in Chinese: the ordinal of the section, or the name of the sheet.
_TABLES: Mapping[TableKind | SheetKind, str] = {
    TableKind.PROACTIVE: "二",
    TableKind.REQUESTS: "三",
    TableKind.DISPUTES: "四",
    SheetKind.STATISTICS: "统计表",
}


@frozen(order=False, cache_hash=True)
class Address:
    """The place of a cell in the form: table, row and column; not a place in a file."""

    #: A table of the forms of 2019 and 2021, or the statistics sheet used before.
    table: TableKind | SheetKind
    row: str
    column: str

    def __str__(self) -> str:
        """The three parts separated by slashes, as in JSON, CSV and findings."""
        return f"{self.table.value}/{self.row}/{self.column}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """The address that *text* spells.

        Raises:
            KeyError: No form has a cell of that name; the message suggests similar names.

        Example:
            >>> Address.parse("disputes/review/total").words()
            '四/行政复议/总计'
        """
        found = _by_text().get(text)
        if found is None:
            raise KeyError(near_misses(text))
        return found

    @property
    def form_table(self) -> TableKind:
        """The table of a cell of the forms of 2019 and 2021.

        Raises:
            KeyError: It is an address of the statistics sheet.
        """
        if isinstance(self.table, SheetKind):
            raise KeyError(f"{self} is a cell of the statistics sheet, not of the form")
        return self.table

    @property
    def unit(self) -> str | None:
        """件, 项 or 万元; None where the form prints no unit.

        For the statistics sheet it is the unit of the national one. A local sheet may print
        another, so that it says nothing of a cell, which has only its printed unit.
        """
        if self.table is SheetKind.STATISTICS:
            return indicator_of(self.row).unit
        return _layout_of(self, None).unit

    def words(self, language: Language = "zh", edition: Edition | None = None) -> str:
        """The labels that lead to the cell, between slashes, as the form of *edition* prints them.

        Args:
            language: The language of the words.
            edition: The form whose wording to use; None for the form in force that has the cell.
        """
        if isinstance(self.table, SheetKind):
            labels = [(row.official, row.english) for row in lineage(self.row)]
            labels.append(_SHEET_COLUMNS[self.column])
        else:
            cell = _layout_of(self, edition)
            form = edition or _edition_of(self)
            tokens = (*cell.row_labels, *cell.column_labels)
            found = [label_of(self.table, token) for token in tokens]
            labels = [(label.wording(form), label.english) for label in found]
        chinese, english = zip(*labels, strict=True)
        return Wording("/".join((_TABLES[self.table], *chinese)), "/".join(english)).text(language)


@cache
def addresses_of(table: TableKind, edition: Edition | None) -> tuple[Address, ...]:
    """The addresses of one table in print order."""
    layout = layout_of(table, edition)
    return tuple(Address(table, cell.row, cell.column) for cell in layout.cells)


def addresses(form: Edition | SheetKind | str) -> tuple[Address, ...]:
    """All addresses of *form* in print order: of its tables two to four, or of the sheet.

    Args:
        form: An :class:`Edition` or its value, ``"2021"`` or ``"2019"``; :class:`SheetKind` or
            ``"statistics"`` for the statistics sheet used before.

    Example:
        >>> len(addresses("2021")), len(addresses("2019"))
        (200, 198)
        >>> str(addresses("statistics")[0])
        'statistics/proactive_total/year'
    """
    if form in {SheetKind.STATISTICS, SheetKind.STATISTICS.value}:
        return statistics_addresses()
    edition = Edition(form)
    return tuple(address for table in TableKind for address in addresses_of(table, edition))


@cache
def statistics_addresses() -> tuple[Address, ...]:
    """The addresses of the statistics sheet: year and cumulative of each indicator."""
    return tuple(
        Address(SheetKind.STATISTICS, one.name, column)
        for one in indicators()
        for column in _SHEET_COLUMNS
    )


def statistics_address(row: str, column: str) -> Address:
    """The address of an indicator in a column of the sheet.

    Raises:
        KeyError: No sheet has such a cell; the message suggests similar names.
    """
    return Address.parse(f"{SheetKind.STATISTICS.value}/{row}/{column}")


@cache
def _by_text() -> Mapping[str, Address]:
    found = {str(address): address for edition in Edition for address in addresses(edition)}
    return found | {str(address): address for address in statistics_addresses()}


@cache
def _layouts_of(address: Address) -> Mapping[Edition | None, CellLayout]:
    """The cell in each edition that has it."""
    return {
        layout.edition: cell
        for layout in table_layouts()
        if layout.kind is address.table
        for cell in layout.cells
        if (cell.row, cell.column) == (address.row, address.column)
    }


def _edition_of(address: Address) -> Edition | None:
    """The form in force if it has the cell, else the former one.

    Raises:
        KeyError: Neither has it: the address was made by hand.
    """
    found = _layouts_of(address)
    if not found:
        raise KeyError(near_misses(str(address)))
    return next(iter(found))


def _layout_of(address: Address, edition: Edition | None) -> CellLayout:
    found = _layouts_of(address)
    return found.get(edition) or found[_edition_of(address)]


def as_address(address: "Address | str") -> Address:
    """An address unchanged; a text parsed into one.

    Raises:
        KeyError: No form has a cell of that name.
    """
    return address if isinstance(address, Address) else Address.parse(address)


def near_misses(text: str) -> str:
    """A message for an unknown address, with similar ones."""
    return f"no form has the address {text!r}{did_you_mean(text, _by_text()).english}"
