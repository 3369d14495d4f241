"""GD101 to GD111 and GD910 to GD920: parts and form of a report, and what its sections must say.

The family, combined from the modules that each have a part of it.
"""

from govdisclosure.rules.basis.rule import Rule
from govdisclosure.rules.catalogue.contact import RULES as CONTACT
from govdisclosure.rules.catalogue.contents import RULES as CONTENTS
from govdisclosure.rules.catalogue.preamble import RULES as PREAMBLE
from govdisclosure.rules.catalogue.sections import RULES as SECTIONS
from govdisclosure.rules.catalogue.signature import RULES as SIGNATURE
from govdisclosure.rules.catalogue.tables import RULES as TABLES

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    *SECTIONS,
    *TABLES,
    *CONTENTS,
    *PREAMBLE,
    *SIGNATURE,
    *CONTACT,
)
