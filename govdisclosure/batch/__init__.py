"""Many files at once: a kernel over batches of Arrow, for one machine and for engines.

``parse_batch`` takes the paths and bytes of files and gives a row a file, whatever becomes of it;
``tables_of`` cuts the tables of the library out of those rows.
"""

from govdisclosure.batch.kernel import parse_batch
from govdisclosure.batch.rows import row_schema, tables_of
from govdisclosure.collection.children import Confinement

__all__ = ["Confinement", "parse_batch", "row_schema", "tables_of"]
