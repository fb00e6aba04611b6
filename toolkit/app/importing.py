"""``import``: published documents become, or change, the official list; or a period's edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from toolkit.app.edited.annex import bring_back, lay_baseline, refuse_published
from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.revising import Confirm, Document, Import, ImportOrder, into_list
from toolkit.app.session import Session, open_session
from toolkit.app.shapes import publication_shape
from toolkit.app.telling import remark_lines
from toolkit.checks import judge
from toolkit.model import Book, Problem, Profile, Publication, Remark, Unusable
from toolkit.official.reading import read_publications
from toolkit.official.together import Matched, match_annex, together
from toolkit.periods import period_name
from toolkit.profile import default_profile
from toolkit.store import digest, find_workspace, read_file

__all__ = ["ImportOrder", "import_documents"]


def import_documents(
    start: Path, now: datetime, order: ImportOrder, confirm: Confirm, *, parse_only: bool,
) -> Outcome:
    """Read the documents; in a workspace also write the list (or the period's edits).

    ``parse_only`` allows a start without a workspace: then documents are only read and shown.
    """
    session = _session(start, now, parse_only=parse_only)
    profile = session.profile if session else default_profile()
    documents, publication = _read(order, profile)
    matched = _beside_list(session, publication)
    if matched:
        told = (*publication.diagnostics, *matched.diagnostics)
        publication = replace(publication, diagnostics=told)
    remarks = judge(Book(
        profile=profile, now=now, problems=publication.problems, publication=publication))
    document = publication_shape(publication, remarks)
    lines = _found(publication, remarks)
    if not publication.problems:
        return Outcome(BLOCKED, document, (*lines, "没有写入任何文件。"))
    if session is None:
        return Outcome(DONE, document, tuple(lines))
    if order.period:
        more = _into_period(session, order, documents, publication, matched, remarks)
    else:
        problems = matched.standing if matched else publication.problems
        more = into_list(session, Import(order, documents, publication, problems, remarks), confirm)
    return Outcome(DONE, {**document, **more.document}, (*lines, *more.lines))


def _session(start: Path, now: datetime, *, parse_only: bool) -> Session | None:
    if parse_only:
        try:
            find_workspace(start)
        except Unusable:
            return None
    return open_session(start, now)


def _read(order: ImportOrder, profile: Profile) -> tuple[tuple[Document, ...], Publication]:
    """The files with their digests, and what they say as one list."""
    contents = [(path.name, read_file(path)) for path in order.files]
    read = read_publications(contents, profile, order.kind)
    titles = {name: publication.title or "" for names, publication in read for name in names}
    documents = tuple(
        Document(name, digest(content), content, titles.get(name, "")) for name, content in contents)
    return documents, together([publication for _, publication in read])


def _beside_list(session: Session | None, publication: Publication) -> Matched | None:
    """An annex beside the list in force; None where there is no list, or no annex."""
    if session is None or not session.problems or publication.kind != "progress":
        return None
    return match_annex(session.problems, publication.problems)


def _found(publication: Publication, remarks: Sequence[Remark]) -> list[str]:
    measures = sum(len(p.measures) for p in publication.problems)
    paragraphs = sum(len(p.progress) for p in publication.problems)
    title = publication.title or "（没有读到标题）"
    return [
        f"{title}：读到{len(publication.problems)}项问题，{measures}条整改措施，"
        f"{paragraphs}段进展。",
        *remark_lines(remarks),
    ]


def _into_period(
    session: Session, order: ImportOrder, documents: tuple[Document, ...], publication: Publication,
    matched: Matched | None, remarks: tuple[Remark, ...],
) -> Outcome:
    """The annex of a period: its edits brought back, or the baseline of a start in mid-year."""
    name = order.period or ""
    if publication.kind != "progress":
        raise Unusable("--period 只用于导入整改进展情况（附件）；整改方案请不带 --period 导入。")
    problems: tuple[Problem, ...] = matched.renumbered if matched else publication.problems
    publication = replace(publication, problems=problems)
    if session.workspace.exists(f"inbox/{period_name(name)}/period.toml"):
        return bring_back(session, name, publication)
    refuse_published(session, name)
    if not session.problems:
        into_list(session, Import(order, documents, publication, problems, remarks), lambda _: True)
        session = open_session(session.workspace.root, session.now)
    return lay_baseline(session, name, publication, documents[0].name, documents[0].content)
