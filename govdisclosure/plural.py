"""Counts in English sentences: ``{count:check|checks}`` is the word that goes with the number.

Takes the facts of a sentence and gives them so that they can be formatted; knows no sentence.
"""

from collections.abc import Mapping

__all__ = ["counted"]


class _Count(int):
    """A number whose format may be two words, for one and for any other number."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        one, bar, many = how.partition("|")
        if not bar:
            return super().__format__(how)
        return one if self == 1 else many


def counted(facts: Mapping[str, object]) -> dict[str, object]:
    """The *facts* of a sentence, its whole numbers ready to choose a word.

    Example:
        >>> ["{n} {n:file|files}".format(**counted({"n": n})) for n in (0, 1, 2)]
        ['0 files', '1 file', '2 files']
    """
    return {name: _Count(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
