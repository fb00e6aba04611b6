"""A period's own files as text: ``period.toml`` and ``receipts.csv``."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from toolkit.model import Extension, Period, Receipt, Unusable
from toolkit.regex import regex

_RECEIPT_COLUMNS = ("sha256", "name", "unit", "received_at", "how")
_FORBIDDEN = regex(r'[\\/:*?"<>|\x00-\x1f]|^\.|[. ]$')
_DEVICE_NAMES = regex(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def period_name(name: str) -> str:
    """A period's name, if it can name a folder on Windows too; Unusable otherwise."""
    if not name.strip() or _FORBIDDEN.search(name) or _DEVICE_NAMES.match(name) or len(name) > 60:
        raise Unusable(
            f"报送期名称“{name}”不能用作文件夹名。请用 2025-03、2025-Q1 这样的名称，"
            '不要含 \\ / : * ? " < > | 。')
    return name


def write_period(period: Period) -> bytes:
    """``period.toml`` of a period, UTF-8."""
    import tomli_w

    content: dict[str, Any] = {
        "period": period.name,
        "due": period.due,
        "issued": period.issued,
        "as_of": period.as_of,
        "to": period.to,
        "expected": list(period.expected),
        "digest": period.digest,
    }
    if period.previous:
        content["previous"] = period.previous
    content["extensions"] = [
        {"due": e.due, "decided": e.decided, **({"unit": e.unit} if e.unit else {})}
        for e in period.extensions]
    return tomli_w.dumps(content).encode("utf-8")


def read_period(name: str, content: bytes) -> Period:
    """A period from its ``period.toml``; Unusable, naming the file, where it is damaged."""
    try:
        read = tomllib.loads(content.decode("utf-8-sig"))
        return Period(
            name=name,
            due=_moment(read["due"]),
            issued=_moment(read["issued"]),
            as_of=_day(read["as_of"]),
            previous=read.get("previous"),
            expected=tuple(str(unit) for unit in read["expected"]),
            digest=str(read["digest"]),
            to="all" if read.get("to") == "all" else "lead",
            extensions=tuple(
                Extension(_moment(e["due"]), e.get("unit"), _moment(e["decided"]))
                for e in read.get("extensions", ())),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise Unusable(
            f"inbox/{name}/period.toml 已损坏（{fault}）。请从备份恢复这个文件；"
            "它由 zhenggai issue 生成，不要手工修改。") from fault


def write_receipts(receipts: Iterable[Receipt], before: bytes | None) -> bytes:
    """``receipts.csv`` with these receipts appended to what it holds: UTF-8 with BOM, CRLF."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    if not before:
        writer.writerow(_RECEIPT_COLUMNS)
    for receipt in receipts:
        writer.writerow((receipt.sha256, receipt.name, receipt.unit or "",
                         receipt.received_at.isoformat(timespec="seconds"), receipt.how))
    kept = before or b"\xef\xbb\xbf"
    if not kept.endswith((b"\n", b"\xef\xbb\xbf")):
        kept += b"\r\n"
    return kept + lines.getvalue().encode("utf-8", "backslashreplace")


def read_receipts(period: str, content: bytes | None) -> tuple[Receipt, ...]:
    """The receipts recorded so far; Unusable, naming the line, where one cannot be read."""
    if not content:
        return ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved again by Excel on a Chinese Windows
        text = content.decode("gb18030", "replace")
    receipts = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        try:
            receipts.append(_receipt(row))
        except (KeyError, TypeError, ValueError) as fault:
            raise Unusable(
                f"inbox/{period}/receipts.csv 第{number}行读不出来（{fault}）。"
                "请从备份恢复，或删去这一行后重新登记。") from fault
    return tuple(receipts)


def _receipt(row: dict[str, str]) -> Receipt:
    how = row["how"]
    if how not in ("given", "file-time", "first-sight"):
        raise ValueError(how)
    moment = datetime.fromisoformat(row["received_at"])
    return Receipt(row["sha256"], row["name"], row["unit"] or None, moment.astimezone(), how)  # type: ignore[arg-type]


def _moment(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(str(value))
    return value.astimezone()


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(str(value))
    return value


def latest_before(periods: Sequence[Period], due: datetime) -> str | None:
    """The period with the latest due time before this one."""
    earlier = [p for p in periods if p.due < due]
    return max(earlier, key=lambda p: p.due).name if earlier else None
