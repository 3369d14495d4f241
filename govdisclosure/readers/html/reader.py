"""Web pages, also as Word and WPS save them: bytes of HTML become a Source.

Bytes are decoded here, whatever they declare; the parser gets UTF-8 only and keeps no tree, so
that a page that is too deep or too long is refused in time.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, TypeVar, cast

from attrs import evolve

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.readers.encodings import decode, notice_garbled
from govdisclosure.readers.foreign import refuse_foreign
from govdisclosure.readers.html.blocks import Block, Unseen
from govdisclosure.readers.html.content import compose, facts_of_metas
from govdisclosure.readers.html.events import SHOWN, BlockCollector
from govdisclosure.readers.html.leads import notice_scripted, refuse_empty, refuse_leading
from govdisclosure.readers.html.stylesheets import sheets_of
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.tables.compose import Composer
from govdisclosure.source import Source

__all__ = ["blocks_of_page", "collected", "read_html", "text_of_page"]

_Collector = TypeVar("_Collector", bound=BlockCollector)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*>")
#: How an archived page begins, and how many bytes are searched for its first header.
_ARCHIVE = re.compile(rb"\s*(?:mime-version|from|content-type|x-document-type):", re.IGNORECASE)
#: An archive with more parts than this is not a page.
_MOST_PARTS = 1000
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_MOST_BOUNDARIES = 20
#: The largest file may have one tag in this many bytes.
_BYTES_A_TAG = 256
#: The generator that pages written by this package name.
_OWN_GENERATOR = "govdisclosure"
#: The elements with which an archived page names its style sheets.
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(href|media|rel)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\s>]+))", re.IGNORECASE
)
#: What browsers show without scripts, usually a request to enable them.
_NOSCRIPT = re.compile(r"<noscript\b([^<>]*>(?:(?!</noscript).)*)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<(?:table|pre)\b|role=[\"']?table|display\s*:\s*table", re.IGNORECASE)
#: A lone half of a pair shows nothing and cannot be written as UTF-8.
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_html(data: bytes | str, name: str, limits: Limits) -> Source:
    """The Source of a page.

    Args:
        data: The file, or its text where the caller knows the encoding.
        name: The file's name, for messages.
        limits: How much to take on.

    Raises:
        ReadError: The page has no content of a report: it links to a file, is a frame, or needs a
            script; or it is not a page but a file of another format.
        LimitError: It is larger or deeper than *limits* allow.
    """
    if isinstance(data, bytes):
        refuse_foreign(data, name)
    text, encoding, faults = text_of_page(data, name)
    blocks, collector = collected(text, name, limits, BlockCollector)
    is_bare = collector.metas.get("generator") == _OWN_GENERATOR
    if not blocks:
        refuse_empty(collector.leads, name)
    elif not is_bare:
        refuse_leading(blocks, collector.title, collector.leads, name)
    composer = Composer(name, limits)
    page = facts_of_metas(collector.title, collector.metas)
    page |= compose(blocks, collector.unseen, composer, limits, name, is_bare=is_bare)
    source = composer.source(name=name, encoding=encoding, decoding_faults=faults, page=page)
    notices = notice_garbled(text), notice_scripted(source.items, collector.leads)
    return evolve(source, notices=(*filter(None, notices), *source.notices))


def blocks_of_page(data: bytes, name: str, limits: Limits) -> tuple[list[Block], list[Unseen]]:
    """The blocks of a page that is a part of another file, and its lines that do not show.

    Raises:
        ReadError: It is an archive without a page.
        LimitError: It is larger or deeper than *limits* allow.
    """
    blocks, collector = collected(text_of_page(data, name)[0], name, limits, BlockCollector)
    return blocks, collector.unseen


def text_of_page(data: bytes | str, name: str) -> tuple[str, str, int]:
    """The text of a page, its encoding if that was detected, and how many errors it has."""
    encoding, faults = "", 0
    if isinstance(data, bytes):
        sheets: dict[str, bytes] = {}
        if _ARCHIVE.match(data):
            data, sheets = _page_of_archive(data, name)
        text, encoding, faults = decode(data)
        if sheets:
            text = _LINK.sub(lambda link: _style_for(link[0], sheets), text)
    else:
        text = data
    found = _DECLARATION.match(text)
    text = text[found.end() :] if found else text
    # Scripts do not run here; a <noscript> with a table replaces their output.
    text = _NOSCRIPT.sub(
        lambda one: f"<noscript {SHOWN}{one[1]}" if _TABLE.search(one[1]) else one[0], text
    )
    return text, encoding, faults


def collected(
    text: str, name: str, limits: Limits, collect: Callable[..., _Collector]
) -> tuple[list[Block], _Collector]:
    """The blocks of the page, in order, and what collected them.

    Args:
        text: The page.
        name: The file's name, for messages.
        limits: How much to take on.
        collect: Makes the target of the parser, with the arguments of :class:`BlockCollector`.
    """
    from lxml import etree

    utf8 = _utf8(text.replace("\0", " "))
    counts_text = len(utf8) > limits.text_node_bytes
    if not utf8 or utf8.isspace():
        return [], collect(limits, name, counts_text=counts_text)
    most = limits.file_bytes // _BYTES_A_TAG
    if len(utf8) > most and utf8.count(b"<") > most:
        raise limit_error(limits, "file_bytes", name)
    sheets = sheets_of(text, utf8, limits.tag_depth)
    collector = collect(limits, name, counts_text=counts_text, sheets=sheets)
    # The target has no method for comments; the stubs require one, lxml does not.
    target = cast("Any", collector)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, target=target)
    parser.feed(utf8)
    blocks = cast("list[Block]", parser.close())
    for entry in parser.error_log:
        if entry.type_name in {"ERR_INVALID_ENCODING", "ERR_RESOURCE_LIMIT"}:
            raise LimitError(
                f"{name}：第 {entry.line} 行超出解析器的上限（{entry.message}），读取会丢失内容；"
                f"请在浏览器中打开后另存",
                f"{name}: line {entry.line} is beyond what the parser takes ({entry.message}), "
                f"and words would be lost; open the page in a browser and save it again",
            )
    return blocks, collector


def _style_for(link: str, sheets: Mapping[str, bytes]) -> str:
    """The style sheet that a ``<link>`` names, as a ``<style>`` element; else the link itself."""
    attributes = {
        name.lower(): unescape("".join(value)) for name, *value in _ATTRIBUTE.findall(link)
    }
    place = attributes.get("href", "").lstrip("./")
    if not place or "stylesheet" not in attributes.get("rel", "").lower():
        return link
    sheet = next(
        (css for at, css in sheets.items() if at == place or at.endswith(f"/{place}")), b""
    )
    css, *_ = decode(sheet)
    media = attributes.get("media", "").replace('"', "")
    return f'<style media="{media}">{css.replace("</", " ")}</style>' if css else link


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(" ", text).encode()


def _page_of_archive(data: bytes, name: str) -> tuple[bytes, dict[str, bytes]]:
    """The page in a web archive (mht), its first part of HTML, and style sheets by their addresses.

    Raises:
        ReadError: It has no page.
    """
    from email import message_from_bytes

    page: bytes | None = None
    sheets: dict[str, bytes] = {}
    if len(_BOUNDARY.findall(data)) <= _MOST_BOUNDARIES:
        for number, part in enumerate(message_from_bytes(data).walk()):
            if number > _MOST_PARTS:
                break
            kind = part.get_content_type()
            if kind not in {"text/html", "application/xhtml+xml", "text/css"}:
                continue
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes):
                continue
            if kind == "text/css":
                sheets[str(part.get("Content-Location", ""))] = payload
                sheets[f"cid:{str(part.get('Content-ID', '')).strip('<>')}"] = payload
            elif page is None:
                page = payload
    if page is not None:
        return page, sheets
    raise ReadError(
        f"{name}：网页归档（mht）中没有网页正文；请在浏览器中打开后另存为网页",
        f"{name}: no page in this web archive (mht); open it in a browser and save it as a page",
    )
