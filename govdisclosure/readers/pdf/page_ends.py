"""Tables that continue over a page's end: the part on the next page is added to the first.

Takes the table at the foot of a page and the one at the head of the next. A cell whose other half
is on the next page becomes one cell when its words, or empty cells beside them, show it; numbers
are never joined over a page's end.
"""

from bisect import bisect_left
from collections.abc import Sequence

from govdisclosure.forms.labels import is_label
from govdisclosure.plain.headings import read_heading
from govdisclosure.readers.pdf.tables import (
    SAME_EDGE,
    RuledCell,
    RuledRow,
    RuledTable,
    breaks_number,
)
from govdisclosure.text import CellState, read_printed

__all__ = ["go_on"]

#: The minimum height of a row with words, in sizes.
_LEAST_HEIGHT = 1.2


def go_on(above: RuledTable, below: RuledTable) -> list[RuledRow] | None:
    """Append *below*, which is at the head of the next page, to *above*.

    Returns:
        Rows of *below* that only repeat the table's head, which are left out; None when it is
        another table, and nothing was changed.
    """
    shift = above.left - below.left
    if abs((above.right - above.left) - (below.right - below.left)) > SAME_EDGE:
        return None
    for row in below.rows:
        for cell in row.cells:
            cell.left += shift
            cell.right += shift
    if not _shares_columns(above, below):
        for row in below.rows:
            for cell in row.cells:
                cell.left -= shift
                cell.right -= shift
        return None
    count = _count_repeated(above, below)
    repeated, rows = below.rows[:count], below.rows[count:]
    if rows:
        _join(above, rows)
    return repeated


def _inner_edges(table: RuledTable) -> list[float]:
    edges: list[float] = []
    for edge in sorted(cell.left for row in table.rows for cell in row.cells):
        if edge > (edges[-1] if edges else table.left) + SAME_EDGE:
            edges.append(edge)
    return edges


def _shares_columns(above: RuledTable, below: RuledTable) -> bool:
    """Whether most columns of one table are those of another of the same width, if it has any."""
    edges, others = _inner_edges(above), _inner_edges(below)
    if not edges or not others:
        return bool(edges)
    shared = sum(_has_edge(edges, edge) for edge in others)
    return 2 * shared >= min(len(edges), len(others))


def _has_edge(edges: Sequence[float], edge: float) -> bool:
    place = bisect_left(edges, edge - SAME_EDGE)
    return place < len(edges) and edges[place] <= edge + SAME_EDGE


def _count_repeated(above: RuledTable, below: RuledTable) -> int:
    """How many rows at the head of *below* repeat those at the head of *above*."""
    count = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        words = [cell.text for cell in other.cells]
        if [cell.text for cell in one.cells] != words or not any(words):
            break
        if any(read_printed(text).state is CellState.NUMBER for text in words):
            break
        count += 1
    while count and any(
        number + cell.rows > count
        for number, row in enumerate(below.rows[:count])
        for cell in row.cells
    ):
        count -= 1
    return count


def _join(above: RuledTable, rows: list[RuledRow]) -> None:
    """Append *rows* to the table; cells that the page's end cut become one."""
    foot = [
        cell
        for number, row in enumerate(above.rows)
        for cell in row.cells
        if number + cell.rows >= len(above.rows)
    ]
    head = rows[0].cells
    pairs = [
        (one, other)
        for other in head
        for one in foot
        if abs(one.left - other.left) <= SAME_EDGE and abs(one.right - other.right) <= SAME_EDGE
    ]
    if len(pairs) == len(head) == len(foot) and (
        _is_rest(rows[0], pairs)
        or _is_rest(above.rows[-1], pairs)
        or _is_cut(pairs)
        or _breaks_numbers(pairs, head)
    ):
        for one, other in pairs:
            one.go_on(other)
            one.rows += other.rows - 1
        del rows[0]
    else:
        cut = pairs if _breaks_numbers(pairs, head) else ()
        for one, other in [pair for pair in pairs if pair in cut or _spans(pair, foot, head)]:
            one.go_on(other)
            one.rows += other.rows
            head.remove(other)
    above.rows += rows


def _is_rest(row: RuledRow, pairs: Sequence[tuple[RuledCell, RuledCell]]) -> bool:
    """Whether a row at a page's end is the rest of one: it is empty and too low for words."""
    lines = [line for pair in pairs for cell in pair for line in cell.lines]
    size = min((line.size for line in lines), default=0.0)
    own = [cell for pair in pairs for cell in pair if cell.rows == 1 and cell in row.cells]
    return row.box.bottom - row.box.top < _LEAST_HEIGHT * size and all(
        cell.shows_nothing for cell in own
    )


def _breaks_numbers(
    pairs: Sequence[tuple[RuledCell, RuledCell]], head: Sequence[RuledCell]
) -> bool:
    """Whether numbers of a page's last row continue in a row of the next that has no label.

    Args:
        pairs: The cells of the last row, each with the cell below it.
        head: All cells that begin with the next page.
    """
    labels = {id(other): one.text for one, other in pairs}
    return any(breaks_number(one.text, other.text) for one, other in pairs) and not any(
        _begins_row(labels.get(id(cell), ""), cell.text) for cell in head
    )


def _begins_row(above: str, words: str) -> bool:
    """Whether *words* are a separate label, and not the rest of the one above."""
    if above and is_label(above + words) and not is_label(above):
        return False
    return is_label(words) or read_heading(words) is not None


def _is_cut(pairs: Sequence[tuple[RuledCell, RuledCell]]) -> bool:
    """Whether the last row of a page and the first of the next are halves of one.

    Each pair is a cell of the last row and the cell below it in the first.
    """
    both = [(one.text, other.text) for one, other in pairs if one.text and other.text]
    if any(_holds_value(one) or _holds_value(other) for one, other in both):
        return False
    if any(_is_broken_label(one, other) for one, other in both):
        return True
    if not any(one.text for one, _ in pairs) or not any(other.text for _, other in pairs):
        return False
    if any(is_label(other) or read_heading(other) for _, other in both):
        return False
    values = [_holds_value(one.text) or _holds_value(other.text) for one, other in pairs]
    return any(values) or not both


def _holds_value(text: str) -> bool:
    return bool(text) and read_printed(text).state is not CellState.TEXT


def _is_broken_label(one: str, other: str) -> bool:
    """Whether two pieces of text are the halves of one label."""
    return is_label(one + other) and not is_label(other)


def _spans(
    pair: tuple[RuledCell, RuledCell], foot: Sequence[RuledCell], head: Sequence[RuledCell]
) -> bool:
    """Whether a cell of the next page continues the one above it, while its row does not.

    Args:
        pair: The cell of a page's last row and the one below it.
        foot: All cells that end with the page.
        head: All cells that begin with the next.
    """
    one, other = pair
    spans_rows = one.rows > 1 or other.rows > 1
    if one.text and other.text:
        if _holds_value(one.text) or _holds_value(other.text):
            return False
        return _is_broken_label(one.text, other.text) or (
            spans_rows
            and not is_label(one.text)
            and not is_label(other.text)
            and read_heading(other.text) is None
        )
    if one.text and not other.text:
        return other.rows > 1 or _stands_before_words(other, head)
    if spans_rows or _stands_before_words(one, foot):
        return not _holds_value(other.text)
    return is_label(other.text) and not any(_holds_value(cell.text) for cell in (*foot, *head))


def _stands_before_words(cell: RuledCell, head: Sequence[RuledCell]) -> bool:
    """Whether an empty cell is in front of the label of its row."""
    for other in sorted(head, key=lambda one: one.left):
        if other.text:
            return other.left > cell.left and not _holds_value(other.text)
    return False
