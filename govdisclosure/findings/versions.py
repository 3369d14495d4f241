"""The versions that every output names: of the library, of its rules and of its JSON."""

from typing import NamedTuple

from govdisclosure.version import RULES_VERSION, SCHEMA_VERSION, __version__

__all__ = ["Versions", "versions"]


class Versions(NamedTuple):
    """The versions that made a result."""

    library: str
    rules: int
    schema: int


def versions() -> Versions:
    """The versions of this installation."""
    return Versions(__version__, RULES_VERSION, SCHEMA_VERSION)
