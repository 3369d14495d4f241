"""How much reading a file may cost; ordinary files never reach these limits."""

from attrs import Attribute, field, frozen

from govdisclosure.errors import LimitError

__all__ = ["Limits", "limit_error"]

_MEBIBYTE = 1024 * 1024
#: The largest count; sums with it still fit into the 64 bits of a system's limits.
_MOST = 2**62
#: The longest time, in seconds: eleven days, which every system's clock can handle.
_LONGEST = 1_000_000.0


def _check_count(limits: object, attribute: "Attribute[int]", value: int) -> None:
    """Validate a number of things or of bytes.

    Raises:
        ValueError: It is not a whole number, is not positive, or is larger than any file.
    """
    del limits
    if type(value) is not int or not 0 < value <= _MOST:
        raise ValueError(f"{attribute.name} is a whole number from 1 to 2**62, not {value!r}")


def _check_seconds(limits: object, attribute: "Attribute[float]", value: float) -> None:
    """Validate a time in seconds.

    Raises:
        ValueError: It is not a number, is not positive, or is longer than a clock can handle.
    """
    del limits
    if type(value) not in {int, float} or not 0 < value <= _LONGEST:
        raise ValueError(
            f"{attribute.name} is a number of seconds above 0 and up to {_LONGEST:,.0f}, "
            f"not {value!r}"
        )


def _count(default: int) -> int:
    most: int = field(default=default, validator=_check_count)
    return most


def _seconds(default: float) -> float:
    most: float = field(default=default, validator=_check_seconds)
    return most


@frozen(kw_only=True)
class Limits:
    """The limits of ``read``; each refusal names its limit, and every limit can be raised here.

    A page has 20 to 200 KB and a DOCX file 20 to 60 KB, far below the limits.

    Raises:
        ValueError: A limit is not a positive number of its kind; the message names it.
    """

    #: The largest file, in bytes.
    file_bytes: int = _count(64 * _MEBIBYTE)
    #: How deep elements of HTML or XML may be nested.
    tag_depth: int = _count(250)
    #: The longest single text in HTML or XML, in bytes.
    text_node_bytes: int = _count(8 * _MEBIBYTE)
    #: The maximum number of characters in the text of a document; those of a picture within
    #: Markdown count a sixteenth, and a PDF file has ``pdf_glyphs``. Reports have up to 30,000,
    #: with all blanks between columns.
    characters: int = _count(200_000)
    #: The maximum number of lines in a page or a file of text, or paragraphs in a Word file,
    #: including those in cells.
    lines: int = _count(20_000)
    #: How many tables a document may have.
    tables: int = _count(500)
    #: The maximum number of positions in a table's grid, including covered ones.
    table_cells: int = _count(100_000)
    #: How many files an archive may have.
    zip_members: int = _count(2_000)
    #: The largest file of an archive, in bytes, counted while it is inflated.
    part_bytes: int = _count(64 * _MEBIBYTE)
    #: The largest total size of all files in an archive, in bytes.
    zip_bytes: int = _count(256 * _MEBIBYTE)
    #: How many bytes one byte of an archive may inflate to.
    zip_ratio: int = _count(200)
    #: How long LibreOffice may take to convert an old office file, in seconds.
    office_seconds: float = _seconds(60)
    #: How many pages a PDF file may have.
    pdf_pages: int = _count(500)
    #: How many characters all its pages may have.
    pdf_glyphs: int = _count(300_000)
    #: How many lines and pictures all its pages may have.
    pdf_strokes: int = _count(100_000)
    #: How long reading it may take, in seconds: processor time in whole seconds, on Windows
    #: elapsed time.
    pdf_seconds: float = _seconds(4)
    #: How much memory reading it may take besides the file, in bytes; enforced on Linux only.
    pdf_memory_bytes: int = _count(160 * _MEBIBYTE)


def limit_error(limits: Limits, limit: str, name: str, chinese: str, english: str) -> LimitError:
    """The error for a file beyond a limit.

    Args:
        limits: The limits.
        limit: The name of the field.
        name: The name of the file.
        chinese: What is too much, such as 「行数过多」.
        english: The same in English, such as "too many lines".
    """
    most = getattr(limits, limit)
    return LimitError(
        f"{name}：{chinese}，超过上限 {limit}={most}；可用 Limits({limit}=…) 放宽",
        f"{name}: {english}, beyond the limit {limit}={most}; raise it with Limits({limit}=…)",
    )
