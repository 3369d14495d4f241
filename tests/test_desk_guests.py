"""Guests of the desk that are clumsy, slow, gone, or mean harm; and what the server itself says."""

import asyncio
import importlib
import socket
from collections.abc import Iterator
from threading import Event
from typing import Any

import anyio
import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from govdisclosure.cli import main
from govdisclosure.desk import app as app_module
from govdisclosure.desk import forms
from govdisclosure.desk.app import DeskSettings, make_app
from govdisclosure.desk.files import Reply, Upload, Workers
from govdisclosure.desk.guard import HEADERS
from govdisclosure.desk.wording import WORDINGS
from govdisclosure.wording import LANGUAGES, Language
from tests.desk_files import multipart

LIMIT = 2 * 1024 * 1024
FORM = "multipart/form-data; boundary=aBcD"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = make_app(DeskSettings(limit=LIMIT, workers=2))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as asked:
        yield asked


def has_headers(answer: Any) -> bool:  # noqa: ANN401 - of whichever client there is
    return all(answer.headers.get_list(name) == [value] for name, value in HEADERS.items())


# ------------------------------------------------------------------------------ forms


@pytest.mark.parametrize(
    "charset", ["undefined", "punycode", "idna", "utf-7", "utf-16", "unicode_escape", "hex", "é"]
)
def test_the_character_set_of_a_form_breaks_nothing(client: TestClient, charset: str) -> None:
    body = multipart([("file", r"\ud800+2AA-.txt", b"x"), ("as", None, b"csv")])
    kind = {"content-type": f"{FORM}; charset={charset}".encode()}
    answer = client.post("/check", content=body, headers=kind)  # type: ignore[arg-type]
    assert answer.status_code in {200, 400, 422}
    assert has_headers(answer)


@pytest.mark.parametrize("count", [61, 200, 1000])
def test_how_many_files_are_too_many_is_said(client: TestClient, count: int) -> None:
    body = multipart([("file", "a.txt", b"x")] * count)
    answer = client.post("/check", content=body, headers={"content-type": FORM})
    assert answer.status_code == 422
    assert WORDINGS["too_many"].say("zh", most=60) in answer.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_of_the_program_is_a_page_with_all_headers(lang: Language) -> None:
    class Broken(Workers):
        def answer(self, order: object) -> Reply:
            raise ZeroDivisionError(f"<b> {order}")

    app = make_app(DeskSettings(limit=LIMIT, workers=1), Broken(LIMIT))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as asked:
        answer = asked.post(f"/check?lang={lang}", files={"file": ("a.txt", b"x")})
    assert answer.status_code == 500
    assert has_headers(answer)
    assert WORDINGS["our_fault"].say(lang, error="ZeroDivisionError") in answer.text
    assert "<b>" not in answer.text


def test_a_stranger_is_told_in_both_languages_what_to_do(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.text.split("\n") == list(WORDINGS["bad_host"])
    assert "evil" not in answer.text


# ------------------------------------------------------------------------------ the slow, the gone


def talk(
    app: Any,  # noqa: ANN401 - of ASGI
    *pieces: bytes,
    pause: float = 0,
    leaves: bool = False,
    ends: bool = False,
) -> list[Message]:
    """What an application sends to a guest who sends *pieces*; an empty one never comes.

    The guest may leave, and the server may end.
    """
    sent: list[Message] = []
    rest = list(pieces)

    async def receive() -> Message:
        if rest and rest[0]:
            await anyio.sleep(pause)
            return {"type": "http.request", "body": rest.pop(0), "more_body": bool(rest)}
        if not leaves:
            await anyio.sleep_forever()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/check",
        "raw_path": b"/check",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"content-type", FORM.encode())],
    }

    async def run() -> None:
        task = asyncio.create_task(app(scope, receive, send))
        if ends:
            await anyio.sleep(0.2)
            task.cancel()
        with anyio.fail_after(60):
            await task

    anyio.run(run)
    return sent


def test_who_sends_nothing_more_gives_up_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_SECONDS", 0.2)
    app = make_app(DeskSettings(limit=LIMIT, workers=1))
    begun = multipart([("file", "a.txt", b"x" * 2000)])[:1000]
    for _ in range(9):  # more than there are places
        sent = talk(app, begun, b"")
        assert sent[0]["status"] == 408
    assert WORDINGS["too_slow"].chinese in sent[1]["body"].decode()


def test_who_waits_for_a_server_that_ends_gets_an_answer() -> None:
    app = make_app(DeskSettings(limit=LIMIT, workers=1))
    begun = multipart([("file", "a.txt", b"x" * 2000)])[:1000]
    sent = talk(app, begun, b"", ends=True)
    assert sent[0]["status"] == 503
    assert WORDINGS["unreachable"].chinese in sent[1]["body"].decode()


def test_what_is_sent_earns_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_SECONDS", 0.5)
    app = make_app(DeskSettings(limit=LIMIT, workers=1))
    body = multipart([("other", "a.txt", b"x" * 8000)])
    pieces = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    assert talk(app, *pieces, pause=0.15)[0]["status"] == 408
    monkeypatch.setattr(forms, "_BYTES_A_SECOND", 1000)
    assert talk(app, *pieces, pause=0.15)[0]["status"] == 422


class Counting(Workers):
    """Reads slowly, and counts what it has begun."""

    def __init__(self) -> None:
        super().__init__(LIMIT)
        self.begun = 0

    def read(self, upload: Upload) -> bytes:
        self.begun += 1
        Event().wait(0.5)
        return super().read(upload)


def test_files_of_those_who_left_are_not_begun() -> None:
    workers = Counting()
    app = make_app(DeskSettings(limit=LIMIT, workers=2), workers)
    talk(app, multipart([("file", "a.txt", b"x")] * 40), leaves=True)
    assert workers.begun <= 2
    workers.close()


def test_no_request_is_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "_READING_SECONDS", 0.5)
    workers = Counting()
    app = make_app(DeskSettings(limit=LIMIT, workers=2), workers)
    sent = talk(app, multipart([("file", "a.txt", b"x")] * 40))
    assert sent[0]["status"] == 500
    assert WORDINGS["gave_up"].chinese in sent[1]["body"].decode()
    assert workers.begun <= 4
    workers.close()


# ------------------------------------------------------------------------------ the command


@pytest.mark.parametrize(
    "name", ["desk.example:8321", "http://desk.example", "a/b", "", "::1", "a b"]
)
def test_a_name_that_no_browser_sends_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--allow-host", name]) == 2
    assert "desk.example · 192.0.2.5 · [2001:db8::1]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "called"), [("::1", "[::1]:1"), ("192.0.2.5", "192.0.2.5"), ("::2", "[::2]:8321")]
)
def test_the_address_that_is_listened_at_may_be_called(
    monkeypatch: pytest.MonkeyPatch, host: str, called: str
) -> None:
    command = importlib.import_module("govdisclosure.cli.serve")
    configured: list[Any] = []

    def run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        configured.append(server.config.app)
        assert sockets

    monkeypatch.setattr(command, "_listen", lambda *_: socket.socket())
    monkeypatch.setattr(uvicorn.Server, "run", run)
    assert main(["serve", "--host", host]) == 0
    asked = TestClient(configured[0], base_url="http://localhost")
    assert asked.get("/", headers={"host": called}).status_code == 200
    assert "--allow-host" in asked.get("/", headers={"host": "other"}).text
