"""Statistics sheets without marks between their cells: on one line, or one cell a line.

Takes text and finds the head of a sheet and the rows after it: words, a unit from a closed list,
and one value for each column. Blanks and line ends separate words; where nothing does, text is cut
only where the labels, the units and the ordinals allow one reading.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from govdisclosure.characters import blanked, narrow
from govdisclosure.forms.sheet_columns import NO_UNIT, begins_sheet, is_foot, is_label_head, is_unit
from govdisclosure.forms.sheet_labels import is_indicator
from govdisclosure.text import DASHED_NUMBER

__all__ = ["SheetRow", "SheetStretch", "as_plain", "find_sheets", "sheet_at"]

#: The minimum number of known rows that identify a sheet.
_FEWEST_KNOWN = 2
#: The maximum length of a label, and the maximum number of words in it.
_LONGEST_LABEL, _MOST_WORDS = 80, 12
_LONGEST_SHEET = 20_000
#: The maximum length of the words over the columns of a sheet, and of what is examined of a word.
_LONGEST_HEAD = _LONGEST_WORD = 160
_COLUMN = (
    r"(?:20[0-9]{2} ?年度?(?:数量?|数据)?|本年累计|本年度?(?:数量?)?"
    r"|历年累计(?:数量?)?|累计(?:数量?)?"
    r"|统计(?:数量|数据|数)|数量|数值|数据|本期实际|合计)"
)
_HEAD = re.compile(
    rf"(?P<label>统计指标名称|统计指标|指标名称|指标)\s*(?P<unit>计量单位|统计单位|单位)\s*"
    rf"(?P<columns>{_COLUMN}(?:\s*{_COLUMN}){{0,2}})"
)
_ONE_COLUMN = re.compile(_COLUMN)
_WORD = re.compile(rf"\S{{1,{_LONGEST_WORD}}}")
_PAGE_NUMBER = re.compile(rf"{DASHED_NUMBER}(?= |$)")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_MARKS = frozenset({"/", "—", "——", "-", "--", "无"})
#: What begins a label, over narrow text.
_BEGINS_LABEL = re.compile(
    r"其中[:：]|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[、.][^0-9]"
)
_UNIT_WORDS = "万元|人次|条|件|次|篇|元|个|人|份"
_UNIT = re.compile(_UNIT_WORDS)
#: Label, unit, digits and what follows them, with nothing in between.
_GLUED = re.compile(
    rf"(?P<label>.{{0,80}}?)(?P<unit>{_UNIT_WORDS})(?P<digits>[0-9][0-9.,]*[0-9]|[0-9])"
)
#: Words that are not one number: several run together, or with the mark of the next ordinal.
_RUN = re.compile(r"0[0-9]|.*[、.]$")
#: A year that is followed by 年.
_YEAR_BEFORE = re.compile(r"20[0-9]{2}$")
#: An unknown label whose digits can only be those of its ordinal or of a year.
_UNKNOWN_LABEL = re.compile(
    r"(?:其中[:：])?(?:\(?[0-9]{1,2}[、.)])?(?:20[0-9]{2}年)?[^0-9。,;]{2,}"
)
#: The maximum number of unknown rows between two known ones.
_MOST_UNKNOWN = 4
_BEHIND_ORDINAL = re.compile(r"[、.](?=[^0-9])")
_ORDINAL = re.compile(r"(?:^|[:：])([0-9]{1,2})[、.]")


class SheetRow(NamedTuple):
    """A row in a text: start and end of its label, its unit and its values."""

    label: tuple[int, int]
    #: None where the row prints none.
    unit: tuple[int, int] | None
    values: tuple[tuple[int, int], ...] = ()
    #: Whether the values could not be matched to columns.
    is_unplaced: bool = False


class SheetStretch(NamedTuple):
    """A sheet in a text."""

    #: Start and end of the words over labels, units and values.
    head: tuple[tuple[int, int], ...]
    rows: tuple[SheetRow, ...]
    #: Numbers of pages among the rows.
    page_numbers: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the line over the columns begins."""
        return self.head[0][0]

    @property
    def end(self) -> int:
        """Where the last row ends."""
        last = self.rows[-1]
        return max(end for _, end in (last.label, last.unit or last.label, *last.values))


def find_sheets(plain: str) -> Iterator[SheetStretch]:
    """The sheets in one line, given in the form of :func:`as_plain`.

    Example:
        >>> line = "附表 指标名称 单位 2014年度 收到申请数 件 3 1.当面申请数 件 1 下载"
        >>> [(found.start, found.end, len(found.rows)) for found in find_sheets(line)]
        [(3, 39, 2)]
    """
    at = 0
    while (at := plain.find("指标", at)) >= 0:
        start = at - 2 if plain[max(at - 2, 0) : at] == "统计" else at
        found = sheet_at(plain, start, len(plain))
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def as_plain(text: str) -> str:
    """The text in the form that is searched: narrow, each blank a U+0020, of the same length."""
    return blanked(narrow(text))


def sheet_at(plain: str, start: int, stop: int) -> SheetStretch | None:
    """The sheet whose head begins at *start*; None if there is no sheet.

    Args:
        plain: A line, or lines without tabs or pipes, in the form of :func:`as_plain`.
        start: Where 「统计指标」 or the like is.
        stop: The end of the text that may hold rows.
    """
    stop = min(stop, start + _LONGEST_SHEET)
    head = _HEAD.match(plain, start, min(stop, start + _LONGEST_HEAD))
    if head is None:
        return None
    found = _ONE_COLUMN.finditer(plain, head.start("columns"), head.end())
    columns = [column.span() for column in found]
    reader = _Rows(plain, head.end(), stop, len(columns))
    rows = reader.read()
    known = sum(is_indicator(plain[slice(*row.label)]) for row in rows if row.unit)
    if known < _FEWEST_KNOWN:
        return None
    if any(len(row.values) > len(columns) for row in rows):
        # The head does not name every column, so the values cannot be matched to columns.
        rows = [row._replace(is_unplaced=bool(row.values)) for row in rows]
    names = head.span("label"), head.span("unit"), *columns
    found_rows = SheetStretch(names, tuple(rows))
    pages = tuple(span for span in reader.page_numbers if span[1] <= found_rows.end)
    return found_rows._replace(page_numbers=pages)


class _Rows:
    """Reads the rows of one sheet from left to right."""

    def __init__(self, text: str, start: int, stop: int, columns: int) -> None:
        self.text = text
        self.at = start
        self.stop = stop
        self.columns = columns
        self.rows: list[SheetRow] = []
        #: How many rows are certain: the last of them has a unit.
        self.kept = 0
        self.label: tuple[int, int] | None = None
        self.words = 0
        self.page_numbers: list[tuple[int, int]] = []
        #: The last ordinal of a label, and whether the last label has one.
        self.ordinal = 0
        self.has_ordinal = False

    def read(self) -> list[SheetRow]:
        """All rows up to the last that has a unit."""
        while (word := _WORD.search(self.text, self.at, self.stop)) and self._take(*word.span()):
            pass
        return self.rows[: self.kept]

    def _take(self, start: int, end: int) -> bool:
        """Take one word, or the first part of a long one; return whether the sheet goes on."""
        if self.label is None and (page := _PAGE_NUMBER.match(self.text, start, self.stop)):
            self.page_numbers.append(page.span())
            self.at = page.end()
            return True
        words = self.text[start:end]
        self.at = end
        if self.label is not None and is_unit(words, is_known=True):
            self._end_row((start, end))
            return True
        if _NUMBER.fullmatch(words) or words in _MARKS or words[0] == "\\":
            return False
        glued = _GLUED.match(words)
        if unit := _unit_before_blank(glued["label"] if glued else words):
            self._close_heading()
            self._lengthen(start, start + unit.start())
            self.at = start + unit.end()
            self._end_row((start + unit.start(), start + unit.end()))
            return True
        if glued and (
            is_indicator(glued["label"])
            or (not glued["label"] and self.label is not None)
            or self._is_row_between(start)
        ):
            return self._take_glued(start, glued)
        if self.label is not None and (_BEGINS_LABEL.match(words) or is_indicator(words)):
            self._close_heading()
        if "。" in words or is_foot(words) or is_label_head(words) or begins_sheet(words):
            return False
        self._lengthen(start, end)
        first, last = self.label or (start, end)
        return last - first <= _LONGEST_LABEL and self.words <= _MOST_WORDS

    def _is_row_between(self, start: int) -> bool:
        """Whether an unknown row begins at *start* and is followed by a known one.

        At the end of a line no row has to follow, but the label must end in 数.
        """
        for _ in range(_MOST_UNKNOWN + 1):
            word = _WORD.search(self.text, start, self.stop)
            if word is None:
                return False
            glued = _GLUED.match(self.text, word.start(), word.end())
            label = (glued["label"] if glued else word[0]).lstrip("、.")
            if is_indicator(label):
                return True
            if glued is None or _UNKNOWN_LABEL.fullmatch(label) is None:
                return False
            start = glued.end()
            if label.endswith("数") and not self.text[start : min(start + 1, self.stop)].strip():
                return True
        return False

    def _lengthen(self, start: int, end: int) -> None:
        self.label = (self.label[0] if self.label else start, end)
        self.words += 1
        found = _ORDINAL.search(self.text[start:end])
        self.has_ordinal = found is not None or (self.has_ordinal and self.words > 1)
        if found:
            self.ordinal = int(found[1])

    def _close_heading(self) -> None:
        """Keep the label read so far as a row of its own, without unit and values."""
        if self.label is not None:
            self.rows.append(SheetRow(self.label, None))
        self.label, self.words = None, 0

    def _end_row(self, unit: tuple[int, int]) -> None:
        """End the label at its unit; the values after it belong to the row."""
        assert self.label is not None  # noqa: S101 - the caller looked
        self._add(unit, self._values([]))

    def _values(self, values: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Read the values after those given; a page number may follow the last."""
        while (word := _WORD.search(self.text, self.at, self.stop)) and _is_value(word[0]):
            if _PAGE_NUMBER.match(self.text, word.start(), self.stop):
                break
            values.append(word.span())
            self.at = word.end()
        return values

    def _add(
        self, unit: tuple[int, int], values: list[tuple[int, int]], *, is_run: bool = False
    ) -> None:
        assert self.label is not None  # noqa: S101 - the callers looked
        is_unplaced = is_run or len(values) not in {0, self.columns}
        self.rows.append(SheetRow(self.label, unit, tuple(values), is_unplaced))
        self.kept = len(self.rows)
        self.label, self.words = None, 0

    def _take_glued(self, start: int, glued: re.Match[str]) -> bool:
        """Take a label, a unit and digits without blanks, but not the ordinal of the next label."""
        if glued["label"]:
            self._close_heading()
            self._lengthen(start + glued.start("label"), start + glued.end("label"))
        first, last = start + glued.start("digits"), start + glued.end("digits")
        unit = (start + glued.start("unit"), start + glued.end("unit"))
        if _BEHIND_ORDINAL.match(self.text, last):
            ordinal = self._next_ordinal(self.text[first:last])
            # Otherwise the next label has no ordinal, and the digits no column.
            last += -len(ordinal) if ordinal else 1
        elif self.text.startswith("年", last) and _YEAR_BEFORE.search(glued["digits"]):
            last -= 4
        self.at = last
        digits = self.text[first:last]
        if not digits:
            self._add(unit, [])
        elif self.columns == 1 or _RUN.match(digits):
            is_run = digits.isdigit() or not _NUMBER.fullmatch(digits)
            self._add(unit, [(first, last)], is_run=is_run)
        else:
            self._add(unit, self._values([(first, last)]))
        return True

    def _next_ordinal(self, digits: str) -> str:
        """The ordinal of the next label at the end of *digits*; empty if it is uncertain."""
        expected = {self.ordinal + 1} if self.has_ordinal else {1, self.ordinal + 1}
        fits = [one for one in map(str, expected) if digits.endswith(one)]
        return fits[0] if len(fits) == 1 else ""


def _unit_before_blank(words: str) -> re.Match[str] | None:
    """The unit of a known row, where it ends *words* or another known row follows."""
    units = list(_UNIT.finditer(words, 0, _LONGEST_LABEL))
    for unit in units:
        if is_indicator(words[: unit.start()]):
            ends = (len(words), *(one.start() for one in units))
            if unit.end() == len(words) or any(
                is_indicator(words[unit.end() : end]) for end in ends
            ):
                return unit
    return None


def _is_value(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None or word in _MARKS or word == NO_UNIT
