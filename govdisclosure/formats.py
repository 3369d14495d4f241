"""What is written, each format once: its name, and the suffixes of files that ask for it.

Takes names and gives names; knows no writer and no reader. To add a format, one line changes here.
"""

from collections.abc import Mapping, Sequence

__all__ = ["CELLS", "FINDINGS", "PAGES", "REPORTS", "SUFFIXES", "Formats", "format_of", "name_of"]

Formats = Mapping[str, Sequence[str]]

#: Of a report; the first suffix is that of files that are written into a folder.
REPORTS: Formats = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "docx": (".docx",),
    "json": (".json",),
}
#: Of the cells of many reports.
CELLS: Formats = {
    "csv": (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
}
#: Of what a check finds.
FINDINGS: Formats = {
    "text": (".txt", ".text"),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "sarif": (".sarif", ".sarif.json"),
    "csv": (".csv",),
    "html": (".html", ".htm"),
    "waivers": (".toml",),
}
#: Of the pages of rules.
PAGES: Formats = {"text": (".txt", ".text"), "markdown": (".md", ".markdown")}

#: All suffixes of what is written.
SUFFIXES = frozenset(
    suffix for each in (REPORTS, CELLS, FINDINGS) for own in each.values() for suffix in own
)


def format_of(file: str, formats: Formats) -> str | None:
    """The format that the name of a file asks for; None where its suffix names none of *formats*.

    Example:
        >>> format_of("out/a.SARIF.json", FINDINGS), format_of("a.json", FINDINGS)
        ('sarif', 'json')
        >>> format_of("a.pdf", REPORTS) is None
        True
    """
    suffixes = [(suffix, name) for name, own in formats.items() for suffix in own]
    longest = sorted(suffixes, key=lambda one: -len(one[0]))
    return next((name for suffix, name in longest if file.lower().endswith(suffix)), None)


def name_of(word: str, formats: Formats) -> str:
    """The format that *word* names, be it by a suffix; *word* itself where it names none.

    Example:
        >>> name_of("md", REPORTS), name_of("markdown", REPORTS), name_of("pdf", REPORTS)
        ('markdown', 'markdown', 'pdf')
    """
    return next((name for name, own in formats.items() if f".{word}" in own), word)
