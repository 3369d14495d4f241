"""The JSON schema of a report, as tables and as the file that validators take.

Takes the schema of the library and gives a page and a file.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docs.pages import Page, escaped, heading, table
from govdisclosure.codec import json_schema
from govdisclosure.version import SCHEMA_VERSION
from govdisclosure.wording import Language, Wording

__all__ = ["pages"]

_FILE = "report.schema.json"
_TITLE = Wording("报告的 JSON 结构", "The JSON of a report")
_WHAT = Wording(
    "`gd.to_json`、`report.to_json()` 和 `govdisclosure render --format json` 写出的内容，"
    "第 {version} 版。"
    "供校验程序使用的文件：{{download}}`{file}`（JSON Schema 2020-12）。字段说明为英文。",
    "What `gd.to_json`, `report.to_json()` and `govdisclosure render --format json` write, version "
    "{version}. The file for validators: {{download}}`{file}` (JSON Schema 2020-12).",
)
_REPORT = Wording("报告", "The report")
_HEAD = (Wording("字段", "key"), Wording("类型", "type"), Wording("含义", "what it is"))
_MAY_LACK = Wording("（可省略）", " (may be missing)")
#: So many values of an enumeration are written out.
_FEW = 40


def pages(language: Language) -> Iterator[Page]:
    """The page of the schema, and the schema."""
    whole = json_schema()
    words = _WHAT.text(language).format(version=SCHEMA_VERSION, file=_FILE)
    parts = [heading(_TITLE.text(language)), words + "\n"]
    parts += _definition(_REPORT.text(language), whole, language)
    for name, one in sorted(whole.get("$defs", {}).items()):
        parts += _definition(f"`{name}`", one, language)
    yield Page("reference/schema.md", "\n".join(parts))
    written = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    yield Page(f"reference/{_FILE}", written)


def _definition(title: str, one: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield heading(title, 2)
    if "description" in one:
        yield escaped(one["description"]) + "\n"
    properties: Mapping[str, Any] = one.get("properties", {})
    if not properties:
        yield _type(one) + "\n"
        return
    needed = set(one.get("required", ()))
    rows = [
        [
            f"`{name}`" + ("" if name in needed else _MAY_LACK.text(language)),
            _type(value),
            escaped(value.get("description", "")),
        ]
        for name, value in properties.items()
    ]
    yield table([words.text(language) for words in _HEAD], rows)


def _type(one: Mapping[str, Any]) -> str:
    """A schema in a few words of Markdown."""
    if "$ref" in one:
        name = one["$ref"].rpartition("/")[2]
        return f"[{escaped(name)}](#{name})"
    for key in ("anyOf", "oneOf"):
        if key in one:
            return " \\| ".join(dict.fromkeys(map(_type, one[key])))
    if "const" in one:
        return f"`{json.dumps(one['const'], ensure_ascii=False)}`"
    if "enum" in one:
        values = one["enum"]
        few = " ".join(f"`{json.dumps(value, ensure_ascii=False)}`" for value in values[:_FEW])
        return few + (" …" if len(values) > _FEW else "")
    if one.get("type") == "array":
        items = one.get("items")
        return f"array: {_type(items)}" if isinstance(items, Mapping) else "array"
    kind = one.get("type", "")
    return escaped(" | ".join(kind) if isinstance(kind, list) else kind) or "object"
