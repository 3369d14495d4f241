"""A picture with its table: as SVG, as a page of HTML that needs nothing else, as PNG.

Takes a chart of altair and rows of words and gives files; knows no report. The page holds the
picture itself and no script, so that it opens anywhere and asks for nothing from outside.
"""

import re
from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

from attrs import field, frozen

from govdisclosure.files import replacing
from govdisclosure.frames.extras import load_extra
from govdisclosure.page import escaped
from govdisclosure.wording import TAGS, Language

if TYPE_CHECKING:
    import altair as alt

__all__ = ["FONTS", "Chart", "page_of"]

#: Fonts with Chinese on Linux, Windows and macOS, the first that is there.
FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Hiragino Sans GB, "
    "WenQuanYi Micro Hei, SimHei, sans-serif"
)
_SUFFIXES = (".svg", ".html", ".htm", ".png")
_STYLE = f"""
body{{margin:0 auto;max-width:64rem;padding:1rem;color:#1c1f23;background:#fff;
font:16px/1.6 {FONTS};overflow-wrap:anywhere}}
h2{{font-size:1.25rem}}article{{margin-bottom:2.5rem}}figure{{margin:0;overflow-x:auto}}
table{{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:break-word}}
th,td:nth-child(-n+3){{white-space:nowrap}}
th,td{{border-bottom:1px solid #d5dae0;padding:.3rem .5rem;text-align:left;vertical-align:top}}
th{{color:#5d6670}}.dim{{color:#5d6670;font-size:.9rem}}
"""


@frozen(kw_only=True)
class Chart:
    """A picture and the table of what is in it."""

    title: str
    #: The chart as altair has it, for changes of your own.
    altair: "alt.TopLevelMixin" = field(eq=False, repr=False)
    #: The heads of the table below the picture, and its rows.
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    #: Sentences between picture and table.
    notes: tuple[str, ...] = ()
    language: Language = "zh"

    def to_svg(self) -> str:
        """The picture as SVG; its words stay words.

        Raises:
            MissingExtraError: altair or vl-convert-python is not installed.
        """
        converter = load_extra("vl_convert", "plot", "vl-convert-python")
        made: str = converter.vegalite_to_svg(self.altair.to_dict())
        return made

    def to_png(self, scale: float = 2) -> bytes:
        """The picture as PNG, *scale* times as large as it is drawn.

        Raises:
            MissingExtraError: altair or vl-convert-python is not installed.
        """
        converter = load_extra("vl_convert", "plot", "vl-convert-python")
        made: bytes = converter.vegalite_to_png(self.altair.to_dict(), scale=scale)
        return made

    def to_html(self) -> str:
        """A page with the picture and the table, without scripts and without outside addresses.

        Raises:
            MissingExtraError: altair or vl-convert-python is not installed.
        """
        return page_of([self], language=self.language)

    def article(self) -> str:
        """Its part of a page: title, picture, notes and table."""
        return "".join(
            (
                f"<article><h2>{escaped(self.title)}</h2>{self._figure()}",
                *(f'<p class="dim">{escaped(one)}</p>' for one in self.notes),
                f"{self._table()}</article>",
            )
        )

    def _figure(self) -> str:
        svg = _DECLARATION.sub("", self.to_svg())
        return f'<figure role="img" aria-label="{escaped(self.title)}">{svg}</figure>'

    def _table(self) -> str:
        if not self.rows:
            return ""
        head = "".join(f"<th>{escaped(one)}</th>" for one in self.heads)
        rows = (
            f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"

    def write(self, path: str | PathLike[str]) -> None:
        """Write it to a file that appears complete or not at all.

        Raises:
            MissingExtraError: altair or vl-convert-python is not installed.
            OSError: The file cannot be written.
            ValueError: Its suffix is none of svg, html and png.
        """
        name = fspath(path).lower()
        suffix = next((one for one in _SUFFIXES if name.endswith(one)), None)
        if suffix is None:
            raise ValueError(f"a picture is written as {' '.join(_SUFFIXES)}, not {name!r}")
        if suffix == ".png":
            made = self.to_png()
        else:
            made = (self.to_svg() if suffix == ".svg" else self.to_html()).encode()
        with replacing(path) as file:
            file.write(made)

    def _repr_html_(self) -> str:
        """The picture as a notebook shows it."""
        return self._figure()


#: What a file of SVG has and a picture within a page does not need.
_DECLARATION = re.compile(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>| xmlns(?::xlink)?=\"[^\"]*\"")


def page_of(charts: Sequence[Chart], *, language: Language = "zh") -> str:
    """A page of HTML with all of *charts*, without scripts and without outside addresses.

    Raises:
        MissingExtraError: altair or vl-convert-python is not installed.
    """
    title = charts[0].title if charts else ""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{TAGS.text(language)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escaped(title)}</title><style>{_STYLE}</style></head><body>",
            *(one.article() for one in charts),
            "</body></html>\n",
        )
    )
