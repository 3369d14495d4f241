"""Indicators: the dictionary of them, and what they come to in one report, exactly."""

from govdisclosure.measures.definition import Indicator, Source, Unit
from govdisclosure.measures.dictionary import DICTIONARY_VERSION, INDICATORS
from govdisclosure.measures.evaluation import evaluate
from govdisclosure.measures.figures import Doubt, Figure
from govdisclosure.measures.lookup import indicator, indicators_named
from govdisclosure.measures.measured import Measured, MeasureState, Operand

__all__ = [
    "DICTIONARY_VERSION",
    "INDICATORS",
    "Doubt",
    "Figure",
    "Indicator",
    "MeasureState",
    "Measured",
    "Operand",
    "Source",
    "Unit",
    "evaluate",
    "indicator",
    "indicators_named",
]
