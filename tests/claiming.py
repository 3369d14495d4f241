"""Prose that states the numbers of a report, with what a careful reader takes from it.

Takes numbers by the names of rows and gives sentences in the manners that offices write in, each
with the claims in it; knows nothing of how they are read. Bodies and matters are invented.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple, TypeAlias

from govdisclosure import Address, Edition, Report, TableKind

__all__ = [
    "CONSTRUCTIONS",
    "Construction",
    "Said",
    "Sentence",
    "cells_in",
    "numeral",
    "say",
    "sentences",
]

WITHHELD = (
    *("state_secret", "prohibited_by_law", "security_stability", "third_party"),
    *("internal_affairs", "process", "case_file", "registry_inquiry"),
)
UNAVAILABLE = ("not_held", "needs_creation", "unclear")
NOT_PROCESSED = ("petition", "repeat", "publication", "excessive", "reissue")


#: Numbers of a report, by address.
_Numbers: TypeAlias = Mapping[str, int]


class Said(NamedTuple):
    """A number of a sentence: where it stands in it, and what it is."""

    start: int
    end: int
    quantity: int | Decimal
    #: The cells that are meant together; none for what no form counts.
    cells: frozenset[str] = frozenset()
    relation: str = "equals"
    negated: bool = False


class Sentence(NamedTuple):
    """A sentence with its claims in order; it has every claim that a reader finds."""

    text: str
    said: tuple[Said, ...]


class _Writer:
    """Puts a sentence together; a number is added with what it means."""

    def __init__(self, numbers: _Numbers, edition: Edition, chance: Random) -> None:
        self.numbers = numbers
        self.edition = edition
        self.chance = chance
        self.text = ""
        self.said: list[Said] = []

    def words(self, *choices: str) -> None:
        self.text += self.chance.choice(choices)

    def number(
        self,
        quantity: int,
        *cells: str,
        unit: Sequence[str] = ("件",),
        relation: str = "",
        plain: bool = False,
    ) -> None:
        spelled = str(quantity) if plain else numeral(quantity, self.chance)
        start = len(self.text)
        self.text += spelled
        found = relation or ("parts_sum" if len(cells) > 1 else "equals" if cells else "none")
        self.said.append(Said(start, len(self.text), quantity, frozenset(cells), found))
        self.text += self.chance.choice(unit)

    def share(self, part: int, whole: int) -> None:
        places = self.chance.choice((0, 1, 2))
        exact = Decimal(part) * 100 / Decimal(whole)
        value = round(exact, places) if places else Decimal(round(exact))
        start = len(self.text)
        self.text += f"{value}%"
        self.said.append(Said(start, len(self.text) - 1, value, relation="share"))

    def nothing(self, text: str, *cells: str) -> None:
        start = len(self.text)
        self.text += text
        relation = "parts_sum" if len(cells) > 1 else "equals"
        self.said.append(Said(start, len(self.text), 0, frozenset(cells), relation, negated=True))

    def done(self) -> Sentence:
        return Sentence(self.text + "。", tuple(self.said))


_SIGNS = "零一二三四五六七八九"


def numeral(value: int, chance: Random) -> str:
    """The number in one of the spellings of prose."""
    style = chance.choice(("plain", "plain", "wide", "comma", "chinese"))
    if style == "wide":
        return "".join(chr(ord(sign) + 0xFEE0) for sign in str(value))
    if style == "comma":
        return f"{value:,}"
    if style == "chinese" and 1 < value < 100_000_000:
        return chinese(value)
    return str(value)


def chinese(value: int) -> str:
    """The Chinese numeral of a number below a hundred million.

    Example:
        >>> chinese(10), chinese(1005), chinese(120), chinese(20010)
        ('十', '一千零五', '一百二十', '二万零一十')
    """
    high, low = divmod(value, 10_000)
    if high:
        rest = "" if not low else ("零" if low < 1000 else "") + _below(low)
        return f"{_below(high)}万{rest}"
    words = _below(value)
    return words.removeprefix("一") if 10 <= value < 20 else words


def _below(value: int) -> str:
    found = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            found += _SIGNS[digit] + unit
        elif found and value and not found.endswith("零"):
            found += "零"
    return found


# ------------------------------------------------------------------------------ constructions

_TOTAL = "total"


def _r(row: str, column: str = _TOTAL) -> str:
    return f"requests/{row}/{column}"


def _rows(name: str, edition: Edition) -> tuple[str, ...]:
    """The rows of a group of outcomes."""
    if name == "other_handling":
        if edition is Edition.FORM_2019:
            return (_r("other_handling"),)
        return tuple(_r(f"other_{one}") for one in ("not_supplemented", "fee_unpaid", "misc"))
    parts = {"withheld": WITHHELD, "unavailable": UNAVAILABLE, "not_processed": NOT_PROCESSED}
    return tuple(_r(f"{name}_{one}") for one in parts[name])


def _sum(numbers: _Numbers, cells: Sequence[str]) -> int:
    return sum(numbers[one] for one in cells)


def received(w: _Writer) -> None:
    w.words("", "全年", "2023年，", "本年度，我局", "截至12月31日，全县")
    w.words("共", "", "累计")
    w.words("收到", "受理", "新收", "接收", "收到和办理", "受理和答复")
    w.words("政府信息公开申请", "依申请公开", "信息公开申请", "依申请公开信息", "公开申请")
    w.words("", "共", "共计", "数量")
    w.number(w.numbers[_r("received_new")], _r("received_new"), unit=("件", "件", "宗", "条", "份"))


def number_first(w: _Writer) -> None:
    w.words("本年度收到", "全年共受理")
    w.number(w.numbers[_r("received_new")], _r("received_new"), unit=("件", "份"), plain=True)
    w.words("政府信息公开申请", "公民提出的政府信息公开申请", "公众通过邮寄、网络等方式提交的申请")


def flow(w: _Writer) -> None:
    received(w)
    w.words("，上年结转", "，上一年度结转", "，上年度结转的")
    w.number(w.numbers[_r("carried_in")], _r("carried_in"))
    w.words("，办结", "，共答复", "，已办理")
    w.number(w.numbers[_r("outcomes_total")], _r("outcomes_total"))
    if w.chance.random() < 0.5:
        w.words("，结转下年度", "，结转至下一年度继续办理", "，顺延至下年度答复")
        w.number(w.numbers[_r("carried_out")], _r("carried_out"))
    else:
        w.words("，", "，另有")
        w.number(w.numbers[_r("carried_out")], _r("carried_out"), plain=True)
        w.words("结转下年度", "申请结转至下一年度", "按照《条例》顺延到下年度办理")


def applicants(w: _Writer) -> None:
    received(w)
    words = {"natural_person": "自然人", "enterprise": "商业企业", "legal_service": "法律服务机构"}
    w.words("，其中", "（其中", "，按申请人分，其中")
    is_bracket = w.text.endswith("（其中")
    mark = w.chance.choice("，、；")
    for number, (column, word) in enumerate(words.items()):
        w.text += mark if number else ""
        w.words(word, f"{word}申请", f"{word}提出")
        w.number(w.numbers[_r("received_new", column)], _r("received_new", column))
    w.text += "）" if is_bracket else ""


def outcomes(w: _Writer) -> None:
    w.words("全年答复政府信息公开申请", "共办结依申请公开", "2023年共答复申请")
    w.number(w.numbers[_r("outcomes_total")], _r("outcomes_total"))
    w.words("，其中", "，其中：", "。其中，")
    mark = w.chance.choice("，、；")
    has_shares = w.chance.random() < 0.4 and w.numbers[_r("outcomes_total")] > 0
    groups: list[tuple[str, tuple[str, ...]]] = [
        ("予以公开", (_r("disclosed"),)),
        ("部分公开", (_r("partly_disclosed"),)),
        ("不予公开", _rows("withheld", w.edition)),
        ("无法提供", _rows("unavailable", w.edition)),
        ("不予处理", _rows("not_processed", w.edition)),
        ("其他处理", _rows("other_handling", w.edition)),
    ]
    if w.chance.random() < 0.3:
        groups[:2] = [("予以公开及部分公开", (_r("disclosed"), _r("partly_disclosed")))]
    for number, (word, cells) in enumerate(groups):
        w.text += mark if number else ""
        w.words(word, f"{word}的")
        w.number(_sum(w.numbers, cells), *cells)
        if has_shares:
            w.words("，占", "，占比", "（占")
            is_bracket = w.text.endswith("（占")
            w.share(_sum(w.numbers, cells), w.numbers[_r("outcomes_total")])
            w.text += "）" if is_bracket else ""


_REASONS = {
    "属于国家秘密": "withheld_state_secret",
    "属于行政执法案卷": "withheld_case_file",
    "属于四类过程性信息": "withheld_process",
    "涉及商业秘密、个人隐私": "withheld_third_party",
    "本机关不掌握相关政府信息": "unavailable_not_held",
    "没有现成信息需要另行制作": "unavailable_needs_creation",
    "补正后申请内容仍不明确": "unavailable_unclear",
    "信访举报投诉类申请": "not_processed_petition",
    "重复申请": "not_processed_repeat",
}


def reasons(w: _Writer) -> None:
    chosen = w.chance.sample(sorted(_REASONS), 3)
    for number, word in enumerate(chosen):
        w.text += "，" if number else ""
        w.words(word, f"因{word}")
        w.number(w.numbers[_r(_REASONS[word])], _r(_REASONS[word]))


_REVIEW = "disputes/review/"
_SUITS = ("disputes/litigation_direct/", "disputes/litigation_after_review/")


def disputes(w: _Writer) -> None:
    suits = tuple(f"{one}{_TOTAL}" for one in _SUITS)
    form = w.chance.randrange(3)
    if form == 0:
        w.words("因政府信息公开被申请行政复议", "信息公开类行政复议", "政府信息公开行政复议案件")
        w.number(w.numbers[_REVIEW + _TOTAL], _REVIEW + _TOTAL, unit=("件", "起"))
        w.words("，其中结果维持", "，维持")
        w.number(w.numbers[_REVIEW + "upheld"], _REVIEW + "upheld")
        w.words("，结果纠正", "、结果纠正")
        w.number(w.numbers[_REVIEW + "corrected"], _REVIEW + "corrected")
        w.words("，尚未审结", "、尚在审理")
        w.number(w.numbers[_REVIEW + "pending"], _REVIEW + "pending")
    elif form == 1:
        w.words("因政府信息公开引起的行政复议", "涉政府信息公开行政复议")
        w.number(w.numbers[_REVIEW + _TOTAL], _REVIEW + _TOTAL)
        w.words("，行政诉讼", "、行政诉讼案件", "，诉讼")
        w.number(_sum(w.numbers, suits), *suits)
    else:
        w.words("政府信息公开类", "")
        w.words("行政复议、行政诉讼分别为", "行政复议和行政诉讼分别为")
        w.number(w.numbers[_REVIEW + _TOTAL], _REVIEW + _TOTAL)
        w.words("、", "和")
        w.number(_sum(w.numbers, suits), *suits)


def documents(w: _Writer) -> None:
    row = "proactive/normative_documents/"
    if w.edition is Edition.FORM_2019:
        w.words("通过网站主动公开行政规范性文件", "全年公开规范性文件")
        w.number(w.numbers[row + "disclosed_new"], row + "disclosed_new")
        return
    w.words("全年制发行政规范性文件", "制定规范性文件", "本年度印发规范性文件")
    w.number(w.numbers[row + "issued"], row + "issued", unit=("件", "部"))
    w.words("，废止", "，清理废止文件", "，失效及废止")
    w.number(w.numbers[row + "repealed"], row + "repealed")
    w.words("，现行有效", "，截至12月31日现行有效", "，现行有效文件")
    w.number(w.numbers[row + "in_force"], row + "in_force")


def published(w: _Writer) -> None:
    """Items of the prose alone, whose parts add up."""
    parts = [w.chance.randint(1, 400) for _ in range(w.chance.randint(2, 5))]
    w.words("全年通过网站主动公开政府信息", "共发布各类信息", "公开信息共计")
    relation = "parts_sum"
    w.number(sum(parts), unit=("条",), relation=relation)
    w.words("，其中：", "，其中", "，包括")
    mark = w.chance.choice("，；、")
    words = ["工作动态", "人事信息", "政策解读", "公告公示"]
    w.chance.shuffle(words)
    for part, word in zip(parts[:-1], words, strict=False):
        w.text += word
        w.number(part, unit=("条",))
        w.text += mark
    w.words("其他信息", "其他类")
    w.number(parts[-1], unit=("条",))


def others(w: _Writer) -> None:
    """What is received and handled and is no request."""
    word, unit = w.chance.choice(
        (("网民留言", "条"), ("热线工单", "件"), ("人大代表建议", "件"), ("群众来信", "封"))
    )
    count = w.chance.randint(1, 900)
    w.words("全年收到", "共办理", "受理")
    w.text += word
    w.number(count, unit=(unit,))
    w.words("，办结", "，答复", "，回复")
    w.number(count, unit=(unit,))


def attributes(w: _Writer) -> None:
    """依申请公开 as one of the ways to publish documents."""
    parts = [w.chance.randint(0, 50) for _ in range(3)]
    w.words("我镇共发文", "全年制发公文")
    w.number(sum(parts), relation="none")
    w.words("，其中主动公开")
    w.number(parts[0])
    w.words("，依申请公开", "、依申请公开")
    w.number(parts[1])
    w.words("，不予公开", "、不予公开")
    w.number(parts[2])


def absences(w: _Writer) -> None:
    """What there is none of, where the tables have none."""
    said = False
    if w.numbers[_r("received_new")] == 0:
        w.nothing(
            w.chance.choice(
                ("未收到政府信息公开申请", "没有接到依申请公开申请", "无依申请公开事项")
            ),
            _r("received_new"),
        )
        said = True
    cells = (_REVIEW + _TOTAL, *(one + _TOTAL for one in _SUITS))
    if _sum(w.numbers, cells) == 0:
        w.text += "，" if said else ""
        w.nothing(
            w.chance.choice(
                (
                    "未发生因政府信息公开引起的行政复议和行政诉讼",
                    "没有因政府信息公开申请行政复议、提起行政诉讼的情况",
                )
            ),
            *cells,
        )
        said = True
    if not said:
        w.text += "我局高度重视政府信息公开工作"


#: Adds one sentence to what is written.
Construction: TypeAlias = Callable[[_Writer], None]
CONSTRUCTIONS: tuple[Construction, ...] = (
    *(received, number_first, flow, applicants, outcomes, reasons, disputes, documents),
    *(published, others, attributes, absences),
)


def say(
    construction: Construction,
    numbers: _Numbers,
    edition: Edition,
    chance: Random,
) -> Sentence:
    """One sentence of a construction."""
    writer = _Writer(numbers, edition, chance)
    construction(writer)
    return writer.done()


def sentences(numbers: _Numbers, edition: Edition, chance: Random, count: int) -> list[Sentence]:
    """Several sentences about one report, each of another construction."""
    chosen = chance.sample(CONSTRUCTIONS, count)
    return [say(one, numbers, edition, chance) for one in chosen]


def cells_in(report: Report) -> dict[str, int]:
    """The numbers of the three tables, by address."""
    numbers = {}
    for kind in TableKind:
        table = report.table(kind)
        assert table is not None
        for address, cell in table.items():
            assert isinstance(address, Address)
            numbers[str(address)] = int(cell.value or 0)
    return numbers
