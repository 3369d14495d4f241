"""Dialects of Word: the same facts, as Word, WPS and their users write them.

Each dialect takes facts and a source of chance and gives the bytes of a file together with the
facts as a careful human can read them there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from . import typesetting
from .facts import Facts
from .grids import Field, Grid, make_grid, places
from .script import Block, Heading, StatutoryTable, Survey
from .word_files import (
    cell,
    level,
    numbered,
    numbering,
    paragraph,
    run,
    table,
    word_file,
)

Dialect = Callable[[Facts, Random], tuple[bytes, Facts]]
TablePrinter = Callable[[Grid, Random], str]
LinePrinter = Callable[[str, Random], str]

_AUTHOR: Final = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'


@dataclass(frozen=True)
class _Manner:
    """How one writer of Word files works."""

    table: TablePrinter
    line: LinePrinter = lambda text, _: paragraph(text)
    heading: Callable[[Heading, Random], str] | None = None


def _body(facts: Facts, rng: Random, manner: _Manner) -> str:
    return "".join(_block(block, facts, rng, manner) for block in facts.script) + "<w:sectPr/>"


def _block(block: Block, facts: Facts, rng: Random, manner: _Manner) -> str:
    match block:
        case StatutoryTable():
            return manner.table(make_grid(facts, block.name), rng)
        case Survey():
            rows = [[cell(paragraph(text)) for text in row] for row in block.rows]
            return table(rows) + paragraph()
        case Heading() if manner.heading is not None:
            return manner.heading(block, rng)
        case Heading():
            return manner.line(f"{block.mark}{block.title}{block.tail}", rng)
        case _:
            return manner.line(block.text, rng)


def merged_rows(
    grid: Grid, rng: Random, content: Callable[[Field, Random], str], looks: str = ""
) -> list[list[str]]:
    """Return rows of cells merged as the form has them; cells of values have *looks*."""
    rows: list[list[str]] = []
    for row in places(grid):
        cells: list[str] = []
        covered: Field | None = None
        for place in row:
            field = place.field
            span = f'<w:gridSpan w:val="{field.columns}"/>' if field.columns > 1 else ""
            if place.kind == "own":
                merge = '<w:vMerge w:val="restart"/>' if field.rows > 1 else ""
                own = looks if field.is_value else ""
                cells.append(cell(content(field, rng), span + merge + own))
                covered = None
            elif place.kind == "above" and covered is not field:
                cells.append(cell(paragraph(), span + "<w:vMerge/>"))
                covered = field
        rows.append(cells)
    return rows


def _plain(field: Field, rng: Random) -> str:
    del rng
    return paragraph(field.text)


def _official(grid: Grid, rng: Random) -> str:
    return table(merged_rows(grid, rng, _plain))


def merged_cells(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """The form's own merged cells, one paragraph and one run everywhere."""
    return word_file(_body(facts, rng, _Manner(_official))), facts


def wps(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """WPS: a merge named in every cell, runs in pieces, empty paragraphs, broken labels."""

    def content(field: Field, rng: Random) -> str:
        if field.is_value:
            return _pieces(field.text, rng) if field.text else paragraph(rng.choice(("", "\u3000")))
        return _pieces(typesetting.broken(field.text, rng), rng)

    def printed(grid: Grid, rng: Random) -> str:
        rows = [
            [
                one.replace("</w:tcPr>", '<w:vMerge w:val="restart"/></w:tcPr>')
                if "<w:vMerge" not in one
                else one
                for one in row
            ]
            for row in merged_rows(grid, rng, content)
        ]
        return paragraph() + table(rows) + paragraph() * rng.randint(0, 3)

    def line(text: str, rng: Random) -> str:
        return paragraph() * rng.choice((0, 0, 1)) + _pieces(text, rng)

    return word_file(_body(facts, rng, _Manner(printed, line))), facts


def _pieces(text: str, rng: Random) -> str:
    """A paragraph cut into runs, with what editors leave between them."""
    left = ("", "", "<w:proofErr w:type='spellStart'/>", "<w:r/>", "<w:bookmarkStart w:id='0'/>")
    out, start = "", 0
    while start < len(text):
        if text[start] == "\n":
            out, start = out + "<w:r><w:br/></w:r>", start + 1
            continue
        end = start + rng.randint(1, 6)
        piece = text[start:end].partition("\n")[0]
        looks = rng.choice(("", "<w:rFonts w:hint='eastAsia'/>", "<w:b/><w:sz w:val='32'/>"))
        out += run(piece, looks) + rng.choice(left)
        start += len(piece)
    return f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{out}</w:p>"


_LISTS: Final = numbering(
    level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>'),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）", '<w:suff w:val="space"/>'),
    lists='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
)
_VALUES: Final = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}


def automatic_numbers(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Headings whose numbers Word counts; where the count would differ they are typed."""
    counts = [0, 0, 0, 0]

    def heading(one: Heading, rng: Random) -> str:
        del rng
        value = _VALUES.get(one.mark.strip("（）、.．( )"), 0) or int(
            "".join(filter(str.isdigit, one.mark)) or 0
        )
        depth = one.level - 1
        usual = ("{}、", "（{}）", "{}.", "（{}）")[depth]
        is_usual = one.mark.startswith(usual.partition("{")[0]) and one.mark.endswith(
            usual.partition("}")[2]
        )
        if value != counts[depth] + 1 or not is_usual:
            return paragraph(f"{one.mark}{one.title}{one.tail}")
        counts[depth] = value
        counts[depth + 1 :] = [0] * (3 - depth)
        return paragraph(one.title + one.tail, numbered(depth))

    body = _body(facts, rng, _Manner(_official, heading=heading))
    return word_file(body, {"numbering": _LISTS}), facts


def tracked_changes(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """A draft with its changes: what was taken away stands beside what was put there."""

    def changed(text: str, rng: Random) -> str:
        if not text or rng.random() < 0.4:
            return paragraph(text)
        gone = f"<w:r><w:delText>{rng.choice(('12', '旧稿', '0'))}</w:delText></w:r>"
        at = rng.randrange(len(text))
        return (
            f"<w:p>{run(text[:at])}<w:del {_AUTHOR}>{gone}</w:del>"
            f"<w:ins {_AUTHOR}>{run(text[at:])}</w:ins></w:p>"
        )

    def content(field: Field, rng: Random) -> str:
        return changed(field.text, rng)

    def printed(grid: Grid, rng: Random) -> str:
        rows = merged_rows(grid, rng, content)
        body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
        gone = cell(paragraph("规章")) + cell(paragraph("99"))
        deleted = f"<w:tr><w:trPr><w:del {_AUTHOR}/></w:trPr>{gone}</w:tr>"
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}{deleted}</w:tbl>"

    return word_file(_body(facts, rng, _Manner(printed, changed))), facts


def content_controls(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Controls around paragraphs, tables, cells and words; the empty ones show a prompt."""
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

    def content(field: Field, rng: Random) -> str:
        if field.text:
            return f"<w:p>{control.format(run(field.text))}</w:p>"
        if field.is_value and rng.random() < 0.5:
            return f"<w:p>{prompt.format(run('单击此处输入'))}</w:p>"
        return paragraph()

    def printed(grid: Grid, rng: Random) -> str:
        rows = [
            [control.format(one) if rng.random() < 0.2 else one for one in row]
            for row in merged_rows(grid, rng, content)
        ]
        return control.format(table(rows))

    def line(text: str, rng: Random) -> str:
        return control.format(paragraph(text)) if rng.random() < 0.5 else paragraph(text)

    return word_file(_body(facts, rng, _Manner(printed, line))), facts


def parted_tables(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Table two in its blocks, each a table of its own."""

    def printed(grid: Grid, rng: Random) -> str:
        rows = merged_rows(grid, rng, _plain)
        if grid.name != "proactive":
            return table(rows)
        starts = [number for number, row in enumerate(grid.rows) if len(row) == 1]
        ends = [*starts[1:], len(rows)]
        blocks = [rows[start:end] for start, end in zip(starts, ends, strict=True)]
        return (paragraph() * rng.randint(1, 2)).join(table(block) for block in blocks)

    return word_file(_body(facts, rng, _Manner(printed))), facts


DOCX_DIALECTS: Final[dict[str, Dialect]] = {
    "docx_merged_cells": merged_cells,
    "docx_wps": wps,
    "docx_automatic_numbers": automatic_numbers,
    "docx_tracked_changes": tracked_changes,
    "docx_content_controls": content_controls,
    "docx_parted_tables": parted_tables,
}
