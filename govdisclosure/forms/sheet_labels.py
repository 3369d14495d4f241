"""Identify the indicators of a statistics sheet by the labels of its rows.

Takes all labels of one sheet in order, as printed, and gives indicators; words that several rows
share are distinguished by the rows above them. Knows no columns, units or values; the wordings are
in :mod:`govdisclosure.forms.sheet_indicators`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from govdisclosure.characters import fold_blanks, label_key, narrow
from govdisclosure.forms.sheet_indicators import Indicator, known_rows, lineage

__all__ = ["indicators_of", "is_indicator", "level_of", "without_remark"]

_NUMERALS = "一二三四五六七八九十"
#: The ordinal before a label, one group per level, over narrow text.
_MARKS = re.compile(
    rf"([{_NUMERALS}]{{1,3}} ?[、.])|(\( ?[{_NUMERALS}]{{1,3}} ?\))"
    r"|([0-9]{1,2} ?[.、])|(\( ?[0-9]{1,2} ?\)|[①-⑳])"
)
_OF_WHICH = re.compile(r"其中 ?[:、]? ?")
_REMARK = re.compile(r"\([^()]*\)$")
_COUNT = re.compile("(?:总数量|总数|数量|数)$")
#: Longer words are not the label of an indicator.
_LONGEST_LABEL = 120


def _without_marks(label: str) -> tuple[int, str]:
    """The level of the ordinal before a label, 0 where there is none, and the words after it."""
    words = narrow(fold_blanks(label))
    words = words[found.end() :] if (found := _OF_WHICH.match(words)) else words
    mark = _MARKS.match(words)
    if mark is None:
        return 0, words
    words = words[mark.end() :].lstrip(" 、.")
    behind = _OF_WHICH.match(words)
    return mark.lastindex or 0, words[behind.end() :] if behind else words


def without_remark(words: str) -> str:
    """Narrow *words* without the remark in brackets that ends them.

    Example:
        >>> without_remark("统计指标(单位:条)")
        '统计指标'
    """
    return _REMARK.sub("", words)


def _stem(words: str) -> str:
    """The key of a wording; 总数, 数量 and 数 at its end make no difference."""
    return _COUNT.sub("", label_key(words))


def _stems(words: str) -> Iterator[str]:
    """The keys that may identify a label: as printed, and without a remark in brackets."""
    yield _stem(words)
    bare = words.rstrip(" ")
    while (shorter := without_remark(bare).rstrip(" ")) != bare:
        bare = shorter
        yield _stem(bare)


@cache
def _by_stem() -> Mapping[str, tuple[tuple[Indicator, bool], ...]]:
    """What each wording may be, by its key, and whether only under its parent."""
    found: dict[str, dict[str, tuple[Indicator, bool]]] = {}
    for one in known_rows():
        for words in (one.official, *one.aliases):
            found.setdefault(_stem(words), {})[one.name] = one, one.is_contextual
        for words in one.short:
            found.setdefault(_stem(words), {}).setdefault(one.name, (one, True))
    return {stem: tuple(ones.values()) for stem, ones in found.items()}


@lru_cache(maxsize=4096)
def _candidates(label: str) -> tuple[int, tuple[tuple[Indicator, bool], ...]]:
    """The level of a label's ordinal, and what it may count."""
    if len(label) > _LONGEST_LABEL:
        return 0, ()
    level, words = _without_marks(label)
    known = _by_stem()
    return level, next((known[stem] for stem in _stems(words) if stem in known), ())


def is_indicator(label: str, *, is_counted: bool = False) -> bool:
    """Whether a label is that of an indicator or of a heading, whatever rows are above it.

    Args:
        label: As printed.
        is_counted: Whether to leave out headings, which count nothing.

    Example:
        >>> is_indicator("其中：1、政府网站公开数"), is_indicator("（三）其他情形数")
        (True, False)
    """
    return any(
        not only_there and (one.unit is not None or not is_counted)
        for one, only_there in _candidates(label)[1]
    )


def indicators_of(
    labels: Sequence[str], *, keeps_repeated: bool = False
) -> tuple[Indicator | None, ...]:
    """What the rows of one sheet count, including headings; None for local and repeated rows.

    Words that several rows share, such as 「（三）其他情形数」, are distinguished by the rows above
    them.

    Args:
        labels: The labels of all rows, in print order and as printed.
        keeps_repeated: Whether to identify repeated rows as well.

    Example:
        >>> rows = ["四、行政复议数量", "（三）其他情形数", "五、行政诉讼数量", "（三）其他情形数"]
        >>> [one.name for one in indicators_of(rows)]
        ['review_total', 'review_other', 'litigation_total', 'litigation_other']
    """
    found = list(_told(labels))
    if keeps_repeated:
        return tuple(found)
    seen: set[str] = set()
    for number, one in enumerate(found):
        if one is not None and one.name in seen:
            found[number] = None
        elif one is not None:
            seen.add(one.name)
    return tuple(found)


def _told(labels: Sequence[str]) -> Iterator[Indicator | None]:
    """What each row counts by its words and the rows above it."""
    #: The last known row and the rows above it in the outline, each with its level.
    above: list[tuple[str, int]] = []
    for label in labels:
        level, candidates = _candidates(label)
        names = {name for name, _ in above}
        fits = [one for one, only_there in candidates if not only_there or one.parent in names]
        chosen = fits[0] if len(fits) == 1 else None
        if chosen is not None:
            over = {one.name for one in lineage(chosen.name)[:-1]}
            above = [(name, at) for name, at in above if name in over]
            above.append((chosen.name, level))
        elif level:
            above = [(name, at) for name, at in above if 0 < at < level]
        yield chosen


def level_of(label: str) -> int:
    """The level of the ordinal before a label, 1 for 「一、」 to 4; 0 where there is none.

    Example:
        >>> level_of("（一）收到申请数"), level_of("其中：1、当面申请数"), level_of("涉及个人隐私")
        (2, 3, 0)
    """
    return _candidates(label)[0]
