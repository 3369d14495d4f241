"""Where the documentation is on the web: one constant, from which every link to it is made.

Takes codes of rules and gives addresses of their pages; None while the site has no address, and
then no output has a link.
"""

from govdisclosure.wording import Language

__all__ = ["SITE", "page_of_rule"]

#: The address of the site, without a slash at its end; empty as long as there is none. With it go
#: ``project.urls`` of pyproject.toml, which a test compares.
SITE = ""


def page_of_rule(code: str, language: Language) -> str | None:
    """The address of the page of a rule of the catalogue; None without a site."""
    return f"{SITE}/{language}/reference/rules/{code}.html" if SITE else None
