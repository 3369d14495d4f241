"""The desk without a browser: what its pages say, what it refuses, and what it leaves behind."""

import io
import re
import shutil
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Event, Semaphore
from urllib.parse import unquote

import docx
import pytest
import uvicorn
from starlette.testclient import TestClient

import govdisclosure as gd
from govdisclosure.cli import main
from govdisclosure.collection.children import Children
from govdisclosure.desk import app as app_module
from govdisclosure.desk import pages, work
from govdisclosure.desk.app import DeskSettings, make_app
from govdisclosure.desk.downloads import DOWNLOADS
from govdisclosure.desk.files import Order, ReadOrder, Reply, Upload, Workers, name_of_upload
from govdisclosure.desk.guard import HEADERS
from govdisclosure.desk.places import place_in, spell
from govdisclosure.desk.wording import WORDINGS, say
from govdisclosure.findings import Checking
from govdisclosure.source import Origin, Span
from govdisclosure.wording import LANGUAGES, Wording
from tests.desk_files import FAULTS, clean, draft, drafts, hostile_page, multipart
from tests.desk_spy import wrote
from tests.hostile.pdfs import MAKERS
from tests.pdf_writing import document, text

Files = list[tuple[str, tuple[str, bytes]]]
LIMIT = 2 * 1024 * 1024
ISSUED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_TAGS = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A desk that takes little."""
    app = make_app(DeskSettings(limit=LIMIT, workers=2))
    with TestClient(app, base_url="http://localhost") as asked:
        yield asked


def check(client: TestClient, files: Files, **fields: str) -> str:
    """The page of a check."""
    answer = client.post("/check", files=files, data=fields)
    assert answer.status_code == 200, words(answer.text)
    page: str = answer.text
    return page


def words(page: str) -> str:
    """What a page says."""
    return " ".join(unescape(_TAGS.sub(" ", page)).split())


def one(name: str, data: bytes, field: str = "file") -> Files:
    return [(field, (name, data))]


# ------------------------------------------------------------------------------ pages


@pytest.mark.parametrize("name", ["草稿.docx", "草稿.html", "草稿.txt"])
def test_a_draft_is_shown_with_its_faults_and_its_numbers(client: TestClient, name: str) -> None:
    page = check(client, one(name, drafts()[name]), scripted="1")
    said = words(page)
    assert str(draft().title) in said
    for code in FAULTS:
        assert code in said
    for finding in gd.check(draft()):
        assert finding.text("zh") in said
    numbers = [cell for _, cell in draft().cells() if cell.is_number]
    assert len(re.findall(r'<td class="value number[^>]*><button', page)) == len(numbers)


def test_every_number_leads_to_where_it_stood(client: TestClient) -> None:
    for name, data in drafts().items():
        page = check(client, one(name, data), scripted="1")
        found = re.findall(
            r'<td class="value number[^>]*><button type="button" class="see "\s+'
            r'data-at="([^"]+)"[^>]*>([^<]+)</button>',
            page,
        )
        assert len(found) > 190
        for place, printed in found[::17]:
            answer = client.post("/original", files=one(name, data), data={"at": unescape(place)})
            marked = re.search(
                r'<(\w+) id="here"[^>]*>(.*?)</\1>', unescape(answer.text), re.DOTALL
            )
            assert marked is not None, (name, place)
            assert words(marked[2]) == printed, (name, place)


def test_without_a_script_numbers_lead_to_anchors_of_the_page(client: TestClient) -> None:
    for name, data in drafts().items():
        page = check(client, one(name, data))
        found = re.findall(
            r'<td class="value number[^>]*><a class="see "\s+href="#([^"]+)"[^>]*>([^<]+)<', page
        )
        assert len(found) > 190
        for anchor, printed in found:
            (spot,) = re.findall(rf'<span class="spot" id="{anchor}">([^<]*)</span>', page)
            assert spot == printed
        assert "<button" not in page.partition('id="result"')[2].partition("<dialog")[0]


@pytest.mark.parametrize("scripted", [{}, {"scripted": "1"}])
def test_identifiers_are_unique_and_every_link_of_the_page_has_its_end(
    client: TestClient, scripted: dict[str, str]
) -> None:
    files = [("file", (name, data)) for name, data in drafts().items()]
    page = check(client, files, **scripted)
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(identifiers)
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)) <= set(identifiers)


def test_states_of_cells_differ_by_more_than_colour(client: TestClient) -> None:
    report = draft()
    for address, printed in (
        ("requests/received_new/other_org", ""),
        ("requests/received_new/research", "/"),
        ("requests/received_new/natural_person", "若干"),
    ):
        report = report.with_cell(address, printed)
    lines = gd.render(report).splitlines(keepends=True)
    (short,) = (line for line in lines if line.startswith("行政处罚"))
    data = "".join(line.replace(short, "行政处罚\t〔缺〕\n") for line in lines).encode()
    page = check(client, one("a.txt", data), scripted="1")
    for state, sign in (("blank", "□"), ("mark", "/"), ("text", "若干"), ("absent", "缺")):
        cell = re.search(rf'<td class="value {state}\b.*?</td>', page, re.DOTALL)
        assert cell is not None, state
        assert sign in cell[0]
        assert WORDINGS[f"state_{state}"].chinese in cell[0]


def test_causes_come_before_what_they_explain(client: TestClient) -> None:
    last = gd.parse(str(clean()).replace("2023年", "2022年").replace("2024年", "2023年"))
    columns = [address.column for address in clean().requests.rows()[1].addresses]  # type: ignore[union-attr]
    for column in columns:
        carried = clean()[f"requests/carried_in/{column}"].value
        assert carried is not None
        last = last.with_cell(f"requests/carried_out/{column}", carried)
    now = clean().with_cell("requests/carried_in/natural_person", 4)
    files = one("a.txt", gd.render(now).encode())
    page = check(client, files + one("b.txt", gd.render(last).encode(), "previous"), scripted="1")
    listed = page.partition('<section class="card todo')[2].partition("</section>")[0]
    order = re.findall(r'<span class="code">(GD\d+)</span>', listed)
    assert order.index("GD401") < order.index("GD201")
    assert order.index("GD401") < order.index("GD203")
    assert words(page).count(say("zh", "caused_by", number=order.index("GD401") + 1)) == 2
    assert "GD401" not in words(check(client, files, scripted="1"))


def test_a_rule_book_counts(client: TestClient) -> None:
    book = b"[rules.GD204]\npoints = 3\n"
    page = words(
        check(
            client, [*one("a.txt", gd.render(draft()).encode()), *one("规则.toml", book, "rules")]
        )
    )
    assert "97" in page
    assert WORDINGS["score"].chinese in page


def test_what_a_report_is_compared_with_is_named(client: TestClient) -> None:
    last = str(clean()).replace("2023年", "2022年").replace("2024年", "2023年")
    files = [
        *one("a.txt", gd.render(draft()).encode()),
        *one("去年.txt", last.encode(), "previous"),
        *one("通知.txt", "今天天气很好。".encode(), "previous"),
        *one("坏.docx", b"PK\x03\x04 no package", "previous"),
        *one("规则.toml", 'name = "本市规则"'.encode(), "rules"),
    ]
    for language in LANGUAGES:
        page = check(client, files, lang=language)
        said = words(page)
        unnamed = [*files[:-1], *one("规则.toml", b"", "rules")]
        by_file = WORDINGS["rules_are"].say(language, words="规则.toml")
        assert by_file in words(check(client, unnamed, lang=language))
        named = f"{gd.parse(last).title} · 去年.txt"
        assert WORDINGS["previous_is"].say(language, words=named) in said
        assert WORDINGS["rules_are"].say(language, words="本市规则") in said
        refused = words("".join(re.findall(r'<div class="card problem.*?</div>', page, re.DOTALL)))
        assert "通知.txt" in refused
        assert "坏.docx" in refused
        assert "去年.txt" not in refused
    assert 'class="given' not in check(client, files[:1])


def test_counts_say_how_many_are_notices_of_reading(client: TestClient) -> None:
    page = words(check(client, one("a.docx", drafts()["草稿.docx"])))  # with a page number
    assert say("zh", "of_notices", count=1) in page
    page = words(check(client, one("a.txt", drafts()["草稿.txt"])))
    assert WORDINGS["of_notices"].chinese[:6] not in page


@pytest.mark.parametrize("titled", ["2022", "2023"])
def test_the_year_is_that_which_the_rules_go_by(client: TestClient, titled: str) -> None:
    year = "2023"
    text = (
        f"某某局{titled}年政府信息公开工作年度报告\n"
        f"现公布某某局{year}年政府信息公开工作年度报告。"
        f"统计期限为{year}年1月1日至{year}年12月31日。\n"
        f"一、总体情况\n{year}年，本局公开信息3条。\n某某局\n2024年1月20日\n"
    )
    page = words(check(client, one("a.txt", text.encode())))
    assert ("这是 2023 年度的报告" in page) is (titled != year)  # GD501
    assert ("2023（标题为 2022）" in page) is (titled != year)


@pytest.mark.parametrize("has_office", [True, False])
def test_the_page_says_what_libreoffice_writes(
    monkeypatch: pytest.MonkeyPatch, *, has_office: bool
) -> None:
    found = Path("soffice") if has_office else None
    monkeypatch.setattr(pages, "find_office", lambda: found)
    asked = TestClient(make_app(DeskSettings(workers=1)), base_url="http://localhost")
    for language in LANGUAGES:
        said = words(asked.get(f"/?lang={language}").text)
        both = [say(language, name) for name in ("privacy", "privacy_of_old_kinds")]
        assert (Wording("", " ").text(language).join(both) in said) is has_office
        assert (both[1] in said) is has_office


def test_an_error_over_one_file_is_named_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("<secret>")

    monkeypatch.setattr(Checking, "check", broken)
    reading = work.answer(ReadOrder(drafts()["草稿.txt"], "a.txt", gd.Limits()))
    order = Order(kind="page", language="zh", readings=(reading, reading))
    page = words(Reply.unpacked(work.answer(order)).body.decode())
    assert page.count(say("zh", "our_fault", error="ZeroDivisionError")) == 2
    assert "secret" not in page


def test_a_broken_rule_book_is_said_on_the_page(client: TestClient) -> None:
    for book in (b"name = ", "名称 = 1".encode("gb18030"), b'[rules.GD999]\nseverity = "hint"'):
        files = [*one("a.txt", b"x"), *one("b.toml", book, "rules")]
        answer = client.post("/check", files=files)
        assert answer.status_code == 422
        assert "b.toml" in words(answer.text) or "GD999" in words(answer.text)


def test_several_files_are_ranked_and_others_are_set_apart(client: TestClient) -> None:
    files = [
        *one("清.txt", gd.render(clean()).encode()),
        *one("乱.txt", "今天天气很好。".encode()),
        *one("草.docx", drafts()["草稿.docx"]),
        *one("坏.docx", b"PK\x03\x04 no package"),
        *one("草.docx", drafts()["草稿.docx"]),
        *one("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ]
    page = check(client, files, scripted="1")
    ranking = words(page.partition('class="ranking"')[2].partition("</table>")[0])
    assert ranking.index("草.docx") < ranking.index("清.txt")
    assert ranking.count("草.docx") == 2
    apart = words(page.partition('class="card apart"')[2].partition("</section>")[0])
    for name in ("乱.txt", "坏.docx", "图.png"):
        assert name in apart
        assert name not in ranking
    assert re.findall(r'<section class="file" id="r(\d)"', page) == ["2", "4", "0"]


def test_it_speaks_english_when_asked(client: TestClient) -> None:
    page = check(client, one("a.docx", drafts()["草稿.docx"]), lang="en", scripted="1")
    assert '<html lang="en">' in page
    for finding in gd.check(draft()):
        assert finding.text("en") in words(page)
    assert "核查" not in words(page.partition("<main>")[2].partition("<dialog")[0])
    assert "Choose the reports" in client.get("/?lang=en").text


def test_every_wording_is_used_and_has_both_languages() -> None:
    package = Path(gd.__file__).parent / "desk"
    source = "".join(
        path.read_text("utf-8")
        for path in package.rglob("*")
        if path.suffix in {".py", ".html"} and path.name != "wording.py"
    )
    made = ("state_", "flag_", "short_")
    unused = [
        name
        for name in WORDINGS
        if not re.search(rf"""["']{name}["']""", source) and not name.startswith(made)
    ]
    assert unused == []
    for name, (chinese, english) in WORDINGS.items():
        assert chinese, name
        assert english, name
        assert re.findall(r"{(\w+)", chinese) == sorted(
            set(re.findall(r"{(\w+)", english)), key=re.findall(r"{(\w+)", chinese).index
        ), name


# ------------------------------------------------------------------------------ downloads


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["草稿.docx", "草稿.html", "草稿.txt"])
def test_downloads_equal_those_of_the_library_and_of_the_command_line(
    client: TestClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: str,
) -> None:
    data = drafts()[name]
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    report = gd.read(Path(name))
    saved = {
        kind: client.post("/check", files=one(name, data), data={"as": kind, "lang": language})
        for kind in DOWNLOADS
    }
    assert {kind: answer.status_code for kind, answer in saved.items()} == dict.fromkeys(saved, 200)
    assert saved["docx"].content == gd.render(report, "docx")
    assert saved["html"].content == gd.render(report, "html").encode()
    runs = {
        "docx": ("render", "x.docx"),
        "html": ("render", "x.html"),
        "findings": ("check", "y.html"),
        "csv": ("check", "y.csv"),
        "sarif": ("check", "y.sarif"),
        "xlsx": ("export", "y.xlsx"),
        "comments": ("check", "z.docx"),
    }
    assert runs.keys() == DOWNLOADS.keys()
    for kind, (command, output) in runs.items():
        format = ["--format", "docx-comments"] if kind == "comments" else []
        main([command, name, "-o", output, *format, "--lang", language])
        assert saved[kind].content == Path(output).read_bytes(), kind


def test_findings_of_several_files_equal_those_of_the_command_line(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {**drafts(), "乱.txt": "今天天气很好。".encode(), "坏.docx": b"PK\x03\x04 no package"}
    monkeypatch.chdir(tmp_path)
    for name, data in held.items():
        Path(name).write_bytes(data)
    files = [("file", (name, data)) for name, data in held.items()]
    for kind, command, output in (
        ("findings", "check", "y.html"),
        ("csv", "check", "y.csv"),
        ("sarif", "check", "y.sarif"),
        ("xlsx", "export", "y.xlsx"),
    ):
        main([command, *held, "-o", output, "--lang", "zh"])
        answer = client.post("/check", files=files, data={"as": kind})
        assert answer.content == Path(output).read_bytes(), kind


def test_the_draft_comes_back_with_a_comment_for_each_fault(client: TestClient) -> None:
    data = drafts()["草稿.docx"]
    answer = client.post("/check", files=one("草稿.docx", data), data={"as": "comments"})
    comments = [comment.text for comment in docx.Document(io.BytesIO(answer.content)).comments]
    assert len(comments) == len(FAULTS)
    for code in FAULTS:
        assert any(code in comment for comment in comments)
    for finding in gd.check(draft()):
        assert any(finding.text("zh") in comment for comment in comments)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("docx", "草稿（规范）.docx"),
        ("comments", "草稿（批注）.docx"),
        ("csv", "草稿（核查结果）.csv"),
    ],
)
def test_what_is_saved_has_a_chinese_name(client: TestClient, kind: str, named: str) -> None:
    data = drafts()["草稿.docx"]
    answer = client.post("/check", files=one("草稿.docx", data), data={"as": kind})
    given = answer.headers["content-disposition"]
    assert given.startswith("attachment; ")
    assert given.isascii()
    assert unquote(given.rpartition("filename*=UTF-8''")[2]) == named


def test_what_is_of_one_report_is_refused_for_two(client: TestClient) -> None:
    files = [("file", (name, data)) for name, data in drafts().items()]
    for kind, download in DOWNLOADS.items():
        answer = client.post("/check", files=files, data={"as": kind})
        assert (answer.status_code == 422) is download.is_of_one, kind
        if download.is_of_one:
            assert WORDINGS["one_report"].say("zh", count=3) in words(answer.text)


# ------------------------------------------------------------------------------ guard


def test_every_answer_has_the_headers(client: TestClient) -> None:
    assert HEADERS["Content-Security-Policy"] == ISSUED_POLICY
    answers = [
        client.get("/"),
        client.get("/healthz"),
        client.get("/static/desk.css"),
        client.get("/static/desk.js"),
        client.get("/nowhere"),
        client.get("/", headers={"host": "evil.example"}),
        client.post("/check", headers={"origin": "http://evil.example"}),
        client.post("/check", files=one("a.txt", b"x")),
        client.post("/check", files=one("a.txt", b"x"), data={"as": "csv"}),
    ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], (answer.url, name)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8321", 200),
        ("127.0.0.1:8321", 200),
        ("[::1]:8321", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("localhost:80@evil.example", 400),
        ("evil.example:localhost", 400),
        ("", 400),
    ],
)
def test_only_known_hosts_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_a_host_may_be_added() -> None:
    app = make_app(DeskSettings(hosts=("desk.example",), workers=1))
    asked = TestClient(app, base_url="http://desk.example")
    assert asked.get("/").status_code == 200
    assert asked.get("/", headers={"host": "other.example"}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 422),
        ({"origin": "http://localhost"}, 422),
        ({"origin": "https://localhost"}, 422),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost:9"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 422),
    ],
)
def test_no_other_page_may_send_files(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    for address in ("/check", "/original"):
        answer = client.post(address, files={"other": b"x"}, headers=headers)
        assert answer.status_code == status
        if status == 403:
            assert WORDINGS["foreign"].chinese in words(answer.text)


def test_too_much_is_refused_on_a_page(client: TestClient) -> None:
    answer = client.post("/check?lang=en", files=one("a.txt", b"x" * (LIMIT + 1)))
    assert answer.status_code == 413
    assert "larger than 2 MB" in words(answer.text)
    # and where nothing says how much will come
    body = multipart([("file", "a.txt", b"x" * (LIMIT + 1))])
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    kind = {"content-type": "multipart/form-data; boundary=aBcD"}
    answer = client.post("/check", content=pieces, headers=kind)
    assert answer.status_code == 413
    assert "2 MB" in words(answer.text)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=aBcD", b"no part at all"),
        ("multipart/form-data; boundary=aBcD", b"--aBcD\r\nContent-Disposition: x\r\n\r\n1\r\n"),
        ("application/x-www-form-urlencoded", b"file=x"),
    ],
)
def test_what_is_no_form_is_refused(client: TestClient, kind: str, body: bytes) -> None:
    answer = client.post("/check", content=body, headers={"content-type": kind})
    assert answer.status_code in {400, 422}
    assert WORDINGS["wrong"].chinese in words(answer.text)


def test_too_many_files_or_fields_are_refused(client: TestClient) -> None:
    answer = client.post("/check", files=[("file", (f"{n}.txt", b"x")) for n in range(61)])
    assert answer.status_code == 422
    assert "60" in words(answer.text)
    many = {f"field{number}": "x" for number in range(50)}
    assert client.post("/check", files=one("a.txt", b"x"), data=many).status_code == 400


def test_no_file_is_said(client: TestClient) -> None:
    body = multipart([("file", "", b""), ("as", None, b"page")])
    kind = {"content-type": "multipart/form-data; boundary=aBcD"}
    answer = client.post("/check", content=body, headers=kind)
    assert answer.status_code == 422
    assert WORDINGS["no_file"].chinese in words(answer.text)


def test_opening_an_answer_again_leads_to_the_start(client: TestClient) -> None:
    for address in ("/check", "/original"):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "./")


# ------------------------------------------------------------------------------ harm


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a%22b.docx", 'a"b.docx'),
        ("C:\\年报\\a.docx", "a.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202excod.exe", "a xcod.exe"),
        ("a%0D%0Ab.docx", "a  b.docx"),
        ("<img src=x onerror=alert(1)>.docx", "<img src=x onerror=alert(1)>.docx"),
        ("", "报告"),
        (None, "报告"),
        ("年" * 500 + ".docx", "年" * 195 + ".docx"),
    ],
)
def test_names_of_files(sent: str | None, kept: str) -> None:
    assert name_of_upload(sent) == kept


def test_markup_in_names_and_cells_is_text(client: TestClient) -> None:
    evil = "<img src=x onerror=alert(1)>"
    data = gd.render(draft().with_cell("disputes/review/upheld", evil)).encode()
    quoted = f"%22{evil}.txt"
    body = multipart([("file", quoted, data), ("scripted", None, b"1")])
    kind = {"content-type": "multipart/form-data; boundary=aBcD"}
    page = client.post("/check", content=body, headers=kind).text
    assert evil in unescape(page)
    assert "<img" not in page
    for place in re.findall(r'data-at="(text[^"]+)"', page):
        parts = [("file", quoted, data), ("at", None, place.encode())]
        shown = client.post("/original", content=multipart(parts), headers=kind).text
        assert "<img" not in shown
    saved = multipart([("file", quoted, data), ("as", None, b"csv")])
    given = client.post("/check", content=saved, headers=kind).headers["content-disposition"]
    assert "\n" not in given
    assert given.count('"') == 2


def test_a_copy_of_a_page_can_do_nothing(client: TestClient) -> None:
    data = hostile_page()
    page = check(client, one("a.html", data), scripted="1")
    places = re.findall(r'data-at="(element[^"]+)"', page)
    assert places
    shown = client.post("/original", files=one("a.html", data), data={"at": places[0]}).text
    assert 'sandbox="allow-same-origin"' in shown
    copy = unescape(shown.partition('srcdoc="')[2].partition('"></iframe>')[0])
    body = copy.partition("<body")[2]
    assert 'id="here"' in body
    tags = set(re.findall(r"<(\w+)", body))
    assert tags.isdisjoint({"script", "img", "iframe", "link", "a", "svg", "style", "object"})
    for attribute in re.findall(r"<\w+((?: [^<>]*)?)>", body):
        assert re.fullmatch(r'(?: (?:id="here"|(?:col|row)span="\d+"|class="copied"))*', attribute)
    assert "http:" not in body
    assert "javascript:" not in body


@pytest.mark.parametrize(
    "place",
    [
        "",
        "text:5:1",
        "text:99999999:999999999",
        "text:1",
        "page:1:1,2,3",
        "page:999:1,2,3,4",
        "page:0:1,2,3,4",
        "element:/html[1]/body[1]/x[9]:",
        "element:/html[1]:99",
        "element:" + "/a[1]" * 500 + ":",
        "element:<script>:1",
        "\x00",
    ],
)
def test_a_place_that_is_none_is_said(client: TestClient, place: str) -> None:
    for name, data in drafts().items():
        answer = client.post("/original", files=one(name, data), data={"at": place})
        assert answer.status_code in {200, 422}
        assert 'id="here"' not in answer.text


def test_places_are_spelled_and_found() -> None:
    assert place_in(spell(Span(3, 7), None, "docx")) == (Span(3, 7), None, None, None, None)
    boxed = Origin(page=2, box=(1.0, -2.5, 3.25, 4.0))
    assert place_in(spell(Span(3, 7), boxed, "pdf")) == (None, 2, boxed.box, None, None)
    path = Origin(element="/html[1]/body[1]/tr[2]", row=1).of_cell(3)
    assert place_in(spell(Span(3, 7), path, "html")) == (None, None, None, path.element, 3)
    assert place_in(spell(Span(3, 7), path, "docx")) == (Span(3, 7), None, None, None, None)


def test_a_page_of_a_pdf_is_a_picture_with_a_box(client: TestClient) -> None:
    data = document(text("2024 report", 72, 700))
    place = {"at": "page:1:70,130,160,150"}
    shown = client.post("/original", files=one("a.pdf", data), data=place).text
    assert 'href="data:image/png;base64,iVBOR' in shown
    assert re.search(r'<rect id="here"[^>]*x="68.0" y="128.0" width="94.0" height="24.0"', shown)


@pytest.mark.parametrize(
    "case",
    ["password", "garbage", "endless page", "huge page", "no number", "flat box", "far page"],
)
def test_a_picture_of_a_strange_pdf_is_made_or_refused(client: TestClient, case: str) -> None:
    place = {"at": "page:1:1,1,9,9"}
    answer = client.post("/original", files=one("a.pdf", MAKERS[case].make()), data=place)
    assert answer.status_code in {200, 422}
    assert "Error" not in words(answer.text)


def test_a_pdf_that_never_ends_is_given_up(client: TestClient) -> None:
    data = MAKERS["laughs in depth"].make()
    page = words(check(client, [*one("a.pdf", data), *one("b.txt", drafts()["草稿.txt"])]))
    assert WORDINGS["set_apart"].chinese in page
    assert str(draft().title) in page
    place = {"at": "page:1:1,1,9,9"}
    answer = client.post("/original", files=one("a.pdf", data), data=place)
    assert answer.status_code == 500
    assert WORDINGS["gave_up"].chinese in words(answer.text)
    assert client.get("/healthz").text == "ok\n"


def test_twenty_uploads_at_once_are_answered_or_told_to_wait(client: TestClient) -> None:
    data = drafts()["草稿.docx"]

    def upload(_: int) -> int:
        status: int = client.post("/check", files=one("a.docx", data)).status_code
        return status

    with ThreadPoolExecutor(20) as threads:
        statuses = list(threads.map(upload, range(20)))
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert client.post("/check", files=one("a.docx", data)).status_code == 200


def test_who_comes_too_many_is_told_to_wait_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    came, may_go = Semaphore(0), Event()

    class Waiting(Workers):
        def read(self, upload: Upload) -> bytes:
            came.release()
            assert may_go.wait(60)
            return super().read(upload)

    monkeypatch.setattr(app_module, "_WAITING", 1)
    app = make_app(DeskSettings(limit=LIMIT, workers=2), Waiting(LIMIT))
    with TestClient(app, base_url="http://localhost") as asked, ThreadPoolExecutor(2) as threads:

        def upload() -> int:
            status: int = asked.post("/check", files=one("a.txt", b"x")).status_code
            return status

        first = [threads.submit(upload) for _ in range(2)]
        assert came.acquire(timeout=60)
        assert came.acquire(timeout=60)
        answer = asked.post("/check", files=one("a.txt", b"x"))
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert WORDINGS["at_capacity"].chinese in words(answer.text)
        assert asked.get("/").status_code == 200
        may_go.set()
        assert [one.result() for one in first] == [200, 200]
        assert upload() == 200


def test_nothing_is_written_and_nobody_is_called() -> None:
    """By the process that serves, and by those that read."""
    workers = Workers(LIMIT, tasks=("tests.desk_spy:answer", "tests.desk_spy:paint"))
    app = make_app(DeskSettings(limit=LIMIT, workers=1), workers)
    done: list[str] = []
    watching = True
    sys.addaudithook(
        lambda event, given: (
            done.append(f"{event} {given}") if watching and wrote(event, given) else None
        )
    )
    # more than starlette keeps in memory by itself
    files = [*one("a.txt", drafts()["草稿.txt"]), *one("b", b"x" * (LIMIT * 3 // 4), "unread")]
    with TestClient(app, base_url="http://localhost") as asked:
        done.clear()
        for kind in ("page", *DOWNLOADS):
            answer = asked.post("/check", files=files, data={"as": kind, "scripted": "1"})
            assert answer.status_code == 200, kind
        answer = asked.post("/original", files=files, data={"at": "text:0:5"})
        assert answer.status_code == 200
        pdf = one("a.pdf", document(text("2024 report", 72, 700)))
        for address, fields in (("/check", {}), ("/original", {"at": "page:1:1,1,9,9"})):
            assert asked.post(address, files=pdf, data=fields).status_code == 200
        found = list(done)
    watching = False
    assert found == []
    spied = Children("tests.desk_spy:write")
    assert spied.ask("left behind").code == 9
    spied.close()


def test_a_process_that_dies_costs_its_own_answer() -> None:
    class Dying(Workers):
        def answer(self, order: object) -> None:
            del order

    app = make_app(DeskSettings(workers=1), Dying(LIMIT))
    with TestClient(app, base_url="http://localhost") as asked:
        answer = asked.post("/check", files=one("a.txt", b"x"))
    assert answer.status_code == 500
    assert WORDINGS["gave_up"].chinese in words(answer.text)


def test_replies_travel_as_plain_data() -> None:
    reply = Reply(body=b"\0\xff", media_type="text/csv", status=422, name="年报.csv")
    assert Reply.unpacked(reply.packed()) == reply
    for broken in (b"", b"\0\0\0\2{}", b"\0\0\0\2[]x", b"\x7f\xff\xff\xff", b'\0\0\0\7{"a":1}'):
        try:
            made = Reply.unpacked(broken)
        except ValueError:
            continue
        assert isinstance(made, Reply)
    with pytest.raises(ValueError, match="no reply"):
        Reply.unpacked(b'\0\0\0\7{"a":1}')


# ------------------------------------------------------------------------------ formats


def test_a_workbook_is_read_and_shown(client: TestClient) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for line in gd.render(draft()).splitlines():
        sheet.append(line.split("\t"))
    stream = io.BytesIO()
    book.save(stream)
    page = check(client, one("a.xlsx", stream.getvalue()), scripted="1")
    assert str(draft().title) in words(page)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow("desk")
def test_an_old_office_file_is_read_where_libreoffice_is(
    client: TestClient, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(drafts()["草稿.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    data = (tmp_path / "a.doc").read_bytes()
    page = check(client, one("a.doc", data), scripted="1")
    for code in FAULTS:
        assert code in words(page)


# ------------------------------------------------------------------------------ the command


def test_the_command_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve", "--lang", "en"]) == 3
    assert "pip install 'govdisclosure[web]'" in capsys.readouterr().err


def test_the_command_opens_the_browser_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(uvicorn.Server, "run", lambda _, sockets: sockets[0].getsockname())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for asked in ([], ["--open"]):
        assert main(["serve", "--port", str(port), *asked]) == 0
    assert opened == [f"http://127.0.0.1:{port}/"]


@pytest.mark.parametrize("size", ["0", "40X", "-1", "2GiB", "", "9999999"])
def test_the_command_refuses_sizes_that_are_none(size: str) -> None:
    assert main(["serve", "--limit", size]) == 2


def test_the_command_says_that_a_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port), "--lang", "en"]) == 3
    assert f"cannot listen at 127.0.0.1:{port}" in capsys.readouterr().err
