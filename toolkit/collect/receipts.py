"""When a file came: as told, else as first recorded, else as the file itself says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.model import Receipt


@dataclass(frozen=True, slots=True)
class Found:
    """One file of the listing. ``container_sha256`` is the archive's digest for a file in one."""

    file: str
    sha256: str
    modified: datetime
    container_sha256: str | None = None


def by_digest(receipts: Iterable[Receipt]) -> Mapping[str, Sequence[Receipt]]:
    """Receipts by the digest of the file they are of, in the order they were recorded."""
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        found.setdefault(receipt.sha256, []).append(receipt)
    return found


def receipt_for(
    found: Found, receipts: Mapping[str, Sequence[Receipt]], issued: datetime, now: datetime,
) -> tuple[Receipt, bool]:
    """When a file came: the last time given of it, else as first recorded, else from the file itself.

    ``receipts`` are those recorded so far, ``by_digest``.
    Returns the receipt under the file's present name, and whether it is new (to be recorded). The same
    bytes under another name are another arrival of them, and so is a zip they came in: the earliest counts.
    """
    own = receipts.get(found.sha256, ())
    outer = receipts.get(found.container_sha256 or "", ())
    if own or outer:
        counts = _earliest(found.file, own, outer)
        unit = next((r.unit for r in reversed((*outer, *own)) if r.unit), None)
        return Receipt(found.sha256, found.file, unit, counts.received_at, counts.how), False
    if issued <= found.modified <= now:
        return Receipt(found.sha256, found.file, None, found.modified, "file-time"), True
    return Receipt(found.sha256, found.file, None, now, "first-sight"), True


def _earliest(file: str, own: Sequence[Receipt], outer: Sequence[Receipt]) -> Receipt:
    """The first arrival. A time given again under one name corrects it; given of the file itself, it settles all before."""
    arrivals: dict[tuple[str, str], Receipt] = {}
    for receipt in (*outer, *own):
        of = receipt.sha256, receipt.name
        if receipt.how != "given":
            arrivals.setdefault(of, receipt)
        elif receipt in own and receipt.name == file:
            arrivals = {of: receipt}
        else:
            arrivals[of] = receipt
    return min(arrivals.values(), key=lambda receipt: receipt.received_at)
