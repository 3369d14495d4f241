"""The versions that every output names: of the library, of its rules and of its JSON."""

from typing import NamedTuple

__all__ = ["Versions", "versions"]


class Versions(NamedTuple):
    """The versions that made a result."""

    library: str
    rules: int
    schema: int


def versions() -> Versions:
    """The versions of this installation."""
    from govdisclosure.codec import SCHEMA_VERSION
    from govdisclosure.rules.catalogue import RULES_VERSION
    from govdisclosure.version import __version__

    return Versions(__version__, RULES_VERSION, SCHEMA_VERSION)
