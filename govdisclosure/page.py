"""The frame of a self-contained page of HTML, for a phone, a screen and paper, by day and by night.

Takes words and gives the lines around a page's own: no page loads anything. Knows no findings and
no reports.
"""

from collections.abc import Iterator
from html import escape

from govdisclosure.characters import blanked
from govdisclosure.wording import TAGS, Language

__all__ = ["begin_page", "end_page", "escaped"]

_STYLE = """
:root{--ink:#1c1f23;--dim:#5d6670;--line:#d5dae0;--paper:#fff;--soft:#f5f7f9;
--error:#b3261e;--warning:#8a5a00;--hint:#1f5f99;--good:#1d6b37;--mark:#ffe08a;
--gone:#fbdcd9;--came:#d6f0dc}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;color:var(--ink);background:var(--paper);
font:16px/1.6 -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:.2em 0}
h2{font-size:1.15rem;margin:2rem 0 .3rem;padding-top:.6rem;border-top:2px solid var(--line)}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.3rem 0}
.dim,.place{color:var(--dim);font-size:.9rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;overflow-wrap:normal}
th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
th{color:var(--dim);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
.bad{color:var(--error)}.good{color:var(--good)}
ul{margin:.2rem 0;padding-left:1.3rem}
a{color:inherit}
@media (max-width:36rem){body{padding:.6rem}h1{font-size:1.25rem}
th,td{padding:.3rem .3rem}.wide{display:none}}
@media (prefers-color-scheme:dark){@media screen{:root{--ink:#e4e7ea;--dim:#a3acb5;--line:#3a4149;
--paper:#16191d;--soft:#1f2429;--error:#ff8a80;--warning:#f2b84b;--hint:#8ec2f5;--good:#7fd49b;
--mark:#5c4a10;--gone:#5a2320;--came:#1d4a2a}}}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}
.scroll{overflow:visible}a{text-decoration:none}}
"""


def begin_page(title: str, language: Language, style: str = "") -> Iterator[str]:
    """The lines of a page up to its title, which is not escaped yet.

    Args:
        title: What the page is called.
        language: The language of its words.
        style: The rules of the page's own, after those of all pages.

    Example:
        >>> list(begin_page("a < b", "en"))[-1]
        '<body><header><h1>a &lt; b</h1>'
    """
    yield "<!DOCTYPE html>"
    yield f'<html lang="{TAGS.text(language)}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escaped(title)}</title>"
    yield f"<style>{_STYLE}{style}</style></head>"
    yield f"<body><header><h1>{escaped(title)}</h1>"


def escaped(words: str) -> str:
    r"""*words* as text of HTML; a name of a file may have characters that no page may have.

    Example:
        >>> escaped("a\x01 < b")
        'a  &lt; b'
    """
    return escape(blanked(words))


def end_page() -> str:
    """The end of a page whose body has a ``main``."""
    return "</main></body></html>"
