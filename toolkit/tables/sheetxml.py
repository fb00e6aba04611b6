"""One sheet's XML -> its cells as stored, hidden rows and merges (ECMA-376 part 1, 18.3).

Two ways with one outcome: a short one for the plain form nearly all files have (see ``xmlparts``),
and a parser for the rest. ``tests/tables`` proves them equal.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, iterparse

from toolkit.model import column_letters
from toolkit.tables.gate import damaged, refuse
from toolkit.tables.strings import text_of
from toolkit.tables.xmlparts import local, plain_text, skeleton

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_CELLS = 1_000_000

_VALUE = r"(?:<f>[^<]*+</f>)?(?:<v>[^<]*+</v>|<v/>)?"
_CELL = (
    r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?(?: t="(?:s|n|b|e|str)")?'
    rf"(?:/>|>{_VALUE}</c>)"
)
_ROW = rf"<row [^<>&]*+>(?:(?<=/>)|(?:{_CELL})*+</row>)"
_ROWS = re.compile(rf"(?:{_ROW})*+")
_FILLED = re.compile(
    r'<c r="([A-Z0-9]+)"(?: s="([0-9]+)")?(?: t="([a-z]+)")?>'
    r"(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>)?"
)
_HIDDEN = re.compile(r'<row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="([0-9]+)"')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
Merge = tuple[int, int, int, int]


Place = tuple[int, int]
Stored = tuple[str, str, str, str, str]
"""A cell as stored: address, style, type, formula, value; '' where the file says nothing.

A bare tuple: a file has hundreds of them, and they live for a moment only.
"""


@dataclass(slots=True)
class SheetPart:
    """What one sheet part holds; some of the cells may be blank."""

    cells: list[Stored] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


class Places(dict[str, Place]):
    """Row and column by address, worked out once each; the same addresses come in file after file."""

    def __missing__(self, address: str) -> Place:
        match = _REFERENCE.fullmatch(address)
        column = 0
        for letter in match[1] if match else "":
            column = column * 26 + ord(letter) - 64
        if not match or not 0 < int(match[2]) <= LAST_ROW or column > LAST_COLUMN:
            damaged(f"有超出表格范围的单元格 {address}")
        if len(self) > MOST_CELLS:
            self.clear()
        self[address] = (int(match[2]), column)
        return self[address]


PLACES = Places()


def read_sheet_part(part: bytes, name: str) -> SheetPart:
    """Read a sheet part; ``name`` is the sheet's, for the sentence of a refusal."""
    if part.count(b"<v>") > MOST_CELLS:
        _too_many(name)
    return _plain(part) or _long_way(part, name)


def _too_many(name: str) -> NoReturn:
    refuse("hostile", f"工作表“{name}”有内容的单元格超过{MOST_CELLS}个，不是正常的报送表。请删去多余内容后重新报送。")


# ── the short way ────────────────────────────────────────────────────────────────────────────────
def _plain(part: bytes) -> SheetPart | None:
    text = plain_text(part)
    start = text.find(_OPEN) if text else -1
    end = text.find(_CLOSE, start) if text else -1
    if text is None or start < 0 or end < 0:
        return None
    if not _ROWS.fullmatch(text, start + len(_OPEN), end):
        return None
    frame = skeleton(text[: start + len(_OPEN)] + text[end:])
    if frame is None or not _one_bare_sheet(frame):
        return None
    return _taken_apart(text[start + len(_OPEN) : end], frame)


def _one_bare_sheet(frame: Element) -> bool:
    rows = [child for child in frame if local(child.tag) == "sheetData"]
    return len(rows) == 1 and not len(rows[0])


def _taken_apart(section: str, frame: Element) -> SheetPart:
    found = SheetPart()
    found.cells = _FILLED.findall(section)
    if ' hidden="' in section:
        found.hidden_rows.update(int(row) for row in _HIDDEN.findall(section))
    for child in frame:
        if local(child.tag) == "mergeCells":
            found.merges.extend(_merges(child))
    return found


# ── the long way ─────────────────────────────────────────────────────────────────────────────────
def _long_way(part: bytes, name: str) -> SheetPart:
    found, shared = SheetPart(), dict[str, str]()
    row = 0
    try:
        for element in _elements(part):
            if local(element.tag) == "mergeCells":
                found.merges.extend(_merges(element))
                continue
            row = _number(element.get("r"), row + 1)
            if element.get("hidden") in ("1", "true"):
                found.hidden_rows.add(row)
            found.cells.extend(_row_cells(element, row, shared))
            if len(found.cells) > MOST_CELLS:
                _too_many(name)
    except (ParseError, ValueError, LookupError):
        damaged(f"工作表“{name}”不完整")
    return found


def _elements(part: bytes) -> Iterator[Element]:
    """The rows of ``sheetData`` and the list of merges; what was read is forgotten at once."""
    rows: Element | None = None
    for event, element in iterparse(io.BytesIO(part), ("start", "end")):  # noqa: S314 - see xmlparts
        name = local(element.tag)
        if name == "sheetData":
            rows = element if event == "start" else None
        elif event == "end" and ((name == "row" and rows is not None) or name == "mergeCells"):
            yield element
            if rows is not None:
                rows.clear()


def _number(text: str | None, otherwise: int) -> int:
    """A row number; ``r`` may be left out, and then the row follows the last (18.3.1.73)."""
    return otherwise if text is None else int(text)


def _row_cells(element: Element, row: int, shared: dict[str, str]) -> Iterator[Stored]:
    column = 0
    for child in element:
        if local(child.tag) == "c":
            address = child.get("r") or f"{column_letters(column + 1)}{row}"
            row, column = PLACES[address]
            if len(child):
                yield _stored(child, address, shared)


def _stored(element: Element, address: str, shared: dict[str, str]) -> Stored:
    value = formula = ""
    for child in element:
        name = local(child.tag)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = _formula(child, shared)
        elif name == "is":
            value = text_of(child)
    return (address, element.get("s", ""), element.get("t", ""), formula, value)


def _formula(element: Element, shared: dict[str, str]) -> str:
    """The formula; a cell that shares one says it as the first cell of the group does."""
    text, group = element.text or "", element.get("si")
    if group is None:
        return text or "…"
    if text:
        shared[group] = text
    return shared.get(group, "…")


def _merges(element: Element) -> Iterator[Merge]:
    for child in element:
        corners = child.get("ref", "").split(":")
        yield (*PLACES[corners[0]], *PLACES[corners[-1]])
