"""Cells in every state, and every spelling of their values."""

from decimal import Decimal
from functools import cache

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.strategies.words import words
from govdisclosure.text import MAX_DIGITS, CellState, format_number

__all__ = ["PRINTED_UNITS", "cells"]


#: Units that are read after a number.
PRINTED_UNITS = (
    "件",
    "项",
    "元",
    "万元",
    "亿元",
    "个",
    "条",
    "宗",
    "起",
    "次",
    "份",
    "篇",
    "人次",
    "人",
)


#: Note marks, as they are set above or below the line.
_NOTE_MARKS = ("1", "12", "*", "①", "注1", "a")


@cache
def _counts() -> SearchStrategy[int]:
    return st.integers(0, 9999) | st.integers(1 - 10**MAX_DIGITS, 10**MAX_DIGITS - 1)


@cache
@st.composite
def _amounts(draw: DrawFn) -> Decimal:
    """Exact decimals with no more digits than a cell reads."""
    places = draw(st.integers(0, MAX_DIGITS - 1))
    return Decimal(draw(_counts())).scaleb(-places)


@cache
@st.composite
def _numbers(draw: DrawFn, unit: str | None) -> Cell:
    """Numbers made by hand, and numbers in one of their possible spellings."""
    value: int | Decimal = draw(_counts() | _amounts())
    printed_unit = draw(st.none() | st.sampled_from(PRINTED_UNITS))
    note = draw(st.none() | words() | st.sampled_from(_NOTE_MARKS))
    cell = Cell(state=CellState.NUMBER, value=value, unit=printed_unit or unit, note=note)
    digits = format_number(value)
    spellings = (
        digits,
        "".join(chr(ord(sign) + 0xFEE0) for sign in digits),
        format(value, ",f" if isinstance(value, Decimal) else ","),
        digits if digits.startswith("-") else f"+{digits}",
        f"减{digits[1:]}" if digits.startswith("-") else f"增加 {digits}",
    )
    raw = draw(st.sampled_from(spellings)) + draw(st.sampled_from(("", " "))) + (printed_unit or "")
    if note is not None:
        left, right = draw(
            st.sampled_from((("（", "）"), ("(", ")"), ("（", ")"), ("〔", "〕")))
            if note in _NOTE_MARKS
            else st.sampled_from((("（", "）"), ("(", ")"), ("（", ")")))
        )
        raw = f"{raw}{left}{note}{right}"
    return draw(st.sampled_from((cell, evolve(cell, raw=raw))))


def cells(unit: str | None = None) -> SearchStrategy[Cell]:
    """Cells in all five states: numbers with units, notes and spellings, marks, any text.

    Marks and blank cells may have notes too.

    Args:
        unit: The unit of the address, for numbers that do not print one.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(cells("件"))
        ... def have_a_unit(cell):
        ...     assert cell.unit or not cell.is_number
        >>> have_a_unit()
    """
    return _cells(unit)


@cache
def _cells(unit: str | None) -> SearchStrategy[Cell]:
    return st.one_of(
        _counts().map(lambda value: Cell.of(value, unit=unit)),
        st.sampled_from(("", "/", "-", "—", "——", "无", "－", "0", "007")).map(
            lambda spelling: Cell.read(spelling, unit=unit)
        ),
        _numbers(unit),
        st.sampled_from(("〔1〕", "/〔*〕", "—²", "无（未发生）", "〔①〕")).map(Cell.read),
        words().map(lambda text: Cell.of(text, unit=unit)),
        st.just(ABSENT),
    )
