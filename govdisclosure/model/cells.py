"""Cells of statutory tables: five states, the value and its spelling.

Takes printed words and gives cells; of its address it knows only the unit.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from attrs import field, fields, frozen

from govdisclosure.model.display import show_fields
from govdisclosure.plain.escape import escape_field
from govdisclosure.source import Origin, Span
from govdisclosure.text import (
    ABSENT_SIGN,
    MAX_DIGITS,
    CellState,
    count_digits,
    format_number,
    print_note,
    read_printed,
)

__all__ = ["ABSENT", "Blank", "Cell"]


class Blank(Enum):
    """What a blank or a mark in a number cell means to the caller; text is never a number."""

    #: Not known: what needs the number gives no result.
    UNKNOWN = "unknown"
    #: The number zero.
    ZERO = "zero"


@frozen(kw_only=True)
class Cell:
    """The content of one cell; not the number zero when it is blank.

    The value, the unit and the note are derived from the spelling; a pair that disagrees is
    refused, so that an edit cannot print stale digits.

    Example:
        >>> Cell(state=CellState.NUMBER, value=12, raw="１２").value
        12
        >>> Cell(state=CellState.NUMBER, value=12, raw="13")
        Traceback (most recent call last):
        ...
        ValueError: the spelling '13' does not say the number 12
    """

    state: CellState
    #: The exact number; None in any other state.
    value: int | Decimal | None = None
    #: The words of a mark or a text, blanks folded; None in any other state.
    text: str | None = None
    #: A remark in brackets after a number or a mark, or note marks above or below the line of a
    #: number, a mark or an empty cell.
    note: str | None = None
    #: The printed unit of a number, else the unit of its address or, in a statistics sheet, that
    #: printed in its row; nothing is converted.
    unit: str | None = None
    #: The words as printed; None for a cell made by hand or not in the document.
    raw: str | None = field(default=None, eq=False)
    #: Where it is in the source.
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where it is in the file.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a cell that would not be read back unchanged."""
        printed = read_printed(self.printed(None) if self.raw is None else self.raw)
        if (printed.state, printed.value, printed.text, printed.note) != (
            self.state,
            self.value,
            self.text,
            self.note,
        ):
            raise ValueError(self._complaint())
        if self.unit is not None and printed.state is not CellState.NUMBER:
            raise ValueError(f"a cell in state {self.state.value} has no unit")
        if self.unit is not None and read_printed(f"1{self.unit}").unit != self.unit:
            raise ValueError(f"{self.unit!r} is not a unit that can follow a number")
        if printed.unit is not None and printed.unit != self.unit:
            raise ValueError(f"the spelling {self.raw!r} does not say the unit {self.unit!r}")

    def _complaint(self) -> str:
        if self.raw is not None and self.value is not None:
            return f"the spelling {self.raw!r} does not say the number {self.value}"
        digits = 0 if self.value is None else count_digits(str(self.value))
        if digits > MAX_DIGITS:
            return f"a number of {digits} digits is kept as text; more than {MAX_DIGITS} are many"
        words = self.printed(None) if self.raw is None else self.raw
        return f"{words!r} cannot be read back as a cell in state {self.state.value}"

    @classmethod
    def read(
        cls,
        words: str,
        *,
        unit: str | None = None,
        span: Span | None = None,
        origin: Origin | None = None,
    ) -> "Cell":
        """The cell that prints *words*; *unit* is that of its address.

        Example:
            >>> Cell.read("1,204", unit="件").value, Cell.read("").state.value
            (1204, 'blank')
        """
        cell = object.__new__(cls)
        for fill, part in _says(words, unit):
            fill(cell, part)
        _fill_span(cell, span)
        _fill_origin(cell, origin)
        return cell

    @classmethod
    def of(cls, value: "int | Decimal | str", *, unit: str | None = None) -> "Cell":
        """Make a cell by hand: a number, or words read as a printed cell; no spelling is kept.

        Raises:
            TypeError: *value* is neither; a float is not exact, so pass a ``Decimal`` or words.
        """
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            name = type(value).__name__
            raise TypeError(f"a cell holds an int, a Decimal or words, not a {name}")
        if isinstance(value, int | Decimal):
            return cls(state=CellState.NUMBER, value=value, unit=unit)
        cell = cls.read(value, unit=unit)
        return cls(
            state=cell.state, value=cell.value, text=cell.text, note=cell.note, unit=cell.unit
        )

    def printed(self, unit: str | None) -> str:
        """The words of the canonical report, in a cell whose address has *unit*."""
        if self.state is CellState.NUMBER:
            if self.value is None:
                return ""
            named = self.unit if self.unit is not None and self.unit != unit else ""
            return f"{format_number(self.value)}{named}{print_note(self.note)}"
        if self.state is CellState.ABSENT:
            return ABSENT_SIGN
        if self.state is CellState.BLANK:
            return f"〔{self.note}〕" if self.note is not None else ""
        return f"{self.text or ''}{print_note(self.note)}"

    def escaped(self, unit: str | None) -> str:
        """The words of :meth:`printed`, escaped where they would be read as a label."""
        words = self.printed(unit)
        if self.state is CellState.TEXT or self.note:
            return escape_field(words, is_beside_unit=True)
        return words

    def __str__(self) -> str:
        """The words of the canonical report, with the unit; 〔缺〕 for a missing cell."""
        return self.printed(None)

    def _repr_html_(self) -> str:
        """The cell as a notebook shows it: its fields with their names."""
        return show_fields(
            state=self.state.value,
            value=self.value,
            text=self.text,
            note=self.note,
            unit=self.unit,
            raw=self.raw,
        )

    @property
    def place(self) -> Origin | None:
        """Where it is in the file; None for a cell that was edited or is not in the document."""
        return self.origin

    @property
    def is_number(self) -> bool:
        """Whether the cell has a number."""
        return self.state is CellState.NUMBER


#: Sets one of the slots of a new cell.
_Filler: TypeAlias = Callable[[Cell, object], None]
#: The setters, in the order of the fields; where a cell is, is in the last two.
_OF_WORDS: Sequence[_Filler]
*_OF_WORDS, _fill_span, _fill_origin = (vars(Cell)[one.name].__set__ for one in fields(Cell))


@lru_cache(maxsize=4096)
def _says(words: str, unit: str | None) -> tuple[tuple[_Filler, object], ...]:
    """The fields of any cell that prints *words*, wherever it is, and what sets each.

    A report prints few spellings many times, so each is checked once, by making a cell of it.
    """
    printed = read_printed(words)
    is_number = printed.state is CellState.NUMBER
    cell = Cell(
        state=printed.state,
        value=printed.value,
        text=printed.text,
        note=printed.note,
        unit=(printed.unit or unit) if is_number else None,
        raw=None if printed.state is CellState.ABSENT else words,
    )
    says = (cell.state, cell.value, cell.text, cell.note, cell.unit, cell.raw)
    return tuple(zip(_OF_WORDS, says, strict=True))


#: A cell that is not in the document.
ABSENT = Cell(state=CellState.ABSENT)
