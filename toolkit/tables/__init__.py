"""Bytes -> plain tables with places. Nothing here raises on bad bytes: the answer is a ``Refusal``.

``Reader`` reads foreign files in a child process; ``read_workbook`` reads our own in this one.
"""

from toolkit.tables.by_kind import read_workbook
from toolkit.tables.grid import Cell, Note, Refusal, Sheet, Tables
from toolkit.tables.reader import Reader

__all__ = ["Cell", "Note", "Reader", "Refusal", "Sheet", "Tables", "read_workbook"]
