"""A text as it shows: marks of converters that raise or strike words are applied.

Takes a text and gives one of the same length, so that offsets into one are offsets into the other:
``1795<sup>1</sup>`` becomes ``1795〔1〕`` and ``~~7~~416`` becomes ``416``, with invisible joiners
in the remaining places. A blank between a sign spelled as a word and its number, or an end of line
where each cell has its own lines, becomes joiners too, so that 「减 4」 is not divided. Knows
nothing of tables or reports.
"""

import re
from collections.abc import Mapping

from govdisclosure.characters import JOINER, fold_blanks
from govdisclosure.plain.escape import unescape
from govdisclosure.plain.markup import CELL, INLINE_MARK, PICTURE_SIGN
from govdisclosure.readers.showing import Shows, settle
from govdisclosure.source import Residue, ResidueReason, Span
from govdisclosure.text import EMPTY_WORDS, VALUE_MARKS, is_word_for_sign, value_within_marks

__all__ = ["as_shown"]

#: Marks of which every text with marks around values contains at least one.
_SIGNS = ("**", "__", "==", "`", "$", "\\-", "\\+", "*", "_")
_BESIDE_VALUE = re.compile(r"[*_`$=] ?[-+—–/无0-9０-９]|[0-9０-９] ?[*_`$=]|\\[-+]")
_TAG = re.compile(r"<[^<>]*>")
#: A line, a cell between tabs or one between pipes that may follow an escape, and the character
#: that hides it from the search for marks and for cells within.
_ESCAPED = re.compile(
    r"(?:^|(?<=\t)) *\\[^\t\r\n]*|(?<=\|)(?<!\\\|) *\\(?:[^\t\r\n|]|(?<=\\)\|)*", re.MULTILINE
)
#: A word for an empty cell that is not the end of another, as in the address of a page of 河南.
_EMPTY_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(EMPTY_WORDS)})(?![a-z])")
_LITERAL = "〓"
_PARTING = frozenset("\t|")
_RAISING = frozenset({"sup", "sub"})
#: The end of a word for a minus or plus, with a blank or ends of lines before a digit.
_SIGN_APART = re.compile(
    r"[加少长長升降低增减減増▲△▼▽↑↓](?:[ \u3000]|[ \r]{0,3}\n[ \r\n]{0,3})(?=[0-9０-９])"
)
_LAST_WORD = re.compile(r"[^\s|>]*$")
#: A number before a line, and one that is a line.
_NUMBER_BEFORE = re.compile(r"[0-9０-９][ \r]{0,3}\n[ \r\n]{0,3}\Z")
_NUMBER_LINE = re.compile(r"[0-9０-９]{1,12} {0,3}(?:[\r\n]|\Z)")
_LONGEST_SIGN, _LONGEST_BREAK = 3, 8


def as_shown(text: str) -> tuple[str, tuple[Residue, ...]]:
    r"""The text as it shows, of the same length, and the words struck out of it.

    Example:
        >>> shown, struck = as_shown("规章\t1795<sup>1</sup>\t~~7~~416\t减 4")
        >>> shown.translate({0x2060: "", 0x20: ""}).split("\t"), [one.text for one in struck]
        (['规章', '1795〔1〕', '416', '减4'], ['7'])
    """
    struck: list[Residue] = []
    lines = _ESCAPED.finditer(text) if "\\" in text else ()
    escaped = {found.start(): found[0] for found in lines if _is_literal(found)}
    text = _exchanged(text, {at: _LITERAL * len(line) for at, line in escaped.items()})
    if ("</" in text or "~~" in text) and INLINE_MARK.search(text) is not None:
        text = CELL.sub(lambda cell: _shown_cell(cell, struck), text)
    if _may_mark_values(text):
        text = CELL.sub(_shown_value, text)
    text = _exchanged(text, escaped)
    return _SIGN_APART.sub(_joined_sign, text), tuple(struck)


def _is_literal(found: re.Match[str]) -> bool:
    """Whether a line or a cell is escaped; a pipe in a cell between pipes has an escape itself."""
    words = fold_blanks(found[0])
    words = words[:1] + words[1:].replace("\\|", "|")
    return unescape(words, in_row=_is_in_row(found)) is not None


def _exchanged(text: str, lines: Mapping[int, str]) -> str:
    """The text with replacements of the same length at some offsets, which are in order."""
    pieces, at = [], 0
    for start, line in lines.items():
        pieces += [text[at:start], line]
        at = start + len(line)
    return "".join([*pieces, text[at:]])


def _may_mark_values(text: str) -> bool:
    """Whether marks may surround the value of a cell; a quick test that most texts fail."""
    if not ("|" in text or "\t" in text or "<td" in text):
        return False
    if any(sign in text for sign in _SIGNS):
        rows = (line for line in text.split("\n") if "|" in line or "\t" in line)
        if any(map(_BESIDE_VALUE.search, rows)):
            return True
    words = text.lower()
    return any(word in words for word in EMPTY_WORDS) and _EMPTY_WORD.search(words) is not None


def _shown_value(cell: re.Match[str]) -> str:
    """A cell of a row without the marks around its value."""
    bare = value_within_marks(fold_blanks(cell[0])) if _is_in_row(cell) else None
    if bare is None:
        return cell[0]
    if not bare:
        return " " * len(cell[0])
    return VALUE_MARKS.sub(lambda mark: JOINER * len(mark[0]), cell[0])


def _is_in_row(cell: re.Match[str]) -> bool:
    """Whether a tab or a pipe is beside it."""
    text, start, end = cell.string, cell.start(), cell.end()
    return text[start - 1 : start] in _PARTING or text[end : end + 1] in _PARTING


def _is_escaped(cell: re.Match[str]) -> bool:
    """Whether a cell, or all after the tab or the end of line before it, is taken unchanged."""
    text, start = cell.string, cell.start()
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before = text[line:start].rpartition("\t")[2]
    signs = ("\\", PICTURE_SIGN)
    return cell[0].lstrip().startswith(signs) or before.lstrip().startswith(signs)


def _shown_cell(found_cell: re.Match[str], struck: list[Residue]) -> str:
    """A line or a cell as it shows; words struck out are added to *struck*."""
    cell, start = found_cell[0], found_cell.start()
    if _is_escaped(found_cell):
        return cell
    parts: list[str] = []
    behind = 0
    for found in INLINE_MARK.finditer(cell):
        parts.append(cell[behind : found.start()])
        behind = found.end()
        name = "words" if found["tag"] else "struck"
        words = _TAG.sub("", found[name])
        if (found["tag"] or "").lower() in _RAISING:
            shown = _raised("".join(parts), words, cell[behind:])
        else:
            shown = ""
            ends = Span(start + found.start(name), start + found.end(name))
            if fold_blanks(words):
                struck.append(Residue(fold_blanks(words), ResidueReason.STRUCK, ends))
        is_within = cell[: found.start()][-1:].strip() and cell[behind:][:1].strip()
        filler = JOINER if is_within or shown else " "
        parts.append(shown + filler * (behind - found.start() - len(shown)))
    return "".join(parts) + cell[behind:]


def _raised(before: str, words: str, after: str) -> str:
    """How raised words are written between the words of their line."""
    line, own = Shows.ON_LINE, fold_blanks(words)
    whole = settle([(before, line), (words, Shows.RAISED), (after, line)]).words
    plain = settle([(before, line), (words, line), (after, line)]).words
    return own if whole == plain else settle([("0", line), (words, Shows.RAISED)]).words[1:]


def _joined_sign(found: re.Match[str]) -> str:
    """A word for a minus or plus without the blanks after it; other words unchanged.

    Lines are joined only where such a word is all there is between two lines with numbers: a label
    such as 「本年增/减」 may be broken too.
    """
    text, end = found.string, found.start() + 1
    word = _LAST_WORD.search(text[max(0, end - _LONGEST_SIGN) : end])
    is_sign = word is not None and is_word_for_sign(word[0])
    if is_sign and word is not None and "\n" in found[0]:
        start = end - len(word[0])
        before = _NUMBER_BEFORE.search(text[max(0, start - _LONGEST_BREAK) : start])
        is_sign = before is not None and _NUMBER_LINE.match(text, found.end()) is not None
    return found[0][0] + JOINER * (len(found[0]) - 1) if is_sign else found[0]
