"""Invented organs and the titles they print over their reports.

Takes a source of chance and the year, gives names and title lines; knows no cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

_FIRST: Final = "青岚云临白望石松柳梅清沅澄槐桐枫荷蓝金玉"
_SECOND: Final = "溪川岭阳泉浦沣原港台冈洲"
_TOWNSHIP: Final = ("大柳", "三桥", "石门", "河湾", "马家", "双井", "杨树", "北坡", "沙河", "东林")
_DEPARTMENTS: Final = (
    "商务局",
    "审计局",
    "财政局",
    "水利局",
    "统计局",
    "教育体育局",
    "交通运输局",
    "自然资源和规划局",
    "工业和信息化局",
    "市场监督管理局",
    "人力资源和社会保障局",
    "政务服务和数据管理局",
    "住房和城乡建设局",
    "退役军人事务局",
    "机关事务服务中心",
    "人民政府",
    "人民政府办公室",
    "人民政府信访局",
)


def make_agency(rng: Random) -> str:
    """Return the name of an organ that does not exist but could."""
    place = rng.choice(_FIRST) + rng.choice(_SECOND)
    roll = rng.random()
    if roll < 0.15:
        return f"{place}{rng.choice('县区')}{rng.choice(_TOWNSHIP)}{rng.choice('镇乡')}人民政府"
    if roll < 0.25:
        return f"{place}区人民政府{rng.choice(_TOWNSHIP)}街道办事处"
    if roll < 0.30:
        return f"国家税务总局{place}{rng.choice('县市区')}税务局"
    prefix = rng.choice(_FIRST) + rng.choice(_SECOND) + "市" if rng.random() < 0.3 else ""
    suffix = rng.choice("县区") if prefix else rng.choice("县区市")
    return f"{prefix}{place}{suffix}{rng.choice(_DEPARTMENTS)}"


@dataclass(frozen=True)
class Title:
    """A title as it is printed and as it has to come out."""

    lines: tuple[str, ...]
    text: str
    names_agency: bool
    #: Letters that do not belong there, stuck to the front.
    stray: bool = False


_ENDINGS: Final = (
    "政府信息公开工作年度报告",
    "政府信息公开工作年度报告",
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作报告",
)


def make_title(rng: Random, agency: str, year: int) -> Title:
    """Return a title on one to three lines, in one of the forms that are really printed."""
    digits = str(year)
    if rng.random() < 0.06:
        digits = digits.translate({ord("0") + i: ord("０") + i for i in range(10)})
    ending = rng.choice(_ENDINGS)
    suffix = "年度" if ending != "政府信息公开年度报告" and rng.random() < 0.3 else "年"
    blank = rng.choice((" ", " ", "\u3000"))
    spaced = f"{blank}{digits}{blank}{suffix}{rng.choice(('', blank))}"
    forms: tuple[tuple[str, ...], ...] = (
        (f"{agency}{digits}{suffix}{ending}",),
        (f"{agency}{digits}{suffix}{ending}",),
        (agency, f"{digits}{suffix}{ending}"),
        (agency, f"{digits}{suffix}{ending}"),
        (agency, f"{digits}{suffix}政府信息公开工作", "年度报告"),
        (f"{agency}{spaced}{ending}",),
        (f"{digits}{suffix}{agency}{ending}",),
        (f"{agency}{digits}{suffix}", ending),
        (f"{agency}关于{digits}年度政府信息公开工作的年度报告",),
        (f"加大{agency}", f"{digits}{suffix}{ending}"),
        (f"关于{digits}年度政府信息公开工作的年度报告",),
        (f"{digits}{suffix}{ending}",),
    )
    lines = rng.choice(forms)
    return Title(
        lines,
        _joined(lines),
        names_agency=any(agency in line for line in lines),
        stray=lines[0].startswith("加大"),
    )


def _joined(lines: tuple[str, ...]) -> str:
    return "".join("".join(line.split()) for line in lines)
