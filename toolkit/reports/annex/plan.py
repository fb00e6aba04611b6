"""The annex in the form of a published plan: sections, categories, labels, measures with what is done.

一、整改任务 →（一）section → 1.category →（1）problem; levels the list does not have are left out. The
problems keep their official numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model import Block, Heading, Ledger, LedgerRow, Para, Profile
from toolkit.reports.annex.entries import (
    OFFICIAL,
    head,
    labelled,
    official_key,
    problem_text,
    progress,
    published_rows,
)
from toolkit.text import chinese_numeral, matching_key

DONE = "已完成整改"
_TASKS, _MEASURES = "一、整改任务", "整改措施"
_BODY = "单位时限"


def plan_blocks(ledger: Ledger, *, with_progress: bool) -> tuple[Block, ...]:
    """Title, then every problem under its section and category; ``with_progress`` adds what was reported."""
    blocks: list[Block] = [*head(ledger), Heading(_TASKS, 1)]
    section = category = None
    sections = categories = 0
    for row in published_rows(ledger):
        problem = row.problem
        if problem.section and problem.section != section:
            section, sections, category, categories = problem.section, sections + 1, None, 0
            blocks.append(Heading(f"（{chinese_numeral(sections)}）{section}", 2))
        if problem.category and problem.category != category:
            category, categories = problem.category, categories + 1
            blocks.append(Heading(f"{categories}.{category}", 3))
        blocks += _problem(row, ledger.profile, with_progress=with_progress)
    return tuple(blocks)


def _problem(row: LedgerRow, profile: Profile, *, with_progress: bool) -> Iterator[Block]:
    problem = row.problem
    elsewhere = f"（{'、'.join(problem.other_numbers)}）" if problem.other_numbers else ""
    text = f"（{problem.number}）{elsewhere}{problem_text(problem)}"
    yield Para(text, "方案问题", official_key(problem, "问题"))
    for name, label in OFFICIAL.items():
        if said := problem.shown(name):
            yield labelled(problem, label, said)
    yield from _measures(row, profile)
    if with_progress:
        yield from progress(row, profile)


def _measures(row: LedgerRow, profile: Profile) -> Iterator[Para]:
    """一是…二是… below their label; a single measure without ordinal beside it."""
    measures = row.problem.measures
    key = official_key(row.problem, _MEASURES)
    texts = [
        f"{measure.ordinal}是{measure.text}" if measure.ordinal else measure.text
        for measure in measures]
    printed = [text + _done_note(row, at, profile) for at, text in enumerate(texts)]
    if len(measures) == 1 and measures[0].ordinal is None:
        yield Para(f"{_MEASURES}：{printed[0]}", _BODY, f"{key}#1")
        return
    if measures:
        yield Para(f"{_MEASURES}：", _BODY)
    for at, text in enumerate(printed, 1):
        yield Para(text, _BODY, f"{key}#{at}")


def _done_note(row: LedgerRow, at: int, profile: Profile) -> str:
    """（已完成整改） where the list says so, every unit that reported on the measure does, or, without any, the last ledger."""
    note = row.problem.measures[at].done_note
    done = matching_key(profile.measure_options[-1]) if profile.measure_options else ""
    said = [
        matching_key(entry.text("done")) for entry in row.measure_entries
        if entry.measure == at and entry.text("done")]
    before = row.baseline.done_measures if row.baseline else {}
    if not note and (all(word == done for word in said) if said else at in before):
        note = DONE
    return f"（{note}）" if note else ""
