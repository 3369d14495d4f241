"""Outputs of findings: text, JSON, JSON lines, SARIF, CSV, a page of HTML, and waivers.

Each takes the files of a run one by one, as :class:`Checked`, and gives text; they open no files.
Comments in a Word file are not such an output: they take the bytes of one file and give others.
"""

from govdisclosure.findings.checked import Checked, Checking, Counts, Status
from govdisclosure.findings.output import Output, Setting

__all__ = ["Checked", "Checking", "Counts", "Output", "Setting", "Status"]
