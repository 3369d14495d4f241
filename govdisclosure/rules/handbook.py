"""The pages of the rules: for each what is wrong, why it matters, an example, what is not flagged.

For what reading notices the last part says what to do. Takes a rule and gives Markdown in Chinese
or English; the words stand in the files of ``pages``, one a family and language, a chapter a rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from govdisclosure.layout import Edition
from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose
from govdisclosure.rules.reading import READING
from govdisclosure.rules.rule import Number, Rule
from govdisclosure.rules.thresholds import MEANINGS
from govdisclosure.text import format_number

__all__ = ["EXPLAINED", "PARTS", "READING_PARTS", "chapters", "explain", "write_catalogue"]

#: The four parts of the page of a rule, in their order.
PARTS: Mapping[str, tuple[str, ...]] = {
    "zh": ("错在哪里", "为什么要查", "例子", "不报的情形"),
    "en": ("The fault", "Why it matters", "Example", "Not flagged"),
}
#: Those of the page on something that reading notices.
READING_PARTS: Mapping[str, tuple[str, ...]] = {
    "zh": ("错在哪里", "有什么影响", "例子", "怎么办"),
    "en": ("The fault", "Why it matters", "Example", "What to do"),
}
#: Everything that has a page, by code.
EXPLAINED: tuple[Rule, ...] = (*READING, *RULES)
_DEFAULTS = {rule.code: dict(rule.thresholds) for rule in RULES}
_SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.HINT: ("提示", "hint"),
}
_EDITIONS: Mapping[Edition, tuple[str, str]] = {
    Edition.FORM_2019: ("2019 年表式", "the form of 2019"),
    Edition.FORM_2021: ("2021 年表式", "the form of 2021"),
}


def explain(rule: Rule | str, language: str = "zh") -> str:
    """The page of one rule, as Markdown.

    Args:
        rule: A rule, or the code or name of one of the catalogue or of what reading notices.
        language: ``"zh"``, anything else is English.

    Raises:
        UnknownRuleError: There is no such rule.

    Example:
        >>> print(explain("GD201", "en").splitlines()[0])
        # GD201 column-does-not-balance: received and handled do not balance
    """
    if isinstance(rule, str):
        rule = choose(EXPLAINED, select=(rule,))[0]
    return "\n\n".join(_page(rule, "zh" if language == "zh" else "en", "#")) + "\n"


def write_catalogue(language: str = "zh", rules: Iterable[Rule] = EXPLAINED) -> str:
    """The pages of all *rules* one behind the other, under a table of them, as Markdown."""
    language = "zh" if language == "zh" else "en"
    found = tuple(rules)
    is_chinese = language == "zh"
    parts = ["# 规则目录" if is_chinese else "# The rules"]
    head = "| 代码 | 名称 | 级别 | 内容 |" if is_chinese else "| code | name | severity | fault |"
    lines = [head, "|---|---|---|---|"]
    lines += [
        f"| {rule.code} | `{rule.name}` | {_SEVERITIES[rule.severity][not is_chinese]} "
        f"| {rule.title.text(language)} |"
        for rule in found
    ]
    parts.append("\n".join(lines))
    for rule in found:
        parts += _page(rule, language, "##")
    return "\n\n".join(parts) + "\n"


def _page(rule: Rule, language: str, mark: str) -> list[str]:
    """The title, the facts and the parts of a page."""
    is_chinese = language == "zh"
    colon = "：" if is_chinese else ": "
    page = [f"{mark} {rule.code} {rule.name}{colon}{rule.title.text(language)}"]
    editions = [_EDITIONS[one][not is_chinese] for one in rule.editions]
    sources = [one.text(language) for one in rule.sources]
    comma = "；" if is_chinese else "; "
    facts = [
        ("级别", "Severity", _SEVERITIES[rule.severity][not is_chinese]),
        ("适用", "Editions", comma.join(editions) or ("各版" if is_chinese else "any")),
        ("依据", "Source", comma.join(sources)),
        ("编号", "Number", comma.join(rule.numbers)),
        ("限值", "Thresholds", "".join(_thresholds(rule, language))),
    ]
    page.append(
        "\n".join(
            f"- {chinese if is_chinese else english}{colon}{words}"
            for chinese, english, words in facts
            if words
        )
    )
    for part, words in chapters(rule.pages, language).get(rule.code, {}).items():
        page += [f"{mark}# {part}", words]
    return page


def _thresholds(rule: Rule, language: str) -> Iterator[str]:
    """A line for each threshold: its name, its value with the catalogue's, and what it means."""
    is_chinese = language == "zh"
    if rule.thresholds:
        yield "可在本地规则中改" if is_chinese else "a local rule-book may set them"
    for name, value in rule.thresholds:
        default = _DEFAULTS.get(rule.code, {}).get(name, value)
        usual = _value(rule, name, default, language)
        number = f"默认 {usual}" if is_chinese else f"by default {usual}"
        if value != default:
            now = _value(rule, name, value, language)
            number = f"现为 {now}，{number}" if is_chinese else f"now {now}, {number}"
        words = MEANINGS.get(rule.code, {}).get(name)
        meaning = words.text(language) if words else ""
        yield "\n  - " + (
            f"`{name}`（{number}）：{meaning}" if is_chinese else f"`{name}` ({number}): {meaning}"
        )


def _value(rule: Rule, name: str, value: Number, language: str) -> str:
    """A threshold as it is spelled in a rule-book; a day also in words."""
    if name not in rule.days:
        return format_number(value)
    month, day = divmod(int(value), 100)
    if language == "zh":
        return f"{value} 即 {month} 月 {day} 日"
    return f"{value}, day {day} of month {month}"


@cache
def chapters(pages: str, language: str) -> Mapping[str, Mapping[str, str]]:
    """The parts of each page of a file, by code.

    Args:
        pages: The name of the file, without language and suffix; an empty one has no pages.
        language: ``"zh"`` or ``"en"``.
    """
    from importlib.resources import files

    if not pages:
        return {}
    text = files(__package__).joinpath("pages", f"{pages}.{language}.md").read_text("utf-8")
    found = {}
    for chapter in text.split("\n## ")[1:]:
        code, *parts = chapter.split("\n### ")
        named = (part.partition("\n") for part in parts)
        found[code.strip()] = {name.strip(): words.strip() for name, _, words in named}
    return found
