"""Outputs of findings say the same in every format, lose nothing and change with nothing else."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.api import read_source, render
from govdisclosure.builders import build_report
from govdisclosure.characters import display_width
from govdisclosure.csv_lines import csv_line
from govdisclosure.errors import ReadError
from govdisclosure.findings import Checked, Checking, Output, Setting, Status
from govdisclosure.findings.facts import fingerprints, place_of, subject
from govdisclosure.findings.ranking import Total
from govdisclosure.findings.spreadsheet import COLUMNS
from govdisclosure.findings.text import batch_words
from govdisclosure.findings.wording import WORDINGS
from govdisclosure.formats import FINDINGS, imported
from govdisclosure.model.diagnostics import READING_MESSAGES
from govdisclosure.rules import RULES
from govdisclosure.rules.basis.rule import Finding, OtherCell
from govdisclosure.rules.local.rulebook import parse_rulebook
from govdisclosure.rules.local.waivers import parse_waivers, stanza
from govdisclosure.rules.reading import READING
from govdisclosure.source import Source
from govdisclosure.version import Versions
from govdisclosure.wording import Language
from tests.tags import Tags
from tests.test_waivers import broken, signed

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "report_2021.txt"

SELECT = ("GD0", "GD2")


def setting(checking: Checking | None = None, **changes: Any) -> Setting:  # noqa: ANN401 - fields
    facts: dict[str, Any] = {
        "language": "zh",
        "rules": (checking or Checking(select=SELECT)).chosen,
        "versions": Versions("1.2.3", 4, 5),
        "has_points": checking is not None
        and checking.rulebook is not None
        and checking.rulebook.has_points,
    }
    return Setting(**{**facts, **changes})


def checked(
    report: gd.Report | bytes | None = None,
    file: str = "a b/报告.txt",
    checking: Checking | None = None,
) -> Checked:
    report = broken() if report is None else report
    source = read_source(report if isinstance(report, bytes) else str(report).encode())
    return (checking or Checking(select=SELECT)).check(file, source, build_report(source))


UNREADABLE = Checked(file="坏.docx", failure=ReadError("坏了", "it is broken"))
FAULT = Checked(file="c.txt", is_fault=True)


def written(
    format: str,
    files: Iterable[Checked],
    checking: Checking | None = None,
    **changes: Any,  # noqa: ANN401 - fields
) -> str:
    output: Output = imported(FINDINGS[format].findings)(setting(checking, **changes))
    pieces = [output.begin(), *map(output.add, files), output.end()]
    return "".join(one for one in pieces if isinstance(one, str))


def waiving() -> Checking:
    (one,) = gd.check(broken(), select=["GD204"])
    waivers = parse_waivers(signed(stanza(one, broken()), "法院数据 <确认>"))
    return Checking(select=SELECT, waivers=waivers)


SCORED = Checking(
    select=SELECT, rulebook=parse_rulebook('name = "评分"\n[rules.GD204]\npoints = 2.50')
)

# ------------------------------------------------------------------------------ every format


@pytest.mark.parametrize("format", FINDINGS)
def test_two_runs_give_the_same_bytes(format: str) -> None:
    files = [checked(), UNREADABLE, FAULT, checked(broken(total=6))]
    assert written(format, files) == written(format, files)
    assert "\r" not in written(format, files)


@pytest.mark.parametrize("format", [one for one in FINDINGS if one != "waivers"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_unreadable_is_told_apart_from_wrong(format: str, language: Language) -> None:
    out = written(format, [UNREADABLE, checked()], language=language)
    assert ("坏了" if language == "zh" else "it is broken") in out
    assert "GD204" in out
    assert UNREADABLE.status is Status.UNREADABLE


@pytest.mark.parametrize("format", FINDINGS)
def test_every_finding_is_in_every_format(format: str) -> None:
    one = checked(broken(total=70, corrected="几件"))
    out = written(format, [one])
    assert one.findings
    assert all(finding.code in out for finding in one.findings)


@pytest.mark.parametrize("format", FINDINGS)
def test_no_files_are_no_fault(format: str) -> None:
    assert written(format, []) != written(format, [checked()])


def test_wordings_are_in_both_languages_with_the_same_facts() -> None:
    for name, (chinese, english) in WORDINGS.items():
        facts = [set(re.findall(r"\{(\w+)\}", words)) for words in (chinese, english)]
        assert facts[0] == facts[1], name
        assert re.search("[一-鿿，：；（]", chinese), name


def test_the_worst_comes_first() -> None:
    one = checked("〔缺〕\n".encode() + str(broken(corrected="几件", total=9)).encode())
    weights = ["error", "warning", "hint"]
    found = [weights.index(finding.severity.value) for finding in one.findings]
    assert found == sorted(found)
    assert sum(one.counts) == len(found)


def test_hints_alone_leave_a_file_clean() -> None:
    text = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n〔缺〕\n有。\n"
    one = checked(text.encode())
    assert [found.code for found in one.findings] == ["GD019"]
    assert one.status is Status.CLEAN
    assert "小结：未发现问题；错误 0，警告 0，提示 1" in written("text", [one])


def test_what_reading_notices_has_titles_without_holes() -> None:
    for one in READING:
        for language in ("zh", "en"):
            title = one.title.text(language)
            assert title
            assert not set("…{}") & set(title), one.code
            assert title[-1] not in "。."
        assert re.search("[一-鿿]", one.title.chinese), one.code


# ------------------------------------------------------------------------------ text


def test_text_quotes_the_row_with_the_cell_marked() -> None:
    lines = written("text", [checked()]).splitlines()
    place = next(number for number, line in enumerate(lines) if "GD204" in line)
    assert lines[place].startswith("  错误 GD204 行政复议合计有误  第 ")
    assert "四/行政复议/总计 [disputes/review/total]" in lines[place]
    assert "请核对这五格" in lines[place + 1]
    quoted, carets = lines[place + 2 : place + 4]
    at = carets.index("^")
    assert quoted.split()[4] == "7"
    assert display_width(quoted[: quoted.index("7")]) == at
    assert carets.count("^") == 1
    assert lines[place + 4] == "    原文为 7，计算为 6"


def test_carets_count_wide_signs_twice() -> None:
    text = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n我局共有[bookmark: _1]工作\n"
    lines = written("text", [checked(text.encode())]).splitlines()
    place = next(
        number for number, line in enumerate(lines) if "[bookmark" in line and "我局" in line
    )
    carets = lines[place + 1]
    assert (carets.index("^"), carets.count("^")) == (4 + 8, len("[bookmark: _1]"))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_quoted_row_is_wider_than_the_screen(width: int) -> None:
    long = f"{'我局' * 90}[bookmark: _1]{'工作' * 90}"
    text = f"某某局2023年政府信息公开工作年度报告\n一、总体情况\n{long}\n"
    lines = written("text", [checked(text.encode())], width=width).splitlines()
    place = next(number for number, line in enumerate(lines) if set(line.strip()) == {"^"})
    assert display_width(lines[place - 1]) <= width
    assert display_width(lines[place]) <= width


@pytest.mark.parametrize("format", ["docx", "html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_or_word_file_has_its_place_in_words(format: str, language: Language) -> None:
    data = render(broken(), format)
    one = checked(data if isinstance(data, bytes) else data.encode(), f"a.{format}")
    (finding,) = [found for found in one.findings if found.code == "GD204"]
    words = place_of(finding, one).words(language)
    assert re.fullmatch(
        r"第 3 个表格，第 4 行，第 5 格" if language == "zh" else r"table 3, row 4, cell 5", words
    )
    assert words in written("text", [one], language=language)


@pytest.mark.parametrize("format", ["docx", "html", "text"])
def test_what_is_found_in_prose_has_its_place_there(format: str) -> None:
    right = gd.read(EXAMPLE)
    wrong = right.with_cell("requests/received_new/total", 58)
    data = render(wrong, format)
    one = checked(
        data if isinstance(data, bytes) else data.encode(),
        f"a.{format}",
        Checking(select=("GD301",)),
    )
    (found,) = [found for found in one.findings if found.code == "GD301"]
    place = place_of(found, one)
    assert place.address is None
    assert place.words("zh") == ("第 8 行第 7 列" if format == "text" else "「一、总体情况」部分")
    assert "requests/received_new/total" in written("csv", [one])


def test_explanations_are_told_once_a_table() -> None:
    out = written("text", [checked(broken(total=60))])
    (one,) = gd.check(broken(total=60), select=["GD204"])
    found = getattr(one, "explanations", ())
    assert out.count(f"- {found[0].text()}" if found else "可能的原因") == bool(found)


def test_many_notices_that_say_the_same_are_one_paragraph() -> None:
    text = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n" + "〔缺〕\n有。\n" * 9
    lines = written("text", [checked(text.encode())]).splitlines()
    assert lines[1:-1] == [
        "  提示 GD019 「〔缺〕」单独成行  共 9 处",
        "    「〔缺〕」单独成行，未作为正文。",
        "    - 第 3 行第 1 列",
        "    - 第 5 行第 1 列",
        "    - 第 7 行第 1 列",
        "    另有 6 处 GD019；--format json 可看全部",
    ]
    facts = json.loads(written("json", [checked(text.encode())]))
    assert len(facts["files"][0]["findings"]) == 9


@pytest.mark.parametrize("count", [1, 3, 9])
def test_page_numbers_take_one_line(count: int) -> None:
    text = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n"
    text += "".join(f"有。\n- {number} -\n" for number in range(1, count + 1))
    lines = written("text", [checked(text.encode())]).splitlines()
    assert lines[1:-1] == [f"  提示 GD003 页码  共 {count} 处  第 4 行第 1 列"]
    facts = json.loads(written("json", [checked(text.encode())]))
    assert len(facts["files"][0]["findings"]) == count


def test_many_notices_of_one_code_each_say_what_they_are_about() -> None:
    rows = str(table_three())
    for sign in "甲乙丙丁戊":
        rows = re.sub(r"\t[0-9]+(?=\t)", f"\t{sign}项", rows, count=1)
    one = checked(rows.encode())
    texts = [found for found in one.findings if found.code == "GD011"]
    assert len(texts) == 5
    lines = written("text", [one]).splitlines()
    (place,) = [number for number, line in enumerate(lines) if "GD011 单元格里是文字" in line]
    assert lines[place].endswith("  共 5 处")
    for line, found in zip(lines[place + 1 : place + 4], texts[:3], strict=True):
        assert line.startswith(f"    - {found.text()}")
    assert lines[place + 4].startswith("    另有 2 处 GD011")
    facts = json.loads(written("json", [one]))["files"][0]["findings"]
    assert sum(each["code"] == "GD011" for each in facts) == 5


def test_what_a_table_lacks_is_said_once_and_names_each_row() -> None:
    rows = str(table_three()).splitlines()
    lost = [line for line in rows if re.match(r"[2-6][.].*\t", line)]
    one = checked("\n".join(line for line in rows if line not in lost).encode())
    (missing,) = [found for found in one.findings if found.code == "GD008"]
    assert len(missing.addresses) == len(lost) * 7
    for line in lost:
        assert line.partition("\t")[0].strip() in missing.text()


def test_errors_are_never_put_together() -> None:
    report = table_three()
    for row in ("received_new", "carried_in", "carried_out", "disclosed"):
        report = report.with_cell(f"requests/{row}/total", 9000)
    one = checked(report)
    count = sum(found.code == "GD203" for found in one.findings)
    assert count == 4
    assert written("text", [one]).count("错误 GD203") == count


# ------------------------------------------------------------------------------ at fault


def table_three() -> gd.Report:
    return gd.read(Path(__file__).parents[1] / "examples" / "report_2021.txt")


#: Each a wrong cell, and the rules that it breaks.
FAULTS = [
    ("received_new/natural_person", {"GD201", "GD203"}),
    ("carried_in/legal_service", {"GD201", "GD203"}),
    ("disclosed/natural_person", {"GD202", "GD203"}),
    ("outcomes_total/natural_person", {"GD201", "GD202", "GD203"}),
    ("outcomes_total/total", {"GD201", "GD202", "GD203"}),
    ("carried_out/total", {"GD201", "GD203"}),
]


@pytest.mark.parametrize(("cell", "codes"), FAULTS)
def test_the_caret_marks_the_cell_that_explains_all_broken_sums(cell: str, codes: set[str]) -> None:
    wrong = table_three()
    value = wrong[f"requests/{cell}"].value
    assert value is not None
    wrong = wrong.with_cell(f"requests/{cell}", value + 30)
    one = checked(wrong)
    found = [each for each in one.findings if each.severity is gd.Severity.ERROR]
    assert {each.code for each in found} == codes
    for each in found:
        assert isinstance(each, Finding)
        assert [str(address) for address in each.at_fault] == [f"requests/{cell}"]
        assert str(subject(each, one)) == f"requests/{cell}"
    lines = written("text", [one]).splitlines()
    for number, line in enumerate(lines):
        if line.startswith("  错误 "):
            assert line.endswith(f"[requests/{cell}]")
            quoted, carets = lines[number + 2 : number + 4]
            assert carets.strip() == "^" * len(str(value + 30))
            at = next(
                n for n in range(len(quoted)) if display_width(quoted[:n]) == carets.find("^")
            )
            assert quoted[at:].split()[0] == str(value + 30)


@pytest.mark.parametrize(("cell", "codes"), FAULTS)
def test_what_is_stated_below_a_caret_is_what_it_marks(cell: str, codes: set[str]) -> None:
    wrong = table_three()
    value = wrong[f"requests/{cell}"].value
    assert value is not None
    out = written("text", [checked(wrong.with_cell(f"requests/{cell}", value + 30))])
    stated = re.findall("    原文为 (.*)，计算为 (.*)", out)
    assert set(stated) <= {(str(value + 30), str(value))}
    assert bool(stated) == ("total" in cell)
    assert len(codes) >= len(stated)


def test_where_several_explanations_are_possible_the_total_is_marked() -> None:
    one = checked(broken(total=60))
    (found,) = [each for each in one.findings if each.code == "GD204"]
    assert isinstance(found, Finding)
    assert len(found.explanations) > 1
    assert found.at_fault == ()
    assert str(subject(found, one)) == "disputes/review/total"
    report = table_three()
    for column, change in (("natural_person", 1), ("legal_service", -1)):
        address = f"requests/disclosed/{column}"
        value = report[address].value
        assert value is not None
        report = report.with_cell(address, value + change)
    moved = checked(report)
    assert {each.code for each in moved.findings} == {"GD202"}
    for each in moved.findings:
        assert isinstance(each, Finding)
        assert len(each.explanations) > 1
        assert each.at_fault == ()
        assert each.addresses[-1] == subject(each, moved)


def test_without_an_explanation_the_total_is_marked() -> None:
    wrong = table_three().with_cell("requests/received_new/natural_person", 777)
    one = checked(wrong.with_cell("requests/carried_out/legal_service", 909))
    for each in one.findings:
        assert isinstance(each, Finding)
        assert not each.at_fault
        assert not each.explanations
        assert each.addresses[-1 if each.code == "GD203" else 2] == subject(each, one)


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif"])
def test_programs_are_told_what_is_at_fault(format: str) -> None:
    cell = "requests/outcomes_total/natural_person"
    written_out = written(format, [checked(table_three().with_cell(cell, 99))])
    if format == "jsonl":
        facts = [json.loads(line) for line in written_out.splitlines()]
        found = [one["at_fault"] for one in facts if one["type"] == "finding"]
    elif format == "json":
        (file,) = json.loads(written_out)["files"]
        found = [one["at_fault"] for one in file["findings"]]
    else:
        (run,) = json.loads(written_out)["runs"]
        found = [one["properties"]["atFault"] for one in run["results"]]
    assert found == [[cell]] * 3


def test_what_is_at_fault_is_the_subject_of_a_report_without_places() -> None:
    cell = "requests/outcomes_total/natural_person"
    report = table_three().with_cell(cell, 99)
    bare = evolve(checked(report), source=None)
    for found in gd.check(report, select=["GD2"]):
        assert str(subject(evolve(found, span=None), bare)) == cell


def test_nothing_steers_the_terminal() -> None:
    text = "某\x1b[2J局2023年政府信息公开工作年度报告\n一、总体情况\n〔缺〕\n\u202e有。\n"
    out = written("text", [checked(text.encode())])
    assert not {"\x1b", "\u202e"} & set(out)


def test_nothing_in_a_name_is_more_than_words_of_a_page() -> None:
    page = written("html", [evolve(checked(), file="a\x01\x1b[2J<b>\u202e.txt")])
    assert not {"\x01", "\x1b", "\u202e"} & set(page)
    assert "a  [2J&lt;b&gt; .txt" in page


def test_a_batch_ends_in_a_table() -> None:
    files = [checked(), UNREADABLE, FAULT, checked(broken("别的局", total=6))]
    lines = written("text", files).splitlines()
    assert lines[-1].startswith("共 4 个文件：")
    assert "1 个无法读取，1 个因程序出错未完成" in lines[-1]
    head, *rows = lines[-6:-1]
    assert head.split() == ["文件", "机关", "年度", "结果", "错误", "警告", "提示"]
    column = display_width(head.partition("机关")[0])
    for row, agency in ((rows[0], "某某局"), (rows[3], "别的局")):
        assert display_width(row.partition(agency)[0]) == column
    assert rows[1].split() == ["坏.docx", "无法读取"]
    assert rows[2].split() == ["c.txt", "程序出错"]


# ------------------------------------------------------------------------------ JSON


def test_json_carries_versions_and_both_languages() -> None:
    facts = json.loads(written("json", [checked(), UNREADABLE]))
    assert (facts["library"], facts["rules"], facts["schema"]) == ("1.2.3", 4, 5)
    assert [one["status"] for one in facts["files"]] == ["found", "unreadable"]
    assert facts["summary"]["files"] == 2
    assert facts["summary"]["unreadable"] == 1
    (one,) = [found for found in facts["files"][0]["findings"] if found["code"] == "GD204"]
    assert "请核对" in one["message"]["zh"]
    assert "Check" in one["message"]["en"]
    assert (one["stated"], one["computed"]) == (7, 6)
    assert one["addresses"][-1] == one["place"]["address"] == "disputes/review/total"
    assert one["cells"][-1]["printed"] == "7"


def test_json_does_not_depend_on_the_language() -> None:
    for format in ("json", "jsonl"):
        assert written(format, [checked()]) == written(format, [checked()], language="en")


def test_json_lines_hold_the_same() -> None:
    files = [checked(), UNREADABLE]
    whole = json.loads(written("json", files))
    lines = [json.loads(line) for line in written("jsonl", files).splitlines()]
    assert [line["type"] for line in lines][:2] == ["run", "file"]
    assert lines[-1] == {"type": "summary", **whole["summary"]}
    found = [line for line in lines if line["type"] == "finding"]
    wanted = [(one["file"], each) for one in whole["files"] for each in one["findings"]]
    assert [(line.pop("file"), line.pop("type") and line) for line in found] == wanted


def test_json_in_ascii_is_the_same() -> None:
    for format in ("json", "sarif"):
        spelled = written(format, [checked()], is_ascii=True)
        assert spelled.isascii()
        assert json.loads(spelled) == json.loads(written(format, [checked()]))


def test_what_is_waived_says_why_and_counts_for_nothing() -> None:
    one = checked(checking=waiving())
    assert "GD204" not in {found.code for found in one.findings}
    facts = json.loads(written("json", [one]))["files"][0]
    assert facts["waived"] == 1
    assert [found["waived"] for found in facts["findings"] if found["code"] == "GD204"] == [
        "法院数据 <确认>"
    ]
    assert "已豁免：法院数据 <确认>" in written("text", [one])
    assert "法院数据 &lt;确认&gt;" in written("html", [one])
    assert "GD204" not in written("waivers", [one])
    rows = list(csv.DictReader(io.StringIO(written("csv", [one]))))
    assert [row["waived"] for row in rows if row["code"] == "GD204"] == ["法院数据 <确认>"]


@pytest.mark.parametrize("format", ["text", "json", "html", "sarif"])
def test_a_void_waiver_is_said(format: str) -> None:
    one = checked(broken(total=8), checking=waiving())
    assert "GD204" in {found.code for found in one.findings}
    out = written(format, [one])
    assert ('"void"' if format == "json" else "豁免失效") in out


def test_a_sheet_is_in_text_json_csv_and_html() -> None:
    one = checked(checking=SCORED)
    text = written("text", [one, one], SCORED)
    assert "评分表：得分 97.5 / 100  评分" in text
    assert "GD204 行政复议合计有误：1 处 × 2.5 分，扣 2.5 分" in text
    assert text.splitlines()[-2].endswith("97.5")
    facts = json.loads(written("json", [one], SCORED))["files"][0]["score"]
    assert (facts["score"], facts["full"], facts["taken"]) == ("97.5", 100, "2.5")
    (item,) = facts["items"]
    prints = {found["code"]: found["fingerprint"] for found in
              json.loads(written("json", [one], SCORED))["files"][0]["findings"]}  # fmt: skip
    assert item["findings"] == [prints["GD204"]]
    assert "97.5" in written("html", [one], SCORED)
    rows = list(csv.DictReader(io.StringIO(written("csv", [one], SCORED))))
    assert {row["points"] for row in rows if row["code"] == "GD204"} == {"2.5"}


# ------------------------------------------------------------------------------ fingerprints


def test_fingerprints_do_not_depend_on_lines_or_names_of_files() -> None:
    text = str(broken())
    one, other = checked(text.encode(), "a"), checked(text.replace("\n", "\n\n").encode(), "b")
    prints = [
        {found.code: fingerprint for found, fingerprint in
         zip(each.findings, fingerprints(each.findings, each), strict=True)}
        for each in (one, other)
    ]  # fmt: skip
    assert prints[0]["GD204"] == prints[1]["GD204"]
    changed = checked(broken("别的局"))
    found = dict(zip([one.code for one in changed.findings],
                     fingerprints(changed.findings, changed), strict=True))  # fmt: skip
    assert found["GD204"] != prints[0]["GD204"]


def test_equal_findings_have_different_fingerprints() -> None:
    text = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n" + "〔缺〕\n有。\n" * 5
    one = checked(text.encode())
    prints = fingerprints(one.findings, one)
    assert len(set(prints)) == len(prints) >= 5


# ------------------------------------------------------------------------------ SARIF

#: What the schema of SARIF 2.1.0 requires of each object that is written here.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "log": ("version", "runs"),
    "run": ("tool",),
    "tool": ("driver",),
    "driver": ("name",),
    "rule": ("id",),
    "result": ("message",),
    "message": ("text",),
    "invocation": ("executionSuccessful",),
    "notification": ("message",),
    "suppression": ("kind",),
}


def has_required(kind: str, one: Mapping[str, Any]) -> bool:
    return all(name in one for name in REQUIRED[kind])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_has_what_its_schema_requires(language: Language) -> None:
    files = [checked(), UNREADABLE, checked(checking=waiving()), checked(broken(corrected="几"))]
    log = json.loads(written("sarif", files, language=language))
    assert has_required("log", log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert has_required("run", run)
    assert has_required("tool", run["tool"])
    driver = run["tool"]["driver"]
    assert has_required("driver", driver)
    assert driver["properties"] == {"library": "1.2.3", "rules": 4, "schema": 5}
    assert run["columnKind"] == "unicodeCodePoints"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert has_required("rule", rule)
        for name in ("shortDescription", "fullDescription", "help"):
            assert has_required("message", rule[name])
            assert rule[name]["text"].strip()
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert run["results"]
    for result in run["results"]:
        assert has_required("result", result)
        assert has_required("message", result["message"])
        assert result["ruleId"] == ids[result["ruleIndex"]]
        assert result["level"] in {"error", "warning", "note"}
        (fingerprint,) = result["partialFingerprints"].values()
        assert re.fullmatch("[0-9a-f]{32}", fingerprint)
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"].isascii()
        assert unquote(physical["artifactLocation"]["uri"]) == "a b/报告.txt"
        region = physical.get("region")
        if region:
            assert min(region.values()) >= 1
            assert region["endLine"] >= region["startLine"]
        for place in location.get("logicalLocations", ()):
            gd.Address.parse(place["fullyQualifiedName"])
        for one in result.get("suppressions", ()):
            assert has_required("suppression", one)
            assert one["justification"] == "法院数据 <确认>"
    assert sum("suppressions" in result for result in run["results"]) == 1
    (invocation,) = run["invocations"]
    assert has_required("invocation", invocation)
    assert invocation["executionSuccessful"] is False
    for one in invocation["toolExecutionNotifications"]:
        assert has_required("notification", one)


def test_sarif_helps_with_the_pages_of_the_rules() -> None:
    log = json.loads(written("sarif", []))
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert set(rules) == {one.code for one in RULES if one.code[:3] == "GD2"} | set(
        READING_MESSAGES
    )
    assert "### 为什么要查" in rules["GD204"]["help"]["markdown"].replace("\n## ", "\n### ")
    assert rules["GD204"]["fullDescription"]["text"].startswith("表四「行政复议」中")
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True


# ------------------------------------------------------------------------------ other reports


def against_others() -> Checked:
    """One cell against one of last year's report, and against one that counts as zero."""
    report = broken()
    (finding,) = gd.check(report, select=["GD204"])
    assert isinstance(finding, Finding)
    mine, theirs = (gd.Address.parse(f"disputes/review/{one}") for one in ("total", "upheld"))
    others = (
        OtherCell(agency="某某局", year=2022, address=theirs, number=12),
        OtherCell(agency=None, year=None, address=mine, number=0, is_assumed=True),
    )
    finding = evolve(finding, others=others)
    source = Source(text="", items=())
    return Checked(file="a.txt", source=source, report=report, findings=(finding,))


OTHERS = [
    {"agency": "某某局", "year": 2022, "address": "disputes/review/upheld", "number": 12},
    {
        "agency": None,
        "year": None,
        "address": "disputes/review/total",
        "number": 0,
        "assumed_zero": True,
    },
]


def test_cells_of_other_reports_are_in_every_format_for_programs() -> None:
    files = [against_others()]
    (file,) = json.loads(written("json", files))["files"]
    assert file["findings"][0]["other_cells"] == OTHERS
    lines = [json.loads(line) for line in written("jsonl", files).splitlines()]
    assert lines[2]["other_cells"] == OTHERS
    (result,) = json.loads(written("sarif", files))["runs"][0]["results"]
    assert result["properties"]["otherCells"] == OTHERS
    (row,) = csv.DictReader(io.StringIO(written("csv", files)))
    assert row["other_cells"] == (
        "某某局 2022 disputes/review/upheld = 12; disputes/review/total = 0"
    )
    facts = tomllib.loads(written("waivers", files))["waiver"][0]["facts"]
    assert facts["某某局 2022 disputes/review/upheld"] == "12"
    assert facts["disputes/review/total"] == "0"


def test_a_finding_of_one_report_names_no_other() -> None:
    (row, *_) = csv.DictReader(io.StringIO(written("csv", [checked()])))
    assert row["other_cells"] == ""
    (result, *_) = json.loads(written("sarif", [checked()]))["runs"][0]["results"]
    assert "properties" not in result


def test_what_cannot_be_told_is_counted_and_shown_where_asked_for() -> None:
    report = gd.compose(agency="某某局", year=2023, cells={"disputes/review/total": 2})
    untold = gd.audit(report, select=["GD204"])
    one = evolve(checked(), untold=untold * 2)
    assert "另有 2 项无法判断（--show-untold 逐项列出）\n" in written("text", [one])
    way = "2 checks could not be decided (--show-untold lists them)\n"
    assert way in written("text", [one], language="en")
    words = untold[0].text("zh")
    assert words.startswith("无法判断：有单元格没有数字：")
    shown = written("text", [one], shows_untold=True)
    assert words not in written("text", [one])
    assert shown.count(words) == 2
    assert "--show-untold" not in shown
    assert written("html", [one]).count("--show-untold") == 0


def test_one_is_singular() -> None:
    untold = gd.audit(gd.parse("某某局2023年政府信息公开工作年度报告"), select=["GD101"])
    one = evolve(checked(), findings=checked().findings[:1], untold=untold[:1])
    assert one.counts == (1, 0, 0)
    text = written("text", [one], language="en")
    assert "1 error, 0 warnings, 0 hints; 1 check could not be decided" in text
    total = Total()
    total.add(one)
    assert batch_words(total, "en").startswith("1 file: 0 with nothing found, 1 with findings")
    total.add(one)
    assert batch_words(total, "en").endswith("; 2 errors, 0 warnings, 0 hints")


# ------------------------------------------------------------------------------ CSV


def test_csv_has_a_row_for_every_file() -> None:
    clean = Checking(select=("GD204",)).check("ok.txt", Source(text="", items=()), broken(total=6))
    rows = list(csv.DictReader(io.StringIO(written("csv", [checked(), clean, UNREADABLE, FAULT]))))
    assert tuple(rows[0]) == COLUMNS
    assert {row["status"] for row in rows} == {"found", "clean", "unreadable", "fault"}
    assert [row["message"] for row in rows if row["status"] == "unreadable"] == ["坏了"]
    assert {row["rules"] for row in rows} == {"4"}


@pytest.mark.parametrize("start", ["=1+1", "+a", "-x", "@SUM(1)", "\ta", "\ra", "＝1", "-1-1"])
def test_nothing_is_a_formula_to_a_spreadsheet(start: str) -> None:
    one = Checked(file=start, failure=ReadError(f"{start}坏", "x"))
    for is_raw, guard in ((False, "'"), (True, "")):
        out = written("csv", [one], is_raw=is_raw)
        (row,) = csv.DictReader(io.StringIO(out, newline=""))
        assert row["file"] == f"{guard}{start}"
        assert row["message"] == f"{guard}{start}坏"


@given(
    st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False)),
    st.sampled_from(["-", "—", "－", "/", "-5", "+1,204.50"]),
)
def test_numbers_stay_numbers_and_marks_marks(number: int | Decimal, words: str) -> None:
    (cells,) = csv.reader(io.StringIO(csv_line([number, words, None])))
    assert (Decimal(cells[0]), cells[1:]) == (number, [words, ""])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20))
def test_csv_keeps_any_words(words: str) -> None:
    one = Checked(file=f"a{words}", failure=ReadError("b", "c"))
    (row,) = csv.DictReader(io.StringIO(written("csv", [one]), newline=""))
    assert row["file"] == f"a{words}"


# ------------------------------------------------------------------------------ HTML


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_needs_nothing_else(language: Language) -> None:
    files = [
        checked(checking=SCORED),
        UNREADABLE,
        FAULT,
        checked(broken("甲&乙局", total=8), "<script>.txt"),
    ]
    page = written("html", files, SCORED, language=language)
    tags = Tags(page.partition("\n")[2])
    links = [value or "" for name, value in tags.attributes if name in {"href", "src"}]
    assert links
    assert all(link.startswith("#f") for link in links)
    assert page.count("<script") == page.count("<script>\n(() => {") == 1
    assert "url(" not in page
    assert "@import" not in page
    assert "@media print" in page
    assert 'name="viewport"' in page
    assert "<mark>7</mark>" in page
    assert "<script>.txt" in tags.words
    assert "甲&乙局" in tags.words


# ------------------------------------------------------------------------------ waivers


def test_drafts_are_refused_until_they_are_signed() -> None:
    draft = written("waivers", [checked(), UNREADABLE])
    assert tomllib.loads(draft)["waiver"]
    with pytest.raises(gd.SettingsError):
        parse_waivers(draft)
    waivers = parse_waivers(signed(draft))
    one = checked(checking=Checking(select=SELECT, waivers=waivers))
    assert one.findings == ()
    assert one.status is Status.CLEAN
    assert "没有需要豁免的问题" in written("waivers", [one])
