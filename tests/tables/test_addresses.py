"""Addresses of cells: every place a sheet can have, and none beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import column_letters
from toolkit.tables.addresses import COLUMNS, LAST_COLUMN, LAST_ROW, place_of
from toolkit.tables.gate import Refused


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN), st.sampled_from(["", "$"]))
def test_every_place_is_found_by_its_address(row, column, mark):
    letters = column_letters(column)
    assert COLUMNS[letters] == column
    assert place_of(f"{mark}{letters}{mark}{row}") == (row, column)


@pytest.mark.parametrize("address", ["", "A", "7", "A0", "A1048577", "XFE1", "ZZZ1", "AAAA1", "a1", "A1B", "A-1", "A1:B2"])
def test_what_no_sheet_has_is_refused(address):
    with pytest.raises(Refused):
        place_of(address)
