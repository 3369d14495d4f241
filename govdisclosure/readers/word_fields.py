"""Fields of Word: what shows where a field has no result of its own.

Takes instructions as they are written; where fields begin and end is told by who reads the runs.
"""

import re

from lxml import etree

from govdisclosure.readers.styles import is_on, qualified

__all__ = ["Field", "check_box", "shown_instruction"]

_CIRCLE_FIELD = re.compile(r"\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，]\s*([0-9]{1,2})\s*\)", re.IGNORECASE)
_MOST_CIRCLED = 20
_FIELD_SWITCH = re.compile(r"\\[a-z]+[0-9]*|[(),;{}]", re.IGNORECASE)


class Field:
    """A field whose instruction is being read."""

    __slots__ = ("code", "sign", "start")

    def __init__(self, start: int, sign: str) -> None:
        #: How many parts the paragraph had before it.
        self.start = start
        self.code: list[str] = []
        #: What shows in place of a result.
        self.sign = sign


def check_box(begin: etree._Element) -> str:
    """The box of an old form field, ticked or not."""
    box = begin.find(f"{qualified('ffData')}/{qualified('checkBox')}")
    if box is None:
        return ""
    switch = box.find(qualified("checked"))
    return "☒" if is_on(switch if switch is not None else box.find(qualified("default"))) else "☐"


def shown_instruction(code: str) -> str:
    """What a field without a result shows: Word draws it from the instruction itself."""
    kind, _, rest = code.partition(" ")
    match kind.upper():
        case "EQ":
            circled = _CIRCLE_FIELD.fullmatch(rest.strip())
            value = int(circled[1]) if circled else 0
            if 0 < value <= _MOST_CIRCLED:
                return chr(ord("①") + value - 1)
            return " ".join(_FIELD_SWITCH.sub(" ", rest).split())
        case "MACROBUTTON":
            return rest.strip().partition(" ")[2]
        case _:
            return ""
