"""The fixed parts of a DOCX file: styles, fonts, settings, footers, and the relations of parts.

Gives XML as text; of a report it knows only the title. Measures are those of GB/T 9704, in
twentieths of a point: a page A4, a type area of 156 × 225 mm, 22 lines of 三号 on a page.
"""

from collections.abc import Mapping
from html import escape

__all__ = ["MAIN_NAMESPACE", "SECTION", "TEXT_WIDTH", "fixed_parts"]

MAIN_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: The width between the margins of 28 and 26 mm.
TEXT_WIDTH = 8844

#: The last element of the body: the page and its footers, odd pages and even ones.
SECTION = (
    f'<w:sectPr xmlns:r="{_RELATIONS}">'
    '<w:footerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="851" w:footer="1304" w:gutter="0"/>'
    "</w:sectPr>"
)


def fixed_parts(title: str | None) -> Mapping[str, str]:
    """All parts except the document itself, by their names, in the order of the file."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(title),
        "word/_rels/document.xml.rels": _relationships(
            (f"{_RELATIONS}/styles", "styles.xml"),
            (f"{_RELATIONS}/settings", "settings.xml"),
            (f"{_RELATIONS}/fontTable", "fontTable.xml"),
            (f"{_RELATIONS}/footer", "footer1.xml"),
            (f"{_RELATIONS}/footer", "footer2.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("Footer"),
        "word/footer2.xml": _footer("FooterEven"),
    }


# ------------------------------------------------------------------------------ package


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
        "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _core_properties(title: str | None) -> str:
    """The title and the language; no dates, so that the same report gives the same bytes."""
    named = f"<dc:title>{escape(title, quote=False)}</dc:title>" if title is not None else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{named}'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


# ------------------------------------------------------------------------------ fonts, settings

#: Each font, its replacement where it is not installed, its family and its pitch.
_FONTS = (
    ("方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong,宋体", "roman"),
    ("黑体", "SimHei,华文黑体,Noto Sans CJK SC", "swiss"),
    ("楷体_GB2312", "楷体,KaiTi,华文楷体,Noto Serif CJK SC", "modern"),
    ("仿宋_GB2312", "仿宋,FangSong,华文仿宋,Noto Serif CJK SC", "modern"),
    ("宋体", "SimSun,华文宋体,Noto Serif CJK SC", "roman"),
    ("Times New Roman", "", "roman"),
)


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{others}"/>' if others else "")
        + (f'<w:charset w:val="{"00" if name.isascii() else "86"}"/>')
        + f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, others, family in _FONTS
    )
    return f'{_HEAD}<w:fonts xmlns:w="{MAIN_NAMESPACE}">{fonts}</w:fonts>'


def _settings() -> str:
    """Page numbers on the outer side; the layout of Word 2013 and later."""
    return (
        f'{_HEAD}<w:settings xmlns:w="{MAIN_NAMESPACE}">'
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer(style: str) -> str:
    """The number of the page between two dashes, 「— 1 —」."""
    return (
        f'{_HEAD}<w:ftr xmlns:w="{MAIN_NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


# ------------------------------------------------------------------------------ styles

_LATIN = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_RED = '<w:color w:val="C00000"/>'
_RIGHT = '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'


def _face(font: str, *, is_bold: bool = False) -> str:
    return f'<w:rFonts {_LATIN} w:eastAsia="{font}"/>' + ("<w:b/>" if is_bold else "")


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(
    key: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    base: str = "Normal",
    following: str = "",
) -> str:
    """A style of paragraphs; some of the names are built into Word."""
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run_style(key: str, name: str, run: str) -> str:
    """A style of words inside a paragraph."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


#: The face of the headings of each level: 黑体, 楷体, 仿宋 in bold, 仿宋.
_HEADING_FACES = (
    _face("黑体"),
    _face("楷体_GB2312"),
    _face("仿宋_GB2312", is_bold=True),
    _face("仿宋_GB2312"),
)


def _heading_styles() -> str:
    styles = []
    for level, face in enumerate(_HEADING_FACES, 1):
        space = '<w:spacing w:before="160"/>' if level == 1 else ""
        paragraph = (
            f'<w:keepNext/><w:keepLines/>{space}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>'
        )
        key = f"Heading{level}"
        styles.append(_style(key, f"heading {level}", paragraph, face, following="BodyText"))
        styles.append(_run_style(f"RunIn{level}", f"段首标题 {level}", face))
    return "".join(styles)


def _table_style(key: str, name: str, line: int, size: int) -> str:
    """A style of words in cells; rows are kept together if the page allows."""
    paragraph = (
        f'<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="{line}" w:lineRule="exact"/>'
        '<w:jc w:val="center"/>'
    )
    run = _face("宋体") + _size(size)
    left = '<w:jc w:val="left"/>'
    return _style(key, name, paragraph, run) + _style(f"{key}Left", f"{name}左", left, base=key)


def _styles() -> str:
    footer = _face("宋体") + _size(28)
    odd = '<w:snapToGrid w:val="0"/><w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'
    even = (
        '<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{MAIN_NAMESPACE}"><w:docDefaults>'
        f"<w:rPrDefault><w:rPr>{_face('仿宋_GB2312')}{_size(32)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:spacing w:line="579" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr>'
        "</w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr/></w:style>'
        + _style("BodyText", "Body Text", _INDENT)
        + _style(
            "Title",
            "Title",
            '<w:keepLines/><w:spacing w:after="579" w:line="700" w:lineRule="exact"/>'
            '<w:jc w:val="center"/>',
            _face("方正小标宋简体") + _size(44),
            following="BodyText",
        )
        + _heading_styles()
        + _table_style("TableWords", "表格文字", 320, 24)
        + _table_style("TableSmall", "表格小字", 280, 21)
        + _style("AfterTable", "表后", '<w:spacing w:line="200" w:lineRule="exact"/>')
        + _style("Caption", "caption", '<w:jc w:val="center"/>')
        + _style("Signature", "Signature", f'<w:keepNext/><w:spacing w:before="579"/>{_RIGHT}')
        + _style("Date", "Date", _RIGHT)
        + _style("Footer", "footer", odd, footer)
        + _style("FooterEven", "双页页脚", even, base="Footer")
        + _run_style("Missing", "缺", _RED)
        + _run_style("MissingSmall", "缺（表格）", _RED + _size(16))
        + "</w:styles>"
    )
