"""The ledger against the periods before: what changed since the last, and a problem's way through all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.model import (
    LEDGER_HEADINGS,
    SOURCE_WORDS,
    STATUS_ORDER,
    Baseline,
    BaselineRow,
    CellValue,
    Chart,
    Ledger,
    LedgerRow,
    Mark,
    Paragraph,
    Table,
    TableColumn,
    column_letters,
)
from toolkit.quantities import Quantity, quantities, surroundings
from toolkit.regex import regex
from toolkit.reports.classes import CLASS_ORDER, DONE_WORDS, class_word, status_word
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.letters.shared import period_wording
from toolkit.reports.summary import CLASS_HEADING, Ranges
from toolkit.text import matching_key

_SENTENCE_END = regex(r"[。；;！!？?\n]")
_MOST = 3000
"""Characters of a changed text; the whole of it stands in this ledger or the last."""
_NUMBER = LEDGER_HEADINGS["number"]


# ── 变化 ─────────────────────────────────────────────────────────────────────────────────────────
def change_sheet(ledger: Ledger) -> Table:
    """变化: every problem beside the last ledger: status, what was added, dropped, and figures of one thing."""
    rows = ledger.rows if ledger.baseline else ()
    return tabulate("变化", _CHANGE_COLUMNS, rows, freeze_columns=2)


def status_change(row: LedgerRow) -> str:
    """前进, 后退, 不变, of the classes in their order; else why they cannot be compared."""
    before = row.baseline
    if before is None:
        return "上期没有"
    if row.source == "none":
        return "本期未报送"
    if before.status is None or row.status is None:
        return "不变" if before.status_text == row.printed_status else "无法比较"
    step = STATUS_ORDER.index(row.status) - STATUS_ORDER.index(before.status)
    return "不变" if step == 0 else ("前进" if step > 0 else "后退")


def _texts(row: LedgerRow) -> tuple[list[str], list[str]]:
    """What the annex printed last time and prints now, a paragraph each."""
    before = [p.text for p in row.baseline.paragraphs] if row.baseline else []
    return before, [p.text for p in row.paragraphs if row.source != "none"]


def _only_in(texts: Sequence[str], others: Sequence[str]) -> str:
    known = {matching_key(text) for text in others}
    said = "\n".join(text for text in texts if matching_key(text) not in known)
    return said if len(said) <= _MOST else said[:_MOST] + "……（全文见“问题”表和上期台账）"


def _changed_figures(row: LedgerRow) -> str:
    """Figures of which both periods say the very same thing in the same unit, and another number."""
    both = _texts(row)
    if not all(both):
        return ""
    before, now = (_figures("\n".join(texts)) for texts in both)
    return "\n".join(
        f"{thing}：{before[thing, unit].bare}→{quantity.bare}" for (thing, unit), quantity in now.items()
        if (thing, unit) in before and before[thing, unit].value != quantity.value)


def _figures(text: str) -> dict[tuple[str, str], Quantity]:
    """Exact quantities by what they count and their unit; what a text says twice is left out."""
    named = [
        ((surroundings(sentence, quantity, found).strip(), quantity.unit), quantity)
        for sentence in _SENTENCE_END.split(text) if (found := quantities(sentence))
        for quantity in found if not quantity.vague]
    times = Counter(key for key, _ in named)
    return {key: quantity for key, quantity in named if key[0] and times[key] == 1}


def _change_mark(row: LedgerRow) -> Mark | None:
    word = status_change(row)
    if word == "后退":
        return Mark("red")
    return {"前进": Mark("green"), "本期未报送": Mark("yellow")}.get(word)


_CHANGE_COLUMNS: tuple[ReportColumn[LedgerRow], ...] = (
    ReportColumn("number", _NUMBER, 6, lambda r: r.problem.number, "number"),
    ReportColumn("text", "问题", 28, lambda r: r.problem.text),
    ReportColumn("lead_units", "牵头单位", 14, lambda r: r.problem.shown("lead_units")),
    ReportColumn("last_status", LEDGER_HEADINGS["last_status"], 12,
                 lambda r: (r.baseline.status_text or "") if r.baseline else "", "centre"),
    ReportColumn("status", "本期状态", 12, lambda r: r.printed_status, "centre"),
    ReportColumn("change", "状态变化", 11, status_change, "centre", _change_mark),
    ReportColumn("figures", "数字变化", 24, _changed_figures),
    ReportColumn("added", "新增文字", 42, lambda r: _only_in(*reversed(_texts(r)))),
    ReportColumn("dropped", "上期有、本期没有的文字", 42, lambda r: _only_in(*_texts(r))),
)


# ── 历程 ─────────────────────────────────────────────────────────────────────────────────────────
class _Step(NamedTuple):
    """A problem in one period; ``row`` as that period's ledger says it, None for the present one."""

    number: int
    text: str
    period: str
    baseline: Baseline | None
    status: str
    status_class: str
    progress: str
    source: str


def _steps(ledger: Ledger) -> Iterator[_Step]:
    for row in ledger.rows:
        number, text = row.problem.number, row.problem.text
        for baseline in ledger.history:
            before = baseline.rows.get(number)
            if before is not None:
                yield _Step(number, text, baseline.period, baseline, before.status_text or "",
                            status_word(before.status), _printed(before), "定稿")
        lines = [Paragraph(p.ordinal, p.text) for p in row.paragraphs]
        yield _Step(number, text, ledger.period.name, None, row.printed_status, class_word(row),
                    _lines(lines), SOURCE_WORDS[row.source])


def _printed(before: BaselineRow) -> str:
    return _lines(before.paragraphs)


def _lines(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join((paragraph.ordinal or "") + paragraph.text for paragraph in paragraphs)


_STEP_COLUMNS: tuple[ReportColumn[_Step], ...] = (
    ReportColumn("number", _NUMBER, 6, lambda s: s.number, "number"),
    ReportColumn("text", "问题", 30, lambda s: s.text),
    ReportColumn("period", "报送期", 15, lambda s: period_wording(s.period), "centre"),
    ReportColumn("status", "附件用语", 14, lambda s: s.status, "centre"),
    ReportColumn("status_class", CLASS_HEADING, 10, lambda s: s.status_class, "centre"),
    ReportColumn("progress", LEDGER_HEADINGS["progress"], 70, lambda s: s.progress),
    ReportColumn("source", LEDGER_HEADINGS["source"], 10, lambda s: s.source, "centre"),
    ReportColumn("sha256", "台账指纹", 14, lambda s: s.baseline.sha256[:12] if s.baseline else "本期"),
)


def course_sheet(ledger: Ledger) -> Table:
    """历程: one row a problem and period, published periods first, the present one last."""
    return tabulate("历程", _STEP_COLUMNS, tuple(_steps(ledger)), freeze_columns=3)


# ── 历期 ─────────────────────────────────────────────────────────────────────────────────────────
def trend_sheet(ledger: Ledger, ranges: Ranges) -> Table:
    """历期: how many problems stood in each class at the end of each period."""
    steps = list(_steps(ledger))
    periods = [*(baseline.period for baseline in ledger.history), ledger.period.name]
    rows: list[tuple[CellValue, ...]] = []
    formulas: dict[tuple[int, int], str] = {}
    when, classes = ranges.of("历程", "报送期"), ranges.of("历程", CLASS_HEADING)
    for at, period in enumerate(periods):
        counts = Counter(step.status_class for step in steps if step.period == period)
        done = sum(counts[word] for word in DONE_WORDS)
        rows.append((period_wording(period), counts.total(), *(counts[w] for w in CLASS_ORDER), done))
        line, last = at + 2, len(CLASS_ORDER) + 2
        formulas[at, 1] = f"SUMPRODUCT(({when}=$A{line})*1)"
        for column in range(2, last):
            formulas[at, column] = f"SUMPRODUCT(({when}=$A{line})*({classes}={column_letters(column + 1)}$1))"
        words = [column_letters(3 + CLASS_ORDER.index(word)) for word in DONE_WORDS]
        formulas[at, last] = f"SUM({words[0]}{line}:{words[-1]}{line})"
    columns = (TableColumn("报送期", 18.0, "centre"), TableColumn("问题数", 8.0, "number"),
               *(TableColumn(word, 8.0, "number") for word in CLASS_ORDER),
               TableColumn("完成合计", 9.0, "number"))
    series = tuple(range(2, 2 + len(CLASS_ORDER)))
    charts = (
        Chart("各期问题状态", "columns", 0, series, 0, len(rows) - 1),
        Chart("问题数和完成合计", "lines", 0, (len(CLASS_ORDER) + 2, 1), 0, len(rows) - 1),
    )
    return Table("历期", columns, tuple(rows), freeze_columns=1, formulas=formulas, charts=charts)
