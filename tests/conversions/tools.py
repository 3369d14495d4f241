"""The conversion tools as a table: what each reads, what it needs, how it is called.

Takes a tool and a file, gives the file that the tool made of it.
"""

from __future__ import annotations

import html
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.pdf_printing import CHROMIUM, SOFFICE

#: The kinds of files that reports are written in.
SUFFIXES: Final = ("html", "docx", "xlsx", "pdf")
#: No tool may take longer for one file, in seconds.
LIMIT: Final = 180.0


class ToolError(Exception):
    """The tool gave nothing for a file."""


@dataclass(frozen=True)
class Tool:
    """A conversion tool, and one way to call it."""

    name: str
    #: The kinds of files that it is given.
    reads: tuple[str, ...]
    #: Its command line; the program ``python`` is the one that the user chose. Filled in are
    #: ``{source}``, ``{target}``, the ``{folder}`` of the target and a ``{scratch}`` folder.
    call: tuple[str, ...]
    #: The packages of Python that it needs.
    packages: tuple[str, ...] = ()
    #: The suffix of what it writes. Where it writes no target, what it prints becomes the target.
    writes: str = "txt"
    #: HTML put at the end of the page before the tool reads it.
    script: str = ""
    #: Takes the text out of what was printed.
    unwrap: Callable[[str], str] | None = None


def _python(name: str, reads: tuple[str, ...], expression: str, *packages: str) -> Tool:
    """A tool of Python; with the first package *expression* gives the text of the file ``path``."""
    code = (
        f"import sys, {packages[0]}; path, target = sys.argv[1:]; text = {expression}; "
        f"open(target, 'w', encoding='utf-8').write(text)"
    )
    return Tool(name, reads, ("python", "-c", code, "{source}", "{target}"), packages)


def _pages(method: str, pages: str) -> str:
    return f"'\\n'.join(page.{method} for page in {pages})"


def _office(name: str, source: str, target: str, *options: str) -> Tool:
    profile = "-env:UserInstallation=file://{scratch}/office"
    call = ("--headless", *options, "--convert-to", target, "--outdir", "{folder}", "{source}")
    writes = target.partition(":")[0]
    return Tool(name, (source,), (SOFFICE or "soffice", profile, *call), writes=writes)


#: Of pandoc: those of text and Markdown, then those whose rows lie between marks.
_WRITERS: Final = (
    *("plain", "markdown", "gfm", "commonmark", "markdown_strict"),
    *("rst", "org", "asciidoc", "mediawiki", "textile", "jira", "dokuwiki"),
)
_TEXT: Final = "txt:Text (encoded):UTF8"
#: The numbers are those of comma, quotation mark and UTF-8.
_CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76"
_PLUMBER: Final = "pdfplumber.open(path).pages"
_PLUMBED_TABLES: Final = (
    "'\\n'.join('\\t'.join((cell or '').replace('\\n', '') for cell in row) "
    f"for page in {_PLUMBER} for table in page.extract_tables() for row in table)"
)
_SPEAKS: Final = (
    "<script>onload = () => { const text = document.body.innerText;"
    " document.documentElement.innerHTML = '<body><pre></pre>';"
    " document.querySelector('pre').textContent = text; }</script>"
)


def _inner_text(dom: str) -> str:
    return html.unescape(dom.partition("<pre>")[2].rpartition("</pre>")[0])


def _tools() -> Iterator[Tool]:
    """Yield the tools in the order of the table that is printed.

    The first is none: how a file is read without any tool, to hold the others against.
    """
    copy = ("python", "-c", "import shutil, sys; shutil.copy(*sys.argv[1:])")
    yield Tool("unconverted", SUFFIXES, (*copy, "{source}", "{target}"))
    for to in _WRITERS:
        yield Tool(f"pandoc-{to}", ("html", "docx"), ("pandoc", "-t", to, "{source}"))
    text = "markitdown.MarkItDown().convert(path).text_content"
    yield _python("markitdown", SUFFIXES, text, "markitdown")
    text = "html2text.html2text(open(path, encoding='utf-8').read())"
    yield _python("html2text", ("html",), text, "html2text")
    for modes in ((), ("-layout",), ("-raw",)):
        call = ("pdftotext", *modes, "{source}", "{target}")
        yield Tool("".join(call[:-2]), ("pdf",), call)
    plumbed = {"": "extract_text()", "-layout": "extract_text(layout=True)"}
    for mode, method in plumbed.items():
        yield _python(f"pdfplumber{mode}", ("pdf",), _pages(method, _PLUMBER), "pdfplumber")
    yield _python("pdfplumber-tables", ("pdf",), _PLUMBED_TABLES, "pdfplumber")
    yield _python("pymupdf4llm", ("pdf",), "pymupdf4llm.to_markdown(path)", "pymupdf4llm")
    for mode, option in {"": "plain", "-layout": "layout"}.items():
        text = _pages(f"extract_text(extraction_mode='{option}')", "pypdf.PdfReader(path).pages")
        yield _python(f"pypdf{mode}", ("pdf",), text, "pypdf")
    yield _python("docx2txt", ("docx",), "docx2txt.process(path)", "docx2txt")
    yield _office("libreoffice-text", "docx", _TEXT)
    yield _office("libreoffice-page", "html", _TEXT, "--infilter=HTML (StarWriter)")
    yield _office("libreoffice-csv", "xlsx", _CSV)
    tables = "pandas.read_html(path, encoding='utf-8')"
    for to, more in (("to_csv", ()), ("to_markdown", ("tabulate",))):
        text = f"'\\n\\n'.join(table.{to}() for table in {tables})"
        yield _python(f"pandas-{to}", ("html",), text, "pandas", "lxml", *more)
    sheet = "pandas.read_excel(path).to_csv()"
    yield _python("pandas-sheet", ("xlsx",), sheet, "pandas", "openpyxl")
    calm = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    dump = ("--user-data-dir={scratch}/browser", "--virtual-time-budget=2000", "--dump-dom")
    shows = (CHROMIUM or "chromium", *calm, *dump, "{source}")
    yield Tool("chromium-innerText", ("html",), shows, script=_SPEAKS, unwrap=_inner_text)


TOOLS: Final = {tool.name: tool for tool in _tools()}


def find_missing(tools: Iterable[Tool], python: str) -> dict[str, str]:
    """The tools that cannot run, by name, each with the reason."""
    tools = list(tools)
    asks = "import sys, importlib.util as u;print(*[p for p in sys.argv[1:] if not u.find_spec(p)])"
    wanted = sorted({package for tool in tools for package in tool.packages})
    run = subprocess.run([python, "-c", asks, *wanted], capture_output=True, text=True, check=True)
    lacking = set(run.stdout.split())
    missing: dict[str, str] = {}
    for tool in tools:
        if packages := lacking & set(tool.packages):
            missing[tool.name] = f"{python} has no package {', '.join(sorted(packages))}"
        elif tool.call[0] != "python" and not shutil.which(tool.call[0]):
            missing[tool.name] = f"no program {tool.call[0]} on the path"
        elif tool.reads == ("pdf",) and SOFFICE is None:
            missing[tool.name] = "no program soffice on the path to print PDF files"
    return missing


def convert(
    tool: Tool, source: Path, target: Path, scratch: Path, python: str, *, limit: float = LIMIT
) -> None:
    """Have *tool* make *target* of *source*.

    Raises:
        ToolError: It fails, takes longer than *limit* seconds, or gives nothing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if tool.script:
        page = source.read_text("utf-8") + tool.script
        source = scratch / source.name
        source.write_text(page, "utf-8")
    places = {"source": source, "target": target, "folder": target.parent, "scratch": scratch}
    program, *rest = tool.call
    command = [python if program == "python" else program, *(one.format(**places) for one in rest)]
    printed, said = scratch / "printed", scratch / "said"
    with printed.open("wb") as out, said.open("wb") as errors:
        code = _run(command, out.fileno(), errors.fileno(), limit)
    if not target.exists() and printed.stat().st_size:
        text = printed.read_text("utf-8", "replace")
        target.write_text(tool.unwrap(text) if tool.unwrap else text, "utf-8")
    if code or not target.exists() or not target.read_bytes().strip():
        lines = said.read_text("utf-8", "replace").split("\n")
        ended = f"ended with {code} and gave nothing"
        raise ToolError(next((line for line in reversed(lines) if line.strip()), ended))


def _run(command: list[str], out: int, errors: int, limit: float) -> int:
    """Run a program and return how it ended; after *limit* seconds end all that it started."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, start_new_session=True
    )
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"took longer than {limit:g} seconds") from error
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
