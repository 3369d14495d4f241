"""A program of a user that has a use for every name of the root: ``consumer.py REPORT``.

Two type checkers read it as strictly as they can, and a test runs it.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sized
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import govdisclosure as gd


def made_by_hand() -> gd.Report:
    heading = gd.Heading(level=2, ordinal=1, title="平台")
    words = gd.Paragraph(text="本年收到申请3件，收费情况见附表。")
    survey = gd.OtherTable(rows=(("平台", "数"), ("网站", "1")))
    row = gd.StatisticsRow(label="收到申请数", unit="件", cells=[gd.Cell.of(3)])
    sheet = gd.StatisticsTable(columns=["2014年度"], rows=[row])
    blocks = (words, heading, survey, sheet, gd.Picture(caption="图一"))
    section = gd.Section.of(gd.SectionKind.OVERVIEW, *blocks)
    closing = gd.Closing(signature="某某局", signed_on=date(2024, 1, 2))
    return gd.Report(title="某某局2023年政府信息公开年报", sections=[section], closing=closing)


def numbers(table: gd.Table) -> Iterator[tuple[gd.Address, int | Decimal]]:
    rows: tuple[gd.TableRow, ...] = table.rows()
    for row in rows:
        for address, cell in zip(row.addresses, row.cells, strict=True):
            if cell.state is gd.CellState.NUMBER and cell.value is not None:
                yield address, cell.value


def places(report: gd.Report) -> Iterator[gd.Span | gd.Origin | None]:
    residue: tuple[gd.Residue, ...] = report.residue
    yield from (one.span for one in residue if one.reason is not gd.ResidueReason.CHROME)
    hits: tuple[gd.Hit, ...] = gd.search(report, "申请")
    yield from (hit.span for hit in hits)
    found: tuple[gd.Selected, ...] = gd.select(report, "三/总计")
    yield from (one.cell.origin for one in found)


def with_comments(data: bytes) -> bytes:
    try:
        return gd.annotate_docx(data, gd.check(gd.read(data)), language="en")
    except gd.CommentError:
        return data


def judged(report: gd.Report, rules: gd.Rulebook, waivers: gd.Waivers) -> list[str]:
    findings: tuple[gd.Finding, ...] = gd.check(report, rules=rules, waivers=waivers)
    instances: tuple[gd.Instance, ...] = gd.audit(report)
    said: list[gd.Diagnostic] = [*report.diagnostics, *findings]
    said = [one for one in said if one.severity is not gd.Severity.HINT]
    untold = [one.code for one in instances if one.verdict is gd.Verdict.CANNOT_TELL]
    sums = [f"{one.stated}, not {one.computed}" for one in findings if one.explanations]
    return [one.text("en") for one in said] + untold + sums


def weighed(report: gd.Report, book: gd.Rulebook, waivers: gd.Waivers) -> Iterator[str]:
    rules: tuple[gd.Rule, ...] = book.rules
    title: gd.Wording = rules[0].title
    points: Mapping[str, gd.Points] = book.points
    yield f"{title.text('en')}, {len(points)} rules with points"
    waiving: gd.Waiving = waivers
    findings: tuple[gd.Finding, ...] = gd.check(report, rules=book, waivers=waiving)
    sheet: gd.ScoreSheet = book.score(rules, findings)
    items: tuple[gd.ScoreItem, ...] = sheet.items
    yield f"{sheet.score} of {sheet.full}, {len(items)} lines"
    given: tuple[gd.Waiver, ...] = waivers.waivers
    notes: tuple[gd.WaiverNote, ...] = waivers.review(report, findings)
    void = [one for one in notes if one.standing is gd.WaiverStanding.VOID]
    yield f"{len(given)} waivers, {len(void)} void"


def explained(report: gd.Report) -> Iterator[str]:
    for instance in gd.audit(report):
        others: tuple[gd.OtherCell, ...] = instance.others
        reason: gd.Reason | None = instance.reason
        yield f"{len(others)} other cells, {reason.text('en') if reason else 'judged'}"
    if report.requests is None:
        return
    for finding in gd.check(report.with_cell("requests/received_new/total", 10**6)):
        message: gd.Message = finding.message
        explanations: tuple[gd.Explanation, ...] = finding.explanations
        changes: list[gd.Change] = [one for each in explanations for one in each.changes]
        swapped = [one for one in explanations if one.slip is gd.Slip.DIGITS_SWAPPED]
        yield f"{message.code}: {len(changes)} changes, {len(swapped)} swapped"


def as_printed(report: gd.Report) -> Iterator[str]:
    heading = gd.Heading(level=2, ordinal=1, title="平台")
    parts: gd.HeadingParts | None = heading.read_back("")
    yield str(parts is not None)
    for kind in gd.TableKind:
        if (table := report.table(kind)) is not None:
            labels: tuple[gd.PrintedLabel, ...] = table.labels
            yield f"{len(labels)} labels"


def added_up(reports: list[gd.Report], folder: Path) -> Iterator[str]:
    roster: gd.Roster = gd.read_roster("某某局\n某某厅\n".encode())
    entries: tuple[gd.RosterEntry, ...] = roster.entries
    outcomes: Iterator[gd.Outcome] = gd.read_many(folder, include=["*.txt"])
    there = gd.Collection([*outcomes, *reports])
    members: tuple[gd.Member, ...] = there.members
    read = sum(one.outcome.status is gd.Status.READ for one in members)
    standings: tuple[gd.Standing, ...] = roster.standings(there, year=2023)
    missing = [one.entry for one in standings if one.kind is gd.StandingKind.MISSING]
    yield f"{read} read, {len(missing)} of {len(entries)} missing"
    try:
        merged: gd.Merged = gd.merge(reports, agency="某某市人民政府", year=2023, roster=roster)
    except gd.MergeError as error:
        yield error.text("en")
        return
    remarks: tuple[gd.Remark, ...] = merged.remarks
    yield from (one.text("en") for one in remarks if one.kind is gd.RemarkKind.MISSING)
    found: tuple[gd.Difference, ...] = gd.reconcile(merged, reports)
    yield str([one.amount for one in found if one.kind is gd.DifferenceKind.ERROR])


def compared(old: gd.Report, new: gd.Report) -> Iterator[str]:
    found: gd.Diff = gd.diff(old, new)
    cells: tuple[gd.CellDiff, ...] = found.cells
    sections: tuple[gd.SectionDiff, ...] = found.sections
    yield str([(one.address, one.change, one.percent, one.states) for one in cells])
    for part in sections:
        lines: tuple[gd.LineDiff, ...] = part.changes
        pieces: list[gd.LinePiece] = [piece for line in lines for piece in line.pieces()]
        gone = [piece.text for piece in pieces if piece.change is gd.LineChange.REMOVED]
        yield f"{part.part is gd.ReportPart.SECTION} {gone}"
    yield str(len(found.to_html()) + len(found.to_json()) + len(found.text("en")))


def frames(report: gd.Report) -> Iterator[int]:
    asked: gd.Asking = {"edition": gd.Edition.FORM_2021, "inferred": True}
    yield len(asked)
    yield len(gd.codebook("en"))
    if find_spec("xlsxwriter"):
        yield len(gd.workbook([report], language="en"))
    # The types of other makers are as good as these have them.
    arrow = cast("Callable[..., Sized]", gd.to_arrow)  # pyright: ignore[reportUnknownMemberType]
    pandas = cast("Callable[..., Sized]", gd.to_pandas)  # pyright: ignore[reportUnknownMemberType]
    polars = cast("Callable[..., Sized]", gd.to_polars)  # pyright: ignore[reportUnknownMemberType]
    for name, table in (("pyarrow", arrow), ("pandas", pandas), ("polars", polars)):
        if find_spec("pyarrow") and find_spec(name):
            yield len(table(report))


def follows(report: gd.Report) -> Iterator[str]:
    inferred: Mapping[gd.Address, gd.Inferred] = gd.infer(report)
    for one in inferred.values():
        proofs: tuple[gd.Sum, ...] = one.sums
        kinds: set[gd.SumKind] = {proof.kind for proof in proofs}
        yield f"{len(kinds)} kinds of sums"
        yield f"{one.address.words()} = {one.value}, by {proofs[0].kind.number}"
    records: Iterator[gd.Record] = gd.iter_records(report)
    yield from (record.words for record in records if record.state == "blank")
    fees: tuple[gd.Passage, ...] = gd.passages(report, gd.Topic.PROCESSING_FEE)
    yield from (passage.text for passage in fees)


def claimed(report: gd.Report) -> Iterator[str]:
    claims: Iterator[gd.Claim] = gd.iter_claims(report, previous=report)
    for one in claims:
        if one.subject is gd.ClaimSubject.REQUESTS and one.relation is gd.Relation.CHANGE:
            yield f"{one.text}: {one.direction is gd.Direction.UP}"
    records: Iterator[gd.ClaimRecord] = gd.iter_claim_records(report)
    yield from (record.text for record in records if record.verdict == gd.Verdict.FAIL.value)
    facts: Iterator[gd.Fact] = gd.iter_facts(report)
    yield from (str(one.value) for one in facts if one.kind is gd.FactKind.MAILBOX)
    yield f"{len(gd.claims_json(report))} characters, {len(gd.claims_schema())} keys"


def measured(report: gd.Report) -> Iterator[str]:
    one: gd.Measured = gd.evaluate(report, gd.indicator_definition("closing_rate"), infer=True)
    operands: tuple[gd.Operand, ...] = one.operands
    figures: list[gd.Figure] = [operand.figure for operand in operands]
    doubts: tuple[gd.Doubt, ...] = one.doubts
    yield f"{one.state is gd.MeasureState.VALUE}, {len(figures)} cells, {len(doubts)} doubts"
    definitions: tuple[gd.Indicator, ...] = gd.indicator_definitions()
    cells = [it for it in definitions if it.basis is gd.IndicatorBasis.CELLS]
    rates = [it.key for it in cells if it.unit is gd.IndicatorUnit.PER_CENT]
    terms: tuple[gd.IndicatorTerm, ...] = cells[0].terms
    zero: gd.Blank = gd.Blank.ZERO
    strict: gd.Measured = gd.evaluate(report, rates[0], blank=zero)
    found: gd.Indicators = gd.indicators([report], keys=[definitions[0].key])
    comparison: gd.Comparison = found.of("received")
    placed: tuple[gd.Placed, ...] = comparison.ranking
    pooled: gd.Pooled = comparison.pooled
    yield f"{strict.state}, {len(terms)}, {len(placed)} ranked, {pooled.share_left_out} left out"
    series: gd.Series = gd.Collection([report]).series("requests/received_new/total")
    points: tuple[gd.Point, ...] = series.points
    yield str([point.year for point in points if point.state is gd.PointState.GAP])
    if find_spec("altair") and find_spec("vl_convert"):
        charts: list[gd.Chart] = [gd.chart_bodies(comparison), gd.chart_series(series)]
        charts += [gd.chart_outcomes(report)] if report.requests else []
        yield from (chart.title for chart in charts if chart.to_svg())


def main(path: Path) -> None:
    print(f"govdisclosure {gd.__version__}")
    report = gd.read(path, limits=gd.Limits(lines=30_000))
    agency: gd.Agency | None = gd.agency(report)
    form = report.edition or gd.Edition.FORM_2021
    assert report.year_found_by is not gd.FoundBy.PAGE
    is_office = agency is not None and agency.kind is gd.AgencyKind.OFFICE
    print(f"{report.agency}, an office: {is_office}; {len(gd.addresses(form))} cells in its form")
    blank = gd.compose(agency="某某局", year=2023, edition=form)
    hand = made_by_hand()
    with TemporaryDirectory() as folder:
        local = Path(folder) / "local.toml"
        local.write_text("", encoding="utf-8")
        rules, waivers = gd.read_rulebook(local), gd.read_waivers(local)
        gd.write(hand, Path(folder) / "out.docx")
        print(len(with_comments((Path(folder) / "out.docx").read_bytes())))
        print(*added_up([blank], Path(folder)), *frames(blank), sep="\n")
    print(*compared(blank, hand), sep="\n")
    for one in (report, blank, hand, gd.parse(gd.render(report))):
        assert gd.from_json(gd.to_json(one)) == gd.from_json(one.to_json()) == one
        tables = [table for kind in gd.TableKind if (table := one.table(kind)) is not None]
        counts = [sum(1 for _ in numbers(table)) for table in tables]
        print(
            counts,
            len(list(places(one))),
            judged(one, rules, waivers),
            *measured(one),
            *weighed(one, rules, waivers),
            *explained(one),
            *as_printed(one),
            *follows(one),
            *claimed(one),
            sep="\n",
        )
    year = gd.Address(gd.SheetKind.STATISTICS, "received", gd.ColumnKind.YEAR.value)
    print(hand[year].value, len(gd.json_schema()))
    try:
        gd.read(b"%PDF-1.7")
    except (gd.LimitError, gd.MissingExtraError, gd.ReadError) as error:
        print(error.text("en"))
    try:
        gd.check(report, select="no-such-rule")
    except (gd.CodecError, gd.SettingsError, gd.UnknownRuleError) as error:
        refusal: gd.GovDisclosureError = error
        print(refusal.text("en"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
