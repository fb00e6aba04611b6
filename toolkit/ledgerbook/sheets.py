"""The ledger's sheets as just written, by heading: the fast way back, for bytes of our own only.

Two ways with one outcome: a regular grammar for the few columns asked for in the form we write, and
python-calamine for the rest. ``tests/ledgerbook/test_ledgerbook.py`` proves them equal.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from html import unescape
from zipfile import ZipFile

from toolkit.ledgerbook.rows import NUMBER
from toolkit.model import CONTINUED_HEADINGS, CONTINUED_SHEET, LEDGER_SHEET
from toolkit.regex import regex
from toolkit.tables.strings import unescaped

Columns = Mapping[str, Sequence[str]]
_SHEET = regex(r'<(?:\w+:)?sheet\s[^<>]*?\bname="([^"]*)"')
_ROW, _ROW_ENDS = '<row r="', "</row>"


class WrittenLedger:
    """A ledger workbook of ours, opened once; ``ledgerbook.rows`` is for one that people had in hand."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._archive = ZipFile(io.BytesIO(content))
        self._names = list(map(unescape, _SHEET.findall(self._archive.read("xl/workbook.xml").decode())))

    def columns(self, sheet: str, headings: Sequence[str]) -> Columns:
        """Some columns of a sheet, by heading, from its second row on; all empty where there is no such
        sheet. Raises KeyError where the sheet has no such heading.
        """
        if sheet not in self._names:
            return dict.fromkeys(headings, ())
        part = self._archive.read(f"xl/worksheets/sheet{self._names.index(sheet) + 1}.xml").decode()
        return as_written(part, headings) or self._any(sheet, headings)

    def _any(self, sheet: str, headings: Sequence[str]) -> Columns:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(self._content))
        columns = zip(*book.get_sheet_by_name(sheet).to_python(), strict=True)
        found = {str(first): rest for first, *rest in columns if first in headings}
        return {heading: list(map(_text, found[heading])) for heading in headings}

    def continued(self) -> Mapping[tuple[str, str], str]:
        """The whole texts of 续文 that belong to the sheet 问题, by 序号 and heading."""
        of_sheet, _, _, heading, piece, text = CONTINUED_HEADINGS
        columns = self.columns(CONTINUED_SHEET, (of_sheet, NUMBER, heading, piece, text))
        whole: dict[tuple[str, str], str] = {}
        for sheet, number, named, _, said in sorted(
                zip(*columns.values(), strict=True), key=lambda row: int(row[3])):
            if sheet == LEDGER_SHEET:
                whole[number, named] = whole.get((number, named), "") + said
        return whole


def as_written(part: str, headings: Sequence[str]) -> Columns | None:
    """The columns of a sheet part in the form we write; None where a cell of theirs is in another."""
    end = part.find(_ROW_ENDS)
    letters = {_plain(said): letter for letter, _, said in _cells("[A-Z]+").findall(part, 0, end)}
    if not letters.keys() >= set(headings):
        return None
    found: dict[str, list[str]] = {letters[heading]: [] for heading in headings}
    for letter, number, said in _cells("|".join(found)).findall(part, end):
        found[letter].append(_plain(said) if said else number)
    if {len(column) for column in found.values()} != {part.count(_ROW, end)}:
        return None
    return {heading: found[letters[heading]] for heading in headings}


def _cells(letters: str) -> re.Pattern[str]:
    """Cells of columns: letters, whole number, text."""
    return re.compile(rf'<c r="({letters})\d+"(?: s="\d+")?'
                      r'(?:/>|><v>(\d+)</v></c>| t="inlineStr"><is><t[^<>]*>([^<]*+)</t></is></c>)')


def _plain(text: str) -> str:
    """A text as it was before it was written as XML, and as a workbook (18.3.1.96, 22.4.2.4)."""
    return unescaped(unescape(text) if "&" in text else text)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
