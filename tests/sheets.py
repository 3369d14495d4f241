"""Statistics sheets in every way in which converters print them, with what stands in each cell.

Takes chance and gives a sheet of known numbers, and the same sheet as text, Markdown, HTML or DOCX.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from random import Random
from typing import NamedTuple

from docx import Document

from govdisclosure.forms.sheet_columns import NO_UNIT
from govdisclosure.forms.sheet_indicators import Indicator, indicator_of, indicators, sheet_sums

#: The ordinals of the national sheet, by what they stand before.
_MARKS = {
    "proactive": "一、",
    "proactive_total": "（一）",
    "proactive_normative": "其中：",
    "normative_issued": "",
    "channels": "（二）",
    "via_gazette": "1.",
    "via_website": "2.",
    "via_weibo": "3.",
    "via_wechat": "4.",
    "via_other": "5.",
    "responses": "二、",
    "responses_total": "（一）",
    "response_channels": "（二）",
    "press_conferences": "1.",
    "press_conferences_head": "其中：",
    "interviews": "2.",
    "interviews_head": "其中：",
    "interpretations": "3.",
    "social_responses": "4.",
    "other_responses": "5.",
    "requests": "三、",
    "received": "（一）",
    "received_in_person": "1.",
    "received_fax": "2.",
    "received_online": "3.",
    "received_mail": "4.",
    "closed": "（二）",
    "closed_on_time": "1.",
    "closed_extended": "2.",
    "replied": "（三）",
    "already_public": "1.",
    "granted": "2.",
    "partly_granted": "3.",
    "refused": "4.",
    "refused_state_secret": "其中：",
    "refused_trade_secret": "",
    "refused_privacy": "",
    "refused_security_stability": "",
    "refused_not_government_info": "",
    "refused_other": "",
    "not_this_organ": "5.",
    "not_existing": "6.",
    "told_to_amend": "7.",
    "told_other_channel": "8.",
    "review_total": "四、",
    "review_upheld": "（一）",
    "review_corrected": "（二）",
    "review_other": "（三）",
    "litigation_total": "五、",
    "litigation_upheld": "（一）",
    "litigation_corrected": "（二）",
    "litigation_other": "（三）",
    "complaints": "六、",
    "request_fees": "七、",
    "capacity": "八、",
    "dedicated_units": "（一）",
    "reading_points": "（二）",
    "staff": "（三）",
    "staff_full_time": "1.",
    "staff_part_time": "2.",
    "budget": "（四）",
    "activities": "九、",
    "meetings": "（一）",
    "trainings": "（二）",
    "trainees": "（三）",
}
_REMARKS = {
    "proactive_total": "（不同渠道和方式公开相同信息计1条）",
    "responses_total": "（不同方式回应同一热点或舆情计1次）",
    "staff_full_time": "（不包括政府公报及政府网站工作人员数）",
    "budget": "（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
}
_LOCAL = (
    ("行政执法信息", "条"),
    ("规划计划、统计信息", "条"),
    ("应急管理信息", "条"),
    ("政府文件数", "件"),
)


class Row(NamedTuple):
    """A row as it is printed; a heading has no values."""

    name: str | None
    label: str
    unit: str
    values: tuple[str, ...]


class Sheet(NamedTuple):
    """A sheet: the words over its columns, and its rows."""

    label_head: str
    unit_head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_ordinals: bool

    def numbers(self) -> dict[str, str]:
        """The digits that are printed, by address; a blank cell is empty."""
        keys = ("year", "cumulative")
        return {
            f"statistics/{row.name}/{key}": value
            for row in self.rows
            if row.name is not None
            for key, value in zip(keys, row.values, strict=False)
        }


def values_that_add_up(random: Random) -> dict[str, int]:
    """A number for each row of the national sheet; every sum and every bound of it holds."""
    made = {one.name: random.choice((0, 0, 1, 3, 12, 45, 230)) for one in indicators()}
    for kind in reversed(sheet_sums()):
        made[kind.total] = sum(made[part] for part in kind.shapes[0])
    made["proactive_total"] = sum(made[name] for name in made if name.startswith("via_"))
    made["proactive_normative"] = min(made["proactive_normative"], made["proactive_total"])
    for name in ("press_conferences", "interviews"):
        made[name] += made[f"{name}_head"]
    shortfall = made["replied"] - made["closed"]
    if shortfall > 0:
        made["closed_on_time"] += shortfall
    else:
        made["already_public"] -= shortfall
    made["closed"] = made["closed_on_time"] + made["closed_extended"]
    made["replied"] = sum(made[part] for part in sheet_sums()[2].shapes[0])
    return made


def national_names() -> list[str]:
    """The rows of the national sheet in print order, headings among them."""
    return list(_MARKS)


def make_sheet(random: Random, *, blank_zeros: bool = False, has_spaces: bool = True) -> Sheet:
    """A sheet of the national form in one of the spellings of real ones."""
    year = random.randint(2014, 2018)
    columns: tuple[str, ...] = random.choice(
        (
            ("统计数",),
            ("数量",),
            (f"{year}年度",),
            (f"{year}年度", "历年累计"),
            ("本年度", "历年累计"),
        )
    )
    first = values_that_add_up(random)
    second = values_that_add_up(random)
    cumulative = {name: first[name] + second[name] for name in first}
    rows: list[Row] = []
    for name in national_names():
        one = indicator_of(name)
        label = _spelled(one, random, has_spaces=has_spaces)
        if one.unit is None:
            rows.append(Row(None, label, NO_UNIT, ()))
            continue
        numbers = (first[name], cumulative[name])[: len(columns)]
        printed = tuple("" if blank_zeros and not n else str(n) for n in numbers)
        rows.append(Row(name, label, one.unit, printed))
        if name in {"normative_issued", "complaints"} and random.random() < 0.5:
            words, unit = random.choice(_LOCAL)
            values = tuple(str(random.randint(0, 99)) for _ in columns)
            rows.append(Row(None, words, unit, values))
    return Sheet(
        random.choice(("统计指标", "指标名称", "指标")),
        random.choice(("单位", "计量单位")),
        columns,
        tuple(rows),
        random.random() < 0.3,
    )


def _spelled(one: Indicator, random: Random, *, has_spaces: bool) -> str:
    mark = _MARKS[one.name]
    if mark.endswith("."):
        mark = random.choice((mark, mark[:-1] + "、", mark[:-1] + "．"))
        mark += " " if has_spaces and random.random() < 0.2 else ""
    elif mark.startswith("（") and random.random() < 0.3:
        mark = mark.replace("（", "(").replace("）", ")")
    words = random.choice((one.official, one.official, *one.aliases))
    return mark + words + (_REMARKS.get(one.name, "") if random.random() < 0.7 else "")


# ------------------------------------------------------------------------------ printed


def grid(sheet: Sheet) -> list[list[str]]:
    """The sheet as a rectangle."""
    rows = [[sheet.label_head, sheet.unit_head, *sheet.columns]]
    for row in sheet.rows:
        values = row.values or ("",) * len(sheet.columns)
        rows.append([row.label, row.unit, *values])
    if sheet.has_ordinals:
        rows = [[str(number) if number else "序号", *row] for number, row in enumerate(rows)]
    return rows


def around(table: str) -> str:
    """A report of those years with the sheet as its last part."""
    return (
        "望舒市水务局2015年政府信息公开工作年度报告\n一、概述\n全年情况如下。\n"
        "二、主动公开情况\n按规定公开。\n三、依申请公开情况\n按规定办理。\n"
        f"四、政府信息公开情况统计表\n{table}\n"
        "单位负责人：张某　审核人：李某\n"
    )


def as_tabs(sheet: Sheet, _random: Random) -> bytes:
    return around("\n" + "\n".join("\t".join(row) for row in grid(sheet)) + "\n").encode()


def as_markdown(sheet: Sheet, _random: Random) -> bytes:
    head, *rows = (f"| {' | '.join(row)} |" for row in grid(sheet))
    rule = "|" + "---|" * len(grid(sheet)[0])
    return around("\n" + "\n".join((head, rule, *rows)) + "\n").encode()


def as_lines_behind_pipes(sheet: Sheet, random: Random) -> bytes:
    """One cell a line behind a pipe, but labels; a pipe alone ends the row."""
    lines: list[str] = []
    for label, *cells in grid(sheet._replace(has_ordinals=False)):
        lines += [label, *(f"| {words}".rstrip() for words in cells), "|"]
    if random.random() < 0.5:
        lines[1] = lines[1].replace("计量单位", "计量\n单位")
    return around("\n".join(lines)).encode()


def as_html(sheet: Sheet, random: Random) -> bytes:
    """A page; headings span the table in some."""
    spans = random.random() < 0.5
    rows = []
    for number, row in enumerate(grid(sheet)):
        source = sheet.rows[number - 1] if number else None
        if spans and source is not None and source.unit == NO_UNIT and not sheet.has_ordinals:
            rows.append(f'<tr><td colspan="{len(row)}">{escape(source.label)}</td></tr>')
            continue
        cells = "".join(f"<td><p>{escape(words) or '&nbsp;'}</p></td>" for words in row)
        rows.append(f"<tr>{cells}</tr>")
    table = f"<table border=1>{''.join(rows)}</table>"
    lines = around("TABLE").split("\n")
    body = "".join(table if line == "TABLE" else f"<p>{line}</p>" for line in lines)
    return f"<html><body><div>{body}</div></body></html>".encode()


def as_docx(sheet: Sheet, _random: Random) -> bytes:
    document = Document()
    for line in around("TABLE").split("\n"):
        if line != "TABLE":
            document.add_paragraph(line)
            continue
        rows = grid(sheet)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for printed, row in zip(table.rows, rows, strict=True):
            for cell, words in zip(printed.cells, row, strict=True):
                cell.text = words
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _flat(sheet: Sheet) -> list[list[str]]:
    return [[words for words in row if words] for row in grid(sheet._replace(has_ordinals=False))]


def as_cells_in_lines(sheet: Sheet, _random: Random) -> bytes:
    return around("\n".join(words for row in _flat(sheet) for words in row)).encode()


def as_rows_with_blanks(sheet: Sheet, random: Random) -> bytes:
    gap = random.choice((" ", "  ", "\u3000"))
    return around("\n".join(gap.join(row) for row in _flat(sheet))).encode()


def as_one_line(sheet: Sheet, _random: Random) -> bytes:
    return around(" ".join(words for row in _flat(sheet) for words in row)).encode()


def as_one_report_line(sheet: Sheet, _random: Random) -> bytes:
    table = " ".join(words for row in _flat(sheet) for words in row)
    return around(table).strip().replace("\n", " ").encode()


#: Every way to print a sheet; those that keep the cells apart, and those that do not.
WITH_CELLS: Mapping[str, Callable[[Sheet, Random], bytes]] = {
    "tabs": as_tabs,
    "markdown": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "lines behind pipes": as_lines_behind_pipes,
}
WITHOUT_CELLS: Mapping[str, Callable[[Sheet, Random], bytes]] = {
    "cells in lines": as_cells_in_lines,
    "rows with blanks": as_rows_with_blanks,
    "one line": as_one_line,
    "one line for all": as_one_report_line,
}


def printed_rows(sheet: Sheet) -> Sequence[Row]:
    """The rows that a reader has to find, in order."""
    return sheet.rows
