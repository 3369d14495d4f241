"""A chain of clean years has no findings, and one changed number those that follow from it."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import Address, Cell, Edition, Paragraph, Report, Section, SectionKind, TableKind
from govdisclosure.crosswalk import Degree, correspondence, crosswalk
from govdisclosure.findings import Checking
from govdisclosure.model.addresses import addresses_of
from govdisclosure.rules import RULES, Instance, Slip, Verdict
from govdisclosure.rules.basis.likeness import SHINGLE, Text, likeness
from govdisclosure.rules.catalogue.years import RULES as YEARS
from govdisclosure.rules.local.rulebook import parse_rulebook
from govdisclosure.source import Source

from .counting import calls
from .test_sums import PEOPLE, STAGES, rows_of

CODES = ("GD401", "GD402", "GD403", "GD404", "GD405")
AGENCY = "某某市青云区商务局"
F19, F21 = Edition.FORM_2019, Edition.FORM_2021
COLUMNS = (*PEOPLE, "total")
DOCUMENTS = ("rules", "normative_documents")
ITEMS = ("licensing", "other_services", "penalties", "compulsion", "fees")

# ------------------------------------------------------------------------------ clean years


def compose(year: int, cells: Mapping[str, int | str | Decimal], edition: Edition = F21) -> Report:
    return gd.compose(edition=edition, agency=AGENCY, year=year, cells=cells)


#: A number of last year by its address, or another where last year has none.
_Before: TypeAlias = Callable[[str, int], int]


def _requests(edition: Edition, chance: random.Random, before: _Before) -> dict[str, int]:
    counts: dict[str, int] = {}
    for column in PEOPLE:
        received, carried_in, outcomes, carried_out = (f"requests/{row}/{column}" for row in STAGES)
        rows = [row for row in rows_of(TableKind.REQUESTS, edition) if row not in STAGES]
        for row in rows:
            counts[f"requests/{row}/{column}"] = chance.choice((0, 0, chance.randint(1, 9)))
        counts[outcomes] = sum(counts[f"requests/{row}/{column}"] for row in rows)
        counts[carried_in] = before(carried_out, chance.randint(0, 5))
        counts[carried_out] = max(chance.randint(0, 5), counts[carried_in] - counts[outcomes])
        counts[received] = counts[outcomes] + counts[carried_out] - counts[carried_in]
    return counts


def _proactive(edition: Edition, chance: random.Random, before: _Before) -> dict[str, int]:
    counts: dict[str, int] = {}
    if edition is F21:
        for row in DOCUMENTS:
            stock = before(f"proactive/{row}/in_force", chance.randint(0, 40))
            issued = chance.randint(0, 9)
            repealed = chance.randint(0, stock + issued)
            counts[f"proactive/{row}/issued"] = issued
            counts[f"proactive/{row}/repealed"] = repealed
            counts[f"proactive/{row}/in_force"] = stock + issued - repealed
        for row in ("licensing", "penalties", "compulsion"):
            counts[f"proactive/{row}/decisions"] = chance.randint(0, 500)
        counts["proactive/fees/collected_wan"] = chance.randint(50, 500)
    else:
        for row in ITEMS:
            items = before(f"proactive/{row}/items_last_year", chance.randint(0, 90))
            items += before(f"proactive/{row}/items_change", 0)
            counts[f"proactive/{row}/items_last_year"] = items
            counts[f"proactive/{row}/items_change"] = chance.randint(-min(items, 9), 9)
        for address in addresses_of(TableKind.PROACTIVE, F19):
            counts.setdefault(str(address), chance.randint(0, 30))
    return counts


def clean_year(
    year: int, edition: Edition, chance: random.Random, last: Report | None = None
) -> Report:
    """A report in which every sum holds, and what goes on from *last* year does."""

    def before(address: str, otherwise: int) -> int:
        try:
            found = None if last is None else last[address].value
        except KeyError:  # last year followed the other edition
            found = None
        return otherwise if found is None else int(found)

    counts = _requests(edition, chance, before) | _proactive(edition, chance, before)
    for address in addresses_of(TableKind.DISPUTES, None):
        if address.column != "total":
            counts[str(address)] = chance.randint(0, 4)
    return gd.compose(edition=edition, agency=AGENCY, year=year, cells=counts, totals=True)


def clean_chain(editions: Sequence[Edition], seed: int) -> tuple[Report, ...]:
    chance = random.Random(seed)
    years: list[Report] = []
    for number, edition in enumerate(editions):
        years.append(clean_year(2019 + number, edition, chance, years[-1] if years else None))
    return tuple(years)


def found_in(report: Report, *previous: Report) -> list[tuple[str, str]]:
    return [
        (one.code, str(one.addresses[0]))
        for one in gd.check(report, previous=previous, select=["GD4"])
    ]


def follows_here(address: Address, edition: Edition | None) -> set[tuple[str, str]]:
    """What breaks when the number of a cell changes, between this year and the last."""
    table, row, column = str(address).split("/")
    if (table, row) == ("requests", "carried_in"):
        return {("GD401", str(address))}
    if table == "proactive" and row in DOCUMENTS and edition is F21:
        return {("GD402", f"proactive/{row}/in_force")}
    if table == "proactive" and column == "items_last_year":
        return {("GD404", str(address))}
    return set()


def follows_there(address: Address, edition: Edition | None) -> set[tuple[str, str]]:
    """The same for a cell of last year's report."""
    table, row, column = str(address).split("/")
    if (table, row) == ("requests", "carried_out"):
        return {("GD401", f"requests/carried_in/{column}")}
    if table == "proactive" and column == "in_force":
        return {("GD402", str(address))}
    if column in {"items_last_year", "items_change"} and edition is F19:
        return {("GD404", f"proactive/{row}/items_last_year")}
    return set()


@given(st.lists(st.sampled_from(list(Edition)), min_size=2, max_size=5), st.integers(0, 2**32))
def test_clean_years_have_no_findings(editions: list[Edition], seed: int) -> None:
    years = clean_chain(editions, seed)
    for number, report in enumerate(years):
        assert found_in(report, *years) == []
        assert found_in(report, *years[:number]) == []
    # What an audit of the last says is told by the cells of the form alone.
    counted = [one.verdict for one in gd.audit(years[-1], previous=years, select=["GD401"])]
    assert counted == [Verdict.PASS] * 7


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("rows", [("natural_person",), ("legal_service", "total")])
def test_what_last_year_refutes_comes_first_and_the_sums_name_it(
    edition: Edition, rows: tuple[str, ...]
) -> None:
    """A clerk who takes a wrong number over, and one who adds it up as well."""
    last, report = clean_chain([edition, edition], 5)
    wrong = [f"requests/carried_in/{row}" for row in rows]
    for address in wrong:
        report = report.with_cell(address, (report[address].value or 0) + 20)
    findings = gd.check(report, previous=last, select=["GD20", "GD401"])
    causes = [one for one in findings if one.code == "GD401"]
    sums = [one for one in findings if one.code != "GD401"]
    assert [str(one.addresses[0]) for one in causes] == wrong
    assert {one.code for one in sums} == ({"GD201", "GD203"} if len(rows) == 1 else {"GD201"})
    for one in sums:
        (why,) = one.explanations
        assert why.slip is Slip.NOT_CARRIED_OVER
        (change,) = why.changes
        assert change.mended == last[f"requests/carried_out/{change.address.column}"].value
        assert "见 GD401" in why.text("zh")
        assert "see GD401" in why.text("en")
        assert one.at_fault == (change.address,)
        cause = next(other for other in causes if other.addresses[0] == change.address)
        assert findings.index(cause) < findings.index(one)
    source = Source(text=str(report), items=())
    for checking in (Checking(), Checking(rulebook=parse_rulebook("[rules.GD20]\noff = true"))):
        checked = checking.check("a", source, report, [last])
        told = [one.code for one in checked.findings if one.code in {"GD401", "GD201", "GD203"}]
        assert told[0] == "GD401"


def test_a_sum_that_last_year_does_not_mend_names_other_reasons() -> None:
    last, report = clean_chain([F21, F21], 5)
    changed = report
    for row, more in (("carried_in", 20), ("received_new", 1)):
        address = f"requests/{row}/enterprise"
        changed = changed.with_cell(address, (report[address].value or 0) + more)
    found = gd.check(changed, previous=last, select=["GD20"])
    named = {str(one.addresses[0]): [why.slip for why in one.explanations] for one in found}
    assert Slip.NOT_CARRIED_OVER not in named["requests/received_new/enterprise"]
    assert named["requests/carried_in/natural_person"] == [Slip.NOT_CARRIED_OVER]


@pytest.mark.parametrize("edition", list(Edition))
def test_one_changed_number_breaks_what_follows_from_it(edition: Edition) -> None:
    count = 0
    for seed, amount in enumerate((1, 7, 1000)):
        last, report = clean_chain([edition, edition], seed)
        for address, cell in report.cells():
            count += 1
            assert cell.value is not None
            changed = report.with_cell(address, cell.value + amount)
            expected = follows_here(address, edition)
            if address.column == "repealed":
                stock = last[f"proactive/{address.row}/in_force"]
                issued = report[f"proactive/{address.row}/issued"]
                assert stock.value is not None
                assert issued.value is not None
                if cell.value + amount > stock.value + issued.value:
                    expected = expected | {("GD403", str(address))}
            found = found_in(changed, last)
            assert set(found) == expected, address
            assert len(found) == len(expected)
        for address, cell in last.cells():
            count += 1
            assert cell.value is not None
            changed = last.with_cell(address, cell.value + amount)
            assert set(found_in(report, changed)) == follows_there(address, edition), address
    print(f"{edition.value}: {count} changed numbers")


# ------------------------------------------------------------------------------ fixtures

DRAFT = (
    "一是主动公开的内容还不够全面，个别科室报送信息不够及时，全年仅更新12次；"
    "二是政策解读的形式比较单一，图表和视频偏少，群众看不懂、用不上；"
    "三是队伍不够稳定，专职人员只有1名，业务培训还需要加强。"
)
OTHER_DRAFT = (
    "今年重点查找了依申请公开办理流程中的薄弱环节：答复文书的说理部分写得过于简单，"
    "征求第三方意见的时限没有统一掌握，涉及多个科室的申请缺少牵头协调，归档材料也不齐全。"
)
#: Rule, edition, what last year's report says, what this year's, and what mends it.
MARKED: tuple[tuple[str, Edition, dict[str, int], dict[str, int], dict[str, int]], ...] = (
    (
        "GD401",
        F21,
        {"requests/carried_out/natural_person": 5},
        {"requests/carried_in/natural_person": 3},
        {"requests/carried_in/natural_person": 5},
    ),
    (
        "GD402",
        F21,
        {"proactive/normative_documents/in_force": 20},
        {
            "proactive/normative_documents/issued": 3,
            "proactive/normative_documents/repealed": 1,
            "proactive/normative_documents/in_force": 25,
        },
        {"proactive/normative_documents/in_force": 22},
    ),
    (
        "GD403",
        F21,
        {"proactive/rules/in_force": 2},
        {"proactive/rules/issued": 1, "proactive/rules/repealed": 9},
        {"proactive/rules/repealed": 3},
    ),
    (
        "GD404",
        F19,
        {"proactive/licensing/items_last_year": 100, "proactive/licensing/items_change": -8},
        {"proactive/licensing/items_last_year": 100},
        {"proactive/licensing/items_last_year": 92},
    ),
    (
        "GD941",
        F21,
        {"proactive/licensing/decisions": 120},
        {"proactive/licensing/decisions": 1200},
        {"proactive/licensing/decisions": 600},
    ),
)


def with_text(report: Report, kind: SectionKind, *texts: str) -> Report:
    return evolve(
        report,
        sections=tuple(
            Section.of(kind, *(Paragraph(text=text) for text in texts)) if one.kind is kind else one
            for one in report.sections
        ),
    )


@pytest.mark.parametrize(
    ("code", "edition", "before", "now", "mended"), MARKED, ids=[one[0] for one in MARKED]
)
def test_a_marked_fault_is_found_and_a_mended_one_is_not(
    code: str,
    edition: Edition,
    before: dict[str, int],
    now: dict[str, int],
    mended: dict[str, int],
) -> None:
    last = compose(2021, before, edition)
    codes = ["GD4", "GD94"]
    (one,) = gd.check(compose(2022, now, edition), previous=[last], select=codes)
    assert one.code == code
    assert "2021" in one.text()
    assert "2021" in one.text("en")
    assert "{" not in one.text() + one.text("en")
    assert gd.check(compose(2022, now | mended, edition), previous=[last], select=codes) == ()
    assert gd.check(compose(2022, now, edition), select=codes) == ()


def test_copied_text_is_found_and_rewritten_text_is_not() -> None:
    last = with_text(compose(2021, {}), SectionKind.PROBLEMS, DRAFT)
    copied = DRAFT.replace("12次", "9次").replace("；", "； ")
    report = with_text(compose(2022, {}), SectionKind.PROBLEMS, copied)
    (one,) = gd.check(report, previous=[last], select=["GD4"])
    assert one.code == "GD405"
    assert "「存在的主要问题及改进情况」部分有 100% 的文字与 2021 年报告逐字相同" in one.text()
    rewritten = with_text(compose(2022, {}), SectionKind.PROBLEMS, OTHER_DRAFT)
    assert gd.check(rewritten, previous=[last], select=["GD4"]) == ()
    # The threshold is data: a stricter book asks for all of the text.
    half = with_text(compose(2022, {}), SectionKind.PROBLEMS, DRAFT, OTHER_DRAFT)
    assert gd.check(half, previous=[last], select=["GD405"]) == ()
    rule = next(one for one in YEARS if one.code == "GD405")
    loose = evolve(rule, thresholds={"least_share": 40, "characters": 80})
    assert [one.code for one in gd.check(half, previous=[last], rules=[loose])] == ["GD405"]


def test_the_words_of_a_finding_tell_what_to_do() -> None:
    last = compose(2021, {"requests/carried_out/enterprise": 5})
    report = compose(2022, {"requests/carried_in/enterprise": 3})
    (one,) = gd.check(report, previous=[last], select=["GD4"])
    assert one.text().startswith(
        "表三「法人或其他组织/商业企业」一列：二、上年结转填 3，"
        "而 2021 年报告的四、结转下年度继续办理为 5，相差 2。"
    )
    assert (one.stated, one.computed) == (3, 5)
    assert [str(cell) for cell in one.addresses] == ["requests/carried_in/enterprise"]


# ------------------------------------------------------------------------------ which report

CARRIED = {"requests/carried_in/total": 3}


def told(report: Report, *previous: Report, code: str = "GD401") -> Instance:
    """The instance that speaks of all requests, or the only one."""
    return gd.audit(report, previous=previous, select=[code])[-1]


def why(one: Instance) -> str:
    assert one.verdict is Verdict.CANNOT_TELL
    assert one.reason is not None
    assert one.text().startswith("无法判断：")
    assert one.text("en").startswith("could not be decided: ")
    return one.reason.name


def test_only_last_year_is_last_year() -> None:
    report = compose(2022, CARRIED)
    older = compose(2020, {"requests/carried_out/total": 9})
    later = compose(2023, {"requests/carried_out/total": 9})
    last = compose(2021, {"requests/carried_out/total": 9})
    one = told(report, older, later, report)
    assert why(one) == "no-last-year"
    assert "没有 2021 年的报告（给出的是：2020、2022、2023）" in one.text()
    assert told(report, later, last, older).verdict is Verdict.FAIL
    assert told(report).verdict is Verdict.DOES_NOT_APPLY
    unknown = evolve(last, title=None)
    assert why(told(report, unknown)) == "no-last-year"
    assert why(told(evolve(report, title=None), last)) == "unknown-year"


def test_one_report_need_not_be_put_into_a_list() -> None:
    report = compose(2022, CARRIED)
    last = compose(2021, {"requests/carried_out/total": 9})
    found = gd.check(report, previous=last, select=["GD4"])
    assert found == gd.check(report, previous=[last], select=["GD4"])
    assert [one.code for one in found] == ["GD401"]


def test_another_organ_is_not_this_one() -> None:
    report = compose(2022, CARRIED)
    other = gd.compose(
        agency="某某市青云区教育局", year=2021, cells={"requests/carried_out/total": 9}
    )
    one = told(report, other)
    assert why(one) == "other-agency"
    assert "出自「某某市青云区教育局」，不是「某某市青云区商务局」" in one.text()
    shorter = gd.compose(agency="青云区商务局", year=2021, cells={"requests/carried_out/total": 9})
    assert told(report, shorter).verdict is Verdict.FAIL
    assert told(report, other, shorter).verdict is Verdict.FAIL
    nameless = gd.compose(year=2021, cells={"requests/carried_out/total": 9})
    assert told(report, nameless).verdict is Verdict.FAIL


def test_the_same_year_twice_has_to_agree() -> None:
    report = compose(2022, CARRIED)
    one = compose(2021, {"requests/carried_out/total": 3})
    assert told(report, one, one).verdict is Verdict.PASS
    assert told(report, one, with_text(one, SectionKind.OTHER, "无。")).verdict is Verdict.PASS
    assert told(report, one, compose(2021, {})).verdict is Verdict.PASS
    other = one.with_cell("requests/carried_out/total", 4)
    assert why(told(report, one, other)) == "reports-differ"


def test_a_blank_of_either_report_is_named() -> None:
    report, last = compose(2022, CARRIED), compose(2021, {})
    one = told(report, last)
    assert why(one) == "blank-cells"
    assert one.blocking == ()
    assert [(cell.year, str(cell.address)) for cell in one.others] == [
        (2021, "requests/carried_out/total")
    ]
    assert f"{AGENCY}2021年报告「三/四、结转下年度继续办理/总计」" in one.text()
    both = told(compose(2022, {}), last)
    assert [str(cell) for cell in both.blocking] == ["requests/carried_in/total"]
    assert "、" + AGENCY in both.text()
    (zero,) = gd.check(report, previous=[last], select=["GD401"], blank="zero")
    assert (zero.stated, zero.computed) == (3, 0)
    assert "空白计为 0" in zero.text()
    assert "2021年报告" in zero.text()
    assert "counted as zero" in zero.text("en")
    told_text = last.with_cell("requests/carried_out/total", "不详")
    found = gd.audit(report, previous=[told_text], select=["GD401"], blank="zero")
    assert found[-1].verdict is Verdict.CANNOT_TELL


def test_a_missing_table_is_said() -> None:
    report = compose(2022, CARRIED)
    last = gd.parse(f"{AGENCY}2021年政府信息公开工作年度报告\n一、总体情况\n无。\n")
    assert why(told(report, last)) == "no-table-there"


# ------------------------------------------------------------------------------ two editions


def test_every_cell_of_both_editions_stands_in_the_crosswalk_once() -> None:
    for kind in TableKind:
        for here in Edition:
            for there in Edition:
                sides = [None, None] if kind is TableKind.DISPUTES else [here, there]
                found = crosswalk(kind, *sides)
                own = [cell for one in found for cell in one.here]
                theirs = [cell for one in found for cell in one.there]
                assert sorted(own, key=str) == sorted(addresses_of(kind, sides[0]), key=str)
                assert sorted(theirs, key=str) == sorted(addresses_of(kind, sides[1]), key=str)
                for one in found:
                    assert (one.degree is Degree.NONE) == (not one.here or not one.there)
                    assert all(one.why) == any(one.why) == (one.degree is not Degree.SAME)
                back = crosswalk(kind, *reversed(sides))
                assert {(one.here, one.there) for one in found} == {
                    (one.there, one.here) for one in back
                }


@pytest.mark.parametrize(
    ("address", "edition"),
    [
        ("proactive/rules/disclosed_total", F19),
        ("proactive/normative_documents/disclosed_total", F19),
        ("proactive/normative_documents/in_force", F21),
        ("proactive/fees/items_last_year", F19),
        ("proactive/fees/collected_wan", F21),
        ("proactive/normative_documents/produced_new", F19),
    ],
)
def test_different_concepts_are_never_compared(address: str, edition: Edition) -> None:
    other = F21 if edition is F19 else F19
    assert correspondence(Address.parse(address), edition, other).degree is Degree.NONE


def test_across_editions_requests_go_on_and_documents_do_not() -> None:
    last = compose(
        2020,
        {
            "requests/carried_out/total": 9,
            "proactive/normative_documents/disclosed_total": 500,
            "requests/other_handling/total": 400,
            "proactive/fees/items_last_year": 2,
        },
        F19,
    )
    report = compose(
        2021,
        CARRIED
        | {
            "proactive/normative_documents/in_force": 5,
            "proactive/normative_documents/issued": 1,
            "proactive/normative_documents/repealed": 1,
            "requests/other_not_supplemented/total": 10,
            "requests/other_fee_unpaid/total": 0,
            "requests/other_misc/total": 20,
            "proactive/fees/collected_wan": 90000,
        },
    )
    found = gd.check(report, previous=[last], select=["GD4", "GD94"])
    assert [one.code for one in found] == ["GD401", "GD941"]
    assert (found[1].stated, found[1].computed) == (30, 400)
    assert len(found[1].addresses) == 3
    one = told(report, last, code="GD402")
    assert why(one) == "not-comparable"
    assert "对外公开总数量是已公开的总数" in one.text()
    assert told(report, last, code="GD404").verdict is Verdict.DOES_NOT_APPLY
    back = gd.check(evolve(last, title=report.title), previous=[evolve(report, title=last.title)])
    assert [(one.stated, one.computed) for one in back if one.code == "GD941"] == [(400, 30)]


# ------------------------------------------------------------------------------ jumps


@pytest.mark.parametrize(
    ("before", "now", "is_jump"),
    [
        (100, 500, False),
        (100, 501, True),
        (500, 100, False),
        (501, 100, True),
        (0, 20, True),
        (0, 19, False),
        (20, 0, True),
        (1, 19, False),
        (0, 0, False),
    ],
)
def test_a_jump_is_more_than_five_times(before: int, now: int, is_jump: bool) -> None:  # noqa: FBT001 - a case
    address = "requests/received_new/total"
    found = gd.check(
        compose(2022, {address: now}), previous=[compose(2021, {address: before})], select=["GD941"]
    )
    assert len(found) == is_jump


# ------------------------------------------------------------------------------ likeness


def test_likeness_is_a_share_of_the_text() -> None:
    text = Text.of([DRAFT])
    assert likeness(text, text).percent == 100
    assert likeness(text, Text.of([OTHER_DRAFT])).percent == 0
    assert likeness(Text.of([]), text).percent == 0
    more = Text.of([DRAFT, OTHER_DRAFT])
    assert likeness(text, more).percent == 100
    assert likeness(more, text).percent < 60


@given(st.text(alphabet="一二三公开信息0123.,年，。 ", max_size=60), st.text(max_size=40))
def test_likeness_counts_no_character_twice(one: str, other: str) -> None:
    text, against = Text.of([one, other]), Text.of([other, one[:20]])
    found = likeness(text, against)
    assert 0 <= found.copied <= found.whole == text.length
    assert found.longest in one.replace(" ", "") or found.longest in "".join(text.printed)
    assert likeness(text, text).copied == text.length


def test_numbers_and_years_make_no_difference() -> None:
    one = Text.of(["二〇二二年共发布信息1,204条，增长３.5％，办结12件。"])
    other = Text.of(["二〇二三年共发布信息98条，增长12％，办结7件。"])
    found = likeness(one, other)
    assert found.copied == found.whole
    assert found.longest == "二〇二二年共发布信息1,204条，增长３.5％，办结12件。"


def test_a_text_may_be_copied_from_years_ago() -> None:
    report = with_text(compose(2023, {}), SectionKind.PROBLEMS, DRAFT)
    last = with_text(compose(2022, {}), SectionKind.PROBLEMS, OTHER_DRAFT)
    older = with_text(compose(2020, {}), SectionKind.PROBLEMS, DRAFT)
    later = with_text(compose(2024, {}), SectionKind.PROBLEMS, DRAFT)
    (one,) = gd.check(report, previous=[last, older, later], select=["GD405"])
    assert dict(one.arguments)["year"] == "2020"
    assert gd.check(report, previous=[last, later], select=["GD405"]) == ()
    short = with_text(compose(2023, {}), SectionKind.OTHER, "本年度未收取信息处理费。")
    same = with_text(compose(2022, {}), SectionKind.OTHER, "本年度未收取信息处理费。")
    (none,) = gd.audit(short, previous=[same], select=["GD405"])
    assert none.verdict is Verdict.DOES_NOT_APPLY


def edited(text: str, every: int) -> Iterator[str]:
    for place, sign in enumerate(text):
        yield "改" if place % every == every - 1 else sign


def test_runs_of_eight_survive_light_editing() -> None:
    whole = Text.of([DRAFT + OTHER_DRAFT])
    light = Text.of(["".join(edited(DRAFT + OTHER_DRAFT, 40))])
    heavy = Text.of(["".join(edited(DRAFT + OTHER_DRAFT, SHINGLE))])
    assert likeness(light, whole).percent >= 90
    assert likeness(heavy, whole).percent == 0


# ------------------------------------------------------------------------------ cost


def test_without_previous_the_family_costs_nothing() -> None:
    report = clean_chain([F21], 1)[0]
    found = gd.audit(report, select=["GD4", "GD94"])
    assert {one.verdict for one in found} == {Verdict.DOES_NOT_APPLY}
    assert len(found) == len([rule for rule in RULES if rule.code[:4] in {"GD40", "GD94"}])

    def work(*names: str) -> int:
        gd.check(report, select=names)  # what is worked out once in a process is not the question
        return calls(lambda: gd.check(report, select=names))

    assert work("GD4", "GD94") < work("GD201", "GD202", "GD203")


def test_a_cell_by_hand_may_be_a_mark() -> None:
    last = compose(2021, {"requests/carried_out/total": 3})
    report = compose(2022, {}).with_cell("requests/carried_in/total", Cell.read("/"))
    assert why(told(report, last)) == "blank-cells"
