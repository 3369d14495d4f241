"""What every output has: a beginning, a piece for each file, an end; and what a run is.

Takes nothing of its own; knows versions and words.
"""

from typing import Protocol

from attrs import frozen

from govdisclosure.findings.checked import Checked
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.rules.basis.rule import Rule
from govdisclosure.wording import Language, Wording

__all__ = ["Output", "Setting"]


@frozen(kw_only=True)
class Setting:
    """What is the same for all files of a run."""

    language: Language
    #: All rules of the run, those of reading among them.
    rules: tuple[Rule, ...]
    #: Versions of the library, of its rule-set and of its JSON.
    library: str
    rule_set: int
    schema: int
    #: The name of the local rule-book; empty without one.
    rulebook: str = ""
    #: How many columns a line of text may take.
    width: int = 100
    #: Whether text names each case that cannot be told, and not their number alone.
    shows_untold: bool = False
    #: Whether text names each file of a folder that nobody tried to read, likewise.
    names_skipped: bool = False
    #: Whether CSV is for programs, which take nothing for a formula.
    is_raw: bool = False
    #: Whether nothing but ASCII may be written; JSON has a spelling for all else.
    is_ascii: bool = False

    def title(self, one: Diagnostic) -> str:
        """What a finding is called in the language of the run; in English its name says it."""
        return next((self.title_of(rule) for rule in self.rules if rule.code == one.code), one.name)

    def title_of(self, rule: Rule) -> str:
        """What a rule is called, likewise."""
        return Wording(rule.title.chinese, rule.name).text(self.language)

    @property
    def versions(self) -> dict[str, object]:
        """As every JSON names them."""
        return {"library": self.library, "rules": self.rule_set, "schema": self.schema}


class Output(Protocol):
    """Writes the findings of a run; each method gives the next piece of text."""

    def begin(self) -> str:
        """What stands before the first file."""

    def add(self, checked: Checked) -> str:
        """What stands for one file."""

    def end(self) -> str:
        """What stands behind the last file."""
