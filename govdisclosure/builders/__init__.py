"""Build the model from trees: the only module that knows both.

Takes a Source, has its outline and its tables parsed, and picks the parts of each rule apart; the
methods of the builder have the names of the grammar's rules.
"""

from govdisclosure.builders.report import build_report
from govdisclosure.builders.trees import outline_tree, table_tree

__all__ = ["build_report", "outline_tree", "table_tree"]
