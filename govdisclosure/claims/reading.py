"""The pipeline of claims: passages, tokens, trees, scope, cells, verdicts."""

import re
from collections.abc import Iterator

from govdisclosure.claims.claim import Claim
from govdisclosure.claims.drafts import claims_of
from govdisclosure.claims.prose import passages_of
from govdisclosure.claims.scope import Scope
from govdisclosure.claims.verdicts import Judge
from govdisclosure.forms.layout import Edition
from govdisclosure.model.report import Report

__all__ = ["iter_claims"]

#: Words for what is carried over, but for what was carried in.
_CARRIED_OVER = re.compile("(?<![上去一]年)(?<![上去一]年度)(?:结转|转结|顺延)(?!自?[上去]一?年)")
#: The first years that were reported on the trial form, and on the form in force.
_FIRST_2019, _FIRST_2021 = 2019, 2021


def iter_claims(report: Report, *, previous: Report | None = None) -> Iterator[Claim]:
    r"""What the prose of *report* says in numbers, in the order of the document.

    Args:
        report: The report, of whatever form; cells are named by its edition.
        previous: The report of the same organ on the year before, for what is compared with it.

    Example:
        >>> from govdisclosure.api import parse
        >>> report = parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n收到申请12件。")
        >>> [(str(one.address), one.quantity, one.unit) for one in iter_claims(report)]
        [('requests/received_new/total', 12, '件')]
    """
    edition = edition_of(report)
    scope = Scope(edition, report.agency, report.year)
    carries_over = False
    for passage in passages_of(report):
        scope.read(passage)
        carries_over = carries_over or _CARRIED_OVER.search(passage.words) is not None
    judge = Judge(report, previous, carries_over=carries_over)
    yield from claims_of(scope.ledger.drafts, edition, judge.hold)


def edition_of(report: Report) -> Edition | None:
    """The form that the cells are named after: that of the tables, else that of the year."""
    year = report.year
    if report.edition is not None or year is None or year < _FIRST_2019:
        return report.edition
    return Edition.FORM_2019 if year < _FIRST_2021 else Edition.FORM_2021
