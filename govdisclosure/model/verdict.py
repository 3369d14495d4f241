"""The result of a check."""

from enum import Enum

__all__ = ["Verdict"]


class Verdict(Enum):
    """The result for an instance of a rule, or for a claim in the prose."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    #: A value that it needs is blank, not a number, or not in the document.
    CANNOT_TELL = "cannot_tell"
    DOES_NOT_APPLY = "does_not_apply"
