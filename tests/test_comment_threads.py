"""Comments that people answered in Word, and what Word records of comments beside them."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import govdisclosure as gd
from tests.dialects.word_files import package, paragraph
from tests.test_comments import (
    CANONICAL,
    COMMENTS,
    TEXT,
    annotate,
    findings,
    hung_on,
    kept,
    saved,
    text_of,
    tree,
    words_of,
)
from tests.test_docx import parts_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
OFFICE = "http://schemas.microsoft.com/office"
#: The parts in which Word records comments: their names, roots, namespaces and relations.
RECORDS = {
    "commentsExtended": ("commentsEx", f"{OFFICE}/word/2012/wordml", "2011"),
    "commentsIds": ("commentsIds", f"{OFFICE}/word/2016/wordml/cid", "2016/09"),
    "commentsExtensible": ("commentsExtensible", f"{OFFICE}/word/2018/wordml/cex", "2018/08"),
}
NAMES = {kind: f"word/{kind}.xml" for kind in RECORDS}


def key(number: int) -> str:
    return f"{0x1A000000 + number:08X}"


def as_word_saves(data: bytes, replied: int | None = None, author: str = "甲") -> bytes:
    """A commented file with the records of Word, and one more comment, a reply perhaps."""
    parts = parts_of(data)
    text, comments = text_of(data).decode(), text_of(data, COMMENTS).decode()
    numbers = [int(one) for one in re.findall(r'<w:comment w:id="(\d+)"', comments)]
    reply = max(numbers) + 1
    for number in numbers:  # a key for each comment, on the last of its paragraphs
        head, one, rest = comments.partition(f'<w:comment w:id="{number}"')
        inside, end, rest = rest.partition("</w:comment>")
        before, _, last = inside.rpartition("<w:p>")
        inside = f'{before}<w:p xmlns:w14="{W14}" w14:paraId="{key(number)}">{last}'
        comments = head + one + inside + end + rest
    said = paragraph("已核对，数字无误").replace(
        "<w:p>", f'<w:p xmlns:w14="{W14}" w14:paraId="{key(reply)}">'
    )
    comments = comments.replace(
        "</w:comments>",
        f'<w:comment w:id="{reply}" w:author="{author}" w:initials="j">{said}</w:comment>'
        "</w:comments>",
    )
    hung = f'<w:commentRangeStart w:id="{reply}"/>', f'<w:commentRangeEnd w:id="{reply}"/>'
    first = f'<w:commentRangeStart w:id="{replied or 0}"/>'
    last = f'<w:r><w:commentReference w:id="{replied or 0}"/></w:r>'
    text = text.replace(first, first + hung[0])
    text = text.replace(
        last,
        f"{last}{hung[1]}<w:r><w:rPr><w:rStyle w:val='a'/></w:rPr>"
        f'<w:commentReference w:id="{reply}"/></w:r>',
    )
    lines: dict[str, list[str]] = {kind: [] for kind in RECORDS}
    for number in [*numbers, reply]:
        is_reply = number == reply and replied is not None
        parent = f' w:paraIdParent="{key(replied or 0)}"' if is_reply else ""
        lines["commentsExtended"].append(f'<w:commentEx w:paraId="{key(number)}"{parent}/>')
        durable = key(number + 500)
        lines["commentsIds"].append(
            f'<w:commentId w:paraId="{key(number)}" w:durableId="{durable}"/>'
        )
        lines["commentsExtensible"].append(f'<w:commentExtensible w:durableId="{durable}"/>')
    relations, types = "", ""
    for kind, (root, namespace, year) in RECORDS.items():
        parts[NAMES[kind]] = f'<w:{root} xmlns:w="{namespace}">{"".join(lines[kind])}</w:{root}>'
        relations += (
            f'<Relationship Id="x{kind}" Type="{OFFICE}/{year}/relationships/{kind}"'
            f' Target="{escape(kind)}.xml"/>'
        )
        types += (
            f'<Override PartName="/{NAMES[kind]}" ContentType="application/vnd.openxmlformats-'
            f'officedocument.wordprocessingml.{kind}+xml"/>'
        )
    for name, end, more in (
        ("word/_rels/document.xml.rels", "</Relationships>", relations),
        ("[Content_Types].xml", "</Types>", types),
    ):
        parts[name] = text_of(data, name).decode().replace(end, more + end)
    return package(parts | {TEXT: text, COMMENTS: comments})


def recorded(data: bytes) -> dict[str, set[str]]:
    """The keys in each part of records."""
    return {
        kind: {
            str(value)
            for one in tree(text_of(data, name))
            for value in one.xpath("@*[local-name()='paraId' or local-name()='durableId']")
        }
        for kind, name in NAMES.items()
    }


def numbers_of(code: str, data: bytes) -> list[int]:
    return [int(one) for one, words in words_of(data).items() if f" {code} " in words]


def test_what_word_records_of_our_comments_goes_with_them() -> None:
    data = as_word_saves(annotate(CANONICAL))
    (person,) = set(re.findall(r'w:id="(\d+)" w:author="甲"', text_of(data, COMMENTS).decode()))
    new = annotate(data)
    here, durable = key(int(person)), key(int(person) + 500)
    assert recorded(new) == {
        "commentsExtended": {here},
        "commentsIds": {here, durable},
        "commentsExtensible": {durable},
    }
    assert len(words_of(new)) == len(findings(new))
    assert annotate(new) == new
    none = gd.annotate_docx(new, [])
    assert recorded(none) == recorded(new)
    assert kept(none) == ["已核对，数字无误"]


def test_a_comment_that_somebody_replied_to_stays_with_its_reply() -> None:
    first = annotate(CANONICAL)
    (number,) = numbers_of("GD204", first)
    data = as_word_saves(first, replied=number)
    found = findings(data)
    new = gd.annotate_docx(data, found)
    words = words_of(new)
    assert numbers_of("GD204", new) == [number]  # and no second one that says the same
    assert len(words) == len(found)
    assert hung_on(new)[str(number)] == "9"
    assert key(number) in recorded(new)["commentsExtended"]
    assert f'paraIdParent="{key(number)}"'.encode() in text_of(new, NAMES["commentsExtended"])
    assert gd.annotate_docx(new, found) == new
    none = gd.annotate_docx(new, [])  # mended: what people talked of is theirs to take away
    assert list(words_of(none)) == [str(number)]
    assert set(hung_on(none)) == {str(number), str(max(map(int, words_of(first))) + 1)}


def test_what_a_comment_says_anew_stands_beside_the_one_that_was_replied_to() -> None:
    first = annotate(CANONICAL)
    (number,) = numbers_of("GD204", first)
    data = as_word_saves(first, replied=number)
    changed = package(parts_of(data) | {TEXT: text_of(data).replace(b">9<", b">8<")})
    new = annotate(changed)
    assert len(numbers_of("GD204", new)) == 2
    assert gd.annotate_docx(new, findings(new)) == new


def test_a_reply_that_is_gone_keeps_nothing() -> None:
    first = annotate(CANONICAL)
    (number,) = numbers_of("GD204", first)
    data = as_word_saves(first, replied=number)
    gone = re.sub(
        rb'<w:comment w:id="\d+" w:author="\xe7.*?</w:comment>', b"", text_of(data, COMMENTS)
    )
    data = package(parts_of(data) | {COMMENTS: gone})
    assert words_of(gd.annotate_docx(data, [])) == {}


def test_records_that_are_damaged_are_refused() -> None:
    data = as_word_saves(annotate(CANONICAL))
    with pytest.raises(gd.ReadError, match="commentsIds"):
        annotate(package(parts_of(data) | {NAMES["commentsIds"]: "<a"}))


@pytest.mark.slow("comments")
def test_libreoffice_keeps_replies(tmp_path: Path) -> None:
    first = annotate(CANONICAL)
    (number,) = numbers_of("GD204", first)
    new = annotate(as_word_saves(first, replied=number))
    again = saved(new, tmp_path)
    assert kept(again) == kept(new)
    assert "已核对，数字无误" in kept(annotate(again))
