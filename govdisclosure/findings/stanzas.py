"""Findings as waivers for them, to be copied once the reasons are written.

Takes files of a run and gives TOML, which is refused as long as a reason or a date is missing.
"""

from govdisclosure.findings.checked import Checked
from govdisclosure.findings.facts import asks_for_something
from govdisclosure.findings.output import Output, Setting
from govdisclosure.findings.wording import say
from govdisclosure.rules.local.waivers import stanza

__all__ = ["StanzaOutput"]


class StanzaOutput(Output):
    """Writes a waiver for each finding, except hints of reading that say nothing is wrong."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._has_any = False

    def begin(self) -> str:
        """Instructions for use."""
        return f"# {say(self._language, 'write_reason')}\n"

    def add(self, checked: Checked) -> str:
        """The waivers of a file, each under the sentence of its finding."""
        if checked.report is None:
            return ""
        parts = []
        for one in filter(asks_for_something, checked.findings):
            words = " ".join(one.text(self._language).split())
            parts.append(
                f"\n# {_calm(checked.name)}: {_calm(words)}\n{stanza(one, checked.report)}"
            )
        self._has_any = self._has_any or bool(parts)
        return "".join(parts)

    def end(self) -> str:
        """A note if there are no findings."""
        return "" if self._has_any else f"# {say(self._language, 'nothing_to_waive')}\n"


def _calm(words: str) -> str:
    """Words made safe for a comment of TOML."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
