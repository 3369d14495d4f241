"""The pipeline, written out once: bytes or text to Source to Report, and back to text.

``read`` takes files and bytes, ``parse`` takes text; both give a :class:`Report`. A bad document
gives a report with diagnostics; only a file that cannot be read at all raises. Readers, builder
and writers are imported when they are first needed, so that importing the package is fast.
"""

import os
from typing import IO, Literal, overload

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.formats import REPORTS, format_of
from govdisclosure.model.report import Report
from govdisclosure.readers.limits import Limits
from govdisclosure.source import Source

__all__ = ["Limits", "parse", "read", "read_source", "render", "render_fragment", "write"]


def parse(text: str) -> Report:
    r"""Make text of any dialect into a Report; every string gives one, in linear time.

    Example:
        >>> report = parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n无。")
        >>> report.agency, report.year, report.sections[0].kind.value
        ('某某局', 2023, 'overview')
    """
    from govdisclosure.build import build_report
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
        format: ``"text"``, ``"markdown"``, ``"csv"``, ``"html"``, ``"docx"``, ``"xlsx"``,
            ``"pdf"``, or ``"office"`` for what LibreOffice is to convert; found out from the
            content when None.
        encoding: The encoding of the bytes; found out when None.
        limits: How much to take on.

    Raises:
        ReadError: The file cannot be opened, or is no format that can be read.
        LimitError: The file is larger than *limits* allow.
    """
    from govdisclosure.build import build_report

    return build_report(read_source(file, format=format, encoding=encoding, limits=limits))


@overload
def render(report: Report, format: Literal["docx"]) -> bytes: ...
@overload
def render(report: Report, format: Literal["text", "markdown", "html", "json"] = ...) -> str: ...
@overload
def render(report: Report, format: str) -> str | bytes: ...
def render(report: Report, format: str = "text") -> str | bytes:
    r"""Write a report as the canonical report, or as the same in another format.

    Args:
        report: What to write.
        format: ``"text"``, ``"markdown"``, ``"html"`` or ``"json"``, which give text, or
            ``"docx"``, which gives bytes.

    Raises:
        ValueError: No such format.

    Example:
        >>> print(render(parse("某某局2023年政府信息公开工作年度报告\n一、概述\n无。")), end="")
        某某局2023年政府信息公开工作年度报告
        一、总体情况
        无。
    """
    if format == "text":
        return str(report)
    if format == "markdown":
        from govdisclosure.writers.markdown import write_markdown

        return write_markdown(report)
    if format == "html":
        from govdisclosure.writers.html import write_html

        return write_html(report)
    if format == "docx":
        from govdisclosure.writers.docx import write_docx

        return write_docx(report)
    if format == "json":
        from govdisclosure.codec import to_json

        return to_json(report)
    raise ValueError(f"no format {format!r}; known are {', '.join(REPORTS)}")


def render_fragment(report: Report) -> str:
    """The report as a piece of HTML for a page of others, such as a notebook."""
    from govdisclosure.writers.html import write_html_fragment

    return write_html_fragment(report)


def write(report: Report, path: str | os.PathLike[str]) -> None:
    """Write a report to a file in the format of its suffix: txt, md, html, docx or json.

    Text is written in UTF-8. The file appears whole: where writing fails, an old one is as it was.

    Raises:
        ValueError: The suffix names no format.
        OSError: The file cannot be written.
    """
    from govdisclosure.files import replacing

    name = os.path.basename(path)
    format = format_of(name, REPORTS)
    if format is None:
        known = ", ".join(suffix for own in REPORTS.values() for suffix in own)
        raise ValueError(f"no format for {name!r}; known suffixes: {known}")
    written = render(report, format)
    with replacing(path) as file:
        file.write(written if isinstance(written, bytes) else written.encode())


def read_source(
    file: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Source:
    """The Source of a file, before any grammar: what ``doctor source`` prints.

    Raises:
        ReadError: As for :func:`read`.
    """
    from govdisclosure.readers import formats

    limits = limits or Limits()
    data, name = _load(file, limits)
    if format is None:
        format = formats.format_of(data)
    if format == "office":
        from govdisclosure.readers.foreign import conversion_of
        from govdisclosure.readers.office import convert

        conversion = conversion_of(data, name)
        if conversion is None:
            raise ReadError(
                f"{name}：不是旧版 Office 文件；去掉 format 参数即可自动识别",
                f"{name}: no old office file; leave the format out to have it found",
            )
        data, format = convert(data, name, conversion, limits), conversion.target
    if format == "docx":
        from govdisclosure.readers.docx.reader import read_docx

        return read_docx(data, name, limits)
    if format == "xlsx":
        from govdisclosure.readers.xlsx.reader import read_xlsx

        return read_xlsx(data, name, limits)
    if format == "pdf":
        from govdisclosure.readers.pdf.reader import read_pdf

        return read_pdf(data, name, limits)
    if format == "html":
        from govdisclosure.readers.html.reader import read_html

        return read_html(data if encoding is None else _decode(data, name, encoding), name, limits)
    if format in {"text", "markdown", "csv"}:
        from govdisclosure.readers.foreign import refuse_foreign
        from govdisclosure.readers.text.reader import read_text, source_of

        refuse_foreign(data, name)
        if encoding is not None:
            text = _decode(data, name, encoding)
            return source_of(text, name=name, encoding=encoding, is_csv=format == "csv")
        return read_text(data, name, is_csv=format == "csv")
    raise ReadError(
        f"不支持的格式 {format!r}；可用：{'、'.join(formats.FORMATS)}",
        f"unknown format {format!r}; known are {', '.join(formats.FORMATS)}",
    )


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


def _load(file: object, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file and its name; at most one byte more than the limit is read."""
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
    if len(data) > limits.file_bytes:
        raise LimitError(
            f"{name}：文件超过上限 {limits.file_bytes} 字节；可用 Limits(file_bytes=…) 放宽",
            f"{name}: larger than the limit of {limits.file_bytes} bytes; "
            f"raise it with Limits(file_bytes=…)",
        )
    return data, name
