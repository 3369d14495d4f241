"""Match the values of a table without marks to its labels, by their places among each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.around import is_page_number
from govdisclosure.source import Field
from govdisclosure.tables.printed import HEADS, Columns
from govdisclosure.tables.runs import Run
from govdisclosure.tables.told import adds_up, speaks_against
from govdisclosure.tables.words import Word, owners_of

__all__ = ["Owned", "fields_of", "owned_rows", "row_adds_up"]

#: What separates cells, other than blanks and line ends.
_MARKS = re.compile(r"[^ \r\n\u3000]")
#: The number of words in a page number: a dash, the number, a dash.
_PAGE = 3
#: More blanks than these separate columns.
_WIDE = 2
#: Begins the tokens of articles, which are over rows.
_ARTICLE = "ARTICLE"
#: The head over labels.
_ITEM = "ITEM"


class Owned(NamedTuple):
    """A row of the form, and the values that belong to its label."""

    token: str
    labels: tuple[Word, ...]
    values: tuple[Word, ...]
    how: str = "order"


def owned_rows(runs: Sequence[Run], columns: Columns, text: str) -> Iterator[Owned]:
    """The rows of a stretch of *text* with the values that certainly belong to them."""
    runs = [_without_page_number(run, columns) for run in runs]
    if not runs or runs[0].kind is TableKind.REQUESTS:
        yield from _in_bands(runs, columns)
        return
    is_glued = any(one.end == two.start for run in runs for one, two in pairwise(run.values))
    for article, own in _articles(runs):
        rows = columns.articles.get(article, ())
        is_even = _is_even(own, columns, text) and (not _touch(own) or _begin_all(own, rows))
        told = _in_bands(own, columns) if is_even else _single(own, rows, columns)
        yield from (one for one in told if not _may_be_torn(one.values, is_glued=is_glued))


def _touch(runs: Iterable[Run]) -> bool:
    """Whether a value follows its label, or another value, without anything between.

    If so, values of a row that lost its label would be attached to those of the row before.
    """
    return any(
        before.end == value.start
        for run in runs
        for before, value in pairwise((*run.labels[-1:], *run.values))
    )


def _begin_all(runs: Iterable[Run], rows: Sequence[str]) -> bool:
    """Whether all *rows* of an article begin in its runs."""
    return bool(rows) and {token for run in runs for token in run.begun}.issuperset(rows)


def _in_bands(runs: Sequence[Run], columns: Columns) -> Iterator[Owned]:
    """The rows of a stretch with the values that certainly belong to them.

    Values on the line of their label belong to it. Between such rows, labels and values are
    counted: if the numbers match, the first label gets the first values, and so on, whichever comes
    first; if there are never more values than the labels before them take, values that follow a
    label belong to it.
    """
    band: list[Run] = []
    for run in runs:
        if (own := _on_line(run, columns)) is None:
            band.append(run)
            continue
        above = {token: words for token, words in run.begun.items() if token != own.token}
        yield from _counted([*band, run._replace(begun=above, values=())], columns)
        yield own
        band = []
    yield from _counted(band, columns)


def _without_page_number(run: Run, columns: Columns) -> Run:
    """A run without the page number at its end.

    It is between dashes where the row has no value, or it follows a row that adds up.
    """
    values = run.values
    size = columns.size(run.last) if run.last in columns.lines else 0
    if len(values) != size and is_page_number(" ".join(word.text for word in values[-_PAGE:])):
        return run._replace(values=values[:-_PAGE])
    is_longer = 0 < size == len(values) - 1 and not _is_scattered(values[:-1])
    if is_longer and row_adds_up(run.last, values[:-1], columns):
        return run._replace(values=values[:-1])
    return run


def _on_line(run: Run, columns: Columns) -> Owned | None:
    """The last row that begins in a run, with values on one line with a piece of its label."""
    if not run.begun or not run.values:
        return None
    token = run.last
    lines = {word.line for word in run.values}
    beside = [word for word in run.labels if word.line in lines]
    is_own = any(token in owners_of(run.kind, word.text) for word in beside)
    if len(lines) > 1 or not is_own or token not in columns.lines:
        return None
    return Owned(token, run.labels, run.values, "line")


def _may_be_torn(values: Iterable[Word], *, is_glued: bool) -> bool:
    """Whether a blank between values may be within a number.

    It may where a single blank separates some values and wide gaps separate others, and where
    nothing separates the values of other rows.
    """
    gaps = {two.start - one.end for one, two in pairwise(values) if one.line == two.line}
    return (1 in gaps and max(gaps) > _WIDE) or (is_glued and max(gaps, default=0) > 0)


def _counted(runs: Sequence[Run], columns: Columns, behind: Sequence[Run] = ()) -> Iterator[Owned]:
    """The rows of runs whose values may come before or after their labels; *behind* is the next."""
    if runs and runs[0].is_cut_off:
        return  # its first values may belong to a label before the words that cut it off
    start, has_surplus = 0, False
    tokens: list[str] = []
    values: list[Word] = []
    for number, run in enumerate(runs):
        tokens += [token for token in run.begun if token in columns.lines]
        values += run.values
        balance = len(values) - sum(map(columns.size, tokens))
        has_surplus |= balance > 0
        if tokens and not balance:
            if not _is_open(values, [*runs, *behind][number + 1 : number + 2], columns):
                yield from _in_order(runs[start : number + 1], tokens, values, columns)
            start, has_surplus = number + 1, False
            tokens, values = [], []
    band: list[Run] = []
    rest = [] if has_surplus else runs[start:]
    for at, run in enumerate(rest):
        is_own = run.last in columns.lines and row_adds_up(run.last, run.values, columns)
        if is_own and not _is_open(run.values, [*rest, *behind][at : at + 2], columns):
            yield from _counted(band, columns, [run])
            yield Owned(run.last, run.labels, run.values)
            band = []
        else:
            band.append(run)
    if len(band) < len(rest):
        yield from _counted(band, columns, behind)


def _is_scattered(values: Sequence[Word]) -> bool:
    """Whether some values are on one line and others are not: heights order them."""
    return 1 < len({word.line for word in values}) < len(values)


def _is_open(values: Sequence[Word], around: Sequence[Run], columns: Columns) -> bool:
    """Whether *values* may be those of a row that has none right after its label in a run *around*.

    Words that share lines come in the order of their heights, so values may be above their label,
    and a blank row leaves only its label: no sum shows which of the two has them.
    """
    return any(one.line == two.line for one, two in pairwise(values)) and any(
        len(own) > 1 or (own and not run.values)
        for run in around
        for own in [[token for token in run.begun if token in columns.lines]]
    )


def _in_order(
    runs: Sequence[Run],
    tokens: Sequence[str],
    values: Sequence[Word],
    columns: Columns,
) -> Sequence[Owned]:
    """Each of the rows *tokens* with its number of *values*, in order.

    If this is more than one label and the values after it, the labels must be in the order of the
    form, and their sums must hold.
    """
    if list(tokens) != [token for token in columns.lines if token in tokens]:
        return ()
    rest = iter(values)
    words = {token: words for run in runs for token, words in run.begun.items()}
    rows = [
        Owned(token, words[token], tuple(islice(rest, columns.size(token))), "band")
        for token in tokens
    ]
    sums = [columns.place(one.token, fields_of(one.values)) for one in rows]
    has_total = runs[0].kind is TableKind.REQUESTS
    is_turned = adds_up([*sums[0][1:], sums[0][0]])
    if len(runs) == len(rows) == 1 and not (has_total and speaks_against(sums[0]) > is_turned):
        return [rows[0]._replace(how="order")]
    if _are_shifted(runs, rows, columns):
        return ()
    return rows if any(map(adds_up, sums)) and not any(map(speaks_against, sums)) else ()


def _are_shifted(runs: Sequence[Run], rows: Sequence[Owned], columns: Columns) -> bool:
    """Whether values right after their own label would go to an earlier one that still lacks some.

    That one may be of a blank row, and the last values of a later row: sums within rows hold.
    """
    owners = {one.values[0].start: one.token for one in rows}
    order = [one.token for one in rows]
    for run in runs:
        if run.last in order and len(run.values) == columns.size(run.last):
            owner = owners.get(run.values[0].start, run.last)
            if order.index(owner) < order.index(run.last):
                return True
    return False


def _is_even(runs: Sequence[Run], columns: Columns, text: str) -> bool:
    """Whether each row of an article has its values after its label, or beside it.

    The heads of a row with several values must be above it, once each; after the first head of its
    line some may be missing. Values with marks between them are left to readers that know the
    marks.
    """
    seen: set[str] = set()
    for run in runs:
        heads = [token for token, _ in run.named if token in {"", _ITEM, *HEADS[run.kind]}]
        if len(set(heads)) < len(heads):
            return False  # merged cells are repeated
        seen |= {*heads}
        on_line = _on_line(run, columns)
        begun = [token for token in run.begun if token in columns.lines]
        row = on_line.token if on_line is not None else next(iter(begun), "")
        count = len(columns.own.get(row, ()))
        is_right = (
            count >= len(run.values) or run.named[-1] == (row, run.values[0].line)
            if on_line is not None
            else (len(begun) == 1 and count == len(run.values))
        )
        own = columns.own.get(row, ())
        is_lacking = _ITEM in seen and {_ITEM} < seen <= {_ITEM, *own}
        has_heads = count == 1 or is_lacking or seen.issuperset(own)
        if (run.values or begun) and not (is_right and has_heads):
            return False
        if any(_MARKS.search(text, one.end, two.start) for one, two in pairwise(run.values)):
            return False
        if len({one.end == two.start for one, two in pairwise(run.values)}) > 1:
            return False  # there may be a blank within a number
    return True


def _articles(runs: Iterable[Run]) -> Iterator[tuple[str, list[Run]]]:
    """The runs of each article with its label; a run in which an article begins is divided."""
    article = ""
    own: list[Run] = []
    for run in runs:
        named: list[tuple[str, int]] = []
        for one in run.named:
            if one[0].startswith(_ARTICLE):
                yield article, [*own, _part(run, named)]
                article, own, named = one[0], [], []
            named.append(one)
        own.append(_part(run, named)._replace(values=run.values))
    yield article, own


def _part(run: Run, named: Sequence[tuple[str, int]]) -> Run:
    """The part of a run with the labels *named*, without its values."""
    begun = {token: run.begun[token] for token, _ in named if token in run.begun}
    return run._replace(values=(), begun=begun, named=tuple(named))


def _single(runs: Sequence[Run], rows: Sequence[str], columns: Columns) -> Iterator[Owned]:
    """The only row of an article, if it has one value and the article prints nothing else."""
    values = tuple(word for run in runs for word in run.values)
    own = {token: words for run in runs for token, words in run.begun.items()}
    if len(values) == len(own) == 1 and list(own) == list(rows):
        (token, words), *_ = own.items()
        if columns.size(token) == 1:
            yield Owned(token, words, values, "band")


def fields_of(words: Iterable[Word]) -> list[Field]:
    """Words as fields."""
    return [Field(fold_blanks(word.text), word.start, word.end) for word in words]


def row_adds_up(token: str, words: Sequence[Word], columns: Columns) -> bool:
    """Whether words add up as the values of a row, or as they are if their number is another."""
    fields = fields_of(words)
    return adds_up(columns.place(token, fields) if len(fields) == columns.size(token) else fields)
