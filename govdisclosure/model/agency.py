"""Who reports: the organ's name as printed, and its kind as far as the name shows it.

Takes words and gives words, radicals as ideographs; knows no report.
"""

import re
from enum import Enum

from attrs import frozen

from govdisclosure.characters import fold_radicals, narrow, squeeze
from govdisclosure.plain.phrases import MATTER, YEAR
from govdisclosure.text import year_value

__all__ = ["Agency", "AgencyKind", "agency_of_title", "describe", "year_of_title"]


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
    #: A zone with its own administration, such as 经济开发区.
    ZONE = "zone"
    #: A school or university.
    SCHOOL = "school"
    #: A hospital or health centre.
    HOSPITAL = "hospital"
    #: An enterprise, such as a waterworks.
    ENTERPRISE = "enterprise"
    #: Any other body that reports.
    OTHER = "other"


#: Endings of names; the first that fits decides.
_ENDINGS: tuple[tuple[AgencyKind, str], ...] = (
    (AgencyKind.OFFICE, r"人民政府办公[室厅]|(?:政府|管委会|管理委员会)办公[室厅]"),
    (
        AgencyKind.ZONE,
        (
            r"(?:开发|试验|高新|技术|保税|示范|度假|风景|名胜|合作|园|工业|功能|集聚)区"
            r"|(?:产业|工业|科技|物流)园|管委会|[区园城]管理委员会"
        ),
    ),
    (AgencyKind.TOWNSHIP, r"[乡镇](?:人民)?(?:政府)?|街道(?:办事处|办)?|苏木(?:人民政府)?"),
    (AgencyKind.GOVERNMENT, r"(?:[省市县旗盟州]|(?<!社)区|人民)(?:人民)?(?:政府)?|行政?公?署"),
    (
        AgencyKind.VERTICAL,
        (
            r"税务.*[局所]|海关(?:缉私.*)?|气象[局台站]|海事局|烟草专卖局|邮政管理局|调查(?:总)?队"
            r"|消防救援.{2}|出入境边防检查(?:总)?站|人民银行.*行|外汇管理局.*"
        ),
    ),
    (AgencyKind.SCHOOL, r"大学|(?<!科)学院|(?:中|小|党|团|职|技|分|学)校|[中小]学|职业高中|幼儿园"),
    (AgencyKind.HOSPITAL, r"医院|卫生院|保健院|社区卫生服务(?:中心|站)"),
    (AgencyKind.ENTERPRISE, r"公司|集团|[厂矿]|农场|林场|银行.*"),
    (
        AgencyKind.DEPARTMENT,
        r"(?:局|厅|部|委|委员会|办公[室厅]|署|司|院|中心|处|站|队|所|办|会|馆|[^公]社|台|监狱)(?:分局)?",
    ),
)
_KINDS = tuple((kind, re.compile(rf".*(?:{ending})")) for kind, ending in _ENDINGS)
_AREA = re.compile(
    r"(?:.{1,12}?(?:省|自治区|特别行政区))?(?:.{1,12}?(?:市|州|盟|地区))?(?:.{1,12}?[县区旗市])?"
)


@frozen
class Agency:
    """A reporting organ: its name, and what the name alone shows."""

    #: The name as printed.
    name: str
    #: None where the name does not show it.
    kind: AgencyKind | None
    #: The area that the name begins with, such as 某市某区; may be empty.
    place: str


def describe(name: str) -> Agency:
    """Describe an organ by its *name* alone.

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


_TITLE_YEAR = re.compile(YEAR)
#: Words that lead to a title and are not part of the organ's name.
_LEAD = re.compile(r"^(?:关于|(?:特?(?:此|向社会))?(?:现予?)?公布)+")
_IN_BRACKETS = re.compile(r"[（(](?P<organ>[^（()）]{3,20})[)）]$")
#: A school year, which is not a year that is reported on.
_SCHOOL_YEAR = re.compile(r"(?:19|20)[0-9]{2}[-—–~至/]+(?:20)?[0-9]{2}学?年度?")
#: What a title is about; the 政府 of a 人民政府 belongs to the organ.
_SUBJECT = rf"(?:关于)?(?<!人民){MATTER}"
#: The rest of a title after the organ, where no year separates them.
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
    return year_value(found["year"]) if found else None


def agency_of_title(title: str) -> str | None:
    """The organ in a title: its words without the year and without the kind of report.

    Example:
        >>> agency_of_title("2023年某某市商务局政府信息公开工作年度报告")
        '某某市商务局'
        >>> agency_of_title("某某市人民政府信息公开工作年度报告（2023年）")
        '某某市人民政府'
        >>> agency_of_title("2023年政府信息公开年报（某某市商务局）")
        '某某市商务局'
        >>> agency_of_title("关于2021年度政府信息公开工作的年度报告") is None
        True
    """
    words = _SCHOOL_YEAR.sub("", _LEAD.sub("", fold_radicals(squeeze(title))))
    found = _TITLE_YEAR.search(narrow(words))
    head = words[: found.start()].rstrip("（(〔") if found else ""
    if head:
        name = _BEFORE_YEAR.sub("", head)
    else:
        name = _BEHIND_ORGAN.sub("", words[found.end() :].lstrip("）)〕") if found else words)
    name = name.removesuffix("关于").removesuffix("的")
    if not name and (found := _IN_BRACKETS.search(words)) and describe(found["organ"]).kind:
        return found["organ"]
    return name or None
