"""Small HTML tables that show objects in a notebook.

Takes words and gives HTML without styles, except that labels are left-aligned, which notebooks
would change; knows no object.
"""

from collections.abc import Iterable, Sequence

__all__ = ["show_fields", "show_rows"]

_LEFT = ' style="text-align:left"'


def show_fields(**fields: object) -> str:
    """A table of two columns: names and values of fields; None is left out.

    Example:
        >>> print(show_fields(value=3, note=None).replace(' style="text-align:left"', ""))
        <table><tr><th>value</th><td>3</td></tr></table>
    """
    rows = ((name, (str(value),)) for name, value in fields.items() if value is not None)
    return _table(rows, style=_LEFT)


def show_rows(rows: Iterable[tuple[str | None, Sequence[str]]]) -> str:
    r"""A table of rows, each a label and words; a row without a label holds column heads.

    Example:
        >>> print(show_rows([(None, ["总计"]), ("复议", ["1"])]).replace("<tr>", "\n<tr>"))
        <table>
        <tr><th></th><th>总计</th></tr>
        <tr><th style="text-align:left">复议</th><td>1</td></tr></table>
    """
    return _table(rows, style="")


def _table(rows: Iterable[tuple[str | None, Sequence[str]]], *, style: str) -> str:
    from govdisclosure.page import escaped  # imported late, so that importing the package is fast

    lines = []
    for label, words in rows:
        head = "<th></th>" if label is None else f"<th{_LEFT}>{escaped(label)}</th>"
        tag = "th" if label is None else "td"
        cells = "".join(f"<{tag}{style}>{escaped(word)}</{tag}>" for word in words)
        lines.append(f"<tr>{head}{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"
