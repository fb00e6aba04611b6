"""The command line: one thin command per verb; everything it does stands in ``app``."""

from toolkit.cli.running import main

__all__ = ["main"]
