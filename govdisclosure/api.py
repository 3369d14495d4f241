"""The pipeline, written out once: bytes or text to Source to Report, and back to text.

``read`` takes files and bytes, ``parse`` takes text; both give a :class:`Report`. A bad document
gives a report with diagnostics; only a file that cannot be read at all raises. Readers, builder
and writers are imported when they are first needed, so that importing the package is fast.
"""

import os
from typing import IO, overload

from attrs import evolve

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.formats import (
    READ,
    REPORTS,
    BytesFormat,
    TextFormat,
    asked_for,
    imported,
    known_suffixes,
)
from govdisclosure.model.report import Report
from govdisclosure.readers.limits import Limits
from govdisclosure.source import Source

__all__ = [
    "Limits",
    "check_size",
    "load",
    "parse",
    "read",
    "read_source",
    "render",
    "render_fragment",
    "write",
]


def parse(text: str) -> Report:
    r"""Make text of any dialect into a Report; every string gives one, in linear time.

    Example:
        >>> report = parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n无。")
        >>> report.agency, report.year, report.sections[0].kind.value
        ('某某局', 2023, 'overview')
    """
    from govdisclosure.builders import build_report
    from govdisclosure.readers.text.reader import source_of

    return build_report(source_of(text))


def read(
    file: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """Read a report from a path, from bytes or from an open binary file.

    Args:
        file: Where the report is.
        format: Its format, such as ``"docx"``, or ``"office"`` for what LibreOffice converts;
            detected from the content when None.
        encoding: The encoding of the bytes; detected when None.
        limits: How large and how deep a file may be.

    Raises:
        ReadError: The file cannot be opened, or is not in a format that can be read.
        LimitError: The file is larger than *limits* allow.
    """
    from govdisclosure.builders import build_report

    return build_report(read_source(file, format=format, encoding=encoding, limits=limits))


@overload
def render(report: Report, format: BytesFormat) -> bytes: ...
@overload
def render(report: Report, format: TextFormat = ...) -> str: ...
@overload
def render(report: Report, format: str) -> str | bytes: ...
def render(report: Report, format: str = "text") -> str | bytes:
    r"""Write a report as the canonical report, or the same in another format.

    Args:
        report: What to write.
        format: For example ``"html"``, which gives text, or ``"docx"``, which gives bytes.

    Raises:
        ValueError: There is no such format; the message lists those that exist.

    Example:
        >>> print(render(parse("某某局2023年政府信息公开工作年度报告\n一、概述\n无。")), end="")
        某某局2023年政府信息公开工作年度报告
        一、总体情况
        无。
    """
    if format not in REPORTS:
        raise ValueError(f"no format {format!r}; known are {', '.join(REPORTS)}")
    written: str | bytes = imported(REPORTS[format].report)(report)
    return written


def render_fragment(report: Report) -> str:
    """The report as a piece of HTML to embed in another page, such as a notebook."""
    from govdisclosure.writers.html import write_html_fragment

    return write_html_fragment(report)


def write(report: Report, path: str | os.PathLike[str]) -> None:
    """Write a report to a file in the format of its suffix, such as ``.txt`` or ``.docx``.

    Text is written in UTF-8. The file appears whole: if writing fails, an old one is unchanged.

    Raises:
        ValueError: The suffix is not that of a format; the message lists the suffixes.
        OSError: The file cannot be written.
    """
    from govdisclosure.files import replacing

    name = os.path.basename(path)
    format = asked_for(name, REPORTS)
    if format is None:
        known = ", ".join(known_suffixes(REPORTS))
        raise ValueError(f"no format for {name!r}; known suffixes: {known}")
    written = render(report, format.name)
    with replacing(path) as file:
        file.write(written if isinstance(written, bytes) else written.encode())


def read_source(
    file: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    name: str | None = None,
) -> Source:
    """The Source of a file, before any grammar: what ``doctor source`` prints.

    What is asked is as for :func:`read`; messages call the file by *name*, if it has one.

    Raises:
        ReadError: As for :func:`read`.
    """
    from govdisclosure.readers.foreign import refuse_foreign
    from govdisclosure.readers.formats import format_of

    limits = limits or Limits()
    data, own_name = load(file, limits)
    name = own_name if name is None else name
    found = READ.get(format_of(data) if format is None else format)
    if found is None:
        raise ReadError(
            f"不支持的格式 {format!r}；可用：{'、'.join(READ)}",
            f"unknown format {format!r}; known are {', '.join(READ)}",
        )
    content: bytes | str = data
    if encoding is not None and not found.is_binary:
        refuse_foreign(data, name)
        content = _decode(data, name, encoding)
    source: Source = imported(found.reader)(content, name, limits)
    return source if encoding is None or found.is_binary else evolve(source, encoding=encoding)


def _decode(data: bytes, name: str, encoding: str) -> str:
    """The text of bytes whose encoding the caller names.

    Raises:
        ReadError: They are not in that encoding.
    """
    try:
        return data.decode(encoding)
    except (LookupError, ValueError) as error:
        raise ReadError(
            f"{name}：不能按 {encoding} 解码；去掉 encoding 参数即可自动识别",
            f"{name}: cannot be decoded as {encoding}; leave the encoding out to have it found",
        ) from error


def load(file: object, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file and its name; at most one byte more than the limit is read.

    Raises:
        ReadError: It cannot be opened, or reading fails.
        LimitError: It is larger than *limits* allow.
    """
    name = "<bytes>"
    if isinstance(file, bytes | bytearray | memoryview):
        data: object = bytes(file)
    elif isinstance(file, str | os.PathLike):
        path = os.fspath(file)
        name = os.path.basename(path)
        try:
            with open(path, "rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ReadError(
                f"{path!r}：无法打开（{reason}）；请检查路径和权限",
                f"{path!r}: cannot be opened ({reason}); check the path and its permissions",
            ) from error
    elif hasattr(file, "read"):
        name = str(getattr(file, "name", "<stream>"))
        try:
            data = file.read(limits.file_bytes + 1)
        except (OSError, ValueError) as error:
            raise ReadError(
                f"{name}：读取中断（{error}）；请重新打开文件",
                f"{name}: reading broke off ({error}); open the file again",
            ) from error
    else:
        data = None
    if not isinstance(data, bytes):
        raise TypeError(f"read takes a path, bytes or a binary file, not {type(file).__name__}")
    check_size(data, name, limits)
    return data, name


def check_size(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a file that is too large before anything is done with it.

    Raises:
        LimitError: It is larger than *limits* allow.
    """
    if len(data) > limits.file_bytes:
        raise LimitError(
            f"{name}：文件超过上限 {limits.file_bytes} 字节；可用 Limits(file_bytes=…) 放宽",
            f"{name}: larger than the limit of {limits.file_bytes} bytes; "
            f"raise it with Limits(file_bytes=…)",
        )
