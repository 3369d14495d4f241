"""The one table of the words that decide what a number in prose counts, each with its terminal.

A line says the terminal of ``claims.lark``, what its words mean, and the words; ``[…]`` may be left
out and ``{…,…}`` is one of several. **To add a wording, add it to the words of one line.** Longer
words win over shorter ones. What is no word of the table is a run of plain words.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

__all__ = ["MENTION", "UNITS", "Meaning", "meanings", "spellings"]


class Meaning(NamedTuple):
    """What a word is: a terminal of the grammar, and which of those of the terminal."""

    kind: str
    name: str


#: Terminal, meaning, words.
_TABLE: tuple[tuple[str, str, str], ...] = (
    # -- what is counted
    (
        "NOUN",
        "request",
        "[政府]信息公开申请[{事项,件,案件}] [政府信息]依申请[公开][{信息,申请,事项,件}] [政府信息]依申请公开政府信息[{事项,申请件,的申请}]",
    ),
    (
        "NOUN",
        "request",
        "[政府信息]依申请公开的申请 政府信息依申请公开[{申请,信息,事项,件}] 公开申请[件] 公开政府信息的申请 申请公开政府信息 申请[{件,案件,量,数,数量,总量,件数}]",
    ),
    ("NOUN", "request", "[{有关,关于}][政府]信息公开[的]申请"),
    # whoever is named before it, and no applicant
    ("WORD", "被申请人", "[作为]被申请人"),
    ("NOUN", "applicants", "申请人[{类型,类别}] 申请主体 申请对象"),
    ("NOUN", "ogi", "{政府信息,信息,政府信息依申请,信息依申请}公开[类] 政务公开[类] 公开政府信息"),
    (
        "NOUN",
        "review",
        "[{被申请,申请}][行政]复议[案件] [行政]复议[的]申请 [行政]复议{案,机关,机构}",
    ),
    (
        "NOUN",
        "litigation",
        "[{被提起,提起,引起}]行政诉讼[案件] 诉讼[{案件,案}] [人民]法院 行政应诉案件",
    ),
    ("NOUN", "direct", "{未经复议,[未经复议]直接[提起]}{行政诉讼,起诉,诉讼}"),
    ("NOUN", "after_review", "[经]复议后[提起]{起诉,行政诉讼,诉讼}"),
    ("NOUN", "rules", "[政府]规章"),
    ("NOUN", "normative", "[行政]规范性文件"),
    ("NOUN", "document", "发文 文件 [{制发,党政}]公文"),
    ("NOUN", "item", "{政府,政务,公开}信息 信息 [公开]内容"),
    ("NOUN", "licensing", "行政许可[{决定,事项}]"),
    ("NOUN", "penalties", "行政处罚[{决定,案件}]"),
    ("NOUN", "compulsion", "行政强制[{决定,措施}]"),
    ("NOUN", "fee", "[政府信息公开]信息处理费[用] [政府信息公开]费用 收费 {检索,复制,邮寄}费[用]"),
    (
        "NOUN",
        "proposal",
        "[{市,县,区,省,全国}]人大[代表]{建议,议案,提案} [{市,县,区,省,全国}]政协[委员]{提案,建议} [建议]提案 议案 建议",
    ),
    (
        "NOUN",
        "other",
        "[{群众,网民,在线,网上}]留言 工单 热线 咨询 诉求 信件 来信 来电 来访 投诉 举报 信访[件] 问题 舆情 稿件 办件 案件 事务 业务 证照",
    ),
    (
        "NOUN",
        "other",
        "{行政许可,减免,许可,救助,补贴,信函,网络,网上,当面,传真,邮寄,电子邮件,在线,费用减免}申请",
    ),
    (
        "NOUN",
        "other",
        "申请{受理点,受理机构,受理窗口,受理渠道,表,书,材料,渠道,方式,登记,答复书} {受理,办理}{点,机构,窗口,渠道} 答复{书,期限,意见}",
    ),
    (
        "NOUN",
        "other",
        "{复议,复议答复,诉讼,应诉}{书,材料,答辩状} 政策解读 解读 登记 检查 培训 会议 人大代表 政协委员 平台 网站 栏目 专栏 目录 指南 年度报告 转载",
    ),
    # -- who asked
    ("COLUMN", "natural_person", "自然人 公民个人 个人申请"),
    ("COLUMN", "enterprise", "商业企业"),
    ("COLUMN", "research", "科研机构"),
    ("COLUMN", "public_interest", "社会公益组织"),
    ("COLUMN", "legal_service", "法律服务机构"),
    ("COLUMN", "organization", "法人{和,或,及,或者}其{他,它}组织 法人、其他组织"),
    # -- what is done
    (
        "VERB",
        "receive",
        "收到[过] 接到[过] [新]{接收[到],受理[了]} 新收[到] 新接 收件 共收[到] 新增受理",
    ),
    (
        "VERB",
        "answer",
        "[按期]{办理,办结,答复,回复,处理,办复} 答复办结 办理答复 审结 办理完{毕,成} {答复,办结}完毕",
    ),
    ("VERB", "publish", "[主动]公开 发布 公布"),
    ("VERB", "gazette", "刊登 登载 刊发 推送 报送 备案 审查 审核 汇编"),
    ("VERB", "issue", "[新]{制定,制发,出台,印发,制作}"),
    ("VERB", "repeal", "[清理]{废止,失效} [宣布]失效{及,和}废止 宣布失效 废止{及,和,或}[宣布]失效"),
    ("VERB", "in_force", "现行有效 继续有效"),
    ("VERB", "revise", "修改 修订 清理"),
    ("VERB", "decide", "作出"),
    ("VERB", "submit", "提出 提交 递交"),
    ("VERB", "occur", "发生 产生 出现 引发 引起 存在 涉及"),
    ("VERB", "collect", "[实际]收取"),
    # -- rows of table three
    (
        "ROW",
        "carried_in",
        "{上,上一,去}年[度]{结转,转结,转入,结存,遗留}[的] {结转,转结}[自]{上,上一,去}年[度][的]",
    ),
    (
        "ROW",
        "carried_out",
        "{结转,转结,顺延,转入,延续,转}[{至,到}]{下,下一,次}年[度][继续][{办理,答复,处理}] [将]{下,下一,次}年[度]继续办理",
    ),
    ("ROW", "disclosed", "{予以,同意,准予,决定}公开 全部公开"),
    ("ROW", "partly_disclosed", "[同意][予以]部分[予以]公开"),
    ("ROW", "withheld", "{不予,不同意,决定不予}公开"),
    ("ROW", "unavailable", "无法提供"),
    ("ROW", "not_processed", "不予处理"),
    ("ROW", "other_handling", "其{他,它}处理"),
    ("ROW", "withheld_state_secret", "[{属于,涉及}]国家秘密"),
    ("ROW", "withheld_prohibited_by_law", "[其他]法律[、]行政法规禁止公开"),
    ("ROW", "withheld_security_stability", '[危及]{“三安全一稳定”,"三安全一稳定",三安全一稳定}'),
    (
        "ROW",
        "withheld_third_party",
        "[保护][{涉及,侵犯}]第三方合法权益 [{涉及,属于}]{商业秘密[{、,和,或}]个人隐私,商业秘密,个人隐私}",
    ),
    ("ROW", "withheld_internal_affairs", "[属于][三类]内部{事务,管理}[性]信息"),
    ("ROW", "withheld_process", "[属于][四类]过程性信息"),
    ("ROW", "withheld_case_file", "[属于]行政执法案卷[信息]"),
    ("ROW", "withheld_registry_inquiry", "[属于]行政查询事项[信息]"),
    ("ROW", "unavailable_not_held", "[本机关]不掌握[相关][政府][信息]"),
    (
        "ROW",
        "unavailable_needs_creation",
        "没有现成信息[{、,，}][{需要另行,需另行}制作] [{需要,需}]另行制作",
    ),
    ("ROW", "unavailable_unclear", "[经]补正后[申请][内容]{仍不明确,仍不清晰,仍不清楚,不明确}"),
    ("ROW", "not_processed_petition", "信访[、]举报[、]投诉类[申请]"),
    ("ROW", "not_processed_repeat", "重复申请"),
    ("ROW", "not_processed_publication", "[要求]提供公开出版物"),
    ("ROW", "not_processed_excessive", "[无正当理由]大量反复申请"),
    ("ROW", "not_processed_reissue", "[要求][行政机关]确认或[者]重新出具[已获取][信息]"),
    ("ROW", "other_not_supplemented", "[申请人][无正当理由]逾期不补正[申请]"),
    ("ROW", "other_fee_unpaid", "[申请人]逾期未[按收费通知要求]缴纳费用"),
    # -- reasons and results of older Regulations, of which the form knows none
    ("LEGACY", "unavailable_not_held", "信息不存在 不存在[的]信息 不属于本机关[公开][职责][范围]"),
    ("LEGACY", "disclosed", "[{已,属于}]主动公开范围 已主动公开"),
    ("LEGACY", "carried_out", "正在{补正,办理,处理} 尚在办理"),
    ("LEGACY", "corrected", "[被]撤销 责令[限期][重新]{答复,办理,公开} 确认违法 败诉"),
    ("LEGACY", "other_result", "[主动]{撤回,撤诉} 驳回[{起诉,诉讼请求,复议申请}]"),
    # -- rows of table four
    ("RESULT", "upheld", "[结果]{维持,获维持,得到维持} 维持原[具体]行政行为"),
    ("RESULT", "corrected", "结果纠正 [被]{纠错,纠正}"),
    ("RESULT", "other_result", "其{他,它}结果"),
    ("RESULT", "pending", "尚未审结 尚在审理 正在审理 未审结 尚未办结"),
    # -- how words hang together
    ("AMONG", "among", "其中 包括 包含 含 在公开信息中"),
    ("BESIDE", "beside", "另有 另外 此外 加上 另"),
    ("RESPECTIVELY", "respectively", "分别[{为,是,有,达}]"),
    ("AND", "and", "和 及 以及 或 或者 与 并 暨"),
    ("ETC", "etc", "等"),
    ("ALL", "all", "均 全部 都 全数 皆"),
    ("EACH", "each", "各 每"),
    ("NOT", "not", "[{暂,从,尚,并,均,全年}]未 没有 没 无 不存在 未有 暂无 均无 未曾 从无 暂不"),
    ("NOT", "none_of", "无一[{件,例,起}] 没有一{件,例,起,宗}"),
    ("BEHALF", "behalf", "代表"),
    ("VIA", "via", "通过 经由"),
    ("SHARE", "share", "占[比] 比例 比重 占总{数,量}"),
    ("QUOTA", "quota", "[平均]{公开,主动公开,办结,答复,回复,办复,办理}率 率"),
    ("FROM", "from", "[由,从]{上,去,上一}年[度]的"),
    ("YEAR", "last", "去年[度] 上年[度] 上一年[度] 前年"),
    ("YEAR", "next", "明年 来年"),
    # what is planned is of no year that is reported on
    ("YEAR", "plan", "拟 计划 力争 预计 争取 打算"),
    ("YEAR", "own", "今年 本年[度][内] 当年 本报告期[内] {今年,本年度}以来"),
    # with no year it may be of all years
    ("YEAR", "ever", "累计"),
    ("LEVEL", "level", "[基本]持平 相当"),
    ("DOUBLED", "doubled", "翻[了]{一番,两番,番}"),
    ("UP", "up", "{增加,增长,上升,提高,提升}[了] 多 增 增幅"),
    ("DOWN", "down", "{减少,下降,降低,回落}[了] 少 降 减 降幅"),
    ("TO", "to", "到 至"),
    ("ABOUT", "about", "[大]约[为] 近 将近 接近 超[过] 突破 [达]逾 不少于 至少 不低于 高达"),
    # -- what changes nothing
    (
        "",
        "",
        "仅 只 一起 共[有] 共计 合计 总计 总数 总量 数量 [总]件数 数 为 是 达[到] 的 了 有 已[经] 也 计 宗数 所 被 其余 剩余 余下 剩 件 主动 要求 任何",
    ),
    (
        "",
        "",
        "全年[度] 年[{内,度}] 情况 事项 类 方面 {依,按,按照,依照,根据} {依法,依规,依法依规} 按期 按时 按规定 提起 因 由 对 于 完成 各类 以 就 向 [社会]公众 公民 群众 法人 其{他,它}组织 申请者 当事人 市民 截{至,止}{年底,年末,目前}",
    ),
    ("", "", "企业 个人 律师事务所 关于 有关 {我,本}{局,办,镇,委,厅,单位,机关,县,市,区}"),
)

#: Units in which something is counted, and amounts of money; longer ones win.
UNITS: tuple[str, ...] = (
    *("个百分点", "百分点", "倍"),
    *(
        "件",
        "宗",
        "起",
        "单",
        "例",
        "封",
        "件次",
        "条",
        "条次",
        "份",
        "篇",
        "篇次",
        "部",
        "项",
        "期",
        "册",
        "本",
        "版",
    ),
    *(
        "次",
        "场",
        "场次",
        "个",
        "家",
        "家次",
        "处",
        "台",
        "户",
        "批",
        "类",
        "集",
        "张",
        "幅",
        "字",
        "通",
        "只",
        "支",
        "课时",
    ),
    *("人", "人次", "名", "位", "元", "万元", "亿元"),
)

#: Where a number cannot count anything, or no word speaks of nothing at all.
MENTION = re.compile(
    r"[0-9〇零二三四五六七八九十百千万亿两％%]|未|没|无|不存在|均|全部|一[件宗倍]|持平|翻|暂不"
)


def spellings(words: str) -> Iterator[str]:
    """Every spelling of a pattern of the table.

    Example:
        >>> sorted(spellings("[政府]信息公开{申请,件}"))
        ['信息公开件', '信息公开申请', '政府信息公开件', '政府信息公开申请']
    """
    open_at = min((at for at in map(words.find, "[{") if at >= 0), default=-1)
    if open_at < 0:
        yield words
        return
    end = _closing(words, open_at)
    inner, rest = words[open_at + 1 : end], words[end + 1 :]
    choices = [one for part in _parts(inner) for one in spellings(part)]
    if words[open_at] == "[":
        choices.append("")
    for choice, tail in product(choices, spellings(rest)):
        yield words[:open_at] + choice + tail


def _closing(words: str, at: int) -> int:
    depth = 0
    for index in range(at, len(words)):
        depth += (words[index] in "[{") - (words[index] in "]}")
        if depth == 0:
            return index
    raise ValueError(f"unbalanced: {words!r}")


def _parts(inner: str) -> Iterator[str]:
    """The choices between commas of the outermost level."""
    depth = start = 0
    for index, sign in enumerate(inner):
        depth += (sign in "[{") - (sign in "]}")
        if sign == "," and depth == 0:
            yield inner[start:index]
            start = index + 1
    yield inner[start:]


@cache
def meanings() -> dict[str, Meaning]:
    """Every word of the table with its meaning; the first line that has a word decides."""
    found: dict[str, Meaning] = {}
    for kind, name, words in _TABLE:
        for pattern in words.split():
            for word in spellings(pattern):
                found.setdefault(word, Meaning(kind, name))
    found.pop("", None)
    return found
