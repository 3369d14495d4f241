"""Fields of Word: their results are read, not their instructions.

Takes the ``w:fldChar`` elements that begin, separate and end fields; knows whether a table of
contents is open, and what a field without a result shows.
"""

import re

from lxml import etree

from govdisclosure.readers.docx.xml import is_on, qualified
from govdisclosure.readers.showing import Shows

__all__ = ["Fields", "OpenField", "check_box", "shown_instruction"]

_CIRCLE_FIELD = re.compile(r"\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，]\s*([0-9]{1,2})\s*\)", re.IGNORECASE)
_MOST_CIRCLED = 20
_FIELD_SWITCH = re.compile(r"\\[a-z]+[0-9]*|[(),;{}]", re.IGNORECASE)
_KIND = qualified("fldCharType")


class OpenField:
    """A field whose instruction is being read."""

    __slots__ = ("code", "sign", "start")

    def __init__(self, start: int, sign: str) -> None:
        #: How many parts the paragraph had before it; -1 after the instruction.
        self.start: int = start
        self.code: list[str] = []
        #: What shows in place of a result.
        self.sign: str = sign


class Fields:
    """The fields of one part: how many are open, and whether one is a table of contents."""

    def __init__(self) -> None:
        """No open fields."""
        #: Whether the paragraph is in a table of contents.
        self.is_contents = False
        self._open = 0
        #: How many fields were open when the table of contents began.
        self._contents: int | None = None

    def sign(
        self, one: etree._Element, fields: list[OpenField], parts: list[tuple[str, Shows]]
    ) -> None:
        """Process an element that begins, separates or ends a field.

        Args:
            one: The ``w:fldChar``.
            fields: The fields that began in this paragraph and have not ended.
            parts: The words so far; those of an instruction are removed.
        """
        kind = one.get(_KIND)
        if kind == "begin":
            self._open += 1
            fields.append(OpenField(len(parts), check_box(one)))
            return
        if fields:
            field = fields[-1]
            code = "".join(field.code).strip()
            if kind == "separate":
                del parts[field.start :]
                field.start = -1
                if code.upper().startswith("TOC") and self._contents is None:
                    self._contents = self._open
                    self.is_contents = True
            elif kind == "end":
                fields.pop()
                if field.start >= 0:
                    del parts[field.start :]
                    parts.append((field.sign or shown_instruction(code), Shows.ON_LINE))
        if kind == "end":
            self._open = max(self._open - 1, 0)
            if self._contents is not None and self._open < self._contents:
                self._contents = None

    def end_paragraph(self) -> None:
        """Prepare for the next paragraph, which is inside the fields still open."""
        self.is_contents = self._contents is not None


def check_box(begin: etree._Element) -> str:
    """The box of an old form field, ticked or not."""
    box = begin.find(f"{qualified('ffData')}/{qualified('checkBox')}")
    if box is None:
        return ""
    switch = box.find(qualified("checked"))
    return "☒" if is_on(switch if switch is not None else box.find(qualified("default"))) else "☐"


def shown_instruction(code: str) -> str:
    """What a field without a result shows, which Word computes from the instruction."""
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
