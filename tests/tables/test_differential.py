"""Our reading beside other people's, on workbooks made here: the same cells, the same text in them.

xlsx is read by openpyxl too; with ZHENGGAI_RENDER set, LibreOffice saves the same workbooks as ods and xls,
and python-calamine and our own reading of the xlsx are what those are held against.
"""

# ruff: noqa: DTZ001 - moments in cells have no zone
from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from toolkit.tables import Reader
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Cell, Tables

BOOKS, ROWS, COLUMNS = 40, 12, 9
TEXTS = ("正在推进", " 前后有空 ", "甲\n乙", "=1+1", "2000万", "13900001111", "0013", "3.0", "35%", "<&>\"'", "_x000D_", "_x005F_",
         "ﬁ①㎡", "𠮷野家", "\u3000", "1,234", "TRUE", "#REF!", "2032-03-01", "（一）已完成。\n（二）正在做。", "a" * 300, "\t制表")
NUMBERS = (0, 1, -1, 3.0, 0.1, 1 / 3, 1e-7, 123456789012345, 13900001111, 1.38e10, 2.5, -0.0, 1e15, 1e20, 99.99)
DAYS = (date(2032, 3, 1), date(1999, 12, 31), date(1900, 3, 1), date(2024, 2, 29))


def made(seed: int, *, by_openpyxl: bool) -> bytes:
    chance = random.Random(seed)
    cells = {(row, column): _value(chance) for row in range(1, ROWS + 1) for column in range(1, COLUMNS + 1) if chance.random() < 0.7}
    return _by_openpyxl(cells) if by_openpyxl else _by_xlsxwriter(cells)


def _value(chance: random.Random) -> tuple[str, object]:
    kind = chance.choice(("text", "text", "number", "percent", "day", "moment", "bool", "clock"))
    values = {"text": TEXTS, "number": NUMBERS, "percent": (0.35, 1, 0.125, 0), "day": DAYS, "bool": (True, False),
              "moment": (datetime(2032, 3, 1, 14, 30), datetime(2032, 12, 31, 23, 59, 59)), "clock": (time(8, 30), time(23, 59, 59))}
    return kind, chance.choice(values[kind])


FORMATS = {"percent": "0.0%", "day": "yyyy-mm-dd", "moment": "yyyy/m/d hh:mm:ss", "clock": "hh:mm:ss"}


def _by_openpyxl(cells: dict[tuple[int, int], tuple[str, object]]) -> bytes:
    book = openpyxl.Workbook()
    for (row, column), (kind, value) in cells.items():
        cell = book.active.cell(row, column, value)
        if kind == "text":
            cell.data_type = "s"
        if kind in FORMATS:
            cell.number_format = FORMATS[kind]
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _by_xlsxwriter(cells: dict[tuple[int, int], tuple[str, object]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    looks = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    for (row, column), (kind, value) in cells.items():
        write = {"text": sheet.write_string, "bool": sheet.write_boolean}.get(
            kind, sheet.write_datetime if kind in ("day", "moment", "clock") else sheet.write_number)
        write(row - 1, column - 1, value, looks.get(kind))
    book.close()
    return held.getvalue()


def expected(cell: object) -> str:
    """What openpyxl read, as a person sees it."""
    value, code = cell.value, cell.number_format  # type: ignore[attr-defined]
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, (int, float)):
        scaled = value * 100 if "%" in code else value
        return f"{scaled:.15g}".removeprefix("-0e") + ("%" if "%" in code else "")
    return str(value)


def same(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return True
    try:
        return (float(ours.rstrip("%")) == pytest.approx(float(theirs.rstrip("%")), rel=1e-14) and ours[-1:] == "%" == theirs[-1:]) or (
            "%" not in ours + theirs and float(ours) == pytest.approx(float(theirs), rel=1e-14))
    except ValueError:
        return False


def cells_of(answer: object) -> dict[tuple[int, int], Cell]:
    assert isinstance(answer, Tables), answer
    return {(c.row, c.column): c for c in answer.sheets[0].cells}


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_xlsx_reads_as_openpyxl_reads_it(writer: str) -> None:
    seen = 0
    for seed in range(BOOKS):
        content = made(seed, by_openpyxl=writer == "openpyxl")
        ours = cells_of(read_tables(content))
        theirs = {(c.row, c.column): c for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for c in row
                  if c.value is not None}
        assert ours.keys() == theirs.keys(), seed
        for place, cell in theirs.items():
            shown = expected(cell)
            if "_x" in ours[place].text + shown:
                continue  # Openpyxl and we differ on escapes of escapes; test_text_round_trip proves ours.
            assert same(ours[place].text, shown), (seed, place, ours[place], cell.value)
            seen += 1
    assert seen > 1500


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten workbooks saved by LibreOffice as ods and as xls."""
    if os.environ.get("ZHENGGAI_RENDER") != "1" or not shutil.which("soffice"):
        pytest.skip("LibreOffice is not asked for")
    folder = tmp_path_factory.mktemp("converted")
    for seed in range(10):
        (folder / f"{seed}.xlsx").write_bytes(made(seed, by_openpyxl=False))
    for form in ("ods", "xls"):
        subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form, "--outdir", str(folder),
                        *(str(folder / f"{seed}.xlsx") for seed in range(10))], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_the_same_workbook_in_an_older_form_reads_the_same(converted: Path, form: str) -> None:
    seen = 0
    with Reader() as reader:
        for seed in range(10):
            xlsx = cells_of(read_tables((converted / f"{seed}.xlsx").read_bytes()))
            other = cells_of(reader.read("a", (converted / f"{seed}.{form}").read_bytes()))
            for place, cell in xlsx.items():
                text = cell.text
                if not text.strip() or "_x" in text or text == "\t制表" or text.startswith("1900") or cell.kind == "bool":
                    continue  # LibreOffice itself makes something else of these.
                assert place in other, (seed, place, cell)
                assert same(other[place].text, text), (seed, place, cell, other[place])
                seen += 1
    assert seen > 300
