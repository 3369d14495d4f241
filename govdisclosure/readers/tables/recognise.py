"""Labels that are spoilt, out of place or gone: what a careful person still recognises.

Takes the rows of one statutory table in which not every label stood as it should and finds further
tokens: for labels in two fields, for misspelt and cut ones, for those behind their values, and for
rows that stand where just one row of the form is lacking. Every such label is marked as a guess.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.labels import find_label, likely_label
from govdisclosure.layout import TableLayout
from govdisclosure.readers.tables.segments import Segment
from govdisclosure.source import Field
from govdisclosure.text import CellState, read_printed

__all__ = ["is_words", "recognise"]


def recognise(segment: Segment, layout: TableLayout) -> None:
    """Find the labels of *segment* that no exact wording told, as far as one can be sure."""
    if _is_whole(segment, layout):
        return
    rows = _Rows(segment, layout)
    rows.join_halves()
    rows.read_misspelt()
    rows.put_labels_first()
    rows.tell_by_place()


def _is_whole(segment: Segment, layout: TableLayout) -> bool:
    """Whether every row of values is there by an exact label, and no words are unknown."""
    return all(
        line.tokens[-1] in segment.seen for line in layout.lines if line.cells and line.labels
    ) and not any(
        is_words(field)
        for row, tokens in zip(segment.rows, segment.tokens, strict=True)
        for field, token in zip(row.fields, tokens, strict=True)
        if token is None
    )


def is_words(field: Field) -> bool:
    """Whether a field holds words as a label does, no value."""
    text = field.text
    return (
        bool(text)
        and not text.isdigit()
        and not field.is_escaped
        and read_printed(text).state is CellState.TEXT
        and not any("0" <= sign <= "9" for sign in text[-2:])
    )


#: A table with more unknown words than the form has labels is no damaged one.
_MOST_UNKNOWN = 80


class _Rows:
    """The rows of a segment, changed in place."""

    def __init__(self, segment: Segment, layout: TableLayout) -> None:
        self.segment = segment
        self.layout = layout
        #: The place in the form of each row of values, by the label that ends before its values.
        self.place_of = {
            line.tokens[-1]: number
            for number, line in enumerate(layout.lines)
            if line.cells and line.labels
        }
        tokens = [token for line in layout.lines for token in line.tokens]
        #: The place in the form of each head whose label stands in no other.
        self.head_of = {
            line.tokens[0]: number
            for number, line in enumerate(layout.lines)
            if not line.cells and tokens.count(line.tokens[0]) == 1
        }
        self.places: list[int | None] = []
        self._find_places()

    def _find_places(self) -> None:
        self.places = [
            next((self.place_of[one] for one in reversed(tokens) if one in self.place_of), None)
            for tokens in self.segment.tokens
        ]

    def _set(self, row: int, index: int, token: str) -> None:
        """Take the field at *index* for the label *token*, a guess."""
        self.segment.tokens[row][index] = token
        self.segment.seen.add(token)
        self.segment.rows[row].fields[index].is_guess = True
        self._find_places()

    def _fits(self, row: int, place: int) -> bool:
        """Whether the form's row *place* is lacking and would stand in *row*."""
        before = [one for one in self.places[:row] if one is not None]
        behind = [one for one in self.places[row + 1 :] if one is not None]
        return place not in self.places and max(before, default=-1) < place < min(
            behind, default=len(self.layout.lines)
        )

    # -- labels in two fields

    def join_halves(self) -> None:
        """Make one label of two neighbouring fields that no table would print by themselves."""
        for row, tokens in zip(self.segment.rows, self.segment.tokens, strict=True):
            index = 0
            while index + 1 < len(tokens):
                one, two = row.fields[index : index + 2]
                if tokens[index] is None and tokens[index + 1] is None:
                    token = self._exact(one, two)
                    if token is not None:
                        whole = Field(one.text + two.text, one.start, two.end)
                        row.fields[index : index + 2] = [whole]
                        tokens[index : index + 2] = [token]
                        self.segment.seen.add(token)
                index += 1
        self._find_places()

    def _exact(self, one: Field, two: Field) -> str | None:
        """The label that two fields make together; None when either is no words."""
        if not (is_words(one) and is_words(two)):
            return None
        return find_label(self.layout.kind, one.text + two.text)

    # -- labels that are misspelt or cut

    def read_misspelt(self) -> None:
        """Take unknown words for the label that they likely are, where the form prints it."""
        guesses: list[tuple[int, int, str]] = []
        unknown = list(self._unknown())
        if len(unknown) > _MOST_UNKNOWN:
            return
        for row, index, field in unknown:
            token = likely_label(self.layout.kind, field.text)
            if token is not None and self._may_stand(row, token):
                guesses.append((row, index, token))
        told = [token for _, _, token in guesses if token in self.place_of]
        for row, index, token in guesses:
            if told.count(token) <= 1:
                self._set(row, index, token)

    def _unknown(self) -> Iterator[tuple[int, int, Field]]:
        """Fields with words that are no label, in front of the values of their rows."""
        for number, (row, tokens) in enumerate(
            zip(self.segment.rows, self.segment.tokens, strict=True)
        ):
            end = len(tokens)
            if self.places[number] is not None:
                end = max(index for index, token in enumerate(tokens) if token in self.place_of)
            for index, (field, token) in enumerate(zip(row.fields[:end], tokens, strict=False)):
                if token is None and is_words(field):
                    yield number, index, field
                elif token is None and field.text:
                    break

    def _may_stand(self, row: int, token: str) -> bool:
        """Whether the label *token* can stand in *row*."""
        place = self.place_of.get(token)
        if place is None:
            return self.places[row] is None or any(
                token in line.under for line in self.layout.lines if line.cells
            )
        return self.places[row] is None and self._fits(row, place)

    # -- labels behind their values

    def put_labels_first(self) -> None:
        """Move a label that ends its row of values in front of them."""
        for number, place in enumerate(self.places):
            fields, tokens = self.segment.rows[number].fields, self.segment.tokens[number]
            if place is None or self.place_of.get(tokens[-1] or "") != place:
                continue
            first = len(fields) - 1 - len(self.layout.lines[place].cells)
            if first >= 0 and not any(tokens[first:-1]) and not _any_words(fields[first:-1]):
                fields.insert(first, fields.pop())
                tokens.insert(first, tokens.pop())

    # -- rows whose labels are gone

    def tell_by_place(self) -> None:
        """Give rows without a label those that the form has between the rows around them."""
        number = 0
        while number < len(self.places):
            run = number
            while run < len(self.places) and self._is_nameless(run):
                run += 1
            if run > number:
                self._name(range(number, run))
            number = max(run, number + 1)

    def _is_nameless(self, row: int) -> bool:
        """Whether a row holds values and no label of its own."""
        fields = self.segment.rows[row].fields
        groups = {token for line in self.layout.lines for token in line.under}
        return (
            self.places[row] is None
            and any(
                field.text
                for field, token in zip(fields, self.segment.tokens[row], strict=True)
                if token is None
            )
            and all(token is None or token in groups for token in self.segment.tokens[row])
            and not _any_words(
                field
                for field, token in zip(fields, self.segment.tokens[row], strict=True)
                if token is None
            )
        )

    def _name(self, rows: range) -> None:
        """Name a run of rows when the form lacks just as many there, each with as many values.

        No other values without a row may stand there, and none that may be those of the row above.
        """
        last = max((one for one in map(self._anchor, range(rows.start)) if one >= 0), default=-1)
        anchors = map(self._anchor, range(rows.stop, len(self.places)))
        following = [one for one in anchors if one >= 0]
        if last < 0 or not following:
            return
        lacking = [
            place
            for place in self.place_of.values()
            if last < place < min(following) and place not in self.places
        ]
        if len(lacking) != len(rows) or not self._stand_alone(rows):
            return
        spots = [
            self._spot(row, len(self.layout.lines[place].cells))
            for row, place in zip(rows, lacking, strict=True)
        ]
        if None in spots:
            return
        for row, place, spot in zip(rows, lacking, spots, strict=True):
            if spot is not None:
                self._set(row, self._room(row, spot), self.layout.lines[place].tokens[-1])

    def _stand_alone(self, rows: range) -> bool:
        """Whether *rows* hold all values without a row between the rows of values around them."""
        first, end = rows.start, rows.stop
        while first and self.places[first - 1] is None:
            first -= 1
        while end < len(self.places) and self.places[end] is None:
            end += 1
        others = (row for row in range(first, end) if row not in rows)
        return not any(map(self._holds_values, others)) and (
            first == 0 or self._has_values_or_marks(first - 1)
        )

    def _holds_values(self, row: int) -> bool:
        """Whether numbers or marks stand in a row."""
        return any(
            token is None and field.text and not is_words(field)
            for field, token in zip(
                self.segment.rows[row].fields, self.segment.tokens[row], strict=True
            )
        )

    def _has_values_or_marks(self, row: int) -> bool:
        """Whether anything, be it an empty field, stands behind the labels of a row."""
        return self.segment.tokens[row][-1] is None

    def _anchor(self, row: int) -> int:
        """Where the form has a row of values, or a head that stands once in it; -1 for others."""
        place = self.places[row]
        if place is not None:
            return place
        return max(
            (self.head_of.get(one or "", -1) for one in self.segment.tokens[row]), default=-1
        )

    def _spot(self, row: int, count: int) -> int | None:
        """Where the *count* values of a row begin; None when there are more or fewer."""
        fields, tokens = self.segment.rows[row].fields, self.segment.tokens[row]
        first = len(fields) - count
        if first < (count == 1) or any(
            fields[at].text for at in range(first) if tokens[at] is None
        ):
            return None
        return None if any(tokens[first:]) else first

    def _room(self, row: int, first: int) -> int:
        """The empty field in front of the values of a row, made when there is none."""
        fields, tokens = self.segment.rows[row].fields, self.segment.tokens[row]
        if first == 0 or tokens[first - 1] is not None:
            start = fields[first].start
            fields.insert(first, Field("", start, start))
            tokens.insert(first, None)
            first += 1
        return first - 1


def _any_words(fields: Sequence[Field] | Iterator[Field]) -> bool:
    return any(map(is_words, fields))
