"""Text that was pulled out of PDF files: tables torn apart, read where just one order is proven."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from docx import Document

import govdisclosure as gd
from govdisclosure.forms.layout import Edition, TableKind, label_of, layout_of
from govdisclosure.tables.stream import tell_stream

from . import pdf_printing
from .torn_printing import PRINTERS, Values, by_columns, by_rows, draw, print_report

_EDITIONS = tuple(Edition)
PDFTOTEXT = shutil.which("pdftotext")
REQUESTS = "三、收到和处理政府信息公开申请情况"


def faults(report: gd.Report, truth: dict[str, int]) -> Iterator[str]:
    """Cells that are there and hold another number than was printed."""
    cells = {str(address): cell for address, cell in report.cells()}
    for address, value in truth.items():
        cell = cells.get(address)
        is_absent = cell is None or cell.state is gd.CellState.ABSENT
        if not is_absent and cell is not None and cell.value != value:
            yield f"{address}: printed {value}, read {cell.raw!r}"


def _as_word_file(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def mended(report: gd.Report) -> list[gd.Diagnostic]:
    """What is said of tables that were put together."""
    return [one for one in report.diagnostics if one.code == "GD050"]


def count_read(report: gd.Report) -> int:
    return sum(cell.state is gd.CellState.NUMBER for _, cell in report.cells())


def unread(report: gd.Report, truth: dict[str, int]) -> list[str]:
    """Cells of tables three and four that are absent; in table two no sum tells an order."""
    return [
        address
        for address in truth
        if not address.startswith("proactive/") and report[address].state is gd.CellState.ABSENT
    ]


def requests(edition: Edition, seed: int) -> Values:
    return draw(layout_of(TableKind.REQUESTS, edition), Random(seed))


def torn_requests(lines: list[str]) -> gd.Report:
    return gd.parse("\n".join([REQUESTS, *lines, "五、存在的主要问题及改进情况"]))


def truth_of(values: Values) -> dict[str, int]:
    return {f"requests/{row}/{column}": value for (row, column), value in values.items()}


class TestWholeTables:
    @pytest.mark.parametrize("printer", PRINTERS)
    @pytest.mark.parametrize("edition", _EDITIONS)
    def test_every_cell_of_tables_with_sums_is_read(self, printer: str, edition: Edition) -> None:
        for seed in range(6):
            text, truth = print_report(edition, seed, printer)
            report = gd.parse(text)
            assert not list(faults(report, truth))
            assert not unread(report, truth)

    @pytest.mark.parametrize("printer", PRINTERS)
    def test_lines_of_word_files_are_read_too(self, printer: str) -> None:
        for seed in range(2):
            text, truth = print_report(Edition.FORM_2021, seed, printer)
            report = gd.read(_as_word_file(text))
            assert not list(faults(report, truth))
            assert not unread(report, truth) or printer == "between_pipes"
            assert gd.parse(str(report)) == report

    @pytest.mark.parametrize("edition", _EDITIONS)
    def test_a_total_may_stand_on_the_line_before_or_after(self, edition: Edition) -> None:
        layout = layout_of(TableKind.REQUESTS, edition)
        for seed in range(6):
            rng, values = Random(seed), requests(edition, seed)
            either: set[str] = set()
            lines = ["自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"]
            for line in (line for line in layout.lines if line.cells):
                label = label_of(TableKind.REQUESTS, line.tokens[-1]).wording(edition)
                *parts, total = (str(values[place]) for place in line.cells)
                match rng.choice(("beside", "beside", "before", "after")):
                    case "before" if total != "0":
                        lines += [f"{label}      {total}", " ".join(parts)]
                        if int(total) + sum(map(int, parts[:-1])) == int(parts[-1]):
                            either.add(line.cells[0][0])  # it adds up both ways
                    case "after":
                        lines += [" ".join((label, *parts)), total]
                    case _:
                        lines.append(" ".join((label, *parts, total)))
            report = torn_requests(lines)
            assert not list(faults(report, truth_of(values)))
            assert {one.split("/")[1] for one in unread(report, truth_of(values))} == either

    def test_labels_are_given_in_the_order_of_the_text(self) -> None:
        report = gd.parse(print_report(Edition.FORM_2021, 1, "by_rows")[0])
        assert report.requests is not None
        starts = [label.span.start for label in report.requests.labels]
        assert starts == sorted(starts)
        assert all(label.text for label in report.requests.labels)

    def test_bare_numbers_of_pages_are_no_values(self) -> None:
        layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        values = requests(Edition.FORM_2021, 9)
        lines = list(by_rows(layout, values, Random(9)))
        at = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
        report = torn_requests([*lines[:at], "3", *lines[at:], "4"])
        assert not list(faults(report, truth_of(values)))
        assert count_read(report) == len(layout.cells)
        paragraphs = [one.text for one in report.iter_blocks() if isinstance(one, gd.Paragraph)]
        assert {"3", "4"} <= {*paragraphs}

    def test_it_is_said(self) -> None:
        report = gd.parse(print_report(Edition.FORM_2021, 1, "by_columns")[0])
        said = mended(report)
        assert said
        assert all(one.span is not None for one in said)
        assert "先后" in said[0].text("zh")
        assert "order" in said[0].text("en")

    def test_tables_that_read_well_are_left_alone(self) -> None:
        text = str(gd.parse(print_report(Edition.FORM_2021, 1, "by_rows")[0]))
        assert not mended(gd.parse(text))


class TestDoubts:
    """Where another reading is as likely nothing is read."""

    @pytest.mark.parametrize("printer", PRINTERS)
    @pytest.mark.parametrize("edition", _EDITIONS)
    def test_a_lost_value_makes_none_wrong(self, printer: str, edition: Edition) -> None:
        for seed in range(8):
            text, truth = print_report(edition, seed, printer)
            rng = Random(seed)
            start = text.index(REQUESTS)
            places = [
                word
                for word in words_at(text, start)
                if word[1] - word[0] < 4 and text[slice(*word)].isdigit()
            ]
            first, last = rng.choice(places)
            assert not list(faults(gd.parse(text[:first].rstrip(" ") + text[last:]), truth))

    @pytest.mark.parametrize("printer", PRINTERS)
    def test_a_stray_number_makes_none_wrong(self, printer: str) -> None:
        for seed in range(8):
            text, truth = print_report(Edition.FORM_2021, seed, printer)
            lines = text.split("\n")
            at = Random(seed).randrange(lines.index(REQUESTS) + 1, len(lines) - 2)
            report = gd.parse("\n".join([*lines[:at], "3", *lines[at:]]))
            assert not list(faults(report, truth))

    def test_rows_with_all_their_values_outlast_a_lost_one(self) -> None:
        layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        values = requests(Edition.FORM_2021, 5)
        lines = list(by_rows(layout, values, Random(5)))
        at = next(n for n, line in enumerate(lines) if line.startswith("（七）总计"))
        lines[at] = lines[at].rpartition(" ")[0]
        report = torn_requests(lines)
        assert not list(faults(report, truth_of(values)))
        assert count_read(report) == len(layout.cells) - 7
        assert report["requests/outcomes_total/total"].state is gd.CellState.ABSENT

    def test_columns_whose_sums_do_not_hold_are_not_read(self) -> None:
        layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        values = requests(Edition.FORM_2021, 3)
        values["received_new", "total"] += 1
        report = torn_requests(list(by_columns(layout, values, Random(1))))
        assert report.requests is None or count_read(report) == 0

    def test_columns_of_zeros_say_nothing_of_their_order(self) -> None:
        """One request, received and disclosed: the sums hold, and R01 does not."""
        layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        values = dict.fromkeys(requests(Edition.FORM_2021, 3), 0)
        for row in ("disclosed", "outcomes_total"):
            values[row, "enterprise"] = values[row, "total"] = 1
        report = torn_requests(list(by_columns(layout, values, Random(1))))
        assert count_read(report) == 0

    def test_rows_that_changed_places_are_not_taken_for_the_form_s(self) -> None:
        layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        values = requests(Edition.FORM_2021, 7)
        lines = list(by_rows(layout, values, Random(7)))
        one, two = (
            next(n for n, line in enumerate(lines) if words in line)
            for words in ("6.属于四类过程性信息", "7.属于行政执法案卷")
        )
        lines[one], lines[two] = lines[two], lines[one]
        assert not list(faults(torn_requests(lines), truth_of(values)))

    def test_heads_in_another_order_are_not_taken_for_the_form_s(self) -> None:
        text, _ = print_report(Edition.FORM_2021, 2, "by_rows")
        assert "商业 科研" in text
        changed = text.replace("商业 科研", "科研 商业")
        assert TableKind.REQUESTS in tell_stream(text)
        assert TableKind.REQUESTS not in tell_stream(changed)

    def test_two_values_in_a_cell_make_no_blank_of_the_next(self) -> None:
        report = gd.parse(
            "二、主动公开政府信息情况\n"
            "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| --- | --- | --- | --- |\n"
            "| 规章 |  | 4 7 | 0 |\n| 行政规范性文件 | 1 | 2 | 3 |\n"
            "五、存在的主要问题及改进情况"
        )
        assert report["proactive/rules/issued"].state is gd.CellState.ABSENT
        assert report["proactive/normative_documents/issued"].value == 1


def words_at(text: str, start: int) -> list[tuple[int, int]]:
    """Where the words from *start* on stand."""
    found, at = [], start
    for word in text[start:].split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


@pytest.mark.skipif(
    pdf_printing.CHROMIUM is None or PDFTOTEXT is None,
    reason="Chromium or pdftotext is not installed",
)
@pytest.mark.parametrize("ways", [(), ("-raw",), ("-layout",)])
def test_what_pdftotext_makes_of_a_printed_page(tmp_path: Path, ways: tuple[str, ...]) -> None:
    text, truth = print_report(Edition.FORM_2021, 3, "by_rows")
    page = tmp_path / "report.html"
    page.write_text(gd.render(gd.parse(text), format="html"), encoding="utf-8")
    printed = pdf_printing.print_page(page, tmp_path / "profile")
    made = subprocess.run(
        [str(PDFTOTEXT), *ways, str(printed), "-"], check=True, capture_output=True
    )
    report = gd.parse(made.stdout.decode())
    assert not list(faults(report, truth))
    assert len(unread(report, truth)) <= 0.03 * len(truth)
