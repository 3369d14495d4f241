"""GD106 and GD107: the three tables exist, and follow the form of the year.

Takes a context and yields instances; reads only the presence and edition of a table.
"""

from collections.abc import Iterator, Mapping

from govdisclosure.forms.layout import Edition, SectionKind, TableKind
from govdisclosure.model.blocks import OtherTable, Picture
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Section
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.headings import NUMERAL_OF
from govdisclosure.rules.basis.parts import BEFORE_FORMS, FIRST_YEAR, due_edition, owes_form
from govdisclosure.rules.basis.rule import NO_TABLE, UNKNOWN_YEAR, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021
from govdisclosure.text import CellState
from govdisclosure.wording import Wording

__all__ = ["RULES"]

PICTURE = Reason("picture", "这张表是图片，无法读取", "the table is a picture and cannot be read")
UNREAD = Reason(
    "unread",
    "文中有这张表的行标题、列标题，但未能读成表格",
    "the words of the table are in the text but could not be read as a table",
)
SCRIPTED = Reason(
    "scripted", "这张表由脚本生成，文件中没有", "a script would draw the table; the file has none"
)
UNRECOGNISED = Reason(
    "unrecognised",
    "这一部分有别的表格，未能识别出这张表",
    "the section holds a table that could not be recognised as this one",
)
#: What reading reports of tables that it did not find, and the reason that follows from it.
_SAID: Mapping[str, Reason] = {"GD052": SCRIPTED, "GD053": UNREAD}


def check_tables_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each of the three tables exists, with at least one cell."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    for kind in TableKind:
        table = context.tables.get(kind)
        if table is not None and any(cell.state is not CellState.ABSENT for cell in table.cells):
            yield rule.passes()
            continue
        section = context.report.section(SectionKind(kind.value))
        if reason := _unreadable(kind, section, context):
            yield rule.cannot_tell(reason=reason)
        else:
            yield rule.fails(
                span=section.heading.span if section else None,
                table=kind.value,
                section=kind.value,
                numeral=NUMERAL_OF[SectionKind(kind.value)],
            )


def _unreadable(kind: TableKind, section: Section | None, context: Context) -> Reason | None:
    """Why a table may exist though nothing of it was read."""
    for one in context.report.diagnostics:
        if one.code in _SAID and dict(one.arguments).get("table", kind.value) == kind.value:
            return _SAID[one.code]
    blocks = section.blocks if section is not None else ()
    if any(isinstance(block, Picture) for block in blocks):
        return PICTURE
    if context.tables.get(kind) is not None:
        return UNREAD
    is_there = any(isinstance(block, OtherTable) for block in blocks)
    return UNRECOGNISED if is_there else None


def check_edition(rule: Rule, context: Context) -> Iterator[Instance]:
    """Table two, or table three where there is no table two, follows the form of the year."""
    tables = (context.tables.get(kind) for kind in (TableKind.PROACTIVE, TableKind.REQUESTS))
    table = next((one for one in tables if one is not None), None)
    if table is None or table.edition is None:
        yield rule.does_not_apply(NO_TABLE)
    elif context.year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
    elif context.year < FIRST_YEAR:
        yield rule.does_not_apply(BEFORE_FORMS)
    elif table.edition is due_edition(context.year):
        yield rule.passes()
    else:
        yield rule.fails(
            span=table.span,
            table=table.kind.value,
            printed=table.edition.value,
            due=due_edition(context.year).value,
            year=str(context.year),
        )


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_SOURCES = (FORM_2021, FORM_2019)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD106",
        name="table-missing",
        severity=Severity.ERROR,
        title=Wording("缺少一张表", "a table is missing"),
        sources=_SOURCES,
        numbers=("R39",),
        editions=_BOTH,
        chinese=("第{numeral}部分应当有{table}，文中没有。请按表式补上整张表；没有的，填 0。"),
        english=(
            "section {numeral}, “{section}”, must contain {table}, which is missing. Add the "
            "whole table; fill in 0 where there was nothing."
        ),
        check=check_tables_present,
    ),
    Rule(
        code="GD107",
        name="table-of-another-form",
        severity=Severity.WARNING,
        title=Wording("表式与年度不符", "a table follows the form of other years"),
        sources=_SOURCES,
        numbers=("R40",),
        chinese=(
            "{year} 年度的报告应当采用 {due} 年的表式，{table}却是 {printed} 年的表式。"
            "请换用 {due} 年的表式重新填报。"
        ),
        english=(
            "a report on {year} follows the form of {due}, but {table} is that of the form of "
            "{printed}. Fill in the table of {due}."
        ),
        check=check_edition,
    ),
)
