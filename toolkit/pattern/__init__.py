"""表样: the sheet an office designed itself, as it stands in ``templates/填报表.xlsx``.

``draft`` takes a sheet apart and writes it again, ``styles`` adds to its styles, ``reading`` finds in the
prepared file what stands where, ``dressing`` gives a workbook of ours the office's look. What a foreign
sheet means is worked out in ``toolkit.template``, once; here it is only followed.
"""

from toolkit.pattern.dressing import Dressing, dressed
from toolkit.pattern.reading import NOT_LEARNED, read_pattern
from toolkit.pattern.styles import Change
from toolkit.pattern.values import HeadSpot, Pattern, PatternColumn, PatternTable
from toolkit.pattern.variants import Variants

__all__ = [
    "NOT_LEARNED", "Change", "Dressing", "HeadSpot", "Pattern", "PatternColumn", "PatternTable", "Variants",
    "dressed", "read_pattern",
]
