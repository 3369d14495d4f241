"""Finding things in reports: cells by pattern, passages by topic, places by words."""

from govdisclosure.selection.cells import Selected, select
from govdisclosure.selection.topics import Passage, Topic, passages
from govdisclosure.selection.words import Place, search

__all__ = ["Passage", "Place", "Selected", "Topic", "passages", "search", "select"]
