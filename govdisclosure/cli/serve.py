"""``serve``: the desk, a page in the browser, until it is interrupted.

Takes an address and limits and has them served; the server is imported when it is asked for.
"""

import argparse
import re
from typing import TYPE_CHECKING

from govdisclosure.cli.options import Add, up_to
from govdisclosure.cli.session import UNREADABLE, Session

if TYPE_CHECKING:
    from socket import socket

__all__ = ["add_serve_options", "serve"]

_HOST, _PORT, _LIMIT = "127.0.0.1", 8321, "40MiB"
_MOST_PORTS, _MOST_WORKERS, _MOST_BYTES = 65_535, 64, 2**30
#: How long requests may go on after an interrupt, in seconds.
_ENDING_SECONDS = 5
_NAME = re.compile(r"[\w.-]+|\[[0-9a-f:.]+\]", re.ASCII | re.IGNORECASE)
_SIZE = re.compile(r"([0-9]{1,6})(?:([KMG])i?B?)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}


def add_serve_options(add: Add) -> None:
    """The options of ``serve`` alone."""
    add("help_host", "--host", default=_HOST, metavar="HOST")
    add("help_port", "--port", type=up_to(_MOST_PORTS), default=_PORT, metavar="N")
    add(
        "help_allow_host",
        "--allow-host",
        type=_host,
        action="append",
        default=[],
        metavar="HOST",
    )
    add("help_body_limit", "--limit", type=_size, default=_size(_LIMIT), metavar="SIZE")
    add("help_open", "--open", action="store_true")
    add("help_readers", "--workers", type=up_to(_MOST_WORKERS), metavar="N")


def serve(session: Session, options: argparse.Namespace) -> None:
    """Serve the desk until the process is interrupted.

    Raises:
        MissingExtraError: A package of the extra ``web`` is not installed.
    """
    from govdisclosure.frames.extras import load_extra

    for package in ("starlette", "jinja2", "python_multipart"):
        load_extra(package, "web")
    uvicorn = load_extra("uvicorn", "web")
    from govdisclosure.desk.app import DeskSettings, make_app

    workers = {} if options.workers is None else {"workers": options.workers}
    shown = f"[{options.host}]" if ":" in options.host else options.host
    hosts = (*options.allow_host, *([] if options.host in _EVERYWHERE else [shown]))
    app = make_app(DeskSettings(hosts=hosts, limit=options.limit, **workers))
    try:
        listening = _listen(options.host, options.port)
    except OSError as error:
        reason = error.strerror or str(error)
        facts = {"host": options.host, "port": options.port, "reason": reason}
        session.complain(UNREADABLE, session.say("not_listening", **facts))
        return
    address = f"http://{_HOST if options.host in _EVERYWHERE else shown}:{options.port}/"
    session.tell(session.say("serving", address=address))
    if options.host in _EVERYWHERE and not options.allow_host:
        session.tell(session.say("serving_only_here"))
    if options.open:
        import webbrowser

        webbrowser.open(address)  # which waits until it is answered
    config = uvicorn.Config(
        app,
        access_log=False,  # nobody is to know who checks what
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_ENDING_SECONDS,
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


#: Addresses that are every address of the machine, and no name of it.
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - asked for by name


def _listen(host: str, port: int) -> "socket":
    """A socket that listens.

    Raises:
        OSError: The address is taken, or not of this machine.
    """
    from socket import AF_INET, AF_INET6, create_server

    family = AF_INET6 if ":" in host else AF_INET
    return create_server((host, port), family=family, backlog=128)


def _host(words: str) -> str:
    """A name by which browsers call a server, as it is in an address; without a port.

    Example:
        >>> _host("desk.example"), _host("[2001:db8::1]")
        ('desk.example', '[2001:db8::1]')
    """
    if not _NAME.fullmatch(words):
        raise argparse.ArgumentTypeError("desk.example · 192.0.2.5 · [2001:db8::1]")
    return words


def _size(words: str) -> int:
    """A size such as ``40MiB``, in bytes.

    Example:
        >>> _size("40MiB"), _size("512k"), _size("100")
        (41943040, 524288, 100)
    """
    found = _SIZE.fullmatch(words)
    size = int(found[1]) * _UNITS[(found[2] or "").upper()] if found else 0
    if not 1 <= size <= _MOST_BYTES:
        raise argparse.ArgumentTypeError("1 … 1GiB")
    return size
