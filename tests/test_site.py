"""The documentation site: what is generated is whole, what is built is found, nothing is fetched.

The first part looks at the pages before Sphinx, on every Python; the second builds the site, which
needs the extra ``docs`` and Python 3.12; the third opens it in Chromium, where that is installed.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

import govdisclosure as gd
from docs import reference
from docs.building import HERE, _seen_from_a_page, _unwrapped, _with_the_rest, build, why_not
from docs.pages import escaped, table
from docs.search import INDEX
from govdisclosure.cli import command_parser
from govdisclosure.codec import json_schema
from govdisclosure.formats import FORMATS
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.frames.schemas import TABLES
from govdisclosure.measures import INDICATORS, IndicatorBasis
from govdisclosure.rules.handbook import EXPLAINED, explain
from govdisclosure.wording import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES: tuple[Language, ...] = get_args(Language)
FORMS = (*gd.Edition, SheetKind.STATISTICS)
#: Words that have to be found in Chinese, whatever stands around them.
SEARCHED = ("国家秘密", "勾稽关系", "政府信息公开", "行政复议")


# ------------------------------------------------------------------------------ before Sphinx


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


def generated(language: Language) -> dict[str, str]:
    pages = list(reference.pages(language))
    paths = [page.path for page in pages]
    assert len({path.lower() for path in paths}) == len(paths), "two pages are one file on Windows"
    return {page.path: page.text for page in pages}


def test_every_rule_has_a_page_with_its_words(language: Language) -> None:
    pages = generated(language)
    for rule in EXPLAINED:
        page = pages[f"reference/rules/{rule.code}.md"]
        assert re.sub(r"\[(GD\d{3})\]\(GD\d{3}\.md\)", r"\1", page) == explain(rule, language)
        assert f"[{rule.code}]({rule.code}.md)" in pages["reference/rules/index.md"]


def test_every_address_is_on_the_page_of_its_form(language: Language) -> None:
    pages = generated(language)
    for form in FORMS:
        page = pages[f"reference/addresses/{form.value}.md"]
        addresses = re.findall(r"^\| `([a-z0-9_/]+)` \|", page, re.MULTILINE)
        assert addresses == [str(address) for address in gd.addresses(form)]


def test_every_command_and_option_is_described(language: Language) -> None:
    page = generated(language)["reference/commands.md"]
    parser = command_parser(language)
    (commands,) = (one for one in parser._actions if one.dest == "command")
    assert isinstance(commands.choices, dict)
    for name, command in commands.choices.items():
        section = page.partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]
        for action in command._actions:
            for option in action.option_strings:
                assert f"{option}" in section or option in page.partition("## `check`")[0], name


def test_every_indicator_is_described(language: Language) -> None:
    page = generated(language)["reference/indicators.md"]
    for one in INDICATORS:
        section = page.partition(f" {escaped(one.name.text(language))} `{one.key}`\n")[2]
        section = section.partition("\n## ")[0]
        for part in (one.numerator, one.denominator):
            assert not part or f"`{part}`" in section
        assert bool(one.numerator) == (one.basis is IndicatorBasis.CELLS)
        assert escaped(one.caveat.text(language)) in section
        assert all(escaped(source.text(language)) in section for source in one.sources)
        assert all(form.value in section for form in one.editions)


def test_every_family_of_rules_is_named_on_the_page_on_checking(language: Language) -> None:
    text = (Path(HERE) / language / "checking.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (GD\d)xx \|", text, re.MULTILINE)
    assert named == sorted({rule.code[:3] for rule in EXPLAINED})


def test_links_of_a_file_of_the_root_are_seen_from_a_page() -> None:
    text = "[a](docs/en/checking.md#x) [b](LICENSE) [c](https://e.org) [d](#e)"
    wanted = "[a](../checking.md#x) b [c](https://e.org) [d](#e)"
    assert _seen_from_a_page(text) == wanted


def test_a_page_that_nobody_names_is_in_the_contents(tmp_path: Path) -> None:
    landing = tmp_path / "index.md"
    landing.write_text(":::{toctree}\n\nchecking\n*\n:::\n", encoding="utf-8")
    pages = [landing, tmp_path / "checking.md", tmp_path / "new.md"]
    assert _with_the_rest(landing, pages) == ":::{toctree}\n\nchecking\nnew\n:::\n"


def test_chinese_lines_are_joined_outside_of_code() -> None:
    text = "甲，\n乙 a\n丙。\n\n```text\n甲\n乙\n```\n- 丁、\n  戊\n"
    assert _unwrapped(text) == "甲，乙 a\n丙。\n\n```text\n甲\n乙\n```\n- 丁、戊\n"


def test_every_definition_column_and_format_is_described(language: Language) -> None:
    pages = generated(language)
    schema = json.loads(pages["reference/report.schema.json"])
    assert schema == json_schema()
    for name in schema["$defs"]:
        assert f"\n## `{name}`\n" in pages["reference/schema.md"]
    for name, columns in TABLES.items():
        section = pages["reference/tables.md"].partition(f"## `{name}`\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [one.name for one in columns]
    names = re.findall(r"^\| `([\w-]+)` \|", pages["reference/formats.md"], re.MULTILINE)
    assert names == list(FORMATS)


@given(st.text(st.sampled_from("a |*_<>[]`$~#\\{}年"), min_size=1))
def test_words_in_a_table_keep_their_marks(words: str) -> None:
    made = MarkdownIt().enable("table").render(table(["head"], [["x" + escaped(words)]]))
    (cell,) = html.fragment_fromstring(made).xpath("//td")
    assert cell.text_content() == "x" + " ".join(words.split())
    assert not len(cell)


# ------------------------------------------------------------------------------ the site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; ``GOVDISCLOSURE_SITE`` names one that is built already."""
    if reason := why_not():
        pytest.skip(reason)
    if built := os.environ.get("GOVDISCLOSURE_SITE"):
        return Path(built).resolve()
    folder = tmp_path_factory.mktemp("docs") / "site"
    build(folder)
    return folder


def index_of(site: Path, language: Language) -> list[list[str]]:
    script = (site / language / INDEX).read_text(encoding="utf-8")
    sections: list[list[str]] = json.loads(
        script.removeprefix("window.SECTIONS = ").removesuffix(";\n")
    )
    return sections


def pages_of(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in site.rglob("*.html"):
        yield path, html.document_fromstring(path.read_bytes().decode())


@pytest.mark.slow("site")
def test_every_page_is_in_both_languages(site: Path) -> None:
    english, chinese = (
        {path.relative_to(site / tree).as_posix() for path in (site / tree).rglob("*.html")}
        for tree in ("en", "zh")
    )
    assert english == chinese


@pytest.mark.slow("site")
def test_the_switch_of_language_keeps_the_page(site: Path) -> None:
    for path, page in pages_of(site):
        if path.parent == site:
            continue
        tree, *rest = path.relative_to(site).parts
        (link,) = page.xpath("//div[@class='other-language']/a/@href")
        wanted = site.joinpath("en" if tree == "zh" else "zh", *rest)
        assert (path.parent / str(link)).resolve() == wanted.resolve()
        assert wanted.is_file()


@pytest.mark.slow("site")
@pytest.mark.parametrize("tree", LANGUAGES)
def test_every_rule_address_and_indicator_is_found(site: Path, tree: Language) -> None:
    sections = index_of(site, tree)

    def words_of(page: str) -> set[str]:
        text = " ".join(" ".join(one[2:]) for one in sections if one[0].startswith(f"{page}.html#"))
        return set(re.split(r"[\s,，、。；：:()（）]+", text))

    codes = {rule.code for rule in EXPLAINED}
    assert codes <= words_of("reference/rules/index")
    assert [code for code in codes if code not in words_of(f"reference/rules/{code}")] == []
    assert {one.key for one in INDICATORS} <= words_of("reference/indicators")
    for form in FORMS:
        wanted = {str(one) for one in gd.addresses(form)}
        assert wanted <= words_of(f"reference/addresses/{form.value}")


@pytest.mark.slow("site")
def test_places_in_the_index_are_places_on_pages(site: Path) -> None:
    for tree in LANGUAGES:
        for where, *_ in index_of(site, tree):
            name, _, place = where.partition("#")
            assert f'id="{place}"' in (site / tree / name).read_text(encoding="utf-8")


@pytest.mark.slow("site")
def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loads = "//script/@src | //link/@href | //img/@src | //iframe/@src | //source/@src"
    for path, page in pages_of(site):
        for found in page.xpath(loads):
            assert not re.match(r"(\w+:)?//", str(found)), (path, found)
            name = re.split("[?#]", str(found))[0]
            assert (path.parent / name).resolve().exists(), (path, found)
    for path in site.rglob("*.css"):
        style = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", style), path


@pytest.mark.slow("site")
def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    for path, page in pages_of(site):
        for link in map(str, page.xpath("//a/@href")):
            name = link.partition("#")[0].partition("?")[0]
            if name and not re.match(r"\w+:", name):
                assert (path.parent / name).exists(), (path, link)


# ------------------------------------------------------------------------------ in a browser

PHONE, DESK = 390, 1280
Open = Callable[..., "Page"]
#: What is wider than its place, of all that neither scrolls nor is part of a line. The headings of
#: the theme reach eight pixels beyond their sections, which nobody sees.
_WIDER = """() => {
  const root = document.documentElement;
  return [root, ...document.querySelectorAll("article *")].filter((one) => {
    const style = getComputedStyle(one);
    return one.scrollWidth > one.clientWidth + 8 && style.display !== "inline"
      && (one === root || style.overflowX === "visible");
  }).map((one) => one.outerHTML.slice(0, 80));
}"""


@pytest.fixture
def show(browser: "Browser", site: Path) -> Iterator[Open]:
    """Opens pages from the disk; whatever they ask of others, or complain of, fails the test."""
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda one: complaints.append(str(one)))

    def show_page(where: str, width: int = DESK) -> "Page":
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site.as_uri()}/{where}")
        return page

    yield show_page
    context.close()
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:"))] == []
    assert complaints == []


@pytest.mark.slow("site")
@pytest.mark.parametrize("tree", LANGUAGES)
@pytest.mark.parametrize("words", SEARCHED)
def test_chinese_words_are_found(show: Open, words: str, tree: Language) -> None:
    page = show(f"{tree}/index.html")
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    first = page.locator("#search-results a").first
    first.wait_for()
    assert words in page.locator("#search-results").inner_text()
    assert page.locator("#search-other").is_hidden()
    first.click()
    assert words in page.locator("article").inner_text()


@pytest.mark.slow("site")
def test_what_is_not_found_can_be_looked_for_in_the_other_language(show: Open) -> None:
    page = show("en/search.html?q=填报")
    page.locator("#search-other a").click()
    page.locator("#search-results a").first.wait_for()
    assert "/zh/search.html?q=" in page.url


@pytest.mark.slow("site")
@pytest.mark.parametrize(
    "place",
    [
        "/tutorial.html",
        "/checking.html#comments-in-word",
        "/reference/rules/GD203.html",
        "/reference/api/model.html#govdisclosure.Report",
        "/search.html?q=GD203",
    ],
)
def test_the_switch_of_language_keeps_what_is_looked_at(show: Open, place: str) -> None:
    page = show(f"en{place}")
    page.locator(".other-language a").click()
    page.wait_for_url(lambda url: url.endswith(f"/zh{place}"))
    assert page.locator("html").get_attribute("lang") == "zh-CN"


@pytest.mark.slow("site")
@pytest.mark.parametrize("tree", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_is_wider_than_its_place(
    show: Open, site: Path, tree: Language, width: int
) -> None:
    folder = site / tree
    names = [*folder.glob("*.html"), *folder.glob("reference/*.html")]
    names += [folder / f"reference/{name}.html" for name in ("rules/GD203", "addresses/2021")]
    names += [folder / f"reference/api/{name}.html" for name in ("api", "model", "rules")]
    wide = {}
    for path in names:
        page = show(path.relative_to(site).as_posix(), width)
        if found := page.evaluate(_WIDER):
            wide[path.name] = found
    assert wide == {}
