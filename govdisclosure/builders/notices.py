"""What to report about how a document was read: each function gives diagnostics.

Takes the source, what was set aside, and the parts of the report; changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from attrs import evolve

from govdisclosure.forms.labels import is_telling
from govdisclosure.forms.layout import TableKind
from govdisclosure.forms.sheet_labels import is_indicator
from govdisclosure.model.blocks import OtherTable, Paragraph, Picture
from govdisclosure.model.diagnostics import Diagnostic, noticed
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Block, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.plain.breaks import scattered_labels
from govdisclosure.plain.titles import is_title
from govdisclosure.source import Field, Residue, ResidueReason, Source, Span

__all__ = [
    "LONGEST_QUOTE",
    "RESIDUE_CODES",
    "gathered",
    "notices_of_identity",
    "notices_of_picture",
    "notices_of_scraps",
    "notices_of_second_report",
    "notices_of_source",
]

#: The minimum number of scattered labels of tables that are reported.
_FEW_SCRAPS = 3
#: The maximum number of characters of the document that a message repeats.
LONGEST_QUOTE = 40

RESIDUE_CODES: Mapping[ResidueReason, str] = {
    ResidueReason.CHROME: "GD002",
    ResidueReason.PAGE_NUMBER: "GD003",
    ResidueReason.DEBRIS: "GD004",
    ResidueReason.SIGN_OF_ABSENCE: "GD019",
    ResidueReason.STRUCK: "GD044",
    ResidueReason.HIDDEN: "GD045",
    ResidueReason.WATERMARK: "GD046",
}
#: What is reported once for the whole document, with the number of pieces.
_SAID_ONCE = (ResidueReason.STRUCK, ResidueReason.HIDDEN, ResidueReason.WATERMARK)


def notices_of_identity(report: Report) -> Iterator[Diagnostic]:
    """How organ and year were found."""
    agency_by, year_by = report.agency_found_by, report.year_found_by
    if year_by is None:
        yield noticed("GD049")
    if agency_by is FoundBy.CONTACT:
        yield noticed("GD055", agency=str(report.agency))
    words = [str(report.agency)] if agency_by is FoundBy.PAGE else []
    words += [str(report.year)] if year_by is FoundBy.PAGE else []
    if words:
        yield noticed("GD056", words="、".join(words))


def notices_of_source(source: Source, residue: Iterable[Residue]) -> Iterator[Diagnostic]:
    """What the reader noticed, and what was set aside."""
    if source.decoding_faults:
        yield noticed("GD012", encoding=source.encoding, count=str(source.decoding_faults))
    for notice in source.notices:
        named = dict(notice.arguments)
        if notice.words or not named:
            named = {"words": notice.words, **named}
        yield noticed(notice.code, span=notice.span, addresses=(), **named)
    of_reason: dict[ResidueReason, list[Residue]] = {reason: [] for reason in _SAID_ONCE}
    for piece in residue:
        code = RESIDUE_CODES.get(piece.reason)
        if piece.reason in of_reason:
            of_reason[piece.reason].append(piece)
        elif code is not None:
            yield noticed(code, span=piece.span, words=piece.text[:LONGEST_QUOTE])
    for reason, pieces in of_reason.items():
        spans = [piece.span for piece in pieces if piece.span is not None]
        if spans:
            words = "、".join(dict.fromkeys(piece.text for piece in pieces))
            yield noticed(
                RESIDUE_CODES[reason],
                span=Span(min(spans).start, max(span.end for span in spans)),
                words=f"{words[:LONGEST_QUOTE]}…" if len(words) > LONGEST_QUOTE else words,
                count=str(len(pieces)),
            )


def notices_of_second_report(
    annex: Iterable[Block], title: Field | Paragraph | None
) -> Iterator[Diagnostic]:
    """The *title* of another report after this one, or the first title in the annex."""
    titles = (one for one in annex if isinstance(one, Paragraph) and is_title(one.text))
    if second := title or next(titles, None):
        yield noticed("GD016", span=second.span, words=second.text)


def notices_of_scraps(
    blocks: Sequence[Block], sections: Iterable[Section], tables: Iterable[Table]
) -> Iterator[Diagnostic]:
    """Labels outside of tables: of tables that were not read, or of no table in particular.

    Args:
        blocks: All blocks of the report.
        sections: The sections of the report.
        tables: The statutory tables that were read.
    """
    lines = [one for one in blocks if isinstance(one, Paragraph)]
    told: list[tuple[Span | None, Sequence[str | None]]] = []
    counts: list[int] = []
    for one in lines:
        labels = scattered_labels(one.text)
        told += ((one.span, label) for label in labels) if labels else ()
        counts.append(len(labels) or is_indicator(one.text, is_counted=True))
    for block in blocks if len(lines) < len(blocks) else ():
        if isinstance(block, OtherTable):
            cells = chain.from_iterable(block.rows)
            told += ((block.span, label) for one in cells for label in scattered_labels(one))
    known = {table.kind.value for table in tables}
    known.update(
        section.kind.value
        for section in sections
        if section.kind and any(isinstance(block, Picture) for block in section.blocks)
    )
    unread = _unread_tables(told, known)
    for table, first in unread.items():
        yield noticed("GD053", span=first, table=table)
    if not unread and sum(counts) >= _FEW_SCRAPS:
        scraps = [one for one, count in zip(lines, counts, strict=True) if count]
        words = "、".join(scrap.text[:LONGEST_QUOTE] for scrap in scraps[:_FEW_SCRAPS])
        yield noticed("GD015", span=scraps[0].span, words=words)


def _unread_tables(
    told: Iterable[tuple[Span | None, Sequence[str | None]]], known: AbstractSet[str]
) -> Mapping[str, Span | None]:
    """Tables that have labels but were neither read nor reported, with their first labels.

    Args:
        told: Labels in lines and cells, each with its place.
        known: The tables that were.
    """
    found: dict[str, dict[str, Span | None]] = {}
    for span, tokens in told:
        for kind, token in zip(TableKind, tokens, strict=True):
            if token is not None and is_telling(token) and kind.value not in known:
                found.setdefault(kind.value, {}).setdefault(token, span)
    return {
        kind: next(iter(spans.values()))
        for kind, spans in found.items()
        if len(spans) >= _FEW_SCRAPS
    }


def notices_of_picture(section: Section) -> Iterator[Diagnostic]:
    """A section whose table is a picture."""
    if section.kind is None or section.kind.value not in {table.value for table in TableKind}:
        return
    has_table = any(isinstance(block, Table) for block in section.blocks)
    if not has_table and any(isinstance(block, Picture) for block in section.blocks):
        heading = section.heading
        yield noticed("GD014", span=heading.span, section=heading.printed_title)


#: How each item, such as a row, is named in the one sentence about a table.
_ITEMS: Mapping[str, str] = {
    "GD007": "{row}（{words}）",
    "GD008": "{row}",
    "GD009": "{words}",
    "GD013": "{words}",
    "GD018": "{row}",
    "GD021": "{words} → {label}",
    "GD022": "{row}",
    "GD023": "{row}（{words} → {cut}）",
    "GD029": "{row}（{words}）",
}
#: The maximum number of items in a sentence; of more it gives the number.
_MOST_ITEMS = 20


def gathered(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The notices about rows of tables, one per kind and table, over all its places."""
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    others: list[Diagnostic] = []
    for one in found:
        if one.code in _ITEMS:
            alike.setdefault((one.code, dict(one.arguments)["table"]), []).append(one)
        else:
            others.append(one)
    return [*others, *(_gather(table, ones) for (_, table), ones in alike.items())]


def _gather(table: str, alike: list[Diagnostic]) -> Diagnostic:
    first = alike[0]
    items = list(dict.fromkeys(_ITEMS[one.code].format_map(dict(one.arguments)) for one in alike))
    words = "；".join(items[:_MOST_ITEMS])
    if len(items) > _MOST_ITEMS:
        words += f"……（+{len(items) - _MOST_ITEMS}）"
    spans = sorted(one.span for one in alike if one.span is not None)
    return evolve(
        first,
        addresses=tuple(dict.fromkeys(address for one in alike for address in one.addresses)),
        arguments=(("table", table), ("items", words)),
        span=Span(spans[0].start, max(one.end for one in spans)) if spans else None,
    )
