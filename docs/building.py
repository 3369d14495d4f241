"""Builds the site: copies the pages of a language, adds the reference, runs Sphinx, and indexes it.

Takes ``docs/`` and the package, and gives a folder of static files for any server, or for none.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from os import environ
from pathlib import Path

from docs import reference
from docs.search import write_index
from govdisclosure.wording import LANGUAGES, Language

__all__ = ["OF_THE_ROOT", "OUTPUT", "BuildError", "build", "why_not", "write_sources"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUTPUT = ROOT / "build" / "site"
#: Files of the root that become pages, with their places in the tree of a language.
OF_THE_ROOT = {"CHANGELOG.md": "project/changelog.md", "SECURITY.md": "project/security.md"}
#: What Sphinx writes for its own search, which splits Chinese wrongly, and for other builders.
_UNUSED = (
    "searchindex.js",
    *(f"_static/{name}.js" for name in ("searchtools", "language_data", "base-stemmer")),
    "_static/english-stemmer.js",
    ".buildinfo",
)
#: Python 3.12, as `sys.hexversion` writes it.
_OLDEST = 0x030C0000
#: Code on a page, and a line end between Chinese characters anywhere else.
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_CHINESE = r"[\u2018-\u201d\u2026\u3001-\u9fff\uff01-\uff5e]"
_CHINESE_LINE_END = re.compile(rf"(?<={_CHINESE})\n *(?={_CHINESE})")
#: In a file of the root, the beginning of a link to a page, and a link to anything else there.
_TO_A_PAGE = re.compile(r"\]\(docs/(?:en|zh)/")
_TO_A_FILE = re.compile(r"\[([^\]]+)\]\((?!\w+:|#|\.\./)[^)]+\)")
_PACKAGES = ("sphinx", "myst_parser", "furo")


class BuildError(Exception):
    """The site could not be built, or Sphinx warned."""


def why_not() -> str:
    """Why the site cannot be built here; empty if it can."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if not missing:
        return ""
    names = ", ".join(missing)
    if sys.hexversion < _OLDEST:
        return f"Sphinx 9.1 needs Python 3.12, and this is {sys.version.split()[0]}"
    return f"{names} not installed; pip install -e '.[docs]' installs what is needed"


def build(output: Path = OUTPUT) -> int:
    """Build the site of both languages and give the number of its pages.

    Raises:
        BuildError: Sphinx warned of something, or failed.
    """
    shutil.rmtree(output, ignore_errors=True)
    work = output.parent / f"{output.name}.sources"
    for language in LANGUAGES:
        sources = work / language
        shutil.rmtree(sources, ignore_errors=True)
        write_sources(language, sources)
        _run_sphinx(language, sources, output / language)
        for name in _UNUSED:
            (output / language / name).unlink(missing_ok=True)
        shutil.rmtree(output / language / ".doctrees", ignore_errors=True)
        write_index(output / language)
    shutil.copy(HERE / "theme" / "choice.html", output / "index.html")
    return sum(1 for _ in output.rglob("*.html"))


def write_sources(language: Language, folder: Path) -> None:
    """Write all pages of *language* as Sphinx is to read them: the tree and what is generated."""
    shutil.copytree(HERE / language, folder)
    shutil.copytree(HERE / "theme" / "locale", folder / "locale")
    for path in folder.glob("*.md"):
        path.write_text(_unwrapped(path.read_text(encoding="utf-8")), encoding="utf-8")
    landing = folder / "index.md"
    landing.write_text(_with_the_rest(landing, sorted(folder.glob("*.md"))), encoding="utf-8")
    for page in reference.pages(language):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    for name, place in OF_THE_ROOT.items():
        if (ROOT / name).is_file():
            (folder / place).parent.mkdir(exist_ok=True)
            text = (ROOT / name).read_text(encoding="utf-8")
            (folder / place).write_text(_seen_from_a_page(text), encoding="utf-8")


def _seen_from_a_page(text: str) -> str:
    """A file of the root as a page: links to pages lead to them, those to other files go."""
    text = _TO_A_PAGE.sub(r"](../", text)
    return _TO_A_FILE.sub(r"\1", text)


def _with_the_rest(landing: Path, pages: Sequence[Path]) -> str:
    """The landing page with the pages that its contents do not name, in place of the ``*``."""
    text = landing.read_text(encoding="utf-8")
    named = {*text.splitlines(), landing.stem}
    rest = [page.stem for page in pages if page.stem not in named]
    return text.replace("\n*\n", "".join(f"\n{name}" for name in rest) + "\n", 1)


def _unwrapped(text: str) -> str:
    """A page without line ends inside Chinese, for which a browser would show a blank."""
    parts = _FENCED.split(text)
    parts[::2] = [_CHINESE_LINE_END.sub("", part) for part in parts[::2]]
    return "".join(parts)


def _run_sphinx(language: Language, sources: Path, output: Path) -> None:
    """Run Sphinx with every warning an error, in a process that sees this checkout.

    Raises:
        BuildError: It did not succeed.
    """
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-n", "-W", "-q", "-j", "auto"]
    command += ["-c", str(HERE / "theme"), "-t", language, "-d", str(output / ".doctrees")]
    environment = environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(  # noqa: S603 - runs Sphinx, with arguments written here
        [*command, str(sources), str(output)], check=False, env=environment
    )
    if done.returncode:
        raise BuildError(f"Sphinx did not build the pages in {language}")
