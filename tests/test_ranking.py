"""Rankings: the evaluator's walk, and every point that is taken off has its evidence."""

import csv
import json
import random
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import govdisclosure as gd
from govdisclosure.findings.checked import Checked, Counts, Status
from govdisclosure.findings.ranking import FileRow, ranked, ranks
from govdisclosure.model.addresses import addresses
from govdisclosure.model.blocks import Paragraph
from govdisclosure.rules.local.rulebook import Points, parse_rulebook
from tests.conftest import CHROMIUM, Run
from tests.test_frames import needs_xlsx, opened, rows_of

# ------------------------------------------------------------------------------ ranks


@given(st.lists(st.none() | st.integers(0, 9) | st.decimals(0, 9, places=1), max_size=12))
def test_a_rank_is_one_more_than_there_are_better_scores(
    scores: list[int | Decimal | None],
) -> None:
    for score, rank in zip(scores, ranks(scores), strict=True):
        better = [one for one in scores if one is not None and score is not None and one > score]
        assert rank == (None if score is None else len(better) + 1)


def file_row(number: int, organ: str, score: int | None) -> FileRow:
    return FileRow(number, f"{number}.txt", organ, "2023", Status.FOUND, Counts(), score)


def test_files_of_one_rank_are_in_the_order_of_their_bodies_and_others_come_last() -> None:
    rows = [
        file_row(1, "丙", None),
        file_row(2, "乙", 80),
        file_row(3, "甲", 80),
        file_row(4, "丁", 90),
        file_row(5, "甲", None),
    ]
    order = [(rank, row.number) for rank, row in ranked(rows)]
    assert order == [(1, 4), (2, 2), (2, 3), (None, 1), (None, 5)]


@given(
    st.decimals(0, 9, places=1),
    st.none() | st.decimals(0, 9, places=1),
    st.integers(0, 6),
)
def test_the_shares_of_findings_are_the_deduction(
    each: Decimal, most: Decimal | None, count: int
) -> None:
    book = parse_rulebook("[rules.GD204]\npoints = 1")
    rule = next(rule for rule in book if rule.code == "GD204")
    finding = rule.fails().finding()
    sheet = evolve(book, points={"GD204": Points(each, most)}).score([rule], [finding] * count)
    (item,) = sheet.items
    assert len(item.shares) == count
    assert sum(item.shares) == item.taken == sheet.taken
    assert all(0 <= share <= each for share in item.shares)


# ------------------------------------------------------------------------------ the walk

BOOK = """name = "政务公开评估 2023"
full = 60
floor = 40

[rules.GD203]
points = 2.5
at_most = 6

[rules.GD204]
points = 4

[rules.GD205]
points = 3

[rules.GD206]
points = 2

[[requirement]]
code = "L01"
name = "training-named"
title = "写明业务培训"
section = "overview"
phrase = ["培训", "业务学习"]
points = 1
"""
APPLICANTS = (
    *("natural_person", "enterprise", "research", "public_interest", "legal_service"),
    "other_org",
)
RESULTS = ("upheld", "corrected", "other_result", "pending")


def number(report: gd.Report, address: str) -> int:
    value = report[address].value
    assert isinstance(value, int)
    return value


def score_by_hand(report: gd.Report, *, trains: bool) -> Decimal:
    """The score by the rule-book, recomputed from the cells with sums written out here."""
    table = report.requests
    assert table is not None
    rows = {row.name for row in table.rows()}
    unequal = sum(
        sum(number(report, f"requests/{row}/{column}") for column in APPLICANTS)
        != number(report, f"requests/{row}/total")
        for row in rows
    )
    disputes = {
        row: sum(number(report, f"disputes/{row}/{column}") for column in RESULTS)
        != number(report, f"disputes/{row}/total")
        for row in ("review", "litigation_direct", "litigation_after_review")
    }
    taken = min(Decimal("2.5") * unequal, Decimal(6))
    taken += 4 * disputes["review"]
    taken += 3 * disputes["litigation_direct"] + 2 * disputes["litigation_after_review"]
    taken += 0 if trains else 1
    return max(Decimal(40), 60 - taken)


class Walk(NamedTuple):
    """Eighty bureaux with planted faults; some sent nothing, and some a file that is cut off."""

    names: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    scores: Mapping[str, Decimal]
    reports: Mapping[str, gd.Report]


def bureau(name: str, chance: random.Random) -> tuple[gd.Report, bool]:
    """A report with up to four wrong totals, and with words on training or without."""
    parts = {
        address: chance.randrange(9)
        for address in addresses("2021")
        if address.column != "total" and address.row != "outcomes_total"
    }
    report = gd.compose(agency=name, year=2023, cells=parts, totals=True)
    totals = [one for one in addresses("2021") if one.column == "total"]
    for address in chance.sample(totals, chance.choice((0, 0, 1, 1, 2, 4))):
        report = report.with_cell(address, number(report, str(address)) + chance.choice((1, 7)))
    trains = chance.random() < 0.7
    words = "全年组织业务培训2次。" if trains else "全年工作平稳有序。"
    sections = [
        evolve(one, blocks=[Paragraph(text=words)]) if one.kind is gd.SectionKind.OVERVIEW else one
        for one in report.sections
    ]
    return evolve(report, sections=sections), trains


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    chance = random.Random(2023)
    matters = ("水利", "商务", "教育", "民政", "财政", "司法", "审计", "统计")
    names = tuple(
        f"望舒市{area}{matter}局" for area in "甲乙丙丁戊己庚辛壬癸" for matter in matters
    )
    missing, damaged = names[5:8], names[20:24]
    (tmp_path / "in").mkdir()
    reports, scores = {}, {}
    for place, name in enumerate(names):
        report, trains = bureau(name, chance)
        if name in missing:
            continue
        suffix = ".docx" if name in damaged else (".docx", ".html", ".txt", ".md")[place % 4]
        path = tmp_path / "in" / f"{name}{suffix}"
        gd.write(report, path)
        if name in damaged:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            continue
        reports[name], scores[name] = report, score_by_hand(report, trains=trains)
    (tmp_path / "roster.csv").write_text("机关\n" + "\n".join(names), encoding="utf-8-sig")
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    return Walk(names, missing, damaged, scores, reports)


COMMAND = ("check", "in", "--rules", "book.toml", "--roster", "roster.csv", "--lang", "zh")


def expected(walk: Walk) -> list[tuple[int, str, Decimal]]:
    """The ranking by hand: ranks, bodies and scores."""
    best = sorted(walk.scores.items(), key=lambda one: (-one[1], one[0]))
    every = [score for _, score in best]
    return [(every.index(score) + 1, name, score) for name, score in best]


@needs_xlsx
def test_the_walk_of_an_evaluator(run: Run, walk: Walk, tmp_path: Path) -> None:
    outputs = [f"得分{suffix}" for suffix in (".xlsx", ".html", ".csv", ".json")]
    code, out, err = run(*COMMAND, *(word for one in outputs for word in ("-o", one)))
    assert (code, out) == (3, "")  # files that could not be read
    assert err.count("无法读取：") == len(walk.damaged)
    ranking = expected(walk)
    assert len(ranking) == 73
    assert len({score for _, _, score in ranking}) > 5
    assert min(score for _, _, score in ranking) < 50
    book = opened((tmp_path / "得分.xlsx").read_bytes())
    assert book.sheetnames == ["得分", "依据"]
    check_scores(walk, ranking, rows_of(book["得分"]))
    check_evidence(walk, rows_of(book["依据"]))
    shown = rows_in((tmp_path / "得分.html").read_text("utf-8"))
    assert [(int(row[0]), row[2], Decimal(row[1])) for row in shown[: len(ranking)]] == ranking
    assert {row[2] for row in shown[len(ranking) :]} >= {*walk.missing, *walk.damaged}
    text = (tmp_path / "得分.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(text.splitlines()))
    in_order = dict.fromkeys(
        (int(row["rank"]), row["agency"], Decimal(row["score"])) for row in lines if row["rank"]
    )
    assert list(in_order) == ranking
    for name, score in walk.scores.items():
        shares = [Decimal(row["taken"] or 0) for row in lines if row["agency"] == name]
        assert max(Decimal(40), 60 - sum(shares)) == score
    data = json.loads((tmp_path / "得分.json").read_text("utf-8"))["summary"]
    ranked_facts = [one for one in data["ranking"] if one["rank"]]
    assert [(one["rank"], one["agency"], Decimal(one["score"])) for one in ranked_facts] == ranking
    assert (data["missing"], data["unreadable"], data["files"]) == (3, 4, 77)


def check_scores(
    walk: Walk, ranking: Sequence[tuple[int, str, Decimal]], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The sheet of scores: all eighty bodies, the best first."""
    scored = rows[: len(ranking)]
    found = [(row["名次"], row["机关"], Decimal(str(row["得分"]))) for row in scored]
    assert found == ranking
    rest = {row["机关"]: row["结果"] for row in rows[len(ranking) :]}
    assert {name for name, status in rest.items() if status == "未报送"} == set(walk.missing)
    assert {name for name, status in rest.items() if status == "无法读取"} == set(walk.damaged)
    assert len(rows) == len(walk.names)
    for row in rows[len(ranking) :]:
        assert (row["名次"], row["得分"], row["扣分"]) == (None, None, None)


def check_evidence(walk: Walk, rows: Sequence[Mapping[str, Any]]) -> None:
    """The sheet of evidence: each deduction with its sentence, its place and its cells."""
    for name, score in walk.scores.items():
        costs = [row for row in rows if row["机关"] == name and row["扣分"]]
        taken = sum(Decimal(str(row["扣分"])) for row in costs)
        assert max(Decimal(40), 60 - taken) == score
        for row in costs:
            assert row["说明"]
            assert row["位置"]
            if row["代码"] == "L01":
                continue
            assert row["原文"]
            total = re.search(r"[^；、]*总计 = ([0-9]+)", row["单元格"])
            assert total is not None
            report = walk.reports[name]
            printed = {int(cell.value or 0) for _, cell in report.cells()}
            assert int(total[1]) in printed


def test_text_ends_with_the_ranking(run: Run, walk: Walk) -> None:
    _, out, _ = run(*COMMAND)
    table = out.splitlines()[-82:-2]
    names = [re.search(r"望舒市.{3,4}局", line) for line in table]
    ranking = expected(walk)
    assert [found[0] for found in names[: len(ranking)] if found] == [one[1] for one in ranking]
    assert [line.split()[0] for line in table[: len(ranking)]] == [str(one[0]) for one in ranking]
    assert out.splitlines()[-1] == "名单中 3 个机关未报送"


# ------------------------------------------------------------------------------ the page


def small(tmp_path: Path) -> None:
    """Three files and a body that sent nothing."""
    (tmp_path / "in").mkdir()
    for name, total in (("望舒市甲局", 0), ("望舒市乙局", 3), ("望舒市丙局", 0)):
        cells = {f"disputes/review/{result}": 0 for result in RESULTS}
        cells["disputes/review/total"] = total
        gd.write(gd.compose(agency=name, year=2023, cells=cells), tmp_path / "in" / f"{name}.txt")
    (tmp_path / "book.toml").write_text("[rules.GD204]\npoints = 4\n", encoding="utf-8")
    names = "望舒市丁局\n望舒市甲局\n望舒市乙局\n望舒市丙局\n"
    (tmp_path / "roster.csv").write_text(names, encoding="utf-8")


def rows_in(page: str) -> list[list[str]]:
    """The words of each row of the table of all files of a page."""
    rows: Any = html.fromstring(page).xpath("//*[@id='files']//tr")
    return [words for row in rows if (words := [one.text_content() for one in row.iter("td")])]


def dom_after(page: Path, steps: str) -> list[list[str]]:
    """The table after a script has acted as a reader would."""
    text = page.read_text("utf-8").replace("</body>", f"<script>{steps}</script></body>")
    page.write_text(text, "utf-8")
    command = [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    done = subprocess.run(
        [*command, page.as_uri()], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    shown = re.sub(r"<tr hidden.*?</tr>", "", done.stdout, flags=re.DOTALL)
    return rows_in(shown)


FILTER = (
    "const one = document.querySelector('#filter {0}'); one.value = '{1}'; "
    "one.dispatchEvent(new Event('{2}'));"
)
CLICK = "document.querySelectorAll('#files th button')[{}].click();"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path to run the page's script")
@pytest.mark.parametrize(
    ("steps", "names"),
    [
        ("", "丙甲乙丁"),
        (CLICK.format(1), "乙丙甲丁"),
        (CLICK.format(1) * 2, "丙甲乙丁"),
        (CLICK.format(2), "丙丁甲乙"),
        (FILTER.format("input", "乙局", "input"), "乙"),
        (FILTER.format("select", "未报送", "change"), "丁"),
    ],
)
def test_the_page_is_sorted_and_filtered_by_its_own_script(
    run: Run, tmp_path: Path, steps: str, names: str
) -> None:
    small(tmp_path)
    run(*COMMAND, "-o", "s.html", "--select", "GD204")
    found = [row[2] for row in dom_after(tmp_path / "s.html", steps)]
    if steps == CLICK.format(2):  # by the language's own order of characters
        assert sorted(found) == sorted(f"望舒市{name}局" for name in names)
    else:
        assert found == [f"望舒市{name}局" for name in names]


def test_without_the_script_the_page_is_the_ranking(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = run(*COMMAND, "-o", "s.html", "--select", "GD204")
    page = (tmp_path / "s.html").read_text("utf-8")
    assert code == 1
    assert "3 个文件" in err
    assert [row[:3] for row in rows_in(page)] == [
        ["1", "100", "望舒市丙局"],
        ["1", "100", "望舒市甲局"],
        ["3", "96", "望舒市乙局"],
        ["", "", "望舒市丁局"],
    ]
    assert 'id="filter" hidden' in page
    targets = re.findall(r'href="#([^"]+)"', page)
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))
    assert any("-" in one for one in targets)  # a deduction leads to its finding


# ------------------------------------------------------------------------------ the command


def test_formats_of_several_files_are_by_their_suffixes(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = run(*COMMAND, "-o", "a.csv", "-o", "b.html", "--format", "csv")
    assert code == 2
    assert "--format csv" in err
    assert not (tmp_path / "a.csv").exists()
    code, _, err = run(*COMMAND, "-o", "a.csv", "-o", "b.docx")
    assert code == 2
    assert "b.docx" in err


def test_a_file_is_written_once(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = run(*COMMAND, "-o", "a.csv", "-o", "./a.csv")
    assert (code, (tmp_path / "a.csv").exists()) == (2, False)
    assert "同一个文件" in err


def test_no_output_overwrites_the_roster(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = run(*COMMAND, "-o", "b.html", "-o", "roster.csv")
    assert code == 2
    assert "roster.csv" in err


def test_who_is_not_on_the_roster_and_who_sent_two_is_said(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    shutil.copy(tmp_path / "in" / "望舒市甲局.txt", tmp_path / "in" / "again.txt")
    gd.write(gd.compose(agency="别处市乙局", year=2023), tmp_path / "in" / "stranger.txt")
    _, _, err = run(*COMMAND, "-o", "a.csv", "--select", "GD204")
    assert "1 个文件不是名单中的机关：in/stranger.txt" in err.replace("\\", "/")
    assert "1 个机关有多个文件，各排一行：望舒市甲局" in err


def test_the_roster_may_be_a_setting(run: Run, tmp_path: Path) -> None:
    small(tmp_path)
    text = 'rules = "book.toml"\nroster = "roster.csv"\nlang = "zh"\n'
    (tmp_path / "govdisclosure.toml").write_text(text, encoding="utf-8")
    assert "未报送" in run("check", "in", "--select", "GD204")[1]


@needs_xlsx
def test_without_points_the_workbook_has_results_in_the_order_of_the_run(
    run: Run, tmp_path: Path
) -> None:
    small(tmp_path)
    run("check", "in", "--select", "GD204", "-o", "a.xlsx", "--lang", "zh")
    book = opened((tmp_path / "a.xlsx").read_bytes())
    assert book.sheetnames == ["结果", "依据"]
    assert [row["序号"] for row in rows_of(book["结果"])] == [1, 2, 3]
    (one,) = rows_of(book["依据"])
    assert (one["代码"], one["扣分"], one["单元格"].count("；") + 1) == ("GD204", None, 1)
    assert "四/行政复议/总计 = 3" in one["单元格"]


def test_a_body_that_sent_nothing_has_no_file() -> None:
    one = Checked.missing("望舒市丁局")
    assert (one.status, one.organ, one.name) == (Status.MISSING, "望舒市丁局", "")


def test_a_ranking_without_any_score_is_still_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name in ("a.docx", "b.docx"):
        (tmp_path / "reports" / name).write_bytes(b"PK\x03\x04")
    (tmp_path / "rules.toml").write_text("[rules.GD204]\npoints = 2\n", "utf-8")
    code, out, _ = run("check", "reports", "--rules", "rules.toml", "--format", "json")
    assert code == 3
    assert [(one["rank"], one["score"]) for one in json.loads(out)["summary"]["ranking"]] == [
        (None, None)
    ] * 2
