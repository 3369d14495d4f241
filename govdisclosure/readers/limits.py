"""How much reading takes on; honest files never meet these limits."""

from attrs import frozen

__all__ = ["Limits"]

_MEBIBYTE = 1024 * 1024


@frozen(kw_only=True)
class Limits:
    """The limits of ``read``; each refusal names the limit, and any can be raised here.

    A page has 20 to 200 KB and a DOCX file 20 to 60 KB, so honest files stay far below.
    """

    #: The largest file, in bytes.
    file_bytes: int = 64 * _MEBIBYTE
    #: How deep elements of HTML or XML may be nested.
    tag_depth: int = 250
    #: The longest single text in HTML or XML, in bytes.
    text_node_bytes: int = 8 * _MEBIBYTE
    #: How many lines a page may have, and paragraphs a Word file, those in cells among them.
    lines: int = 20_000
    #: How many tables a document may have.
    tables: int = 500
    #: How many places a table's grid may have, covered ones among them.
    table_cells: int = 100_000
    #: How many files an archive may have.
    zip_members: int = 2_000
    #: The largest file of an archive, in bytes, counted while it is inflated.
    part_bytes: int = 64 * _MEBIBYTE
    #: What all files of an archive may come to, in bytes.
    zip_bytes: int = 256 * _MEBIBYTE
    #: How many bytes may come of one byte of an archive.
    zip_ratio: int = 200
    #: How long LibreOffice may take to make an old office file a new one, in seconds.
    office_seconds: float = 60
    #: How many pages a PDF file may have.
    pdf_pages: int = 500
    #: How many characters all its pages may have.
    pdf_glyphs: int = 300_000
    #: How many lines and pictures all its pages may have.
    pdf_strokes: int = 100_000
    #: How long reading it may take: the processor's time, on Windows the clock's, in seconds.
    pdf_seconds: int = 4
    #: How much memory reading it may take beside the file itself, in bytes; held on Linux only.
    pdf_memory_bytes: int = 160 * _MEBIBYTE
