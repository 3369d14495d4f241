"""``doctor components``: which optional programs and packages for some formats are installed.

Takes nothing and prints a line for each, without loading or starting any.
"""

from importlib.metadata import PackageNotFoundError, version

from govdisclosure.cli.screen import Screen
from govdisclosure.cli.session import Session
from govdisclosure.errors import MissingExtraError
from govdisclosure.formats import FORMATS
from govdisclosure.readers.office import find_office
from govdisclosure.readers.pdf.process import find_pdfium
from govdisclosure.readers.processes import find_interpreter
from govdisclosure.wording import COMMA

__all__ = ["print_components"]

_PDF = FORMATS["pdf"]


def print_components(session: Session) -> None:
    """Print for PDF and for old office files what reads them, or how to install it."""
    screen = Screen()
    screen.line(f"pdf: {_pdf(session)}")
    office = find_office()
    found = f"LibreOffice ({office})" if office else session.say("component_office_missing")
    screen.line(f"office: {found}")


def _pdf(session: Session) -> str:
    if find_pdfium() is None:
        return MissingExtraError(_PDF.extra, _PDF.package).text(session.language)
    try:
        number = version(_PDF.package)
    except PackageNotFoundError:  # installed without metadata
        number = "?"
    place = "component_apart" if find_interpreter() else "component_within"
    comma = COMMA.text(session.language)
    return f"{_PDF.package} {number}{comma}{session.say(place)}"
