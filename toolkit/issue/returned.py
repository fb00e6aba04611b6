"""退回: where each remark stands in the sheet that goes back, and the list of them with links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.issue.form import Answers, FilledTable, Form
from toolkit.issue.layout import Spot
from toolkit.issue.looks import KEY, SENTENCE, TITLE, marked
from toolkit.issue.naming import period_title
from toolkit.model import Place, Remark, Weight
from toolkit.sheetbook import Area, Look, Sheet, Workbook, row_height

RETURNED_REMARKS = "退回意见"

_WIDTHS = (6, 18, 7, 14, 46, 28, 28, 40)
_HEADER_ROW = 4
_HEADINGS = ("序号", "规则", "问题", "位置", "意见", "填的是", "应为", "怎么改")
_HEADING = Look(font="黑体", fill="#D9E2F3", align="center")
_INTRO = Look(size=11, border=False, colour="#7F6000", wrap=False)
_CENTRED = Look(font="仿宋", size=12, align="center")
_LINK = Look(font="仿宋", size=12, align="center", colour="#0563C1", underline=True)
_MOST_NOTED = 6
"""Remarks a note shows; a cell with more has its note readable, and all of them in 退回意见."""
_NO_CELL = "整份报送表"
_MUST, _LOOK = "#F8CBAD", "#FFF2CC"


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What the rules are called and what cures them, by code."""

    names: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, str] = field(default_factory=dict)


def told(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks a unit is told: none on trial, none waived; what blocks first, then by problem."""
    counted = [r for r in remarks if not r.trial and not r.waived]
    return tuple(sorted(counted, key=lambda r: (r.weight != "blocks", r.problem or 0, r.code)))


# ── from the returned workbook's cells to this one's ─────────────────────────────────────────────
_Old = tuple[str | None, str | None, int | None, int | None]


class Targets:
    """Where a place of the returned workbook stands now."""

    def __init__(self, tables: Sequence[FilledTable], head: Mapping[str, Spot], answers: Answers) -> None:
        self._cells: dict[_Old, Spot] = {}
        self._rows: dict[_Old, Spot] = {}
        self._problems: dict[int, Spot] = {}
        for table in tables:
            self._add_table(table)
        for name, written in answers.head.items():
            if name in head:
                self._cells[_old(written.place)] = head[name]

    def add(self, place: Place, spot: Spot) -> None:
        self._cells[_old(place)] = spot

    def _add_table(self, table: FilledTable) -> None:
        for row, line in enumerate(table.lines, table.header + 1):
            first = Spot(table.sheet, row, table.first_to_fill)
            if line.problem is not None:
                self._problems.setdefault(line.problem, first)
            if line.entry is None:
                continue
            at = line.entry.place
            self._rows[_old(Place(at.file, at.sheet, at.row))] = first
            for name in {*line.entry.columns, *line.entry.cells}:
                column = table.column_of(name)
                if column:
                    self.add(line.entry.place_of(name), Spot(table.sheet, row, column))
            for column, heading in table.numbered_extras():
                if heading in line.entry.extra:
                    self.add(line.entry.extra[heading].place, Spot(table.sheet, row, column))

    def of(self, remark: Remark) -> Spot | None:
        """The cell a remark is shown at; None where nothing of this sheet answers to it."""
        place = remark.place
        found = self._cells.get(_old(place))
        if found is None:
            found = self._rows.get(_old(Place(place.file, place.sheet, place.row)))
        if found is None and remark.problem is not None:
            found = self._problems.get(remark.problem)
        return found


def _old(place: Place) -> _Old:
    return place.file, place.sheet, place.row, place.column


# ── the marks ────────────────────────────────────────────────────────────────────────────────────
class Marks:
    """Remarks by the cell they stand at."""

    def __init__(self, remarks: Sequence[Remark], targets: Targets) -> None:
        self._at: dict[Spot, list[tuple[int, Remark]]] = defaultdict(list)
        for number, remark in enumerate(remarks, 1):
            spot = targets.of(remark)
            if spot:
                self._at[spot].append((number, remark))

    def __bool__(self) -> bool:
        return bool(self._at)

    def look(self, spot: Spot, look: Look) -> Look:
        """The look of a cell, filled where a remark stands at it."""
        weight = self.weight(spot)
        return marked(look, blocks=weight == "blocks") if weight else look

    def weight(self, spot: Spot) -> Weight | None:
        """The weight of what stands at a cell, the heavier where there are several."""
        remarks = self._at.get(spot)
        if not remarks:
            return None
        return "blocks" if any(r.weight == "blocks" for _, r in remarks) else "advises"

    def note(self, sheet: Sheet, spot: Spot) -> None:
        if spot in self._at:
            sheet.note(spot.row, spot.column, _note(self._at[spot]))


def _note(remarks: Sequence[tuple[int, Remark]]) -> str:
    """The note of a cell: each remark under its number in 退回意见; beyond a few they are counted."""
    said = [_noted(number, remark) for number, remark in remarks[:_MOST_NOTED]]
    more = [f"……另有{len(remarks) - _MOST_NOTED}条，见“{RETURNED_REMARKS}”"] * (len(remarks) > _MOST_NOTED)
    return "\n".join([*said, *more])


def _noted(number: int, remark: Remark) -> str:
    kind = "必须改" if remark.weight == "blocks" else "请核对"
    lines = [f"【{number}·{kind}】{_short(remark.message)}"]
    if remark.given:
        lines.append(f"填的是：{_short(remark.given)}")
    if remark.expected:
        lines.append(f"应为：{_short(remark.expected)}")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}……"


# ── the first sheet ──────────────────────────────────────────────────────────────────────────────
def write_remarks(
    book: Workbook, form: Form, remarks: Sequence[Remark], targets: Targets, words: RuleWords,
) -> None:
    """退回意见: every remark with a link to its cell, what must be corrected first."""
    sheet = book.sheet(RETURNED_REMARKS, tab="#C00000")
    sheet.widths(_WIDTHS)
    title = f"{form.unit.name}{period_title(form.period.name)}填报表退回意见"
    sheet.merge(Area(1, 1, 1, len(_HEADINGS)), title, TITLE)
    sheet.height(1, 34)
    for row, line in enumerate(_intro(form, remarks), 2):
        sheet.write(row, 1, line, _INTRO)
        sheet.height(row, 22)
    sheet.write_row(_HEADER_ROW, _HEADINGS, (_HEADING,), 26)
    for index, remark in enumerate(remarks, 1):
        _write_remark(sheet, index, remark, targets.of(remark), words)
    sheet.freeze(_HEADER_ROW)
    if remarks:
        sheet.filter(Area(_HEADER_ROW, 1, _HEADER_ROW + len(remarks), len(_HEADINGS)))
    sheet.printed(repeat=(_HEADER_ROW, _HEADER_ROW))


def _intro(form: Form, remarks: Sequence[Remark]) -> tuple[str, str]:
    must = sum(r.weight == "blocks" for r in remarks)
    counted = [f"红色{must}条必须改"] * bool(must)
    counted += [f"黄色{len(remarks) - must}条请核对"] * (must < len(remarks))
    office, phone = form.profile.office or "整改办", form.profile.office_phone
    return (
        f"{'，'.join(counted)}。点“位置”直接到那一格（格上有批注）；在本文件里改好后整份发回，底色和批注不用删。",
        f"黄色的核对无误可以不改，请告知整改办。有疑问请联系{office}{f'，电话{phone}' if phone else ''}。",
    )


def _write_remark(
    sheet: Sheet, index: int, remark: Remark, spot: Spot | None, words: RuleWords,
) -> None:
    row = _HEADER_ROW + index
    rule = f"{remark.code} {words.names.get(remark.code, '')}".rstrip()
    fill = Look(font="黑体", size=11, align="center", fill=_MUST if remark.weight == "blocks" else _LOOK)
    texts = (remark.message, _short(remark.given or ""), _short(remark.expected or ""),
             words.remedies.get(remark.code, ""))
    values = (index, rule, remark.problem, "" if spot else _NO_CELL, *texts)
    sheet.write_row(row, values, (KEY, fill, _CENTRED, _CENTRED, SENTENCE))
    if spot:
        sheet.link(row, 4, f"{spot.sheet} {spot.cell}", f"{spot.sheet}!{spot.cell}", _LINK)
    shown = zip((rule, *texts), (_WIDTHS[1], *_WIDTHS[4:]), strict=True)
    sheet.height(row, row_height(tuple(shown), size=12, least=30))
