"""Trees of the grammars over what lexers and the aligner give."""

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from govdisclosure.align import Alignment
from govdisclosure.forms.layout import TableLayout, layout_of
from govdisclosure.grammar.compiled import load_grammar
from govdisclosure.grammar.outline import Outline
from govdisclosure.source import COVERED, END_OF_ROW, VALUE, Grid, Piece

if TYPE_CHECKING:
    from lark import Tree

__all__ = ["alignment_of", "outline_tree", "table_tree"]

# Lark types its input as text, but a custom lexer accepts any iterable.


def outline_tree(outline: Outline) -> "Tree[Any]":
    """The tree of ``outline.lark`` over the pieces."""
    return load_grammar("outline").parse(cast("str", outline.pieces), start="report")


def table_tree(grid: Grid, layout: TableLayout) -> "Tree[Any] | None":
    """The tree of ``tables.lark`` over the rows of *grid*; None when they do not fit the form."""
    return _tree(layout.name, _pieces_of(grid))


def _pieces_of(grid: Grid) -> list[Piece]:
    pieces: list[Piece] = []
    for row in grid.rows:
        pieces += [field for field in row if field.type != COVERED]
        pieces.append(_END)
    return pieces


_END = Piece(END_OF_ROW)
#: No table of the forms has as many fields and ends of rows.
_MOST_PIECES = 1000


def _tree(rule: str, pieces: Sequence[Piece]) -> "Tree[Any] | None":
    from lark.exceptions import UnexpectedInput

    try:
        return load_grammar("tables").parse(cast("str", pieces), start=rule)
    except UnexpectedInput:
        return None


@lru_cache(maxsize=64)
def _fits(rule: str, types: tuple[str, ...]) -> bool:
    """Whether pieces of these *types* are a table; reports print few that differ in them."""
    return len(types) < _MOST_PIECES and _tree(rule, [*map(Piece, types)]) is not None


def alignment_of(grid: Grid) -> Alignment | None:
    """What the fields of a statutory table give to its cells; None if it does not fit its form."""
    assert grid.kind is not None  # noqa: S101 - the lexer's promise
    layout = layout_of(grid.kind, grid.edition)
    pieces = _pieces_of(grid)
    if not _fits(layout.name, tuple([piece.type for piece in pieces])):
        return None
    fields = [field for row in grid.rows for field in row]
    return Alignment(
        layout,
        # The form prints its cells in this order.
        values=[field for field in fields if field.type == VALUE],
        labels=sorted((one for one in fields if one.type != VALUE), key=attrgetter("start")),
    )
