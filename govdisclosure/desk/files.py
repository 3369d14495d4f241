"""Uploaded files, and the disposable processes that read them.

Takes what a browser sent and gives what came of it. The process that serves neither parses a file
nor unpickles anything: it passes on bytes, between the browser and its children.
"""

import json
import pickle
import re

from attrs import asdict, field, frozen

from govdisclosure.api import Limits
from govdisclosure.collection.children import Answer, Children, Confinement, processors
from govdisclosure.collection.outcomes import Loaded, Outcome
from govdisclosure.files import visible
from govdisclosure.source import Source
from govdisclosure.wording import Language

__all__ = [
    "Order",
    "PictureOrder",
    "PlaceOrder",
    "ReadOrder",
    "Reading",
    "Reply",
    "Upload",
    "Workers",
    "default_workers",
    "name_of_upload",
]

#: How long LibreOffice may take, and what reading a file may: somebody waits for the page.
_OFFICE_SECONDS = 30.0
_READING = Confinement(seconds=20, memory_bytes=2**31)
#: A picture of a page is painted by pdfium, over a file that may be hostile.
_PAINTING = Confinement(seconds=4, memory_bytes=2**28)
_TASKS = ("govdisclosure.desk.work:answer", "govdisclosure.desk.work:paint")
#: The only characters that browsers write differently in the name of a file.
_SPELT = (("%22", '"'), ("%0D", " "), ("%0A", " "))
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
#: The longest name that is kept, in characters; how many bytes hold the length of a head.
_LONGEST_NAME, _HEAD = 200, 4


@frozen
class Upload:
    """A file that a browser sent."""

    #: Its name, as :func:`name_of_upload` has it.
    name: str
    data: bytes = field(repr=False)


def name_of_upload(sent: str | None) -> str:
    r"""The name of a file from what a browser sends: no path, and nothing that is not seen.

    Example:
        >>> name_of_upload('C:\\年报\\a%22b.docx')
        'a"b.docx'
    """
    name = (sent or "").replace("\\", "/").rpartition("/")[2]
    for spelt, character in _SPELT:
        name = name.replace(spelt, character)
    name = _UNSEEN.sub(" ", visible(name)).strip()
    stem, dot, suffix = name.rpartition(".")
    if len(name) > _LONGEST_NAME:
        name = f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"[:_LONGEST_NAME]
    return name or "报告"


@frozen
class ReadOrder:
    """One file to be read."""

    data: bytes
    name: str
    limits: Limits


@frozen
class Reading:
    """What came of a file: its outcome, and the Source of its report."""

    outcome: Outcome
    source: Source | None = None


@frozen(kw_only=True)
class Order:
    """Files that were read, and what is to be made of them."""

    #: ``page`` or the name of a download.
    kind: str
    language: Language
    #: Pickled readings: of what is checked, and of the same organs' other years.
    readings: tuple[bytes, ...]
    previous: tuple[bytes, ...] = ()
    rules: Upload | None = None
    #: The bytes of the file that comments go into.
    data: bytes = field(default=b"", repr=False)
    #: Whether the page has its script, which asks for originals when they are wanted.
    is_scripted: bool = False
    #: The largest body that is taken, in bytes; the page says so.
    limit: int = 0


@frozen(kw_only=True)
class PlaceOrder:
    """A file, and a place in it that is to be shown."""

    data: bytes = field(repr=False)
    name: str
    language: Language
    #: As :func:`govdisclosure.desk.places.spell` gives it.
    place: str
    limits: Limits


@frozen(kw_only=True)
class PictureOrder:
    """A PDF file, and a box on one of its pages that is to be shown."""

    data: bytes = field(repr=False)
    name: str
    language: Language
    page: int
    box: tuple[float, float, float, float]


@frozen(kw_only=True)
class Reply:
    """What a browser gets."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    #: The name under which it is saved; empty for what is shown.
    name: str = ""

    def packed(self) -> bytes:
        """It as bytes: nothing that is unpacked can run anything."""
        head = json.dumps(asdict(self, filter=lambda one, _: one.name != "body")).encode()
        return len(head).to_bytes(_HEAD, "big") + head + self.body

    @classmethod
    def unpacked(cls, data: bytes) -> "Reply":
        """What :meth:`packed` made.

        Raises:
            ValueError: *data* was not made by it.
        """
        start = _HEAD + int.from_bytes(data[:_HEAD], "big")
        try:
            return cls(body=data[start:], **json.loads(data[_HEAD:start]))
        except (TypeError, ValueError) as error:
            raise ValueError("no reply") from error


class Workers:
    """The processes that read files and answer with pages; any number of threads may ask."""

    def __init__(
        self,
        limit: int,
        *,
        reading: Confinement = _READING,
        painting: Confinement = _PAINTING,
        tasks: tuple[str, str] = _TASKS,
    ) -> None:
        """No process yet.

        Args:
            limit: The largest file, in bytes.
            reading: What reading a file, or making a page of some, may take.
            painting: What a picture of a page may take.
            tasks: What the processes do, as ``"module:function"``: read and answer, and paint.
        """
        self.limits = Limits(file_bytes=limit, office_seconds=_OFFICE_SECONDS)
        answer, paint = tasks
        self._readers = Children(answer, reading)
        self._painters = Children(paint, painting)

    def warm(self) -> None:
        """Start a process, so that the first file need not wait for it."""
        self._readers.ask(None)

    def read(self, upload: Upload) -> bytes:
        """A pickled :class:`Reading`, whatever becomes of the process that reads."""
        answer = self._readers.ask(ReadOrder(upload.data, upload.name, self.limits))
        if answer.content is not None:
            return answer.content
        lost = Loaded(upload.name, upload.data).failed(answer)
        return pickle.dumps(Reading(lost), pickle.HIGHEST_PROTOCOL)

    def answer(self, order: Order | PlaceOrder | PictureOrder) -> Reply | None:
        """What came of an order; None where the process did not live to give it."""
        children = self._painters if isinstance(order, PictureOrder) else self._readers
        return _reply_in(children.ask(order))

    def close(self) -> None:
        """End all processes."""
        self._readers.close()
        self._painters.close()


def _reply_in(answer: Answer) -> Reply | None:
    try:
        return None if answer.content is None else Reply.unpacked(answer.content)
    except ValueError:
        return None


def default_workers() -> int:
    """How many files are read at the same time unless something else is said."""
    return max(2, processors())
