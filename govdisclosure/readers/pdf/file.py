"""Open a PDF file: its bytes become pages of glyphs, strokes and pictures.

Decides in which process the file is read, words each refusal, and refuses files without text or
with unknown characters. Knows nothing of words or tables.
"""

import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from govdisclosure.errors import MissingExtraError, ReadError
from govdisclosure.formats import FORMATS
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.pdf.content import Budget, Content, Refusal, contents_of
from govdisclosure.readers.pdf.ground import COVERED, HIDDEN, SHOWN, SLANTED, UNPAINTED
from govdisclosure.readers.pdf.lettering import FIGURES
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.pdfium import Pdfium
from govdisclosure.readers.pdf.process import ProcessError, find_pdfium, process_contents
from govdisclosure.readers.pdf.stream import Request
from govdisclosure.readers.processes import find_interpreter
from govdisclosure.readers.showing import Shows

__all__ = ["pages_of"]

#: The end of a file, and how many bytes may follow it.
_LAST_MARK = b"%%EOF"
_AFTER_LAST_MARK = 2048
_BLANKS = b"\0\t\n\f\r "
#: The maximum share of unknown glyphs in a readable text.
_UNKNOWN_SHARE = 0.2
_UNTOLD = "\ufffd"
#: How glyphs that are not words show.
_SHOWS: Mapping[float, Shows] = {
    SLANTED: Shows.WATERMARK,
    HIDDEN: Shows.HIDDEN,
    COVERED: Shows.COVERED,
    UNPAINTED: Shows.HIDDEN,
}
#: pdfium serves one thread at a time.
_ONE_AT_A_TIME = threading.Lock()

#: Why a file is refused, in Chinese and in English, and what to do.
_REASONS: Mapping[str, tuple[str, str]] = {
    "password": (
        "PDF 加了打开密码；请用 PDF 阅读器输入密码打开，另存为不加密的 PDF",
        (
            "the PDF needs a password to be opened; open it with the password in a PDF viewer and "
            "save it without one"
        ),
    ),
    "protection": (
        "PDF 用了特殊的加密方式（如数字证书）；请改用网页或 docx 文件",
        (
            "the PDF is protected in a special way, such as by a certificate; use the web page "
            "or the docx file"
        ),
    ),
    "damaged": (
        "PDF 不完整或已损坏；请重新下载，或用 PDF 阅读器打开后另存",
        "the PDF is cut off or damaged; download it again, or open it in a PDF viewer and save it",
    ),
    "page": (
        "PDF 第 {number} 页无法打开，文件不完整或已损坏；请重新下载",
        (
            "page {number} of the PDF cannot be opened, the file is cut off or damaged; download "
            "it again"
        ),
    ),
    "size": (
        "PDF 第 {number} 页的尺寸不合规范，文件已损坏；请用 PDF 阅读器打开，重新打印成 PDF",
        (
            "page {number} of the PDF has an impossible size, the file is damaged; open it in a "
            "PDF viewer and print it to a new PDF"
        ),
    ),
    "crash": (
        (
            "解析 PDF 的进程在第 {number} 页异常终止，文件已损坏或有害；"
            "请用 PDF 阅读器打开后重新打印成 PDF"
        ),
        (
            "the process that parses the PDF crashed at page {number}, the file is damaged or "
            "harmful; open it in a PDF viewer and print it to a new PDF"
        ),
    ),
    "exhausted": (
        "读取 PDF 到第 {number} 页时电脑内存不足；请关闭其他程序后再试，或改用网页、docx 文件",
        (
            "the computer ran out of memory at page {number} of the PDF; close other programs and "
            "try again, or use the web page or the docx file"
        ),
    ),
    "start": (
        "读取 PDF 的进程无法启动；请重装组件：pip install --force-reinstall 'pypdfium2>=5'",
        (
            "the process that reads PDF does not start; install its package again: "
            "pip install --force-reinstall 'pypdfium2>=5'"
        ),
    ),
    "scan": (
        "PDF 是扫描件，页面是图片，没有文字；请找到文字版，或先做文字识别并人工核对",
        (
            "the PDF is a scan: its pages are pictures without text; look for a version with "
            "text, or have the words recognised and check them by hand"
        ),
    ),
    "recognised": (
        "PDF 是扫描件，只有文字识别留下的隐藏文字，数字不可靠；请找到文字版",
        (
            "the PDF is a scan with nothing but hidden text from character recognition, whose "
            "numbers are not reliable; look for a version with text"
        ),
    ),
    "textless": (
        "PDF 中没有文字（可能已转成曲线）；请改用网页或 docx 文件",
        (
            "there is no text in the PDF (it may have been turned into outlines); use the web "
            "page or the docx file"
        ),
    ),
    "untold": (
        (
            "PDF 的字体没有说明字符编码，共 {glyphs} 个字符中有 {number} 个无法识别；"
            "请改用网页或 docx 文件，或用原软件重新导出 PDF"
        ),
        (
            "the fonts of the PDF do not say which characters they print: {number} of {glyphs} "
            "are unknown; use the web page or the docx file, or export the PDF again"
        ),
    ),
}

#: Which limit stopped the reading, and what was found, in Chinese and in English.
_LIMITS: Mapping[str, tuple[str, str, str]] = {
    "pages": ("pdf_pages", "PDF 有 {number} 页", "the PDF has {number} pages"),
    "glyphs": (
        "pdf_glyphs",
        "PDF 到第 {number} 页字符过多",
        "the PDF has too many characters by page {number}",
    ),
    "strokes": (
        "pdf_strokes",
        "PDF 到第 {number} 页线条和图片过多",
        "the PDF has too many lines and pictures by page {number}",
    ),
    "time": (
        "pdf_seconds",
        "读取 PDF 到第 {number} 页超时",
        "reading the PDF took too long at page {number}",
    ),
    "memory": (
        "pdf_memory_bytes",
        "读取 PDF 到第 {number} 页内存不足",
        "reading the PDF took too much memory at page {number}",
    ),
}


def pages_of(data: bytes, name: str, limits: Limits) -> Sequence[Page]:
    """The pages of a PDF file, in order.

    The file is read in a separate process, within limits of time and memory. Where no process
    can be started (in a frozen program, in a browser) it is read in this one, and these two
    limits do not apply.

    Raises:
        ReadError: The file is damaged, needs a password, or has no text that can be read; or the
            package that reads PDF is missing.
        LimitError: It is larger, or takes longer, than *limits* allow.
    """
    pdfium = find_pdfium()
    if pdfium is None:
        missing = MissingExtraError(FORMATS["pdf"].extra, FORMATS["pdf"].package)
        raise ReadError(
            f"{name}：这是 PDF 文件；{missing.chinese}", f"{name}: a PDF file; {missing.english}"
        ) from missing
    if data.rfind(_LAST_MARK, max(0, len(data.rstrip(_BLANKS)) - _AFTER_LAST_MARK)) < 0:
        raise _refused("damaged", 0, name, limits)
    budget = Budget(limits.pdf_pages, limits.pdf_glyphs, limits.pdf_strokes)
    request = Request(data, budget, limits.pdf_seconds, limits.pdf_memory_bytes)
    pages: list[Page] = []
    try:
        for number, content in enumerate(_contents(request, pdfium), start=1):
            pages.append(_page_of(number, content))
    except Refusal as refusal:
        raise _refused(refusal.code, refusal.number, name, limits) from None
    except ProcessError as error:
        raise _refused(error.reason, error.page, name, limits) from error
    except (AttributeError, ImportError, MemoryError, OSError) as error:
        # Out of memory in this process; or no process, or bindings too old or broken.
        code = "exhausted" if isinstance(error, MemoryError) else "start"
        raise _refused(code, len(pages) + 1, name, limits) from error
    _look_at_text(pages, name, limits)
    return pages


def _contents(request: Request, pdfium: str) -> Iterator[Content]:
    interpreter = find_interpreter()
    if interpreter is not None:
        yield from process_contents(request, interpreter, pdfium)
        return
    # Not pypdfium2_raw alone: another user of pdfium in this process may have started it already.
    bindings = import_module("pypdfium2").raw
    with _ONE_AT_A_TIME:
        yield from contents_of(Pdfium(bindings), request.data, request.budget)


def _page_of(number: int, content: Content) -> Page:
    *columns, manners = (content.places[start::FIGURES].tolist() for start in range(FIGURES))
    glyphs = tuple(map(Glyph, content.text, *columns))
    hidden: tuple[Glyph, ...] = ()
    apart: tuple[Glyph, ...] = ()
    if any(manners):
        every = tuple(zip(glyphs, manners, strict=True))
        glyphs = tuple(glyph for glyph, manner in every if manner == SHOWN)
        told = [(glyph._replace(shows=_SHOWS[manner]), manner) for glyph, manner in every if manner]
        hidden = tuple(glyph for glyph, manner in told if manner == UNPAINTED)
        apart = tuple(glyph for glyph, manner in told if manner != UNPAINTED)
    strokes, pictures = _boxes(content.strokes.tolist()), _boxes(content.pictures.tolist())
    return Page(number, content.width, content.height, glyphs, strokes, pictures, hidden, apart)


def _boxes(sides: list[float]) -> tuple[Box, ...]:
    return tuple(map(Box, sides[0::4], sides[1::4], sides[2::4], sides[3::4]))


def _look_at_text(pages: Sequence[Page], name: str, limits: Limits) -> None:
    """Refuse pages without text, or with mostly unknown characters.

    Raises:
        ReadError: There is no text, or most of it is unknown.
    """
    glyphs = sum(len(page.glyphs) for page in pages)
    unknown = sum(_is_unknown(glyph.text) for page in pages for glyph in page.glyphs)
    if not glyphs:
        has_pictures = any(page.pictures for page in pages)
        has_covered = any(one.shows is Shows.COVERED for page in pages for one in page.apart)
        has_hidden = any(page.hidden for page in pages) or (has_pictures and has_covered)
        code = "recognised" if has_hidden else "scan" if has_pictures else "textless"
        raise _refused(code, 0, name, limits)
    if unknown > _UNKNOWN_SHARE * glyphs:
        raise _refused("untold", unknown, name, limits, glyphs)


def _is_unknown(character: str) -> bool:
    """Whether it is U+FFFD, or of a private area, whose meaning depends on the font."""
    return character == _UNTOLD or unicodedata.category(character) == "Co"


def _refused(code: str, number: int, name: str, limits: Limits, glyphs: int = 0) -> ReadError:
    """The error message for a refusal."""
    if code in _LIMITS:
        limit, chinese, english = _LIMITS[code]
        said = chinese.format(number=number), english.format(number=number)
        return limit_error(limits, limit, name, said=said)
    chinese, english = _REASONS[code]
    return ReadError(
        f"{name}：{chinese.format(number=number, glyphs=glyphs)}",
        f"{name}: {english.format(number=number, glyphs=glyphs)}",
    )
