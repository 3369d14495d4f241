"""The pages on indicators print the dictionary as it is, line by line."""

from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.measures.definition import IndicatorBasis, IndicatorUnit
from govdisclosure.wording import Language

DOCS = Path(__file__).resolve().parent.parent / "docs"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
_FINDINGS = {"en": "counted from findings", "zh": "由核查结果统计"}
_CLAIMS = {"en": "a number of the prose", "zh": "正文所写的数"}


def row_of(one: gd.Indicator, language: Language) -> str:
    """The line of the dictionary on a page: key, name, definition, forms, caveat."""
    definition = f"`{one.numerator}`" + (f" / `{one.denominator}`" if one.denominator else "")
    if one.basis is IndicatorBasis.FINDINGS:
        definition = _FINDINGS[language]
    elif one.basis is IndicatorBasis.CLAIMS:
        definition = _CLAIMS[language]
    unit = "" if one.unit is IndicatorUnit.RATIO else one.unit.value
    forms = " ".join(form.value for form in sorted(one.editions, key=lambda form: form.value))
    name, caveat = one.name.text(language), one.caveat.text(language)
    return f"| `{one.key}` | {name} | {definition} | {unit} | {forms} | {caveat} |"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_definition(language: Language) -> None:
    lines = (DOCS / language / "indicators.md").read_text(encoding="utf-8").splitlines()
    wanted = [row_of(one, language) for one in gd.indicator_definitions()]
    start = lines.index(wanted[0])
    assert lines[start : start + len(wanted)] == wanted
    assert sum(line.startswith("| `") and "/total" in line for line in lines[:start]) == 0
    assert [line for line in lines[start + len(wanted) :] if line.startswith("|")] == []
