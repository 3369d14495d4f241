"""The documentation site: what is generated is whole, what is built is found, nothing is fetched.

The first half looks at the pages before Sphinx, on every Python; the second builds the site, which
needs the extra ``docs`` and Python 3.12.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

import govdisclosure as gd
from docs import reference
from docs.building import _seen_from_a_page, _unwrapped, _with_the_rest, build, why_not
from docs.pages import escaped, table
from docs.search import INDEX
from govdisclosure.cli import command_parser
from govdisclosure.codec import json_schema
from govdisclosure.formats import FORMATS
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.frames.schemas import TABLES
from govdisclosure.measures import INDICATORS
from govdisclosure.rules.handbook import EXPLAINED, explain
from govdisclosure.wording import Language

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
        assert f" `{one.key}`\n" in page


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
    if reason := why_not():
        pytest.skip(reason)
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
@pytest.mark.parametrize("words", SEARCHED)
def test_chinese_words_are_found(site: Path, words: str) -> None:
    assert [where for where, *_, text in index_of(site, "zh") if words in text]


@pytest.mark.slow("site")
@pytest.mark.parametrize("tree", LANGUAGES)
def test_every_rule_and_every_address_is_found(site: Path, tree: Language) -> None:
    sections = index_of(site, tree)
    text = "\n".join(" ".join(one[1:]) for one in sections)
    words = set(re.split(r"[\s,，、。；：:()（）]+", text))
    assert {rule.code for rule in EXPLAINED} <= words
    assert {str(one) for form in FORMS for one in gd.addresses(form)} <= words
    assert {rule.code for rule in EXPLAINED} == {
        where.rpartition("/")[2].partition(".")[0]
        for where, *_ in sections
        if where.startswith("reference/rules/GD")
    }


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
