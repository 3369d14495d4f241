"""The pages of the rules: for each what is wrong, why it matters, an example, what is not flagged.

Takes a rule and gives Markdown in Chinese or English; the words stand in the files of ``pages``,
one a family and language, a chapter a rule.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from govdisclosure.layout import Edition
from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose
from govdisclosure.rules.rule import Rule

__all__ = ["PARTS", "chapters", "explain", "write_catalogue"]

#: The four parts of a page, in their order.
PARTS: Mapping[str, tuple[str, ...]] = {
    "zh": ("错在哪里", "为什么要查", "例子", "不报的情形"),
    "en": ("The fault", "Why it matters", "Example", "Not flagged"),
}
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
        rule: A rule, or the code or name of one of the catalogue.
        language: ``"zh"``, anything else is English.

    Raises:
        UnknownRuleError: The catalogue has no such rule.

    Example:
        >>> print(explain("GD201", "en").splitlines()[0])
        # GD201 column-does-not-balance: received and handled do not balance
    """
    if isinstance(rule, str):
        rule = choose(RULES, select=(rule,))[0]
    return "\n\n".join(_page(rule, "zh" if language == "zh" else "en", "#")) + "\n"


def write_catalogue(language: str = "zh", rules: Iterable[Rule] = RULES) -> str:
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
        ("限值", "Thresholds", comma.join(f"{name} {value}" for name, value in rule.thresholds)),
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
