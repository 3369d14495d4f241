"""Files of settings in TOML, read key by key; each error names the key and the remedy.

Takes a file or a table of one and gives plain values; knows no rule.
"""

import difflib
import os
import stat
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from govdisclosure.errors import SettingsError

__all__ = ["MOST_BYTES", "Settings", "decode", "load", "parse"]

_Word = TypeVar("_Word", bound=str)
#: The maximum size of a file of settings, in bytes.
MOST_BYTES = 1 << 20
#: The maximum number of digits: more than anybody needs, and few enough to compute and show.
_MOST_DIGITS = 100
_TOO_LONG = (
    f"位数过多；小数点前后各不超过 {_MOST_DIGITS} 位",
    f"has too many digits; {_MOST_DIGITS} at most on either side of the decimal point",
)


def load(path: str | os.PathLike[str]) -> "Settings":
    """The settings of a file in UTF-8.

    Raises:
        SettingsError: It cannot be opened, is not a regular file, is over 1 MiB, or is not TOML.
    """
    file = os.fspath(path)
    try:
        data = _read(Path(file))
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(
            f"{file}：无法打开（{reason}）；请检查路径和权限",
            f"{file}: cannot be opened ({reason}); check the path and its permissions",
        ) from error
    if data is None:
        raise SettingsError(
            f"{file}：不是普通文件（而是管道、设备之类）；请改用磁盘上的文件",
            f"{file}: is not a regular file (but a pipe, a device or the like); "
            "use a file on disk instead",
        )
    return parse(decode(data, file), file)


def decode(data: bytes, file: str) -> str:
    """The text of a file; *file* is its name in errors.

    Raises:
        SettingsError: It is over 1 MiB, or not in UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise SettingsError(
            f"{file}：超过 1 MiB，不会是设置文件；请检查路径",
            f"{file}: is larger than 1 MiB, so it cannot be a settings file; check the path",
        )
    try:
        return data.decode("utf-8-sig")  # the editor of Windows adds a byte order mark
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{file}：不是 UTF-8 编码；请另存为 UTF-8", f"{file}: is not in UTF-8; save it as UTF-8"
        ) from error


def _read(path: Path) -> bytes | None:
    """The content of the file, cut after the maximum size; None if it is not a regular file.

    Nothing but a file is opened: opening a pipe waits for its writer.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return None
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def parse(text: str, file: str = "<text>") -> "Settings":
    """The settings in *text*; *file* is its name in errors.

    Raises:
        SettingsError: It is not TOML, or holds a number that cannot be read.
    """
    try:
        values = tomllib.loads(text, parse_float=_decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            f"{file}：不是正确的 TOML（{error}）；文字要放在引号里，每行一个“键 = 值”",
            f"{file}: is not TOML ({error}); put text in quotes, one 'key = value' a line",
        ) from error
    except ValueError as error:  # an integer or an exponent that Python cannot read
        raise SettingsError(
            f"{file}：有的数{_TOO_LONG[0]}", f"{file}: a number {_TOO_LONG[1]}"
        ) from error
    return Settings(file, "", values)


def _decimal(words: str) -> Decimal:
    try:
        return Decimal(words)
    except InvalidOperation as error:
        raise ValueError(words) from error


class Settings:
    """A table of a TOML file, whose keys are read one by one.

    Reading a key makes it known; :meth:`finish` refuses keys that were never read.

    Attributes:
        file: The name of the file.
        path: The keys that lead to the table, joined by points.
    """

    def __init__(self, file: str, path: str, values: dict[str, Any]) -> None:
        """The table *values*."""
        self.file = file
        self.path = path
        self._values = values
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        """Whether the key exists."""
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the file."""
        return iter(self._values)

    def fault(self, key: str, chinese: str, english: str) -> SettingsError:
        """An error about the value of *key*; of the whole table where that is empty."""
        where = ".".join(part for part in (self.path, key) if part)
        return SettingsError(f"{self.file}：{where} {chinese}", f"{self.file}: {where} {english}")

    def _wrong(self, key: str, chinese: str, english: str) -> SettingsError:
        value = _spelled(self._values[key])
        return self.fault(key, f"= {value}：应为{chinese}", f"= {value}: should be {english}")

    def _value(self, key: str, *, is_required: bool) -> Any:  # noqa: ANN401 - any value of TOML
        self._known.append(key)
        if is_required and key not in self._values:
            raise self.fault(key, "没有写；此项必填", "is missing; it must be given")
        value = self._values.get(key)
        if _is_too_long(value):
            raise self.fault(key, f"的{_TOO_LONG[0]}", _TOO_LONG[1])
        return value

    # -- values

    def text(self, key: str, *, is_required: bool = False) -> str | None:
        """Some words; None if the key is missing.

        Raises:
            SettingsError: It is not text, or is required and missing or blank.
        """
        value = self._value(key, is_required=is_required)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, "放在引号里的文字", "text in quotes")
        if is_required and not value.strip():
            raise self.fault(key, "是空的；请写明", "is empty; write one")
        return value

    def number(
        self, key: str, *, least: int | None = None, is_required: bool = False
    ) -> int | Decimal | None:
        """An exact number; None if the key is missing.

        Raises:
            SettingsError: It is not a number, or less than *least*.
        """
        value = self._value(key, is_required=is_required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._wrong(key, "不带引号的数字", "a number without quotes")
        if isinstance(value, Decimal) and not value.is_finite():
            raise self._wrong(key, "普通的数字", "an ordinary number")
        if least is not None and value < least:
            raise self._wrong(key, f"不小于 {least} 的数", f"a number not below {least}")
        return value

    def whole(self, key: str, *, is_required: bool = False) -> int | None:
        """A whole number, not negative; None if the key is missing.

        Raises:
            SettingsError: It is not one.
        """
        value = self.number(key, least=0, is_required=is_required)
        if isinstance(value, Decimal):
            raise self._wrong(key, "整数", "a whole number")
        return value

    def flag(self, key: str) -> bool | None:
        """True or false; None if the key is missing.

        Raises:
            SettingsError: It is neither.
        """
        value = self._value(key, is_required=False)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, " true 或 false", "true or false")
        return value

    def day(self, key: str) -> date:
        """A date, which is required.

        Raises:
            SettingsError: It is not a date, or missing.
        """
        value = self._value(key, is_required=True)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong(
                key, "不带引号的日期，如 2024-01-31", "a date without quotes, such as 2024-01-31"
            )
        return value

    def choice(self, key: str, allowed: Sequence[_Word]) -> _Word | None:
        """One of the words *allowed*; None if the key is missing.

        Raises:
            SettingsError: It is not one of them.
        """
        value = self.text(key)
        found = next((one for one in allowed if one == value), None)
        if found is None and value is not None:
            raise self._wrong(key, f" {' | '.join(allowed)} 之一", f"one of {' | '.join(allowed)}")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Words, or a list of them; empty if the key is missing.

        Raises:
            SettingsError: It is neither.
        """
        value = self._value(key, is_required=False)
        if value is None:
            return ()
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            raise self._wrong(
                key,
                '文字，或文字的列表，如 ["甲", "乙"]',
                'text or a list of it, such as ["a", "b"]',
            )
        return tuple(found)

    def table(self, key: str) -> "Settings":
        """The table under that key, an empty one if it is missing.

        Raises:
            SettingsError: It is not a table.
        """
        value = self._value(key, is_required=False)
        path = ".".join(part for part in (self.path, key) if part)
        if value is not None and not isinstance(value, dict):
            raise self._wrong(key, f"一个表，即 [{path}]", f"a table, that is [{path}]")
        return Settings(self.file, path, value or {})

    def tables(self, key: str) -> list["Settings"]:
        """The tables under that key, each ``[[key]]`` in the file.

        Raises:
            SettingsError: They are not tables.
        """
        value = self._value(key, is_required=False)
        found = [] if value is None else value
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._wrong(key, f"若干个 [[{key}]]", f"tables [[{key}]]")
        path = ".".join(part for part in (self.path, key) if part)
        return [
            Settings(self.file, f"{path}[{number}]", one)
            for number, one in enumerate(found, start=1)
        ]

    def finish(self) -> None:
        """Refuse keys that were never read.

        Raises:
            SettingsError: There is one; the message lists similar and all allowed keys.
        """
        for key in self._values:
            if key not in self._known:
                raise self.unknown(key, self._known)

    def unknown(self, key: str, known: Iterable[str]) -> SettingsError:
        """An error about a key that is not one of *known*."""
        names = list(dict.fromkeys(known))
        likes = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
        chinese = f"是不是 {likes[0]}？" if likes else ""
        english = f"did you mean {likes[0]}? " if likes else ""
        allowed = ", ".join(names)
        return self.fault(
            key,
            f"没有这一项；{chinese}可用：{allowed}",
            f"is not a key; {english}allowed: {allowed}",
        )


#: The maximum length of values that are repeated in full.
_LONGEST = 60


def _is_too_long(value: object) -> bool:
    if isinstance(value, Decimal) and value.is_finite():
        return not -_MOST_DIGITS <= value.adjusted() < _MOST_DIGITS
    return isinstance(value, int) and abs(value) >= 10**_MOST_DIGITS


def _spelled(value: object) -> str:
    """A value as a message shows it; one in a table or list may be of any length."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = f'"{value}"'
    words = str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
