"""What Sphinx is to do; ``python -m docs build`` runs it once a language, with a tag for it."""

import re
from typing import Any

from docs.reference.api import MODULES
from govdisclosure.version import __version__

tags: Any = globals().get("tags", ())  # Sphinx puts it here before it reads this file
LANGUAGE = "zh" if "zh" in tags else "en"

project = "govdisclosure"
author = "The govdisclosure authors"
version = release = __version__
language = "zh_CN" if LANGUAGE == "zh" else "en"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

# -- what is built of docstrings

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
# Names of other packages have their pages elsewhere, and no network is asked for them.
_OTHERS = (
    "alt argparse attr attrs bool bytes collections complex date datetime decimal dict enum Enum "
    "Exception float fractions frozenset hypothesis int io list lxml None object optional os pa "
    "pandas pathlib pd pl polars pyarrow re SearchStrategy set str tuple type types typing "
    "ValueError KeyError LookupError OSError TypeError RuntimeError ImportError AttributeError"
)
#: What the functions of rules are given, which is not public.
nitpick_ignore = [("py:class", "govdisclosure.rules.basis.context.Context")]
nitpick_ignore_regex = [("py:.*", rf"({'|'.join(_OTHERS.split())})(\..*)?")]

# -- how it looks

locale_dirs = ["locale"]
html_theme = "furo"
html_title = "govdisclosure"
templates_path = ["templates"]
html_static_path = ["static"]
html_favicon = "static/icon.svg"
html_css_files = ["site.css"]
html_js_files = [("search.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"top_of_page_buttons": ["view"]}
html_context = {"tree": LANGUAGE, "other_tree": "en" if LANGUAGE == "zh" else "zh"}


# -- names that are documented at the root, and are defined elsewhere


def _public_name(target: str) -> str | None:
    """The public name of what *target* names by its own module, or by its bare name."""
    name = target.rpartition(".")[2]
    for module in ("govdisclosure", *MODULES):
        home = __import__(module, fromlist=["__all__"])
        if name in home.__all__ and f"{module}.{name}" != target:
            return f"{module}.{name}"
    return None


def _resolve(app: Any, env: Any, node: Any, contnode: Any) -> Any:
    """Find the page of a name that Sphinx knows under its public name only."""
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or not re.fullmatch(r"[\w.]+", target):
        return None
    found = _public_name(target)
    owner, _, member = target.rpartition(".")
    if found is None and owner and (public := _public_name(owner)):
        found = f"{public}.{member}"
    if found is None:
        return None
    return env.domains["py"].resolve_xref(
        env, node["refdoc"], app.builder, "obj", found, node, contnode
    )


def _read_docstring(
    app: Any, _what: str, name: str, thing: object, options: Any, lines: list[str]
) -> None:
    """Turn the sections of a docstring (Args, Returns, Raises, Example) into what Sphinx reads.

    The extension for it takes the words before a colon in the comment over a field for its type;
    here every docstring is read as that of a function.
    """
    from sphinx.ext.napoleon import Config, GoogleDocstring

    setting = Config(napoleon_use_rtype=False, napoleon_use_ivar=True)
    read = GoogleDocstring(lines, setting, app, "method", name, thing, options)
    lines[:] = str(read).splitlines()


def setup(app: Any) -> None:
    """Add what this site does besides."""
    app.connect("missing-reference", _resolve)
    app.connect("autodoc-process-docstring", _read_docstring)
