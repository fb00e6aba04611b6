"""An opened workspace: its profile and official list, read once for a command."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from toolkit.checks import RULES
from toolkit.dates import period_end
from toolkit.duties import Duties, directory_of, with_successors
from toolkit.ledgerbook import read_baseline, under_present_numbers
from toolkit.model import Baseline, Period, Problem, Profile, Unusable
from toolkit.official.listbook.book import ListChangeRecord, read_list
from toolkit.official.listbook.doubts import Doubt
from toolkit.periods import period_name, read_period
from toolkit.profile import read_profile
from toolkit.store import Workspace, digest, find_workspace
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE, state_path
from toolkit.tables import Reader, Refusal, read_workbook
from toolkit.units import Directory

LEDGER = "整改台账.xlsx"
ANNEX = "附件-整改进展情况.docx"
PUBLISHED = "定稿"


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace with what every command needs of it."""

    workspace: Workspace
    profile: Profile
    problems: tuple[Problem, ...]
    records: tuple[ListChangeRecord, ...]
    duties: Duties
    now: datetime
    doubts: tuple[Doubt, ...] = ()
    reader: Reader = field(default_factory=Reader, compare=False)
    later: tuple[int, ...] = ()
    """Problems of the list this period was published without."""

    @property
    def directory(self) -> Directory:
        return self.duties.directory

    def on(self, day: date) -> Session:
        """The same workspace with its units under the names they act under on a day."""
        if not any(unit.successor for unit in self.profile.units):
            return self
        directory = directory_of(self.profile, self.problems, day)
        return replace(self, duties=Duties(self.problems, directory))

    def of(self, period: Period) -> Session:
        """The same workspace on the day a period was issued: its names hold for the whole period."""
        return self.on(period.issued.date())

    def as_published(self, name: str) -> Session:
        """The same workspace with the problems a period was published with, where it was.

        What came to the list after 定稿 is owed from the next period on; also where 定稿 was moved away
        for a correction.
        """
        self.period(name)
        was = self.published_with(name)
        later = tuple(p.number for p in self.problems if was and p.number not in was.rows)
        if not later or len(later) == len(self.problems):
            return self
        problems = tuple(p for p in self.problems if p.number not in later)
        return replace(self, problems=problems, duties=Duties(problems, self.directory), later=later)

    def published_with(self, name: str) -> Baseline | None:
        """The ledger a period was published with: 定稿, else the toolkit's note of it; one that cannot be read tells nothing."""
        for path in (f"outbox/{name}/{PUBLISHED}/{LEDGER}", published_note(name)):
            with suppress(Unusable):
                if (found := self._ledger(name, path)) is not None:
                    return found
        return None

    def period(self, name: str) -> Period:
        """A period that was issued; Unusable, naming the ones there are, otherwise."""
        content = self.workspace.read(f"inbox/{period_name(name)}/period.toml")
        if content is None:
            there = "、".join(self.workspace.periods()) or "还没有"
            raise Unusable(
                f"没有报送期“{name}”（已下发的报送期：{there}）。"
                f"请先双击 1-下发.bat，或运行 zhenggai issue {name} --due 截止时间。")
        return read_period(name, content)

    def all_periods(self) -> tuple[Period, ...]:
        return tuple(self.period(name) for name in self.workspace.periods())

    def baseline(self, due: datetime, previous: str | None) -> Baseline | None:
        """The last period's ledger: the latest published one before a due time, else ``previous``."""
        before = self._published_before(due)
        return self.published(before[-1]) if before else self.unpublished(previous)

    def history(self, due: datetime) -> tuple[Baseline, ...]:
        """The ledgers published before a due time, oldest first."""
        found = (self.published(name) for name in self._published_before(due))
        return tuple(baseline for baseline in found if baseline is not None)

    def unpublished(self, name: str | None) -> Baseline | None:
        """A period's ledger as it stands in outbox."""
        return self._ledger(name, f"outbox/{name}/{LEDGER}") if name else None

    def published(self, name: str) -> Baseline | None:
        """What a period's 定稿 says; None where it is not published."""
        return self._ledger(name, f"outbox/{name}/{PUBLISHED}/{LEDGER}")

    def _published_before(self, due: datetime) -> list[str]:
        """Names of the published periods before a due time, in the order of theirs."""
        moments = {p.name: p.due for p in self.all_periods()}
        published = [
            (moments.get(name) or _end_of(name), name) for name in self.workspace.published()]
        return [name for moment, name in sorted(published) if moment < due]

    def _ledger(self, name: str, path: str) -> Baseline | None:
        content = self.workspace.read(path)
        if content is None:
            return None
        tables = read_workbook(path, content)
        if isinstance(tables, Refusal):
            raise Unusable(f"以前的台账“{path}”读不出来：{tables.reason}")
        baseline = read_baseline(tables, name, digest(content), self.profile, file=path)
        return under_present_numbers(baseline, self.problems)


def published_note(name: str) -> str:
    """Where the toolkit keeps the ledger a period was published with."""
    return state_path(f"published/{name}.xlsx")


def open_session(start: Path, now: datetime, reader: Reader | None = None) -> Session:
    """Open the workspace at or above a folder; ``reader``: one that is at work already."""
    workspace = find_workspace(start)
    profile = with_successors(
        read_profile(workspace.must_read(PROFILE, "没有找到 templates/专项配置.xlsx。"), RULES))
    problems: tuple[Problem, ...] = ()
    records: Sequence[ListChangeRecord] = ()
    doubts: tuple[Doubt, ...] = ()
    content = workspace.read(OFFICIAL_LIST)
    if content is not None:
        official = read_list(content, profile, OFFICIAL_LIST)
        problems, records, doubts = official.problems, official.records, official.doubts
    duties = Duties(problems, directory_of(profile, problems))
    return Session(workspace, profile, problems, tuple(records), duties, now, doubts, reader or Reader())


def need_problems(session: Session) -> None:
    """Refuse to go on without an official list."""
    if not session.problems:
        raise Unusable(
            "问题清单是空的。请先把整改方案拖到 0-导入.bat 上，或用 zhenggai import 方案文件 导入，"
            "或在 templates/问题清单.xlsx 里填写。")


def list_digest(problems: Sequence[Problem]) -> str:
    """Digest of the list's values (not of the workbook's bytes), 16 hex digits."""
    content = [
        [p.number, p.text, p.lead_units, p.responsible_units, p.acceptance_units, p.deadline_text,
         str(p.deadline), p.goal, [[m.ordinal, m.text, m.done_note] for m in p.measures]]
        for p in problems]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]


def _end_of(name: str) -> datetime:
    """When a period without ``period.toml`` (an imported baseline) ended."""
    day = period_end(name) or date(1970, 1, 2)
    return datetime(day.year, day.month, day.day, 23, 59, 59).astimezone()
