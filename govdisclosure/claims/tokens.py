"""Sentences become tokens: words of the table, numbers with what belongs to them, punctuation.

Takes the narrow text of a sentence without blanks but those between digits. Every sequence that it
gives is a sentence of ``claims.lark``: a word of approximation or of change comes only where a
number follows, a unit only behind one, and brackets are balanced.
"""

import re
import string
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from govdisclosure.claims.words import UNITS, meanings
from govdisclosure.source import Piece
from govdisclosure.text import read_number

if TYPE_CHECKING:
    from govdisclosure.claims.claim import Quantity

__all__ = ["Token", "tokenize"]


class Token(Piece):
    """A word or sign of a sentence.

    Attributes:
        type: The terminal.
        name: Which word of the terminal; the words themselves of a unit or of plain words.
        value: That of a number.
        start: Where it begins in the sentence.
        end: Where it ends.
    """

    __slots__ = ("end", "name", "start", "value")

    def __init__(self, kind: str, name: str, start: int, end: int) -> None:
        """A token at ``[start, end)``."""
        self.type = kind
        self.name: str = name
        self.start: int = start
        self.end: int = end
        self.value: Quantity | None = None

    def __repr__(self) -> str:
        """The terminal and the word."""
        return f"{self.type}:{self.name}"


_CHINESE = "零〇一二两三四五六七八九十百千万亿"
_NUMERAL = f"[{_CHINESE}]{{1,20}}"
#: What may not follow a unit, or it is the beginning of another word.
_NO_UNIT = (
    "分[^别]|门|数|别|体|性|月|工作|小时|部分|方面|所|目|(?<=名)单|间|限|例|[账帐]|室|理|草"
    "|来|级|年|局|机关|大[会代]"
)
_UNIT = f"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?<!一起)(?!{_NO_UNIT})"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_YEAR = "20[0-9]{2}年"
_LAST_YEAR = f"(?:上一?年|去年|前一年|{_YEAR})度?"
_TIME = "年度?|月份?|日|号楼?|时|分钟?|季度|周年?|天|届|点|室|楼|度|级|岁|强|年级"
_DURATION = "工作日|自然日|月|季度|小时|年|周|天|方面|部分|大类"
#: Names in quotation marks, documents, ordinals, ranges, names with digits, tariffs and limits.
_NAMES = "|".join(
    (
        *("《[^》]{0,200}》", "“[^”]{0,80}”", "‘[^’]{0,80}’", '"[^"]{0,80}"', "「[^」]{0,80}」"),
        r"[〔\[(][0-9]{4}[〕\])][^，。；()（）]{0,4}?[0-9]+号",
        f"第[0-9{_CHINESE}]{{1,20}}[^，。；、]?",
        f"前[0-9{_CHINESE}]{{1,20}}[位名]?",
        "[0-9.]+[-—–~～至到][0-9.]+[^0-9，。；、()]{0,3}",
        "[A-Za-z@.]+[0-9][0-9A-Za-z.]*|[0-9]+(?=[A-Za-z×*+])[0-9A-Za-z×*+]*",
        "[0-9.]+元/[^，。；、()]?",
        rf"(?:{_DIGITS})[{_CHINESE}]{{0,2}}(?:{_UNIT})?(?:以下|以内|及以下)(?:\(不?含[^()]*\))?",
        "一件事",
    )
)
_TO = "[至到—–~-]+"
#: A year from its first day to its last.
_WHOLE = f"(?:{_YEAR})?(?:0?1月(?:0?1日)?|1){_TO}(?:{_YEAR})?12月(?:31日|份|底)?"
#: Parts of a year and more than one.
_PERIODS = "|".join(
    (
        f"近[0-9{_CHINESE}]{{1,20}}年来?|[前第]?[0-9{_CHINESE}]{{1,20}}个?季度|[0-9{_CHINESE}]{{1,20}}年来",
        '[“"]?十[一二三四五六]五[”"]?(?:规划)?(?:期间|时期|以来)',
        f"前[0-9{_CHINESE}]{{1,20}}个?月|20[0-9]{{2}}年?度?{_TO}{_YEAR}(?![0-9])",
        "自?20[0-9]{2}年[度底]?以来|以来|上半年|下半年|历年|平均每?[年月]?|[人月年]均|每[年月季]",
        r"截[至止]到?(?:20[0-9]{2}年)?(?!12月)[0-9]{1,2}月(?:[底末]|[0-9]{1,2}日)?",
        "(?<![至—–~-])[0-9]{1,2}月份(?!底)",
        f"(?:{_YEAR})?[0-9]{{1,2}}(?:月(?:[0-9]{{1,2}}日)?)?{_TO}(?:{_YEAR})?[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|份)?",
        f"(?<![至到—–~-]){_YEAR}[0-9]{{1,2}}月[0-9]{{1,2}}日(?![至到止起—–~-]|以[来后])",
        "(?<![至到年—–~-])[0-9]{1,2}月[0-9]{1,2}日(?![至到止起前—–~-]|以[来前后])",
    )
)
#: Where several of these begin at one place, the first that fits decides. The groups are terminals;
#: ``skip`` is plain words, ``day`` nothing at all.
_SIGNS = re.compile(
    rf"""
    (?P<OPEN>[(\[〔【]) | (?P<CLOSE>[)\]〕】]) | (?P<COMMA>[,，]) | (?P<SEMICOLON>[;；:：。！？!?])
  | (?P<LIST>、)
  | (?P<THAN>(?:[较比与同]|相比){_LAST_YEAR}(?:同期)?(?:的?相比)?|同比|环比|[为是]{_LAST_YEAR}的?)
  | (?P<FROM>[由从]{_LAST_YEAR}的?)
  | (?P<CARRIED_OUT>(?:结转|转结|顺延|转入|延续)[至到]?{_YEAR}度?(?:继续)?(?:办理|答复|处理)?)
  | (?P<CARRIED_IN>{_YEAR}度?(?:结转|转结)(?![至到下次])的?)
  | (?P<WHOLE>{_WHOLE})
  | (?P<PERIOD>{_PERIODS})
  | (?P<skip>{_NAMES})
  | (?P<YEAR>{_YEAR}(?:度|全年)?(?![0-9底末]))
  | (?P<day>截[至止]到?(?:{_YEAR})?12月(?:[0-9]{{1,2}}日|[底末份])?
      |(?:截[至止]到?)?[0-9]{{1,4}}(?:{_TIME})|{_NUMERAL}[多余]?个?(?:{_DURATION})
      |[0-9]+[多余]?个?(?:{_DURATION}))
  | (?P<spaced>[0-9]{{1,12}}(?:\ [0-9]{{1,12}}){{1,5}})
  | (?P<hundredth>百分之(?P<share>[0-9.{_CHINESE}点]{{1,20}}))
  | (?P<NUMBER>(?:{_DIGITS})(?:[百千]?[万亿]{{1,2}}(?!元)|[百千](?![百千万亿元]))?
      |{_NUMERAL}分之{_NUMERAL}
      |{_NUMERAL}(?=[余多]?{_UNIT})|[{_CHINESE}]{{0,20}}[百千万亿](?=[余多，。；、])|{_NUMERAL}(?=[，。；、]|$))
    """,
    re.VERBOSE,
)
#: What any of these begins with.
_FIRST = frozenset(
    '([〔【)]〕】,，;；:：。！？!?、较比与同相环为是由从以人结转顺延《“‘"「第前截近自上下历平每月年@.'
    f"{_CHINESE}{string.digits}{string.ascii_letters}"
)
#: What is looked at once, and not again from each of its signs.
_ALIKE = re.compile("[0-9A-Za-z@.]+")
_MORE = re.compile("余|多|以上|左右|上下|有余")
_UNIT_HERE = re.compile(rf"(?P<unit>{_UNIT})|(?P<percent>[%％])")
_WORDS_OF_ONE = re.compile("[件宗倍]")
_MOST_BRACKETS = 8
#: What words are plain ones unless one of these follows.
_BEFORE_NUMBERS = {
    "ABOUT": {"NUMBER"},
    "TO": {"NUMBER", "ABOUT"},
    "UP": {"NUMBER", "ABOUT", "TO"},
    "DOWN": {"NUMBER", "ABOUT", "TO"},
}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the words of the table are that begin with a sign, the longest first."""
    found: dict[str, set[int]] = {}
    for word in meanings():
        found.setdefault(word[0], set()).add(len(word))
    return {sign: tuple(sorted(lengths, reverse=True)) for sign, lengths in found.items()}


@cache
def _plain() -> re.Pattern[str]:
    """A run of signs with which neither a word of the table nor anything else begins."""
    return re.compile(f"[^{re.escape(''.join({*_lengths(), *_FIRST}))}]+")


def tokenize(text: str, at: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of the sentence at ``[at, end)`` of *text*.

    Example:
        >>> tokenize("共收到申请12件")
        [VERB:receive, NOUN:request, NUMBER:12, UNIT:件]
    """
    tokens: list[Token] = []
    words, lengths, plain = meanings(), _lengths(), _plain()
    end = len(text) if end is None else end
    while at < end:
        if run := plain.match(text, at, end):
            _add_plain(tokens, text, at, run.end())
            at = run.end()
            continue
        sign = text[at]
        word = ""
        for length in lengths.get(sign, ()):
            if text[at : at + length] in words:
                word = text[at : at + length]
                break
        found = _SIGNS.match(text, at, end) if sign in _FIRST else None
        after = _add_sign(tokens, text, found, len(word)) if found else 0
        if after:
            at = after
        elif word:
            meaning = words[word]
            if meaning.kind:
                tokens.append(Token(meaning.kind, meaning.name, at, at + len(word)))
            at += len(word)
        else:
            run = _ALIKE.match(text, at, end)
            after = run.end() if run else at + 1
            _add_plain(tokens, text, at, after)
            at = after
    return _settle(tokens)


def _add_plain(tokens: list[Token], text: str, start: int, end: int) -> None:
    """Plain words, one token a run."""
    if tokens and tokens[-1].type == "WORD" and tokens[-1].end == start:
        start = tokens.pop().start
    tokens.append(Token("WORD", text[start:end], start, end))


def _add_sign(tokens: list[Token], text: str, found: re.Match[str], length: int) -> int:
    """A sign, unless a word of *length* is longer; where it ends, or 0 where it is none."""
    kind = found.lastgroup or ""
    start, end = found.span()
    if kind in {"NUMBER", "spaced", "share", "hundredth"}:
        return _add_number(tokens, text, found)
    if end - start < length or (kind == "skip" and end - start == length):
        return 0
    if kind == "skip":
        _add_plain(tokens, text, start, end)
    elif kind in {"CARRIED_IN", "CARRIED_OUT"}:
        tokens.append(Token("ROW", kind.lower(), start, end))
    elif kind in {"YEAR", "WHOLE", "PERIOD"}:
        year = found[0][:4] if found[0].startswith("20") else "own"
        tokens.append(Token("YEAR", "part" if kind == "PERIOD" else year, start, end))
    elif kind != "day":
        tokens.append(Token(kind, kind.lower(), start, end))
    return end


def _add_number(tokens: list[Token], text: str, found: re.Match[str]) -> int:
    """A number with its unit; where it ends, or 0 where the digits count nothing."""
    start, end = found.span()
    is_share = found["hundredth"] is not None
    words = found["share"] if is_share else found[0]
    if found["spaced"] is not None and not re.fullmatch("[0-9]{1,3}(?: [0-9]{3})+", words):
        words = words.replace(" ", "")
    value = read_number(words)
    more = _MORE.match(text, end)
    unit = None if is_share else _UNIT_HERE.match(text, more.end() if more else end)
    if value is None or (words == "一" and not (unit and _WORDS_OF_ONE.match(unit[0]))):
        return 0
    if unit and text[unit.end() : unit.end() + 1] == "/":  # a tariff
        _add_plain(tokens, text, start, unit.end() + 1)
        return unit.end() + 1
    is_large = words[-1] in "万亿百千" or isinstance(value, Fraction)
    if not (unit or is_share or is_large or _is_bare(tokens, text, start, end)):
        return 0
    number = Token("NUMBER", "spaced" if found["spaced"] is not None else words, start, end)
    number.value = value
    tokens.append(number)
    if is_share:
        tokens.append(Token("PERCENT", "%", end, end))
    if more and (not unit or unit["unit"]):
        tokens.append(Token("MORE", more[0], end, more.end()))
        end = more.end()
    if unit:
        kind = "UNIT" if unit["unit"] else "PERCENT"
        tokens.append(Token(kind, unit[0], unit.start(), unit.end()))
        end = unit.end()
    if (unit or is_share) and (behind := _MORE.match(text, end)):
        tokens.append(Token("MORE", behind[0], end, behind.end()))
        end = behind.end()
    return end


#: What a number without a unit may stand behind, and what must come then.
_COUNTED = frozenset({"NOUN", "ROW", "RESULT", "COLUMN"})
_ENDS = frozenset("，,。；;、()（）")
_NEAR = 24
_AS_MANY_AS = re.compile("(?:数量?|总[数量]|件数)[为是]|.?")


def _is_bare(tokens: list[Token], text: str, start: int, end: int) -> bool:
    """Whether digits without a unit count what stands before them: 「公开43件，部分公开72，」.

    Numbers before it have units, or 为 is said, or else it would be a scrap of a table.
    """
    before = tokens[-1] if tokens else None
    if before is None or before.type not in _COUNTED:
        return False
    if not _AS_MANY_AS.fullmatch(text, before.end, start):
        return False
    has_end = end == len(text) or text[end] in _ENDS
    is_said = text[start - 1] in "为是"
    return has_end and (is_said or any(token.type == "UNIT" for token in tokens[-_NEAR:]))


def _settle(tokens: list[Token]) -> list[Token]:
    """Make the tokens a sentence: numbers behind what needs one, brackets balanced."""
    for number, token in enumerate(tokens[:-1]):
        if token.type == "ABOUT" and tokens[number + 1].type == "SHARE":  # 约占
            tokens[number : number + 2] = [tokens[number + 1], token]
    after = ""
    for token in reversed(tokens):
        if token.type in _BEFORE_NUMBERS and after not in _BEFORE_NUMBERS[token.type]:
            token.type = "WORD"
        after = token.type
    balanced = _balanced(tokens)
    before = ""
    fit: list[Token] = []
    for token in tokens:
        is_bracket = token.type in {"OPEN", "CLOSE"}
        is_loose = token.type == "TO" and before not in {"UP", "DOWN"}
        before = token.type
        if not is_loose and (not is_bracket or token.start in balanced):
            fit.append(token)
    return fit


def _balanced(tokens: Iterable[Token]) -> set[int]:
    """Where the brackets are that have their other half, and are not nested too deeply."""
    opened: list[int] = []
    found: set[int] = set()
    for token in tokens:
        if token.type == "OPEN":
            opened.append(token.start)
        elif token.type == "CLOSE" and opened:
            start = opened.pop()
            if len(opened) < _MOST_BRACKETS:
                found |= {start, token.start}
    return found
