"""Local rules on numbers: of cells, of indicators, and of what the prose states."""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.model.blocks import Paragraph
from govdisclosure.rules.local.rulebook import parse_rulebook

Value: TypeAlias = gd.Cell | int | Decimal | str
NEW, CARRIED_IN = "requests/received_new/total", "requests/carried_in/total"
DONE, CARRIED_OUT = "requests/outcomes_total/total", "requests/carried_out/total"
RATE = "indicator:closing_rate"


def book(number: str, limits: str = "") -> gd.Rulebook:
    text = f'[[requirement]]\ncode = "L01"\nname = "local"\ntitle = "要求"\nnumber = "{number}"\n'
    return parse_rulebook(f"{text}{limits}\npoints = 3", file="r.toml")


def judged(report: gd.Report, number: str, limits: str = "", blank: str = "unknown") -> gd.Instance:
    (found,) = gd.audit(report, rules=book(number, limits), select="L01", blank=blank)
    return found


def made(edition: str = "2021", **cells: Value) -> gd.Report:
    named = {"new": NEW, "carried_in": CARRIED_IN, "done": DONE, "carried_out": CARRIED_OUT}
    given = {named[name]: value for name, value in cells.items()}
    return gd.compose(agency="望舒市水务局", year=2023, edition=edition, cells=given)


def saying(words: str) -> gd.Report:
    report = made(new=12)
    overview, *rest = report.sections
    return evolve(report, sections=[evolve(overview, blocks=[Paragraph(text=words)]), *rest])


# ------------------------------------------------------------------------------ cells


@given(st.integers(0, 30), st.none() | st.integers(0, 30), st.integers(0, 30))
def test_a_number_is_within_its_limits_or_is_found(
    value: int, least: int | None, most: int
) -> None:
    limits = f"not_above = {most}" + ("" if least is None else f"\nnot_below = {min(least, most)}")
    found = judged(made(new=value), f"cell:{NEW}", limits)
    is_within = (least is None or value >= min(least, most)) and value <= most
    assert found.verdict is (gd.Verdict.PASS if is_within else gd.Verdict.FAIL)
    assert [str(one) for one in found.addresses] == [NEW]
    if not is_within:
        assert f"为 {value}" in found.text("zh")
        assert f"is {value}" in found.text("en")
        assert str(most) in found.text("zh")
        assert found.stated == value


@pytest.mark.parametrize("words", ["", "/", "见附件", "3万元"])
def test_a_cell_without_a_number_costs_nothing(words: str) -> None:
    found = judged(made(new=words), f"cell:{NEW}", "not_below = 1")
    assert found.verdict is gd.Verdict.CANNOT_TELL
    assert [str(one) for one in found.blocking] == [NEW]


def test_blanks_are_zero_where_the_caller_says_so() -> None:
    found = judged(made(new=""), f"cell:{NEW}", "not_below = 1", blank="zero")
    assert found.verdict is gd.Verdict.FAIL
    assert [str(one) for one in found.assumed] == [NEW]


def test_a_cell_of_another_form_or_of_no_table_is_no_fault() -> None:
    cell = "proactive/fees/collected_wan"
    assert judged(made("2019"), f"cell:{cell}", "not_below = 1").verdict is (
        gd.Verdict.DOES_NOT_APPLY
    )
    bare = gd.Report(title="望舒市水务局2023年政府信息公开工作年度报告")
    assert judged(bare, f"cell:{cell}", "not_below = 1").verdict is gd.Verdict.DOES_NOT_APPLY


# ------------------------------------------------------------------------------ indicators


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 100))
def test_a_rate_is_held_against_its_limit_exactly(new: int, old: int, hundredths: int) -> None:
    done = (new + old) * 19 // 20
    report = made(new=new, carried_in=old, done=done, carried_out=new + old - done)
    limit = Decimal(hundredths) / 100
    found = judged(report, RATE, f"not_below = {limit:f}")
    holds = Fraction(done, new + old) >= Fraction(hundredths, 100)
    assert found.verdict is (gd.Verdict.PASS if holds else gd.Verdict.FAIL)
    assert {str(one) for one in found.addresses} == {NEW, CARRIED_IN, DONE}


def test_a_finding_on_a_rate_shows_its_arithmetic() -> None:
    report = made(new=50, carried_in=4, done=50, carried_out=4)
    (found,) = gd.check(report, rules=book(RATE, "not_below = 0.95"), select="L01")
    assert found.text("zh") == "要求：办结率：50 / 54 = 92.59%，应不低于 95.00%。请核对。"
    assert "50 / 54 = 92.59%; it should be at least 95.00%" in found.text("en")


def test_a_rate_without_a_value_costs_nothing() -> None:
    limits = "not_below = 0.95"
    empty = judged(made(new=0, carried_in=0, done=0, carried_out=0), RATE, limits)
    assert empty.verdict is gd.Verdict.DOES_NOT_APPLY
    assert "分母为 0" in empty.text("zh")
    unknown = judged(made(new=50, carried_in="", done=50), RATE, limits)
    assert unknown.verdict is gd.Verdict.CANNOT_TELL
    assert [str(one) for one in unknown.blocking] == [CARRIED_IN]
    broken = judged(made(new=50, carried_in=4, done=50, carried_out=9), RATE, limits)
    assert broken.verdict is gd.Verdict.CANNOT_TELL
    assert "勾稽关系不成立" in broken.text("zh")
    growth = judged(made(new=50), "indicator:growth_new", "not_above = 0.5")
    assert growth.verdict is gd.Verdict.CANNOT_TELL
    assert "上一年度" in growth.text("zh")


def test_what_is_compared_with_last_year_uses_its_report() -> None:
    last = evolve(made(new=40), title="望舒市水务局2022年政府信息公开工作年度报告")
    rules = book("indicator:growth_new", "not_above = 0.4")
    (found,) = gd.check(made(new=60), rules=rules, select="L01", previous=last)
    assert "50.00%" in found.text("en")
    assert [str(one) for one in found.addresses] == [NEW]


# ------------------------------------------------------------------------------ claims


def test_the_prose_is_to_state_a_number() -> None:
    for number in ("claim:requests", f"claim:{NEW}"):
        assert judged(saying("全年收到申请12件。"), number).verdict is gd.Verdict.PASS
        assert judged(saying("全年工作有序。"), number).verdict is gd.Verdict.FAIL


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("全年组织培训3次。", gd.Verdict.PASS),
        ("全年组织培训1次。", gd.Verdict.FAIL),
        ("全年组织培训约3次。", gd.Verdict.CANNOT_TELL),
        ("全年工作有序。", gd.Verdict.CANNOT_TELL),
    ],
)
def test_a_stated_number_is_held_against_limits(words: str, verdict: gd.Verdict) -> None:
    found = judged(saying(words), "fact:trainings", 'not_below = 2\nunit = "次"')
    assert found.verdict is verdict
    if verdict is gd.Verdict.FAIL:
        assert "培训1次" in found.text("zh")
        assert "不低于 2" in found.text("zh")


def test_the_prose_is_to_name_whom_to_ask() -> None:
    for words, verdict in (("电话：0000-1234567。", "pass"), ("有疑问请来函。", "fail")):
        assert judged(saying(words), "fact:telephone").verdict.value == verdict


def test_a_number_of_the_prose_on_a_cell_is_held_against_limits() -> None:
    report = gd.parse(str(saying("全年收到申请12件，比上年增长30%。")))
    assert judged(report, f"claim:{NEW}", "not_below = 12").verdict is gd.Verdict.PASS
    found = judged(report, "claim:requests", "not_below = 13")
    assert found.verdict is gd.Verdict.FAIL
    assert [str(one) for one in found.addresses] == [NEW]


def test_a_finding_points_at_the_words() -> None:
    report = gd.parse(text := str(saying("全年组织培训1次。")))
    found = judged(report, "fact:trainings", "not_below = 2")
    assert found.span is not None
    assert "培训1次" in text[found.span.start : found.span.end]


# ------------------------------------------------------------------------------ the file


@pytest.mark.parametrize(
    ("number", "limits", "said"),
    [
        ("rate:closing_rate", "not_below = 1", "cell:… | indicator:… | claim:… | fact:…"),
        ("indicator:closing_rat", "not_below = 1", "did you mean closing_rate"),
        ("cell:requests/received_new/totals", "not_below = 1", f"did you mean {NEW}"),
        ("claim:trainings", "", "is not a known number: trainings"),
        (RATE, "", "not_below is missing"),
        (RATE, "not_below = 95", "95 % is 0.95"),
        (RATE, 'not_below = 0.9\nunit = "件"', "unit is only for claims and facts"),
        (RATE, "not_below = 0.9\nnot_above = 0.8", "is more than not_above"),
        (RATE, "not_below = 0.9\nphrase = '培训'", "only one"),
        (RATE, "not_below = 0.9\nsection = 'overview'", "section is not for a number"),
        ("fact:telephone", "not_below = 2", "is not a number"),
        ("indicator:sums_hold", "not_below = 0.9", "give points to the rules"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(number: str, limits: str, said: str) -> None:
    with pytest.raises(gd.SettingsError) as refused:
        book(number, limits)
    assert refused.value.text("en").startswith("r.toml: requirement[1].")
    assert said in refused.value.text("en")


def test_limits_go_with_a_number() -> None:
    text = '[[requirement]]\ncode = "L01"\nname = "local"\nphrase = "培训"\nnot_below = 2'
    with pytest.raises(gd.SettingsError, match="goes with number"):
        parse_rulebook(text)
