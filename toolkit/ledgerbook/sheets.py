"""The ledger's sheets as just written, by heading: the fast way back, for bytes of our own only."""

from __future__ import annotations

import io
from collections.abc import Mapping

from toolkit.ledgerbook.rows import NUMBER
from toolkit.model import CONTINUED_HEADINGS, CONTINUED_SHEET, LEDGER_SHEET

Row = Mapping[str, str]


class WrittenLedger:
    """A ledger workbook of ours, opened once; ``ledgerbook.rows`` is for one that people had in hand."""

    def __init__(self, content: bytes) -> None:
        from python_calamine import CalamineWorkbook

        self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet below its first, by heading; [] where there is no such sheet."""
        if sheet not in self._book.sheet_names:
            return []
        rows = iter(self._book.get_sheet_by_name(sheet).to_python())
        headings = [str(value) for value in next(rows, ())]
        return [
            dict(zip(headings, map(_text, row), strict=False))
            for row in rows]

    def continued(self) -> Mapping[tuple[str, str], str]:
        """The whole texts of 续文 that belong to the sheet 问题, by 序号 and heading."""
        of_sheet, _, _, heading, piece, text = CONTINUED_HEADINGS
        whole: dict[tuple[str, str], str] = {}
        for row in sorted(self.rows(CONTINUED_SHEET), key=lambda row: int(row[piece])):
            if row[of_sheet] == LEDGER_SHEET:
                key = row[NUMBER], row[heading]
                whole[key] = whole.get(key, "") + row[text]
        return whole


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
