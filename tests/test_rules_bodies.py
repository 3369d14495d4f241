"""A government's report holds no less than those of the bodies under it."""

import random
from collections.abc import Mapping, Sequence

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import Address, Edition, Report, SectionKind, TableKind
from govdisclosure.model.organs import is_office_of, may_be_same_organ, same_organ
from govdisclosure.rules import Context, Instance, Verdict, examine

from .test_rules_years import DRAFT, F19, F21, OTHER_DRAFT, clean_year, with_text

AREA = "某某市青云区人民政府"
OFFICE = "某某市青云区人民政府办公室"
BUREAU = "某某市青云区商务局"
CODES = ("GD942", "GD943", "GD944", "GD945")
RECEIVED = "requests/received_new/total"


def compose(
    agency: str, cells: Mapping[str, int | str], year: int = 2022, edition: Edition = F21
) -> Report:
    return gd.compose(edition=edition, agency=agency, year=year, cells=cells)


def instances(report: Report, *children: Report, select: Sequence[str] = CODES) -> list[Instance]:
    context = Context(report=report, children=children)
    return list(examine(context, select=select))


def failed(report: Report, *children: Report, select: Sequence[str] = CODES) -> list[Instance]:
    found = instances(report, *children, select=select)
    return [one for one in found if one.verdict is Verdict.FAIL]


def named(report: Report, agency: str) -> Report:
    year = report.year
    assert year is not None
    return evolve(report, title=gd.compose(agency=agency, year=year).title)


def added_up(edition: Edition, seed: int, bodies: int) -> tuple[Report, list[Report]]:
    """A government's report, and those of the bodies that it adds up; its office is the first."""
    chance = random.Random(seed)
    names = [OFFICE, *(f"某某市青云区{name}局" for name in ("商务", "教育", "水利"))]
    children = [named(clean_year(2022, edition, chance), name) for name in names[:bodies]]
    total = {
        address: sum(int(child[address].value or 0) for child in children)
        for address, _ in children[0].cells()
    }
    return gd.compose(edition=edition, agency=AREA, year=2022, cells=total), children


def is_compared(address: Address) -> bool:
    if address.table is TableKind.PROACTIVE:
        return address.column not in {"items_last_year", "items_change"}
    return address.column == "total"


# ------------------------------------------------------------------------------ clean, and changed


@given(st.sampled_from(list(Edition)), st.integers(0, 2**32), st.integers(1, 4))
def test_what_adds_up_has_no_findings(edition: Edition, seed: int, bodies: int) -> None:
    area, children = added_up(edition, seed, bodies)
    assert failed(area, *children) == []
    # Its own report among the others is none of them, as in a folder of all.
    assert failed(area, area, *children) == []


@pytest.mark.parametrize("edition", list(Edition))
def test_one_number_less_is_found_where_it_stands(edition: Edition) -> None:
    area, children = added_up(edition, 3, 3)
    count = 0
    for address, cell in area.cells():
        assert cell.value is not None
        largest = [int(child[address].value or 0) for child in children]
        for value in {int(cell.value) - 1, max(largest) - 1 if is_compared(address) else -1}:
            if value < 0:
                continue
            count += 1
            found = failed(area.with_cell(address, value), *children)
            assert {one.addresses for one in found} <= {(address,)}
            expected = []
            if is_compared(address):
                expected += ["GD942" for own in largest[1:] if own > value]
                expected += ["GD943"]
                expected += ["GD944"] if largest[0] > value else []
            assert [one.code for one in found] == expected, address
    print(f"{edition.value}: {count} changed numbers")


# ------------------------------------------------------------------------------ fixtures


def test_a_body_with_more_than_its_government() -> None:
    area, bureau = compose(AREA, {RECEIVED: 12}), compose(BUREAU, {RECEIVED: 15})
    (one,) = failed(area, bureau)
    assert (one.code, one.stated, one.computed) == ("GD942", 12, 15)
    assert one.finding().severity is gd.Severity.HINT
    assert "本年新收" in one.text()
    assert f"下属机关「{BUREAU}」的报告为 15" in one.text()
    assert f"the report of {BUREAU} has 15" in one.text("en")
    assert failed(area.with_cell(RECEIVED, 15), bureau) == []


def test_bodies_that_together_have_more() -> None:
    area = compose(AREA, {RECEIVED: 20})
    names = ("教育", "水利", "财政")
    children = [
        compose(f"青云区{name}局", {RECEIVED: count})
        for name, count in zip(names, (9, 8, 7), strict=True)
    ]
    (one,) = failed(area, *children)
    assert (one.code, one.stated, one.computed) == ("GD943", 20, 24)
    assert "所给 3 个下属机关的报告合计为 24，多出 4" in one.text()
    assert [cell.number for cell in one.others] == [9, 8, 7]
    assert failed(area.with_cell(RECEIVED, 24), *children) == []
    assert failed(area.with_cell(RECEIVED, 99), *children) == []


def test_an_office_with_more_than_its_government() -> None:
    area, office = compose(AREA, {RECEIVED: 124}), compose(OFFICE, {RECEIVED: 821})
    (one,) = failed(area, office)
    assert one.code == "GD944"
    assert f"「{OFFICE}」自身的报告为 821" in one.text()
    assert "{" not in one.text("en")
    assert failed(area.with_cell(RECEIVED, 821), office) == []


def test_text_shared_with_a_body() -> None:
    area = with_text(compose(AREA, {}), SectionKind.PROBLEMS, DRAFT)
    office = with_text(compose(OFFICE, {}), SectionKind.PROBLEMS, DRAFT.replace("12", "30"))
    (one,) = failed(area, office)
    assert one.code == "GD945"
    assert f"部分有 100% 的文字与「{OFFICE}」的报告逐字相同" in one.text()
    assert failed(area, with_text(office, SectionKind.PROBLEMS, OTHER_DRAFT)) == []


# ------------------------------------------------------------------------------ what is compared


def only(found: list[Instance]) -> Instance:
    (one,) = found
    return one


def test_only_a_government_adds_up() -> None:
    bureau, office = compose(BUREAU, {RECEIVED: 1}), compose(OFFICE, {RECEIVED: 2})
    one = only(instances(office, bureau, select=["GD942"]))
    assert one.verdict is Verdict.DOES_NOT_APPLY
    assert "不汇总其他机关的数" in one.text()
    nameless = gd.compose(year=2022, cells={RECEIVED: 1})
    one = only(instances(nameless, bureau, select=["GD942"]))
    assert one.verdict is Verdict.CANNOT_TELL


def test_another_year_is_said() -> None:
    area, bureau = compose(AREA, {RECEIVED: 1}), compose(BUREAU, {RECEIVED: 5}, 2021)
    for code in ("GD942", "GD943"):
        one = only(instances(area, bureau, select=[code]))
        assert one.verdict is Verdict.CANNOT_TELL
        assert f"「{BUREAU}」的报告是 2021 年的，不是 2022 年的" in one.text()


def test_a_body_twice_has_to_agree() -> None:
    area, bureau = compose(AREA, {RECEIVED: 12}), compose(BUREAU, {RECEIVED: 7})
    assert failed(area, bureau, bureau) == []
    other = compose(BUREAU, {RECEIVED: 8})
    one = only(instances(area, bureau, other, select=["GD943"]))
    assert one.verdict is Verdict.CANNOT_TELL
    assert one.reason is not None
    assert one.reason.name == "reports-differ"


def test_blanks_of_a_body_are_named() -> None:
    area, bureau = compose(AREA, {RECEIVED: 12}), compose(BUREAU, {})
    found = [
        one
        for one in instances(area, bureau, select=["GD942"])
        if one.addresses == (Address.parse(RECEIVED),)
    ]
    one = only(found)
    assert one.verdict is Verdict.CANNOT_TELL
    assert one.blocking == ()
    assert [str(cell.address) for cell in one.others] == [RECEIVED]
    assert BUREAU in one.text()


def test_bodies_may_follow_another_edition() -> None:
    rows = ("other_not_supplemented", "other_fee_unpaid", "other_misc")
    area = compose(AREA, {f"requests/{row}/total": 2 for row in rows})
    former = compose(BUREAU, {"requests/other_handling/total": 5}, edition=F19)
    current = compose("青云区教育局", {f"requests/{row}/total": 1 for row in rows})
    assert [one.code for one in failed(area, former, current)] == ["GD943"]
    (one,) = failed(area, former, current)
    assert (one.stated, one.computed) == (6, 8)
    assert failed(area, former) == []


def test_without_children_nothing_applies() -> None:
    found = instances(compose(AREA, {RECEIVED: 12}))
    assert [one.code for one in found] == list(CODES)
    assert {one.verdict for one in found} == {Verdict.DOES_NOT_APPLY}


def test_check_and_audit_take_the_reports_of_bodies() -> None:
    area, bureau = compose(AREA, {RECEIVED: 12}), compose(BUREAU, {RECEIVED: 15})
    for children in (bureau, [bureau], (one for one in [bureau])):
        (found,) = gd.check(area, children=children, select="GD94")
        assert found.code == "GD942"
        assert "涵盖本行政区域各机关" in found.text()
    verdicts = {one.verdict for one in gd.audit(area, children=bureau, select="GD942")}
    assert Verdict.FAIL in verdicts


# ------------------------------------------------------------------------------ names

_PIECES = (
    "某某市",
    "青云区",
    "和县",
    "泰",
    "山",
    "人民政府",
    "政府",
    "商务局",
    "办事处",
    "镇",
    " ",
)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("环翠区商务局", "威海市环翠区商务局", True),
        ("青云镇", "某某市青云镇人民政府", True),
        ("青云街道", "青云街道办事处", True),
        ("国家税务总局某某市税务局", "某某市税务局", True),
        (AREA, OFFICE, False),
        (AREA, "某某市人民政府", False),
        ("青云区商务局", "青云区教育局", False),
        ("某某市公安局", "某某市公安局交通警察支队", False),
        ("青云区商务局", "北京青云区商务局", True),
        ("呼伦旗商务局", "内蒙古自治区呼伦旗商务局", True),
        ("青云海关", "中华人民共和国青云海关", True),
        ("青云区政府", "某某市青云区人民政府", True),
        # What is left in front has to be an area: these are other places.
        ("和县人民政府", "泰和县人民政府", False),
        ("南县人民政府", "商南县人民政府", False),
        ("山区商务局", "房山区商务局", False),
        ("林州市司法局", "桂林州市司法局", False),
        ("", "青云区商务局", False),
    ],
)
def test_an_organ_may_leave_out_what_its_name_begins_with(
    one: str,
    other: str,
    is_same: bool,  # noqa: FBT001 - a case
) -> None:
    assert same_organ(one, other) is is_same
    assert same_organ(other, one) is is_same
    if is_same:
        assert may_be_same_organ(one, other)
        assert may_be_same_organ(other, one)


@given(st.lists(st.sampled_from(_PIECES)), st.lists(st.sampled_from(_PIECES)))
def test_what_is_the_same_may_be_the_same(one: list[str], other: list[str]) -> None:
    names = "".join(one), "".join(other)
    assert same_organ(*names) is same_organ(*reversed(names))
    assert same_organ(names[0], names[0]) is bool(names[0])
    if same_organ(*names):
        assert may_be_same_organ(*names)
        assert may_be_same_organ(*reversed(names))


def test_a_report_of_a_place_of_like_name_is_not_last_years() -> None:
    cells = {"requests/carried_in/total": 9}
    last = compose("和县人民政府", {"requests/carried_out/total": 5}, 2021)
    found = gd.audit(compose("泰和县人民政府", cells), previous=last, select="GD401")
    assert {one.verdict for one in found} == {Verdict.CANNOT_TELL}
    assert "出自「和县人民政府」，不是「泰和县人民政府」" in found[0].text()
    own = gd.check(compose("安徽省和县人民政府", cells), previous=last, select="GD401")
    assert [one.code for one in own] == ["GD401"]


@pytest.mark.parametrize(
    ("name", "is_office"),
    [
        (OFFICE, True),
        ("青云区人民政府办公室", True),
        ("青云区政府办公室", True),
        ("某某市人民政府办公厅", False),
        ("青云区商务局办公室", False),
        (BUREAU, False),
    ],
)
def test_an_office_bears_its_governments_name(name: str, is_office: bool) -> None:  # noqa: FBT001 - a case
    assert is_office_of(name, AREA) is is_office
