"""How something that was checked came out."""

from enum import Enum

__all__ = ["Verdict"]


class Verdict(Enum):
    """How an instance of a rule, or what the prose claims, came out."""

    PASS = "pass"  # noqa: S105 - a verdict, no secret
    FAIL = "fail"
    #: What it would have to know is blank, no number, or not in the document.
    CANNOT_TELL = "cannot_tell"
    DOES_NOT_APPLY = "does_not_apply"
