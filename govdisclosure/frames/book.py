"""A workbook that is filled row by row, for people: frozen heads, filters, links, wrapped words.

Takes plans of sheets and rows and gives the bytes of a file; the same rows, the same bytes.
Words stay words, whatever they look like: nothing in them becomes a formula, a link or a number. A
number of more digits than Excel keeps is written as words. Knows no report.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

from govdisclosure.characters import display_width
from govdisclosure.errors import GovDisclosureError
from govdisclosure.frames.extras import load_extra
from govdisclosure.text import count_digits, format_number
from govdisclosure.wording import Language, Wording

__all__ = ["Book", "Head", "Link", "Plan", "Sheet", "Value"]


class Link(NamedTuple):
    """Words that lead to a row of another sheet."""

    words: str | int | None
    sheet: "Sheet"
    row: int


Value: TypeAlias = str | int | Decimal | Link | None
#: A column: its head in Chinese and in English, and how many columns of a terminal it is wide.
Head: TypeAlias = tuple[str, str, int]
#: A sheet: its name in both languages, and its columns.
Plan: TypeAlias = tuple[Wording, Sequence[Head]]

#: What Excel keeps of a number, a cell, a sheet, and the height of a row.
_MOST_DIGITS, _MOST_CHARACTERS, _MOST_ROWS, _MOST_LINKS = 15, 32_767, 1_048_576, 65_000
_LINE, _HIGHEST, _MARGIN = 15, 405, 2
#: Characters that no XML can have.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
#: No clock decides the bytes of a file.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone


class Book:
    """A workbook in memory."""

    def __init__(self, language: Language) -> None:
        writer = load_extra("xlsxwriter", "xlsx")
        self.language = language
        self._file = BytesIO()
        self.file = writer.Workbook(
            self._file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self.file.set_properties({"created": _CREATED})
        self.head = self.file.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._formats: dict[tuple[int | None, bool], Any] = {}
        self._sheets: list[Sheet] = []

    def words(self, *, is_link: bool) -> Any:  # noqa: ANN401 - a format of XlsxWriter
        """The format of words."""
        return self._format(None, is_link=is_link)

    def number(self, value: int | Decimal, *, is_link: bool) -> Any:  # noqa: ANN401 - likewise
        """The format that shows every digit of a number."""
        exponent = Decimal(value).as_tuple().exponent
        return self._format(-exponent if isinstance(exponent, int) else 0, is_link=is_link)

    def _format(self, places: int | None, *, is_link: bool) -> Any:  # noqa: ANN401 - likewise
        """The format of a number with so many places, or of words."""
        if (places, is_link) not in self._formats:
            look: dict[str, object] = {"valign": "top"}
            if places is None:
                look["text_wrap"] = True
            else:
                look["num_format"] = f"0.{'0' * places}" if places > 0 else "0"
            if is_link:
                look |= {"font_color": "#0563C1", "underline": 1}
            self._formats[places, is_link] = self.file.add_format(look)
        return self._formats[places, is_link]

    def sheet(self, name: Wording, heads: Sequence[Head]) -> "Sheet":
        """A new sheet, its head frozen."""
        made = Sheet(self, name.text(self.language), heads)
        self._sheets.append(made)
        return made

    def close(self) -> bytes:
        """The bytes of the file."""
        for one in self._sheets:
            one.finish()
        self.file.close()
        return self._file.getvalue()


class Sheet:
    """A sheet that is filled row by row."""

    def __init__(self, book: Book, name: str, heads: Sequence[Head]) -> None:
        self.name = name
        self.next_row = 1
        self._book = book
        self._widths = [width for *_, width in heads]
        self._sheet = book.file.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._links = 0
        for column, (chinese, english, width) in enumerate(heads):
            self._sheet.set_column(column, column, width)
            head = Wording(chinese, english).text(book.language)
            self._sheet.write_string(0, column, head, book.head)

    def add(self, *values: Value) -> int:
        """Write a row, as high as its words need, and give its number."""
        row = self.next_row
        if row >= _MOST_ROWS:
            raise GovDisclosureError(
                f"工作表「{self.name}」最多 {_MOST_ROWS} 行；请分批导出，或改用 parquet、csv",
                f"the sheet {self.name!r} cannot have more than {_MOST_ROWS} rows; "
                "write fewer reports, or parquet or csv",
            )
        lines = 1
        for column, value in enumerate(values):
            words = self._write(row, column, value)
            # a margin, for a wide character takes a little more than two digits
            lines = max(lines, -(-display_width(words) // (self._widths[column] - _MARGIN)))
        self._sheet.set_row(row, min(_LINE * lines, _HIGHEST))
        self.next_row += 1
        return row

    def finish(self) -> None:
        """Put filters over all that was written."""
        self._sheet.autofilter(0, 0, self.next_row - 1, len(self._widths) - 1)

    def _write(self, row: int, column: int, value: Value) -> str:
        """Write one cell, and give the words in it that may need several lines."""
        is_link = isinstance(value, Link) and self._links < _MOST_LINKS
        if isinstance(value, Link):
            if is_link:
                self._links += 1
                place = f"internal:'{value.sheet.name}'!A{value.row + 1}"
                self._sheet.write_url(row, column, place, string=" ")  # what stands there comes now
            value = value.words
        if value is None:
            return ""
        if not isinstance(value, str) and count_digits(format_number(value)) > _MOST_DIGITS:
            value = format_number(value)
        if isinstance(value, str):
            value = _writable(value)
            self._sheet.write_string(row, column, value, self._book.words(is_link=is_link))
            return value
        # as a Decimal it is written with its own digits
        shown = self._book.number(value, is_link=is_link)
        self._sheet.write_number(row, column, Decimal(value), shown)
        return ""


def _writable(words: str) -> str:
    words = _NO_XML.sub("\ufffd", words)
    return words if len(words) <= _MOST_CHARACTERS else f"{words[: _MOST_CHARACTERS - 1]}…"
