"""Pages: too much of everything, in each place where a page may hold something."""

from collections.abc import Callable
from itertools import pairwise

from tests.hostile.case import Case, cases_of

__all__ = ["CASES"]


def _entities() -> str:
    inner, outer = "x" * 1000, "&a;" * 1000
    return f'<!DOCTYPE html [<!ENTITY a "{inner}"><!ENTITY b "{outer}">]><p>' + "&b;" * 1000


def _laughs() -> str:
    names = "abcdefghij"
    made = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return f'<!DOCTYPE x [<!ENTITY a "ha">{made}]><html><p>&j;</p></html>'


def _archives() -> str:
    heads = (f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(5000))
    return "MIME-Version: 1.0\n" + "".join(heads)


def _has(selector: str, texts: str = "1" * 3000) -> str:
    """A page whose sheet asks every element for what is nowhere within it."""
    inside = "".join(f"<p title='z y x'>{text}</p>" for text in texts)
    deep = "<div>" * 200 + inside + "</div>" * 200
    return f"<style>{selector}{{display:none}}</style>" + deep * (3000 // len(texts))


_MAKERS: dict[str, Callable[[], str | bytes]] = {
    "a colspan of ten millions: read": lambda: "<table>" + "<tr><td colspan=10000000>1<td>2" * 30,
    "rows and columns of spans: table_cells": lambda: (
        "<table>" + "<tr>" + "<td colspan=1000 rowspan=65534>1" * 100 + "<tr><td>1" * 900
    ),
    "spans in a form: read": lambda: (
        "<table><tr><td colspan=99999999 rowspan=99999999>行政复议<td>行政诉讼<tr>"
        + "<td colspan=9999999>结果维持" * 5
    ),
    "a hundred thousand open divs: tag_depth": lambda: "<div>" * 100000 + "甲",
    "a hundred thousand open bold: tag_depth": lambda: "<b>" * 100000 + "甲",
    "a text of 20 MB: text_node_bytes": lambda: "<p>" + "甲" * 7000000,
    "a text of 20 MB in ASCII: text_node_bytes": lambda: "<p>" + "a" * 20000000,
    "a script of 20 MB: read": lambda: "<script>" + "a" * 20000000 + "</script><p>甲",
    "an attribute of 20 MB: read": lambda: '<p style="' + "a" * 20000000 + '">甲',
    "a comment of 20 MB: read": lambda: "<html><!--" + "a" * 20000000 + "--><p>甲",
    "entities in entities: read": _entities,
    "billion laughs: read": _laughs,
    "an external entity: read": lambda: (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>一、总体情况<p>&a;</html>'
    ),
    "a million entities: characters": lambda: "<p>" + "&nbsp;&lt;" * 500000,
    "nested tables: tag_depth": lambda: "<table><tr><td>" * 10000,
    "tables nested 2,000 times and closed: tag_depth": lambda: (
        "<table><tr><td>" * 2000 + "甲" + "</td></tr></table>" * 2000
    ),
    "tables nested as deep as may be: read": lambda: (
        "<table><tr><td>" * 60 + "甲" + "</td></tr></table>" * 60
    ),
    "tables side by side: tables": lambda: "<table><tr><td>1<td>2</table>" * 10000,
    "a hundred thousand cells: lines": lambda: "<table><tr>" + "<td>1" * 100001,
    "six thousand paragraphs: read": lambda: "<p>甲乙丙丁" * 6000,
    "a hundred thousand paragraphs: lines": lambda: "<p>甲乙丙丁" * 100000,
    "a million empty paragraphs: file_bytes": lambda: "<p></p>" * 1000000,
    "long paragraphs: characters": lambda: "".join(f"<p>{n}{'甲' * 1000}" for n in range(5000)),
    "long paragraphs, as many as may be: read": lambda: "".join(
        f"<p>{n}{'甲。乙，丙' * 200}" for n in range(130)
    ),
    "sixty thousand links: read": lambda: "<a href=x>首页</a>" * 60000,
    "closing tags only: read": lambda: "<html>" + "</div></td></table>" * 80000,
    "tables never closed: tag_depth": lambda: "<table><tr><td>甲<td>" * 100,
    "gb2312 with signs it lacks: read": lambda: (
        "<meta charset=gb2312><p>" + "朱镕基€" * 33000 + "<p>末"
    ).encode("gb18030"),
    "style sheets that look for descendants: read": lambda: _has("div:has(x)", "1" * 50),
    "style sheets of long selectors: read": lambda: _has(f"div:has({':not([x])' * 20}:is(q))"),
    "style sheets of many attributes: read": lambda: _has(
        "div:has([title~=a],[title~=b],[title~=c],[title|=d])"
    ),
    "an archive of archives: refused": _archives,
    "broken UTF-8: read": lambda: b"<p>" + b"\xff\xfe\xfd" * 50000,
    "NUL between all letters: read": lambda: "\0".join("<p>一、总体情况</p>" * 100),
    "ten thousand attributes: read": lambda: (
        "<p " + " ".join(f"a{n}='{n}'" for n in range(10000)) + ">甲"
    ),
    "numbers of no character: read": lambda: "<p>" + "&#99999999999;&#xd800;&#0;" * 1000 + "甲",
    "a page that leads to itself: refused": lambda: (
        "<meta http-equiv=refresh content='0;url=#'><iframe src='#'></iframe>"
    ),
}

CASES: tuple[Case, ...] = tuple(cases_of("html", _MAKERS))
