"""Characters of symbol fonts as characters that every font has.

Takes the font's name and the code, gives a character, or a placeholder that names the code.
"""

from collections.abc import Mapping

__all__ = ["symbol"]

#: The private area of symbol fonts; many files name the byte without it.
_PRIVATE_AREA = 0xF000
_BYTE = 0xFF

_WINGDINGS: Mapping[int, str] = {
    0x21: "✏",
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    **{0x80 + value: sign for value, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2: Mapping[int, str] = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    **{0x69 + value: sign for value, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    0x97: "●",
    0xA3: "□",
}
_SYMBOL: Mapping[int, str] = {
    0x2A: "∗",
    0x2D: "−",
    **{0x61 + place: sign for place, sign in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **{0x41 + place: sign for place, sign in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    0xA3: "≤",
    0xA5: "∞",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "·",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD6: "√",
    0xD7: "⋅",
    0xDE: "⇒",
    0xE5: "∑",
}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
}


def symbol(font: str, code: str) -> str:
    """The character that *font* has at *code*, which is hexadecimal; a placeholder if unknown.

    Example:
        >>> symbol("Wingdings", "F0FE"), symbol("宋体", "25A1"), symbol("Wingdings 3", "F07D")
        ('☑', '□', '〔符号F07D〕')
    """
    try:
        value = int(code[:6], 16)
        letter = chr(value)
    except (ValueError, OverflowError):
        return "〔符号〕"
    table = _FONTS.get(font.lower())
    is_private = _PRIVATE_AREA <= value <= _PRIVATE_AREA + _BYTE
    if table is not None and (is_private or value <= _BYTE):
        known = table.get(value & _BYTE)
    elif is_private or not letter.isprintable():
        known = None
    else:
        known = letter
    return known or f"〔符号{value:04X}〕"
