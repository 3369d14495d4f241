"""What the desk's processes do: read a file, check what was read, make a page or a file of it.

Takes one order and gives the bytes of its answer. Whatever a file does, it does it here, within the
limits of a process that is ended, and never in the one that serves.
"""

import pickle
from collections.abc import Callable, Sequence
from typing import Any

from govdisclosure.collection.outcomes import Outcome, Status, read_with_source
from govdisclosure.collection.reasons import in_words
from govdisclosure.desk.downloads import DOWNLOADS, Held, stem_of
from govdisclosure.desk.files import (
    Order,
    PictureOrder,
    PlaceOrder,
    Reading,
    ReadOrder,
    Reply,
)
from govdisclosure.desk.pages import form_facts, page
from govdisclosure.desk.places import page_picture, place_in, runs_of, shown_copy, shown_lines
from govdisclosure.desk.views import FileView, no_report_in, view_of
from govdisclosure.desk.wording import error_of, say
from govdisclosure.errors import GovDisclosureError
from govdisclosure.findings import Checked, Checking, Setting
from govdisclosure.findings.checked import of_same_organ
from govdisclosure.readers.html.copy import MARKED
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.local.rulebook import parse_rulebook
from govdisclosure.rules.local.settings import decode
from govdisclosure.wording import COLON, Language

__all__ = ["answer", "paint"]


def answer(request: ReadOrder | Order | PlaceOrder | None) -> bytes:
    """What a process answers: a pickled reading, or a packed reply; nothing to nothing."""
    match request:
        case ReadOrder():
            found = read_with_source(request.data, request.name, request.limits)
            return pickle.dumps(Reading(*found), pickle.HIGHEST_PROTOCOL)
        case Order():
            return _replied(_made, request)
        case PlaceOrder():
            return _replied(_original, request)
        case _:
            return b""


def paint(request: PictureOrder) -> bytes:
    """What the processes answer that paint pages."""
    return _replied(_picture, request)


def _replied(make: Callable[[Any], Reply], order: Order | PlaceOrder | PictureOrder) -> bytes:
    """The reply to an order, or the page that says why there is none."""
    language = order.language
    try:
        return make(order).packed()
    except GovDisclosureError as error:
        reason = in_words(error).text(language)
        status = 422
    except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        reason, status = say(language, "our_fault", error=words), 500
    if isinstance(order, Order):
        body = page("start.html", language, problem=reason, **form_facts(order.limit))
    else:
        body = page("original.html", language, name=order.name, kind="problem", problem=reason)
    return Reply(body=body, status=status).packed()


# ------------------------------------------------------------------------------ checking


def _made(order: Order) -> Reply:
    """A page or a download.

    Raises:
        GovDisclosureError: The rule-book says what it may not, or the download cannot be made.
    """
    book = None
    if order.rules is not None:
        text = decode(order.rules.data, order.rules.name)
        book = parse_rulebook(text, file=order.rules.name)
    checking = Checking(rulebook=book)
    setting = Setting(
        language=order.language,
        rules=checking.chosen,
        rulebook=book.name if book else "",
    )
    readings = [_unpickled(one) for one in order.readings]
    previous = [_unpickled(one) for one in order.previous]
    earlier = [
        Context(report=one.outcome.report)
        for one in previous
        if one.outcome.report is not None and no_report_in(one.outcome.report) is None
    ]
    checked = [_checked(one, checking, earlier, is_alone=len(readings) == 1) for one in readings]
    if order.kind in DOWNLOADS:
        outcomes = [one.outcome for one in readings]
        held = Held(outcomes=outcomes, checked=checked, setting=setting, data=order.data)
        return _saved(order.kind, held)
    views = [
        view_of(one, number, reading.outcome.format, setting, is_scripted=order.is_scripted)
        for number, (one, reading) in enumerate(zip(checked, readings, strict=True))
    ]
    return Reply(body=_result(order, views, previous, setting))


def _unpickled(reading: bytes) -> Reading:
    """A reading that another process of this program made."""
    found: Reading = pickle.loads(reading)  # noqa: S301 - likewise confined, and as short-lived
    return found


def _checked(
    reading: Reading, checking: Checking, earlier: Sequence[Context], *, is_alone: bool
) -> Checked:
    """One file with what is found in it; what it cannot be read for is said, as is our fault."""
    outcome, source = reading.outcome, reading.source
    name = outcome.path or ""
    if outcome.report is None or source is None:
        failure = in_words(outcome.error) if outcome.error else None
        return Checked(file=name, failure=failure, is_fault=outcome.status is Status.CRASHED)
    same = earlier if is_alone else of_same_organ(outcome.report, earlier, is_alone=False)
    try:
        return checking.check(name, source, outcome.report, [one.report for one in same])
    except Exception as error:  # noqa: BLE001 - the other files are to be checked
        failure = error_of("our_fault", error=type(error).__name__)
        return Checked(file=name, failure=failure, is_fault=True)


def _saved(kind: str, held: Held) -> Reply:
    """A download."""
    download = DOWNLOADS[kind]
    content, suffix = download.make(held)
    language = held.setting.language
    names = [stem_of(one.name) for one in held.checked]
    stem = names[0] if len(names) == 1 else say(language, "all_stem")
    name = say(language, download.name, stem=stem) + suffix
    return Reply(body=content, media_type=download.media_type, name=name)


def _result(
    order: Order, views: Sequence[FileView], previous: Sequence[Reading], setting: Setting
) -> bytes:
    """The page with what was found."""
    reports = [one for one in views if one.is_report]
    has_points = any(one.points for one in reports)
    unread = [_why_unread(one.outcome, order.language) for one in previous]
    return page(
        "result.html",
        order.language,
        problem="",
        views=views,
        reports=sorted(reports, key=_rank_by_points if has_points else _rank),
        others=[one for one in views if not one.is_report],
        has_points=has_points,
        is_scripted=order.is_scripted,
        previous=[
            f"{one.outcome.report.title or ''} · {one.outcome.path}".removeprefix(" · ")
            for one, why in zip(previous, unread, strict=True)
            if one.outcome.report is not None and not why
        ],
        unread=[why for why in unread if why],
        rules=setting.rulebook or (order.rules.name if order.rules else ""),
        **form_facts(order.limit),
    )


def _why_unread(outcome: Outcome, language: Language) -> str:
    """Why a file is not compared with; empty where it is."""
    if outcome.error is not None:
        return in_words(outcome.error).text(language)
    found = no_report_in(outcome.report) if outcome.report is not None else None
    return f"{outcome.path}{COLON.text(language)}{found.text(language)}" if found else ""


def _rank(one: FileView) -> tuple[int, int, int, int]:
    return -one.errors, -one.warnings, -one.hints, one.number


def _rank_by_points(one: FileView) -> tuple[float, int]:
    return float(one.points or 0), one.number


# ------------------------------------------------------------------------------ originals


def _original(order: PlaceOrder) -> Reply:
    """The plain form with a mark, or a copy of the page.

    Raises:
        GovDisclosureError: The file cannot be read, or has no such place.
    """
    place = place_in(order.place)
    facts: dict[str, object] = {"name": order.name, "kind": "none"}
    if place is not None and place.span is not None:
        lines = shown_lines(order.data, order.name, order.limits, place.span, MARKED)
        facts |= {"kind": "text", "runs": runs_of(lines[0]), "is_cut": lines[1:]}
    elif place is not None and place.element is not None:
        copy = shown_copy(order.data, order.name, order.limits, place)
        # the whole page that a frame without scripts shows
        framed = page("copy.html", order.language, copy=copy, marked=MARKED).decode()
        facts |= {"kind": "copy", "copy": framed}
    return Reply(body=page("original.html", order.language, marked=MARKED, **facts))


def _picture(order: PictureOrder) -> Reply:
    """A page as a picture with a box.

    Raises:
        GovDisclosureError: It cannot be shown.
    """
    painted = page_picture(order.data, order.name, order.page)
    facts = {"name": order.name, "kind": "page", "painted": painted, "number": order.page}
    return Reply(body=page("original.html", order.language, marked=MARKED, box=order.box, **facts))
