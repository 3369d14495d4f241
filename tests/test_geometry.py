"""Tables made of blanks: what places tell, and what they do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random

import pytest

import govdisclosure as gd
from govdisclosure.characters import display_width
from govdisclosure.forms.layout import Edition
from govdisclosure.tables.geometry import tell_places
from tests.conftest import in_turn
from tests.counting import calls
from tests.mutations import Score, judge, make_case, read_case
from tests.page_printing import Truth, print_page

SEEDS = range(12)


def wrong(text: str, truth: Truth) -> list[str]:
    """The cells that hold a number other than the one that was printed."""
    cells = {str(address): cell for address, cell in gd.parse(text).cells()}
    return [
        f"{address}: {cells[address].value} for {value}"
        for address, value in truth.items()
        if address in cells and cells[address].is_number and cells[address].value != value
    ]


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_read(edition: Edition, seed: int) -> None:
    text, truth = print_page(edition, seed)
    report = gd.parse(text)
    for address, value in truth.items():
        state = gd.CellState.BLANK if value is None else gd.CellState.NUMBER
        assert (report[address].state, report[address].value) == (state, value), address


# ---------------------------------------------------------------------------- damage

Damage = Callable[[list[str], Random], list[str]]
_VALUE = re.compile(r"(?<= )[0-9]+(?= |$)")


def _blank(words: str) -> str:
    """Blanks that are as wide as *words*, in whichever measure."""
    return "".join("\u3000" if display_width(sign) > 1 else " " for sign in words)


def drop_lines(lines: list[str], rng: Random) -> list[str]:
    return [line for line in lines if rng.random() > 0.05]


def swap_lines(lines: list[str], rng: Random) -> list[str]:
    for _ in range(5):
        one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return lines


def move_values(lines: list[str], rng: Random) -> list[str]:
    """Let some values be on a line of their own, above theirs or below."""
    out: list[str] = []
    for line in lines:
        values = list(_VALUE.finditer(line))
        if not values or rng.random() > 0.1:
            out.append(line)
            continue
        start, end = rng.choice(values).span()
        own = [
            line[:start] + " " * (end - start) + line[end:],
            _blank(line[:start]) + line[start:end],
        ]
        out += own if rng.random() < 0.5 else own[::-1]
    return out


def shift_values(lines: list[str], rng: Random) -> list[str]:
    """Let the values of some lines be a little to the right."""
    out: list[str] = []
    for line in lines:
        first = _VALUE.search(line)
        at = first.start() if first is not None and rng.random() < 0.2 else len(line)
        out.append(line[:at] + " " * rng.randrange(1, 4) + line[at:])
    return out


def break_numbers(lines: list[str], rng: Random) -> list[str]:
    """Let the last digits of some numbers be on the next line, or behind a blank."""
    out: list[str] = []
    for line in lines:
        long = [found for found in _VALUE.finditer(line) if len(found[0]) > 1]
        if not long or rng.random() > 0.2:
            out.append(line)
            continue
        start, end = rng.choice(long).span()
        middle = rng.randrange(start + 1, end)
        if rng.random() < 0.5:
            out += [
                line[:middle] + " " * (end - middle) + line[end:],
                _blank(line[:start]) + line[middle:end],
            ]
        else:
            out.append(f"{line[:middle]} {line[middle:]}")
    return out


def cut_lines(lines: list[str], rng: Random) -> list[str]:
    """Let blanks be one, as where a program folds them."""
    return [re.sub(" +", " ", line) if rng.random() < 0.3 else line for line in lines]


DAMAGES: tuple[Damage, ...] = (
    drop_lines,
    swap_lines,
    move_values,
    shift_values,
    break_numbers,
    cut_lines,
)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("seed", SEEDS)
def test_places_tell_no_wrong_value(edition: Edition, seed: int, damage: Damage) -> None:
    text, truth = print_page(edition, seed)
    rng = Random(f"{seed}/{damage.__name__}")
    for kind, table in tell_places("\n".join(damage(text.split("\n"), rng))).items():
        cells = {line.tokens[-1:]: line.cells for line in table.layout.lines if line.cells}
        for row in (one for one in table.rows.values() if one.cells):
            for (name, column), value in zip(
                cells[(row.token,) * bool(row.token)], row.values, strict=True
            ):
                known = truth.get(f"{kind.value}/{name}/{column}")
                assert value.text in {"", str(known)}, (name, column)


@pytest.mark.parametrize("damage", DAMAGES[:-1])
@pytest.mark.parametrize(("seed", "edition"), in_turn(SEEDS, Edition))
def test_no_wrong_value_is_read_beside_them(edition: Edition, seed: int, damage: Damage) -> None:
    text, truth = print_page(edition, seed)
    rng = Random(f"{seed}/{damage.__name__}")
    assert not wrong("\n".join(damage(text.split("\n"), rng)), truth)


def misread(text: str, truth: Truth) -> list[str]:
    """The cells of table three that are read as anything but what was printed."""
    found = {str(address): cell for address, cell in gd.parse(text).cells()}
    return [
        address
        for address, value in truth.items()
        if address.startswith("requests")
        and (cell := found.get(address)) is not None
        and cell.state is not gd.CellState.ABSENT
        and (cell.value != value or (cell.state is gd.CellState.BLANK) is not (value is None))
    ]


def slide(lines: list[str], rng: Random, measure: Callable[[str], int], *, up: bool) -> list[str]:
    """Let the values of some rows in turn be beside the next label, or the one before.

    Those of the last row, for which no label is left, are on a line of their own.
    """
    first, last = lines.index("三、收到和处理政府信息公开申请情况"), len(lines)
    values = {at: _VALUE.search(lines[at]) for at in range(first, last)}
    rows = [at for at, found in values.items() if found and lines[at][: found.start()].strip()]
    rows = [at for at in rows if not lines[at].startswith(" " * 30) and at < rows[0] + 60]
    start, count = rng.randrange(len(rows) - 3), rng.randrange(1, 4)
    taken = rows[start : start + count][:: -1 if up else 1]
    carried = ""
    for at in taken:
        found = values[at]
        assert found
        label, own = lines[at][: found.start()], lines[at][found.start() :]
        lines[at] = _beside(label.rstrip(), carried, measure)
        carried = " " * measure(label) + own
    lines.insert(taken[-1] + (not up), carried)
    return lines


def _beside(label: str, values: str, measure: Callable[[str], int]) -> str:
    """A label, and the values of another line in their columns."""
    return label + values[measure(label) :] if values else label


@pytest.mark.parametrize("up", [False, True])
@pytest.mark.parametrize(("seed", "edition"), in_turn(range(120), Edition))
def test_values_a_line_away_from_their_label_go_to_no_other(
    edition: Edition, seed: int, *, up: bool
) -> None:
    text, truth = print_page(edition, seed)
    measure = Random(f"{edition}/{seed}").choice((len, display_width))  # as the page draws it
    text = "\n".join(slide(text.split("\n"), Random(seed), measure, up=up))
    assert not misread(text, truth)


_LABELS = {
    "received_new": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "disclosed": "（一）予以公开",
    "withheld_state_secret": "1.属于国家秘密",
    "withheld_security_stability": "3.危及“三安全一稳定”",
    "withheld_third_party": "4.保护第三方合法权益",
    "not_processed_repeat": "2.重复申请",
    "outcomes_total": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}
_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_COLUMNS = (
    *("natural_person", "enterprise", "research", "public_interest"),
    *("legal_service", "other_org", "total"),
)


@pytest.mark.parametrize("seed", range(300))
def test_heads_out_of_place_name_no_column(seed: int) -> None:
    """As where a tool lost the head over the labels, so that the others begin at the margin."""
    rng = Random(seed)
    widths = [rng.choice((9, 14, 16))] * 7 if seed % 2 else [16, 15, 15, 15, 15, 9, 9]
    starts = [40 + sum(widths[:at]) for at in range(7)]
    heads = [start - 40 for start in starts]
    if rng.random() < 0.5:
        heads = [at + rng.choice((0, 15, 20)) for at in heads]
    truth: Truth = {}
    lines = ["三、收到和处理政府信息公开申请情况", _set(zip(heads, _HEADS, strict=True))]
    for row, label in _LABELS.items():
        parts = [rng.randrange(1, 9) if rng.random() < 0.2 else None for _ in range(6)]
        values = [*parts, sum(filter(None, parts)) or None]
        if rng.random() < 0.2:
            values = [0] * 7
        truth |= {
            f"requests/{row}/{one}": value for one, value in zip(_COLUMNS, values, strict=True)
        }
        cells = [
            (start, str(value))
            for start, value in zip(starts, values, strict=True)
            if value is not None
        ]
        lines.append(_set([(0, label), *cells]))
    assert not misread("\n".join([*lines, "四、政府信息公开行政复议、行政诉讼情况"]), truth)


def _set(words: Iterable[tuple[int, str]]) -> str:
    """Words in columns of a line."""
    line = ""
    for left, text in words:
        line += " " * max(1, left - display_width(line)) + text if left else text
    return line


@pytest.mark.parametrize(
    "damage",
    [
        "drop_column",
        "drop_last_total",
        "drop_label",
        "extra_subtotal",
        "extra_remarks",
        "extra_notes",
        "order_columns",
        "misspell_label",
        "repeat_values",
        "shift_label",
        "shift_row",
        "split_digits",
        "glue_ordinal",
        "glue_row",
    ],
)
def test_what_befalls_a_row_or_a_column_costs_nothing_else(damage: str) -> None:
    cases = [make_case(seed, damage, "layout") for seed in range(12)]
    total = sum((judge(read_case(case), case) for case in cases), Score())
    assert not total.wrong_value, total.wrong_values
    assert not total.wrong_state, total.wrong_states
    assert total.recall >= 0.95


@pytest.mark.parametrize("edition", Edition)
def test_remarks_beside_the_columns_are_set_aside(edition: Edition) -> None:
    text, truth = print_page(edition, 4)
    measure = Random(f"{edition}/4").choice((len, display_width))  # as the page draws it
    remarks = {"申请人情况": "备注", "属于国家秘密": "已核", "重复申请": "见附件"}
    lines = text.split("\n")
    for column, (words, remark) in enumerate(remarks.items(), start=280):
        at = next(at for at, line in enumerate(lines) if words in line)
        lines[at] += " " * (column - measure(lines[at])) + remark
    report = gd.parse("\n".join(lines))
    for address, value in truth.items():
        assert report[address].value == value, address
    kept = [one.text for one in report.residue if one.text in remarks.values()]
    assert kept == [*remarks.values()]


def test_two_blanks_between_all_words_make_no_columns() -> None:
    text = re.sub(" +", "  ", print_page(Edition.FORM_2019, 8)[0])
    for table in tell_places(text).values():
        for row in table.rows.values():
            assert len({not value.text for value in row.values}) == 1


def test_twice_the_lines_take_twice_the_calls() -> None:
    lines = ["（三）不", "予公开 1.属于国家秘密  3", "行政处罚", "全年公开信息，公众满意。"] * 500
    short, long = "\n".join(lines), "\n".join(lines * 2)
    tell_places(short)
    assert calls(lambda: tell_places(long)) <= 2.3 * calls(lambda: tell_places(short))
