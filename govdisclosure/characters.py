"""Characters: which show nothing, how wide they are, and the forms in which words are compared.

Takes and gives plain strings; knows neither what they mean nor where they stand.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

__all__ = [
    "JOINER",
    "LINE_END",
    "PINYIN",
    "blanked",
    "column_ends",
    "display_width",
    "fold_blanks",
    "fold_radicals",
    "has_visible",
    "in_columns",
    "is_blank_character",
    "label_key",
    "narrow",
    "squeeze",
    "widths_of",
]

LINE_END = re.compile(r"\r\n|\n|\r")


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


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each of *rows* as a line, in columns that are as wide as they look.

    Example:
        >>> list(in_columns([["规章", "1"], ["a", "20"]]))
        ['规章  1 ', 'a     20']
    """
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            words + " " * (width - display_width(words))
            for words, width in zip(row, widths, strict=True)
        )


class _Widths(dict[str, int]):
    """The number of columns that each character takes, computed once."""

    def __missing__(self, character: str) -> int:
        is_wide = unicodedata.east_asian_width(character) in "WF"
        self[character] = width = 0 if unicodedata.combining(character) else 1 + is_wide
        return width


_WIDTHS = _Widths()


def display_width(text: str) -> int:
    """How many columns *text* takes in a terminal; wide characters take two.

    Example:
        >>> display_width("规章 a")
        6
    """
    return sum(map(_WIDTHS.__getitem__, text))


def column_ends(text: str) -> list[int]:
    """How many columns each beginning of *text* takes, from the empty one to all of it.

    Example:
        >>> column_ends("规章 a")
        [0, 2, 4, 5, 6]
    """
    return [0, *accumulate(map(_WIDTHS.__getitem__, text))]
