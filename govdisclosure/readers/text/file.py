"""Files of text: what was copied out of pages and Word files, Markdown, and CSV.

Takes bytes or a decoded text and the limits, which ``parse`` does not have: lines and characters
are counted before anything is looked for in them, rows and tables when they were found.
"""

import re

from govdisclosure.characters import LINE_END
from govdisclosure.readers.encodings import decode
from govdisclosure.readers.foreign import refuse_foreign
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import Grid, Source

__all__ = ["read_csv", "read_plain"]

#: How many bytes a character has at most, in any encoding that is read.
_WIDEST = 4
#: The content of a picture in Markdown, and how many of its characters count as one: it is passed
#: over as a whole.
_PICTURE = re.compile(r"(?<=\()data:image/[\w.+\-]{1,40};base64,[A-Za-z0-9+/=]*", re.ASCII)
_PASSED_OVER = 16


def read_plain(data: bytes | str, name: str, limits: Limits, *, is_csv: bool = False) -> Source:
    """The Source of a file of text, or of its text where the caller knows the encoding.

    Raises:
        ReadError: The file is empty, or begins as another format does.
        LimitError: It has more lines, characters, tables or cells than *limits* allow.
    """
    text, encoding, faults = data, "", 0
    if isinstance(text, bytes):
        refuse_foreign(text, name)
        fewest = len(text) // (_WIDEST * _PASSED_OVER if b"data:image/" in text else _WIDEST)
        _refuse_more(fewest, "characters", name, limits)
        text, encoding, faults = decode(text)
    pictures = sum(found.end() - found.start() for found in _PICTURE.finditer(text))
    count = len(text) - pictures + pictures // _PASSED_OVER
    _refuse_more(count, "characters", name, limits)
    lines = sum(1 for line in LINE_END.split(text) if line.strip())
    _refuse_more(lines, "lines", name, limits)
    source = source_of(text, name=name, encoding=encoding, decoding_faults=faults, is_csv=is_csv)
    _refuse_large(source, name, limits)
    return source


def read_csv(data: bytes | str, name: str, limits: Limits) -> Source:
    """The Source of a file of CSV, or of its text where the caller knows the encoding."""
    return read_plain(data, name, limits, is_csv=True)


def _refuse_large(source: Source, name: str, limits: Limits) -> None:
    """Refuse what is too large as it was read: rows of HTML may all be on one line.

    Raises:
        LimitError: It has too many rows and lines, tables, or cells in one table.
    """
    grids = [item for item in source.items if isinstance(item, Grid)]
    rows = sum(len(grid.rows) for grid in grids)
    cells = max((sum(map(len, grid.rows)) for grid in grids), default=0)
    _refuse_more(len(source.items) - len(grids) + rows, "lines", name, limits)
    _refuse_more(len(grids), "tables", name, limits)
    _refuse_more(cells, "table_cells", name, limits)


def _refuse_more(count: int, limit: str, name: str, limits: Limits) -> None:
    """Refuse a *count* beyond the field *limit* of the limits.

    Raises:
        LimitError: It is.
    """
    if count > getattr(limits, limit):
        raise limit_error(limits, limit, name)
