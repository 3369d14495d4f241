"""Which format a file has, by its content alone; name and declarations are ignored."""

import re
from collections import Counter
from functools import lru_cache

from govdisclosure.formats import READ, imported
from govdisclosure.readers.encodings import decode
from govdisclosure.readers.foreign import conversion_of, is_flat_package

__all__ = ["format_of", "is_csv", "is_office", "is_package", "is_page", "is_pdf", "is_workbook"]

#: How many bytes are searched for a file's first tag; even, for two-byte encodings.
_HEAD = 4096
#: How an archive's directory names the files of a spreadsheet.
_MEMBER_OF_SHEET = re.compile(rb"PK\x01\x02.{42}[/\\]?xl[/\\]", re.DOTALL | re.IGNORECASE)
_MEMBER_OF_TEXT = re.compile(rb"PK\x01\x02.{42}[/\\]?word[/\\]", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype html|\?xml|html|head|body|title|meta|link|base|script|style|div|p|table|span"
    r"|h[1-6]|section|article|main|center|font|ul|ol|iframe|frameset|br|a|b|strong|img)\b",
    re.IGNORECASE,
)
#: A heading of Markdown or the line below the head of a table; tags that only pages have.
_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ ]\S|[ ]{0,3}\|?(?:[ ]*:?-+:?[ ]*\|)+(?:[ ]*:?-+:?)?[ \t\r]*$)", re.MULTILINE
)
_PAGE = re.compile(r"<(?:!doctype|head|meta|title|link|script|style)\b", re.IGNORECASE)
#: A table, perhaps cut off; elements in which blank lines count; any tag, and one that begins or
#: ends a line.
_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.IGNORECASE | re.DOTALL)
_PREFORMATTED = re.compile(r"<(?:pre|textarea|xmp|listing|plaintext)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_OWN_LINE = re.compile(
    r"</?(?!(?:span|font|b|strong|em|i|u|s|del|ins|a|img|sup|sub|small|big)\b)[a-z!][^<>]*>",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[ \t\u3000]*(?:\r\n|\n|\r)\s*")
#: The minimum numbers of lines in a CSV file and of separators on each.
_FEWEST_RECORDS, _FEWEST_SEPARATORS = 5, 2
#: How a PDF file begins; viewers allow other bytes before it.
_PDF = b"%PDF-"
_BEFORE_PDF = 1024
#: A keyword near the end of every PDF file.
_PDF_END = b"startxref"
_ARCHIVED_PAGE = re.compile(r"(?:mime-version|from|content-type|x-document-type):", re.IGNORECASE)


def format_of(data: bytes) -> str:
    r"""The name of the format of a file, one of those that can be read.

    Example:
        >>> format_of("<p>一、总体情况</p>".encode()), format_of("一、总体情况".encode())
        ('html', 'text')
        >>> format_of(b"PK\x03\x04...")
        'docx'
        >>> format_of(b"%PDF-1.7 ...")
        'pdf'
    """
    for one in reversed(tuple(READ.values())):
        if one.told and imported(one.told)(data):
            return one.name
    return next(iter(READ))


def is_office(data: bytes) -> bool:
    """Whether LibreOffice can convert it into a Word file or a spreadsheet."""
    return conversion_of(data, "") is not None


def is_package(data: bytes) -> bool:
    """Whether it is an archive, or a Word file as a single XML; opening it will show which."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or is_flat_package(data)


def is_workbook(data: bytes) -> bool:
    """Whether it is an archive with a spreadsheet and no text of Word."""
    is_sheet = _MEMBER_OF_SHEET.search(data) and not _MEMBER_OF_TEXT.search(data)
    return bool(is_sheet) and is_package(data)


def is_page(data: bytes) -> bool:
    """Whether it is a page saved or archived."""
    head = _head(data[:_HEAD])
    if _ARCHIVED_PAGE.match(head) and re.search(r"mime-version:", head, re.IGNORECASE):
        return True
    return bool(_HTML.match(_COMMENT.sub("", head).lstrip())) and not _is_markdown(head)


def is_pdf(data: bytes) -> bool:
    """Whether it begins as PDF, or has that beginning after other bytes and also ends as PDF."""
    return data.startswith(_PDF) or (_PDF in data[:_BEFORE_PDF] and _PDF_END in data)


@lru_cache(maxsize=1)
def _head(data: bytes) -> str:
    """The decoded beginning of a file, cached."""
    return decode(data)[0].lstrip("\ufeff \t\r\n")


def is_csv(data: bytes) -> bool:
    """Whether most of its lines have the same number of separators, two at least."""
    head = _head(data[:_HEAD])
    lines = [line for line in head.splitlines() if line.strip()]
    if len(lines) < _FEWEST_RECORDS or "\t" in head or "|" in head:
        return False
    for sign in ",;":
        most, times = Counter(line.count(sign) for line in lines).most_common(1)[0]
        if most >= _FEWEST_SEPARATORS and 2 * times > len(lines):
            return True
    return False


def _is_markdown(head: str) -> bool:
    """Whether a text that begins with a tag goes on as Markdown and is not a page.

    HTML tables prove nothing, for Markdown allows them. The proof is in marks of Markdown, and in
    paragraphs separated by nothing but blank lines, which would be one paragraph in a page.
    """
    if _PAGE.search(head) is not None:
        return False
    if _MARKDOWN.search(head) is not None:
        return True
    if _PREFORMATTED.search(head) is not None:
        return False
    paragraphs = [part for part in _BLANK_LINES.split(_TABLE.sub("\n\n", head)) if part.strip()]
    is_bare = [_OWN_LINE.search(part) is None for part in paragraphs]
    sizes = [len(_TAG.sub("", part).strip()) for part in paragraphs]
    beside = [False, *is_bare, False]
    apart = sum(
        size
        for number, size in enumerate(sizes, start=1)
        if beside[number] and (beside[number - 1] or beside[number + 1])
    )
    return 2 * apart > sum(sizes)
