"""What all pictures share: colours, fonts, titles. Knows no result."""

from collections.abc import Sequence
from typing import Any

from govdisclosure.charts.chart import FONTS
from govdisclosure.frames.extras import load_extra

__all__ = ["BLUE", "GREY", "INK", "ORANGE", "WIDTH", "altair_of", "dressed"]

#: The width of a picture without its labels.
WIDTH = 640
#: Colours that people with any kind of sight tell apart, dark enough for paper.
BLUE, ORANGE, GREY, INK = "#1f5f99", "#b35900", "#7a828a", "#1c1f23"


def altair_of() -> Any:  # noqa: ANN401 - a module of another maker
    """The library that describes charts.

    Raises:
        MissingExtraError: It is not installed.
    """
    return load_extra("altair", "plot")


def dressed(chart: Any, title: str, subtitle: Sequence[str] = ()) -> Any:  # noqa: ANN401 - altair's
    """The chart with its title, and with fonts that have Chinese."""
    head = altair_of().TitleParams(
        title, subtitle=list(subtitle), anchor="start", fontSize=16, offset=14, subtitlePadding=6
    )
    return (
        chart.properties(title=head)
        .configure(font=FONTS, background="white", padding=12)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, grid=False, labelColor=INK)
        .configure_title(subtitleFontSize=12, subtitleColor="#5d6670", color=INK)
        .configure_legend(labelFontSize=12, titleFontSize=12)
    )
