"""Addresses of cells: ``B12`` -> row and column, within what a sheet can have."""

from __future__ import annotations

import re

from toolkit.tables.gate import damaged

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Place = tuple[int, int]

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Columns(dict[str, int]):
    """The numbers of columns by their letters, worked out once each."""

    def __missing__(self, letters: str) -> int:
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if not 0 < column <= LAST_COLUMN:
            damaged(f"有超出表格范围的单元格，在{letters}列")
        self[letters] = column
        return column


COLUMNS = Columns()


def row_number(digits: str) -> int:
    row = int(digits)
    if not 0 < row <= LAST_ROW:
        damaged(f"有超出表格范围的单元格，在第{digits}行")
    return row


def place_of(address: str) -> Place:
    """The row and the column of an address; ``$`` marks mean nothing here."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        damaged(f"有不成地址的单元格 {address}")
    return row_number(found[2]), COLUMNS[found[1]]
