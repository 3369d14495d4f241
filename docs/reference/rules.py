"""The catalogue of rules: a page a rule, with the words that ``explain`` prints.

Takes the rules of the library and gives their pages, in which codes are links.
"""

import re
from collections.abc import Iterator

from docs.pages import Page, contents, escaped, heading, table
from govdisclosure.rules.handbook import EXPLAINED, explain
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_FOLDER = "reference/rules"
_CODES = {rule.code for rule in EXPLAINED}
#: A code in running words; not in code, and not already a link.
_CODE = re.compile(r"(`[^`]*`)|\bGD\d{3}\b", re.ASCII)
_TITLE = Wording("规则目录", "The rules")
_HEAD = (
    Wording("代码", "code"),
    Wording("名称", "name"),
    Wording("级别", "severity"),
    Wording("查什么", "what is wrong"),
)
#: The families by the beginning of their codes, as ``--select`` takes them.
_FAMILIES = {
    "GD0": Wording("读取时发现的", "What reading noticed"),
    "GD1": Wording("各部分与格式", "Parts and form"),
    "GD2": Wording("表内勾稽", "Sums and cells of the tables"),
    "GD3": Wording("文字与表格", "Prose against tables"),
    "GD4": Wording("与其他年度比较", "Other years"),
    "GD5": Wording("日期与发布", "Dates and publication"),
    "GD9": Wording("提示", "Hints"),
}


def pages(language: Language) -> Iterator[Page]:
    """The table of all rules, and the page of each."""
    head = [words.text(language) for words in _HEAD]
    text = [heading(_TITLE.text(language))]
    families: dict[str, list[str]] = {}
    for rule in EXPLAINED:
        families.setdefault(rule.code[:3], []).append(rule.code)
    for family, codes in sorted(families.items()):
        title = _FAMILIES.get(family, Wording(family, family)).text(language)
        rows = [
            [
                f"[{rule.code}]({rule.code}.md)",
                f"`{rule.name}`",
                rule.severity.text(language),
                escaped(rule.title.text(language)),
            ]
            for rule in EXPLAINED
            if rule.code in codes
        ]
        text += [heading(f"{family}xx {title}", 2), table(head, rows)]
    names = [rule.code for rule in EXPLAINED]
    yield Page(f"{_FOLDER}/index.md", "\n".join([*text, contents(names, hidden=True)]))
    for rule in EXPLAINED:
        yield Page(f"{_FOLDER}/{rule.code}.md", _linked(explain(rule, language), rule.code))


def _linked(page: str, own: str) -> str:
    """*page* with links to the pages of other rules; headings stay as they are."""

    def link(found: re.Match[str]) -> str:
        code = found[0]
        return f"[{code}]({code}.md)" if code in _CODES - {own} else code

    lines = page.splitlines(keepends=True)
    return "".join(line if line.startswith("#") else _CODE.sub(link, line) for line in lines)
