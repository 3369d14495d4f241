"""Tables of many reports hold what the reports say, exact, through every program and back."""

import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure.composition import compose
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.layout import Edition
from govdisclosure.frames import book as books
from govdisclosure.frames import workbook as workbooks
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.files import write_duckdb, write_parquet
from govdisclosure.frames.schemas import TABLES, columns_of, schema_of
from govdisclosure.frames.workbook import differences_workbook, workbook
from govdisclosure.model.addresses import addresses
from govdisclosure.model.report import Report
from govdisclosure.readers.office import find_office
from govdisclosure.records import iter_records
from govdisclosure.strategies import reports
from govdisclosure.text import format_number
from tests.test_waivers import broken, waivers_of

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

RECEIVED, FEES = "requests/received_new/total", "proactive/fees/collected_wan"
ROOT = Path(__file__).resolve().parents[1]


def needs(extra: str, *modules: str) -> pytest.MarkDecorator:
    missing = [one for one in modules if find_spec(one) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs the extra {extra}: {missing}")


needs_arrow, needs_xlsx = needs("frames", "pyarrow"), needs("xlsx", "xlsxwriter")
needs_duckdb = needs("duckdb", "duckdb", "pyarrow")


def made(count: int = 6) -> list[Report]:
    """Reports of several bodies and years, with blanks, marks and amounts among the numbers."""
    values = (3, "", "/", "1,204", 0, "2（其中1件撤回）")
    return [
        compose(
            agency=f"望舒市第{number}局",
            year=2022 + number % 3,
            cells={
                RECEIVED: values[number % len(values)],
                FEES: Decimal("190.457379") + number,
                "requests/carried_in/total": 10 * number,
            },
        )
        for number in range(count)
    ]


# ------------------------------------------------------------------------------ Arrow


@needs_arrow
@settings(max_examples=15)
@given(report=reports())
def test_the_table_of_cells_is_the_report(report: Report) -> None:
    rows = gd.to_arrow(report).to_pylist()
    records = list(iter_records(report))
    assert [row["address"] for row in rows] == [one.address for one in records]
    for row, one in zip(rows, records, strict=True):
        assert (row["state"], row["unit"], row["note"], row["raw"], row["edition"]) == (
            one.state, one.unit, one.note, one.raw, one.edition,
        )  # fmt: skip
        if one.value is None:
            assert (row["integer"], row["decimal"]) == (None, None)
        else:
            assert row["decimal"] == one.value
            is_whole = one.value == int(one.value)
            assert row["integer"] == (int(one.value) if is_whole else None)
    assert {row["report_id"] for row in rows} <= {gd.Outcome(report=report).report_id}
    gd.to_arrow(report, "reports")
    found = gd.to_arrow(report, "findings").to_pylist()
    noticed = [one.code for one in report.diagnostics]
    assert [row["code"] for row in found] == noticed + [one.code for one in gd.check(report)]


@needs_arrow
def test_schemas_are_those_that_are_written_down() -> None:
    for table, columns in TABLES.items():
        found = gd.to_arrow(made(2), table)
        assert found.schema.equals(schema_of(table))
        assert found.schema.names == [one.name for one in columns]
        for field, column in zip(found.schema, columns, strict=True):
            assert field.nullable is not column.type.endswith("!")
            assert field.metadata[b"zh"].decode() == column.chinese
    floats = [
        field.name
        for table in TABLES
        for field in schema_of(table)
        if "float" in str(field.type) or "double" in str(field.type)
    ]
    assert floats == ["box"]
    assert str(schema_of("cells").field("state").type).startswith(
        "dictionary<values=string, indices=int16"
    )


def test_the_codebook_names_every_column() -> None:
    for language in ("zh", "en"):
        lines = gd.codebook(language).splitlines()
        for table in TABLES:
            assert f"## {table}" in lines
            for one in columns_of(table):
                what = one.chinese if language == "zh" else one.english
                assert any(f"|{one.name}|" in line and what in line for line in lines)


@needs_arrow
def test_a_file_that_is_there_twice_has_its_cells_once(tmp_path: Path) -> None:
    gd.write(made(1)[0], tmp_path / "甲.txt")
    (tmp_path / "乙.txt").write_bytes((tmp_path / "甲.txt").read_bytes())
    (tmp_path / "丙.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "丁.jpg").write_bytes(b"")
    outcomes = list(gd.read_many(tmp_path))
    assert gd.to_arrow(outcomes).num_rows == 200
    rows = gd.to_arrow(outcomes, "reports").to_pylist()
    assert sorted(row["status"] for row in rows) == ["read", "read", "refused", "skipped"]
    read = next(row for row in rows if row["status"] == "read")
    assert (read["bytes"], read["format"], read["encoding"], read["agency_found_by"]) == (
        (tmp_path / "甲.txt").stat().st_size, "text", "utf-8", "title",
    )  # fmt: skip
    assert all((row["error"] is None) is (row["status"] == "read") for row in rows)
    lines = [row["line"] for row in gd.to_arrow(outcomes).to_pylist()]
    assert all(line is not None for line in lines)


@needs_arrow
@pytest.mark.parametrize("table", TABLES)
def test_a_name_of_a_file_in_another_encoding_is_spelled_out(table: str, tmp_path: Path) -> None:
    outcome = gd.Outcome(path="\udcbc\udcd7.txt", report=made(1)[0])
    assert "\\xbc\\xd7.txt" in gd.to_arrow(outcome, "reports")["path"].to_pylist()
    write_parquet(outcome, tmp_path / "out.parquet", table)


@needs_arrow
def test_claims_are_a_table() -> None:
    words = (
        "望舒市水利局2024年政府信息公开工作年度报告\n一、总体情况\n"
        "收到政府信息公开申请12件，其中自然人申请9件、企业申请3件，申请量约占三分之一。\n"
    )
    report = gd.parse(words)
    rows = gd.to_arrow(report, "claims").to_pylist()
    claims = list(gd.iter_claims(report))
    assert [row["claim_no"] for row in rows] == list(range(len(claims)))
    for row, one in zip(rows, claims, strict=True):
        assert (row["text"], row["verdict"]) == (one.text, one.verdict.value)
        is_decimal = not isinstance(one.quantity, Fraction)
        assert row["quantity"] == (one.quantity if is_decimal else None)
        assert Fraction(row["quantity_text"]) == one.quantity
        assert row["address"] == (None if one.address is None else str(one.address))
        assert [claims[number] for number in row["parts"]] == list(one.parts)
    assert rows[0]["cells"] == [RECEIVED]
    assert sum(len(row["parts"]) for row in rows) >= 2


@needs_arrow
def test_sums_name_their_contributors() -> None:
    one, two = made(2)
    two = evolve(two, title="望舒市第1局2022年政府信息公开工作年度报告")
    whole = gd.merge([one, two], agency="望舒市政府", year=2022)
    rows = {row["address"]: row["contributors"] for row in gd.to_arrow(whole).to_pylist()}
    assert rows[FEES] == ["望舒市第0局", "望舒市第1局"]
    assert rows[RECEIVED] == ["望舒市第0局"]


@needs_arrow
def test_what_follows_from_the_sums_is_there_when_asked_for() -> None:
    cells = {f"disputes/review/{one}": 1 for one in ("upheld", "corrected", "other_result")}
    report = compose(agency="甲局", year=2024, cells=cells | {"disputes/review/total": 5})
    pending = [
        [row["inferred"] for row in gd.to_arrow(report, inferred=asked).to_pylist()
         if row["address"] == "disputes/review/pending"]
        for asked in (False, True)
    ]  # fmt: skip
    assert pending == [[None], [2]]


@needs_arrow
def test_waived_findings_say_so() -> None:
    found = gd.to_arrow(broken(), "findings", waivers=waivers_of(broken())).to_pylist()
    waived = {row["code"]: row["waived"] for row in found}
    assert waived["GD204"] is True
    assert [code for code, is_waived in waived.items() if is_waived] == ["GD204"]


@needs_arrow
def test_no_such_table_and_no_such_shape() -> None:
    with pytest.raises(ValueError, match="no table 'runs'"):
        gd.to_arrow([], "runs")
    with pytest.raises(ValueError, match="no shape"):
        gd.to_arrow([], "reports", "wide")


# ------------------------------------------------------------------------------ wide


@needs_arrow
def test_a_wide_table_has_a_row_a_report_and_the_form_s_units_alone() -> None:
    odd = compose(agency="甲局", year=2024, cells={FEES: "3元", RECEIVED: "1.5"})
    found = gd.to_arrow([*made(), odd], shape="wide")
    assert found.num_rows == 7
    assert found.schema.names[7:] == list(map(str, addresses("2021")))
    assert str(found.schema.field(RECEIVED).type) == "int64"
    assert str(found.schema.field(FEES).type) == "decimal128(38, 18)"
    assert found[RECEIVED].to_pylist() == [3, None, None, 1204, 0, 2, None]
    assert found[FEES].to_pylist()[:2] == [Decimal("190.457379"), Decimal("191.457379")]
    assert found[FEES].to_pylist()[-1] is None


@needs_arrow
def test_a_wide_table_is_of_one_form() -> None:
    row = {"requests/other_fee_unpaid/total": 1, "requests/other_misc/total": 2}
    new = compose(
        agency="甲局", year=2024, cells=row | {"requests/other_not_supplemented/total": 0}
    )
    decisions = {"proactive/licensing/decisions": 4, "requests/other_handling/total": 5}
    old = compose(agency="乙局", year=2020, edition="2019", cells=decisions)
    with pytest.raises(ValueError, match="name the edition"):
        gd.to_arrow([new, old], shape="wide")
    found = gd.to_arrow([new, old], shape="wide", edition=Edition.FORM_2019)
    assert found["requests/other_handling/total"].to_pylist() == [3, 5]
    assert found["proactive/licensing/decisions"].to_pylist() == [None, 4]


# ------------------------------------------------------------------------------ other programs


def totals(given_reports: Iterable[Report]) -> dict[tuple[int | None, str | None], int]:
    """What was received, per year and body, added up by Python."""
    found: dict[tuple[int | None, str | None], int] = defaultdict(int)
    for one in given_reports:
        value = one[RECEIVED].value
        if isinstance(value, int):
            found[one.year, one.agency] += value
    return dict(found)


@needs_duckdb
def test_duckdb_over_parquet_adds_up_as_python_does(tmp_path: Path) -> None:
    import duckdb

    given_reports = made(20)
    for table in ("cells", "reports"):
        write_parquet(given_reports, tmp_path / f"{table}.parquet", table)
    cells, files = (str(tmp_path / f"{table}.parquet") for table in ("cells", "reports"))
    query = """
        select year, agency, sum(integer)::bigint as received
        from read_parquet($cells) join read_parquet($files) using (report_id)
        where address = $address and integer is not null group by all
    """
    facts = {"cells": cells, "files": files, "address": RECEIVED}
    rows = found_in(duckdb.sql(query, params=facts)).to_pylist()
    assert {(row["year"], row["agency"]): row["received"] for row in rows} == totals(given_reports)
    exact = "select sum(decimal) as total from read_parquet($cells) where address = $address"
    facts = {"cells": cells, "address": FEES}
    amounts = [one[FEES].value for one in given_reports]
    found = found_in(duckdb.sql(exact, params=facts))["total"].to_pylist()
    assert found == [sum(one for one in amounts if one is not None)]


def found_in(relation: Any) -> Any:  # noqa: ANN401 - a relation of DuckDB, a table of Arrow
    return relation.to_arrow_table()


@needs_duckdb
def test_a_database_holds_all_tables_and_replaces_an_old_one(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "out.duckdb"
    path.write_bytes(b"old")
    write_duckdb(iter(made(3)), path)
    assert list(tmp_path.iterdir()) == [path]
    with duckdb.connect(str(path), read_only=True) as database:
        for table in TABLES:
            found = database.table(table).to_arrow_table()
            assert found.num_rows == gd.to_arrow(made(3), table).num_rows
            assert found.schema.names == schema_of(table).names


@needs_duckdb
def test_a_database_goes_where_a_link_leads_or_nowhere(tmp_path: Path) -> None:
    path, link = tmp_path / "out.duckdb", tmp_path / "link.duckdb"
    path.write_bytes(b"old")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("the system makes no links")

    def interrupted() -> Iterator[Report]:
        yield from made(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_duckdb(interrupted(), link)
    assert path.read_bytes() == b"old"
    write_duckdb(made(1), link)
    assert (link.is_symlink(), path.read_bytes() != b"old") == (True, True)
    assert sorted(tmp_path.iterdir()) == [link, path]


@needs("pandas", "pandas", "pyarrow")
def test_no_integer_becomes_a_float_in_pandas() -> None:
    for table, shape in (*((one, "long") for one in TABLES), ("cells", "wide")):
        frame = gd.to_pandas(made(), table, shape)
        assert not [name for name, kind in frame.dtypes.items() if "float" in str(kind)]
        values = [one for name in frame.columns if name != "box" for one in frame[name]]
        assert not [one for one in values if isinstance(one, float) and one == one]  # noqa: PLR0124
    frame = gd.to_pandas(made())
    received = frame[frame.address == RECEIVED]
    assert str(received.integer.dtype) == "Int64"
    assert int(received.integer.sum()) == sum(totals(made()).values())
    assert {type(one) for one in frame.decimal.dropna()} == {Decimal}


@needs("pandas", "pandas", "pyarrow")
def test_a_copy_of_a_file_is_joined_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b/a.txt", "b/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(str(made()[0]), encoding="utf-8")
    outcomes = list(gd.read_many([tmp_path]))
    files = gd.to_pandas(outcomes, table="reports").drop_duplicates("report_id")
    cells = gd.to_pandas(outcomes).drop_duplicates(["report_id", "address"])
    joined = cells.merge(files, on="report_id")
    assert len(joined) == len(gd.to_pandas(outcomes[:1]))
    assert int(joined[joined.address == RECEIVED].integer.sum()) == 3


@needs_duckdb
@needs("pandas", "pandas")
def test_nor_in_pandas_by_way_of_duckdb(tmp_path: Path) -> None:
    import duckdb

    write_parquet(made(), tmp_path / "cells.parquet")
    columns = ("address", "integer", "page", "line", "cell_no", "inferred")
    again = duckdb.read_parquet(str(tmp_path / "cells.parquet")).select(*columns).df()
    assert not [name for name, kind in again.dtypes.items() if "float" in str(kind)]
    assert int(again[again.address == RECEIVED].integer.sum()) == sum(totals(made()).values())


@needs("polars", "polars", "pyarrow")
def test_polars_has_the_same_numbers() -> None:
    import polars as pl

    frame = gd.to_polars(made())
    received = frame.filter(pl.col("address").cast(pl.String) == RECEIVED)
    assert received["integer"].sum() == sum(totals(made()).values())
    assert not [kind for name, kind in frame.schema.items() if name != "box" and kind.is_float()]


@pytest.mark.parametrize(
    ("module", "extra"),
    [
        ("pyarrow", "frames"),
        ("pandas", "pandas"),
        ("polars", "polars"),
        ("duckdb", "duckdb"),
        ("xlsxwriter", "xlsx"),
    ],
)
def test_a_missing_package_names_the_extra_that_has_it(
    module: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(gd.MissingExtraError, match=rf"govdisclosure\[{extra}\]"):
        load_extra(module, extra)
    schema_of.cache_clear()
    uses: dict[str, Callable[[], object]] = {
        "pyarrow": lambda: gd.to_arrow([]),
        "pandas": lambda: gd.to_pandas([]),
        "polars": lambda: gd.to_polars([]),
        "duckdb": lambda: write_duckdb([], tmp_path / "out.duckdb"),
        "xlsxwriter": lambda: workbook([]),
    }
    with pytest.raises(gd.MissingExtraError, match=rf"govdisclosure\[{extra}\]"):
        uses[module]()


def test_nothing_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, govdisclosure as gd; gd.merge; gd.to_arrow; gd.codebook('en');"
        "print(sorted({'pyarrow', 'pandas', 'polars', 'duckdb', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


# ------------------------------------------------------------------------------ workbooks


def opened(data: bytes) -> Any:  # noqa: ANN401 - openpyxl's workbook
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(BytesIO(data))


def rows_of(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - openpyxl's sheet
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@needs_xlsx
@settings(max_examples=10)
@given(report=reports())
def test_a_workbook_equals_the_report(report: Report) -> None:
    book = opened(workbook(report))
    assert book.sheetnames == ["报告", "数据", "问题"]
    records = list(iter_records(report))
    rows = rows_of(book["数据"])
    states = {name: words[0] for name, words in workbooks.WORDS.items()}
    assert len(rows) == len(records)
    for row, one in zip(rows, records, strict=True):
        assert (row["地址"], row["状态"]) == (one.address, states[one.state])
        assert_number(row["数值"], one.value)
        assert (row["原文"] or "") == clean(one.raw)
    count = len(report.diagnostics) + len(gd.check(report))
    assert len(rows_of(book["问题"])) == count


def assert_number(found: object, value: int | Decimal | None) -> None:
    if value is None:
        assert found is None
    elif isinstance(found, str):
        assert found == format_number(value)
        assert len(found.replace(".", "").replace("-", "").lstrip("0")) > 15 or "." in found
    else:
        assert Decimal(repr(found)) == value


def clean(words: str | None) -> str:
    """Words as a workbook gives them back: what no XML can have is replaced."""
    return "".join(
        "\ufffd" if "\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff" else sign
        for sign in (words or "")
    )


@needs_xlsx
def test_words_stay_words_and_numbers_numbers() -> None:
    report = compose(
        agency="甲局",
        year=2024,
        cells={
            RECEIVED: "=1+1",
            FEES: "9.950",
            "disputes/review/total": "1" + "0" * 17,
            "disputes/review/upheld": "http://example.org/",
        },
    )
    outcome = gd.Outcome(path="=1+1/@sum(a1).docx", report=report)
    book = opened(workbook(outcome))
    rows = {row["地址"]: row for row in rows_of(book["数据"])}
    assert (rows[RECEIVED]["原文"], rows[RECEIVED]["数值"]) == ("=1+1", None)
    assert rows["disputes/review/total"]["数值"] == str(10**17)
    assert rows[FEES]["数值"] == 9.95
    assert rows["disputes/review/upheld"]["原文"] == "http://example.org/"
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert rows_of(book["报告"])[0]["文件"] == "=1+1/@sum(a1).docx"
    with zipfile.ZipFile(BytesIO(workbook(outcome))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        assert "<f>" not in sheet
        assert "<v>9.950</v>" in sheet
        assert "example.org" not in sheet


@needs_xlsx
def test_two_writes_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook(made())
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert workbook(made()) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in archive.read("docProps/core.xml")


def links_of(sheet: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - openpyxl's sheet
    for row in sheet:
        for cell in row:
            if cell.hyperlink:
                yield cell.coordinate, cell.hyperlink.location


@needs_xlsx
def test_sheets_are_frozen_filtered_and_linked_both_ways() -> None:
    book = opened(workbook([*made(2), broken()]))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    links = {name: dict(links_of(book[name])) for name in book.sheetnames}
    assert links["报告"]["H2"] == "'数据'!A2"
    assert links["数据"]["A2"] == "'报告'!A2"
    assert links["报告"]["H3"] == "'数据'!A202"
    assert links["数据"]["A202"] == "'报告'!A3"
    assert links["报告"]["I2"] == "'问题'!A2"
    assert links["问题"]["A2"] == "'报告'!A2"
    found = {row["单元格"]: number for number, row in enumerate(rows_of(book["问题"]), start=2)}
    words = next(one for one in found if one)
    location = links["问题"][f"F{found[words]}"]
    assert book["数据"][f"E{location.partition('!A')[2]}"].value == words
    heights = [book["问题"].row_dimensions[number].height for number in found.values()]
    assert max(height or 0 for height in heights) > 15


@needs_xlsx
def test_a_sheet_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "_MOST_ROWS", 100)
    with pytest.raises(GovDisclosureError, match="parquet"):
        workbook(made(1))


@needs_xlsx
def test_differences_are_a_sheet() -> None:
    below = [compose(agency="望舒市甲局", year=2024, cells={FEES: Decimal("1.5")})]
    whole = compose(agency="望舒市人民政府", year=2024, cells={FEES: Decimal("1.2")})
    (row,) = rows_of(opened(differences_workbook(gd.reconcile(whole, below)))["核对"])
    assert (row["地址"], row["报告所填"], row["下级合计"], row["差额"]) == (FEES, 1.2, 1.5, -0.3)
    assert row["性质"].startswith("错误")
    assert row["合计所含机关"] == "望舒市甲局"


@needs_xlsx
def test_a_sum_says_in_the_workbook_what_could_not_be_added_up() -> None:
    one, two, three = made(1)[0], *(compose(agency=f"望舒市{n}局", year=2022) for n in "乙丙")
    three = three.with_cell(RECEIVED, 3)
    whole = gd.merge([one, two, three], agency="望舒市政府", year=2022)
    rows = rows_of(opened(workbook(whole, language="en"))["Findings"])
    merged = [row["what is wrong"] for row in rows if row["severity"] == "merged"]
    assert merged == [part.text("en") for remark in whole.remarks for part in remark.by_bodies()]
    assert len(merged) > len(whole.remarks)
    for remark in whole.remarks:
        parts = [
            (address, name)
            for part in remark.by_bodies()
            for address, names in part.cells
            for name in names
        ]
        given = [(address, name) for address, names in remark.cells for name in names]
        assert sorted(parts, key=str) == sorted(given, key=str)


@pytest.mark.slow("files that LibreOffice converts")
@needs_xlsx
def test_libreoffice_opens_a_workbook(tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "tables.xlsx"
    path.write_bytes(workbook(made(2)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # UTF-8, commas, and the second sheet
    csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    command = [office, profile, "--headless", "--convert-to", csv, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    (made_file,) = tmp_path.glob("*.csv")
    lines = made_file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 401
    assert any(RECEIVED in line and ",3," in line for line in lines)
