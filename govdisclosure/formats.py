"""All formats, each defined once: its names, and what recognises, reads and writes it.

Takes names and gives formats; knows readers and writers by name only, and imports one when it is
needed. To add a format, write its module and a row of the table: choices, help, messages and the
tables of the READMEs follow it.
"""

from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any, Literal, TypeAlias

from attrs import frozen

from govdisclosure.wording import Wording

__all__ = [
    "CELLS",
    "CHECKS",
    "DIFFERENCES",
    "DIFFS",
    "EXPORTS",
    "FINDINGS",
    "FORMATS",
    "IN_FOLDERS",
    "MEASURES",
    "PAGES",
    "READ",
    "REPORTS",
    "TABLES",
    "BytesFormat",
    "Format",
    "Formats",
    "TextFormat",
    "asked_for",
    "imported",
    "known_suffixes",
    "name_of",
]


@frozen
class Format:
    """A file format; its functions are named as ``module:name``, or empty if it has none."""

    #: What options and arguments call it, and an addition for help.
    name: str
    remark: Wording | None = None
    #: The suffixes that select it for files to be written, the usual one first.
    suffixes: tuple[str, ...] = ()
    #: The suffixes of files in folders that are read; one named directly is always read.
    in_folders: tuple[str, ...] = ()
    #: Whether it is binary: it has no encoding to choose, and is not shown in a terminal.
    is_binary: bool = False
    #: Whether it is in UTF-8 on stdout as well: a page declares it, and TOML requires it.
    is_utf8: bool = False
    #: What its files begin with: by this mark Excel recognises that CSV is UTF-8.
    mark: bytes = b""
    #: Whether it is for programs, so that its words do not depend on the locale.
    is_for_programs: bool = False
    #: Recognises a file of the format by its bytes.
    told: str = ""
    #: Gives the Source of a file from its bytes or text, its name and the limits.
    reader: str = ""
    #: The extra that reading needs, and the package that comes with it.
    extra: str = ""
    package: str = ""
    #: Writes a report as text or bytes.
    report: str = ""
    #: Makes the output for findings, from the settings of a run; a workbook is bytes at the end.
    findings: str = ""
    #: Writes findings as comments into a copy of the file.
    comments: str = ""
    #: Writes the differences of two reports as text, in a language unless it is for programs.
    diff: str = ""
    #: Whether cells of many reports, and pages of rules, can be written in it.
    has_cells: bool = False
    has_pages: bool = False
    #: Whether tables of many reports, for other programs, and differences from their sum can be.
    has_tables: bool = False
    has_differences: bool = False
    #: Whether indicators and series can be, as rows or as pictures.
    has_measures: bool = False


Formats: TypeAlias = Mapping[str, Format]
_OLD = (".doc", ".wps", ".rtf", ".odt", ".uot", ".xls", ".et", ".ods")

#: All formats. The last one that recognises a file is used, or else the first.
FORMATS: Formats = {one.name: one for one in (
    Format("text", suffixes=(".txt", ".text"), in_folders=(".txt",),
           reader="readers.text.file:read_plain", report="model.report:Report.__str__",
           findings="findings.text:TextOutput", diff="comparison:Diff.text", has_pages=True,
           has_measures=True),
    Format("markdown", suffixes=(".md", ".markdown"), in_folders=(".md",),
           reader="readers.text.file:read_plain", report="writers.markdown:write_markdown",
           has_pages=True),
    Format("csv", suffixes=(".csv",), mark=b"\xef\xbb\xbf", is_for_programs=True,
           told="readers.formats:is_csv", reader="readers.text.file:read_csv",
           findings="findings.spreadsheet:CsvOutput", has_cells=True,
           has_differences=True, has_measures=True),
    Format("pdf", in_folders=(".pdf",), is_binary=True,
           told="readers.formats:is_pdf", reader="readers.pdf.reader:read_pdf",
           extra="pdf", package="pypdfium2"),
    Format("html", suffixes=(".html", ".htm"), in_folders=(".html", ".htm", ".mht", ".mhtml"),
           told="readers.formats:is_page", reader="readers.html.reader:read_html", is_utf8=True,
           report="writers.html:write_html", findings="findings.page:PageOutput",
           diff="comparison:Diff.to_html", has_measures=True),
    Format("svg", Wording("图", "a picture"), suffixes=(".svg",), is_utf8=True,
           has_measures=True),
    Format("docx", suffixes=(".docx",), in_folders=(".docx",), is_binary=True,
           told="readers.formats:is_package", reader="readers.docx.reader:read_docx",
           report="writers.docx:write_docx"),
    Format("docx-comments", Wording("在原文件上加批注", "the file itself with comments"),
           suffixes=(".docx", ".docm", ".dotx", ".dotm"), is_binary=True,
           comments="findings.comments:commented"),
    Format("xlsx", suffixes=(".xlsx",), in_folders=(".xlsx",), is_binary=True,
           told="readers.formats:is_workbook", reader="readers.xlsx.reader:read_xlsx",
           findings="frames.scores:ScoresOutput", has_tables=True, has_differences=True),
    Format("office", in_folders=_OLD, is_binary=True,
           told="readers.formats:is_office", reader="readers.office:read_office"),
    Format("ofd", in_folders=(".ofd",)),  # refused, with advice, instead of being skipped
    Format("json", suffixes=(".json",), is_for_programs=True, report="codec:to_json",
           findings="findings.machine:JsonOutput", diff="comparison:Diff.to_json",
           has_cells=True, has_differences=True, has_measures=True),
    Format("jsonl", Wording("每行一个对象", "an object a line"), suffixes=(".jsonl", ".ndjson"),
           findings="findings.machine:JsonLinesOutput", has_cells=True, is_for_programs=True),
    Format("sarif", suffixes=(".sarif", ".sarif.json"), is_for_programs=True,
           findings="findings.sarif:SarifOutput"),
    Format("waivers", Wording("豁免草稿", "drafts of them"), suffixes=(".toml",), is_utf8=True,
           findings="findings.stanzas:StanzaOutput"),
    Format("parquet", suffixes=(".parquet",), is_binary=True, is_for_programs=True,
           has_tables=True),
    Format("duckdb", Wording("含全部各表", "all tables"), suffixes=(".duckdb",),
           is_binary=True, is_for_programs=True, has_tables=True),
)}  # fmt: skip
#: The formats that a report is written in, as text and as bytes, for type checkers.
TextFormat: TypeAlias = Literal["text", "markdown", "html", "json"]
BytesFormat: TypeAlias = Literal["docx"]

#: The formats for reading, and for writing reports, cells, tables of many reports, their
#: differences from a sum, indicators and series, findings as text, all results of a check, the
#: differences of two reports, and the pages of rules. The first is the default.
READ: Formats = {name: one for name, one in FORMATS.items() if one.reader}
REPORTS: Formats = {name: one for name, one in FORMATS.items() if one.report}
CELLS: Formats = {name: one for name, one in FORMATS.items() if one.has_cells}
TABLES: Formats = {name: one for name, one in FORMATS.items() if one.has_tables}
EXPORTS: Formats = {**CELLS, **TABLES}
DIFFERENCES: Formats = {name: one for name, one in FORMATS.items() if one.has_differences}
MEASURES: Formats = {name: one for name, one in FORMATS.items() if one.has_measures}
FINDINGS: Formats = {
    name: one for name, one in FORMATS.items() if one.findings and not one.is_binary
}
CHECKS: Formats = {name: one for name, one in FORMATS.items() if one.findings or one.comments}
DIFFS: Formats = {name: one for name, one in FORMATS.items() if one.diff}
PAGES: Formats = {name: one for name, one in FORMATS.items() if one.has_pages}
#: The suffixes of files in folders that may be reports.
IN_FOLDERS = tuple(suffix for one in FORMATS.values() for suffix in one.in_folders)


def imported(where: str) -> Any:  # noqa: ANN401 - whoever asks knows what it is
    """The object named as ``module:name``."""
    module, _, name = where.partition(":")
    return attrgetter(name)(import_module(f"govdisclosure.{module}"))


def known_suffixes(formats: Formats) -> list[str]:
    """The suffixes of files that are written in one of *formats*."""
    return [suffix for one in formats.values() for suffix in one.suffixes]


def asked_for(file: str, formats: Formats) -> Format | None:
    """The format that a file name asks for; None if its suffix is not in *formats*.

    Example:
        >>> asked_for("out/a.SARIF.json", FINDINGS).name, asked_for("a.json", FINDINGS).name
        ('sarif', 'json')
        >>> asked_for("a.pdf", REPORTS) is None
        True
    """
    suffixes = [(suffix, one) for one in formats.values() for suffix in one.suffixes]
    longest = sorted(suffixes, key=lambda pair: -len(pair[0]))
    return next((one for suffix, one in longest if file.lower().endswith(suffix)), None)


def name_of(word: str, formats: Formats) -> str:
    """The format that *word* names, possibly by a suffix; *word* itself if there is none.

    Example:
        >>> name_of("md", REPORTS), name_of("markdown", REPORTS), name_of("pdf", REPORTS)
        ('markdown', 'markdown', 'pdf')
    """
    return next((one.name for one in formats.values() if f".{word}" in one.suffixes), word)
