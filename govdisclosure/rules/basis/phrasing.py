"""How findings name things: numbers, cells, rows and columns in the words of the form.

Takes diagnostics and addresses and gives words in Chinese or English; judges nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from govdisclosure.forms.layout import Edition, SectionKind, label_of, section_title, table_layouts
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.text import format_number
from govdisclosure.wording import LIST_COMMA, SEMICOLON, Language, Wording

__all__ = ["list_of", "named_by", "shortened", "spread"]

#: If there are more cells than this, a sentence names only the first, with the total number.
_MOST_NAMED = 3
_MORE, _OTHERS = Wording("等 {count} 格", " and {rest} more"), Wording("等", " and others")
_TRIED = Wording("（试过的算法：{readings}）", " (readings tried: {readings})")
#: What to print in cells without a number.
_ZERO = Wording("没有的填 0", "0 where there is nothing")
_PROVEN = Wording("按勾稽关系{cells}", "as the sums of the form require, {cells}")
_ZERO_IN_OTHERS = Wording("，其余没有的填 0", "; in the others, 0 where there is nothing")
#: How many characters of a text are quoted.
_QUOTED = 30


def list_of(addresses: Sequence[Address], language: Language, more: Wording = _MORE) -> str:
    """The words of the first few *addresses*, with the total number in the words of *more*."""
    cell = Wording("「{0}」", "{0}").text(language)
    shown = LIST_COMMA.text(language).join(
        cell.format(one.words(language)) for one in addresses[:_MOST_NAMED]
    )
    rest = len(addresses) - _MOST_NAMED
    return shown + more.say(language, count=len(addresses), rest=rest) * (rest > 0)


def shortened(words: str, most: int = _QUOTED) -> str:
    """The beginning of a text, long enough to recognise it.

    Example:
        >>> shortened("收取信息处理费的情况", 4)
        '收取信息…'
    """
    return words if len(words) <= most else f"{words[:most]}…"


def spread(arguments: Mapping[str, str | Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each argument by its name; if it has several words, each by a separate name.

    Example:
        >>> list(spread({"table": "requests", "words": ["/", "—"]}))
        [('table', 'requests'), ('words', '/'), ('words_2', '—')]
    """
    for name, value in arguments.items():
        if isinstance(value, str):
            yield name, value
            continue
        for number, words in enumerate(value, start=1):
            yield name if number == 1 else f"{name}_{number}", words


def _joined(arguments: Sequence[tuple[str, str]], language: Language) -> Iterator[tuple[str, str]]:
    """Several words of one argument, joined for use inside a pair of quotation marks."""
    given = dict(arguments)
    for name, words in arguments:
        several = [words]
        while (more := given.get(f"{name}_{len(several) + 1}")) is not None:
            several.append(more)
        if len(several) > 1:
            yield name, Wording("」「", "”, “").text(language).join(several)


def named_by(
    one: Diagnostic,
    cells: Sequence[Address],
    thresholds: Mapping[str, int | Decimal],
    language: Language,
) -> dict[str, str]:
    """What every finding can name: its numbers, its *cells*, and arguments that are keys."""
    names = {name: format_number(number) for name, number in thresholds.items()}
    names["cells"] = list_of(cells, language)
    names["examples"] = list_of(cells, language, _OTHERS)
    if one.stated is not None:
        names["stated"] = format_number(one.stated)
    if one.computed is not None:
        names["computed"] = format_number(one.computed)
    if one.stated is not None and one.computed is not None:
        difference = one.stated - one.computed
        names["difference"] = format_number(max(difference, -difference))
    names |= dict(_joined(one.arguments, language))
    names |= dict(_keys_in_words(one.arguments, language))
    if "proven" in names:
        names["due"] = _due(names["proven"].split(), len(cells), language)
    return names


def _due(proven: Sequence[str], count: int, language: Language) -> str:
    """What to print in *count* cells: what the sums have *proven*, and 0 where there is nothing."""
    if not proven:
        return _ZERO.text(language)
    cell = Wording("「{0}」为 {1}", "{1} in {0}").text(language)
    pairs = [one.partition("=") for one in proven[:_MOST_NAMED]]
    shown = [cell.format(Address.parse(name).words(language), number) for name, _, number in pairs]
    words = LIST_COMMA.text(language).join(shown)
    if (rest := len(proven) - _MOST_NAMED) > 0:
        words += _MORE.say(language, count=len(proven), rest=rest)
    others = _ZERO_IN_OTHERS.text(language) if len(proven) < count else ""
    return _PROVEN.say(language, cells=words) + others


def _keys_in_words(
    arguments: Sequence[tuple[str, str]], language: Language
) -> Iterator[tuple[str, str]]:
    """Arguments that are keys of the form, in its words; readings in those of the language."""
    for name, value in arguments:
        if name == "section":
            title = section_title(SectionKind(value))
            yield name, Wording(title.official, title.english).text(language)
        elif name == "tried":
            readings = value.replace(SEMICOLON.english, SEMICOLON.text(language))
            yield name, _TRIED.say(language, readings=readings) if value else ""
        elif name == "proven":
            yield name, value  # cells with their numbers, not one address
        elif value.count("/") == 2:  # noqa: PLR2004 - table, row, column
            try:
                address = Address.parse(value)
            except KeyError:  # words with slashes in them, not an address
                continue
            if name in {"row", "column"}:
                yield name, _line_words(address, name, language)
            else:
                yield name, address.words(language)


@cache
def _line_words(address: Address, axis: str, language: Language) -> str:
    """The words of the row or of the column of *address*."""
    layout, cell = next(
        (layout, cell)
        for layout in reversed(table_layouts())
        if layout.kind is address.table
        for cell in layout.cells
        if (cell.row, cell.column) == (address.row, address.column)
    )
    edition: Edition | None = layout.edition
    labels = [
        label_of(address.form_table, token)
        for token in (cell.row_labels if axis == "row" else cell.column_labels)
    ]
    return "/".join(
        Wording(label.wording(edition), label.english).text(language) for label in labels
    )
