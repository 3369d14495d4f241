"""What extraction, conversion and clerks do to the tables of a report, one function a damage.

Each takes a sheet and a source of chance, changes the sheet in place, lowers what can still be
told of the cells it touches, and returns whether it found anything to touch.

A damage locks the rows it touches and their neighbours, and a damage of columns or heads locks the
heads, so that no two damages together make a lie that one alone would not make: two columns never
change places without their heads, no value becomes another value, no label becomes another label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from tests.dialects import forms

from .sheets import Certainty, Label, Row, Sheet, Value

Damage = Callable[[Sheet, Random], bool]

_REQUEST_HEADS: Final = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
#: Letters that stand in no label of the forms.
_STRAY_LETTERS: Final = "止贝亍庄苹杳祝闭锚乍匕夭亡勿沐巨"
_CUTS: Final = {
    "本年新制作数量": "本年新",
    "本年新公开数量": "本年新",
    "现行有效件数": "现行有效件",
    "社会公益组织": "社会公益",
    forms.PARTLY: "（二）部分公开",
    "本年增/减": "本年增/",
}
_PINYIN: Final = {"动": "dòng", "务": "wù", "复": "fù", "报": "bào", "处": "chù", "类": "lèi"}
_NOTES: Final = (
    "（指当年的数据）",
    "（件）",
    "（没有的填零）",
    "（含各科室）",
    "（应与台账一致）",
)
_PAGES: Final = ("- {} -", "— {} —", "第{}页", "-{}-")
_REMARKS: Final = ("", "", "", "", "", "已核", "含网上申请", "数据来自台账")


# ------------------------------------------------------------------------------ finding a victim


@dataclass
class _Target:
    """A label in all the cells that hold it."""

    text: str
    replace: Callable[[str], None]
    row: Row | None = None


@cache
def _official(edition: forms.Edition) -> frozenset[str]:
    labels = {forms.CORNER, forms.APPLICANTS, forms.ORGANISATIONS, forms.REVIEW, forms.LITIGATION}
    labels |= {forms.DIRECT, forms.AFTER_REVIEW, forms.CONTENT}
    for caption, columns, rows in forms.PROACTIVE[edition]:
        labels |= {caption, *(label for _, label in (*columns, *rows))}
    for stub in forms.REQUEST_ROWS.values():
        labels |= set(stub)
    labels |= {label for _, label in (*forms.REQUEST_COLUMNS, *forms.DISPUTE_COLUMNS)}
    return frozenset(labels)


def _targets(sheet: Sheet) -> list[_Target]:
    """Return the labels of *sheet* that are still as in the form."""
    return [t for t in _labels(sheet) if t.text in _official(sheet.edition)]


def _labels(sheet: Sheet) -> Iterator[_Target]:
    for row in sheet.rows:
        if row.kind in {"caption", "head"}:
            for cell in row.cells:
                yield _Target(cell.text, _head_setter(cell))
    seen: set[tuple[str, ...]] = set()
    for row in sheet.data:
        for level in range(len(row.labels)):
            path = tuple(row.labels[: level + 1])
            if path not in seen and (level < len(row.labels) - 1 or row.labelled == "yes"):
                seen.add(path)
                is_own = level == len(row.labels) - 1
                yield _Target(path[-1], _label_setter(sheet, path), row if is_own else None)


def _head_setter(cell: Label) -> Callable[[str], None]:
    def put(text: str) -> None:
        cell.text = text

    return put


def _label_setter(sheet: Sheet, path: tuple[str, ...]) -> Callable[[str], None]:
    def put(text: str) -> None:
        for row in sheet.data:
            if tuple(row.labels[: len(path)]) == path:
                row.labels[len(path) - 1] = text

    return put


def _free(sheet: Sheet, needs: Callable[[Row], bool] = lambda _: True) -> list[Row]:
    """Return the rows that are untouched, like their neighbours, and meet *needs*."""
    return [
        row
        for row in sheet.data
        if not any(one.locked for one in (row, *sheet.neighbours(row))) and needs(row)
    ]


def _is_full(row: Row) -> bool:
    return all(value.text for value in row.values)


def _is_full_sheet(sheet: Sheet) -> bool:
    return all(_is_full(row) for row in sheet.data)


def _opens_group(sheet: Sheet, row: Row) -> bool:
    """Whether the name of a group stands before the label of *row*."""
    if len(row.labels) < 2:
        return False
    before = [other for other in sheet.neighbours(row) if _comes_before(sheet, other, row)]
    return not before or before[0].labels[:-1] != row.labels[:-1]


def _comes_before(sheet: Sheet, one: Row, other: Row) -> bool:
    order = [id(row) for row in sheet.rows]
    return order.index(id(one)) < order.index(id(other))


def _at(sheet: Sheet, row: Row) -> int:
    return next(i for i, other in enumerate(sheet.rows) if other is row)


def _page_line(rng: Random) -> Row:
    return Row("stray", [Label(rng.choice(_PAGES).format(rng.randint(2, 9)))])


def _distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or taken away to get from one to the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


# ------------------------------------------------------------------------------ drop


def drop_value(sheet: Sheet, rng: Random) -> bool:
    """Lose a value with its cell, as in sample 002: the others may have moved, and nobody knows."""
    rows = _free(sheet, _is_full)
    if not rows:
        return False
    row = rng.choice(rows)
    gone = row.values.pop(rng.randrange(len(row.values)))
    sheet.lower(gone.addresses, Certainty.GONE)
    sheet.lower(row.addresses, Certainty.UNDECIDABLE)
    sheet.lock(row)
    return True


def drop_digits(sheet: Sheet, rng: Random) -> bool:
    """Lose what stands in a value's cell; the cell stays."""
    rows = _free(sheet)
    if not rows:
        return False
    row = rng.choice(rows)
    _blank(sheet, rng.choice(row.values))
    sheet.lock(row)
    return True


def drop_label(sheet: Sheet, rng: Random) -> bool:
    """Lose the label of a row: the rows before and behind it say which it is.

    Never the label behind the name of a group, whose values would seem to be the group's.
    """
    if sheet.name == "disputes" or not _is_full_sheet(sheet):
        return False
    rows = _free(sheet, lambda row: not _opens_group(sheet, row) and len(sheet.neighbours(row)) > 1)
    if not rows:
        return False
    row = rng.choice(rows)
    row.labelled = rng.choice(("empty", "no"))
    sheet.lock(row)
    return True


def drop_row(sheet: Sheet, rng: Random) -> bool:
    """Lose a row with its label."""
    rows = _free(sheet)
    if not rows or sheet.name == "disputes":
        return False
    row = rng.choice(rows)
    sheet.lower(row.addresses, Certainty.GONE)
    sheet.lock(row)
    del sheet.rows[_at(sheet, row)]
    return True


def drop_column(sheet: Sheet, rng: Random) -> bool:
    """Lose a column of table three with its head, or the last one of table four, as sample 002."""
    if not _has_plain_columns(sheet) or sheet.name == "proactive":
        return False
    if sheet.name == "disputes":
        return drop_last_total(sheet, rng)
    column = rng.randrange(7)
    first, second, third = sheet.heads[:3]
    first.cells[1].columns -= 1
    if column in {0, 6}:
        del second.cells[0 if column == 0 else -1]
    else:
        second.cells[1].columns -= 1
        del third.cells[column - 1]
    _forget_column(sheet, column)
    return True


def drop_last_total(sheet: Sheet, rng: Random) -> bool:
    """Lose the last total of table four or three with its head."""
    if not _has_plain_columns(sheet) or sheet.name == "proactive":
        return False
    if sheet.name == "requests":
        first, second, _ = sheet.heads[:3]
        first.cells[1].columns -= 1
        del second.cells[-1]
    else:
        top, heads, lesser = sheet.heads[:3]
        top.cells[1].columns -= 1
        heads.cells[-1].columns -= 1
        del lesser.cells[-1]
    del rng
    _forget_column(sheet, -1)
    return True


def drop_heads(sheet: Sheet, rng: Random) -> bool:
    """Lose rows of heads: the number of values says which column is which.

    Without any head the fifteen numbers of table four could be anything.
    """
    if not _has_plain_columns(sheet):
        return False
    rows = [row for row in sheet.rows if row.kind in {"head", "caption"}]
    if sheet.name == "proactive":
        kind = rng.choice(("head", "caption"))
        gone = [row for row in rows if row.kind == kind]
        gone = gone if rng.random() < 0.3 else [rng.choice(gone)]
    else:
        gone = rows if rng.random() < 0.5 else rows[:1]
    if sheet.name == "disputes" and len(gone) > 1:
        sheet.lower(list(sheet.certainty), Certainty.UNDECIDABLE)
    sheet.rows = [row for row in sheet.rows if not any(row is one for one in gone)]
    sheet.heads_locked = True
    return True


def drop_head_cell(sheet: Sheet, rng: Random) -> bool:
    """Lose the words of one head: the others say which column it is."""
    if not _has_plain_columns(sheet):
        return False
    cells = [c for row in sheet.heads for c in row.cells if c.text not in {"总计", forms.CONTENT}]
    rng.choice(cells).text = ""
    sheet.heads_locked = True
    return True


def _has_plain_columns(sheet: Sheet) -> bool:
    """Whether heads and columns are untouched, and no row has lost or gained a value."""
    return not sheet.heads_locked and not any(row.locked for row in sheet.data)


def _forget_column(sheet: Sheet, column: int) -> None:
    for row in sheet.data:
        sheet.lower(row.values.pop(column).addresses, Certainty.GONE)
        row.locked = True
    sheet.heads_locked = True
    sheet.has_form_columns = False


# ------------------------------------------------------------------------------ cut, misspell


def cut_label(sheet: Sheet, rng: Random) -> bool:
    """Lose the end of labels, never so much that another label might be meant.

    Of 2019's 本年新制作数量 and 本年新公开数量 the same is left, and their order tells them apart.
    """
    targets = _targets(sheet)
    known = [target for target in targets if target.text in _CUTS]
    if known and rng.random() < 0.6:
        chosen = rng.choice(known)
        for target in known:
            if target is chosen or _CUTS[target.text] == _CUTS[chosen.text]:
                target.replace(_CUTS[target.text])
        return True
    official = _official(sheet.edition)
    choices: list[tuple[_Target, str]] = []
    for target in targets:
        for end in range(max(4, len(target.text) // 2), len(target.text)):
            left = target.text[:end]
            others = sum(label.startswith(left) for label in official)
            if others == 1 and left[-1] not in "（、“":
                choices.append((target, left))
    if not choices:
        return False
    target, left = rng.choice(choices)
    target.replace(left)
    return True


def misspell_label(sheet: Sheet, rng: Random) -> bool:
    """Change, lose or double one letter of labels, never of an ordinal.

    What comes out is nearer to the label than to any other, and by more than one letter.
    """
    if rng.random() < 0.25:
        for target in _targets(sheet):
            if target.text == "2.其他法律行政法规禁止公开":
                target.replace("2.其他法律行政止公开")
                return True
    targets = [target for target in _targets(sheet) if len(target.text) >= 4]
    rng.shuffle(targets)
    count = rng.randint(1, 3)
    for target in targets:
        text = _misspelt(target.text, _official(sheet.edition), rng)
        if text is not None:
            target.replace(text)
            count -= 1
        if not count:
            return True
    return False


def _misspelt(text: str, official: frozenset[str], rng: Random) -> str | None:
    letters = [i for i, c in enumerate(text) if i > 1 and "\u4e00" <= c <= "\u9fff"]
    if not letters:
        return None
    at = rng.choice(letters)
    new = rng.choice((rng.choice(_STRAY_LETTERS), "", text[at] * 2))
    spelt = text[:at] + new + text[at + 1 :]
    nearest = min(_distance(spelt, other) for other in official if other != text)
    return spelt if nearest >= 3 else None


def pinyin(sheet: Sheet, rng: Random) -> bool:
    """Put the sound of some letters behind them, as mirror sites do."""
    del rng
    done = False
    for target in _targets(sheet):
        text = "".join(f"{c}({_PINYIN[c]})" if c in _PINYIN else c for c in target.text)
        if text != target.text:
            target.replace(text)
            done = True
    return done


# ------------------------------------------------------------------------------ repeat


def repeat_groups(sheet: Sheet, rng: Random) -> bool:
    """Print the names of the groups before every row they cover, or before some."""
    if sheet.name != "requests":
        return False
    likelihood = rng.choice((0.2, 1.0))
    for row in sheet.data:
        row.repeats = rng.random() < likelihood
    return True


def repeat_heads(sheet: Sheet, rng: Random) -> bool:
    """Print the heads once more where a page begins."""
    if sheet.name != "requests" or sheet.heads_locked:
        return False
    at = rng.randrange(5, len(sheet.rows) - 1)
    page = [_page_line(rng)] if rng.random() < 0.5 else []
    sheet.rows[at:at] = [*page, *deepcopy(sheet.heads[:3])]
    sheet.heads_locked = True
    return True


def repeat_values(sheet: Sheet, rng: Random) -> bool:
    """Print heads and values of table two in every column that they cover."""
    if sheet.name != "proactive" or sheet.heads_locked:
        return False
    del rng
    if any(row.locked for row in sheet.data):
        return False
    for row in sheet.rows:
        if row.kind == "head":
            row.cells = [Label(c.text) for c in row.cells for _ in range(c.columns)]
        row.values = [
            Value(value.text, () if n else value.addresses)
            for value in row.values
            for n in range(value.columns)
        ]
        row.locked = True
    sheet.heads_locked = True
    sheet.has_form_columns = False
    return True


def repeat_row(sheet: Sheet, rng: Random) -> bool:
    """Print a row twice."""
    rows = _free(sheet)
    if not rows:
        return False
    row = rng.choice(rows)
    sheet.lock(row)
    sheet.rows.insert(_at(sheet, row), deepcopy(row))
    return True


def repeat_row_otherwise(sheet: Sheet, rng: Random) -> bool:
    """Print a row twice, one of them with another value: nobody knows which is true."""
    rows = _free(sheet, lambda row: any(v.text.isdigit() for v in row.values))
    if not rows:
        return False
    row = rng.choice(rows)
    sheet.lock(row)
    other = deepcopy(row)
    value = rng.choice([v for v in other.values if v.text.isdigit()])
    value.text = str(int(value.text) + rng.randint(1, 9))
    sheet.rows.insert(_at(sheet, row) + rng.randrange(2), other)
    sheet.lower(row.addresses, Certainty.UNDECIDABLE)
    return True


# ------------------------------------------------------------------------------ shift


def shift_row(sheet: Sheet, rng: Random) -> bool:
    """Move the values of a row one place left or right; an empty place comes or goes.

    Only where every value is printed: then the row still has its seven, and they are the values.
    """
    rows = _free(sheet, _is_full)
    if not rows:
        return False
    row = rng.choice(rows)
    row.shift = rng.choice((-1, 1))
    sheet.lock(row)
    return True


def shift_up(sheet: Sheet, rng: Random) -> bool:
    """Print the values of a row behind those of the row above; its label stands alone."""
    if sheet.name != "requests" or not _is_full_sheet(sheet):
        return False
    rows = _free(sheet, lambda row: len(sheet.neighbours(row)) > 1)
    if not rows:
        return False
    row = rng.choice(rows)
    sheet.lock(row)
    above = sheet.neighbours(row)[0]
    above.values += row.values
    row.values = []
    sheet.lower(above.addresses, Certainty.UNDECIDABLE)
    return True


def shift_label(sheet: Sheet, rng: Random) -> bool:
    """Print the label behind its values."""
    if sheet.name == "disputes" or not _is_full_sheet(sheet):
        return False
    rows = _free(sheet, lambda row: not _opens_group(sheet, row))
    if not rows:
        return False
    row = rng.choice(rows)
    row.values_first = True
    sheet.lock(row)
    return True


# ------------------------------------------------------------------------------ split


def split_label_lines(sheet: Sheet, rng: Random) -> bool:
    """Break labels over lines."""
    targets = [target for target in _targets(sheet) if len(target.text) >= 4]
    if not targets:
        return False
    for target in rng.sample(targets, rng.randint(1, min(8, len(targets)))):
        at = rng.randrange(2, len(target.text) - 1)
        target.replace(f"{target.text[:at]}\n{target.text[at:]}")
    return True


def split_label_cells(sheet: Sheet, rng: Random) -> bool:
    """Break a label over two cells; only where every value is printed."""
    if sheet.name == "disputes":
        return False
    rows = _free(sheet, lambda row: _is_full(row) and len(row.labels[-1]) >= 6)
    if not rows:
        return False
    row = rng.choice(rows)
    label = row.labels[-1]
    at = rng.randrange(3, len(label) - 1)
    row.pieces = (label[:at], label[at:])
    sheet.lock(row)
    return True


def split_outcomes(sheet: Sheet, rng: Random) -> bool:
    """Scatter 三、本年度办理结果 over the rows it covers."""
    rows = [row for row in sheet.data if row.labels and row.labels[0] == forms.OUTCOMES]
    if len(rows) < 10 or any(row.repeats for row in rows):
        return False
    places = sorted(rng.sample(range(1, len(rows)), 4))
    pieces = ("三、", "本年", "度办", "理结", "果")
    for at, piece in zip((0, *places), pieces, strict=True):
        rows[at].scatter = piece
    return True


def split_pages(sheet: Sheet, rng: Random) -> bool:
    """Cut the table in fragments; page numbers or a blank line stand between."""
    if len(sheet.rows) < 6:
        return False
    for at in sorted(rng.sample(range(4, len(sheet.rows)), rng.randint(1, 2)), reverse=True):
        sheet.rows.insert(at, _page_line(rng) if rng.random() < 0.7 else Row("stray", [Label("")]))
    return True


def split_heads(sheet: Sheet, rng: Random) -> bool:
    """Cut table three in fragments with invented heads: 数据1 to 数据6 and 总计."""
    if sheet.name != "requests" or not _has_plain_columns(sheet):
        return False
    heads = [Label("", 3), *[Label(f"数据{n}") for n in range(1, 7)], Label("总计")]
    for at in sorted(rng.sample(range(5, len(sheet.rows)), rng.randint(1, 3)), reverse=True):
        sheet.rows[at:at] = [Row("stray", [Label("")]), Row("head", deepcopy(heads))]
    sheet.heads_locked = True
    return True


def split_digits(sheet: Sheet, rng: Random) -> bool:
    """Part the digits of a number by a blank: perhaps it is one number, perhaps two."""
    rows = _free(sheet, lambda row: _is_full(row) and any(len(v.text) > 1 for v in _digits(row)))
    if not rows:
        return False
    row = rng.choice(rows)
    value = rng.choice([v for v in _digits(row) if len(v.text) > 1])
    at = rng.randrange(1, len(value.text))
    value.text = f"{value.text[:at]} {value.text[at:]}"
    sheet.lower(value.addresses, Certainty.UNDECIDABLE)
    sheet.lock(row)
    return True


def _digits(row: Row) -> list[Value]:
    return [value for value in row.values if value.text.isdigit()]


# ------------------------------------------------------------------------------ glue


def glue_cells(sheet: Sheet, rng: Random) -> bool:
    """Print two neighbouring values in one cell.

    They can be told apart if the first is zero: no number is spelled 00 or 012. Else one value may
    be lost as well, and the whole row is undecidable.
    """
    rows = _free(sheet, lambda row: _is_full(row) and len(_digits(row)) == len(row.values) > 1)
    if not rows:
        return False
    row = rng.choice(rows)
    at = rng.randrange(len(row.values) - 1)
    first, second = row.values[at : at + 2]
    glued = Value(first.text + second.text, first.addresses + second.addresses, first.columns)
    row.values[at : at + 2] = [glued]
    if first.text != "0":
        sheet.lower(row.addresses, Certainty.UNDECIDABLE)
    sheet.lock(row)
    return True


def glue_row(sheet: Sheet, rng: Random) -> bool:
    """Print a row in one cell."""
    rows = _free(sheet, _is_full)
    if not rows or not sheet.has_form_columns:
        return False
    row = rng.choice(rows)
    row.glued = True
    sheet.lock(row)
    return True


def glue_table(sheet: Sheet, rng: Random) -> bool:
    """Print the whole table in one paragraph without separators."""
    del rng
    sheet.glued = True
    return True


def glue_ordinal(sheet: Sheet, rng: Random) -> bool:
    """Print the ordinal of the next label behind the last value: 02. is a zero and 2.

    12. may be twelve or one; only behind a zero the value can be told.
    """
    if sheet.name != "requests" or not sheet.has_form_columns:
        return False
    pairs = []
    for row in _free(sheet, lambda row: row.values[-1].text.isdigit()):
        behind = [o for o in sheet.neighbours(row) if _comes_before(sheet, row, o)]
        if behind and behind[0].labels[-1][1:2] == "." and behind[0].labels[:-1] == row.labels[:-1]:
            pairs.append((row, behind[0]))
    if not pairs:
        return False
    row, after = rng.choice(pairs)
    if row.values[-1].text != "0":
        sheet.lower(row.values[-1].addresses, Certainty.UNDECIDABLE)
    row.values[-1].text += after.labels[-1][:2]
    after.labels[-1] = after.labels[-1][2:]
    sheet.lock(row)
    sheet.lock(after)
    return True


# ------------------------------------------------------------------------------ extra


def extra_subtotal(sheet: Sheet, rng: Random) -> bool:
    """Add a column 小计 for the organisations, with its head."""
    if sheet.name != "requests" or not _has_plain_columns(sheet) or not _is_full_sheet(sheet):
        return False
    first, second, third = sheet.heads[:3]
    first.cells[1].columns += 1
    second.cells[1].columns += 1
    third.cells.append(Label(rng.choice(("小计", "法人小计"))))
    for row in sheet.data:
        texts = [value.text for value in row.values[1:6]]
        total = sum(int(text) for text in texts if text.isdigit())
        row.values.insert(6, Value(str(total)))
        row.locked = True
    sheet.heads_locked = True
    sheet.has_form_columns = False
    return True


def extra_row(sheet: Sheet, rng: Random) -> bool:
    """Add the row 其他主动公开文件 to the first block of table two."""
    rows = [row for row in _free(sheet) if row.key == "normative_documents"]
    if sheet.name != "proactive" or not rows:
        return False
    row = rows[0]
    sheet.lock(row)
    values = [Value(str(rng.randint(0, 300)), (), v.columns) for v in row.values]
    label = rng.choice(("其他主动公开文件", "其他主动公开文件（指除规范性文件以外的公文）"))
    new = Row("data", key="extra", labels=[label], values=values, locked=True)
    sheet.rows.insert(_at(sheet, row) + 1, new)
    return True


def extra_remarks(sheet: Sheet, rng: Random) -> bool:
    """Add a column 备注 behind table three, with text in some rows."""
    if sheet.name != "requests" or not _has_plain_columns(sheet):
        return False
    sheet.heads[0].cells.append(Label("备注", 1, 3))
    for row in sheet.data:
        row.values.append(Value(rng.choice(_REMARKS)))
        row.locked = True
    sheet.heads_locked = True
    sheet.has_form_columns = False
    return True


def extra_page_numbers(sheet: Sheet, rng: Random) -> bool:
    """Print page numbers between rows."""
    for at in sorted(rng.sample(range(1, len(sheet.rows)), rng.randint(1, 3)), reverse=True):
        sheet.rows.insert(at, _page_line(rng))
    return True


def extra_notes(sheet: Sheet, rng: Random) -> bool:
    """Print notes for those who fill the form in behind labels."""
    targets = [target for target in _targets(sheet) if target.text[-1] != "）"]
    if not targets:
        return False
    for target in rng.sample(targets, rng.randint(1, min(5, len(targets)))):
        target.replace(target.text + rng.choice(_NOTES))
    return True


# ------------------------------------------------------------------------------ order


def order_rows(sheet: Sheet, rng: Random) -> bool:
    """Let two neighbouring rows of a group change places, labels and all."""
    official = _official(sheet.edition)
    pairs = []
    for row in _free(sheet, lambda row: bool(row.labels)):
        behind = [o for o in sheet.neighbours(row) if _comes_before(sheet, row, o)]
        if (
            behind
            and len(row.labels) > (1 if sheet.name == "requests" else 0)
            and behind[0].labels[:-1] == row.labels[:-1]
            and {row.labels[-1], behind[0].labels[-1]} <= official
        ):
            pairs.append((row, behind[0]))
    if sheet.name == "proactive":
        blocks = ({"rules", "normative_documents"}, {"penalties", "compulsion"})
        pairs = [(a, b) for a, b in pairs if {a.key, b.key} in blocks]
    if not pairs:
        return False
    row, after = rng.choice(pairs)
    sheet.lock(row)
    sheet.lock(after)
    a, b = _at(sheet, row), _at(sheet, after)
    sheet.rows[a], sheet.rows[b] = after, row
    row.scatter, after.scatter = after.scatter, row.scatter
    return True


def order_columns(sheet: Sheet, rng: Random) -> bool:
    """Let two columns change places, heads and all."""
    official = _official(sheet.edition)
    if sheet.name == "disputes" or not _has_plain_columns(sheet):
        return False
    if sheet.name == "requests":
        cells = sheet.heads[2].cells
        a, b = rng.sample(range(5), 2)
        rows, offset = sheet.data, 1
    else:
        if sheet.edition == "2019":
            return False
        cells = sheet.heads[0].cells
        a, b = rng.sample((1, 2, 3), 2)
        rows, offset = sheet.data[:2], -1
    if not {cells[a].text, cells[b].text} <= official:
        return False
    cells[a], cells[b] = cells[b], cells[a]
    for row in rows:
        values = row.values
        i, j = a + offset, b + offset
        values[i], values[j] = values[j], values[i]
    sheet.heads_locked = True
    for row in sheet.data:
        row.locked = True
    return True


# ------------------------------------------------------------------------------ empties


def empties(sheet: Sheet, rng: Random) -> bool:
    """Leave zeros blank in some rows; their cells stay."""
    rows = [row for row in _free(sheet) if any(v.text == "0" for v in row.values)]
    if not rows:
        return False
    for row in rng.sample(rows, rng.randint(1, len(rows))):
        for value in row.values:
            if value.text == "0":
                _blank(sheet, value)
        row.locked = True
    return True


def empties_without_places(sheet: Sheet, rng: Random) -> bool:
    """Leave zeros out of some rows, cells and all: nobody knows whose the others are."""
    rows = [
        row
        for row in _free(sheet, _is_full)
        if len(row.values) > 1 and any(v.text == "0" for v in row.values)
    ]
    if not rows:
        return False
    for row in rng.sample(rows, rng.randint(1, len(rows))):
        sheet.lower(row.addresses, Certainty.UNDECIDABLE)
        for value in row.values:
            if value.text == "0":
                sheet.lower(value.addresses, Certainty.GONE)
        row.values = [value for value in row.values if value.text != "0"]
        row.locked = True
    return True


def _blank(sheet: Sheet, value: Value) -> None:
    value.text = ""
    sheet.lower(value.addresses, Certainty.GONE)
    sheet.blanked.update(value.addresses)


#: The damages of each kind.
KINDS: Final[dict[str, tuple[Damage, ...]]] = {
    "drop": (
        drop_value,
        drop_digits,
        drop_label,
        drop_row,
        drop_column,
        drop_last_total,
        drop_heads,
        drop_head_cell,
    ),
    "cut": (cut_label,),
    "misspell": (misspell_label, pinyin),
    "repeat": (repeat_groups, repeat_heads, repeat_values, repeat_row, repeat_row_otherwise),
    "shift": (shift_row, shift_up, shift_label),
    "split": (
        split_label_lines,
        split_label_cells,
        split_outcomes,
        split_pages,
        split_heads,
        split_digits,
    ),
    "glue": (glue_cells, glue_row, glue_table, glue_ordinal),
    "extra": (extra_subtotal, extra_row, extra_remarks, extra_page_numbers, extra_notes),
    "order": (order_rows, order_columns),
    "empties": (empties, empties_without_places),
}
DAMAGES: Final[dict[str, Damage]] = {
    damage.__name__: damage for kind in KINDS.values() for damage in kind
}
