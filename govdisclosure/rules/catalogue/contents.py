"""GD108 to GD111, GD916, GD917, GD920: what the written sections must and must not say.

Takes a context and yields instances; reads the words below the headings of sections.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import Edition, SectionKind
from govdisclosure.model.blocks import Picture
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Section
from govdisclosure.rules.basis.context import Context, remembered
from govdisclosure.rules.basis.parts import (
    BEFORE_FORMS,
    EMPTY_SECTION,
    NO_REPORT,
    NO_SECTION,
    edition_of,
    is_report,
    iter_paragraphs,
    owes_form,
)
from govdisclosure.rules.basis.phrasing import shortened
from govdisclosure.rules.basis.rule import OTHER_EDITION, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021, PRACTICE
from govdisclosure.wording import Wording

__all__ = ["RULES"]

# ------------------------------------------------------------------------------ what is said


class _Said(NamedTuple):
    """The words of a section below its heading."""

    section: Section
    #: Without blanks.
    printed: str
    #: Narrow and without blanks, to be searched.
    words: str

    def lacks(self, rule: Rule) -> Instance:
        """A fault of the section as a whole, which quotes its beginning."""
        return rule.fails(span=self.section.heading.span, words=shortened(self.printed))


@remembered
def _said(context: Context, kind: SectionKind) -> _Said | Reason:
    """The words of the section, or why it cannot be judged."""
    if not owes_form(context):
        return BEFORE_FORMS
    section = context.report.section(kind)
    if section is None:
        return NO_SECTION
    if all(isinstance(block, Picture) for block in section.blocks):
        return EMPTY_SECTION
    own = [place for place in context.places if place.section is kind]
    printed = "".join(place.printed for place in own)
    return _Said(section, printed, "".join(place.words for place in own))


# ------------------------------------------------------------------------------ section five

NO_PROBLEMS = Reason("no-problems", "第五部分没有写明问题", "section five mentions no problems")
UNCLEAR = Reason(
    "unclear-words",
    "第五部分的文字看不出写的是不是问题",
    "the words of section five do not show whether they mention problems",
)
#: Nothing, a statement that there is nothing, or the instructions of a blank form.
_NONE = re.compile(
    r"(?:[本我][^,。;]{1,6})?(?:目前|暂时?|均|尚)*(?:无|没有|未发现|不存在)"
    r"(?:[^,。;]{0,12}(?:问题|不足|困难|情况|情形|事项|内容))?[。.]?"
    r"|\([^()]*\)|"
)
_PROBLEM = re.compile(
    r"问题|不足|短板|弱项|薄弱|差距|困难|欠缺|缺乏|缺少|不够|有待|亟待|亟需|还需|仍需|尚需|尚未|需要?进一步"
    r"|需要?(?:加强|提升|提高|完善|改进)|单一|滞后|偏[少低弱]|较[少低弱]|不[高强深多全实均熟准细严]"
    r"|不(?:到位|及时|规范|完善|健全|平衡|均衡|理想|充分|明显|全面|丰富|深入|主动|准确|熟悉|了解)"
)
_IMPROVEMENT = re.compile(
    r"下一?步|下一?年|今后|接下来|改进|整改|措施|对策|打算|针对|计划|着力|将(?!近)|我[局们委办镇]要"
    r"|着手|正在|已(?:经|在|由|将|给|为|对|向|按|把)"
    r"|(?<![需待要步未不够有得能续])(?:加强|加大|加快|强化|完善|健全|优化|拓展|深化|提高|提升|增强|丰富"
    r"|增设|增加|增配|新增|新设|设立|建立|制定|修订|推进|推动|落实|配备|组织|安排|开展|举办|聘请|改为|改用)"
)


def check_problems_told(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section five mentions problems, and does not only say that there are no problems."""
    said = _said(context, SectionKind.PROBLEMS)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif _NONE.fullmatch(said.words):
        yield said.lacks(rule)
    elif _PROBLEM.search(said.words):
        yield rule.passes()
    else:
        yield rule.cannot_tell(reason=UNCLEAR)


def check_improvements_told(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section five says what is done about its problems; GD108 covers a section without any."""
    said = _said(context, SectionKind.PROBLEMS)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif _NONE.fullmatch(said.words):
        yield rule.does_not_apply(NO_PROBLEMS)
    elif _IMPROVEMENT.search(said.words):
        yield rule.passes()
    elif _PROBLEM.search(said.words):
        yield said.lacks(rule)
    else:
        yield rule.cannot_tell(reason=UNCLEAR)


# ------------------------------------------------------------------------------ one and six

_FEE = re.compile(
    r"处理费|(?<!事业性)收费|(?:收取|缴纳|产生|支付|减免)[^,。;]{0,12}费|费用|信息公开费|免费|收取.{0,6}元"
)


def check_fee_reported(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section six says what was charged for handling requests, even if it was nothing."""
    if edition_of(context) is Edition.FORM_2019:
        yield rule.does_not_apply(OTHER_EDITION)
        return
    said = _said(context, SectionKind.OTHER)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif _FEE.search(said.words):
        yield rule.passes()
    else:
        yield said.lacks(rule)


#: The aspects of section one as the form names them, and the words that show each in a text.
_ASPECTS: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    (
        Wording("主动公开", "proactive disclosure"),
        re.compile(r"主动公开|(?:公开|发布|公示|推送)[^。;]{0,16}(?:信息|文件|条|篇)"),
    ),
    (
        Wording("依申请公开", "disclosure on request"),
        re.compile(r"依申请|公开申请|申请公开|公开的申请|申请人"),
    ),
    (
        Wording("政府信息管理", "management of information"),
        re.compile(
            r"信息管理|信息的?管理|规范性文件|保密审查|公开属性|目录|有效性|审核|审查|三审|更新|清理|档案|公文"
        ),
    ),
    (
        Wording("政府信息公开平台建设", "platforms"),
        re.compile(
            r"平台|网站|新媒体|公众号|微信|微博|专栏|栏目|载体|渠道|查阅[点场]|公开栏|公告栏|专区"
        ),
    ),
    (
        Wording("监督保障", "oversight and safeguards"),
        re.compile(
            r"监督|保障|考核|培训|评议|评估|责任追究|问责|领导小组|组织领导|加强领导|督[查促导]|检查|机制|专人|分管"
        ),
    ),
)


def check_aspects(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section one covers each of the five aspects, in a heading or anywhere below it."""
    said = _said(context, SectionKind.OVERVIEW)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
        return
    missing = [names for names, spoken in _ASPECTS if not spoken.search(said.words)]
    if not missing:
        yield rule.passes()
        return
    yield rule.fails(
        span=said.section.heading.span,
        aspects="、".join(names.chinese for names in missing),
        aspects_in_english=", ".join(names.english for names in missing),
    )


_NO_IDEOGRAPH = re.compile(r"[^\u4e00-\u9fff]+")
#: A run of Latin letters and punctuation without blanks, too long for a name or web address.
_FOREIGN = re.compile(r"[A-Za-z,.'()\-]{60,}")


def check_length(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section one has no more Chinese characters than the threshold, not counting foreign text."""
    said = _said(context, SectionKind.OVERVIEW)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
        return
    most = rule.threshold("characters")
    count = _count_ideographs(said.words) if len(said.words) > most else 0
    if count > most and _FOREIGN.search(said.words):
        told = (
            one.words for one in iter_paragraphs(context) if one.section is SectionKind.OVERVIEW
        )
        count -= sum(_count_ideographs(one) for one in told if _FOREIGN.search(one))
    if count <= most:
        yield rule.passes()
    else:
        yield rule.fails(span=said.section.heading.span, stated=count, computed=most)


def _count_ideographs(words: str) -> int:
    return len(_NO_IDEOGRAPH.sub("", words))


def check_foreign_text(rule: Rule, context: Context) -> Iterator[Instance]:
    """No paragraph has a passage in Latin letters, such as a caption made by a machine."""
    for place in iter_paragraphs(context):
        if _FOREIGN.search(place.words):
            yield rule.fails(span=place.span, words=shortened("".join(place.block.words())))
            break
    else:
        yield rule.passes()


#: Placeholders for words still to come: ``20XX年``, ``共××件``, 「此处补充」. Crosses as in
#: ``李××``, ``××公司`` and ``138××××1234`` keep a name or number confidential.
_PLACEHOLDER = re.compile(
    r"(?<![0-9A-Za-z×])"
    r"(?:(?:20)?(?:[Xx]{2,}|×{2,})(?:[年月日件条次个份人项篇期场万元%省市县区旗镇乡局]|街道|单位|部门))+"
    r"|[年月](?:[Xx]{1,2}|×{1,2})[月日]"
    r"|(?:此处|这里)(?:应|需|请|可|待)?(?:补充|填写|填入|填报|插入|添加|录入)"
    r"|(?<=[(〔【\[])[请待需](?:补充|填写|完善)"
)
#: The maximum number of quotations.
_MOST_QUOTED = 3


def check_placeholders(rule: Rule, context: Context) -> Iterator[Instance]:
    """No placeholders of a template are left."""
    report = context.report
    texts = [(squeeze(report.title or ""), report.title_span)]
    texts += [(place.printed, place.span) for place in context.places]
    found = [
        (text[one.start() : one.end()], span)
        for text, span in texts
        for one in _PLACEHOLDER.finditer(narrow(text))
    ]
    if not is_report(context):
        yield rule.does_not_apply(NO_REPORT)
    elif found:
        words = [*dict.fromkeys(words for words, _ in found)][:_MOST_QUOTED]
        yield rule.fails(span=found[0][1], words=words, count=str(len(found)))
    else:
        yield rule.passes()


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_SOURCES = (FORM_2021, FORM_2019)
_FEE_MEASURE = Wording(
    "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    "measure on information processing fees, 国办函〔2020〕109号",
)
_LENGTH_NOTICE = Wording(
    "武威市关于编制 2025 年年度报告的要求：总体情况原则上不超过一千字",
    "notice of the city of 武威 for the reports on 2025: about a thousand characters at most",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD108",
        name="problems-not-told",
        severity=Severity.WARNING,
        title=Wording("没有写存在的问题", "no problems are mentioned"),
        sources=(PRACTICE, *_SOURCES),
        numbers=("R48",),
        editions=_BOTH,
        chinese=(
            "第五部分没有写出存在什么问题（现为「{words}」）。请写明主要问题，并逐条写明改进情况。"
        ),
        english=(
            "section five mentions no problems (it says “{words}”). Name the main problems, "
            "and for each what is done about it."
        ),
        check=check_problems_told,
    ),
    Rule(
        code="GD109",
        name="improvements-not-told",
        severity=Severity.HINT,  # improvements can be worded in too many ways to list
        title=Wording("没有写改进情况", "no improvements are mentioned"),
        sources=(PRACTICE, *_SOURCES),
        numbers=("R48",),
        editions=_BOTH,
        chinese=(
            "第五部分写了问题，似乎没有写改进情况（「{words}」）。请核对；没有写的，针对问题写明改进措施。"
        ),
        english=(
            "section five mentions problems but, as far as its words show, nothing that is "
            "done about them (“{words}”). Check, and say what is being improved."
        ),
        check=check_improvements_told,
    ),
    Rule(
        code="GD110",
        name="fee-not-reported",
        severity=Severity.WARNING,
        title=Wording("没有报告信息处理费", "processing fees are not reported"),
        sources=(FORM_2021, _FEE_MEASURE),
        numbers=("R50",),
        editions=(Edition.FORM_2021,),
        chinese=(
            "第六部分没有报告收取信息处理费的情况（现为「{words}」），而《格式》规定在此处报告。请补写；没有收取的，写明“本年度未收取信息处理费”。"
        ),
        english=(
            "section six does not report on information processing fees (it says “{words}”), "
            "which the form asks for here. Add it; if none were charged, say so."
        ),
        check=check_fee_reported,
    ),
    Rule(
        code="GD111",
        name="aspects-not-covered",
        severity=Severity.WARNING,
        title=Wording("总体情况缺少规定的方面", "section one leaves out an aspect"),
        sources=_SOURCES,
        numbers=("R51",),
        editions=_BOTH,
        chinese=(
            "第一部分没有写到：{aspects}。《格式》要求综述主动公开、依申请公开、政府信息管理、"
            "政府信息公开平台建设、监督保障五个方面。请补写。"
        ),
        english=(
            "section one says nothing of: {aspects_in_english}. The form asks for five aspects: "
            "proactive disclosure, disclosure on request, management of information, platforms, "
            "oversight and safeguards. Add what is missing."
        ),
        check=check_aspects,
    ),
    Rule(
        code="GD916",
        name="overview-too-long",
        severity=Severity.HINT,
        title=Wording("总体情况篇幅过长", "section one is too long"),
        sources=(_LENGTH_NOTICE,),
        numbers=("R52",),
        editions=(Edition.FORM_2021,),
        chinese="第一部分有汉字 {stated} 个，超过 {characters} 个。请精简，细节可移入其他部分。",
        english=(
            "section one has {stated} Chinese characters, more than {characters}. "
            "Shorten it; details may go elsewhere."
        ),
        thresholds={"characters": 1000},
        check=check_length,
    ),
    Rule(
        code="GD917",
        name="foreign-text",
        severity=Severity.HINT,
        title=Wording("误入的外文", "foreign text has slipped in"),
        sources=(PRACTICE,),
        numbers=("R53",),
        chinese="正文中有成段外文「{words}」，像是转换软件生成的图片说明。请删去或核对。",
        english=(
            "the text contains a passage in Latin letters, “{words}”, such as software makes "
            "for a picture. Delete or check it."
        ),
        check=check_foreign_text,
    ),
    Rule(
        code="GD920",
        name="placeholder-left",
        severity=Severity.HINT,
        title=Wording("模板占位文字未替换", "a placeholder was left in"),
        sources=(PRACTICE,),
        numbers=("R53",),
        chinese="文中有 {count} 处像是模板的占位文字：「{words}」。请填写实际内容。",
        english="{count} passages look like placeholders of a template: “{words}”. Fill them in.",
        check=check_placeholders,
    ),
)
