"""Tables that are lines of a page are read as those of a text with the same lines."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random
from typing import Final

import pytest

import govdisclosure as gd
from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import Edition

from . import torn_printing
from .dialects import make_facts
from .page_printing import print_page
from .told_printing import PRINTERS, print_tables

Page = Callable[[str], tuple[str, str]]


def as_preformatted(text: str) -> tuple[str, str]:
    """All of it between ``<pre>``."""
    return f"<html><head><title>x</title></head><pre>\n{escape(text)}</pre></html>", text


def _shown(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_broken_lines(text: str) -> tuple[str, str]:
    """Lines parted by ``<br>``, as pdftohtml prints them; a browser folds their blanks."""
    lines = [fold_blanks(line) for line in _shown(text)]
    page = "<br/>\n".join(map(escape, lines))
    return f"<html><body><a name=1></a>{page}<hr/></body></html>", "\n".join(lines)


def as_aligned_lines(text: str) -> tuple[str, str]:
    """The same with blanks that do not break."""
    lines = _shown(text.expandtabs())
    page = "<br/>\n".join(escape(line).replace(" ", "&#160;") for line in lines)
    return f"<html><body><b>{page}</b></body></html>", "\n".join(lines)


def as_paragraphs(text: str) -> tuple[str, str]:
    """Each line a paragraph with its place, as mutool and PyMuPDF print them."""
    lines = [fold_blanks(line) for line in _shown(text)]
    page = "\n".join(
        f'<p style="top:{20 * number}pt;left:70pt"><span>{escape(line)}</span></p>'
        for number, line in enumerate(lines)
    )
    return f'<html><body><div id="page0">{page}</div></body></html>', "\n".join(lines)


PAGES: Final = (as_preformatted, as_broken_lines, as_aligned_lines, as_paragraphs)


def texts(edition: Edition, seed: int) -> dict[str, str]:
    """Reports as programs print them, by the name of the manner."""
    found = {"columns": print_page(edition, seed)[0]}
    for name in torn_printing.PRINTERS:
        found[name] = torn_printing.print_report(edition, seed, name)[0]
    facts = make_facts(edition.value, seed)
    for printer in Random(seed).sample(PRINTERS, 6):
        found[printer.__name__] = print_tables(facts, printer)
    return found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("seed", range(1))
def test_lines_of_a_page_are_read_as_those_of_a_text(
    page: Page, edition: Edition, seed: int
) -> None:
    for name, text in texts(edition, seed).items():
        made, same = page(text)
        report, read = gd.parse(same), gd.read(made.encode())
        assert dict(read.cells()) == dict(report.cells()), name
        assert read == report, name


def test_a_table_for_those_without_scripts_is_read() -> None:
    """And nothing else that stands there."""
    text = print_page(Edition.FORM_2021, 1)[0]
    report = gd.parse(text)
    page = gd.render(report, "html")
    start, end = page.index("<table"), page.rindex("</table>") + len("</table>")
    pages = (
        f"{page[:start]}<div id='app'></div><noscript>{page[start:end]}</noscript>{page[end:]}",
        page.replace("<table", "<noscript class=a><p><table").replace(
            "</table>", "</table></noscript>"
        ),
        page.replace("<p", "<noscript>请启用脚本。<img src=a></noscript><NOSCRIPT>表</NOSCRIPT><p"),
    )
    for one in pages:
        assert gd.read(one.encode()) == gd.read(page.encode()) == report


def test_a_mark_that_is_raised_in_a_preformatted_row_is_no_digit() -> None:
    row = "行政许可\t179<sup>5</sup>\n行政处罚\t3<span style='display:none'>7</span>\n"
    page = (
        "<html><head></head><h1>青石县商务局2023年政府信息公开工作年度报告</h1><pre>"
        f"二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n{row}</pre>"
    )
    values = {cell.value for _, cell in gd.read(page.encode()).cells()}
    assert values <= {None, 179, 3}
