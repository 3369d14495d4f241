"""How the requests of a year were handled, drawn.

Takes a report and gives a chart; works nothing out. A row without a number has words in place of a
bar: an unknown count is no bar of no length.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from govdisclosure.charts.chart import Chart
from govdisclosure.charts.dressing import INK, WIDTH, altair_of, dressed
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.measures.figures import Figure, Figures
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.report import Report
from govdisclosure.text import format_number
from govdisclosure.wording import Language, Wording

__all__ = ["chart_outcomes"]

#: The outcomes of table three, by the beginnings of the names of their rows, with their colours.
_GROUPS: Sequence[tuple[str, Wording, str]] = (
    ("disclosed", Wording("予以公开", "disclosed"), "#1d6b37"),
    ("partly_disclosed", Wording("部分公开", "partly disclosed"), "#5a9e3f"),
    ("withheld_", Wording("不予公开", "withheld"), "#b3261e"),
    ("unavailable_", Wording("无法提供", "unavailable"), "#b35900"),
    ("not_processed_", Wording("不予处理", "not processed"), "#6b4a9e"),
    ("other_", Wording("其他处理", "other handling"), "#5d6670"),
)
_UNKNOWN = Wording("未知", "unknown")
_TITLE = Wording("{agency} {year} 年申请办理结果", "outcomes of requests, {agency} {year}")
_SUBTITLE = Wording("（七）总计 {total}", "total {total}")
_HEADS = (
    Wording("类别", "kind"),
    Wording("行", "row"),
    Wording("件数", "number"),
    Wording("位置", "place"),
    Wording("地址", "address"),
)
#: The longest label that is drawn.
_MOST_CHARACTERS = 24


@frozen
class _Outcome:
    """One row of the results."""

    group: str
    #: Its last label, short enough to be drawn.
    label: str
    figure: Figure

    def words(self, language: Language) -> str:
        """The count."""
        number = self.figure.number
        return _UNKNOWN.text(language) if number is None else format_number(number)


def chart_outcomes(report: Report, *, language: Language = "zh") -> Chart:
    """How the requests of a year were handled: a bar for each row of 「三、本年度办理结果」.

    Raises:
        MissingExtraError: altair is not installed.
        ValueError: The report has no table three.
    """
    table = report.requests
    if table is None:
        raise ValueError("the report has no table of requests")
    figures = Figures(report=report)
    found = list(_outcomes(table.edition, figures, language))
    whole = figures.at(Address.parse("requests/outcomes_total/total"))
    title = _TITLE.say(language, agency=report.agency or "", year=f"{report.year or ''}")
    total = _Outcome("", "", whole).words(language)
    return Chart(
        title=title,
        altair=dressed(_bars(found, language), title, [_SUBTITLE.say(language, total=total)]),
        heads=tuple(one.text(language) for one in _HEADS),
        rows=tuple(
            (
                one.group,
                one.figure.address.words(language, table.edition),
                one.words(language),
                one.figure.cell.place.words(language) if one.figure.cell.place else "",
                str(one.figure.address),
            )
            for one in found
        ),
        language=language,
    )


def _bars(found: Sequence[_Outcome], language: Language) -> Any:  # noqa: ANN401 - altair's
    altair = altair_of()
    rows = [
        {
            "label": one.label,
            "group": one.group,
            "count": float(one.figure.number or 0),
            "words": one.words(language),
        }
        for one in found
    ]
    labels = [one.label for one in found]
    bars = altair.Chart(altair.Data(values=rows)).encode(
        y=altair.Y("label:N", sort=labels, title=None, axis=altair.Axis(labelLimit=340)),
        x=altair.X("count:Q", title="件", axis=altair.Axis(tickMinStep=1)),
    )
    names = [words.text(language) for _, words, _ in _GROUPS]
    colour = altair.Color(
        "group:N",
        sort=names,
        scale=altair.Scale(domain=names, range=[colour for _, _, colour in _GROUPS]),
        legend=altair.Legend(title=None, orient="bottom", columns=6),
    )
    return altair.layer(
        bars.mark_bar(height=13).encode(color=colour),
        bars.mark_text(align="left", dx=4, fontSize=12, color=INK).encode(text="words:N"),
    ).properties(width=WIDTH - 220, height=20 * len(rows))


def _outcomes(edition: Edition | None, figures: Figures, language: Language) -> Iterator[_Outcome]:
    """Each row of the results with its total, in print order."""
    for address in addresses_of(TableKind.REQUESTS, edition):
        group = next((words for name, words, _ in _GROUPS if address.row.startswith(name)), None)
        if address.column == "total" and group is not None:
            # the labels are those of the table, of the results, of the row and of the column
            label = address.words(language, edition).split("/")[-2]
            if len(label) > _MOST_CHARACTERS:
                label = f"{label[:_MOST_CHARACTERS]}…"
            yield _Outcome(group.text(language), label, figures.at(address))
