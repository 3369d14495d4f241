"""The public surface: ``__all__``, what type checkers see, what is documented, where types lead.

A name is public when ``__all__`` of the package or of one of its public modules has it. Whatever
the types of public names lead to is public, too, so that a user can write it down.
"""

import ast
import enum
import inspect
import json
import os
import subprocess
import sys
import typing
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import govdisclosure as gd
from docs.reference.api import MODULES, pages

ROOT = Path(__file__).resolve().parent.parent
#: What the function of a rule is given, and what only it asks; users hand rules on.
OPAQUE = {"govdisclosure.rules.basis.context.Context"}
PUBLIC = ("govdisclosure", *MODULES)
_NAMES = [(module, name) for module in PUBLIC for name in import_module(module).__all__]


# ------------------------------------------------------------------------------ names


def test_a_type_checker_sees_what_is_there() -> None:
    tree = ast.parse(Path(gd.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govdisclosure")
        for alias in node.names
        if not alias.name.startswith("_")
    }
    seen -= {"describe"}  # imported by the function `agency` alone
    assert seen | {"agency"} == set(gd.__all__)


def test_the_names_come_from_where_the_package_says() -> None:
    assert set(gd._MODULES) - {"__version__"} <= set(gd.__all__)
    for name, module in gd._MODULES.items():
        assert getattr(gd, name) is getattr(import_module(f"govdisclosure.{module}"), name)
    assert {*gd.__all__, "__version__"} == set(dir(gd))


@pytest.mark.parametrize(("module", "name"), _NAMES)
def test_every_name_has_a_docstring(module: str, name: str) -> None:
    thing = getattr(import_module(module), name)
    if inspect.isclass(thing) or inspect.isroutine(thing):
        assert inspect.getdoc(thing), f"{module}.{name} has no docstring"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_is_in_the_reference_once(language: typing.Literal["zh", "en"]) -> None:
    written = "".join(page.text for page in pages(language) if page.path.endswith(".rst"))
    lines = written.splitlines()
    for module, name in _NAMES:
        directives = [line for line in lines if line.endswith(f":: {module}.{name}")]
        assert len(directives) == 1, (module, name, directives)
        assert directives[0].startswith(".. auto")


# ------------------------------------------------------------------------------ types


@cache
def _known_to_checkers(module: ModuleType) -> dict[str, object]:
    """The names of *module*, with those that are imported for type checkers only."""
    known = dict(vars(module))
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            imports = [one for one in node.body if isinstance(one, (ast.Import, ast.ImportFrom))]
            code = compile(ast.Module(body=[*imports], type_ignores=[]), "<imports>", "exec")
            exec(code, known)  # noqa: S102 - imports of the package itself
    return known


def _hints(thing: object) -> Iterator[object]:
    """The types in the signature of a function, or of the fields of a class."""
    known = _known_to_checkers(sys.modules[thing.__module__])
    yield from typing.get_type_hints(thing, globalns=known, localns=known).values()


def _signed(thing: object) -> Iterator[object]:
    """*thing* and, of a class, its public methods and properties."""
    yield thing
    if inspect.isclass(thing) and not issubclass(thing, enum.Enum):
        for name, member in vars(thing).items():
            inner = getattr(member, "fget", None) or getattr(member, "__func__", member)
            if not name.startswith("_") and inspect.isfunction(inspect.unwrap(inner)):
                yield inspect.unwrap(inner)


def _classes(hint: object) -> Iterator[type]:
    """The classes that a type names, however deep."""
    for part in typing.get_args(hint) if not isinstance(hint, list) else hint:
        yield from _classes(part)
    if isinstance(hint, type):
        name = f"{hint.__module__}.{hint.__qualname__}"
        if name.startswith("govdisclosure.") and name not in OPAQUE:
            yield hint


@cache
def _public() -> set[int]:
    """The identities of all public things."""
    return {
        id(found)
        for home in PUBLIC
        for found in map(import_module(home).__dict__.get, import_module(home).__all__)
    } | {id(getattr(gd, one)) for one in gd.__all__}


@pytest.mark.parametrize(("module", "name"), _NAMES)
def test_types_lead_to_public_names_only(module: str, name: str) -> None:
    pytest.importorskip("pyarrow")
    thing = getattr(import_module(module), name)
    if not (inspect.isclass(thing) or inspect.isfunction(thing)):
        return
    public = _public()
    for signed in _signed(thing):
        for hint in _hints(signed):
            for one in _classes(hint):
                assert id(one) in public, (
                    f"{module}.{name} leads to {one.__module__}.{one.__name__}"
                )


def test_a_type_checker_knows_every_type_of_every_public_name() -> None:
    pytest.importorskip("pyright")
    command = [sys.executable, "-m", "pyright", "--verifytypes", "govdisclosure"]
    command += ["--ignoreexternal", "--outputjson", "--pythonpath", sys.executable]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    homes = {f"{module}.{name}" for module, name in _NAMES}
    for module, name in _NAMES:
        thing = getattr(import_module(module), name)
        if home := getattr(thing, "__module__", ""):
            homes.add(f"{home}.{getattr(thing, '__qualname__', name)}")
    public = [one for one in symbols if homes.intersection(_owners(one["name"]))]
    assert len(public) > len(_NAMES)
    unknown = [one["name"] for one in public if not one["isTypeKnown"] or one["isTypeAmbiguous"]]
    assert unknown == []


def _owners(name: str) -> Iterator[str]:
    """*name* and the names of what it belongs to: its class, its module, its package."""
    while name:
        yield name
        name = name.rpartition(".")[0]
