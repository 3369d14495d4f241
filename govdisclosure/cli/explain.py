"""``explain``: what a rule looks for, why, and what it lets pass; one rule or all of them.

Takes names of rules and prints their pages.
"""

from collections.abc import Sequence

from govdisclosure.cli.screen import Screen, Words
from govdisclosure.cli.session import USAGE, Session
from govdisclosure.errors import GovDisclosureError
from govdisclosure.rules.engine import choose
from govdisclosure.rules.handbook import explain, write_catalogue
from govdisclosure.rules.rulebook import Rulebook, read_rulebook

__all__ = ["FORMATS", "explain_rules"]

FORMATS = ("text", "markdown")


def explain_rules(
    session: Session, names: Sequence[str], *, is_all: bool, format: str, rulebook: str | None
) -> None:
    """Print the pages of the rules that are named, or of all rules.

    Args:
        session: The run.
        names: Codes, beginnings of codes, or names of rules.
        is_all: Whether to print the whole catalogue; then nothing may be named.
        format: ``"text"`` or ``"markdown"``.
        rulebook: A file of local rules, which are explained as they are there.
    """
    if is_all == bool(names):
        session.complain(USAGE, session.say("explain_what"))
        return
    try:
        book = read_rulebook(rulebook) if rulebook is not None else Rulebook()
        rules = choose((*book.reading, *book.rules), select=tuple(names)) if names else book.rules
    except GovDisclosureError as error:
        session.complain(USAGE, error.text(session.language))
        return
    if is_all:
        pages = write_catalogue(session.language, rules)
    else:
        pages = "\n".join(explain(rule, session.language) for rule in rules)
    screen = Screen()
    for line in pages.splitlines():
        if format == "markdown":
            screen.line(line)
        elif line.startswith("#"):
            screen.line(Words(line.lstrip("# "), "heading"))
        elif not line.startswith("|---"):
            screen.line(line)
