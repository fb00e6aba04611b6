"""``template learn``: what a standard sheet an office already uses means, and what it becomes.

``sheets`` finds its tables, ``naming`` says which column is which field, ``surroundings`` what stands above
and below, ``statuses`` what its drop-down offers; ``preparing`` writes the sheet as it will be issued. The
result is said in plain words by ``toolkit.app.learning`` and kept by ``toolkit.profile``.
"""

from toolkit.template.learning import learn
from toolkit.template.preparing import prepared
from toolkit.template.values import Learned, LearnedColumn, LearnedHead, LearnedTable

__all__ = ["Learned", "LearnedColumn", "LearnedHead", "LearnedTable", "learn", "prepared"]
