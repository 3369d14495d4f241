"""An indicator of one report: its exact value with the cells behind it, or why there is none.

Takes the two sides and gives states and words; reads no report.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from govdisclosure.claims import Claim
from govdisclosure.measures.definition import Indicator, Unit
from govdisclosure.measures.figures import Doubt, Figure
from govdisclosure.model.display import show_fields
from govdisclosure.wording import COLON, COMMA, LIST_COMMA, Language, Wording

__all__ = ["MeasureState", "Measured", "Operand", "print_exact", "print_value", "words_of"]

#: Decimals of a rate when it is printed.
_PLACES = 2


class MeasureState(Enum):
    """What became of an indicator in a report."""

    #: It has a value.
    VALUE = "value"
    #: It has a value, and a cell behind it is in a sum that does not hold, or is no count.
    QUESTIONABLE = "questionable"
    #: Its denominator is zero: it has no value, neither 0 nor 100 per cent.
    UNDEFINED = "undefined"
    #: A number that it needs is not known.
    UNKNOWN = "unknown"
    #: The form that the report follows does not have it.
    OTHER_FORM = "other_form"

    def text(self, language: Language = "zh") -> str:
        """The state in *language*."""
        return _STATES[self].text(language)


_STATES: Mapping[MeasureState, Wording] = {
    MeasureState.VALUE: Wording("有值", "value"),
    MeasureState.QUESTIONABLE: Wording("存疑", "questionable"),
    MeasureState.UNDEFINED: Wording("无定义（分母为 0）", "undefined (denominator is 0)"),
    MeasureState.UNKNOWN: Wording("未知", "unknown"),
    MeasureState.OTHER_FORM: Wording("该版表式没有", "not in this form"),
}


_DOUBTFUL = Wording("{state}（{codes}）", "{state} ({codes})")


@frozen(kw_only=True)
class Operand:
    """A cell behind an indicator and how it is counted."""

    figure: Figure
    #: 1 where it is added, -1 where it is subtracted.
    weight: int
    #: Whether it is below the line.
    is_denominator: bool = False
    #: Whether it is in the report on the year before.
    is_last_year: bool = False

    def words(self, language: Language = "zh") -> str:
        """The cell in words, with its report where that is another one."""
        lead = _LAST_YEAR.text(language) if self.is_last_year else ""
        return f"{lead}{self.figure.words(language)}"


_LAST_YEAR = Wording("上年报告 ", "last year's ")


@frozen(kw_only=True)
class Measured:
    """An indicator of one report.

    Example:
        >>> from govdisclosure.measures.lookup import indicator
        >>> one = Measured(indicator=indicator("closing_rate"), numerator=Fraction(52),
        ...                denominator=Fraction(54))
        >>> one.value, one.state.value, one.text("en")
        (Fraction(26, 27), 'value', 'closing rate: 52 / 54 = 96.30%')
    """

    indicator: Indicator
    #: What is above the line; None where it is not known.
    numerator: Fraction | None = None
    #: What is below it; None where it is not known, and for a count or an amount.
    denominator: Fraction | None = None
    #: Every cell behind it, those above the line first.
    operands: tuple[Operand, ...] = field(default=(), repr=False)
    #: The numbers of the prose behind it.
    claims: tuple[Claim, ...] = field(default=(), repr=False)
    #: The findings in whose cells one of the operands is.
    doubts: tuple[Doubt, ...] = ()
    #: Why it is not known, where no cell is to blame.
    reason: Wording | None = None
    #: Whether the form of the report does not have it.
    is_of_other_form: bool = False

    @property
    def state(self) -> MeasureState:
        """What became of it."""
        if self.is_of_other_form:
            return MeasureState.OTHER_FORM
        if self.numerator is None or (self.indicator.is_rate and self.denominator is None):
            return MeasureState.UNKNOWN
        if self.indicator.is_rate and self.denominator == 0:
            return MeasureState.UNDEFINED
        return MeasureState.QUESTIONABLE if self.doubts else MeasureState.VALUE

    @property
    def value(self) -> Fraction | None:
        """The exact value, a rate as a fraction of 1; None where there is none."""
        if self.state not in {MeasureState.VALUE, MeasureState.QUESTIONABLE}:
            return None
        numerator, denominator = self.numerator, self.denominator
        return numerator / denominator if numerator is not None and denominator else numerator

    @property
    def blocking(self) -> tuple[Operand, ...]:
        """The cells without a number that it needs."""
        return tuple(one for one in self.operands if one.figure.number is None)

    @property
    def assumed(self) -> tuple[Operand, ...]:
        """The cells that the caller takes for zero."""
        return tuple(one for one in self.operands if one.figure.is_assumed)

    @property
    def inferred(self) -> tuple[Operand, ...]:
        """The cells whose number follows from the sums."""
        return tuple(one for one in self.operands if one.figure.inferred is not None)

    def printed(self) -> str:
        """The value with its unit, rounded half up to two decimals; empty where there is none."""
        return "" if self.value is None else print_value(self.value, self.indicator.unit)

    def text(self, language: Language = "zh") -> str:
        """Name, arithmetic and value in one line, with what was assumed or stands in the way."""
        indicator = self.indicator
        words = indicator.name.text(language) + COLON.text(language)
        if self.value is None:
            words += self.state.text(language)
        elif indicator.is_rate:
            above, below = print_exact(self.numerator), print_exact(self.denominator)
            words += f"{above} / {below} = {self.printed()}"
        else:
            words += self.printed()
        return COMMA.text(language).join((words, *self.notes(language)))

    def notes(self, language: Language = "zh") -> tuple[str, ...]:
        """What stands in the way of a value, or what was assumed for it and what is doubtful."""
        return tuple(self._notes(language))

    def _notes(self, language: Language) -> Iterator[str]:
        comma = LIST_COMMA.text(language)
        if self.value is None:
            if self.state is MeasureState.UNKNOWN and self.blocking:
                yield comma.join(words_of(self.blocking, language))
            if self.reason is not None:
                yield self.reason.text(language)
            return
        for operands in (self.assumed, self.inferred):
            if operands:
                yield comma.join(words_of(operands, language))
        if self.doubts:
            codes = " ".join(dict.fromkeys(one.code for one in self.doubts))
            yield _DOUBTFUL.say(language, state=self.state.text(language), codes=codes)

    def _repr_html_(self) -> str:
        """The indicator as a notebook shows it."""
        return show_fields(
            key=self.indicator.key,
            name=self.indicator.name.chinese,
            state=self.state.value,
            value=self.printed() or None,
            arithmetic=self.text(),
        )


def words_of(operands: Iterable[Operand], language: Language = "zh") -> tuple[str, ...]:
    """The cells in words, each once, though it may be above the line and below it."""
    return tuple(dict.fromkeys(one.words(language) for one in operands))


def print_value(value: Fraction, unit: Unit) -> str:
    """A value with its unit: rates half up to two decimals, counts and amounts exactly.

    Example:
        >>> print_value(Fraction(258, 805), Unit.PER_CENT), print_value(Fraction(-1, 8), Unit.RATIO)
        ('32.05%', '-0.13')
        >>> print_value(Fraction(37209, 20), Unit.TEN_THOUSAND_YUAN)
        '1860.45万元'
    """
    if unit is Unit.PER_CENT:
        return f"{_rounded(value * 100, _PLACES)}%"
    if unit is Unit.RATIO:
        return _rounded(value, _PLACES)
    return f"{print_exact(value)}{unit.value}"


def print_exact(value: Fraction | None) -> str:
    """A number of cells, every digit of it; a fraction that no decimal number is as 1/3."""
    if value is None:
        return ""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    return _rounded(value, places) if rest == 1 else str(value)


def _rounded(value: Fraction, places: int) -> str:
    """*value* with so many decimals; what is exactly between goes away from zero."""
    scaled = (abs(value) * 10**places * 2 + 1) // 2
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"
