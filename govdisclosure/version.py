"""The versions that outputs name: of this package, of its rules and of its JSON."""

__all__ = ["CLAIMS_VERSION", "RULES_VERSION", "SCHEMA_VERSION", "__version__"]

#: The version of the package; its metadata are made from this line.
__version__ = "0.1.0"
#: The version of the rule-set, which every output of findings names: raised by one in a release
#: in which an unchanged report may have other findings than before.
RULES_VERSION = 1
#: The number of the schema of a report's JSON; it changes whenever the output changes.
SCHEMA_VERSION = 1
#: The number of the schema of the JSON of claims, likewise.
CLAIMS_VERSION = 1
