"""The pages on indicators print the dictionary as it is, line by line."""

from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.measures.definition import Source, Unit
from govdisclosure.wording import Language

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES: tuple[tuple[str, Language], ...] = (("indicators.md", "en"), ("indicators.zh-CN.md", "zh"))
_FINDINGS = {"en": "counted from findings", "zh": "由核查结果统计"}
_CLAIMS = {"en": "a number of the prose", "zh": "正文所写的数"}


def row_of(one: gd.Indicator, language: Language) -> str:
    """The line of the dictionary on a page: key, name, definition, forms, caveat."""
    definition = f"`{one.numerator}`" + (f" / `{one.denominator}`" if one.denominator else "")
    if one.source is Source.FINDINGS:
        definition = _FINDINGS[language]
    elif one.source is Source.CLAIMS:
        definition = _CLAIMS[language]
    unit = "" if one.unit is Unit.RATIO else one.unit.value
    forms = " ".join(form.value for form in sorted(one.editions, key=lambda form: form.value))
    name, caveat = one.name.text(language), one.caveat.text(language)
    return f"| `{one.key}` | {name} | {definition} | {unit} | {forms} | {caveat} |"


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_the_page_has_every_definition(page: str, language: Language) -> None:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    wanted = [row_of(one, language) for one in gd.indicators_named()]
    start = lines.index(wanted[0])
    assert lines[start : start + len(wanted)] == wanted
    assert sum(line.startswith("| `") and "/total" in line for line in lines[:start]) == 0
    assert [line for line in lines[start + len(wanted) :] if line.startswith("|")] == []
