"""What single strings mean: blanks, widths, keys of labels, numerals, dates, printed values.

Takes and gives plain strings and numbers; knows nothing of documents, forms or places.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

__all__ = [
    "ABSENT_SIGN",
    "DASHED_NUMBER",
    "EMPTY_WORDS",
    "JOINER",
    "LINE_END",
    "MAX_DIGITS",
    "PINYIN",
    "VALUE_MARKS",
    "CellState",
    "PrintedValue",
    "blanked",
    "chinese_numeral",
    "count_digits",
    "find_no_such_day",
    "fold_blanks",
    "fold_radicals",
    "format_number",
    "full_date",
    "has_visible",
    "is_blank_character",
    "is_word_for_sign",
    "json_value",
    "label_key",
    "narrow",
    "ordinal_value",
    "print_note",
    "read_number",
    "read_printed",
    "squeeze",
    "value_within_marks",
    "widths_of",
    "without_note_marks",
    "year_value",
]

LINE_END = re.compile(r"\r\n|\n|\r")
#: A page number between dashes, over narrow text.
DASHED_NUMBER = "[-—–]+ ?[0-9]{1,4} ?[-—–]+"

#: What the plain form prints for a cell that was not in the document.
ABSENT_SIGN = "〔缺〕"

#: A longer run of digits is not one number but several that ran together.
MAX_DIGITS = 18


class _Blanks(dict[int, str | None]):
    """Characters that show nothing, looked up once each: categories Z*, Cc, Cf, Cs and Cn."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        blank = category[0] == "Z" or category in {"Cc", "Cf", "Cs", "Cn"}
        self[code] = value = " " if blank else character
        return value


_BLANKS = _Blanks()
#: Characters without width (soft hyphen, zero-width space, joiners) within a number.
_WITHIN_NUMBER = re.compile(
    "(?<=[0-9０-９,，.．])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+(?=[0-9０-９,，.．])"
)
#: An invisible character that separates signs which together would be markup; it is not a blank
#: there. The words of a report have none, so that it can be removed again.
JOINER = "\u2060"
_APART = re.compile(f"(?<=[<!\\]]){JOINER}(?=[A-Za-z/!?(:\\[])")
#: Radicals that text layers of PDF files have in place of the ideographs they look like. Only those
#: of the first block are compatible with ideographs by Unicode's own table.
_RADICALS = {
    code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)
} | str.maketrans(
    "⺀⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺶⺷⺸⺹⺺⺻⺼⺾⺿⻀"
    "⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "丶厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵水灬爫爫丬牛犭王疋目示示竹糸纟罓网网网羊羊羊老肀聿肉艹艹艹"
    "虎衤覀西见角讠贝足车辶辶辶邑钅长镸长门阜阝雨青韦页风飞食食饣饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
)
_IS_RADICAL = re.compile(f"[{''.join(map(chr, _RADICALS))}]")
#: Traditional characters, as mirrors of mainland pages print them, with their simplified forms.
_TRADITIONAL = str.maketrans(
    "條項內製發數廢現對開總處決額採購規範許務罰強業費單萬員請況會組織機構計結轉辦於國祕穩護權屬類過執詢無關補舉報訴複復據認獲繳納與議審維糾繼續題進檔體問說記經訟應點"
    "準個違產號標負險證監備錄動當統廳縣區鄉鎮黨圖責實際見營專門網頁檢調協導長線財農環資訊銀稅賣買積種質龍馬鳥齊東車輕連達遠運選還邊錯鐵間陽陰隊陸難電靜預領頭顧風飛館"
    "驗廣庫張後從徵態懇戶擇擔舊時晝書樣樓歷歸沒洩測滿滅熱獎獨畫盡眾確禮稱穀窮競筆簡築簽級紅約紀純紙細終給絕綜綠緊編緩縮績羅聖聞聯聲職聽肅腦臨義習興艙藝藥蘇虛術衛裝裡"
    "視覺觀觸訂託訓設訪評詞試詳誌語誤課談論諮謝謹識譯讀變讓豐貝貢貨貫貧貯貴貸貿賀賞賠賢賬賴贈趙趕跡踐軍軌軟較載輔輛輝輩輪輯輸轄辭遞遲適遺郵鄰醫釋針鈕銷鋼鋒錢錦鍵鎖鏡"
    "鐘閉閱闊闡隨雙雜離雲順須頒頻願飲養餘駐駕驅鬥減増",
    "条项内制发数废现对开总处决额采购规范许务罚强业费单万员请况会组织机构计结转办于国秘稳护权属类过执询无关补举报诉复复据认获缴纳与议审维纠继续题进档体问说记经讼应点"
    "准个违产号标负险证监备录动当统厅县区乡镇党图责实际见营专门网页检调协导长线财农环资讯银税卖买积种质龙马鸟齐东车轻连达远运选还边错铁间阳阴队陆难电静预领头顾风飞馆"
    "验广库张后从征态恳户择担旧时昼书样楼历归没泄测满灭热奖独画尽众确礼称谷穷竞笔简筑签级红约纪纯纸细终给绝综绿紧编缓缩绩罗圣闻联声职听肃脑临义习兴舱艺药苏虚术卫装里"
    "视觉观触订托训设访评词试详志语误课谈论咨谢谨识译读变让丰贝贡货贯贫贮贵贷贸贺赏赔贤账赖赠赵赶迹践军轨软较载辅辆辉辈轮辑输辖辞递迟适遗邮邻医释针钮销钢锋钱锦键锁镜"
    "钟闭阅阔阐随双杂离云顺须颁频愿饮养余驻驾驱斗减增",
)
#: Characters that are compared as others, one for one.
_SCRIPT = _RADICALS | _TRADITIONAL
_IN_OTHER_SCRIPT = re.compile(f"[{''.join(map(chr, _SCRIPT))}]")
#: The pronunciation of a character in brackets, as some mirrors add it; over narrow text.
PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,7}\)")


def _compatible(code: int) -> str:
    """The character that Unicode gives as compatible, apart from width and shape."""
    return unicodedata.normalize("NFKC", chr(code))


#: Wide and small forms of ASCII, minus signs and digits of other scripts, each with its plain form.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x2212: 0x2D,
    0x2010: 0x2D,
    0x2011: 0x2D,
    **{code: ord(plain) for code in range(0xFE50, 0xFE6C) if len(plain := _compatible(code)) == 1},
    **_SCRIPT,
}

#: Few characters of a text are wide; searching for them is quicker than looking up every character.
_WIDE_SIGN = re.compile(f"[{''.join(re.escape(chr(code)) for code in _WIDE)}]")
_NARROW = {chr(code): chr(plain) for code, plain in _WIDE.items()}


def _as_narrow(found: re.Match[str]) -> str:
    return _NARROW[found[0]]


def fold_radicals(text: str) -> str:
    """Replace radicals by the ideographs that they look like.

    Example:
        >>> fold_radicals("⻘⽯县商务局"), fold_radicals("（１）")
        ('青石县商务局', '（１）')
    """
    return text.translate(_RADICALS) if _IS_RADICAL.search(text) else text


def is_blank_character(character: str) -> bool:
    """Whether *character* shows nothing on paper."""
    return _BLANKS[ord(character)] == " "


def blanked(text: str) -> str:
    r"""The text, of the same length, with U+0020 for each character that shows nothing on paper.

    Example:
        >>> blanked("甲\x1b[31m\u3000乙")
        '甲 [31m 乙'
    """
    return text if text.isprintable() else text.translate(_BLANKS)


def fold_blanks(text: str) -> str:
    r"""Make every run of blanks one U+0020, with none at the ends.

    Characters without width count as blanks, but within a number as nothing, and so does the joiner
    that keeps signs from being markup.

    Example:
        >>> fold_blanks("\u3000现行\u200b有效 \n件数 "), fold_blanks("4\u200b16")
        ('现行 有效 件数', '416')
    """
    if text.isprintable():  # no blanks but U+0020
        return " ".join(text.split()) if " " in text else text
    if JOINER in text:
        text = _APART.sub("", text)
    return " ".join(_WITHIN_NUMBER.sub("", text).translate(_BLANKS).split())


def squeeze(text: str) -> str:
    """Remove all blanks.

    Example:
        >>> squeeze(" 2023 年　度 ")
        '2023年度'
    """
    if text.isprintable():
        return text.replace(" ", "")
    return text.translate(_BLANKS).replace(" ", "")


def has_visible(text: str) -> bool:
    """Whether anything in *text* would be visible on paper."""
    words = text.strip()  # white space is blank, but not everything blank is white space
    return bool(words) and (
        not is_blank_character(words[0]) or bool(words.translate(_BLANKS).strip(" "))
    )


def narrow(text: str) -> str:
    """Narrow characters for full-width ASCII, simplified ones for radicals and traditional ones.

    The form in which words are compared; it has as many characters as *text*.
    """
    return text if text.isascii() else _WIDE_SIGN.sub(_as_narrow, text)


def widths_of(signs: str) -> frozenset[str]:
    """Every character that becomes one of *signs* when narrow.

    Example:
        >>> sorted(widths_of("(1"))
        ['(', '1', '﹙', '（', '１']
    """
    return frozenset(signs).union(chr(code) for code, sign in _WIDE.items() if chr(sign) in signs)


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """The letters and digits of a label, by which wordings are compared.

    Widths, blanks, punctuation, quotation marks, compatibility forms, traditional script, pinyin
    in brackets and 其它 for 其他 make no difference; a numeral before the words does.

    Example:
        >>> label_key("３. 危及“三安全 一稳定”") == label_key("3.危及三安全一稳定")
        True
    """
    words = text.translate(_SCRIPT) if _IN_OTHER_SCRIPT.search(text) else text
    folded = unicodedata.normalize("NFKC", words)
    if "(" in folded:
        folded = PINYIN.sub("", folded)
    return "".join(filter(str.isalnum, folded)).replace("其它", "其他")


_NUMERALS = "零一二三四五六七八九"
_DIGIT_OF = {sign: value for value, sign in enumerate(_NUMERALS)} | {"〇": 0, "○": 0, "O": 0}


def chinese_numeral(value: int) -> str:
    """The Chinese numeral of 1 to 99.

    Example:
        >>> chinese_numeral(6), chinese_numeral(10), chinese_numeral(42)
        ('六', '十', '四十二')
    """
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


@lru_cache(maxsize=512)
def ordinal_value(numeral: str) -> int | None:
    """The value, 1 to 99, of a Chinese numeral or of digits of either width, else None.

    Example:
        >>> ordinal_value("十二"), ordinal_value("２"), ordinal_value("某")
        (12, 2, None)
    """
    numeral = plain = narrow(numeral)
    if plain.isascii() and plain.isdigit():
        value = int(plain) if len(plain) <= 2 and plain[0] != "0" else 0  # noqa: PLR2004
        return value or None
    head, ten, tail = numeral.partition("十")
    if (head and head not in _DIGIT_OF) or (tail and tail not in _DIGIT_OF):
        return None
    if not ten:
        return _DIGIT_OF[head] or None if head else None
    return (_DIGIT_OF[head] if head else 1) * 10 + (_DIGIT_OF[tail] if tail else 0) or None


#: Digits and units of numerals in prose; 〇 and 零 mark a place that is left out.
_PROSE_DIGITS = _DIGIT_OF | {"两": 2}
_NUMERAL_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS_OF_PROSE = re.compile(
    r"(?P<digits>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?(?P<unit>[百千]?[万亿]{0,2})"
)


def read_number(words: str) -> int | Decimal | Fraction | None:
    """The exact value of a number as prose spells it, or None if the words are not one number.

    Digits of either width with thousands separators and with 万 or 亿, Chinese numerals, 三分之一
    and 百分之五. A decimal keeps its scale. Numerals without their last unit (一万二) are not read.

    Example:
        >>> read_number("１,204"), read_number("1.2亿"), read_number("二十三"), read_number("三万")
        (1204, 120000000, 23, 30000)
        >>> read_number("三分之一"), read_number("61.20"), read_number("一万二")
        (Fraction(1, 3), Decimal('61.20'), None)
    """
    plain = narrow(words)
    if "分之" in plain:
        below, above = (read_number(part) for part in plain.split("分之", 1))
        if above is None or not isinstance(below, int) or not below:
            return None
        return Fraction(above) / below
    found = _DIGITS_OF_PROSE.fullmatch(plain)
    if found is None:
        return _chinese_number(plain)
    digits = found["digits"].replace(",", "").replace(" ", "")
    if len(digits) > MAX_DIGITS:
        return None
    if not found["unit"]:
        return Decimal(digits + found["part"]) if found["part"] else int(digits)
    value = Decimal(digits + (found["part"] or ""))
    for unit in found["unit"]:
        value *= _NUMERAL_UNITS[unit]
    return value if value % 1 else int(value)


def _chinese_number(numeral: str) -> int | Decimal | None:
    """The value of a Chinese numeral, with decimals after 点; 百 and 万 alone mean one of them."""
    whole, point, tail = numeral.partition("点")
    value = _whole_number(whole)
    if value is None or not point:
        return value
    if not tail or any(sign not in _DIGIT_OF for sign in tail):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGIT_OF[sign]) for sign in tail)}")


def _whole_number(numeral: str) -> int | None:
    """The value of a whole numeral: units decrease within a group of 万 or 亿, and groups too."""
    total = group = digit = 0
    least, largest = _NUMERAL_UNITS["万"], _NUMERAL_UNITS["亿"] * 10
    #: The unit before; a last digit counts ones, so unless the unit is 十, it needs 零 before it.
    before = ""
    for sign in numeral:
        if sign in _PROSE_DIGITS:
            if digit:
                return None
            digit = _PROSE_DIGITS[sign]
            before = before if digit else "零"
            continue
        unit = _NUMERAL_UNITS.get(sign, 0)
        if unit < _NUMERAL_UNITS["万"]:
            if not unit or unit >= least:
                return None
            group, least = group + (digit or 1) * unit, unit
        elif unit < largest:
            total += (group + digit or 1) * unit
            group, least, largest = 0, _NUMERAL_UNITS["万"], unit
        else:
            return None
        digit, before = 0, sign
    if not numeral or (digit and before not in {"", "零", "十"}):
        return None
    return total + group + digit


_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[〇○O零一二三四五六七八九]{4})(?P<sep>年|-|/|\.)"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)(?:月|(?P=sep))"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?P<end>日?)"
)
_DATE_AT_END = re.compile(rf"(?<![0-9]){_DATE.pattern}$")
#: What every date contains, in all widths.
_IN_DATES = re.compile(f"[{re.escape(''.join(sorted(widths_of('年/.-'))))}]")
#: A longer line is not a date, whatever is in it.
_LONGEST_DATE = 40


def full_date(text: str) -> date | None:
    """The date that *text* consists of; None if it is not a date or has other words.

    Example:
        >>> full_date("二〇二三年一月十六日"), full_date("2023 年 1 月"), full_date("2023-02-30")
        (datetime.date(2023, 1, 16), None, None)
    """
    if len(text) > _LONGEST_DATE or _IN_DATES.search(text) is None:
        return None
    found = _DATE.fullmatch(narrow(squeeze(text)))
    return _day(found) if found and _is_spelt_whole(found) else None


def find_no_such_day(text: str) -> str | None:
    """The words at the end of a short line that are spelt as a full date but name no day.

    Example:
        >>> find_no_such_day("某某局 2025年2月30日"), find_no_such_day("2025年2月28日")
        ('2025年2月30日', None)
    """
    found = _DATE_AT_END.search(narrow(squeeze(text))) if len(text) <= _LONGEST_DATE else None
    return found[0] if found and _is_spelt_whole(found) and _day(found) is None else None


def _is_spelt_whole(found: re.Match[str]) -> bool:
    """Whether a date ends in 日 if it is written with 年, and only then."""
    return (found["sep"] == "年") == bool(found["end"])


def year_value(words: str) -> int:
    """The year for four digits of either script.

    Example:
        >>> year_value("2023"), year_value("二○二三")
        (2023, 2023)
    """
    return int("".join(str(_DIGIT_OF.get(sign, sign)) for sign in words))


def _day(found: re.Match[str]) -> date | None:
    year = year_value(found["year"])
    words = found["month"].replace("元", "一"), found["day"]
    month, day = (ordinal_value(one.lstrip("0")) for one in words)
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


class CellState(Enum):
    """The content of a cell of a statutory table."""

    #: A number, perhaps with a unit or a remark.
    NUMBER = "number"
    #: The cell is there and empty; blank is not zero.
    BLANK = "blank"
    #: A mark that says there is nothing to report: ``/``, ``-``, ``—``, ``无``.
    MARK = "mark"
    #: Any other words.
    TEXT = "text"
    #: The cell is not in the document, or its content is uncertain.
    ABSENT = "absent"

    if not TYPE_CHECKING:  # called for each cell; that of Enum is written in Python
        __hash__ = object.__hash__


class PrintedValue(NamedTuple):
    """What a printed cell says, taken apart; parts that are not printed are None."""

    state: CellState
    value: int | Decimal | None = None
    text: str | None = None
    note: str | None = None
    unit: str | None = None


#: Marks that say there is nothing to report.
_MARK = "/|-{1,3}|—{1,2}|–|无"
#: Words and symbols before a number that say how it changed; each list has one arithmetic sign.
_MORE, _LESS = "增加|增长|新增|上升|增|▲|△|↑", "减少|下降|降低|减|▼|▽|↓"
#: A note mark as readers spell what is raised.
_RAISED = "〔(?!缺〕)[^〔〕]{1,60}〕"
_WORD_FOR_SIGN = re.compile(f"{_MORE}|{_LESS}")
#: One note mark: as readers spell what is raised, a character that is raised by nature, or the
#: spelling of a converter. A run of one sign can be divided in one way only, or a long one that no
#: note follows would be divided in every way.
_NOTE_MARK = (
    _RAISED
    + r"|(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]++|(?<![①-⑳])[①-⑳]++|\*{1,3}+|(?<!※)※++|[†‡]"
    + r"|\[\^?[0-9A-Za-z]{1,3}\]|\^[0-9]{1,3}\^"
)
_NOTES = rf"(?: ?(?P<marks>(?:{_NOTE_MARK})+))?(?: ?\((?P<note>.+)\))?"
_NUMBER = re.compile(
    rf"(?P<first>(?:{_RAISED})+ ?)?"
    rf"(?P<sign>[+-]|(?P<more>{_MORE}) ?|(?P<less>{_LESS}) ?)?"
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?P<part>\.[0-9]+)?"
    r" ?(?P<unit>件|项|元|万元|亿元|个|条|宗|起|次|份|篇|人次|人)?" + _NOTES
)
_MARKED = re.compile(rf"(?P<mark>{_MARK}){_NOTES}")
_ONLY_NOTES = re.compile(rf"(?P<marks>(?:{_RAISED}|[⁰¹²³⁴-⁹]++)+)")
_ONE_NOTE_MARK = re.compile(_NOTE_MARK)
_TRAILING_NOTE_MARKS = re.compile(rf"(?<=.)(?: ?(?:{_NOTE_MARK})){{1,20}}$")
#: A note that is only a mark, not words.
_MARK_OF_NOTE = re.compile(r"[0-9A-Za-z]{1,3}|[*※†‡]{1,3}|[①-⑳]{1,3}|注[0-9]{0,2}")
#: What separates several notes of one cell.
_BETWEEN_NOTES = "；"


@lru_cache(maxsize=4096)
def read_printed(raw: str) -> PrintedValue:
    r"""Take the spelling of one cell apart; anything that is not certainly a number is text.

    Leading zeros (``007``), blanks between digits (``500000 5``) and more than 18 digits may be
    several numbers that ran together, and stay text. A sign may be a word (``减4``). Note marks,
    which readers spell ``1795〔1〕``, are not digits but become the note, as does a remark in
    brackets.

    Example:
        >>> read_printed("１,204").value, read_printed("").state.value, read_printed("—").text
        (1204, 'blank', '—')
        >>> read_printed("22\n（其中修订16件）").note, read_printed("1795〔1〕")[1:4:2]
        ('其中修订16件', (1795, '1'))
        >>> read_printed("251000元")[1:], read_printed("减 4").value
        ((251000, None, None, '元'), -4)
        >>> read_printed("000").state.value
        'text'
    """
    text = fold_blanks(raw)
    if not text:
        return PrintedValue(CellState.BLANK)
    if text == ABSENT_SIGN:
        return PrintedValue(CellState.ABSENT)
    plain = narrow(text)
    if found := _NUMBER.fullmatch(plain):
        if count_digits(found["whole"] + (found["part"] or "")) > MAX_DIGITS:
            return PrintedValue(CellState.TEXT, text=text)
        sign = "-" if found["less"] else "" if found["more"] else found["sign"] or ""
        digits = sign + found["whole"].replace(",", "")
        value: int | Decimal = Decimal(digits + found["part"]) if found["part"] else int(digits)
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.NUMBER, value=value, note=note, unit=found["unit"])
    elif found := _MARKED.fullmatch(plain):
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.MARK, text=found["mark"], note=note)
    elif found := _ONLY_NOTES.fullmatch(plain):
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.BLANK, note=note)
    return PrintedValue(CellState.TEXT, text=text)


def _note_of(found: re.Match[str], text: str) -> str | None:
    """The notes of a spelling, as they are in *text*; empty if one of them shows nothing."""
    parts = found.groupdict()
    notes = [
        _note_of_mark(mark[0])
        for name in ("first", "marks")
        if parts.get(name)
        for mark in _ONE_NOTE_MARK.finditer(text[found.start(name) : found.end(name)])
    ]
    if parts.get("note") is not None:
        notes.append(text[found.start("note") : found.end("note")].strip(" "))
    if not notes:
        return None
    return _BETWEEN_NOTES.join(notes) if all(notes) else ""


def _note_of_mark(mark: str) -> str:
    """The content of one note mark, without what encloses it.

    Example:
        >>> [_note_of_mark(mark) for mark in ("〔1〕", "²", "[^3]", "*")]
        ['1', '2', '3', '*']
    """
    if mark[0] in "〔[^":
        return mark.strip("〔〕[]^ ")
    return unicodedata.normalize("NFKC", mark) if mark[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹" else mark


def print_note(note: str | None) -> str:
    """How the plain form prints the note of a cell: a mark as a mark, words in brackets."""
    if note is None:
        return ""
    return f"〔{note}〕" if _MARK_OF_NOTE.fullmatch(note) else f"（{note}）"


def without_note_marks(words: str) -> str:
    """Words of a label or a title without the note marks at their end.

    Example:
        >>> [without_note_marks(words) for words in ("行政许可〔1〕", "行政许可¹", "①")]
        ['行政许可', '行政许可', '①']
    """
    return _TRAILING_NOTE_MARKS.sub("", words) if words and not words[-1].isalpha() else words


#: Marks that converters leave around the value of a cell: emphasis, escapes, formulas.
VALUE_MARKS = re.compile(r"\*\*|__|==|[*_`$]|\\(?=[^\w\s\\])")
#: What programs print for an empty cell, in lower case.
EMPTY_WORDS = frozenset({"nan", "none", "<na>", "null", "nat", "&nbsp;", '""'})


def value_within_marks(words: str) -> str | None:
    r"""The value of a cell without the marks that a converter left; None if there are no marks.

    Example:
        >>> [value_within_marks(words) for words in ("**2**14", r"\-416", "NaN", '""', "**甲**")]
        ['214', '-416', '', '', None]
    """
    if words.lower() in EMPTY_WORDS:
        return ""
    bare = VALUE_MARKS.sub("", words).strip()
    if bare == words or read_printed(words).state is not CellState.TEXT:
        return None
    return bare if read_printed(bare).state in {CellState.NUMBER, CellState.MARK} else None


def is_word_for_sign(word: str) -> bool:
    """Whether *word* before a number stands for its sign, as 减 in 「减 4」 does."""
    return _WORD_FOR_SIGN.fullmatch(narrow(word)) is not None


def count_digits(text: str) -> int:
    """How many decimal digits *text* has."""
    return sum(sign.isdigit() for sign in text)


def format_number(value: int | Decimal) -> str:
    """The digits of a number as the plain form prints them: without exponent, keeping the scale.

    Example:
        >>> format_number(Decimal("190.4500")), format_number(-3)
        ('190.4500', '-3')
    """
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def json_value(value: str | int | Decimal | None) -> str | int | None:
    """As in the JSON of reports: a decimal number is a string, so that it stays exact."""
    return format_number(value) if isinstance(value, Decimal) else value
