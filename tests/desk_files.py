"""What is dropped on the desk in tests: a draft with three faults, and files that mean harm."""

from pathlib import Path

import govdisclosure as gd

__all__ = ["FAULTS", "clean", "draft", "drafts", "hostile_page", "multipart"]

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
#: What is found in the draft, by code, with a word of each sentence.
FAULTS = ("GD204", "GD205", "GD505")


def clean() -> gd.Report:
    return gd.read(EXAMPLES / "report_2021.txt")


def draft() -> gd.Report:
    """A report with two totals that do not add up, signed too late."""
    report = clean().with_cell("disputes/review/total", 9)
    report = report.with_cell("disputes/litigation_direct/total", 7)
    return gd.parse(str(report).replace("2024年1月22日", "2024年2月22日"))


def drafts() -> dict[str, bytes]:
    """The draft in each format that is written, by the names of its files."""
    report = draft()
    return {
        "草稿.docx": gd.render(report, "docx"),
        "草稿.html": gd.render(report, "html").encode(),
        "草稿.txt": gd.render(report).encode(),
    }


def hostile_page() -> bytes:
    """A page of a report that runs scripts, loads things, and hides numbers, if it is let."""
    words = gd.render(draft(), "html")
    evil = (
        "<script>document.title='owned'</script>"
        "<img src='http://127.0.0.1:9/x.png' onerror=\"document.title='owned'\">"
        "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>"
        "<iframe src='http://127.0.0.1:9/frame'></iframe>"
        "<a href=\"javascript:document.title='owned'\">某</a>"
        "<svg onload=\"document.title='owned'\"></svg>"
        '<p onclick="document.title=\'owned\'" style="background:url(http://127.0.0.1:9/b)">无。</p>'
    )
    return words.replace("<section", f"{evil}<section", 1).encode()


def multipart(parts: list[tuple[str, str | None, bytes]], boundary: str = "aBcD") -> bytes:
    """A body as browsers send it: names of fields, names of files as they are spelt, contents."""
    pieces = []
    for name, file, content in parts:
        named = "" if file is None else f'; filename="{file}"'
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        pieces.append(head.encode() + content + b"\r\n")
    return b"".join(pieces) + f"--{boundary}--\r\n".encode()
