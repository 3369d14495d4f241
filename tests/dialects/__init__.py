"""Reports in many dialects, made from a seed, to prove that reading them is right.

The generator shares nothing with the package under test but its list of addresses.
"""

from .compare import Score, compare
from .facts import Facts, make_facts
from .text_dialects import DIALECTS

__all__ = ["DIALECTS", "Facts", "Score", "compare", "make_facts"]
