"""Flows in a graph: one that fits, and the arcs on which every flow that fits is the same.

Takes numbered nodes and arcs and gives whole numbers; knows no tables. A set of nodes is an int
whose bits are their numbers.
"""

from collections.abc import Sequence

__all__ = ["Flow"]


class Flow:
    """A flow of whole numbers, none below zero and none too large, that fits what nodes supply.

    Any other flow that fits differs from it by rounds: closed ways that carry more on each arc
    they follow, and less on each they go against, where something is carried. So an arc carries
    the same in every flow that fits if and only if no round leads over it.

    Example:
        >>> flow = Flow([(0, 1), (1, 2), (0, 2)], [5, -2, -3])
        >>> flow.fits, flow.amounts
        (True, [2, 0, 3])
        >>> Flow([(0, 1)], [-1, 1]).fits
        False
    """

    def __init__(self, arcs: Sequence[tuple[int, int]], supplies: Sequence[int]) -> None:
        """Look for a flow in which each node sends out what comes in and its supply.

        Args:
            arcs: The node that each arc leaves, and another that it enters.
            supplies: What each node adds to the flow, negative where it takes; zero altogether.
        """
        self._arcs = arcs
        #: For each node the arcs at it: number, node at the other end, whether the arc leaves.
        self._ends: list[list[tuple[int, int, bool]]] = [[] for _ in supplies]
        for arc, (tail, head) in enumerate(arcs):
            self._ends[tail].append((arc, head, True))
            self._ends[head].append((arc, tail, False))
        #: What each arc carries.
        self.amounts = [0] * len(arcs)
        #: Whether such a flow exists; else the amounts mean nothing.
        self.fits = self._fill(list(supplies))

    def _fill(self, left: list[int]) -> bool:
        """Send what nodes supply to where it is taken; whether nothing is *left* over.

        Each time along a shortest way, so that the number of times does not grow with the amounts.
        """
        for source in range(len(left)):
            while left[source] > 0:
                way = self._find_way(source, left)
                if way is None:
                    return False
                target, steps = way
                taken = (self.amounts[arc] for arc, follows in steps if not follows)
                amount = min(left[source], -left[target], *taken)
                for arc, follows in steps:
                    self.amounts[arc] += amount if follows else -amount
                left[source] -= amount
                left[target] += amount
        return True

    def _find_way(self, source: int, left: list[int]) -> tuple[int, list[tuple[int, bool]]] | None:
        """A shortest way from *source* to a node that takes more: that node, and the arcs."""
        ways: dict[int, list[tuple[int, bool]]] = {source: []}
        waiting = [source]
        for node in waiting:
            if left[node] < 0:
                return node, ways[node]
            for arc, other, leaves in self._ends[node]:
                if (leaves or self.amounts[arc]) and other not in ways:
                    ways[other] = [*ways[node], (arc, leaves)]
                    waiting.append(other)
        return None

    def ceilings(self, arc: int) -> tuple[int, ...]:
        """Sets of nodes that prove that no flow carries more on *arc*; none when one does.

        Of the arcs between such a set and the rest, *arc* is the only one that carries anything,
        and all others lead the same way: what the set takes altogether is what *arc* carries, and
        no other could give back what was too much.
        """
        tail, head = self._arcs[arc]
        return self._cuts(head, tail, arc)

    def floors(self, arc: int) -> tuple[int, ...]:
        """Sets of nodes that prove that no flow carries less on *arc*; none when one does.

        As for :meth:`ceilings`, but the others lead the other way, and could add nothing. That
        nothing is carried below zero needs no proof: the empty set.
        """
        tail, head = self._arcs[arc]
        return self._cuts(tail, head, arc) if self.amounts[arc] else (0,)

    def _cuts(self, start: int, end: int, arc: int) -> tuple[int, ...]:
        """What is reached from *start*, and what reaches *end*, both without *arc*.

        None when they meet, for then a round leads over *arc*. Else the first has no way out, and
        the second no way in, but over *arc*.
        """
        reached = self._reach(start, arc, onward=True)
        return () if reached >> end & 1 else (reached, self._reach(end, arc, onward=False))

    def _reach(self, start: int, closed: int, *, onward: bool) -> int:
        """The nodes to which ways lead from *start*, or from which to it, without one arc."""
        reached = 1 << start
        waiting = [start]
        for node in waiting:
            for arc, other, leaves in self._ends[node]:
                open_ = arc != closed and (leaves is onward or self.amounts[arc] > 0)
                if open_ and not reached >> other & 1:
                    reached |= 1 << other
                    waiting.append(other)
        return reached
