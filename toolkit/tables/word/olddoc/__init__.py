"""A Word 97–2003 document (.doc, also WPS's .wps) as it reads ([MS-DOC]).

The text is in pieces; what a paragraph is (in a table, the end of a row, numbered) is told by property
lists. Headers, footnotes, text boxes and deleted or hidden text are not read.
"""

from toolkit.tables.word.olddoc.body import blocks_of
from toolkit.tables.word.olddoc.container import Locked, TooOld, opened

__all__ = ["Locked", "TooOld", "blocks_of", "opened"]
