"""A damaged report and what can still be told of it, made from a seed.

Takes a seed, and a kind of damage and a printing if they are chosen, gives a `Case`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.dialects import typesetting
from tests.dialects.facts import Facts
from tests.dialects.forms import Edition, TableName
from tests.dialects.numbers import CellFact

from .certainty import is_misleading, settle
from .clean import make_clean
from .damages import DAMAGES, KINDS
from .printings import MARKED, PRINTINGS, Document
from .sheets import Certainty, Sheet, make_sheets

_TRADITIONAL: Final = str.maketrans(
    "条项规范许处罚强会计总计业构组织务机构请无复诉讼结维纠审释数报开关执转办继续产没书单与进"
    "动废现对两个众财为来过书费补确认权护乱证视据导实应这问题况时东内网",
    "條項規範許處罰強會計總計業構組織務機構請無復訴訟結維糾審釋數報開關執轉辦繼續產沒書單與進"
    "動廢現對兩個眾財為來過書費補確認權護亂證視據導實應這問題況時東內網",
)
#: Damages of all the letters of a document.
WHOLE: Final[dict[str, Callable[[str], str]]] = {
    "traditional": lambda text: text.translate(_TRADITIONAL),
    "radicals": lambda text: typesetting.radicals(text, Random(0)),
}
_TABLES: Final[tuple[TableName, ...]] = ("proactive", "requests", "disputes")
_WEIGHTS: Final = (4, 6, 1)


@dataclass(frozen=True)
class Truth:
    """What a cell says, and whether that can still be told."""

    fact: CellFact
    certainty: Certainty


@dataclass(frozen=True)
class Case:
    """A damaged report."""

    seed: int
    edition: Edition
    printing: str
    #: The damages, each with its table.
    damages: tuple[str, ...]
    document: Document
    truths: dict[str, Truth]

    @property
    def kinds(self) -> frozenset[str]:
        """The names of the damages without their tables."""
        return frozenset(damage.split("@")[0] for damage in self.damages)

    @property
    def kept(self) -> dict[str, CellFact]:
        """What can still be told."""
        return {a: t.fact for a, t in self.truths.items() if t.certainty is Certainty.KEPT}


def make_case(seed: int, kind: str | None = None, printing: str | None = None) -> Case:
    """Return the case of *seed*; *kind* is a kind, a single damage, or ``none``."""
    rng = Random(f"mutations/{seed}")
    edition: Edition = rng.choice(("2021", "2021", "2019"))
    facts = make_clean(edition, seed)
    chosen = printing or rng.choice(list(PRINTINGS))
    printed = (PRINTINGS | MARKED)[chosen]
    count = rng.choice((1, 1, 2, 3, 4, 5))
    sheets = make_sheets(facts)
    done = _inflict(sheets, rng, kind, count)
    for sheet in sheets.values():
        if sheet.glued and is_misleading(sheet, printed):
            sheet.glued = False
            done.remove(f"glue_table@{sheet.name}")
    if any(is_misleading(sheet, printed) for sheet in sheets.values()):
        chosen, printed = "tab_own", PRINTINGS["tab_own"]
    for sheet in sheets.values():
        settle(sheet, printed)
    document = printed.write(facts, sheets, rng)
    for name in done:
        if name in WHOLE:
            document = _whole(document, WHOLE[name])
    return Case(seed, edition, chosen, tuple(done), document, _truths(facts, sheets))


def _inflict(
    sheets: dict[TableName, Sheet], rng: Random, kind: str | None, count: int
) -> list[str]:
    """Damage *sheets* and return what was done; a damage that found no victim is not done."""
    done: list[str] = []
    if kind == "none":
        return done
    tries = 0
    while len(done) < count and tries < 40:
        tries += 1
        name = _draw(rng, kind)
        if name in WHOLE:
            if not any(other in WHOLE for other in done):
                done.append(name)
            continue
        table = rng.choices(_TABLES, _WEIGHTS)[0]
        if f"{name}@{table}" not in done and DAMAGES[name](sheets[table], rng):
            done.append(f"{name}@{table}")
    return done


def _draw(rng: Random, kind: str | None) -> str:
    if kind in DAMAGES or kind in WHOLE:
        return kind
    family = kind or rng.choices(list(KINDS), [2 + len(kind) for kind in KINDS.values()])[0]
    names = [damage.__name__ for damage in KINDS[family]]
    return rng.choice([*names, *WHOLE] if family == "misspell" else names)


def _whole(document: Document, change: Callable[[str], str]) -> Document:
    if isinstance(document, bytes):
        return change(document.decode()).encode()
    return change(document)


def _truths(facts: Facts, sheets: dict[TableName, Sheet]) -> dict[str, Truth]:
    certainty = {a: c for sheet in sheets.values() for a, c in sheet.certainty.items()}
    blanked = {a for sheet in sheets.values() for a in sheet.blanked}
    printed = {kind for kind in _TABLES if kind in facts.sections}
    out: dict[str, Truth] = {}
    for address, fact in facts.cells.items():
        is_printed = address.split("/")[0] in printed
        out[address] = Truth(
            CellFact("blank", None, "") if address in blanked else fact,
            certainty[address] if is_printed else Certainty.GONE,
        )
    return out
