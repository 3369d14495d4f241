"""The catalogue: every rule of the library, one tuple a family, in the order of the codes.

A rule is defined in the tuple at the foot of its family's module, with its code and its function;
to add one, add it there, and its page to the family's file in ``pages``. Codes are never reused.

GD0xx is what reading noticed (:mod:`govdisclosure.model.diagnostics`).
"""

from collections.abc import Mapping

from attrs import evolve

from govdisclosure.rules.basis.rule import Rule
from govdisclosure.rules.catalogue import (
    arithmetic,
    bodies,
    contact,
    contents,
    dates,
    fees,
    plausibility,
    preamble,
    prose,
    sections,
    signature,
    statistics,
    tables,
    years,
)

__all__ = ["FAMILIES", "RULES"]

_FORM = (sections, tables, contents, preamble, signature, contact)
#: The rules of each family, by the name of the file with their pages: GD1xx parts and form, GD2xx
#: arithmetic in the tables, GD3xx prose against tables, GD4xx other years, GD5xx dates and
#: publication, GD9xx hints of any family and other bodies.
FAMILIES: Mapping[str, tuple[Rule, ...]] = {
    "form": tuple(rule for module in _FORM for rule in module.RULES),
    "arithmetic": arithmetic.RULES,
    "statistics": statistics.RULES,
    "plausibility": plausibility.RULES,
    "prose": (*prose.RULES, *fees.RULES),
    "years": years.RULES,
    "bodies": bodies.RULES,
    "dates": dates.RULES,
}

#: Every rule, by code, with the name of the file of its page.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (evolve(rule, pages=name) for name, rules in FAMILIES.items() for rule in rules),
        key=lambda rule: rule.code,
    )
)
