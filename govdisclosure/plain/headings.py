"""Numbered headings, by their words alone.

Takes a line and gives the heading it is; does not know where the line is in the document.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from govdisclosure.characters import narrow, widths_of
from govdisclosure.forms.labels import begins_label, is_label
from govdisclosure.forms.layout import SectionKind
from govdisclosure.plain.breaks import is_loose_row
from govdisclosure.plain.markup import BOOKMARK, INLINE_MARK
from govdisclosure.plain.numbering import MARKS, NUMERALS, canonical_mark
from govdisclosure.plain.openings import Naming, tell_section
from govdisclosure.text import ordinal_value

__all__ = ["HeadingParts", "forget_lines", "read_heading"]

_LONGEST_TITLE_OF_HEADING = 40
#: The maximum number of lines whose readings are kept from one document to the next.
_MOST_KEPT = 512
_MARK_START = NUMERALS | widths_of("(0123456789")
_STOP = re.compile("[。:：]")
#: What follows a numeral that only looks like a mark, over narrow text: 「三、四级公文」.
_ENUMERATION = re.compile(
    r"(?P<numeral>[一二三四五六七八九十]{1,3}) ?"
    r"(?:级|季度|月|日|类|项|条|款|、|者|线|号|等|批|期|届|产业|把手)"
)
_ANSWER = re.compile(r"[一二三四五六七八九十]{1,3} ?是")
#: What follows a bracket that names part of an article: 「（一）项规定的」, 「（十）至（十五）项」.
_PART_OF_ARTICLE = re.compile(
    r"[项款](?![目项式待物])|(?:[至到和及或与~—–-]{1,2}|以及) ?\("
    r"|(?:\([一二三四五六七八九十0-9]{1,3}\)[至到和及或与、]? ?)+[项款]"
)
#: Digits that do begin a title: a year, a hotline.
_DIGITS_OF_TITLE = re.compile(r"(?:19|20)[0-9]{2} ?年|123[0-9]{2}(?![0-9.,%])")
_WEB_ADDRESS = re.compile(
    r"(?:https?|www)(?![a-z])|[a-z0-9.-]+\.(?:gov|com|org|net|edu|cn)(?![a-z])", re.IGNORECASE
)


class HeadingParts(NamedTuple):
    """A heading taken apart."""

    level: int
    ordinal: int
    #: The mark as printed.
    mark: str
    #: The words up to the first stop, without blanks at either end.
    title: str
    #: ``。`` or ``：`` where the heading runs into its text, else empty.
    stop: str
    #: What follows the stop on the same line.
    rest: str
    #: The section of the form that a title of level 1 names in a wording of the form; the outline
    #: decides whether it opens it.
    kind: SectionKind | None


def read_heading(line: str) -> HeadingParts | None:
    """Read *line* as a numbered heading, by its words alone; None when it is not one.

    A title ends before the first ``。`` or ``：``, has at most 40 characters, at most one ``，``
    and no ``；``. A line that is a label of a table, or its first piece, is never a heading, nor
    one in which a stop and text follow the label, nor one that holds a bookmark or an inline mark,
    or ``|`` in its title or at its end, nor one whose numeral belongs to the words after it:
    「一、二季度」, 「1. 5亿元」.

    Example:
        >>> read_heading("（二）依申请公开。本年度收到3件。")[:5]
        (2, 2, '（二）', '依申请公开', '。')
        >>> read_heading("一、本年新收政府信息公开申请数量") is None
        True
    """
    return _read_marked(line) if line and line[0] in _MARK_START else None


@lru_cache(maxsize=8192)
def _read_marked(line: str) -> HeadingParts | None:
    """Take apart a line that begins as a heading does; cached, as lines are asked about again."""
    plain = narrow(line)
    found = next((hit for pattern in MARKS if (hit := pattern.match(plain))), None)
    ordinal = ordinal_value(found["numeral"]) if found else None
    if found is None or ordinal is None:
        return None
    level = MARKS.index(found.re) + 1
    mark = line[: found.end("mark")]
    body = line[found.end() :]
    title, stop, rest = _split_title(body)
    told = tell_section(title) if level == 1 else None
    kind = told.kind if told is not None and told.naming is Naming.FORM else None
    if level == 1 and told is None:
        if found["part"]:
            return None  # 第一部分 introduces a chapter of any book
        if parts := _split_at_section_title(body):
            title, stop, rest, kind = parts
    signs = narrow(title)
    form_mark = canonical_mark(level, ordinal)
    head = form_mark + title
    # The heading alone, as it is printed where its text is another block, is one, too.
    printed = {form_mark + body, head + stop}
    if (
        not title
        or len(title) > _LONGEST_TITLE_OF_HEADING
        or signs.count(",") > 1
        or ";" in signs
        or "|" in signs
        or line[-1] == "|"
        or BOOKMARK.search(line) is not None
        or INLINE_MARK.search(line) is not None
        or _is_counted(level, ordinal, signs)
        or (kind is None and (is_label(head) or is_label(head + stop + rest)))
        or (kind is None and any(begins_label(one) or is_loose_row(one) for one in printed))
    ):
        return None
    return HeadingParts(level, ordinal, mark, title, stop, rest, kind)


def _is_counted(level: int, ordinal: int, title: str) -> bool:
    """Whether the numeral is not a mark but counts or names what the narrow *title* begins with."""
    if level == 1:
        more = _ENUMERATION.match(title)
        return bool(_ANSWER.match(title)) or (
            more is not None and (ordinal_value(more["numeral"]) or 0) > ordinal
        )
    if level in {2, 4} and _PART_OF_ARTICLE.match(title):
        return True
    if level > 2 and "0" <= title[0] <= "9" and not _DIGITS_OF_TITLE.match(title):  # noqa: PLR2004
        return True
    return _WEB_ADDRESS.match(title) is not None


def forget_lines() -> None:
    """Let go of the lines of a long document: few of them are in the next one."""
    for remembering in (_read_marked, tell_section):
        if remembering.cache_info().currsize > _MOST_KEPT:
            remembering.cache_clear()


def _split_title(body: str) -> tuple[str, str, str]:
    """Title, stop and rest of the words after a mark."""
    stop = _STOP.search(body)
    if not stop:
        return body.strip(" "), "", ""
    sign = "。" if stop[0] == "。" else "："
    return body[: stop.start()].strip(" "), sign, body[stop.end() :].strip(" ")


def _split_at_section_title(body: str) -> tuple[str, str, str, SectionKind | None] | None:
    """A section title, no stop, the text after it; None when *body* does not begin with one.

    The text follows a blank, or is itself a heading such as 「（一）制发情况」. Where no title is a
    wording of the form, the longest in an older wording is taken, or else the shortest title.
    """
    found = None
    for place, sign in enumerate(body[: _LONGEST_TITLE_OF_HEADING + 1]):
        told = tell_section(body[:place]) if sign in " （(" and place else None
        rest = body[place:].lstrip(" ")
        if told is not None and rest and (sign == " " or read_heading(rest) is not None):
            if told.naming is Naming.FORM:
                return body[:place], "", rest, told.kind
            if found is None or told.naming is not Naming.WORDS:
                found = body[:place], "", rest, None
    return found
