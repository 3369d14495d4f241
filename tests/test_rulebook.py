"""Local rules change the catalogue as they say, and every point has its findings behind it."""

import pickle
import re
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from attrs import evolve

import govdisclosure as gd
from govdisclosure import Report, Severity
from govdisclosure.findings import Checking, Status
from govdisclosure.model.blocks import OtherTable, Picture
from govdisclosure.model.report import Closing
from govdisclosure.rules import RULES, Rulebook, Verdict, audit
from govdisclosure.rules.local.rulebook import Points, parse_rulebook
from govdisclosure.source import Source
from tests.test_waivers import broken

TEXT = (
    "某某局2023年政府信息公开工作年度报告\n一、总体情况\n（一）业务培训\n公开 12 条。\n"
    "五、存在的主要问题及改进情况\n人员不足。\n"
)


#: The same with words in every other place that may have some.
WORDY = gd.parse(TEXT)
_problems = WORDY.sections[1]
WORDY = gd.Report(
    title=WORDY.title,
    sections=[
        WORDY.sections[0],
        evolve(
            _problems,
            blocks=(
                *_problems.blocks,
                OtherTable(rows=(("一览表", "满 意 率"), ("1", "2"))),
                Picture(caption="流程图"),
            ),
        ),
    ],
    closing=Closing(signature="某某局办公室", signed_on=date(2024, 1, 2)),
)


def book(text: str) -> Rulebook:
    return parse_rulebook(text, file="r.toml")


def requirement(text: str, code: str = "L01") -> str:
    return f'[[requirement]]\ncode = "{code}"\nname = "local-{code.lower()}"\n{text}\n'


def codes(report: Report, text: str) -> list[str]:
    return [one.code for one in gd.check(report, rules=book(text))]


# ------------------------------------------------------------------------------ the catalogue


def test_an_empty_one_is_the_catalogue() -> None:
    assert tuple(book("")) == RULES
    assert not book("").has_points


def test_a_rule_is_switched_off_by_code_beginning_or_name() -> None:
    report = broken()
    assert "GD204" in codes(report, "")
    for name in ("GD204", "GD2", "review-does-not-add-up"):
        assert "GD204" not in codes(report, f"[rules.{name}]\noff = true")
    kept = "[rules.GD2]\noff = true\n[rules.GD204]\noff = false"
    assert "GD204" in codes(report, kept)
    assert not [one for one in book(kept) if one.code == "GD203"]


_STANZAS = (
    '[rules.GD]\nseverity = "warning"\npoints = 1',
    "[rules.GD2]\noff = true",
    '[rules.GD20]\nseverity = "hint"\npoints = 2',
    "[rules.GD204]\noff = false\npoints = 3",
)


def test_the_narrower_name_has_its_way_whatever_the_order() -> None:
    costs = {"GD401": 1, "GD211": 1, "GD203": 2, "GD204": 3}
    for stanzas in permutations(_STANZAS):
        made = book("\n".join(stanzas))
        rules = {rule.code: rule.severity for rule in made}
        assert [code for code in rules if code.startswith("GD2")] == ["GD204"]
        assert rules["GD204"] is Severity.HINT
        assert rules["GD501"] is Severity.WARNING
        assert {code: made.points[code].each for code in costs} == costs


def test_a_name_is_as_narrow_as_a_code() -> None:
    named = '[rules.review-does-not-add-up]\nseverity = "hint"\n'
    broad = '[rules.GD20]\nseverity = "warning"\n'
    for text in (named + broad, broad + named):
        (rule,) = (one for one in book(text) if one.code == "GD204")
        assert rule.severity is Severity.HINT


def test_a_severity_is_changed() -> None:
    text = '[rules.GD204]\nseverity = "hint"'
    (one,) = [one for one in gd.check(broken(), rules=book(text)) if one.code == "GD204"]
    assert one.severity is Severity.HINT


def test_a_threshold_is_changed() -> None:
    rule = next(one for one in RULES if one.thresholds)
    name, _ = rule.thresholds[0]
    changed = book(f"[rules.{rule.code}.thresholds]\n{name} = 12.5")
    (found,) = [one for one in changed if one.code == rule.code]
    assert found.threshold(name) == Decimal("12.5")
    with pytest.raises(gd.SettingsError, match=f"allowed: .*{name}"):
        book(f"[rules.{rule.code}.thresholds]\nnothing = 1")


def test_what_reading_noticed_is_weighed_as_well() -> None:
    report = gd.parse("无关的文字")
    assert [one.code for one in report.diagnostics] == ["GD001"]
    weighed = book('[rules.GD001]\nseverity = "hint"').weigh(report.diagnostics)
    assert [one.severity for one in weighed] == [Severity.HINT]
    assert book("[rules.no-report-found]\noff = true").weigh(report.diagnostics) == ()


# ------------------------------------------------------------------------------ requirements


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('phrase = "培训"', False),
        ('phrase = "公开12条"', False),
        ('phrase = "经费"', True),
        ('phrase = ["经费", "培训"]', False),
        ('phrase = "培训"\nsection = "problems"', True),
        ('phrase = "人员"\nsection = "存在的主要问题及改进情况"', False),
        ('phrase = "人员"\nsection = "other"', True),
        ('phrase = "１２条"', False),
        ('phrase = "公开12條"', False),
        ('phrase = "一览表"', False),
        ('phrase = "满意率"', False),
        ('phrase = "流程图"', False),
        ('phrase = "某某局办公室"', False),
        ('phrase = "2024年1月2日"', False),
        ('phrase = "满意率"\nsection = "problems"', False),
        ('phrase = "满意率"\nsection = "overview"', True),
        ('phrase = "改进情况"\nsection = "problems"', True),
        ('phrase = "改进情况"', False),
        ('at_most_characters = 5\nsection = "problems"', False),
        ('at_most_characters = 4\nsection = "problems"', True),
        ('at_least_characters = 6\nsection = "problems"', True),
        ('at_least_characters = 1\nat_most_characters = 9\nsection = "problems"', False),
    ],
)
def test_requirements(text: str, is_found: bool) -> None:  # noqa: FBT001 - a case
    (one,) = audit(WORDY, rules=book(requirement(text)), select=["L01"])
    assert (one.verdict is Verdict.FAIL) == is_found
    if is_found:
        finding = one.finding()
        assert finding.severity is Severity.WARNING
        assert re.search("[一-鿿]", finding.text())
        assert "{" not in finding.text() + finding.text("en")
        assert pickle.loads(pickle.dumps(finding)).text() == finding.text()  # noqa: S301 - ours


def test_a_requirement_says_what_is_missing_and_where() -> None:
    text = requirement('title = "写明{培训}"\nphrase = "经费"\nsection = "problems"')
    (one,) = [one for one in gd.check(gd.parse(TEXT), rules=book(text)) if one.code == "L01"]
    assert one.text().startswith("写明{培训}：「存在的主要问题及改进情况」部分没有出现「经费」")
    assert one.span is not None
    limit = requirement('at_most_characters = 4\nsection = "problems"')
    (one,) = [one for one in gd.check(gd.parse(TEXT), rules=book(limit)) if one.code == "L01"]
    assert "共 5 字，应不超过 4 字" in one.text()
    assert "has 5 characters; allowed: 0 … 4" in one.text("en")


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ('phrase = ["经费", "{0}"]', "全文（法定表格除外）没有出现「经费」或「{0}」。",
         "the report, its statutory tables apart, does not say “经费” or “{0}”."),
        ('phrase = "x"\nsection = "requests"', "情况」部分（法定表格除外）没有出现「x」。", "“x”."),
        ('phrase = "x"\nsection = "problems"', "情况」部分没有出现「x」。", "does not say “x”."),
    ],
)  # fmt: skip
def test_each_language_has_its_own_quotation_marks(text: str, chinese: str, english: str) -> None:
    (one,) = [x for x in gd.check(WORDY, rules=book(requirement(text))) if x.code == "L01"]
    assert chinese in one.text()
    assert english in one.text("en")
    assert not set("「」“”（）") & set(dict(one.arguments)["phrase"])
    assert not set("「」，。：（）") & set(one.text("en"))


def test_a_limit_does_not_apply_to_a_section_that_is_not_there() -> None:
    text = requirement('at_most_characters = 4\nsection = "other"')
    (one,) = audit(gd.parse(TEXT), rules=book(text), select=["L01"])
    assert one.verdict is Verdict.DOES_NOT_APPLY


# ------------------------------------------------------------------------------ points


def test_points_have_a_limit_a_rule() -> None:
    assert Points(2).taken(4) == 8
    assert Points(2, 5).taken(4) == 5
    assert Points(Decimal("0.5")).taken(3) == Decimal("1.5")


SCORED = """
name = "评分"
[rules.GD204]
points = 2.5
[rules.GD203]
points = 1
[rules.GD001]
points = 50
"""


def test_a_sheet_has_the_findings_behind_each_point() -> None:
    report = broken()
    checking = Checking(rulebook=book(SCORED))
    checked = checking.check("a", Source(text="", items=()), report)
    assert checked.sheet is not None
    items = {item.rule.code: item for item in checked.sheet.items}
    assert list(items) == ["GD001", "GD203", "GD204"]
    assert [one.code for one in items["GD204"].findings] == ["GD204"]
    assert items["GD203"].taken == 0
    assert items["GD203"].untold
    assert checked.sheet.taken == Decimal("2.5")
    assert checked.sheet.score == Decimal("97.5")
    assert checked.status is Status.FOUND
    nothing = checking.check("b", Source(text="", items=()), gd.parse("无关"))
    assert nothing.sheet is not None
    assert nothing.sheet.score == 50


def test_a_score_never_falls_below_the_floor() -> None:
    text = "full = 10\nfloor = 3\n[rules.GD204]\npoints = 20"
    checked = Checking(rulebook=book(text)).check("a", Source(text="", items=()), broken())
    assert checked.sheet is not None
    assert checked.sheet.score == 3


def test_rules_that_are_not_run_cost_nothing() -> None:
    checking = Checking(rulebook=book(SCORED), ignore=("GD204",))
    checked = checking.check("a", Source(text="", items=()), broken())
    assert checked.sheet is not None
    assert checked.sheet.score == 100


# ------------------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('[rules.GD204]\nseverity = "fatal"', "rules.GD204.severity", "error | warning | hint"),
        ("[rules.GD204]\nseverty = 1", "rules.GD204.severty", "did you mean severity?"),
        ("[rules.GD204]\noff = 1", "rules.GD204.off", "true or false"),
        ('[rules.GD204]\npoints = "2"', "rules.GD204.points", "without quotes"),
        ("[rules.GD204]\npoints = -1", "rules.GD204.points", "not below 0"),
        ("[rules.GD204]\npoints = nan", "rules.GD204.points", "ordinary"),
        ("[rules.GD204]\nat_most = 1", "rules.GD204.at_most", "points"),
        ("[rules.GD204.thresholds]\nshare = 1", "rules.GD204.thresholds.share", "no thresholds"),
        ("rules = 1", "rules", "[rules]"),
        ("[rules]\nGD204 = 1", "rules.GD204", "[rules.GD204]"),
        ("full = 5\nfloor = 6", "floor", "more than full (5)"),
        ("fulll = 5", "fulll", "did you mean full?"),
        (f"full = 0x{'f' * 5000}", "full", "has too many digits; 100 at most"),
        (f"full = -1{'0' * 100}", "full", "has too many digits"),
        ("full = 1e999999999", "full", "has too many digits"),
        ("full = 1e-999999999", "full", "has too many digits"),
        (f"full = [0x{'f' * 5000}]", "full", "[…]: should be a number"),
        (f"full = {{ {'.'.join('a' * 5000)} = 1 }}", "full", "{…}: should be a number"),
        ('[[requirement]]\ncode = "L01"', "requirement[1].name", "missing"),
        (requirement('phrase = "a"', "GD9"), "requirement[1].code", "begin with GD"),
        (requirement('phrase = "a"', "l1"), "requirement[1].code", "such as L01"),
        (requirement('phrase = "a"') * 2, "requirement[2].code", "taken"),
        (requirement(""), "requirement[1].phrase", "must be given"),
        (requirement('phrase = "a"\nat_most_characters = 1'), "requirement[1].phrase", "only one"),
        (requirement("at_most_characters = 1"), "requirement[1].section", "overview"),
        (requirement('phrase = "a"\nsection = "x"'), "requirement[1].section", "one of overview"),
        (requirement("phrase = 1"), "requirement[1].phrase", "list"),
        (requirement('phrase = ["a", " "]'), "requirement[1].phrase", "blank"),
        (
            requirement('phrase = "a"\nphrases = 1'),
            "requirement[1].phrases",
            "did you mean phrase?",
        ),
    ],
)
def test_faults_name_the_key_and_what_is_allowed(text: str, key: str, says: str) -> None:
    with pytest.raises(gd.SettingsError) as caught:
        book(text)
    assert caught.value.english.startswith(f"r.toml: {key} ")
    assert says in caught.value.english
    assert caught.value.chinese.startswith(f"r.toml：{key} ")
    assert re.search("[一-鿿]", caught.value.chinese)


def test_an_unknown_rule_is_told_with_near_misses() -> None:
    with pytest.raises(gd.UnknownRuleError) as caught:
        book("[rules.review-does-not-ad-up]\noff = true")
    assert caught.value.english.startswith("r.toml: rules.review-does-not-ad-up: ")
    assert "did you mean review-does-not-add-up" in caught.value.english
