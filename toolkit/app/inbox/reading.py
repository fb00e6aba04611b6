"""Reading a period's inbox: every file met gets a verdict, every workbook read becomes a Return."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.app.inbox.unpacking import Content, Kept, walk
from toolkit.app.session import Session
from toolkit.collect import (
    OWN_FILES,
    Found,
    UnitNames,
    by_digest,
    evidence,
    evidence_kind,
    is_letter,
    other_period,
    receipt_for,
    same_bytes,
    sender,
    shared,
    system_reason,
    version_rank,
)
from toolkit.model import Arrival, Diagnostic, FileKind, Issued, Period, Place, Receipt, Return
from toolkit.periods import read_receipts
from toolkit.read import read_return
from toolkit.read.columns import Headings
from toolkit.read.rows import ProblemFinder
from toolkit.tables import Reader, Refusal, Tables
from toolkit.tables.archive import ARCHIVES
from toolkit.tables.sniff import sniff


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a period's inbox holds; ``new_receipts`` are to be appended to ``receipts.csv``."""

    returns: tuple[Return, ...]
    arrivals: tuple[Arrival, ...]
    diagnostics: tuple[Diagnostic, ...]
    new_receipts: tuple[Receipt, ...]


def read_inbox(session: Session, period: Period, issued: Issued) -> Inbox:
    """Survey the inbox, then read what counts; of many bytes only so much is kept between."""
    with session.reader as reader:
        survey = _Survey(session, period, UnitNames(session.duties, session.profile), reader, issued)
        survey.look()
        repeats = survey.set_repeats_aside()
        returns = list(survey.returns())
    survey.link_to_neighbours(returns)
    for file, other in repeats.items():
        survey.change(file, unit=survey.arrivals[other].unit)
    return Inbox(tuple(returns), tuple(survey.arrivals.values()), survey.told(),
                 tuple(survey.new))


@dataclass(slots=True)
class _Survey:
    """Every file with its digest and time, and what becomes of it."""

    session: Session
    period: Period
    names: UnitNames
    reader: Reader
    issued: Issued
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    sniffed: dict[str, str] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    new: list[Receipt] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def change(self, file: str, **what: object) -> None:
        self.arrivals[file] = replace(self.arrivals[file], **what)  # type: ignore[arg-type]

    def reject(self, file: str, reason: str) -> None:
        """A file that cannot be read; a letter, where its form says that it is one."""
        kind: FileKind = "letter" if is_letter(file, self.sniffed.get(file, "")) else "return"
        self.change(file, verdict="rejected", reason=reason, kind=kind)
        self.diagnostics.append(Diagnostic("unreadable", Place(file), note=reason))

    def ignore(self, file: str, reason: str, kind: FileKind = "return") -> None:
        self.change(file, verdict="ignored", reason=reason, kind=kind)

    def told(self) -> tuple[Diagnostic, ...]:
        """What was met, each with the unit its file turned out to be of."""
        return tuple(
            replace(d, unit=d.unit or self.arrivals[d.place.file].unit)
            if d.place.file in self.arrivals else d for d in self.diagnostics)

    # ── first look ───────────────────────────────────────────────────────────────────────────
    def look(self) -> None:
        name = self.period.name
        recorded = by_digest(read_receipts(
            name, self.session.workspace.read(f"inbox/{name}/receipts.csv")))
        for found, content in walk(self.session, self.period):
            if found.file in OWN_FILES:
                continue
            reason = system_reason(found.file)
            if reason:
                self.arrivals[found.file] = Arrival(
                    found.file, found.sha256, "ignored", reason=reason, kind="system")
                continue
            self._meet(found, recorded)
            self._settle(found.file, content)

    def _meet(self, found: Found, recorded: Mapping[str, Sequence[Receipt]]) -> None:
        receipt, new = receipt_for(found, recorded, self.period.issued, self.session.now)
        self.receipts[found.file] = receipt
        if new:
            self.new.append(receipt)
        self.arrivals[found.file] = Arrival(
            found.file, found.sha256, unit=receipt.unit or self.names.hint(found.file),
            received_at=receipt.received_at, how=receipt.how, version=version_rank(found.file),
            hint=self.names.keeper(found.file))

    def _settle(self, file: str, content: Content) -> None:
        """What becomes of a file before anything is read of it."""
        if content is None:
            self.reject(file, "是链接、文件夹或打不开的文件，没有读取。请放入文件本身。")
        elif isinstance(content, Refusal):
            self.reject(file, content.reason)
        else:
            self.sniffed[file] = kind = sniff(content)
            if evidence(file, kind):
                attached, reason = evidence_kind(file)
                self.ignore(file, reason, attached)
            elif kind in ARCHIVES:
                self.change(file, unit=None, reason="压缩包，其中的文件逐个读取", kind="archive")
            else:
                self.kept.keep(file, content)
                self.reader.start()

    def set_repeats_aside(self) -> Mapping[str, str]:
        """Files that repeat another's bytes -> that other; only one of them is read."""
        repeats = same_bytes(
            a for a in self.arrivals.values() if a.verdict == "accepted" and not a.reason)
        for file, other in repeats.items():
            self.ignore(file, f"与“{other}”内容完全相同，只读一次")
            self.diagnostics.append(Diagnostic("same_bytes", Place(file), expected=other))
        return repeats

    # ── reading ──────────────────────────────────────────────────────────────────────────────
    def returns(self) -> Iterator[Return]:
        """Every workbook read; one of several units as so many returns."""
        headings = Headings(self.session.profile)
        finder = ProblemFinder(self.session.problems, self.issued)
        wanted: deque[str] = deque()
        for tables in self.reader.read_all(self._contents(wanted)):
            file = wanted.popleft()
            if isinstance(tables, Refusal):
                self.reject(file, tables.reason)
                continue
            returned = self._as_return(file, tables, headings, finder)
            if returned is not None:
                yield from self._identified(returned)

    def _contents(self, wanted: deque[str]) -> Iterator[tuple[str, bytes]]:
        """The files to be read, noted in ``wanted`` as they go; one that changed meanwhile is refused."""
        digests = {a.file: a.sha256 for a in self.arrivals.values()
                   if a.verdict == "accepted" and not a.reason}
        for file, content in self.kept.again(self.session, self.period, digests):
            if content is None:
                self.reject(file, "读取过程中文件变了，请重新运行。")
                continue
            wanted.append(file)
            yield file, content

    def _as_return(
        self, file: str, tables: Tables, headings: Headings, finder: ProblemFinder,
    ) -> Return | None:
        returned = read_return(file, self.arrivals[file].sha256, tables, headings, finder)
        headless = [d for d in returned.diagnostics if d.kind == "no_header"]
        if not headless:
            return returned
        self.change(
            file, verdict="rejected",
            kind="letter" if is_letter(file, self.sniffed.get(file, "")) else "return",
            reason="没有找到标准填报表的表头，内容没有采用。请用下发的填报表填写。")
        self.diagnostics += headless
        return None

    def _identified(self, returned: Return) -> Iterator[Return]:
        """A workbook with its sender and period known, as far as they are."""
        file = returned.file
        other = other_period(returned, self.period)
        if other:
            self.change(file, other_period=other)
            self.diagnostics.append(Diagnostic("other_period", Place(file), given=other))
        parts = shared(returned, self.names, self.session.duties)
        if len(parts) > 1 and not self.receipts[file].unit:
            units = "、".join(part.unit or "" for part in parts)
            self.change(file, unit=None, reason=f"一份表里有{len(parts)}个单位的内容（{units}），分别采用")
            yield from parts
            return
        (returned,) = parts if len(parts) == 1 else (returned,)
        who = sender(returned, self.receipts[file], self.names, self.session.duties)
        if who.doubt is not None:
            self.diagnostics.append(who.doubt)
            self.change(file, unit=None, verdict="rejected",
                        reason="认不出或不能确定报送单位，其中内容没有采用")
        elif who.via:
            self.change(file, unit=who.unit, reason=f"经牵头单位转报：用的是下发给{who.via}的表，"
                        f"内容作为责任单位{who.unit}的情况登入台账")
        else:
            self.change(file, unit=who.unit)
        yield replace(returned, unit=who.unit, via=who.via)

    # ── what lies beside ─────────────────────────────────────────────────────────────────────
    def link_to_neighbours(self, returns: Sequence[Return]) -> None:
        """What names no unit belongs to the only one whose files lie in the same folder or archive."""
        unread = {d.place.file for d in self.diagnostics if d.kind in ("unreadable", "no_header")}
        owners: dict[str, set[str]] = defaultdict(set)
        for returned in returns:
            if returned.unit and self.arrivals[returned.file].verdict == "accepted":
                for folder in _folders(returned.file):
                    owners[folder].add(returned.unit)
        for file, arrival in self.arrivals.items():
            if arrival.unit:
                for folder in _folders(file):
                    owners[folder].add(arrival.unit)
        for file, arrival in self.arrivals.items():
            beside = arrival.kind in ("scan", "evidence", "letter") or file in unread
            if arrival.unit is None and beside:
                near = next((owners[f] for f in _folders(file) if f in owners), set())
                if len(near) == 1:
                    self.change(file, unit=next(iter(near)))


def _folders(file: str) -> Iterator[str]:
    """The folders and archives a file stands in, the nearest first; the inbox itself says nothing."""
    while "/" in file:
        file = file.rsplit("/", 1)[0]
        yield file
