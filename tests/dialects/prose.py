"""Invented prose: preambles, sections, surveys, closings.

Takes a source of chance, the organ and the year, gives blocks of a script. What is said here is
about nothing: its numbers have no bearing on the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .script import Block, ClosingLine, Heading, Paragraph, Survey

if TYPE_CHECKING:
    from random import Random

NUMERALS: Final = "一二三四五六七八九十"

_OPENINGS: Final = (
    "{year}年，{us}把公开透明作为基本要求，按照上级部署稳步开展各项工作，群众满意度继续提高。",
    "过去一年，{us}对照年度要点逐项抓好落实，召开专题会议{a}次，印发通知{b}份。",
    "{us}始终把信息公开摆在重要位置，{year}年3月{d}日召开动员会，明确牵头科室和{a}名联络员。",
)
_SENTENCES: Final = (
    "全年通过门户网站发布各类信息{n}条，其中通知公告{a}条、工作动态{b}条。",
    "微信公众号推送图文{n}篇，总阅读量超过{a}万人次。",
    "一是完善目录，把事项细化到{a}类{n}项；二是加强培训，组织学习{b}次。",
    "办理群众留言{n}件，按时答复率为{p}%。",
    "{year}年{m}月，对历史文件逐份清理，更新有效性标注{n}处。",
    "举办开放日活动{a}场，邀请代表、企业和居民{n}人次参加。",
    "自{year}年{m}月{d}日起，新版栏目上线运行，共设一级栏目{a}个、二级栏目{n}个。",
    "对拟发布的内容实行先审后发，退回修改{a}件，未发生泄密事件。",
    "与去年相比，解读材料增加{a}篇，增长{p}.{b}%。",
    "年内没有因公开工作被追究责任的情形。",
    "接到电话咨询{n}次，均当场答复。",
    "编印宣传折页{n}00份，在政务大厅和{a}个村（社区）摆放。",
)
_ASPECTS: Final = (
    ("主动公开情况", "主动公开方面", "主动公开工作情况"),
    ("依申请公开情况", "依申请公开方面", "依申请公开工作情况"),
    ("政府信息管理情况", "政府信息管理方面", "政府信息管理"),
    ("政府信息公开平台建设情况", "平台建设方面", "平台建设"),
    ("监督保障情况", "监督保障方面", "监督保障"),
)
_PROBLEMS: Final = (
    "一是栏目更新不够均衡，部分科室报送信息不够主动；二是解读形式还比较单一。",
    "有的工作人员对条例理解不深，答复文书的规范程度有待提高。",
    "基层力量薄弱，{a}个站所没有专职人员，业务衔接不够顺畅。",
)
_REMEDIES: Final = (
    "下一步，将开展轮训{a}期，把公开要求嵌入办文流程，做到应公开尽公开。",
    "{next}年，我们将完善考核办法，每季度通报一次，推动问题整改到位。",
    "改进措施：一是充实队伍，二是增加图解、视频等形式，三是定期抽查。",
)
_OTHER_ITEMS: Final = (
    ("依据《政府信息公开信息处理费管理办法》收取信息处理费的情况", "本年度未收取信息处理费。"),
    ("落实上级年度政务公开工作要点情况", "对照要点分解任务{n}项，已全部完成。"),
    ("建议提案办理结果公开情况", "承办人大代表建议{a}件、政协提案{b}件，均已办结并公开答复。"),
    ("政务公开工作创新情况", "试行窗口电子屏滚动公示，累计播放{n}小时。"),
    ("本行政机关认为需要报告的其他事项", "无。"),
)
_SURVEYS: Final = (
    (("选项", "小计", "比例"), ("非常满意", "满意", "一般", "不满意")),
    (("渠道", "人数", "占比"), ("网站", "公众号", "公告栏")),
    (("项目", "数量", "备注"), ("图文解读", "视频解读", "专家访谈")),
)
_NOTES: Final = (
    "该部分以表格形式报告。表格如下：",
    "{year}年度有关数据见下表。",
)
_FOOTNOTES: Final = (
    "注：上表数据由{us}办公室汇总，统计截止{year}年12月31日。",
    "说明：行政复议、行政诉讼数量含上年度结转数量。",
)


@dataclass(frozen=True)
class Speaker:
    """Who is speaking, and of which year."""

    agency: str
    year: int

    def say(self, rng: Random, sentence: str) -> str:
        """Fill the gaps of *sentence*."""
        return sentence.format(
            us=rng.choice(("我局", "本单位", "本机关", self.agency)),
            year=self.year,
            next=self.year + 1,
            m=rng.randint(1, 12),
            d=rng.randint(1, 28),
            a=rng.randint(2, 9),
            b=rng.randint(2, 9),
            n=rng.randint(11, 480),
            p=rng.randint(3, 99),
        )

    def paragraph(self, rng: Random, *, least: int = 1, most: int = 3) -> str:
        """Return a few sentences in one paragraph."""
        chosen = rng.sample(_SENTENCES, rng.randint(least, most))
        return "".join(self.say(rng, sentence) for sentence in chosen)


def preamble(rng: Random, speaker: Speaker, *, contact: str | None) -> list[Block]:
    """Return basis, list of parts, period and contact; *contact* is the body to ask, or None."""
    year = speaker.year
    out = [
        f"根据《中华人民共和国政府信息公开条例》规定，{speaker.agency}编制并公布{year}年度报告。"
    ]
    if rng.random() < 0.6:
        out.append(
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
            "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、"
            "其他需要报告的事项六个部分。"
        )
    if rng.random() < 0.7:
        out.append(f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。")
    if contact is not None:
        phone = f"0{rng.randint(310, 999)}-{rng.randint(2_000_000, 8_999_999)}"
        out.append(
            f"如对本报告有疑问，请与{contact}联系（地址：{rng.choice('东西南北')}大街"
            f"{rng.randint(1, 299)}号；邮编：{rng.randint(100_000, 859_999)}；电话：{phone}）。"
        )
    return [Paragraph(text) for text in out]


def overview(rng: Random, speaker: Speaker) -> list[Block]:
    """Return the body of section one, with sub-headings in one of three manners."""
    blocks: list[Block] = [Paragraph(speaker.say(rng, rng.choice(_OPENINGS)))]
    if rng.random() < 0.12:
        title = rng.choice(("政务公开规范化推进情况", "制度建设与队伍保障情况"))
        blocks.append(Heading(1, "一、", title))
        blocks.extend(Paragraph(speaker.paragraph(rng)) for _ in range(2))
    manner = rng.choice(("lines", "run-in", "numbers", "none"))
    for i, names in enumerate(_ASPECTS):
        title = rng.choice(names)
        match manner:
            case "lines":
                blocks.append(Heading(2, f"（{NUMERALS[i]}）", title))
                if i == 0 and rng.random() < 0.3:
                    blocks.extend(_lesser_headings(rng, speaker))
                blocks.append(Paragraph(speaker.paragraph(rng)))
            case "run-in":
                tail = rng.choice("。：") + speaker.paragraph(rng)
                blocks.append(Heading(2, f"（{NUMERALS[i]}）", title, tail))
            case "numbers":
                mark = f"{i + 1}."
                blocks.append(Heading(3, mark, title, "。" + speaker.paragraph(rng)))
            case _:
                blocks.append(Paragraph(speaker.paragraph(rng)))
    return blocks


def _lesser_headings(rng: Random, speaker: Speaker) -> list[Block]:
    """Return two run-in headings of the third level."""
    return [
        Heading(3, f"{i}.", title, "。" + speaker.paragraph(rng, most=2))
        for i, title in enumerate(("网站公开情况", "新媒体公开情况"), 1)
    ]


def around_table(rng: Random, speaker: Speaker, table: Block) -> list[Block]:
    """Return *table* with what is now and then printed before and behind it."""
    blocks: list[Block] = []
    if rng.random() < 0.25:
        blocks.append(Paragraph(speaker.say(rng, rng.choice(_NOTES))))
    blocks.append(table)
    if rng.random() < 0.15:
        blocks.append(Paragraph(speaker.say(rng, rng.choice(_FOOTNOTES))))
    return blocks


def problems(rng: Random, speaker: Speaker) -> list[Block]:
    """Return the body of section five."""
    bad = speaker.say(rng, rng.choice(_PROBLEMS))
    good = speaker.say(rng, rng.choice(_REMEDIES))
    match rng.randrange(3):
        case 0:
            return [
                Heading(2, "（一）", "存在的主要问题"),
                Paragraph(bad),
                Heading(2, "（二）", "改进情况"),
                Paragraph(good),
            ]
        case 1:
            return [
                Heading(2, "（一）", "主要问题", "。" + bad),
                Heading(2, "（二）", "改进措施", "。" + good),
            ]
        case _:
            return [Paragraph(bad), Paragraph(good)]


def other(rng: Random, speaker: Speaker) -> list[Block]:
    """Return the body of section six, now and then with a survey."""
    blocks: list[Block] = []
    roll = rng.random()
    if roll < 0.15:
        blocks.append(Paragraph(rng.choice(("无", "无。", "无其他需要报告的事项。"))))
    elif roll < 0.3:
        blocks.append(Paragraph(speaker.paragraph(rng)))
    elif roll < 0.65:
        for i, (title, text) in enumerate(_OTHER_ITEMS, 1):
            blocks.append(Heading(3, f"{i}.", title, "：" + speaker.say(rng, text)))
    else:
        for numeral, (title, text) in zip(NUMERALS, _OTHER_ITEMS, strict=False):
            blocks.append(Heading(2, f"（{numeral}）", title))
            blocks.append(Paragraph(speaker.say(rng, text)))
    if rng.random() < 0.25:
        blocks.append(Paragraph("附：公众问卷调查结果如下。"))
        blocks.append(_survey(rng))
        blocks.append(Paragraph(f"以上数据来自{speaker.year}年{rng.randint(1, 12)}月的抽样。"))
    return blocks


def _survey(rng: Random) -> Survey:
    head, options = rng.choice(_SURVEYS)
    rows = [(name, str(rng.randint(1, 90)), f"{rng.randint(1, 99)}%") for name in options]
    return Survey((head, *rows))


def closing(rng: Random, year: int, signature: str | None) -> tuple[list[Block], str]:
    """Return the lines of the closing and the date in ISO form."""
    month, day = rng.choice(((1, 31), (3, 30), (2, 1))) if rng.random() < 0.2 else (1, None)
    day = day or rng.randint(3, 30)
    year += 1
    digits = "〇一二三四五六七八九"
    spelled = "".join(digits[int(c)] for c in str(year))
    tens = {0: "", 1: "十", 2: "二十", 3: "三十"}[day // 10]
    ones = digits[day % 10] if day % 10 else ""
    full_width = f"{year}年{month}月{day}日".translate(
        {ord("0") + i: ord("０") + i for i in range(10)}
    )
    printed = rng.choice(
        (
            f"{year}年{month}月{day}日",
            f"{year}年{month}月{day}日",
            f"{year} 年 {month} 月 {day} 日",
            f"{year}年{month:02d}月{day:02d}日",
            f"{spelled}年{digits[month]}月{tens}{ones}日",
            full_width,
        )
    )
    lines: list[Block] = [] if signature is None else [ClosingLine(signature)]
    lines.append(ClosingLine(printed))
    return lines, f"{year}-{month:02d}-{day:02d}"
