"""Definitions of the dictionary by their keys, of several versions the newest.

Takes keys and gives definitions; knows no report.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from govdisclosure.measures.definition import Indicator
from govdisclosure.measures.dictionary import INDICATORS
from govdisclosure.wording import LANGUAGES, did_you_mean

__all__ = ["indicator_definition", "indicator_definitions"]


@cache
def _newest() -> Mapping[str, Indicator]:
    """The indicators by key, of several versions the newest."""
    return {one.key: one for one in sorted(INDICATORS, key=lambda one: one.version)}


def indicator_definition(key: str, version: int | None = None) -> Indicator:
    """The definition of one indicator, in its newest version or in the one that is named.

    Raises:
        KeyError: The dictionary has none; the message suggests similar keys.

    Example:
        >>> indicator_definition("closing_rate").name.chinese
        '办结率'
    """
    if key not in _newest():
        raise KeyError(_unknown(key))
    if version is None:
        return _newest()[key]
    for one in INDICATORS:
        if (one.key, one.version) == (key, version):
            return one
    raise KeyError(f"the indicator {key!r} has no version {version}")


def indicator_definitions(keys: Iterable[str] = ()) -> tuple[Indicator, ...]:
    """The definitions of those *keys*, each once, in the newest version.

    All indicators where there are no keys. The key of a family means all of it.

    Raises:
        KeyError: The dictionary has no such indicator; the message suggests similar keys.

    Example:
        >>> len(indicator_definitions(["legal_grounds_profile"]))
        8
    """
    newest = [one for one in INDICATORS if _newest()[one.key] is one]
    found: dict[Indicator, None] = {}
    for key in keys:
        chosen = [one for one in newest if key in {one.key, one.family}]
        if not chosen:
            raise KeyError(_unknown(key))
        found |= dict.fromkeys(chosen)
    return tuple(found or newest)


def _unknown(key: str) -> str:
    parts = [one for one in _newest() if one.startswith(f"{key}/")]
    if parts:
        return f"{key!r} is a family of indicators; name one of {', '.join(parts)}"
    # or the key of an indicator with a similar name
    keys = {one.name.text(to).casefold(): one.key for one in INDICATORS for to in LANGUAGES}
    known = (*keys, *(one.family for one in INDICATORS), *_newest())
    return f"no indicator has the key {key!r}{did_you_mean(key.casefold(), known, keys).english}"
