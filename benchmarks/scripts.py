"""What a competent user would write instead: all cells of a clean report, by other tools.

Each script takes the bytes of one file and gives the printed words of every cell by the pair of its
labels, so that the work compared is the same work. The scripts know the form of 2021 as it is
printed in whole tables; nothing bent, cut or run together is read, no place is kept and nothing is
said about what is missing.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

from benchmarks.measure import module_or_none

__all__ = ["SCRIPTS", "Cells", "Script"]

#: The words of each cell by its row's and its column's label.
Cells: TypeAlias = dict[tuple[str, str], str]
Script: TypeAlias = Callable[[bytes], Cells]

_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_PROCEDURES = ("行政复议", "未经复议直接起诉", "复议后起诉")


def _cells(rows: Iterable[Sequence[str]]) -> Cells:
    """The cells in the rows of the three tables, each row with its labels in front."""
    cells: Cells = {}
    columns: Sequence[str] = ()
    for row in rows:
        label, words = row[0], row[1:]
        if label == "信息内容":
            columns = list(dict.fromkeys(words))
        elif len(row) == len(_RESULTS) * len(_PROCEDURES) and label.isdigit():
            names = [(one, other) for one in _PROCEDURES for other in _RESULTS]
            cells |= zip(names, row, strict=True)
        elif len(row) > len(_APPLICANTS) and row[-1].isdigit():
            label = row[-len(_APPLICANTS) - 1]
            cells |= {
                (label, one): word
                for one, word in zip(_APPLICANTS, row[-len(_APPLICANTS) :], strict=True)
            }
        elif columns and words and words[0].replace(".", "").isdigit():
            cells |= {(label, one): word for one, word in zip(columns, words, strict=False) if one}
    return cells


def _with_split(_: Any) -> Script:  # noqa: ANN401 - no module
    def read(data: bytes) -> Cells:
        return _cells(line.split("\t") for line in data.decode().splitlines() if "\t" in line)

    return read


def _with_pandas(pandas: Any) -> Script:  # noqa: ANN401 - used without its types
    def read(data: bytes) -> Cells:
        tables = pandas.read_html(io.StringIO(data.decode()), flavor="lxml")
        return _cells(row for table in tables for row in _rows(table))

    return read


def _rows(table: Any) -> Iterator[Sequence[str]]:  # noqa: ANN401 - a frame, used without its types
    """The rows of a frame, those that pandas took for its header among them."""
    yield from zip(*(name if isinstance(name, tuple) else (name,) for name in table), strict=True)
    yield from table.astype(str).to_numpy().tolist()


def _with_python_docx(docx: Any) -> Script:  # noqa: ANN401 - used without its types
    def read(data: bytes) -> Cells:
        document = docx.Document(io.BytesIO(data))
        return _cells(
            [cell.text.strip() for cell in row.cells]
            for table in document.tables
            for row in table.rows
        )

    return read


def _with_pdfplumber(pdfplumber: Any) -> Script:  # noqa: ANN401 - used without its types
    def read(data: bytes) -> Cells:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _cells(
                [normalize("NFKC", word.replace("\n", "")) for word in row if word]
                for page in document.pages
                for table in page.extract_tables()
                for row in table
                if any(row)
            )

    return read


class Tool(NamedTuple):
    """What a script is written with."""

    tool: str
    #: The module it needs; empty where Python is enough.
    module: str
    make: Callable[[Any], Script]

    def __call__(self) -> Script | None:
        """The script; None, and that is said, where its module is missing."""
        if not self.module:
            return self.make(None)
        module = module_or_none(self.module)
        return None if module is None else self.make(module)


#: The script of each format.
SCRIPTS = {
    "txt": Tool("split", "", _with_split),
    "html": Tool("pandas", "pandas", _with_pandas),
    "docx": Tool("python-docx", "docx", _with_python_docx),
    "pdf": Tool("pdfplumber", "pdfplumber", _with_pdfplumber),
}
