"""Stretches of a text, and what is inside and outside of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.source import Span

__all__ = ["Stretches"]


class Stretches:
    """Stretches of a text, in order; overlapping ones are joined."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            last = self._spans[-1] if self._spans else None
            if last is not None and span.start < last.end:
                self._spans[-1] = Span(last.start, max(last.end, span.end))
            else:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """Those that overlap with ``[start, end)``, in order."""
        return self._spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def overlap(self, span: Span) -> bool:
        """Whether one of them overlaps *span*."""
        return bool(self.within(*span))

    def outside(self, start: int, end: int) -> Iterator[Span]:
        """The parts of ``[start, end)`` that are in none of them, in order."""
        for one in (*self.within(start, end), Span(end, end)):
            if start < one.start:
                yield Span(start, one.start)
            start = max(start, one.end)

    def __iter__(self) -> Iterator[Span]:
        """All of them."""
        return iter(self._spans)
