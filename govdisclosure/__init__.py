"""Chinese government-information-disclosure annual reports as typed, immutable documents.

``read`` a file or ``parse`` a text, look things up in the :class:`Report`, and ``render`` it as the
canonical report. Importing the package takes no time: a name is imported when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdisclosure.api import Limits, parse, read, render, write
    from govdisclosure.charts import Chart, chart_bodies, chart_outcomes, chart_series
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
    from govdisclosure.collection.comparison import Comparison, Indicators, Placed, Pooled
    from govdisclosure.collection.measuring import indicators
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
    from govdisclosure.collection.series import Point, PointState, Series
    from govdisclosure.comparison import (
        CellDiff,
        Diff,
        LineChange,
        LineDiff,
        LinePiece,
        ReportPart,
        SectionDiff,
        diff,
    )
    from govdisclosure.composition import compose
    from govdisclosure.errors import (
        CodecError,
        GovDisclosureError,
        LimitError,
        MissingExtraError,
        ReadError,
        SettingsError,
        UnknownRuleError,
    )
    from govdisclosure.findings.comments import annotate_docx
    from govdisclosure.forms.layout import Edition, SectionKind, TableKind
    from govdisclosure.forms.sheet_columns import ColumnKind
    from govdisclosure.forms.sheet_indicators import SheetKind
    from govdisclosure.frames.schemas import codebook
    from govdisclosure.frames.tables import Asking, to_arrow, to_pandas, to_polars
    from govdisclosure.frames.workbook import workbook
    from govdisclosure.measures import (
        Doubt,
        Figure,
        Indicator,
        IndicatorBasis,
        IndicatorTerm,
        IndicatorUnit,
        Measured,
        MeasureState,
        Operand,
        evaluate,
        indicator_definition,
        indicator_definitions,
    )
    from govdisclosure.model.addresses import Address, addresses
    from govdisclosure.model.agency import Agency, AgencyKind
    from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
    from govdisclosure.model.cells import Blank, Cell
    from govdisclosure.model.diagnostics import Diagnostic, Message, Severity
    from govdisclosure.model.identity import FoundBy
    from govdisclosure.model.report import Closing, Report, Section, agency
    from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
    from govdisclosure.model.tables import PrintedLabel, Table, TableRow
    from govdisclosure.plain.headings import HeadingParts
    from govdisclosure.records import Record, iter_records
    from govdisclosure.rules import (
        Change,
        Explanation,
        Finding,
        Instance,
        Reason,
        Rule,
        Rulebook,
        Slip,
        Verdict,
        Waivers,
        audit,
        check,
        read_rulebook,
        read_waivers,
    )
    from govdisclosure.rules.basis.rule import OtherCell
    from govdisclosure.rules.engine import Waiving
    from govdisclosure.rules.local.rulebook import Points, ScoreItem, ScoreSheet
    from govdisclosure.rules.local.waivers import Waiver, WaiverNote, WaiverStanding
    from govdisclosure.selection import Hit, Passage, Selected, Topic, passages, search, select
    from govdisclosure.source import Origin, Residue, ResidueReason, Span
    from govdisclosure.sums import Inferred, Sum, SumKind, infer
    from govdisclosure.text import CellState
    from govdisclosure.version import __version__ as __version__
    from govdisclosure.wording import Wording
    from govdisclosure.writers.comments import CommentError

__all__ = [
    "Address",
    "Agency",
    "AgencyKind",
    "Asking",
    "Blank",
    "Cell",
    "CellDiff",
    "CellState",
    "Change",
    "Chart",
    "Claim",
    "ClaimRecord",
    "ClaimSubject",
    "Closing",
    "CodecError",
    "Collection",
    "ColumnKind",
    "CommentError",
    "Comparison",
    "Diagnostic",
    "Diff",
    "Difference",
    "DifferenceKind",
    "Direction",
    "Doubt",
    "Edition",
    "Explanation",
    "Fact",
    "FactKind",
    "Figure",
    "Finding",
    "FoundBy",
    "GovDisclosureError",
    "Heading",
    "HeadingParts",
    "Hit",
    "Indicator",
    "IndicatorBasis",
    "IndicatorTerm",
    "IndicatorUnit",
    "Indicators",
    "Inferred",
    "Instance",
    "LimitError",
    "Limits",
    "LineChange",
    "LineDiff",
    "LinePiece",
    "MeasureState",
    "Measured",
    "Member",
    "MergeError",
    "Merged",
    "Message",
    "MissingExtraError",
    "Operand",
    "Origin",
    "OtherCell",
    "OtherTable",
    "Outcome",
    "Paragraph",
    "Passage",
    "Picture",
    "Placed",
    "Point",
    "PointState",
    "Points",
    "Pooled",
    "PrintedLabel",
    "ReadError",
    "Reason",
    "Record",
    "Relation",
    "Remark",
    "RemarkKind",
    "Report",
    "ReportPart",
    "Residue",
    "ResidueReason",
    "Roster",
    "RosterEntry",
    "Rule",
    "Rulebook",
    "ScoreItem",
    "ScoreSheet",
    "Section",
    "SectionDiff",
    "SectionKind",
    "Selected",
    "Series",
    "SettingsError",
    "Severity",
    "SheetKind",
    "Slip",
    "Span",
    "Standing",
    "StandingKind",
    "StatisticsRow",
    "StatisticsTable",
    "Status",
    "Sum",
    "SumKind",
    "Table",
    "TableKind",
    "TableRow",
    "Topic",
    "UnknownRuleError",
    "Verdict",
    "Waiver",
    "WaiverNote",
    "WaiverStanding",
    "Waivers",
    "Waiving",
    "Wording",
    "addresses",
    "agency",
    "annotate_docx",
    "audit",
    "chart_bodies",
    "chart_outcomes",
    "chart_series",
    "check",
    "claims_json",
    "claims_schema",
    "codebook",
    "compose",
    "diff",
    "evaluate",
    "from_json",
    "indicator_definition",
    "indicator_definitions",
    "indicators",
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

#: The module of each name; nothing is imported before it is used.
_MODULES = {
    "Limits": "api",
    "parse": "api",
    "read": "api",
    "render": "api",
    "write": "api",
    "Chart": "charts",
    "chart_bodies": "charts",
    "chart_outcomes": "charts",
    "chart_series": "charts",
    "Claim": "claims",
    "ClaimRecord": "claims",
    "claims_json": "claims",
    "claims_schema": "claims",
    "ClaimSubject": "claims",
    "Direction": "claims",
    "Fact": "claims",
    "FactKind": "claims",
    "iter_claim_records": "claims",
    "iter_claims": "claims",
    "iter_facts": "claims",
    "Relation": "claims",
    "from_json": "codec",
    "json_schema": "codec",
    "to_json": "codec",
    "Collection": "collection.bodies",
    "Member": "collection.bodies",
    "Comparison": "collection.comparison",
    "Indicators": "collection.comparison",
    "Placed": "collection.comparison",
    "Pooled": "collection.comparison",
    "indicators": "collection.measuring",
    "merge": "collection.merging",
    "Merged": "collection.merging",
    "MergeError": "collection.merging",
    "Outcome": "collection.outcomes",
    "read_many": "collection.outcomes",
    "Status": "collection.outcomes",
    "Difference": "collection.reconciliation",
    "DifferenceKind": "collection.reconciliation",
    "reconcile": "collection.reconciliation",
    "Remark": "collection.remarks",
    "RemarkKind": "collection.remarks",
    "read_roster": "collection.roster",
    "Roster": "collection.roster",
    "RosterEntry": "collection.roster",
    "Standing": "collection.roster",
    "StandingKind": "collection.roster",
    "Point": "collection.series",
    "PointState": "collection.series",
    "Series": "collection.series",
    "CellDiff": "comparison",
    "Diff": "comparison",
    "diff": "comparison",
    "LineChange": "comparison",
    "LineDiff": "comparison",
    "LinePiece": "comparison",
    "ReportPart": "comparison",
    "SectionDiff": "comparison",
    "compose": "composition",
    "CodecError": "errors",
    "GovDisclosureError": "errors",
    "LimitError": "errors",
    "MissingExtraError": "errors",
    "ReadError": "errors",
    "SettingsError": "errors",
    "UnknownRuleError": "errors",
    "annotate_docx": "findings.comments",
    "Edition": "forms.layout",
    "SectionKind": "forms.layout",
    "TableKind": "forms.layout",
    "ColumnKind": "forms.sheet_columns",
    "SheetKind": "forms.sheet_indicators",
    "codebook": "frames.schemas",
    "Asking": "frames.tables",
    "to_arrow": "frames.tables",
    "to_pandas": "frames.tables",
    "to_polars": "frames.tables",
    "workbook": "frames.workbook",
    "Doubt": "measures",
    "evaluate": "measures",
    "Figure": "measures",
    "Indicator": "measures",
    "indicator_definition": "measures",
    "indicator_definitions": "measures",
    "IndicatorBasis": "measures",
    "IndicatorTerm": "measures",
    "IndicatorUnit": "measures",
    "Measured": "measures",
    "MeasureState": "measures",
    "Operand": "measures",
    "Address": "model.addresses",
    "addresses": "model.addresses",
    "Agency": "model.agency",
    "AgencyKind": "model.agency",
    "Heading": "model.blocks",
    "OtherTable": "model.blocks",
    "Paragraph": "model.blocks",
    "Picture": "model.blocks",
    "Blank": "model.cells",
    "Cell": "model.cells",
    "Diagnostic": "model.diagnostics",
    "Message": "model.diagnostics",
    "Severity": "model.diagnostics",
    "FoundBy": "model.identity",
    "agency": "model.report",
    "Closing": "model.report",
    "Report": "model.report",
    "Section": "model.report",
    "StatisticsRow": "model.statistics",
    "StatisticsTable": "model.statistics",
    "PrintedLabel": "model.tables",
    "Table": "model.tables",
    "TableRow": "model.tables",
    "HeadingParts": "plain.headings",
    "iter_records": "records",
    "Record": "records",
    "audit": "rules",
    "Change": "rules",
    "check": "rules",
    "Explanation": "rules",
    "Finding": "rules",
    "Instance": "rules",
    "read_rulebook": "rules",
    "read_waivers": "rules",
    "Reason": "rules",
    "Rule": "rules",
    "Rulebook": "rules",
    "Slip": "rules",
    "Verdict": "rules",
    "Waivers": "rules",
    "OtherCell": "rules.basis.rule",
    "Waiving": "rules.engine",
    "Points": "rules.local.rulebook",
    "ScoreItem": "rules.local.rulebook",
    "ScoreSheet": "rules.local.rulebook",
    "Waiver": "rules.local.waivers",
    "WaiverNote": "rules.local.waivers",
    "WaiverStanding": "rules.local.waivers",
    "Hit": "selection",
    "Passage": "selection",
    "passages": "selection",
    "search": "selection",
    "select": "selection",
    "Selected": "selection",
    "Topic": "selection",
    "Origin": "source",
    "Residue": "source",
    "ResidueReason": "source",
    "Span": "source",
    "infer": "sums",
    "Inferred": "sums",
    "Sum": "sums",
    "SumKind": "sums",
    "CellState": "text",
    "__version__": "version",
    "Wording": "wording",
    "CommentError": "writers.comments",
}


if not TYPE_CHECKING:  # so that a type checker sees when a name is misspelt

    def __getattr__(name: str) -> object:
        """Import the module of a name.

        Raises:
            AttributeError: The package has no such name.
        """
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = getattr(import_module(f"{__name__}.{module}"), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """The public names, and the version."""
    return [*__all__, "__version__"]
