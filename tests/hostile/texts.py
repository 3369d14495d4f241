"""Texts: every way in which bytes may fail to be what they claim, and too much of anything."""

from collections.abc import Callable

from benchmarks.growth import NASTY, TEXTS
from govdisclosure.api import Limits
from govdisclosure.characters import LINE_END
from govdisclosure.forms.layout import TableKind, wordings
from tests.hostile.case import Case, cases_of

__all__ = ["CASES"]

_REPORT = """某某市水务局2023年政府信息公开工作年度报告
一、总体情况
朱镕基，€100，全年主动公开信息12条。
二、主动公开政府信息情况
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t1\t0\t3
行政规范性文件\t2\t0\t4
"""
#: The same without what gb2312 lacks.
_PLAIN = _REPORT.replace("镕", "容").replace("€", "")
_PAGE = "<html><head><meta charset={}></head><body><p>{}</p></body></html>"
_LIMITS = Limits()
_ENDS = "\r\n\x0b\x0c\x85\u2028\n"


def _page(declared: str, encoding: str, text: str = _PLAIN) -> bytes:
    return _PAGE.format(declared, text.replace("\n", "</p><p>")).encode(encoding)


def _cut(encoding: str, count: int) -> bytes:
    """A text of which the last bytes are missing."""
    return _PLAIN.strip().encode(encoding)[:-count]


#: Bytes that hold the report; all words of it are found.
_WHOLE = {
    "gb18030 with what gb2312 lacks": lambda: _REPORT.encode("gb18030"),
    "a page of gb2312 with what it lacks": lambda: _page("gb2312", "gb18030", _REPORT),
    "UTF-16 with a mark": lambda: _REPORT.encode("utf-16"),
    "UTF-16 of the other order": lambda: b"\xfe\xff" + _REPORT.encode("utf-16-be"),
    "UTF-8 with two marks": lambda: b"\xef\xbb\xbf" * 2 + _REPORT.encode(),
    "a mark in the middle": lambda: _REPORT.replace("市", "市\ufeff").encode(),
    "a page that says GBK and is UTF-8": lambda: _page("gbk", "utf-8"),
    "a page that says UTF-8 and is GBK": lambda: _page("utf-8", "gbk"),
    "a page that says nonsense": lambda: _page("x-nonsense", "utf-8"),
    "a page that says UTF-16 and is UTF-8": lambda: _page("utf-16", "utf-8"),
    "a page that says Big5 and is GBK": lambda: _page("big5", "gbk"),
    "NUL between the lines": lambda: _REPORT.replace("\n", "\0\n").encode(),
    "ends of lines of every kind": lambda: _REPORT.replace("\n", _ENDS).encode(),
    "some broken bytes": lambda: _REPORT.encode() + b"\xff\xfe\xfd" * 9,
    "half a pair of surrogates": lambda: _REPORT.encode() + b"\xed\xa0\x80",
    "marks of direction": lambda: _REPORT.replace("局", "\u202e局\u202c").encode(),
    "colours of a terminal": lambda: _REPORT.replace("一", "\x1b[31m\x1b]0;x\x07一").encode(),
}  # fmt: skip
_BYTES: dict[str, Callable[[], str | bytes]] = {
    "nothing: refused": bytes,
    "one NUL: read": lambda: b"\0",
    "NUL to the largest size: characters": lambda: bytes(_LIMITS.file_bytes),
    "larger than the largest size: file_bytes": lambda: b" " * (_LIMITS.file_bytes + 1),
    "broken bytes to the largest size: characters": lambda: b"\xff" * _LIMITS.file_bytes,
    "only marks: read": lambda: b"\xef\xbb\xbf" * 1000,
    "cut in a character of UTF-8: read": lambda: _cut("utf-8", 1),
    "cut in a character of GB18030: read": lambda: _cut("gb18030", 1),
    "cut in a character of UTF-16: read": lambda: _cut("utf-16", 1),
    "UTF-32: read": lambda: _REPORT.encode("utf-32"),
    "every byte: read": lambda: bytes(range(256)) * 100,
    "noise that is no encoding: read": lambda: bytes(n * n % 251 + 5 for n in range(30_000)),
    "a number of many digits: read": lambda: "7" * 130_000,
}
#: Texts of the forms' own labels, each by itself, and in rows of nothing else.
_LABELS = [words for kind in TableKind for words, _ in wordings(kind)]
_KINDS: dict[str, Callable[[int], str]] = {
    **TEXTS,
    **NASTY,
    "labels alone": lambda number: f"{_LABELS[number % len(_LABELS)]}\n",
    "labels in rows": lambda number: f"{_LABELS[number % len(_LABELS)]}\t{number}\n",
}
#: Kinds that are more tables, or more cells of a table, than there may be.
_BEYOND = {
    "dumps cut by paragraphs": "tables",
    "heads of all tables": "tables",
    "one-row tables": "tables",
    "one-row tables of a label": "tables",
    "unlike damaged tables": "tables",
    "rows of table three": "table_cells",
    "rows of table three, one short": "table_cells",
}


def _most(name: str) -> str:
    """A text of one kind with as many lines or characters as a text may have."""
    copies: list[str] = []
    characters, lines = _LIMITS.characters, _LIMITS.lines
    while True:
        one = _KINDS[name](len(copies))
        characters -= len(one)
        lines -= sum(1 for line in LINE_END.split(one) if line.strip()) if "\n" in one else 0
        if min(characters, lines) < 0:
            return "".join(copies)
        copies.append(one)


def _case(name: str) -> Case:
    end = _BEYOND.get(name, "read")
    return Case(f"text/most of it, {name}: {end}", lambda: _most(name).encode())


CASES: tuple[Case, ...] = (
    *(Case(f"bytes/{name}: read", make, "use", "全年主动公开") for name, make in _WHOLE.items()),
    Case("bytes/Big5: read", lambda: _PLAIN.encode("big5", "ignore"), "use"),
    *cases_of("bytes", _BYTES, deed="use"),
    Case("text/440 KB of labels alone: characters", lambda: "规章\n".encode() * 62_857),
    Case("text/one line more: lines", lambda: b"a\n" * (_LIMITS.lines + 1)),
    Case("text/one character more: characters", lambda: b"a" * (_LIMITS.characters + 1)),
    Case("text/rows of HTML in one line: lines", lambda: b"<table>" + b"<tr><td>1<td>2" * 6_001),
    Case("text/cells in one line: table_cells", lambda: b"1\t" * (_LIMITS.table_cells + 1)),
    *map(_case, _KINDS),
)  # fmt: skip
