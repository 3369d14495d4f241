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

#: The names of each module; nothing is imported before it is used.
_NAMES = {
    "api": "Limits parse read render write",
    "charts": "Chart chart_bodies chart_outcomes chart_series",
    "claims": (
        "Claim ClaimRecord claims_json claims_schema ClaimSubject Direction Fact FactKind "
        "iter_claim_records iter_claims iter_facts Relation"
    ),
    "codec": "from_json json_schema to_json",
    "collection.bodies": "Collection Member",
    "collection.comparison": "Comparison Indicators Placed Pooled",
    "collection.measuring": "indicators",
    "collection.merging": "merge Merged MergeError",
    "collection.outcomes": "Outcome read_many Status",
    "collection.reconciliation": "Difference DifferenceKind reconcile",
    "collection.remarks": "Remark RemarkKind",
    "collection.roster": "read_roster Roster RosterEntry Standing StandingKind",
    "collection.series": "Point PointState Series",
    "comparison": "CellDiff Diff diff LineChange LineDiff LinePiece ReportPart SectionDiff",
    "composition": "compose",
    "errors": (
        "CodecError GovDisclosureError LimitError MissingExtraError ReadError SettingsError "
        "UnknownRuleError"
    ),
    "findings.comments": "annotate_docx",
    "forms.layout": "Edition SectionKind TableKind",
    "forms.sheet_columns": "ColumnKind",
    "forms.sheet_indicators": "SheetKind",
    "frames.schemas": "codebook",
    "frames.tables": "Asking to_arrow to_pandas to_polars",
    "frames.workbook": "workbook",
    "measures": (
        "Doubt evaluate Figure Indicator indicator_definition indicator_definitions "
        "IndicatorBasis IndicatorTerm IndicatorUnit Measured MeasureState Operand"
    ),
    "model.addresses": "Address addresses",
    "model.agency": "Agency AgencyKind",
    "model.blocks": "Heading OtherTable Paragraph Picture",
    "model.cells": "Blank Cell",
    "model.diagnostics": "Diagnostic Message Severity",
    "model.identity": "FoundBy",
    "model.report": "agency Closing Report Section",
    "model.statistics": "StatisticsRow StatisticsTable",
    "model.tables": "PrintedLabel Table TableRow",
    "plain.headings": "HeadingParts",
    "records": "iter_records Record",
    "rules": (
        "audit Change check Explanation Finding Instance read_rulebook read_waivers Reason Rule "
        "Rulebook Slip Verdict Waivers"
    ),
    "rules.basis.rule": "OtherCell",
    "rules.engine": "Waiving",
    "rules.local.rulebook": "Points ScoreItem ScoreSheet",
    "rules.local.waivers": "Waiver WaiverNote WaiverStanding",
    "selection": "Hit Passage passages search select Selected Topic",
    "source": "Origin Residue ResidueReason Span",
    "sums": "infer Inferred Sum SumKind",
    "text": "CellState",
    "version": "__version__",
    "wording": "Wording",
    "writers.comments": "CommentError",
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}

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
