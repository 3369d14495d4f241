"""The settings of a project: ``govdisclosure.toml``, or a table of ``pyproject.toml``.

Takes a folder and gives the settings found there or above it; the command line overrules them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from govdisclosure.errors import SettingsError
from govdisclosure.rules.local.settings import MOST_BYTES, Settings, load
from govdisclosure.wording import LANGUAGES, Language

__all__ = ["Configuration", "find_configuration"]

#: A file with only these settings.
_OWN = "govdisclosure.toml"
_PROJECT = "pyproject.toml"


@frozen(kw_only=True)
class Configuration:
    """The settings; those that are not given are None or empty."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    blank: str | None = None
    format: str | None = None
    lang: Language | None = None
    #: Paths are relative to the file.
    waivers: str | None = None
    rules: str | None = None
    roster: str | None = None
    previous: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    #: The file; None without one.
    file: Path | None = None


def find_configuration(folder: Path, choices: Mapping[str, Sequence[str]]) -> Configuration:
    """The settings of the nearest file in *folder* or above it.

    Args:
        folder: Where to begin.
        choices: The allowed words of ``fail-on``, ``blank`` and ``format``.

    Raises:
        SettingsError: The file is not TOML, or has invalid settings.
    """
    for place in (folder, *folder.parents):
        # special files, such as a pipe, are refused when they are loaded
        if (own := place / _OWN).exists() and not own.is_dir():
            return _configuration(load(own), own, choices)
        if (project := place / _PROJECT).is_file() and _is_ours(project):
            table = load(project).table("tool").table("govdisclosure")
            return _configuration(table, project, choices)
    return Configuration()


def _is_ours(project: Path) -> bool:
    """Whether a project configures this program; errors in other files are ignored."""
    try:
        return "govdisclosure" in load(project).table("tool")
    except SettingsError:
        with project.open("rb") as stream:
            if b"[tool.govdisclosure" in stream.read(MOST_BYTES):
                raise
        return False


def _configuration(
    settings: Settings, file: Path, choices: Mapping[str, Sequence[str]]
) -> Configuration:
    def path(words: str | None) -> str | None:
        return None if words is None else str(file.parent / words)

    found = Configuration(
        select=settings.texts("select"),
        ignore=settings.texts("ignore"),
        fail_on=settings.choice("fail-on", choices["fail-on"]),
        blank=settings.choice("blank", choices["blank"]),
        format=settings.choice("format", choices["format"]),
        lang=settings.choice("lang", LANGUAGES),
        waivers=path(settings.text("waivers")),
        rules=path(settings.text("rules")),
        roster=path(settings.text("roster")),
        previous=tuple(str(file.parent / one) for one in settings.texts("previous")),
        children=tuple(str(file.parent / one) for one in settings.texts("children")),
        file=file,
    )
    settings.finish()
    return found
