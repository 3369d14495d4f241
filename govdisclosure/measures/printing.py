"""Exact numbers in print: rates rounded half up, counts and amounts with every digit.

Takes fractions and gives words; knows no indicator.
"""

from fractions import Fraction

from govdisclosure.measures.definition import IndicatorUnit

__all__ = ["print_exact", "print_value"]

#: Decimals of a rate when it is printed.
_PLACES = 2


def print_value(value: Fraction, unit: IndicatorUnit) -> str:
    """A value with its unit: rates half up to two decimals, counts and amounts exactly.

    Example:
        >>> print_value(Fraction(258, 805), IndicatorUnit.PER_CENT)
        '32.05%'
        >>> print_value(Fraction(-1, 8), IndicatorUnit.RATIO)
        '-0.13'
        >>> print_value(Fraction(37209, 20), IndicatorUnit.TEN_THOUSAND_YUAN)
        '1860.45万元'
    """
    if unit is IndicatorUnit.PER_CENT:
        return f"{_rounded(value * 100, _PLACES)}%"
    if unit is IndicatorUnit.RATIO:
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
