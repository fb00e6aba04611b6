"""Reading a period's inbox: every file met gets a verdict, every workbook read becomes a Return."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.app.session import Session
from toolkit.collect import (
    OWN_FILES,
    Found,
    evidence,
    is_system_file,
    receipt_for,
    same_bytes,
    sender,
    version_rank,
)
from toolkit.model import Arrival, Diagnostic, Period, Place, Receipt, Return
from toolkit.periods import read_receipts
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.store import digest
from toolkit.tables import Reader, Refusal, Tables
from toolkit.tables.archive import members
from toolkit.tables.sniff import sniff
from toolkit.units import Directory

_DEPTH = 3
"""How deep zips may stand in zips."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a period's inbox holds; ``new_receipts`` are to be appended to ``receipts.csv``."""

    returns: tuple[Return, ...]
    arrivals: tuple[Arrival, ...]
    diagnostics: tuple[Diagnostic, ...]
    new_receipts: tuple[Receipt, ...]


@dataclass(slots=True)
class _Survey:
    """First pass: every file with its digest and time, and what is to be read."""

    arrivals: dict[str, Arrival] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    new: list[Receipt] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def reject(self, file: str, reason: str) -> None:
        self.arrivals[file] = replace(self.arrivals[file], verdict="rejected", reason=reason)
        self.diagnostics.append(
            Diagnostic("unreadable", Place(file), note=reason, unit=self.arrivals[file].unit))

    def ignore(self, file: str, reason: str) -> None:
        self.arrivals[file] = replace(self.arrivals[file], verdict="ignored", reason=reason)


def read_inbox(session: Session, period: Period) -> Inbox:
    """Survey the inbox, then read what counts; bytes are read again, never kept."""
    survey = _survey(session, period)
    repeats = same_bytes(
        a for a in survey.arrivals.values() if a.verdict == "accepted" and not a.reason)
    for file, other in repeats.items():
        survey.ignore(file, f"与“{other}”内容完全相同，只读一次")
        survey.diagnostics.append(Diagnostic("same_bytes", Place(file), expected=other))
    returns = _read(session, period, survey)
    for file, other in repeats.items():
        survey.arrivals[file] = replace(survey.arrivals[file], unit=survey.arrivals[other].unit)
    return Inbox(tuple(returns), tuple(survey.arrivals.values()), tuple(survey.diagnostics),
                 tuple(survey.new))


def _survey(session: Session, period: Period) -> _Survey:
    survey = _Survey()
    recorded = read_receipts(
        period.name, session.workspace.read(f"inbox/{period.name}/receipts.csv"))
    directory = session.directory
    for found, content in _walk(session, period):
        if found.file in OWN_FILES:
            continue
        if is_system_file(found.file):
            survey.arrivals[found.file] = Arrival(
                found.file, found.sha256, "ignored", reason="系统文件或临时文件，不是报送表")
            continue
        _meet(survey, found, recorded, session, period)
        _settle(survey, found.file, content, directory)
    return survey


def _settle(
    survey: _Survey, file: str, content: bytes | Refusal | None, directory: Directory,
) -> None:
    """What becomes of a file before anything is read of it."""
    arrival = survey.arrivals[file]
    hints = directory.found_in(file)
    if arrival.unit is None and len(hints) == 1:
        survey.arrivals[file] = replace(arrival, unit=hints[0])
    if content is None:
        survey.reject(file, "是链接或无法打开的文件，没有读取。请放入文件本身。")
    elif isinstance(content, Refusal):
        survey.reject(file, content.reason)
    elif evidence(file, sniff(content)):
        survey.ignore(file, "盖章扫描件或佐证材料，已登记，不作为报送表汇总")
    elif sniff(content) == "zip":
        survey.arrivals[file] = replace(
            survey.arrivals[file], unit=None, reason="压缩包，其中的文件逐个读取")


def _meet(
    survey: _Survey, found: Found, recorded: tuple[Receipt, ...], session: Session, period: Period,
) -> None:
    receipt, new = receipt_for(found, recorded, period.issued, session.now)
    survey.receipts[found.file] = receipt
    if new:
        survey.new.append(receipt)
    survey.arrivals[found.file] = Arrival(
        found.file, found.sha256, unit=receipt.unit, received_at=receipt.received_at,
        how=receipt.how, version=version_rank(found.file))


def _walk(session: Session, period: Period) -> Iterator[tuple[Found, bytes | Refusal | None]]:
    """Every file and zip member: bytes; a Refusal for a zip that cannot be opened; None for a link."""
    for found in session.workspace.inbox(period.name):
        content = session.workspace.inbox_bytes(period.name, found.file)
        sha256 = digest(content or b"")
        yield from _unpack(Found(found.file, sha256, found.modified), content, _DEPTH)


def _unpack(
    found: Found, content: bytes | None, depth: int,
) -> Iterator[tuple[Found, bytes | Refusal | None]]:
    if content is None or sniff(content) != "zip" or is_system_file(found.file):
        yield found, content
        return
    if depth == 0:
        yield found, Refusal("hostile", "压缩包里一层套一层，层数太多。请解压后直接放入表格。")
        return
    inside = members(content)
    if isinstance(inside, Refusal):
        yield found, inside
        return
    yield found, content
    outer = found.container_sha256 or found.sha256
    for name, part in inside:
        member = Found(f"{found.file}/{name}", digest(part), found.modified, outer)
        yield from _unpack(member, part, depth - 1)


def _read(session: Session, period: Period, survey: _Survey) -> list[Return]:
    desk = Headings(session.profile), ProblemFinder(session.problems)
    wanted: deque[str] = deque()
    returns = []
    with Reader() as reader:
        for tables in reader.read_all(_contents(session, period, survey, wanted)):
            file = wanted.popleft()
            if isinstance(tables, Refusal):
                survey.reject(file, tables.reason)
                continue
            returned = _as_return(survey, file, tables, *desk)
            if returned is not None:
                _identify(session, survey, returned)
                returns.append(returned)
    return returns


def _contents(
    session: Session, period: Period, survey: _Survey, wanted: deque[str],
) -> Iterator[tuple[str, bytes]]:
    """The files to be read, noted in ``wanted`` as they go; one that changed meanwhile is refused."""
    for found, content in _walk(session, period):
        arrival = survey.arrivals.get(found.file)
        if arrival is None or arrival.verdict != "accepted" or arrival.reason:
            continue
        if not isinstance(content, bytes) or digest(content) != arrival.sha256:
            survey.reject(found.file, "读取过程中文件变了，请重新运行。")
            continue
        wanted.append(found.file)
        yield found.file, content


def _identify(session: Session, survey: _Survey, returned: Return) -> None:
    file = returned.file
    unit, doubt = sender(
        returned, survey.receipts[file], session.directory, session.duties.by_number)
    if doubt is None:
        survey.arrivals[file] = replace(survey.arrivals[file], unit=unit)
        return
    survey.diagnostics.append(doubt)
    survey.arrivals[file] = replace(
        survey.arrivals[file], unit=None, verdict="rejected",
        reason="认不出或不能确定报送单位，其中内容没有采用")


def _as_return(
    survey: _Survey, file: str, tables: Tables, headings: Headings, finder: ProblemFinder,
) -> Return | None:
    returned = read_return(
        file, survey.arrivals[file].sha256, tables, headings, finder)
    headless = [d for d in returned.diagnostics if d.kind == "no_header"]
    if not headless:
        return returned
    survey.arrivals[file] = replace(
        survey.arrivals[file], verdict="rejected",
        reason="没有找到标准填报表的表头，内容没有采用。请用下发的填报表填写。")
    survey.diagnostics += [replace(d, unit=survey.arrivals[file].unit) for d in headless]
    return None
