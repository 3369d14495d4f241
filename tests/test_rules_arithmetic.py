"""One changed cell gives the findings that follow, and no other; clean reports give none."""

import json
import random
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import govdisclosure as gd
from govdisclosure import Address, Cell, Edition, Report, SectionKind, Table, TableKind
from govdisclosure import strategies as gds
from govdisclosure.model.addresses import addresses_of
from govdisclosure.model.agency import describe
from govdisclosure.model.blocks import Paragraph
from govdisclosure.model.report import Block
from govdisclosure.rules import RULES, Verdict
from govdisclosure.rules.catalogue.plausibility import makes_no_rules
from govdisclosure.rules.local.waivers import parse_waivers, stanza
from govdisclosure.sums import sums_of
from tests.dialects import DIALECTS
from tests.dialects.facts import Facts, make_facts
from tests.dialects.forms import Edition as Form
from tests.mutations.clean import make_clean

from .conftest import each_gold, report_of_gold
from .test_sums import balanced

SUMS = ("GD201", "GD202", "GD203", "GD204", "GD205", "GD206")
CODES = dict(zip((f"R0{number}" for number in range(1, 7)), SUMS, strict=True))
NUMBERS = (*CODES, "R10", "R11", "R12", "R13", "R14", "R32", "R33", "R34", "R35", "R58")
#: The rules of this chapter, and those of them that are no hints.
ALL = tuple(rule.code for rule in RULES if set(rule.numbers) & set(NUMBERS))
FIRM = tuple(code for code in ALL if code[2] != "9")
STATES = ("GD208", "GD209", "GD210")
EDITIONS = tuple(Edition)
#: An organ that may make no rules, and may license.
AGENCY = "青溪县商务局"

# ------------------------------------------------------------------------------ clean reports


def clean_report(edition: Edition, chance: random.Random, zeros: float = 0.5) -> Report:
    """A report in which every sum holds and nothing is odd, all cells printed."""
    report = gd.compose(edition=edition, agency=AGENCY, year=2023)
    for kind in TableKind:
        form = None if kind is TableKind.DISPUTES else edition
        for address, count in clean_numbers(kind, form, chance, zeros).items():
            report = report.with_cell(address, count)
    return report


def clean_numbers(
    kind: TableKind, edition: Edition | None, chance: random.Random, zeros: float = 0.5
) -> dict[Address, int]:
    if kind is not TableKind.PROACTIVE:
        return balanced(kind, edition, chance, 60, zeros)
    counts = {one: chance.randint(1, 900) for one in addresses_of(kind, edition)}
    small, middle, large = sorted(chance.sample(range(1, 900), 3))
    for address in counts:
        if address.row == "rules":
            counts[address] = 0
        elif address.column in {"issued", "disclosed_new"}:
            counts[address] = small
        elif address.column == "produced_new":
            counts[address] = middle
        elif address.column in {"in_force", "disclosed_total"}:
            counts[address] = large
        elif address.column == "repealed":
            counts[address] = 0
    return counts


def cells_of(one: gd.Diagnostic) -> list[str]:
    """The cells that a finding is told of; it may have read others, and they stand behind them."""
    assert isinstance(one, gd.Finding)
    # Of a sum every cell; what is likeliest wrong in it is the explanation's matter.
    cells = one.addresses if one.code in CODES.values() else one.at_fault or one.addresses
    assert one.addresses[: len(cells)] == cells
    assert len(set(one.addresses)) == len(one.addresses)
    return list(map(str, cells))


def found_in(report: Report, codes: Collection[str] = ALL) -> Counter[tuple[str, frozenset[str]]]:
    return Counter((one.code, frozenset(cells_of(one))) for one in gd.check(report, select=codes))


# ------------------------------------------------------------------------------ sums


def sums_with(address: Address, edition: Edition) -> list[tuple[str, frozenset[Address]]]:
    """The code and the cells of every sum of the form in which a cell stands."""
    return sorted(
        (CODES[one.kind.number], frozenset(one.addresses))
        for one in sums_of(address.table, edition)
        if address in one.addresses
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_changed_number_breaks_its_own_sums_and_no_other(edition: Edition) -> None:
    chance = random.Random(5)
    count = 0
    for amount in (1, -1, 10, 999):
        report = clean_report(edition, chance)
        assert gd.check(report, select=SUMS) == ()
        for address, cell in report.cells():
            if address.table is TableKind.PROACTIVE:
                continue
            value = cell.value
            assert value is not None
            found = gd.check(report.with_cell(address, max(value + amount, 0)), select=SUMS)
            if value + amount < 0 and value == 0:
                assert found == ()
                continue
            count += 1
            assert sorted((one.code, frozenset(one.addresses)) for one in found) == sums_with(
                address, edition
            ), address
            for one in found:
                assert one.stated is not None
                assert one.computed is not None
                expected = min(abs(amount), value) if amount < 0 else amount
                assert abs(one.stated - one.computed) == expected
    print(f"{edition.value}: {count} changed numbers")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sum_is_an_instance(edition: Edition) -> None:
    report = clean_report(edition, random.Random(2))
    expected = sum(len(sums_of(kind, edition)) for kind in TableKind)
    assert len(gd.audit(report, select=SUMS)) == expected


# ------------------------------------------------------------------------------ any changed cell

#: What is put into a cell: an amount is added, words replace it.
FAULTS: tuple[int | Decimal | str, ...] = (
    *(1, -1, 7, 999, -2000, Decimal("0.5")),
    *("", "/", "—", "无", "不详", "〔缺〕"),
)
EMPTY = {"": "GD208", "/": "GD209", "—": "GD209", "无": "GD209", "不详": "GD210"}


def following(
    report: Report, address: Address, fault: int | Decimal | str
) -> Iterator[tuple[str, frozenset[str]]]:
    """What must be found, worked out from the one cell that was changed in a clean report."""
    if isinstance(fault, str):
        yield from following_words(report, address, fault)
        return
    alone = frozenset({str(address)})
    assert report.edition is not None
    changed = (report[address].value or 0) + fault
    for code, cells in sums_with(address, report.edition):
        yield code, frozenset(map(str, cells))
    is_amount = address.column in {"collected_wan", "amount"}
    is_below = changed < 0 and address.column != "items_change"
    if (is_below or changed % 1) and not is_amount:
        yield "GD207", alone
    if address.row == "rules":
        yield "GD212", alone
    if address.row in {"rules", "normative_documents"}:
        yield from following_documents(report.with_cell(address, changed), address.row)


def following_documents(report: Report, row: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What the documents of one row say against each other."""
    values = {
        one.column: cell.value or 0
        for one, cell in report.cells()
        if one.table is TableKind.PROACTIVE and one.row == row
    }
    if report.edition is Edition.FORM_2021:
        if values["issued"] > values["in_force"] and not values["repealed"]:
            yield "GD211", frozenset(f"proactive/{row}/{one}" for one in values)
        return
    for bound in ("produced_new", "disclosed_total"):
        if values["disclosed_new"] > values[bound]:
            yield "GD215", frozenset(f"proactive/{row}/{one}" for one in ("disclosed_new", bound))


def following_words(
    report: Report, address: Address, words: str
) -> Iterator[tuple[str, frozenset[str]]]:
    """What must be found where words, a mark or nothing stand instead of the number."""
    alone = frozenset({str(address)})
    if words in EMPTY:
        yield EMPTY[words], alone
    others = (cell for one, cell in report.cells() if one.table is address.table and one != address)
    if words == "" and any(cell.value == 0 for cell in others):
        yield "GD903", alone
    if words in {"不详", "〔缺〕"}:
        return
    assert report.edition is not None
    for one in sums_of(address.table, report.edition):
        total = one.right[0]
        if len(one.right) == 1 and (
            address == total or (address in one.left and report[total].value == 0)
        ):
            yield "GD904", frozenset({str(total)})


@pytest.mark.slow("every fault in every cell")
@pytest.mark.parametrize("edition", EDITIONS)
def test_any_fault_in_any_cell_gives_what_follows_and_no_more(edition: Edition) -> None:
    count: Counter[str] = Counter()
    cases = 0
    for number, fault in enumerate(FAULTS):
        report = clean_report(edition, random.Random(number), zeros=(0.0, 0.5, 0.9)[number % 3])
        assert found_in(report) == Counter()
        for address, cell in report.cells():
            assert cell.value is not None
            new = fault if isinstance(fault, str) else cell.value + fault
            found = found_in(report.with_cell(address, new))
            expected = Counter(set(following(report, address, fault)))
            assert found == expected, (address, fault)
            cases += 1
            count.update(code for code, _ in expected.elements())
    print(f"{edition.value}: {cases} faults; findings that followed: {sorted(count.items())}")
    missed = {"GD213", "GD214", "GD901", "GD902"} | (
        {"GD215"} if edition is Edition.FORM_2021 else {"GD211"}
    )
    assert (
        set(ALL) - set(count) == missed
    )  # these have cases of their own, or are of the other form


# ------------------------------------------------------------------------------ number cells


def test_blanks_are_told_once_a_table() -> None:
    report = gd.compose(edition=Edition.FORM_2021)
    found = gd.check(report, select=["GD208"])
    assert [len(one.addresses) for one in found] == [10, 175, 15]
    assert "有 175 格空白：" in found[1].text()
    assert "blank cells in the table of requests: 175 (" in found[1].text("en")
    for language in ("zh", "en"):  # the number is said once
        assert found[1].text(language).count("17") == 1
    assert gd.check(report, select=["GD903", "GD904", "GD209", "GD210"]) == ()


@pytest.mark.parametrize("words", ["", "/"])
@given(rng=st.randoms(use_true_random=False))
def test_no_cell_is_to_hold_zero_if_the_sums_prove_another_number(
    words: str, rng: random.Random
) -> None:
    clean = clean_report(rng.choice([*Edition]), rng)
    tables = filter(None, map(clean.table, TableKind))
    cells = [address for table in tables for address in table.addresses]
    emptied = rng.sample(cells, rng.randint(1, 40))
    report = clean
    for address in emptied:
        report = report.with_cell(address, words)
    proven = {cell: one.value for cell, one in gd.infer(report).items() if one.value}
    for one in gd.check(report, select=["GD208", "GD209", "GD903"]):
        empty = [cell for cell in one.at_fault or one.addresses if report[cell].value is None]
        due = {cell: proven[cell] for cell in empty if cell in proven}
        assert all(clean[cell].value == value for cell, value in due.items())
        chinese, english = one.text(), one.text("en")
        assert ("没有的填 0。" in chinese) is (len(due) < len(empty))
        assert ("0 where there is nothing." in english) is (len(due) < len(empty))
        assert ("请填数字：按勾稽关系「" in chinese) is bool(due)
        assert ("as the sums of the form require, " in english) is bool(due)
        for cell, value in list(due.items())[:3]:
            assert f"「{cell.words()}」为 {value}" in chinese
            assert f"{value} in {cell.words('en')}" in english


def test_words_and_marks_are_quoted() -> None:
    report = clean_report(Edition.FORM_2021, random.Random(1))
    for column, words in zip(("issued", "repealed", "in_force"), ("/", "/", "—"), strict=True):
        report = report.with_cell(f"proactive/rules/{column}", words)
    (one,) = gd.check(report, select=FIRM)
    assert one.code == "GD209"
    assert "「/」「—」" in one.text()
    assert "with “/”, “—” instead" in one.text("en")
    assert "「" not in one.text("en")
    (one,) = gd.check(
        clean_report(Edition.FORM_2021, random.Random(1)).with_cell(
            "proactive/licensing/decisions", "详见附件"
        ),
        select=FIRM,
    )
    assert one.code == "GD210"
    assert "「详见附件」" in one.text()


def test_absent_cells_are_not_blank() -> None:
    table = Table(kind=TableKind.DISPUTES, cells=[Cell.read("〔缺〕")] * 15)
    report = Report(preamble=[table])
    assert gd.check(report, select=ALL) == ()
    verdicts = {one.verdict for one in gd.audit(report, select=["GD208", "GD207", "GD904"])}
    assert verdicts == {Verdict.CANNOT_TELL}


@pytest.mark.parametrize(
    ("parts", "total", "is_told"),
    [
        (("3", "1", "", ""), "", True),
        (("0", "", "", ""), "", True),
        (("", "", "", ""), "0", True),
        (("/", "/", "/", "/"), "0", True),
        (("3", "1", "", ""), "/", True),
        (("", "", "", ""), "", False),
        (("3", "", "", ""), "3", False),
        (("0", "0", "0", "0"), "0", False),
        (("3", "1", "0", "0"), "不详", False),
    ],
)
def test_totals_and_parts_are_blank_together(
    parts: tuple[str, ...],
    total: str,
    is_told: bool,  # noqa: FBT001 - a case
) -> None:
    cells = [Cell.read(words) for words in (*parts, total, *["0"] * 10)]
    report = Report(preamble=[Table(kind=TableKind.DISPUTES, cells=cells)])
    found = gd.check(report, select=["GD904"])
    assert [cells_of(one) for one in found] == [["disputes/review/total"]] * is_told
    assert all(len(one.addresses) == 5 for one in found)


#: Reports with a finding of each rule that is told of fewer cells than it read.
READ: dict[str, dict[str, int | str]] = {
    "GD903": {"disputes/review/total": "", "disputes/review/upheld": 3},
    "GD904": {
        "requests/received_new/total": "",
        "requests/received_new/enterprise": 12,
        "requests/received_new/natural_person": 4,
    },
    "GD212": {"proactive/rules/in_force": 6, "proactive/rules/issued": 0},
}


@pytest.mark.parametrize("code", READ)
def test_a_changed_number_that_was_read_voids_a_waiver(code: str) -> None:
    report = clean_report(Edition.FORM_2021, random.Random(4))
    for place, words in READ[code].items():
        report = report.with_cell(place, words)
    (one,) = gd.check(report, select=code)
    draft = stanza(one, report).replace('reason = ""', 'reason = "核对过"')
    waivers = parse_waivers(draft.replace("# date", "date"))
    assert gd.check(report, select=code, waivers=waivers) == ()
    for address in one.addresses:
        changed = report.with_cell(address, (report[address].value or 0) + 1)
        found = gd.check(changed, select=code)
        assert gd.check(changed, select=code, waivers=waivers) == found, address
    table = one.addresses[0].table
    expected = {
        "GD903": [place for place, _ in report.cells() if place.table is table],
        "GD904": [p for p, _ in report.cells() if (p.table, p.row) == (table, "received_new")],
        "GD212": [p for p, _ in report.cells() if (p.table, p.row) == (table, "rules")],
    }
    assert sorted(map(str, one.addresses)) == sorted(map(str, expected[code]))


# ------------------------------------------------------------------------------ what is legal


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("agency", ["青溪县审计局", "青溪县大柳镇人民政府", "青溪市人民政府"])
def test_what_is_legal_stays_silent(edition: Edition, agency: str) -> None:
    zero = gd.compose(edition=edition, agency=agency, year=2023)
    for address, _ in zero.cells():
        zero = zero.with_cell(address, 0)
    assert gd.check(zero, select=ALL) == ()  # nothing licensed, asked for or disputed in a year
    disputed = zero
    for row in ("review", "litigation_direct", "litigation_after_review"):
        for column in ("upheld", "total"):
            disputed = disputed.with_cell(f"disputes/{row}/{column}", 2)
    assert gd.check(disputed, select=ALL) == ()  # they stem from requests of earlier years


def test_changes_of_items_may_be_negative_and_amounts_any_number() -> None:
    report = clean_report(Edition.FORM_2019, random.Random(3))
    report = report.with_cell("proactive/licensing/items_change", -8)
    report = report.with_cell("proactive/procurement/amount", Decimal("251000.25"))
    assert gd.check(report, select=ALL) == ()
    report = report.with_cell("proactive/licensing/items_change", Decimal("-0.5"))
    assert [one.code for one in gd.check(report, select=ALL)] == ["GD207"]


# ------------------------------------------------------------------------------ table two


@pytest.mark.parametrize(
    ("agency", "is_told"),
    [
        ("青溪县大柳镇人民政府", True),
        ("云岭区人民政府大柳街道办事处", True),
        ("青溪县人民政府", True),
        ("青溪市云岭区人民政府办公室", True),
        ("某某自治县人民政府", True),
        ("青溪市商务局", True),
        ("国家税务总局青溪县税务局", True),
        ("青溪市人民政府", False),
        ("青溪市人民政府办公厅", False),
        ("某某省人民政府", False),
        ("某某自治区人民政府", False),
        ("某某自治州人民政府", False),
        ("国家税务总局", False),
        ("国家市场监督管理总局", False),
        ("中国人民银行", False),
        ("教育部", False),
        ("商务局", False),
    ],
)
def test_who_may_make_rules(agency: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    assert bool(makes_no_rules(describe(agency))) == is_told
    report = gd.compose(agency=agency, year=2022, cells={"proactive/rules/in_force": 6})
    assert report.agency == agency
    found = gd.check(report, select=["GD212"])
    assert [cells_of(one) for one in found] == [["proactive/rules/in_force"]] * is_told
    assert all(len(one.addresses) == 3 for one in found)
    assert all(agency in one.text() for one in found)
    assert gd.check(gd.compose(cells={"proactive/rules/in_force": 6}), select=["GD212"]) == ()


def test_townships_seldom_license() -> None:
    cells = {"proactive/licensing/decisions": 120, "proactive/compulsion/decisions": 0}
    (one,) = gd.check(gd.compose(agency="大柳镇人民政府", cells=cells), select=["GD901"])
    assert one.stated == 120
    assert one.severity is gd.Severity.HINT
    assert gd.check(gd.compose(agency="青溪县商务局", cells=cells), select=["GD901"]) == ()
    assert gd.check(gd.compose(cells=cells), select=["GD901"]) == ()


@pytest.mark.parametrize(
    ("fees", "prose", "is_told"),
    [
        ("3940", "2023年收取政府信息公开信息处理费3940元。", True),
        ("3940", "2023年收取政府信息公开信息处理费３，９４０.00 元。", True),
        ("3940", "2023年收取政府信息公开信息处理费3,940元。", True),
        ("0.394", "2023年收取政府信息公开信息处理费3940元。", False),
        ("3940", "2023年收取行政事业性收费3940万元。", False),
        ("10", "按 10元/页 收取。", False),
        ("0", "收取信息处理费0元。", False),
        ("", "收取信息处理费3940元。", False),
        ("3940元", "无。", True),
    ],
)
def test_fees_that_look_like_yuan(fees: str, prose: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    report = gd.compose(cells={"proactive/fees/collected_wan": fees})
    sections = (
        evolve(one, blocks=[Paragraph(text=prose)]) if one.kind is SectionKind.OTHER else one
        for one in report.sections
    )
    found = gd.check(evolve(report, sections=tuple(sections)), select=["GD213"])
    assert [one.code for one in found] == ["GD213"] * is_told


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [("12.5", "12500", True), ("12.5", "12499", False), ("0", "12500", False), ("", "9", False)],
)
def test_fees_a_thousandfold(before: str, now: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    place = "proactive/fees/collected_wan"
    last = gd.compose(agency=AGENCY, year=2022, cells={place: before})
    report = gd.compose(agency=AGENCY, year=2023, cells={place: now})
    found = gd.check(report, previous=[last], select=["GD214"])
    assert [one.code for one in found] == ["GD214"] * is_told
    assert gd.check(report, select=["GD214"]) == ()


@pytest.mark.parametrize(("fees", "is_told"), [("1.123456", False), ("1.1234567", True)])
def test_fees_too_precise(fees: str, is_told: bool) -> None:  # noqa: FBT001 - a case
    report = gd.compose(cells={"proactive/fees/collected_wan": fees})
    assert [one.code for one in gd.check(report, select=["GD902"])] == ["GD902"] * is_told


# ------------------------------------------------------------------------------ no false alarms


def plausible(report: Report) -> Report:
    """The same report with documents as an organ without rules may have them.

    The generators draw the numbers of rules and documents whatever the organ, and one without
    regard to the other; what reading made of them is for other tests.
    """
    for address, cell in report.cells():
        if address.table is not TableKind.PROACTIVE or not cell.is_number:
            continue
        if address.row in {"rules", "normative_documents"}:
            report = report.with_cell(address, 0)
    return report


def expected_states(facts: Facts) -> Counter[tuple[str, frozenset[str]]]:
    """The cells that print no number, by table, as the facts of the report have them."""
    codes = {"blank": "GD208", "mark": "GD209", "text": "GD210"}
    groups: dict[tuple[str, str], set[str]] = {}
    for place, cell in facts.cells.items():
        if cell.state in codes:
            groups.setdefault((codes[cell.state], place.partition("/")[0]), set()).add(place)
    return Counter((code, frozenset(places)) for (code, _), places in groups.items())


FORMS: tuple[Form, ...] = ("2019", "2021")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("first", "name"), [*enumerate(DIALECTS)])
def test_clean_generated_reports_raise_no_alarm(first: int, name: str, form: Form) -> None:
    count = 0
    for seed in (2 * first, 2 * first + 1):
        # Those of the second kind print blanks for zeros alone, and not for totals.
        for facts, blanks in (
            (make_facts(form, 2 * seed), ("unknown",)),
            (make_clean(form, seed), ("unknown", "zero")),
        ):
            assert facts.balanced
            document, _ = DIALECTS[name](facts, random.Random(seed))
            report = gd.parse(document) if isinstance(document, str) else gd.read(document)
            for blank in blanks:
                found = gd.check(plausible(report), select=FIRM, ignore=STATES, blank=blank)
                assert found == (), (seed, facts.agency)
                count += 1
    print(f"{name} {form}: no false alarm in {count} checks")


@pytest.mark.parametrize("form", FORMS)
def test_cells_without_a_number_are_those_that_were_printed(form: Form) -> None:
    count = 0
    for seed in range(40):
        document, facts = DIALECTS["own_cells"](make_facts(form, seed), random.Random(seed))
        assert isinstance(document, str)
        expected = expected_states(facts)
        assert found_in(gd.parse(document), STATES) == expected, seed
        count += expected.total()
    print(f"{form}: {count} findings on cells without a number, each as printed")


@st.composite
def clean_reports(draw: DrawFn) -> Report:
    """Any report whatever its prose, with clean tables in place of those that were drawn."""
    report = draw(gds.reports())
    chance = random.Random(draw(st.integers(0, 2**32)))

    def clean(block: Block) -> Block:
        if not isinstance(block, Table):
            return block
        numbers = clean_numbers(block.kind, block.edition, chance)
        return evolve(block, cells=[Cell.of(number) for number in numbers.values()])

    return evolve(
        report,
        preamble=[clean(block) for block in report.preamble],
        sections=[
            evolve(one, blocks=[clean(block) for block in one.blocks]) for one in report.sections
        ],
        annex=[clean(block) for block in report.annex],
    )


@given(clean_reports())
def test_clean_tables_in_any_report_raise_no_alarm(report: Report) -> None:
    assert gd.check(report, select=FIRM) == ()


# ------------------------------------------------------------------------------ real reports


@pytest.mark.corpus
@each_gold
def test_real_reports_have_the_faults_that_a_careful_reader_finds(gold: Path) -> None:
    expected = json.loads(gold.read_text(encoding="utf-8"))
    report = gd.read(report_of_gold(gold))
    arguable = {one["rule"] for one in expected.get("arguable") or ()}
    for number in NUMBERS:
        wanted = [one for one in expected["findings"] if one["rule"] == number]
        if number in arguable and not wanted:
            continue
        codes = [rule.code for rule in RULES if number in rule.numbers]
        found = gd.check(report, select=codes)
        # What the gold lists are the cells at fault; of R35 the total, without its parts.
        addresses = sorted(cell for one in found for cell in cells_of(one))
        assert addresses == sorted(one for want in wanted for one in want["addresses"]), number
        if number == "R35":
            assert [len(cells_of(one)) for one in found] == [1] * len(found)
            assert all(len(one.addresses) > 1 for one in found)
