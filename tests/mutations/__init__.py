"""Damaged reports, made from a seed, to prove that damage never makes a wrong number.

Clean reports come from `tests.dialects`; the damage is what real reports show. Nothing here knows
how the package under test copes with it.
"""

from .cases import Case, make_case
from .damages import DAMAGES, KINDS
from .printings import MARKED, PRINTINGS
from .scores import Score, judge, read_case

__all__ = [
    "DAMAGES",
    "KINDS",
    "MARKED",
    "PRINTINGS",
    "Case",
    "Score",
    "judge",
    "make_case",
    "read_case",
]
