"""Bytes become text: which encoding they have, and whether text was once decoded wrongly.

Takes bytes or text; all it knows of reports is a few words that occur in every one.
"""

import codecs
import re

from govdisclosure.source import Notice, Span

__all__ = ["decode", "notice_garbled"]

#: Words that every report contains, in either script; no wrong decoding leaves any.
_WORDS = re.compile("公[开開]|信息|[资資][讯訊料]|政[务務府]")
#: A declaration of Big5 in a page, as bytes.
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?\s*(?:big-?5|x-x-big5)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings for which Python has a more complete codec under another name.
_CODECS = {"big5": "big5hkscs", "Big5": "big5hkscs"}
#: What saving a mainland text as Big5 left: a question mark for each character Big5 lacks.
_LOST = re.compile("(?<=[\u4e00-\u9fff])[?]+(?=[\u4e00-\u9fff])")

#: Bytes that are characters in Windows-1252 and show nothing in Latin-1.
_WINDOWS = {
    ord(letter): byte
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
#: Pairs of the encoding that a text was decoded as and the one it had.
_MISTAKES = (
    ("Latin-1", "UTF-8"),
    ("GB18030", "UTF-8"),
    ("Latin-1", "GB18030"),
    ("Latin-1", "Big5"),
    ("GB18030", "Big5"),
    ("Big5", "GB18030"),
)
#: What is left of GB18030 that was decoded as UTF-8: a run of replacement characters, or what a
#: run becomes when it is saved and decoded as GB18030 in turn.
_FAULTS = re.compile("\ufffd(?:.?\ufffd){7}|(?:锟斤拷){2}", re.DOTALL)
#: How much of a text is examined, in characters.
_LOOKED_AT = 200_000


def decode(data: bytes) -> tuple[str, str, int]:
    """Decode bytes of unknown encoding.

    A byte order mark decides, then strict UTF-8. Among the other encodings the one with the most
    words that every report contains is taken, then the one with the fewest errors. A declaration
    inside the bytes counts only for Big5, and only where the words do not contradict it.

    Returns:
        The text, the name of the encoding, and how many places could not be decoded.

    Example:
        >>> decode("总体情况".encode("gb18030"))
        ('总体情况', 'gb18030', 0)
        >>> decode("政府資訊公開".encode("big5"))
        ('政府資訊公開', 'big5', 0)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text, name, text.count("\ufffd")
    try:
        return data.decode(), "utf-8", 0
    except UnicodeDecodeError:
        names = ["utf-8", "gb18030", "big5"]
    if _BIG5.search(data, 0, _DECLARED_WITHIN):
        names.reverse()
    guesses: list[tuple[bool, int, int, str]] = []
    for number, name in enumerate(names):
        text = data.decode(_CODECS.get(name, name), "replace")
        faults, says = text.count("\ufffd"), _WORDS.search(text) is not None
        faults += len(_LOST.findall(text)) if name == "big5" else 0
        if says and not faults:
            return text, name, 0
        guesses.append((not says, faults, number, text))
    _, faults, number, text = min(guesses)
    return text, names[number], faults


def notice_garbled(text: str) -> Notice | None:
    """The notice for a text that was decoded wrongly and saved so; None for any other.

    Example:
        >>> notice = notice_garbled("政府信息公开".encode().decode("cp1252", "ignore"))
        >>> dict(notice.arguments) if notice else None
        {'encoding': 'UTF-8', 'taken': 'Latin-1'}
    """
    if _WORDS.search(text):
        return None
    mistake = _mistake_in(text[:_LOOKED_AT])
    if mistake is None:
        return None
    taken, encoding = mistake
    return Notice("GD051", Span(0, 0), "", (("encoding", encoding), ("taken", taken)))


def _mistake_in(text: str) -> tuple[str, str] | None:
    for taken, encoding in _MISTAKES:
        if taken == "Latin-1":
            data = text.translate(_WINDOWS).encode("latin-1", "ignore")
        else:
            data = text.encode(_CODECS.get(taken, taken), "ignore")
        if _WORDS.search(data.decode(_CODECS.get(encoding, encoding), "ignore")):
            return taken, encoding
    return ("UTF-8", "GB18030") if _FAULTS.search(text) else None
