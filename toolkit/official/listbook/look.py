"""How the list workbook looks: widths, heights, drop-downs, spare rows to write in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import CellValue
from toolkit.official.listbook.additions import Additions, OwnSheet
from toolkit.official.listbook.doubts import OPEN, SETTLED, Doubt
from toolkit.official.listbook.doubtsheet import FILL, Spots, write_doubts
from toolkit.sheetbook import Area, Look, Sheet, Workbook, row_height

_HEADING = Look(font="黑体", fill="#D9E2F3", align="center")
_NEEDED_HEADING = Look(font="黑体", fill="#FFE699", align="center")
_TEXT = Look(valign="top")
_CENTRED = Look(align="center")
_DATE = Look(align="center", number="yyyy-mm-dd")
_SMALL = Look(size=9, colour="#7F7F7F")

_WIDTHS: Mapping[str, float] = {
    "序号": 6, "其他编号": 8, "原序号": 8, "方面": 11, "类别": 11, "问题": 40, "牵头单位": 15,
    "责任单位": 18, "验收单位": 13, "督导单位": 10, "整改时限": 13, "时限日期": 12, "整改目标": 24,
    "整改状态": 12, "公开": 6, "公开表述": 16, "措施序号": 10, "整改措施": 100, "完成标注": 16,
    "措施时限": 13, "时间": 12, "来源文件": 30, "文件标题": 34, "sha256": 20, "栏目": 12,
    "原内容": 40, "新内容": 40, "理由": 24,
}
_CENTRED_HEADINGS = frozenset({"序号", "原序号", "措施序号", "公开", "整改状态", "栏目"})
_DATE_HEADINGS = frozenset({"时限日期", "措施时限", "时间"})
_NEEDED = frozenset({"序号", "问题", "整改措施"})
_CHOICE_SHEET = "选项表"
_SPARE_ROWS = 12
_OWN_WIDTH = 16
NO_SPOTS: Spots = {}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: headings in row 1, its rows, and the words of drop-downs by heading.

    ``marks``: notes of doubtful cells by row of the sheet and heading; ``widths`` those that somebody set.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[CellValue]]
    choices: Mapping[str, Sequence[str]]
    marks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)

    def width(self, heading: str) -> float:
        """The width of a column, in digits."""
        return self.widths.get(heading) or _WIDTHS.get(heading, _OWN_WIDTH)


def write_sheets(
    title: str, plans: Sequence[SheetPlan], doubts: Sequence[Doubt] = (), spots: Spots = NO_SPOTS,
    own: Sequence[OwnSheet] = (),
) -> bytes:
    """The workbook of these sheets; the sheet 待确认 only where something is doubtful; the office's own last."""
    book = Workbook(title=title)
    lists: list[Sequence[str]] = []
    for plan in plans:
        sheet = book.sheet(plan.name)
        _write(sheet, plan, lists)
        _shape(sheet, plan, title)
    if doubts:
        lists.append((OPEN, SETTLED))
        source = Area(1, len(lists), 2, len(lists)).reference(_CHOICE_SHEET)
        write_doubts(book, doubts, spots, source)
    for added in own:
        _write_own(book.sheet(added.name), added)
    if lists:
        hidden = book.sheet(_CHOICE_SHEET, state="veryHidden")
        for column, words in enumerate(lists, 1):
            for row, word in enumerate(words, 1):
                hidden.write(row, column, word, _TEXT)
    return book.content()


def planned(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[CellValue]],
    choices: Mapping[str, Sequence[str]], marks: Mapping[tuple[int, str], str],
    additions: Additions,
) -> SheetPlan:
    """One of our sheets with the columns of the office at its right."""
    own = additions.columns.get(name, ())
    widths = {h: width for (sheet, h), width in additions.widths.items() if sheet == name}
    widths |= {column.heading: column.width for column in own if column.width}
    return SheetPlan(name, (*headings, *additions.headings(name)), rows, choices, marks, widths)


def _write(sheet: Sheet, plan: SheetPlan, lists: list[Sequence[str]]) -> None:
    widths = [plan.width(heading) for heading in plan.headings]
    looks = [_look(heading) for heading in plan.headings]
    sheet.widths(widths)
    headings = [_NEEDED_HEADING if h in _NEEDED else _HEADING for h in plan.headings]
    sheet.write_row(1, plan.headings, headings, 30)
    for number, row in enumerate(plan.rows, 2):
        texts = [(v, w) for v, w in zip(row, widths, strict=True) if isinstance(v, str) and len(v) * 2 > w]
        sheet.write_row(number, row, looks, row_height(texts, least=22))
    _mark(sheet, plan, looks)
    last = len(plan.rows) + 1 + _SPARE_ROWS
    for number in range(len(plan.rows) + 2, last + 1):
        sheet.write_row(number, [None] * len(widths), [replace(look, border=False) for look in looks])
    sheet.ruled_when_filled(Area(len(plan.rows) + 2, 1, last, len(widths)))
    for column, heading in enumerate(plan.headings, 1):
        words = plan.choices.get(heading)
        if words:
            lists.append(words)
            source = Area(1, len(lists), len(words), len(lists)).reference(_CHOICE_SHEET)
            sheet.choices(Area(2, column, last, column), source, title="", message="")


def _write_own(sheet: Sheet, own: OwnSheet) -> None:
    last = max((column for _, column, _ in own.cells), default=0)
    sheet.widths([own.widths.get(column, _OWN_WIDTH) for column in range(1, last + 1)])
    for row, column, value in own.cells:
        sheet.write(row, column, value, _TEXT)


def _mark(sheet: Sheet, plan: SheetPlan, looks: Sequence[Look]) -> None:
    """Fill and note at each doubtful cell; the fill goes as soon as somebody changes what it holds."""
    for (row, heading), note in plan.marks.items():
        column = plan.headings.index(heading) + 1
        if row == 1:
            sheet.note(row, column, note)
            continue
        value = plan.rows[row - 2][column - 1]
        sheet.write(row, column, value, replace(looks[column - 1], fill=FILL))
        sheet.note(row, column, note)
        sheet.cleared_when_changed(row, column, value)


def _shape(sheet: Sheet, plan: SheetPlan, title: str) -> None:
    sheet.freeze(1, 1)
    sheet.filter(Area(1, 1, max(len(plan.rows), 1) + 1, len(plan.headings)))
    sheet.printed(repeat=(1, 1), title=f"{title}·{plan.name}")


def _look(heading: str) -> Look:
    if heading in _DATE_HEADINGS:
        return _DATE
    if heading == "sha256":
        return _SMALL
    return _CENTRED if heading in _CENTRED_HEADINGS else _TEXT
