"""The addresses of all cells, of both editions of the form and of the statistics sheet.

Takes the addresses of the library and gives a page a form, with the words that lead to each cell.
"""

from collections.abc import Iterator
from itertools import groupby

from docs.pages import Page, contents, escaped, heading, other, table
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.diagnostics import TABLE_NAMES
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_FOLDER = "reference/addresses"
_TITLE = Wording("单元格地址", "Addresses of cells")
_WHAT = Wording(
    "地址由表、行、列三段组成，查询、JSON、导出和核查结果中都用它。每行是一个单元格。",
    "An address is table, row and column; queries, JSON, exports and findings use it. "
    "Each row is a cell.",
)
#: The forms, as :func:`govdisclosure.addresses` takes them.
_FORMS: tuple[tuple[Edition | SheetKind, Wording], ...] = (
    (Edition.FORM_2021, Wording("2021 年《格式》", "The form of 2021")),
    (Edition.FORM_2019, Wording("2019 年《格式》", "The form of 2019")),
    (SheetKind.STATISTICS, Wording("2008—2018 年统计表", "The statistics sheet of 2008 to 2018")),
)
_ADDRESS, _UNIT = Wording("地址", "address"), Wording("单位", "unit")
_WORDS = Wording("表上的名称", "words of the form")
_SHEET = Wording("统计表", "The statistics sheet")


def pages(language: Language) -> Iterator[Page]:
    """The page that leads to the forms, and the page of each."""
    names = [form.value for form, _ in _FORMS]
    text = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n", contents(names)]
    yield Page(f"{_FOLDER}/index.md", "\n".join(text))
    for form, title in _FORMS:
        parts = [heading(title.text(language)), _WHAT.text(language) + "\n"]
        edition = form if isinstance(form, Edition) else None
        for kind, cells in groupby(addresses(form), lambda one: one.table):
            parts += [heading(_name(kind, language), 2), _table(cells, edition, language)]
        yield Page(f"{_FOLDER}/{form.value}.md", "\n".join(parts))


def _name(kind: TableKind | SheetKind, language: Language) -> str:
    words = (_SHEET if isinstance(kind, SheetKind) else TABLE_NAMES[kind]).text(language)
    return words[0].upper() + words[1:]


def _table(cells: Iterator[Address], edition: Edition | None, language: Language) -> str:
    head = [_ADDRESS.text(language), _WORDS.text(language), _WORDS.text(other(language))]
    rows = [
        [
            f"`{one}`",
            escaped(one.words(language, edition)),
            escaped(one.words(other(language), edition)),
            one.unit or "",
        ]
        for one in cells
    ]
    return table([*head, _UNIT.text(language)], rows)
