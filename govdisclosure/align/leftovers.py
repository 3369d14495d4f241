"""Report, row by row, what a damaged table prints and no cell holds.

Takes an alignment after everything readable was read, and notes which rows of the form are missing,
which are there but could not be read, and what else is in the table.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from govdisclosure.align.alignment import Alignment
from govdisclosure.source import Field, ResidueReason, Span

__all__ = ["say_leftovers"]


def say_leftovers(read: Alignment) -> None:
    """Note the missing rows of the table, and what in it nothing took."""
    rows = {token: line for token, line in read.layout.rows.items() if token}
    labels = sorted((one for one in read.labels if one.type in rows), key=attrgetter("start"))
    behind, strangers = _by_label(read, labels)
    for token, line in rows.items():
        own = [number for number, one in enumerate(labels) if one.type == token]
        words = [piece for number in own for piece in behind[number]]
        is_read = bool(read.values_of(line))
        if not own and not is_read:
            read.note("GD008", _extent(read), line)
        elif words:
            text = " ".join(piece.text for piece in words)
            code = "GD029" if len(own) > 1 else "GD007"
            if is_read and text == " ".join(one.text for one in read.values_of(line) if one.text):
                code = "GD018"
            read.note(code, Span(words[0].start, words[-1].end), line, words=text)
        elif not is_read:
            read.note("GD007", labels[own[0]].span, line, words="")
    for piece in strangers:
        read.note("GD009", piece.span, words=piece.text)


def _by_label(
    read: Alignment, labels: Sequence[Field]
) -> tuple[dict[int, list[Field]], list[Field]]:
    """What comes right after each label of a row, and what else is left over."""
    starts = [one.start for one in labels]
    rows = {one.type for one in labels}
    others = sorted(one.start for one in read.labels if one.type not in rows)
    behind: dict[int, list[Field]] = defaultdict(list)
    strangers: list[Field] = []
    pieces = [
        Field(one.text, *one.span)
        for one in read.residue
        if one.span and one.reason is ResidueReason.UNPLACED
    ]
    for piece in sorted(pieces, key=attrgetter("start")):
        number = bisect_right(starts, piece.start) - 1
        between = bisect_right(others, piece.start) - 1
        is_own = number >= 0 and (between < 0 or others[between] < starts[number])
        if is_own and any(map(str.isdigit, piece.text)):
            behind[number].append(piece)
        else:
            strangers.append(piece)
    return behind, strangers


def _extent(read: Alignment) -> Span:
    if read.extent is not None:
        return read.extent
    spans = [one.span for one in read.labels]
    spans += [one.span for one in read.residue if one.span is not None]
    return Span(min(one.start for one in spans), max(one.end for one in spans))
