"""Forms as browsers send them: the fields and the files of a request, all of it in memory.

Takes a request and gives what its form holds, or refuses it. Whoever sends too slowly is refused,
too: others wait for the place.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import NamedTuple

import anyio
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from govdisclosure.desk.files import Upload, name_of_upload
from govdisclosure.desk.guard import RefusalError
from govdisclosure.desk.pages import MOST_FILES

__all__ = ["Form", "form_of"]

#: How long a browser may take to send anything, in seconds; how many bytes earn it another second;
#: and how long it may take in all.
_SECONDS, _BYTES_A_SECOND, _MOST_SECONDS = 20.0, 32 * 1024, 600.0
#: The longest field of a form that is no file, and how many there may be of them.
_LONGEST_FIELD, _MOST_FIELDS = 20_000, 20
#: How many files are taken in before a body is refused as no form at all.
_MOST_TAKEN = 1000


class Form(NamedTuple):
    """What a form brought."""

    fields: Mapping[str, str]
    files: Mapping[str, Sequence[Upload]]


async def form_of(request: Request, limit: int) -> Form:
    """What a request brings.

    Args:
        request: It; its body is read.
        limit: The largest body, in bytes.

    Raises:
        RefusalError: It is no form, brings too much or too many, or takes too long.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise RefusalError(400, "bad_form")
    started = anyio.current_time()
    scope = anyio.CancelScope(deadline=started + _SECONDS)

    async def pieces() -> AsyncGenerator[bytes, None]:
        taken = 0
        async for piece in request.stream():
            taken += len(piece)
            scope.deadline = started + min(_SECONDS + taken / _BYTES_A_SECOND, _MOST_SECONDS)
            yield piece

    parser = MultiPartParser(
        request.headers,
        pieces(),
        max_files=_MOST_TAKEN,
        max_fields=_MOST_FIELDS,
        max_part_size=_LONGEST_FIELD,
    )
    parser.spool_max_size = 2 * limit  # so that no file is written to a disk
    fields: dict[str, str] = {}
    files: dict[str, list[Upload]] = {}
    try:
        with scope:
            sent = await parser.parse()
    # a form may name a character set in which its words make no sense
    except (MultiPartException, ClientDisconnect, KeyError, UnicodeError) as error:
        raise RefusalError(400, "bad_form") from error
    if scope.cancelled_caught:
        raise RefusalError(408, "too_slow")
    for name, value in sent.multi_items():
        if not isinstance(value, UploadFile):
            fields[name] = value
            continue
        data = await value.read()
        await value.close()
        if data or value.filename:  # a browser sends a field without a file as an empty one
            files.setdefault(name, []).append(Upload(name_of_upload(value.filename), data))
    if any(len(held) > MOST_FILES for held in files.values()):
        raise RefusalError(422, "too_many")
    return Form(fields, files)
