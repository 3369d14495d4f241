"""Trees of the grammars over what lexers and the aligner give."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from govdisclosure.align import Alignment
from govdisclosure.forms.layout import TableLayout, layout_of
from govdisclosure.grammar.compiled import load_grammar
from govdisclosure.grammar.outline import Outline
from govdisclosure.source import COVERED, END_OF_ROW, VALUE, Field, Grid, Piece

if TYPE_CHECKING:
    from lark import Tree

__all__ = ["alignment_of", "outline_tree", "table_tree"]

# Lark types its input as text, but a custom lexer accepts any iterable.


def outline_tree(outline: Outline) -> "Tree[Any]":
    """The tree of ``outline.lark`` over the pieces."""
    return load_grammar("outline").parse(cast("str", outline.pieces), start="report")


def table_tree(grid: Grid, layout: TableLayout) -> "Tree[Any] | None":
    """The tree of ``tables.lark`` over the rows of *grid*; None when they do not fit the form."""
    from lark.exceptions import UnexpectedInput

    pieces: list[Piece] = []
    for row in grid.rows:
        pieces += [field for field in row if field.type != COVERED]
        pieces.append(_END)
    try:
        return load_grammar("tables").parse(cast("str", pieces), start=layout.name)
    except UnexpectedInput:
        return None


_END = Piece(END_OF_ROW)


def alignment_of(grid: Grid) -> Alignment | None:
    """What the fields of a statutory table give to its cells; None if it does not fit its form."""
    assert grid.kind is not None  # noqa: S101 - the lexer's promise
    layout = layout_of(grid.kind, grid.edition)
    tree = table_tree(grid, layout)
    return None if tree is None else _as_printed(grid, tree, layout)


def _as_printed(grid: Grid, tree: "Tree[Any]", layout: TableLayout) -> Alignment:
    """Labels and values of a table that fits its form: the grammar put them in print order."""
    rows = cast("list[Tree[Field]]", tree.children)
    fields = [cast("Field", field) for row in rows for field in row.children]
    labels = [field for row in grid.rows for field in row if field.type != VALUE]
    return Alignment(
        layout,
        values=[field for field in fields if field.type == VALUE],
        labels=sorted(labels, key=attrgetter("start")),
    )
