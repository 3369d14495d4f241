"""Outputs of findings: text, JSON, JSON lines, SARIF, CSV, a page of HTML, and waivers.

Each takes the files of a run one by one, as :class:`Checked`, and gives text; none opens a file.
"""

from collections.abc import Callable, Mapping

from govdisclosure.rules.outputs.checked import Checked, Checking, Counts, Status
from govdisclosure.rules.outputs.machine import JsonLinesOutput, JsonOutput
from govdisclosure.rules.outputs.output import Output, Setting
from govdisclosure.rules.outputs.page import PageOutput
from govdisclosure.rules.outputs.sarif import SarifOutput
from govdisclosure.rules.outputs.spreadsheet import CsvOutput
from govdisclosure.rules.outputs.stanzas import StanzaOutput
from govdisclosure.rules.outputs.text import TextOutput

__all__ = ["OUTPUTS", "Checked", "Checking", "Counts", "Output", "Setting", "Status"]

#: Each format and what writes it.
OUTPUTS: Mapping[str, Callable[[Setting], Output]] = {
    "text": TextOutput,
    "json": JsonOutput,
    "jsonl": JsonLinesOutput,
    "sarif": SarifOutput,
    "csv": CsvOutput,
    "html": PageOutput,
    "waivers": StanzaOutput,
}
