"""The claims of a report as lines of ``show --claims``: the verdict on each, and why.

Takes a report and gives styled words; knows no file.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.claims import Claim, Relation, iter_claims
from govdisclosure.cli.screen import Words
from govdisclosure.cli.session import Session
from govdisclosure.model.addresses import Address
from govdisclosure.model.report import Report
from govdisclosure.model.verdict import Verdict
from govdisclosure.wording import SEMICOLON

__all__ = ["claim_lines"]

#: If there are more cells than this, a line names the first.
_MOST_CELLS = 3
_STYLES = {
    Verdict.PASS: "good",
    Verdict.FAIL: "error",
    Verdict.CANNOT_TELL: "mark",
    Verdict.DOES_NOT_APPLY: "key",
}


def claim_lines(session: Session, report: Report) -> Iterator[tuple[Words, ...]]:
    """A line a claim: its verdict, its words, and what it was compared with."""
    for claim in iter_claims(report):
        verdict = Words(f"  {session.say(f'claim_{claim.verdict.value}')} ", _STYLES[claim.verdict])
        yield verdict, Words(claim.text, "quote"), Words(f"  {_against(session, claim)}", "key")


def _against(session: Session, claim: Claim) -> str:
    """The subject of the claim, in the words of the form; and the actual value, if different."""
    cells = claim.reading or claim.meant
    words = _in_words(session, cells)
    if not words and claim.candidates:
        several = (_in_words(session, one) for one in claim.candidates)
        words = session.say(
            "claim_candidates", cells=SEMICOLON.text(session.language).join(several)
        )
    if claim.relation is Relation.SHARE and claim.parts and claim.whole is not None:
        words = f"{claim.parts[0].quantity} / {claim.whole.quantity}"
    elif not words and claim.parts:
        words = " + ".join(str(part.quantity) for part in claim.parts)
    if claim.computed is not None:
        words += session.say("claim_instead", number=claim.computed)
    return words


def _in_words(session: Session, cells: Sequence[Address]) -> str:
    """Cells in the words of the form; of many the first, with their number."""
    words = [cell.words(session.language) for cell in cells]
    if len(words) > _MOST_CELLS:
        return session.say("claim_cells", first=words[0], count=len(words))
    return " + ".join(words)
