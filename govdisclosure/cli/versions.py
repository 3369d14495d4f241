"""The versions that every output names: of the library, of its rules and of its JSON."""

from typing import NamedTuple

__all__ = ["Versions", "versions"]


class Versions(NamedTuple):
    """What a result was made with."""

    library: str
    rules: int
    schema: int


def versions() -> Versions:
    """Those of this installation."""
    from govdisclosure.codec import SCHEMA_VERSION, to_data
    from govdisclosure.model.report import Report
    from govdisclosure.rules.catalogue import RULES_VERSION

    return Versions(str(to_data(Report())["library"]), RULES_VERSION, SCHEMA_VERSION)
