"""The tables of many reports, as ``gd.to_arrow`` gives them and files of Parquet hold them.

Takes the schemas of the library and gives one page.
"""

from collections.abc import Iterator

from docs.pages import Page, escaped, heading, table
from govdisclosure.frames.schemas import TABLES, TABLES_VERSION
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_TITLE = Wording(
    "数据表的列（Arrow、Parquet、DuckDB）", "Columns of tables (Arrow, Parquet, DuckDB)"
)
_WHAT = Wording(
    "`gd.to_arrow`、`gd.to_pandas`、`gd.to_polars` 和 `govdisclosure export --table` 给出这些表；"
    "`report_id` 是各表之间的键。本页为第 {version} 版；任何一列有变动，版本号即加一。",
    "`gd.to_arrow`, `gd.to_pandas`, `gd.to_polars` and `govdisclosure export --table` give these "
    "tables; `report_id` is the key between them. This is version {version}, which goes up with "
    "every change of a column.",
)
_HEAD = (
    Wording("列", "column"),
    Wording("类型", "type"),
    Wording("可为空", "null"),
    Wording("含义", "what it says"),
)
_MAY_BE, _NEVER = Wording("可", "yes"), Wording("不可", "never")


def pages(language: Language) -> Iterator[Page]:
    """The page of the tables."""
    parts = [heading(_TITLE.text(language)), _WHAT.say(language, version=TABLES_VERSION) + "\n"]
    for name, columns in TABLES.items():
        rows = [
            [
                f"`{one.name}`",
                f"`{one.type.removesuffix('!')}`",
                (_NEVER if one.type.endswith("!") else _MAY_BE).text(language),
                escaped(one.text(language)),
            ]
            for one in columns
        ]
        parts += [heading(f"`{name}`", 2), table([one.text(language) for one in _HEAD], rows)]
    yield Page("reference/tables.md", "\n".join(parts))
