"""Pages from templates: words of reports and of files become text of HTML, never markup.

Takes views and gives bytes of HTML; reads the templates of the package and nothing else.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from govdisclosure.desk.downloads import DOWNLOADS
from govdisclosure.desk.wording import OTHER_LANGUAGE, TAGS, say
from govdisclosure.frames.extras import load_extra
from govdisclosure.readers.office import find_office
from govdisclosure.version import versions
from govdisclosure.wording import Language

if TYPE_CHECKING:
    import jinja2

__all__ = ["MOST_FILES", "form_facts", "page", "size_words"]

#: How many files are checked at a time.
MOST_FILES = 60
_MEBIBYTE = 1024 * 1024


@cache
def _environment() -> "jinja2.Environment":
    """The templates.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    found = load_extra("jinja2", "web")
    environment: jinja2.Environment = found.Environment(
        loader=found.PackageLoader("govdisclosure.desk"),
        autoescape=True,
        undefined=found.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment


def size_words(size: int) -> str:
    """A size in words.

    Example:
        >>> size_words(40 * 1024 * 1024), size_words(1536 * 1024), size_words(100 * 1024)
        ('40 MB', '1.5 MB', '100 KB')
    """
    if size < _MEBIBYTE:
        return f"{max(1, size // 1024)} KB"
    return f"{size / _MEBIBYTE:.1f}".removesuffix(".0") + " MB"


def form_facts(limit: int) -> dict[str, object]:
    """What the form on every page says: how much it takes, and whether old office files."""
    return {
        "limit": limit,
        "limit_words": size_words(limit),
        "has_office": find_office() is not None,
    }


def page(template: str, language: Language, **facts: Any) -> bytes:  # noqa: ANN401 - for a template
    """A page in *language*; *facts* are what its template names.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """

    def words(name: str, /, **of: object) -> str:
        return say(language, name, **of)

    written = (
        _environment()
        .get_template(template)
        .render(
            say=words,
            language=language,
            tag=TAGS.text(language),
            other=OTHER_LANGUAGE[language],
            other_tag=TAGS.text(OTHER_LANGUAGE[language]),
            downloads=DOWNLOADS,
            versions=versions()._asdict(),
            **facts,
        )
    )
    return written.encode("utf-8", "replace")
