"""Indicators of one report, worked out from its cells and from the prose.

Takes a report, the report on the year before and a key, and gives the exact result with all that
is behind it. Raises nothing over a report: what cannot be known is a state. What is counted from
findings is in :mod:`govdisclosure.collection.quality`.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govdisclosure.claims import is_processing_fee, iter_claims, stated_fees
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.measures.definition import (
    Indicator,
    IndicatorBasis,
    IndicatorTerm,
    addresses_in,
    terms_of,
)
from govdisclosure.measures.figures import Doubt, Figures
from govdisclosure.measures.lookup import indicator_definition
from govdisclosure.measures.measured import Measured, Operand
from govdisclosure.model.cells import Blank
from govdisclosure.model.organs import same_organ
from govdisclosure.model.report import Report
from govdisclosure.wording import Wording

__all__ = ["NO_LAST_YEAR", "evaluate", "is_last_year_of", "measure", "of_other_form"]

NO_LAST_YEAR = Wording(
    "没有同一机关上一年度的报告，或有几份而内容不同",
    "the same body's report on the year before is missing, or there are several that differ",
)
_NO_FEE = Wording("正文没有写明信息处理费", "the prose states no fee for information")
_SEVERAL_FEES = Wording(
    "正文有几个不同的信息处理费数额", "the prose states several fees for information"
)
#: Words for a fee that was asked for.
_DUE = re.compile("应[收交缴]|欠[交缴]")


def evaluate(
    report: Report,
    key: str | Indicator,
    *,
    previous: Report | None = None,
    blank: Blank | str = Blank.UNKNOWN,
    infer: bool = False,
) -> Measured:
    """The indicator called *key* in one report.

    Args:
        report: The report, which is never changed.
        key: A key of the dictionary, or an indicator of your own made of cells.
        previous: The report of the same body on the year before, for what is compared with it;
            one of another body or year counts as missing.
        blank: ``"unknown"``, or ``"zero"``: a blank or a mark is 0, and the result names it.
        infer: Whether what follows from the sums is taken where no number is printed; the result
            names the sums.

    Raises:
        KeyError: The dictionary has no such indicator.
        ValueError: *blank* is another word; the indicator is counted from findings, which
            :func:`govdisclosure.indicators` does.

    Example:
        >>> from govdisclosure.composition import compose
        >>> cells = {"disputes/review/corrected": 1, "disputes/review/total": 4,
        ...          "disputes/review/pending": 1}
        >>> evaluate(compose(cells=cells), "review_correction_closed").value
        Fraction(1, 3)
        >>> found = evaluate(compose(), "closing_rate")
        >>> found.state.value, [str(one.figure.address) for one in found.blocking][:1]
        ('unknown', ['requests/outcomes_total/total'])
    """
    chosen = indicator_definition(key) if isinstance(key, str) else key
    here = Figures(report=report, blank=blank, infers=infer)
    last = None
    if previous is not None and is_last_year_of(previous, report):
        last = Figures(report=previous, blank=blank, infers=infer)
    return measure(chosen, here, last)


def measure(indicator: Indicator, here: Figures, last: Figures | None = None) -> Measured:
    """:func:`evaluate` for a caller that has the figures of a report already.

    Args:
        indicator: What to work out.
        here: The figures of the report.
        last: Those of the same body's report on the year before; None without one.

    Raises:
        ValueError: The indicator is counted from findings.
    """
    if indicator.basis is IndicatorBasis.FINDINGS:
        raise ValueError(f"{indicator.key} is counted from findings: use govdisclosure.indicators")
    if of_other_form(indicator, here):
        return Measured(indicator=indicator, is_of_other_form=True)
    if indicator.basis is IndicatorBasis.CLAIMS:
        return _processing_fee(indicator, here.report)
    if indicator.needs_last_year and last is None:
        return Measured(indicator=indicator, reason=NO_LAST_YEAR)
    if indicator.needs_last_year and last is not None and of_other_form(indicator, last):
        return Measured(indicator=indicator, is_of_other_form=True)
    above = tuple(_operands(indicator.numerator, here, last, is_denominator=False))
    below = tuple(_operands(indicator.denominator, here, last, is_denominator=True))
    return Measured(
        indicator=indicator,
        numerator=_total(above),
        denominator=_total(below) if indicator.is_rate else None,
        operands=above + below,
        doubts=tuple(dict.fromkeys(_doubts((*above, *below), here, last))),
    )


def is_last_year_of(previous: Report, report: Report) -> bool:
    """Whether *previous* is on the year before *report*, and not of another body by its name."""
    years = previous.year, report.year
    if years[0] is None or years[1] is None or years[0] != years[1] - 1:
        return False
    names = previous.agency, report.agency
    return names[0] is None or names[1] is None or same_organ(names[0], names[1])


def of_other_form(indicator: Indicator, figures: Figures) -> bool:
    """Whether the forms that the report follows do not have the indicator.

    A report without any table may follow any form, unless it has a statistics sheet of 2008 to
    2018.
    """
    report = figures.report
    kinds = dict.fromkeys(one.table for one in indicator.terms) or tuple(TableKind)
    forms = {figures.edition_of(kind) for kind in kinds if kind is not TableKind.DISPUTES}
    forms.discard(None)
    if not forms and all(report.table(kind) is None for kind in kinds):
        return report.statistics is not None
    return not forms <= set(indicator.editions)


def _operands(
    side: str, here: Figures, last: Figures | None, *, is_denominator: bool
) -> Iterator[Operand]:
    for term in terms_of(side):
        figures = last if term.is_last_year else here
        if figures is None:
            continue
        for address in addresses_in(term, _edition_for(term, figures)):
            yield Operand(
                figure=figures.at(address),
                weight=term.weight,
                is_denominator=is_denominator,
                is_last_year=term.is_last_year,
            )


def _edition_for(term: IndicatorTerm, figures: Figures) -> Edition | None:
    """The form whose rows a term names: that of the table, else the one in force."""
    if term.table is TableKind.DISPUTES:
        return None
    return figures.edition_of(term.table) or Edition.FORM_2021


def _total(operands: Sequence[Operand]) -> Fraction | None:
    """The sum of the operands with their weights; None where one has no number."""
    total = Fraction(0)
    for one in operands:
        if one.figure.number is None:
            return None
        total += one.weight * Fraction(one.figure.number)
    return total if operands else None


def _doubts(operands: Sequence[Operand], here: Figures, last: Figures | None) -> Iterator[Doubt]:
    for one in operands:
        figures = last if one.is_last_year else here
        if figures is not None:
            yield from figures.doubts_about(one.figure)


def _processing_fee(indicator: Indicator, report: Report) -> Measured:
    """The fee for information that the prose states, in yuan, where it states one number.

    Only what is called 「信息处理费」 is: other fees are not for information, and what was due
    need not have been paid.
    """
    found = [
        (claim, amount)
        for claim, amount in stated_fees(iter_claims(report))
        if is_processing_fee(claim) and not _DUE.search(claim.text)
    ]
    claims = tuple(claim for claim, _ in found)
    amounts = {Fraction(amount) for _, amount in found}
    if len(amounts) == 1:
        return Measured(indicator=indicator, numerator=amounts.pop(), claims=claims)
    reason = _SEVERAL_FEES if amounts else _NO_FEE
    return Measured(indicator=indicator, claims=claims, reason=reason)
