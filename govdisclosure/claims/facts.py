"""Other facts of the prose: proposals, channels, trainings, staff, contacts, documents cited.

Takes a report and its claims and gives facts in the order of the document. The words by which a
count is known stand in one literal table; contacts, period and documents in one pattern each.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import field, frozen

from govdisclosure.claims.claim import Quantity
from govdisclosure.claims.prose import Passage, passages_of
from govdisclosure.claims.reading import iter_claims
from govdisclosure.model.report import Report
from govdisclosure.source import Span

__all__ = ["Fact", "FactKind", "iter_facts"]


class FactKind(Enum):
    """What a fact is about."""

    #: Suggestions of deputies 「人大代表建议」 and proposals 「政协提案」 that were handled.
    PEOPLES_CONGRESS_PROPOSALS = "peoples_congress_proposals"
    CONSULTATIVE_CONFERENCE_PROPOSALS = "consultative_conference_proposals"
    #: Interpretations of policies 「政策解读」.
    INTERPRETATIONS = "interpretations"
    #: Information published on a channel, which ``detail`` names.
    ITEMS_BY_CHANNEL = "items_by_channel"
    #: Trainings, and the persons who took part.
    TRAININGS = "trainings"
    TRAINEES = "trainees"
    #: Persons who work on disclosure 「工作人员」.
    STAFF = "staff"
    #: Open days 「政府开放日」.
    OPEN_DAYS = "open_days"
    #: Whom to ask.
    ADDRESS = "address"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    FAX = "fax"
    MAILBOX = "mailbox"
    #: The first and the last day that the numbers are of.
    STATISTICS_PERIOD = "statistics_period"
    #: A document that is cited, by its name; ``detail`` is its number.
    DOCUMENT = "document"


@frozen(kw_only=True)
class Fact:
    """One fact: what it is about, and a number, words or two days."""

    kind: FactKind
    value: Quantity | str | tuple[date, date]
    unit: str | None = None
    #: The channel of items, the number of a document; None where there is none.
    detail: str | None = None
    approximate: bool = False
    #: The words, without blanks.
    text: str
    span: Span | None = field(default=None, eq=False, repr=False)


_PIECES = frozenset({"条", "篇", "件", "份", "个", "期", "部", "幅", "次", "条次", "篇次"})
#: Counts by the words of their claim and by their units; the first that fits decides.
_COUNTS: tuple[tuple[FactKind, re.Pattern[str], frozenset[str]], ...] = (
    (
        FactKind.PEOPLES_CONGRESS_PROPOSALS,
        re.compile("人大(?:代表)?(?:建议|议案|提案)"),
        frozenset({"件", "个", "份", "条"}),
    ),
    (
        FactKind.CONSULTATIVE_CONFERENCE_PROPOSALS,
        re.compile("政协(?:委员)?(?:提案|建议)"),
        frozenset({"件", "个", "份", "条"}),
    ),
    (FactKind.OPEN_DAYS, re.compile("开放日"), frozenset({"次", "场"})),
    (FactKind.TRAINEES, re.compile("培训|参训"), frozenset({"人", "人次", "名"})),
    (FactKind.TRAININGS, re.compile("培训"), frozenset({"次", "期", "场", "场次"})),
    (FactKind.STAFF, re.compile("[专兼]职|工作人员"), frozenset({"人", "名"})),
    (FactKind.INTERPRETATIONS, re.compile("解读"), _PIECES),
)
_CHANNEL = re.compile(
    "(?P<channel>门户网站|政府网站|网站|微信公众号|微信|微博|抖音|政务新媒体|新媒体|政府公报|公报|公示栏)"
)
_PUBLISHED = re.compile("公开|发布|刊登|推送|信息")

#: Over narrow words without blanks.
_CONTACTS = re.compile(
    r"地址:(?P<address>[^,，。;；、()]{4,40})"
    r"|邮政?编码?:?(?P<postcode>[0-9]{6})(?![0-9])"
    r"|传真(?:号码)?:(?P<fax>[0-9][0-9()-]{5,18})"
    r"|(?:联系)?电话(?:号码)?:(?P<telephone>[0-9][0-9()-]{5,18})"
    r"|(?:邮箱|电子邮件|信箱)(?:地址)?:(?P<mailbox>[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)"
)
_DAY = "(?P<month{0}>[0-9]{{1,2}})月(?P<day{0}>[0-9]{{1,2}})日"
_PERIOD = re.compile(
    f"(?P<year1>[0-9]{{4}})年{_DAY.format(1)}起?[至到](?:(?P<year2>[0-9]{{4}})年)?{_DAY.format(2)}"
)
_DOCUMENT = re.compile(
    r"《(?P<name>[^《》]{4,80})》"
    r"(?:\((?P<number>[^(),，]{0,16}(?:[〔\[][0-9]{4}[〕\]][0-9]+|第[0-9]+)号)[^()]*\))?"
)


def iter_facts(report: Report) -> Iterator[Fact]:
    r"""What else the prose of *report* tells, counts first, then the rest in its order.

    Example:
        >>> from govdisclosure.api import parse
        >>> report = parse("某局2023年政府信息公开年报\n一、总体情况\n政协提案5件，邮编：123456。")
        >>> [(one.kind.value, one.value) for one in iter_facts(report)]
        [('consultative_conference_proposals', 5), ('postcode', '123456')]
    """
    yield from _counts(report)
    for passage in passages_of(report):
        yield from _contacts(passage)
        yield from _periods(passage)
        yield from _documents(passage)


def _counts(report: Report) -> Iterator[Fact]:
    """Counts among the claims that no cell holds."""
    for claim in iter_claims(report):
        if claim.meant or claim.candidates:
            continue
        unit = claim.unit or ""
        kind = next(
            (kind for kind, words, units in _COUNTS if unit in units and words.search(claim.text)),
            None,
        )
        channel = _CHANNEL.search(claim.text) if unit in _PIECES else None
        if kind is None and channel and _PUBLISHED.search(claim.text, channel.end()):
            kind = FactKind.ITEMS_BY_CHANNEL
        if kind is not None:
            yield Fact(
                kind=kind,
                value=claim.quantity,
                unit=claim.unit,
                detail=channel["channel"]
                if kind is FactKind.ITEMS_BY_CHANNEL and channel
                else None,
                approximate=claim.approximate,
                text=claim.text,
                span=claim.span,
            )


def _fact(
    passage: Passage,
    found: re.Match[str],
    kind: FactKind,
    value: str | tuple[date, date],
    detail: str | None = None,
) -> Fact:
    pieces = passage.pieces(*found.span())
    return Fact(
        kind=kind,
        value=value,
        detail=detail,
        text=passage.printed[found.start() : found.end()],
        span=Span(pieces[0].start, pieces[-1].end) if pieces else None,
    )


def _contacts(passage: Passage) -> Iterator[Fact]:
    for found in _CONTACTS.finditer(passage.words):
        kind = FactKind(found.lastgroup)
        yield _fact(passage, found, kind, found[found.lastgroup or 0])


def _periods(passage: Passage) -> Iterator[Fact]:
    """The period of the statistics; a span of days elsewhere is none."""
    if "统计" not in passage.words:
        return
    for found in _PERIOD.finditer(passage.words):
        try:
            first = date(int(found["year1"]), int(found["month1"]), int(found["day1"]))
            year = int(found["year2"] or found["year1"])
            last = date(year, int(found["month2"]), int(found["day2"]))
        except ValueError:
            continue
        yield _fact(passage, found, FactKind.STATISTICS_PERIOD, (first, last))


def _documents(passage: Passage) -> Iterator[Fact]:
    for found in _DOCUMENT.finditer(passage.words):
        yield _fact(passage, found, FactKind.DOCUMENT, found["name"], found["number"])
