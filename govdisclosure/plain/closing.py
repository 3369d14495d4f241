"""Signatures and dates that close a report.

Takes single lines; does not know which of them closes the report.
"""

import re
from typing import NamedTuple

from govdisclosure.characters import narrow
from govdisclosure.plain.phrases import DATE, SIGNING
from govdisclosure.text import full_date

__all__ = ["MAX_SIGNATURE", "NO_SIGNATURE", "ClosingParts", "closing_within", "is_date"]

#: The maximum length of a signature line, in characters.
MAX_SIGNATURE = 30
_DATE = re.compile(DATE)
_SIGNED = re.compile(rf"(?:(?P<above>{SIGNING}) ?)?(?P<date>{DATE})(?: ?(?P<below>{SIGNING}))?")
#: Names that are not those of an organ that signs.
NO_SIGNATURE = re.compile(
    r"[(\[〔【《<].*|附(?:[件表图注录].*|[0-9一二三四五六七八九十]?)|.*[。;:!?].*|特此(?:报告|公告|公布|通告|说明).*|以上.*报告"
    r"|(?:暂?无|没有|未有)(?:其他|其它|需|应|此|相关|有关|内容|事项|情况).*"
)


class ClosingParts(NamedTuple):
    """Where signature and date are on the line that ends with them."""

    #: Where the first of them begins.
    start: int
    #: Empty if there is no signature.
    signature: slice
    date: slice


def is_date(text: str) -> bool:
    """Whether *text* is a date and nothing else; in 年月日 even a date that does not exist.

    Example:
        >>> is_date("2024-02-29"), is_date("二〇二四年二月三十日"), is_date("2024-02-30")
        (True, True, False)
    """
    return full_date(text) is not None or (
        text.endswith("日") and _DATE.fullmatch(narrow(text)) is not None
    )


def closing_within(text: str) -> ClosingParts | None:
    """Signature and date at the end of a line; None for a line without them, and for a date alone.

    Either may come first. There may be sentences before them.

    Example:
        >>> line = "特此报告。某某县商务局 2024年1月8日"
        >>> closing_within(line).start, line[closing_within(line).signature]
        (5, '某某县商务局')
        >>> closing_within("2024年1月8日"), closing_within("某某局2024年1月8日印发")
        (None, None)
    """
    if not text or text[-1] not in _ENDS:
        return None
    start = text.rfind("。") + 1
    start += text[start:] != text[start:].lstrip(" ")
    found = _SIGNED.fullmatch(narrow(text), start) if len(text) - start <= _LONGEST else None
    if found is None or (found["above"] and found["below"]):
        return None
    signed = "below" if found["below"] else "above"
    if not start and not found[signed]:
        return None
    place = slice(*found.span(signed)) if found[signed] else slice(start, start)
    return ClosingParts(start, place, slice(*found.span("date")))


#: The last characters of dates and of signatures, and the longest line of both.
_ENDS = frozenset("日)）局厅部委院处站队所办会府校司团室心镇乡道馆社行")
_LONGEST = 2 * MAX_SIGNATURE
