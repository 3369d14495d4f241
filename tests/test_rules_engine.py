"""The catalogue is whole, rules are chosen by name, and what they find can be told and kept."""

import pickle
import re
import string
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import govdisclosure as gd
from govdisclosure import Cell, Edition, Report, TableKind
from govdisclosure.crosswalk import crosswalk
from govdisclosure.model.diagnostics import READING_MESSAGES
from govdisclosure.rules import FAMILIES, RULES, Rule, Verdict, explain, write_catalogue
from govdisclosure.rules.basis.thresholds import MEANINGS
from govdisclosure.rules.handbook import EXPLAINED, chapters
from govdisclosure.rules.local.rulebook import Rulebook, parse_rulebook
from govdisclosure.rules.local.waivers import parse_waivers, stanza
from govdisclosure.rules.reading import READING, READING_PAGES
from govdisclosure.strategies import reports
from govdisclosure.wording import Language
from tests.conftest import each_gold, report_of_gold
from tests.sheets import around, as_tabs, make_sheet
from tests.test_laws import texts

#: The four parts of the page of a rule, in their order.
PARTS: dict[Language, tuple[str, ...]] = {
    "zh": ("错在哪里", "为什么要查", "例子", "不报的情形"),
    "en": ("The fault", "Why it matters", "Example", "Not flagged"),
}
#: Those of the page on something that reading notices.
READING_PARTS: dict[Language, tuple[str, ...]] = {
    "zh": ("错在哪里", "有什么影响", "例子", "怎么办"),
    "en": ("The fault", "Why it matters", "Example", "What to do"),
}


#: Rules on the sums of the form, and what may count as zero in them.
SUMS = ("GD201", "GD202", "GD203", "GD204", "GD205", "GD206")
NONE = (gd.CellState.BLANK, gd.CellState.MARK)


def broken() -> Report:
    """A blank form in which one sum of table four does not hold."""
    report = gd.compose(edition=Edition.FORM_2021)
    for column, value in zip(
        ("upheld", "corrected", "other_result", "pending", "total"), (3, 1, 0, 2, 7), strict=True
    ):
        report = report.with_cell(f"disputes/review/{column}", value)
    return report


_SHEETS = (
    "统计指标\t单位\t统计数\n收到申请数\t件\t3\n",
    "统计指标\t单位\t区直\t乡镇\n收到申请数\t件\t3\t4\n",
    "统计指标\t单位\t2014年度\t历年累计\n举报投诉数量\t件\t3\t4\n",
    "统计指标\t单位\t2014年度\t历年累计\n申请办结数\t件\t\t4\n申请答复数\t件\t3\t\n",
)


def assert_every_rule_speaks(report: Report) -> None:
    assert {one.code for one in gd.audit(report)} == {rule.code for rule in RULES}


@pytest.mark.parametrize(
    "text",
    ["", "某某局2014年政府信息公开工作年度报告\n", "一、总体情况\n", *_SHEETS],
    ids=range(3 + len(_SHEETS)),
)
def test_every_rule_says_something_of_a_bare_report(text: str) -> None:
    assert_every_rule_speaks(gd.parse(text))


# ------------------------------------------------------------------------------ total

#: Every kind of local rule, so that a rule-book runs them beside those of the catalogue.
_BOOK = """
[rules.GD405]
thresholds = {characters = 1, least_share = 1}
[[requirement]]
code = "L01"
name = "words-named"
phrase = ["公开", "9"]
[[requirement]]
code = "L02"
name = "words-in-section"
phrase = "件"
section = "other"
[[requirement]]
code = "L03"
name = "section-long"
section = "overview"
at_least_characters = 99
"""


@st.composite
def _families(draw: DrawFn) -> tuple[Report, ...]:
    """A report, two on the year before, and two of bodies under it, from two that were drawn.

    Most titles name organs and years that belong together.
    """
    year = draw(st.integers(2008, 2024))
    organ = draw(st.sampled_from(("某某县", "某某市水务局", "白石镇", "")))
    heads = [(organ, year), (organ, year - 1), (organ, year - 1)]
    heads += [(f"{organ}{body}", year) for body in ("白石镇", "商务局")]
    kinds = st.one_of(reports(), _with_sheets(), texts().map(gd.parse))
    drawn = [draw(kinds) for _ in range(2)]
    made: list[Report] = []
    for name, of in heads:
        one = draw(st.sampled_from(drawn)) if made else drawn[0]
        title = f"{name}{of}年政府信息公开工作年度报告"
        made.append(one if draw(st.integers(0, 3)) == 0 else attrs.evolve(one, title=title))
    return tuple(made)


@st.composite
def _with_sheets(draw: DrawFn) -> Report:
    """Reports of 2008 to 2018 in which rows that belong together are blank, marks or untold."""
    random = draw(st.randoms(use_true_random=False))
    word = draw(st.sampled_from(("/", "", "-", "无", "不详", "0", "2.5")))
    share = random.random()

    def spelled(found: re.Match[str]) -> str:
        return word if random.random() < share else found[0]

    text = as_tabs(make_sheet(random), random).decode()
    return gd.parse(re.sub(r"(?<=\t)[0-9]+(?=[\t\n])", spelled, text))


@given(
    _families(),
    st.sampled_from(("unknown", "zero")),
    st.sampled_from((None, parse_rulebook(_BOOK))),
    st.sampled_from((0, 2)),
)
def test_no_rule_ever_raises_and_every_finding_can_be_waived(
    family: tuple[Report, ...], blank: str, rules: Rulebook | None, neighbours: int
) -> None:
    report, *others = family
    previous, children = others[:neighbours], others[2 : 2 + neighbours]
    found = gd.audit(report, previous=previous, children=children, blank=blank, rules=rules)
    assert {one.code for one in found} == {rule.code for rule in rules or RULES}
    assert all(one.text(language) for one in found for language in ("zh", "en"))
    for one in found:
        if one.verdict is Verdict.FAIL and one.code in SUMS:
            cells = [report[address] for address in one.addresses]
            assert all(cell.is_number or (blank == "zero" and cell.state in NONE) for cell in cells)
    failed = [one.finding() for one in found if one.verdict is Verdict.FAIL]
    stanzas = "".join(stanza(one, report) for one in failed)
    signed = stanzas.replace('reason = ""', 'reason = "已核实"').replace("# date =", "date =")
    waivers = parse_waivers(signed, rules=rules)
    assert not gd.check(
        report, previous=previous, children=children, blank=blank, rules=rules, waivers=waivers
    )


@pytest.mark.parametrize("printed", ["/", "", "无", "不详"])
def test_rows_of_a_sheet_that_are_blank_together_cannot_be_told(printed: str) -> None:
    """Of a channel and the total, of a part and its whole, of the year and all years."""
    rows = f"主动公开政府信息数\t条\t{printed}\t{printed}\n"
    rows += f"2.政府网站公开政府信息数\t条\t{printed}\t{printed}\n"
    report = gd.parse(around(f"\n统计指标\t单位\t2014年度\t历年累计\n{rows}"))
    found = gd.audit(report, select=["GD218", "GD221"])
    assert {one.verdict for one in found} == {Verdict.CANNOT_TELL}
    assert len(found) == 4
    assert gd.check(report, select=["GD2"]) == ()


@pytest.mark.corpus
@each_gold
def test_every_rule_says_something_of_the_samples(gold: Path) -> None:
    assert_every_rule_speaks(gd.read(report_of_gold(gold)))


# ------------------------------------------------------------------------------ the catalogue


def test_codes_and_names_are_never_shared() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert sum(map(len, FAMILIES.values())) == len(RULES)
    assert not READING_MESSAGES.keys() & set(codes)
    assert not {message.name for message in READING_MESSAGES.values()} & {r.name for r in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_all_that_a_clerk_needs(rule: Rule) -> None:
    assert len(rule.code) == 5
    assert rule.code[:2] == "GD"
    assert rule.code[2] in "123459"
    assert rule.code[2] != "9" or rule.severity is gd.Severity.HINT
    assert rule.name == rule.name.lower()
    assert set(rule.name) <= set(string.ascii_lowercase + "-")
    assert rule.sources
    assert rule.numbers
    for language, parts in PARTS.items():
        page = chapters(rule.pages, language)[rule.code]
        assert tuple(page) == parts
        assert all(page.values())
    for sentence in (rule.chinese, rule.english):
        assert sentence[-1] in "。."


@pytest.mark.parametrize("rule", READING, ids=lambda rule: rule.code)
def test_what_reading_notices_has_a_page_that_says_what_to_do(rule: Rule) -> None:
    for language, parts in READING_PARTS.items():
        page = chapters(READING_PAGES, language)[rule.code]
        assert tuple(page) == parts
        assert all(words[-1] in "。." for words in page.values()), page
        assert explain(rule.code, language).count("\n## ") == len(parts)
    assert re.search("[\u4e00-\u9fff]", rule.title.chinese)
    assert not re.search("[\u4e00-\u9fff]", rule.title.english.replace("〔缺〕", ""))


def test_pages_speak_of_rules_that_exist() -> None:
    assert READING_PAGES in {rule.pages for rule in EXPLAINED}
    for name in {rule.pages for rule in EXPLAINED}:
        codes = {rule.code for rule in EXPLAINED if rule.pages == name}
        for language in PARTS:
            assert set(chapters(name, language)) == codes


def test_one_page_of_all() -> None:
    for language in ("zh", "en"):
        page = write_catalogue(language)
        assert all(page.count(f"\n## {rule.code} {rule.name}") == 1 for rule in EXPLAINED)
        assert explain(RULES[0].name, language).startswith(f"# {RULES[0].code} ")


def test_every_threshold_is_explained_and_no_other() -> None:
    named = {rule.code: [name for name, _ in rule.thresholds] for rule in RULES if rule.thresholds}
    assert {code: [*words] for code, words in MEANINGS.items()} == named
    for rule in RULES:
        for language in ("zh", "en"):
            page = explain(rule, language)
            for name, value in rule.thresholds:
                default = "默认 " if language == "zh" else "by default "
                assert f"\n  - `{name}`" in page
                assert f"{default}{value}" in page
                assert MEANINGS[rule.code][name].text(language) in page


def test_a_threshold_that_was_set_is_told_with_the_usual_one() -> None:
    rule = next(rule for rule in RULES if rule.code == "GD505")
    local = attrs.evolve(rule, thresholds={"departments": 110, "governments": 331})
    page = explain(local)
    assert "`departments`（现为 110 即 1 月 10 日，默认 131 即 1 月 31 日）" in page
    assert "`governments`（默认 331 即 3 月 31 日）" in page
    assert "(now 110, day 10 of month 1, by default 131, day 31 of month 1)" in explain(local, "en")


# ------------------------------------------------------------------------------ by name


def test_chosen_by_code_beginning_or_name() -> None:
    report = broken()
    assert "GD204" in {one.code for one in gd.check(report, select=["GD2"])}
    assert [one.code for one in gd.check(report, select=["review-does-not-add-up"])] == ["GD204"]
    assert gd.check(report, select=["GD204"], ignore=["GD20"]) == ()
    assert "GD204" not in {one.code for one in gd.check(report, ignore=["GD204"])}
    assert gd.check(report, select="GD2") == gd.check(report, select=["GD2"])
    assert gd.check(report, ignore="GD2") == gd.check(report, ignore=["GD2"])
    assert {one.code for one in gd.audit(report, select="GD204")} == {"GD204"}


@pytest.mark.parametrize("name", ["GD0", "GD001", "no-report-found"])
def test_what_reading_notices_is_no_rule(name: str) -> None:
    with pytest.raises(gd.UnknownRuleError) as caught:
        gd.check(Report(), select=[name])
    assert "读取文件时的发现" in caught.value.chinese
    assert "reading notices it" in caught.value.english


@pytest.mark.parametrize("name", ["GD299x", "review-does-not-ad-up", "", "-"])
def test_an_unknown_name_is_told_with_near_misses(name: str) -> None:
    with pytest.raises(gd.UnknownRuleError) as caught:
        gd.check(Report(), select=[name])
    assert repr(name) in caught.value.english
    with pytest.raises(gd.UnknownRuleError):
        gd.check(Report(), ignore=[name])
    if "ad-up" in name:
        assert "review-does-not-add-up" in caught.value.english


def test_blank_is_unknown_or_zero() -> None:
    with pytest.raises(ValueError, match="nothing"):
        gd.check(Report(), blank="nothing")


@pytest.mark.parametrize(
    "name", ["Finding", "Instance", "Verdict", "Rulebook", "Waivers", "Sum", "Inferred"]
)
def test_what_is_given_back_can_be_named_from_the_root(name: str) -> None:
    assert name in gd.__all__
    assert name in dir(gd)
    assert isinstance(getattr(gd, name), type)


@pytest.mark.parametrize("kind", [TableKind.PROACTIVE, TableKind.REQUESTS])
@pytest.mark.parametrize(("here", "there"), [(None, Edition.FORM_2019), (Edition.FORM_2021, None)])
def test_a_crosswalk_asks_for_both_editions(
    kind: TableKind, here: Edition | None, there: Edition | None
) -> None:
    with pytest.raises(ValueError, match=f"'{kind.value}' differs between the editions"):
        crosswalk(kind, here, there)
    with pytest.raises(ValueError, match="name the edition"):
        crosswalk(kind, None, None)
    assert crosswalk(TableKind.DISPUTES, None, None)


# ------------------------------------------------------------------------------ findings


def test_a_finding_is_a_diagnostic_with_its_words() -> None:
    (one,) = gd.check(broken(), select=["GD204"])
    assert (one.name, one.severity) == ("review-does-not-add-up", gd.Severity.ERROR)
    assert (one.stated, one.computed) == (7, 6)
    assert [str(address) for address in one.addresses] == [
        f"disputes/review/{column}"
        for column in ("upheld", "corrected", "other_result", "pending", "total")
    ]
    assert "「行政复议」：总计填 7，而各项结果为 3 + 1 + 2 = 6，相差 1" in one.text()
    assert "the total is 7, but the results are 3 + 1 + 2 = 6" in one.text("en")
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - what was just written
    assert pickle.loads(pickle.dumps(one)).text() == one.text()  # noqa: S301 - likewise


def test_an_audit_is_whole_and_in_order() -> None:
    report = broken()
    found = gd.audit(report)
    assert {one.code for one in found} == {rule.code for rule in RULES}
    assert gd.audit(report) == found
    places = [one.addresses[0] for one in found if one.addresses]
    order = {address: place for place, (address, _) in enumerate(report.cells())}
    assert [order[place] for place in places] == sorted(order[place] for place in places)
    for one in found:
        assert one.text("zh")
        assert one.text("en")
    failed = tuple(one.finding() for one in found if one.verdict is Verdict.FAIL)
    assert gd.check(report) == failed


def test_over_blank_cells_nobody_can_tell() -> None:
    report = gd.compose(edition=Edition.FORM_2021).with_cell("disputes/review/total", 7)
    (one,) = gd.audit(report, select=["GD204"])
    assert one.verdict is Verdict.CANNOT_TELL
    assert [str(cell) for cell in one.blocking] == [
        f"disputes/review/{column}" for column in ("upheld", "corrected", "other_result", "pending")
    ]
    (zero,) = gd.check(report, select=["GD204"], blank="zero")
    assert (zero.stated, zero.computed) == (7, 0)
    assert "空白计为 0" in zero.text()
    assert "counted as zero" in zero.text("en")


@pytest.mark.parametrize(
    ("printed", "is_told"),
    [("", True), ("/", True), ("—", True), ("不详", False), ("〔缺〕", False)],
)
def test_zero_speaks_of_blanks_and_marks_alone(printed: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    report = broken().with_cell("disputes/review/total", Cell.read(printed))
    (one,) = gd.audit(report, select=["GD204"], blank="zero")
    assert (one.verdict is Verdict.FAIL) == is_told
    assert [str(cell) for cell in one.assumed] == ["disputes/review/total"] * is_told


def test_a_waiver_takes_a_finding_out_of_check_and_not_out_of_audit() -> None:
    report = broken()

    def waive(one: gd.Diagnostic) -> str | None:
        return "agreed" if one.code == "GD204" else None

    assert not [one for one in gd.check(report, waivers=waive) if one.code == "GD204"]
    (one,) = gd.audit(report, waivers=waive, select=["GD204"])
    assert (one.verdict, one.waived) == (Verdict.FAIL, "agreed")


def test_without_a_table_a_rule_of_it_does_not_apply() -> None:
    (one,) = gd.audit(gd.parse("一、总体情况"), select=["GD201"])
    assert one.verdict is Verdict.DOES_NOT_APPLY
    assert one.text() == "不适用：报告中没有这张表。"
    assert gd.parse("一、总体情况").table(TableKind.REQUESTS) is None


@pytest.mark.parametrize(("pages", "file"), [("arithmetic", "arithmetic.en.md"), ("x", "x.en.md")])
def test_a_rule_without_its_page_names_the_file_to_write(pages: str, file: str) -> None:
    rule = attrs.evolve(RULES[0], code="GD299", name="not-written-about", pages=pages)
    with pytest.raises(LookupError, match=f"“## GD299” in rules/pages/{file}"):
        write_catalogue("en", [rule])
