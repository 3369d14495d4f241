"""Markdown of a report does nothing that its words say, and is read back as the same report."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import govdisclosure as gd
from govdisclosure.characters import fold_blanks
from govdisclosure.cli import main
from govdisclosure.model.blocks import OtherTable, Paragraph
from govdisclosure.writers.markdown import write_raw_markdown

HARMFUL = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "甲<b onclick=alert(1)>乙</b>",
    "<javascript:alert(1)>",
    "[甲](javascript:alert(1))",
    "[甲]( javascript:alert(1))",
    "[甲](&#106;avascript:alert(1))",
    "[甲](<javascript:alert(1)>)",
    "[甲](data:text/html,1)",
    "[乙]: javascript:alert(1)",
    "![甲](http://x/a.png)",
    "![甲](x.png)",
    "[[甲](javascript:1)](javascript:2)",
    "\\<img src=x onerror=alert(1)>",
    "\\\\<img src=x onerror=alert(1)>",
    "\\[甲](javascript:alert(1))",
    "`<b>` <b>",
)


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def shown(markdown: str) -> list[tuple[str, dict[str, str | None]]]:
    """The elements of the page that a program makes of it which lets HTML through."""
    program = MarkdownIt("commonmark", {"html": True}).enable("table")
    program.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    elements = Elements()
    elements.feed(program.render(markdown))
    return elements.found


def harms(markdown: str) -> list[tuple[str, dict[str, str | None]]]:
    """The elements that Markdown itself does not make, pictures, and links but those to pages."""
    made = {"p", "table", "thead", "tbody", "tr", "th", "td", "code", "em", "strong", "pre"}
    made |= {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"}
    return [
        (tag, attributes)
        for tag, attributes in shown(markdown)
        if tag not in made
        and not (tag == "a" and re.match("https?://", attributes.get("href") or ""))
    ]


def report_of(words: str) -> gd.Report:
    """A report with the words in a line, in a cell, and in the middle of a sentence."""
    table = OtherTable(rows=(("甲", words), ("乙", "丙")))
    return gd.Report(preamble=(Paragraph(text=words), table, Paragraph(text=f"全年{words}。")))


MARKUP = st.lists(
    st.sampled_from(
        [
            *"<>![]():/\\|?&;`*~\"' ",
            "img",
            "a",
            "http://x",
            "javascript:",
            "br",
            "sup",
            "table",
            "1",
        ]
    ),
    min_size=1,
    max_size=9,
).map(lambda pieces: fold_blanks("".join(pieces)))


@pytest.mark.parametrize("words", HARMFUL)
def test_nothing_harmful_comes_through(words: str) -> None:
    made = report_of(words)
    assert harms(gd.render(made, "markdown")) == []
    if not words.startswith("\\"):  # which is an escape in Markdown, too
        assert harms(write_raw_markdown(made)) != []
    assert gd.parse(gd.render(made, "markdown")) == made


@given(MARKUP)
@example("</a>")
@example("]:")
@example("<sup>1</sup>")
def test_no_words_become_elements_and_all_are_read_back(words: str) -> None:
    if not words:
        return
    made = report_of(words)
    markdown = gd.render(made, "markdown")
    assert gd.parse(markdown) == made
    assert harms(markdown) == []
    assert markdown.replace("\u2060", "") == write_raw_markdown(made)


def test_markup_is_left_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、概述\n见<b>甲</b>。\n", encoding="utf-8")
    for option, shown_words in (("--raw-markdown", "<b>甲</b>"), ("--verbose", "<\u2060b>")):
        assert main(["render", "--format", "markdown", option, str(file)]) == 0
        assert shown_words in capsys.readouterr().out


def test_links_to_pages_stay() -> None:
    made = report_of("见[公报](https://example.invalid/a)。")
    links = [attributes for tag, attributes in shown(gd.render(made, "markdown")) if tag == "a"]
    assert [one["href"] for one in links] == ["https://example.invalid/a"] * 3


def test_words_without_markup_are_written_as_they_are() -> None:
    made = report_of("3 < 5，[1] 甲！")
    assert gd.render(made, "markdown") == write_raw_markdown(made)
