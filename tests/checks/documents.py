"""Tables of a rule's page that tell of an import -> what was read, and what their marks mean.

``正文`` and ``表格`` are documents, and are read as documents are: the text line by line, the table as a
workbook. Beside them ``清单`` is the list in force. ``公布清单`` is quicker told: a plan already read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.checks.sample import SampleTable
from toolkit.dates import measure_deadline, read_deadline
from toolkit.model import Announced, Diagnostic, Measure, Place, Problem, Profile, Publication, Unit
from toolkit.official.reading import read_publications
from toolkit.official.together import match_annex, together
from toolkit.units import split_listed

TEXT, TABLE = "正文", "表格"
LISTED, FIGURES, UNITS = "公布清单", "公布数量", "单位名录"
_KINDS = frozenset({TEXT, TABLE, LISTED, FIGURES})
PLAN = "方案.txt"
TITLE_ROW = 1


def is_import(tables: Sequence[SampleTable]) -> bool:
    return any(table.kind in _KINDS for table in tables)


def publication_of(tables: Sequence[SampleTable], profile: Profile) -> Publication:
    """What the documents of an example say, as ``import`` reads it."""
    documents = [(t.subject, _bytes(t)) for t in tables if t.kind in (TEXT, TABLE)]
    if not documents:
        return _already_read(tables)
    found = together([publication for _, publication in read_publications(documents, profile)])
    listed = [listed_problem(row) for t in tables if t.kind == "清单" for row in t.records()]
    if not listed or found.kind != "progress":
        return found
    told = match_annex(listed, found.problems).diagnostics
    return replace(found, diagnostics=(*found.diagnostics, *told))


def _bytes(table: SampleTable) -> bytes:
    if table.kind == TEXT:
        return "".join(f"{row['文字']}\n" for row in table.records()).encode()
    from openpyxl import Workbook

    book, content = Workbook(), io.BytesIO()
    for row in ((table.subject.partition(".")[0],), table.header, *table.rows):
        book.active.append(list(row))
    book.save(content)
    return content.getvalue()


# ── a plan already read ──────────────────────────────────────────────────────────────────────────
def _already_read(tables: Sequence[SampleTable]) -> Publication:
    """A plan of plain problems; a problem's line is its number, for marks to be found by."""
    problems: list[Problem] = []
    announced = Announced()
    for table in tables:
        if table.kind == LISTED:
            problems += [_published(row) for row in table.records()]
        elif table.kind == FIGURES:
            announced = _announced(announced, table)
    unclear = [Diagnostic("bad_deadline", p.place, given=p.deadline_text, problem=p.number)
               for p in problems if p.deadline_text and not p.deadline
               and read_deadline(p.deadline_text).precision == "unclear"]
    return Publication("plan", "整改方案", announced, tuple(problems), tuple(unclear))


def _published(row: Mapping[str, str]) -> Problem:
    defaults = {"牵头单位": "市水务局", "整改时限": "2031年6月底", "整改措施": "组织排查。"}
    problem = listed_problem({**defaults, **row})
    measures = tuple(replace(m, deadline=measure_deadline(m.text)) for m in problem.measures)
    return replace(problem, measures=measures, place=Place(PLAN, line=int(row["序号"])))


def listed_problem(row: Mapping[str, str]) -> Problem:
    """A problem of the list, as far as a row tells of it."""
    deadline = read_deadline(row["整改时限"]) if row.get("整改时限") else None
    day = row.get("时限日期")
    number = int(row["序号"])
    return Problem(
        number=number, text=row.get("问题") or f"督察指出的第{number}项问题仍未解决。",
        section=row.get("方面") or None, category=row.get("类别") or None,
        lead_units=split_listed(row.get("牵头单位", "")),
        responsible_units=split_listed(row.get("责任单位", "")),
        acceptance_units=split_listed(row.get("验收单位", "")),
        deadline_text=row.get("整改时限") or None,
        deadline=date.fromisoformat(day) if day else deadline.day if deadline else None,
        long_term=bool(deadline and deadline.long_term), goal=row.get("整改目标") or None,
        measures=(Measure(None, row["整改措施"]),) if row.get("整改措施") else (),
        public_text=row.get("公开表述") or None,
    )


def _announced(before: Announced, table: SampleTable) -> Announced:
    row = next(table.records())
    names = {"问题": "problems", "方面": "sections", "类别": "categories", "牵头单位": "lead_units",
             "责任单位": "responsible_units", "验收单位": "acceptance_units"}
    return replace(before, **{names[heading]: int(text) for heading, text in row.items()})  # type: ignore[arg-type]


def directory_rows(tables: Sequence[SampleTable]) -> tuple[Unit, ...]:
    """The units of 单位名录."""
    rows = (row for table in tables if table.kind == UNITS for row in table.records())
    return tuple(
        Unit(row["单位全称"], split_listed(row.get("别名", "")), split_listed(row.get("所属集体", "")))
        for row in rows)


# ── marks ────────────────────────────────────────────────────────────────────────────────────────
def import_mark(table: SampleTable, row: int, column: int) -> tuple[str, str]:
    """Where a remark must stand for a marked cell: at its line, its row, or among the figures."""
    if table.kind == FIGURES:
        return "announced", table.header[column] + table.rows[row][column]
    if table.kind == TEXT:
        return "line", f"{table.subject}:{row + 1}"
    if table.kind == TABLE:
        return "line", f"{table.subject}:{row + TITLE_ROW + 2}"
    return "line", f"{PLAN}:{table.rows[row][0]}"
