"""Reports in many dialects, made from a seed, to prove that reading them is right.

The generator shares nothing with the package under test but its list of addresses.
"""

from .compare import Score, compare
from .docx_dialects import DOCX_DIALECTS
from .facts import Facts, make_facts
from .html_dialects import HTML_DIALECTS
from .sheet_dialects import SHEET_DIALECTS
from .text_dialects import DIALECTS

__all__ = [
    "DIALECTS",
    "DOCX_DIALECTS",
    "HTML_DIALECTS",
    "SHEET_DIALECTS",
    "Facts",
    "Score",
    "compare",
    "make_facts",
]
