"""Words in two languages: the Chinese and the English wording, and the choice between them.

Takes both wordings and a language and gives one of them; knows no sentence. Keys and codes are
never translated.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, Protocol, TypeAlias

__all__ = [
    "COLON",
    "COMMA",
    "LANGUAGES",
    "LIST_COMMA",
    "NAME_COMMA",
    "SEMICOLON",
    "TAGS",
    "Bilingual",
    "Language",
    "Wording",
    "Wordings",
    "did_you_mean",
    "in_both",
]

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Wording(NamedTuple):
    """The same words in both languages; ``{name}`` is filled with a fact by :meth:`say`."""

    chinese: str
    english: str

    def text(self, language: Language = "zh") -> str:
        """The words in *language*."""
        return self.chinese if language == "zh" else self.english

    def say(self, language: Language, /, **facts: object) -> str:
        """The words in *language*, with their *facts* filled in.

        In English ``{count:check|checks}`` is what goes with 1, or with any other number.

        Example:
            >>> files = Wording("{count} 个文件", "{count} {count:file|files}")
            >>> [files.say("en", count=count) for count in (0, 1, 2)], files.say("zh", count=1)
            (['0 files', '1 file', '2 files'], '1 个文件')
        """
        ready = {name: _Count(one) if isinstance(one, int) else one for name, one in facts.items()}
        return self.text(language).format(**ready)

    def filled(self, **facts: object) -> "Wording":
        """The words in both languages, with their *facts* filled in."""
        return Wording(self.say("zh", **facts), self.say("en", **facts))


class Wordings(dict[str, Wording]):
    """Wordings by their names: all that one part of the program says."""

    def say(self, language: Language, name: str, /, **facts: object) -> str:
        """The wording *name* in *language*, with its *facts* filled in."""
        return self[name].say(language, **facts)


class Bilingual:
    """What has its words in both languages, as its own ``chinese`` and ``english``."""

    __slots__ = ()

    chinese: str
    english: str

    def text(self, language: Language = "zh") -> str:
        """The words in *language*, with nothing filled in."""
        return Wording(self.chinese, self.english).text(language)


class _Speaking(Protocol):
    """What has words in every language."""

    def text(self, language: Language) -> str:
        """The words in *language*."""


def in_both(one: _Speaking) -> dict[str, str]:
    """What *one* says in each language, by the name of the language: for JSON."""
    return {language: one.text(language) for language in LANGUAGES}


def did_you_mean(
    words: str, known: Iterable[str], stands_for: Mapping[str, str] | None = None
) -> Wording:
    """The end of a message on *words* that are not *known*: the most similar, at most three.

    It is empty if nothing is similar; *stands_for* says what is to be named instead of a word.

    Example:
        >>> did_you_mean("closing-rate", ["closing_rate", "workload"]).english
        '; did you mean closing_rate?'
    """
    from difflib import get_close_matches  # imported late, so that importing the package is fast

    found = get_close_matches(words, known, n=3, cutoff=0.5)
    likes = dict.fromkeys((stands_for or {}).get(one, one) for one in found)
    if not likes:
        return Wording("", "")
    return Wording(f"；是不是 {' 或 '.join(likes)}？", f"; did you mean {' or '.join(likes)}?")


#: Punctuation between words; items separated by the list comma may have commas in English, names
#: have none.
COLON, COMMA = Wording("：", ": "), Wording("，", ", ")
LIST_COMMA, NAME_COMMA, SEMICOLON = Wording("、", "; "), Wording("、", ", "), Wording("；", "; ")
#: The languages as HTML names them.
TAGS = Wording("zh-CN", "en")


class _Count(int):
    """A number whose format may be two words, one for 1 and one for any other number."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        one, bar, many = how.partition("|")
        if not bar:
            return super().__format__(how)
        return one if self == 1 else many
