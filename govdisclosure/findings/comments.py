"""Findings as comments in the Word file that they were found in, for whoever mends it in Word.

Takes the bytes of a file and what was found in it, and gives the bytes of the file with a comment
on the cell or paragraph of each finding; what is no Word file becomes the canonical one.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from attrs import evolve, fields, has

from govdisclosure.builders import build_report
from govdisclosure.findings.checked import Checked
from govdisclosure.findings.facts import (
    asks_for_something,
    cell_at,
    explanations_of,
    first_cells,
    place_of,
)
from govdisclosure.findings.wording import say
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.readers.docx.anchors import Anchors
from govdisclosure.readers.docx.document import text_part
from govdisclosure.readers.docx.reader import read_docx
from govdisclosure.readers.foreign import is_flat_package, refuse_foreign
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.rules.basis.rule import Finding
from govdisclosure.rules.handbook import EXPLAINED
from govdisclosure.source import Span
from govdisclosure.wording import COLON, Language, Wording
from govdisclosure.writers.comments import Comment, CommentError, suffix_of, with_comments
from govdisclosure.writers.docx import write_docx

__all__ = ["annotate_docx", "commented", "is_commentable", "suffix_for"]

#: So many explanations of a broken sum are worth reading.
_MOST_EXPLANATIONS = 3
_EXPLAINED = {rule.code: rule for rule in EXPLAINED}


def annotate_docx(
    data: bytes,
    findings: Iterable[Diagnostic],
    *,
    language: Language = "zh",
    limits: Limits | None = None,
) -> bytes:
    """A Word file with a comment on the cell or paragraph of each finding.

    Nothing else in the file changes, and comments of people stay; those of an earlier call are
    replaced, so that no findings at all take them away.

    Args:
        data: The bytes of a DOCX file.
        findings: What was found in the report that :func:`govdisclosure.read` makes of *data*:
            by :func:`govdisclosure.check`, or by reading itself.
        language: That of the comments.
        limits: How much to take on.

    Raises:
        CommentError: It is no DOCX file, is signed, or has no paragraph that a comment could be
            hung on.
        ReadError: It is a damaged one, or of a format that is not read.
        LimitError: It is larger than *limits* allow.
    """
    limits = limits or Limits()
    if not is_commentable(data):
        refuse_foreign(data, "<bytes>")
        raise CommentError(
            "不是 docx 文件，不能加批注；请用 gd.write 写成 docx，或在 Word 里另存为 docx",
            "this is no docx file, and only those can have comments; write one with gd.write, "
            "or save it as docx in Word",
        )
    source = read_docx(data, "<bytes>", limits)
    checked = Checked(
        file=source.name, source=source, report=build_report(source), findings=tuple(findings)
    )
    return _annotated(data, checked, checked, language, limits)


def commented(data: bytes, checked: Checked, language: Language) -> bytes:
    """A file that was checked with its findings as comments.

    Hints of reading, which ask for nothing, are none.

    Args:
        data: The bytes of the file; unless it :func:`is_commentable`, the canonical Word file takes
            its place.
        checked: The file, which could be read.
        language: That of the comments.

    Raises:
        CommentError: As for :func:`annotate_docx`.
        ReadError: The same.
    """
    limits = Limits()
    checked = evolve(checked, findings=tuple(filter(asks_for_something, checked.findings)))
    if is_commentable(data) or checked.report is None:
        return _annotated(data, checked, checked, language, limits)
    made = write_docx(checked.report)
    source = read_docx(made, checked.name, limits)
    report = build_report(source)
    places = dict(zip(_spans(checked.report), _spans(report), strict=True))
    moved = tuple(_moved(one, places) for one in checked.findings)
    canonical = Checked(file=checked.file, source=source, report=report, findings=moved)
    return _annotated(made, checked, canonical, language, limits)


def is_commentable(data: bytes) -> bool:
    """Whether comments can be put into the file itself."""
    return format_of(data) == "docx" and not is_flat_package(data)


def suffix_for(data: bytes, name: str) -> str:
    """What a file has to end in that :func:`commented` makes of *data*, so that Word opens it.

    Raises:
        ReadError: As for :func:`annotate_docx`.
    """
    if not is_commentable(data):
        return ".docx"
    package = Package(data, name, Limits())
    return suffix_of(package, text_part(package) or "")


# ------------------------------------------------------------------------------ places


def _annotated(
    data: bytes, original: Checked, checked: Checked, language: Language, limits: Limits
) -> bytes:
    """The file *data*, which is what *checked* is of, with its findings.

    The *original* has the same findings with their places in the file that was given.
    """
    anchors = Anchors(data, checked.name, limits)
    comments = []
    for one, first in zip(checked.findings, original.findings, strict=True):
        found = anchors.find(place_of(one, checked).origin)
        if found is None:
            raise CommentError(
                f"{checked.name}：正文中没有段落，无处加批注",
                f"{checked.name}: the text has no paragraph that a comment could be hung on",
            )
        paragraph, is_exact = found
        lines = _lines(first, original, language, is_exact=is_exact)
        comments.append(Comment(paragraph, tuple(lines)))
    return with_comments(data, anchors.package, anchors.part, comments)


def _spans(node: Any) -> Iterator[Span]:  # noqa: ANN401 - whatever stands in a report
    """The places of all that equal reports have alike, in one order."""
    if isinstance(node, tuple):
        yield from chain.from_iterable(map(_spans, node))
    elif has(type(node)):
        own = (getattr(node, name, None) for name in ("title_span", "span"))
        yield from (one or Span(-1, -1) for one in own)
        parts = (getattr(node, one.name) for one in fields(type(node)) if one.eq)
        yield from chain.from_iterable(map(_spans, parts))


def _moved(one: Diagnostic, places: dict[Span, Span]) -> Diagnostic:
    """A finding with its place in another file of an equal report; none where that has none."""
    if one.span is None:
        return one
    at = one.span.start
    around = [span for span in places if span.start <= at < max(span.end, span.start + 1)]
    if not around:
        return evolve(one, span=None)
    return evolve(one, span=places[min(around, key=lambda span: span.end - span.start)])


# ------------------------------------------------------------------------------ words


def _lines(
    one: Diagnostic, checked: Checked, language: Language, *, is_exact: bool
) -> Iterator[str]:
    """The paragraphs of a comment."""
    rule = one.rule if isinstance(one, Finding) else _EXPLAINED.get(one.code)
    title = one.name if rule is None else Wording(rule.title.chinese, rule.name).text(language)
    yield f"{one.severity.text(language)} {one.code} {title}"
    yield one.text(language)
    if not is_exact:
        where = place_of(one, checked).words(language)
        yield say(language, "place_is" if where else "no_place", place=where)
    if others := [address for address in one.addresses if not _is_at(one, address, checked)]:
        quoted = Wording("「{0}」", "{0}").text(language)
        cells = [quoted.format(other.words(language)) for other in others]
        yield say(language, "other_cells") + COLON.text(language) + first_cells(cells, language)
    if found := explanations_of(one):
        yield say(language, "possible") + COLON.text(language)
        yield from (f"- {each.text(language)}" for each in found[:_MOST_EXPLANATIONS])
    if one.code in _EXPLAINED:
        yield say(language, "rule_page", code=one.code)


def _is_at(one: Diagnostic, address: Address, checked: Checked) -> bool:
    """Whether a finding is at the very cell of *address*."""
    cell = cell_at(checked, address)
    return cell is not None and cell.span is not None and cell.span == one.span
