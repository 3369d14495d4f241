"""Findings as one self-contained page of HTML: for a phone, a screen and paper.

Takes files of a run and gives the page at the end, its table of all files first.
"""

from collections.abc import Iterator, Mapping

from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    cells_in_words,
    explanations_of,
    points_words,
    quote_of,
    stated_words,
    where_words,
)
from govdisclosure.findings.output import Output, Setting
from govdisclosure.findings.ranking import FileRow, ranked
from govdisclosure.findings.text import batch_words, counts_words, sheet_head, sheet_items
from govdisclosure.findings.wording import say
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.page import begin_page, end_page, escaped
from govdisclosure.rules.handbook import EXPLAINED
from govdisclosure.rules.local.rulebook import ScoreSheet
from govdisclosure.site import page_of_rule
from govdisclosure.wording import COLON, Language

__all__ = ["PageOutput"]

_STYLE = """
article{border-left:4px solid var(--line);background:var(--soft);margin:.7rem 0;
padding:.5rem .8rem;break-inside:avoid}
article.error{border-color:var(--error)}article.warning{border-color:var(--warning)}
article.hint{border-color:var(--hint)}
.tag{font-weight:700;margin-right:.4em}
.error>.head .tag{color:var(--error)}.warning>.head .tag{color:var(--warning)}
.hint>.head .tag{color:var(--hint)}
pre{margin:.4rem 0;padding:.4rem .6rem;background:var(--paper);border:1px solid var(--line);
white-space:pre-wrap;font:.9rem/1.5 ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace}
mark{background:var(--mark);color:inherit;padding:0 .15em;outline:1px solid var(--warning)}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th button::after{content:" \\2195"}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
#filter input,#filter select{font:inherit;padding:.2rem .4rem;max-width:100%}
article:target,section:target>h2{outline:2px solid var(--hint)}
@media print{#filter{display:none}th button::after{content:none!important}
article{background:none}mark{background:none;outline:1.5pt solid #000}}
"""
#: The columns of counts, and the styles of columns; hints and files do not fit on a phone.
_COUNTS = ("errors", "warnings", "hints")
_COLUMN_STYLES = {
    **dict.fromkeys(("rank", "points", "errors", "warnings"), "n"),
    "hints": "n wide",
    "file": "wide",
}
#: Sorts the table by the column whose head is chosen, what is empty last, and filters its rows with
#: the parts of the page that they lead to.
_SCRIPT = """
(() => {
  const table = document.getElementById("files"), body = table.tBodies[0];
  const rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const [words, status] = document.querySelectorAll("#filter input, #filter select");
  const column = heads.findIndex(one => one.dataset.name === "status");
  const compare = (a, b) => {
    const numbers = [Number(a), Number(b)];
    const isWords = numbers.some(Number.isNaN);
    return isWords ? a.localeCompare(b, "zh", {numeric: true}) : numbers[0] - numbers[1];
  };
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(one => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = row => row.cells[place].textContent.trim();
      const full = rows.filter(row => value(row)), empty = rows.filter(row => !value(row));
      full.sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
      body.append(...full, ...empty);
    });
  });
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    for (const row of rows) {
      const hidden = !row.textContent.toLowerCase().includes(wanted)
        || (status.value && row.cells[column].textContent !== status.value);
      row.hidden = hidden;
      const link = row.querySelector("a");
      if (link) document.getElementById(link.hash.slice(1)).hidden = hidden;
    }
  };
  words.addEventListener("input", filter);
  status.addEventListener("change", filter);
  document.getElementById("filter").hidden = false;
})();
"""


class PageOutput(Output):
    """Writes the page, all of it at the end, for the table of files comes first."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._parts: list[str] = []

    def add(self, checked: Checked) -> str:
        """Nothing yet; the file's part of the page is kept for the end."""
        super().add(checked)
        is_missing = checked.status is Status.MISSING
        lines = () if is_missing else self._file(checked, len(self._total.rows))
        self._parts.append("\n".join(lines))
        return ""

    def end(self) -> str:
        """The page."""
        return "\n".join(self._page()) + "\n"

    def _say(self, name: str, /, **facts: object) -> str:
        return escaped(say(self._language, name, **facts))

    def _page(self) -> Iterator[str]:
        setting = self._setting
        yield from begin_page(say(self._language, "page_title"), self._language, _STYLE)
        yield f'<p class="dim">{self._say("versions", **setting.versions._asdict())}</p>'
        if setting.rulebook:
            yield f'<p class="dim">{self._say("rulebook", name=setting.rulebook)}</p>'
        yield f"<p>{escaped(batch_words(self._total, self._language))}</p></header>"
        if count := self._total.files[Status.SKIPPED]:
            yield f"<p>{self._say('skipped', count=count)}</p>"
        if count := self._total.files[Status.MISSING]:
            yield f"<p>{self._say('missing', count=count)}</p>"
        yield "<main>"
        if len(self._total.rows) > 1:
            yield from self._table()
        for _, row in ranked(self._total.rows):
            yield self._parts[row.number - 1]
        if len(self._total.rows) > 1:
            yield f"<script>{_SCRIPT}</script>"
        yield end_page()

    def _table(self) -> Iterator[str]:
        """The table of all files, the best first; a script sorts and filters it where one may."""
        has_points = self._setting.has_points
        yield f"<p>{self._say('ties')}</p>" if has_points else ""
        yield self._controls()
        heads = [*(["rank", "points"] if has_points else []), "agency", "year", "file", "status"]
        yield '<div class="scroll"><table id="files"><thead><tr>'
        for name in (*heads, *_COUNTS):
            style = _COLUMN_STYLES.get(name, "")
            order = ' aria-sort="ascending"' if name == "rank" else ""
            yield (
                f'<th scope="col" class="{style}" data-name="{name}"{order}>{self._say(name)}</th>'
            )
        yield "</tr></thead><tbody>"
        for rank, row in ranked(self._total.rows):
            yield self._row(rank, row, has_points=has_points)
        yield "</tbody></table></div>"

    def _controls(self) -> str:
        """What filters the table; it is shown by the script that makes it work."""
        found = sorted({row.status for row in self._total.rows}, key=list(Status).index)
        options = "".join(f"<option>{self._say(f'status_{one.value}')}</option>" for one in found)
        words = self._say("filter")
        return (
            f'<p id="filter" hidden><input type="search" aria-label="{words}" '
            f'placeholder="{words}"> <select aria-label="{self._say("status")}">'
            f'<option value="">{self._say("any_status")}</option>{options}</select></p>'
        )

    def _row(self, rank: int | None, row: FileRow, *, has_points: bool) -> str:
        is_read = row.status in {Status.CLEAN, Status.FOUND}
        name = escaped(row.organ or row.file)
        if row.status is not Status.MISSING:
            name = f'<a href="#f{row.number}">{name}</a>'
        score = "" if row.score is None else points_words(row.score)
        style = "good" if row.status is Status.CLEAN else "" if is_read else "bad"
        cells = [("n", "" if rank is None else str(rank)), ("n", score)] if has_points else []
        cells += [("", name), ("", row.year), ("wide", escaped(row.file))]
        cells += [(style, self._say(f"status_{row.status.value}"))]
        cells += [
            (_COLUMN_STYLES[head], str(count) if is_read else "")
            for head, count in zip(_COUNTS, row.counts, strict=True)
        ]
        fields = (f'<td class="{style}">{words}</td>' for style, words in cells)
        return f"<tr>{''.join(fields)}</tr>"

    def _file(self, checked: Checked, number: int) -> Iterator[str]:
        report = checked.report
        title = (report.title if report else None) or checked.name
        yield f'<section id="f{number}"><h2>{escaped(title)}</h2>'
        yield f'<p class="place">{escaped(checked.name)}</p>'
        if report is None:
            reason = checked.failure.text(self._language) if checked.failure else ""
            status = self._say(f"status_{checked.status.value}")
            words = f"{status}{COLON.text(self._language)}{escaped(reason)}"
            yield f'<p class="bad">{words}</p></section>'
            return
        style = "good" if checked.status is Status.CLEAN else ""
        yield f'<p class="{style}">{escaped(counts_words(checked, self._language))}</p>'
        anchors = {id(one): f"f{number}-{at}" for at, one in enumerate(checked.findings, start=1)}
        for one in checked.findings:
            yield from self._finding(one, checked, anchors[id(one)])
        if checked.waived or checked.troubled_notes:
            yield f"<h3>{self._say('waivers')}</h3><ul>"
            for one, reason in checked.waived:
                sentence = escaped(one.text(self._language))
                waived = self._say("waived", reason=reason)
                yield f'<li><span class="code">{escaped(one.code)}</span> {sentence} {waived}</li>'
            for note in checked.troubled_notes:
                yield f'<li class="bad">{escaped(note.text(self._language))}</li>'
            yield "</ul>"
        if checked.sheet is not None:
            yield from self._sheet(checked.sheet, checked, anchors)
        yield "</section>"

    def _finding(self, one: Diagnostic, checked: Checked, anchor: str) -> Iterator[str]:
        language, severity = self._language, one.severity.value
        yield f'<article class="{severity}" id="{anchor}"><p class="head">'
        yield f'<span class="tag">{escaped(one.severity.text(language))}</span>'
        title = escaped(self._setting.title(one))
        yield f'<span class="code">{_linked(one.code, language)}</span> <b>{title}</b></p>'
        yield f"<p>{escaped(one.text(language))}</p>"
        if where := " · ".join(where_words(one, checked, language)):
            yield f'<p class="place">{escaped(where)}</p>'
        yield from _quote(checked, one)
        if numbers := stated_words(one, checked, language):
            yield f"<p>{escaped(numbers)}</p>"
        if found := explanations_of(one):
            yield f"<p>{self._say('possible')}{COLON.text(language)}</p><ul>"
            yield from (f"<li>{escaped(each.text(language))}</li>" for each in found[:3])
            yield "</ul>"
        yield "</article>"

    def _sheet(
        self, sheet: ScoreSheet, checked: Checked, anchors: Mapping[int, str]
    ) -> Iterator[str]:
        yield f"<h3>{escaped(sheet_head(sheet, self._language))}</h3><ul>"
        for words, findings in sheet_items(sheet, self._language):
            below = "".join(
                f"<li>{self._evidence(one, checked, anchors[id(one)])}</li>" for one in findings
            )
            yield f"<li>{escaped(words)}{f'<ul>{below}</ul>' if below else ''}</li>"
        yield "</ul>"

    def _evidence(self, one: Diagnostic, checked: Checked, anchor: str) -> str:
        """A finding that costs points: its sentence, its place, its cells, and the way to it."""
        language = self._language
        below = [" · ".join(where_words(one, checked, language))]
        below.append(cells_in_words(one, checked, language))
        lines = "".join(f'<br><span class="place">{escaped(line)}</span>' for line in below if line)
        return f'<a href="#{anchor}">{escaped(one.text(language))}</a>{lines}'


def _linked(code: str, language: Language) -> str:
    """A code, which leads to the page of its rule where it has one on the web."""
    address = page_of_rule(code, language) if code in _EXPLAINED else None
    words = escaped(code)
    return f'<a href="{escaped(address)}">{words}</a>' if address else words


#: The codes that have a page; those of local rules have none.
_EXPLAINED = frozenset(rule.code for rule in EXPLAINED)


def _quote(checked: Checked, one: Diagnostic) -> Iterator[str]:
    """The line of the finding with its place marked."""
    quote = quote_of(one, checked)
    if quote is not None:
        before, marked, after = map(escaped, quote)
        yield f"<pre>{before}<mark>{marked or ' '}</mark>{after}</pre>"
