"""Who acts and when: whether a number is of the organ and of the year that a report is on.

Takes the words of one sentence after the other. What is of another year, of a part of one, of more
than one or only planned is not what the tables hold; nor is what others did, what several of
many bodies did, or what is said of the one that stands out: 「收件较多的是……」.
"""

import re
from collections.abc import Sequence

from govdisclosure.claims.actors import Reporter, actors_in
from govdisclosure.claims.cells import OUTCOMES_TOTAL, Head
from govdisclosure.claims.phrases import Clause, Mention
from govdisclosure.claims.tokens import Token
from govdisclosure.forms.layout import TableKind

__all__ = ["Circumstances"]

#: That what follows is of the one of several that has the most or the least.
_STANDS_OUT = re.compile(
    "(?:较|最|更为?)(?:多|少|高|低|大|集中|突出)的?(?:前.{1,3})?(?:是|为|有|单位|部门|地区|领域|乡镇|县)"
    "|(?:居|靠|列|排名?|位居|位列)前|居首|位列第|排名?第"
)
#: Units in which bodies are counted: 「10个县区共收到」.
_BODIES = frozenset({"个", "家"})


class Circumstances:
    """Who acts and when, as far as one has read in a sentence."""

    def __init__(self, agency: str | None, year: int | None) -> None:
        """For a report by *agency* on *year*."""
        self.reporter: Reporter = Reporter(agency)
        self._year = "" if year is None else str(year)
        self.begin(())

    def begin(self, tokens: Sequence[Token]) -> None:
        """A sentence of these words begins."""
        #: The organs that the sentence says act.
        self._actors = actors_in(tokens)
        #: The year that the sentence, or a clause of it, began with.
        self.said: Token | None = None
        self._stands_out = False
        self._is_withdrawn = False

    def hear(self, clause: Clause, words: str) -> None:
        """Take note of a clause, before its numbers are read; *words* are those of the passage."""
        tokens = clause.tokens()
        year = next((one for one in (*tokens[:1], *tokens[-1:]) if _is_year(one)), None)
        if year is not None and (year is tokens[0] or not clause.mentions()):
            self.said = year
        if _STANDS_OUT.search(words, clause.start, clause.end):
            self._stands_out = True
        if any(one.type == "LEGACY" and one.name == "other_result" for one in tokens):
            self._is_withdrawn = True

    def is_of_report(self, words: Sequence[Token]) -> bool:
        """Whether what is said is of the year and of the organ that the report is on."""
        return not self._is_elsewhen(words) and self.is_of_organ(words)

    def is_of_organ(self, words: Sequence[Token]) -> bool:
        """Whether what is said is of the organ that the report is on."""
        return self.reporter.acts(words, self._actors)

    def count(
        self, words: Sequence[Token], mention: Mention, before: Mention | None
    ) -> tuple[bool, bool]:
        """Take note of a number, and say whether it is of the organ, and of the year besides.

        Args:
            words: The words before it.
            mention: The number.
            before: The number before it in its clause.
        """
        is_of_organ = self.is_of_organ(words) and not (
            self._stands_out or _acts(mention, mention.after) or _acts(before, words)
        )
        self.said = next((token for token in reversed(words) if _is_year(token)), self.said)
        return is_of_organ, is_of_organ and not self._is_elsewhen(words)

    def decides(self, head: Head, words: Sequence[Token]) -> bool:
        """Whether a number that is of the report counts *head* and no more and no less than that.

        Args:
            head: What it counts by its words.
            words: The words before it.
        """
        if head.table is TableKind.PROACTIVE and any(one.name == "ever" for one in words):
            return self.said is not None or any(map(_is_year, words))
        return not (head == OUTCOMES_TOTAL and self._is_withdrawn)

    def _is_elsewhen(self, words: Sequence[Token]) -> bool:
        """Whether what is said is of another time, or only planned."""
        year = next((token for token in reversed(words) if _is_year(token)), self.said)
        return year is not None and bool(self._year) and year.name not in {"own", self._year}


def _is_year(token: Token) -> bool:
    return token.type == "YEAR" and token.name != "ever"


def _acts(mention: Mention | None, behind: Sequence[Token]) -> bool:
    """Whether a number is one of bodies, and these act: 「10个县区共收到」."""
    if mention is None or mention.unit not in _BODIES:
        return False
    kinds = [one.type for one in behind if one.type != "YEAR"]
    return kinds[:2] == ["WORD", "VERB"]
