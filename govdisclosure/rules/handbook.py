"""The pages of the rules: for each what is wrong, why it matters, an example, what is not flagged.

For what reading notices the last part gives advice. Takes a rule and gives Markdown in Chinese or
English; the files of ``pages`` hold the words, one a family and language, a chapter a rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from govdisclosure.rules.basis.rule import Number, Rule
from govdisclosure.rules.basis.thresholds import MEANINGS
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose
from govdisclosure.rules.reading import READING
from govdisclosure.text import format_number
from govdisclosure.wording import COLON, SEMICOLON, Language, Wording

__all__ = ["EXPLAINED", "chapters", "explain", "write_catalogue"]

#: Everything that has a page, by code.
EXPLAINED: tuple[Rule, ...] = (*READING, *RULES)
_DEFAULTS = {rule.code: dict(rule.thresholds) for rule in RULES}
#: The lines above the table of all rules.
_HEAD = Wording(
    "# 规则目录\n\n| 代码 | 名称 | 级别 | 内容 |\n|---|---|---|---|",
    "# The rules\n\n| code | name | severity | fault |\n|---|---|---|---|",
)
_EDITION, _ANY = Wording("{0} 年表式", "the form of {0}"), Wording("各版", "any")
#: The line above the thresholds of a rule, the line for each, and the words for its value.
_MAY_BE_SET = Wording("可在本地规则中改", "a local rule-book may set them")
_THRESHOLD = Wording(
    "\n  - `{name}`（{number}）：{meaning}", "\n  - `{name}` ({number}): {meaning}"
)
_USUAL = Wording("默认 {usual}", "by default {usual}")
_CHANGED = Wording("现为 {now}，默认 {usual}", "now {now}, by default {usual}")
_DAY = Wording("{value} 即 {month} 月 {day} 日", "{value}, day {day} of month {month}")


def explain(rule: Rule | str, language: Language = "zh") -> str:
    """The page of one rule, as Markdown.

    Args:
        rule: A rule, or the code or name of one of the catalogue or of what reading notices.
        language: The language of the page.

    Raises:
        UnknownRuleError: There is no such rule.

    Example:
        >>> print(explain("GD201", "en").splitlines()[0])
        # GD201 column-does-not-balance: received and handled do not balance
    """
    if isinstance(rule, str):
        rule = choose(EXPLAINED, select=(rule,))[0]
    return "\n\n".join(_page(rule, language, "#")) + "\n"


def write_catalogue(language: Language = "zh", rules: Iterable[Rule] = EXPLAINED) -> str:
    """The pages of all *rules* one after the other, under a table of them, as Markdown."""
    found = tuple(rules)
    lines = [
        f"| {rule.code} | `{rule.name}` | {rule.severity.text(language)} "
        f"| {rule.title.text(language)} |"
        for rule in found
    ]
    parts = ["\n".join((_HEAD.text(language), *lines))]
    for rule in found:
        parts += _page(rule, language, "##")
    return "\n\n".join(parts) + "\n"


def _page(rule: Rule, language: Language, mark: str) -> list[str]:
    """The title, the facts and the parts of a page."""
    colon, comma = COLON.text(language), SEMICOLON.text(language)
    editions = [_EDITION.text(language).format(one.value) for one in rule.editions]
    sources = [one.text(language) for one in rule.sources]
    facts = [
        (Wording("级别", "Severity"), rule.severity.text(language)),
        (Wording("适用", "Editions"), comma.join(editions) or _ANY.text(language)),
        (Wording("依据", "Source"), comma.join(sources)),
        (Wording("限值", "Thresholds"), "".join(_thresholds(rule, language))),
    ]
    page = [
        f"{mark} {rule.code} {rule.name}{colon}{rule.title.text(language)}",
        "\n".join(f"- {name.text(language)}{colon}{words}" for name, words in facts if words),
    ]
    if rule.pages:
        chapter = chapters(rule.pages, language).get(rule.code)
        if chapter is None:
            name = _file_name(rule.pages, language)
            raise LookupError(f"write a chapter “## {rule.code}” in rules/pages/{name}")
        for part, words in chapter.items():
            page += [f"{mark}# {part}", words]
    return page


def _thresholds(rule: Rule, language: Language) -> Iterator[str]:
    """A line for each threshold: its name, its value with the catalogue's, and its meaning."""
    if rule.thresholds:
        yield _MAY_BE_SET.text(language)
    for name, value in rule.thresholds:
        default = _DEFAULTS.get(rule.code, {}).get(name, value)
        usual, now = (_value(rule, name, one, language) for one in (default, value))
        number = (_USUAL if value == default else _CHANGED).say(language, usual=usual, now=now)
        words = MEANINGS.get(rule.code, {}).get(name)
        meaning = words.text(language) if words else ""
        yield _THRESHOLD.say(language, name=name, number=number, meaning=meaning)


def _value(rule: Rule, name: str, value: Number, language: Language) -> str:
    """A threshold as a rule-book spells it; a day also in words."""
    if name not in rule.days:
        return format_number(value)
    month, day = divmod(int(value), 100)
    return _DAY.say(language, value=value, month=month, day=day)


@cache
def chapters(pages: str, language: Language) -> Mapping[str, Mapping[str, str]]:
    """The parts of each page of a file, by code; it is named without language and suffix."""
    from importlib.resources import files

    file = files(__package__).joinpath("pages", _file_name(pages, language))
    text = file.read_text("utf-8") if file.is_file() else ""
    found = {}
    for chapter in text.split("\n## ")[1:]:
        code, *parts = chapter.split("\n### ")
        named = (part.partition("\n") for part in parts)
        found[code.strip()] = {name.strip(): words.strip() for name, _, words in named}
    return found


def _file_name(pages: str, language: Language) -> str:
    """The file of *pages* in *language*."""
    return Wording(f"{pages}.zh.md", f"{pages}.en.md").text(language)
