"""Marks that converters and markup languages leave in plain text, and what they look like.

Takes and gives single lines; knows nothing of reports.
"""

import re

from govdisclosure.plain.numbering import is_marked

__all__ = [
    "BARE_RULE",
    "BOOKMARK",
    "CELL",
    "INLINE_MARK",
    "LINE_BREAK",
    "MARKUP",
    "PICTURE_SIGN",
    "PIPE",
    "RULE_CELL",
    "is_caption",
    "is_underline",
    "picture_caption",
    "without_markdown",
]

#: A bar that is not escaped.
PIPE = re.compile(r"(?<!\\)\|")
#: Begins a line that stands for a picture; its caption follows.
PICTURE_SIGN = "〔图〕"
#: What some converters make of Word's bookmarks.
BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n\r\t]{0,80}\]")
#: A line break in a cell of a Markdown table.
LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
#: Words that a converter raises, lowers or strikes out, in a line or a cell.
INLINE_MARK = re.compile(
    r"<(?P<tag>sup|sub|del|s|strike)\b[^<>]*>(?P<words>(?:[^<>]|<[^<>]*>){1,60}?)</(?P=tag)\s*>"
    r"|(?<!~)~~(?P<struck>[^~\s](?:[^~\r\n\t|]{0,200}[^~\s])?)~~(?!~)",
    re.IGNORECASE,
)
#: A cell, up to what separates cells and lines.
CELL = re.compile(r"(?:[^\r\n\t|<]|(?<=\\)[|<]|<(?!/?(?:t[dhr]|table)\b))+", re.IGNORECASE)
#: Begins a table that is written as HTML, on a line of its own.
MARKUP = re.compile(r"(?:<(?:html|body|div|center|p)\b[^<>]*>[ ]?)*<table\b[^<>]*>", re.IGNORECASE)
#: A cell of the line under the head of a Markdown table.
RULE_CELL = re.compile(r" *:?-{3,}:? *")
#: The rule below the heads of a Markdown table without outer pipes.
BARE_RULE = re.compile(r"[ ]*:?-{3,}:?[ ]*(?:\|[ ]*:?-{3,}:?[ ]*)+")
#: A picture in HTML; its replacement text is not shown.
_PICTURE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_PICTURE_LINK = re.compile(r"!\[(?P<caption>[^\[\]]*)\]\([^()]*\)")
_HEADING_SIGN = re.compile(r"#{1,6}(?: +|$)|={1,6} +(?!=)")
_HEADING_END = re.compile(r" +(?:#{1,6}|={1,6})$")
_BOLD = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|'{2,3})(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)")
#: What underlines a title, or is above it as well, in plain text and markup languages.
_UNDERLINE = re.compile(r"([=~^*#+_\"-])\1{2,}")
#: An element around a whole line: one that may hold its like, or one that ends at its first end.
_AROUND = re.compile(
    r"<(?P<tag>div|center)\b[^<>]*>(?P<words>.*)</(?P=tag)>"
    r"|<(?P<mark>p|h[1-6]|[ubi]|em|strong|ins)\b[^<>]*>"
    r"(?P<marked>(?:(?!</?(?P=mark)\b).)*)</(?P=mark)>",
    re.IGNORECASE,
)
#: How many elements around a line are looked into.
_MOST_LAYERS = 20
#: Tags on a line without words, which only arrange other lines.
_ARRANGING = re.compile(
    r"(?:</?(?:div|p|center|span|section|article|main|html|body)\b[^<>]*>[ ]?)+", re.IGNORECASE
)


def is_underline(text: str) -> bool:
    """Whether a line is only the characters that some markup puts below or above a title."""
    return _UNDERLINE.fullmatch(text) is not None


def picture_caption(line: str) -> str | None:
    """The caption of the picture that *line* is, empty where it has none; None for other lines.

    Example:
        >>> [picture_caption(line) for line in ("〔图〕平台", "![](a.png)", "<img src=a>", "平台")]
        ['平台', '', '', None]
    """
    if line.startswith(PICTURE_SIGN):
        return line[len(PICTURE_SIGN) :].strip(" ")
    if line.startswith("!") and (link := _PICTURE_LINK.fullmatch(line)):
        return link["caption"].strip(" ")
    is_tag = line.startswith("<") and _PICTURE_TAG.fullmatch(without_markdown(line))
    return "" if is_tag else None


def is_caption(text: str) -> bool:
    """Whether *text* can follow 〔图〕: it does not end a row, and has no bookmark."""
    return not text.endswith("|") and BOOKMARK.search(text) is None


def without_markdown(line: str) -> str:
    """The words of *line* without markup: ``#`` or ``=`` in front, ``**`` or a tag around.

    Marks of emphasis count when they are around the whole line, or a heading at its beginning. A
    line that is nothing but tags that arrange other lines has no words.

    Example:
        >>> without_markdown("## **一、总体情况**"), without_markdown("**（一）平台。**全年……")
        ('一、总体情况', '（一）平台。全年……')
        >>> [without_markdown(line) for line in ("__一、总体情况__", "== 一、总体情况 ==")]
        ['一、总体情况', '一、总体情况']
        >>> without_markdown("**注**：略")
        '**注**：略'
        >>> [without_markdown(line) for line in ("<div>二、主动公开</div>", "# <u>甲</u>")]
        ['二、主动公开', '甲']
    """
    if not line.startswith(("#", "*", "<", "_", "=", "''")):
        return line
    if line[0] == "<" and _ARRANGING.fullmatch(line):
        return ""
    line = _within_tags(line)
    found = _HEADING_SIGN.match(line)
    words = _HEADING_END.sub("", line[found.end() :].lstrip(" ")) if found else line
    bold = _BOLD.match(words)
    if bold and bold["words"].strip(" ") and (bold.end() == len(words) or is_marked(bold["words"])):
        words = bold["words"].strip(" ") + words[bold.end() :]
    return _within_tags(words)


def _within_tags(line: str) -> str:
    """The words within the tags around a whole line."""
    for _ in range(_MOST_LAYERS):
        around = _AROUND.fullmatch(line) if line.startswith("<") else None
        words = (around["words"] or around["marked"] or "").strip(" ") if around else ""
        if not words:
            break
        line = words
    return line
