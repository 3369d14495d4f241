"""What the form adds up: its sums by name and number, and what follows from them."""

from govdisclosure.sums.inference import Inferred, infer
from govdisclosure.sums.statutory import Sum, SumKind, sums_of

__all__ = ["Inferred", "Sum", "SumKind", "infer", "sums_of"]
