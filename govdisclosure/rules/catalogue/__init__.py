"""The catalogue: every rule of the library, one tuple a family, in the order of the codes.

A rule is defined in the tuple at the foot of its family's module, with its code and its function;
to add one, add it there, and its page to the family's file in ``pages``. Codes are never reused.

GD0xx is what reading noticed (:mod:`govdisclosure.model.diagnostics`).
"""

from govdisclosure.rules.basis.rule import Rule
from govdisclosure.rules.catalogue.arithmetic import RULES as ARITHMETIC
from govdisclosure.rules.catalogue.bodies import RULES as BODIES
from govdisclosure.rules.catalogue.dates import RULES as DATES
from govdisclosure.rules.catalogue.fees import RULES as FEES
from govdisclosure.rules.catalogue.form import RULES as FORM
from govdisclosure.rules.catalogue.plausibility import RULES as PLAUSIBILITY
from govdisclosure.rules.catalogue.prose import RULES as PROSE
from govdisclosure.rules.catalogue.statistics import RULES as STATISTICS
from govdisclosure.rules.catalogue.years import RULES as YEARS

__all__ = ["FAMILIES", "RULES"]

#: GD1xx parts and form, GD2xx arithmetic in the tables, GD3xx prose against tables, GD4xx other
#: years and other bodies, GD5xx dates and publication, GD9xx hints of any family.
FAMILIES: tuple[tuple[Rule, ...], ...] = (
    FORM,
    ARITHMETIC,
    STATISTICS,
    PLAUSIBILITY,
    PROSE,
    FEES,
    YEARS,
    BODIES,
    DATES,
)

#: Every rule, by code.
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in FAMILIES for rule in family), key=lambda rule: rule.code)
)
