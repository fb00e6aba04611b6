"""The head of 填报表: title, then label and value in neighbouring cells, then one hint."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.dates import chinese_moment
from toolkit.issue.form import FilledTable, Form, cell_value
from toolkit.issue.layout import Spot, head_spots
from toolkit.issue.looks import DATE_VALUE, HINT, LABEL, LOCKED_VALUE, TITLE, VALUE
from toolkit.issue.naming import campaign_title, period_title
from toolkit.issue.returned import Marks
from toolkit.issue.shape import all_widths
from toolkit.model import CellValue, Column
from toolkit.sheetbook import Area, Sheet, row_height


def write_head(sheet: Sheet, form: Form, table: FilledTable, marks: Marks) -> None:
    """Title, head and hint above the table."""
    sheet.merge(Area(1, 1, 1, max(len(table.columns), 2)), sheet_title(form, "整改进展情况填报表"), TITLE)
    sheet.height(1, 34)
    spots = head_spots(form)
    for column in form.profile.issued("head"):
        _write_field(sheet, form, column, spots[column.field], marks)
    widths = all_widths(table)
    for row in {spot.row for spot in spots.values()}:
        texts = [(str(_value(form, c)), widths[s.column - 1])
                 for c in form.profile.issued("head") if (s := spots[c.field]).row == row]
        sheet.height(row, row_height(texts, size=12, least=26))
    sheet.write(table.header - 1, 1, "".join(_hints(form)), HINT)
    sheet.height(table.header - 1, 22)


def sheet_title(form: Form, what: str) -> str:
    """The title of a sheet: campaign, what it is, period."""
    campaign = campaign_title(form.profile.title or "督察反馈问题整改")
    return f"{campaign}{what}（{period_title(form.period.name)}）"


def _write_field(
    sheet: Sheet, form: Form, column: Column, spot: Spot, marks: Marks,
) -> None:
    star = "*" if column.required else ""
    sheet.write(spot.row, spot.column - 1, f"{column.heading}{star}", LABEL)
    look = LOCKED_VALUE if column.filled_by == "office" else VALUE
    if column.kind == "date":
        look = DATE_VALUE
    sheet.write(spot.row, spot.column, _value(form, column), marks.look(spot, look))
    marks.note(sheet, spot)
    area = Area(spot.row, spot.column, spot.row, spot.column)
    if column.kind == "date":
        sheet.dates(area, title=column.heading, message=column.note)
    elif column.filled_by == "unit":
        sheet.prompt(area, title=column.heading, message=column.note)


def _value(form: Form, column: Column) -> CellValue:
    if column.field == "unit":
        return form.unit.name
    written = form.answers.head.get(column.field)
    return cell_value(written, is_date=column.kind == "date") if written else ""


def _hints(form: Form) -> Iterator[str]:
    due = chinese_moment(form.period.due_for(form.unit.name))
    yield f"请于{due}前报送。只填浅黄色格，带 * 的必填；白色格是官方内容，已锁定，有误请告知整改办。"
    yield "个别问题没有新进展的，在“整改进展情况”填“本期无新进展”；全部没有的，改填“填报说明”表。"
    shares = [str(p.number) for p in form.problems if p.number not in form.lead]
    if shares:
        yield f"第{'、'.join(shares)}项本单位是责任单位，只报本单位承担的部分。"
