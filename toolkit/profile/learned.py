"""What ``template learn`` understood, put into the office's own 专项配置.xlsx: rows changed, added and moved in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.model import Column, Profile, StatusWord
from toolkit.profile.declared import declaration
from toolkit.profile.extended import (
    filled_rows,
    headings_of,
    opened,
    put,
    same_look,
    saved,
    sheet_of,
)
from toolkit.profile.layout import (
    COLUMN_HEADINGS,
    COLUMNS,
    FILLED_BY,
    NO,
    STATUS_HEADINGS,
    STATUSES,
    YES,
)
from toolkit.profile.reading import read_profile
from toolkit.profile.writing import width_value
from toolkit.text import matching_key

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LEARNED_TABLES = ("head", "problems", "measures")
Values = Mapping[str, Any]


def learn_into_profile(
    content: bytes, columns: Sequence[Column], statuses: Sequence[StatusWord],
) -> bytes:
    """Make these the columns that are issued, in this order, and these the status words on offer.

    ``columns`` are of head, problems and measures; those of 专项配置 that are not among them stay, marked as
    not issued: an older sheet that comes back is read by them. ``statuses`` empty: the words stay as they
    are. Gives the very bytes back where nothing changes; raises Unusable where the workbook cannot be read.
    """
    profile = read_profile(content)
    if _said(profile, columns, statuses):
        return content
    workbook = opened(content)
    _learn_columns(sheet_of(workbook, COLUMNS), profile, columns)
    if statuses:
        _learn_statuses(sheet_of(workbook, STATUSES), profile, statuses)
    return saved(workbook)


def _said(profile: Profile, columns: Sequence[Column], statuses: Sequence[StatusWord]) -> bool:
    """Whether 专项配置 says all of it already."""
    issued = [c for c in profile.columns if c.issued and c.sheet in _LEARNED_TABLES]
    wanted = sorted(columns, key=lambda c: _LEARNED_TABLES.index(c.sheet))
    offered = [w.option for w in profile.statuses if w.offered]
    return issued == wanted and (not statuses or offered == [w.option for w in statuses])


# ── 栏目 ─────────────────────────────────────────────────────────────────────────────────────────
def _learn_columns(sheet: Worksheet, profile: Profile, columns: Sequence[Column]) -> None:
    table = _Table(sheet, COLUMN_HEADINGS, ("所在表", "字段"))
    rows = dict(zip(((c.sheet, c.field) for c in profile.columns), table.rows, strict=True))
    learned = {(c.sheet, c.field): c for c in columns}
    order: list[_Row] = []
    for place in _LEARNED_TABLES:
        for key, column in learned.items():
            if key[0] == place:
                order.append(table.changed(rows.get(key), _column_values(column)))
        order += [table.changed(row, {"下发": NO}) for key, row in rows.items()
                  if key[0] == place and key not in learned]
    order += [row for key, row in rows.items() if key[0] not in _LEARNED_TABLES]
    table.write(order)


def _column_values(column: Column) -> Values:
    declared = declaration()
    return {
        "所在表": declared.tables[column.sheet], "字段": column.field, "栏目名称": column.heading,
        "其他叫法": "、".join(column.names), "填写方": FILLED_BY[column.filled_by],
        "类型": declared.kinds[column.kind], "必填": YES if column.required else NO,
        "列宽": width_value(column.width), "填写说明": column.note, "下发": YES,
    }


# ── 状态 ─────────────────────────────────────────────────────────────────────────────────────────
def _learn_statuses(sheet: Worksheet, profile: Profile, statuses: Sequence[StatusWord]) -> None:
    table = _Table(sheet, STATUS_HEADINGS, ("选项",))
    rows = dict(zip((matching_key(w.option) for w in profile.statuses), table.rows, strict=True))
    order = []
    for word in statuses:
        row = rows.pop(matching_key(word.option), None)
        values = _status_values(word) if row is None else {"选项": word.option, "下拉提供": YES}
        order.append(table.changed(row, values))
    order += [table.changed(row, {"下拉提供": NO}) for row in rows.values()]
    table.write(order)


def _status_values(word: StatusWord) -> Values:
    return {"选项": word.option, "附件用语": word.printed, "类别": declaration().classes[word.status],
            "长期坚持": YES if word.long_term else NO, "下拉提供": YES}


# ── rows of a sheet the office formats as it likes ───────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it stands: values and styles by column, its height."""

    values: Mapping[int, Any]
    styles: Mapping[int, Any]
    height: float | None = None


class _Table:
    """A table of 专项配置.xlsx: its headings, and its rows to be put in another order."""

    def __init__(self, sheet: Worksheet, headings: Sequence[str], keys: Sequence[str]) -> None:
        self._sheet = sheet
        self._header, columns = headings_of(sheet, headings)
        self._columns = dict(columns)
        for heading in headings:
            if heading not in self._columns:
                self._add_heading(heading)
        key = self._columns[keys[-1]]
        named = filled_rows(sheet, key, self._header)
        fallback = filled_rows(sheet, self._columns.get("栏目名称", key), self._header)
        self._numbers = sorted({*named, *fallback})
        self.rows = [self._row(number) for number in self._numbers]

    def _add_heading(self, heading: str) -> None:
        """A heading of a newer version of this toolkit, at the right of those there are."""
        column = max(self._columns.values()) + 1
        self._columns[heading] = column
        put(self._sheet, self._header, column, heading)
        model: Any = self._sheet.cell(self._header, column - 1)
        cell: Any = self._sheet.cell(self._header, column)
        cell._style = copy(model._style)  # noqa: SLF001 - openpyxl's own way to copy a style

    def _row(self, number: int) -> _Row:
        cells: list[Any] = list(self._sheet[number])
        return _Row({c.column: c.value for c in cells},
                    {c.column: copy(c._style) for c in cells if c.has_style},  # noqa: SLF001 - as above
                    self._sheet.row_dimensions[number].height)

    def changed(self, row: _Row | None, values: Values) -> _Row:
        """A row with other values; a new one for None."""
        said = {self._columns[heading]: value for heading, value in values.items()}
        if row is None:
            return _Row(said, {})
        height = row.height if all(row.values.get(c) == v for c, v in said.items()) else None
        return replace(row, values={**row.values, **said}, height=height)

    def write(self, rows: Sequence[_Row]) -> None:
        """Put the rows where the old ones stood, and below."""
        first = self._numbers[0] if self._numbers else self._header + 1
        last = max([*self._numbers, first - 1])
        width = self._sheet.max_column
        model = max(first, last)
        kept = self._row(model).styles
        for number in range(first, max(last, first + len(rows) - 1) + 1):
            row = rows[number - first] if number < first + len(rows) else _Row({}, kept)
            for column in range(1, width + 1):
                cell: Any = self._sheet.cell(number, column)
                cell.value = None
                if row.values.get(column) not in (None, ""):
                    put(self._sheet, number, column, row.values[column])
                style = row.styles.get(column) or kept.get(column)
                if style is not None:
                    cell._style = copy(style)  # noqa: SLF001 - as above
            self._sheet.row_dimensions[number].height = row.height
        same_look(self._sheet, model, first + len(rows) - 1)
