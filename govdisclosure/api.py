"""The pipeline, written out once: bytes or text to Source to Report, and back to text.

``read`` takes files and bytes, ``parse`` takes text; both give a :class:`Report`. A bad document
gives a report with diagnostics; only a file that cannot be read at all raises. Readers, builder
and writers are imported when they are first needed, so that importing the package is fast.
"""

import os
from typing import IO

from attrs import frozen

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.model.report import Report
from govdisclosure.source import Source

__all__ = ["Limits", "parse", "read", "read_source", "render", "write"]


@frozen(kw_only=True)
class Limits:
    """How much ``read`` takes on; honest files never meet these."""

    #: The largest file, in bytes.
    file_bytes: int = 64 * 1024 * 1024


def parse(text: str) -> Report:
    r"""Make text of any dialect into a Report; every string gives one, in linear time.

    Example:
        >>> report = parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n无。")
        >>> report.agency, report.year, report.sections[0].kind.value
        ('某某局', 2023, 'overview')
    """
    from govdisclosure.build import build_report
    from govdisclosure.readers.text import source_of

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
        format: ``"text"`` or ``"markdown"``; found out from the content when None.
        encoding: The encoding of the bytes; found out when None.
        limits: How much to take on.

    Raises:
        ReadError: The file cannot be opened, or is no format that can be read.
        LimitError: The file is larger than *limits* allow.
    """
    from govdisclosure.build import build_report

    return build_report(read_source(file, format=format, encoding=encoding, limits=limits))


def render(report: Report, format: str = "text") -> str:
    r"""Write a report as text: the canonical report, or Markdown or JSON of the same.

    Args:
        report: What to write.
        format: ``"text"``, ``"markdown"`` or ``"json"``.

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
    if format == "json":
        from govdisclosure.codec import to_json

        return to_json(report)
    known = ", ".join(sorted(set(_SUFFIXES.values())))
    raise ValueError(f"no format {format!r}; known are {known}")


#: The format that a file's name asks for.
_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}


def write(report: Report, path: str | os.PathLike[str]) -> None:
    """Write a report to a file in UTF-8, in the format of its suffix: txt, md or json.

    Raises:
        ValueError: The suffix names no format.
        OSError: The file cannot be written.
    """
    from pathlib import Path

    target = Path(path)
    format = _SUFFIXES.get(target.suffix.lower())
    if format is None:
        raise ValueError(f"no format for {target.name!r}; known suffixes: {', '.join(_SUFFIXES)}")
    target.write_text(render(report, format), encoding="utf-8", newline="\n")


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
    from govdisclosure.readers.text import read_text, source_of

    data, name = _load(file, limits or Limits())
    if format not in {None, "text", "markdown"}:
        raise ReadError(
            f"不支持的格式 {format!r}；可用：text、markdown",
            f"unknown format {format!r}; known are text and markdown",
        )
    _refuse_other_formats(data, name)
    if encoding is not None:
        try:
            return source_of(data.decode(encoding), name=name, encoding=encoding)
        except (LookupError, UnicodeDecodeError) as error:
            raise ReadError(
                f"{name}：不能按 {encoding} 解码；去掉 encoding 参数即可自动识别",
                f"{name}: cannot be decoded as {encoding}; leave the encoding out to have it found",
            ) from error
    return read_text(data, name)


def _load(file: str | os.PathLike[str] | bytes | IO[bytes], limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file and its name; at most one byte more than the limit is read."""
    if isinstance(file, bytes):
        data, name = file, "<bytes>"
    elif isinstance(file, str | os.PathLike):
        path = os.fspath(file)
        name = os.path.basename(path)
        try:
            with open(path, "rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except OSError as error:
            raise ReadError(
                f"{path}：无法打开（{error.strerror}）；请检查路径和权限",
                f"{path}: cannot be opened ({error.strerror}); check the path and its permissions",
            ) from error
    else:
        data = file.read(limits.file_bytes + 1)
        name = str(getattr(file, "name", "<stream>"))
    if len(data) > limits.file_bytes:
        raise LimitError(
            f"{name}：文件超过上限 {limits.file_bytes} 字节；可用 Limits(file_bytes=…) 放宽",
            f"{name}: larger than the limit of {limits.file_bytes} bytes; "
            f"raise it with Limits(file_bytes=…)",
        )
    return data, name


#: First bytes of formats that are no text: what they are, in Chinese and in English.
_FOREIGN = (
    (b"%PDF-", "PDF 文件", "a PDF file"),
    (b"PK\x03\x04", "压缩包或 Office 文件（docx、xlsx、ofd）", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、wps、xls）", "an old Office file"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"\x1f\x8b", "gzip 压缩文件", "a gzip file"),
)


def _refuse_other_formats(data: bytes, name: str) -> None:
    """Name what this version does not read.

    Raises:
        ReadError: The file begins as another format does.
    """
    for sign, chinese, english in _FOREIGN:
        if data.startswith(sign):
            raise ReadError(
                f"{name}：这是{chinese}，本版本只读取文本和 Markdown；请先另存为文本",
                f"{name}: this is {english}; this version reads text and Markdown only. "
                f"Save it as text first",
            )
