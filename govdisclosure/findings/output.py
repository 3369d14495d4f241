"""What outputs have in common: a beginning, a piece for each file, an end; and the setting.

Knows versions and words, but no file.
"""

import json
from typing import Protocol

from attrs import frozen

from govdisclosure.findings.checked import Checked
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.rules.basis.rule import Rule
from govdisclosure.wording import Language, Wording

__all__ = ["BinaryOutput", "Output", "Setting"]


@frozen(kw_only=True)
class Setting:
    """What is the same for all files of a run."""

    language: Language
    #: All rules of the run, including those of reading.
    rules: tuple[Rule, ...]
    #: Versions of the library, of its rule-set and of its JSON.
    library: str
    rule_set: int
    schema: int
    #: The name of the local rule-book; empty without one.
    rulebook: str = ""
    #: The maximum number of columns in a line of text.
    width: int = 100
    #: Whether text lists each case that cannot be judged, instead of their number.
    shows_untold: bool = False
    #: Whether text lists each file of a folder that was not read, instead of their number.
    names_skipped: bool = False
    #: Whether CSV is for programs, which need no protection from formulas.
    is_raw: bool = False
    #: Whether the rule-book gives points, so that files are in the order of their scores.
    has_points: bool = False
    #: Whether only ASCII may be written; JSON can escape everything else.
    is_ascii: bool = False

    def spelled(self, value: object) -> str:
        """A value as JSON."""
        return json.dumps(value, ensure_ascii=self.is_ascii)

    def title(self, one: Diagnostic) -> str:
        """The title of a finding in the language of the run; in English its name is enough."""
        return next((self.title_of(rule) for rule in self.rules if rule.code == one.code), one.name)

    def title_of(self, rule: Rule) -> str:
        """The title of a rule, in the same way."""
        return Wording(rule.title.chinese, rule.name).text(self.language)

    @property
    def versions(self) -> dict[str, object]:
        """The versions as every JSON contains them."""
        return {"library": self.library, "rules": self.rule_set, "schema": self.schema}


class Output(Protocol):
    """Writes the findings of a run; each method gives the next piece of text."""

    def begin(self) -> str:
        """The text before the first file."""

    def add(self, checked: Checked) -> str:
        """The text for one file."""

    def end(self) -> str:
        """The text after the last file."""


class BinaryOutput(Protocol):
    """The same for a binary file, which comes in one piece at the end: no text comes before."""

    def begin(self) -> str:
        """Nothing."""

    def add(self, checked: Checked) -> str:
        """Nothing; the file is kept for the end."""

    def end(self) -> bytes:
        """The whole file."""
