"""The formats of files: which are read, and what can be written in each.

Takes the table of formats of the library and gives one page.
"""

from collections.abc import Iterator, Mapping

from docs.pages import Page, heading, table
from govdisclosure import formats
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_TITLE = Wording("文件格式", "Formats of files")
_WHAT = Wording(
    "`--format` 用「名称」一栏的词；`-o` 的文件名以「后缀」一栏结尾的，即为该格式。读取时不看后缀，"
    "由内容决定；文件夹中只读取「文件夹中」一栏所列的后缀。",
    "`--format` takes a name; the suffix of `-o` selects the format. Reading decides by the "
    "content, not by the suffix; of folders only the files with the suffixes in the third column "
    "are read.",
)
_NAMES = (Wording("名称", "name"), Wording("后缀", "suffixes"), Wording("文件夹中", "in folders"))
#: What can be done with a format, and the formats that can.
_USES: Mapping[Wording, formats.Formats] = {
    Wording("读取", "read"): formats.READ,
    Wording("报告", "report"): formats.REPORTS,
    Wording("核查结果", "findings"): formats.CHECKS,
    Wording("导出", "export"): formats.EXPORTS,
    Wording("汇总差异", "differences"): formats.DIFFERENCES,
    Wording("规则说明", "rules"): formats.PAGES,
}


def pages(language: Language) -> Iterator[Page]:
    """The page of the formats."""
    head = [words.text(language) for words in (*_NAMES, *_USES)]
    rows = [
        [
            f"`{name}`",
            " ".join(f"`{suffix}`" for suffix in one.suffixes),
            " ".join(f"`{suffix}`" for suffix in one.in_folders),
            *("✓" if name in able else "" for able in _USES.values()),
        ]
        for name, one in formats.FORMATS.items()
    ]
    parts = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n", table(head, rows)]
    yield Page("reference/formats.md", "\n".join(parts))
