"""Walks through the desk in a browser, as a clerk takes them; axe looks at each page.

Needs Chromium, as a Linux system packages it, and Playwright for Python, without its own browsers.
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest

import govdisclosure as gd
from govdisclosure.desk.wording import WORDINGS
from tests.conftest import CHROMIUM
from tests.desk_files import FAULTS, clean, draft, drafts, hostile_page
from tests.hostile.pdfs import MAKERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
#: Where the screenshots of the walks go; nowhere unless it is said.
SHOTS = os.environ.get("GOVDISCLOSURE_SHOTS")
pytestmark = [
    pytest.mark.slow("desk"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
PHONE = {"width": 390, "height": 844}
Open = Callable[..., "Page"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int, path: str = "/healthz") -> None:
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            with connection.getresponse() as answer:
                if answer.status < 500:
                    return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError(f"nobody answers at {port}")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a desk that the command serves."""
    number = free_port()
    command = [sys.executable, "-m", "govdisclosure", "serve", "--port", str(number)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(number)
            yield number
        finally:
            process.terminate()


@pytest.fixture
def desk(browser: "Browser", port: int, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a desk; whatever a page asks of others, or complains of, fails the test."""
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_desk(path: str = "/", at: int = port, **options: Any) -> "Page":  # noqa: ANN401
        context = browser.new_context(accept_downloads=True, **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.on(
            "console",
            lambda one: complaints.append(one.text) if one.type in {"error", "warning"} else None,
        )
        page.goto(f"http://127.0.0.1:{at}{path}")
        return page

    yield open_desk
    for number, page in enumerate(pages):
        if SHOTS:
            name = re.sub(r"\W+", "-", request.node.name)
            page.screenshot(path=f"{SHOTS}/walk-{name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    strangers = [
        url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))
    ]
    assert strangers == []
    expected = re.compile("status of (403|413|422|500|503)")  # what a test asks for
    assert [words for words in complaints if not expected.search(words)] == []


def upload(name: str, data: bytes) -> "FilePayload":
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def drop(page: "Page", name: str, data: bytes) -> None:
    """Drop a file on the page, as from a folder."""
    transfer = page.evaluate_handle(
        """([name, bytes]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [name, list(data)],
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})


def check(page: "Page", *files: "FilePayload") -> None:
    """Choose files and have them checked."""
    if page.locator("#sending[open]").count() == 0:
        page.click("#sending > summary")
    page.set_input_files("#file", list(files))
    page.click("button[value=page]")
    page.wait_for_selector("#sending:not([open]), #result .problem", state="attached")


def look(page: "Page") -> None:
    """Have axe look at the page, and see that it needs no scrolling sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe")
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def save(page: "Page", selector: str) -> tuple[str, bytes]:
    """Press a button, and give the name and the content of what is saved."""
    with page.expect_download() as waiting:
        page.click(selector)
    saved = waiting.value
    return saved.suggested_filename, Path(saved.path()).read_bytes()


def printed_pdf(browser: "Browser") -> bytes:
    """The draft as a PDF file."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content(gd.render(draft(), "html"))
    data: bytes = page.pdf(prefer_css_page_size=True)
    context.close()
    return data


# ------------------------------------------------------------------------------ a draft


@pytest.mark.parametrize("kind", ["docx", "html", "txt", "pdf"])
def test_a_draft_is_dropped_seen_looked_up_and_taken_back_with_comments(
    desk: Open, browser: "Browser", kind: str
) -> None:
    name = f"草稿.{kind}"
    data = printed_pdf(browser) if kind == "pdf" else drafts()[name]
    page = desk()
    drop(page, name, data)
    page.wait_for_selector(".file")
    assert page.inner_text(".summary h2") == draft().title
    codes = page.locator(".todo .code").all_inner_texts()
    assert codes == list(FAULTS)
    look(page)
    # the wrong total, and where it stood
    page.click("#c0-disputes-review-total button")
    page.wait_for_selector("dialog[open]")
    if kind == "html":
        place = page.frame_locator("dialog iframe").locator("#here")
        assert place.inner_text() == "9"
    elif kind == "pdf":
        place = page.locator("dialog #here")
        image = page.get_attribute("dialog image", "href")
        assert image is not None
        assert image.startswith("data:image/png")
        # the box is around the number that the file has there
        box = [float(place.get_attribute(side) or 0) for side in ("x", "y", "width", "height")]
        origin = gd.read(data)["disputes/review/total"].origin
        assert origin is not None
        assert origin.box is not None
        assert box[0] <= origin.box[0] <= origin.box[2] <= box[0] + box[2]
        assert box[1] <= origin.box[1] <= origin.box[3] <= box[1] + box[3]
    else:
        place = page.locator("dialog #here")
        assert place.inner_text() == "9"
    place.wait_for(state="visible")
    if kind != "html":
        assert place.evaluate(
            "one => { const box = one.getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight; }"
        )
    look(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert page.evaluate("document.activeElement.closest('td')?.id") == "c0-disputes-review-total"
    # the draft with comments
    named, saved = save(page, "#r0 button[value=comments]")
    assert named == "草稿（批注）.docx"
    comments = [comment.text for comment in docx.Document(io.BytesIO(saved)).comments]
    assert len(comments) == len(FAULTS)
    for code in FAULTS:
        assert any(code in comment for comment in comments)


def test_what_is_saved_in_the_browser_is_what_the_library_gives(desk: Open) -> None:
    data = drafts()["草稿.docx"]
    page = desk()
    check(page, upload("草稿.docx", data))
    report = gd.read(data)
    assert save(page, "#r0 button[value=docx]") == ("草稿（规范）.docx", gd.render(report, "docx"))
    assert save(page, "#r0 button[value=html]")[1] == gd.render(report, "html").encode()
    assert save(page, "#r0 button[value=csv]")[0] == "草稿（核查结果）.csv"


def test_what_was_dropped_last_is_shown(desk: Open) -> None:
    page = desk()
    held: list[Route] = []
    page.route("**/check?*", lambda one: one.continue_() if held else held.append(one))
    with page.expect_request("**/check?*"):
        drop(page, "草稿.txt", drafts()["草稿.txt"])
    drop(page, "清.txt", gd.render(clean()).encode())
    page.wait_for_selector(".file")
    with page.expect_event("requestfinished", timeout=30_000):
        held[0].continue_()
    page.wait_for_timeout(500)  # for what is not to be shown, nothing can be waited for
    assert "清.txt" in page.inner_text(".summary dl")


def test_waiting_is_shown_wherever_one_is_on_the_page(desk: Open) -> None:
    page = desk()
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    held: list[Route] = []

    def hold(one: "Route") -> None:
        held.append(one)

    page.route("**/original*", hold)
    page.click("#c0-disputes-review-total button")
    page.wait_for_function("document.getElementById('status').textContent !== ''")
    box = page.locator("#status").bounding_box()
    assert page.evaluate("scrollY") > 0
    assert box is not None
    assert 0 <= box["y"] < 900
    held[0].continue_()
    page.wait_for_selector("dialog[open] #here")


def test_a_finding_leads_to_its_cell_and_a_cell_to_its_finding(desk: Open) -> None:
    page = desk()
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    page.click(".todo a >> nth=0")
    assert page.evaluate("document.querySelector('.finding:target') !== null")
    page.click(".finding:target .cells a >> nth=0")
    assert page.evaluate("document.querySelector('td:target') !== null")
    page.click("td:target .flag >> nth=0")
    assert page.evaluate("document.querySelector('.finding:target') !== null")


def test_six_files_are_ranked(desk: Open, browser: "Browser") -> None:
    page = desk()
    check(
        page,
        upload("清.txt", gd.render(clean()).encode()),
        *(upload(name, data) for name, data in drafts().items()),
        upload("草稿.pdf", printed_pdf(browser)),
        upload("乱.txt", "今天天气很好。".encode()),
    )
    names = page.locator(".ranking tbody td.file").all_inner_texts()
    assert len(names) == 5
    assert names[-1] == "清.txt"
    assert "乱.txt" in page.inner_text(".apart")
    look(page)
    page.click(".ranking tbody a >> nth=1")
    named, _ = save(page, "section:has(#ranking) button[value=xlsx]")
    assert named == "年报（数据）.xlsx"
    # each report has its own numbers and its own file
    page.click("#r3 td.value.number button >> nth=0")
    page.wait_for_selector("dialog[open] #here")
    assert page.inner_text("dialog #here") == page.inner_text("#r3 td.value.number button >> nth=0")
    named, saved = save_in_dialog(page, "#r1 button[value=comments]")
    assert named == "草稿（批注）.docx"
    assert len(list(docx.Document(io.BytesIO(saved)).comments)) == len(FAULTS)


def save_in_dialog(page: "Page", selector: str) -> tuple[str, bytes]:
    page.keyboard.press("Escape")
    return save(page, selector)


# ------------------------------------------------------------------------------ for everybody


def test_it_speaks_english_by_a_switch_and_keeps_the_files(desk: Open) -> None:
    page = desk()
    look(page)
    check(page, upload("draft.docx", drafts()["草稿.docx"]))
    page.click("#language")
    page.wait_for_selector("html[lang=en] .file")
    assert page.inner_text(".todo h3") == WORDINGS["to_mend"].english
    assert page.evaluate("document.getElementById('file').files[0].name") == "draft.docx"
    look(page)
    page.click("#c0-disputes-review-total button")
    page.wait_for_selector("dialog[open] #here")
    assert page.inner_text("#original-title") == WORDINGS["place_title"].english
    page.keyboard.press("Escape")
    assert save(page, "#r0 button[value=comments]")[0] == "draft (comments).docx"
    page.click("#language")
    page.wait_for_selector("html[lang=zh-CN] .file")


@pytest.mark.parametrize("kind", ["docx", "html", "txt", "pdf"])
def test_it_works_without_javascript(desk: Open, browser: "Browser", kind: str) -> None:
    data = printed_pdf(browser) if kind == "pdf" else drafts()[f"草稿.{kind}"]
    page = desk(java_script_enabled=False)
    check(page, upload(f"草稿.{kind}", data))
    assert page.locator(".todo .code").all_inner_texts() == list(FAULTS)
    page.click("#c0-disputes-review-total a.see")
    assert page.url.rpartition("#")[2].startswith("o0-")
    assert page.locator(".spot:target").inner_text() == "9"
    page.click("#sending > summary")
    page.set_input_files("#file", [upload(f"草稿.{kind}", data)])
    page.click(".optional:has(button) > summary")
    named, saved = save(page, "#desk button[value=comments]")
    assert named == "草稿（批注）.docx"
    assert len(list(docx.Document(io.BytesIO(saved)).comments)) == len(FAULTS)


def test_a_mistake_without_javascript_is_said_on_a_page(desk: Open) -> None:
    page = desk(java_script_enabled=False)
    page.set_input_files("#file", [upload("a.txt", b"x"), upload("b.txt", b"x")])
    page.click(".optional:has(button) > summary")
    page.click("#desk button[value=docx]")
    assert WORDINGS["one_report"].say("zh", count=2) in page.inner_text(".problem")


def test_the_keyboard_is_enough(desk: Open) -> None:
    page = desk()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        if page.evaluate("document.activeElement.id") == "file":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "file"
    page.set_input_files("#file", [upload("草稿.docx", drafts()["草稿.docx"])])
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == "page":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".file")
    assert page.evaluate("document.activeElement.id") == "result"
    wanted = "#c0-proactive-rules-made button"
    reached = "document.activeElement.closest('td')?.id ?? ''"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    assert page.evaluate(reached).startswith("c0-proactive-"), wanted
    cell = page.evaluate(reached)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] #here")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate(reached) == cell


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_in_the_light_and_in_the_dark(desk: Open, scheme: str, language: str) -> None:
    page = desk(f"/?lang={language}", viewport=PHONE, color_scheme=scheme)
    look(page)
    check(page, upload("草稿.docx", drafts()["草稿.docx"]), upload("清.txt", str(clean()).encode()))
    look(page)
    # labels stay while numbers move
    scrolled = page.locator("#r0 .scroll:has(.requests)")
    scrolled.evaluate("one => { one.scrollLeft = 200; }")
    edge = scrolled.evaluate("one => one.getBoundingClientRect().left")
    label = page.locator("#r0 .requests tbody th >> nth=1").bounding_box()
    assert label is not None
    assert abs(label["x"] - edge) < 3
    page.locator("#c0-disputes-review-total button").click()
    page.wait_for_selector("dialog[open] #here")
    look(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_states_are_seen_in_the_light_and_in_the_dark(desk: Open, scheme: str) -> None:
    report = draft()
    for column, printed in (("other_org", ""), ("research", "/"), ("natural_person", "若干")):
        report = report.with_cell(f"requests/received_new/{column}", printed)
    page = desk(color_scheme=scheme)
    check(page, upload("a.txt", gd.render(report).encode()))
    assert page.locator(".legend .key").count() == 3
    look(page)


def test_a_printed_page_has_findings_and_tables_and_no_buttons(desk: Open) -> None:
    page = desk()
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    page.emulate_media(media="print")
    assert page.locator(".finding >> nth=0").is_visible()
    assert page.locator(".requests").is_visible()
    assert not page.locator("#r0 button[value=comments]").is_visible()
    assert not page.locator("#sending").is_visible()
    assert len(page.pdf()) > 10_000


# ------------------------------------------------------------------------------ harm


def test_more_than_the_limit_is_refused_on_the_page(desk: Open, tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * (41 * 1024 * 1024))
    for scripted in (True, False):
        page = desk(java_script_enabled=scripted)
        page.set_input_files("#file", [path])
        page.click("button[value=page]")
        page.wait_for_selector(".problem")
        assert "40 MB" in page.inner_text(".problem")
    page = desk()
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    look(page)


def test_a_page_with_scripts_runs_none(desk: Open) -> None:
    page = desk()
    check(page, upload("<img src=x onerror=document.title='owned'>.html", hostile_page()))
    for number in (0, 5):
        page.click(f"td.value.number button >> nth={number}")
        page.wait_for_selector("dialog[open] iframe")
        page.frame_locator("dialog iframe").locator("#here").wait_for()
        assert "owned" not in page.title()
        page.keyboard.press("Escape")
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    evil = draft().with_cell("disputes/review/upheld", "<img src=x onerror=alert(1)>")
    check(page, upload("a.txt", gd.render(evil).encode()))
    assert "<img src=x" in page.inner_text("#c0-disputes-review-upheld")
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_a_pdf_that_never_ends_is_set_apart(desk: Open) -> None:
    page = desk()
    check(page, upload("a.pdf", MAKERS["laughs in depth"].make()))
    assert "a.pdf" in page.inner_text(".apart")
    look(page)
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    assert page.locator(".todo .code").all_inner_texts() == list(FAULTS)


def test_another_page_cannot_use_the_desk(desk: Open, port: int, tmp_path: Path) -> None:
    """A page of another origin: its script may not, and its form is refused."""
    (tmp_path / "evil.html").write_text(
        '<link rel="icon" href="data:,">'
        f'<form method="post" action="http://127.0.0.1:{port}/check"'
        ' enctype="multipart/form-data"><input name="as" value="page"><button>x</button></form>'
    )
    other = free_port()
    command = [sys.executable, "-m", "http.server", str(other), "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(other, "/evil.html")
            page = desk("/evil.html", other)
            page.click("button")
            page.wait_for_selector(".problem")
            assert WORDINGS["foreign"].chinese in page.inner_text(".problem")
        finally:
            process.terminate()


# ------------------------------------------------------------------------------ behind nginx

_CONFIGURATION = """\
daemon off; pid {folder}/pid; error_log {folder}/error;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{outside};
    {part}
  }}
}}
"""
#: The part that we give to others.
_PART = Path(__file__).resolve().parents[1] / "packaging" / "nginx-desk.conf"


@pytest.fixture
def outside(port: int, tmp_path: Path) -> Iterator[int]:
    """The port of nginx before the desk."""
    if NGINX is None:
        pytest.skip("nginx is not installed")
    number = free_port()
    part = _PART.read_text("utf-8").replace("127.0.0.1:8321", f"127.0.0.1:{port}")
    configuration = _CONFIGURATION.format(folder=tmp_path, outside=number, part=part)
    (tmp_path / "nginx.conf").write_text(configuration)
    command = [NGINX, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(number, "/desk/healthz")
            yield number
        finally:
            process.terminate()


@pytest.mark.parametrize("scripted", [True, False])
def test_it_works_behind_nginx_under_a_path(desk: Open, outside: int, *, scripted: bool) -> None:
    page = desk("/desk/", outside, java_script_enabled=scripted)
    check(page, upload("草稿.docx", drafts()["草稿.docx"]))
    assert page.locator(".todo .code").all_inner_texts() == list(FAULTS)
    assert f":{outside}/desk/" in page.url
    page.click("#c0-disputes-review-total .see")
    if scripted:
        page.wait_for_selector("dialog[open] #here")
        page.keyboard.press("Escape")
        assert save(page, "#r0 button[value=comments]")[0] == "草稿（批注）.docx"
        look(page)
    else:
        assert page.locator(".spot:target").inner_text() == "9"
    page.click("#language")
    page.wait_for_selector("html[lang=en]")
    page.reload()
    page.wait_for_selector("#desk")
