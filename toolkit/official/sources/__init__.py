"""Published documents -> their lines and tables in reading order; one file for each format."""

from toolkit.official.sources.door import read_source
from toolkit.official.sources.pieces import Grid, Line, Piece, Source, Spot

__all__ = ["Grid", "Line", "Piece", "Source", "Spot", "read_source"]
