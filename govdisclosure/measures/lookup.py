"""Indicators of the dictionary by their keys, of several versions the newest.

Takes keys and gives definitions; knows no report.
"""

import difflib
from collections.abc import Iterable, Mapping
from functools import cache

from govdisclosure.measures.definition import Indicator
from govdisclosure.measures.dictionary import INDICATORS

__all__ = ["indicator", "indicators_named"]


@cache
def _newest() -> Mapping[str, Indicator]:
    """The indicators by key, of several versions the newest."""
    return {one.key: one for one in sorted(INDICATORS, key=lambda one: one.version)}


def indicator(key: str, version: int | None = None) -> Indicator:
    """The indicator of that *key*, in its newest version or in the one that is named.

    Raises:
        KeyError: The dictionary has none; the message suggests similar keys.

    Example:
        >>> indicator("closing_rate").name.chinese
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


def indicators_named(keys: Iterable[str] = ()) -> tuple[Indicator, ...]:
    """The indicators of those *keys*, each once, in the newest version; a family means all of it.

    All indicators where there are no keys.

    Raises:
        KeyError: The dictionary has no such indicator.

    Example:
        >>> len(indicators_named(["legal_grounds_profile"]))
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
    keys = [*_newest(), *{one.family for one in INDICATORS}]
    likes = difflib.get_close_matches(key, keys, n=3, cutoff=0.5)
    return f"no indicator has the key {key!r}" + (
        f"; did you mean {' or '.join(likes)}?" if likes else ""
    )
