"""Whether two names are those of one organ, certainly or perhaps, and what may precede a name.

Takes names and gives answers; knows no report. All comparisons are made here: use
:func:`same_organ` for certainty, :func:`may_be_same_organ` to give the benefit of the doubt.
"""

import re
from collections.abc import Iterable, Iterator

from govdisclosure.characters import narrow, squeeze
from govdisclosure.model.agency import describe

__all__ = [
    "Organs",
    "areas_of",
    "is_office_of",
    "leads_name",
    "may_be_same_organ",
    "same_organ",
]

_OFFICE = re.compile(r"办公[室厅]$")
#: What an organ's name may begin with and may leave out: an area with its suffix, a province
#: without one, or the state with one of its organs.
_PLACE = re.compile(
    r".+[省市县区旗州盟]"
    r"|(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    r"|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)"
    r"|中央|中共|(?:中华人民共和国|中国|国家)(?:[^省市县区旗州盟]*局)?"
)


def leads_name(words: str) -> bool:
    """Whether *words* may come before an organ's name: its area, the state, or a higher organ.

    Example:
        >>> [leads_name(words) for words in ("威海市", "内蒙古", "国家税务总局", "泰", "房")]
        [True, True, True, False, False]
    """
    return _PLACE.fullmatch(words) is not None or describe(words).kind is not None


def same_organ(name: str, other: str) -> bool:
    """Whether two names are those of one organ: one may lack the area that the other begins with.

    人民政府 and 办事处 may be left out if an area is named; an office is not its government.

    Example:
        >>> same_organ("环翠区商务局", "威海市环翠区商务局")
        True
        >>> same_organ("和县人民政府", "泰和县人民政府")
        False
        >>> same_organ("某某区人民政府", "某某区人民政府办公室")
        False
        >>> same_organ("某某镇", "某某市某某镇人民政府")
        True
    """
    short, long = sorted((_key(name), _key(other)), key=len)
    if not short or not long.endswith(short):
        return False
    front = long.removesuffix(short)
    return not front or _PLACE.fullmatch(front) is not None


def _key(name: str) -> str:
    words = narrow(squeeze(name)).replace("人民政府", "政府")
    return words.removesuffix("政府").removesuffix("办事处") or words


class Organs:
    """Names of organs, in which those of one are found without comparing all pairs."""

    def __init__(self, names: Iterable[str]) -> None:
        """The *names*, each once, in order."""
        self._by_key: dict[str, list[str]] = {}
        self._by_rest: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            key = _key(name)
            self._by_key.setdefault(key, []).append(name)
            for rest in _rests(key):
                self._by_rest.setdefault(rest, []).append(name)

    def find(self, name: str) -> tuple[str, ...]:
        """The names for which :func:`same_organ` with *name* is true.

        Example:
            >>> Organs(["环翠区商务局", "环翠区水利局"]).find("威海市环翠区商务局")
            ('环翠区商务局',)
        """
        key = _key(name)
        found = [*self._by_key.get(key, ()), *self._by_rest.get(key, ())] if key else []
        found += [one for rest in _rests(key) for one in self._by_key.get(rest, ())]
        return tuple(dict.fromkeys(found))


def _rests(key: str) -> Iterator[str]:
    """The rests of a key that may be the whole of another: everything after an area."""
    return (key[at:] for at in range(1, len(key)) if _PLACE.fullmatch(key[:at]))


def may_be_same_organ(name: str, other: str) -> bool:
    """Whether two names may be of one organ: one shortens the other, or only the area differs.

    Always true where :func:`same_organ` is.

    Example:
        >>> may_be_same_organ("青云市人社局", "青云市人力资源和社会保障局")
        True
        >>> may_be_same_organ("白云回族区商务局", "某某市白云区商务局")
        True
        >>> may_be_same_organ("白云区商务局", "白云区水利局")
        False
        >>> may_be_same_organ("白石县水务局", "青石县水务局")
        False
    """
    one, another = narrow(name), narrow(other)
    if _is_within(one, another) or _is_within(another, one) or same_organ(name, other):
        return True
    places = describe(one).place, describe(another).place
    cores = one.removeprefix(places[0]), another.removeprefix(places[1])
    if not all(cores) or not (_is_within(*cores) or _is_within(cores[1], cores[0])):
        return False
    if not all(places):
        return True
    inner = [found[-1][1][:2] if (found := areas_of(place)) else "" for place in places]
    return inner[0] == inner[1]


#: An area, with the name without its suffix, such as 白云回族. The innermost area is the organ's.
_AREA = re.compile(r"(.+?)(?:自治[区州县旗]|特别行政区|地区|[省市县区旗州盟])")


def areas_of(place: str) -> tuple[re.Match[str], ...]:
    """The areas in *place*, the outermost first; the name without its suffix is a group."""
    return tuple(_AREA.finditer(place))


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of *short* occur in *long* in order, perhaps with others between."""
    rest = iter(long)
    return all(sign in rest for sign in short)


def is_office_of(name: str, government: str) -> bool:
    """Whether *name* is that of the office of *government*, which reports for itself.

    Example:
        >>> is_office_of("青云区人民政府办公室", "某某市青云区人民政府")
        True
        >>> is_office_of("青云区商务局办公室", "某某市青云区人民政府")
        False
    """
    words = squeeze(name)
    head = _OFFICE.sub("", words)
    return head != words and same_organ(head, government)
