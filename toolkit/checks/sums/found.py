"""What was found not to agree, and how exact a printed figure is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.quantities import PERCENT, TIMES, Quantity

NO_AMOUNT = frozenset({PERCENT, "百分点", *TIMES})
"""Units that neither add up to a whole nor are part of one."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed figure that does not follow: where it stands, what the others give, and how."""

    sentence: str
    printed: str
    computed: str
    reading: str


def slack(quantity: Quantity) -> Decimal:
    """Half of the last printed digit, where a figure was rounded; none where things were counted."""
    return Decimal(0) if quantity.step == 1 and quantity.factor == 1 else quantity.step / 2


def added(quantities: Sequence[Quantity]) -> Decimal:
    """The sum of their values."""
    return sum((quantity.value for quantity in quantities), Decimal(0))
