"""The versions that outputs name: of this package, of its rules and of its JSON."""

from typing import NamedTuple

__all__ = [
    "CLAIMS_VERSION",
    "RULES_VERSION",
    "SCHEMA_VERSION",
    "Versions",
    "__version__",
    "versions",
]

#: The version of the package; its metadata are made from this line.
__version__ = "0.2.0"
#: The version of the rule-set, which every output of findings names: raised by one in a release
#: in which an unchanged report may have other findings than before.
RULES_VERSION = 1
#: The number of the schema of a report's JSON; it changes whenever the output changes.
SCHEMA_VERSION = 1
#: The number of the schema of the JSON of claims, likewise.
CLAIMS_VERSION = 1


class Versions(NamedTuple):
    """The versions that made a result."""

    library: str
    rules: int
    schema: int

    def __str__(self) -> str:
        """As ``--version`` prints them."""
        return f"govdisclosure {self.library} (rules {self.rules}, schema {self.schema})"


def versions() -> Versions:
    """The versions of this installation."""
    return Versions(__version__, RULES_VERSION, SCHEMA_VERSION)
