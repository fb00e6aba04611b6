"""What a clerk's hands do in the tests of the contract: run commands, fill sheets with openpyxl."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main

HEAD = {"填报人": "李青", "联系电话": "0400-5550101"}


@dataclass(frozen=True)
class Answer:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def codes(self) -> list[str]:
        """The codes of the remarks, in order."""
        return [remark["code"] for remark in self.json["remarks"]]


def zhenggai(*words: object) -> Answer:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return Answer(code, out.getvalue(), err.getvalue())


def columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The header row of a standard sheet and its columns by heading, without `*`."""
    for row in range(1, 40):
        found = {str(c.value).rstrip("*"): c.column for c in sheet[row] if c.value is not None}
        if "序号" in found and ("整改状态" in found or "完成情况" in found):
            return row, found
    raise AssertionError("no header")


def rows_of(sheet: Worksheet) -> Iterator[tuple[int, dict[str, Any]]]:
    """(row, cells by heading) below the header, as far as 序号 goes."""
    header, at = columns(sheet)
    for row in range(header + 1, sheet.max_row + 1):
        cells = {heading: sheet.cell(row, column).value for heading, column in at.items()}
        if str(cells["序号"] or "").strip().isdigit():
            yield row, cells


def fill(
    issued: Path, target: Path, answers: Mapping[int, Mapping[str, Any]], *,
    measures: str | None = "推进中", head: Mapping[str, str] = HEAD,
) -> Path:
    """Fill in an issued sheet: ``answers`` by problem number and heading, every open measure alike."""
    book = load_workbook(issued)
    sheet = book["填报表"]
    for row in sheet.iter_rows(max_row=columns(sheet)[0]):
        for cell in row:
            value = head.get(str(cell.value or "").strip("*： :"))
            if value and columns(sheet)[0] > cell.row:
                sheet.cell(cell.row, cell.column + 1, value)
    at = columns(sheet)[1]
    for row, cells in list(rows_of(sheet)):
        for heading, value in answers.get(int(cells["序号"]), {}).items():
            sheet.cell(row, at[heading], value)
    if measures and "措施" in book.sheetnames:
        _fill_measures(book["措施"], set(answers), measures)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def _fill_measures(sheet: Worksheet, numbers: set[int], word: str) -> None:
    at = columns(sheet)[1]
    for row, cells in list(rows_of(sheet)):
        if int(cells["序号"]) in numbers and "（已完成" not in str(cells["整改措施"]):
            sheet.cell(row, at["完成情况"], word)


def annex_lines(path: Path) -> list[str]:
    """The paragraphs of a Word annex that say something."""
    from docx import Document

    return [p.text.strip() for p in Document(str(path)).paragraphs if p.text.strip()]
