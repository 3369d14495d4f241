"""Local rules on numbers: of a cell, of an indicator, or of what the prose states.

Takes what a rule-book says of a number and gives the check with its sentence; knows no file. What
is meant is named by its kind and its name: ``cell:requests/received_new/total``,
``indicator:closing_rate``, ``claim:fees``, ``fact:trainings``. What cannot be known costs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple, TypeAlias, TypeVar

from govdisclosure.claims import ClaimSubject, Fact, FactKind, Relation, iter_facts
from govdisclosure.forms.layout import Edition
from govdisclosure.measures import (
    INDICATORS,
    Indicator,
    IndicatorBasis,
    IndicatorUnit,
    Measured,
    MeasureState,
    evaluate,
)
from govdisclosure.measures.printing import print_exact, print_value
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.rules.basis.context import Context, Number, remembered
from govdisclosure.rules.basis.rule import (
    BLANK_CELLS,
    NO_TABLE,
    OTHER_EDITION,
    Check,
    Instance,
    Reason,
    Rule,
)
from govdisclosure.rules.local.settings import Settings
from govdisclosure.source import Span
from govdisclosure.text import CellState
from govdisclosure.wording import Wording, did_you_mean

__all__ = ["Condition", "condition_of"]


class Condition(NamedTuple):
    """What a local rule on a number says of a finding, and how it checks."""

    sentence: Wording
    check: Check


_Known = TypeVar("_Known")
#: Limits of a number: the least and the greatest that is allowed, None for no limit.
_Limits: TypeAlias = tuple[Number | None, Number | None]
#: A rate is a fraction of 1; who writes more than ten times the whole meant per cent.
_MOST_OF_A_RATE = 10

_SENTENCE = Wording(
    "{title}：{said}，应{limit}。请核对。",
    "{title}: {said_in_english}; it should be {range}. Check it.",
)
_SENTENCE_WITHOUT_LIMITS = Wording(
    "{title}：正文没有写明。请补充。", "{title}: the prose does not state it. Add it."
)
_UNDEFINED = Reason(
    "undefined-indicator", "指标的分母为 0", "the denominator of the indicator is 0"
)
#: The name of a reason that the indicator gives itself.
_UNKNOWN = "unknown-indicator"
_QUESTIONABLE = Reason(
    "questionable-indicator",
    "指标所用的单元格有勾稽关系不成立",
    "a cell behind the indicator is in a sum that does not hold",
)
_NOT_STATED = Reason(
    "not-stated", "正文没有写明确切的有关数字", "the prose states no such exact number"
)


def condition_of(settings: Settings) -> Condition | None:
    """The condition of a requirement; None if it is about no number.

    Raises:
        SettingsError: The number or its limits are not spelled as they should be.
    """
    named, unit = settings.text("number"), settings.text("unit")
    limits = settings.number("not_below"), settings.number("not_above")
    if named is None:
        for key in ("not_below", "not_above", "unit"):
            if key in settings:
                raise settings.fault(
                    key, "只能与 number 一起写", "goes with number, which is missing"
                )
        return None
    kind, _, name = named.partition(":")
    if kind not in _KINDS:
        kinds = " | ".join(f"{one}:…" for one in _KINDS)
        raise settings.fault(
            "number", f'= "{named}"：应为 {kinds}', f'= "{named}": should be {kinds}'
        )
    _check_limits(settings, limits, is_in_prose=kind in {"claim", "fact"})
    is_bare = limits == (None, None)
    sentence = _SENTENCE_WITHOUT_LIMITS if is_bare else _SENTENCE
    return Condition(sentence, _KINDS[kind](settings, name, limits, unit))


def _check_limits(settings: Settings, limits: _Limits, *, is_in_prose: bool) -> None:
    """Refuse limits that no number keeps, and what is for the prose alone.

    Raises:
        SettingsError: There is such a key.
    """
    least, most = limits
    if least is not None and most is not None and least > most:
        raise settings.fault(
            "not_below",
            f"= {least}：大于 not_above（{most}）",
            f"= {least}: is more than not_above ({most})",
        )
    if not is_in_prose and limits == (None, None):
        raise settings.fault(
            "not_below",
            "没有写；not_below、not_above 至少写一项",
            "is missing; give it or not_above",
        )
    if not is_in_prose and "unit" in settings:
        raise settings.fault(
            "unit", "只用于 claim、fact；请删去", "is only for claims and facts; remove it"
        )


def _is_within(value: Fraction, limits: _Limits) -> bool:
    least, most = limits
    return (least is None or value >= Fraction(least)) and (most is None or value <= Fraction(most))


def _limit_words(limits: _Limits, spelled: Callable[[Fraction], str]) -> tuple[str, str]:
    """The limits in the words of the Chinese and of the English sentence."""
    least, most = (None if one is None else spelled(Fraction(one)) for one in limits)
    chinese = [f"不低于 {least}"] if least is not None else []
    chinese += [f"不高于 {most}"] if most is not None else []
    english = [f"at least {least}"] if least is not None else []
    english += [f"at most {most}"] if most is not None else []
    return "、".join(chinese), " and ".join(english)


# ------------------------------------------------------------------------------ cells


def _on_cell(settings: Settings, name: str, limits: _Limits, _unit: str | None) -> Check:
    address = _known(settings, name, _addresses())
    return partial(_check_cell, address=address, limits=limits, title=_title(settings))


def _check_cell(
    rule: Rule, context: Context, *, address: Address, limits: _Limits, title: str
) -> Iterator[Instance]:
    """The number in one cell is within the limits."""
    try:
        cell = context.report[address]
    except KeyError:
        yield rule.does_not_apply(OTHER_EDITION)
        return
    if cell.state is CellState.ABSENT:
        yield rule.does_not_apply(NO_TABLE)
        return
    number = context.number(cell)
    assumed = (address,) if number is not None and cell.value is None else ()
    if number is None or cell.unit not in {address.unit, None}:
        yield rule.cannot_tell((address,), blocking=(address,))
    elif _is_within(Fraction(number), limits):
        yield rule.passes((address,), assumed=assumed)
    else:
        limit, allowed = _limit_words(limits, print_exact)
        yield rule.fails(
            (address,),
            stated=number,
            assumed=assumed,
            title=title,
            said=f"「{address.words('zh')}」为 {number}",
            said_in_english=f"{address.words('en')} is {number}",
            limit=limit,
            range=allowed,
        )


# ------------------------------------------------------------------------------ indicators


def _on_indicator(settings: Settings, name: str, limits: _Limits, _unit: str | None) -> Check:
    chosen = _known(settings, name, {one.key: one for one in INDICATORS})
    if chosen.basis is IndicatorBasis.FINDINGS:
        raise settings.fault(
            "number",
            f"= indicator:{name}：由核查结果计数的指标不能作条件；请给相应规则计分",
            f"= indicator:{name}: is counted from findings; give points to the rules instead",
        )
    too_big = [one for one in limits if one is not None and Fraction(one) > _MOST_OF_A_RATE]
    if chosen.unit is IndicatorUnit.PER_CENT and too_big:
        raise settings.fault(
            "number",
            f"= indicator:{name}：比率以 1 为全部，95% 写作 0.95，不写 95",
            f"= indicator:{name}: a rate is a fraction of 1; 95 % is 0.95, not 95",
        )
    return partial(_check_indicator, indicator=chosen, limits=limits, title=_title(settings))


def _check_indicator(
    rule: Rule, context: Context, *, indicator: Indicator, limits: _Limits, title: str
) -> Iterator[Instance]:
    """An indicator is within the limits; one that is questionable cannot be judged."""
    found = evaluate(context.report, indicator, previous=context.last_year, blank=context.blank)
    cells = _cells_of(found)
    match found.state:
        case MeasureState.OTHER_FORM:
            yield rule.does_not_apply(OTHER_EDITION)
        case MeasureState.UNDEFINED:
            yield rule.does_not_apply(_UNDEFINED)
        case MeasureState.QUESTIONABLE:
            yield rule.cannot_tell(cells, reason=_QUESTIONABLE)
        case MeasureState.UNKNOWN:
            blocking = tuple(one.figure.address for one in found.blocking if not one.is_last_year)
            why = Reason(_UNKNOWN, *found.reason) if found.reason else BLANK_CELLS
            yield rule.cannot_tell(cells, blocking=blocking, reason=why)
        case MeasureState.VALUE if found.value is not None and _is_within(found.value, limits):
            yield rule.passes(cells, assumed=_assumed(found))
        case _:
            limit, allowed = _limit_words(limits, partial(print_value, unit=indicator.unit))
            yield rule.fails(
                cells,
                assumed=_assumed(found),
                span=next((claim.span for claim in found.claims), None),
                title=title,
                said=found.text("zh"),
                said_in_english=found.text("en"),
                limit=limit,
                range=allowed,
            )


def _cells_of(found: Measured) -> tuple[Address, ...]:
    """The cells behind an indicator that are in the report itself."""
    own = (one.figure.address for one in found.operands if not one.is_last_year)
    return tuple(dict.fromkeys(own))


def _assumed(found: Measured) -> tuple[Address, ...]:
    return tuple(one.figure.address for one in found.assumed if not one.is_last_year)


# ------------------------------------------------------------------------------ the prose


class _Stated(NamedTuple):
    """Something that the prose states, a claim or another fact."""

    #: None for what is no number, such as a telephone.
    quantity: Fraction | None
    text: str
    span: Span | None
    addresses: tuple[Address, ...] = ()


_SUBJECTS = {one.value: one for one in ClaimSubject}
_FACTS = {one.value: one for one in FactKind}
#: The facts that are no numbers.
_WORDS = frozenset(
    {
        *(FactKind.ADDRESS, FactKind.POSTCODE, FactKind.TELEPHONE, FactKind.FAX),
        *(FactKind.MAILBOX, FactKind.STATISTICS_PERIOD, FactKind.DOCUMENT),
    }
)
#: What a number of the prose is held against limits for: shares and changes are no counts.
_COUNTS = frozenset({Relation.EQUALS, Relation.PARTS_SUM, Relation.NONE})


def _on_claim(settings: Settings, name: str, limits: _Limits, unit: str | None) -> Check:
    known: dict[str, ClaimSubject | Address] = {**_SUBJECTS, **_addresses()}
    about = _known(settings, name, known)
    stated = partial(_claims, about=about, unit=unit)
    return partial(_check_stated, stated=stated, limits=limits, title=_title(settings))


def _claims(
    context: Context, *, about: ClaimSubject | Address, unit: str | None
) -> Iterator[_Stated]:
    """The claims of the prose on a subject or a cell; what is approximate has no quantity."""
    for one in context.claims:
        is_meant = one.subject is about or one.meant == (about,)
        if is_meant and one.relation in _COUNTS and unit in {None, one.unit}:
            quantity = None if one.approximate else Fraction(one.quantity)
            yield _Stated(quantity, one.text, one.figure or one.span, one.meant)


def _on_fact(settings: Settings, name: str, limits: _Limits, unit: str | None) -> Check:
    kind = _known(settings, name, _FACTS)
    if kind in _WORDS and limits != (None, None):
        raise settings.fault(
            "number",
            f"= fact:{name}：不是数字，请删去 not_below、not_above",
            f"= fact:{name}: is not a number; remove not_below and not_above",
        )
    stated = partial(_facts, kind=kind, unit=unit)
    return partial(_check_stated, stated=stated, limits=limits, title=_title(settings))


@remembered
def _all_facts(context: Context) -> tuple[Fact, ...]:
    return tuple(iter_facts(context.report))


def _facts(context: Context, *, kind: FactKind, unit: str | None) -> Iterator[_Stated]:
    """The facts of one kind; what is approximate, or no number, has no quantity."""
    for one in _all_facts(context):
        if one.kind is kind and unit in {None, one.unit}:
            value = None if one.approximate else one.value
            quantity = Fraction(value) if isinstance(value, int | Decimal | Fraction) else None
            yield _Stated(quantity, one.text, one.span)


def _check_stated(
    rule: Rule,
    context: Context,
    *,
    stated: Callable[[Context], Iterable[_Stated]],
    limits: _Limits,
    title: str,
) -> Iterator[Instance]:
    """The prose states it, and one of the exact numbers is within the limits."""
    found = list(stated(context))
    exact = [one for one in found if one.quantity is not None]
    if limits == (None, None):
        yield rule.passes() if found else rule.fails(title=title)
    elif not exact:
        yield rule.cannot_tell(reason=_NOT_STATED)
    elif any(one.quantity is not None and _is_within(one.quantity, limits) for one in exact):
        yield rule.passes()
    else:
        limit, allowed = _limit_words(limits, print_exact)
        words = "、".join(dict.fromkeys(f"「{one.text}」" for one in exact))
        yield rule.fails(
            exact[0].addresses,
            span=exact[0].span,
            title=title,
            said=f"正文写{words}",
            said_in_english=f"the prose says {words}",
            limit=limit,
            range=allowed,
        )


# ------------------------------------------------------------------------------ names

#: Makes the check of a number of each kind.
_KINDS: Mapping[str, Callable[[Settings, str, _Limits, str | None], Check]] = {
    "cell": _on_cell,
    "indicator": _on_indicator,
    "claim": _on_claim,
    "fact": _on_fact,
}


def _title(settings: Settings) -> str:
    return settings.text("title") or settings.text("name") or ""


def _addresses() -> dict[str, Address]:
    return {str(one): one for edition in Edition for one in addresses(edition)}


def _known(settings: Settings, name: str, known: Mapping[str, _Known]) -> _Known:
    """What is called *name*.

    Raises:
        SettingsError: Nothing is; the message suggests similar names.
    """
    if name not in known:
        hint = did_you_mean(name, known)
        raise settings.fault(
            "number",
            f"没有名为 {name} 的数{hint.chinese}",
            f"is not a known number: {name}{hint.english}",
        )
    return known[name]
