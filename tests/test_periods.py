"""``period.toml`` and ``receipts.csv``: written, read back, and refused in a sentence when damaged."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from toolkit.model import Extension, Period, Receipt, Unusable
from toolkit.periods import (
    latest_before,
    period_name,
    read_period,
    read_receipts,
    write_period,
    write_receipts,
)

CHINA = timezone(timedelta(hours=8))
DUE = datetime(2025, 3, 25, 18, tzinfo=CHINA)


def a_period(name: str = "2025-03", due: datetime = DUE) -> Period:
    return Period(
        name, due, due - timedelta(days=10), date(2025, 3, 31), "2025-02", ("市水务局", "市林业局"),
        "0123abcd", "all", (Extension(due + timedelta(days=1), "市水务局", due),))


def test_a_period_comes_back() -> None:
    assert read_period("2025-03", write_period(a_period())) == a_period()


def test_the_latest_extension_counts() -> None:
    period = a_period()
    assert period.due_for("市水务局") == DUE + timedelta(days=1)
    assert period.due_for("市林业局") == DUE
    assert period.due_for(None) == DUE


@pytest.mark.parametrize("content", [b"", b"due = 3", b"\xff\xfe", b"due = 2025-03-01"])
def test_a_damaged_period_is_a_sentence(content: bytes) -> None:
    with pytest.raises(Unusable, match=r"period\.toml 已损坏"):
        read_period("2025-03", content)


@pytest.mark.parametrize("name", ["a/b", "..", "con", "a:b", "", " ", "x" * 70, "月报."])
def test_a_name_no_folder_can_have_is_refused(name: str) -> None:
    with pytest.raises(Unusable, match="报送期名称"):
        period_name(name)


@pytest.mark.parametrize("name", ["2025-03", "2025-Q1", "三月调度"])
def test_folder_safe_names_are_kept(name: str) -> None:
    assert period_name(name) == name


def test_receipts_are_appended_and_come_back() -> None:
    one = Receipt("ab" * 32, "a.zip/市水务局.xlsx", None, DUE, "first-sight")
    two = Receipt("cd" * 32, "表，终.xlsx", "市水务局", DUE + timedelta(hours=1), "given")
    first = write_receipts([one], None)
    both = write_receipts([two], first)
    assert first.startswith(b"\xef\xbb\xbf")
    assert both.startswith(first)
    assert read_receipts("2025-03", both) == (one, two)
    assert read_receipts("2025-03", None) == ()


def test_receipts_saved_again_by_excel_are_read() -> None:
    one = Receipt("ab" * 32, "市水务局.xlsx", "市水务局", DUE, "given")
    saved = write_receipts([one], None).decode("utf-8-sig").encode("gb18030")
    assert read_receipts("2025-03", saved) == (one,)


def test_a_damaged_receipt_names_its_line() -> None:
    content = write_receipts([Receipt("ab", "x", None, DUE, "given")], None)
    with pytest.raises(Unusable, match="第3行"):
        read_receipts("2025-03", content + "a,b,c,昨天,given\r\n".encode())


def test_the_period_before_is_the_one_with_the_latest_due_time() -> None:
    older = a_period("2025-01", DUE - timedelta(days=60))
    newer = a_period("补报", DUE - timedelta(days=5))
    assert latest_before([newer, older], DUE) == "补报"
    assert latest_before([a_period()], DUE) is None
