"""Formats that are not read directly: each is named, with advice, in one ``ReadError``.

Takes the bytes of a file. A format that cannot be read is one line of a table, and so is one that
LibreOffice can convert.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from govdisclosure.errors import ReadError

__all__ = [
    "Conversion",
    "archive_error",
    "conversion_of",
    "describe_container",
    "is_flat_package",
    "refuse_foreign",
]


class _Format(NamedTuple):
    """What a file is, and what to do with it, in Chinese and in English."""

    chinese: str
    english: str
    advice: str
    remedy: str
    #: The suffix of such files where LibreOffice can convert them; otherwise empty.
    suffix: str = ""
    target: str = ""
    #: LibreOffice's name for the format, where it would take such files for plain text.
    reader: str = ""


class Conversion(NamedTuple):
    """How LibreOffice converts a file into one that can be read."""

    suffix: str
    target: str
    #: What to say where that is not possible, in Chinese and in English.
    refusal: tuple[str, str]
    #: LibreOffice's name for the input format; empty where it detects the format itself.
    reader: str = ""


_SAVE = ("请用 Word 或 WPS 打开，另存为 docx", "open it in Word or WPS and save it as docx")
_SAVE_SHEET = ("请用 Excel 或 WPS 打开，另存为 xlsx", "open it in Excel or WPS and save it as xlsx")
_UNPACK = ("请先解压", "unpack it first")
_WORDS = (
    "图片中的文字无法读取；请找到文字版",
    "words in pictures cannot be read; look for the text",
)
_TABLE = (
    "请给它载有报告全文的 docx 文件或网页",
    "give the docx file or the page that holds the whole report",
)
_PICTURE = _Format("图片", "a picture", *_WORDS)

_EMPTY = _Format(
    "空文件（0 字节）", "an empty file (0 bytes)", "请重新下载或导出", "download or export it again"
)

#: First bytes, and the format that begins so.
_SIGNS: tuple[tuple[bytes, _Format], ...] = (
    (
        b"%PDF-",
        _Format(
            "PDF 文件",
            "a PDF file",
            "PDF 要作为单独的文件、按 PDF 读取；请去掉 format 参数",
            "it is read by itself and as PDF; leave the format out",
        ),
    ),
    (b"{\\rtf", _Format("RTF 文件", "an RTF file", *_SAVE, "rtf", "docx")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1f\x8b", _Format("gzip 压缩文件", "a gzip file", *_UNPACK)),
    (b"BZh", _Format("bzip2 压缩文件", "a bzip2 file", *_UNPACK)),
    (b"\xfd7zXZ\0", _Format("xz 压缩文件", "an xz file", *_UNPACK)),
    (b"Rar!\x1a\x07", _Format("RAR 压缩包", "a RAR archive", *_UNPACK)),
    (b"7z\xbc\xaf'\x1c", _Format("7z 压缩包", "a 7z archive", *_UNPACK)),
)

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams of an OLE2 file, and what a file with such a stream is; the first that is found counts.
_STREAMS: tuple[tuple[str, _Format], ...] = (
    (
        "EncryptedPackage",
        _Format(
            "加密的 Office 文件",
            "an encrypted Office file",
            "请用 Word 或 WPS 输入密码打开，去掉密码后另存为 docx",
            "open it in Word or WPS with its password and save it as docx without one",
        ),
    ),
    (
        "WordDocument",
        _Format(
            "旧版 Word 或 WPS 文件（doc、wps）",
            "an old Word or WPS file (doc, wps)",
            *_SAVE,
            "doc",
            "docx",
        ),
    ),
    (
        "Workbook",
        _Format(
            "旧版表格文件（xls、et）",
            "an old spreadsheet (xls, et)",
            *_SAVE_SHEET,
            "xls",
            "xlsx",
        ),
    ),
    (
        "PowerPoint Document",
        _Format("旧版演示文件（ppt、dps）", "an old presentation (ppt, dps)", *_TABLE),
    ),
)
_OTHER_OLE2 = _Format("旧版 Office 文件（OLE2）", "an old Office file (OLE2)", *_SAVE)

#: How an OpenDocument file goes on after the header of its archive, and what the file is.
_OPEN_DOCUMENTS: tuple[tuple[bytes, _Format], ...] = (
    (b"text", _Format("OpenDocument 文件（odt）", "an OpenDocument text", *_SAVE, "odt", "docx")),
    (
        b"spreadsheet",
        _Format("OpenDocument 表格（ods）", "an OpenDocument spreadsheet", *_TABLE, "ods", "xlsx"),
    ),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
#: The offset of those bytes: the header has a fixed length.
_OPEN_DOCUMENT_AT = 30

#: What the beginning of an XML file contains, mostly as a namespace of its root, and what it is.
_FLAT = _Format("Word 的 XML 文件", "a Word XML file", *_SAVE)
_XML_SIGNS: tuple[tuple[bytes, _Format], ...] = (
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", _FLAT),
    (
        b"http://schemas.microsoft.com/office/word/2003/wordml",
        _Format(
            "Word 2003 的 XML 文件",
            "an XML file of Word 2003",
            *_SAVE,
            "xml",
            "docx",
            "MS Word 2003 XML",
        ),
    ),
    (
        b"urn:schemas-microsoft-com:office:spreadsheet",
        _Format(
            "Excel 2003 的 XML 表格",
            "an XML spreadsheet of Excel 2003",
            *_SAVE_SHEET,
            "xml",
            "xlsx",
            "MS Excel 2003 XML",
        ),
    ),
    (b"<uof:UOF", _Format("UOF（标文通）文件", "a UOF file", *_SAVE, "uot", "docx")),
    (
        b"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        _Format(
            "OpenDocument 的 XML 文件（fodt、fods）",
            "an OpenDocument file in XML (fodt, fods)",
            *_SAVE,
        ),
    ),
)
#: The tag of the root of an XML file, with what may come before it; how many bytes are searched
#: for it, and what else may begin the file.
_XML_ROOT = re.compile(
    rb"(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!(?!--)[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*"
    rb"<(?!html)[\w:.-]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*",
    re.IGNORECASE | re.DOTALL,
)
_XML_HEAD = 16_384
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"

#: Members of archives in lower letters, and what an archive with such a member is.
_MEMBERS: tuple[tuple[str, _Format], ...] = (
    (
        "word/",
        _Format(
            "损坏的 docx 文件（缺少正文 word/document.xml）",
            "a damaged docx file (its text, word/document.xml, is missing)",
            "请重新下载，或用 Word 修复后另存为 docx",
            "download it again, or have Word repair it and save it as docx",
        ),
    ),
    (
        "xl/",
        _Format(
            "损坏的 xlsx 文件（缺少工作簿 xl/workbook.xml）",
            "a damaged xlsx file (its workbook, xl/workbook.xml, is missing)",
            "请重新下载，或用 Excel 修复后另存为 xlsx",
            "download it again, or have Excel repair it and save it as xlsx",
        ),
    ),
    ("ppt/", _Format("演示文件（pptx）", "a presentation (pptx)", *_TABLE)),
    (
        "ofd.xml",
        _Format(
            "OFD 版式文件",
            "an OFD file",
            "请用 OFD 阅读器转换为 docx，或改用网页版",
            "convert it to docx in an OFD viewer, or use the page",
        ),
    ),
    (
        "meta-inf/manifest.xml",
        _Format("OpenDocument 文件（odt、ods）", "an OpenDocument file (odt, ods)", *_SAVE),
    ),
    ("meta-inf/container.xml", _Format("电子书（epub）", "an e-book (epub)", *_TABLE)),
    ("meta-inf/manifest.mf", _Format("Java 程序包（jar）", "a Java archive (jar)", *_TABLE)),
)
_PLAIN_ARCHIVE = _Format(
    "zip 压缩包",
    "a zip archive",
    "请先解压，再读取其中的报告文件",
    "unpack it first and read the report in it",
)
_EMPTY_ARCHIVE = _Format(
    "空的 zip 压缩包", "an empty zip archive", "请重新下载或导出", "download or export it again"
)


def describe_container(data: bytes, name: str) -> tuple[str, str] | None:
    r"""What a file is that cannot be read, and what to do, in Chinese and in English.

    None for archives, too: what they contain is known only once they are opened.

    Example:
        >>> describe_container(b"{\\rtf1 ...}", "a.doc")[1]
        'a.doc: this is an RTF file; open it in Word or WPS and save it as docx'
        >>> describe_container("一、总体情况".encode(), "a.txt") is None
        True
    """
    found = _format_of(data)
    return None if found is None else _message(found, name)


def conversion_of(data: bytes, name: str) -> Conversion | None:
    r"""How LibreOffice could convert a file into one that can be read; None if it cannot.

    Example:
        >>> conversion_of(b"{\\rtf1 ...}", "a.doc")[:2]
        ('rtf', 'docx')
        >>> conversion_of(b"%PDF-1.7", "a.pdf") is None
        True
    """
    found = _open_document(data) or _format_of(data)
    if found is None or not found.target:
        return None
    return Conversion(found.suffix, found.target, _message(found, name), found.reader)


def is_flat_package(data: bytes) -> bool:
    """Whether a file holds the parts of a docx file in one XML."""
    return _format_of(data) is _FLAT


def refuse_foreign(data: bytes, name: str) -> None:
    """Name the format of a file that cannot be read.

    Raises:
        ReadError: The file is empty, or begins as another format does.
    """
    found = describe_container(data, name)
    if found is not None:
        raise ReadError(*found)


def archive_error(members: Collection[str], name: str) -> ReadError:
    """The error for an archive without the text of a Word file.

    Args:
        members: The names of the files in it.
        name: The name of the archive.
    """
    if not members:
        return ReadError(*_message(_EMPTY_ARCHIVE, name))
    known = [member.lower() for member in members]
    for sign, found in _MEMBERS:
        if any(member.startswith(sign) for member in known):
            return ReadError(*_message(found, name))
    return ReadError(*_message(_PLAIN_ARCHIVE, name))


def _open_document(data: bytes) -> _Format | None:
    if not data.startswith(_OPEN_DOCUMENT, _OPEN_DOCUMENT_AT):
        return None
    start = _OPEN_DOCUMENT_AT + len(_OPEN_DOCUMENT)
    return next((found for sign, found in _OPEN_DOCUMENTS if data.startswith(sign, start)), None)


def _format_of(data: bytes) -> _Format | None:
    if not data:
        return _EMPTY
    if data.startswith(_OLE2):
        streams = (found for sign, found in _STREAMS if sign.encode("utf-16-le") in data)
        return next(streams, _OTHER_OLE2)
    for sign, found in _SIGNS:
        if data.startswith(sign):
            return found
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data):
        return _PICTURE
    # In UTF-16 every other byte of a tag is zero.
    head = data[:_XML_HEAD].lstrip(_BEFORE_XML).replace(b"\0", b"")
    root = _XML_ROOT.match(head)
    return next((found for sign, found in _XML_SIGNS if root and sign in root[0]), None)


def _is_bitmap(data: bytes) -> bool:
    """Whether *data* is a BMP picture; two letters alone could begin a text."""
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"


def _message(found: _Format, name: str) -> tuple[str, str]:
    return (
        f"{name}：这是{_apart(found.chinese)}；{found.advice}",
        f"{name}: this is {found.english}; {found.remedy}",
    )


def _apart(words: str) -> str:
    """Chinese words to follow others, with a blank first where they begin with Latin letters."""
    return f" {words}" if words[0].isascii() else words
