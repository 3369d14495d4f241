"""Recognise labels of the statutory tables: whole, cut off or misspelt.

Takes text and gives the tokens of :mod:`govdisclosure.forms.layout`; knows the wordings of the form
and how printers, converters and typists spoil them, but not where a label is in a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from govdisclosure.characters import label_key
from govdisclosure.forms.layout import TableKind, wordings
from govdisclosure.text import CellState, read_printed, without_note_marks

__all__ = [
    "FEWEST_LABELS",
    "NO_LABELS",
    "all_keys",
    "begins_label",
    "count_telling",
    "find_label",
    "hold_labels",
    "is_label",
    "is_piece",
    "is_telling",
    "keys_of",
    "labels_of",
    "likely_label",
    "likely_labels",
    "stands_once",
]

# ------------------------------------------------------------------------------ whole labels


#: What :func:`labels_of` gives for words that are not a label.
NO_LABELS: tuple[str | None, ...] = (None,) * len(TableKind)
#: The keys of all labels are shorter than this; a longer text is not looked up.
_LONGEST_LABEL = 120
_OPENING = ("（", "(", "[", "〔")


@cache
def keys_of(kind: TableKind) -> Sequence[tuple[str, str]]:
    """The key and the token of every wording of *kind*; labels are compared by their keys."""
    return tuple((label_key(words), token) for words, token in wordings(kind))


@cache
def _tokens_by_key() -> Mapping[str, tuple[str | None, ...]]:
    """The key of every wording, with its token in each kind of table, in the order of the kinds."""
    tokens: dict[str, list[str | None]] = {}
    for kind in TableKind:
        for key, token in keys_of(kind):
            tokens.setdefault(key, list(NO_LABELS))[kind.index] = token
    return {key: tuple(found) for key, found in tokens.items()}


@lru_cache(maxsize=8192)
def labels_of(text: str) -> tuple[str | None, ...]:
    """The token of the label that *text* is in each kind of table, in the order of the kinds.

    A remark in brackets after a known label is a filling note and is ignored, as is a note mark.

    Example:
        >>> labels_of("规章（设区的市应提供）")
        ('RULES', None, None)
        >>> labels_of("总 计"), labels_of("12") is NO_LABELS
        ((None, 'TOTAL', 'TOTAL'), True)
    """
    if not text or len(text) > _LONGEST_LABEL or "。" in text:
        return NO_LABELS
    tokens = _tokens_by_key()
    found = tokens.get(label_key(text))
    if found is None and text[-1] in "）)]〕":
        start = min((place for sign in _OPENING if (place := text.find(sign, 1)) > 0), default=0)
        if start:
            found = tokens.get(label_key(text[:start]))
    if found is None and (words := without_note_marks(text)) != text:
        return labels_of(words)
    return found or NO_LABELS


def find_label(kind: TableKind, text: str) -> str | None:
    """The token of the label that *text* is in a table of *kind*, or None.

    Example:
        >>> find_label(TableKind.REQUESTS, "（三） 不予公开")
        'WITHHELD'
    """
    return labels_of(text)[kind.index]


def is_label(text: str) -> bool:
    """Whether *text* is a label of any statutory table."""
    return labels_of(text) is not NO_LABELS


@cache
def _beginnings() -> frozenset[str]:
    """Every proper beginning of a label's key, except 「无」, which is an answer."""
    return frozenset(key[:end] for key in _tokens_by_key() for end in range(1, len(key))) - {"无"}


def begins_label(text: str) -> bool:
    """Whether *text* can be the first piece of a label that was split across lines.

    A numeral alone cannot, but with its mark it can; a number or a sentence cannot.

    Example:
        >>> begins_label("结果"), begins_label("（三）"), begins_label("3"), begins_label("-3")
        (True, True, False, False)
    """
    if not 0 < len(text) <= _LONGEST_LABEL or text[-1] in "。；！？":
        return False
    key = label_key(text)
    if key not in _beginnings() or read_printed(text).state is CellState.NUMBER:
        return False
    return text != key or bool(key.strip("一二三四五六七"))


@cache
def all_keys() -> str:
    """The keys of all wordings, separated by a character that is in no key."""
    return "|".join(_tokens_by_key())


@lru_cache(maxsize=4096)
def is_piece(text: str) -> bool:
    """Whether *text* is a label or a piece of one, as narrow cells print it on several lines.

    Example:
        >>> is_piece("度办理结"), is_piece("度办理完毕"), is_piece("3")
        (True, False, False)
    """
    key = label_key(text)
    return bool(key) and not key.isdigit() and key in all_keys()


#: Labels that any table may have; they do not identify a statutory one.
_COMMONPLACE = frozenset({"OTHER_ORG", "TOTAL", "RULES", "ITEM", "DECISIONS", "NEW_CUT_OFF"})


#: The minimum number of labels that identify a table of the forms.
FEWEST_LABELS = 3


def hold_labels(texts: Iterable[str]) -> bool:
    """Whether enough of *texts* are labels for them to be from a table of the forms.

    Example:
        >>> hold_labels(["规章", "12", "行政许可", "行政处罚"]), hold_labels(["规章", "12"])
        (True, False)
    """
    return len(list(islice(filter(is_label, texts), FEWEST_LABELS))) == FEWEST_LABELS


def count_telling(labels: Iterable[tuple[str | None, ...]]) -> list[int]:
    """How many of *labels*, as :func:`labels_of` gives them, identify each kind of table."""
    votes = [0] * len(TableKind)
    for found in labels:
        for index in _kinds_told(found):
            votes[index] += 1
    return votes


@cache
def _kinds_told(found: tuple[str | None, ...]) -> Sequence[int]:
    """The kinds of table that a label with these tokens identifies."""
    return [index for index, token in enumerate(found) if token is not None and is_telling(token)]


def stands_once(token: str) -> bool:
    """Whether a row never has the label *token* twice, side by side."""
    return token != "NEW_CUT_OFF"  # noqa: S105 - a token of the grammar, no secret


def is_telling(token: str) -> bool:
    """Whether a label with *token* identifies a statutory table."""
    return token not in _COMMONPLACE


# ------------------------------------------------------------------------------ likeness

#: Shorter labels differ from others in a single character, so a misspelling proves nothing.
_SHORTEST_LIKELY = 3
_LONGEST_LIKELY = 80
#: A label may differ in one of every four characters, and must be twice as near as any other.
_SIGNS_FOR_EACH_SLIP = 4


@lru_cache(maxsize=1024)
def likely_label(kind: TableKind, text: str) -> str | None:
    """The token of the one label of *kind* that *text* probably misspells or cuts off, or None.

    It is the only label that begins with the words, or the one that differs from them in few
    characters while every other differs in at least twice as many.

    Example:
        >>> likely_label(TableKind.REQUESTS, "2.其他法律行政止公开")
        'WITHHELD_PROHIBITED_BY_LAW'
        >>> likely_label(TableKind.DISPUTES, "结果纠持") is None
        True
    """
    key = label_key(text)
    if not _SHORTEST_LIKELY <= len(key) <= _LONGEST_LIKELY:
        return None
    begun = {token for wording, token in _long_keys(kind) if wording.startswith(key)}
    if len(begun) == 1 and len(key) > _SHORTEST_LIKELY:
        return begun.pop()
    near: dict[str, int] = {}
    for wording, token, allowed in _keys_as_long(kind, len(key)):
        distance = _distance(key, wording, allowed)
        if distance <= allowed:
            near[token] = min(distance, near.get(token, distance))
    if not near:
        return None
    best = min(near, key=lambda token: near[token])
    bound = 2 * near[best] - 1
    others = (
        _distance(key, wording, bound) for wording, token in _long_keys(kind) if token != best
    )
    return best if all(distance > bound for distance in others) else None


@cache
def _long_keys(kind: TableKind) -> Sequence[tuple[str, str]]:
    """The keys that are long enough to be recognised when misspelt."""
    return tuple(one for one in keys_of(kind) if len(one[0]) >= _SHORTEST_LIKELY)


@cache
def _keys_as_long(kind: TableKind, length: int) -> Sequence[tuple[str, str, int]]:
    """The keys that words of this *length* may misspell, and in how many characters."""
    found = (
        (wording, token, max(max(len(wording), length) // _SIGNS_FOR_EACH_SLIP, 1))
        for wording, token in _long_keys(kind)
    )
    return tuple(one for one in found if abs(len(one[0]) - length) <= one[2])


def _distance(one: str, other: str, bound: int) -> int:
    """The edit distance between *one* and *other*; any number above *bound* if it is greater."""
    if abs(len(one) - len(other)) > bound or len({*one} - {*other}) > bound:
        return bound + 1
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, start=1):
        before, row = row, [number]
        for place, counterpart in enumerate(other, start=1):
            cost = min(before[place], row[-1]) + 1
            row.append(min(cost, before[place - 1] + (sign != counterpart)))
        if min(row) > bound:
            return bound + 1
    return row[-1]


def likely_labels(words: str) -> tuple[str | None, ...]:
    """The token of the label that *words* probably misspell or cut off, in each kind of table."""
    return tuple(likely_label(kind, words) for kind in TableKind)
