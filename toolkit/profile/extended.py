"""Additions to the office's own 专项配置.xlsx, in place: its formatting and order stay as they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from toolkit.model import Unit, Unusable
from toolkit.profile.declared import declaration
from toolkit.profile.layout import FILE, SETTING_HEADINGS, SETTINGS, UNIT_HEADINGS, UNITS
from toolkit.profile.reading import read_profile
from toolkit.regex import regex
from toolkit.sheetbook import row_height
from toolkit.text import matching_key, printable
from toolkit.units import join_units

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SEARCH_DEPTH = 20
_USUAL_WIDTH = 8.43
_LEAST = 20.0
"""Points of a row with one line."""
_MODIFIED = regex(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def add_to_profile(content: bytes, *, units: Sequence[Unit], values: Mapping[str, str]) -> bytes:
    """Append units the sheet 单位 does not have, fill settings that are still empty.

    ``values`` is keyed by the setting's field or its name (``city`` or 城市). Gives the very bytes back
    where there is nothing to add. Raises Unusable where the workbook cannot be read.
    """
    profile = read_profile(content)
    known = {matching_key(name) for unit in profile.units for name in (unit.name, *unit.aliases)}
    new = [unit for unit in _distinct(units) if matching_key(unit.name) not in known]
    if not new and not any(values.values()):
        return content
    workbook = opened(content)
    added = _append_units(sheet_of(workbook, UNITS), new)
    filled = _fill_settings(sheet_of(workbook, SETTINGS), values)
    return saved(workbook) if added + filled else content


def _distinct(units: Sequence[Unit]) -> Iterator[Unit]:
    seen: set[str] = set()
    for unit in units:
        if unit.name not in seen:
            seen.add(unit.name)
            yield unit


def opened(content: bytes) -> Any:
    """The workbook, to be changed in place."""
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content))
    except Exception as fault:  # openpyxl raises fifteen classes for a damaged file
        raise Unusable(f"{FILE}打不开，请用 Excel 或 WPS 打开后另存为 xlsx 再试。") from fault


def sheet_of(workbook: Any, name: str) -> Worksheet:
    """A sheet by its name, whatever spaces it got."""
    wanted = matching_key(name)
    sheet: Worksheet = next(s for s in workbook.worksheets if matching_key(s.title) == wanted)
    return sheet


def headings_of(sheet: Worksheet, headings: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """The header row and its columns by heading: the row with the most of them."""
    keys = {matching_key(heading): heading for heading in headings}
    best: tuple[int, Mapping[str, int]] = (1, {})
    for row in sheet.iter_rows(max_row=_SEARCH_DEPTH):
        found: dict[str, int] = {}
        for cell in row:
            heading = keys.get(matching_key(str(cell.value or "")))
            if heading and cell.column:
                found.setdefault(heading, cell.column)
        if len(found) > len(best[1]):
            best = (row[0].row or 1, found)
    return best


def filled_rows(sheet: Worksheet, column: int, header: int) -> list[int]:
    """The rows below a header with something in this column."""
    return [
        row for row in range(header + 1, sheet.max_row + 1)
        if str(sheet.cell(row, column).value or "").strip()
    ]


def _append_units(sheet: Worksheet, units: Sequence[Unit]) -> int:
    header, columns = headings_of(sheet, UNIT_HEADINGS)
    filled = filled_rows(sheet, columns["单位全称"], header)
    last = filled[-1] if filled else header
    for row, unit in enumerate(units, last + 1):
        values = (unit.name, join_units(unit.aliases), join_units(unit.collectives), unit.level,
                  unit.contact, unit.phone, unit.successor, unit.successor_from)
        for heading, value in zip(UNIT_HEADINGS, values, strict=True):
            if heading in columns and value:
                put(sheet, row, columns[heading], value)
        same_look(sheet, last if filled else header + 1, row)
        fit_height(sheet, row)
    return len(units)


def _fill_settings(sheet: Worksheet, values: Mapping[str, str]) -> int:
    header, columns = headings_of(sheet, SETTING_HEADINGS)
    name, value, note = (columns.get(heading) for heading in SETTING_HEADINGS)
    if name is None or value is None:
        return 0
    rows = {matching_key(str(sheet.cell(row, name).value)): row
            for row in filled_rows(sheet, name, header)}
    filled = 0
    for setting in declaration().settings:
        wanted = values.get(setting.field) or values.get(setting.name)
        if not wanted:
            continue
        row = rows.get(matching_key(setting.name))
        if row is None:
            row = sheet.max_row + 1
            put(sheet, row, name, setting.name)
            if note:
                put(sheet, row, note, setting.note)
        if not str(sheet.cell(row, value).value or "").strip():
            put(sheet, row, value, wanted)
            filled += 1
    return filled


def put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write one cell, text as text."""
    cell: Any = sheet.cell(row, column)
    cell.value = printable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with = is a name, not a formula


def same_look(sheet: Worksheet, model: int, row: int) -> None:
    """A row the office has not touched takes the look of the row above."""
    for column in range(1, sheet.max_column + 1):
        from_cell: Any = sheet.cell(model, column)
        to_cell: Any = sheet.cell(row, column)
        if from_cell.has_style and not to_cell.has_style:
            to_cell._style = copy(from_cell._style)  # noqa: SLF001 - openpyxl's own way to copy a style


def fit_height(sheet: Worksheet, row: int) -> None:
    """A row as high as its texts need; one the office made higher stays."""
    texts = [(str(cell.value), _width(sheet, cell.column)) for cell in sheet[row] if cell.value and cell.column]
    shape = sheet.row_dimensions[row]
    shape.height = max(shape.height or 0.0, row_height(texts, least=_LEAST))


def _width(sheet: Worksheet, column: int) -> float:
    """Columns of one width are stored as one."""
    return next((float(shape.width) for shape in sheet.column_dimensions.values()
                 if (shape.min or 0) <= column <= (shape.max or 0)), _USUAL_WIDTH)


def saved(workbook: Any) -> bytes:
    """The workbook's bytes without the clock: openpyxl stamps the moment and every zip member."""
    saved = io.BytesIO()
    workbook.save(saved)
    settled = io.BytesIO()
    with zipfile.ZipFile(saved) as read, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            part = read.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(b"", part)
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(member, part)
    return settled.getvalue()
