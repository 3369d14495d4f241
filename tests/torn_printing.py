"""Reports as tools leave them that pull the text out of a page: tables torn apart.

Draws tables whose sums hold and prints them as such tools do: labels folded at the width of their
column, with the values of the row on the middle line; groups in pieces between the rows of others;
the head and the foot of a page in the midst; one value a line; column by column; between pipes that
part nothing; all on one line, with blanks between the cells or with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from random import Random
from typing import Final

from govdisclosure.forms.layout import Edition, Line, TableKind, TableLayout, label_of, layout_of

#: Signs of a label on a line, and of the label of a group.
_WIDTH, _NARROW = 15, 4
_OUTCOMES: Final = ("outcomes_total", "carried_out", "received_new", "carried_in")
_PAGE: Final = ("11/21/26, 5:22 PM 某某市某某局2023年政府信息公开工作年度报告",)

Values = dict[tuple[str, str], int]


def draw(layout: TableLayout, rng: Random) -> Values:
    """Numbers for every cell of a table; its sums hold."""
    most = rng.choice((3, 40, 900))
    values: Values = {}
    for cell in layout.cells:
        values[cell.row, cell.column] = rng.randrange(most) if rng.random() < 0.7 else 0
    if layout.kind is TableKind.REQUESTS:
        _add_outcomes(layout, values)
    for balance in layout.balances:
        if len(balance.right) == 1 and balance.right[0][1] == "total":
            values[balance.right[0]] = sum(values[place] for place in balance.left)
    return values


def _add_outcomes(layout: TableLayout, values: Values) -> None:
    """Make what was handled or carried over the sum of what was received, column by column."""
    rows = list(dict.fromkeys(cell.row for cell in layout.cells))
    for column in dict.fromkeys(cell.column for cell in layout.cells):
        total = sum(values[row, column] for row in rows if row not in _OUTCOMES)
        values["outcomes_total", column] = total
        values["carried_out", column] %= total + 1
        received = total + values["carried_out", column]
        values["carried_in", column] %= received + 1
        values["received_new", column] = received - values["carried_in", column]


def folded(words: str, width: int) -> list[str]:
    """Words in lines of so many signs."""
    return [words[at : at + width] for at in range(0, len(words), width)]


def _words(layout: TableLayout, token: str) -> str:
    return label_of(layout.kind, token).wording(layout.edition)


def _heads(layout: TableLayout) -> Iterator[str]:
    """The heads of a table, those over narrow columns in pieces."""
    for line in layout.lines:
        if not line.cells:
            labels = [_words(layout, token) for token in line.tokens]
            if layout.kind is TableKind.PROACTIVE:
                yield " ".join(labels)
                continue
            pieces = [folded(words, 2) if len(words) <= 6 else [words] for words in labels]
            for row in zip_longest(*pieces, fillvalue=""):
                yield " ".join(filter(None, row))


def _rows(layout: TableLayout) -> Iterator[tuple[Line, list[str], list[str]]]:
    """Each row with the lines of its label, and the pieces of groups that begin with it."""
    for line in layout.lines:
        if line.cells:
            *groups, own = [_words(layout, token) for token in line.tokens] or [""]
            pieces = [piece for words in groups for piece in folded(words, _NARROW)]
            yield line, folded(own, _WIDTH) or [""], pieces


def by_rows(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """Lines in the order of the page: a long label goes on below its values, groups anywhere."""
    if layout.kind is not TableKind.PROACTIVE:
        yield from _heads(layout)
    waiting: list[str] = []
    for line, label, groups in _rows(layout):
        if layout.kind is TableKind.PROACTIVE:
            yield from _block_heads(layout, line)
        waiting += groups
        row = " ".join(str(values[place]) for place in line.cells)
        middle = len(label) // 2
        for number, piece in enumerate(label):
            front = f"{waiting.pop(0)} " if waiting and rng.random() < 0.5 else ""
            if number == middle and rng.random() < 0.5 and len(label) > 1:
                yield row
                yield f"{front}{piece}"
            else:
                yield f"{front}{piece} {row}".strip() if number == middle else f"{front}{piece}"
        if waiting and rng.random() < 0.5:
            yield waiting.pop(0)
        if rng.random() < 0.03:
            yield from ("— 3 —", *_PAGE)
    yield from waiting


def _block_heads(layout: TableLayout, row: Line) -> Iterator[str]:
    """The heads of the block of table two that begins with a row."""
    at = layout.lines.index(row)
    heads: list[str] = []
    while at and not layout.lines[at - 1].cells:
        at -= 1
        heads.insert(0, " ".join(_words(layout, token) for token in layout.lines[at].tokens))
    yield from heads


def one_a_line(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """The same, each word on a line of its own between blank ones."""
    for line in by_rows(layout, values, rng):
        for word in line.split(" ") if line[-1:].isdigit() and " PM" not in line else (line,):
            yield from (word, "")


def by_columns(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """All labels first, and then the values column by column, in one or two bands of rows."""
    if layout.kind is TableKind.PROACTIVE:
        yield from _under_heads(layout, values)
        return
    yield from _heads(layout)
    lines = [line for line in layout.lines if line.cells]
    for _, label, groups in _rows(layout):
        yield from (*groups, *filter(None, label))
    cut = len(lines) - 2 if len(lines) > 1 and rng.random() < 0.5 else len(lines)
    for band in (lines[:cut], lines[cut:]):
        for column in zip(*(line.cells for line in band), strict=True):
            yield from (str(values[place]) for place in column)


def _under_heads(layout: TableLayout, values: Values) -> Iterator[str]:
    """Labels of rows first, and then each head with the values below it."""
    blocks: list[tuple[tuple[str, ...], list[Line]]] = []
    heads: tuple[str, ...] = ()
    for line in layout.lines:
        if line.cells:
            if not blocks or blocks[-1][0] is not heads:
                blocks.append((heads, []))
            blocks[-1][1].append(line)
            yield _words(layout, line.tokens[-1])
        elif line.tokens[0] == "ITEM":
            heads = tuple(line.tokens[1:])
            yield _words(layout, "ITEM")
        else:
            yield _words(layout, line.tokens[0])
    for own, rows in blocks:
        for column, head in enumerate(own):
            yield _words(layout, head)
            yield from (str(values[row.cells[column]]) for row in rows)


def between_pipes(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """Rows between pipes where the tool saw columns: two values in a cell, labels outside."""
    is_open = False
    for line in by_rows(layout, values, rng):
        *words, last = line.split(" ")
        if not last.isdigit() or " PM" in line:
            yield line
            is_open = False
            continue
        numbers = [word for word in (*words, last) if word.isdigit()]
        label = " ".join(word for word in words if not word.isdigit())
        size = 1 if layout.kind is TableKind.PROACTIVE else 2
        pairs = [" ".join(numbers[at : at + size]) for at in range(0, len(numbers), size)]
        yield f"| {label} |  | {' | '.join(pairs)} |"
        if not is_open:
            yield "| --- " * (len(pairs) + 2) + "|"
        is_open = True


def _words_in_turn(
    layout: TableLayout, values: Values, rng: Random, *, leaves_blanks: bool
) -> Iterator[str]:
    """What stands in the cells of a table, row by row, with notes in brackets and pages' numbers.

    Where a table *leaves_blanks*, some rows print no noughts.
    """
    for line in layout.lines:
        for token in line.tokens:
            yield _words(layout, token)
            if rng.random() < 0.05:
                yield rng.choice(("（含各科室）", "（没有的填零）"))
        numbers = [values[place] for place in line.cells]
        is_blank = leaves_blanks and rng.random() < 0.4
        yield from (str(one) for one in numbers if one or not is_blank)
        if numbers and rng.random() < 0.03:
            yield f" — {rng.randrange(1, 9)} — "
    yield f"注：以上数据由{rng.choice('甲乙丙')}科汇总。"


def glued(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """All on one line with nothing between the cells."""
    yield "".join(_words_in_turn(layout, values, rng, leaves_blanks=False))


def glued_with_blanks(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """The same; cells of tables three and four are blank where others print noughts."""
    leaves_blanks = layout.kind is not TableKind.PROACTIVE and rng.random() < 0.7
    yield "".join(_words_in_turn(layout, values, rng, leaves_blanks=leaves_blanks))


def on_one_line(layout: TableLayout, values: Values, rng: Random) -> Iterator[str]:
    """All on one line with blanks between the cells; a note in brackets follows its label."""
    words = " ".join(_words_in_turn(layout, values, rng, leaves_blanks=False))
    yield " ".join(words.replace(" （含", "（含").replace(" （没", "（没").split())


Printer = Callable[[TableLayout, Values, Random], Iterator[str]]
PRINTERS: Final[dict[str, Printer]] = {
    one.__name__: one
    for one in (
        by_rows,
        one_a_line,
        by_columns,
        between_pipes,
    )
}
#: Nothing parts the cells of these, so that not all of their rows can be told.
GLUED: Final[dict[str, Printer]] = {
    one.__name__: one for one in (glued, glued_with_blanks, on_one_line)
}
TITLES: Final = (
    ("二、主动公开政府信息情况", TableKind.PROACTIVE),
    ("三、收到和处理政府信息公开申请情况", TableKind.REQUESTS),
    ("四、政府信息公开行政复议、行政诉讼情况", TableKind.DISPUTES),
)


def print_report(edition: Edition, seed: int, printer: str) -> tuple[str, dict[str, int]]:
    """A report with three torn tables, and the number in each cell by its address."""
    rng = Random(f"{edition}/{seed}/{printer}")
    lines: list[str] = [
        "某某市某某局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开3条。",
    ]
    truth: dict[str, int] = {}
    for title, kind in TITLES:
        layout = layout_of(kind, edition)
        values = draw(layout, rng)
        truth |= {f"{kind.value}/{row}/{column}": one for (row, column), one in values.items()}
        lines += [title, *(PRINTERS | GLUED)[printer](layout, values, rng)]
    lines += ["五、存在的主要问题及改进情况", "栏目更新不够及时。"]
    return "\n".join(lines), truth


def all_cells(editions: Sequence[Edition] = tuple(Edition)) -> int:
    """How many cells the forms have."""
    return sum(len(layout_of(kind, one).cells) for one in editions for kind in TableKind)
