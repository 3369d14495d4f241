"""The dictionary of indicators: for each what is divided by what, its unit and what to know of it.

Takes the indicators of the library, and gives one page.
"""

from collections.abc import Iterator

from docs.pages import Page, escaped, heading
from govdisclosure.measures import INDICATORS, Indicator, IndicatorBasis
from govdisclosure.wording import COLON, SEMICOLON, Language, Wording

__all__ = ["pages"]

_TITLE = Wording("指标", "Indicators")
_WHAT = Wording(
    "各指标由单元格按下列定义计算，为精确的分数；定义有变动的，版本号加一，旧定义保留。",
    "Indicators are worked out from cells as defined here, as exact fractions. A new definition "
    "is a new version, and the old one stays.",
)
_NUMERATOR, _DENOMINATOR = Wording("分子", "numerator"), Wording("分母", "denominator")
_UNIT, _EDITIONS = Wording("单位", "unit"), Wording("适用", "forms")
_VERSION = Wording("版本", "version")
_BASIS = Wording("计算", "counted from")
#: What is not worked out from cells has no numerator.
_BASES = {
    IndicatorBasis.FINDINGS: Wording("由核查结果统计", "findings"),
    IndicatorBasis.CLAIMS: Wording("正文所写的数", "a number of the prose"),
}
_CAVEAT, _SOURCES = Wording("比较前须知", "before you compare"), Wording("依据", "sources")


def pages(language: Language) -> Iterator[Page]:
    """The page of the indicators."""
    parts = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n"]
    for one in INDICATORS:
        parts += [
            heading(f"{escaped(one.name.text(language))} `{one.key}`", 2),
            _facts(one, language),
        ]
    yield Page("reference/indicators.md", "\n".join(parts))


def _facts(one: Indicator, language: Language) -> str:
    def code(words: object) -> str:
        return f"`{words}`" if words else ""

    facts = [
        (_BASIS, _BASES[one.basis].text(language) if one.basis in _BASES else ""),
        (_NUMERATOR, code(one.numerator)),
        (_DENOMINATOR, code(one.denominator)),
        (_UNIT, code(one.unit.value)),
        (_EDITIONS, SEMICOLON.text(language).join(form.value for form in one.editions)),
        (_VERSION, str(one.version)),
        (_CAVEAT, escaped(one.caveat.text(language))),
        (_SOURCES, escaped(SEMICOLON.text(language).join(s.text(language) for s in one.sources))),
    ]
    lines = [f"- {name.text(language)}{COLON.text(language)}{said}" for name, said in facts if said]
    return "\n".join(lines) + "\n"
