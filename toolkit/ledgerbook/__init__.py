"""The ledger workbook read back: the office's corrections, the next baseline, what a hand changed.

Columns are found by heading and rows by 序号, so sorting, filtering, moved columns and inserted
rows do no harm. What cannot be told for certain is refused with a sentence, never guessed.
"""

from toolkit.ledgerbook.baseline import read_baseline
from toolkit.ledgerbook.edits import read_edits, read_rows
from toolkit.ledgerbook.proof import content_digest, edited_cells
from toolkit.ledgerbook.renumbered import under_present_numbers
from toolkit.ledgerbook.sheets import WrittenLedger

__all__ = ["WrittenLedger", "content_digest", "edited_cells", "read_baseline", "read_edits", "read_rows", "under_present_numbers"]

