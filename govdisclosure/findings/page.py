"""Findings as one self-contained page of HTML: for a phone, a screen and paper.

Takes files of a run and gives the page at the end, its table of all files first.
"""

from collections.abc import Iterator
from html import escape

from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    explanations_of,
    number_words,
    place_of,
    points_words,
    states_its_cell,
)
from govdisclosure.findings.output import Setting
from govdisclosure.findings.text import Total, batch_words, counts_words
from govdisclosure.findings.wording import say
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.rules.local.rulebook import Item, ScoreSheet
from govdisclosure.wording import COLON, Wording

__all__ = ["PageOutput"]

_STYLE = """
:root{--ink:#1c1f23;--dim:#5d6670;--line:#d5dae0;--paper:#fff;--soft:#f5f7f9;
--error:#b3261e;--warning:#8a5a00;--hint:#1f5f99;--good:#1d6b37;--mark:#ffe08a}
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
article{border-left:4px solid var(--line);background:var(--soft);margin:.7rem 0;
padding:.5rem .8rem;break-inside:avoid}
article.error{border-color:var(--error)}article.warning{border-color:var(--warning)}
article.hint{border-color:var(--hint)}
.tag{font-weight:700;margin-right:.4em}
.error>.head .tag{color:var(--error)}.warning>.head .tag{color:var(--warning)}
.hint>.head .tag{color:var(--hint)}
.code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
pre{margin:.4rem 0;padding:.4rem .6rem;background:var(--paper);border:1px solid var(--line);
white-space:pre-wrap;font:.9rem/1.5 ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace}
mark{background:var(--mark);color:inherit;padding:0 .15em;outline:1px solid var(--warning)}
.bad{color:var(--error)}.good{color:var(--good)}
ul{margin:.2rem 0;padding-left:1.3rem}
a{color:inherit}
@media (max-width:36rem){body{padding:.6rem}h1{font-size:1.25rem}
th,td{padding:.3rem .3rem}.wide{display:none}}
@media (prefers-color-scheme:dark){@media screen{:root{--ink:#e4e7ea;--dim:#a3acb5;--line:#3a4149;
--paper:#16191d;--soft:#1f2429;--error:#ff8a80;--warning:#f2b84b;--hint:#8ec2f5;--good:#7fd49b;
--mark:#5c4a10}}}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h2{break-after:avoid}
.scroll{overflow:visible}article{background:none}a{text-decoration:none}
mark{background:none;outline:1.5pt solid #000}}
"""
#: The columns of numbers; hints do not fit on a phone.
_NUMBER_STYLES = {"points": "n", "errors": "n", "warnings": "n", "hints": "n wide"}


class PageOutput:
    """Writes the page, all of it at the end, for the table of files comes first."""

    def __init__(self, setting: Setting) -> None:
        """An empty output."""
        self._setting = setting
        self._language = setting.language
        self._total = Total()
        self._parts: list[str] = []

    def begin(self) -> str:
        """Nothing yet."""
        return ""

    def add(self, checked: Checked) -> str:
        """Nothing yet; the file's part of the page is kept for the end."""
        self._total.add(checked)
        self._parts.append("\n".join(self._file(checked, len(self._total.rows))))
        return ""

    def end(self) -> str:
        """The page."""
        return "\n".join(self._page()) + "\n"

    def _say(self, name: str, /, **facts: object) -> str:
        return escape(say(self._language, name, **facts))

    def _page(self) -> Iterator[str]:
        setting = self._setting
        title = self._say("page_title")
        yield "<!DOCTYPE html>"
        yield f'<html lang="{Wording("zh-CN", "en").text(self._language)}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>"
        yield f"<style>{_STYLE}</style></head>"
        yield f"<body><header><h1>{title}</h1>"
        versions = {"library": setting.library, "rules": setting.rule_set, "schema": setting.schema}
        yield f'<p class="dim">{self._say("versions", **versions)}</p>'
        if setting.rulebook:
            yield f'<p class="dim">{self._say("rulebook", name=setting.rulebook)}</p>'
        yield f"<p>{escape(batch_words(self._total, self._language))}</p></header>"
        if count := self._total.files[Status.SKIPPED]:
            yield f"<p>{self._say('skipped', count=count)}</p>"
        yield "<main>"
        if len(self._total.rows) > 1:
            yield from self._table()
        yield from self._parts
        yield "</main></body></html>"

    def _table(self) -> Iterator[str]:
        has_points = any(row[5] for row in self._total.rows)
        yield '<div class="scroll"><table><thead><tr>'
        yield f"<th>{self._say('agency')}</th><th>{self._say('year')}</th>"
        yield f'<th class="wide">{self._say("file")}</th><th>{self._say("status")}</th>'
        numbers = [*(["points"] if has_points else []), "errors", "warnings", "hints"]
        yield "".join(
            f'<th class="{_NUMBER_STYLES[name]}">{self._say(name)}</th>' for name in numbers
        )
        yield "</tr></thead><tbody>"
        for number, (file, agency, year, status, counts, score) in enumerate(
            self._total.rows, start=1
        ):
            is_read = status in {Status.CLEAN, Status.FOUND}
            style = "good" if status is Status.CLEAN else "" if is_read else "bad"
            cells = [score] if has_points else []
            cells += [str(one) if is_read else "" for one in counts]
            yield (
                f'<tr><td><a href="#f{number}">{escape(agency or file)}</a></td>'
                f'<td>{year}</td><td class="wide">{escape(file)}</td>'
                f'<td class="{style}">{self._say(f"status_{status.value}")}</td>'
                + "".join(
                    f'<td class="{_NUMBER_STYLES[name]}">{one}</td>'
                    for name, one in zip(numbers, cells, strict=True)
                )
                + "</tr>"
            )
        yield "</tbody></table></div>"

    def _file(self, checked: Checked, number: int) -> Iterator[str]:
        report = checked.report
        title = (report.title if report else None) or checked.name
        yield f'<section id="f{number}"><h2>{escape(title)}</h2>'
        yield f'<p class="place">{escape(checked.name)}</p>'
        if report is None:
            reason = checked.failure.text(self._language) if checked.failure else ""
            status = self._say(f"status_{checked.status.value}")
            words = f"{status}{COLON.text(self._language)}{escape(reason)}"
            yield f'<p class="bad">{words}</p></section>'
            return
        style = "good" if checked.status is Status.CLEAN else ""
        yield f'<p class="{style}">{escape(counts_words(checked, self._language))}</p>'
        for one in checked.findings:
            yield from self._finding(one, checked)
        if checked.waived or checked.troubled_notes:
            yield f"<h3>{self._say('waivers')}</h3><ul>"
            for one, reason in checked.waived:
                sentence = escape(one.text(self._language))
                waived = self._say("waived", reason=reason)
                yield f'<li><span class="code">{escape(one.code)}</span> {sentence} {waived}</li>'
            for note in checked.troubled_notes:
                yield f'<li class="bad">{escape(note.text(self._language))}</li>'
            yield "</ul>"
        if checked.sheet is not None:
            yield from self._sheet(checked.sheet)
        yield "</section>"

    def _finding(self, one: Diagnostic, checked: Checked) -> Iterator[str]:
        language, severity = self._language, one.severity.value
        place = place_of(one, checked)
        where = [place.words(language)]
        if place.address is not None:
            where.append(f"{place.address.words(language)} [{place.address}]")
        yield f'<article class="{severity}"><p class="head">'
        yield f'<span class="tag">{escape(one.severity.text(language))}</span>'
        title = escape(self._setting.title(one))
        yield f'<span class="code">{escape(one.code)}</span> <b>{title}</b></p>'
        yield f"<p>{escape(one.text(language))}</p>"
        if any(where):
            yield f'<p class="place">{escape(" · ".join(filter(None, where)))}</p>'
        if checked.source is not None and one.span is not None:
            yield from _quote(checked, one)
        has_numbers = one.stated is not None and one.computed is not None
        if has_numbers and states_its_cell(one, checked):
            numbers = {"stated": number_words(one.stated), "computed": number_words(one.computed)}
            yield f"<p>{self._say('stated', **numbers)}</p>"
        if found := explanations_of(one):
            yield f"<p>{self._say('possible')}{COLON.text(language)}</p><ul>"
            yield from (f"<li>{escape(each.text(language))}</li>" for each in found[:3])
            yield "</ul>"
        yield "</article>"

    def _sheet(self, sheet: ScoreSheet) -> Iterator[str]:
        score = {"score": points_words(sheet.score), "full": points_words(sheet.full)}
        head = self._say("score_head") + COLON.text(self._language)
        yield f"<h3>{head}{self._say('score', **score)}"
        if sheet.full - sheet.taken < sheet.floor:
            yield self._say("floor", floor=points_words(sheet.floor))
        yield "</h3><ul>"
        rest = 0
        for item in sheet.items:
            lines = list(self._item(item))
            yield from lines
            rest += not lines
        if rest:
            yield f"<li>{self._say('score_rest', count=rest)}</li>"
        yield "</ul>"

    def _item(self, item: Item) -> Iterator[str]:
        head = {"code": item.rule.code, "title": item.rule.title.text(self._language)}
        if item.findings:
            numbers = {
                "count": len(item.findings),
                "each": points_words(item.points.each),
                "taken": points_words(item.taken),
            }
            words = self._say("score_line", **head, **numbers)
            most = item.points.at_most
            if most is not None and item.taken < item.points.each * len(item.findings):
                words += self._say("score_capped", at_most=points_words(most))
            yield f"<li>{words}<ul>"
            yield from (f"<li>{escape(one.text(self._language))}</li>" for one in item.findings)
            yield "</ul></li>"
        if item.waived:
            yield f"<li>{self._say('score_waived', **head, count=len(item.waived))}</li>"
        if item.untold:
            yield f"<li>{self._say('score_untold', **head, count=len(item.untold))}</li>"


def _quote(checked: Checked, one: Diagnostic) -> Iterator[str]:
    """The line of the finding with its place marked; long lines are cut around it."""
    source, span = checked.source, one.span
    if source is None or span is None:
        return
    before, marked, after = source.parts(span)
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(marked) > _AROUND:
        marked = f"{marked[:_AROUND]}…"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}…"
    if (before + marked + after).strip():
        yield f"<pre>{escape(before)}<mark>{escape(marked) or ' '}</mark>{escape(after)}</pre>"


#: How many characters are shown on each side of a marked place.
_AROUND = 120
