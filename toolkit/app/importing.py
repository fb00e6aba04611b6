"""``import``: a published document becomes, or changes, the official list; or a period's edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from toolkit.app.annex_edits import bring_back, lay_baseline, refuse_published
from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.session import Session, open_session
from toolkit.app.shapes import publication_shape
from toolkit.app.telling import remark_lines
from toolkit.checks import judge
from toolkit.duties import directory_of, listed_units
from toolkit.model import (
    Announced,
    Book,
    ListChange,
    Problem,
    Profile,
    Publication,
    Remark,
    Unit,
    Unusable,
)
from toolkit.official import read_publication
from toolkit.official.doubts import OPEN, Doubt, doubts_of, together
from toolkit.official.listbook import ListChangeRecord, write_list
from toolkit.official.revise import merge_lists
from toolkit.periods import period_name
from toolkit.profile import add_to_profile, default_profile
from toolkit.store import digest, find_workspace, read_file
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE, state_path
from toolkit.units import is_collective, name_doubt, short_names

DocumentChoice = Literal["plan", "progress"]
Confirm = Callable[[Sequence[str]], bool]
"""Shows the changes and asks; False: leave everything as it is."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported, as asked."""

    files: tuple[Path, ...]
    kind: DocumentChoice | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document read: its name, digest and content."""

    name: str
    sha256: str
    content: bytes
    publication: Publication


def import_documents(
    start: Path, now: datetime, order: ImportOrder, confirm: Confirm, *, parse_only: bool,
) -> Outcome:
    """Read the documents; in a workspace also write the list (or the period's edits).

    ``parse_only`` allows a start without a workspace: then documents are only read and shown.
    """
    session = _session(start, now, parse_only=parse_only)
    profile = session.profile if session else default_profile()
    documents = [_read(path, profile, order.kind) for path in order.files]
    publication = _together([d.publication for d in documents])
    remarks = judge(Book(
        profile=profile, now=now, problems=publication.problems, publication=publication))
    document = publication_shape(publication, remarks)
    lines = _found(publication, remarks)
    if not publication.problems:
        return Outcome(BLOCKED, document, (*lines, "没有写入任何文件。"))
    if session is None:
        return Outcome(DONE, document, tuple(lines))
    if order.period:
        more = _into_period(session, order.period, documents, publication, remarks)
    else:
        more = _into_list(session, documents, publication, remarks, confirm)
    return Outcome(DONE, {**document, **more.document}, (*lines, *more.lines))


def _session(start: Path, now: datetime, *, parse_only: bool) -> Session | None:
    if parse_only:
        try:
            find_workspace(start)
        except Unusable:
            return None
    return open_session(start, now)


def _read(path: Path, profile: Profile, kind: DocumentChoice | None) -> Document:
    content = read_file(path)
    publication = read_publication(path.name, content, profile, kind)
    return Document(path.name, digest(content), content, publication)


def _together(publications: Sequence[Publication]) -> Publication:
    """Several documents as one list: problems by number, the first document's say kept."""
    first = publications[0]
    for other in publications[1:]:
        problems, _ = merge_lists(first.problems, other.problems)
        announced = other.announced if first.announced == Announced() else first.announced
        first = replace(
            first, title=first.title or other.title, problems=problems, announced=announced,
            kind=first.kind if first.kind != "none" else other.kind,
            diagnostics=(*first.diagnostics, *other.diagnostics))
    return first


def _found(publication: Publication, remarks: Sequence[Remark]) -> list[str]:
    measures = sum(len(p.measures) for p in publication.problems)
    paragraphs = sum(len(p.progress) for p in publication.problems)
    title = publication.title or "（没有读到标题）"
    return [
        f"{title}：读到{len(publication.problems)}项问题，{measures}条整改措施，"
        f"{paragraphs}段进展。",
        *remark_lines(remarks),
    ]


# ── into a period ────────────────────────────────────────────────────────────────────────────────
def _into_period(
    session: Session, name: str, documents: Sequence[Document], publication: Publication,
    remarks: Sequence[Remark],
) -> Outcome:
    if publication.kind != "progress":
        raise Unusable("--period 只用于导入整改进展情况（附件）；整改方案请不带 --period 导入。")
    if session.workspace.exists(f"inbox/{period_name(name)}/period.toml"):
        return bring_back(session, name, publication)
    refuse_published(session, name)
    if not session.problems:
        _into_list(session, documents, publication, remarks, lambda _: True)
        session = open_session(session.workspace.root, session.now)
    return lay_baseline(session, name, publication, documents[0].name, documents[0].content)


# ── into the list ────────────────────────────────────────────────────────────────────────────────
def _into_list(
    session: Session, documents: Sequence[Document], publication: Publication,
    remarks: Sequence[Remark], confirm: Confirm,
) -> Outcome:
    if session.problems:
        problems, changes = merge_lists(session.problems, publication.problems)
        if not changes:
            return _unchanged(session, publication, remarks)
        shown = _shown(changes)
        if not confirm(shown):
            return Outcome(DONE, {"changes": []}, (*shown, "没有改动问题清单。"))
    else:
        problems, changes, shown = publication.problems, (), []
    doubts = together(session.doubts, doubts_of(remarks, problems), problems)
    _write(session, documents, publication, problems, changes, doubts)
    lines = (*shown, f"问题清单已写入 {OFFICIAL_LIST}（{len(problems)}项），请打开核对。",
             *_to_confirm(doubts), *_left_to_do(session, publication))
    return Outcome(DONE, {"changes": [
        {"number": c.number, "field": c.heading, "before": c.before, "after": c.after}
        for c in changes], "outputs": [OFFICIAL_LIST, PROFILE]}, lines)


def _unchanged(
    session: Session, publication: Publication, remarks: Sequence[Remark],
) -> Outcome:
    """The list stays; only the marks of what the office has confirmed since are taken off."""
    said = ("问题清单与文件一致，没有改动。",)
    doubts = together(session.doubts, doubts_of(remarks, session.problems), session.problems)
    if not any(doubt.settled for doubt in doubts):
        return Outcome(DONE, {"changes": []}, said)
    _write(session, (), publication, session.problems, (), doubts)
    return Outcome(DONE, {"changes": []}, (*said, "已确认的内容去掉了底色和批注。"))


def _to_confirm(doubts: Sequence[Doubt]) -> Iterator[str]:
    waiting = sum(not doubt.settled for doubt in doubts)
    if waiting:
        yield f"其中{waiting}处没有把握，已标橙色并写明缘由，请在问题清单的“{OPEN}”表里逐条核对。"


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


def _write(
    session: Session, documents: Sequence[Document], publication: Publication,
    problems: Sequence[Problem], changes: Sequence[ListChange], doubts: Sequence[Doubt],
) -> None:
    workspace = session.workspace
    records = [
        ListChangeRecord(
            when=session.now.date(), source=d.name, sha256=d.sha256, title=d.publication.title or "",
            changes=tuple(changes) if position == 0 else (), reason="")
        for position, d in enumerate(documents)]
    with workspace.locked() as commit:
        former = workspace.read(OFFICIAL_LIST)
        if former is not None and session.problems:
            commit.put(state_path(f"superseded/问题清单-{digest(former)[:12]}.xlsx"), former)
        commit.put(OFFICIAL_LIST, write_list(
            problems, (*session.records, *records), session.profile, doubts))
        before = workspace.must_read(PROFILE, "没有找到 templates/专项配置.xlsx。")
        known = {unit.name for unit in session.profile.units}
        added = [
            Unit(name, aliases=short_names(name))
            for name in listed_units(problems)
            if name not in known and not is_collective(name) and not name_doubt(name)]
        commit.put(PROFILE, add_to_profile(before, units=added, values=_values(publication)))
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


def _shown(changes: Sequence[ListChange]) -> list[str]:
    lines = [f"将改动问题清单{len(changes)}处："]
    lines += [
        f"  第{c.number}项“{c.heading}”：{c.before or '（空）'} → {c.after or '（空）'}"
        for c in changes]
    return lines
