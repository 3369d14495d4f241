"""Comments added to a Word file, whose other bytes are not changed.

Takes an opened file and what to say of which paragraph, and gives the bytes of the file with it:
anchors in the text, the comments in a part of their own, and what makes that part known. Comments
of this program are told by their author; those that are there are replaced, all others stay, and
so does one of ours that a person has replied to.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import count
from posixpath import basename, dirname
from typing import NamedTuple

from govdisclosure.characters import is_blank_character
from govdisclosure.errors import GovDisclosureError
from govdisclosure.readers.package import Package
from govdisclosure.writers.archive import with_parts
from govdisclosure.writers.splices import Element, Splices

__all__ = ["AUTHOR", "Comment", "CommentError", "suffix_of", "with_comments"]

#: The author of this program's comments, which distinguishes them from those of people.
AUTHOR = "govdisclosure"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
#: The beginning of the types of relations, in both kinds of files.
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ANCHORS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
#: The parts that record more of comments, such as which of them replies to which, by the kinds of
#: their relations, and their roots.
_RECORDS = {
    "commentsExtended": "commentsEx",
    "commentsIds": "commentsIds",
    "commentsExtensible": "commentsExtensible",
}
#: The kinds of Word files by the type of their text; Word opens none under another suffix.
_SUFFIXES = {
    "document.macroEnabled.main": ".docm",
    "template.main": ".dotx",
    "template.macroEnabledTemplate.main": ".dotm",
}
#: No identifier may be larger.
_MOST = 2**31 - 1
_NUMBER = re.compile("[0-9]{1,10}")


class CommentError(GovDisclosureError):
    """A readable file that comments may not be written into, such as a signed one."""


class Comment(NamedTuple):
    """A comment on a paragraph."""

    #: The number of its element in the text, from 0.
    paragraph: int
    #: The paragraphs of the comment.
    lines: tuple[str, ...]


def with_comments(data: bytes, package: Package, part: str, comments: Sequence[Comment]) -> bytes:
    """The Word file with *comments*; the same bytes if there are no comments, old or new.

    Args:
        data: The file.
        package: The same, opened.
        part: The name of its text.
        comments: The comments, in the order of their numbers.

    Raises:
        CommentError: The file is signed.
        ReadError: A part that must be changed is damaged.
        LimitError: It is larger or deeper than the limits allow.
    """
    name = package.name
    kinds = {one.kind for one in package.relations("").values()}
    if "origin" in kinds or any(one.startswith("_xmlsignatures/") for one in package.names):
        raise CommentError(
            f"{name}：文件有数字签名，加批注会使签名失效，未写批注；请用签名前的文件",
            f"{name}: the file is signed, and comments would make its signature void; none were "
            "written. Use the file as it was before it was signed",
        )
    text = _opened(package, part, "document")
    found = (one.target for one in package.relations(part).values() if one.kind == "comments")
    target = next((one for one in found if one in package), None)
    namespace = text.elements[0].namespace
    empty = f'{_HEAD}<w:comments xmlns:w="{namespace}"/>'
    old = _opened(package, target, "comments") if target else Splices(empty.encode())
    records = _records(package, part)
    ours, kept = _ours(old, records.values())
    comments = _without(comments, map(old.words, kept))
    if not comments and not ours:
        return data
    changed = _remove(ours, text, old, records)
    ids = list(_free_ids(text, old, set(map(_id, ours)), len(comments)))
    _hang(text, [one.paragraph for one in comments], ids)
    names = _names(old, old.elements[0])
    written = (_comment(*one, *names) for one in zip(ids, comments, strict=True))
    old.append(old.elements[0], "".join(written).encode())
    made = target or _free_name(package, part)
    parts = {part: text.joined(), made: old.joined(), **changed}
    if target is None:
        kind = _STRICT_RELATION if namespace == _STRICT else _RELATION
        parts |= _related(package, part, made, f"{kind}/comments")
    parts |= _typed(package, made)
    return with_parts(data, {package.member(one) or one: new for one, new in parts.items()})


def suffix_of(package: Package, part: str) -> str:
    """What the name of a Word file with the text *part* has to end in, ``.docx`` mostly."""
    types = _opened(package, _TYPES, "Types") if _TYPES in package else None
    for one in types.elements if types else ():
        if one.attributes.get("PartName", "").lower() == f"/{part}".lower():
            kind = one.attributes.get("ContentType", "").removesuffix("+xml")
            return next((_SUFFIXES[end] for end in _SUFFIXES if kind.endswith(f".{end}")), ".docx")
    return ".docx"


def _opened(package: Package, part: str, root: str) -> Splices:
    """A part that may be changed, and whose root has the name *root*.

    Raises:
        ReadError: It is damaged, or missing.
    """
    if part not in package:
        raise package.damaged(part)
    package.tree(part)  # refuses entities, and what is beyond the limits
    try:
        opened = Splices(package.read(part))
    except ValueError as error:
        raise package.damaged(part) from error
    if opened.elements[0].name != root or not opened.elements[0].namespace:
        raise package.damaged(part)
    return opened


# ------------------------------------------------------------------------------ our comments


def _ours(old: Splices, records: Collection[Splices]) -> tuple[list[Element], list[Element]]:
    """Our comments, those apart that somebody replied to: replies to nothing would be lost."""
    everything = [one for one in old.elements[0].children if one.name == "comment"]
    known = {key for one in everything for key in _keys(one)}
    said = [one.attributes for each in records for one in each.elements]
    parents = {one.get("paraIdParent") for one in said if one.get("paraId") in known}
    ours = [one for one in everything if one.attributes.get("author") == AUTHOR]
    kept = [one for one in ours if parents.intersection(_keys(one))]
    return [one for one in ours if one not in kept], kept


def _records(package: Package, part: str) -> dict[str, Splices]:
    """The parts that record more of comments, by their names, in the order of their kinds."""
    targets = {one.kind: one.target for one in package.relations(part).values()}
    found = {targets[kind]: root for kind, root in _RECORDS.items() if kind in targets}
    return {name: _opened(package, name, root) for name, root in found.items() if name in package}


def _keys(comment: Element) -> Iterator[str]:
    """What other parts call a comment: the keys of its paragraphs, of which they use the last."""
    return (one.attributes["paraId"] for one in comment.children if "paraId" in one.attributes)


def _without(comments: Sequence[Comment], kept: Iterable[str]) -> list[Comment]:
    """The comments of which none that is *kept* has the words."""
    there = Counter(map(_squeezed, kept))
    new = []
    for one in comments:
        words = _squeezed("".join(one.lines))
        if there[words]:
            there[words] -= 1
        else:
            new.append(one)
    return new


def _squeezed(words: str) -> str:
    return "".join(one for one in words if not is_blank_character(one))


def _remove(
    ours: Sequence[Element], text: Splices, old: Splices, records: Mapping[str, Splices]
) -> dict[str, bytes]:
    """Take out our comments, their anchors, and what other parts record of them: those anew."""
    keys = {key for comment in ours for key in _keys(comment)}
    ids = set(map(_id, ours))
    for comment in ours:
        old.remove(comment)
    for one in [each for each in _anchors(text) if _id(each) in ids]:
        run = one.parent if one.parent is not None and one.parent.name == "r" else None
        shown = [each for each in (run.children if run else ()) if each.name != "rPr"]
        text.remove(run if run is not None and shown == [one] else one)
    changed = {}
    for name, record in records.items():  # the second names keys that the third goes by
        for one in record.elements[0].children:
            own = {one.attributes[key] for key in ("paraId", "durableId") if key in one.attributes}
            if own & keys:
                keys |= own
                record.remove(one)
                changed[name] = record
    return {name: record.joined() for name, record in changed.items()}


# ------------------------------------------------------------------------------ the text


def _id(one: Element) -> str:
    return one.attributes.get("id", "").strip()


def _anchors(text: Splices) -> Iterator[Element]:
    namespace = text.elements[0].namespace
    return (one for one in text.elements if one.name in _ANCHORS and one.namespace == namespace)


def _free_ids(text: Splices, old: Splices, ours: Collection[str], number: int) -> Iterator[int]:
    """Identifiers above all that are in use, in the comments and in the text."""
    elements = [*_anchors(text), *old.elements[0].children]
    words = {_id(one) for one in elements}.difference(ours)
    used = {int(one) for one in words if _NUMBER.fullmatch(one)}
    first = max(used, default=-1) + 1
    free = (one for one in count(first if first + number <= _MOST else 0) if one not in used)
    return (next(free) for _ in range(number))


def _hang(text: Splices, paragraphs: Sequence[int], ids: Sequence[int]) -> None:
    """Put anchors around the content of each paragraph; one may get several."""
    hung: dict[int, list[int]] = {}
    for place, identifier in zip(paragraphs, ids, strict=True):
        hung.setdefault(place, []).append(identifier)
    for place, found in hung.items():
        paragraph = text.elements[place]
        prefix, declared = _names(text, paragraph)
        starts = "".join(
            f'<{prefix}commentRangeStart{declared} {prefix}id="{one}"/>' for one in found
        )
        ends = "".join(
            f'<{prefix}commentRangeEnd{declared} {prefix}id="{one}"/>'
            f'<{prefix}r{declared}><{prefix}commentReference {prefix}id="{one}"/></{prefix}r>'
            for one in found
        )
        if paragraph.begin == paragraph.end:
            text.append(paragraph, (starts + ends).encode())
            continue
        first = next(iter(paragraph.children), None)
        has_properties = first is not None and first.name == "pPr"
        text.insert(first.end if first and has_properties else paragraph.begin, starts.encode())
        text.append(paragraph, ends.encode())


def _names(splices: Splices, element: Element) -> tuple[str, str]:
    """The prefix for Word elements in *element*, and its declaration, if needed there.

    Attributes need a prefix, even where elements have no prefix.
    """
    prefix, colon, _ = splices.tag(element).decode().rpartition(":")
    return (prefix + colon, "") if colon else ("w:", f' xmlns:w="{element.namespace}"')


# ------------------------------------------------------------------------------ the comments


def _comment(identifier: int, comment: Comment, prefix: str, declared: str) -> str:
    """A comment, in ASCII, so that it is the same in every encoding that a part may declare."""
    paragraphs = "".join(
        f'<{prefix}p><{prefix}r><{prefix}t xml:space="preserve">{_spelled(line)}</{prefix}t>'
        f"</{prefix}r></{prefix}p>"
        for line in comment.lines
    )
    return (
        f'<{prefix}comment{declared} {prefix}id="{identifier}" {prefix}author="{AUTHOR}" '
        f'{prefix}initials="gd">{paragraphs}</{prefix}comment>'
    )


def _spelled(words: str) -> str:
    """Words as XML may hold them, without characters that control something."""
    calm = "".join(" " if is_blank_character(one) else one for one in words)
    return escape(calm, quote=False).encode("ascii", "xmlcharrefreplace").decode()


# ------------------------------------------------------------------------------ the package


def _free_name(package: Package, part: str) -> str:
    """The name of a part for comments beside the text."""
    folder = dirname(part)
    names = (f"{folder}/comments{number or ''}.xml".lstrip("/") for number in count())
    return next(one for one in names if one not in package)


def _related(package: Package, part: str, made: str, kind: str) -> dict[str, bytes]:
    """The part that relates the text to the comments in *made*."""
    name = f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")
    if name not in package:
        empty = f'{_HEAD}<Relationships xmlns="{_RELATIONS}"/>'
        relations = Splices(empty.encode())
    else:
        relations = _opened(package, name, "Relationships")
    taken = {one.attributes.get("Id", "").lower() for one in relations.elements}
    free = next(one for one in (f"rId{number}" for number in count(1)) if one.lower() not in taken)
    attributes = f' Id="{free}" Type="{kind}" Target="{basename(made)}"'
    return {name: _with_last(relations, "Relationship", attributes)}


def _typed(package: Package, made: str) -> dict[str, bytes]:
    """The part that declares the types of parts, if it does not yet declare that of *made*."""
    types = _opened(package, _TYPES, "Types")
    path = f"/{made}"
    known = {one.attributes.get("PartName", "").lower() for one in types.elements}
    if path.lower() in known:
        return {}
    attributes = f' PartName="{escape(path)}" ContentType="{_CONTENT_TYPE}"'
    return {_TYPES: _with_last(types, "Override", attributes)}


def _with_last(splices: Splices, name: str, attributes: str) -> bytes:
    """An XML with one more element in its root, of the root's own namespace."""
    root = splices.elements[0]
    prefix, colon, _ = splices.tag(root).decode().rpartition(":")
    splices.append(root, f"<{prefix}{colon}{name}{attributes}/>".encode())
    return splices.joined()
