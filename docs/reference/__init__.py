"""The reference: every page of it is made from the package, so that it cannot lag behind.

To add a page, write a module with ``pages(language)`` and name it in :data:`PARTS`.
"""

from collections.abc import Callable, Iterator

from docs.pages import Page, contents, heading
from docs.reference import api, cells, columns, commands, files, indicators, rules, schema
from govdisclosure.wording import Language, Wording

__all__ = ["PARTS", "pages"]

#: The parts of the reference, in order; the first page of each is the one that leads to the others.
PARTS: tuple[Callable[[Language], Iterator[Page]], ...] = (
    api.pages,
    commands.pages,
    rules.pages,
    cells.pages,
    indicators.pages,
    schema.pages,
    columns.pages,
    files.pages,
)
_TITLE = Wording("参考", "Reference")
_WHAT = Wording(
    "以下各页都由程序本身生成，与所装版本一致。",
    "All of these pages are made from the package itself, so they say what this version does.",
)


def pages(language: Language) -> Iterator[Page]:
    """All pages of the reference in *language*, the one that leads to them first."""
    parts = [found for part in PARTS if (found := list(part(language)))]
    names = [part[0].path.removeprefix("reference/").rpartition(".")[0] for part in parts]
    text = [heading(_TITLE.text(language)), _WHAT.text(language) + "\n", contents(names)]
    yield Page("reference/index.md", "\n".join(text))
    for part in parts:
        yield from part
