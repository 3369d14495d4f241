"""Flows in a graph: finding one that fits, and the arcs that carry the same in all that fit.

Takes numbered nodes and arcs and gives whole numbers; knows no tables. A set of nodes is an int
whose bits are their numbers.
"""

from collections.abc import Sequence

__all__ = ["Flow"]


class Flow:
    """A flow of whole numbers, non-negative and bounded, that fits what the nodes supply.

    Any other flow that fits differs from it by cycles: closed paths that carry more on the arcs
    they follow, and less on those they go against, where something is carried. So an arc carries
    the same in every flow that fits if and only if no cycle contains it.

    Example:
        >>> flow = Flow([(0, 1), (1, 2), (0, 2)], [5, -2, -3])
        >>> flow.fits, flow.amounts
        (True, [2, 0, 3])
        >>> Flow([(0, 1)], [-1, 1]).fits
        False
    """

    def __init__(self, arcs: Sequence[tuple[int, int]], supplies: Sequence[int]) -> None:
        """Find a flow in which each node sends out its inflow plus its supply.

        Args:
            arcs: The node that each arc leaves, and another that it enters.
            supplies: What each node adds to the flow, negative where it takes; zero in total.
        """
        self._arcs = arcs
        #: For each node the arcs at it: number, node at the other end, whether the arc leaves.
        self._ends: list[list[tuple[int, int, bool]]] = [[] for _ in supplies]
        for arc, (tail, head) in enumerate(arcs):
            self._ends[tail].append((arc, head, True))
            self._ends[head].append((arc, tail, False))
        #: The amount on each arc.
        self.amounts: list[int] = [0] * len(arcs)
        #: Whether such a flow exists; else the amounts mean nothing.
        self.fits: bool = self._fill(list(supplies))

    def _fill(self, left: list[int]) -> bool:
        """Send what nodes supply to where it is taken; return whether nothing is *left* over.

        Every path is a shortest one, so that the number of paths does not grow with the amounts.
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
        """A shortest path from *source* to a node that takes more: that node, and the arcs."""
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
        """Sets of nodes that prove that no flow carries more on *arc*; empty when one does.

        Of the arcs between such a set and the rest, *arc* is the only one that carries anything,
        and all others have the same direction: *arc* carries what the set takes in total, and no
        other arc could return an excess.
        """
        tail, head = self._arcs[arc]
        return self._cuts(head, tail, arc)

    def floors(self, arc: int) -> tuple[int, ...]:
        """Sets of nodes that prove that no flow carries less on *arc*; empty when one does.

        As for :meth:`ceilings`, but the others have the opposite direction, and could add nothing.
        That no amount is negative needs no proof: the set is empty.
        """
        tail, head = self._arcs[arc]
        return self._cuts(tail, head, arc) if self.amounts[arc] else (0,)

    def _cuts(self, start: int, end: int, arc: int) -> tuple[int, ...]:
        """The nodes reachable from *start*, and those that reach *end*, both without *arc*.

        Empty when they meet, for then a cycle contains *arc*. Otherwise *arc* is the only way out
        of the first, and the only way into the second.
        """
        reached = self._reach(start, arc, onward=True)
        return () if reached >> end & 1 else (reached, self._reach(end, arc, onward=False))

    def _reach(self, start: int, closed: int, *, onward: bool) -> int:
        """The nodes reachable from *start*, or those that reach it, without one arc."""
        reached = 1 << start
        waiting = [start]
        for node in waiting:
            for arc, other, leaves in self._ends[node]:
                open_ = arc != closed and (leaves is onward or self.amounts[arc] > 0)
                if open_ and not reached >> other & 1:
                    reached |= 1 << other
                    waiting.append(other)
        return reached
