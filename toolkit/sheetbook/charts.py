"""Charts that Excel, WPS and LibreOffice draw from the cells beside them.

Every series differs by pattern or marker as well as by colour, so that a black-and-white print still
tells them apart. The values are stored in the chart too: a viewer that does not reckon shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.model import Chart, Table
from toolkit.sheetbook.area import Area

_NARROWEST, _WIDEST = 460, 900
"""Pixels a chart may be wide."""
_TALLEST = 590
_FONT = "宋体"
_KINDS: Mapping[str, Mapping[str, str]] = {
    "bars": {"type": "bar", "subtype": "stacked"},
    "columns": {"type": "column", "subtype": "stacked"},
    "lines": {"type": "line"},
}
_FILLS: tuple[Mapping[str, str], ...] = (
    {"pattern": "small_check", "fg_color": "#F4B183", "bg_color": "#FFFFFF"},
    {"pattern": "wide_upward_diagonal", "fg_color": "#F8CBAD", "bg_color": "#FFFFFF"},
    {"pattern": "light_horizontal", "fg_color": "#9DC3E6", "bg_color": "#FFFFFF"},
    {"pattern": "percent_20", "fg_color": "#2F75B5", "bg_color": "#DDEBF7"},
    {"pattern": "wide_downward_diagonal", "fg_color": "#A9D08E", "bg_color": "#FFFFFF"},
    {"pattern": "light_vertical", "fg_color": "#70AD47", "bg_color": "#E2EFDA"},
    {"pattern": "percent_50", "fg_color": "#A9D08E", "bg_color": "#C6E0B4"},
    {"pattern": "percent_5", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"},
    {"pattern": "large_grid", "fg_color": "#BFBFBF", "bg_color": "#FFFFFF"},
)
_LINES = (("#375623", "solid", "circle"), ("#C00000", "dash", "triangle"),
          ("#1F4E78", "square_dot", "square"), ("#7F7F7F", "long_dash", "diamond"))


def height_of(chart: Chart) -> int:
    """Pixels: lying bars take a line for each label, as far as a page of A4 lying on its side has room."""
    if chart.kind != "bars":
        return 320
    return min(_TALLEST, 140 + 26 * max(4, chart.last - chart.first + 1))


def drawn(workbook: Any, chart: Chart, table: Table, header_row: int) -> Any:
    """The chart as xlsxwriter's, of a table whose headings stand in ``header_row`` (from 1)."""
    picture = workbook.add_chart(dict(_KINDS[chart.kind]))
    for place, column in enumerate(chart.series):
        picture.add_series(_series(chart, table, header_row, column, place))
    picture.set_title({"name": chart.title, "overlay": False,
                       "name_font": {"name": "黑体", "size": 12, "bold": False}})
    picture.set_legend({"position": "bottom", "font": {"name": _FONT, "size": 9}})
    if len(chart.series) == 1:
        picture.set_legend({"none": True})
    labels: dict[str, object] = {"num_font": {"name": _FONT, "size": 9}}
    numbers: dict[str, object] = {**labels, "num_format": "0", "min": 0, "major_gridlines": {
        "visible": True, "line": {"color": "#D9D9D9"}}, "name": chart.counts,
        "name_font": {"name": _FONT, "size": 9, "bold": False}}
    top = max(_heights(chart, table), default=0)
    if top <= 10:
        numbers |= {"major_unit": 1, "max": max(top, 1)}
    if chart.kind == "bars":
        labels |= {"reverse": True, "interval_unit": 1}  # the first row of the table stands on top
    lying = chart.kind == "bars"
    picture.set_x_axis(numbers if lying else labels)
    picture.set_y_axis(labels if lying else numbers)
    width = int(7 * sum(column.width + 0.7 for column in table.columns))
    picture.set_size({"width": min(_WIDEST, max(_NARROWEST, width)), "height": height_of(chart)})
    return picture


def _series(
    chart: Chart, table: Table, header_row: int, column: int, place: int,
) -> dict[str, object]:
    top, bottom = header_row + 1 + chart.first, header_row + 1 + chart.last
    rows = table.rows[chart.first:chart.last + 1]
    heading = Area(header_row, column + 1, header_row, column + 1)
    made: dict[str, object] = {
        "name": heading.cell(table.name), "name_data": [table.columns[column].heading],
        "categories": Area(top, chart.labels + 1, bottom, chart.labels + 1).reference(table.name),
        "categories_data": [row[chart.labels] for row in rows],
        "values": Area(top, column + 1, bottom, column + 1).reference(table.name),
        "values_data": [row[column] for row in rows],
    }
    if chart.kind == "lines":
        colour, dash, marker = _LINES[place % len(_LINES)]
        return made | {
            "line": {"color": colour, "dash_type": dash, "width": 2},
            "marker": {"type": marker, "size": 7, "fill": {"color": colour}, "border": {"color": colour}},
            "data_labels": {"value": True, "position": "above", "font": {"name": _FONT, "size": 9}},
        }
    fill = _FILLS[place % len(_FILLS)] if len(chart.series) > 1 else _FILLS[3]
    labels = {"value": True, "num_format": "0;;", "font": {"name": _FONT, "size": 9, "bold": True}}
    return made | {"pattern": dict(fill), "border": {"color": "#404040"}, "gap": 60,
                   "data_labels": labels}


def _heights(chart: Chart, table: Table) -> list[float]:
    """How long each bar is, or how high each line goes."""
    rows = table.rows[chart.first:chart.last + 1]
    numbers = [[value for at in chart.series if isinstance(value := row[at], (int, float))]
               for row in rows]
    return [max(of, default=0) if chart.kind == "lines" else sum(of) for of in numbers]
