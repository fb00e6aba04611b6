"""A published list into the workspace: written where there is none, else laid over the one in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from toolkit.app.changes import change_shape, note_shape, noted, shown_changes
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.session import Session, list_digest
from toolkit.duties import directory_of, listed_units
from toolkit.model import NOWHERE, Problem, Publication, Remark, Unit, Unusable
from toolkit.official.listbook.additions import Additions, read_additions, with_printed
from toolkit.official.listbook.book import ListChangeRecord, read_list, write_list
from toolkit.official.listbook.doubts import OPEN, Doubt, doubts_of, together
from toolkit.official.revision.revise import Revision, once, revise
from toolkit.profile import add_to_profile
from toolkit.reconcile import issued_beside
from toolkit.store import digest
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE, state_path
from toolkit.tables import Tables, read_workbook
from toolkit.units import is_collective, name_doubt, short_names

IMPORTED = state_path("imported/问题清单.xlsx")
"""The list as the documents say it: what differs from it in the list in force was corrected by hand."""

DocumentChoice = Literal["plan", "progress"]
Confirm = Callable[[Sequence[str]], bool]
"""Shows the changes and asks; False: leave everything as it is. Raises Unusable where nobody can answer."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported, as asked.

    ``remove_missing``: problems the document lacks leave the list; ``take_file``: where the office
    and the document both changed a field, the document's word counts.
    """

    files: tuple[Path, ...]
    kind: DocumentChoice | None = None
    period: str | None = None
    reason: str = ""
    remove_missing: bool = False
    take_file: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file of an import: its name, digest, bytes, and the title read from it."""

    name: str
    sha256: str
    content: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """What was read, and what of it goes into the list (an annex: the list's own problems, standing now)."""

    order: ImportOrder
    documents: tuple[Document, ...]
    publication: Publication
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...] = ()


def into_list(session: Session, coming: Import, confirm: Confirm) -> Outcome:
    """Write the list, or show what changes and ask before anything is replaced."""
    if not session.problems:
        problems, moved = _numbered_once(coming.problems)
        doubts = _doubts(session, coming, problems)
        _write(session, coming, Revision(problems, published=problems), doubts)
        told = (f"问题清单已写入 {OFFICIAL_LIST}（{len(problems)}项），请打开核对。", *moved,
                *_to_confirm(doubts), *_left_to_do(session, coming.publication))
        return Outcome(DONE, {"changes": [], "outputs": [OFFICIAL_LIST, PROFILE]}, told)
    order, base = coming.order, _imported(session)
    revision = revise(session.problems, coming.problems, base,
                      remove_missing=order.remove_missing, yielding=order.take_file)
    document = {"changes": [change_shape(c) for c in revision.changes],
                "notes": [note_shape(n) for n in revision.notes]}
    if not revision.changes:
        doubts = _doubts(session, coming, session.problems)
        settled = any(doubt.settled for doubt in doubts)
        _keep_imported(session, base, revision, doubts if settled else None)
        cleared = ("已确认的内容去掉了底色和批注。",) if settled else ()
        return Outcome(DONE, document, (_unchanged(session, coming), *noted(revision), *cleared))
    lines = [*shown_changes(revision, take_file=order.take_file), *noted(revision)]
    if not confirm(lines):
        return Outcome(DONE, {**document, "changes": [], "proposed": document["changes"]},
                       (*lines, "没有改动问题清单。"))
    doubts = _doubts(session, coming, revision.problems)
    former = _write(session, coming, revision, doubts)
    issued = _open_periods(session, revision.problems)
    return Outcome(DONE, {**document, "superseded": former, "open_periods": issued, "outputs": [OFFICIAL_LIST, PROFILE]}, (
        *lines, f"问题清单已改（{len(revision.problems)}项），改动记在“变更记录”里；原清单存为 {former} 。",
        *_to_confirm(doubts), *_left_to_do(session, coming.publication), *_with_former_list(issued)))


def _open_periods(session: Session, problems: Sequence[Problem]) -> list[str]:
    """Periods whose sheets went out with another list than this one, and that are not published."""
    done = set(session.workspace.published())
    now = list_digest(problems)
    return [p.name for p in session.all_periods() if p.name not in done and p.digest != now]


def _with_former_list(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield (f"报送期{'、'.join(names)}是按原清单下发的，还没有定稿：已发出的表不用重新下发，照常收、照常检查，"
               "清单改动过的内容不算单位改动；新列入的问题在检查后用退回的表请单位补报，下一期起按新清单下发。")


def _doubts(session: Session, coming: Import, problems: Sequence[Problem]) -> tuple[Doubt, ...]:
    return together(session.doubts, doubts_of(coming.remarks, problems), problems)


def _to_confirm(doubts: Sequence[Doubt]) -> Iterator[str]:
    waiting = sum(not doubt.settled for doubt in doubts)
    if waiting:
        yield f"其中{waiting}处没有把握，已标橙色并写明缘由，请在问题清单的“{OPEN}”表里逐条核对。"


def _numbered_once(problems: Sequence[Problem]) -> tuple[tuple[Problem, ...], list[str]]:
    """A second problem of one number goes to the end: the list has every number once."""
    first = {id(problem) for problem in once(problems)}
    kept = [problem for problem in problems if id(problem) in first]
    following = max(problem.number for problem in problems) + 1
    moved = [p for p in problems if id(p) not in first]
    kept += [replace(p, number=number, former_number=str(p.number))
             for number, p in enumerate(moved, following)]
    lines = [f"第{p.number}项在文件里不止一个，后一个暂列为第{number}项（原序号{p.number}），请核对后改正。"
             for number, p in enumerate(moved, following)]
    return tuple(kept), lines


def _imported(session: Session) -> tuple[Problem, ...]:
    """The list as the documents said it; () where that is not known."""
    content = session.workspace.read(IMPORTED)
    if content is None:
        return ()
    try:
        return read_list(content, session.profile).problems
    except Unusable:  # edited by hand, though it is none of theirs: then every difference is a change
        return ()


def _unchanged(session: Session, coming: Import) -> str:
    when = {record.sha256: record.when for record in session.records}
    days = [when[d.sha256] for d in coming.documents if d.sha256 in when]
    if len(days) == len(coming.documents):
        what = "这份文件" if len(days) == 1 else "这些文件"
        return f"{what}在{max(days).isoformat()}已经导入过，内容没有变化；问题清单没有改动。"
    return "问题清单与文件一致，没有改动。"


def _left_to_do(session: Session, publication: Publication) -> Iterator[str]:
    """What the list does not hold, and what the office has yet to tell."""
    if any(problem.progress for problem in publication.problems):
        yield ("进展文字不进问题清单；如要作为上期进展，请再导入一次并加上 --as progress --period 报送期。")
    known = directory_of(session.profile, publication.problems)
    names = [n for n in listed_units(publication.problems)
             if is_collective(n) and not known.members(n)]
    if names:
        yield (f"统称：{'、'.join(names)}。要发给其中各单位的，"
               "请在 专项配置.xlsx“单位”的“所属集体”栏写明。")


# ── what is written ──────────────────────────────────────────────────────────────────────────────
def _write(
    session: Session, coming: Import, revision: Revision, doubts: Sequence[Doubt],
) -> str | None:
    """Write list, profile and base; gives the path of the superseded list, where there was one."""
    workspace, order = session.workspace, coming.order
    changes = tuple(c.record(yielding=order.take_file) for c in revision.changes)
    records = [
        ListChangeRecord(
            when=session.now.date(), source=d.name, sha256=d.sha256, title=d.title,
            changes=changes if position == 0 else (), reason=order.reason)
        for position, d in enumerate(coming.documents)]
    superseded: str | None = None
    with workspace.locked() as commit:
        former = workspace.read(OFFICIAL_LIST)
        if former is not None and session.problems:
            name = f"问题清单-{session.now.date().isoformat()}-{digest(former)[:8]}.xlsx"
            superseded = state_path(f"superseded/{name}")
            commit.put(superseded, former)
        commit.put(OFFICIAL_LIST, write_list(
            revision.problems, (*session.records, *records), session.profile, doubts,
            with_printed(_additions(session, former, revision.problems), revision.problems)))
        commit.put(IMPORTED, write_list(revision.published, (), session.profile))
        before = workspace.must_read(PROFILE, "没有找到 templates/专项配置.xlsx。")
        commit.put(PROFILE, add_to_profile(
            before, units=_new_units(session, revision.problems), values=_values(coming.publication)))
        commit.switch()
    return superseded


def _additions(session: Session, former: bytes | None, problems: Sequence[Problem]) -> Additions:
    """What the office added to the list in force, for the one that takes its place."""
    tables = read_workbook(OFFICIAL_LIST, former) if former is not None else None
    if former is None or not isinstance(tables, Tables):
        return Additions()
    return read_additions(former, tables, issued_beside(problems, session.problems).beside)


def _new_units(session: Session, problems: Sequence[Problem]) -> list[Unit]:
    known = {unit.name for unit in session.profile.units}
    return [Unit(name, aliases=short_names(name)) for name in listed_units(problems)
            if name not in known and not is_collective(name) and not name_doubt(name)]


def _keep_imported(
    session: Session, base: Sequence[Problem], revision: Revision, doubts: Sequence[Doubt] | None,
) -> None:
    """Note what the documents say now, though the list already says it; ``doubts``: the list's marks anew."""
    noted_already = [replace(p, place=NOWHERE) for p in base] == [
        replace(p, place=NOWHERE) for p in revision.published]
    if noted_already and doubts is None:
        return
    content = write_list(revision.published, (), session.profile)
    with session.workspace.locked() as commit:
        commit.put(IMPORTED, content)
        if doubts is not None:
            commit.put(OFFICIAL_LIST, write_list(
                session.problems, session.records, session.profile, doubts,
                _additions(session, session.workspace.read(OFFICIAL_LIST), session.problems)))
        commit.switch()


def _values(publication: Publication) -> dict[str, str]:
    """What a document says of the campaign, for values of 设置 that are still empty."""
    title = publication.title or ""
    if not title:
        return {}
    annex = title
    for ending in ("整改方案", "整改措施清单", "措施清单", "方案"):
        if publication.kind == "plan" and title.endswith(ending):
            annex = f"{title.removesuffix(ending)}整改进展情况"
            break
    return {"title": title, "annex_title": annex}
