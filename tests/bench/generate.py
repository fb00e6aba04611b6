"""A workspace with N clean one-unit returns of about ten rows, made by the toolkit and by openpyxl.

    python tests/bench/generate.py DIR [N]
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

ROWS = 10
PERIOD = "2025-03"
NOW = datetime(2025, 3, 20, 23, 59, 59).astimezone()


def generate(root: Path, count: int) -> None:
    """Lay out the workspace, issue the period and answer every sheet."""
    from toolkit.app.issuing import Order, issue
    from toolkit.app.session import open_session
    from toolkit.app.workspace import workspace_files
    from toolkit.model import Measure, Problem
    from toolkit.official.listbook.book import write_list
    from toolkit.profile import default_profile
    from toolkit.store import write_new_workspace
    from toolkit.store.workspace import OFFICIAL_LIST

    profile = default_profile()
    problems: list[Problem] = []
    for unit in range(count):
        for row in range(ROWS):
            number = unit * ROWS + row + 1
            problems.append(Problem(
                number, f"第{unit}片区第{row}条河段排口排查不彻底，{row + 3}处雨污混接未整治。",
                section="水环境治理有短板", category="排口整治滞后",
                lead_units=(f"第{unit}片区管理办公室",), responsible_units=(f"第{unit}镇人民政府",),
                acceptance_units=("市水务局",), deadline_text="2025年12月底",
                deadline=date(2025, 12, 31), goal="完成混接整治，消除旱天直排",
                measures=(Measure("一", "完成排口溯源排查，建立台账。"),
                          Measure("二", "完成混接点改造。")) if row % 5 == 0 else ()))
    files = workspace_files(profile)
    files[OFFICIAL_LIST] = write_list(problems, (), profile)
    write_new_workspace(root, files)
    issue(open_session(root, NOW.replace(day=1)), PERIOD, Order(due="2025-03-25T18:00"))
    inbox = root / "inbox" / PERIOD
    for path in sorted((root / "outbox" / PERIOD / "下发").glob("*.xlsx")):
        (inbox / path.name).write_bytes(answered(path.read_bytes()))


def answered(issued: bytes) -> bytes:
    """An issued sheet, filled in and saved again by openpyxl as a unit's office suite would."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(issued))
    sheet = book["填报表"]
    _fill_head(sheet)
    header = next(r for r in range(1, 30) if sheet.cell(r, 1).value == "序号")
    columns = {str(c.value).rstrip("*"): c.column for c in sheet[header] if c.value}
    for row in range(header + 1, header + 1 + ROWS):
        sheet.cell(row, columns["整改状态"], "正在推进")
        sheet.cell(row, columns["整改进展情况"], f"1.本月完成第{row}号排口改造。\n2.溯源排查完成{row * 3}处。")
        sheet.cell(row, columns["下一步措施"], "继续推进剩余混接点改造。")
    measures = book["措施"]
    header = next(r for r in range(1, 30) if measures.cell(r, 1).value == "序号")
    columns = {str(c.value).rstrip("*"): c.column for c in measures[header] if c.value}
    for row in range(header + 1, measures.max_row + 1):
        if measures.cell(row, 1).value not in (None, ""):
            measures.cell(row, columns["完成情况"], "推进中")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill_head(sheet: object) -> None:
    values = {"填报人": "李青", "联系电话": "0471-5550101", "填报日期": date(2025, 3, 18)}
    for row in sheet.iter_rows(max_row=12):  # type: ignore[attr-defined]
        for cell in row:
            value = values.get(str(cell.value or "").strip("*： :"))
            if value is not None:
                sheet.cell(cell.row, cell.column + 1, value)  # type: ignore[attr-defined]


def main(arguments: Sequence[str]) -> None:
    root = Path(arguments[0])
    count = int(arguments[1]) if len(arguments) > 1 else 1000
    generate(root, count)
    print(f"{count} returns of {ROWS} rows in {root}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(sys.argv[1:])
