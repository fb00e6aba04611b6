"""Inbox listing -> what to read, what to leave, who sent it, when it came, for which period.

Pure: the composer lists the inbox and reads bytes; this step only decides. Nothing depends on the
order in which files were found.
"""

from toolkit.collect.kinds import (
    OWN_FILES,
    evidence,
    evidence_kind,
    is_letter,
    is_system_file,
    system_reason,
)
from toolkit.collect.names import UnitNames
from toolkit.collect.period_signs import other_period
from toolkit.collect.receipts import Found, by_digest, receipt_for
from toolkit.collect.senders import Sender, sender
from toolkit.collect.shares import shared
from toolkit.collect.versions import same_bytes, version_rank

__all__ = [
    "OWN_FILES",
    "Found",
    "Sender",
    "UnitNames",
    "by_digest",
    "evidence",
    "evidence_kind",
    "is_letter",
    "is_system_file",
    "other_period",
    "receipt_for",
    "same_bytes",
    "sender",
    "shared",
    "system_reason",
    "version_rank",
]
