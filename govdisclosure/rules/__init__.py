"""Rules: what an annual report must and should be, each with its source, code and name."""

from govdisclosure.rules.basis.context import Blank, Context
from govdisclosure.rules.basis.explaining import explanations
from govdisclosure.rules.basis.explanation import Change, Explanation, Slip
from govdisclosure.rules.basis.rule import Finding, Instance, Reason, Rule, Verdict
from govdisclosure.rules.catalogue import FAMILIES, RULES
from govdisclosure.rules.engine import Waive, audit, check, choose, examine
from govdisclosure.rules.handbook import explain, write_catalogue
from govdisclosure.rules.local.rulebook import Rulebook, read_rulebook
from govdisclosure.rules.local.waivers import Waivers, read_waivers

__all__ = [
    "FAMILIES",
    "RULES",
    "Blank",
    "Change",
    "Context",
    "Explanation",
    "Finding",
    "Instance",
    "Reason",
    "Rule",
    "Rulebook",
    "Slip",
    "Verdict",
    "Waive",
    "Waivers",
    "audit",
    "check",
    "choose",
    "examine",
    "explain",
    "explanations",
    "read_rulebook",
    "read_waivers",
    "write_catalogue",
]
