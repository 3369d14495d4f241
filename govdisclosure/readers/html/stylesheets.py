"""What the style sheets in a page declare for its elements, where it can matter.

Takes the text of a page and gives, for each element in document order, the declarations of sheets.
A page whose sheets cannot affect what shows costs one scan of its text; sheets that would take too
long are ignored.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from govdisclosure.readers.html.declarations import Declaration, declarations
from govdisclosure.readers.html.looks import are_alike

__all__ = ["sheets_of"]

_BOXES = "display position float overflow overflow-x overflow-y"
#: Properties, with what makes them matter: words in sheets, and words elsewhere in the page.
_GROUPS = tuple(
    (frozenset(names.split()), re.compile(told), re.compile(elsewhere))
    for names, told, elsewhere in (
        (
            "display content-visibility mso-hide",
            r"display\s*:\s*(?:none|table-(?:row|cell))|content-visibility|mso-hide",
            r"hidden[\s=>/]|<dialog|popover",
        ),
        ("visibility", r"visibility\s*:\s*(?:hidden|collapse)", "visibility"),
        ("opacity filter", r"opacity\s*[:(]\s*0?(?:\.0|(?![\d.]))", "opacity"),
        (
            "opacity position transform rotate",
            (
                r"(?s)\A(?=.*position\s*:\s*(?:absolute|fixed))"
                r"(?=.*(?:rotate\w*\s*[:(]|opacity\s*:\s*(?:0?\.[0-3]|[1-3]?\d%)))"
            ),
            r"rotate\w*\(",
        ),
        (
            "font font-size",
            (
                r"font(?:-size)?\s*:[^;{}]{0,60}?(?<![\w.#-])"
                r"(?:0(?:\.\d+)?(?:px|pt)?|0(?:\.0+)?[a-z%]+|1p[xt])(?![\w.%])"
            ),
            r"font(?:-size)?\s*:\s*0",
        ),
        (
            "text-decoration text-decoration-line",
            "line-through",
            r"<(?:del|s|strike)[\s>]",
        ),
        (
            (
                "vertical-align baseline-shift font-variant-position position top bottom font "
                "font-size"
            ),
            r"vertical-align\s*:\s*(?:su[pb]|text-|[-+.]?\d)|baseline-shift|t-position",
            "<su[pb]",
        ),
        (
            f"{_BOXES} left top right bottom inset margin margin-left margin-top text-indent",
            (
                r"(?:left|top|right|bottom|indent|margin|inset)\s*:[^;{}]{0,60}?"
                r"(?:-\d{3}|-\d\d+(?:r?em|v[wh]|%)|\d{4})|indent\s*:\s*\d{3}%"
            ),
            "-999",
        ),
        (
            f"{_BOXES} clip clip-path transform translate scale",
            r"(?<![\w-])clip(?:-path)?\s*:|translate|scale\w*\s*[(:]\s*[.0]|rotate[xy]",
            r"clip\s*:",
        ),
        (
            f"{_BOXES} width height max-width max-height line-height",
            (
                r"(?s)\A(?=.*overflow(?:-[xy])?\s*:\s*(?:hidden|clip))(?=.*(?:"
                r"(?<![\w-])(?:max-)?(?:width|height)\s*:\s*[01](?:\.\d+)?(?:p[xt]|r?em|%)?"
                r"|line-height\s*:\s*0)\s*(?:[;}!]|$))"
            ),
            r"height\s*:\s*[01](?:p[xt])?[;\"']",
        ),
    )
)
_OF_COLOURS = frozenset(
    "color background background-color background-image background-clip text-shadow "  # noqa: SIM905
    "-webkit-background-clip -webkit-text-fill-color".split()
)
_TRANSPARENT = re.compile(
    r"color(?:(?<!-color)|(?<=fill-color))\s*:\s*"
    r"(?:transparent|#\w{3}0\b|#\w{6}00\b|(?:rgb|hsl)a?\([^()]*[,/]\s*(?:0?\.0+|0\.?)%?\s*\))"
)
_COLOURS = re.compile(r"color(?<!-color)(?<!bgcolor)\s*[:=]\s*[\"']?\s*(#?\w+(?:\([^()]{1,60}\))?)")
_BACKGROUNDS = re.compile(r"b(?:ackground(?:-color)?\s*:|gcolor\s*=)\s*[\"']?([^;}\"'<>]{1,80})")

_SHEET = re.compile(r"<style\b[^<>]*>(.*?)(?:</style|$)", re.DOTALL)
#: Declarations without strings, comments and escapes.
_BLOCK = re.compile(r"\{([^{}\"'/\\]*)\}")
_NOT_PLAIN = re.compile(r"[\"'/\\()\[]")
_NAMES = re.compile(r"[.#][\w-]+")
#: The maximum numbers of characters and of selectors in declarations that can matter.
_LONGEST_SHEETS = 200_000
_MOST_SELECTORS = 1000
_DEEPEST_RULES = 8
#: How many steps from element to element matching may take.
_MOST_STEPS = 2_000_000
#: How long a selector is of which one step counts for two, in characters.
_LONG_SELECTOR = 32
_WIDTH = 1280
_WIDTHS = re.compile(
    r"\(\s*(min|max)-(?:device-)?width\s*:\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(px|em|rem)\s*\)"
)


def sheets_of(text: str, page: bytes, deepest: int) -> list[tuple[Declaration, ...]] | None:
    """The declarations of style sheets for each element, in document order, the weaker first.

    Args:
        text: The page.
        page: The same in UTF-8.
        deepest: How deep elements may be nested; deeper pages are refused elsewhere.

    Returns:
        None where no sheet affects how anything shows, or where matching would take too long.
    """
    if not any(tag in text for tag in ("<style", "<STYLE", "<Style")):
        return None
    names = _names_that_matter(text.lower())
    if not names:
        return None
    try:
        return _matched(page, names, deepest)
    except (_TooMuchError, RecursionError):
        return None


def _names_that_matter(page: str) -> frozenset[str]:
    """The properties in sheets that can affect how something in the *page* shows.

    Args:
        page: The page in lower case.
    """
    css = "\n".join(_SHEET.findall(page))
    rest = _SHEET.sub("", page)
    names: frozenset[str] = frozenset()
    for group, told, elsewhere in _GROUPS:
        if any(name in css for name in group) and (told.search(css) or elsewhere.search(rest)):
            names |= group
    if any(name in css for name in ("color", "background")) and (
        _TRANSPARENT.search(page)
        or are_alike(set(_COLOURS.findall(page)), set(_BACKGROUNDS.findall(page)))
    ):
        names |= _OF_COLOURS
    return names


class _TooMuchError(Exception):
    """Matching the sheets would take too long."""


# ------------------------------------------------------------------------------ elements


class _Work:
    """The number of steps left, and how many one counts for with the selector being matched."""

    def __init__(self) -> None:
        self.left = _MOST_STEPS
        self.weight = 1

    def spend(self, steps: int) -> None:
        self.left -= steps * self.weight
        if self.left < 0:
            raise _TooMuchError


class _Node:
    """An element as selectors see it, with the attributes that cssselect2 needs."""

    __slots__ = (
        "_work",
        "children",
        "classes",
        "etree_element",
        "id",
        "index",
        "local_name",
        "parent",
        "previous",
        "tag",
    )
    in_html_document = True
    in_disabled_fieldset = False
    namespace_url = ""

    def __init__(self, element: Any, parent: "_Node | None", work: _Work) -> None:  # noqa: ANN401
        """The next child of *parent*."""
        self.etree_element = element
        self.tag: str = element.tag
        self.local_name = self.tag
        self.id: str | None = element.get("id")
        self.classes = frozenset(element.get("class", "").split())
        self.children: list[_Node] = []
        self.parent = parent
        self.index = 0
        self.previous: _Node | None = None
        self._work = work
        if parent is not None:
            self.index = len(parent.children)
            self.previous = parent.children[-1] if parent.children else None
            parent.children.append(self)

    @property
    def etree_children(self) -> "list[_Node]":
        return self.children

    @property
    def etree_siblings(self) -> "list[_Node]":
        siblings = [self] if self.parent is None else self.parent.children
        self._work.spend(len(siblings) // 8 + 1)
        return siblings

    @property
    def ancestors(self) -> "Iterator[_Node]":
        node = self.parent
        while node is not None:
            self._work.spend(1)
            yield node
            node = node.parent

    @property
    def previous_siblings(self) -> "Iterator[_Node]":
        node = self.previous
        while node is not None:
            self._work.spend(1)
            yield node
            node = node.previous

    @property
    def lang(self) -> str:
        for node in (self, *self.ancestors):
            if (lang := node.etree_element.get("lang")) is not None:
                return str(lang).lower()
        return ""

    def iter_siblings(self) -> "Iterator[_Node]":
        for node in [self] if self.parent is None else self.parent.children:
            self._work.spend(1)
            yield node

    def iter_next_siblings(self) -> "Iterator[_Node]":
        for node in self.parent.children[self.index + 1 :] if self.parent is not None else ():
            self._work.spend(1)
            yield node

    def iter_children(self) -> "Iterator[_Node]":
        for node in self.children:
            self._work.spend(1)
            yield node

    def iter_subtree(self) -> "Iterator[_Node]":
        open_nodes = [self]
        while open_nodes:
            self._work.spend(1)
            node = open_nodes.pop()
            yield node
            open_nodes += reversed(node.children)


def _nodes_of(page: bytes, deepest: int, work: _Work) -> list[_Node]:
    """All elements in document order.

    Raises:
        _TooMuchError: They are nested too deeply.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(page, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return []
    nodes: dict[Any, _Node] = {}
    depths: dict[Any, int] = {None: 0}
    # Elements after the end of the page form another tree.
    for top in (root, *root.itersiblings("*")):
        for element in top.iter("*"):
            parent = element.getparent()
            depths[element] = depths[parent] + 1
            if depths[element] > deepest:
                raise _TooMuchError
            nodes[element] = _Node(element, nodes.get(parent), work)
    return list(nodes.values())


# ------------------------------------------------------------------------------ rules


class _Rule:
    """A selector with the declarations that apply where it matches."""

    def __init__(
        self,
        selector: Any,  # noqa: ANN401
        weight: int,
        order: int,
        declared: tuple[Declaration, ...],
    ) -> None:
        self.test = selector.test
        self.weight = weight
        self.rank = (selector.specificity, order)
        self.declared = declared

    def matches(self, node: _Node, work: _Work) -> bool:
        work.weight = self.weight
        work.spend(1)
        return bool(self.test(node))


def _matched(
    page: bytes, names: frozenset[str], deepest: int
) -> list[tuple[Declaration, ...]] | None:
    work = _Work()
    nodes = _nodes_of(page, deepest, work)
    known = {f"#{node.id}" for node in nodes if node.id}
    known.update(f".{one}" for node in nodes for one in node.classes)
    rules: dict[str, list[_Rule]] = {}
    count = 0
    for prelude, declared in _rules_of(_css_of(nodes, names, known), names, known):
        for selector, weight in _compiled(prelude, known):
            if selector.pseudo_element is None and not selector.never_matches:
                count += 1
                rules.setdefault(_key_of(selector), []).append(
                    _Rule(selector, weight, count, declared)
                )
                if count > _MOST_SELECTORS:
                    raise _TooMuchError
    if not rules:
        return None
    matched: list[tuple[Declaration, ...]] = []
    for node in nodes:
        keys = ("", node.local_name, f"#{node.id}", *(f".{one}" for one in node.classes))
        found = [rule for key in keys if key in rules for rule in rules[key]]
        if found:
            matching = (rule for rule in found if rule.matches(node, work))
            found = sorted(matching, key=attrgetter("rank"))
        matched.append(tuple(one for rule in found for one in rule.declared))
    return matched


def _key_of(selector: Any) -> str:  # noqa: ANN401
    """The key by which elements for a selector are found; empty for all elements."""
    if selector.id is not None:
        return f"#{selector.id}"
    if selector.class_name is not None:
        return f".{selector.class_name}"
    return selector.lower_local_name or ""


def _css_of(nodes: Sequence[_Node], names: Iterable[str], known: set[str]) -> str:
    """The sheets for screens, without rules that obviously do not affect the page."""
    css = "\n".join(
        _with_rules_on(names, known, node.etree_element.text)
        for node in nodes
        if node.tag == "style"
        and node.etree_element.text
        and node.etree_element.get("type", "text/css").strip().lower() in {"", "text/css"}
        and _is_on_screen(node.etree_element.get("media", ""))
    )
    if len(css) > _LONGEST_SHEETS:
        raise _TooMuchError
    return css


def _with_rules_on(names: Iterable[str], known: set[str], css: str) -> str:
    """A sheet without plain rules for classes that do not occur, or without properties in *names*.

    Tokenizing these would take long.
    """
    told = re.compile("|".join(names), re.IGNORECASE)
    *parts, rest = _BLOCK.split(css)
    kept = []
    for before, block in zip(parts[::2], parts[1::2], strict=True):
        end = max(before.rfind(sign) for sign in "{};") + 1
        prelude = before[end:]
        is_plain = _NOT_PLAIN.search(prelude) is None
        if told.search(block) and (
            not is_plain or any(known.issuperset(_NAMES.findall(one)) for one in prelude.split(","))
        ):
            kept.append(f"{before}{{{block}}}")
        else:
            kept.append(before[:end] if is_plain else f"{before}{{}}")
    return "".join((*kept, rest))


def _rules_of(
    css: Any,  # noqa: ANN401 - text, or what the tokenizer made of it
    names: frozenset[str],
    known: set[str],
    depth: int = 0,
) -> Iterator[tuple[list[Any], tuple[Declaration, ...]]]:
    """The rules of a sheet that declare what matters, including those within ``@media``."""
    import tinycss2

    if depth > _DEEPEST_RULES:
        return
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.content is not None:
            condition = tinycss2.serialize(rule.prelude).strip().lower()
            if (
                (rule.lower_at_keyword == "media" and _is_on_screen(condition))
                or (rule.lower_at_keyword == "supports" and not condition.startswith("not"))
                or rule.lower_at_keyword == "layer"
            ):
                yield from _rules_of(rule.content, names, known, depth + 1)
        elif rule.type == "qualified-rule":
            declared = tuple(
                made
                for one in tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                if one.type == "declaration" and one.lower_name in names
                for made in declarations(
                    one.lower_name,
                    tinycss2.serialize(one.value).strip().lower(),
                    is_important=one.important,
                )
            )
            if declared:
                yield rule.prelude, declared


def _compiled(prelude: Sequence[Any], known: set[str]) -> list[tuple[Any, int]]:
    """The selectors of a rule with their weights, but for names that do not occur in the page.

    A long selector costs more at each element, and ``:has`` asks about elements within.
    """
    import tinycss2
    from cssselect2 import compile_selector_list

    selectors: list[tuple[Any, int]] = []
    part: list[Any] = []
    for token in [*prelude, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            part.append(token)
            continue
        if _names_in(part) <= known:
            try:
                words = tinycss2.serialize(part)
                weight = 1 + len(words) // _LONG_SELECTOR + 2 * words.count(":has(")
                selectors += ((one, weight) for one in compile_selector_list(part))
            except Exception:  # noqa: BLE001 - what cannot be compiled selects nothing
                return []
        part = []
    return selectors


def _names_in(tokens: Sequence[Any]) -> set[str]:
    """The classes and names of elements that must all occur for a selector to match."""
    names = {f"#{token.value}" for token in tokens if token.type == "hash"}
    for before, token in pairwise(tokens):
        if token.type == "ident" and before.type == "literal" and before.value == ".":
            names.add(f".{token.value}")
    return names


def _is_on_screen(media: str) -> bool:
    """Whether a list of media applies to a screen of usual width."""
    return not media.strip() or any(_holds(query.strip()) for query in media.lower().split(","))


def _holds(query: str) -> bool:
    """Whether one query applies; unknown features do not."""
    if query.startswith("not "):
        return not _holds(query[4:])
    for side, number, unit in _WIDTHS.findall(query):
        width = float(number) * (1 if unit == "px" else 16)
        if width > _WIDTH if side == "min" else width < _WIDTH:
            return False
    words = _WIDTHS.sub("", query).replace("(orientation: landscape)", "").split()
    return {"screen", "all", "only", "and"}.issuperset(words)
