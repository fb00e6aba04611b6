"""Issued sheets for the demo's tests, built by hand after the contract's section The standard sheet.

They owe nothing to the step that issues: a test beside them uses the real one.
"""

import re
from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.demo import answers
from toolkit.demo.city import plan_paragraphs

OFFICIAL = ("序号", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标")
TO_FILL = ("整改状态*", "整改进展情况*", "完成日期", "存在问题", "下一步措施", "佐证材料", "填报人", "联系电话")


def plan_rows() -> Mapping[int, tuple[str, list[str]]]:
    """Number -> (problem's first paragraph, measures), read from the unwrapped plan."""
    rows: dict[int, tuple[str, list[str]]] = {}
    for paragraph in plan_paragraphs():
        if paragraph.startswith("二、"):
            break
        if head := re.match(r"（(\d+)）(.*)", paragraph):
            number = int(head[1])
            rows[number] = (head[2], [])
        elif measure := re.match(r"(?:[一二三四]是|整改措施：)(.+)", paragraph):
            rows[number][1].append(measure[1])
    return rows


def issued(unit: str, period: str = "2025-02") -> bytes:
    """A plain issued workbook for one unit: head, problems, measures, instructions."""
    book = Workbook()
    sheet = book.active
    sheet.title = "填报表"
    sheet.append(["云川市整改情况填报表"])
    sheet.append(["填报单位", unit, None, "填报人*", None, "联系电话*", None])
    sheet.append(["审核人", None, None, "填报日期", None])
    sheet.append([*OFFICIAL, *TO_FILL])
    measures = book.create_sheet("措施")
    measures.append(["序号", "措施序号", "整改措施", "完成情况*", "完成日期", "说明"])
    plan = plan_rows()
    for answer in answers(period)[unit].rows:
        text, steps = plan[answer.problem]
        sheet.append([answer.problem, text, unit, "", "", "", ""])
        for place, step in enumerate(steps, start=1):
            measures.append([answer.problem, place, step])
    notes = book.create_sheet("填报说明")
    notes.append(["本期无进展", None])
    notes.append(["理由", None])
    book.create_sheet("标记").sheet_state = "veryHidden"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def sheet(content: bytes, name: str) -> Worksheet:
    """One sheet of a returned workbook."""
    return load_workbook(BytesIO(content))[name]
