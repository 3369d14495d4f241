"""GD101 to GD111 and GD910 to GD919: parts and form of a report, and what its sections must say.

Takes a context and yields instances; reads headings and prose, of the tables only which there are.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from govdisclosure.labels import find_label
from govdisclosure.layout import (
    Edition,
    SectionKind,
    TableKind,
    find_section,
    section_title,
)
from govdisclosure.model.agency import agency_of_title, describe
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.organs import may_be_same_organ
from govdisclosure.model.report import Section
from govdisclosure.rules.context import Context
from govdisclosure.rules.copies import WRITTEN
from govdisclosure.rules.parts import (
    BEFORE_FORMS,
    EMPTY_SECTION,
    FIRST_YEAR,
    FIRST_YEAR_OF_2021,
    NO_REPORT,
    NO_SECTION,
    UNKNOWN_ORGAN,
    edition_of,
    find_announced,
    find_last_line,
    is_report,
    iter_paragraphs,
    organ_of,
    owes_form,
    stray_letters,
)
from govdisclosure.rules.places import Place
from govdisclosure.rules.rule import (
    NO_TABLE,
    OTHER_EDITION,
    UNKNOWN_YEAR,
    Instance,
    Reason,
    Rule,
    Words,
)
from govdisclosure.rules.sources import ARTICLE_50, FORM_2019, FORM_2021, PRACTICE
from govdisclosure.selection.prose import lines_of
from govdisclosure.text import CellState, chinese_numeral, label_key, narrow, squeeze

__all__ = ["RULES"]

_NUMERAL_OF = {kind: chinese_numeral(section_title(kind).ordinal) for kind in SectionKind}
#: So many characters of a text are quoted.
_QUOTED = 30


def _quoted(words: str) -> str:
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def _printed(heading: Heading) -> str:
    return f"{heading.mark}{heading.printed_title}"


# ------------------------------------------------------------------------------ sections

HEADING_IN_TEXT = Reason(
    "heading-in-text",
    "这一部分的标题混在其他文字中，未能识别",
    "the heading of the section is mixed up with other text",
)


def _is_lost(kind: SectionKind, context: Context) -> bool:
    """Whether the heading of a section stands in the text though it opens no section there.

    Text that ran together keeps it in a paragraph, or its beginning among what is left over.
    """
    title = section_title(kind)
    numeral = _NUMERAL_OF[kind]
    keys = [numeral + label_key(words) for words in (title.official, *title.aliases)]
    left_over = (label_key(one.text) for one in context.report.residue)
    if any(
        left.startswith(key) or (len(left) > len(numeral) + 3 and key.startswith(left))
        for left in left_over
        if left.startswith(numeral)
        for key in keys
    ):
        return True
    marked = [narrow(f"{numeral}、{words}") for words in (title.official, *title.aliases)]
    return any(words in place.words for place in iter_paragraphs(context) for words in marked)


def _replaced(kind: SectionKind, context: Context) -> Heading | None:
    """The heading with the numeral of a missing section that stands where it should stand.

    It is no such heading if the one before it is numbered within the same section as well: then
    that section has a numbering of its own.
    """
    order = list(SectionKind)
    before = set(order[: order.index(kind)])
    report = context.report
    blocks = report.preamble
    for section in report.sections:
        if section.kind in before:
            blocks = section.blocks
    ordinal = section_title(kind).ordinal
    inner = [one for one in blocks if isinstance(one, Heading) and one.level == 1]
    own_numbering = any(one.ordinal < ordinal for one in inner) and ordinal > 1
    found = [one for one in inner if one.ordinal == ordinal]
    return found[0] if len(found) == 1 and not own_numbering else None


def _replacements(context: Context) -> Mapping[SectionKind, Heading]:
    """The headings that stand for missing sections under another title."""
    present = {one.kind for one in context.report.sections}
    found = ((kind, _replaced(kind, context)) for kind in SectionKind if kind not in present)
    return {kind: heading for kind, heading in found if heading is not None}


def check_sections_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each of the six sections has its heading."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    present = {one.kind for one in context.report.sections}
    replaced = _replacements(context)
    for kind in SectionKind:
        if kind in present or kind in replaced:
            yield rule.passes()
        elif _is_lost(kind, context):
            yield rule.cannot_tell(reason=HEADING_IN_TEXT)
        else:
            yield rule.fails(section=kind.value, numeral=_NUMERAL_OF[kind])


def check_order(rule: Rule, context: Context) -> Iterator[Instance]:
    """No section stands behind one that the form prints later."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    last: Section | None = None
    for section in context.report.sections:
        if section.kind is None:
            continue
        if last is None or last.kind is None or _rank(section.kind) > _rank(last.kind):
            last = section
            yield rule.passes()
        else:
            yield rule.fails(
                span=section.heading.span,
                heading=_printed(section.heading),
                other=_printed(last.heading),
            )
    if last is None:
        yield rule.does_not_apply(NO_SECTION)


def _rank(kind: SectionKind) -> int:
    return section_title(kind).ordinal


def check_sections_filled(rule: Rule, context: Context) -> Iterator[Instance]:
    """Sections one, five and six say something; what is missing from the others is a table."""
    sections = [one for one in context.report.sections if one.kind in WRITTEN]
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    for section in sections:
        if section.blocks:
            yield rule.passes()
        else:
            heading = section.heading
            yield rule.fails(span=heading.span, heading=_printed(heading))
    if not sections:
        yield rule.does_not_apply(NO_SECTION)


def _numbered_sections(context: Context) -> list[tuple[Section, bool]]:
    """The known sections, each with whether its number is that of the form or of its place.

    Where a section is missing, those behind it may count on without it.
    """
    known = [one for one in context.report.sections if one.kind is not None]
    return [
        (one, one.heading.ordinal in {_rank(one.kind), place})
        for place, one in enumerate(known, 1)
        if one.kind is not None
    ]


def check_numbers(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each section bears its numeral; one that another section bears as well is GD919's matter."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    sections = _numbered_sections(context)
    right = {one.heading.ordinal for one, is_right in sections if is_right}
    for section, is_right in sections:
        if is_right or section.kind is None or section.heading.ordinal in right:
            yield rule.passes()
        else:
            yield rule.fails(
                span=section.heading.span,
                heading=_printed(section.heading),
                numeral=_NUMERAL_OF[section.kind],
            )
    if not sections:
        yield rule.does_not_apply(NO_SECTION)


def check_titles(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each section bears the form's title, that of article 50, or a known variant of them."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    replaced = _replacements(context)
    for kind, heading in replaced.items():
        yield rule.fails(span=heading.span, heading=_printed(heading), section=kind.value)
    known = [one for one in context.report.sections if one.kind is not None]
    for section in known:
        heading = section.heading
        if section.kind is None or heading.raw is None or find_section(heading.raw) is not None:
            yield rule.passes()
        else:
            yield rule.fails(
                span=heading.span, heading=_printed(heading), section=section.kind.value
            )
    if not known and not replaced:
        yield rule.does_not_apply(NO_SECTION)


def check_numbers_once(rule: Rule, context: Context) -> Iterator[Instance]:
    """No numeral of a section stands before another heading of the same level; once a section."""
    sections = _numbered_sections(context)
    if not sections:
        yield rule.does_not_apply(NO_SECTION)
        return
    by_ordinal = {one.heading.ordinal: one for one, is_right in sections if is_right}
    replacing = set(map(id, _replacements(context).values()))
    for section, is_right in sections:
        twin = None if is_right else by_ordinal.get(section.heading.ordinal)
        if twin is None:
            yield rule.passes()
        else:
            yield _same_number(rule, section.heading, twin)
    for blocks in (context.report.preamble, *(one.blocks for one in context.report.sections)):
        inner = (
            one
            for one in blocks
            if isinstance(one, Heading) and one.level == 1 and id(one) not in replacing
        )
        doubled = (one for one in inner if one.ordinal in by_ordinal)
        for heading in islice(doubled, 1):
            yield _same_number(rule, heading, by_ordinal[heading.ordinal])


def _same_number(rule: Rule, heading: Heading, twin: Section) -> Instance:
    return rule.fails(span=heading.span, heading=_printed(heading), other=_printed(twin.heading))


# ------------------------------------------------------------------------------ tables

PICTURE = Reason("picture", "这张表是图片，无法读取", "the table is a picture and cannot be read")
UNREAD = Reason("unread", "这张表未能识别", "the table could not be recognised")
_TABLE_IS_PICTURE = "GD014"
#: So many labels of a table in the lines of its section show that it stands there unread.
_LABELS_OF_TABLE = 3


def check_tables_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each of the three tables is there, with any cell of it."""
    if not owes_form(context):
        yield rule.does_not_apply(BEFORE_FORMS)
        return
    for kind in TableKind:
        table = context.tables.get(kind)
        if table is not None and any(cell.state is not CellState.ABSENT for cell in table.cells):
            yield rule.passes()
            continue
        section = context.report.section(SectionKind(kind.value))
        if reason := _unreadable(kind, section, context):
            yield rule.cannot_tell(reason=reason)
        else:
            yield rule.fails(
                span=section.heading.span if section else None,
                table=kind.value,
                section=kind.value,
                numeral=_NUMERAL_OF[SectionKind(kind.value)],
            )


def _unreadable(kind: TableKind, section: Section | None, context: Context) -> Reason | None:
    """Why a table may be there though nothing was read of it."""
    noticed = (one for one in context.report.diagnostics if one.code == _TABLE_IS_PICTURE)
    if any(("section", kind.value) in one.arguments for one in noticed):
        return PICTURE
    if section is None:
        return None
    if any(isinstance(block, Picture) for block in section.blocks):
        return PICTURE
    if any(isinstance(block, OtherTable) for block in section.blocks):
        return UNREAD
    lines = (block.text for block in section.blocks if isinstance(block, Paragraph))
    labels = sum(find_label(kind, line) is not None for line in lines)
    return UNREAD if labels >= _LABELS_OF_TABLE else None


def _due_edition(year: int) -> Edition:
    return Edition.FORM_2021 if year >= FIRST_YEAR_OF_2021 else Edition.FORM_2019


def check_edition(rule: Rule, context: Context) -> Iterator[Instance]:
    """Table two, or table three where there is no table two, follows the form of the year."""
    tables = (context.tables.get(kind) for kind in (TableKind.PROACTIVE, TableKind.REQUESTS))
    table = next((one for one in tables if one is not None), None)
    if table is None or table.edition is None:
        yield rule.does_not_apply(NO_TABLE)
    elif context.year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
    elif context.year < FIRST_YEAR:
        yield rule.does_not_apply(BEFORE_FORMS)
    elif table.edition is _due_edition(context.year):
        yield rule.passes()
    else:
        yield rule.fails(
            span=table.span,
            table=table.kind.value,
            printed=table.edition.value,
            due=_due_edition(context.year).value,
            year=str(context.year),
        )


# ------------------------------------------------------------------------------ the preamble

NO_LIST = Reason(
    "no-list", "序言没有列出报告各部分", "the preamble does not list the parts of the report"
)
NO_CITATION = Reason("no-citation", "报告没有引用格式文件", "the report cites no form")
_COUNTED_PARTS = re.compile(r"(?<![第0-9])(?P<count>[一二三四五六七八九]|[1-9])个?大?部分")
_LISTS = re.compile(r"(?:包括|包含|分为|内容为|由|:)(?P<list>.*)")
#: By which words a sentence names a section.
_NAMED_IN_LIST: Mapping[SectionKind, re.Pattern[str]] = {
    SectionKind.OVERVIEW: re.compile("总体|概述|概况|基本情况"),
    SectionKind.PROACTIVE: re.compile("主动公开"),
    SectionKind.REQUESTS: re.compile("收到和处理|依申请|公开申请的?(?:办理|处理|受理)?的?情况"),
    SectionKind.DISPUTES: re.compile("复议|诉讼"),
    SectionKind.PROBLEMS: re.compile("问题|不足"),
    SectionKind.OTHER: re.compile("其[他它]|需要?(?:报告|说明)"),
}
_FEWEST_LISTED = 4
#: Parts besides the six, that a count may include.
_MORE_PARTS = re.compile("附[件表图录]|指标|统计表|图表")
_NUMERALS = {chinese_numeral(value): value for value in range(1, 10)}


def check_list_of_parts(rule: Rule, context: Context) -> Iterator[Instance]:
    """The parts that the preamble counts and lists are the sections that follow."""
    found = {one.kind for one in context.report.sections if one.kind is not None}
    found |= set(_replacements(context)) if found else set()
    listing = next(_iter_listings(context), None) if found else None
    if listing is None:
        yield rule.does_not_apply(NO_LIST)
        return
    place, words, count, listed = listing
    if any(kind not in found and _is_lost(kind, context) for kind in SectionKind):
        yield rule.cannot_tell(reason=HEADING_IN_TEXT)
        return
    named = len(listed) or count or 0
    counted = count or named
    if counted == named == len(found) and (not listed or listed == found):
        yield rule.passes()
    else:
        yield rule.fails(
            span=place.span,
            words=_quoted(words),
            counted=str(counted),
            named=str(named),
            found=str(len(found)),
        )


def _iter_listings(
    context: Context,
) -> Iterator[tuple[Place, str, int | None, set[SectionKind]]]:
    """The sentences of the preamble that count or list the parts, with what they count and list."""
    for place in iter_paragraphs(context):
        if place.section is not None:
            return
        start = 0
        for sentence in place.words.split("。"):
            printed = place.printed[start : start + len(sentence)]
            start += len(sentence) + 1
            counted = _COUNTED_PARTS.search(sentence)
            lists = _LISTS.search(sentence)
            listed = {
                kind
                for kind, words in _NAMED_IN_LIST.items()
                if lists is not None and words.search(lists["list"])
            }
            if len(listed) < _FEWEST_LISTED:
                listed.clear()
            if (counted is None and not listed) or _MORE_PARTS.search(sentence):
                continue
            sign = counted["count"] if counted else ""
            count = _NUMERALS.get(sign) or (int(sign) if sign else None)
            yield place, printed, count, listed


_ISSUER = "国办公开办函"
_CITED = re.compile(
    rf"{_ISSUER}[^0-9]{{0,2}}(?P<year>20[0-9]{{2}})[^0-9]{{0,2}}(?P<number>[0-9]{{1,3}})号"
)
_FORMS = {("2019", "60"): Edition.FORM_2019, ("2021", "30"): Edition.FORM_2021}


def check_basis(rule: Rule, context: Context) -> Iterator[Instance]:
    """The form that is cited, if any, is the one in force for the year."""
    cited = [
        (_FORMS[key], place.quote(found), place)
        for place in iter_paragraphs(context)
        if _ISSUER in place.words
        for found in _CITED.finditer(place.words)
        if (key := (found["year"], found["number"])) in _FORMS
    ]
    if not cited:
        yield rule.does_not_apply(NO_CITATION)
        return
    if context.year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
        return
    due = _due_edition(context.year)
    if any(edition is due for edition, _, _ in cited):
        yield rule.passes()
        return
    _, words, place = cited[0]
    number = next(f"国办公开办函〔{year}〕{n}号" for (year, n), one in _FORMS.items() if one is due)
    yield rule.fails(span=place.span, words=words, year=str(context.year), due=number)


# ------------------------------------------------------------------------------ contact

NO_CONTACT = Reason("no-contact", "报告没有写联系方式", "the report gives no contact details")
#: Over narrow words without blanks, each tried where its sign stands. A place on the web is no
#: address.
_CONTACTS = (
    (
        "地址",
        re.compile(
            r"(?<!网站)(?<!网页)(?<!下载)(?<!链接)(?<!网络)地址(?![:为]?(?:https?|www))"
            r"(?:[:为]|(?=[^,。;、]{2,40}?(?:路|街|道|巷|号|楼|村|镇|大厦|广场)))"
        ),
    ),
    ("邮", re.compile(r"邮政?编码?[:为]?[0-9]")),
    *(
        (sign, re.compile(rf"{sign}[^0-9,。;]{{0,6}}[0-9][0-9()—–-]{{5}}"))
        for sign in ("电话", "传真", "热线", "联系方式")
    ),
    ("@", re.compile(r"@[A-Za-z0-9-]+\.[A-Za-z]")),
)
_POSTCODE = re.compile(r"邮政?编码?(?:[:为](?P<words>[^,。;、)]{0,12})|(?P<bare>[0-9]{3,}))")
_SIX_DIGITS = re.compile(r"[0-9]{6}(?![0-9])")
_TELEPHONE = re.compile(r"(?:电话|传真)(?:号码)?[:为](?P<number>[(+]?[0-9][0-9()+—–-]*+)(?![*xX×])")
_MAILBOX = re.compile(
    r"(?:邮箱|电子邮件|电子信箱|e-?mail)(?:地址)?[:为](?P<box>[a-z0-9][!-~]*)", re.IGNORECASE
)
#: A sign in place of ``@`` keeps robots away.
_WELL_FORMED_BOX = re.compile(
    r"[a-z0-9._+-]+(?:@|#|\(?\[?at\]?\)?|\*)[a-z0-9-]+(?:\.[a-z0-9-]+)+.*", re.IGNORECASE
)


_POSTCODE_SHAPE = Words("邮编为 6 位数字", "a postcode has 6 digits")
_TELEPHONE_SHAPE = Words("电话位数应当完整", "a telephone number has all of its digits")
_MAILBOX_SHAPE = Words("邮箱含“@”和域名", "a mailbox has an “@” and a domain")


def _contact_places(context: Context) -> Iterator[Place]:
    """Every paragraph, those of the annex as well."""
    yield from iter_paragraphs(context)
    for block in context.report.annex:
        if isinstance(block, Paragraph):
            words = squeeze(block.text)
            yield Place(None, narrow(words), words, block, block.span)


def check_contact_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Somewhere the report gives an address, a postcode, a telephone number, or a mailbox."""
    if not is_report(context.report):
        yield rule.does_not_apply(NO_REPORT)
    elif any(
        sign in place.words and contact.search(place.words)
        for place in _contact_places(context)
        for sign, contact in _CONTACTS
    ):
        yield rule.passes()
    else:
        yield rule.fails()


def check_contact_form(rule: Rule, context: Context) -> Iterator[Instance]:
    """Postcodes have six digits, telephone numbers as many as there are, mailboxes a sign ``@``."""
    is_any = False
    for place in _contact_places(context):
        for words, shape, is_right in _iter_contacts(place):
            is_any = True
            if is_right:
                yield rule.passes()
                continue
            yield rule.fails(
                span=place.span,
                words=_quoted(words),
                shape=shape.chinese,
                shape_in_english=shape.english,
            )
    if not is_any:
        yield rule.does_not_apply(NO_CONTACT)


def _iter_contacts(place: Place) -> Iterator[tuple[str, Words, bool]]:
    """Each postcode, telephone number and mailbox, how it should be, and whether it is."""
    words = place.words
    if "邮" not in words and "电话" not in words and "传真" not in words:
        return
    for found in _POSTCODE.finditer(words):
        code = found["bare"] or found["words"] or ""
        yield place.quote(found), _POSTCODE_SHAPE, _SIX_DIGITS.match(code) is not None
    for found in _TELEPHONE.finditer(words):
        groups = re.findall(r"[0-9]+", found["number"])
        yield place.quote(found), _TELEPHONE_SHAPE, _is_telephone(groups)
    for found in _MAILBOX.finditer(words):
        is_right = _WELL_FORMED_BOX.match(found["box"]) is not None
        yield place.quote(found), _MAILBOX_SHAPE, is_right


def _is_telephone(groups: list[str]) -> bool:
    """Whether the groups of digits can be a number: 0631-8451070, 12345, 400-800-1234."""
    digits = "".join(groups)
    first = groups[0]
    if first in {"86", "0086"}:
        return 9 <= len(digits) - len(first) <= 17  # noqa: PLR2004 - with area code, extension
    if first.startswith("0") and len(groups) > 1:
        rest = "".join(groups[1:])
        return len(first) in {3, 4} and (
            len(groups[1]) in {7, 8} or len(rest) in {7, 8} or groups[1] in {"12345", "12348"}
        )
    if first.startswith("0"):
        return 10 <= len(first) <= 12  # noqa: PLR2004 - area code and number
    return len(first) in {5, 7, 8, 10, 11} or len(digits) in {7, 8, 10, 11}


# ------------------------------------------------------------------------------ signature


def check_signature_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """An organ signs at the end; one without a date signs all the same."""
    report = context.report
    if not is_report(report):
        yield rule.does_not_apply(NO_REPORT)
    elif (report.closing is not None and report.closing.signature) or find_last_line(context):
        yield rule.passes()
    else:
        yield rule.fails(span=report.closing.span if report.closing else None)


def check_signature_of_title(rule: Rule, context: Context) -> Iterator[Instance]:
    """The organ that signs is that of the title, be it in short."""
    report = context.report
    name = agency_of_title(report.title) if report.title else None
    signature = squeeze(report.closing.signature or "") if report.closing else ""
    if not name or not signature:
        yield rule.does_not_apply(UNKNOWN_ORGAN)
    elif may_be_same_organ(signature, name):
        yield rule.passes()
    else:
        span = report.closing.span if report.closing else None
        yield rule.fails(span=span, signature=signature, title=name)


def check_organ_names(rule: Rule, context: Context) -> Iterator[Instance]:
    """Title, preamble and signature name one organ, without stray letters before its name."""
    report = context.report
    title = agency_of_title(report.title) if report.title else None
    signature = squeeze(report.closing.signature or "") if report.closing else ""
    announced = find_announced(context)
    names = [name for name in (signature, announced.name if announced else "") if name]
    if not names or not (title or signature):
        yield rule.does_not_apply(UNKNOWN_ORGAN)
        return
    for name in names:
        if title and stray_letters(context, title, name):
            yield rule.fails(span=report.title_span, name=title, other=name)
            return
    owner = organ_of(report) or ""
    if announced is not None and _are_two_organs(announced.name, owner):
        yield rule.fails(span=announced.span, name=announced.name, other=owner)
    else:
        yield rule.passes()


def _are_two_organs(name: str, owner: str) -> bool:
    """Whether both are names of organs with their areas, no 我局, and not of the same one."""
    both = describe(name), describe(owner)
    return all(one.kind and one.place for one in both) and not may_be_same_organ(name, owner)


# ------------------------------------------------------------------------------ section five

_NONE = re.compile(
    r"(?:[本我][^,。;]{1,6})?(?:目前|暂时?|均|尚)*(?:无|没有|未发现|不存在)[^,。;]{0,16}[。.]?"
)
_PROBLEM = re.compile(
    r"问题|不足|短板|弱项|薄弱|差距|困难|欠缺|缺乏|缺少|不够|有待|亟待|亟需|还需|仍需|尚需|尚未|需要?进一步"
    r"|需要?(?:加强|提升|提高|完善|改进)|单一|滞后|偏[少低弱]|较[少低弱]|不[高强深多全实均熟准细严]"
    r"|不(?:到位|及时|规范|完善|健全|平衡|均衡|理想|充分|明显|全面|丰富|深入|主动|准确|熟悉|了解)"
)
_IMPROVEMENT = re.compile(
    r"下一?步|下一?年|今后|接下来|改进|整改|措施|对策|打算|针对|计划|着力|将(?!近)|我[局们委办镇]要"
    r"|(?<![需待要步未不够有得能续])(?:加强|加大|强化|完善|健全|优化|拓展|深化|提高|提升|增强|丰富)"
)


class _Said(NamedTuple):
    """What a section says below its heading."""

    section: Section
    #: Without blanks.
    printed: str
    #: Narrow as well: what is searched.
    words: str

    def lacks(self, rule: Rule) -> Instance:
        """A fault of the section as a whole, which quotes how it begins."""
        return rule.fails(span=self.section.heading.span, words=_quoted(self.printed))


def _said(kind: SectionKind, context: Context) -> _Said | Reason:
    """What the section says, or why nothing can be said of it."""
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


def check_problems_told(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section five tells what is not well, and not just that nothing is."""
    said = _said(SectionKind.PROBLEMS, context)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif _tells_problems(said):
        yield rule.passes()
    else:
        yield said.lacks(rule)


def check_improvements_told(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section five tells what is done about its problems; without problems it is GD108's matter."""
    said = _said(SectionKind.PROBLEMS, context)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif not _tells_problems(said):
        yield rule.does_not_apply(NO_PROBLEMS)
    elif _IMPROVEMENT.search(said.words):
        yield rule.passes()
    else:
        yield said.lacks(rule)


def _tells_problems(said: _Said) -> bool:
    return bool(_PROBLEM.search(said.words)) and not _NONE.fullmatch(said.words)


NO_PROBLEMS = Reason("no-problems", "第五部分没有写明问题", "section five tells of no problems")


# ------------------------------------------------------------------------------ one and six

_FEE = re.compile(
    r"处理费|(?<!事业性)收费|(?:收取|缴纳|产生|支付|减免)[^,。;]{0,12}费|费用|信息公开费|免费|收取.{0,6}元"
)


def check_fee_reported(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section six says what was charged for handling requests, be it that nothing was."""
    if edition_of(context) is Edition.FORM_2019:
        yield rule.does_not_apply(OTHER_EDITION)
        return
    said = _said(SectionKind.OTHER, context)
    if isinstance(said, Reason):
        yield rule.does_not_apply(said)
    elif _FEE.search(said.words):
        yield rule.passes()
    else:
        yield said.lacks(rule)


#: The aspects of section one as the form names them, and by which words any text speaks of them.
_ASPECTS: tuple[tuple[Words, re.Pattern[str]], ...] = (
    (
        Words("主动公开", "proactive disclosure"),
        re.compile(r"主动公开|(?:公开|发布|公示|推送)[^。;]{0,16}(?:信息|文件|条|篇)"),
    ),
    (
        Words("依申请公开", "disclosure on request"),
        re.compile(r"依申请|公开申请|申请公开|公开的申请|申请人"),
    ),
    (
        Words("政府信息管理", "management of information"),
        re.compile(
            r"信息管理|信息的?管理|规范性文件|保密审查|公开属性|目录|有效性|审核|审查|三审|更新|清理|档案|公文"
        ),
    ),
    (
        Words("政府信息公开平台建设", "platforms"),
        re.compile(
            r"平台|网站|新媒体|公众号|微信|微博|专栏|栏目|载体|渠道|查阅[点场]|公开栏|公告栏|专区"
        ),
    ),
    (
        Words("监督保障", "oversight and safeguards"),
        re.compile(
            r"监督|保障|考核|培训|评议|评估|责任追究|问责|领导小组|组织领导|加强领导|督[查促导]|检查|机制|专人|分管"
        ),
    ),
)


def check_aspects(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section one speaks of each of the five aspects, in a heading or anywhere below it."""
    said = _said(SectionKind.OVERVIEW, context)
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
#: A run of Latin letters and what stands between them, blanks out: no name, no web address.
_FOREIGN = re.compile(r"[A-Za-z,.'()\-]{60,}")


def check_length(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section one has no more Chinese characters than the threshold, foreign text left out."""
    said = _said(SectionKind.OVERVIEW, context)
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
    """No paragraph holds a passage in Latin letters, such as a caption made by a machine."""
    for place in iter_paragraphs(context):
        if _FOREIGN.search(place.words):
            yield rule.fails(span=place.span, words=_quoted("".join(lines_of(place.block))))
            break
    else:
        yield rule.passes()


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_FORM_SOURCES = (FORM_2021, FORM_2019)
_PREAMBLE = Words(
    "多地通知要求在报告开头写明", "what many local notices ask for at the head of a report"
)
_FEE_MEASURE = Words(
    "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    "measure on information processing fees, 国办函〔2020〕109号",
)
_LENGTH_NOTICE = Words(
    "武威市关于编制 2025 年年度报告的要求：总体情况原则上不超过一千字",
    "notice of the city of 武威 for the reports on 2025: about a thousand characters at most",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD101",
        name="section-missing",
        severity=Severity.ERROR,
        title=Words("缺少一个部分", "a section is missing"),
        sources=(*_FORM_SOURCES, ARTICLE_50),
        numbers=("R37",),
        editions=_BOTH,
        chinese=(
            "没有找到「{numeral}、{section}」这个标题，表式规定的六个部分缺少一个。"
            "请补上该部分的标题和内容。"
        ),
        english=(
            "section {numeral}, “{section}”, is not there; the form has six sections. "
            "Add it with its heading."
        ),
        pages="form",
        check=check_sections_present,
    ),
    Rule(
        code="GD102",
        name="section-out-of-order",
        severity=Severity.WARNING,
        title=Words("各部分次序颠倒", "the sections are out of order"),
        sources=_FORM_SOURCES,
        numbers=("R37",),
        editions=_BOTH,
        chinese="「{heading}」排在「{other}」之后，与表式的次序相反。请按表式调整次序。",
        english="“{heading}” stands behind “{other}”; the form has it before. Put it in order.",
        pages="form",
        check=check_order,
    ),
    Rule(
        code="GD103",
        name="section-empty",
        severity=Severity.WARNING,
        title=Words("部分内容为空", "a section is empty"),
        sources=_FORM_SOURCES,
        numbers=("R37", "R48"),
        editions=_BOTH,
        chinese="「{heading}」之下没有任何内容。请补写；确实没有可报告的，写明“无”。",
        english=(
            "nothing stands under “{heading}”. Write it; if there is nothing to report, say so."
        ),
        pages="form",
        check=check_sections_filled,
    ),
    Rule(
        code="GD104",
        name="section-renumbered",
        severity=Severity.WARNING,
        title=Words("部分编号有误", "a section bears another number"),
        sources=_FORM_SOURCES,
        numbers=("R37",),
        editions=_BOTH,
        chinese="「{heading}」的编号与表式不符，表式为「{numeral}、」。请改正编号。",
        english="“{heading}” does not bear the number of the form, {numeral}、. Correct it.",
        pages="form",
        check=check_numbers,
    ),
    Rule(
        code="GD105",
        name="section-title-unknown",
        severity=Severity.WARNING,
        title=Words("部分标题不是规定的标题", "a section bears another title"),
        sources=(*_FORM_SOURCES, ARTICLE_50),
        numbers=("R37",),
        editions=_BOTH,
        chinese=(
            "「{heading}」既不是表式的标题，也不是条例第五十条的说法。"
            "请改为表式的标题「{section}」。"
        ),
        english=(
            "“{heading}” is a title neither of the form nor of article 50. "
            "Use that of the form, “{section}”."
        ),
        pages="form",
        check=check_titles,
    ),
    Rule(
        code="GD106",
        name="table-missing",
        severity=Severity.ERROR,
        title=Words("缺少一张表", "a table is missing"),
        sources=_FORM_SOURCES,
        numbers=("R39",),
        editions=_BOTH,
        chinese=("第{numeral}部分应当有{table}，文中没有。请按表式补上整张表；没有发生的填 0。"),
        english=(
            "section {numeral}, “{section}”, has to hold {table}, which is not in the document. "
            "Add the whole table; fill in 0 where there was nothing."
        ),
        pages="form",
        check=check_tables_present,
    ),
    Rule(
        code="GD107",
        name="table-of-another-form",
        severity=Severity.WARNING,
        title=Words("表式与年度不符", "a table follows the form of other years"),
        sources=_FORM_SOURCES,
        numbers=("R40",),
        chinese=(
            "{year} 年度的报告应当采用 {due} 年的表式，{table}却是 {printed} 年的表式。"
            "请换用 {due} 年的表式重新填报。"
        ),
        english=(
            "a report on {year} follows the form of {due}, but {table} is that of the form of "
            "{printed}. Fill in the table of {due}."
        ),
        pages="form",
        check=check_edition,
    ),
    Rule(
        code="GD108",
        name="problems-not-told",
        severity=Severity.WARNING,
        title=Words("没有写存在的问题", "no problems are told"),
        sources=(PRACTICE, *_FORM_SOURCES),
        numbers=("R48",),
        editions=_BOTH,
        chinese=(
            "第五部分没有写出存在什么问题（现为「{words}」）。请写明主要问题，并逐条写明改进情况。"
        ),
        english=(
            "section five tells of no problem (it says “{words}”). "
            "Tell the main problems, and for each what is done about it."
        ),
        pages="form",
        check=check_problems_told,
    ),
    Rule(
        code="GD109",
        name="improvements-not-told",
        severity=Severity.WARNING,
        title=Words("没有写改进情况", "no improvements are told"),
        sources=(PRACTICE, *_FORM_SOURCES),
        numbers=("R48",),
        editions=_BOTH,
        chinese="第五部分写了问题，没有写改进情况（「{words}」）。请针对问题写明改进措施。",
        english=(
            "section five tells of problems, but of nothing that is done about them (“{words}”). "
            "Tell what is being improved."
        ),
        pages="form",
        check=check_improvements_told,
    ),
    Rule(
        code="GD110",
        name="fee-not-reported",
        severity=Severity.WARNING,
        title=Words("没有报告信息处理费", "processing fees are not reported"),
        sources=(FORM_2021, _FEE_MEASURE),
        numbers=("R50",),
        editions=(Edition.FORM_2021,),
        chinese=(
            "第六部分没有报告收取信息处理费的情况（现为「{words}」），而表式规定在此处报告。"
            "请补写；没有收取的，写明未收取。"
        ),
        english=(
            "section six does not report on information processing fees (it says “{words}”), "
            "which the form asks for here. Add it; if none were charged, say so."
        ),
        pages="form",
        check=check_fee_reported,
    ),
    Rule(
        code="GD111",
        name="aspects-not-covered",
        severity=Severity.WARNING,
        title=Words("总体情况缺少规定的方面", "section one leaves out an aspect"),
        sources=_FORM_SOURCES,
        numbers=("R51",),
        editions=_BOTH,
        chinese=(
            "第一部分没有写到：{aspects}。格式要求综述主动公开、依申请公开、政府信息管理、"
            "政府信息公开平台建设、监督保障五个方面。请补写。"
        ),
        english=(
            "section one says nothing of: {aspects_in_english}. The form asks for five aspects: "
            "proactive disclosure, disclosure on request, management of information, platforms, "
            "oversight and safeguards. Add what is missing."
        ),
        pages="form",
        check=check_aspects,
    ),
    Rule(
        code="GD910",
        name="list-of-parts-differs",
        severity=Severity.HINT,
        title=Words("序言所列部分与正文不一致", "the preamble lists other parts than there are"),
        sources=(PRACTICE,),
        numbers=("R38",),
        chinese=(
            "序言「{words}」称有 {counted} 个部分，列出 {named} 个，正文有 {found} 个部分。"
            "请使三者一致。"
        ),
        english=(
            "the preamble, “{words}”, counts {counted} parts and lists {named}, and the report "
            "has {found}. Make them agree."
        ),
        pages="form",
        check=check_list_of_parts,
    ),
    Rule(
        code="GD911",
        name="basis-outdated",
        severity=Severity.HINT,
        title=Words("引用的格式文件不是现行的", "another form is cited than that in force"),
        sources=_FORM_SOURCES,
        numbers=("R41",),
        chinese="报告引用「{words}」，而 {year} 年度适用的是{due}。请改引。",
        english="the report cites “{words}”, but for {year} {due} is in force. Cite that.",
        pages="form",
        check=check_basis,
    ),
    Rule(
        code="GD912",
        name="signature-missing",
        severity=Severity.HINT,
        title=Words("没有落款", "no organ signs"),
        sources=(PRACTICE,),
        numbers=("R46",),
        chinese="报告末尾没有机关署名。请在文末写明机关全称和成文日期。",
        english="no organ signs at the end. Add its full name and the date of the document.",
        pages="form",
        check=check_signature_present,
    ),
    Rule(
        code="GD913",
        name="signature-of-another-organ",
        severity=Severity.HINT,
        title=Words("落款机关与标题不一致", "another organ signs than the title names"),
        sources=(PRACTICE,),
        numbers=("R46",),
        chinese="落款是「{signature}」，标题是「{title}」的报告。请核对是否同一机关。",
        english="“{signature}” signs, but the title names “{title}”. Check which is right.",
        pages="form",
        check=check_signature_of_title,
    ),
    Rule(
        code="GD914",
        name="contact-missing",
        severity=Severity.HINT,
        title=Words("没有联系方式", "no contact details are given"),
        sources=(_PREAMBLE,),
        numbers=("R47",),
        chinese=(
            "报告没有写联系方式，公众有疑问时不知向谁询问。请写明地址、邮编、电话和电子邮箱。"
        ),
        english=(
            "the report gives no contact details, so nobody knows whom to ask. "
            "Add address, postcode, telephone and mailbox."
        ),
        pages="form",
        check=check_contact_present,
    ),
    Rule(
        code="GD915",
        name="contact-malformed",
        severity=Severity.HINT,
        title=Words("联系方式格式有误", "contact details are malformed"),
        sources=(_PREAMBLE,),
        numbers=("R47",),
        chinese="「{words}」的格式有误：{shape}。请改正。",
        english="“{words}” is malformed: {shape_in_english}. Correct it.",
        pages="form",
        check=check_contact_form,
    ),
    Rule(
        code="GD916",
        name="overview-too-long",
        severity=Severity.HINT,
        title=Words("总体情况篇幅过长", "section one is too long"),
        sources=(_LENGTH_NOTICE,),
        numbers=("R52",),
        editions=(Edition.FORM_2021,),
        chinese="第一部分有汉字 {stated} 个，超过 {characters} 个。请精简，细节可移入其他部分。",
        english=(
            "section one has {stated} Chinese characters, more than {characters}. "
            "Shorten it; details may go elsewhere."
        ),
        thresholds={"characters": 1000},
        pages="form",
        check=check_length,
    ),
    Rule(
        code="GD917",
        name="foreign-text",
        severity=Severity.HINT,
        title=Words("误入的外文", "foreign text has slipped in"),
        sources=(PRACTICE,),
        numbers=("R53",),
        chinese="正文中有成段外文「{words}」，像是转换软件生成的图片说明。请删去或核对。",
        english=(
            "a passage in Latin letters stands in the text, “{words}”, as software makes it for a "
            "picture. Delete or check it."
        ),
        pages="form",
        check=check_foreign_text,
    ),
    Rule(
        code="GD918",
        name="organ-named-otherwise",
        severity=Severity.HINT,
        title=Words("机关名称前后不一致", "the organ is named in two ways"),
        sources=(PRACTICE,),
        numbers=("R53",),
        chinese="此处机关名称是「{name}」，别处是「{other}」。请删去多余的字，或改正误写的机关。",
        english=(
            "the organ is “{name}” here and “{other}” elsewhere. "
            "Delete stray letters, or correct the wrong name."
        ),
        pages="form",
        check=check_organ_names,
    ),
    Rule(
        code="GD919",
        name="section-number-repeated",
        severity=Severity.HINT,
        title=Words("一级标题编号重复", "a number of a section comes twice"),
        sources=(PRACTICE,),
        numbers=("R57",),
        chinese="「{heading}」与「{other}」编号相同。请改用下一级编号，或改正编号。",
        english=(
            "“{heading}” bears the same number as “{other}”. "
            "Number it on the next level, or correct the number."
        ),
        pages="form",
        check=check_numbers_once,
    ),
)
