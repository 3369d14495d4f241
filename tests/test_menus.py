"""Menus of sites that name the sections of a report: the report's own title decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

import pytest

import govdisclosure as gd

from .dialects import Facts, compare, make_facts
from .dialects.forms import Edition
from .dialects.html_dialects import html_plain, html_site
from .dialects.script import Paragraph, TitleLine
from .dialects.text_dialects import markdown, own_cells

SECTIONS: Final = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_SITE: Final = ("网站首页", "政务公开", "机构概况", "办事服务", "互动交流", "政府信息公开年报")
EDITIONS: tuple[Edition, ...] = ("2021", "2019")


def draw_menu(rng: Random, named: Sequence[str] = SECTIONS) -> list[str]:
    """The words of a menu: some sections, in order, or all six, among the columns of a site."""
    count = rng.choice((1, 2, 3, len(named)))
    sections = sorted(rng.sample(range(len(named)), min(count, len(named))))
    words = [named[at] for at in sections]
    for one in rng.sample(_SITE, rng.randrange(4)):
        words.insert(rng.randrange(len(words) + 1), one)
    return words


# ------------------------------------------------------------------------------ as HTML


def as_list(words: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{one}</li>' for one in words)}</ul>"


def as_links(words: Sequence[str]) -> str:
    items = "".join(f'<li><a href="#{at}">{one}</a></li>' for at, one in enumerate(words))
    return f'<nav class="menu"><ul>{items}</ul></nav>'


def as_boxes(words: Sequence[str]) -> str:
    return f"<div>{''.join(f'<div><span>{one}</span></div>' for one in words)}</div>"


def as_trail(words: Sequence[str]) -> str:
    return f"<div>您的位置：{' &gt; '.join(words)}</div>"


def as_cells(words: Sequence[str]) -> str:
    return f"<table><tr>{''.join(f'<td>{one}</td>' for one in words)}</tr></table>"


HTML_MENUS: Final = (as_list, as_links, as_boxes, as_trail, as_cells)


def html_page(facts: Facts, rng: Random, before: str, behind: str) -> gd.Report:
    page = rng.choice((html_plain, html_site))(facts, rng)[0].decode()
    start, end = page.index("<body>") + len("<body>"), page.rindex("</body>")
    return gd.read(
        f"{page[:start]}{before}{page[start:end]}{behind}{page[end:]}".encode(), format="html"
    )


# ------------------------------------------------------------------------------ as text


def lines(words: Sequence[str]) -> list[str]:
    return [*words]


def stars(words: Sequence[str]) -> list[str]:
    return [f"* {one}" for one in words]


def parted(words: Sequence[str]) -> list[str]:
    return [part for one in words for part in (one, "")]


def links(words: Sequence[str]) -> list[str]:
    return [f"- [{one}](#{at})" for at, one in enumerate(words)]


def trail(words: Sequence[str]) -> list[str]:
    return [" > ".join(words)]


def one_line(words: Sequence[str]) -> list[str]:
    return ["　".join(words)]


TEXT_MENUS: Final = (lines, stars, parted, links, trail, one_line)


def text_page(facts: Facts, rng: Random, before: Sequence[str], behind: Sequence[str]) -> gd.Report:
    printed = rng.choice((own_cells, markdown))(facts, rng)[0]
    return gd.parse("\n".join([*before, "", printed, "", *behind]))


# ------------------------------------------------------------------------------ laws


def draw(seed: int, edition: Edition) -> tuple[Facts, Random]:
    return make_facts(edition, seed), Random(f"menus/{edition}/{seed}")


def agree(report: gd.Report, facts: Facts) -> None:
    score = compare(report, facts)
    assert score.is_acceptable, "\n".join(score.differences())
    assert not score.sections, score.sections
    assert not {"GD001", "GD048", "GD049"} & {one.code for one in report.diagnostics}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("menu", HTML_MENUS)
def test_a_menu_of_a_page_opens_no_section(
    menu: Callable[[Sequence[str]], str], edition: Edition
) -> None:
    for seed in range(6):
        facts, rng = draw(seed, edition)
        before, behind = (menu(draw_menu(rng)) for _ in range(2))
        agree(html_page(facts, rng, before, rng.choice(("", behind))), facts)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("menu", TEXT_MENUS)
def test_a_menu_of_an_extract_opens_no_section(
    menu: Callable[[Sequence[str]], list[str]], edition: Edition
) -> None:
    for seed in range(6):
        facts, rng = draw(seed, edition)
        before, behind = (menu(draw_menu(rng)) for _ in range(2))
        agree(text_page(facts, rng, before, rng.choice(([], behind))), facts)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_html", [True, False])
def test_contents_below_the_title_open_no_section(edition: Edition, *, is_html: bool) -> None:
    for seed in range(6):
        facts, rng = draw(seed, edition)
        headings = [one for one in facts.script if getattr(one, "level", 0) == 1]
        named = [f"{one.mark}{one.title}" for one in headings if not one.tail]  # type: ignore[union-attr]
        if len(named) < 3:
            continue
        title = [one for one in facts.script if isinstance(one, TitleLine)]
        contents = [Paragraph("目录"), *map(Paragraph, named)]
        own = replace(facts, script=(*title, *contents, *facts.script[len(title) :]))
        report = html_page(own, rng, "", "") if is_html else text_page(own, rng, [], [])
        agree(report, facts)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_html", [True, False])
def test_a_report_without_a_title_opens_its_sections(edition: Edition, *, is_html: bool) -> None:
    for seed in range(6):
        facts, rng = draw(seed, edition)
        untitled = tuple(one for one in facts.script if not isinstance(one, TitleLine))
        own = replace(facts, script=untitled)
        report = html_page(own, rng, "", "") if is_html else text_page(own, rng, [], [])
        assert not compare(report, facts).sections
        if report.title is None:
            assert "GD048" in {one.code for one in report.diagnostics}


MENU = "望舒门户\n一、总体情况\n联系我们"
BODY = (
    "望舒市水务局2023年政府信息公开工作年度报告\n一、总体情况\n略。\n二、主动公开政府信息情况\n略。"
)


class TestWhereAReportBegins:
    def test_what_stands_before_its_title_is_of_the_page(self) -> None:
        report = gd.parse(f"{MENU}\n发布日期：2024-01-08\n{BODY}")
        assert report == gd.parse(BODY)
        assert report.page["发布日期"] == "2024-01-08"
        assert [one.text for one in report.residue][:2] == ["望舒门户", "一、总体情况"]

    def test_a_running_head_in_a_report_without_a_title_begins_nothing(self) -> None:
        title, *rest = BODY.split("\n")
        report = gd.parse("\n".join([*rest[:2], title, *rest[2:]]))
        assert [one.heading.title for one in report.sections] == [
            "总体情况",
            "主动公开政府信息情况",
        ]

    def test_a_second_report_behind_one_without_a_title_is_not_the_first(self) -> None:
        body = BODY.split("\n", 1)[1]
        report = gd.parse(f"{body}\n望舒市水务局\n2024年1月5日\n{BODY}")
        assert len(report.sections) == 2
        assert report.closing is not None
        assert "GD016" in {one.code for one in report.diagnostics}

    @pytest.mark.parametrize("count", [2, 4])
    def test_a_menu_may_name_a_section_that_the_report_lacks(self, count: int) -> None:
        report = gd.parse("\n".join([*SECTIONS[:count], BODY]))
        assert report == gd.parse(BODY)
