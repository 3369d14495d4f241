"""What outputs have in common: a beginning, a piece for each file, an end; and the setting.

Knows versions and words, but no file.
"""

import json

from attrs import field, frozen

from govdisclosure.findings.checked import Checked
from govdisclosure.findings.ranking import Total
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.rules.basis.rule import Rule
from govdisclosure.version import Versions, versions
from govdisclosure.wording import Language, Wording

__all__ = ["Output", "Setting"]


@frozen(kw_only=True)
class Setting:
    """What is the same for all files of a run."""

    language: Language
    #: All rules of the run, including those of reading.
    rules: tuple[Rule, ...]
    #: Versions of the library, of its rule-set and of its JSON.
    versions: Versions = field(factory=versions)
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


class Output:
    """Writes the findings of a run, file by file; each method gives the next piece of text.

    A page comes in one piece at the end, and so does a binary file, which is bytes.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._language = setting.language
        self._total = Total()

    def begin(self) -> str:
        """The text before the first file."""
        return ""

    def add(self, checked: Checked) -> str:
        """The text for one file, which is counted."""
        self._total.add(checked)
        return ""

    def end(self) -> str | bytes:
        """What comes after the last file."""
        return ""
