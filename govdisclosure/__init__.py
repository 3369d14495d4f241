"""Chinese government-information-disclosure annual reports as typed, immutable documents.

``read`` a file or ``parse`` a text, look things up in the :class:`Report`, and ``render`` it as the
canonical report. Names that need another package (JSON, queries) are imported when first used.
"""

from typing import TYPE_CHECKING

from govdisclosure.api import Limits, parse, read, render, write
from govdisclosure.errors import (
    CodecError,
    GovDisclosureError,
    LimitError,
    MissingExtraError,
    ReadError,
    SettingsError,
    UnknownRuleError,
)
from govdisclosure.indicators import SheetKind
from govdisclosure.layout import Edition, SectionKind, TableKind
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.agency import Agency, AgencyKind
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Closing, Report, Section
from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
from govdisclosure.model.tables import Table, TableRow
from govdisclosure.sheet_columns import ColumnKind
from govdisclosure.source import Origin, Residue, ResidueReason, Span
from govdisclosure.text import CellState

if TYPE_CHECKING:
    from govdisclosure.codec import from_json, json_schema, to_json
    from govdisclosure.composition import compose
    from govdisclosure.records import Record, iter_records
    from govdisclosure.rules import (
        Finding,
        Instance,
        Rulebook,
        Verdict,
        Waivers,
        audit,
        check,
        read_rulebook,
        read_waivers,
    )
    from govdisclosure.selection import (
        Hit,
        Passage,
        Selected,
        Topic,
        passages,
        search,
        select,
    )
    from govdisclosure.sums import Inferred, Sum, infer
    from govdisclosure.version import __version__ as __version__

__all__ = [
    "Address",
    "Agency",
    "AgencyKind",
    "Cell",
    "CellState",
    "Closing",
    "CodecError",
    "ColumnKind",
    "Diagnostic",
    "Edition",
    "Finding",
    "FoundBy",
    "GovDisclosureError",
    "Heading",
    "Hit",
    "Inferred",
    "Instance",
    "LimitError",
    "Limits",
    "MissingExtraError",
    "Origin",
    "OtherTable",
    "Paragraph",
    "Passage",
    "Picture",
    "ReadError",
    "Record",
    "Report",
    "Residue",
    "ResidueReason",
    "Rulebook",
    "Section",
    "SectionKind",
    "Selected",
    "SettingsError",
    "Severity",
    "SheetKind",
    "Span",
    "StatisticsRow",
    "StatisticsTable",
    "Sum",
    "Table",
    "TableKind",
    "TableRow",
    "Topic",
    "UnknownRuleError",
    "Verdict",
    "Waivers",
    "addresses",
    "agency",
    "audit",
    "check",
    "compose",
    "from_json",
    "infer",
    "iter_records",
    "json_schema",
    "parse",
    "passages",
    "read",
    "read_rulebook",
    "read_waivers",
    "render",
    "search",
    "select",
    "to_json",
    "write",
]

#: Names imported when first used, with the module that has them.
_LATER = {
    "from_json": "codec",
    "json_schema": "codec",
    "to_json": "codec",
    "compose": "composition",
    "Record": "records",
    "iter_records": "records",
    "Finding": "rules",
    "Instance": "rules",
    "Rulebook": "rules",
    "Verdict": "rules",
    "Waivers": "rules",
    "audit": "rules",
    "check": "rules",
    "read_rulebook": "rules",
    "read_waivers": "rules",
    "Hit": "selection",
    "Passage": "selection",
    "Selected": "selection",
    "Topic": "selection",
    "passages": "selection",
    "search": "selection",
    "select": "selection",
    "Inferred": "sums",
    "Sum": "sums",
    "infer": "sums",
    "__version__": "version",
}


def agency(report: Report) -> Agency | None:
    """The organ that reports, with what its name tells: kind and place; None when unnamed."""
    from govdisclosure.model.agency import describe

    return describe(report.agency) if report.agency else None


if not TYPE_CHECKING:  # a type checker has to see that a name is misspelt

    def __getattr__(name: str) -> object:
        """Import one of the later names.

        Raises:
            AttributeError: The package has no such name.
        """
        module = _LATER.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = getattr(import_module(f"{__name__}.{module}"), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """The public names, and the version."""
    return [*__all__, "__version__"]
