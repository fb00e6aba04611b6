"""A published annex brought into a period: edits made in Word, or the baseline of a start in mid-year."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath

from toolkit import __version__
from toolkit.app.edited.generated import Generated
from toolkit.app.edited.ledger import to_note
from toolkit.app.judging import judge_period
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.outputs.pieces import Piece, Scope, ledger_workbook
from toolkit.app.outputs.switching import Outputs
from toolkit.app.session import LEDGER, PUBLISHED, Session, list_digest
from toolkit.dates import chinese_day, period_end
from toolkit.ledgerbook import read_edits
from toolkit.merge import merge
from toolkit.model import (
    Edit,
    Ledger,
    LedgerRow,
    Paragraph,
    Period,
    Printed,
    Problem,
    Publication,
    Unusable,
)
from toolkit.reports.annex import group_names, in_digits
from toolkit.store import digest
from toolkit.tables import Tables, read_workbook
from toolkit.text import chinese_numeral, matching_key, read_numeral

_LEDGER_ONLY = Scope(frozenset({LEDGER}), (), lambda *_: iter(()))


def bring_back(session: Session, name: str, publication: Publication) -> Outcome:
    """Edits made in the Word annex go into 公开状态/公开文字 of the period's ledger."""
    session = session.as_published(name)
    _refuse_of_another(session, name, publication)
    with session.workspace.locked() as commit:
        judged = judge_period(session, name)
        ledger = judged.ledger()
        edits, told = _taken_over(ledger, judged.edits, publication)
        changed = sorted(n for n in edits if edits[n] != judged.edits.get(n))
        outputs = Outputs(Generated.load(session.workspace, name), commit)
        outputs.generated.edits_by_name.update(judged.ledgers_said)
        content = ledger_workbook(merge(judged.book, ledger.remarks, edits))
        edits = _where_they_stand(edits, outputs.generated.path(outputs.generated.settle(LEDGER, content)), content)
        outputs.place(Piece(LEDGER, content, keep_copy=True), to_note(edits))
        outputs.finish(_LEDGER_ONLY, to_note(edits))
        commit.switch()
    if not changed:
        told.append("附件与台账一致，没有需要带回的改动。")
    told.append(f"请再汇总一次：双击 3-汇总.bat，或运行 zhenggai run {name} 。")
    return Outcome(DONE, {"period": name, "edited": changed, "outputs": [
        f"outbox/{name}/{output}" for output in outputs.written]}, tuple(told))


def _refuse_of_another(session: Session, name: str, publication: Publication) -> None:
    """The annex of another period would lay its texts over this one's: refuse it by its line （截至…）."""
    day, period = publication.as_of, session.period(name)
    other = next((p.name for p in session.all_periods() if p.as_of == day and p.name != name), None)
    if day and other and day != period.as_of:
        raise Unusable(
            f"附件写的是截至{chinese_day(day)}，像是报送期“{other}”的附件；报送期“{name}”截至{chinese_day(period.as_of)}。"
            "没有改动任何文件。请核对是不是选错了文件；确实要带回的，先把附件里的截至日期改成本期的。")


def _where_they_stand(edits: Mapping[int, Edit], path: str, content: bytes) -> dict[int, Edit]:
    """The edits with their cells in the ledger they are written into: there the office changes them next."""
    tables = read_workbook(path, content)
    there = read_edits(tables, file=path) if isinstance(tables, Tables) else {}
    return {number: replace(edit, place=there[number].place if number in there else edit.place)
            for number, edit in edits.items()}


def _taken_over(
    ledger: Ledger, before: Mapping[int, Edit], publication: Publication,
) -> tuple[dict[int, Edit], list[str]]:
    """The office's edits with those of the annex, and what is to be said of each problem."""
    rows = {row.problem.number: row for row in ledger.rows}
    edits, told = dict(before), []
    for as_laid in publication.problems:
        problem = _without_layout(as_laid, ledger)
        row = rows.get(problem.number)
        if row is None:
            told.append(f"第{problem.number}项不在问题清单里，没有带回。")
            continue
        edit = _edit_of(row, problem)
        if edit is not None and edit != row.edit:
            edits[problem.number] = edit
            told.append(f"第{problem.number}项：改动已记入台账的公开文字。")
        elif edit is None and _differs(row, problem):
            told.append(f"第{problem.number}项：进展文字在附件里删光了，没有带回；"
                        "附件每项都要有进展，如需另写请填写文字。")
        if matching_key(problem.text) != matching_key(row.problem.public_text or row.problem.text):
            told.append(
                f"第{problem.number}项的问题原文与清单不一致，没有带回；"
                "如需另用公开表述，请在 问题清单.xlsx 的“公开表述”栏填写。")
    printed = (row.problem.number for row in ledger.rows if row.problem.public)
    missing = [n for n in printed if n not in {p.number for p in publication.problems}]
    if missing:
        told.append(f"附件里没有第{'、'.join(map(str, missing))}项，这些项没有改动；公开附件仍会印出。")
    return edits, told


def _without_layout(problem: Problem, ledger: Ledger) -> Problem:
    """The progress as the ledger has it: headings of groups are not its text, （2） is （二）."""
    names, digits = group_names(ledger), in_digits(ledger.profile)
    return replace(problem, progress=tuple(
        replace(p, ordinal=_in_chinese(p.ordinal)) if digits and p.ordinal else p
        for p in problem.progress if p.ordinal or p.text not in names))


def _in_chinese(ordinal: str) -> str:
    number = read_numeral(ordinal.strip("（）()"))
    return f"（{chinese_numeral(number)}）" if number else ordinal


def _differs(row: LedgerRow, problem: Problem) -> bool:
    return [_line(p) for p in problem.progress] != [_line(p) for p in row.paragraphs]


def _edit_of(row: LedgerRow, problem: Problem) -> Edit | None:
    """What the annex says differently from what would be printed; None where nothing can be taken."""
    before = row.edit or Edit(row.problem.number, problem=row.problem.text)
    status = (problem.status_text or "").strip()
    changed_status = bool(status) and status != row.printed_status.strip()
    marked = {_line(p) for p in row.paragraphs if p.marked}
    text = "\n".join(line for p in problem.progress if (line := _line(p)) not in marked)
    changed_text = bool(text) and _differs(row, problem)
    if not changed_status and not changed_text:
        return None
    return replace(
        before,
        status=status if changed_status else before.status,
        text=text if changed_text else before.text,
        reason=before.reason or "由 Word 附件带回",
    )


def _line(paragraph: Printed | Paragraph) -> str:
    return f"{paragraph.ordinal or ''}{paragraph.text}".strip()


def refuse_published(session: Session, name: str) -> None:
    """A period published before keeps its 定稿."""
    folder = f"outbox/{name}/{PUBLISHED}"
    if session.workspace.exists(f"{folder}/{LEDGER}"):
        raise Unusable(f"报送期“{name}”已有定稿（{folder}），没有改动。如需更换，请先移走该文件夹。")


def lay_baseline(
    session: Session, name: str, publication: Publication, file: str, content: bytes,
) -> Outcome:
    """A period that was published before the toolkit came: its ledger and annex as 定稿."""
    refuse_published(session, name)
    folder = f"outbox/{name}/{PUBLISHED}"
    ledger = _published_ledger(session, name, publication)
    workbook = ledger_workbook(ledger)
    annex = f"附件-整改进展情况{PurePosixPath(file).suffix}"
    manifest = {
        "toolkit": __version__, "period": name, "imported_from": file,
        "outputs": [
            {"path": f"{folder}/{LEDGER}", "sha256": digest(workbook)},
            {"path": f"{folder}/{annex}", "sha256": digest(content)}]}
    files = {
        f"{folder}/{LEDGER}": workbook,
        f"{folder}/{annex}": content,
        f"{folder}/manifest.json": json.dumps(manifest, ensure_ascii=False, indent=1).encode(),
    }
    with session.workspace.locked() as commit:
        for path, what in files.items():
            commit.put(path, what)
        commit.switch()
    return Outcome(DONE, {"period": name, "outputs": sorted(files)}, (
        f"{name} 的进展已作为上期基线存入 {folder}，以后各期的“上期进展”由此开始。",
        *_left_out(session.problems, publication)))


def _left_out(listed: Sequence[Problem], publication: Publication) -> Iterator[str]:
    """What the baseline lacks, either way."""
    said = {problem.number for problem in publication.problems}
    known = {problem.number for problem in listed}
    if said - known:
        yield f"附件第{_numbers(said - known)}项不在问题清单里，没有存入。请核对序号。"
    if known - said:
        yield f"附件里没有清单第{_numbers(known - said)}项，这些项没有上期进展。"


def _numbers(numbers: set[int]) -> str:
    return "、".join(map(str, sorted(numbers)))


def _published_ledger(session: Session, name: str, publication: Publication) -> Ledger:
    said = {problem.number: problem for problem in publication.problems}
    end = period_end(name) or session.now.date()
    moment = _end_of_day(end)
    period = Period(
        name, due=moment, issued=moment, as_of=end, previous=None, expected=(),
        digest=list_digest(session.problems))
    rows = tuple(_published_row(problem, said.get(problem.number)) for problem in session.problems)
    return Ledger(session.profile, period, rows, (), (), (), (), None)


def _published_row(problem: Problem, said: Problem | None) -> LedgerRow:
    paragraphs: Sequence[Paragraph] = said.progress if said else ()
    status_text = said.status_text if said else None
    return LedgerRow(
        problem=problem, status=said.status if said else None, status_text=status_text,
        printed_status=status_text or "未报送", long_term=bool(said and said.long_term),
        overdue=False, source="carried" if said else "none",
        paragraphs=tuple(Printed(p.ordinal, p.text) for p in paragraphs))


def _end_of_day(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59).astimezone()
