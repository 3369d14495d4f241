"""Tables from which something is lost without a trace.

Takes a grid and what is to go, gives the grid that is left, with its spans mended.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final, Literal

from .forms import OUTCOMES
from .grids import Field, Grid

Loss = Literal["last total", "fees", "third parties", "repeated requests", "carried in"]

#: What is lost, and where its cells' addresses begin.
LOSSES: Final[dict[Loss, str]] = {
    "last total": "disputes/litigation_after_review/total",
    "fees": "proactive/fees/",
    "third parties": "requests/withheld_third_party/",
    "repeated requests": "requests/not_processed_repeat/",
    "carried in": "requests/carried_in/",
}
_LABELS: Final[dict[Loss, str]] = {
    "third parties": "4.保护",
    "repeated requests": "2.重复",
    "carried in": "二、上年",
}


def damage(grid: Grid, losses: Collection[Loss]) -> Grid:
    """Return what is left of *grid* after *losses*."""
    if grid.name == "disputes":
        return _without_last_column(grid) if "last total" in losses else grid
    rows = list(grid.rows)
    if grid.name == "requests":
        gone = tuple(_LABELS[loss] for loss in losses if loss in _LABELS)
        rows = [row for row in rows if not row[0].text.startswith(gone)]
        return replace(grid, rows=_respanned(rows))
    if "fees" in losses:
        at = next(i for i, row in enumerate(rows) if "（八）" in row[0].text)
        del rows[at : at + 3]
    return replace(grid, rows=tuple(rows))


def _without_last_column(grid: Grid) -> Grid:
    top, heads, lesser, values = grid.rows
    return replace(
        grid,
        width=grid.width - 1,
        rows=(
            (top[0], replace(top[1], columns=9)),
            (*heads[:-1], replace(heads[-1], columns=4)),
            lesser[:-1],
            values[:-1],
        ),
    )


def _respanned(rows: list[tuple[Field, ...]]) -> tuple[tuple[Field, ...], ...]:
    """Return *rows* with groups that end where the next one begins."""
    starts = [i for i, row in enumerate(rows) if row[0].text.startswith(("（", "四、"))]
    out = []
    for i, row in enumerate(rows):
        end = next((start for start in starts if start > i), len(rows))
        out.append(
            tuple(
                replace(field, rows=len(rows) - 1 - i)
                if field.text == OUTCOMES
                else replace(field, rows=end - i if field.rows > 1 and i > 2 else field.rows)
                for field in row
            )
        )
    return tuple(out)
