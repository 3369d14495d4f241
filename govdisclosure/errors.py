"""Exceptions for programs; bad documents do not raise, they have diagnostics.

Knows nothing of reports. Every message says what happened, where, and what to do, in Chinese and in
English.
"""

from govdisclosure.wording import Bilingual

__all__ = [
    "CodecError",
    "GovDisclosureError",
    "LimitError",
    "MissingExtraError",
    "ReadError",
    "SettingsError",
    "UnknownRuleError",
]


class GovDisclosureError(Bilingual, Exception):
    """Everything this package raises on purpose; the message has one line per language.

    Args:
        chinese: What happened and what to do, for a Chinese reader.
        english: The same in English.
    """

    def __init__(self, chinese: str, english: str) -> None:
        """Keep both wordings; ``str()`` of the error shows them, one per line."""
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english

    def __str__(self) -> str:
        """Both wordings, the Chinese one first."""
        return f"{self.chinese}\n{self.english}"

    def __reduce__(self) -> tuple[object, ...]:
        """How it goes to another process: by its words, whatever its own kind is made of."""
        return _made_again, (type(self), self.chinese, self.english), self.__dict__


def _made_again(kind: type[GovDisclosureError], chinese: str, english: str) -> GovDisclosureError:
    error = kind.__new__(kind)
    GovDisclosureError.__init__(error, chinese, english)
    return error


class ReadError(GovDisclosureError):
    """A file that cannot be read as a report at all; its cause is chained if there is one."""


class LimitError(ReadError):
    """A file that is larger or deeper than :class:`govdisclosure.Limits` allows."""


class MissingExtraError(GovDisclosureError):
    """A feature that needs a package which is not installed."""

    def __init__(self, extra: str, package: str) -> None:
        """Name the command that installs it: ``pip install 'govdisclosure[<extra>]'``."""
        remedy = f"pip install 'govdisclosure[{extra}]'"
        super().__init__(
            f"缺少组件 {package}；请运行：{remedy}",
            f"the package {package} is not installed; run: {remedy}",
        )


class CodecError(GovDisclosureError):
    """A JSON text that is not a report in a schema that this version knows."""


class UnknownRuleError(GovDisclosureError):
    """A rule name that matches no rule of the catalogue."""


class SettingsError(GovDisclosureError):
    """A file of settings (waivers, local rules, configuration) that says something not allowed."""
