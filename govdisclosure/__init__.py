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
from govdisclosure.forms.layout import Edition, SectionKind, TableKind
from govdisclosure.forms.sheet_columns import ColumnKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.agency import Agency, AgencyKind
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Closing, Report, Section
from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
from govdisclosure.model.tables import Table, TableRow
from govdisclosure.source import Origin, Residue, ResidueReason, Span
from govdisclosure.text import CellState

if TYPE_CHECKING:
    from govdisclosure.claims import (
        Claim,
        ClaimRecord,
        ClaimSubject,
        Direction,
        Fact,
        FactKind,
        Relation,
        claims_json,
        claims_schema,
        iter_claim_records,
        iter_claims,
        iter_facts,
    )
    from govdisclosure.codec import from_json, json_schema, to_json
    from govdisclosure.collection.bodies import Collection, Member
    from govdisclosure.collection.merging import Merged, MergeError, merge
    from govdisclosure.collection.outcomes import Outcome, Status, read_many
    from govdisclosure.collection.reconciliation import Difference, DifferenceKind, reconcile
    from govdisclosure.collection.remarks import Remark, RemarkKind
    from govdisclosure.collection.roster import (
        Roster,
        RosterEntry,
        Standing,
        StandingKind,
        read_roster,
    )
    from govdisclosure.composition import compose
    from govdisclosure.findings.comments import annotate_docx
    from govdisclosure.frames.schemas import codebook
    from govdisclosure.frames.tables import to_arrow, to_pandas, to_polars
    from govdisclosure.frames.workbook import workbook
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
    from govdisclosure.writers.comments import CommentError

__all__ = [
    "Address",
    "Agency",
    "AgencyKind",
    "Cell",
    "CellState",
    "Claim",
    "ClaimRecord",
    "ClaimSubject",
    "Closing",
    "CodecError",
    "Collection",
    "ColumnKind",
    "CommentError",
    "Diagnostic",
    "Difference",
    "DifferenceKind",
    "Direction",
    "Edition",
    "Fact",
    "FactKind",
    "Finding",
    "FoundBy",
    "GovDisclosureError",
    "Heading",
    "Hit",
    "Inferred",
    "Instance",
    "LimitError",
    "Limits",
    "Member",
    "MergeError",
    "Merged",
    "MissingExtraError",
    "Origin",
    "OtherTable",
    "Outcome",
    "Paragraph",
    "Passage",
    "Picture",
    "ReadError",
    "Record",
    "Relation",
    "Remark",
    "RemarkKind",
    "Report",
    "Residue",
    "ResidueReason",
    "Roster",
    "RosterEntry",
    "Rulebook",
    "Section",
    "SectionKind",
    "Selected",
    "SettingsError",
    "Severity",
    "SheetKind",
    "Span",
    "Standing",
    "StandingKind",
    "StatisticsRow",
    "StatisticsTable",
    "Status",
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
    "annotate_docx",
    "audit",
    "check",
    "claims_json",
    "claims_schema",
    "codebook",
    "compose",
    "from_json",
    "infer",
    "iter_claim_records",
    "iter_claims",
    "iter_facts",
    "iter_records",
    "json_schema",
    "merge",
    "parse",
    "passages",
    "read",
    "read_many",
    "read_roster",
    "read_rulebook",
    "read_waivers",
    "reconcile",
    "render",
    "search",
    "select",
    "to_arrow",
    "to_json",
    "to_pandas",
    "to_polars",
    "workbook",
    "write",
]

#: Names imported when first used, with their modules.
_LATER = {
    "Claim": "claims",
    "ClaimRecord": "claims",
    "ClaimSubject": "claims",
    "Direction": "claims",
    "Fact": "claims",
    "FactKind": "claims",
    "Relation": "claims",
    "claims_json": "claims",
    "claims_schema": "claims",
    "iter_claim_records": "claims",
    "iter_claims": "claims",
    "iter_facts": "claims",
    "from_json": "codec",
    "json_schema": "codec",
    "to_json": "codec",
    "Collection": "collection.bodies",
    "Member": "collection.bodies",
    "Merged": "collection.merging",
    "MergeError": "collection.merging",
    "merge": "collection.merging",
    "Outcome": "collection.outcomes",
    "Status": "collection.outcomes",
    "read_many": "collection.outcomes",
    "Difference": "collection.reconciliation",
    "DifferenceKind": "collection.reconciliation",
    "reconcile": "collection.reconciliation",
    "Remark": "collection.remarks",
    "RemarkKind": "collection.remarks",
    "RosterEntry": "collection.roster",
    "Roster": "collection.roster",
    "Standing": "collection.roster",
    "StandingKind": "collection.roster",
    "read_roster": "collection.roster",
    "compose": "composition",
    "codebook": "frames.schemas",
    "to_arrow": "frames.tables",
    "to_pandas": "frames.tables",
    "to_polars": "frames.tables",
    "workbook": "frames.workbook",
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
    "annotate_docx": "findings.comments",
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
    "CommentError": "writers.comments",
}


def agency(report: Report) -> Agency | None:
    """The organ that reports, with the kind and place in its name; None when unnamed."""
    from govdisclosure.model.agency import describe

    return describe(report.agency) if report.agency else None


if not TYPE_CHECKING:  # so that a type checker sees when a name is misspelt

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
