"""What reading noticed, as far as it is chosen, weighed and explained like a rule.

Takes the table of reading's messages and gives a rule for each code; these check nothing, for the
reader has done so, and stand in no catalogue.
"""

import re
from collections.abc import Iterable

from govdisclosure.model.diagnostics import READING_MESSAGES, Message
from govdisclosure.rules.context import Context
from govdisclosure.rules.rule import Instance, Rule, Words

__all__ = ["READING"]

_SOURCE = Words("读取文件时的发现", "noticed while the file was read")
_FACT = re.compile(r"[「“]?\{\w+\}[」”]?")
_CLAUSE = re.compile(r"[；;。：]|[.:](?= |$)")


def _nothing(_rule: Rule, _context: Context) -> Iterable[Instance]:
    return ()


def _title(sentence: str) -> str:
    """The first clause of a sentence, its facts left out."""
    return _FACT.sub("…", _CLAUSE.split(sentence)[0]).strip()


def _rule(message: Message) -> Rule:
    return Rule(
        code=message.code,
        name=message.name,
        severity=message.severity,
        title=Words(_title(message.chinese), _title(message.english)),
        sources=(_SOURCE,),
        chinese=message.chinese,
        english=message.english,
        check=_nothing,
    )


#: GD0xx, by code.
READING: tuple[Rule, ...] = tuple(map(_rule, READING_MESSAGES.values()))
