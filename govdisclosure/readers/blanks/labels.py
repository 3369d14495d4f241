"""Labels of rows in tables made of blanks: joined over lines, and given to the rows they name.

Takes words with their places; a label goes on below itself, inside its column.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from govdisclosure.labels import find_label
from govdisclosure.layout import TableKind
from govdisclosure.readers.blanks.names import Names, begins_row, names_of
from govdisclosure.readers.blanks.words import MARK, Word, is_value
from govdisclosure.text import label_key, narrow

if TYPE_CHECKING:
    from govdisclosure.source import Field

__all__ = ["Row", "Stack", "give_labels", "join_labels"]

#: A label is broken over at most so many lines.
_MOST_PIECES = 16


class Stack:
    """A label over lines."""

    def __init__(self, word: Word, kind: TableKind) -> None:
        self.kind = kind
        self.words = [word]
        self.text = word.text
        self.token = find_label(kind, word.text)
        self.left, self.right = word.left, word.right

    @property
    def first(self) -> int:
        """The line on which it begins."""
        return self.words[0].line

    @property
    def last(self) -> int:
        """The line on which it ends."""
        return self.words[-1].line

    def goes_on(self, word: Word, keys: str, rows: Container[int]) -> bool:
        """Whether *word*, which stands below it, is its next piece.

        Where the words do not prove it, they do not stand beside the values of two rows.
        """
        if word.line <= self.last or len(self.words) >= _MOST_PIECES:
            return False
        whole = self.text + word.text
        key = label_key(whole)
        if f"\n{key}" in keys:
            return True
        if MARK.match(narrow(word.text)) or find_label(self.kind, word.text) is not None:
            return False
        if find_label(self.kind, whole) is not None:
            return True
        if word.line in rows and any(one.line in rows for one in self.words):
            return False
        is_near = word.line - self.last <= 1
        is_open = narrow(self.text).count("(") > narrow(self.text).count(")")
        return is_near and (self.token is None or is_open)

    def add(self, word: Word) -> None:
        """Take the next piece."""
        self.words.append(word)
        self.text += word.text
        self.token = find_label(self.kind, self.text)
        self.left, self.right = min(self.left, word.left), max(self.right, word.right)

    def lies_over(self, word: Word) -> bool:
        """Whether *word* stands below it, as far as left and right go."""
        return self.left < word.right and word.left < self.right


class Row:
    """A line with values: words in front of them, the values, and a label behind them."""

    def __init__(self, line: int, words: Sequence[Word]) -> None:
        at = next((place for place, word in enumerate(words) if is_value(word.text)), len(words))
        self.line = line
        self.stub = list(words[:at])
        self.values = list(words[at:])
        if self.values and not any(map(MARK.match, (narrow(one.text) for one in self.stub))):
            #: A label may stand behind its values.
            while not is_value(self.values[-1].text) and begins_row(self.values[-1].text):
                self.stub.append(self.values.pop())
        self.labels: list[Stack] = []
        #: Labels of groups that begin with the row.
        self.groups: list[Stack] = []
        #: Words that no label takes.
        self.strangers: list[Word] = []
        #: The columns of its values; None where they are not told by their number.
        self.fields: list[Field] = []


def join_labels(words: Sequence[Word], kind: TableKind, rows: Container[int]) -> list[Stack]:
    """The labels that *words* are, those over several lines joined, each in its column.

    Args:
        words: What is no head and no value, in the order of the text.
        kind: The kind of the table.
        rows: The lines on which values stand.
    """
    keys = names_of(kind).row_keys
    stacks: list[Stack] = []
    opened: list[Stack] = []
    for word in words:
        above = [stack for stack in opened if stack.lies_over(word) and stack.last < word.line]
        fitting = [stack for stack in above if stack.goes_on(word, keys, rows)]
        exact = [stack for stack in fitting if f"\n{label_key(stack.text + word.text)}" in keys]
        best = max(exact or fitting, key=lambda stack: stack.last, default=None)
        if best is not None:
            best.add(word)
            continue
        stack = Stack(word, kind)
        opened = [one for one in opened if one not in above or one.left < word.left][-5:]
        opened.append(stack)
        stacks.append(stack)
    return stacks


def give_labels(stacks: Sequence[Stack], rows: list[Row], names: Names) -> None:
    """Give each label to the row that it stands beside; one beside none becomes a row."""
    by_line = {row.line: row for row in rows}
    lines = [row.line for row in rows]
    alone: list[Stack] = []
    groups: list[Stack] = []
    own: list[tuple[Stack, list[Row]]] = []
    for stack in stacks:
        low, high = bisect_left(lines, stack.first), bisect_right(lines, stack.last)
        if stack.token in names.groups and stack.token not in names.rows:
            groups.append(stack)
        else:
            own.append((stack, rows[low:high]))
    beside = Counter(row.line for _, near in own for row in near)
    for stack, near in own:
        if stack.token in names.groups:
            if len(near) == 1 and beside[near[0].line] == 1:
                near[0].labels.append(stack)
            else:
                groups.append(stack)
        elif near:
            near[0].labels.append(stack)
        else:
            alone.append(stack)
    for stack in [stack for stack in alone if not _give_near(stack, by_line)]:
        row = Row(stack.first, ())
        row.labels.append(stack)
        rows.append(row)
    rows.sort(key=attrgetter("line"))
    for row in rows:
        row.labels.sort(key=lambda stack: stack.words[0].left)
    _give_groups(groups, rows, names)


def _give_near(stack: Stack, by_line: Mapping[int, Row]) -> bool:
    """Give a label to a row right above or below its lines that has nothing else."""
    for line in (stack.last + 1, stack.last + 2, stack.first - 1):
        row = by_line.get(line)
        if row is not None:
            if row.stub or row.labels or len(stack.words) == 1:
                return False
            row.labels.append(stack)
            return True
    return False


def _give_groups(groups: Sequence[Stack], rows: Sequence[Row], names: Names) -> None:
    """Put the labels of groups in front of the rows with which the form begins them."""
    opening: dict[str, Row] = {}
    for row in rows:
        if row.labels:
            for token in names.opened.get(row.labels[-1].token or "", ()):
                opening.setdefault(token, row)
    lines = [row.line for row in rows]
    for stack in groups:
        at = min(bisect_left(lines, stack.first), len(lines) - 1)
        if at >= 0:
            opening.pop(stack.token or "", rows[at]).groups.append(stack)
