"""Tables made of blanks: what places tell, and what they do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import Edition
from govdisclosure.source import display_width
from govdisclosure.tables.geometry import tell_places
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
        for row in table.rows.values():
            for (name, column), value in zip(
                cells[(row.token,) * bool(row.token)], row.values, strict=True
            ):
                known = truth.get(f"{kind.value}/{name}/{column}")
                assert value.text in {"", str(known)}, (name, column)


@pytest.mark.parametrize("damage", DAMAGES[:-1])
@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_wrong_value_is_read_beside_them(edition: Edition, seed: int, damage: Damage) -> None:
    text, truth = print_page(edition, seed)
    rng = Random(f"{seed}/{damage.__name__}")
    assert not wrong("\n".join(damage(text.split("\n"), rng)), truth)


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
