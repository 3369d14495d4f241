"""How much reading a file may cost; ordinary files never reach these limits."""

from typing import Any

from attrs import Attribute, field, frozen

from govdisclosure.errors import LimitError

__all__ = ["Limits", "limit_error"]

_MEBIBYTE = 1024 * 1024
#: The largest count; sums with it still fit into the 64 bits of a system's limits.
_MOST = 2**62
#: The longest time, in seconds: eleven days, which every system's clock can handle.
_LONGEST = 1_000_000.0


def _check(_limits: object, attribute: "Attribute[Any]", value: Any) -> None:  # noqa: ANN401
    """Validate a limit: a number of things or of bytes, or a time in seconds.

    Raises:
        ValueError: It is not a number of its kind, is not positive, or is too large.
    """
    kinds, most, kind = (
        ({int}, _MOST, "a whole number from 1 to 2**62")
        if attribute.type is int
        else ({int, float}, _LONGEST, f"a number of seconds above 0 and up to {_LONGEST:,.0f}")
    )
    if type(value) not in kinds or not 0 < value <= most:
        raise ValueError(f"{attribute.name} is {kind}, not {value!r}")


@frozen(kw_only=True)
class Limits:
    """The limits of ``read``; each refusal names its limit, and every limit can be raised here.

    A page has 20 to 200 KB and a DOCX file 20 to 60 KB, far below the limits.

    Raises:
        ValueError: A limit is not a positive number of its kind; the message names it.
    """

    #: The largest file, in bytes.
    file_bytes: int = field(default=64 * _MEBIBYTE, validator=_check)
    #: How deep elements of HTML or XML may be nested.
    tag_depth: int = field(default=250, validator=_check)
    #: The longest single text in HTML or XML, in bytes.
    text_node_bytes: int = field(default=8 * _MEBIBYTE, validator=_check)
    #: The maximum number of characters in the text of a document; those of a picture within
    #: Markdown count a sixteenth, and a PDF file has ``pdf_glyphs``. The longest known report has
    #: 27,000, with all blanks between columns.
    characters: int = field(default=135_000, validator=_check)
    #: The maximum number of lines in a page or a file of text, or paragraphs in a Word file,
    #: including those in cells.
    lines: int = field(default=6_000, validator=_check)
    #: How many tables a document may have.
    tables: int = field(default=250, validator=_check)
    #: The maximum number of positions in a table's grid, including covered ones.
    table_cells: int = field(default=40_000, validator=_check)
    #: How many files an archive may have.
    zip_members: int = field(default=2_000, validator=_check)
    #: The largest file of an archive, in bytes, counted while it is inflated.
    part_bytes: int = field(default=64 * _MEBIBYTE, validator=_check)
    #: The largest total size of all files in an archive, in bytes.
    zip_bytes: int = field(default=256 * _MEBIBYTE, validator=_check)
    #: How many bytes one byte of an archive may inflate to.
    zip_ratio: int = field(default=200, validator=_check)
    #: How long LibreOffice may take to convert an old office file, in seconds.
    office_seconds: float = field(default=60, validator=_check)
    #: How many pages a PDF file may have.
    pdf_pages: int = field(default=500, validator=_check)
    #: How many characters all its pages may have.
    pdf_glyphs: int = field(default=300_000, validator=_check)
    #: How many lines and pictures all its pages may have.
    pdf_strokes: int = field(default=100_000, validator=_check)
    #: How long reading it may take, in seconds: processor time in whole seconds, on Windows
    #: elapsed time.
    pdf_seconds: float = field(default=4, validator=_check)
    #: How much memory reading it may take besides the file, in bytes; enforced on Linux only.
    pdf_memory_bytes: int = field(default=160 * _MEBIBYTE, validator=_check)


#: What is too much beyond each limit, in Chinese and in English.
_TOO_MUCH = {
    "characters": ("字符过多", "too many characters"),
    "file_bytes": ("标记过多", "too many tags"),
    "lines": ("行数过多", "too many lines"),
    "table_cells": ("表格的单元格过多", "a table has too many cells"),
    "tables": ("表格过多", "too many tables"),
    "tag_depth": ("嵌套过深", "elements are nested too deeply"),
    "text_node_bytes": ("有过长的文字", "a text is too long"),
}


def limit_error(
    limits: Limits, limit: str, name: str, *, said: tuple[str, str] | None = None
) -> LimitError:
    """The error for a file beyond a limit.

    Args:
        limits: The limits.
        limit: The name of the field.
        name: The name of the file.
        said: What is too much, in Chinese and in English; the usual words if None.
    """
    most = getattr(limits, limit)
    chinese, english = said or _TOO_MUCH[limit]
    return LimitError(
        f"{name}：{chinese}，超过上限 {limit}={most}；可用 Limits({limit}=…) 放宽",
        f"{name}: {english}, beyond the limit {limit}={most}; raise it with Limits({limit}=…)",
    )
