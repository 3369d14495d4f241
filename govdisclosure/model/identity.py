"""Who reports and on which year, and where that was found.

Takes the title, the signature, the text and the facts of the page, and gives a name or a year with
where it was found; knows no report. The order of the places is the same for every report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain

from govdisclosure.characters import PINYIN, fold_radicals, narrow, squeeze
from govdisclosure.model.agency import AgencyKind, agency_of_title, describe, year_of_title
from govdisclosure.model.organs import leads_name
from govdisclosure.plain.around import page_titles
from govdisclosure.plain.closing import MAX_SIGNATURE
from govdisclosure.plain.phrases import MATTER, YEAR_DIGITS
from govdisclosure.text import ABSENT_SIGN, year_value

__all__ = [
    "FoundBy",
    "find_agency",
    "find_year",
    "is_organ",
    "join_signature",
    "name_organ",
    "signs_below",
]


class FoundBy(Enum):
    """Where a title, an organ, a year or the kind of a section was found."""

    #: In the title of the report; for a section, in a known wording of its title.
    TITLE = "title"
    #: In the signature.
    SIGNATURE = "signature"
    #: In a sentence that announces the report, 「现公布某某局2023年政府信息公开工作年度报告」, or
    #: on the line below a title without an organ.
    PREAMBLE = "preamble"
    #: In the period of the statistics: 「自2023年1月1日起至12月31日止」.
    PERIOD = "period"
    #: In 「请与……联系」, without the office named there.
    CONTACT = "contact"
    #: In the title of the page around the report.
    PAGE = "page"
    #: By its words, for a section without a known title.
    WORDS = "words"


_ANNOUNCED = re.compile(
    r"(?:公布|发布|现将|编制了?)《?"
    rf"(?P<title>[^，。；、：:《》]{{0,40}}?{MATTER}[^，。；：:]{{0,12}}?(?:报告|年报))"
    # A notice that requests reports does not announce one: 「关于编制2022年……年度报告的通知」.
    r"(?!(?:编制|发布|公布|编写|工作|和|的)*(?:通知|要求|格式|模板|样式))"
)
#: The author that the text names, or the body for which an office wrote it.
_AUTHOR = re.compile(
    r"(?:报告(?:(?!数据)[^。]){0,80}由|办公[室厅]代表)(?P<name>[^，。；、：:（(]{3,30}?)(?:负责)?(?:编制|编写|撰写|发布|公布|向社会)"
)
_CONTACT = re.compile(
    r"[请可](?:直接|径)?(?:与|向|同)(?P<name>[^，。；、（(:：]{2,40}?)(?:联系|咨询)"
)
#: The subject of a sentence that says whom to contact when the site does not work.
_OF_SITE = re.compile(r"^(?!.*(?:报告|年报)).*(?:网站|网页|页面|平台|系统|链接|技术|故障|无法)")
_PERIOD = re.compile(
    rf"(?P<year>{YEAR_DIGITS})[年./-](?:0?1|一)[月./-](?:0?1|一)日?(?:起|开始)?,?[至到—–~-]+"
    rf"(?:(?P<end>{YEAR_DIGITS})[年./-])?(?:12|十二)[月./-](?:31|三十一)(?![0-9])"
)
#: The subject of a sentence that gives the period of the statistics; projects have periods too.
_OF_STATISTICS = re.compile(r"统计|报告|年报|(?:所列|上述|以上|有关|相关|本|列出的)数据")
#: The beginning of a line about an activity, whatever its end: 「召开座谈会」.
_DEED = re.compile("召开|举[办行]|组织|开展|参加|印发|成立|前往|赴")
#: A place that an organ's name begins with, alone on a line.
_BARE_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}[省市州盟县区旗乡镇]")
_SEAL = re.compile(r"[（(](?:盖|公|印)章[）)]$")
#: An organ, and parts of it that answer its telephone but do not report.
_ORGAN_AND_PARTS = re.compile(
    r"(?P<organ>.+?(?:[省市州县区旗局厅署镇乡行]|人民政府|街道|办事处|管委会|大学|学院|学校|医院|公司|中心|总队"
    r"|支队|大队|海关|(?:管理|健康|改革|建设|运输)委员会))"
    r"(?:(?:党政|党建|综合|管理|协调|秘书|文秘|行政|政务|公开|服务|政策|法规|法制|宣传|政府|信息|与|和|机关|工作"
    r"|领导|小组)*(?:办公室|领导小组|(?:综合|党政|公开)办|[科股]室?|公开处))+"
)
#: An office that reports for itself.
_OFFICE = re.compile(r"(?P<organ>.+(?<![乡镇]人民)政府办公[室厅])")
#: An office of many bodies, whose name does not show whether it reports for itself.
_OFFICE_OF_MANY = re.compile(r".+(?:委员会|领导小组)(?:综合)?办公室")
#: A name without a specific place: 「区管委会」, 「我局」.
_RELATIVE = re.compile(r"[本我该全各贵].*|[省市州县区旗乡镇][^省市州县区旗乡镇]*")
_FEWEST_CHARACTERS = 3
#: The length of 「公布政务公开报告」, in characters.
_SHORTEST_SENTENCE = 8


def is_organ(signature: str, organ: str | None = None) -> bool:
    """Whether a signature is the *organ* of the title, or ends like the name of an organ."""
    words = fold_radicals(squeeze(signature))
    return words == organ or (describe(words).kind is not None and _DEED.match(words) is None)


def join_signature(line: str, below: str, organ: str | None) -> str | None:
    """The signature that two lines form: one organ over both, or two organs; else None."""
    is_first = " " not in below  # two organs are not joined by a third
    is_place = _BARE_PLACE.fullmatch(line) is not None and not describe(below).place
    is_one = squeeze(line + below) == organ or (is_place and is_first and is_organ(below))
    joined = line + below if is_one else f"{line} {below}"
    are_organs = is_one or (is_organ(line, organ) and is_organ(below, organ) and is_first)
    return joined if are_organs and len(joined) <= MAX_SIGNATURE else None


def signs_below(above: str, below: str, organ: str | None) -> bool:
    """Whether *below* the date is a signature, of *organ* if given, and *above* it is not."""
    signs = squeeze(below) == organ or (organ is None and is_organ(below))
    return signs and above != ABSENT_SIGN and not is_organ(above, organ)


def name_organ(title: str | None, signature: str | None) -> str | None:
    """The organ that the title or else the signature names; a joint signature names no single one.

    If letters stray before the organ in the title, the signature's is used.

    Example:
        >>> name_organ("字某某县水务局2023年政府信息公开年报", "某某县水务局")
        '某某县水务局'
        >>> name_organ("某某县水务局2023年政府信息公开年报", "水务局")
        '某某县水务局'
    """
    name = agency_of_title(title) if title else None
    signed = _SEAL.sub("", squeeze(signature or ""))
    if all(map(is_organ, parts := (signature or "").split(" "))) and len(parts) > 1:
        signed = ""
    head = name.removesuffix(signed) if name and describe(signed).place else name
    return signed if head != name and not leads_name(head or "") else name or signed or None


def find_agency(
    title: str | None,
    signature: str | None,
    opening: Iterable[str],
    texts: Iterable[str],
    page: Mapping[str, str],
    *,
    below: str = "",
) -> tuple[str, FoundBy] | None:
    """The reporting organ: the first found in title, signature, text, page and contact.

    Args:
        title: The title of the report.
        signature: The line above its date.
        opening: The paragraphs before its first section, and the first in that.
        texts: All its paragraphs.
        page: Facts of the page around it.
        below: The paragraph right below the title; may be empty.
    """
    if name := name_organ(title, signature):
        return name, FoundBy.TITLE if title and agency_of_title(title) else FoundBy.SIGNATURE
    if found := next(_iter_announced(_iter_plain(opening)), None):
        return found, FoundBy.PREAMBLE
    beside = describe(squeeze(below))
    if is_organ(below) and beside.place and beside.kind is not AgencyKind.GOVERNMENT:
        return beside.name, FoundBy.PREAMBLE  # a government may be the name of the site
    if found := next((one for one in map(agency_of_title, page_titles(page)) if one), None):
        return found, FoundBy.PAGE
    sentences = chain.from_iterable(fold_radicals(squeeze(text)).split("。") for text in texts)
    contacts = (
        hit["name"]
        for sentence in sentences
        if (hit := _CONTACT.search(sentence)) and not _OF_SITE.search(sentence[: hit.start()])
    )
    organ = next((one for name in contacts if (one := _whole_organ(name))), None)
    return (organ, FoundBy.CONTACT) if organ else None


def find_year(
    title: str | None,
    opening: Iterable[str],
    texts: Iterable[str],
    page: Mapping[str, str],
) -> tuple[int, FoundBy] | None:
    """The year reported on: the first found in title, statistics period, preamble and page.

    Args:
        title: The title of the report.
        opening: The paragraphs before its first section, and the first in that.
        texts: All its paragraphs.
        page: Facts of the page around it.
    """
    if title and (year := year_of_title(title)):
        return year, FoundBy.TITLE
    for sentence in chain.from_iterable(words.split("。") for words, _ in _iter_plain(texts)):
        for found in _PERIOD.finditer(sentence) if _OF_STATISTICS.search(sentence) else ():
            if found["end"] in {None, found["year"]}:
                return year_value(found["year"]), FoundBy.PERIOD
    for words, _ in _iter_plain(opening):
        for found in _ANNOUNCED.finditer(words):
            if year := year_of_title(found["title"]):
                return year, FoundBy.PREAMBLE
    years = (year_of_title(one) for one in page_titles(page))
    year = next((one for one in years if one), None)
    return (year, FoundBy.PAGE) if year else None


def _iter_plain(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The plain words of the paragraphs that are long enough to announce or to date a report."""
    return map(_plain, (text for text in texts if len(text) >= _SHORTEST_SENTENCE))


def _plain(text: str) -> tuple[str, str]:
    """The words of a paragraph without blanks and pinyin: as they are searched, and as printed."""
    printed = fold_radicals(squeeze(text))
    words = narrow(printed)
    spans = [found.span() for found in PINYIN.finditer(words)] if "(" in words else []
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(words)]
    kept = [slice(start, end) for start, end in zip(starts, ends, strict=True)]
    return "".join(words[one] for one in kept), "".join(printed[one] for one in kept)


def _iter_announced(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The organs that the text says report, as printed."""
    for words, printed in texts:
        titles = [(found.start(), found["title"]) for found in _ANNOUNCED.finditer(words)]
        names = [(at, agency_of_title(title)) for at, title in titles]
        names += [(found.start(), found["name"]) for found in _AUTHOR.finditer(words)]
        for at, name in names:
            organ = _whole_organ(name) if name else None
            if organ is not None:
                start = words.index(organ, at)
                yield printed[start : start + len(organ)]


def _whole_organ(name: str) -> str | None:
    """The organ that *name* is or is a part of; None where it is not known.

    Example:
        >>> _whole_organ("某某市民政局办公室政务公开科"), _whole_organ("区管委会办公室")
        ('某某市民政局', None)
        >>> _whole_organ("某某县人民政府办公室"), _whole_organ("某某市委编制委员会办公室")
        ('某某县人民政府办公室', None)
    """
    found = _OFFICE.match(name) or _ORGAN_AND_PARTS.fullmatch(name)
    organ = found["organ"] if found else name
    if (
        len(organ) < _FEWEST_CHARACTERS
        or (found and organ[-1] in "省市州县区旗")  # an office of the place, whichever organ's
        or _RELATIVE.fullmatch(organ)
        or _OFFICE_OF_MANY.fullmatch(organ)
        or describe(organ).kind is None
    ):
        return None
    return organ
