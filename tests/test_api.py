"""The root and what it gives, as programs and type checkers of users see them."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from doctest import DocTestParser
from pathlib import Path

import pytest

import govdisclosure as gd

ROOT = Path(__file__).resolve().parent.parent
CONSUMER = ROOT / "tests" / "consumer.py"
PAGES = (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md")))
#: Names that the root does not have.
MISSPELT = (
    "import govdisclosure as gd\n\ngd.raed\n",
    "from govdisclosure import Reprot as Reprot\n",
)

#: What mypy does by itself with a package that is installed: it takes its types as they are. Arrow
#: comes without types.
INSTALLED = (
    "[mypy-govdisclosure.*]\nignore_errors = True\n"
    "[mypy-pyarrow.*]\nignore_missing_imports = True\n"
)
#: Extras of engines, which import the package and are not imported by it.
ENGINES = {"daft", "ray", "spark"}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A module or a script run by this interpreter, at the root of the checkout."""
    command = [sys.executable, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


# ------------------------------------------------------------------------------ names


def test_the_consumer_uses_every_name_of_the_root() -> None:
    used = {
        node.attr
        for node in ast.walk(ast.parse(CONSUMER.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "gd"
    }
    assert used == set(dir(gd))


def test_every_name_of_the_root_is_there() -> None:
    assert sorted(gd.__all__) == gd.__all__
    assert all(hasattr(gd, name) for name in dir(gd))
    with pytest.raises(AttributeError, match="has no attribute 'raed'"):
        gd.raed  # type: ignore[attr-defined]  # noqa: B018


def test_no_module_bears_a_name_of_the_root() -> None:
    modules = {path.stem for path in (ROOT / "govdisclosure").iterdir()}
    assert modules & set(gd.__all__) == set()


def test_the_consumer_runs() -> None:
    done = run(CONSUMER, ROOT / "examples" / "report_damaged.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"govdisclosure {gd.__version__}\n扶摇县城市管理局, ")


# ------------------------------------------------------------------------------ type checkers


@pytest.fixture
def misspelt(tmp_path: Path) -> Sequence[Path]:
    """Programs with a misspelt name of the root in each."""
    paths = [tmp_path / f"misspelt_{number}.py" for number in range(len(MISSPELT))]
    for path, text in zip(paths, MISSPELT, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def program_of(page: Path) -> str:
    """All examples of a page, one after the other, as a program."""
    text = page.read_text(encoding="utf-8")
    return "".join(example.source for example in DocTestParser().get_examples(text))


def test_mypy_passes_what_is_right_and_finds_every_misspelt_name(
    tmp_path: Path, misspelt: Sequence[Path]
) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    settings = tmp_path / "mypy.ini"
    settings.write_text(f"[mypy]\ncache_dir = {tmp_path / 'cache'}\n{INSTALLED}", encoding="utf-8")
    programs = [tmp_path / f"page_{number}.py" for number in range(len(PAGES))]
    for path, page in zip(programs, PAGES, strict=True):
        path.write_text(program_of(page), encoding="utf-8")
    options = ("--strict", "--no-pretty", f"--config-file={settings}")
    done = run("-m", "mypy", *options, CONSUMER, *programs, *misspelt)
    errors = sorted(line for line in done.stdout.splitlines() if ": error: " in line)
    places = [Path(line.partition(".py:")[0]).name for line in errors]
    assert places == [one.stem for one in misspelt], done.stdout
    assert all("[attr-defined]" in line for line in errors), done.stdout


def test_pyright_passes_what_is_right_and_finds_every_misspelt_name(
    misspelt: Sequence[Path],
) -> None:
    pytest.importorskip("pyright", reason="pyright is not installed")
    strict = misspelt[0].with_name("strict.py")
    text = CONSUMER.read_text(encoding="utf-8")
    strict.write_text(f"# pyright: strict\n{text}", encoding="utf-8")
    done = run("-m", "pyright", "--outputjson", "--pythonpath", sys.executable, strict, *misspelt)
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = sorted(
        (Path(one["file"]).name, one["rule"]) for one in found if one["severity"] == "error"
    )
    assert errors == [(one.name, "reportAttributeAccessIssue") for one in misspelt]


# ------------------------------------------------------------------------------ what it needs


#: What a package of an extra imports when it is there: starlette, to read what a form sends.
THROUGH_OTHERS = {"python-multipart"}


def test_an_extra_exists_for_what_code_uses_and_for_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    purposes = extras.keys() - {"all", "dev", "docs", "release"} - ENGINES
    assert extras["all"] == [f"govdisclosure[{','.join(sorted(purposes))}]"]
    nodes = [
        node
        for path in (ROOT / "govdisclosure").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    imported = {name.partition(".")[0] for node in nodes for name in names_imported(node)}
    # What may be missing is looked for by its name.
    named = {node.value for node in nodes if isinstance(node, ast.Constant)}
    needed = [line for purpose in purposes for line in extras[purpose]] + project["dependencies"]
    needed = [line for line in needed if not line.startswith("govdisclosure[")]
    packages = {line.partition(">=")[0] for line in needed}
    assert (
        imported - sys.stdlib_module_names - {"govdisclosure"}
        <= packages
        <= imported | named | THROUGH_OTHERS
    )


def names_imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
