"""Grids whose narrow columns break labels and numbers over several lines."""

from itertools import zip_longest
from random import Random
from unicodedata import east_asian_width

import pytest

import govdisclosure as gd

REQUESTS = [one for one in gd.addresses(gd.Edition.FORM_2021) if one.table is gd.TableKind.REQUESTS]

HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def pieces(words: str, width: int) -> list[str]:
    """The words cut to *width*, the first piece the shortest, as pandoc cuts 「1 09」."""
    first = len(words) % width
    cut = [words[at : at + width] for at in range(first, len(words), width)]
    return [words[:first], *cut] if first else cut


def padded(words: str, columns: int) -> str:
    """The words with blanks up to so many columns, of which wide characters take two."""
    return words + " " * (columns - sum(1 + (east_asian_width(one) in "WFA") for one in words))


def in_grid(report: gd.Report, *labels: int, value: int) -> str:
    """The report with table three as pandoc prints it, in columns of so many characters."""
    before, _, rest = gd.render(report).partition("（本列数据的勾稽关系为")
    table, _, behind = rest.partition("\n\n")
    rows = [HEADS, *(line.split("\t") for line in table.splitlines() if line.count("\t") >= 7)]
    widths = [*(2 * one for one in labels), *[value] * 7]
    rule = "+".join(["", *("-" * (width + 2) for width in widths), ""])
    lines = [rule]
    for row in rows:
        words = ["", "", ""]
        for one in row[:-7]:
            words[1 if one[0] == "（" else 2 if one[0].isdigit() else 0] = one
        width = value // 2 if row is HEADS else value
        cells = [*map(pieces, words, labels), *(pieces(one, width) for one in row[-7:])]
        lines += [
            f"| {' | '.join(map(padded, parts, widths))} |"
            for parts in zip_longest(*cells, fillvalue="")
        ]
        lines.append(rule)
    return "\n".join([before, *lines, "", behind])


def balanced(random: Random) -> gd.Report:
    """A report whose table three adds up, so that sums cannot say which row a value is of."""
    columns = {one.column for one in REQUESTS} - {"total"}
    outcomes = {one.row for one in REQUESTS} - {"received_new", "carried_in", "outcomes_total"}
    cells: dict[str, int] = {}
    for column in sorted(columns):
        drawn = {row: random.choice([0, 0, 1, 2, 4, 9, 40]) for row in sorted(outcomes)}
        cells |= {f"requests/{row}/{column}": number for row, number in drawn.items()}
        cells[f"requests/carried_in/{column}"] = carried = min(sum(drawn.values()), 2)
        cells[f"requests/received_new/{column}"] = sum(drawn.values()) - carried
    report = gd.compose(agency="某某局", year=2023, cells=cells, totals=True)
    for one in REQUESTS:
        if report[one].value == 0 and random.random() < 0.3:
            report = report.with_cell(one, "/")
    return report


@pytest.mark.parametrize("seed", [4, 8, 9, 13, 14, 21])
@pytest.mark.parametrize("labels", [(1, 2, 9), (2, 3, 21), (6, 6, 6)])
def test_no_row_gets_the_values_of_another(labels: tuple[int, int, int], seed: int) -> None:
    """In columns of two characters, numbers of three are broken; each cell is right or absent."""
    report = balanced(Random(seed))
    found = gd.parse(in_grid(report, *labels, value=2))
    read = {one: found[one] for one in REQUESTS if found[one].state is not gd.CellState.ABSENT}
    assert read == {one: report[one] for one in read}


def test_all_is_read_of_a_grid_with_unbroken_numbers() -> None:
    report = balanced(Random(0))
    found = gd.parse(in_grid(report, 1, 2, 9, value=4))
    assert [found[one] for one in REQUESTS] == [report[one] for one in REQUESTS]
