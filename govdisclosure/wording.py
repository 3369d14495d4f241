"""Words in two languages: the Chinese and the English wording, and the choice between them.

Takes both wordings and a language and gives one of them; knows no sentence. Keys and codes are
never translated.
"""

from typing import Literal, NamedTuple, TypeAlias

__all__ = ["COLON", "COMMA", "LANGUAGES", "LIST_COMMA", "SEMICOLON", "Language", "Wording"]

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

        In English ``{count:check|checks}`` is the word that goes with the number.

        Example:
            >>> files = Wording("{count} 个文件", "{count} {count:file|files}")
            >>> [files.say("en", count=count) for count in (0, 1, 2)], files.say("zh", count=1)
            (['0 files', '1 file', '2 files'], '1 个文件')
        """
        ready = {name: _Count(one) if isinstance(one, int) else one for name, one in facts.items()}
        return self.text(language).format(**ready)


#: Punctuation between words; items separated by the list comma may have commas in English.
COLON, COMMA = Wording("：", ": "), Wording("，", ", ")
LIST_COMMA, SEMICOLON = Wording("、", "; "), Wording("；", "; ")


class _Count(int):
    """A number whose format may be two words, one for 1 and one for any other number."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        one, bar, many = how.partition("|")
        if not bar:
            return super().__format__(how)
        return one if self == 1 else many
