"""Comments added to a Word file, whose other bytes are not changed.

Takes an opened file and comments on its paragraphs, and gives the bytes of the file with them:
anchors in the text, the comments in a separate part, and the relations of that part. Comments of
this program are recognised by their author and replaced; all others are kept.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape
from itertools import count
from posixpath import basename, dirname
from typing import NamedTuple

from govdisclosure.errors import GovDisclosureError
from govdisclosure.readers.package import Package
from govdisclosure.writers.archive import with_parts
from govdisclosure.writers.splices import Element, Splices

__all__ = ["AUTHOR", "Comment", "CommentError", "with_comments"]

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
#: The largest identifier.
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
    old = None if target is None else _opened(package, target, "comments")
    ours = _remove_ours(text, old)
    if not comments and not ours:
        return data
    ids = list(_free_ids(text, old, ours, len(comments)))
    namespace = text.elements[0].namespace
    _hang(text, [one.paragraph for one in comments], ids)
    made = target or _free_name(package, part)
    if old is None:
        old = Splices(f'{_HEAD}<w:comments xmlns:w="{namespace}"/>'.encode())
    root = old.elements[0]
    names = _names(old, root)
    written = (_comment(*one, *names) for one in zip(ids, comments, strict=True))
    old.append(root, "".join(written).encode())
    parts = {part: text.joined(), made: old.joined()}
    if target is None:
        kind = _STRICT_RELATION if namespace == _STRICT else _RELATION
        parts |= _related(package, part, made, f"{kind}/comments")
    parts |= _typed(package, made)
    return with_parts(data, {package.member(one) or one: new for one, new in parts.items()})


def _opened(package: Package, part: str, root: str) -> Splices:
    """A part that must be changed, and whose root has the name *root*.

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


# ------------------------------------------------------------------------------ the text


def _id(one: Element) -> str:
    return one.attributes.get("id", "").strip()


def _anchors(text: Splices) -> Iterator[Element]:
    namespace = text.elements[0].namespace
    return (one for one in text.elements if one.name in _ANCHORS and one.namespace == namespace)


def _remove_ours(text: Splices, old: Splices | None) -> frozenset[str]:
    """Remove this program's comments and their anchors; return their identifiers."""
    ours = [
        one
        for one in (old.elements[0].children if old is not None else ())
        if one.name == "comment" and one.attributes.get("author") == AUTHOR
    ]
    ids = frozenset(map(_id, ours))
    for comment in ours:
        if old is not None:
            old.remove(comment)
    for one in [each for each in _anchors(text) if ids and _id(each) in ids]:
        run, taken = one.parent, one
        is_run = run is not None and run.name == "r"
        if (
            run is not None
            and is_run
            and [each for each in run.children if each.name != "rPr"] == [one]
        ):
            taken = run
        text.remove(taken)
    return ids


def _free_ids(
    text: Splices, old: Splices | None, ours: Collection[str], number: int
) -> Iterator[int]:
    """Identifiers above all that are in use, in the comments and in the text."""
    elements = [*_anchors(text), *(old.elements[0].children if old is not None else ())]
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
    """Words as XML may hold them, without control characters."""
    calm = "".join(one if one.isprintable() else " " for one in words)
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
