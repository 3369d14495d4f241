"""The kernel: a batch of files in, a row a file out, whatever becomes of any of them.

Takes paths and bytes and gives rows; each file is read by a child process within limits, so that
an engine that knows nothing of that, and would repeat or lose its work, sees no failure at all.
"""

import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govdisclosure.api import Limits
from govdisclosure.batch.rows import answer, read_row, row_of, row_schema
from govdisclosure.collection.children import Children, Confinement
from govdisclosure.collection.outcomes import Loaded, Outcome, Status, load_content
from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import visible
from govdisclosure.frames.extras import load_extra

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Kernel", "parse_batch", "row_children"]

#: What children do.
_TASK = f"{answer.__module__}:{answer.__name__}"


def row_children(confinement: Confinement) -> Children:
    """Children that give the row of a file."""
    return Children(_TASK, confinement)


def parse_batch(
    batch: "pa.RecordBatch | pa.Table",
    *,
    limits: Limits | None = None,
    confinement: Confinement | None = None,
) -> "pa.RecordBatch":
    r"""Read the files of a batch, one after the other, and give a row a file, in their order.

    Each is read by a child process, which stays for the next; a file over which it dies has the
    status ``crashed``, one that takes too long ``timed_out``, and no file raises.

    Args:
        batch: Has the columns ``path``, of strings, and ``content``, of bytes; a file without
            content is refused, and one without a path has an empty one.
        limits: How much to take on of each file.
        confinement: How much time and memory a file may take.

    Returns:
        Rows of :func:`row_schema`; :func:`tables_of` cuts the tables out of them.

    Raises:
        KeyError: *batch* lacks one of the columns.
        TypeError: A column holds neither strings nor bytes.
        GovDisclosureError: The rows are more than one batch can hold; make it smaller.
        MissingExtraError: pyarrow is not installed.

    Example:
        >>> import pyarrow
        >>> data = "某某局2023年政府信息公开工作年度报告\n一、总体情况\n收到申请12件。".encode()
        >>> batch = pyarrow.RecordBatch.from_pydict({"path": ["a.txt"], "content": [data]})
        >>> parse_batch(batch).select(["path", "status", "agency", "year"]).to_pylist()
        [{'path': 'a.txt', 'status': 'read', 'agency': '某某局', 'year': 2023}]
    """
    return kernel_for(confinement or Confinement()).parse(batch, limits or Limits())


class Kernel:
    """Reads batches by children of its own; several threads may have it read at a time."""

    def __init__(self, children: Children) -> None:
        """A kernel whose files *children* read, which give rows."""
        self._children = children

    def parse(self, batch: "pa.RecordBatch | pa.Table", limits: Limits) -> "pa.RecordBatch":
        """:func:`parse_batch`, by these children."""
        arrow = load_extra("pyarrow", "frames")
        files = zip(_words(batch, "path"), _words(batch, "content"), strict=True)
        rows = [self.row(_loaded(path, content, limits), limits) for path, content in files]
        table = arrow.Table.from_batches(rows, row_schema()).combine_chunks()
        batches = table.to_batches() or [arrow.RecordBatch.from_pylist([], schema=row_schema())]
        if len(batches) > 1:  # Arrow cuts at two gigabytes of words
            raise GovDisclosureError(
                f"{len(rows)} 个文件的结果超出一个批次的容量；请减小批次",
                f"the rows of {len(rows)} files are more than one batch can hold; make it smaller",
            )
        return batches[0]

    def row(self, file: Loaded, limits: Limits) -> "pa.RecordBatch":
        """The row of one file."""
        request = file.request(limits)
        found = None if request is None else self._children.ask(request)
        if found is not None and found.content is not None:
            return read_row(found.content)
        return row_of(file.failed(found))

    def close(self) -> None:
        """End the children."""
        self._children.close()


def _words(batch: "pa.RecordBatch | pa.Table", name: str) -> Iterator[str | bytes | None]:
    """A column of strings or bytes, in whatever of their types.

    Raises:
        KeyError: There is no such column.
        TypeError: It holds something else.
    """
    for one in batch[name]:
        value = one.as_py()
        if value is not None and not isinstance(value, str | bytes):
            raise TypeError(f"the column {name} holds {one.type}, and neither strings nor bytes")
        yield value


def _loaded(path: str | bytes | None, content: str | bytes | None, limits: Limits) -> Loaded:
    path = os.fsdecode(path or "")
    if content is None:
        name = visible(path)
        error = GovDisclosureError(f"{name}：没有内容", f"{name}: there is no content")
        return Loaded(path, outcome=Outcome(path=path, status=Status.REFUSED, error=error))
    return load_content(content.encode() if isinstance(content, str) else content, path, limits)


#: The kernels of this process, by what they are confined to, for the children to stay from batch to
#: batch; another process, forked from this one, has its own.
_KERNELS: dict[tuple[int, Confinement], Kernel] = {}
_LOCK = threading.Lock()


def kernel_for(confinement: Confinement) -> Kernel:
    """The kernel of this process for all batches that are confined so."""
    with _LOCK:
        key = (os.getpid(), confinement)
        if key not in _KERNELS:
            _KERNELS[key] = Kernel(row_children(confinement))
        return _KERNELS[key]
