"""P 公布文件: what an import found in a published document, beside what the document itself says.

``counts`` figures and numbers · ``contents`` fields, breaks, no list at all · ``names`` units ·
``days`` deadlines · ``figures`` sums inside a text · ``doubts`` what could not be read for certain.
"""

from __future__ import annotations

from toolkit.checks.publication.contents import broken_off, fields_missing, no_list
from toolkit.checks.publication.counts import announced_otherwise, numbers_broken, renumbered
from toolkit.checks.publication.days import deadline_unclear, measure_too_late, year_inferred
from toolkit.checks.publication.doubts import doubtful
from toolkit.checks.publication.figures import sums_do_not_hold
from toolkit.checks.publication.names import unknown_unit

__all__ = [
    "announced_otherwise",
    "broken_off",
    "deadline_unclear",
    "doubtful",
    "fields_missing",
    "measure_too_late",
    "no_list",
    "numbers_broken",
    "renumbered",
    "sums_do_not_hold",
    "unknown_unit",
    "year_inferred",
]
