"""Finding things in reports: cells by pattern, passages by topic, hits by words."""

from govdisclosure.selection.cells import Selected, select
from govdisclosure.selection.hits import Hit, search
from govdisclosure.selection.topics import Passage, Topic, passages

__all__ = ["Hit", "Passage", "Selected", "Topic", "passages", "search", "select"]
