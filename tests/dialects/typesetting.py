"""What typing, conversion and extraction do to the letters of a text.

Takes a string and a source of chance, gives the string as somebody printed it; it knows no report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

_HALF_WIDTH: Final = str.maketrans("（）：，；．－＋０１２３４５６７８９", "():,;.-+0123456789")
_RADICALS: Final = str.maketrans(
    "一二八力人大文方日用立自行无民生非长见", "⼀⼆⼋⼒⼈⼤⽂⽅⽇⽤⽴⾃⾏⽆⺠⽣⾮⻓⻅"
)
_FROM_RADICALS: Final = {after: chr(before) for before, after in _RADICALS.items()}
_NO_BREAK_BEFORE: Final = "）)，,。、：:；”’"
_NO_BREAK_BEHIND: Final = "（(“‘"


def keep(text: str, rng: Random) -> str:
    """Return *text* as it is."""
    del rng
    return text


def half_width(text: str) -> str:
    """Return *text* with the punctuation and digits of a typewriter."""
    return text.translate(_HALF_WIDTH)


def radicals(text: str, rng: Random) -> str:
    """Return *text* with radicals for ideographs, as the text layer of a PDF has them."""
    del rng
    return text.translate(_RADICALS)


def plain_letters(text: str) -> str:
    """Return *text* without blanks, radicals and full-width signs, for comparing."""
    return half_width("".join(text.split()).translate(_FROM_RADICALS))


def with_blanks(text: str, rng: Random) -> str:
    """Return a label with a stray blank behind its number, or between two of its signs."""
    for mark in (")", ".", "、"):
        head, found, tail = text.partition(mark)
        if found and tail and len(head) <= 2 and rng.random() < 0.5:
            text = f"{head}{found} {tail}"
    if rng.random() < 0.35:
        at = _break(text, rng)
        text = f"{text[:at]}{rng.choice((' ', ' ', '  ', chr(0x3000), chr(0xA0)))}{text[at:]}"
    return text


def broken(text: str, rng: Random, mark: str = "\n") -> str:
    """Return a label broken over lines, now and then; *mark* parts the lines."""
    if len(text) == 4 and "." not in text and rng.random() < 0.6:
        return f"{text[:2]}{mark}{text[2:]}"
    if text == "总计" and rng.random() < 0.3:
        return f"总{mark}计"
    if len(text) < 5 or rng.random() < 0.6:
        return text
    at = _break(text, rng)
    return f"{text[:at]}{mark}{text[at:]}" if text[:at].strip() and text[at:].strip() else text


def _break(text: str, rng: Random) -> int:
    """Return a place where a line may end; 0 when there is none."""
    allowed = [
        i
        for i in range(2, len(text) - 1)
        if text[i] not in _NO_BREAK_BEFORE
        and text[i - 1] not in _NO_BREAK_BEHIND
        and not (text[i].isdigit() and text[i - 1].isdigit())
        and text[i - 1] not in ".、"
    ]
    return rng.choice(allowed) if allowed else 0


def bookmarked(text: str, rng: Random) -> str:
    """Return a label with the debris of a word processor before it, now and then."""
    if text and rng.random() < 0.25:
        name = rng.choice((f"_Hlk{rng.randrange(10**7, 10**8)}", "_GoBack"))
        return f"[bookmark: {name}]{text}"
    return text
