"""``explain``: what a rule checks, why, and what it does not flag; one rule or all of them.

Takes names of rules and prints their pages, as Markdown or as plain text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from govdisclosure.characters import in_columns
from govdisclosure.cli.screen import Screen, Words
from govdisclosure.cli.session import USAGE, Session
from govdisclosure.errors import GovDisclosureError
from govdisclosure.rules.basis.rule import Rule
from govdisclosure.rules.engine import choose
from govdisclosure.rules.handbook import explain, write_catalogue
from govdisclosure.rules.local.rulebook import Rulebook, read_rulebook
from govdisclosure.rules.reading import READING_PAGES
from govdisclosure.site import page_of_rule

__all__ = ["explain_rules"]

_CODE = re.compile(r"`([^`]*)`")


def explain_rules(
    session: Session, names: Sequence[str], *, is_all: bool, format: str, rulebook: str | None
) -> None:
    """Print the pages of the rules with those *names*, or of all, as the *rulebook* has them."""
    if is_all == bool(names):
        session.complain(USAGE, session.say("explain_what"))
        return
    try:
        book = read_rulebook(rulebook) if rulebook is not None else Rulebook()
        rules = choose((*book.reading, *book.rules), select=tuple(names))
    except GovDisclosureError as error:
        session.refuse(USAGE, error)
        return
    if is_all:
        pages = write_catalogue(session.language, rules)
    else:
        pages = "\n".join(_page(session, rule) for rule in rules)
    screen = Screen()
    for words in map(Words, pages.splitlines()) if format == "markdown" else _plain(pages):
        screen.line(words)


# ------------------------------------------------------------------------------ a page


class _Holes(dict[str, str]):
    """Placeholders for the values in the sentence of a finding."""

    def __missing__(self, name: str) -> str:
        return "…"


def _page(session: Session, rule: Rule) -> str:
    """The page of a rule; those of reading and local rules have their sentence below it."""
    page = explain(rule, session.language)
    if rule.pages and (address := page_of_rule(rule.code, session.language)):
        page += f"\n<{address}>\n"
    if rule.pages not in {"", READING_PAGES}:
        return page
    sentence = rule.message.text(session.language)
    facts = _Holes({name: str(number) for name, number in rule.thresholds})
    says = session.say("explain_sentence")
    return f"{page}\n## {says}\n\n{sentence.format_map(facts)}\n"


# ------------------------------------------------------------------------------ as plain text


def _plain(page: str) -> Iterator[Words]:
    """The lines of Markdown for reading: without marks, tables in columns."""
    for is_table, lines in groupby(page.splitlines(), lambda line: line.startswith("|")):
        if is_table:
            yield from map(Words, _columns(list(lines)))
            continue
        for line in lines:
            style = "heading" if line.startswith("#") else ""
            yield Words(_CODE.sub(r"\1", line.lstrip("#").lstrip() if style else line), style)


def _columns(lines: Sequence[str]) -> Iterator[str]:
    """The rows of a table in columns, without the line under the head."""
    rows = [
        [_CODE.sub(r"\1", cell.strip()) for cell in line.strip("|").split("|")]
        for line in lines
        if not line.startswith("|---")
    ]
    yield from map(str.rstrip, in_columns(rows))
