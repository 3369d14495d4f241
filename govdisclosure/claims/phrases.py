"""The tree of a sentence as mentions of numbers, each with the words around it.

Takes the tree of ``claims.lark`` and gives clauses in order; decides nothing.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from govdisclosure.claims.tokens import Token
from govdisclosure.grammar.compiled import load_grammar

if TYPE_CHECKING:
    from lark import Tree

    from govdisclosure.claims.claim import Quantity

__all__ = ["Clause", "Mention", "clauses_of", "divide", "tree_of"]


class Mention:
    """A number of a sentence, its unit, and the words before and behind it in its clause."""

    __slots__ = (
        "after",
        "before",
        "clause",
        "direction",
        "end",
        "figure",
        "is_about",
        "is_rate",
        "is_spaced",
        "is_to",
        "start",
        "unit",
        "value",
    )

    def __init__(self, clause: "Clause", before: list[Token], start: int) -> None:
        """A number of *clause* behind the words *before*, which begin at *start*."""
        self.clause: Clause = clause
        self.before: list[Token] = before
        self.after: list[Token] = []
        self.start = self.end = start
        #: Where the number alone stands.
        self.figure: tuple[int, int] = (start, start)
        self.value: Quantity = 0
        self.unit: str | None = None
        self.is_about: bool = False
        #: Whether it is a share, in per cent.
        self.is_rate: bool = False
        #: Whether blanks part its digits.
        self.is_spaced: bool = False
        #: 「增加」 or 「减少」 right before it: UP or DOWN.
        self.direction: str | None = None
        #: Whether it is what the change led to, 「增加到」.
        self.is_to: bool = False


class Clause:
    """What stands between two commas: words, mentions of numbers and brackets, in their order."""

    __slots__ = ("end", "items", "mark", "start")

    def __init__(self) -> None:
        """A clause with nothing in it yet."""
        self.items: list[Token | Mention | list[Clause]] = []
        self.start = self.end = 0
        #: The sign that ends it.
        self.mark: str = ""

    def tokens(self) -> list[Token]:
        """Its words, without those in brackets."""
        return [item for item in self.items if isinstance(item, Token)]

    def mentions(self) -> list[Mention]:
        """Its numbers, without those in brackets."""
        return [item for item in self.items if isinstance(item, Mention)]


def tree_of(tokens: Sequence[Token]) -> "Tree[Any]":
    """The tree of a sentence."""
    return load_grammar("claims").parse(cast("str", tokens), start="sentence")


def clauses_of(tree: "Tree[Any]", start: int = 0) -> list[Clause]:
    """The clauses of a sentence, those in its brackets within."""
    found: list[Clause] = []
    for child in tree.children:
        if isinstance(child, Token):
            found[-1].mark = child.type
            found[-1].end = child.start
            start = child.end
        else:
            found.append(_clause(child, start))
    return found


def _clause(tree: "Tree[Any]", start: int) -> Clause:
    clause = Clause()
    clause.start = clause.end = start
    before: list[Token] = []
    last: Mention | None = None
    is_counted = False
    for child in tree.children:
        if isinstance(child, Token):
            clause.items.append(child)
            before.append(child)
            clause.end = child.end
            if child.type == "LIST" and is_counted:
                before = []  # what comes is another member of the list
            if last is not None:
                last.after.append(child)
        elif child.data == "bracket":
            opening, inner, closing = cast("tuple[Token, Tree[Any], Token]", child.children)
            clause.items.append(clauses_of(inner, opening.end))
            clause.end = closing.end
            if last is None:
                before.append(Token("WORD", "()", opening.start, closing.end))
            last = None
        else:
            last = _mention(child, clause, before, start)
            clause.items.append(last)
            clause.end = start = last.end
            before, is_counted = [], True
    return clause


def _mention(tree: "Tree[Any]", clause: Clause, before: list[Token], start: int) -> Mention:
    words = [token for token in before if token.type not in {"LIST", "AND"}]
    start = next(_tokens(tree)).start if not words else max(start, words[0].start)
    mention = Mention(clause, before, start)
    for token in _tokens(tree):
        mention.end = token.end
        match token.type:
            case "NUMBER":
                mention.value = token.value if token.value is not None else 0
                mention.figure = (token.start, token.end)
                mention.is_spaced = token.name == "spaced"
            case "UNIT":
                mention.unit = token.name
            case "PERCENT":
                mention.unit, mention.is_rate = "%", True
            case "ABOUT" | "MORE":
                mention.is_about = True
            case "UP" | "DOWN":
                mention.direction = token.type
            case "TO":
                mention.is_to = True
    return mention


def _tokens(tree: "Tree[Any]") -> Iterator[Token]:
    for child in tree.children:
        if isinstance(child, Token):
            yield child
        else:
            yield from _tokens(child)


def divide(clause: Clause) -> None:
    """分别为: where there are as many heads as numbers, each number has the words of its head."""
    numbers = clause.mentions()
    while numbers and all(token.type != "RESPECTIVELY" for token in numbers[0].before):
        del numbers[0]
    if not numbers:
        return
    groups: list[list[Token]] = [[]]
    for token in numbers[0].before:
        if token.type in {"LIST", "AND"}:
            groups.append([])
        elif token.type != "RESPECTIVELY":
            groups[-1].append(token)
    if len(groups) != len(numbers) or not all(groups):
        groups = [[Token("WORD", "", 0, 0)] for _ in numbers]
    shared = [token for token in groups[-1] if token.type == "NOUN"][-1:]
    for number, words in zip(numbers, groups, strict=True):
        number.before = [*words, *shared] if words[-1].type == "VERB" else words
