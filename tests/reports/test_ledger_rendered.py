"""The ledger as LibreOffice reckons and prints it: the same numbers, and no line cut off.

Without LibreOffice it is skipped, unless ZHENGGAI_RENDER=1 says that it must not be.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from rounds import round_of

from toolkit.excel import write_tables
from toolkit.model import RECKONED_SHEETS, Column, Ledger
from toolkit.reports.ledger.book import ledger_tables

COLUMNS = (Column("status", "整改状态", "problems", "unit", width=12),
           Column("progress", "整改进展情况", "problems", "unit", width=50))


def ledger() -> Ledger:
    found = round_of(12, 5)
    return replace(found, profile=replace(found.profile, columns=COLUMNS))


def converted(content: bytes, folder: Path, kind: str) -> bytes:
    """The workbook as LibreOffice saves it in another kind."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or not shutil.which("pdftotext"):
        assert os.environ.get("ZHENGGAI_RENDER") != "1", "LibreOffice and pdftotext are asked for and missing"
        pytest.skip("no LibreOffice or pdftotext here")
    (folder / "a.xlsx").write_bytes(content)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "out"), str(folder / "a.xlsx")], check=True, capture_output=True, timeout=300)
    return (folder / "out" / f"a.{kind}").read_bytes()


def without_values(content: bytes) -> bytes:
    """The workbook as if nobody had reckoned its formulas yet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            new.writestr(name, part)
    return buffer.getvalue()


def test_every_total_is_what_another_program_reckons(tmp_path: Path) -> None:
    content = write_tables(ledger_tables(ledger()), title="台账")
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    theirs = openpyxl.load_workbook(
        io.BytesIO(converted(without_values(content), tmp_path, "xlsx")), data_only=True)
    seen = 0
    for name in RECKONED_SHEETS:
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = theirs[name][cell.coordinate].value
                    assert value == pytest.approx(ours[name][cell.coordinate].value), (name, cell.coordinate)
                    seen += 1
    assert seen > 150


def test_the_last_line_of_every_text_is_printed(tmp_path: Path) -> None:
    content = write_tables(ledger_tables(ledger()), title="台账", header="内部资料")
    (tmp_path / "a.pdf").write_bytes(converted(content, tmp_path, "pdf"))
    run = subprocess.run(["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    printed = re.sub(r"[\s　]", "", run.stdout.decode())
    endings = [printed.count(f"止于{at}号。") for at in range(1, 13)]
    asked = "\n".join(str(value) for table in ledger_tables(ledger()) for row in table.rows for value in row)
    wanted = [asked.count(f"止于{at}号。") for at in range(1, 13)]
    assert min(wanted) >= 2
    assert endings == wanted
    pages = run.stdout.decode().split("\f")[:-1]
    assert all("内部资料" in page for page in pages)
    assert not [n for n, page in enumerate(pages, 1) if len(page.split()) < 6]
