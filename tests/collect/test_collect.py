"""Deciding about files before and after they are read: what is left, when it came, who sent it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.collect import (
    Found,
    UnitNames,
    by_digest,
    evidence,
    is_system_file,
    receipt_for,
    same_bytes,
    sender,
    version_rank,
)
from toolkit.collect.senders import Sender
from toolkit.duties import Duties, directory_of
from toolkit.model import (
    Arrival,
    Entry,
    Place,
    Problem,
    Profile,
    Receipt,
    Return,
    Stamp,
    Unit,
    Written,
)

CHINA = timezone(timedelta(hours=8))
ISSUED = datetime(2031, 3, 1, 9, tzinfo=CHINA)
NOW = datetime(2031, 3, 26, 9, tzinfo=CHINA)
WATER, FOREST = "市水务局", "市林业和草原局"
PROFILE = Profile(city="清源市", units=(Unit(WATER, aliases=("水务局",)), Unit(FOREST)))
PROBLEMS = (Problem(1, "甲", lead_units=(WATER,)), Problem(2, "乙", lead_units=(WATER, FOREST)),
            Problem(3, "丙", lead_units=(FOREST,)))
DUTIES = Duties(PROBLEMS, directory_of(PROFILE, PROBLEMS))
NAMES = UnitNames(DUTIES, PROFILE)


@pytest.mark.parametrize("name", [
    "~$市水务局.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "a/thumbs.DB", "desktop.ini", ".DS_Store", "a.zip/__MACOSX/b.xlsx",
    "._a.xlsx", "a.tmp", "b.lnk", ".gitkeep"])
def test_what_no_person_sent(name: str) -> None:
    assert is_system_file(name)


@pytest.mark.parametrize("name", ["市水务局.xlsx", "a~$b.xlsx", "thumbs.db.xlsx", "tmp.xlsx", "a/ 表.xlsx"])
def test_what_a_person_sent(name: str) -> None:
    assert not is_system_file(name)


def test_a_scan_is_evidence_under_its_own_name_only() -> None:
    assert evidence("盖章.PDF", "pdf")
    assert evidence("现场.jpeg", "picture")
    assert not evidence("市水务局.xlsx", "picture")
    assert not evidence("表.pdf", "xlsx")


# ── when ─────────────────────────────────────────────────────────────────────────────────────────
def found(modified: datetime, sha256: str = "s") -> Found:
    return Found("表.xlsx", sha256, modified, "zip")


def test_a_file_modified_in_the_period_came_then() -> None:
    when = ISSUED + timedelta(days=3)
    assert receipt_for(found(when), {}, ISSUED, NOW) == (Receipt("s", "表.xlsx", None, when, "file-time"), True)


@pytest.mark.parametrize("modified", [ISSUED - timedelta(days=1), NOW + timedelta(days=1)])
def test_any_other_time_is_that_of_first_sight(modified: datetime) -> None:
    receipt, new = receipt_for(found(modified), {}, ISSUED, NOW)
    assert (receipt.received_at, receipt.how, new) == (NOW, "first-sight", True)


def test_the_last_time_given_counts_whatever_stands_before() -> None:
    recorded = [
        Receipt("s", "旧名.xlsx", None, ISSUED, "first-sight"),
        Receipt("s", "旧名.xlsx", WATER, ISSUED + timedelta(days=1), "given"),
        Receipt("s", "旧名.xlsx", None, ISSUED + timedelta(days=2), "given")]
    receipt, new = receipt_for(found(NOW), by_digest(recorded), ISSUED, NOW)
    assert receipt == Receipt("s", "表.xlsx", WATER, ISSUED + timedelta(days=2), "given")
    assert not new
    assert receipt_for(found(NOW), by_digest(recorded[:1]), ISSUED, NOW)[0].received_at == ISSUED


def test_another_name_is_another_arrival_and_the_first_counts() -> None:
    days = [ISSUED + timedelta(days=n) for n in range(5)]
    first, forwarded = Receipt("s", "表.xlsx", None, days[2], "given"), Receipt("s", "转发.xlsx", None, days[4], "given")
    earlier, corrected = Receipt("s", "原件.xlsx", None, days[1], "given"), Receipt("s", "表.xlsx", None, days[3], "given")

    def came(*recorded: Receipt) -> datetime:
        return receipt_for(found(NOW), by_digest(recorded), ISSUED, NOW)[0].received_at

    assert came(first, forwarded) == days[2]
    assert came(first, forwarded, earlier) == days[1]
    assert came(first, forwarded, earlier, corrected) == days[3]
    assert came(Receipt("s", "表.xlsx", None, days[2], "first-sight"), forwarded) == days[2]
    assert came(Receipt("zip", "包.zip", None, days[1], "given"), forwarded) == days[1]


def test_what_was_said_of_a_zip_holds_for_its_members() -> None:
    given_ = Receipt("zip", "包.zip", WATER, ISSUED, "given")
    assert receipt_for(found(NOW), by_digest([given_]), ISSUED, NOW)[0].unit == WATER


# ── who ──────────────────────────────────────────────────────────────────────────────────────────
def asked(stamp: str = "", filled: str = "", file: str = "表.xlsx", told: str | None = None,
          numbers: tuple[int, ...] = ()) -> Sender:
    place = Place(file, "填报表", 2, 2)
    head = {"unit": Written(filled, filled, place)} if filled else {}
    entries = tuple(Entry(number, {}, place) for number in numbers)
    returned = Return(file, "s", Stamp("", stamp) if stamp else None, head, entries)
    found = sender(returned, Receipt("s", file, told, NOW, "given"), NAMES, DUTIES)
    assert (found.unit is None) == (found.doubt is not None)
    return found


def who(**signs: Any) -> str:
    """The sender, or the kind of doubt."""
    found = asked(**signs)
    return found.unit or (found.doubt.kind if found.doubt else "")


def test_each_sign_alone_names_the_sender() -> None:
    assert who(stamp=WATER) == WATER
    assert who(filled="水务局") == WATER
    assert who(file="三月/水务局整改（2）.xlsx") == WATER
    assert who(numbers=(1, 2)) == WATER
    assert who(told="水务局", stamp=FOREST, filled="谁") == WATER


def test_signs_that_differ_are_no_guess() -> None:
    assert who(stamp=WATER, filled=FOREST) == "sender_conflict"
    assert who(stamp=WATER, filled="谁") == "sender_conflict"
    assert who(stamp=WATER, file="林业和草原局.xlsx") == "sender_conflict"
    assert who(filled=WATER, file="林业和草原局.xlsx") == "sender_conflict"
    assert who(filled="谁") == "unknown_sender"


@pytest.mark.parametrize(("signs", "told"), [
    ({"stamp": WATER, "filled": FOREST}, f"“填报单位”写的是“{FOREST}”，表却是发给“{WATER}”的"),
    ({"stamp": WATER, "filled": "谁"}, f"“填报单位”写的是“谁”，不在单位名录中，表是发给“{WATER}”的"),
    ({"stamp": WATER, "file": "林业和草原局.xlsx"}, f"文件名或文件夹写的是“{FOREST}”，表却是发给“{WATER}”的"),
    ({"filled": WATER, "file": "林业和草原局.xlsx"}, f"文件名或文件夹写的是“{FOREST}”，“填报单位”写的是“{WATER}”")])
def test_a_doubt_says_where_each_name_stands(signs: dict[str, str], told: str) -> None:
    doubt = asked(**signs).doubt
    assert doubt
    assert told in doubt.note


def test_stamp_and_cell_outweigh_a_name() -> None:
    assert who(stamp=WATER, filled="水务局", file="林业和草原局.xlsx") == WATER


def test_no_sign_or_two_leads_are_unknown() -> None:
    assert who() == "unknown_sender"
    assert who(numbers=(2,)) == "unknown_sender"
    assert who(numbers=(1, 3)) == "unknown_sender"
    assert who(file="水务局和林业和草原局.xlsx") == "unknown_sender"


# ── versions ─────────────────────────────────────────────────────────────────────────────────────
def test_names_that_claim_to_be_later() -> None:
    names = ["市水务局.xlsx", "市水务局(1).xlsx", "市水务局v2.xlsx", "市水务局 盖章版.xlsx", "市水务局 更正.xlsx", "市水务局 最终版.xlsx"]
    ranks = [version_rank(name) for name in names]
    assert ranks == sorted(ranks)
    assert version_rank("最终版/市水务局.xlsx") == version_rank("市水务局.xlsx")


@given(st.randoms(use_true_random=False))
def test_the_earliest_of_equal_files_is_read_in_any_order(shuffled: random.Random) -> None:
    arrivals = [
        Arrival("b.xlsx", "x", received_at=NOW), Arrival("a/a.xlsx", "x", received_at=NOW),
        Arrival("c.xlsx", "x", received_at=NOW - timedelta(days=1)), Arrival("d.xlsx", "y", received_at=NOW)]
    shuffled.shuffle(arrivals)
    assert dict(same_bytes(arrivals)) == {"b.xlsx": "c.xlsx", "a/a.xlsx": "c.xlsx"}
