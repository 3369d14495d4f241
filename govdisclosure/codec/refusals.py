"""What is refused, and where: data that match the schema, or one error with its path."""

import json
import math
from collections.abc import Collection, Iterable, Mapping
from types import NoneType
from typing import NoReturn, TypeVar

from cattrs import BaseValidationError
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from govdisclosure.errors import CodecError

__all__ = [
    "PlacedError",
    "check_keys",
    "complaint",
    "exactly",
    "object_in",
    "object_of",
    "one_of",
    "refuse",
]


_T = TypeVar("_T")


class PlacedError(CodecError):
    """What is wrong, and where below the value that was being read."""

    def __init__(self, chinese: str, english: str, path: str = "") -> None:
        super().__init__(chinese, english)
        self.path = path


def complaint(error: Exception) -> CodecError:
    """The first error, in the order of the model, with its path."""
    path = "$"
    while isinstance(error, BaseValidationError):
        error = error.exceptions[0]
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                path += f".{note.name}"
            elif isinstance(note, IterableValidationNote):
                path += f"[{json.dumps(note.index, ensure_ascii=False)}]"
    if isinstance(error, PlacedError):
        path += error.path
        return CodecError(f"{error.chinese} @ {path}", f"{error.english} @ {path}")
    return CodecError(f"报告不能有这样的值：{error} @ {path}", f"{error} @ {path}")


_WORDS: Mapping[type, tuple[str, str]] = {
    dict: ("对象", "an object"),
    list: ("数组", "an array"),
    str: ("字符串", "a string"),
    int: ("整数", "an integer"),
    float: ("带小数的数字", "a number with a fraction"),
    bool: ("布尔值", "a truth value"),
    NoneType: ("null", "null"),
}


def refuse(data: object, kind: type, path: str = "") -> NoReturn:
    """Say which type is expected and which one was found.

    Raises:
        PlacedError: Always.
    """
    name = type(data).__name__
    chinese, english = _WORDS.get(type(data), (name, name))
    if isinstance(data, float) and not math.isfinite(data):
        chinese = english = str(data)
    wanted = ("有限的数字", "a finite number") if kind is float else _WORDS[kind]
    raise PlacedError(
        f"应为{wanted[0]}，实为{chinese}", f"{wanted[1]} expected, not {english}", path
    )


def exactly(data: object, kind: type[_T], path: str = "") -> _T:
    """*data*, which is of *kind* and of no subclass; True is not an integer."""
    if type(data) is not kind:
        refuse(data, kind, path)
    return data


def one_of(data: object, known: Collection[str], path: str = "") -> str:
    """*data*, which is one of the *known* words."""
    word = exactly(data, str, path)
    if word not in known:
        raise PlacedError(
            f"{word!r} 不在可用的值之内：{'、'.join(known)}",
            f"{word!r} is none of {', '.join(known)}",
            path,
        )
    return word


class _Repeated(dict[str, object]):
    """An object of JSON that has a key twice."""

    key = ""


def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON as a dict that records whether a key came twice."""
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = _Repeated(members)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            repeated.key = key
            break
        seen.add(key)
    return repeated


def object_in(data: object, path: str = "") -> dict[str, object]:
    """*data*, which is an object with each key once."""
    if isinstance(data, _Repeated):
        raise PlacedError(f"键 {data.key!r} 出现两次", f"the key {data.key!r} occurs twice", path)
    return exactly(data, dict, path)


def check_keys(
    members: Mapping[str, object],
    needed: Iterable[str],
    known: Collection[str],
    path: str = "",
) -> None:
    """Refuse an object that lacks a key or has one too many.

    Raises:
        PlacedError: The first such key.
    """
    for key in needed:
        if key not in members:
            raise PlacedError(f"缺少键 {key!r}", f"the key {key!r} is missing", path)
    for key in members:
        if key not in known:
            raise PlacedError(f"未知的键 {key!r}", f"unknown key {key!r}", path)
