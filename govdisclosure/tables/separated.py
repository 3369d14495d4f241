"""Records of separated values: their fields, which may be quoted and span several lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.source import Field
from govdisclosure.tables.fields import PrintedLine, clean_field

__all__ = ["SeparatedRecord", "read_record", "restore_heads"]

#: The maximum number of lines of a quoted field.
_LONGEST_QUOTED = 40
#: The rest of a quoted field, in which quotes are doubled, up to its end.
_QUOTED = re.compile(r'(?P<words>(?:[^"]|"")*+)"')


class SeparatedRecord(NamedTuple):
    """The fields of a record, and the number of the line after it."""

    fields: list[Field]
    behind: int


def read_record(lines: Sequence[PrintedLine], index: int, sign: str) -> SeparatedRecord | None:
    """The record that begins at a line; None if a quoted field has no end or words after it."""
    fields: list[Field] = []
    line, at = lines[index], 0
    while True:
        if line.text.startswith('"', at):
            words, start = "", line.start + at
            at += 1
            for _ in range(_LONGEST_QUOTED):
                close = _QUOTED.match(line.text, at)
                if close is not None:
                    words += close["words"]
                    at = close.end()
                    break
                words += line.text[at:] + "\n"
                index += 1
                if index >= len(lines):
                    return None
                line, at = lines[index], 0
            else:
                return None
            rest = line.text.find(sign, at)
            field = clean_field(words.replace('""', '"'), start)
            fields.append(Field(field.text, start + 1, line.start + at - 1))
            if line.text[at : rest if rest >= 0 else None].strip():
                return None
        else:
            rest = line.text.find(sign, at)
            end = rest if rest >= 0 else len(line.text)
            fields.append(clean_field(line.text[at:end], line.start + at))
        if rest < 0:
            return SeparatedRecord(fields, index + 1)
        at = rest + 1


def restore_heads(fields: Sequence[Field]) -> list[Field] | None:
    """The row that a tool turned into names of columns, after the empty one for its row numbers.

    ``Col3`` was an empty cell and ``3-22`` was 22, each with the number of its column; ``22`` is
    unchanged if no other name is equal to it. None if the row does not name columns like this.
    """
    index, *names = fields
    if index.text:
        return None
    are_empty = [one.text == f"Col{at}" for at, one in enumerate(names)]
    leads = [f"{at}-" for at in range(len(names))]
    is_numbered = all(
        is_empty or one.text.startswith(lead)
        for one, is_empty, lead in zip(names, are_empty, leads, strict=True)
    )
    if not is_numbered and not any(are_empty):
        return None
    restored = []
    for one, is_empty, lead in zip(names, are_empty, leads, strict=True):
        cut = len(one.text) if is_empty else len(lead) if is_numbered else 0
        restored.append(Field(one.text[cut:], one.start + cut, one.end))
    return restored
