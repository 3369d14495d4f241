"""Grammars as ready tables: compiled when the package is built, loaded when first needed.

Takes the ``.lark`` files and gives Lark parsers; knows nothing of reports. The tables are in
``compiled.bin`` with a digest of what they were made from; if that does not match (a checkout
without a build, another Lark), the grammars are compiled in memory, with the same results.
"""

import io
import os
import pickle
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lark import Lark

__all__ = ["GRAMMARS", "TABLE_RULES", "compile_grammar", "load_grammar", "write_compiled"]

#: The start rules of ``tables.lark``, one for each table and edition.
TABLE_RULES = ("proactive_2021", "proactive_2019", "requests_2021", "requests_2019", "disputes")
#: Each grammar with its start rules.
GRAMMARS = {"outline": ("report",), "tables": TABLE_RULES, "claims": ("sentence",)}

_FOLDER = os.path.dirname(__file__)
_COMPILED = os.path.join(_FOLDER, "compiled.bin")


def _grammar_text(name: str) -> str:
    with open(os.path.join(_FOLDER, f"{name}.lark"), encoding="utf-8") as file:
        return file.read()


def _digest() -> bytes:
    """A digest of what the tables are made from: the grammars and the release of Lark."""
    import hashlib

    from lark import __version__  # what the metadata says, and read in no time

    parts = (__version__, *(_grammar_text(name) for name in GRAMMARS))
    return hashlib.sha256("\0".join(parts).encode()).digest()


def compile_grammar(name: str, *, text: str | None = None, is_strict: bool = False) -> "Lark":
    """Compile a grammar from its ``.lark`` file.

    Args:
        name: ``"outline"`` or ``"tables"``.
        text: Another grammar text with the same start rules, for tests.
        is_strict: Raise on every conflict; needs the package ``interegular``.
    """
    from lark import Lark

    from govdisclosure.grammar.lexer import PieceLexer

    return Lark(
        _grammar_text(name) if text is None else text,
        parser="lalr",
        lexer=PieceLexer,
        start=list(GRAMMARS[name]),
        maybe_placeholders=False,
        strict=is_strict,
    )


def write_compiled(path: "Path") -> None:
    """Write the tables of all grammars to *path*, as the build does: the same bytes every time."""
    from govdisclosure.grammar.canonical import canonical_bytes

    tables = {name: canonical_bytes(compile_grammar(name)) for name in GRAMMARS}
    path.write_bytes(_digest() + pickle.dumps(tables))


@cache
def load_grammar(name: str) -> "Lark":
    """The parser of a grammar: from its ready tables if they match, otherwise compiled now."""
    try:
        with open(_COMPILED, "rb") as file:
            data = file.read()
    except OSError:
        data = b""
    digest = _digest()
    if not data.startswith(digest):
        return compile_grammar(name)

    from lark import Lark

    # The file is part of this package, and its digest was checked, so the pickle can be trusted.
    tables = pickle.loads(data[len(digest) :])  # noqa: S301
    return Lark.load(io.BytesIO(tables[name]))
