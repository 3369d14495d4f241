"""Files of text: what was copied out of pages and Word files, Markdown, and CSV."""

from govdisclosure.readers.foreign import refuse_foreign
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.text.reader import read_text, source_of
from govdisclosure.source import Source

__all__ = ["read_csv", "read_plain"]


def read_plain(data: bytes | str, name: str, _limits: Limits, *, is_csv: bool = False) -> Source:
    """The Source of a file of text, or of its text where the caller knows the encoding.

    Raises:
        ReadError: The file is empty, or begins as another format does.
    """
    if isinstance(data, str):
        return source_of(data, name=name, is_csv=is_csv)
    refuse_foreign(data, name)
    return read_text(data, name, is_csv=is_csv)


def read_csv(data: bytes | str, name: str, limits: Limits) -> Source:
    """The Source of a file of CSV, or of its text where the caller knows the encoding."""
    return read_plain(data, name, limits, is_csv=True)
