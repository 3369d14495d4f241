"""Who reports: the organ's name as printed, and what kind of organ a name tells.

Takes words and gives words, radicals as ideographs; knows no report.
"""

import re
from enum import Enum

from attrs import frozen

from govdisclosure.text import fold_radicals, narrow, squeeze

__all__ = ["Agency", "AgencyKind", "agency_of_title", "contact_in", "describe", "year_of_title"]


class AgencyKind(Enum):
    """What kind of organ reports; it decides the deadline and who may make rules."""

    #: A people's government, reporting for its whole area.
    GOVERNMENT = "government"
    #: The office of a government, reporting for itself.
    OFFICE = "office"
    #: A department of a government.
    DEPARTMENT = "department"
    #: A township, town or subdistrict.
    TOWNSHIP = "township"
    #: An organ of a vertical system, such as tax or customs.
    VERTICAL = "vertical"
    #: Any other body that reports.
    OTHER = "other"


#: Endings of names, the first that fits decides.
_ENDINGS: tuple[tuple[AgencyKind, str], ...] = (
    (AgencyKind.OFFICE, r"人民政府办公[室厅]|(?:政府|管委会|管理委员会)办公[室厅]"),
    (AgencyKind.TOWNSHIP, r"[乡镇](?:人民政府)?|街道(?:办事处|办)?|苏木(?:人民政府)?"),
    (AgencyKind.GOVERNMENT, r"[省市县区旗盟州](?:人民政府)?|自治[区州县旗](?:人民政府)?|人民政府"),
    (
        AgencyKind.VERTICAL,
        (
            r"税务(?:总)?局|税务分局|海关|气象局|海事局|烟草专卖局|邮政管理局|调查(?:总)?队|"
            r"消防救援.{2}|出入境边防检查(?:总)?站"
        ),
    ),
    (
        AgencyKind.DEPARTMENT,
        r".*(?:局|厅|部|委|委员会|办公室|署|司|院|中心|处|站|队|所|办|会)(?:分局)?",
    ),
)
_KINDS = tuple((kind, re.compile(rf".*(?:{ending})")) for kind, ending in _ENDINGS)
_AREA = re.compile(
    r"(?:.{1,12}?(?:省|自治区|特别行政区))?(?:.{1,12}?(?:市|州|盟|地区))?(?:.{1,12}?[县区旗市])?"
)


@frozen
class Agency:
    """A reporting organ: its name, and what the name alone tells."""

    #: The name as printed.
    name: str
    #: None where the name tells nothing.
    kind: AgencyKind | None
    #: The area the name begins with, such as 某市某区; empty where there is none.
    place: str


def describe(name: str) -> Agency:
    """What the organ's *name* tells by itself.

    Example:
        >>> describe("某某市青云区人民政府办公室").kind.value, describe("某某县税务局").kind.value
        ('office', 'vertical')
        >>> describe("青云镇人民政府").kind.value, describe("某某市商务局").kind.value
        ('township', 'department')
    """
    name = fold_radicals(name)
    kind = next((kind for kind, ending in _KINDS if ending.fullmatch(name)), None)
    found = _AREA.match(name)
    return Agency(name, kind, found[0] if found else "")


_TITLE_YEAR = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})(?:年度|年份|年)"
)
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: What a title is about; the 政府 of a 人民政府 is the organ's.
_SUBJECT = r"(?:关于)?(?:(?<!人民)政府(?:信息|政务)|政务|信息)(?:依法)?公开"
#: What a title says behind the organ, where the year does not part them.
_BEHIND_ORGAN = re.compile(rf"{_SUBJECT}(?![办局处科室和与及]).*$")
#: The same where the year comes later: 「政府信息公开工作2023年度报告」.
_BEFORE_YEAR = re.compile(rf"{_SUBJECT}(?:工作|情况|的|年度|年报|报告)*$")


def year_of_title(title: str) -> int | None:
    """The year a title names.

    Example:
        >>> year_of_title("某某局二〇二二年度政府信息公开工作年度报告"), year_of_title("年度报告")
        (2022, None)
    """
    found = _TITLE_YEAR.search(narrow(title))
    return int(found["year"].translate(_YEAR_DIGITS)) if found else None


def agency_of_title(title: str) -> str | None:
    """The organ a title names: its words without the year and without the kind of report.

    Example:
        >>> agency_of_title("2023年某某市商务局政府信息公开工作年度报告")
        '某某市商务局'
        >>> agency_of_title("某某市人民政府信息公开工作年度报告（2023年）")
        '某某市人民政府'
        >>> agency_of_title("关于2021年度政府信息公开工作的年度报告") is None
        True
    """
    words = fold_radicals(squeeze(title)).removeprefix("关于").removeprefix("公布")
    found = _TITLE_YEAR.search(narrow(words))
    head = words[: found.start()].rstrip("（(〔") if found else ""
    if head:
        name = _BEFORE_YEAR.sub("", head)
    else:
        name = _BEHIND_ORGAN.sub("", words[found.end() :].lstrip("）)〕") if found else words)
    return name.removesuffix("关于").removesuffix("的") or None


_CONTACT = re.compile(
    r"[请可](?:直接|径)?(?:与|向|同)(?P<name>[^，。；、（(:：]{2,40}?)(?:联系|咨询|反映)"
)


def contact_in(text: str) -> str | None:
    """The body that readers are told to get in touch with: 「请与……联系」.

    Example:
        >>> contact_in("如有疑问，请与某某区商务局联系（电话：……）。")
        '某某区商务局'
    """
    found = _CONTACT.search(squeeze(text))
    return fold_radicals(found["name"]) if found else None
