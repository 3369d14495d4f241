"""An indicator of one report: its exact value with the cells behind it, or why there is none.

Takes the two sides and gives states and words; reads no report.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from govdisclosure.claims import Claim
from govdisclosure.measures.definition import Indicator
from govdisclosure.measures.figures import Doubt, Figure
from govdisclosure.measures.printing import print_exact, print_value
from govdisclosure.model.display import show_fields
from govdisclosure.wording import COLON, COMMA, LIST_COMMA, Language, Wording

__all__ = ["MeasureState", "Measured", "Operand", "words_of"]


class MeasureState(Enum):
    """What became of an indicator in a report."""

    #: It has a value.
    VALUE = "value"
    #: It has a value, and a cell behind it is in a sum that does not hold, or is no count.
    QUESTIONABLE = "questionable"
    #: Its denominator is zero: it has no value, neither 0 nor 100 per cent. Or it is negative,
    #: because the cells contradict each other.
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
    MeasureState.UNDEFINED: Wording(
        "无定义（分母不大于 0）", "undefined (denominator is not above 0)"
    ),
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
class Quotient:
    """An indicator as what is above a line and what is below it; a count has nothing below."""

    indicator: Indicator
    #: What is above the line; None where it is not known.
    numerator: Fraction | None = None
    #: What is below it; None where it is not known, and for a count or an amount.
    denominator: Fraction | None = None

    @property
    def state(self) -> MeasureState:
        """What became of it."""
        raise NotImplementedError

    @property
    def value(self) -> Fraction | None:
        """The exact value, a rate as a fraction of 1; None where there is none."""
        if self.state not in {MeasureState.VALUE, MeasureState.QUESTIONABLE}:
            return None
        numerator, denominator = self.numerator, self.denominator
        return numerator / denominator if numerator is not None and denominator else numerator

    def printed(self) -> str:
        """The value with its unit, rounded half up to two decimals; empty where there is none."""
        return "" if self.value is None else print_value(self.value, self.indicator.unit)

    def arithmetic(self) -> str:
        """What is divided by what; empty where one of them is not known."""
        if self.numerator is None or self.denominator is None:
            return ""
        return f"{print_exact(self.numerator)} / {print_exact(self.denominator)}"


@frozen(kw_only=True)
class Measured(Quotient):
    """An indicator of one report.

    Example:
        >>> from govdisclosure.measures.lookup import indicator_definition
        >>> one = Measured(indicator=indicator_definition("closing_rate"), numerator=Fraction(52),
        ...                denominator=Fraction(54))
        >>> one.value, one.state.value, one.text("en")
        (Fraction(26, 27), 'value', 'closing rate: 52 / 54 = 96.30%')
    """

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
        if self.denominator is not None and self.denominator <= 0:
            return MeasureState.UNDEFINED
        return MeasureState.QUESTIONABLE if self.doubts else MeasureState.VALUE

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

    def text(self, language: Language = "zh") -> str:
        """Name, arithmetic and value in one line, with what was assumed or stands in the way."""
        words = self.indicator.name.text(language) + COLON.text(language)
        if self.state is not MeasureState.UNKNOWN and (arithmetic := self.arithmetic()):
            words += f"{arithmetic} = "
        words += self.printed() or self.state.text(language)
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
        if self.state in {MeasureState.UNKNOWN, MeasureState.OTHER_FORM}:
            return
        for operands in (self.assumed, self.inferred):
            if operands:
                yield comma.join(words_of(operands, language))
        if self.doubts:
            codes = " ".join(dict.fromkeys(one.code for one in self.doubts))
            state = MeasureState.QUESTIONABLE.text(language)
            yield _DOUBTFUL.say(language, state=state, codes=codes)

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
