"""Published documents -> the official list: problems of a plan, or an annex of progress."""

from toolkit.official.publication import read_publication

__all__ = ["read_publication"]
