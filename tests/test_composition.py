"""A composed report is the form, filled in with what was given and with nothing else."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.api import parse, read, render
from govdisclosure.composition import compose
from govdisclosure.forms.layout import (
    Balance,
    Edition,
    SectionKind,
    TableKind,
    layout_of,
    section_title,
)
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report
from govdisclosure.strategies import cells
from govdisclosure.text import MAX_DIGITS, CellState

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
Value: TypeAlias = Cell | int | Decimal | str

agencies = st.none() | st.builds(
    "{}{}{}".format,
    st.sampled_from(("某某省", "望舒市", "青云县", "")),
    st.text("甲乙丙丁龘瀍", min_size=1, max_size=12),
    st.sampled_from(("局", "人民政府", "镇", "街道办事处", "税务局", "委员会", "政务公开办公室")),
)
years = st.none() | st.integers(1900, 2099)
small = st.integers(0, 99)


@st.composite
def fillings(draw: st.DrawFn, edition: Edition) -> dict[Address | str, Value]:
    """Some cells of the form, by address or its spelling, as any value that a cell can be."""
    chosen = draw(st.lists(st.sampled_from(addresses(edition)), unique=True, max_size=30))
    filled: dict[Address | str, Value] = {}
    for address in chosen:
        cell = draw(cells(address.unit))
        number = cell.value if cell.value is not None else 0
        value = draw(st.sampled_from((cell, cell.printed(address.unit), number)))
        filled[address if draw(st.booleans()) else str(address)] = value
    return filled


def numbers(edition: Edition, kind: TableKind) -> st.SearchStrategy[Mapping[Address, int | str]]:
    """Some numbers of one table."""
    own = None if kind is TableKind.DISPUTES else edition
    places = addresses_of(kind, own)
    return st.dictionaries(st.sampled_from(places), small | st.just(""))


def as_given(address: Address, value: Value) -> Cell:
    return value if isinstance(value, Cell) else Cell.of(value, unit=address.unit)


# ------------------------------------------------------------------------------ the blank form


def test_nothing_given_is_the_blank_form() -> None:
    report = gd.compose()
    assert report.title == "政府信息公开工作年度报告"
    assert (report.agency, report.year, report.edition) == (None, None, Edition.FORM_2021)
    assert [section.kind for section in report.sections] == list(SectionKind)
    for section in report.sections:
        assert section.kind is not None
        assert section.heading.title == section_title(section.kind).official
    assert [cell.state for _, cell in report.cells()] == [CellState.BLANK] * 200
    assert not any(report.preamble + report.annex)
    assert report.closing is None


def test_the_blank_form_has_the_tables_of_the_template(samples: Path) -> None:
    template = read(samples / "template_form2021_blank.docx")
    blank = compose()
    for kind in TableKind:
        assert blank.table(kind) == template.table(kind)
    assert [one.heading for one in blank.sections] == [one.heading for one in template.sections]


@pytest.mark.parametrize(("edition", "count"), [("2019", 198), ("2021", 200)])
def test_an_edition_is_named_by_its_year_too(edition: str, count: int) -> None:
    report = compose(edition=edition)
    assert report == compose(edition=Edition(edition))
    assert report.edition is Edition(edition)
    assert len(list(report.cells())) == count
    with pytest.raises(ValueError, match="2014"):
        compose(edition="2014")


def test_the_form_need_not_be_that_of_the_year() -> None:
    report = compose(edition="2019", year=2023)
    assert (report.edition, report.year) == (Edition.FORM_2019, 2023)


# ------------------------------------------------------------------------------ round trips


@given(st.data(), st.sampled_from(Edition), agencies, years, st.booleans())
def test_what_is_composed_says_what_was_given_and_round_trips(
    data: st.DataObject,
    edition: Edition,
    agency: str | None,
    year: int | None,
    totals: bool,  # noqa: FBT001 - drawn
) -> None:
    filled = data.draw(fillings(edition))
    report = compose(edition=edition, agency=agency, year=year, cells=filled, totals=totals)
    assert (report.agency, report.year, report.edition) == (agency, year, edition)
    for key, value in filled.items():
        address = key if isinstance(key, Address) else Address.parse(key)
        assert report[address] == as_given(address, value)
        assert report[address].raw is None
    assert parse(render(report)) == report
    assert parse(render(report, "markdown")) == report
    assert read(render(report, "html").encode()) == report
    assert read(render(report, "docx")) == report
    assert gd.from_json(render(report, "json")) == report
    facts = {"GD048": report.title, "GD049": report.year}
    lacking = {code for code, fact in facts.items() if fact is None}
    said = {one.code for one in parse(str(report)).diagnostics}
    assert said == lacking or any(cell.state is CellState.TEXT for _, cell in report.cells())


@given(st.data(), st.sampled_from(Edition))
def test_it_is_the_blank_form_with_the_cells_put_in_one_by_one(
    data: st.DataObject, edition: Edition
) -> None:
    filled = data.draw(fillings(edition))
    report = compose(edition=edition)
    for address, value in filled.items():
        report = report.with_cell(address, value)
    assert compose(edition=edition, cells=filled) == report


@pytest.mark.parametrize("name", ["report_2019.txt", "report_2021.txt"])
def test_the_cells_of_a_report_that_was_read_compose_the_same_tables(name: str) -> None:
    report = read(EXAMPLES / name)
    edition = report.edition
    assert edition is not None
    made = compose(edition=edition, cells=dict(report.cells()))
    assert [made.table(kind) for kind in TableKind] == [report.table(kind) for kind in TableKind]
    assert {(cell.raw, cell.span, cell.origin) for _, cell in made.cells()} == {(None,) * 3}


# ------------------------------------------------------------------------------ title


@pytest.mark.parametrize(
    ("agency", "year", "title"),
    [
        ("某某局", 2023, "某某局2023年政府信息公开工作年度报告"),
        ("某某 局　", 2023, "某某局2023年政府信息公开工作年度报告"),
        ("某某市人民政府", None, "某某市人民政府政府信息公开工作年度报告"),
        (None, 2023, "2023年政府信息公开工作年度报告"),
        ("", None, "政府信息公开工作年度报告"),
    ],
)
def test_the_title_is_that_of_the_form(agency: str | None, year: int | None, title: str) -> None:
    assert compose(agency=agency, year=year).title == title


@pytest.mark.parametrize(
    ("agency", "year"),
    [
        ("2022年筹备组", 2023),  # the title would name another year
        ("某某局", 23),
        ("某某局", 3023),
        ("关于", 2023),  # the title would name no organ
        ("某某局政府信息公开", 2023),
        ("一、某某局", 2023),  # the title would be a heading
        ("某某局。", 2023),
        ("某" * 60, 2023),
    ],
)
def test_what_no_title_could_name_is_refused(agency: str, year: int) -> None:
    with pytest.raises(ValueError, match="title"):
        compose(agency=agency, year=year)


@pytest.mark.parametrize("year", [True, "2023", 2023.0])
def test_a_year_is_a_whole_number(year: int) -> None:
    with pytest.raises(TypeError, match="year"):
        compose(year=year)


# ------------------------------------------------------------------------------ cells


def test_a_value_is_read_as_a_printed_cell() -> None:
    filled: dict[Address | str, Value] = {
        "requests/received_new/total": "１,204",
        "requests/carried_in/total": "/",
        "requests/disclosed/total": "",
        "proactive/fees/collected_wan": Decimal("190.4500"),
        "proactive/rules/issued": "〔缺〕",
        Address.parse("disputes/review/total"): "2（其中1件撤回）",
    }
    report = compose(cells=filled)
    cell = report["requests/received_new/total"]
    assert (cell.value, cell.unit, cell.raw) == (1204, "件", None)
    assert report["requests/carried_in/total"].state is CellState.MARK
    assert report["requests/disclosed/total"].state is CellState.BLANK
    assert str(report["proactive/fees/collected_wan"].value) == "190.4500"
    assert report["proactive/rules/issued"].state is CellState.ABSENT
    assert report["disputes/review/total"].note == "其中1件撤回"


def test_an_unknown_address_names_its_near_misses() -> None:
    with pytest.raises(KeyError, match="did you mean requests/received_new/total"):
        compose(cells={"requests/received_new/totals": 1})
    with pytest.raises(KeyError, match="did you mean"):
        compose(cells={Address(TableKind.REQUESTS, "received_new", "all"): 1})


def test_an_address_of_the_other_edition_says_so() -> None:
    other = "requests/other_misc/total"
    with pytest.raises(KeyError, match=r"cell of the form of 2021.*follows the form of 2019"):
        compose(edition="2019", cells={other: 1})


def test_what_is_no_value_of_a_cell_is_refused() -> None:
    address = "requests/received_new/total"
    for value in (1.5, True, None):
        with pytest.raises(TypeError):
            compose(cells={address: value})  # type: ignore[arg-type]
    for number in (10**MAX_DIGITS, Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match=r"digits|read back"):
            compose(cells={address: number})


def test_a_cell_given_twice_is_refused() -> None:
    address = Address.parse("disputes/review/total")
    twice: dict[Address | str, int] = {address: 1, str(address): 1}
    with pytest.raises(ValueError, match="twice"):
        compose(cells=twice)


# ------------------------------------------------------------------------------ totals


def sums_of(report: Report, kind: TableKind) -> list[tuple[Balance, list[Cell], list[Cell]]]:
    table = report.table(kind)
    assert table is not None
    return [
        (one, [table[place] for place in one.left], [table[place] for place in one.right])
        for one in layout_of(kind, table.edition).balances
    ]


@given(st.data(), st.sampled_from(Edition))
def test_a_form_without_totals_is_added_up(data: st.DataObject, edition: Edition) -> None:
    parts: dict[Address | str, Value] = {
        address: data.draw(small)
        for address in addresses(edition)
        if address.table is not TableKind.PROACTIVE
        and address.column != "total"
        and address.row != "outcomes_total"
    }
    report = compose(edition=edition, cells=parts, totals=True)
    for kind in (TableKind.REQUESTS, TableKind.DISPUTES):
        for _, left, right in sums_of(report, kind):
            if len(right) == 1:
                assert right[0].value == sum(cell.value or 0 for cell in left)
    assert all(
        cell.is_number == (address.table is not TableKind.PROACTIVE)
        for address, cell in report.cells()
    )
    blank = compose(edition=edition, cells=parts)
    assert all(blank[address].is_number == (address in parts) for address, _ in blank.cells())


@given(
    st.data(), st.sampled_from(Edition), st.sampled_from([TableKind.REQUESTS, TableKind.DISPUTES])
)
def test_totals_are_all_that_is_added_and_they_follow_from_their_parts(
    data: st.DataObject, edition: Edition, kind: TableKind
) -> None:
    filled = data.draw(numbers(edition, kind))
    report = compose(edition=edition, cells=filled, totals=True)
    plain = compose(edition=edition, cells=filled)
    added = {address for address, cell in report.cells() if cell != plain[address]}
    assert not added & filled.keys()
    for address in added:
        assert report[address].raw is None
        assert any(
            [(address.row, address.column)] == list(balance.right)
            and all(cell.is_number for cell in left)
            and sum(cell.value or 0 for cell in left) == report[address].value
            for balance, left, _ in sums_of(report, kind)
        )


def row(key: str, *values: Value) -> dict[Address | str, Value]:
    """The kinds of applicants of one row, in print order."""
    places = [one for one in addresses_of(TableKind.REQUESTS, Edition.FORM_2021) if one.row == key]
    return dict(zip(places, values, strict=False))


def test_a_part_that_is_no_number_leaves_the_total_blank() -> None:
    for part in ("", "/", "详见附件", "〔缺〕", "3份"):
        filled = row("received_new", 1, 2, 0, 0, 0, part)
        assert not compose(cells=filled, totals=True)["requests/received_new/total"].is_number
    filled = row("received_new", 1, 2, 0, 0)
    assert not compose(cells=filled, totals=True)["requests/received_new/total"].is_number
    bare = Cell(state=CellState.NUMBER, value=4)  # a cell made by hand has the unit of its place
    filled = row("received_new", 1, 2, 0, 0, 0, bare)
    assert compose(cells=filled, totals=True)["requests/received_new/total"].value == 7


@pytest.mark.parametrize("total", [99, "", "/", "〔缺〕"])
def test_a_total_that_is_given_is_kept(total: Value) -> None:
    filled = row("received_new", 1, 2, 0, 0, 0, 0, total)
    report = compose(cells=filled, totals=True)
    assert report["requests/received_new/total"] == Cell.of(
        total if isinstance(total, int | str) else 0, unit="件"
    )


def test_what_rows_and_columns_add_up_differently_stays_blank() -> None:
    filled = {
        address: 1
        for address in addresses_of(TableKind.REQUESTS, Edition.FORM_2021)
        if address.row != "outcomes_total" and address.column != "total"
    }
    whole = compose(cells=filled, totals=True)
    assert whole["requests/outcomes_total/total"].value == 21 * 6
    filled[Address.parse("requests/disclosed/total")] = 7
    report = compose(cells=filled, totals=True)
    assert report["requests/disclosed/total"].value == 7
    assert report["requests/outcomes_total/natural_person"].value == 21
    assert report["requests/outcomes_total/total"].state is CellState.BLANK


def test_a_total_is_exact_or_left_blank() -> None:
    many = 10**MAX_DIGITS - 1
    filled = row("received_new", many, 1, 0, 0, 0, 0)
    assert not compose(cells=filled, totals=True)["requests/received_new/total"].is_number
    filled = row("received_new", many, -many, 0, 0, 0, Decimal("0.001"))
    total = compose(cells=filled, totals=True)["requests/received_new/total"]
    assert str(total.value) == "0.001"
    filled = row("received_new", 10**14, Decimal("0.001"), 0, 0, 0, 0)
    total = compose(cells=filled, totals=True)["requests/received_new/total"]
    assert str(total.value) == "100000000000000.001"


def test_the_fourth_balance_is_no_total() -> None:
    filled = {
        "requests/received_new/natural_person": 5,
        "requests/carried_in/natural_person": 0,
        "requests/carried_out/natural_person": 1,
    }
    report = compose(cells=filled, totals=True)
    assert not report["requests/outcomes_total/natural_person"].is_number


def test_cells_are_not_changed_by_what_is_made_of_them() -> None:
    filled: dict[Address | str, Value] = {"requests/received_new/total": 1}
    report = compose(cells=filled, totals=True)
    filled["requests/received_new/total"] = 2
    assert report["requests/received_new/total"].value == 1
