"""Indicators: the dictionary of them, and what they come to in one report, exactly."""

from govdisclosure.measures.definition import (
    Indicator,
    IndicatorBasis,
    IndicatorTerm,
    IndicatorUnit,
)
from govdisclosure.measures.dictionary import DICTIONARY_VERSION, INDICATORS
from govdisclosure.measures.evaluation import evaluate
from govdisclosure.measures.figures import Doubt, Figure
from govdisclosure.measures.lookup import indicator_definition, indicator_definitions
from govdisclosure.measures.measured import Measured, MeasureState, Operand

__all__ = [
    "DICTIONARY_VERSION",
    "INDICATORS",
    "Doubt",
    "Figure",
    "Indicator",
    "IndicatorBasis",
    "IndicatorTerm",
    "IndicatorUnit",
    "MeasureState",
    "Measured",
    "Operand",
    "evaluate",
    "indicator_definition",
    "indicator_definitions",
]
