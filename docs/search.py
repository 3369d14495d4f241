"""The index of the site's own search: every section of every page with its words.

Takes a folder of pages and gives a script that the search page loads; also from a disk, where a
browser reads no other kind of file. Words are looked for as they are typed, so that Chinese, which
has no blanks between words, is found whole: 国家秘密 is not cut into 国家 and 秘密.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

__all__ = ["INDEX", "Entry", "entries", "write_index"]

#: The name of the script in the folder of a language.
INDEX = "_static/search-index.js"
#: Pages that are lists of other pages' words.
_LISTS = {"genindex.html", "search.html", "py-modindex.html"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART = {"section", *_HEADINGS}
#: The sign that links to a heading, and lists of other pages.
_UNINDEXED = {"headerlink", "toctree-wrapper"}


class Entry(NamedTuple):
    """A section of a page."""

    #: The page with the place in it, relative to the folder of the language.
    where: str
    page: str
    #: The heading of the section.
    title: str
    #: All words of the section but for those of the sections in it.
    text: str


def write_index(folder: Path) -> None:
    """Write the index of the pages in *folder*."""
    found = [list(entry) for entry in entries(folder)]
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    script = f"window.SECTIONS = {written};\n"
    (folder / INDEX).write_text(script, encoding="utf-8")


def entries(folder: Path) -> Iterator[Entry]:
    """The sections of the pages in *folder*, page by page, in the order of the paths."""
    for path in sorted(folder.rglob("*.html")):
        where = path.relative_to(folder).as_posix()
        if where not in _LISTS and not where.startswith("_"):
            yield from _sections(path, where)


def _sections(path: Path, where: str) -> Iterator[Entry]:
    tree = html.document_fromstring(path.read_bytes().decode())
    page = ""
    for element in tree.iter("section"):
        title = _words(_texts(next(iter(element.iter(*_HEADINGS)))))
        page = page or title
        yield Entry(f"{where}#{element.get('id', '')}", page, title, _words(_texts(element)))


def _texts(element: html.HtmlElement) -> Iterator[str]:
    """The words in *element*, without those of the sections and headings in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_apart(child):
            yield from _texts(child)
        yield child.tail or ""


def _is_apart(element: html.HtmlElement) -> bool:
    """Whether its words are of another section, of a heading, or of no section."""
    classes = element.get("class", "").split()
    return element.tag in _APART or not _UNINDEXED.isdisjoint(classes)


def _words(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())
