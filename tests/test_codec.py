"""JSON keeps everything, is the same every time; what is no JSON of a report is refused."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from govdisclosure.api import parse
from govdisclosure.codec import (
    from_data,
    from_json,
    json_schema,
    to_data,
    to_json,
)
from govdisclosure.errors import CodecError
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, table_layouts
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.report import Closing, Report, Section
from govdisclosure.model.tables import PrintedLabel, Table
from govdisclosure.source import Origin, Residue, ResidueReason, Span
from govdisclosure.text import CellState
from govdisclosure.version import SCHEMA_VERSION

VALIDATOR = Draft202012Validator(json_schema())

# ---------------------------------------------------------------------------- reports by hand

CELLS = (
    Cell.read("１,204", unit="件", span=Span(3, 8)),
    Cell.read("190.4500", unit="万元", span=Span(0, 8)),
    Cell.read("251000元", unit="万元"),
    Cell.read("22（其中修订16件）", unit="件"),
    Cell.read(""),
    Cell.read("—"),
    Cell.read("见\n附件"),
    Cell.read("0.00000000000000001"),
    Cell.of(-3, unit="件"),
    Cell.of(999_999_999_999_999_999),
    Cell(state=CellState.NUMBER, value=Decimal(12), raw="１２", unit="宗"),
    Cell(state=CellState.NUMBER, value=Decimal("1E+3")),
    Cell.read(
        "5",
        unit="件",
        origin=Origin(
            page=2,
            box=(72.0, 0.1, 300, 1e-7),
            element="/html/body/table[1]",
            table=1,
            row=4,
            cell=7,
        ),
    ),
    ABSENT,
    Cell(state=CellState.ABSENT, span=Span(9, 9)),
)


def table_of(kind: TableKind, edition: Edition | None, first: int = 0) -> Table:
    count = len(addresses_of(kind, edition))
    return Table(
        kind=kind,
        edition=edition,
        cells=tuple(CELLS[(first + number) % len(CELLS)] for number in range(count)),
        labels=(PrintedLabel("TOTAL", "总 计", Span(4, 7)),),
        span=Span(1, 99),
    )


def full_report() -> Report:
    """A report in which every field of the model says something."""
    section = Heading(
        level=1,
        ordinal=2,
        title="总体情况",
        mark="二．",
        raw="工作总体情况",
        span=Span(20, 26),
        origin=Origin(element="p[2]"),
    )
    run_in = Heading(level=2, ordinal=1, title="主动公开", stop="。", span=Span(30, 36))
    address = Address.parse("requests/received_new/total")
    return Report(
        title="某某局2023年政府信息公开工作年度报告",
        title_span=Span(0, 24),
        title_origin=Origin(line=1, column=3),
        preamble=(
            Paragraph(text="根据《条例》编制。", span=Span(0, 9), origin=Origin(line=2, column=1)),
        ),
        sections=(
            Section(
                kind=SectionKind.OVERVIEW,
                heading=section,
                blocks=(
                    run_in,
                    Paragraph(text='公开"12"件\\，🀄𠮷。', is_run_in=True),
                    Picture(caption="图一", span=Span(40, 42), origin=Origin(page=3)),
                    OtherTable(
                        rows=(("甲", ""), ("", "乙")),
                        span=Span(50, 60),
                        origins=(
                            (Origin(sheet="表", reference="A1"), None),
                            (None, Origin(sheet="表", row=2, cell=2, reference="B2")),
                        ),
                    ),
                ),
            ),
            Section.of(
                SectionKind.DISPUTES,
                table_of(TableKind.DISPUTES, None),
                table_of(TableKind.DISPUTES, None, 1),
            ),
        ),
        closing=Closing(
            signature="某某局",
            signed_on=date(2024, 1, 6),
            span=Span(70, 80),
            signature_origin=Origin(line=9, column=1),
            date_origin=Origin(line=10, column=1),
        ),
        annex=(Paragraph(text="附：说明"), Picture()),
        residue=(Residue("- 4 -", ResidueReason.PAGE_NUMBER, Span(90, 95)),),
        diagnostics=(
            Diagnostic(
                code="GD011",
                name="cell-is-text",
                severity=Severity.WARNING,
                addresses=(address,),
                stated=7,
                computed=Decimal("7.10"),
                arguments=(("cell", "三/总计"), ("words", "七\t"), ("cell", "")),
                span=Span(5, 6),
            ),
        ),
        page={"发布日期": "2024-01-06", "a.b[\"'": "\x00\x7f\u2028\ud800", "": ""},
    )


def with_all_tables() -> Report:
    """One table of every kind and edition."""
    return Report(
        sections=(
            Section.of(
                SectionKind.OTHER,
                *(table_of(layout.kind, layout.edition) for layout in table_layouts()),
            ),
        ),
        closing=Closing(no_such_day="2024年2月30日"),
    )


BY_HAND: Mapping[str, Callable[[], Report]] = {
    "empty": Report,
    "full": full_report,
    "all_tables": with_all_tables,
    "plain_text": lambda: parse("甲\n\n乙\t丙\n丁\t戊\n〔图〕己"),
    "older": lambda: parse(
        "某某局2014年政府信息公开工作年度报告\n一、概述\n无。\n2015年3月1日\n附件"
    ),
}


def whole(value: object) -> object:
    """All of *value* with the types of everything in it, what takes no part in == as well."""
    kind = type(value)
    if attrs.has(kind):
        fields = attrs.fields(kind)
        return kind, [(field.name, whole(getattr(value, field.name))) for field in fields]
    if isinstance(value, tuple):
        return type(value), [whole(element) for element in value]
    if isinstance(value, Mapping):
        return type(value), [(key, whole(element)) for key, element in value.items()]
    return type(value), value.as_tuple() if isinstance(value, Decimal) else value


def assert_comes_back(report: Report) -> None:
    text = to_json(report)
    again = from_json(text)
    assert again == report
    assert hash(again) == hash(report)
    assert whole(again) == whole(report)
    assert to_json(again) == text
    assert from_data(to_data(report)) == report
    assert list(VALIDATOR.iter_errors(json.loads(text))) == []


# ---------------------------------------------------------------------------- nothing is lost


@pytest.mark.parametrize("name", BY_HAND)
def test_reports_by_hand_come_back_whole(name: str) -> None:
    assert_comes_back(BY_HAND[name]())


def classes_in(value: object) -> Iterator[tuple[type, str, object]]:
    kind = type(value)
    if attrs.has(kind):
        for field in attrs.fields(kind):
            inner = getattr(value, field.name)
            yield kind, field.name, inner
            yield from classes_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from classes_in(inner)


def test_no_field_of_the_model_is_left_out_of_these_tests() -> None:
    seen: dict[tuple[type, str], bool] = {}
    for report in (full_report(), with_all_tables()):
        for kind, name, value in classes_in(report):
            says = value not in (None, (), "", False)
            seen[kind, name] = seen.get((kind, name), False) or says
    assert [place for place, says in seen.items() if not says] == []


# ---------------------------------------------------------------------------- what is written


def test_the_bytes_are_the_same_in_every_process() -> None:
    command = (
        "from tests.test_codec import full_report, to_json;"
        "import sys; sys.stdout.buffer.write(to_json(full_report()).encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", command],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])},
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {to_json(full_report()).encode()}


def test_the_text_is_indented_and_readable() -> None:
    text = to_json(full_report())
    assert text.endswith("\n}\n")
    assert text.startswith('{\n  "schema": 1,\n  "library": ')
    assert '"title": "某某局2023年政府信息公开工作年度报告"' in text
    assert "\\ud800" in text, "half a character is written as an escape"
    text.encode()


def test_what_is_computed_is_given_beside_the_report() -> None:
    assert to_data(full_report())["computed"] == {
        "agency": "某某局",
        "year": 2023,
        "edition": None,
        "title_found_by": "title",
        "agency_found_by": "title",
        "year_found_by": "title",
        "sections_found_by": ["title", "title"],
    }
    assert to_data(with_all_tables())["computed"]["edition"] == "2021"


def test_cells_stand_under_their_addresses_in_print_order() -> None:
    blocks = to_data(with_all_tables())["sections"][0]["blocks"]
    for block, layout in zip(blocks, table_layouts(), strict=True):
        assert block["type"] == "table"
        places = addresses_of(layout.kind, layout.edition)
        assert list(block["cells"]) == [str(place) for place in places]


def test_cells_leave_out_what_is_none() -> None:
    cells = list(to_data(with_all_tables())["sections"][0]["blocks"][-1]["cells"].values())
    assert cells[0] == {
        "state": "number",
        "value": 1204,
        "unit": "件",
        "raw": "１,204",
        "span": [3, 8],
    }
    assert cells[1]["value"] == "190.4500"
    assert cells[13] == {"state": "absent"}


def test_data_share_nothing_with_the_report() -> None:
    report = full_report()
    to_data(report)["page"]["新"] = "新"
    assert "新" not in report.page


# ---------------------------------------------------------------------------- what is read


def test_cells_are_read_in_any_order() -> None:
    data = to_data(with_all_tables())
    for block in data["sections"][0]["blocks"]:
        block["cells"] = dict(reversed(block["cells"].items()))
    assert whole(from_data(data)) == whole(with_all_tables())


def test_the_library_may_be_any_and_computed_anything() -> None:
    data = to_data(full_report())
    data |= {"library": "99.0", "computed": {"agency": 5, "later": [True]}}
    assert from_data(data) == full_report()
    del data["computed"]
    assert from_data(data) == full_report()
    assert VALIDATOR.is_valid(data)


def put(data: dict[str, Any], *steps: str | int, value: object) -> dict[str, Any]:
    """A copy of *data* with *value* at the end of *steps*."""
    new = copy.deepcopy(data)
    place: Any = new
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return new


def steps_of(path: str) -> list[str | int]:
    """The keys and places of a path such as ``$.annex[0].text``."""
    found = re.findall(r'\.(\w+)|\[(\d+)\]|\["([^"]+)"\]', path)
    return [int(place) if place else name or key for name, place, key in found]


TABLE = "$.sections[1].blocks[0]"
CELL = f'{TABLE}.cells["disputes/review/upheld"]'
LAST = f'{TABLE}.cells["disputes/litigation_after_review/upheld"]'
#: What is put at a path, and what is said of it: there, or at the second path.
BREAKS: tuple[tuple[str, object, str, str], ...] = (
    ("$.schema", 3, "unknown schema 3", ""),
    ("$.extra", 1, "unknown key 'extra'", "$"),
    ("$.title", "无", "cannot be read back as a title", "$"),
    ("$.annex[0].text", " 甲", "blanks that are not folded", "$.annex[0]"),
    ("$.sections[0].blocks[0].level", 5, "read back as a heading", "$.sections[0].blocks[0]"),
    ("$.annex[0]", {}, "the key 'type' is missing", ""),
    ("$.annex[0].type", "note", "'note' is none of heading, ", ""),
    ("$.sections[0].kind", "seven", "'seven' is none of overview, proactive, ", ""),
    ("$.sections[1].kind", "overview", "bears the form's title", "$.sections[1]"),
    ("$.closing.signed_on", "20240106", "'20240106' is not a date", ""),
    ("$.closing.signed_on", "2023-02-30", "'2023-02-30' is not a date", ""),
    ("$.closing.span", [1], "a span is two integers", ""),
    ("$.diagnostics[0].addresses[0]", "requests/received_now/total", "mean requests/rec", ""),
    ("$.diagnostics[0].arguments[1]", ["a"], "2 elements expected, not 1", ""),
    (f"{TABLE}.edition", "2021", "table four has none", ""),
    (CELL, {}, "the key 'state' is missing", ""),
    (f"{CELL}.state", "zero", "'zero' is none of number, ", ""),
    (f"{CELL}.value", "many", "'many' is not a decimal number", ""),
    (f"{CELL}.value", "１２", "is not a decimal number", ""),
    (f"{CELL}.value", "NaN", "'NaN' is not a decimal number", ""),
    (f"{CELL}.value", "1E+99999999", "is not a decimal number", ""),
    (f"{CELL}.value", 1204.0, "an integer expected, not a number with a fraction", ""),
    (f"{CELL}.value", 13, "does not say the number 13", CELL),
    (CELL, {"state": "number", "value": 10**18}, "a number of 19 digits", ""),
    (f'{TABLE}.cells["a/b"]', {"state": "absent"}, "unknown key 'a/b'", f"{TABLE}.cells"),
    (f"{LAST}.origin", {"box": [1]}, "4 elements expected, not 1", f"{LAST}.origin.box"),
)


@pytest.mark.parametrize(("place", "value", "words", "elsewhere"), BREAKS)
def test_refusals_say_what_and_where(place: str, value: object, words: str, elsewhere: str) -> None:
    data = put(to_data(full_report()), *steps_of(place), value=value)
    with pytest.raises(CodecError) as caught:
        from_json(json.dumps(data))
    error = caught.value
    assert type(error) is CodecError
    assert words in error.english
    assert error.english.endswith(f" @ {elsewhere or place}")
    assert error.chinese.endswith(f" @ {elsewhere or place}")
    assert re.search("[\u4e00-\u9fff]", error.chinese)


def test_missing_keys_are_named() -> None:
    data = to_data(full_report())
    del data["closing"]["span"]
    with pytest.raises(CodecError, match=r"the key 'span' is missing @ \$\.closing$"):
        from_data(data)
    data = to_data(full_report())
    del data["sections"][1]["blocks"][0]["cells"]["disputes/review/total"]
    with pytest.raises(
        CodecError,
        match=r"'disputes/review/total' is missing @ \$\.sections\[1\]\.blocks\[0\]\.cells$",
    ):
        from_data(data)
    for key in ("schema", "library", "title"):
        data = to_data(full_report())
        del data[key]
        with pytest.raises(CodecError, match=rf"the key '{key}' is missing @ \$$"):
            from_data(data)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"no JSON: .* @ \$$"),
        ("{", r"no JSON: .*line 1 column 2 .* @ \$$"),
        ("\ufeff{}", r"no JSON: .* @ \$$"),
        ("1" * 5000, r"no JSON: .* @ \$$"),
        ("[" * 100_000, r"nested too deeply .* @ \$$"),
        ('{"a":' * 100_000, r"nested too deeply .* @ \$$"),
        ("null", r"an object expected, not null @ \$$"),
        ("[]", r"an object expected, not an array @ \$$"),
        ("NaN", r"an object expected, not nan @ \$$"),
        ("{}", r"the key 'schema' is missing @ \$$"),
        ('{"schema": 1, "schema": 1}', r"the key 'schema' occurs twice @ \$$"),
    ],
)
def test_what_is_no_json_of_a_report_is_refused(text: str, words: str) -> None:
    with pytest.raises(CodecError, match=words):
        from_json(text)


def test_numbers_that_json_does_not_have_are_refused_wherever_they_stand() -> None:
    text = to_json(full_report())
    for old, new, path in (
        ('"year": 2023', '"year": NaN', "$.computed"),
        ('"level": 2', '"level": -Infinity', "$.sections[0].blocks[0].level"),
        ("300,", "1e999,", '"disputes/litigation_after_review/other_result"].origin.box[2]'),
    ):
        assert old in text
        with pytest.raises(CodecError) as caught:
            from_json(text.replace(old, new, 1))
        assert caught.value.english.endswith(path)


def test_keys_that_stand_twice_are_refused_with_their_path() -> None:
    text = to_json(full_report()).replace('"signature"', '"signed_on": "", "signature"')
    with pytest.raises(CodecError, match=r"the key 'signed_on' occurs twice @ \$\.closing$"):
        from_json(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+9999"])
def test_what_is_no_number_is_not_written(number: str) -> None:
    finding = Diagnostic(code="X", name="x", severity=Severity.HINT, stated=Decimal(number))
    with pytest.raises(CodecError, match="is not a number a report can have"):
        to_json(Report(diagnostics=(finding,)))


def test_places_without_end_are_not_written() -> None:
    cell = Cell(state=CellState.ABSENT, origin=Origin(box=(0.0, 0.0, float("inf"), 0.0)))
    table = Table(kind=TableKind.DISPUTES, cells=(cell,) * 15)
    with pytest.raises(CodecError, match="cannot be written as JSON"):
        to_json(Report(preamble=(table,)))


# ---------------------------------------------------------------------------- schema and reader


def places_in(data: object, path: str = "$", steps: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Every value in *data*, the steps that lead to it and its path."""
    yield steps, path, data
    if isinstance(data, list):
        for index, value in enumerate(data):
            yield from places_in(value, f"{path}[{index}]", (*steps, index))
    elif isinstance(data, dict) and path != "$.computed":
        is_mapping = path.endswith((".cells", ".page"))
        for key, value in data.items():
            name = f"[{json.dumps(key, ensure_ascii=False)}]" if is_mapping else f".{key}"
            yield from places_in(value, path + name, (*steps, key))


def one_of_each(data: object) -> Iterator[tuple[tuple[Any, ...], str, object]]:
    """A value for every name that there is, rather than all elements and cells."""
    seen = set()
    for steps, path, value in places_in(data):
        shape = re.sub(r"\[[^]]*\]", "[]", path), type(value)
        if steps and shape not in seen:
            seen.add(shape)
            yield steps, path, value


def refusal(data: object) -> str:
    """What the reader says against *data*; nothing when it takes them."""
    try:
        from_data(data)
    except CodecError as error:
        return error.english
    return ""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (True, "a truth value"),
        (1.9, "a number with a fraction"),
        (-7, "an integer"),
        ("\u2603", "a string"),
        ([], "an array"),
        (["\u2603"], "an array"),
        ({}, "an object"),
        ({"a": 1}, "an object"),
    ],
)
def test_schema_and_reader_agree_on_values_put_anywhere(value: object, kind: str) -> None:
    good = to_data(full_report())
    del good["sections"][1]["blocks"][1]  # the first table has a cell of each kind
    for steps, path, _ in one_of_each(good):
        data = put(good, *steps, value=value)
        said = refusal(data)
        at = said.rpartition(" @ ")[2]
        if not said:
            assert VALIDATOR.is_valid(data), path
            continue
        assert path.startswith(at) or at.startswith(path), (path, said)
        if at == path and "expected" in said and "elements" not in said:
            assert not VALIDATOR.is_valid(data), (path, said)
            assert f" expected, not {kind} @ " in said


def test_schema_and_reader_refuse_keys_that_lack_and_keys_too_many() -> None:
    good = to_data(full_report())
    for steps, path, old in one_of_each(good):
        if not isinstance(old, dict) or path in {"$.computed", "$.page"}:
            continue
        more = put(good, *steps, value=old | {"\u2603": {"state": "absent"}})
        assert f"unknown key '\u2603' @ {path}\n" in refusal(more) + "\n"
        assert not VALIDATOR.is_valid(more)
        for key in old:
            less = put(good, *steps, value={name: old[name] for name in old if name != key})
            said = refusal(less)
            if not said or said == f"the key {key!r} is missing @ {path}":
                assert VALIDATOR.is_valid(less) is (not said), (path, key)


def test_the_schema_is_a_schema() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"]["const"] == SCHEMA_VERSION
    assert schema["description"].startswith("An annual report on open government information")
    assert json.dumps(schema) == json.dumps(json_schema())
    schema["properties"].clear()
    assert json_schema()["properties"]


def test_the_schema_has_every_class_and_every_cell_described() -> None:
    definitions = json_schema()["$defs"]
    assert all("description" in one for name, one in definitions.items() if name != "block")
    cells = definitions["table_requests_2021"]["properties"]["cells"]["properties"]
    assert cells["requests/received_new/total"]["title"].startswith("三/")
    referred = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(json_schema())))
    assert referred == set(definitions)


def test_importing_the_package_leaves_cattrs_alone() -> None:
    command = "import sys, govdisclosure; sys.exit('cattrs' in sys.modules)"
    subprocess.run([sys.executable, "-c", command], check=True, cwd=Path(__file__).parents[1])
