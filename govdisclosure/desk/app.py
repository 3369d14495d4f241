"""The desk as an application of ASGI: its routes, and how an upload becomes an answer.

Takes requests that the guard lets through and gives pages and files. Keeps no file: what a browser
sends is in memory as long as its request is answered, and in the memory of the process that reads
it; the browser sends it again for the next.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import TypeVar
from urllib.parse import parse_qs, quote

import anyio
from anyio.to_thread import run_sync
from attrs import field, frozen
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from govdisclosure.desk.downloads import DOWNLOADS
from govdisclosure.desk.files import (
    Order,
    PictureOrder,
    PlaceOrder,
    Reply,
    Upload,
    Workers,
    default_workers,
)
from govdisclosure.desk.forms import Form, form_of
from govdisclosure.desk.guard import Guard, RefusalError
from govdisclosure.desk.pages import MOST_FILES, form_facts, page, size_words
from govdisclosure.desk.places import place_in
from govdisclosure.desk.wording import WORDINGS, say
from govdisclosure.wording import LANGUAGES, Language

__all__ = ["LIMIT", "LOCAL_HOSTS", "DeskSettings", "make_app"]

_T = TypeVar("_T")
#: The largest body unless something else is said, in bytes.
LIMIT = 40 * 1024 * 1024
#: The names of this machine, by which the desk may always be called.
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
#: How many requests may bring files for each process that reads; the others are asked to wait.
_WAITING = 4
#: How long the files of one request may take to be read, in seconds: others are waiting.
_READING_SECONDS = 300.0
_ASSETS: Mapping[str, str] = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "desk.svg": "image/svg+xml",
}


@frozen(kw_only=True)
class DeskSettings:
    """How a desk is set up."""

    #: The names by which it may be called besides those of this machine.
    hosts: tuple[str, ...] = ()
    #: The largest body of a request, in bytes.
    limit: int = LIMIT
    #: How many files are read at the same time.
    workers: int = field(factory=default_workers)


def make_app(settings: DeskSettings | None = None, workers: Workers | None = None) -> ASGIApp:
    """The application, for any server of ASGI.

    Args:
        settings: How it is set up.
        workers: What reads files; its own processes when None.
    """
    settings = settings or DeskSettings()
    desk = _Desk(settings, workers or Workers(settings.limit))
    app = Starlette(
        routes=[
            Route("/", desk.start),
            Route("/check", desk.check, methods=["POST"]),
            Route("/original", desk.original, methods=["POST"]),
            Route("/check", _to_start),
            Route("/original", _to_start),
            Route("/healthz", _is_well),
            Route("/static/{name}", desk.asset),
        ],
        exception_handlers={RefusalError: desk.refused_later, Exception: desk.failed},
        lifespan=desk.living,
    )
    return Guard(  # around everything, for an error is an answer, too
        app,
        hosts=(*LOCAL_HOSTS, *settings.hosts),
        limit=settings.limit,
        places=_WAITING * settings.workers,
        say=desk.refused,
    )


class _Desk:
    """Answers requests."""

    def __init__(self, settings: DeskSettings, workers: Workers) -> None:
        self._settings = settings
        self._workers = workers
        self._turns: anyio.CapacityLimiter | None = None
        folder = files("govdisclosure.desk") / "static"
        self._assets = {name: (folder / name).read_bytes() for name in _ASSETS}

    @asynccontextmanager
    async def living(self, _app: Starlette) -> AsyncIterator[None]:
        """Start a process, and end all."""
        try:
            await self._in_turn(self._workers.warm)
            yield
        finally:
            self._workers.close()

    # -- pages

    async def start(self, request: Request) -> Response:
        """The page to begin with."""
        language = _language(request.query_params.get("lang"))
        facts = form_facts(self._settings.limit)
        return _answer(Reply(body=page("start.html", language, problem="", **facts)))

    async def check(self, request: Request) -> Response:
        """A page of what was found in files, or a file made of them."""
        form = await form_of(request, self._settings.limit)
        language = self._language_of(request, form)
        kind = form.fields.get("as", "page") or "page"
        uploads = form.files.get("file", ())
        if not uploads:
            raise RefusalError(422, "no_file")
        if kind != "page" and kind not in DOWNLOADS:
            raise RefusalError(422, "unknown_kind", kind=kind)
        if kind != "page" and DOWNLOADS[kind].is_of_one and len(uploads) > 1:
            raise RefusalError(422, "one_report", count=len(uploads))
        previous = form.files.get("previous", ())
        readings = await self._read(request, (*uploads, *previous))
        order = Order(
            kind=kind,
            language=language,
            readings=tuple(readings[: len(uploads)]),
            previous=tuple(readings[len(uploads) :]),
            rules=next(iter(form.files.get("rules", ())), None),
            data=uploads[0].data if kind == "comments" else b"",
            is_scripted="scripted" in form.fields,
            limit=self._settings.limit,
        )
        return await self._ask(order)

    async def original(self, request: Request) -> Response:
        """The place of something in a file."""
        form = await form_of(request, self._settings.limit)
        language = self._language_of(request, form)
        spelled = form.fields.get("at", "")
        upload = next(iter(form.files.get("file", ())), None)
        if upload is None:
            raise RefusalError(422, "no_file")
        place = place_in(spelled)
        order: PlaceOrder | PictureOrder
        if place is not None and place.page is not None and place.box is not None:
            order = PictureOrder(
                data=upload.data,
                name=upload.name,
                language=language,
                page=place.page,
                box=place.box,
            )
        else:
            order = PlaceOrder(
                data=upload.data,
                name=upload.name,
                language=language,
                place=spelled,
                limits=self._workers.limits,
            )
        return await self._ask(order)

    async def asset(self, request: Request) -> Response:
        """A style sheet, the script or the icon."""
        name = request.path_params["name"]
        if name not in self._assets:
            return PlainTextResponse("404", status_code=404)
        return Response(self._assets[name], media_type=_ASSETS[name])

    # -- refusals

    def refused(self, scope: Scope, refusal: RefusalError) -> Response:
        """The page that says why a request is refused."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        language = _language(next(iter(query.get("lang", ())), None))
        if refusal.status == 400 and refusal.name == "bad_host":  # noqa: PLR2004 - no page for strangers
            both = "\n".join(WORDINGS[refusal.name])
            return PlainTextResponse(both, status_code=400)
        limit = self._settings.limit
        named = {"limit": size_words(limit), "most": MOST_FILES}
        problem = say(language, refusal.name, **(named | refusal.facts))
        body = page("start.html", language, problem=problem, **form_facts(limit))
        answer = _answer(Reply(body=body, status=refusal.status))
        if refusal.status == 503:  # noqa: PLR2004 - the one that passes
            answer.headers["Retry-After"] = "5"
        return answer

    async def refused_later(self, request: Request, refusal: Exception) -> Response:
        """The same, of what is found out while a request is answered."""
        if not isinstance(refusal, RefusalError):
            raise refusal
        return self.refused(request.scope, refusal)

    async def failed(self, request: Request, error: Exception) -> Response:
        """The page that says that this program has an error; the log of the server says where."""
        refusal = RefusalError(500, "our_fault", error=type(error).__name__)
        return self.refused(request.scope, refusal)

    @staticmethod
    def _language_of(request: Request, form: Form) -> Language:
        return _language(form.fields.get("lang") or request.query_params.get("lang"))

    # -- work

    async def _read(self, request: Request, uploads: Sequence[Upload]) -> list[bytes]:
        """The pickled readings of files, in their order.

        Raises:
            RefusalError: They took too long together, or nobody waits for them any more.
        """
        readings = [b""] * len(uploads)
        is_done = is_gone = False

        async def read(number: int) -> None:
            readings[number] = await self._in_turn(partial(self._workers.read, uploads[number]))

        async def watch() -> None:
            nonlocal is_gone
            while not is_gone:
                is_gone = (await request.receive())["type"] == "http.disconnect"
            reading.cancel_scope.cancel()  # those that have begun are ended by their own limits

        with anyio.move_on_after(_READING_SECONDS):
            async with anyio.create_task_group() as watching:
                watching.start_soon(watch)
                async with anyio.create_task_group() as reading:
                    for number in range(len(uploads)):
                        reading.start_soon(read, number)
                watching.cancel_scope.cancel()
            is_done = not is_gone
        if not is_done:
            raise RefusalError(400, "bad_form") if is_gone else RefusalError(500, "gave_up")
        return readings

    async def _ask(self, order: Order | PlaceOrder | PictureOrder) -> Response:
        """The answer to an order.

        Raises:
            RefusalError: The process that was to answer was ended.
        """
        reply = await self._in_turn(partial(self._workers.answer, order))
        if reply is None:
            raise RefusalError(500, "gave_up")
        return _answer(reply)

    async def _in_turn(self, work: Callable[[], _T]) -> _T:
        """Run *work* in a thread, when it is its turn."""
        if self._turns is None:
            self._turns = anyio.CapacityLimiter(self._settings.workers)
        return await run_sync(work, limiter=self._turns)


def _language(asked: str | None) -> Language:
    """The language that is asked for, or that of the form."""
    return next((one for one in LANGUAGES if one == asked), LANGUAGES[0])


def _answer(reply: Reply) -> Response:
    """A reply as an answer; what is to be saved has a name."""
    headers = {}
    if reply.name:
        suffix = reply.name.rpartition(".")[2]
        named = quote(reply.name, safe="")
        headers["Content-Disposition"] = (
            f"attachment; filename=\"report.{suffix}\"; filename*=UTF-8''{named}"
        )
    return Response(
        reply.body, status_code=reply.status, media_type=reply.media_type, headers=headers
    )


async def _to_start(_request: Request) -> Response:
    """Back to the beginning: an answer to a form cannot be opened again without its files."""
    return RedirectResponse("./", status_code=303)


async def _is_well(_request: Request) -> Response:
    """Whether the desk is there, for whoever watches over it."""
    return PlainTextResponse("ok\n")
