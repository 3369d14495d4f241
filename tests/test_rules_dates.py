"""Each fault of years and dates appears where it is marked, alone, and is gone when mended."""

from decimal import Decimal

import pytest
from attrs import evolve

import govdisclosure as gd
from govdisclosure.rules import RULES, Rule, Verdict
from govdisclosure.rules.local.rulebook import parse_rulebook

from .test_rules_form import assert_fault, changed, clean, found_in

PERIOD = "自2023年1月1日起至2023年12月31日止"
TITLE = "青云市白河区商务局2023年政府信息公开工作年度报告\n根据"
PLAN = "2024年，我局将进一步丰富"
SIGNED = "青云市白河区商务局\n2024年1月15日"

#: A code, the words of the clean report, and what stands there instead.
FAULTS = (
    ("GD501", PERIOD, "⟦自2022年1月1日起至2022年12月31日止⟧"),
    ("GD501", "现公布青云市白河区商务局2023年", "⟦现公布青云市白河区商务局2022年⟧"),
    ("GD501", "2023年，本局围绕", "⟦2022年，本局围绕⟧"),
    *(
        ("GD501", TITLE, f"⟦青云市白河区商务局{year}政府信息公开工作年度报告⟧\n根据")
        for year in ("2022年", "2024年", "2013年度", "二〇二〇年")
    ),
    ("GD502", PLAN, "⟦2023年，我局将进一步丰富⟧"),
    ("GD502", PLAN, "⟦2022年，将继续丰富⟧"),
    ("GD503", PERIOD, "⟦自2023年1月1日起至2023年11月30日止⟧"),
    ("GD503", PERIOD, "⟦自2022年12月1日起至2023年11月30日止⟧"),
    ("GD504", SIGNED, "⟦青云市白河区商务局\n2023年1月15日⟧"),
    ("GD504", SIGNED, "⟦青云市白河区商务局\n2025年1月15日⟧"),
    ("GD505", SIGNED, "⟦青云市白河区商务局\n2024年2月1日⟧"),
    ("GD950", SIGNED, "⟦青云市白河区商务局⟧"),
    ("GD950", SIGNED, "⟦青云市白河区商务局⟧\n2024年1月"),
)


@pytest.mark.parametrize(("code", "old", "marked"), FAULTS)
def test_a_fault_is_found_where_it_is_and_nothing_else(code: str, old: str, marked: str) -> None:
    assert_fault(code, old, marked)


def test_a_wrong_title_is_told_as_the_title_s_fault_and_last_year_is_still_found() -> None:
    title = TITLE.replace("2023", "2022")
    report = gd.parse(changed(TITLE, title)).with_cell("requests/carried_in/total", 3)
    previous = gd.compose(edition="2021", agency="青云市白河区商务局", year=2022)
    (one,) = gd.check(report, select=["GD5"], previous=previous)
    assert (one.stated, one.computed) == (2022, 2023)
    assert "「青云市白河区商务局2022年政府信息公开工作年度报告」写的是 2022 年" in one.text()
    zero = gd.audit(report, select=["GD401"], previous=previous, blank="zero")
    assert [one.computed for one in zero if one.verdict is Verdict.FAIL] == [0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SIGNED, "青云市白河区商务局\n2023年1月15日"),
        ("现公布青云市白河区商务局2023年", "现公布青云市白河区商务局2021年"),
        ("2023年，本局围绕", "2022年，本局围绕"),
    ],
)
def test_a_title_is_held_to_be_right_unless_all_else_speaks_against_it(old: str, new: str) -> None:
    text = changed(old, new).replace(TITLE, TITLE.replace("2023", "2022"))
    report = gd.parse(text)
    found = gd.check(report, select=["GD501", "GD504"])
    assert found
    assert report.title_span not in [one.span for one in found]


#: Words of the clean report, and others that are as good.
QUIET = (
    (PERIOD, "为2023年1月1日至12月31日"),
    (PERIOD, "为2023年全年"),
    (
        "现公布青云市白河区商务局2023年",
        "按照《关于编制2022年政府信息公开工作年度报告的通知》，公布2023年",
    ),
    ("2023年，本局围绕", "2022年，本局制定三年规划；2023年，本局围绕"),
    (PLAN, "2023年，我局将公开工作纳入考核，下一步将丰富"),
    (PLAN, "到2025年，将全面丰富"),
    (PLAN, "下一步，将进一步丰富"),
    (SIGNED, "青云市白河区商务局\n2024年1月31日"),
    (SIGNED, "青云市白河区商务局\n二〇二四年一月三日"),
    (SIGNED, "青云市白河区商务局2024年1月15日"),
)


@pytest.mark.parametrize(("old", "new"), QUIET)
def test_what_is_right_in_other_words(old: str, new: str) -> None:
    assert [one.text() for one in found_in(changed(old, new))] == []


def late(organ: str, published: str, year: int = 2023) -> list[str]:
    """How the deadline comes out for an organ whose page bears a date of publication."""
    report = gd.Report(
        title=f"{organ}{year}年政府信息公开工作年度报告", page={"发布日期": published}
    )
    return [one.verdict.value for one in gd.audit(report, select=["GD505"])]


@pytest.mark.parametrize(
    ("organ", "in_time", "too_late"),
    [
        ("青云市白河区商务局", "2024-01-31", "2024-02-01"),
        ("青云市白河区人民政府办公室", "2024-01-31", "2024-02-01 09:30"),
        ("白河区双井镇人民政府", "2024年1月31日", "2024年2月1日"),
        ("青云市白河区人民政府", "2024/03/31", "2024/04/01"),
        ("青云市", "2024-3-31", "2024-4-1"),
    ],
)
def test_the_deadline_is_that_of_the_kind_of_organ(organ: str, in_time: str, too_late: str) -> None:
    assert late(organ, in_time) == ["pass"]
    assert late(organ, too_late) == ["fail"]


@pytest.mark.parametrize(
    ("organ", "published"),
    [
        ("青云经济开发区管委会", "2024-03-10"),
        ("", "2024-03-10"),
        ("青云大学", "2024-03-10"),
        ("青云市白河区商务局", "2026-08-01"),
        ("青云市白河区商务局", "近日"),
        ("青云市白河区商务局", "2024-02-30"),
    ],
)
def test_nobody_can_tell_without_kind_or_date(organ: str, published: str) -> None:
    assert late(organ, published) == ["cannot_tell"]


def test_until_2018_everybody_had_time_until_march() -> None:
    assert late("青云市白河区商务局", "2019-03-31", year=2018) == ["pass"]
    assert late("青云市白河区商务局", "2020-03-31", year=2019) == ["fail"]


def test_a_local_deadline() -> None:
    (rule,) = (one for one in RULES if one.code == "GD505")
    local = evolve(rule, thresholds={"departments": 110, "governments": 331})
    (one,) = gd.check(gd.parse(clean()), rules=[local])
    assert "晚于规定的期限 2024-01-10" in one.text()
    assert "2024-01-15" in one.text("en")


@pytest.mark.parametrize("value", ["231", "1331", "0", "-131", "115.5", "229", "100", "99999999"])
@pytest.mark.parametrize("name", ["departments", "governments"])
def test_a_deadline_that_is_no_day_is_refused(name: str, value: str) -> None:
    with pytest.raises(gd.SettingsError, match=rf"GD505\.thresholds\.{name} = {value}"):
        parse_rulebook(f"[rules.GD505.thresholds]\n{name} = {value}")


THRESHOLDS = [(rule, name) for rule in RULES for name, _ in rule.thresholds]


@pytest.mark.parametrize("value", [0, -5, Decimal("0.5"), Decimal("-0.5"), 10**30])
@pytest.mark.parametrize(
    ("rule", "name"), THRESHOLDS, ids=[f"{rule.code}-{name}" for rule, name in THRESHOLDS]
)
def test_no_threshold_breaks_a_check(rule: Rule, name: str, value: int | Decimal) -> None:
    try:
        (local,) = (
            one
            for one in parse_rulebook(f"[rules.{rule.code}.thresholds]\n{name} = {value}")
            if one.code == rule.code
        )
    except gd.SettingsError:
        assert name in rule.days
        return
    cells: dict[str, int | str] = {
        "proactive/fees/collected_wan": "12.5",
        "requests/received_new/total": 7,
    }
    last = gd.compose(agency="青云市人民政府", year=2022, cells=cells)
    body = gd.compose(agency="青云市商务局", year=2023, cells=cells)
    report = gd.parse(clean())
    for one in (report, gd.Report(), evolve(last, title=body.title), body):
        for other in (last, evolve(report, title=last.title), gd.Report()):
            found = gd.audit(one, previous=other, children=[body, report], rules=[local])
            assert all(instance.text() and instance.text("en") for instance in found)


def test_a_date_that_may_be_none_of_the_document_is_left_alone() -> None:
    report = gd.parse(changed(SIGNED, "2023年5月6日\n举办开放日。\n2023年6月1日"))
    verdicts = {one.code: one.verdict for one in gd.audit(report, select=["GD504", "GD505"])}
    assert verdicts == {"GD504": Verdict.CANNOT_TELL, "GD505": Verdict.CANNOT_TELL}


def test_without_a_year_nothing_is_told() -> None:
    report = gd.parse("政府信息公开工作年度报告\n一、总体情况\n2022年，工作平稳。")
    assert gd.check(report, select=["GD5"]) == ()
