"""Bytes become text: what encoding they have, and whether text was once decoded as another.

Takes bytes or text; what it must know of reports is a few words that every one of them says.
"""

import codecs
import re

from govdisclosure.source import Notice, Span

__all__ = ["decode", "notice_garbled"]

#: Words that every report says, in either script; of a wrong decoding none is left.
_WORDS = re.compile("公[开開]|信息|[资資][讯訊料]|政[务務府]")
#: Where a page declares its encoding, and where it stands, in bytes.
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?\s*(?:big-?5|x-x-big5)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings for which Python has a codec that knows more than the one of their name.
_CODECS = {"big5": "big5hkscs", "Big5": "big5hkscs"}
#: What was lost when a text of the mainland was saved as Big5: a sign of each that it has not.
_LOST = re.compile("(?<=[\u4e00-\u9fff])[?]+(?=[\u4e00-\u9fff])")

#: Where Windows has a letter, and Latin-1 a byte that shows nothing.
_WINDOWS = {
    ord(letter): byte
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
#: As what text was decoded, and what it was.
_MISTAKES = (
    ("Latin-1", "UTF-8"),
    ("GB18030", "UTF-8"),
    ("Latin-1", "GB18030"),
    ("Latin-1", "Big5"),
    ("GB18030", "Big5"),
    ("Big5", "GB18030"),
)
#: What is left of GB18030 that was decoded as UTF-8: marks of a fault, which are lost for good;
#: so many of them, and how they look when they were saved and decoded as GB18030 in turn.
_FAULTS = re.compile("\ufffd(?:.?\ufffd){7}|(?:锟斤拷){2}", re.DOTALL)
#: How much of a text is looked at, in characters.
_LOOKED_AT = 200_000


def decode(data: bytes) -> tuple[str, str, int]:
    """Decode bytes of unknown encoding.

    A byte order mark decides, then strict UTF-8. Of what is left that is taken which gives words
    that every report says, then that which has fewest faults. A declaration inside the bytes is
    asked only for Big5, and believed only where no words speak against it.

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
    """What is to be said of a text that was decoded as what it is not, and saved so.

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
