"""Who reports and on which year, and where that was found.

Takes the title, the signature, the text and the facts of the page, and gives a name or a year with
how it was found; knows no report. The order of the places is the same for every report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from govdisclosure.model.agency import agency_of_title, describe, year_of_title
from govdisclosure.plain import MAX_SIGNATURE, page_titles
from govdisclosure.text import ABSENT_SIGN, PINYIN, fold_radicals, narrow, squeeze

__all__ = [
    "FoundBy",
    "find_agency",
    "find_year",
    "is_organ",
    "join_signature",
    "signs_below",
]


class FoundBy(Enum):
    """Where a title, an organ, a year or the kind of a section was found."""

    #: In the title of the report; of a section, in one of the known wordings of its title.
    TITLE = "title"
    #: In the signature.
    SIGNATURE = "signature"
    #: In a sentence that announces the report: 「现公布某某局2023年政府信息公开工作年度报告」.
    PREAMBLE = "preamble"
    #: In the period of the statistics: 「自2023年1月1日起至12月31日止」.
    PERIOD = "period"
    #: In 「请与……联系」: the office there is taken off the name.
    CONTACT = "contact"
    #: In the title that the page around the report gives it.
    PAGE = "page"
    #: By its words: a section under no known wording.
    WORDS = "words"


_ANNOUNCED = re.compile(
    r"(?:公布|发布|现将|编制了?)《?"
    r"(?P<title>[^，。；、：:《》]{0,40}?(?:政府信息|政务|信息)公开[^，。；：:]{0,12}?(?:报告|年报))"
    # A notice that asks for reports announces none: 「关于编制2022年……年度报告的通知」.
    r"(?!(?:编制|发布|公布|编写|工作|和|的)*(?:通知|要求|格式|模板|样式))"
)
#: Who is said to have written the report, or for whom an office did.
_AUTHOR = re.compile(
    r"(?:报告(?:(?!数据)[^。]){0,80}由|办公[室厅]代表)(?P<name>[^，。；、：:（(]{3,30}?)(?:负责)?(?:编制|编写|撰写|发布|公布|向社会)"
)
_CONTACT = re.compile(
    r"[请可](?:直接|径)?(?:与|向|同)(?P<name>[^，。；、（(:：]{2,40}?)(?:联系|咨询)"
)
_PERIOD = re.compile(
    r"(?P<year>20[0-9]{2})年1月1日?(?:起|开始)?[至到—–~-]+(?:(?P<end>20[0-9]{2})年)?12月31日"
)
#: What a sentence is about that gives the period, where it stands in a section.
_OF_STATISTICS = re.compile(r"统计|期限|时限|数据|报告期")
#: How a line begins that says what was done, whatever it ends in: 「召开座谈会」.
_DEED = re.compile("召开|举[办行]|组织|开展|参加|印发|成立|前往|赴")
_SEAL = re.compile(r"[（(](?:盖|公|印)章[）)]$")
#: An organ, and the parts of it that answer its telephone and do not report.
_ORGAN_AND_PARTS = re.compile(
    r"(?P<organ>.+?(?:[省市州县区旗局厅署镇乡行]|人民政府|街道|办事处|管委会|大学|学院|学校|医院|公司|中心|总队"
    r"|支队|大队|海关|(?:管理|健康|改革|建设|运输)委员会))"
    r"(?:(?:党政|党建|综合|管理|协调|秘书|文秘|行政|政务|公开|服务|政策|法规|法制|宣传|政府|信息|与|和|机关|工作"
    r"|领导|小组)*(?:办公室|领导小组|(?:综合|党政|公开)办|[科股]室?|公开处))+"
)
#: An office that reports for itself.
_OFFICE = re.compile(r"(?P<organ>.+(?<![乡镇]人民)政府办公[室厅])")
#: An office of many bodies, whose name does not tell whether it reports for itself.
_OFFICE_OF_MANY = re.compile(r".+(?:委员会|领导小组)(?:综合)?办公室")
#: A name that tells no place of its own: 「区管委会」, 「我局」.
_RELATIVE = re.compile(r"[本我该全各贵].*|[省市州县区旗乡镇][^省市州县区旗乡镇]*")
_FEWEST_CHARACTERS = 3


def is_organ(signature: str, organ: str | None = None) -> bool:
    """Whether a signature is the *organ* of the title, or ends as the name of an organ does."""
    words = fold_radicals(squeeze(signature))
    return words == organ or (describe(words).kind is not None and _DEED.match(words) is None)


def join_signature(line: str, below: str, organ: str | None) -> str | None:
    """The signature that two lines are: the title's *organ* over both, or two organs; else None."""
    if squeeze(line + below) == organ:
        return line + below if len(line + below) <= MAX_SIGNATURE else None
    joined = f"{line} {below}"
    are_organs = is_organ(line, organ) and is_organ(below, organ)
    return joined if are_organs and len(joined) <= MAX_SIGNATURE else None


def signs_below(above: str, below: str, organ: str | None) -> bool:
    """Whether the title's *organ* signs *below* its date, where none signs *above* it."""
    return squeeze(below) == organ and above != ABSENT_SIGN and not is_organ(above, organ)


def find_agency(
    title: str | None,
    signature: str | None,
    opening: Iterable[str],
    texts: Iterable[str],
    page: Mapping[str, str],
) -> tuple[str, FoundBy] | None:
    """The organ that reports: of title, signature, text, page and contact the first that names one.

    Where the signature is the end of the title's words, it is the name.

    Args:
        title: The title of the report.
        signature: What stands above its date.
        opening: The paragraphs before its first section, and the first of that.
        texts: All its paragraphs.
        page: Facts of the page around it.
    """
    name = agency_of_title(title) if title else None
    signed = _SEAL.sub("", squeeze(signature or ""))
    if all(map(is_organ, parts := (signature or "").split(" "))) and len(parts) > 1:
        signed = ""  # several organs, none of which is told to report
    if name:
        return (signed if signed and name.endswith(signed) else name), FoundBy.TITLE
    if signed:
        return signed, FoundBy.SIGNATURE
    if found := next(_iter_announced(map(_plain, opening)), None):
        return found, FoundBy.PREAMBLE
    if found := next((one for one in map(agency_of_title, page_titles(page)) if one), None):
        return found, FoundBy.PAGE
    words = (fold_radicals(squeeze(text)) for text in texts)
    contacts = (hit["name"] for text in words if (hit := _CONTACT.search(text)))
    organ = next((one for name in contacts if (one := _whole_organ(name))), None)
    return (organ, FoundBy.CONTACT) if organ else None


def find_year(
    title: str | None,
    opening: Iterable[str],
    texts: Iterable[str],
    page: Mapping[str, str],
) -> tuple[int, FoundBy] | None:
    """The year reported on: that of title, statistics period, preamble or page, the first of them.

    Args:
        title: The title of the report.
        opening: The paragraphs before its first section, and the first of that.
        texts: All its paragraphs.
        page: Facts of the page around it.
    """
    if title and (year := year_of_title(title)):
        return year, FoundBy.TITLE
    announcing = [_plain(text)[0] for text in opening]
    stating = [
        sentence
        for text in texts
        for sentence in _plain(text)[0].split("。")
        if _OF_STATISTICS.search(sentence)
    ]
    for text in (*announcing, *stating):
        for found in _PERIOD.finditer(text):
            if found["end"] in {None, found["year"]}:
                return int(found["year"]), FoundBy.PERIOD
    for text in announcing:
        for found in _ANNOUNCED.finditer(text):
            if year := year_of_title(found["title"]):
                return year, FoundBy.PREAMBLE
    years = (year_of_title(one) for one in page_titles(page))
    year = next((one for one in years if one), None)
    return (year, FoundBy.PAGE) if year else None


def _plain(text: str) -> tuple[str, str]:
    """The words of a paragraph without blanks and pinyin: as they are searched, and as printed."""
    printed = fold_radicals(squeeze(text))
    words = narrow(printed)
    spans = [found.span() for found in PINYIN.finditer(words)] if "(" in words else []
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(words)]
    kept = [slice(start, end) for start, end in zip(starts, ends, strict=True)]
    return "".join(words[one] for one in kept), "".join(printed[one] for one in kept)


def _iter_announced(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The organs that are said to report, as printed."""
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
    """The organ that *name* is or is a part of; None where it does not tell.

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
        or _RELATIVE.fullmatch(organ)
        or _OFFICE_OF_MANY.fullmatch(organ)
        or describe(organ).kind is None
    ):
        return None
    return organ
