"""The stamp of an issued workbook: which sheet it was, for which period; a hint, never needed."""

from __future__ import annotations

from toolkit.model import Stamp
from toolkit.tables.grid import Sheet, Tables

_PREFIX = "zhenggai-"
_KEYS = frozenset({"period", "unit", "digest"})


def stamp_of(tables: Tables) -> Stamp | None:
    """From the document properties or (where an office suite dropped them) the hidden sheet."""
    says = {key.removeprefix(_PREFIX): value for key, value in tables.properties.items()
            if key.startswith(_PREFIX)}
    for sheet in tables.sheets:
        if not says and sheet.state != "visible":
            beside = {c.row: c.text for c in sheet.cells if c.column == 2}
            keys = {c.text: beside.get(c.row, "") for c in sheet.cells if c.column == 1}
            says = keys if keys.keys() >= _KEYS else says
    if not says.get("unit"):
        return None
    return Stamp(says.get("period", ""), says["unit"], says.get("digest", ""),
                 says.get("version", ""))


def is_stamp(sheet: Sheet) -> bool:
    """Whether a hidden sheet is the stamp and the words of the drop-downs."""
    return sheet.state != "visible" and {c.text for c in sheet.cells if c.column == 1} >= _KEYS
