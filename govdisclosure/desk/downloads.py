"""What can be saved: the canonical report, the draft with comments, findings, the workbook.

Takes files that were read and checked and gives bytes, the same as the library and the command
line give for them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from govdisclosure.api import render
from govdisclosure.collection.outcomes import Outcome
from govdisclosure.desk.wording import error_of
from govdisclosure.errors import GovDisclosureError
from govdisclosure.findings import Checked, Output, Setting
from govdisclosure.findings.comments import commented, suffix_for
from govdisclosure.formats import FORMATS, Format, imported
from govdisclosure.frames.workbook import workbook

__all__ = ["DOWNLOADS", "Download", "Held", "Saved", "stem_of"]


@frozen(kw_only=True)
class Held:
    """What downloads are made of."""

    outcomes: Sequence[Outcome]
    checked: Sequence[Checked]
    setting: Setting
    #: The bytes of the only file, for comments.
    data: bytes = b""


class Saved(NamedTuple):
    """The content of a file, and what its name ends in."""

    content: bytes
    suffix: str


class Download(NamedTuple):
    """A kind of download."""

    #: Names it on buttons, in :mod:`govdisclosure.desk.wording`, and its files there.
    button: str
    name: str
    media_type: str
    make: Callable[[Held], Saved]
    #: Whether it is made of one report.
    is_of_one: bool = False


def _canonical(format: str) -> Callable[[Held], Saved]:
    """The canonical report."""

    def make(held: Held) -> Saved:
        report = _only(held).report
        if report is None:
            raise _why_not(held)
        written = render(report, format)
        content = written if isinstance(written, bytes) else written.encode()
        return Saved(content, FORMATS[format].suffixes[0])

    return make


def _commented(held: Held) -> Saved:
    """The draft with comments, or the canonical file with them if it is of another kind."""
    checked = _only(held)
    if checked.report is None:
        raise _why_not(held)
    suffix = suffix_for(held.data, checked.name)
    return Saved(commented(held.data, checked, held.setting.language), suffix)


def _findings(format: str) -> Callable[[Held], Saved]:
    """The findings of all files."""

    def make(held: Held) -> Saved:
        of: Format = FORMATS[format]
        output: Output = imported(of.findings)(held.setting)
        pieces = [output.begin(), *map(output.add, held.checked), output.end()]
        content = b"".join(
            one if isinstance(one, bytes) else one.encode(errors="backslashreplace")
            for one in pieces
        )
        return Saved(of.mark + content, of.suffixes[0])

    return make


def _workbook(held: Held) -> Saved:
    """Cells and findings of all files."""
    made = workbook(held.outcomes, language=held.setting.language)
    return Saved(made, FORMATS["xlsx"].suffixes[0])


def _only(held: Held) -> Checked:
    """The only file.

    Raises:
        GovDisclosureError: There are several.
    """
    if len(held.checked) != 1:
        raise error_of("one_report", count=len(held.checked))
    return held.checked[0]


def _why_not(held: Held) -> GovDisclosureError:
    """Why there is no report."""
    return _only(held).failure or error_of("our_fault", error=_only(held).status.value)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE, _CSV = "text/html; charset=utf-8", "text/csv; charset=utf-8"
#: Each download by the name that asks for it, in the order of their buttons.
DOWNLOADS: Mapping[str, Download] = {
    "comments": Download("comments", "as_comments", _WORD, _commented, is_of_one=True),
    "docx": Download("docx", "as_canonical", _WORD, _canonical("docx"), is_of_one=True),
    "html": Download("html", "as_canonical", _PAGE, _canonical("html"), is_of_one=True),
    "findings": Download("findings", "as_findings", _PAGE, _findings("html")),
    "xlsx": Download("xlsx", "as_xlsx", _EXCEL, _workbook),
    "csv": Download("csv", "as_findings", _CSV, _findings("csv")),
    "sarif": Download("sarif", "as_findings", "application/sarif+json", _findings("sarif")),
}


def stem_of(name: str) -> str:
    """The name of a file without its suffix.

    Example:
        >>> stem_of("2023年报.docx"), stem_of(".docx"), stem_of("年报")
        ('2023年报', '.docx', '年报')
    """
    stem, dot, _ = name.rpartition(".")
    return stem if stem and dot else name
