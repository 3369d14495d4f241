"""Pages that only lead to a report: to a file, to a frame, or to content drawn by a script.

Takes the content of a page and its references; gives the error or the warning that says where the
report is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from govdisclosure.errors import ReadError
from govdisclosure.forms.labels import FEWEST_LABELS, is_label
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.titles import is_title
from govdisclosure.readers.html.blocks import Block, HtmlImage, HtmlLine, HtmlTable
from govdisclosure.readers.html.extent import find_report
from govdisclosure.source import Grid, Notice, Span, TextLine
from govdisclosure.text import CellState, read_printed

__all__ = ["Leads", "is_document", "notice_scripted", "refuse_empty", "refuse_leading"]

#: How the name of a file that may be a report ends, in an address or in words.
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|wps|rtf|odt|xlsx?|et|ofd|zip|rar)(?=$|[?#&;\s()（）])", re.IGNORECASE
)
#: With more lines, words in sentences, numbers or headings a page is itself a report.
_MOST_BLOCKS, _MOST_PROSE, _MOST_NUMBERS, _MOST_HEADINGS = 2000, 300, 10, 1
#: With more words in sentences than this, the text does not come from a script or frame.
_MOST_PROSE_OF_NOTHING = 40
#: Punctuation of sentences, which menus and the footers of pages lack.
_IN_SENTENCE = re.compile("[，；。]")
_LONGEST_LINK = 100
#: A string between quotation marks or tags of a script, and how many labels of tables among such
#: strings make a table.
_IN_SCRIPT = re.compile(r"(?<=[\"'>`])[^\"'<>`]{2,60}(?=[\"'<`])")


class Leads(NamedTuple):
    """The references of a page, in order."""

    #: Addresses of files that may be reports.
    documents: list[str]
    frames: list[str]
    #: The text of scripts, in pieces; an empty one begins each script.
    scripts: list[str]


def is_document(*names: str) -> bool:
    """Whether one of *names* is that of a file that may be a report.

    Example:
        >>> is_document("/a/P0201.docx?x=1"), is_document("http://a.doc.example/index.html")
        (True, False)
    """
    return any(_DOCUMENT.search(one) for one in names)


def refuse_leading(blocks: Sequence[Block], title: str, leads: Leads, name: str) -> None:
    """Refuse a page without sections that leads to a report, and say where that is.

    Args:
        blocks: The content of the page.
        title: The words of ``<title>``.
        leads: Its references.
        name: The name of the file, for messages.

    Raises:
        ReadError: The page names a report, says little else, and leads to another place.
    """
    if any(isinstance(block, HtmlTable) and block.is_form for block in blocks):
        return
    lines = [block for block in blocks if isinstance(block, HtmlLine)]
    named = [line.words for line in lines if line.is_link and is_document(line.words)]
    if len(blocks) > _MOST_BLOCKS or not (named or any(leads)) or find_report(blocks) is not None:
        return
    if not any(map(is_title, (title, *(line.words for line in lines)))):
        return
    prose = _prose_on(blocks)
    if prose >= _MOST_PROSE or _is_outlined(lines) or _holds_numbers(blocks):
        return
    if leads.documents or named:
        link = (leads.documents or named)[0][:_LONGEST_LINK]
        raise ReadError(
            f"{name}：网页上没有报告正文，报告在它链接的文件（{link}）中；请下载并读取那个文件",
            f"{name}: the page holds no report but a link to its file ({link}); "
            f"download and read that file",
        )
    if prose <= _MOST_PROSE_OF_NOTHING and (
        leads.frames or not any(isinstance(block, HtmlImage) for block in blocks)
    ):
        refuse_empty(leads, name)


def refuse_empty(leads: Leads, name: str) -> None:
    """Refuse a page without any content of a report.

    Raises:
        ReadError: It has frames or scripts that would show some.
    """
    if leads.frames:
        link = next(filter(None, leads.frames), "")[:_LONGEST_LINK]
        chinese, english = (f"（{link}）", f" ({link})") if link else ("", "")
        raise ReadError(
            f"{name}：这是框架网页，正文在它引用的另一网页{chinese}中；请打开并保存那个网页",
            f"{name}: this page is a frame around another one{english}; open that page and save it",
        )
    if leads.scripts:
        raise ReadError(
            f"{name}：网页文件中没有正文，内容要由脚本在浏览器中生成；请在浏览器中打开后另存",
            f"{name}: the file holds no text, a script would write it; "
            f"open the page in a browser and save it from there",
        )


def notice_scripted(items: Sequence[TextLine | Grid], leads: Leads) -> Notice | None:
    """The notice for tables of the forms that only a script would draw.

    Args:
        items: What was read of the page.
        leads: Its references.
    """
    if any(isinstance(one, Grid) and one.kind is not None for one in items):
        return None
    words = (found for script in leads.scripts for found in _IN_SCRIPT.findall(script))
    labels = dict.fromkeys(label for one in words if is_label(label := one.strip()))
    if len(labels) < FEWEST_LABELS:
        return None
    found = "、".join(islice(labels, FEWEST_LABELS))
    return Notice("GD052", Span(0, 0), "", (("words", found),))


def _prose_on(blocks: Sequence[Block]) -> int:
    """How many characters are in sentences, not counting links."""
    return sum(len(words) for words in _iter_words(blocks) if _IN_SENTENCE.search(words))


def _is_outlined(lines: Sequence[HtmlLine]) -> bool:
    """Whether lines are headings of the first level, even ones that the form does not have."""
    headings = (read_heading(line.words) for line in lines if not line.is_link)
    return sum(one is not None and one.level == 1 for one in headings) > _MOST_HEADINGS


def _holds_numbers(blocks: Sequence[Block]) -> bool:
    """Whether a page has at least as many numbers as a table."""
    numbers = (read_printed(words).state is CellState.NUMBER for words in _iter_words(blocks))
    return sum(numbers) >= _MOST_NUMBERS


def _iter_words(blocks: Sequence[Block]) -> Iterator[str]:
    """The words on lines and in cells, without links."""
    for block in blocks:
        if isinstance(block, HtmlLine) and not block.is_link:
            yield block.words
        elif isinstance(block, HtmlTable):
            yield from (cell.words for row in block.rows for cell in row.cells)
