"""Many reports: read one by one, told apart, added up without a number being made up."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.collection.addition import STOCKS, Gap, add, add_exactly
from govdisclosure.collection.bodies import body_key
from govdisclosure.collection.refusals import ALLOWABLE
from govdisclosure.collection.remarks import Remark, RemarkKind
from govdisclosure.composition import carry_over, compose
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.organs import Organs, same_organ
from govdisclosure.model.report import Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.strategies import cells
from govdisclosure.text import CellState
from tests.counting import calls

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

NAMES = [f"望舒市{one}局" for one in ("水利", "商务", "教育", "民政", "财政", "司法")]
UPHELD, PENDING = "disputes/review/upheld", "disputes/review/pending"

# ------------------------------------------------------------------------------ what is drawn

#: Cells as reports have them, numbers more often than not.
numbers = st.integers(0, 9999) | st.integers(-999, 99999).map(lambda one: Decimal(one).scaleb(-2))
addends = st.one_of(
    numbers.map(lambda one: Cell.of(one, unit="件")),
    numbers.map(lambda one: Cell.of(one, unit="件")),
    st.sampled_from(("", "", "/", "—", "无", "略", "3（其中1件撤回）", "5元", "〔1〕")).map(
        lambda words: Cell.read(words, unit="件")
    ),
    st.just(ABSENT),
)


blanks = st.sampled_from(("unknown", "zero"))


def table_of(kind: TableKind, edition: Edition, palette: Sequence[Cell], random: Random) -> Table:
    own = None if kind is TableKind.DISPUTES else edition
    return Table(
        kind=kind,
        edition=own,
        cells=random.choices(palette, k=len(layout_of(kind, own).cells)),
    )


@st.composite
def groups(draw: st.DrawFn) -> list[Report]:
    """Reports of several bodies, tables three of either form, any table missing now and then."""
    edition = draw(st.sampled_from(Edition))
    palette = draw(st.lists(addends, min_size=1, max_size=6))
    made = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)):
        random = Random(draw(st.integers(0, 2**32)))
        tables = {
            kind: table_of(
                kind,
                draw(st.sampled_from(Edition)) if kind is TableKind.REQUESTS else edition,
                palette,
                random,
            )
            for kind in TableKind
            if draw(st.integers(0, 9))
        }
        sections = [
            Section.of(SectionKind(kind.value), *([tables[kind]] if kind in tables else []))
            for kind in TableKind
        ]
        made.append(Report(title=f"{name}2024年政府信息公开工作年度报告", sections=sections))
    return made


def merged(
    reports: Iterable[Report], *, blank: str = "unknown", agency: str = "望舒市人民政府"
) -> gd.Merged:
    return gd.merge(reports, agency=agency, year=2024, blank=blank)


def said(report: gd.Merged) -> tuple[object, ...]:
    return tuple(report.cells()), report.contributors, report.bodies


# ------------------------------------------------------------------------------ laws of one cell


@given(st.lists(addends, min_size=1, max_size=6), blanks, st.randoms(use_true_random=False))
def test_cells_add_up_in_any_order_and_in_any_groups(
    given_cells: list[Cell], blank: str, random: Random
) -> None:
    def total(some: Sequence[Cell]) -> Cell:
        found = add(some, blank_is_zero=blank == "zero")
        return ABSENT if isinstance(found, Gap) else found

    whole = total(given_cells)
    shuffled = random.sample(given_cells, len(given_cells))
    assert total(shuffled) == whole
    cut = random.randint(1, len(shuffled))
    parts = [one for one in (shuffled[:cut], shuffled[cut:]) if one]
    assert total([total(one) for one in parts]) == whole


@given(st.lists(cells("件"), min_size=1, max_size=4))
def test_a_sum_is_exact_or_none_and_a_blank_no_zero(given_cells: list[Cell]) -> None:
    found = add(given_cells)
    values = [cell.value for cell in given_cells if cell.value is not None]
    if isinstance(found, Gap):
        return
    if len(given_cells) == 1:
        assert found == given_cells[0]
        assert (found.raw, found.span, found.origin) == (None, None, None)
    elif found.value is not None:
        assert len(values) == len(given_cells)
        assert found.value == add_exactly(values)
        assert sum(map(Fraction, values)) == Fraction(found.value)
    else:
        assert values == []
        assert {(cell.state, cell.text) for cell in given_cells} == {(found.state, found.text)}


@pytest.mark.parametrize("words", ["", "/", "—", "无", "略"])
def test_what_is_no_number_is_never_zero_unasked(words: str) -> None:
    empty = Cell.read(words)
    assert add([Cell.of(3), empty]) is Gap.MIXED
    assert add([empty, empty]) == evolve(empty, raw=None)
    asked = add([Cell.of(3), empty], blank_is_zero=True)
    is_word = empty.state is CellState.TEXT
    assert asked is Gap.MIXED if is_word else asked == Cell.of(3)
    assert add([empty, Cell.read("-")], blank_is_zero=True) in (
        Gap.MIXED,
        Cell(state=CellState.BLANK),
    )


def test_an_absent_cell_is_no_zero_even_where_blanks_are() -> None:
    assert add([Cell.of(3), ABSENT], blank_is_zero=True) is Gap.MIXED


def test_too_many_digits_and_two_units_have_no_sum() -> None:
    assert add([Cell.of(10**18 - 1), Cell.of(1)]) is Gap.DIGITS
    assert add([Cell.read("1元"), Cell.read("1万元")]) is Gap.UNITS


def test_every_column_of_the_forms_that_is_a_stock_is_declared() -> None:
    columns = {one.column for edition in Edition for one in addresses(edition)}
    assert columns >= STOCKS
    words = {
        address.column: address.words("zh", edition)
        for edition in Edition
        for address in addresses(edition)
    }
    told = {
        name
        for name, label in words.items()
        if "现行" in label or "总数" in label or "上一年" in label
    }
    assert told == STOCKS


# ------------------------------------------------------------------------------ laws of merging


@given(groups(), blanks, st.randoms(use_true_random=False))
def test_merging_knows_no_order_and_no_groups(
    reports: list[Report], blank: str, random: Random
) -> None:
    whole = merged(reports, blank=blank)
    shuffled = random.sample(reports, len(reports))
    again = merged(shuffled, blank=blank)
    assert (again, again.contributors, again.remarks) == (whole, whole.contributors, whole.remarks)
    cut = random.randint(1, len(shuffled))
    first = merged(shuffled[:cut], blank=blank, agency="望舒市合计局")
    assert said(merged([first, *shuffled[cut:]], blank=blank)) == said(whole)


@given(groups(), blanks)
def test_one_report_is_its_own_sum(reports: list[Report], blank: str) -> None:
    one = merged(reports[:1], blank=blank)
    assert list(one.cells()) == list(reports[0].cells())
    assert one.remarks == ()


@given(groups(), blanks)
def test_a_sum_reconciles_with_its_parts(reports: list[Report], blank: str) -> None:
    assert gd.reconcile(merged(reports, blank=blank), reports, blank=blank) == ()


@given(groups())
def test_every_number_has_all_bodies_and_every_gap_its_reason(reports: list[Report]) -> None:
    whole = merged(reports)
    names = tuple(sorted(one.agency or "" for one in reports))
    assert whole.bodies == names
    for address, cell in whole.cells():
        if whole.table(address.form_table) is None:
            continue
        if cell.value is not None:
            assert whole.contributors[address] == names
        having = set(whole.contributors[address])
        mixed = [
            set(dict(one.cells)[address])
            for one in whole.remarks_on(address)
            if one.kind is RemarkKind.MIXED
        ]
        assert mixed == ([set(names) - having] if mixed else [])
        if having and having != set(names):
            assert (cell, len(mixed)) == (ABSENT, 1)


@settings(max_examples=15)
@given(groups(), blanks)
def test_a_sum_is_written_and_read_back(reports: list[Report], blank: str) -> None:
    whole = merged(reports, blank=blank)
    for format in ("text", "markdown", "html"):
        assert gd.read(gd.render(whole, format).encode(), format=format) == whole
    assert gd.from_json(gd.to_json(whole)) == whole
    assert hash(gd.from_json(gd.to_json(whole))) == hash(whole)
    assert whole != "a report"


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=5))
def test_sums_of_balanced_reports_balance(seeds: list[int]) -> None:
    whole = merged(balanced(name, seed) for name, seed in zip(NAMES, seeds, strict=False))
    assert gd.check(whole, select=["GD201", "GD202", "GD203", "GD204"]) == ()
    assert all(cell.is_number for _, cell in whole.cells())


def balanced(name: str, seed: int) -> Report:
    random = Random(seed)
    parts = {
        address: random.randrange(20)
        for address in addresses("2021")
        if address.column != "total" and address.row not in {"outcomes_total", "carried_out"}
    }
    rows = [one.row for one in addresses_of(TableKind.REQUESTS, Edition.FORM_2021)]
    outcomes = set(rows) - {"received_new", "carried_in", "outcomes_total", "carried_out"}
    given_cells = dict(parts)
    for column in {one.column for one in parts if one.table is TableKind.REQUESTS}:
        done = sum(parts[Address(TableKind.REQUESTS, row, column)] for row in outcomes)
        received = Address(TableKind.REQUESTS, "received_new", column)
        carried = parts[Address(TableKind.REQUESTS, "carried_in", column)]
        given_cells[received] = done + 7
        given_cells[Address(TableKind.REQUESTS, "carried_out", column)] = 7 + carried
    return compose(agency=name, year=2024, cells=given_cells, totals=True)


# ------------------------------------------------------------------------------ what is said


def simple(name: str, year: int = 2024, **given_cells: int | str) -> Report:
    return compose(
        agency=name,
        year=year,
        cells={f"disputes/review/{column}": value for column, value in given_cells.items()},
    )


def test_what_is_missing_is_named_once_for_all_its_cells() -> None:
    one, two = simple(NAMES[0], upheld=1, pending=2), simple(NAMES[1], corrected=3)
    whole = merged([one, two])
    (remark,) = whole.remarks
    corrected = Address.parse("disputes/review/corrected")
    assert dict(remark.cells) == {
        Address.parse(UPHELD): (NAMES[1],),
        corrected: (NAMES[0],),
        Address.parse(PENDING): (NAMES[1],),
    }
    assert remark.text("en") == (
        "the table of reconsideration and litigation: cells in which some body has no number were "
        f"not added up: {NAMES[1]} (administrative reconsideration/upheld, administrative "
        f"reconsideration/not yet concluded); {NAMES[0]} (administrative "
        "reconsideration/corrected)."
    )
    other = whole.section(SectionKind.OTHER)
    assert other is not None
    assert [one.text for one in other.blocks if isinstance(one, gd.Paragraph)] == [
        f"汇总说明：{remark.text()}" for remark in whole.remarks
    ]


@given(groups(), blanks)
def test_a_remark_is_made_once_a_kind_and_table(reports: list[Report], blank: str) -> None:
    remarks = [one for one in merged(reports, blank=blank).remarks if one.cells]
    keys = [(one.kind, one.addresses[0].table) for one in remarks]
    assert len(keys) == len(set(keys))
    for remark in remarks:
        words = remark.text("zh")
        assert all(name in words for name in remark.bodies)


def test_a_whole_row_is_named_by_its_label_and_a_whole_table_by_its_name() -> None:
    row = [one for one in addresses("2021") if one.row == "disclosed"]
    one = compose(agency=NAMES[0], year=2024, cells=dict.fromkeys(row, 1))
    (remark,) = merged([one, compose(agency=NAMES[1], year=2024)]).remarks
    assert remark.text("en").endswith(f": {NAMES[1]} (outcomes this year/disclosed).")
    bare = Report(title=f"{NAMES[1]}2024年政府信息公开工作年度报告")
    said_of = {
        (one.addresses[0].table, one.kind): one.text("en")
        for one in merged([simple(NAMES[0], upheld=1), bare]).remarks
    }
    words = said_of[TableKind.PROACTIVE, RemarkKind.UNLIKE]
    assert words.startswith("the table of proactive disclosure: all cells: ")


SHEET = """{}2014年政府信息公开工作年度报告
一、概述
政府信息公开情况统计表

统计指标\t单位\t统计数
一、主动公开情况\t——\t
（一）主动公开政府信息数\t条\t5
（一）收到申请数\t件\t3
"""


def test_sheets_of_former_years_are_neither_added_up_nor_compared_in_silence() -> None:
    made = [gd.parse(SHEET.format(name)) for name in NAMES[:2]]
    assert all(one.statistics is not None for one in made)
    whole = gd.parse(SHEET.format("望舒市人民政府"))
    children = [simple(name, year=2014) for name in NAMES[:2]]
    for act in (
        lambda allow: gd.merge(made, agency="望舒市人民政府", year=2014, allow=allow).remarks,
        lambda allow: gd.reconcile(whole, made, allow=allow),
        lambda allow: gd.reconcile(whole, children, allow=allow),
    ):
        with pytest.raises(gd.MergeError) as error:
            act(())
        assert [one.kind for one in error.value.refusals] == [RemarkKind.SHEETS]
        act(["sheets"])
    (remark,) = gd.merge(made, agency="望舒市人民政府", year=2014, allow=["sheets"]).remarks
    assert (remark.is_gap, remark.bodies) == (True, tuple(sorted(NAMES[:2])))


def test_blanks_count_as_zero_where_the_caller_says_so_and_it_is_said() -> None:
    whole = merged([simple(NAMES[0], upheld=1), simple(NAMES[1])], blank="zero")
    assert whole[UPHELD] == Cell.of(1, unit="件")
    assert whole[PENDING].state is CellState.BLANK
    (remark,) = whole.remarks_on(UPHELD)
    assert (remark.kind, remark.bodies) == (RemarkKind.ZERO, (NAMES[1],))
    assert whole.contributors[Address.parse(UPHELD)] == (NAMES[0],)


def test_six_goes_down_to_the_one_row_of_the_trial_form() -> None:
    row = {f"requests/{name}/total": 2 for name in ("other_not_supplemented", "other_fee_unpaid")}
    new = compose(agency=NAMES[0], year=2024, cells=row | {"requests/other_misc/total": 3})
    old = compose(
        agency=NAMES[1], year=2024, edition="2019", cells={"requests/other_handling/total": 5}
    )
    whole = gd.merge([new, old], agency="望舒市政府", year=2024, allow=["editions"])
    assert whole["requests/other_handling/total"].value == 12
    kinds = {remark.kind: remark for remark in whole.remarks}
    assert kinds[RemarkKind.FOLDED].bodies == (NAMES[0],)
    assert {one.row for one in kinds[RemarkKind.FOLDED].addresses} == {"other_handling"}
    assert kinds[RemarkKind.EDITIONS].bodies == (NAMES[1],)
    assert whole.edition is Edition.FORM_2019
    assert (
        all(cell == ABSENT for cell in whole.proactive.cells if cell.value)
        if whole.proactive
        else 0
    )


def test_stocks_bear_a_caveat_and_flows_none() -> None:
    table = dict.fromkeys(("proactive/rules/in_force", "proactive/rules/issued"), 2)
    whole = merged(compose(agency=name, year=2024, cells=table) for name in NAMES[:2])
    (remark,) = whole.remarks
    assert (remark.kind, list(map(str, remark.addresses))) == (
        RemarkKind.STOCK, ["proactive/rules/in_force"],
    )  # fmt: skip


def test_units_that_differ_are_said() -> None:
    fees = "proactive/fees/collected_wan"
    made = [
        compose(agency=name, year=2024, cells={fees: value})
        for name, value in ((NAMES[0], "3元"), (NAMES[1], "2"))
    ]
    whole = merged(made)
    assert whole[fees] == ABSENT
    assert [one.kind for one in whole.remarks_on(fees)] == [RemarkKind.UNITS]


def test_every_remark_has_words_in_both_languages() -> None:
    bodies = ("甲局", "乙局")
    for kind in RemarkKind:
        remark = Remark(kind=kind, cells=((Address.parse(UPHELD), bodies),), bodies=bodies)
        assert all(remark.text(language).strip("。.") for language in ("zh", "en"))
    assert {kind.value for kind in RemarkKind} >= set(ALLOWABLE)


# ------------------------------------------------------------------------------ refusals

GOVERNMENT = simple("望舒市人民政府", upheld=9)


@pytest.mark.parametrize(
    ("others", "word"),
    [
        ([GOVERNMENT, simple("望舒市水利局")], "area"),
        ([GOVERNMENT, simple("望舒市人民政府办公室")], "area"),
        ([GOVERNMENT, simple("望舒市青云区商务局")], "area"),
        ([GOVERNMENT, simple("水利局")], "area"),
        ([GOVERNMENT, simple("青云县水利局")], "area"),
        ([simple(NAMES[0]), simple(NAMES[0], upheld=1)], "twice"),
        ([simple("青云区商务局"), simple("望舒市青云区商务局")], "twice"),
        ([simple(NAMES[0]), simple(NAMES[1], year=2023)], "years"),
        (
            [simple(NAMES[0]), compose(agency=NAMES[1], year=2024, edition="2019")],
            "editions",
        ),
    ],
)
def test_what_would_count_twice_is_refused_alone_and_allowed_by_its_name(
    others: list[Report], word: str
) -> None:
    with pytest.raises(gd.MergeError) as error:
        gd.merge(others, agency="某某省汇总", year=2024)
    assert [one.kind.value for one in error.value.refusals] == [word]
    for language in ("zh", "en"):
        assert word in error.value.text(language)
    whole = gd.merge(others, agency="某某省汇总", year=2024, allow=[word])
    assert word in {remark.kind.value for remark in whole.remarks}
    others_allowed = [one for one in ALLOWABLE if one != word]
    with pytest.raises(gd.MergeError):
        gd.merge(others, agency="某某省汇总", year=2024, allow=others_allowed)
    with pytest.raises(gd.MergeError):
        gd.reconcile(simple("某某省人民政府"), others)


@pytest.mark.parametrize(
    "others",
    [
        ["望舒市人民政府", "扶摇市人民政府"],
        ["望舒市人民政府", "扶摇市青云区商务局"],
        ["青云区人民政府", "望舒市水利局"],
        ["甲县乙镇人民政府", "甲县丙镇人民政府"],
    ],
)
def test_bodies_of_other_areas_are_added_up(others: list[str]) -> None:
    assert gd.merge(map(simple, others), agency="某某省汇总", year=2024).bodies == tuple(
        sorted(others)
    )


def test_a_sum_is_not_added_to_a_report_that_is_in_it() -> None:
    made = [simple(name) for name in NAMES[:3]]
    with pytest.raises(gd.MergeError) as error:
        merged([merged(made, agency="望舒市合计局"), made[0]])
    assert error.value.refusals[0].bodies == (NAMES[0],)


def test_reports_without_a_name_are_two_only_where_they_differ() -> None:
    one, two = (Report(sections=simple("甲局", upheld=n).sections) for n in (1, 2))
    assert merged([one, two])[UPHELD].value == 3
    with pytest.raises(gd.MergeError):
        merged([one, one])


def test_a_second_report_in_a_file_is_not_left_out_in_silence() -> None:
    one, two = simple(NAMES[0], upheld=1), simple(NAMES[1], upheld=2)
    whole = merged([gd.parse(f"{one}\n{two}"), simple(NAMES[2], upheld=4)])
    (remark,) = whole.remarks[:1]
    assert (whole[UPHELD].value, remark.kind, remark.is_gap) == (5, RemarkKind.SECOND, True)
    assert remark.bodies == (NAMES[0],)


def test_names_that_a_roster_spells_with_blanks_can_be_printed() -> None:
    roster = gd.Roster(["望舒市  水利局", "望舒市\t商务局"])
    there = gd.Collection([simple("望舒市水利局")], aliases=roster.aliases)
    whole = gd.merge(there, agency="望舒市政府", year=2024, roster=roster)
    assert whole.remarks[0].bodies == ("望舒市\t商务局",)
    assert gd.parse(gd.render(whole)) == whole


def test_nothing_and_nonsense_are_refused() -> None:
    with pytest.raises(ValueError, match="no reports"):
        merged([])
    with pytest.raises(ValueError, match="allow knows area"):
        gd.merge([simple("甲局")], agency="乙局", year=2024, allow=["everything"])
    with pytest.raises(ValueError, match="nought"):
        merged([simple("甲局")], blank="nought")


# ------------------------------------------------------------------------------ reconciliation


def test_more_is_the_own_and_less_is_an_error() -> None:
    made = [
        compose(
            agency=name, year=2024, cells={UPHELD: 2, PENDING: 2, "proactive/rules/in_force": 2}
        )
        for name in NAMES[:2]
    ]
    stated = {UPHELD: 5, PENDING: 3, "proactive/rules/in_force": 3, "disputes/review/total": 1}
    found = gd.reconcile(compose(agency="望舒市人民政府", year=2024, cells=stated), made)
    assert [(str(one.address), one.kind.value, one.amount) for one in found] == [
        ("proactive/rules/in_force", "joint", -1),
        (UPHELD, "own", 1),
        (PENDING, "error", -1),
        ("disputes/review/total", "unknown", None),
    ]
    assert found[1].contributors == tuple(sorted(NAMES[:2]))


def test_other_units_and_other_forms_are_not_told_apart_in_silence() -> None:
    fees = "proactive/fees/collected_wan"
    below = [compose(agency=NAMES[0], year=2024, cells={fees: "3元"})]
    whole = compose(agency="望舒市人民政府", year=2024, cells={fees: 3})
    assert [(one.kind.value, str(one.address)) for one in gd.reconcile(whole, below)] == [
        ("unknown", fees)
    ]


# ------------------------------------------------------------------------------ work


def test_a_thousand_reports_merge_in_a_tenth_of_the_work_of_reading_them() -> None:
    texts = [str(balanced(f"望舒市第{number}局", number)) for number in range(10)]
    few: list[Report] = []
    gd.parse(texts[0])
    reading = calls(lambda: few.extend(map(gd.parse, texts))) / len(texts)
    made = [
        evolve(few[number % 10], title=f"望舒市第{number}局2024年政府信息公开工作年度报告")
        for number in range(1000)
    ]
    merging = calls(lambda: merged(made)) / len(made)
    assert merging < reading / 10


# ------------------------------------------------------------------------------ reading


def test_every_file_has_one_outcome_in_order_and_nothing_stops_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("乙.txt", "甲.md"):
        gd.write(simple(f"望舒市{name[0]}局"), folder / name)
    (folder / "丙.docx").write_bytes(b"PK\x03\x04")
    (folder / "丁.jpg").write_bytes(b"")
    asked: list[tuple[int, int, str]] = []
    found = list(
        gd.read_many(
            [folder, tmp_path / "none.txt"],
            progress=lambda *facts: asked.append(facts),
        )
    )
    order = [*sorted(folder.iterdir()), tmp_path / "none.txt"]
    assert [one.path for one in found] == list(map(str, order))
    assert asked == [(number, 5, str(path)) for number, path in enumerate(order, start=1)]
    assert {Path(one.path or "").name: one.status.value for one in found} == {
        "丁.jpg": "skipped",
        "丙.docx": "refused",
        "乙.txt": "read",
        "甲.md": "read",
        "none.txt": "refused",
    }
    assert all((one.report is None) is (one.error is not None) for one in found)
    read = {one.format: one for one in found if one.report is not None}
    assert (
        read["markdown"].size == (folder / "甲.md").stat().st_size if "markdown" in read else True
    )
    assert len({one.report_id for one in found if one.report}) == 2

    def broken(_: object) -> Report:
        raise RuntimeError("a fault")

    monkeypatch.setattr("govdisclosure.collection.outcomes.build_report", broken)
    (crashed,) = gd.read_many(folder / "乙.txt")
    assert crashed.status is gd.Status.CRASHED
    assert "a fault" in str(crashed.error)


def test_files_are_read_when_each_is_asked_for(tmp_path: Path) -> None:
    for name in "甲乙":
        gd.write(simple(f"望舒市{name}局"), tmp_path / f"{name}.txt")
    outcomes = gd.read_many(tmp_path)
    next(outcomes)
    (tmp_path / "甲.txt").unlink()
    (tmp_path / "乙.txt").unlink(missing_ok=True)
    assert next(outcomes).status is gd.Status.REFUSED


def test_paths_that_no_system_has_are_refused(tmp_path: Path) -> None:
    gd.write(simple("甲局"), tmp_path / "甲.txt")
    found = gd.read_many(["a\0b", tmp_path / "甲.txt", ""])
    assert [one.status.value for one in found] == ["refused", "read", "refused"]


def test_what_the_callback_raises_ends_reading(tmp_path: Path) -> None:
    gd.write(simple("甲局"), tmp_path / "甲.txt")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(gd.read_many(tmp_path, progress=stop))


def test_limits_are_those_of_reading(tmp_path: Path) -> None:
    gd.write(simple("甲局"), tmp_path / "甲.txt")
    (one,) = gd.read_many(tmp_path, limits=gd.Limits(file_bytes=10))
    assert isinstance(one.error, gd.LimitError)


# ------------------------------------------------------------------------------ collection


def test_reports_are_told_by_body_kind_place_and_year() -> None:
    made = [
        simple("文登区商务局"),
        simple("威海市文登区商务局", year=2023),
        simple("威海市人民政府"),
        Report(),
    ]
    found = gd.Collection(made, aliases={"威海市文登区商务局": "文登区商务局"})
    assert [(name, len(one)) for name, one in found.by_body().items()] == [
        ("威海市人民政府", 1), ("文登区商务局", 2),
    ]  # fmt: skip
    assert list(found.by_year()) == [2023, 2024]
    assert list(found.by_kind()) == [gd.AgencyKind.GOVERNMENT, gd.AgencyKind.DEPARTMENT]
    assert {name: len(one) for name, one in found.by_place().items()} == {"威海市": 1, "文登区": 2}
    assert list(found) == made
    assert found.duplicates() == ()
    assert repr(found) == "<Collection files=4 reports=4>"
    assert list(found.by_body()["文登区商务局"].by_year()) == [2023, 2024]


def test_names_are_folded() -> None:
    assert body_key("⻓沙市 水利局（本级）") == body_key("长沙市水利局(本级)")


def test_duplicates_are_named() -> None:
    made = [simple("文登区商务局"), simple("甲局"), simple("威海市文登区商务局", upheld=1)]
    (pair,) = gd.Collection(made).duplicates()
    assert list(pair) == [made[0], made[2]]


organs = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "望舒市", "某某省望舒市", "国家")),
    st.sampled_from(("", "青云区", "青云县")),
    st.sampled_from(("商务局", "人民政府", "政府", "乙镇", "乙镇人民政府", "办公室", "")),
)


@given(st.lists(organs, max_size=8), organs)
def test_names_of_one_organ_are_found_as_they_are_compared(names: list[str], name: str) -> None:
    assert set(Organs(names).find(name)) == {one for one in names if same_organ(one, name)}


# ------------------------------------------------------------------------------ roster


def roster_of(text: str, encoding: str = "utf-8") -> gd.Roster:
    return gd.read_roster(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_is_read_with_or_without_heads(encoding: str) -> None:
    bare = roster_of("甲市乙局\n甲市丙局\n\n", encoding)
    assert [one.name for one in bare.entries] == ["甲市乙局", "甲市丙局"]
    headed = roster_of(
        "序号,期限,机关名称,别名\n1,2025-01-20,甲市乙局,乙局; 丁局\n2,,甲市丙局,\n", encoding
    )
    assert headed.entries == (
        gd.RosterEntry(name="甲市乙局", aliases=("乙局", "丁局"), due=date(2025, 1, 20)),
        gd.RosterEntry(name="甲市丙局"),
    )
    assert {name for name, body in headed.aliases.items() if body == "甲市乙局"} == {
        "甲市乙局", "乙局", "丁局",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["机关\t别名\n甲市乙局\t乙局\n", "机关;别名\n甲市乙局;乙局\n", "机关,别名\r甲市乙局,乙局\r"],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_roster_is_read_as_spreadsheets_save_it(text: str, encoding: str) -> None:
    assert roster_of(text, encoding).entries == (
        gd.RosterEntry(name="甲市乙局", aliases=("乙局",)),
    )


def test_columns_without_a_word_in_them_are_none() -> None:
    assert [one.name for one in roster_of("甲局,\n,\n乙局,\n").entries] == ["甲局", "乙局"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "机关\n", "机关\n甲局\n甲 局\n", "机关,期限\n甲局,下周\n"),
        *("序号,备注\n1,甲局\n", "1,甲局\n2,乙局\n", "甲局,乙局\n", '机关\n"甲局\n'),
        *("PK\x03\x04\0", "机关\n" + "甲" * 200_000),
    ],
)
def test_a_roster_that_cannot_be_right_is_refused(text: str) -> None:
    with pytest.raises(gd.SettingsError):
        roster_of(text)


def dated(report: Report, day: date) -> Report:
    return evolve(report, closing=gd.Closing(signature=report.agency, signed_on=day))


def test_a_roster_tells_who_is_late_unreadable_or_missing(tmp_path: Path) -> None:
    names = ["甲市水利局", "甲市商务局", "甲市教育局", "甲市民政局", "甲市财政局", "甲市司法局"]
    lines = [f"{name},{'2025-01-10' if name == names[5] else ''}" for name in names]
    roster = roster_of("机关,期限\n" + "\n".join(lines))
    gd.write(dated(simple(names[0]), date(2025, 1, 20)), tmp_path / "1.txt")
    gd.write(dated(simple(names[1]), date(2025, 2, 20)), tmp_path / "2.txt")
    (tmp_path / "3 教育局.docx").write_bytes(b"PK\x03\x04")
    gd.write(simple(names[3], year=2023), tmp_path / "4.txt")
    gd.write(dated(simple(names[5]), date(2025, 1, 20)), tmp_path / "5.txt")
    gd.write(simple("乙市水利局"), tmp_path / "6.txt")
    there = gd.Collection(gd.read_many(tmp_path), aliases=roster.aliases)
    standings = roster.standings(there, year=2024)
    assert [one.kind.value for one in standings] == [
        "reported", "late", "unreadable", "missing", "missing", "late",
    ]  # fmt: skip
    assert [one.year for one in standings[3].others] == [2023]
    strays = [one.body for one in there.members if roster.body_of(one) is None]
    assert strays == ["乙市水利局"]
    kept = there.keep(lambda one: one.year == 2024 and roster.body_of(one) is not None)
    whole = gd.merge(kept, agency="甲市政府", year=2024, roster=roster)
    (remark,) = (one for one in whole.remarks if one.kind is RemarkKind.MISSING)
    assert remark.bodies == (names[2], names[3], names[4])


# ------------------------------------------------------------------------------ a new form


@given(groups())
def test_a_new_form_has_what_last_years_carried_over_and_nothing_else(
    reports: list[Report],
) -> None:
    last = reports[0]
    form = compose(agency=last.agency, year=2025, cells=carry_over(last))
    assert form.agency == last.agency
    for address, cell in form.cells():
        source = Address(address.table, "carried_out", address.column)
        there = last.requests[source] if last.requests and address.row == "carried_in" else None
        if there is not None and there.unit == "件":
            assert cell.value == there.value
        else:
            assert cell.state is CellState.BLANK


def test_an_alias_leads_to_a_body_however_the_caller_writes_its_name() -> None:
    """Blanks, widths and characters that no output accepts are folded, as in names of reports."""
    made = [gd.compose(agency=name, year=2024) for name in ("甲市乙局（本级）", "乙局")]
    found = gd.Collection(made, aliases={"乙局": "甲市 乙局\x00(本级）"})
    assert [(name, len(group)) for name, group in found.by_body().items()] == [
        ("甲市乙局(本级)", 2)
    ]
