"""``receive``: copy what came into the inbox, and record when it came and from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from toolkit.regex import regex
from toolkit.store import Commit, Workspace, digest, read_file, visible


def receive(
    session: Session, name: str, files: Sequence[Path], at: str | None, unit: str | None,
) -> Outcome:
    """Register files. One already in the inbox (same bytes, in an archive too) is not copied again.

    Under another name it is recorded as another arrival of the same content, which changes no earlier one.
    Of a folder every file a person put there, under the folder's name.
    """
    period = session.period(name)
    register = _Register(session, period, _moment(at, session.now), _sender(session.of(period), unit))
    with session.workspace.locked() as commit:
        for path, wanted in _one_by_one(files, session.workspace.root):
            if (place := _inside(session.workspace, name, path)) not in OWN_FILES:
                register.take(commit, path, wanted, place)
        csv_path = f"inbox/{name}/receipts.csv"
        commit.put(csv_path, write_receipts(register.receipts, session.workspace.read(csv_path)))
        commit.switch()
    document = {"period": name, "received": [
        {"file": inside, "sha256": r.sha256, "unit": r.unit,
         "received_at": moment_shape(r.received_at), "how": r.how} for r, inside in register.taken]}
    return Outcome(DONE, document, tuple(register.told))


class _Register:
    """The receipts of one ``receive``: what lies in the inbox, what was recorded, what is added."""

    def __init__(self, session: Session, period: Period, moment: datetime | None, sender: str | None) -> None:
        self._session, self._period, self._moment, self._sender = session, period, moment, sender
        path = f"inbox/{period.name}/receipts.csv"
        self._recorded = by_digest(read_receipts(period.name, session.workspace.read(path)))
        self._present = {
            found.sha256: found for found, content in walk(session, period)
            if found.file not in OWN_FILES and isinstance(content, bytes)}
        self._names: set[str] = set()
        self.receipts: list[Receipt] = []
        self.taken: list[tuple[Receipt, str]] = []
        self.told: list[str] = []

    def take(self, commit: Commit, path: Path, wanted: str, place: str | None) -> None:
        """Register one file; ``place`` is where it lies in the inbox, None for one from elsewhere."""
        content = read_file(path)
        sha256 = digest(content)
        there = self._present.get(sha256)
        inside = place or (there.file if there else self._copied(commit, wanted, content, sha256))
        receipt = self._receipt(path, sha256, inside)
        again = ""
        if there and receipt.how == "given" and not (place or _same_name(wanted, there.file)):
            again = _AGAIN
            self._see(there)
            receipt = replace(receipt, name=wanted)
        self.receipts.append(receipt)
        self.taken.append((receipt, inside))
        self.told.append(f"{visible(path.name)} → inbox/{self._period.name}/{inside}，"
                         f"收到时间{_said(receipt, self._period, self._session.now)}{again}")

    def _copied(self, commit: Commit, wanted: str, content: bytes, sha256: str) -> str:
        name = _free_name(self._session.workspace, self._period.name, wanted, self._names)
        self._names.add(name.casefold())
        commit.put(f"inbox/{self._period.name}/{name}", content)
        self._present[sha256] = Found(name, sha256, self._session.now)
        return name

    def _receipt(self, path: Path, sha256: str, inside: str) -> Receipt:
        if self._moment:
            return Receipt(sha256, inside, self._sender, self._moment, "given")
        modified = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        known, _ = receipt_for(
            Found(inside, sha256, modified), self._recorded, self._period.issued, self._session.now)
        return Receipt(sha256, inside, self._sender or known.unit, known.received_at, known.how)

    def _see(self, there: Found) -> None:
        """A file that lies in the inbox unrecorded, and tells its own time, came before another arrival of it."""
        receipt, unseen = receipt_for(there, self._recorded, self._period.issued, self._session.now)
        if unseen and receipt.how == "file-time" and all(r.sha256 != there.sha256 for r in self.receipts):
            self.receipts.append(receipt)


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


_AGAIN = "（与它内容相同，记为又一次报送，以先到的为准；要改正它的收到时间，请登记收件箱里的这个文件）"
_NUMBERED = regex(r"（\d+）(?=\.[^.]*$|$)")


def _same_name(wanted: str, inside: str) -> bool:
    """Whether a file is called what the one in the inbox was, but for the （2） it got there."""
    names = [PurePosixPath(_NUMBERED.sub("", name)).name.casefold() for name in (wanted, inside)]
    return names[0] == names[1] or PurePosixPath(wanted).name.casefold() == PurePosixPath(inside).name.casefold()


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
