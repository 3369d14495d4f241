"""Who acts: whether what was received or handled is the report's own.

Takes the words before a number and the name of the reporting organ. 「X代表Y受理」 is the report's
own where X reports, by its name. An organ that is named right before the verb is the reporting one,
or what it did is a part; 各部门 and 我局 name none. 下属单位 and 县直部门 are a part of the whole,
全市 is more than a county has, and who acts 以县政府名义 or 作为复议机关 counts for another.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from govdisclosure.claims.tokens import Token

__all__ = ["Reporter", "actors_in"]

_SELF = re.compile("本|我")
_ORGAN = re.compile(
    "[^年月日底]{0,20}(?:局|厅|委|办|办公室|政府|委员会|镇|乡|街道|办事处|中心|大队|支队)$"
)
_COLLECTIVE = re.compile("各|全|所属|系统|部门|单位|机关|本|我|及|和")
#: Who is only a part of the reporting organ, or stands above it; in which part something is done.
_PART = re.compile("下属|[局厅委]属|二级|本级|[省市县区州旗]直|国务院|名义|代理|作为|审理")
#: Against whom a reconsideration is sought.
_RESPONDENT = "被申请人"
#: Places by their rank, the widest first, and those that are called 「全市」.
_RANKS = (
    re.compile("省|自治区"),
    re.compile("市(?![场政容民])"),
    re.compile("[县旗街]|(?<!自治)区(?!域)|(?<!城)[镇乡](?!村)"),
)
#: Places of the ranks below, all of them.
_PLACES = re.compile(
    "(?:[县市旗]?[县市]区|区[县市]|市[县州]|州市|旗县|盟市|乡镇|镇乡|镇街|街镇|街道乡镇|镇办|村社区)$"
)
_WHOLE_PLACE = re.compile("全(?:国|(省)|(市)|([县区旗镇乡]))")


def actors_in(words: Sequence[Token]) -> frozenset[str]:
    """The single organs that are named right before verbs, and before 未 and 没有."""
    return frozenset(
        found[0]
        for before, token in pairwise(words)
        if token.type in {"VERB", "NOT"}
        and before.type == "WORD"
        and not _COLLECTIVE.search(before.name)
        for found in [_ORGAN.search(before.name)]
        if found
    )


class Reporter:
    """The organ that reports, by its name."""

    def __init__(self, agency: str | None) -> None:
        """The organ that is called *agency*; None where none is named."""
        self._name = _shortened(agency or "")
        self._is_organ = _ORGAN.search(self._name) is not None
        ranks = [rank for rank, places in enumerate(_RANKS, 1) if places.search(self._name)]
        self._rank = max(ranks, default=0)

    def without_agent(self, words: Sequence[Token], text: str) -> tuple[Sequence[Token], bool]:
        """The words without who acts for whom, and whether the report's own organ does."""
        at = next((n for n, token in enumerate(words) if token.type == "BEHALF"), None)
        if at is None:
            return words, True
        start = words[at - 1].start if at else max(0, words[at].start - 4)
        agent = text[start : words[at].start]
        verb = next((n for n, token in enumerate(words) if n > at and token.type == "VERB"), at + 1)
        return words[verb:], bool(_SELF.search(agent)) or self._is_own(agent)

    def acts(self, words: Sequence[Token], actors: AbstractSet[str]) -> bool:
        """Whether it acts in *words*, where *actors* act in the sentence; or nobody is named."""
        plain = [token for token in words if token.type == "WORD"]
        if any(self._is_another(token.name) for token in plain):
            return False
        if any(
            token.name == _RESPONDENT and not self._is_own(before.name)
            for before, token in pairwise(plain)
        ):
            return False
        verb = next((n for n, token in enumerate(words) if token.type in {"VERB", "NOT"}), 0)
        if _are_places(words[:verb]):
            return False
        named = actors_in(words[: verb + 1])
        if not named:
            return True
        return len(actors) == 1 and (not self._is_organ or all(map(self._is_own, named)))

    def _is_another(self, word: str) -> bool:
        """Whether words name a part of the reporting organ, or a place wider than its own."""
        found = _WHOLE_PLACE.search(word)
        if found and (found.lastindex or 0) < self._rank:
            return True
        return _PART.search(word) is not None

    def _is_own(self, organ: str) -> bool:
        """Whether one of the names is the end of the other."""
        name = _shortened(organ)
        if not name or not self._name:
            return False
        return self._name.endswith(name) or name.endswith(self._name)


def _are_places(words: Sequence[Token]) -> bool:
    """Whether the places under the own one act, and nobody beside them: 镇街 and 各乡镇."""
    who = [token for token in words if token.type in {"WORD", "LIST", "AND"}]
    if not who or _PLACES.search(who[-1].name) is None:
        return False
    return len(who) == 1 or who[-2].type == "WORD"


def _shortened(organ: str) -> str:
    """The name of an organ as others shorten it."""
    return organ.replace("人民政府", "政府").replace("办公室", "办").replace("办公厅", "办")
