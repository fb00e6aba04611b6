"""Above and beside the table: the head of 填报表, and the zero report of 填报说明."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model import Column, Written
from toolkit.read.beside import is_ours_above
from toolkit.read.cells import written
from toolkit.tables.grid import Cell, Sheet
from toolkit.tables.levels import heading_key
from toolkit.text import is_counted_in, matching_key, written_on

NOTHING_NEW = "本期无进展"
_REASON = "理由"
_YES = frozenset({"是", "y", "yes", "√", "v", "true", "1", "对", "无进展", "本期无进展"})
_GAPS = " \t\n\u3000;；，,"
_LABELS = re.compile(
    rf"(?:^|(?<=[{_GAPS}_＿]))((?:[一-鿿][ \u3000]+){{1,5}}[一-鿿]|[^{_GAPS}:：_＿]{{2,12}})[ \u3000]*[:：]")
"""A label; blanks stand in it only between single characters: 电 话."""
_SEVERAL = 2
_REACH = 4
"""Columns right of a label in which its value may stand."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head fields of a sheet by name, and what else somebody wrote above the table."""

    fields: Mapping[str, Written]
    beside: tuple[Written, ...]


def read_head(
    file: str, sheet: Sheet, cells: Iterable[Cell], columns: Mapping[str, Column],
) -> Head:
    """Read the cells above the header row; ``columns`` are the head's fields by matching key."""
    return _HeadReader(file, sheet, {(c.row, c.column): c for c in cells}, columns).read()


@dataclass(frozen=True, slots=True)
class _HeadReader:
    file: str
    sheet: Sheet
    at: Mapping[tuple[int, int], Cell]
    columns: Mapping[str, Column]

    def read(self) -> Head:
        fields: dict[str, Written] = {}
        known: set[tuple[int, int]] = set()
        for cell in self._labelled():
            label, rest = _label(cell.text)
            column = self.columns.get(label)
            if column is None or (label == "单位" and is_counted_in(rest)):
                continue
            known.add((cell.row, cell.column))
            if column.field not in fields:
                value = cell._replace(text=rest) if rest else self._right_of(cell)
                known.add((value.row, value.column))
                fields[column.field] = written(
                    value, self.file, self.sheet.name, as_date=column.kind == "date")
        return Head(fields, tuple(self._beside(known)))

    def _labelled(self) -> Iterator[Cell]:
        """The cells; one with several labels in it (填报单位：… 填报人：…) as one for each."""
        for cell in self.at.values():
            starts = [found.start(1) for found in _LABELS.finditer(cell.text)
                      if heading_key(found[1]) in self.columns] if _has_colons(cell) else []
            if len(starts) < _SEVERAL:
                yield cell
                continue
            ends = [*starts[1:], len(cell.text)]
            yield from (cell._replace(text=cell.text[start:end].strip(_GAPS))
                        for start, end in zip((0, *starts[1:]), ends, strict=True))

    def _right_of(self, label: Cell) -> Cell:
        first = label.column + 1
        for top, left, bottom, right in self.sheet.merges:
            if top <= label.row <= bottom and left <= label.column <= right:
                first = right + 1
        for column in range(first, first + _REACH):
            cell = self.at.get((label.row, column))
            if cell is None:
                continue
            if _label(cell.text)[0] in self.columns:
                break
            if cell.text.strip() or cell.formula:
                return cell
        return Cell(label.row, first, "text", "", None, None)

    def _beside(self, known: set[tuple[int, int]]) -> Iterator[Written]:
        for place, cell in self.at.items():
            if place not in known and cell.text.strip() and not is_ours_above(cell.text):
                yield written(cell, self.file, self.sheet.name)


def _has_colons(cell: Cell) -> bool:
    return cell.kind == "text" and (cell.text.count(":") + cell.text.count("：")) >= _SEVERAL


@lru_cache(1024)
def _label(text: str) -> tuple[str, str]:
    """The matching key of a label, and what stands behind its colon in the same cell."""
    before, _, after = text.replace(":", "：", 1).partition("：")
    return heading_key(before), written_on(after)


@dataclass(frozen=True, slots=True)
class ZeroReport:
    """The two rows of 填报说明: the answer where it is a yes, and the reason.

    ``beside``: what was written there without a yes, and so reports nothing.
    """

    answer: Written | None = None
    reason: Written | None = None
    beside: tuple[Written, ...] = ()


def read_zero_report(file: str, sheet: Sheet, rows: Mapping[int, list[Cell]]) -> ZeroReport | None:
    """What a sheet answers to 本期无进展; None where it does not ask."""
    asked = None
    asking = [cell for cell in sheet.cells if NOTHING_NEW in cell.text]
    for question in (cell for cell in asking if heading_key(cell.text) == NOTHING_NEW):
        answer = _beside(rows[question.row], question.column)
        reason = _reason(rows.get(question.row + 1, []), question.column)
        said = written(answer, file, sheet.name) if answer else None
        why = written(reason, file, sheet.name) if reason else None
        if said and matching_key(said.text) in _YES:
            return ZeroReport(said, why)
        asked = asked or ZeroReport(beside=tuple(w for w in (said, why) if w))
    return asked


def _reason(below: list[Cell], column: int) -> Cell | None:
    asked = any(heading_key(c.text) == _REASON for c in below)
    return _beside(below, column) if asked else None


def _beside(cells: Iterable[Cell], column: int) -> Cell | None:
    return next((c for c in cells if c.column > column and c.text.strip()), None)
