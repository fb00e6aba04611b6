"""Inbox listing -> what to read, what to leave, who sent it, when it came.

Pure: the composer lists the inbox and reads bytes; this step only decides. Nothing depends on the
order in which files were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.model import Arrival, Diagnostic, Place, Problem, Receipt, Return
from toolkit.units import Directory

OWN_FILES = frozenset({"period.toml", "receipts.csv"})
_SYSTEM = re.compile(
    r"^(~\$|\.~|\._|\.)|^(thumbs\.db|desktop\.ini|ehthumbs\.db|icon\r?)$|\.(tmp|lnk|bak|crdownload)$",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(r"\.(pdf|jpe?g|png|bmp|gif|tiff?|heic|webp|ofd|mp4|mov)$", re.IGNORECASE)
_VERSION_WORDS: tuple[tuple[str, int], ...] = (
    (r"最终|终版|定稿|最新", 4), (r"修改|更正|修订|订正|补正|更新|改后", 3), (r"盖章", 2),
)
_VERSION_NUMBER = re.compile(r"(?:v|版本|第)\s*(\d+)\s*(?:版|稿)?|[（(](\d+)[)）]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One file of the listing. ``container_sha256`` is the zip's digest for a zip member."""

    file: str
    sha256: str
    modified: datetime
    container_sha256: str | None = None


def is_system_file(file: str) -> bool:
    """Whether a name is a lock file, a thumbnail or something else no person sent."""
    return "__MACOSX/" in file or bool(_SYSTEM.search(file.rsplit("/", 1)[-1]))


def evidence(file: str, kind: str) -> bool:
    """Whether a file, by name and sniffed kind, is a stamped scan or evidence and no return.

    A picture or PDF under its own name is one; under a workbook's name it is a mistake, and is read
    (and refused) as a workbook.
    """
    named = bool(_EVIDENCE.search(file))
    return named and kind in ("pdf", "picture", "unknown", "empty")


def receipt_for(
    found: Found, receipts: Sequence[Receipt], issued: datetime, now: datetime,
) -> tuple[Receipt, bool]:
    """When a file came: the last time given, else as first recorded, else from the file itself.

    Returns the receipt under the file's present name, and whether it is new (to be recorded).
    """
    digests = {found.sha256, found.container_sha256}
    known = [receipt for receipt in receipts if receipt.sha256 in digests]
    given = [receipt for receipt in known if receipt.how == "given"]
    if known:
        counts = given[-1] if given else known[0]
        unit = next((r.unit for r in reversed(known) if r.unit), None)
        recorded = Receipt(found.sha256, found.file, unit, counts.received_at, counts.how)
        return recorded, False
    if issued <= found.modified <= now:
        return Receipt(found.sha256, found.file, None, found.modified, "file-time"), True
    return Receipt(found.sha256, found.file, None, now, "first-sight"), True


def sender(
    returned: Return, receipt: Receipt, directory: Directory, problems: Mapping[int, Problem],
) -> tuple[str | None, Diagnostic | None]:
    """Who sent a workbook: told at receipt, stamp, 填报单位, file name, then what it answers.

    Stamp and cell that disagree are a diagnostic and no guess; so are a lone stamp or cell and a
    name that plainly belongs to another unit. (Two against one: the name is only a hint.)
    """
    place = Place(returned.file)
    if receipt.unit:
        return directory.resolve(receipt.unit) or receipt.unit, None
    stamp = directory.resolve(returned.stamp.unit) if returned.stamp else None
    cell = returned.head.get("unit")
    filled = cell.text if cell else ""
    named = directory.resolve(filled) if filled else None
    if filled and named is None and stamp and directory.found_in(filled) == (stamp,):
        named = stamp  # an office of the unit, or its name with something added: F309 says so
    if filled and named is None and stamp is None:
        return None, Diagnostic("unknown_sender", cell.place if cell else place, given=filled)
    if stamp and named and directory.takes_over(named, stamp):
        named = stamp  # the sheet of the unit it took over
    if stamp and filled and named != stamp:
        return None, Diagnostic("sender_conflict", cell.place if cell else place,
                                given=filled, expected=stamp)
    if named and stamp:
        return stamp, None
    hints = directory.found_in(returned.file)
    hint = hints[0] if len(hints) == 1 else None
    said = named or stamp
    if said and hint and hint != said:
        return None, Diagnostic("sender_conflict", place, given=hint, expected=said)
    answer = said or hint or _only_lead(returned, problems, directory)
    return answer, None if answer else Diagnostic("unknown_sender", place)


def _only_lead(
    returned: Return, problems: Mapping[int, Problem], directory: Directory,
) -> str | None:
    """The unit that leads every problem a workbook speaks of, if there is exactly one."""
    leads = [
        set(map(directory.acting, problems[entry.problem].lead_units))
        for entry in returned.entries
        if entry.problem is not None and entry.problem in problems
    ]
    common = set.intersection(*leads) if leads else set()
    return common.pop() if len(common) == 1 else None


def version_rank(file: str) -> tuple[int, int]:
    """How much a file name claims to be later: version words, then a version number."""
    name = file.rsplit("/", 1)[-1]
    words = max((rank for pattern, rank in _VERSION_WORDS if re.search(pattern, name)), default=0)
    numbers = [int(a or b) for a, b in _VERSION_NUMBER.findall(name)]
    return words, max(numbers, default=0)


def same_bytes(arrivals: Iterable[Arrival]) -> Mapping[str, str]:
    """Files that repeat another's bytes -> the one that is read (earliest, then by name)."""
    keeper: dict[str, str] = {}
    repeats: dict[str, str] = {}
    for arrival in sorted(arrivals, key=_earliest):
        if arrival.sha256 in keeper:
            repeats[arrival.file] = keeper[arrival.sha256]
        else:
            keeper[arrival.sha256] = arrival.file
    return repeats


def _earliest(arrival: Arrival) -> tuple[float, int, str]:
    moment = arrival.received_at.timestamp() if arrival.received_at else 0.0
    return moment, arrival.file.count("/"), arrival.file
