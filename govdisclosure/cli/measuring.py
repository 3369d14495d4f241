"""``indicators`` and ``series``: what reports come to, as lines, rows or pictures.

Takes paths and writes one output; everything else goes to stderr.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from govdisclosure.cli.session import UNREADABLE, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.collection.bodies import Collection, Member
from govdisclosure.collection.comparison import Comparison, Indicators, rank_words
from govdisclosure.collection.measure_records import (
    IndicatorRecord,
    SeriesRecord,
    indicator_records,
    series_records,
)
from govdisclosure.collection.measuring import indicators
from govdisclosure.collection.series import Series
from govdisclosure.csv_lines import csv_line
from govdisclosure.formats import MEASURES, Format
from govdisclosure.measures.definition import Indicator
from govdisclosure.measures.dictionary import DICTIONARY_VERSION
from govdisclosure.measures.lookup import indicator_definitions
from govdisclosure.text import json_value
from govdisclosure.wording import COLON, LIST_COMMA, Language, Wording, in_both

if TYPE_CHECKING:
    from govdisclosure.charts.chart import Chart

__all__ = ["Measuring", "indicators_of_inputs", "series_of_inputs"]


@frozen(kw_only=True)
class Measuring:
    """The options of both commands."""

    output: str | None = None
    format: str | None = None
    #: Whether CSV is for programs, which need no protection from formulas.
    is_raw: bool = False
    language: Language = "zh"
    blank: str = "unknown"
    infers: bool = False
    min_n: int = 0
    allow: tuple[str, ...] = ()
    #: The indicators to work out, all when empty; the body of a series.
    keys: tuple[str, ...] = ()
    body: str | None = None


class _Opened(NamedTuple):
    """The format of the output, and the reports."""

    format: Format
    reports: Collection


def indicators_of_inputs(session: Session, paths: Sequence[str], choice: Measuring) -> None:
    """Work out the indicators of what *paths* name, and write them."""
    try:
        chosen = indicator_definitions(choice.keys)
    except KeyError as error:
        _tell_unknown(session, ", ".join(choice.keys), error)
        return
    there = _open(session, paths, choice)
    if there is None:
        return
    found = indicators(
        there.reports,
        keys=[one.key for one in chosen],
        blank=choice.blank,
        infer=choice.infers,
        min_n=choice.min_n,
        allow=choice.allow,
    )
    format = there.format.name
    if format in {"html", "svg"}:
        from govdisclosure.charts import chart_bodies

        charts = [chart_bodies(one, language=choice.language) for one in found]
        _write_charts(session, charts, there.format, choice)
    elif format == "text":
        _write(there.format, choice, "".join(_blocks(found, choice.language)))
    elif format == "csv":
        records = indicator_records(found, choice.language)
        _write(there.format, choice, _csv(IndicatorRecord._fields, records, choice))
    else:
        results = list(map(_members, indicator_records(found, choice.language)))
        facts = {"dictionary": DICTIONARY_VERSION, "indicators": list(map(_definition, chosen))}
        _write(there.format, choice, _json(facts | {"results": results}))


def series_of_inputs(session: Session, paths: Sequence[str], what: str, choice: Measuring) -> None:
    """Write the series of a cell or an indicator of one body in what *paths* name."""
    there = _open(session, paths, choice)
    if there is None:
        return
    reports = _of_one_body(session, there.reports, choice.body)
    if reports is None:
        return
    try:
        found = reports.series(what, blank=choice.blank, infer=choice.infers)
    except KeyError as error:
        _tell_unknown(session, what, error)
        return
    if found.undated:
        session.tell(session.say("undated", paths=_paths(session, found.undated)))
    if found.points:
        _write_series(session, found, there.format, choice)
    else:
        session.complain(UNREADABLE, session.say("nothing_dated"))


def _of_one_body(session: Session, there: Collection, body: str | None) -> Collection | None:
    """The reports of the body that is named, or of the only one; None where it is not decided."""
    bodies = list(there.by_body())
    listed = LIST_COMMA.text(session.language).join(bodies)
    if body is not None:
        try:
            return there.body(body)
        except KeyError:
            session.complain(USAGE, session.say("unknown_body", body=body, bodies=listed))
            return None
    if len(bodies) > 1:
        session.complain(USAGE, session.say("several_bodies", bodies=listed))
        return None
    unnamed = [one for one in there.members if one.body is None and one.outcome.report is not None]
    if not bodies or not unnamed:
        return there
    session.tell(session.say("unnamed", paths=_paths(session, unnamed)))
    return there.body(bodies[0])


def _paths(session: Session, members: Iterable[Member]) -> str:
    return LIST_COMMA.text(session.language).join(one.outcome.path or "" for one in members)


def _write_series(session: Session, found: Series, format: Format, choice: Measuring) -> None:
    if format.name in {"html", "svg"}:
        from govdisclosure.charts import chart_series

        _write_charts(session, [chart_series(found, language=choice.language)], format, choice)
    elif format.name == "text":
        _write(format, choice, "".join(_lines(found, choice.language)))
    elif format.name == "csv":
        records = series_records(found, choice.language)
        _write(format, choice, _csv(SeriesRecord._fields, records, choice))
    else:
        points = list(map(_members, series_records(found, choice.language)))
        _write(format, choice, _json({"points": points}))


def _open(session: Session, paths: Sequence[str], choice: Measuring) -> _Opened | None:
    """The format and the reports; None where something is wrong, which is reported."""
    format = session.format_for(choice.output, choice.format, MEASURES)
    inputs = session.inputs(paths)
    if format is None or not session.is_safe(choice.output, inputs):
        return None
    there = Collection(session.outcomes(inputs))
    if not len(there):
        session.complain(UNREADABLE, session.say("nothing_to_measure"))
        return None
    return _Opened(format, there)


def _tell_unknown(session: Session, what: str, error: KeyError) -> None:
    facts = {"what": what, "reason": error.args[0]}
    session.complain(USAGE, session.say("unknown_measure", **facts))


# ------------------------------------------------------------------------------ outputs


def _write(format: Format, choice: Measuring, written: str) -> None:
    with opened(choice.output, format) as sink:
        sink.write_whole(written)


def _write_charts(
    session: Session, charts: Sequence["Chart"], format: Format, choice: Measuring
) -> None:
    from govdisclosure.charts.chart import page_of

    if format.name == "html":
        _write(format, choice, page_of(charts, language=choice.language))
    elif len(charts) == 1:
        _write(format, choice, charts[0].to_svg())
    else:
        session.complain(USAGE, session.say("one_picture", count=len(charts)))


def _blocks(found: Indicators, language: Language) -> Iterator[str]:
    """A block of lines for each indicator and year."""
    for comparison in found:
        year = "" if comparison.year is None else f" {comparison.year}"
        name = comparison.indicator.name.text(language)
        yield f"{comparison.indicator.key}{year}  {name}\n"
        yield from (f"  {line}\n" for line in _of_reports(comparison, language))


def _of_reports(comparison: Comparison, language: Language) -> Iterator[str]:
    """A line for each report, with its rank where there are several, and one for all of them."""
    lead = comparison.indicator.name.text(language) + COLON.text(language)
    is_compared = len(comparison.placed) > 1
    for one in comparison.placed:
        words = one.measured.text(language).removeprefix(lead)
        rank = rank_words(one, language) if is_compared else ""
        place = f"  [{_RANK.say(language, rank=rank)}]" if rank else ""
        yield f"{one.name}{COLON.text(language)}{words}{place}"
    if is_compared:
        yield f"{_TOGETHER.text(language)}{COLON.text(language)}{comparison.pooled.text(language)}"


_RANK = Wording("位次 {rank}", "rank {rank}")
_TOGETHER = Wording("合计", "combined")


def _lines(found: Series, language: Language) -> Iterator[str]:
    """A line for each year: value, state, reason and places."""
    head = (found.body, found.words(language), f"[{found.key}]")
    yield f"{' '.join(filter(None, head))}\n"
    for one in found.points:
        reason = one.reason.text(language) if one.reason else ""
        parts = (
            found.printed(one) or "—",
            one.state.text(language),
            reason,
            LIST_COMMA.text(language).join(one.places(language)),
        )
        yield f"  {one.year}  {'  '.join(filter(None, parts))}\n"


def _csv(columns: Sequence[str], records: Iterable[tuple[object, ...]], choice: Measuring) -> str:
    lines = [csv_line(columns)]
    lines += [csv_line(map(_flat, record), is_raw=choice.is_raw) for record in records]
    return "".join(lines)


def _flat(value: object) -> str | int | Decimal | None:
    """A value as one field; several are separated by semicolons."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or None
    return value if value is None or isinstance(value, int | Decimal) else str(value)


def _members(record: IndicatorRecord | SeriesRecord) -> Mapping[str, object]:
    return {
        name: json_value(value) if isinstance(value, Decimal) else value
        for name, value in record._asdict().items()
    }


def _json(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _definition(one: Indicator) -> Mapping[str, object]:
    """A definition of the dictionary as data."""
    return {
        "key": one.key,
        "version": one.version,
        "name": in_both(one.name),
        "numerator": one.numerator or None,
        "denominator": one.denominator or None,
        "unit": one.unit.value,
        "basis": one.basis.value,
        "editions": [form.value for form in one.editions],
        "is_same_in_editions": one.is_same_in_editions,
        "zero": one.zero,
        "blank": one.blank,
        "caveat": in_both(one.caveat),
        "sources": list(map(in_both, one.sources)),
    }
