"""A waiver lets one finding stand as long as nothing changes, and every change of it is said."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import Report
from govdisclosure.rules import Finding, Verdict
from govdisclosure.rules.local.rulebook import parse_rulebook
from govdisclosure.rules.local.waivers import (
    Waivers,
    WaiverStanding,
    parse_waivers,
    read_waivers,
    stanza,
)

COLUMNS = ("upheld", "corrected", "other_result", "pending", "total")


def broken(agency: str = "某某局", year: int = 2023, /, **values: int | str) -> Report:
    """A form in which one sum of table four does not hold."""
    numbers: dict[str, int | str] = {**dict(zip(COLUMNS, (3, 1, 0, 2, 7), strict=True)), **values}
    cells = {f"disputes/review/{column}": number for column, number in numbers.items()}
    return gd.compose(edition="2021", agency=agency, year=year, cells=cells)


def findings(report: Report, waivers: Waivers | None = None) -> list[str]:
    return [one.code for one in gd.check(report, select=["GD204"], waivers=waivers)]


def signed(text: str, reason: str = "已与法院核对") -> str:
    """A stanza with its reason and date written."""
    text = text.replace('reason = ""', f'reason = "{reason}"')
    return text.replace("# date = ", "date = ")


def waivers_of(report: Report) -> Waivers:
    (one,) = gd.check(report, select=["GD204"])
    return parse_waivers(signed(stanza(one, report)))


def test_a_stanza_waives_its_finding_and_survives_every_run() -> None:
    report = broken()
    waivers = waivers_of(report)
    for _ in range(2):
        assert findings(report, waivers) == []
    assert findings(report) == ["GD204"]
    (one,) = gd.audit(report, select=["GD204"], waivers=waivers)
    assert (one.verdict, one.waived) == (Verdict.FAIL, "已与法院核对")
    (note,) = waivers.review(report, [one.finding()])
    assert note.standing is WaiverStanding.USED
    assert (note.text("en"), note.text()) == ("waiver[1] GD204: holds.", "waiver[1] GD204：有效。")


def test_the_spelling_of_a_number_is_no_change() -> None:
    assert findings(broken(total="７"), waivers_of(broken())) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_value_voids_it_and_that_is_said(column: str) -> None:
    waivers = waivers_of(broken())
    report = broken(**{column: 30})
    found = gd.check(report, select=["GD204"], waivers=waivers)
    assert len(found) == 1
    (note,) = waivers.review(report, found)
    assert note.standing is WaiverStanding.VOID
    address = f"disputes/review/{column}"
    before = dict(waivers.waivers[0].cells)[address]
    assert (address, before, "30") in note.changes
    assert f"{before} → 30" in note.text()
    assert "void" in note.text("en")


def test_a_mended_fault_leaves_it_unused() -> None:
    waivers = waivers_of(broken())
    report = broken(total=6)
    (note,) = waivers.review(report, gd.check(report, select=["GD204"]))
    assert note.standing is WaiverStanding.UNUSED
    assert "可以删去" in note.text()
    assert "can be removed" in note.text("en")


@pytest.mark.parametrize("other", [broken("别的局"), broken("某某局", 2022)])
def test_it_speaks_of_one_organ_and_year(other: Report) -> None:
    waivers = waivers_of(broken())
    assert findings(other, waivers) == ["GD204"]
    assert waivers.review(other, gd.check(other)) == ()
    assert waivers.unmet([(other.agency, other.year)]) == waivers.waivers
    assert waivers.unmet([("某某局", 2023)]) == ()


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_words_can_be_written_and_read_back(words: str) -> None:
    rule = next(one for one in gd.audit(Report(), select=["GD204"])).rule
    finding = Finding(
        code="GD204",
        name=rule.name,
        severity=rule.severity,
        arguments=(("words", words), ("两个 words", words)),
        rule=rule,
    )
    report = Report()
    waivers = parse_waivers(signed(stanza(finding, report)))
    assert waivers.waive_in(report)(finding) == "已与法院核对"


def test_a_finding_of_reading_can_be_waived() -> None:
    report = gd.parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n〔缺〕\n无。")
    (one,) = [found for found in report.diagnostics if found.code == "GD019"]
    assert parse_waivers(signed(stanza(one, report))).waive_in(report)(one) is not None


# ------------------------------------------------------------------------------ the file


def test_a_file_of_the_editor_of_windows_is_read(tmp_path: Path) -> None:
    report = broken()
    (one,) = gd.check(report, select=["GD204"])
    file = tmp_path / "w.toml"
    file.write_bytes(signed(stanza(one, report)).replace("\n", "\r\n").encode("utf-8-sig"))
    assert findings(report, gd.read_waivers(file)) == []


GOOD = """
[[waiver]]
rule = "GD204"
agency = "某某局"
year = 2023
reason = "r"
date = 2024-01-31
[waiver.cells]
"disputes/review/total" = 7
"""


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (('reason = "r"\n', ""), "waiver[1].reason", "missing"),
        (('reason = "r"', 'reason = " "'), "waiver[1].reason", "empty"),
        (("date = 2024-01-31\n", ""), "waiver[1].date", "missing"),
        (("2024-01-31", '"2024-01-31"'), "waiver[1].date", "without quotes"),
        (("2024-01-31", "2024-01-31T00:00:00"), "waiver[1].date", "2024-01-31"),
        (("year = 2023", 'year = "2023"'), "waiver[1].year", "a number without quotes"),
        (("year = 2023", "year = 2023.5"), "waiver[1].year", "whole"),
        (('agency = "某某局"\n', ""), "waiver[1].agency", "names no organ"),
        (("review/total", "review/totl"), 'waiver[1].cells."disputes/review/totl"', "did you mean"),
        (("reason", "raeson"), "waiver[1].reason", "missing"),
        (("year", "yaer"), "waiver[1].yaer", "did you mean year?"),
        (("[waiver.cells]", "[waivers]\n[waiver.cells]"), "waivers", "did you mean waiver?"),
        (("[[waiver]]", "[waiver]"), "waiver", "[[waiver]]"),
        (('"GD204"', '"GD2"'), "waiver[1].rule", "one rule"),
        (("= 7", "= true"), "waiver[1].cells.disputes/review/total", "text in quotes"),
    ],
)
def test_faults_name_the_key_and_what_is_allowed(
    change: tuple[str, str], key: str, says: str
) -> None:
    assert parse_waivers(GOOD).waivers[0].cells == (("disputes/review/total", "7"),)
    with pytest.raises(gd.SettingsError) as caught:
        parse_waivers(GOOD.replace(*change), file="w.toml")
    assert caught.value.english.startswith(f"w.toml: {key} ")
    assert says in caught.value.english
    assert caught.value.chinese.startswith(f"w.toml：{key} ")
    assert re.search("[一-鿿]", caught.value.chinese)


@pytest.mark.parametrize("data", [b"a = ", b"\xff\xfe", "理由 = 无".encode("gbk"), b"a\x00"])
def test_what_is_no_toml_is_told(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "w.toml"
    file.write_bytes(data)
    with pytest.raises(gd.SettingsError, match=r"w\.toml"):
        read_waivers(file)
    with pytest.raises(gd.SettingsError, match="cannot be opened"):
        read_waivers(tmp_path / "none.toml")


@pytest.mark.parametrize("value", ["9" * 4400, "-" + "9" * 4400, f"1e{'9' * 20}"])
@pytest.mark.parametrize("read", [parse_rulebook, parse_waivers])
def test_a_number_that_cannot_be_read_is_told(value: str, read: Callable[..., object]) -> None:
    with pytest.raises(gd.SettingsError, match=r"w\.toml: a number has too many digits"):
        read(f"a = {value}", file="w.toml")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("read", [gd.read_rulebook, gd.read_waivers])
def test_only_files_of_a_size_that_settings_have_are_opened(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    """Opening a pipe would wait for ever, and a device never ends."""
    pipe, large, linked = (tmp_path / name for name in ("pipe", "large", "linked"))
    os.mkfifo(pipe)
    linked.symlink_to("/dev/zero")
    for path in (pipe, linked, Path("/dev/zero")):
        with pytest.raises(gd.SettingsError, match="is not a regular file") as caught:
            read(path)
        assert "不是普通文件" in caught.value.chinese
    large.write_text("#" * (1 << 20))
    read(large)
    large.write_text("#" * ((1 << 20) + 1))
    with pytest.raises(gd.SettingsError, match="larger than 1 MiB"):
        read(large)
    with pytest.raises(gd.SettingsError, match="cannot be opened"):
        read(tmp_path)


def test_an_unknown_rule_is_told_with_near_misses() -> None:
    with pytest.raises(gd.UnknownRuleError) as caught:
        parse_waivers(GOOD.replace("GD204", "review-does-not-add"), file="w.toml")
    assert "w.toml: waiver[1].rule: " in caught.value.english
    assert "did you mean review-does-not-add-up" in caught.value.english
    assert "是不是" in caught.value.chinese
