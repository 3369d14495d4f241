"""Boxes and their transformation from the space of a page to the page as it is shown.

A transformation is six numbers: x becomes ``a x + c y + e``, and y becomes ``b x + d y + f``.
"""

__all__ = ["Sides", "Six", "box_around", "product"]

Six = tuple[float, float, float, float, float, float]
#: Left, top, right, bottom.
Sides = tuple[float, float, float, float]


def product(inner: Six, outer: Six) -> Six:
    """Move by *inner* first, then by *outer*."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def box_around(sides: Sides, moved: Six) -> Sides:
    """The box around a box that was moved."""
    left, top, right, bottom = sides
    a, b, c, d, e, f = moved
    across = [a * x + c * y + e for x in (left, right) for y in (top, bottom)]
    down = [b * x + d * y + f for x in (left, right) for y in (top, bottom)]
    return min(across), min(down), max(across), max(down)
