"""Where the cells of the list stand in its workbook, and what is noted at the doubtful ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.model import ListCell, Problem
from toolkit.official.listbook.doubts import Doubt
from toolkit.official.listbook.doubtsheet import Spots, note_of

PROBLEMS, MEASURES = "问题", "措施"

PROBLEM_HEADINGS = (
    "序号", "其他编号", "原序号", "方面", "类别", "问题", "牵头单位", "责任单位", "验收单位", "督导单位",
    "整改时限", "时限日期", "整改目标", "整改状态", "公开", "公开表述",
)
MEASURE_HEADINGS = ("序号", "措施序号", "整改措施", "完成标注", "措施时限")


def spots_of(problems: Sequence[Problem]) -> Spots:
    """Where each cell of the list stands: sheet, row, column; the heading for a whole column."""
    spots = {ListCell(None, h): (MEASURES, 1, c) for c, h in enumerate(MEASURE_HEADINGS, 1)}
    spots |= {ListCell(None, h): (PROBLEMS, 1, c) for c, h in enumerate(PROBLEM_HEADINGS, 1)}
    line = 1
    for row, problem in enumerate(problems, 2):
        spots |= {ListCell(problem.number, h): (PROBLEMS, row, c) for c, h in enumerate(PROBLEM_HEADINGS, 1)}
        for index in range(len(problem.measures)):
            line += 1
            for column, heading in enumerate(MEASURE_HEADINGS, 1):
                spots[ListCell(problem.number, heading, index)] = (MEASURES, line, column)
    return spots


def marks_of(
    doubts: Sequence[Doubt], spots: Spots,
) -> Mapping[str, Mapping[tuple[int, str], str]]:
    """Sheet -> the notes of its doubtful cells by row and heading."""
    marks: dict[str, dict[tuple[int, str], str]] = {PROBLEMS: {}, MEASURES: {}}
    for doubt in doubts:
        spot = spots.get(doubt.cell)
        if spot and not doubt.settled:
            marks[spot[0]][spot[1], doubt.cell.heading] = note_of(doubt)
    return marks
