"""Indicators are what a pencil gives, and obey the laws of sums and of what is unknown."""

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import govdisclosure as gd
from govdisclosure import MeasureState
from govdisclosure.composition import compose
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.measures import lookup
from govdisclosure.measures.definition import (
    Indicator,
    IndicatorBasis,
    IndicatorUnit,
    addresses_in,
    terms_of,
)
from govdisclosure.measures.dictionary import INDICATORS
from govdisclosure.measures.evaluation import measure
from govdisclosure.measures.figures import Figures
from govdisclosure.measures.printing import print_exact, print_value
from govdisclosure.model.addresses import addresses
from govdisclosure.model.report import Report
from govdisclosure.rules import RULES
from govdisclosure.strategies import reports
from govdisclosure.sums import SumKind
from tests.test_examples import EXAMPLES

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

OF_CELLS = [one for one in INDICATORS if one.basis is IndicatorBasis.CELLS]
RECEIVED, CARRIED_IN = "requests/received_new/total", "requests/carried_in/total"
OUTCOMES, CARRIED_OUT = "requests/outcomes_total/total", "requests/carried_out/total"

#: What a person with a pencil gets from the tables of examples/report_2021.txt. RN 50, CI 4, OT 52,
#: CO 2; D 23, P 5; W 0+1+0+3+1+3+3+1 = 12; U 6+1+1 = 8; N 2+1+0+0+0 = 3; O 1+0+0 = 1. Reviews 2
#: upheld, 1 corrected, 0 other, 1 pending, 4 in all; direct suits 1, 0, 0, 1, 2; after review 1, 0,
#: 0, 0, 1.
BY_HAND_2021: Mapping[str, tuple[int | Decimal, int | None]] = {
    "received": (50, None),
    "workload": (50 + 4, None),
    "closed": (52, None),
    "closing_rate": (52, 50 + 4),
    "closing_rate_new": (52, 50),
    "backlog_rate": (2, 50 + 4),
    "backlog_change": (2 - 4, None),
    "natural_person_share": (41, 50),
    "natural_person_share_workload": (41 + 3, 50 + 4),
    "organisation_share": (6 + 1 + 0 + 2 + 0, 50),
    "enterprise_share": (6, 50),
    "research_share": (1, 50),
    "public_interest_share": (0, 50),
    "legal_service_share": (2, 50),
    "disclosure_rate_all": (23 + 5, 52),
    "disclosure_rate_full": (23, 52),
    "disclosure_rate_substantive": (23 + 5, 23 + 5 + 12),
    "disclosure_rate_available": (23 + 5, 52 - 8 - 3 - 1),
    "disclosure_rate_received": (23 + 5, 50),
    "withholding_rate": (0 + 1 + 0 + 3 + 1 + 3 + 3 + 1, 52),
    "legal_grounds_profile/state_secret": (0, 12),
    "legal_grounds_profile/prohibited_by_law": (1, 12),
    "legal_grounds_profile/security_stability": (0, 12),
    "legal_grounds_profile/third_party": (3, 12),
    "legal_grounds_profile/internal_affairs": (1, 12),
    "legal_grounds_profile/process": (3, 12),
    "legal_grounds_profile/case_file": (3, 12),
    "legal_grounds_profile/registry_inquiry": (1, 12),
    "unavailable_rate": (6 + 1 + 1, 52),
    "not_held_rate": (6, 52),
    "factual_refusal_share": (8 + 3 + 1, 12 + 8 + 3 + 1),
    "not_processed_rate": (2 + 1 + 0 + 0 + 0, 52),
    "petition_share": (2, 52),
    "repeat_rate": (1 + 0, 52),
    "unclear_rate": (1 + 1, 52),
    "fee_unpaid_rate": (0, 52),
    "review_correction_closed": (1, 4 - 1),
    "review_correction_all": (1, 4),
    "review_correction_decided": (1, 2 + 1),
    "litigation_correction_closed": (0 + 0, (2 + 1) - (1 + 0)),
    "dispute_correction_closed": (1 + 0 + 0, 4 + (2 + 1) - 1 - (1 + 0)),
    "dispute_rate": (4 + (2 + 1), 52),
    "dispute_rate_new": (4 + (2 + 1), 50),
    "review_pending_rate": (1, 4),
    "after_review_share": (1, 2 + 1),
    "normative_turnover": (3 + 1, 27),
    "penalties_per_licence": (36, 214),
    "fees_collected": (Decimal("1860.4275"), None),
    "processing_fee": (120, None),
}
#: Likewise from examples/report_2019.txt, in whose tables columns and one row are blank or struck
#: out. RN 154, CI 5, OT 155, CO 4; D 75, P 17; W 1+2+0+5+3+8+5+3 = 27; U 24+2+1 = 27; O 3.
BY_HAND_2019: Mapping[str, tuple[int | Decimal, int | None]] = {
    "received": (154, None),
    "workload": (154 + 5, None),
    "closed": (155, None),
    "closing_rate": (155, 154 + 5),
    "closing_rate_new": (155, 154),
    "backlog_rate": (4, 154 + 5),
    "backlog_change": (4 - 5, None),
    "natural_person_share": (128, 154),
    "natural_person_share_workload": (128 + 5, 154 + 5),
    "enterprise_share": (17, 154),
    "research_share": (2, 154),
    "public_interest_share": (1, 154),
    "legal_service_share": (6, 154),
    "disclosure_rate_all": (75 + 17, 155),
    "disclosure_rate_full": (75, 155),
    "disclosure_rate_substantive": (75 + 17, 75 + 17 + 27),
    "disclosure_rate_received": (75 + 17, 154),
    "withholding_rate": (1 + 2 + 0 + 5 + 3 + 8 + 5 + 3, 155),
    "legal_grounds_profile/state_secret": (1, 27),
    "legal_grounds_profile/prohibited_by_law": (2, 27),
    "legal_grounds_profile/security_stability": (0, 27),
    "legal_grounds_profile/third_party": (5, 27),
    "legal_grounds_profile/internal_affairs": (3, 27),
    "legal_grounds_profile/process": (8, 27),
    "legal_grounds_profile/case_file": (5, 27),
    "legal_grounds_profile/registry_inquiry": (3, 27),
    "unavailable_rate": (24 + 2 + 1, 155),
    "not_held_rate": (24, 155),
    "petition_share": (4, 155),
    "review_correction_closed": (1, 6 - 0),
    "review_correction_all": (1, 6),
    "review_correction_decided": (1, 5 + 1),
    "litigation_correction_closed": (0 + 0, (3 + 2) - (0 + 1)),
    "dispute_correction_closed": (1 + 0 + 0, 6 + (3 + 2) - 0 - (0 + 1)),
    "dispute_rate": (6 + (3 + 2), 155),
    "dispute_rate_new": (6 + (3 + 2), 154),
    "review_pending_rate": (0, 6),
    "after_review_share": (2, 3 + 2),
    "penalties_per_licence": (987, 20417),
}
#: What has no value there, and why.
NONE_2021 = {"growth_new": "unknown", "normative_stock_gap": "unknown"}
NONE_2019 = {
    "growth_new": "unknown",  # no report on 2019
    "organisation_share": "unknown",  # 其他 is blank
    "disclosure_rate_available": "unknown",  # 大量反复申请 is struck out
    "factual_refusal_share": "unknown",
    "not_processed_rate": "unknown",
    "repeat_rate": "unknown",
    "unclear_rate": "other_form",
    "fee_unpaid_rate": "other_form",
    "normative_turnover": "other_form",
    "normative_stock_gap": "other_form",
    "fees_collected": "other_form",
    "processing_fee": "other_form",
}


@pytest.mark.parametrize(
    ("name", "by_hand", "none"),
    [
        ("report_2021.txt", BY_HAND_2021, NONE_2021),
        ("report_2019.txt", BY_HAND_2019, NONE_2019),
    ],
)
def test_every_indicator_is_what_a_pencil_gives(
    name: str, by_hand: Mapping[str, tuple[int | Decimal, int | None]], none: Mapping[str, str]
) -> None:
    report = gd.read(EXAMPLES / name)
    keys = {one.key for one in INDICATORS if one.basis is not IndicatorBasis.FINDINGS}
    assert by_hand.keys() | none.keys() == keys
    assert by_hand.keys().isdisjoint(none)
    for key, (above, below) in by_hand.items():
        found = gd.evaluate(report, key)
        value = Fraction(above) if below is None else Fraction(above) / below
        assert (key, found.numerator) == (key, Fraction(above))
        assert (key, found.denominator) == (key, None if below is None else Fraction(below))
        assert (key, found.value, found.state) == (key, value, MeasureState.VALUE)
    for key, state in none.items():
        found = gd.evaluate(report, key)
        assert (key, found.value, found.state.value) == (key, None, state)


def test_what_looks_back_takes_the_report_on_the_year_before() -> None:
    report = gd.read(EXAMPLES / "report_2021.txt")  # on 2023, received 50; 27 norms, 3 new, 1 gone
    norms = "proactive/normative_documents/in_force"
    last = compose(agency=report.agency, year=2022, cells={RECEIVED: 40, norms: 26})
    growth = gd.evaluate(report, "growth_new", previous=last)
    assert (growth.numerator, growth.denominator) == (Fraction(50 - 40), Fraction(40))
    assert growth.printed() == "25.00%"
    assert [one.is_last_year for one in growth.operands] == [False, True, True]
    gap = gd.evaluate(report, "normative_stock_gap", previous=last)
    assert gap.value == 27 - 26 - 3 + 1
    for wrong in (
        compose(agency=report.agency, year=2021, cells={RECEIVED: 40}),
        compose(agency="望舒市商务局", year=2022, cells={RECEIVED: 40}),
        compose(agency=report.agency, cells={RECEIVED: 40}),
    ):
        assert gd.evaluate(report, "growth_new", previous=wrong).state is MeasureState.UNKNOWN
    former = compose(edition="2019", agency=report.agency, year=2022, cells={RECEIVED: 40})
    assert gd.evaluate(report, "growth_new", previous=former).value == Fraction(1, 4)
    gap = gd.evaluate(report, "normative_stock_gap", previous=former)
    assert gap.state is MeasureState.OTHER_FORM


# ------------------------------------------------------------------------------ the dictionary


def test_keys_and_names_are_unique_and_every_definition_says_where_it_is_from() -> None:
    assert len({(one.key, one.version) for one in INDICATORS}) == len(INDICATORS)
    for language in ("zh", "en"):
        names = [one.name.text(language) for one in INDICATORS]
        assert len(set(names)) == len(names)
    for one in INDICATORS:
        assert one.sources, one.key
        assert all(all(words) for words in (one.name, *one.sources)), one.key
        assert bool(one.caveat.chinese) is bool(one.caveat.english), one.key


@pytest.mark.parametrize("indicator", OF_CELLS, ids=lambda one: one.key)
def test_every_side_names_cells_of_each_of_its_forms(indicator: Indicator) -> None:
    for edition in indicator.editions:
        for term in indicator.terms:
            found = addresses_in(term, edition)
            assert found, (indicator.key, edition, term)
            assert set(found) <= set(addresses(edition))


def test_other_handling_is_one_row_in_one_form_and_three_in_the_other() -> None:
    (term,) = terms_of("requests/other_*/total")
    counts = [len(addresses_in(term, edition)) for edition in (Edition("2019"), Edition("2021"))]
    assert counts == [1, 3]


def test_an_unknown_key_suggests_similar_ones() -> None:
    with pytest.raises(KeyError, match="closing_rate"):
        gd.indicator_definition("closing_rat")
    with pytest.raises(KeyError, match=r"mean closing_rate"):
        gd.indicator_definition("办结率")
    with pytest.raises(KeyError, match="legal_grounds_profile"):
        gd.indicator_definitions(["legal_grounds_profil"])
    with pytest.raises(KeyError, match="family of indicators; name one of legal_grounds_profile/"):
        gd.evaluate(compose(), "legal_grounds_profile")
    with pytest.raises(ValueError, match="findings"):
        gd.evaluate(compose(), "timely")


def test_an_older_version_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    old = gd.indicator_definition("closing_rate")
    new = evolve(old, version=2, denominator=RECEIVED)
    lookup._newest.cache_clear()
    monkeypatch.setattr(lookup, "INDICATORS", (new, *INDICATORS))
    assert gd.indicator_definition("closing_rate") is new
    assert gd.indicator_definition("closing_rate", version=1) is old
    assert [one.version for one in gd.indicator_definitions(["closing_rate"])] == [2]
    with pytest.raises(KeyError, match="no version 3"):
        gd.indicator_definition("closing_rate", version=3)
    lookup._newest.cache_clear()


@pytest.mark.parametrize("side", ["a/b/c +", "a/b/c d/e/f", "+ a/b/c", "a/b/c * d/e/f"])
def test_what_is_no_sum_is_refused(side: str) -> None:
    with pytest.raises(ValueError, match="no sum"):
        terms_of(side)


def test_the_codes_of_doubts_are_those_of_the_rules_on_sums() -> None:
    codes = {rule.numbers[0]: rule.code for rule in RULES if rule.code.startswith("GD20")}
    for kind in SumKind:
        assert codes[kind.number] == f"GD2{kind.number[1:]}"


# ------------------------------------------------------------------------------ laws

_VALUES = st.one_of(
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(("", "/", "无此项", "3（其中1件撤回）", "2元", "-4", "1.5")),
)


@st.composite
def forms(draw: DrawFn) -> Report:
    """Reports of either form whose cells are mostly numbers, so that sums now and then hold."""
    edition = draw(st.sampled_from(Edition))
    chance = random.Random(draw(st.integers(0, 2**32)))
    palette = draw(st.lists(_VALUES, min_size=1, max_size=6))
    cells = {one: chance.choice(palette) for one in addresses(edition) if one.column != "total"}
    if draw(st.booleans()):
        cells |= {one: chance.choice(palette) for one in addresses(edition)}
    year = draw(st.integers(2019, 2030))
    return compose(edition=edition, agency="甲市乙局", year=year, cells=cells, totals=True)


some_reports = forms() | reports()
some_indicators = st.sampled_from(OF_CELLS)
blanks = st.sampled_from(("unknown", "zero"))
options = st.fixed_dictionaries({"blank": blanks, "infer": st.booleans()})


@given(some_reports, some_indicators, options)
def test_a_state_says_what_the_sides_are(
    report: Report, indicator: Indicator, asked: Mapping[str, Any]
) -> None:
    found = gd.evaluate(report, indicator, previous=report, **asked)
    has_value = found.state in {MeasureState.VALUE, MeasureState.QUESTIONABLE}
    assert has_value is (found.value is not None)
    assert (found.state is MeasureState.UNDEFINED) is (
        found.numerator is not None and found.denominator is not None and found.denominator <= 0
    )
    if found.state is MeasureState.UNKNOWN:
        assert found.blocking or found.reason
    if has_value:
        assert not found.blocking
        assert (found.state is MeasureState.QUESTIONABLE) is bool(found.doubts)
    assert found.text("zh")
    assert found.text("en")


@given(forms(), some_indicators)
def test_the_sides_are_the_cells_added_up(report: Report, indicator: Indicator) -> None:
    found = gd.evaluate(report, indicator)
    if found.value is None:
        return
    sides = {False: Fraction(0), True: Fraction(0)}
    for one in found.operands:
        cell = report[one.figure.address]
        assert cell.value is not None
        assert cell.unit == one.figure.address.unit
        sides[one.is_denominator] += one.weight * Fraction(cell.value)
    assert found.numerator == sides[False]
    assert found.denominator == (sides[True] if indicator.is_rate else None)


@given(forms(), some_indicators, blanks, st.randoms(use_true_random=False))
def test_a_cell_that_becomes_unknown_never_makes_a_value(
    report: Report, indicator: Indicator, blank: str, chance: random.Random
) -> None:
    """What is known after a cell is lost was known before, and is the same."""
    address = chance.choice([address for address, _ in report.cells()])
    less = report.with_cell(address, "不详")
    before = gd.evaluate(report, indicator, blank=blank)
    after = gd.evaluate(less, indicator, blank=blank)
    if after.numerator is not None:
        assert after.numerator == before.numerator
    if after.denominator is not None:
        assert after.denominator == before.denominator
    assert {one.code for one in after.doubts} <= {one.code for one in before.doubts}


@given(forms(), some_indicators)
def test_more_is_known_with_options_and_nothing_else_changes(
    report: Report, indicator: Indicator
) -> None:
    plain = gd.evaluate(report, indicator)
    for found in (
        gd.evaluate(report, indicator, blank="zero"),
        gd.evaluate(report, indicator, infer=True),
        gd.evaluate(report, indicator, blank="zero", infer=True),
    ):
        if plain.value is not None:
            assert (found.numerator, found.denominator) == (plain.numerator, plain.denominator)
            assert found.assumed == found.inferred == ()
        elif found.value is not None:
            assert found.assumed or found.inferred
            assert any(word in found.text() for word in ("按 0 计", "勾稽关系"))


@given(some_reports, blanks)
def test_doubts_are_the_findings_of_the_rules_on_sums(report: Report, blank: str) -> None:
    codes = [f"GD20{number}" for number in range(1, 8)]
    findings = gd.check(report, select=codes, blank=blank)
    doubts = Figures(report=report, blank=blank).doubts
    assert sorted((one.code, sorted(map(str, one.addresses))) for one in doubts) == sorted(
        (one.code, sorted(map(str, one.addresses))) for one in findings
    )


@given(forms())
def test_a_value_is_questionable_where_a_cell_is_in_a_sum_that_fails(report: Report) -> None:
    failed = {
        address
        for one in gd.check(report, select=[f"GD20{number}" for number in range(1, 8)])
        for address in one.addresses
    }
    figures = Figures(report=report)
    for indicator in OF_CELLS:
        found = measure(indicator, figures)
        if found.value is not None:
            touched = any(one.figure.address in failed for one in found.operands)
            assert (found.state is MeasureState.QUESTIONABLE) is touched


@given(forms(), blanks)
def test_the_grounds_for_withholding_add_up_to_one(report: Report, blank: str) -> None:
    figures = Figures(report=report, blank=blank)
    found = [measure(one, figures) for one in gd.indicator_definitions(["legal_grounds_profile"])]
    values = [one.value for one in found]
    known = [one for one in values if one is not None]
    assert len(known) in {0, 8}
    if known:
        assert sum(known) == 1


@given(forms())
def test_two_definitions_agree_where_the_outcomes_add_up(report: Report) -> None:
    one = gd.evaluate(report, "disclosure_rate_substantive")
    other = gd.evaluate(report, "disclosure_rate_available")
    if one.value is not None and other.value is not None and one.value != other.value:
        assert any(doubt.code == "GD202" for doubt in other.doubts)


# ------------------------------------------------------------------------------ printing


def in_halves(number: int) -> Fraction:
    return Fraction(number, 80_000)  # every fifth is between two printed numbers


@given(st.fractions(-10, 10, max_denominator=10_000) | st.integers(-4000, 4000).map(in_halves))
def test_rates_are_rounded_half_up(value: Fraction) -> None:
    """The printed number is the nearest; of two that are as near, the one further from zero."""
    printed = Fraction(print_value(value, IndicatorUnit.PER_CENT)[:-1])
    distance = abs(printed - value * 100)
    assert distance <= Fraction(1, 200)
    if distance == Fraction(1, 200):
        assert abs(printed) > abs(value * 100)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (Fraction(258, 805), IndicatorUnit.PER_CENT, "32.05%"),
        (Fraction(1, 800), IndicatorUnit.PER_CENT, "0.13%"),  # 0.125 per cent
        (Fraction(-1, 800), IndicatorUnit.PER_CENT, "-0.13%"),
        (Fraction(-1, 10**6), IndicatorUnit.PER_CENT, "0.00%"),
        (Fraction(52, 50), IndicatorUnit.PER_CENT, "104.00%"),
        (Fraction(5), IndicatorUnit.ITEMS, "5件"),
        (Fraction("1860.4275"), IndicatorUnit.TEN_THOUSAND_YUAN, "1860.4275万元"),
        (Fraction(36, 214), IndicatorUnit.RATIO, "0.17"),
    ],
)
def test_printed_values(value: Fraction, unit: IndicatorUnit, printed: str) -> None:
    assert print_value(value, unit) == printed


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=6))
def test_a_number_of_cells_is_printed_exactly(number: Decimal) -> None:
    assert Fraction(print_exact(Fraction(number))) == Fraction(number)


# ------------------------------------------------------------------------------ cases


def test_a_number_in_another_unit_is_not_taken() -> None:
    report = compose(cells={"proactive/fees/collected_wan": "12000元"})
    found = gd.evaluate(report, "fees_collected")
    assert found.state is MeasureState.UNKNOWN
    assert "单位与表式不同" in found.text()


def test_a_body_without_requests_has_no_closing_rate() -> None:
    report = compose(cells=dict.fromkeys((RECEIVED, CARRIED_IN, OUTCOMES), 0))
    found = gd.evaluate(report, "closing_rate")
    assert (found.state, found.value) == (MeasureState.UNDEFINED, None)
    assert found.text("en") == "closing rate: 0 / 0 = undefined (denominator is not above 0)"


def test_a_denominator_that_is_negative_gives_no_rate() -> None:
    """More reviews are pending than there are; with blanks around them no sum can be judged."""
    cells = {"total": 1, "pending": 3, "corrected": 1}
    report = compose(cells={f"disputes/review/{name}": count for name, count in cells.items()})
    found = gd.evaluate(report, "review_correction_closed")
    assert (found.state, found.value, found.doubts) == (MeasureState.UNDEFINED, None, ())
    assert found.text("en").endswith(": 1 / -2 = undefined (denominator is not above 0)")
    broken = changed(report, [(f"disputes/review/{one}", 0) for one in ("upheld", "other_result")])
    assert "GD204" in gd.evaluate(broken, "review_correction_closed").text()


def test_a_statistics_sheet_has_no_indicator_of_the_forms() -> None:
    text = "某某局2014年政府信息公开工作年度报告\n\n统计指标\t单位\t2014年度\n收到申请数\t件\t3\n"
    report = gd.parse(text)
    assert report.statistics is not None
    assert gd.evaluate(report, "received").state is MeasureState.OTHER_FORM


def test_a_report_without_tables_is_unknown() -> None:
    found = gd.evaluate(Report(), "closing_rate")
    assert found.state is MeasureState.UNKNOWN
    assert [str(one.figure.address) for one in found.blocking] == [OUTCOMES, RECEIVED, CARRIED_IN]


def test_only_one_fee_for_information_that_was_taken_is_the_fee() -> None:
    head = "某某局2023年政府信息公开工作年度报告\n六、其他需要报告的事项\n"
    for prose, state, value in (
        ("全年收取信息处理费120元。", MeasureState.VALUE, 120),
        ("收取信息处理费120元。另收取信息处理费80元。", MeasureState.UNKNOWN, None),
        ("无其他需要报告的事项。", MeasureState.UNKNOWN, None),
        ("未收取信息处理费。", MeasureState.VALUE, 0),
        ("收取信息处理费120元。全年行政事业性收费3.5万元。", MeasureState.VALUE, 120),
        ("全年行政事业性收费1860万元。", MeasureState.UNKNOWN, None),
        ("减免信息处理费300元。", MeasureState.UNKNOWN, None),
        ("应收信息处理费500元。", MeasureState.UNKNOWN, None),
    ):
        found = gd.evaluate(gd.parse(head + prose), "processing_fee")
        assert (prose, found.state, found.value) == (prose, state, value)


def test_the_sums_that_fill_a_blank_are_named() -> None:
    report = gd.read(EXAMPLES / "report_2021.txt").with_cell(OUTCOMES, "")
    assert gd.evaluate(report, "closing_rate").state is MeasureState.UNKNOWN
    found = gd.evaluate(report, "closing_rate", infer=True)
    assert found.value == Fraction(52, 54)
    (operand,) = found.inferred
    assert operand.figure.inferred is not None
    assert str(operand.figure.address) == OUTCOMES
    assert "R0" in found.text()


def test_a_number_that_follows_from_doubtful_cells_is_doubtful() -> None:
    """The total follows from its row; two cells of the row are in columns that do not balance."""
    rows = ("received_new", "carried_in", "outcomes_total", "carried_out")
    cells: dict[str, int | str] = {
        str(one): 0 for one in addresses(Edition.FORM_2021) if one.row in rows
    }
    cells |= {
        "requests/received_new/natural_person": 5,
        "requests/outcomes_total/natural_person": 3,
        "requests/outcomes_total/enterprise": 2,
        OUTCOMES: 5,
        RECEIVED: "",
    }
    found = gd.evaluate(compose(cells=cells), "received", infer=True)
    assert (found.value, found.state) == (Fraction(5), MeasureState.QUESTIONABLE)
    assert [one.code for one in found.doubts] == ["GD201", "GD201"]


def test_every_table_that_a_report_lacks_blocks() -> None:
    whole = gd.read(EXAMPLES / "report_2021.txt")
    kept = [
        evolve(section, blocks=[one for one in section.blocks if not _is_disputes(one)])
        for section in whole.sections
    ]
    found = gd.evaluate(evolve(whole, sections=kept), "dispute_rate")
    assert {one.figure.address.table for one in found.blocking} == {TableKind.DISPUTES}


def _is_disputes(block: object) -> bool:
    return isinstance(block, gd.Table) and block.kind is TableKind.DISPUTES


def changed(report: Report, cells: Iterable[tuple[str, int]]) -> Report:
    for address, value in cells:
        report = report.with_cell(address, value)
    return report


@settings(max_examples=20)
@given(st.integers(0, 60))
def test_an_edit_moves_exactly_what_it_is_behind(count: int) -> None:
    report = gd.read(EXAMPLES / "report_2021.txt")
    edited = changed(report, [(RECEIVED, count)])
    old, new = Figures(report=report), Figures(report=edited)
    before = {one.key: measure(one, old) for one in OF_CELLS}
    for one in OF_CELLS:
        after = measure(one, new)
        is_behind = any(str(other.figure.address) == RECEIVED for other in after.operands)
        same = (after.numerator, after.denominator) == (
            before[one.key].numerator,
            before[one.key].denominator,
        )
        assert same or is_behind
