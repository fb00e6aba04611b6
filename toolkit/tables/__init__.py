"""Bytes -> plain tables with places. Nothing here raises on bad bytes: the answer is a ``Refusal``.

``Reader`` reads foreign files in a child process; ``read_workbook`` reads our own in this one.
"""

from toolkit.tables.grid import Cell, Note, Refusal, Sheet, Tables
from toolkit.tables.reader import Reader
from toolkit.tables.reading import read_workbook

__all__ = ["Cell", "Note", "Reader", "Refusal", "Sheet", "Tables", "read_workbook"]
