"""``receive``: copy what came into the inbox, and record when it came and from whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from toolkit.app.inbox.unpacking import walk
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.session import Session
from toolkit.app.shapes import moment_shape
from toolkit.app.telling import near_names
from toolkit.collect import OWN_FILES, Found, by_digest, is_system_file, receipt_for
from toolkit.dates import chinese_moment, read_moment
from toolkit.model import Period, Receipt, Unusable
from toolkit.periods import read_receipts, write_receipts
from toolkit.store import Workspace, digest, read_file, visible


def receive(
    session: Session, name: str, files: Sequence[Path], at: str | None, unit: str | None,
) -> Outcome:
    """Register files. One already in the inbox (same bytes, in an archive too) is not copied again.

    Of a folder every file a person put there, under the folder's name.
    """
    period = session.period(name)
    moment = _moment(at, session.now)
    sender = _sender(session.of(period), unit)
    csv_path = f"inbox/{name}/receipts.csv"
    recorded = by_digest(read_receipts(name, session.workspace.read(csv_path)))
    present = {
        found.sha256: found.file for found, content in walk(session, period)
        if found.file not in OWN_FILES and isinstance(content, bytes)}
    new: list[Receipt] = []
    told: list[str] = []
    taken: set[str] = set()
    with session.workspace.locked() as commit:
        for path, wanted in _one_by_one(files, session.workspace.root):
            inside = _inside(session.workspace, name, path)
            if inside in OWN_FILES:
                continue
            content = read_file(path)
            sha256 = digest(content)
            inside = inside or present.get(sha256)
            if inside is None:
                inside = _free_name(session.workspace, name, wanted, taken)
                taken.add(inside.casefold())
                commit.put(f"inbox/{name}/{inside}", content)
                present[sha256] = inside
            receipt = _receipt(session, period, path, sha256, inside, recorded, moment, sender)
            new.append(receipt)
            told.append(f"{visible(path.name)} → inbox/{name}/{inside}，"
                        f"收到时间{_said(receipt, period, session.now)}")
        commit.put(csv_path, write_receipts(new, session.workspace.read(csv_path)))
        commit.switch()
    document = {"period": name, "received": [
        {"file": r.name, "sha256": r.sha256, "unit": r.unit,
         "received_at": moment_shape(r.received_at), "how": r.how} for r in new]}
    return Outcome(DONE, document, tuple(told))


def _one_by_one(files: Sequence[Path], workspace: Path) -> Iterator[tuple[Path, str]]:
    """Every file given and every file of a folder given, with the name it takes in the inbox."""
    for path in files:
        if not path.is_dir():
            yield path, visible(path.name)
            continue
        if workspace.resolve().is_relative_to(path.resolve()):
            raise Unusable(f"文件夹“{visible(str(path))}”里有工作区本身，不能整个登记。请给出文件，或只装来件的文件夹。")
        held = [(p, f"{visible(path.resolve().name)}/{visible(p.relative_to(path).as_posix())}")
                for p in sorted(path.rglob("*")) if p.is_file() and not p.is_symlink()]
        kept = [(p, name) for p, name in held if not is_system_file(name)]
        if not kept:
            raise Unusable(f"文件夹“{visible(str(path))}”里没有可以登记的文件。")
        yield from kept


def _inside(workspace: Workspace, period: str, path: Path) -> str | None:
    """Where a file given by a path in the inbox itself stands there; None for one from elsewhere."""
    top = (workspace.root / "inbox" / period).resolve()
    there = path.resolve()
    return visible(there.relative_to(top).as_posix()) if there.is_relative_to(top) else None


def _receipt(
    session: Session, period: Period, path: Path, sha256: str, inside: str,
    recorded: Mapping[str, Sequence[Receipt]], moment: datetime | None, sender: str | None,
) -> Receipt:
    if moment:
        return Receipt(sha256, inside, sender, moment, "given")
    modified = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    known, _ = receipt_for(
        Found(inside, sha256, modified), recorded, period.issued, session.now)
    return Receipt(sha256, inside, sender or known.unit, known.received_at, known.how)


def _free_name(workspace: Workspace, period: str, name: str, taken: set[str]) -> str:
    """A name nothing in the inbox has: `表.xlsx`, then `表（2）.xlsx`; ``taken`` ones are on their way."""
    if name in OWN_FILES:
        name = f"收到的{name}"
    path = PurePosixPath(name)
    candidate, count = name, 1
    while candidate.casefold() in taken or workspace.exists(f"inbox/{period}/{candidate}"):
        count += 1
        candidate = path.with_name(f"{path.stem}（{count}）{path.suffix}").as_posix()
    return candidate


def _moment(at: str | None, now: datetime) -> datetime | None:
    if at is None:
        return None
    moment = read_moment(at, now)
    if moment is None:
        raise Unusable(f"收到时间“{at}”读不出来。请写成 2025-03-25T17:30 或 2025年3月25日17时30分。")
    return moment


def _sender(session: Session, unit: str | None) -> str | None:
    if unit is None:
        return None
    known = session.directory.resolve(unit)
    if known is None:
        raise Unusable(
            f"单位目录里没有“{unit}”{near_names(session.directory, unit)}。"
            "请写单位全称或别名，或先在 专项配置.xlsx“单位”里添加。")
    return known


def _said(receipt: Receipt, period: Period, now: datetime) -> str:
    how = {"given": "", "file-time": "（取文件修改时间，待核）", "first-sight": "（首次见到的时间，待核）"}
    odd = ""
    if receipt.how == "given" and receipt.received_at > now:
        odd = "（晚于现在的时间，请核对）"
    elif receipt.how == "given" and receipt.received_at < period.issued:
        odd = "（早于下发时间，请核对）"
    return chinese_moment(receipt.received_at) + how[receipt.how] + odd
