"""Findings come back as comments in the user's own Word file, and nothing else in it changes."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from html import unescape
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from lxml import etree

import govdisclosure as gd
from govdisclosure.api import read_source
from govdisclosure.cli import main
from govdisclosure.findings.checked import Checked
from govdisclosure.findings.facts import place_of
from govdisclosure.readers.docx.anchors import Anchors
from govdisclosure.readers.docx.reader import read_docx
from govdisclosure.source import Origin, Span
from govdisclosure.wording import Language
from govdisclosure.writers.archive import with_parts
from govdisclosure.writers.splices import Splices
from tests.dialects.word_files import (
    NAMESPACES,
    WORD,
    cell,
    package,
    paragraph,
    part,
    run,
    table,
    word_file,
    word_parts,
)
from tests.test_docx import parts_of
from tests.test_places import WORD_FILES, WordOracle, placed_cells, placed_words

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "report_2021.txt"
TEXT, COMMENTS = "word/document.xml", "word/comments.xml"
STRICT = "http://purl.oclc.org/ooxml"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
#: What is put into the text of a file, as any prefix spells it.
_INSERTED = re.compile(
    rb"<(\w+:)commentRange(?:Start|End)[^>]*/>|<(\w+:)r(?: xmlns:\w+=\"[^\"]*\")?>"
    rb"<\w+:commentReference[^>]*/></\w+:r>"
)


def tree(content: bytes | str) -> Any:  # noqa: ANN401 - XPath gives whatever it finds
    return etree.fromstring(content)


def report(**cells: int) -> gd.Report:
    found = gd.read(EXAMPLE)
    for address, value in {"disputes/review/total": 9, **cells}.items():
        found = found.with_cell(address, value)
    return found


def findings(data: bytes) -> list[gd.Diagnostic]:
    found = gd.read(data)
    return [*gd.check(found), *found.diagnostics]


def annotate(data: bytes) -> bytes:
    return gd.annotate_docx(data, findings(data))


def text_of(data: bytes, name: str = TEXT) -> bytes:
    content = parts_of(data)[name]
    return content if isinstance(content, bytes) else content.encode()


def closed(content: bytes) -> bytes:
    """The text with one tag for each empty paragraph, which has two once it was hung on."""
    return re.sub(rb"<(\w+:p)([^<>]*)></\1>", rb"<\1\2/>", content)


def without_insertions(content: bytes) -> bytes:
    return closed(_INSERTED.sub(b"", content))


def words_of(data: bytes, name: str = COMMENTS) -> dict[str, str]:
    """The words of our comments by their identifiers."""
    root = tree(text_of(data, name))
    return {
        str(one.xpath("@*[local-name()='id']")[0]): "\n".join(
            "".join(each.itertext()) for each in one
        )
        for one in root
        if "govdisclosure" in one.attrib.values()
    }


def hung_on(data: bytes) -> dict[str, str]:
    """The words of the paragraph that each of our comments is hung on."""
    root = tree(text_of(data))
    found = {}
    for one in root.xpath("//*[local-name()='commentReference']"):
        (paragraph,) = one.xpath("ancestor::*[local-name()='p'][1]")
        (identifier,) = one.xpath("@*[local-name()='id']")
        found[str(identifier)] = "".join(paragraph.xpath(".//*[local-name()='t']/text()"))
    return found


def check_insertions(data: bytes, new: bytes) -> None:
    """Nothing but the insertions differs between a file and the same with comments."""
    before, after = parts_of(data), parts_of(new)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {TEXT, COMMENTS, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert without_insertions(text_of(new)) == without_insertions(text_of(data))
    for root in map(tree, (text_of(new, name) for name in changed)):
        assert root is not None
    anchors = tree(text_of(new)).xpath("//*[starts-with(local-name(), 'commentRange')]")
    assert {etree.QName(one.getparent()).localname for one in anchors} == {"p"}
    ids = [one.decode() for one in re.findall(rb'commentReference[^>]*id="(\d+)"', text_of(new))]
    assert len(set(ids)) == len(ids)
    assert set(words_of(new)) <= set(ids)


def check_same_report(data: bytes, new: bytes) -> None:
    one, other = read_source(data), read_source(new)
    assert (one.text, one.origins, one.residue) == (other.text, other.origins, other.residue)
    assert gd.read(data) == gd.read(new)
    assert findings(data) == findings(new)


def check_whole(data: bytes) -> bytes:
    """All that holds of any file; what comes back has a comment for each finding."""
    found = findings(data)
    new = gd.annotate_docx(data, found)
    assert len(words_of(new)) == len(found) > 0
    check_insertions(data, new)
    check_same_report(data, new)
    assert gd.annotate_docx(new, found) == new
    none = gd.annotate_docx(new, [])
    assert words_of(none) == {}
    assert closed(text_of(none)) == closed(text_of(data))
    return new


# ------------------------------------------------------------------------------ files


def in_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The file with every part of XML changed."""
    parts = {name: text_of(data, name) for name in parts_of(data)}
    return package({name: change(name, content) for name, content in parts.items()})


def strict(data: bytes) -> bytes:
    def change(_name: str, content: bytes) -> bytes:
        for old, new in (
            (WORD, f"{STRICT}/wordprocessingml/main"),
            (
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                f"{STRICT}/officeDocument/relationships",
            ),
        ):
            content = content.replace(old.encode(), new.encode())
        return content

    return in_parts(data, change)


def in_utf16(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("word/"):
            return content
        return content.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    return in_parts(data, change)


def with_mark(data: bytes) -> bytes:
    return in_parts(data, lambda _, content: b"\xef\xbb\xbf" + content)


def with_prefix(data: bytes, new: str) -> bytes:
    """The file with another prefix than ``w``; with none, attributes have one all the same."""

    def change(_name: str, content: bytes) -> bytes:
        content = re.sub(rb"(</?)w:", rb"\1" + (new + ":" if new else "").encode(), content)
        own = f'xmlns:{new}="{WORD}"' if new else f'xmlns="{WORD}"'
        return content.replace(f'xmlns:w="{WORD}"'.encode(), f'{own} xmlns:w="{WORD}"'.encode())

    return in_parts(data, change)


def flat_xml(data: bytes) -> bytes:
    """The text of the file as the one part of a single XML."""
    name = "http://schemas.microsoft.com/office/2006/xmlPackage"
    xml = text_of(data).decode().partition("?>")[2]
    flat = f'<pkg:package xmlns:pkg="{name}"><pkg:part pkg:name="/{TEXT}"><pkg:xmlData>{xml}'
    return f"{flat}</pkg:xmlData></pkg:part></pkg:package>".encode()


def with_old_comments(data: bytes) -> bytes:
    """The file with comments of people, and with an anchor in its text that leads to none."""
    more = (
        f'<w:comment w:id="7" w:author="甲" w:initials="j">{paragraph("请核对")}</w:comment>'
        f'<w:comment w:id="3" w:author="乙">{paragraph("已核")}</w:comment>'
    )
    parts = parts_of(data)
    anchor = '<w:r><w:commentReference w:id="12"/></w:r><w:r><w:commentReference w:id="7"/></w:r>'
    text = text_of(data).decode().replace("</w:p>", f"{anchor}</w:p>", 1)
    types = text_of(data, "[Content_Types].xml").decode()
    override = (
        '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.comments+xml"/></Types>'
    )
    relations = text_of(data, "word/_rels/document.xml.rels").decode()
    relation = (
        '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="comments.xml"/></Relationships>'
    )
    return package(
        parts
        | {
            TEXT: text,
            COMMENTS: part("comments", more),
            "[Content_Types].xml": types.replace("</Types>", override),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation),
        }
    )


CANONICAL = gd.render(report(), "docx")
FILES: dict[str, Callable[[], bytes]] = {
    **{
        f"{name}-{edition}": lambda make=make, edition=edition: make(edition, 4)  # type: ignore[misc]
        for name, make in WORD_FILES.items()
        for edition in ("2021", "2019")
    },
    "strict": lambda: strict(CANONICAL),
    "mark": lambda: with_mark(CANONICAL),
    "prefix": lambda: with_prefix(CANONICAL, "ns0"),
    "old comments": lambda: with_old_comments(CANONICAL),
    "stored": lambda: package(parts_of(CANONICAL), zipfile.ZIP_STORED),
    "remarks": lambda: in_parts(
        CANONICAL,
        lambda _, content: content.replace(b"<w:body>", b"<!-- <w:p> --><?x <w:p>?><w:body>"),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_the_insertions_changes(name: str) -> None:
    check_whole(FILES[name]())


@pytest.mark.parametrize("name", WORD_FILES)
def test_every_cell_and_every_line_leads_to_its_paragraph(name: str) -> None:
    data = WORD_FILES[name]("2021", 4)
    anchors, oracle, found = Anchors(data, "a.docx", gd.Limits()), WordOracle(data), gd.read(data)
    elements = list(oracle.root.iter(etree.Element))
    places = [place for _, _, place in placed_cells(found)]
    places += [place for words, place in placed_words(found) if words and place]
    assert len(places) > 200
    for place in places:
        led = anchors.find(place)
        assert led is not None
        number, is_exact = led
        assert elements[number].tag == f"{{{WORD}}}p"
        words = "".join(one.text or "" for one in elements[number].iter(f"{{{WORD}}}t"))
        assert words.removesuffix("单击此处输入") in oracle.words(place) or not is_exact


def test_a_text_in_utf_16_keeps_its_encoding() -> None:
    data = in_utf16(CANONICAL)
    new = annotate(data)
    old, text = text_of(data).decode("utf-16"), text_of(new).decode("utf-16")
    assert without_insertions(text.encode()).decode() == old
    assert text_of(new)[:2] == text_of(data)[:2]
    check_same_report(data, new)
    assert annotate(new) == new


def test_a_file_without_a_prefix_gets_one_where_it_needs_it() -> None:
    data = with_prefix(CANONICAL, "")
    new = annotate(data)
    assert len(words_of(new)) == len(findings(data))
    assert hung_on(new) == hung_on(annotate(CANONICAL))
    check_same_report(data, new)
    assert annotate(new) == new


def test_comments_of_people_stay_and_ours_have_identifiers_above_all() -> None:
    data = with_old_comments(CANONICAL)
    new = annotate(data)
    ours = words_of(new)
    assert min(map(int, ours)) == 13
    assert text_of(data, COMMENTS).removesuffix(b"</w:comments>") in text_of(new, COMMENTS)
    assert text_of(gd.annotate_docx(new, []), COMMENTS) == text_of(data, COMMENTS)


def test_the_largest_identifier_is_no_dead_end() -> None:
    data = with_old_comments(CANONICAL)
    largest = str(2**31 - 1).encode()
    data = in_parts(data, lambda _, content: content.replace(b'w:id="7"', b'w:id="%b"' % largest))
    ours = set(map(int, words_of(annotate(data))))
    assert max(ours) < 100
    assert not ours & {3, 12}


def test_no_findings_and_none_of_ours_leave_the_file_alone() -> None:
    assert gd.annotate_docx(CANONICAL, []) == CANONICAL


# ------------------------------------------------------------------------------ places


def hung(body: str, parts: dict[str, str] | None = None, **place: object) -> tuple[str, bool]:
    """The words of the paragraph that a place leads to."""
    anchors = Anchors(word_file(body, parts), "a.docx", gd.Limits())
    found = anchors.find(Origin(**place) if place else None)  # type: ignore[arg-type]
    assert found is not None
    root = tree(f"<x {NAMESPACES}><w:document><w:body>{body}</w:body></w:document></x>")
    element = list(root[0].iter(etree.Element))[found[0]]
    return "".join(element.xpath(".//*[local-name()='t']/text()")), found[1]


NOTE = part("footnotes", f'<w:footnote w:id="5">{paragraph("注")}</w:footnote>')
REFERENCE = '<w:r><w:footnoteReference w:id="5"/></w:r>'
BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>".format
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
ALTERNATE = f"<mc:AlternateContent>{{}}</mc:AlternateContent>".format  # noqa: F541


def test_a_note_is_hung_on_the_paragraph_that_refers_to_it() -> None:
    body = paragraph("甲") + f"<w:p>{run('乙')}{REFERENCE}</w:p>"
    assert hung(body, {"footnotes": NOTE}, element="footnotes/p[1]") == ("乙", False)


def test_a_box_is_hung_on_the_paragraph_that_holds_it() -> None:
    body = paragraph("甲") + f"<w:p>{run('乙')}{BOX(paragraph('框'))}</w:p>"
    assert hung(body, element="p[3]") == ("乙框", False)


def test_what_has_no_place_is_hung_on_the_first_paragraph() -> None:
    body = f"<w:del>{paragraph('去')}</w:del>" + paragraph("甲") + paragraph("乙")
    assert hung(body) == ("甲", False)
    assert hung(body, element="header1.xml/p[1]") == ("甲", False)


DELETED = (
    "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr><w:del w:id='2' w:author='a'>"
    "<w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
)
MOVED = f"<w:p><w:moveFrom w:id='3' w:author='a'>{run('移')}</w:moveFrom></w:p>"
HIDDEN = f"<w:p>{run('隐', '<w:vanish/>')}</w:p>"


def test_nothing_is_hung_on_what_is_deleted_moved_away_or_hidden() -> None:
    gone = DELETED + MOVED + HIDDEN + paragraph()
    assert hung(gone + paragraph("甲")) == ("甲", False)
    assert hung(table([[cell(gone + paragraph("9"))]]), table=1, row=1, cell=1) == ("9", True)
    assert hung(gone) == ("", False)
    inserted = f"<w:p><w:ins w:id='4' w:author='a'>{run('新')}</w:ins></w:p>"
    moved = f"<w:p><w:moveTo w:id='5' w:author='a'>{run('移')}</w:moveTo></w:p>"
    for shown, words in ((inserted, "新"), (moved, "移")):
        assert hung(gone + shown + paragraph("甲")) == (words, False)


def test_a_cell_is_hung_on_its_first_paragraph_with_words() -> None:
    two = cell(paragraph() + paragraph("子") + paragraph("丑"))
    inner = table([[cell(paragraph("内"))]])
    rows = [[two, cell(CONTROL(paragraph("寅")))], [cell(inner + paragraph("卯")), cell("<w:p/>")]]
    body = paragraph("甲") + CONTROL(table(rows))
    assert hung(body, table=1, row=1, cell=1) == ("子", True)
    assert hung(body, table=1, row=1, cell=2) == ("寅", True)
    assert hung(body, table=1, row=2, cell=1) == ("卯", True)
    assert hung(body, table=2, row=1, cell=1) == ("内", True)
    assert hung(body, table=1, row=2, cell=2) == ("", True)
    assert hung(body, table=1, row=2) == ("内", True)
    assert hung(body, table=9, row=2) == ("甲", False)


def test_rows_and_cells_in_controls_and_spellings_are_counted_as_they_are_read() -> None:
    row = f"<w:tr>{CONTROL(cell(paragraph('一')))}{cell(paragraph('二'))}</w:tr>"
    both = f"<mc:Choice Requires='x'>{row}</mc:Choice><mc:Fallback>{row}</mc:Fallback>"
    body = f"<w:tbl><w:tblPr/>{CONTROL(row)}{ALTERNATE(both)}</w:tbl>{paragraph('末')}"
    assert hung(body, table=1, row=1, cell=2) == ("二", True)
    assert hung(body, table=1, row=2, cell=1) == ("一", True)


@pytest.mark.parametrize(
    "inside",
    [
        "<w:p/>",
        "<w:p />",
        '<w:p w:rsidR="1"/>',
        "<w:p><w:pPr/></w:p>",
        "<w:p><w:pPr><w:jc w:val='left'/></w:pPr></w:p>",
        "<w:p><!-- a > b --><w:pPr/><![CDATA[]]></w:p>",
        f"<w:p w:rsidR='/>'>{run('甲')}</w:p>",
        f"<w:p><w:bookmarkStart w:id='0' w:name='a'/>{run('甲')}<w:bookmarkEnd w:id='0'/></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t><![CDATA[甲]]></w:t></w:r></w:p>",
        f"<w:p><w:ins w:id='1' w:author='a'>{run('甲')}</w:ins><w:del w:id='2'/></w:p>",
        f"<w:p>{BOX(paragraph('框'))}</w:p>",
    ],
)
def test_any_paragraph_can_be_hung_on(inside: str) -> None:
    data = word_file(inside + paragraph("一、概述"))
    (one,) = [each for each in findings(data) if each.code == "GD106"][:1] or findings(data)[:1]
    new = gd.annotate_docx(data, [one])
    assert list(hung_on(new)) == ["0"]
    check_same_report(data, new)
    opened = tree(text_of(new))
    for gone in opened.xpath("//*[starts-with(local-name(), 'commentRange')]"):
        gone.getparent().remove(gone)
    for gone in opened.xpath("//*[local-name()='commentReference']"):
        gone.getparent().getparent().remove(gone.getparent())
    assert etree.tostring(opened, method="c14n") == etree.tostring(
        tree(text_of(data)), method="c14n"
    )


HEADING = paragraph("一、概述")
ODD_BODIES = {
    "alternate": ALTERNATE(
        f"<mc:Choice Requires='wps'>{HEADING}</mc:Choice><mc:Fallback>{HEADING}</mc:Fallback>"
    ),
    "inserted": f"<w:ins w:id='1' w:author='a'>{HEADING}</w:ins>{paragraph('二')}",
    "deleted": f"<w:del w:id='1' w:author='a'>{HEADING}</w:del>{paragraph('二、甲')}",
    "controls": f"<w:tbl>{CONTROL('<w:tr>' + CONTROL(cell(HEADING)) + '</w:tr>')}</w:tbl>",
    "wrapped": f"<w:customXml w:element='a'>{HEADING}</w:customXml>",
    "box": f"<w:p>{BOX(table([[cell(HEADING)]]))}</w:p>",
    "nested": f"<w:p>{HEADING}</w:p>",
    "section": f"<w:p><w:pPr><w:sectPr/></w:pPr></w:p>{HEADING}",
    "joined": (
        "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
        f"{run('一、')}</w:p>{paragraph('概述')}"
    ),
    "hidden": paragraph("一、概述", "<w:rPr><w:vanish/></w:rPr>"),
    "late": f"<w:p>{run('一、概述')}<w:pPr/></w:p>",
    "link": f"<w:p><w:hyperlink r:id='x'>{run('一、概述')}</w:hyperlink></w:p>",
    "in line": f"<w:p>{CONTROL(run('一、概述'))}</w:p>",
}


@pytest.mark.parametrize("prefix", ["w", "a1", ""])
@pytest.mark.parametrize("name", ODD_BODIES)
def test_odd_files_are_commented(name: str, prefix: str) -> None:
    data = word_file(ODD_BODIES[name])
    data = data if prefix == "w" else with_prefix(data, prefix)
    found = findings(data)
    new = gd.annotate_docx(data, found)
    assert len(words_of(new)) == len(hung_on(new)) == len(found) > 0
    check_same_report(data, new)
    assert gd.annotate_docx(new, found) == new


def relations(attributes: str) -> dict[str, str]:
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    one = f'<Relationship Id="rId1" Type="x/comments" {attributes}/>'
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{name}">{one}</Relationships>'}


@pytest.mark.parametrize(
    ("more", "made"),
    [
        ({COMMENTS: "<a/>"}, "word/comments1.xml"),
        (relations('Target="/word/none.xml"'), COMMENTS),
        (relations('Target="http://a/b" TargetMode="External"'), COMMENTS),
    ],
)
def test_what_relates_to_no_comments_is_left_alone(more: dict[str, str], made: str) -> None:
    parts = word_parts(HEADING)
    data = package({**parts, **more})
    found = findings(data)
    new = gd.annotate_docx(data, found)
    assert set(parts_of(new)) - {*parts, *more} == {made}
    assert len(words_of(new, made)) == len(found) > 0
    assert gd.annotate_docx(new, found) == new


@pytest.mark.parametrize("folder", ["word\\", "WORD/"])
def test_parts_are_found_as_office_finds_them(folder: str) -> None:
    parts = {name.replace("word/", folder): one for name, one in word_parts(HEADING).items()}
    data = package(parts)
    new = annotate(data)
    assert set(parts_of(new)) - set(parts) == {COMMENTS}
    assert annotate(new) == new


# ------------------------------------------------------------------------------ words


def test_a_comment_is_the_sentence_of_its_finding_and_names_the_page_of_its_rule() -> None:
    found = [one for one in findings(CANONICAL) if one.code == "GD204"]
    for language, cells, page in (
        ("zh", "所涉其他单元格：「四/行政复议/结果维持」、「四/行政复议/结果纠正」、", "规则说明"),
        ("en", "other cells: ", "about the rule: run"),
    ):
        new = gd.annotate_docx(CANONICAL, found, language=language)  # type: ignore[arg-type]
        ((words),) = words_of(new).values()
        assert found[0].text(language) in words  # type: ignore[arg-type]
        assert cells in words
        assert words.splitlines()[-1].startswith(page)
        assert words.endswith("govdisclosure explain GD204")
    assert hung_on(new) == {"0": "9"}
    assert b"w:date" not in text_of(new, COMMENTS)


def test_a_comment_names_the_first_of_many_other_cells() -> None:
    """A blank beside zeros is about the whole table, which no comment can list."""
    data = gd.render(gd.read(EXAMPLE).with_cell("requests/disclosed/other_org", ""), "docx")
    found = gd.check(gd.read(data), select=["GD903"])
    (words,) = words_of(gd.annotate_docx(data, found)).values()
    (line,) = [one for one in words.splitlines() if one.startswith("所涉其他单元格：「")]
    assert line.count("「") == 12
    assert line.endswith("」等 174 格")


def test_prose_is_hung_on_the_prose_and_names_the_cell() -> None:
    data = in_parts(
        gd.render(report(**{"disputes/review/total": 4}), "docx"),
        lambda _, content: content.replace("新收申请50件".encode(), "新收申请58件".encode()),
    )
    new = gd.annotate_docx(data, gd.check(gd.read(data), select=["GD301"]))
    assert ["新收申请58件" in words for words in hung_on(new).values()] == [True]
    (words,) = words_of(new).values()
    assert "所涉其他单元格：「三/一、本年新收政府信息公开申请数量/总计」" in words


def place_words(data: bytes, language: Language = "zh") -> dict[str, str]:
    """The place in words of each line and cell of a file."""
    source = read_docx(data, "a.docx", gd.Limits())
    one = Checked(file="a.docx", source=source, report=gd.read(data))
    (notice, *_) = gd.read("甲\n".encode()).diagnostics
    found = {}
    for start, _ in source.origins:
        finding = evolve(notice, addresses=(), span=Span(start, start + 1))
        line = source.text[start:].split("\n", 1)[0].split("\t", 1)[0]
        found[line] = place_of(finding, one).words(language)
    return found


def test_places_beside_the_text_are_said_as_what_they_are() -> None:
    endnote = part("endnotes", f'<w:endnote w:id="6">{paragraph("尾")}</w:endnote>')
    notes = f"{REFERENCE}<w:r><w:endnoteReference w:id='6'/></w:r>"
    body = paragraph("一、总体情况") + f"<w:p>{run('乙')}{notes}</w:p>"
    data = word_file(body, {"footnotes": NOTE, "endnotes": endnote})
    found = place_words(data)
    assert found["乙"] == "「一、总体情况」部分"
    assert (found["注"], found["尾"]) == ("脚注", "尾注")
    inner = word_file(paragraph("内") + table([[cell(paragraph("子")), cell(paragraph("丑"))]]))
    chunk = relations('Target="chunk.docx"')
    parts = {**word_parts(f"{paragraph('甲')}<w:altChunk r:id='rId1'/>"), **chunk}
    found = place_words(package(parts | {"word/chunk.docx": inner}))
    assert found["内"] == "嵌入的文档"
    assert found["子"] == "嵌入的文档，第 1 个表格，第 1 行，第 1 格"


def test_what_is_no_place_is_said() -> None:
    found = [one for one in findings(CANONICAL) if one.code == "GD003"]
    new = gd.annotate_docx(CANONICAL, found)
    assert ["位置：页脚" in words for words in words_of(new).values()] == [True]
    assert "望舒市" in next(iter(hung_on(new).values()))


def test_findings_of_another_report_do_no_harm() -> None:
    other = gd.read(ROOT / "examples" / "report_2019.txt")
    found = [*gd.check(other, blank="zero"), *other.diagnostics, *findings(CANONICAL)]
    found += [evolve(one, span=Span(start, start + 1)) for one in found for start in (-9, 10**9)]
    assert len(words_of(gd.annotate_docx(CANONICAL, found))) == len(found)


def test_thousands_of_findings_are_commented() -> None:
    found = findings(CANONICAL) * 2500
    new = gd.annotate_docx(CANONICAL, found)
    assert len(words_of(new)) == len(hung_on(new)) == len(found)
    assert gd.annotate_docx(new, found) == new


def test_control_characters_stay_out() -> None:
    data = word_file(paragraph("一、概述"))
    (one, *_) = findings(data)
    odd = evolve(
        gd.read("甲\n".encode()).diagnostics[0], arguments=(("words", "a\x00\x1b]\u202e<&>"),)
    )
    new = gd.annotate_docx(data, [odd, one])
    text = tree(text_of(new, COMMENTS))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", "".join(text.itertext()))


# ------------------------------------------------------------------------------ archives


def test_members_stay_packed_as_they_are() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"remark"
        for name in ("a", "b", "c"):
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(name.encode() * 1000)
        archive.writestr("d", b"d", zipfile.ZIP_STORED)
    data = stream.getvalue()
    new = with_parts(data, {"b": b"new", "e": b"more"})
    with zipfile.ZipFile(BytesIO(new)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a", "b", "c", "d", "e"]
        assert (archive.read("b"), archive.read("e"), archive.comment) == (
            b"new",
            b"more",
            b"remark",
        )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first, second = (archive.getinfo(name).header_offset for name in ("a", "b"))
    assert new.startswith(data[first:second])


class _Pipe(BytesIO):
    """A stream that nobody can go back in, as of a program that writes archives to a pipe."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def test_sizes_behind_members_are_kept() -> None:
    stream = _Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(CANONICAL).items():
            archive.writestr(name, content)
    check_whole(stream.getvalue())


def test_what_stands_before_an_archive_does_no_harm() -> None:
    new = annotate(b"PK\x03\x04" + b"\0" * 200 + CANONICAL)
    assert without_insertions(text_of(new)) == closed(text_of(CANONICAL))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_a_name_the_one_that_is_read_is_changed() -> None:
    stream = BytesIO(CANONICAL)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(TEXT, text_of(CANONICAL).replace(b">9<", b">8<"))
    data = stream.getvalue()
    assert gd.read(data)["disputes/review/total"].value == 8
    new = annotate(data)
    assert hung_on(new)
    check_same_report(data, new)


# ------------------------------------------------------------------------------ refusals


def test_a_signed_file_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = package(parts_of(CANONICAL) | {"_xmlsignatures/origin.sigs": ""})
    with pytest.raises(gd.CommentError, match="数字签名"):
        annotate(data)
    (tmp_path / "a.docx").write_bytes(data)
    target = tmp_path / "b.docx"
    assert main(["check", str(tmp_path / "a.docx"), "-o", str(target), "--lang", "en"]) == 3
    assert "signed" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("data", ["一、概述".encode(), b"<p>a"])
def test_what_is_no_docx_file_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(gd.CommentError, match="no docx file"):
        gd.annotate_docx(data, [])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", flat_xml(CANONICAL)])
def test_what_is_not_read_is_refused_as_it_is_elsewhere(data: bytes) -> None:
    with pytest.raises(gd.ReadError):
        gd.annotate_docx(data, [])


def test_a_text_without_paragraphs_is_refused() -> None:
    data = word_file(run("一、概述"))
    with pytest.raises(gd.CommentError, match="no paragraph"):
        annotate(data)


@pytest.mark.parametrize("content", ["<a", "<a/>", "<comments/>", "<Types/>"])
@pytest.mark.parametrize("name", [COMMENTS, "[Content_Types].xml"])
def test_a_damaged_part_is_refused(name: str, content: str) -> None:
    parts = parts_of(with_old_comments(CANONICAL))
    if name != COMMENTS:
        parts = parts_of(CANONICAL)
    with pytest.raises(gd.ReadError, match="damaged"):
        annotate(package(parts | {name: content}))


def test_entities_in_the_comments_are_refused() -> None:
    bomb = f"<!DOCTYPE x [<!ENTITY a 'aaa'>]><w:comments {NAMESPACES}>&a;</w:comments>"
    data = package(parts_of(with_old_comments(CANONICAL)) | {COMMENTS: bomb})
    with pytest.raises(gd.ReadError, match="DTD"):
        annotate(data)


# ------------------------------------------------------------------------------ the command


def test_check_writes_the_own_file_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(CANONICAL)
    target = tmp_path / "out" / "a.checked.docx"
    assert main(["check", str(tmp_path / "a.docx"), "-o", str(target), "--lang", "zh"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "错误 1" in err
    check_insertions(CANONICAL, target.read_bytes())
    words = words_of(target.read_bytes()).values()
    assert any("GD204" in one for one in words)
    assert not any("GD003" in one for one in words)  # it asks for nothing
    again = tmp_path / "again"
    call = ["check", str(target), "-o", str(again), "--format", "docx-comments"]
    assert main(call) == 1
    assert again.read_bytes() == target.read_bytes()


def test_a_report_may_come_from_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(CANONICAL)))
    assert main(["check", "-", "-o", str(tmp_path / "a.docx")]) == 1
    check_insertions(CANONICAL, (tmp_path / "a.docx").read_bytes())


def of_kind(kind: str, data: bytes) -> bytes:
    types = text_of(data, "[Content_Types].xml").decode()
    return package(
        parts_of(data)
        | {"[Content_Types].xml": types.replace("wordprocessingml.document.main", kind)}
    )


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("ms-word.document.macroEnabled.main", ".docm"),
        ("wordprocessingml.template.main", ".dotx"),
        ("ms-word.template.macroEnabledTemplate.main", ".dotm"),
    ],
)
def test_a_file_is_written_under_a_suffix_with_which_word_opens_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, suffix: str
) -> None:
    data = of_kind(kind, CANONICAL)
    (tmp_path / f"a{suffix}").write_bytes(data)
    (tmp_path / "a.docx").write_bytes(CANONICAL)
    docx, right = tmp_path / "b.docx", tmp_path / f"b{suffix.upper()}"
    for source, target in ((f"a{suffix}", docx), ("a.docx", right)):
        assert main(["check", str(tmp_path / source), "-o", str(target), "--lang", "en"]) == 2
        assert "Word would not open it" in capsys.readouterr().err
        assert not target.exists()
    assert main(["check", str(tmp_path / f"a{suffix}"), "-o", str(right)]) == 1
    check_insertions(data, right.read_bytes())


def test_a_report_from_stdin_that_is_too_large_is_refused_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(bytes(64 * 2**20 + 9))))
    assert main(["check", "-", "-o", str(tmp_path / "a.docx"), "--lang", "en"]) == 3
    err = capsys.readouterr().err
    assert err.count("file_bytes") > 0
    assert "1 unreadable" in err


def test_a_single_xml_becomes_the_canonical_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_bytes(flat_xml(CANONICAL))
    target = tmp_path / "a.docx"
    assert main(["check", str(tmp_path / "a.xml"), "-o", str(target), "--lang", "en"]) == 1
    assert "is no docx file" in capsys.readouterr().err
    assert "9" in hung_on(target.read_bytes()).values()


def test_no_locale_decides_on_the_language_of_comments(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(CANONICAL)
    targets = [tmp_path / f"{name}.docx" for name in ("plain", "english")]
    main(["check", str(tmp_path / "a.docx"), "-o", str(targets[0])])
    main(["check", str(tmp_path / "a.docx"), "-o", str(targets[1]), "--lang", "en"])
    shown = ["".join(words_of(one.read_bytes()).values()) for one in targets]
    assert "所涉其他单元格" in shown[0]
    assert "other cells" in shown[1]


@pytest.mark.parametrize("format", ["txt", "md", "html"])
def test_other_formats_become_the_canonical_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    wrong = report(**{"requests/received_new/total": 58})
    source = tmp_path / f"a.{format}"
    gd.write(wrong, source)
    target = tmp_path / "a.docx"
    assert main(["check", str(source), "-o", str(target), "--lang", "en"]) == 1
    assert "is no docx file" in capsys.readouterr().err
    new = target.read_bytes()
    assert gd.read(new) == wrong
    on, words = hung_on(new), words_of(new)
    found = {code: on[one] for one in words for code in re.findall("GD2..", words[one])[:1]}
    assert found["GD204"] == "9"
    assert found["GD203"] == "58"
    (prose,) = [on[one] for one in words if "GD301" in words[one]]
    assert "新收申请50件" in prose


def test_several_reports_do_not_go_into_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.docx").write_bytes(CANONICAL)
    target = tmp_path / "out.docx"
    files = [str(tmp_path / f"{name}.docx") for name in ("a", "b")]
    assert main(["check", *files, "-o", str(target), "--lang", "en"]) == 2
    assert "one report" in capsys.readouterr().err
    assert main(["check", files[0], "-o", files[0]]) == 2
    assert not target.exists()
    assert main(["check", str(tmp_path / "none.docx"), "-o", str(target)]) == 3
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    assert main(["check", str(tmp_path / "bad.docx"), "-o", str(target)]) == 3
    assert not target.exists()


def mended(data: bytes, changes: Iterable[tuple[str, str]]) -> bytes:
    text = text_of(data).decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return package(parts_of(data) | {TEXT: text})


def test_a_clerk_mends_a_draft_by_its_comments_alone(tmp_path: Path) -> None:
    wrong = report(**{"requests/received_new/total": 51})
    draft = mended(
        gd.render(wrong, "docx"),
        [
            ("2023年12月31日", "2022年12月31日"),
            ("新收申请50件", "新收申请58件"),
            ("2024年1月22日", "2024年2月22日"),
        ],
    )
    (tmp_path / "draft.docx").write_bytes(draft)
    first, second = tmp_path / "draft.checked.docx", tmp_path / "again.docx"
    assert main(["check", str(tmp_path / "draft.docx"), "-o", str(first)]) == 1
    on, words = hung_on(first.read_bytes()), words_of(first.read_bytes())
    codes = {code: one for one in words for code in re.findall("GD...", words[one])[:1]}
    assert {"GD503", "GD203", "GD201", "GD301", "GD204", "GD505"} == set(codes)
    places = {code: on[one] for code, one in codes.items()}
    assert (places["GD203"], places["GD201"], places["GD204"]) == ("51", "51", "9")
    assert places["GD505"] == "2024年2月22日"
    assert "2022年12月31日" in places["GD503"]
    assert "应为 50（现填 51）" in words[codes["GD203"]]
    assert "应为 4（现填 9）" in words[codes["GD204"]]
    changes = [
        ("2022年12月31日", "2023年12月31日"),
        ("新收申请58件", "新收申请50件"),
        ("2024年2月22日", "2024年1月22日"),
        (">51<", ">50<"),
        (">9<", ">4<"),
    ]
    (tmp_path / "mended.docx").write_bytes(mended(first.read_bytes(), changes))
    assert main(["check", str(tmp_path / "mended.docx"), "-o", str(second)]) == 0
    assert words_of(second.read_bytes()) == {}


# ------------------------------------------------------------------------------ other programs

SOFFICE, PANDOC = shutil.which("soffice"), shutil.which("pandoc")


def saved(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [SOFFICE, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    call += ["--outdir", str(folder / "out"), str(folder / "a.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    return (folder / "out" / "a.docx").read_bytes()


def kept(data: bytes) -> list[str]:
    """The words of all comments, blanks left out."""
    found = re.findall(r"<w:comment .*?</w:comment>", text_of(data, COMMENTS).decode(), re.DOTALL)
    return sorted(re.sub(r"\s", "", unescape(re.sub("<[^>]*>", "", one))) for one in found)


@pytest.mark.slow("comments")
@pytest.mark.parametrize("name", FILES)
def test_libreoffice_keeps_every_comment(name: str, tmp_path: Path) -> None:
    new = annotate(FILES[name]())
    again = saved(new, tmp_path)
    ours = [re.sub(r"\s", "", one) for one in words_of(new).values()]
    found = [one for one in kept(again) if "govdisclosure" in one]
    assert len(found) == len(ours)
    if "controls" not in name:
        assert found == sorted(ours)
        before, after = (
            sorted(one.replace("框内文字", "") for one in hung_on(each).values())
            for each in (new, again)  # it drops a box that is drawn by nothing
        )
        assert before == after
    else:  # LibreOffice may empty the first paragraph of a comment that stands between controls
        assert all(any(one.endswith(each) for one in ours) for each in found)


@pytest.mark.slow("comments")
def test_files_of_libreoffice_are_commented(tmp_path: Path) -> None:
    data = saved(CANONICAL, tmp_path)
    new = check_whole(data)
    again = annotate(saved(new, tmp_path))
    assert len(kept(again)) == len(words_of(again)) == len(findings(again))


@pytest.mark.slow("comments")
def test_files_of_pandoc_are_commented(tmp_path: Path) -> None:
    if PANDOC is None:
        pytest.skip("pandoc is not installed")
    (tmp_path / "a.html").write_text(gd.render(report(), "html"), encoding="utf-8")
    call = [PANDOC, str(tmp_path / "a.html"), "-o", str(tmp_path / "a.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=60)
    check_whole((tmp_path / "a.docx").read_bytes())


def test_a_splice_is_refused_in_what_is_no_xml() -> None:
    with pytest.raises(ValueError, match="mismatched"):
        Splices(b"<a></b>")
