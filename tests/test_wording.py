"""Two languages, once: one place chooses between them, and marks between words have both."""

import re
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.model.addresses import statistics_addresses
from govdisclosure.wording import COLON, COMMA, LANGUAGES, LIST_COMMA, SEMICOLON, Wording

PACKAGE = Path(gd.__file__).parent


def test_one_place_asks_which_language_it_is() -> None:
    asked = re.compile(r"""(?:==|!=|\bin\b)\s*[({\[]?["'](?:zh|en)["']""")
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if asked.search(line)
    ]
    assert found == [
        'wording.py: return self.chinese if language == "zh" else self.english',
    ]


@pytest.mark.parametrize("mark", [COLON, COMMA, LIST_COMMA, SEMICOLON])
def test_marks_are_wide_in_chinese_and_have_a_blank_in_english(mark: Wording) -> None:
    assert not mark.chinese.isascii()
    assert mark.english.isascii()
    assert mark.english.endswith(" ")


def test_words_of_cells_are_in_one_language() -> None:
    for address in (*gd.addresses("2021"), *gd.addresses("2019"), *statistics_addresses()):
        chinese, english = (address.words(language) for language in LANGUAGES)
        assert re.search("[\u4e00-\u9fff]", chinese), address
        assert not re.search("[\u4e00-\u9fff]", english), address


def test_facts_are_filled_in_and_never_read_as_holes() -> None:
    said = Wording("“{words}”共 {count} 处", "“{words}”: {count} {count:place|places}")
    assert said.say("en", words="{count}", count=1) == "“{count}”: 1 place"
    assert said.say("zh", words="{count}", count=2) == "“{count}”共 2 处"
