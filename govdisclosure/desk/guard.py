"""What is let through to the desk: requests of its own pages, of a bounded size and number.

Takes and gives requests as ASGI has them; knows no report. What it refuses it says on a page, after
it has let the browser finish sending, for a browser shows no answer before.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import anyio

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard", "RefusalError"]

#: What goes with every answer. With ``no-referrer`` a form would be sent with the origin ``null``.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: How many times the limit is taken in, and thrown away, of what is refused; and for how long.
_DRAINED, _DRAINING_SECONDS = 4, 60.0
_ASCII = "ascii"


class RefusalError(Exception):
    """A request that is refused: a status, and the wording that says why."""

    def __init__(self, status: int, name: str, **facts: object) -> None:
        super().__init__(status, name, facts)
        self.status = status
        self.name = name
        self.facts = facts


class Guard:
    """Lets through what may be let through, and counts what is under way."""

    def __init__(
        self,
        app: "ASGIApp",
        *,
        hosts: Collection[str],
        limit: int,
        places: int,
        say: "Callable[[Scope, RefusalError], Response]",
    ) -> None:
        """Stand before *app*.

        Args:
            app: What answers requests.
            hosts: The names by which it may be called, without ports.
            limit: The largest body, in bytes.
            places: How many requests may bring files at the same time.
            say: Makes the page of a refusal.
        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._limit = limit
        self._places = places
        self._say = say

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, or have it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        try:
            self._look_at(scope)
        except RefusalError as refusal:
            await self._refuse(refusal, scope, receive, send)
            return
        if scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        if self._places < 1:
            await self._refuse(RefusalError(503, "at_capacity"), scope, receive, send)
            return
        self._places -= 1
        try:
            await self._app(scope, self._counted(receive), send)
        except anyio.get_cancelled_exc_class():  # the server ends, and nothing is above this
            with suppress(RuntimeError):  # an answer has begun
                await self._say(scope, RefusalError(503, "unreachable"))(scope, receive, send)
        finally:
            self._places += 1

    def _look_at(self, scope: "Scope") -> None:
        """Look at a request before its body is taken in.

        Raises:
            RefusalError: It calls for another host, comes from another page, or brings too much.
        """
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        host = headers.get("host", b"").decode("latin-1").lower()
        if _without_port(host) not in self._hosts:
            raise RefusalError(400, "bad_host")
        if scope["method"] not in {"GET", "HEAD"}:
            origin = headers.get("origin")
            site = headers.get("sec-fetch-site", b"same-origin")
            if site not in {b"same-origin", b"none"} or (
                origin is not None and _netloc(origin.decode("latin-1")) != host
            ):
                raise RefusalError(403, "foreign")
        size = headers.get("content-length", b"0")
        if not size.isdigit() or int(size) > self._limit:
            raise RefusalError(413, "too_large")

    def _counted(self, receive: "Receive") -> "Receive":
        """What arrives, as long as it is not too much.

        Raises:
            RefusalError: It is, whatever its head said.
        """
        taken = 0

        async def counted() -> "Message":
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limit:
                raise RefusalError(413, "too_large")
            return message

        return counted

    async def _refuse(
        self, refusal: RefusalError, scope: "Scope", receive: "Receive", send: "Send"
    ) -> None:
        if scope["method"] == "POST":
            await self._drain(receive)
        await self._say(scope, refusal)(scope, receive, send)

    async def _drain(self, receive: "Receive") -> None:
        """Take in what a browser is sending, without keeping any of it."""
        taken = 0
        with anyio.move_on_after(_DRAINING_SECONDS):
            while taken <= _DRAINED * self._limit:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return


def _with_headers(send: "Send") -> "Send":
    """What sends answers, each with :data:`HEADERS`."""
    added = [(name.lower().encode(_ASCII), value.encode(_ASCII)) for name, value in HEADERS.items()]

    async def sending(message: "Message") -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *added]
        await send(message)

    return sending


def _without_port(host: str) -> str:
    """The name in a ``Host``; empty where it is not one.

    Example:
        >>> _without_port("[::1]:8321"), _without_port("localhost"), _without_port("a:b@c")
        ('[::1]', 'localhost', '')
    """
    name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not colon:
        name = host
    return name if not colon or port.isdigit() else ""


def _netloc(origin: str) -> str:
    """Host and port of an origin; empty where it is ``null`` or not an origin.

    Example:
        >>> _netloc("https://desk.example:8443"), _netloc("null")
        ('desk.example:8443', '')
    """
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
