"""校验意见, every remark on a line of its own; and 意见归并, those of one kind and unit on one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.model import Mark, Remark, Table
from toolkit.reports.check_report.todo import UNKNOWN, spots_phrase
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import numbers_phrase, weight_tint, weight_word

REMARK_SHEET, GROUP_SHEET = "校验意见", "意见归并"

Where = Callable[[Remark], str]
Group = tuple[Remark, ...]


def remark_sheet(
    remarks: Sequence[Remark], names: Mapping[str, str], remedies: Mapping[str, str],
    unit_link: Where, file_link: Where,
) -> Table:
    """Every remark; its unit leads to 待办, its file to 文件."""
    columns: tuple[ReportColumn[Remark], ...] = (
        ReportColumn("code", "代码", 7, lambda r: r.code, "centre"),
        ReportColumn("name", "名称", 15, lambda r: names.get(r.code, r.code)),
        ReportColumn("weight", "级别", 8, weight_word, "centre", weight_tint),
        ReportColumn("unit", "单位", 16, lambda r: r.unit or "", mark=_linked(unit_link)),
        ReportColumn("problem", "问题", 6, lambda r: r.problem, "number"),
        ReportColumn("message", "意见", 40, lambda r: r.message),
        ReportColumn("file", "文件", 25, lambda r: r.place.file or "", mark=_linked(file_link)),
        ReportColumn("sheet", "工作表", 10, lambda r: r.place.sheet or ""),
        ReportColumn("cell", "单元格", 8, _cell_or_line, "centre"),
        ReportColumn("given", "填报内容", 22, lambda r: r.given or ""),
        ReportColumn("expected", "应为", 20, lambda r: r.expected or ""),
        ReportColumn("remedy", "怎么办", 34, lambda r: remedies.get(r.code, "")),
        ReportColumn("waived", "豁免依据", 14, lambda r: r.waived or ""),
    )
    return tabulate(REMARK_SHEET, columns, remarks, freeze_columns=2)


def _linked(where: Where) -> Callable[[Remark], Mark | None]:
    def mark(remark: Remark) -> Mark | None:
        link = where(remark)
        return Mark(link=link) if link else None

    return mark


def _cell_or_line(remark: Remark) -> str:
    place = remark.place
    if place.cell or place.line is None:
        return place.cell or (f"第{place.row}行" if place.row else "")
    return f"第{place.line}行"


# ── 意见归并 ─────────────────────────────────────────────────────────────────────────────────────
def group_sheet(remarks: Sequence[Remark], names: Mapping[str, str], where: Where) -> Table:
    """Remarks of one rule, weight and unit (or file of nobody) counted on one line."""
    columns: tuple[ReportColumn[Group], ...] = (
        ReportColumn("unit", "单位", 22, _whose),
        ReportColumn("code", "代码", 8, lambda g: g[0].code, "centre"),
        ReportColumn("name", "名称", 20, lambda g: names.get(g[0].code, g[0].code)),
        ReportColumn("weight", "级别", 8, lambda g: weight_word(g[0]), "centre", lambda g: weight_tint(g[0])),
        ReportColumn("count", "条数", 7, len, "number", lambda g: Mark(link=where(g[0]))),
        ReportColumn("problems", "问题", 26, _problems),
        ReportColumn("spots", "位置", 36, spots_phrase),
        ReportColumn("message", "意见（第一条）", 60, lambda g: g[0].message),
    )
    return tabulate(GROUP_SHEET, columns, _grouped(remarks), freeze_columns=1,
                    intro=("同一单位、同一规则的意见归为一行；点“条数”到“校验意见”里的第一条，逐条都在那里。",))


def _grouped(remarks: Sequence[Remark]) -> list[Group]:
    found: dict[tuple[str, str, str], list[Remark]] = {}
    for remark in remarks:
        found.setdefault((_whose((remark,)), remark.code, weight_word(remark)), []).append(remark)
    return [tuple(group) for group in found.values()]


def _whose(group: Group) -> str:
    remark = group[0]
    if remark.unit:
        return remark.unit
    return f"{UNKNOWN}：{remark.place.file}" if remark.place.file and remark.problem is None else ""


def _problems(group: Group) -> str:
    return numbers_phrase(tuple(sorted({r.problem for r in group if r.problem is not None})))
