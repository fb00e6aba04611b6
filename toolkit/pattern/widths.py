"""Column widths of a sheet's frame (18.3.1.13)."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model import column_letters
from toolkit.regex import regex

_COLUMN = regex(r"<col ([^>]*?)/?>")
_ATTRIBUTE = regex(r'(\w+)="([^"]*)"')
_DEFAULT = regex(r'defaultColWidth="([\d.]+)"')
_MOST_COLUMNS = 200
_PLAIN = 8.43


def column_widths(frame: Mapping[str, str]) -> dict[int, float]:
    """Widths in digits by column number; 0 is the width of every other column."""
    found = _DEFAULT.search(frame.get("sheetFormatPr", ""))
    widths = {0: float(found[1]) if found else _PLAIN}
    for column in _COLUMN.finditer(frame.get("cols", "")):
        said = dict(_ATTRIBUTE.findall(column[1]))
        if "width" in said and said.get("hidden") not in ("1", "true"):
            first, last = int(said["min"]), min(int(said["max"]), _MOST_COLUMNS)
            widths |= dict.fromkeys(range(first, last + 1), float(said["width"]))
    return widths


def with_widths(frame: Mapping[str, str], wanted: Mapping[int, float]) -> str:
    """The element ``cols`` with some columns made another width; hidden ones stay hidden."""
    columns: dict[int, dict[str, str]] = {}
    for column in _COLUMN.finditer(frame.get("cols", "")):
        said = dict(_ATTRIBUTE.findall(column[1]))
        for number in range(int(said["min"]), min(int(said["max"]), _MOST_COLUMNS) + 1):
            columns[number] = {k: v for k, v in said.items() if k not in ("min", "max")}
    for number, width in wanted.items():
        columns[number] = {**columns.get(number, {}), "width": f"{width:g}", "customWidth": "1"}
    if not columns:
        return ""
    written = "".join(
        f'<col min="{n}" max="{n}" {" ".join(f"{k}={chr(34)}{v}{chr(34)}" for k, v in said.items())}/>'
        for n, said in sorted(columns.items()))
    return f"<cols>{written}</cols>"


def letters(first: int, last: int) -> str:
    """$A:$C, as print titles name columns."""
    return f"${column_letters(first)}:${column_letters(last)}"
