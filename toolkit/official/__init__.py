"""Published documents -> the official list: problems of a plan, or an annex of progress."""

from toolkit.official.reading import read_publication, read_publications

__all__ = ["read_publication", "read_publications"]
