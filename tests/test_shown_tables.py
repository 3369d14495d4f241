"""Tables of other elements: by their roles, or by how style sheets show them."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from lxml import etree, html

import govdisclosure as gd

from .dialects import make_facts
from .dialects.forms import Edition
from .dialects.text_dialects import own_cells

_DISPLAYED: Final = {
    "table": "table",
    "thead": "table-header-group",
    "tbody": "table-row-group",
    "tr": "table-row",
    "td": "table-cell",
    "th": "table-cell",
    "caption": "table-caption",
}
_ROLES: Final = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th": "columnheader",
    "caption": "caption",
}
_NAMES: Final = (
    dict.fromkeys(_DISPLAYED, "div"),
    {**dict.fromkeys(_DISPLAYED, "div"), "tr": "ul", "td": "li", "th": "li"},
    {**dict.fromkeys(_DISPLAYED, "section"), "td": "span", "th": "span"},
)
_SHEET: Final = "".join(
    f".t-{name}{{color:#333;display:{how}}}" for name, how in _DISPLAYED.items()
)
EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")


def draw(seed: int) -> tuple[gd.Report, str, str]:
    """A report, and a page of it without elements of tables; how the page shows them."""
    rng = Random(seed)
    text, _ = own_cells(make_facts(EDITIONS[seed % 2], seed), rng)
    assert isinstance(text, str)
    report = gd.parse(text)
    body = html.document_fromstring(gd.render(report, "html")).find("body")
    assert body is not None
    manner = rng.choice(("role", "style", "sheet", "role and style"))
    names = rng.choice(_NAMES)
    spans = rng.choice(("colspan", "aria-colspan", "data-colspan"))
    bare = rng.choice(((), ("table",), ("tbody", "thead") if manner == "role" else ()))
    for one in list(body.iter(*_DISPLAYED)):
        part = str(one.tag)
        attributes = {f"{spans[:-7]}{name}": one.get(name) for name in ("rowspan", "colspan")}
        one.attrib.clear()
        one.tag = names[part]
        for name, value in attributes.items():
            if value is not None:
                one.set(name, value)
        if part in bare:
            one.tag = "div"
            continue
        if "role" in manner:
            one.set("role", _ROLES[part])
        if "style" in manner:
            one.set("style", f"display: {_DISPLAYED[part]}; border: 1px solid")
        if manner == "sheet":
            one.set("class", f"cell t-{part}")
    words = etree.tostring(body, encoding="unicode", method="html")
    return report, f"<html><head><style>{_SHEET}</style></head>{words}</html>", manner


@pytest.mark.parametrize("seed", range(40))
def test_a_table_of_other_elements_is_read_as_one_of_tables(seed: int) -> None:
    report, page, _ = draw(seed)
    assert "<td" not in page
    read = gd.read(page.encode())
    assert read == report


TITLE: Final = "青石县商务局2023年政府信息公开工作年度报告"


def test_what_only_arranges_a_page_stays_lines() -> None:
    page = f"""<div style="display:table"><span style="display:table-cell">首页</span>
    <a href="/" style="display: table-cell">政务公开</a></div>
    <div style="display:table;margin:auto"><h1>{TITLE}</h1>
    <div style="display:table-row"><div style="display:table-cell">一、总体情况</div></div>
    <div style="display:table-row"><div style="display:table-cell">公开3条。</div></div>
    <p>办结2件。</p><div role="row">不在格中。<p role="cell">在格中。</p></div></div>"""
    report = gd.read(page.encode())
    assert str(report) == f"{TITLE}\n一、总体情况\n公开3条。\n办结2件。\n不在格中。\n在格中。\n"
    assert [one.text for one in report.residue] == ["首页", "政务公开"]


def test_a_menu_of_elements_that_are_shown_as_cells_is_no_limit() -> None:
    menu = "<p>x<a href='/' style='display:table-cell'>政务公开</a></p>" * 600
    page = f"<html>{menu}<h1>{TITLE}</h1><p>一、总体情况</p><p>公开3条。</p></html>"
    assert str(gd.read(page.encode())) == f"{TITLE}\n一、总体情况\n公开3条。\n"


def test_words_of_a_line_that_are_set_as_a_table_stay_in_it() -> None:
    number = "<span style='display:inline-table'>12</span>"
    page = f"<html><h1>{TITLE}</h1><p>一、总体情况</p><p>公开{number}条。</p></html>"
    assert str(gd.read(page.encode())) == f"{TITLE}\n一、总体情况\n公开12条。\n"


def test_a_table_in_a_cell_and_one_that_goes_on_behind_words() -> None:
    row = '<div role="row"><b role="cell">{}</b><b role="cell">{}</b></div>'
    rows = "".join(row.format(*one) for one in (("渠道", "人数"), ("网站", "36"), ("报纸", "")))
    page = (
        f"<h1>{TITLE}</h1><p>一、总体情况</p><table><tr><td>{rows}</td></tr></table>"
        f"<p>如下：</p><div role='table'>{rows}<p>另：</p>{rows}</div><p>完。</p>"
    )
    table = "渠道\t人数\n网站\t36\n报纸\t\n"
    expected = f"{TITLE}\n一、总体情况\n\n{table}\n如下：\n\n{table}\n另：\n\n{table}\n完。\n"
    assert str(gd.read(page.encode())) == expected
