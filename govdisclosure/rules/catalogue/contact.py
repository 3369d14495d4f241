"""GD914 and GD915: whom to contact about a report; addresses, telephone numbers and mailboxes.

Takes a context and yields instances; reads paragraphs, including those of the annex.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.parts import NO_REPORT, is_report
from govdisclosure.rules.basis.phrasing import shortened
from govdisclosure.rules.basis.rule import Instance, Reason, Rule
from govdisclosure.rules.basis.written import WrittenBlock
from govdisclosure.wording import Wording

__all__ = ["RULES"]

NO_CONTACT = Reason("no-contact", "报告没有写联系方式", "the report gives no contact details")
#: Searched in narrow words without blanks, each if its mark occurs. A web address is not an
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
    r"(?:邮箱|电子邮件|电子信箱|[Ee]-?[Mm][Aa][Ii][Ll])(?:地址)?[:为](?P<box>[A-Za-z0-9][!-~]*)"
)
#: Another character in place of ``@`` is a protection against robots.
_WELL_FORMED_BOX = re.compile(
    r"[a-z0-9._+-]+(?:@|#|\(?\[?at\]?\)?|\*)[a-z0-9-]+(?:\.[a-z0-9-]+)+.*", re.IGNORECASE
)


#: A detail that is announced and does not follow, or an underscore in its place.
_EMPTY = re.compile(
    r"(?:联系电话|电话|传真|邮政编码|邮编|电子邮箱|电子信箱|邮箱)(?:号码)?:_*(?=$|[,。;、)])"
)
#: How a detail begins that is on the line after its announcement.
_VALUE = re.compile("[0-9A-Za-z(+]")


_FILLED_IN = Wording("冒号后没有填写", "nothing follows the colon")
_POSTCODE_SHAPE = Wording("邮编为 6 位数字", "a postcode has 6 digits")
_TELEPHONE_SHAPE = Wording("电话位数应当完整", "a telephone number has all of its digits")
_MAILBOX_SHAPE = Wording("邮箱含“@”和域名", "a mailbox has an “@” and a domain")


def _contact_places(context: Context) -> tuple[WrittenBlock, ...]:
    """Every paragraph, including those of the annex."""
    return context.paragraphs + context.appended


def check_contact_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Somewhere the report gives an address, a postcode, a telephone number, or a mailbox."""
    if not is_report(context):
        yield rule.does_not_apply(NO_REPORT)
    elif any(
        sign in place.words and contact.search(place.words)
        for place in _contact_places(context)
        for sign, contact in _CONTACTS
    ) or any(_iter_empty(context)):  # reported by GD915
        yield rule.passes()
    else:
        yield rule.fails()


def check_contact_form(rule: Rule, context: Context) -> Iterator[Instance]:
    """Postcodes have six digits, telephone numbers a possible number of digits, mailboxes an ``@``.

    Details that are announced are given.
    """
    is_any = False
    for place in _contact_places(context):
        for words, shape, is_right in _iter_contacts(place):
            is_any = True
            if is_right:
                yield rule.passes()
                continue
            yield rule.fails(
                span=place.span,
                words=shortened(words),
                shape=shape.chinese,
                shape_in_english=shape.english,
            )
    for place, found in _iter_empty(context):
        is_any = True
        yield rule.fails(
            span=place.span,
            words=place.quote(found),
            shape=_FILLED_IN.chinese,
            shape_in_english=_FILLED_IN.english,
        )
    if not is_any:
        yield rule.does_not_apply(NO_CONTACT)


def _iter_empty(context: Context) -> Iterator[tuple[WrittenBlock, re.Match[str]]]:
    """Contact details that are announced and not given; annexes may be forms to be filled in."""
    for place, behind in zip_longest(context.places, context.places[1:]):
        if not place.is_paragraph or ":" not in place.words:
            continue
        goes_on = (
            behind is not None
            and behind.is_paragraph
            and behind.section is place.section
            and _VALUE.match(behind.words)
        )
        for found in _EMPTY.finditer(place.words):
            if not goes_on or found.end() < len(place.words):
                yield place, found


def _iter_contacts(place: WrittenBlock) -> Iterator[tuple[str, Wording, bool]]:
    """Each postcode, telephone number and mailbox, how it should look, and whether it does."""
    words = place.words
    if "邮" not in words and "电话" not in words and "传真" not in words:
        return
    for found in _POSTCODE.finditer(words):
        code = found["bare"] or found["words"].strip("_")
        if code:  # else it is empty, or on the next line
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


# ------------------------------------------------------------------------------ the table

_PREAMBLE = Wording(
    "多地通知要求在报告开头写明", "what many local notices ask for at the head of a report"
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD914",
        name="contact-missing",
        severity=Severity.HINT,
        title=Wording("没有联系方式", "no contact details are given"),
        sources=(_PREAMBLE,),
        numbers=("R47",),
        chinese=(
            "报告没有写联系方式，公众有疑问时不知向谁询问。请写明地址、邮编、电话和电子邮箱。"
        ),
        english=(
            "the report gives no contact details, so nobody knows whom to ask. "
            "Add address, postcode, telephone and mailbox."
        ),
        check=check_contact_present,
    ),
    Rule(
        code="GD915",
        name="contact-malformed",
        severity=Severity.HINT,
        title=Wording("联系方式格式有误", "contact details are malformed"),
        sources=(_PREAMBLE,),
        numbers=("R47",),
        chinese="「{words}」的格式有误：{shape}。请改正。",
        english="“{words}” is malformed: {shape_in_english}. Correct it.",
        check=check_contact_form,
    ),
)
