"""A cell that is read off a table is not checked twice, and is what the constructor makes."""

import pickle

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.source import Origin, Span
from govdisclosure.strategies import soups
from govdisclosure.text import read_printed, without_note_marks

_UNITS = st.sampled_from((None, "件", "项", "万元"))
_SPELLINGS = st.one_of(
    soups(),
    st.integers().map(str),
    st.sampled_from(("", "0", "/", "—", "无", "〔缺〕", "１,204", "251000元", "22（其中16件）")),
    st.text("0123456789１２,.（）件元 -/无", max_size=12),
)
_PLACES = st.none() | st.builds(Span, st.integers(0, 99), st.integers(0, 99))
_ORIGINS = st.none() | st.builds(Origin, table=st.integers(1, 9), row=st.integers(1, 9))


def fields_of(cell: gd.Cell) -> dict[str, object]:
    """Every field of a cell, with those that take no part in comparing."""
    return {one.name: getattr(cell, one.name) for one in attrs.fields(gd.Cell)}


@given(_SPELLINGS, _UNITS, _PLACES, _ORIGINS)
@example("〔缺〕", "件", Span(3, 6), Origin(row=1))
def test_a_cell_that_was_read_is_one_that_the_constructor_makes(
    words: str, unit: str | None, span: Span | None, origin: Origin | None
) -> None:
    cell = gd.Cell.read(words, unit=unit, span=span, origin=origin)
    made = gd.Cell(**fields_of(cell))  # type: ignore[arg-type]
    assert fields_of(cell) == fields_of(made)
    assert (cell, hash(cell)) == (made, hash(made))
    assert (cell.span, cell.origin) == (span, origin)
    assert fields_of(pickle.loads(pickle.dumps(cell))) == fields_of(cell)  # noqa: S301 - our own


def test_a_cell_that_was_read_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        gd.Cell.read("12").value = 13  # type: ignore[misc]


def test_reading_refuses_what_the_constructor_refuses() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="is not a unit"):
            gd.Cell.read("12", unit="斤")


def test_the_same_spelling_with_another_unit_is_another_cell() -> None:
    assert gd.Cell.read("12", unit="件") != gd.Cell.read("12", unit="项")
    assert gd.Cell.read("12元", unit="件").unit == "元"


@pytest.mark.parametrize("sign", "*⁰①※^〔")
def test_a_long_run_of_note_marks_before_words_is_no_note(sign: str) -> None:
    """It is divided in one way; in every way it would take for ever."""
    words = "0" + sign * 5000 + "规1"
    assert without_note_marks(words) == words
    assert read_printed(words).value is None
