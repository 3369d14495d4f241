"""Hypothesis strategies: any report that can be constructed, and its parts.

Gives words, cells, blocks and whole reports that the constructors accept; takes no document and
knows no grammar. Nothing is drawn and thrown away: words that a constructor would refuse are
adjusted. Any visible text may be in any block, and what a reader could mistake for something else
(marks, labels, titles, Markdown, escapes) is far more frequent than by chance.

Example:
    >>> from hypothesis import given, settings
    >>> @settings(database=None, deadline=None, max_examples=5)
    ... @given(reports())
    ... def keeps_its_parts_in_order(report):
    ...     assert report.sections or not report.annex
    >>> keeps_its_parts_in_order()
"""

from govdisclosure.strategies.blocks import blocks, paragraphs, pictures
from govdisclosure.strategies.cells import cells
from govdisclosure.strategies.headings import headings
from govdisclosure.strategies.reports import closings, reports, sections, titles
from govdisclosure.strategies.tables import other_tables, statistics_tables, tables
from govdisclosure.strategies.words import soups, words

__all__ = [
    "blocks",
    "cells",
    "closings",
    "headings",
    "other_tables",
    "paragraphs",
    "pictures",
    "reports",
    "sections",
    "soups",
    "statistics_tables",
    "tables",
    "titles",
    "words",
]
