"""Packages of other makers, imported when first needed."""

from importlib import import_module
from typing import Any

from govdisclosure.errors import MissingExtraError

__all__ = ["load_extra"]


def load_extra(module: str, extra: str, package: str = "") -> Any:  # noqa: ANN401 - of another maker
    """The *module*, which the *extra* installs with a *package* that may have another name.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(extra, package or module.partition(".")[0]) from error
