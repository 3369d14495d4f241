"""Cells by pattern: wildcards over addresses, in keys or in the words of the form.

Takes reports and gives the cells with their addresses; neither changes nor judges anything.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.characters import label_key, narrow
from govdisclosure.forms.layout import (
    Edition,
    SectionKind,
    TableKind,
    label_of,
    layout_of,
    section_title,
    table_layouts,
)
from govdisclosure.forms.sheet_indicators import SheetKind, lineage
from govdisclosure.model.addresses import (
    Address,
    addresses_of,
    near_misses,
    statistics_addresses,
)
from govdisclosure.model.cells import Cell
from govdisclosure.model.display import show_fields
from govdisclosure.model.report import Report
from govdisclosure.text import chinese_numeral
from govdisclosure.wording import did_you_mean

__all__ = ["Selected", "matching", "matching_in_sheet", "select"]


@frozen
class Selected:
    """A cell that a pattern found, and where."""

    #: The report that contains it.
    report: Report = field(repr=False)
    address: Address
    cell: Cell

    @property
    def words(self) -> str:
        """The labels of the cell, as the form of its table prints them."""
        kind = self.address.table
        table = self.report.table(kind) if isinstance(kind, TableKind) else None
        return self.address.words(edition=table.edition if table is not None else None)

    def __str__(self) -> str:
        """The address, the labels and the words of the cell."""
        return f"{self.address} {self.words}: {self.cell}"

    def _repr_html_(self) -> str:
        """Report, address and cell, as a notebook shows them."""
        return show_fields(
            agency=self.report.agency,
            year=self.report.year,
            address=self.address,
            words=self.words,
            state=self.cell.state.value,
            cell=self.cell,
        )


def select(reports: Report | Iterable[Report], pattern: Address | str) -> tuple[Selected, ...]:
    """The cells of one report or of many that match *pattern*, in print order.

    A pattern has levels between slashes, and ``*`` in a level matches any run of characters. It is
    written in the keys of addresses or, with any Chinese in it, in the words of the form. **The
    last level names the column; those before it must occur in the path to it, in that order, and
    any of them may be left out:** ``三/不予公开/自然人`` is the column 自然人 of all eight rows of
    （三）不予公开, ``总计`` every last column, ``三/总计/*`` the row （七）总计. Words may be those
    of either form or other wordings that reports print; width, blanks, punctuation and
    the ordinal before a label make no difference. ``statistics/*/year`` are cells of the
    statistics sheet used before 2019, in words ``统计表/*/本年度``.

    Args:
        reports: Where to search. A table missing in a report has no cells, and a cell may exist
            in the other edition only; neither is an error.
        pattern: An address, or a pattern such as ``requests/withheld_*/natural_person``,
            ``*/*/total``, ``二/行政许可/*`` or ``三/（三）不予公开/*/自然人``.

    Raises:
        KeyError: No form has a cell that the pattern names; the message suggests similar names.

    Example:
        >>> from govdisclosure.model.cells import Cell
        >>> from govdisclosure.model.tables import Table
        >>> table = Table(kind=TableKind.DISPUTES, cells=[Cell.of(n) for n in range(15)])
        >>> report = Report(preamble=[table])
        >>> [(str(one.address), one.cell.value) for one in select(report, "四/行政诉讼/总计")]
        [('disputes/litigation_direct/total', 9), ('disputes/litigation_after_review/total', 14)]
    """
    words = _known(pattern)
    many = (reports,) if isinstance(reports, Report) else reports
    return tuple(found for report in many for found in _select_in(report, words))


def matching(pattern: Address | str, edition: Edition | None) -> tuple[Address, ...]:
    """The addresses that match *pattern* in the form of *edition*, in print order.

    Args:
        pattern: As for :func:`select`.
        edition: None if it is not known: then only those of table four, which all forms share.

    Raises:
        KeyError: No form has a cell that the pattern names; the message suggests similar names.

    Example:
        >>> [str(address) for address in matching("四/行政诉讼/总计", None)]
        ['disputes/litigation_direct/total', 'disputes/litigation_after_review/total']
    """
    words = _known(pattern)
    return tuple(
        addresses_of(form.kind, form.edition)[number]
        for form in table_layouts()
        if form.edition in {None, edition}
        for number in _matches(words, form.kind, form.edition)
    )


def matching_in_sheet(pattern: Address | str) -> tuple[Address, ...]:
    """The addresses of the statistics sheet that match *pattern*, in its order.

    Raises:
        KeyError: No form has a cell that the pattern names; the message suggests similar names.

    Example:
        >>> [str(address) for address in matching_in_sheet("统计表/行政复议数量/历年累计")][0]
        'statistics/review_total/cumulative'
    """
    return _matches_in_sheet(_known(pattern))


def _known(pattern: Address | str) -> str:
    """The pattern, normalised for matching.

    Raises:
        KeyError: No form has a cell that it names; the message suggests similar names.
    """
    words = narrow(str(pattern))
    in_forms = any(_matches(words, form.kind, form.edition) for form in table_layouts())
    if not in_forms and not _matches_in_sheet(words):
        raise KeyError(_unmatched(words))
    return words


def _select_in(report: Report, pattern: str) -> Iterator[Selected]:
    for kind in TableKind:
        if table := report.table(kind):
            addresses = table.addresses
            for number in _matches(pattern, kind, table.edition):
                yield Selected(report, addresses[number], table.cells[number])
    sheet = report.statistics
    if sheet is not None:
        named = frozenset(_matches_in_sheet(pattern))
        for address, cell in sheet.items() if named else ():
            if address in named:
                yield Selected(report, address, cell)


#: The separator between the levels of a pattern; the label 「本年增/减」 is one level.
_SLASH = re.compile("/(?!减)")
#: The possible names of one level of a cell's path.
_Names: TypeAlias = frozenset[str]


@lru_cache(maxsize=1024)
def _matches(pattern: str, kind: TableKind, edition: Edition | None) -> tuple[int, ...]:
    """The numbers, in print order, of the cells of one form that match *pattern*."""
    paths = _key_paths(kind, edition) if pattern.isascii() else _word_paths(kind, edition)
    levels = _levels(pattern)
    return tuple(number for number, path in enumerate(paths) if _leads(levels, path))


@lru_cache(maxsize=1024)
def _matches_in_sheet(pattern: str) -> tuple[Address, ...]:
    """The addresses of the sheet that match *pattern*."""
    paths = _sheet_keys() if pattern.isascii() else _sheet_words()
    levels = _levels(pattern)
    return tuple(
        address
        for address, path in zip(statistics_addresses(), paths, strict=True)
        if _leads(levels, path)
    )


_STARS = re.compile(r"[*]+")


@frozen
class _Level:
    """A level of a pattern: the pieces between its stars."""

    pieces: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether the pieces occur in *name* in order, the outer ones at its ends.

        Each piece is matched at its first occurrence, so that nothing is tried twice.
        """
        first, *inner = self.pieces
        if not inner:
            return name == first
        last = inner.pop()
        end = len(name) - len(last)
        if not (name.startswith(first) and name.endswith(last)):
            return False
        at = len(first)
        for piece in inner:
            at = name.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return at <= end


def _levels(pattern: str) -> list[_Level]:
    """The levels of the pattern, to be compared with the names of each level."""
    as_key: Callable[[str], str] = str if pattern.isascii() else label_key
    return [_Level(tuple(map(as_key, _STARS.split(part)))) for part in _SLASH.split(pattern)]


def _leads(levels: Sequence[_Level], path: Sequence[_Names]) -> bool:
    """Whether the last level ends *path* and the others occur before it, in order."""
    *before, last = levels
    way = iter(path[:-1])
    return any(map(last.fits, path[-1])) and all(
        any(any(map(level.fits, names)) for names in way) for level in before
    )


@cache
def _key_paths(kind: TableKind, edition: Edition | None) -> tuple[tuple[_Names, ...], ...]:
    return tuple(
        tuple(frozenset({name}) for name in (one.table.value, one.row, one.column))
        for one in addresses_of(kind, edition)
    )


@cache
def _word_paths(kind: TableKind, edition: Edition | None) -> tuple[tuple[_Names, ...], ...]:
    """The levels of :meth:`Address.words`, each with all its wordings."""
    return tuple(
        (
            _section_names(kind),
            *(_label_names(kind, token) for token in (*cell.row_labels, *cell.column_labels)),
        )
        for cell in layout_of(kind, edition).cells
    )


@cache
def _sheet_keys() -> tuple[tuple[_Names, ...], ...]:
    return tuple(
        tuple(frozenset({name}) for name in (SheetKind.STATISTICS.value, one.row, one.column))
        for one in statistics_addresses()
    )


@cache
def _sheet_words() -> tuple[tuple[_Names, ...], ...]:
    """The levels of :meth:`Address.words` in the sheet, each with all its wordings."""
    paths = []
    for address in statistics_addresses():
        head, *_, column = address.words().split("/")
        rows = (
            frozenset(map(label_key, (row.official, *row.aliases, *row.short)))
            for row in lineage(address.row)
        )
        paths.append((frozenset({head}), *rows, frozenset({column})))
    return tuple(paths)


_ORDINAL = re.compile("[一二三四]、|（[一二三四五六七]）|[1-8][.]")


@cache
def _label_names(kind: TableKind, token: str) -> _Names:
    """Every wording of a label, and that of the form without its ordinal."""
    label = label_of(kind, token)
    wordings = {label.official, label.former or label.official}
    bare = (_ORDINAL.sub("", words, count=1) for words in wordings)
    return frozenset(map(label_key, (*wordings, *bare, *label.aliases)))


@cache
def _section_names(kind: TableKind) -> _Names:
    title = section_title(SectionKind(kind.value))
    numeral = chinese_numeral(title.ordinal)
    keys = {label_key(words) for words in (title.official, *title.aliases)}
    return frozenset({numeral, *keys, *(numeral + key for key in keys)})


def _unmatched(pattern: str) -> str:
    """A message for a pattern without matches: what no form has, and what is similar."""
    if pattern.isascii():
        return near_misses(pattern)
    names = {
        name: None
        for form in table_layouts()
        for path in _word_paths(form.kind, form.edition)
        for level in path
        for name in sorted(level)
    }
    for part, level in zip(_SLASH.split(pattern), _levels(pattern), strict=True):
        if not any(map(level.fits, names)):
            return f"no form has the label {part!r}{did_you_mean(label_key(part), names).english}"
    return f"no form has a cell {pattern!r}; its last level is to name a column, or be '*'"
