"""``check`` and ``explain`` on the command line: exit codes, files, settings, every code page."""

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.api import write
from govdisclosure.characters import display_width
from govdisclosure.cli.configuration import Configuration
from govdisclosure.cli.wording import say
from govdisclosure.collection.reasons import reason_of
from govdisclosure.findings import Checked, Checking
from govdisclosure.formats import FINDINGS
from govdisclosure.rules import explain, write_catalogue
from govdisclosure.rules.handbook import EXPLAINED
from govdisclosure.source import Source
from govdisclosure.version import RULES_VERSION
from govdisclosure.wording import Language
from tests.conftest import Run, RunIn
from tests.test_waivers import broken, signed

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(str(broken()), encoding="utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "ok" / "right.txt"
    path.parent.mkdir()
    path.write_text(str(broken(total=6)), encoding="utf-8")
    return path


def codes(out: str) -> list[str]:
    lines = [json.loads(line) for line in out.splitlines()]
    return [line["code"] for line in lines if line["type"] == "finding"]


ONLY = ("--select", "GD204", "--format", "jsonl")

# ------------------------------------------------------------------------------ exit codes


def test_0_where_nothing_is_found(run: Run, right: Path) -> None:
    code, out, err = run("check", right, "--select", "GD204")
    assert (code, err) == (0, "")
    assert "nothing found" in out


def test_1_where_something_is(run: Run, wrong: Path, right: Path) -> None:
    assert run("check", wrong, *ONLY)[0] == 1
    assert run("check", right, wrong, *ONLY)[0] == 1
    assert run(wrong, *ONLY) == run("check", wrong, *ONLY)


#: By options, the exit codes for an error, a warning and a hint.
FAILING = {
    (): (1, 0, 0),
    ("--fail-on", "error"): (1, 0, 0),
    ("--fail-on", "warning"): (1, 1, 0),
    ("--fail-on", "never"): (0, 0, 0),
}


def test_fail_on_says_what_counts(run: Run, tmp_path: Path, wrong: Path) -> None:
    rules = tmp_path / "r.toml"
    for severity, (error, warning, hint) in FAILING.items():
        options = (*ONLY, *severity)
        assert run("check", wrong, *options)[0] == error
        for weight, code in (("warning", warning), ("hint", hint)):
            rules.write_text(f'[rules.GD204]\nseverity = "{weight}"', encoding="utf-8")
            assert run("check", wrong, *options, "--rules", rules)[0] == code
    for language in ("zh", "en"):
        assert "--fail-on" in say(language, "exit_codes")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--select", "GD299x"], "no rule is called 'GD299x'"),
        (["--ignore", "review-does-not-ad-up"], "did you mean review-does-not-add-up"),
        (["--waivers", "none.toml"], "cannot be opened"),
        (["--rules", "none.toml"], "cannot be opened"),
    ],
)
def test_2_is_usage(run: Run, wrong: Path, options: list[str], says: str) -> None:
    before = wrong.read_bytes()
    code, out, err = run("check", wrong, *options)
    assert (code, out) == (2, "")
    assert says in err
    assert wrong.read_bytes() == before


def test_3_where_a_file_cannot_be_read(run: Run, wrong: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    code, out, err = run("check", tmp_path / "bad.docx", wrong, *ONLY)
    assert code == 3
    assert codes(out) == ["GD204"]
    statuses = [json.loads(line).get("status") for line in out.splitlines()]
    assert statuses[1:3] == ["unreadable", "found"]
    assert len(err.splitlines()) == 1
    assert "cannot be read" in err
    code, out, _ = run("check", tmp_path / "none.txt", "--fail-on", "never")
    assert code == 3
    assert "unreadable" in out
    code, out, err = run("check", wrong, "-o", wrong / "x.json")
    assert (code, out) == (3, "")
    assert "cannot be written" in err


def test_the_reason_of_the_system_is_told_in_chinese(run: Run, wrong: Path) -> None:
    for arguments in (
        ["check", "none.txt"],
        ["show", "none.txt"],
        ["check", wrong, "--waivers", "none.toml"],
        ["explain", "GD204", "--rules", "none.toml"],
    ):
        code, out, err = run(*arguments, "--lang", "zh")
        assert code in {2, 3}
        assert "（没有这个文件或文件夹）" in err
        assert "No such" not in out + err
        assert "(No such file or directory)" in run(*arguments, "--lang", "en")[2]
    err = run("check", wrong, "-o", wrong / "x.json", "--lang", "zh")[2]
    assert f"无法写入，因为 {wrong} 是文件，不是文件夹" in err
    unknown = OSError(99999, "Strange")
    assert reason_of(unknown, "zh") == "Strange"
    assert reason_of(OSError("odd"), "zh") == "odd"


# ------------------------------------------------------------------------------ what is checked


def test_names_are_chosen_one_by_one_or_with_commas(run: Run, wrong: Path) -> None:
    for names in (["GD203,GD204"], ["GD203", "review-does-not-add-up"], ["GD20"]):
        options = [word for name in names for word in ("--select", name)]
        out = run("check", wrong, *options, "--format", "jsonl")[1]
        assert [code for code in codes(out) if code < "GD207"] == ["GD204"]
    out = run("check", wrong, "--select", "GD203,GD204", "--ignore", "GD204", "--format", "jsonl")[
        1
    ]
    assert codes(out) == []


def test_a_code_may_lack_its_letters(run: Run, wrong: Path, tmp_path: Path) -> None:
    wanted = run("check", wrong, *ONLY)
    assert run("check", wrong, "--select", "204", "--format", "jsonl") == wanted
    assert run("check", wrong, *ONLY[:1], "20", "--ignore", "0,203,GD20", *ONLY[2:])[0] == 0
    (tmp_path / "govdisclosure.toml").write_text('select = ["204"]', encoding="utf-8")
    assert run("check", wrong, "--format", "jsonl")[:2] == wanted[:2]


def test_what_reading_noticed_is_found_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("无关的文字", encoding="utf-8")
    code, out, _ = run("check", file, "--format", "jsonl", "--select", "GD0")
    assert (code, codes(out)) == (1, ["GD001"])
    assert codes(run("check", file, "--ignore", "GD0", "--format", "jsonl")[1]).count("GD001") == 0


def test_a_folder_and_stdin(
    run: Run, wrong: Path, right: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(broken(), wrong.with_suffix(".docx"))
    write(broken(), wrong.parent / "ok" / "c.html")
    (wrong.parent / "notes.jpg").write_bytes(b"")
    out = run("check", wrong.parent, *ONLY)[1]
    found = [json.loads(line) for line in out.splitlines() if '"type": "file"' in line]
    files = [one["file"] for one in found if one["status"] != "skipped"]
    assert files == sorted(files)
    assert {Path(file).name for file in files} == {"报告.txt", "报告.docx", "c.html", right.name}
    assert codes(out) == ["GD204"] * 3
    stream = io.TextIOWrapper(io.BytesIO(str(broken()).encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stream)
    assert codes(run("check", "-", *ONLY)[1]) == ["GD204"]


def test_a_blank_may_be_zero(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "blank.txt"
    file.write_text(str(broken(pending="")), encoding="utf-8")
    assert run("check", file, *ONLY)[0] == 0
    code, out, _ = run("check", file, *ONLY, "--blank", "zero")
    assert code == 1
    assert "disputes/review/pending" in json.loads(out.splitlines()[2])["assumed_zero"]


def test_previous_reports_are_told_by_their_organ(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, old = tmp_path / "new", tmp_path / "old"
    for place, year in ((folder, 2023), (old, 2022)):
        place.mkdir()
        for number, agency in enumerate(("甲局", "乙局")):
            text = str(broken(agency, year))
            (place / f"{number}.txt").write_text(text, encoding="utf-8")
    seen: list[tuple[str | None, list[tuple[str | None, int | None]]]] = []
    real = Checking.check

    def record(  # noqa: PLR0917 - as the real one is called
        self: Checking,
        file: str,
        source: Source,
        report: gd.Report,
        previous: Iterable[gd.Report],
        children: Iterable[gd.Report],
    ) -> Checked:
        others = list(previous)
        seen.append((report.agency, [(one.agency, one.year) for one in others]))
        return real(self, file, source, report, others, children)

    monkeypatch.setattr(Checking, "check", record)
    assert run("check", folder, "--previous", old, *ONLY)[2] == ""
    assert seen == [("甲局", [("甲局", 2022)]), ("乙局", [("乙局", 2022)])]
    seen.clear()
    # to the rules of the one report that is checked all is given, and they say why it is of no use
    for path, given in ((old / "1.txt", ["乙局"]), (old, ["甲局", "乙局"])):
        _, _, err = run("check", folder / "0.txt", "--previous", path, *ONLY)
        assert seen == [("甲局", [(agency, 2022) for agency in given])]
        assert ("holds no report of the same organ" in err) == ("甲局" not in given)
        seen.clear()
    _, _, err = run("check", folder, "--previous", old / "1.txt", *ONLY)
    assert [len(others) for _, others in seen] == [0, 1]
    assert "0.txt: --previous holds no report of the same organ (甲局)" in err
    assert run("check", folder / "0.txt", "--previous", tmp_path / "none", *ONLY)[0] == 3
    seen.clear()
    # an organ may be printed without the place before it, as the rules have it
    (old / "0.txt").write_text(str(broken("某某市甲局", 2022)), encoding="utf-8")
    assert run("check", folder, "--previous", old, *ONLY)[2] == ""
    assert seen[0] == ("甲局", [("某某市甲局", 2022)])


def test_previous_reports_of_no_earlier_year_are_told(run: Run, tmp_path: Path) -> None:
    for year in (2021, 2022, 2023, 2024):
        text = str(broken("甲局", year))
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    said = "--previous was of no use: no report in it (on {}) is earlier than one checked"
    for checked, previous, years in (
        (["2022"], ["2022"], "2022"),
        (["2022"], ["2024", "2023"], "2023, 2024"),
        (["2021", "2022"], ["2023"], "2023"),
        (["2021", "2022"], ["2021"], ""),
        (["2024"], ["2021", "2024"], ""),
    ):
        given = [part for one in previous for part in ("--previous", tmp_path / f"{one}.txt")]
        _, _, err = run("check", *(tmp_path / f"{one}.txt" for one in checked), *given, *ONLY)
        assert (said.format(years) in err) == bool(years)
        assert ("--previous" in err) == bool(years)


def test_a_folder_of_one_means_what_a_named_file_means(run: Run, tmp_path: Path) -> None:
    def written(name: str, agency: str, year: int, received: int) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        cells = {f"requests/carried_{way}/total": received for way in ("in", "out")}
        report = gd.compose(edition="2021", agency=agency, year=year, cells=cells)
        path.write_text(str(report), encoding="utf-8")
        return path

    new = written("new.txt", "环翠区商务局", 2023, 3)
    old = written("old/0.txt", "威海市环翠区商务局", 2022, 5)
    options = ("--select", "GD4", "--format", "jsonl")
    by_file = run("check", new, "--previous", old, *options)
    assert codes(by_file[1])
    assert run("check", new, "--previous", old.parent, *options) == by_file
    assert codes(run("check", new, new, "--previous", old.parent, *options)[1]) == 2 * codes(
        by_file[1]
    )


def test_bodies_under_a_government(run: Run, tmp_path: Path) -> None:
    def written(name: str, agency: str, received: int) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        cells = {"requests/received_new/total": received}
        report = gd.compose(edition="2021", agency=agency, year=2023, cells=cells)
        path.write_text(str(report), encoding="utf-8")
        return path

    whole = written("whole.txt", "青云区人民政府", 12)
    one = written("parts/0.txt", "青云区自然资源局", 15)
    written("parts/1.txt", "青云区商务局", 2)
    options = ("--select", "GD942,GD943", "--format", "jsonl")
    assert codes(run("check", whole, *options)[1]) == []
    assert codes(run("check", whole, "--children", one, *options)[1]) == ["GD942"]
    for given in (
        ("--children", one.parent),
        ("--children", one, "--children", one.parent / "1.txt"),
    ):
        assert codes(run("check", whole, *given, *options)[1]) == ["GD942", "GD943"]
    out = run("check", whole, "--children", one, *options)[1]
    assert json.loads(out.splitlines()[2])["other_cells"][0]["number"] == 15
    assert run("check", whole, "--children", one, "-o", one)[0] == 2
    (tmp_path / "govdisclosure.toml").write_text('children = "parts"', encoding="utf-8")
    assert codes(run("check", whole, *options)[1]) == ["GD942", "GD943"]
    assert run("check", whole, "--children", tmp_path / "none", *options)[0] == 3


# ------------------------------------------------------------------------------ outputs


@pytest.mark.parametrize("format", FINDINGS)
def test_the_suffix_of_the_output_is_its_format(
    run: Run, wrong: Path, tmp_path: Path, format: str
) -> None:
    written = set()
    for suffix in FINDINGS[format].suffixes:
        target = tmp_path / "out" / f"o{suffix}"
        code, out, err = run("check", wrong, "--lang", "zh", "-o", target)
        assert (code, out) == (1, "")
        assert "共 1 个文件" in err
        written.add(target.read_bytes())
    target = tmp_path / "out" / "explicit"
    run("check", wrong, "--lang", "zh", "-o", target, "--format", format)
    assert written == {target.read_bytes()}
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == (format == "csv")
    assert b"\r" not in data
    assert "GD204" in data.decode("utf-8-sig")


@pytest.mark.parametrize("format", ["csv", "sarif"])
def test_no_locale_decides_what_programs_read(
    run: Run, wrong: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    english = run("check", wrong, "--format", format)[1]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("check", wrong, "--format", format)[1] == english
    assert "请核对" in english
    assert run("check", wrong, "--format", format, "--lang", "en")[1] != english


def test_one_of_several_outputs_may_be_stdout(run: Run, wrong: Path, tmp_path: Path) -> None:
    code, out, _ = run("check", wrong, "-o", "-", "-o", "r.json")
    assert (code, out) == run("check", wrong)[:2]
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["files"]
    assert run("check", wrong, "-o", "-", "-o", "-")[0] == 2


def test_a_set_format_is_that_of_stdout_however_it_is_named(
    run: Run, wrong: Path, tmp_path: Path
) -> None:
    (tmp_path / "govdisclosure.toml").write_text('format = "json"', encoding="utf-8")
    plain = run("check", wrong)[1]
    assert json.loads(plain)["files"]
    assert run("check", wrong, "-o", "-")[1] == plain
    assert run("check", wrong, "-o", "-", "-o", "r.html")[1] != plain


def test_outputs_name_the_versions(run: Run, wrong: Path) -> None:
    facts = json.loads(run("check", wrong, "--format", "json")[1])
    version = run("--version")[1]
    library, rules, schema = (facts[name] for name in ("library", "rules", "schema"))
    assert version == f"govdisclosure {library} (rules {rules}, schema {schema})\n"
    assert rules == RULES_VERSION


@pytest.mark.parametrize("format", FINDINGS)
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_no_code_page_makes_it_crash(run_in: RunIn, format: str, encoding: str) -> None:
    file = Path("报告\U0001f600.txt")
    file.write_text(f"{broken('瀍河镕局')}é\U0001f600〔缺〕\n", encoding="utf-8")
    code, printed, err = run_in(encoding, "check", file, "--format", format)
    assert code == 1
    assert b"Traceback" not in err
    out = printed.decode("utf-8" if format in {"html", "waivers"} else encoding)
    assert "GD204" in out
    if format == "json":
        assert json.loads(out)["files"][0]["file"] == file.name
    if format == "csv":
        assert err
        assert len(list(csv.DictReader(io.StringIO(out)))) >= 1


def test_colours_say_nothing_that_plain_text_does_not(
    run: Run, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich")
    plain = run("check", wrong)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    styled = run("check", wrong)[1]
    assert "\x1b[1;31m" in styled
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", styled)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_the_samples_are_checked(run: Run, samples: Path) -> None:
    code, out, err = run("check", samples, "--lang", "zh")
    assert code in {0, 1}
    assert err == ""  # what was not read is in the table
    assert "招远市商务局2023年政府信息公开工作年度报告" in out


# ------------------------------------------------------------------------------ a clerk's walk

FEES = "1.收取信息处理费情况：全年发出收费通知1件，收取信息处理费120元，已全额上缴国库。\n2."


@pytest.fixture
def three_faults(tmp_path: Path) -> Path:
    """A Word file with a wrong total, no word on fees, and a date within the year reported on."""
    report = gd.read(ROOT / "examples" / "report_2021.txt")
    text = str(report.with_cell("requests/outcomes_total/natural_person", 34))
    assert FEES in text
    assert "2024年1月22日" in text
    text = text.replace(FEES, "").replace("2024年1月22日", "2023年12月22日")
    write(gd.parse(text), tmp_path / "年报.docx")
    return tmp_path / "年报.docx"


#: For each finding: what it is called and where it stands, what is wrong, what is marked there, and
#: what to do, as a clerk who knows the form and no program has to find them.
WALK = [
    (
        "错误 GD201 收到与办理不平衡  第 2 个表格，第 27 行",
        ("「自然人」一列", "41 + 3 = 44", "34 + 1 = 35", "相差 9", "请核对这四格"),
        "34",
    ),
    (
        "错误 GD202 办理结果合计有误  第 2 个表格，第 27 行",
        ("「自然人」一列", "总计填 34", "= 43", "相差 9", "请核对该列"),
        "34",
    ),
    (
        "错误 GD203 各类申请人合计有误  第 2 个表格，第 27 行",
        ("（七）总计」一行", "总计填 52", "34 + 6 + 1 + 2 = 43", "相差 9", "请核对该行"),
        "34",
    ),
    (
        "错误 GD504 成文日期不在次年  落款",
        ("2023-12-22", "2023 年度的报告应当在 2024 年成文", "请核对落款的年份"),
        "2023年12月22日",
    ),
    (
        "警告 GD110 没有报告信息处理费  「六、其他需要报告的事项」部分",
        ("第六部分没有报告收取信息处理费的情况", "请补写", "写明“本年度未收取信息处理费”"),
        "六、其他需要报告的事项",
    ),
]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_each_message_alone_is_enough_to_mend_a_report(
    run_in: RunIn, three_faults: Path, encoding: str
) -> None:
    code, printed, err = run_in(encoding, "check", three_faults.name, "--lang", "zh")
    assert (code, err) == (1, b"")
    lines = printed.decode(encoding).splitlines()
    assert lines[0].startswith("年报.docx  望舒市水务局2023年")
    heads = [number for number, line in enumerate(lines) if re.match("  (错误|警告) ", line)]
    assert len(heads) == len(WALK)
    for number, (head, says, marked) in zip(heads, WALK, strict=True):
        assert lines[number].startswith(f"  {head}")
        assert all(words in lines[number + 1] for words in says), lines[number + 1]
        quoted, carets = lines[number + 2 : number + 4]
        start = len(quoted.encode("gbk")[: carets.index("^")].decode("gbk"))
        assert quoted[start:].startswith(marked)
        assert carets.count("^") == display_width(marked)
    (why,) = [line for line in lines if "应为 43" in line]
    assert "两位数字写颠倒" in why
    assert "（七）总计/自然人」应为 43（现填 34）" in why
    assert "小结：错误 4，警告 1，" in lines[-1]
    # No path of elements, which nobody can look up in Word.
    assert not [line for line in lines if re.search(r"\bp\[|\.xml", line)]


def test_a_mended_report_is_clean(three_faults: Path, run: Run) -> None:
    mended = three_faults.with_name("改.docx")
    write(gd.read(ROOT / "examples" / "report_2021.txt"), mended)
    code, out, _ = run("check", mended, "--fail-on", "warning", "--lang", "zh")
    assert (code, re.findall("(?:错误|警告) GD", out)) == (0, [])


# ------------------------------------------------------------------------------ waivers, rules


def test_a_draft_becomes_a_waiver(run: Run, wrong: Path, tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    draft = run("check", wrong, "--select", "GD204", "--format", "waivers")[1]
    file.write_text(draft, encoding="utf-8")
    code, _, err = run("check", wrong, "--waivers", file)
    assert code == 2
    assert "waiver[1].reason is empty" in err
    file.write_text(signed(draft), encoding="utf-8")
    for _ in range(2):
        code, out, err = run("check", wrong, *ONLY, "--waivers", file)
        assert (code, err) == (0, "")
        assert json.loads(out.splitlines()[2])["waived"] == "已与法院核对"
    wrong.write_text(str(broken(total=8)), encoding="utf-8")
    code, out, err = run("check", wrong, "--select", "GD204", "--waivers", file)
    assert code == 1
    assert "the waiver is void" in out
    assert "void" in run("check", wrong, "--format", "csv", "--waivers", file)[2]
    wrong.write_text(str(broken("别的局")), encoding="utf-8")
    code, out, err = run("check", wrong, *ONLY, "--waivers", file)
    assert code == 1
    assert "waiver[1] GD204: no report of 某某局 on 2023 was checked" in err


def test_a_draft_leaves_out_what_reading_only_hints_at(run: Run, wrong: Path) -> None:
    text = wrong.read_text(encoding="utf-8")
    torn = text.replace("六、其他需要报告的事项", "- 4 -\n\n六、其他需要报告的事项")
    assert torn != text
    wrong.write_text(torn, encoding="utf-8")
    chosen = ("--select", "GD003,GD204,GD914")
    assert run("check", wrong, *chosen, "--lang", "en")[1].count("hint GD") == 2
    draft = tomllib.loads(run("check", wrong, *chosen, "--format", "waivers")[1])
    assert [one["rule"] for one in draft["waiver"]] == ["GD204", "GD914"]


def test_what_cannot_be_told_is_listed_where_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "blank.txt"
    report = gd.compose(agency="某某局", year=2023, cells={"disputes/review/total": 2})
    file.write_text(str(report), encoding="utf-8")
    out = run("check", file, "--select", "GD204", "--lang", "en")[1]
    assert "; 1 check could not be decided (--show-untold lists them)\n" in out
    shown = run("check", file, "--select", "GD204", "--lang", "en", "--show-untold")[1]
    assert (
        "GD204 review-does-not-add-up  could not be decided: some cells hold no number: " in shown
    )
    assert shown.endswith("1 check could not be decided\n")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_a_draft_is_utf_8_on_every_code_page(run_in: RunIn, wrong: Path, encoding: str) -> None:
    arguments = (encoding, "check", wrong, "--select", "GD204")
    code, draft, err = run_in(*arguments, "--format", "waivers")
    assert (code, err) == (1, b"")
    run_in(*arguments, "-o", "o.toml")
    assert Path("o.toml").read_bytes() == draft
    Path("w.toml").write_bytes(signed(draft.decode()).encode())
    assert run_in(*arguments, "--waivers", "w.toml")[0] == 0


def test_a_waiver_of_a_rule_that_is_not_there(run: Run, wrong: Path, tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    draft = run("check", wrong, "--select", "GD204", "--format", "waivers")[1]
    file.write_text(signed(draft).replace("GD204", "GD20x"), encoding="utf-8")
    code, _, err = run("check", wrong, "--waivers", file)
    assert code == 2
    assert "no rule is called 'GD20x'" in err


def test_what_is_switched_off_may_be_named(run: Run, wrong: Path, tmp_path: Path) -> None:
    draft = run("check", wrong, "--select", "GD204", "--format", "waivers")[1]
    waivers, rules = tmp_path / "w.toml", tmp_path / "r.toml"
    waivers.write_text(signed(draft), encoding="utf-8")
    rules.write_text("[rules.GD204]\noff = true", encoding="utf-8")
    arguments = ("check", wrong, *ONLY, "--ignore", "GD001", "--rules", rules)
    assert run(*arguments, "--waivers", waivers)[0] == 0
    assert codes(run(*arguments)[1]) == []


def test_a_batch_is_scored(run: Run, wrong: Path, right: Path, tmp_path: Path) -> None:
    rules = tmp_path / "r.toml"
    rules.write_text(
        'name = "考核"\n[rules.GD204]\npoints = 2\n[[requirement]]\ncode = "L01"\n'
        'name = "training"\ntitle = "业务培训"\nphrase = "培训"\npoints = 1',
        encoding="utf-8",
    )
    unread = tmp_path / "none.txt"
    arguments = ["check", wrong, right, unread, "--select", "GD204,L01", "--rules", rules]
    code, out, _ = run(*arguments, "--lang", "zh")
    assert code == 3
    assert "得分 97 / 100  考核" in out
    assert "L01 业务培训：1 处 × 1 分，扣 1 分" in out
    table = out.splitlines()[-4:-1]
    assert [line.split()[-1] for line in table] == ["99", "97", "无法读取"]
    page = run(*arguments, "--format", "html")[1]
    assert "local rules: 考核" in page


# ------------------------------------------------------------------------------ configuration


def test_the_nearest_file_above_is_read(
    run: Run, wrong: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.govdisclosure]\nselect = ["GD203"]\nformat = "jsonl"\nlang = "zh"', encoding="utf-8"
    )
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert codes(run("check", wrong)[1]) == []
    assert codes(run("check", wrong, "--select", "GD204")[1]) == ["GD204"]
    assert "GD204" in run("check", wrong, "--no-config")[1].split()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1", encoding="utf-8")
    assert codes(run("check", wrong)[1]) == []
    (tmp_path / "a" / "govdisclosure.toml").write_text(
        'select = "GD204"\nrules = "r.toml"\nfail-on = "warning"\nignore = []', encoding="utf-8"
    )
    (tmp_path / "a" / "r.toml").write_text('[rules.GD204]\nseverity = "warning"', encoding="utf-8")
    code, out, _ = run("check", wrong)
    assert code == 1
    assert "  warning GD204" in out
    assert run("check", wrong, "--fail-on", "error")[0] == 0
    assert "- Severity: warning" in run("explain", "GD204")[1]


def test_settings_in_force_are_named(run: Run, wrong: Path, tmp_path: Path) -> None:
    file = tmp_path / "govdisclosure.toml"
    file.write_text("ignore = ['GD']", encoding="utf-8")
    for language in ("zh", "en"):
        said = f"govdisclosure: {say(language, 'settings', path=file)}\n"
        assert run("check", wrong, "--lang", language)[::2] == (0, said)
        assert run("explain", "GD201", "--lang", language)[::2] == (0, said)
    for others in (("check", wrong, "--no-config"), ("show", wrong)):
        assert run(*others)[2] == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_settings_that_are_no_file_are_refused_and_never_opened(
    run: Run, wrong: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "govdisclosure.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(os.devnull)
    code, out, err = run("check", wrong)
    assert (code, out) == (2, "")
    assert f"{file}: is not a regular file" in err


def test_its_language_is_spoken_unless_another_is_asked_for(
    run: Run, wrong: Path, tmp_path: Path
) -> None:
    (tmp_path / "govdisclosure.toml").write_text('lang = "zh"', encoding="utf-8")
    assert "错误 GD204" in run("check", wrong)[1]
    assert "error GD204" in run("check", wrong, "--lang", "en")[1]
    assert "错在哪里" in run("explain", "GD204")[1]


def test_a_file_is_what_it_is_called(run: Run, wrong: Path, tmp_path: Path) -> None:
    (tmp_path / "govdisclosure.toml").write_text('format = "json"', encoding="utf-8")
    run("check", wrong, "-o", tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_bytes().startswith(b"\xef\xbb\xbffile,")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("selekt = 1", "selekt is not a key; did you mean select?"),
        ('fail-on = "all"', "one of error | warning | never"),
        ("a = ", "is not TOML"),
        ("select = 1", "a list of it"),
    ],
)
def test_faults_of_it_are_usage(
    run: Run, wrong: Path, tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "govdisclosure.toml"
    file.write_text(text, encoding="utf-8")
    code, out, err = run("check", wrong)
    assert (code, out) == (2, "")
    assert str(file) in err
    assert says in err
    assert run("check", wrong, "--no-config")[0] == 1
    assert run("show", wrong)[0] == 0


def test_a_broken_project_of_others_is_none_of_ours(run: Run, wrong: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool\n", encoding="utf-8")
    assert run("check", wrong, *ONLY)[0] == 1
    (tmp_path / "pyproject.toml").write_text("[tool.govdisclosure\n", encoding="utf-8")
    assert run("check", wrong, *ONLY)[0] == 2
    assert Configuration().file is None


# ------------------------------------------------------------------------------ explain


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_prints_the_page_of_a_rule(run: Run, language: Language) -> None:
    page = explain("GD201", language)
    code, out, err = run("explain", "GD201", "--lang", language, "--format", "markdown")
    assert (code, out, err) == (0, page, "")
    text = page.replace("## ", "").replace("# ", "").replace("`", "")
    assert run("explain", "column-does-not-balance", "--lang", language)[1] == text
    assert run("explain", "201", "--lang", language)[1] == text
    assert run("explain", "20", "--lang", language)[1].startswith(text)


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("zh", "GD011 cell-is-text：单元格里是文字，不是数字", "「…」一格是文字「…」，不是数字。"),
        (
            "en",
            "GD011 cell-is-text: a cell holds a text, not a number",
            "the cell … holds the text “…”, not a number.",
        ),
    ],
)
def test_explain_tells_what_reading_says(
    run: Run, language: Language, title: str, sentence: str
) -> None:
    code, out, err = run("explain", "GD011", "--lang", language)
    assert (code, err) == (0, "")
    assert out.startswith(f"{title}\n")
    assert out.endswith(f"\n{say(language, 'explain_sentence')}\n\n{sentence}\n")
    page = run("explain", "011", "--format", "markdown", "--lang", language)[1]
    assert f"\n## {say(language, 'explain_sentence')}\n" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_prints_all(run: Run, language: Language) -> None:
    code, out, _ = run("explain", "--all", "--format", "markdown", "--lang", language)
    assert (code, out) == (0, write_catalogue(language))
    assert all(rule.code in out for rule in EXPLAINED)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_it_is_text_where_text_is_asked_for(run: Run, language: Language) -> None:
    code, out, _ = run("explain", "--all", "--lang", language)
    assert code == 0
    assert not set("|`") & set(out)
    lines = out.splitlines()
    assert not [line for line in lines if line.startswith(("#", "---"))]
    table = lines[2 : 3 + len(EXPLAINED)]
    assert [line.split()[:2] for line in table[1:]] == [[one.code, one.name] for one in EXPLAINED]
    third = {display_width(line[: line.index(line.split()[2])]) for line in table}
    assert len(third) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], say("en", "explain_what")),
        (["GD201", "--all"], say("en", "explain_what")),
        (["GD29x"], "no rule is called 'GD29x'"),
        (
            ["GD6"],
            "no rule has a code that begins with GD6; there are GD0, GD1, GD2, GD3, GD4, GD5, GD9",
        ),
        (["39"], "no rule has a code that begins with GD39; there are GD0, GD1"),
        (["--all", "--rules", "none.toml"], "cannot be opened"),
    ],
)
def test_faults_of_explain_are_usage(run: Run, arguments: list[str], says: str) -> None:
    code, out, err = run("explain", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_local_rules_are_explained(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.toml"
    file.write_text(
        '[[requirement]]\ncode = "L01"\nname = "training"\nphrase = "培训"', encoding="utf-8"
    )
    assert "L01 training" in run("explain", "L01", "--rules", file)[1]
    assert "local rule" in run("explain", "training", "--rules", file)[1]
