"""``doctor components``: which parts of other makers are there to read some formats with.

Takes nothing and prints a line for each; nothing is loaded or started to find out.
"""

from importlib.metadata import PackageNotFoundError, version

from govdisclosure.cli.screen import Screen
from govdisclosure.cli.session import Session
from govdisclosure.errors import MissingExtraError
from govdisclosure.readers.office import find_office
from govdisclosure.readers.pdf.process import find_interpreter, find_pdfium

__all__ = ["print_components"]

_PACKAGE = "pypdfium2"


def print_components(session: Session) -> None:
    """Print for PDF and for old office files what reads them, or what to do to have it."""
    screen = Screen()
    screen.line(f"pdf: {_pdf(session)}")
    office = find_office()
    found = f"LibreOffice ({office})" if office else session.say("component_office_missing")
    screen.line(f"office: {found}")


def _pdf(session: Session) -> str:
    if find_pdfium() is None:
        return MissingExtraError("pdf", _PACKAGE).text(session.language)
    try:
        number = version(_PACKAGE)
    except PackageNotFoundError:  # put there without an installer
        number = "?"
    place = "component_apart" if find_interpreter() else "component_within"
    comma = "，" if session.language == "zh" else ", "
    return f"{_PACKAGE} {number}{comma}{session.say(place)}"
