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
    """When a file came: the last time given, else as first recorded, else from the file itself.

    ``receipts`` are those recorded so far, ``by_digest``.
    Returns the receipt under the file's present name, and whether it is new (to be recorded). What was
    told of a zip holds for the files in it, unless something was told of them.
    """
    own = receipts.get(found.sha256, ())
    outer = receipts.get(found.container_sha256 or "", ())
    known = (*outer, *own)
    given = [receipt for receipt in outer if receipt.how == "given"]
    given += [receipt for receipt in own if receipt.how == "given"]
    if known:
        counts = given[-1] if given else (own or outer)[0]
        unit = next((r.unit for r in reversed(known) if r.unit), None)
        return Receipt(found.sha256, found.file, unit, counts.received_at, counts.how), False
    if issued <= found.modified <= now:
        return Receipt(found.sha256, found.file, None, found.modified, "file-time"), True
    return Receipt(found.sha256, found.file, None, now, "first-sight"), True
