"""Addresses of cells: ``B12`` -> row and column, within what a sheet can have."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.tables.gate import damaged

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Place = tuple[int, int]

_LETTERS = re.compile(r"\$?([A-Z]{1,3})\$?")
_DIGITS, _MOST_DIGITS = "0123456789", 7
_MANY = 300_000


class Places(dict[str, Place]):
    """Row and column by address, worked out once each; the same addresses come in file after file."""

    def __missing__(self, address: str) -> Place:
        letters = address.rstrip(_DIGITS)
        digits, column = address[len(letters):], _column(letters)
        row = int(digits) if 0 < len(digits) <= _MOST_DIGITS else 0
        if not 0 < row <= LAST_ROW or not 0 < column <= LAST_COLUMN:
            damaged(f"有超出表格范围的单元格 {address}")
        if len(self) > _MANY:
            self.clear()
        self[address] = place = (row, column)
        return place


@lru_cache(1024)
def _column(letters: str) -> int:
    """The number of a column; 0 for what is none."""
    found = _LETTERS.fullmatch(letters)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - 64
    return column


PLACES = Places()
