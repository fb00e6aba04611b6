"""Workbooks as people return them, and what must be read from each.

``answers`` are `number | status | progress` (`-`: a row of no problem of the list), ``measures`` `number.index |
done`, ``kept`` texts that must be somewhere in what was read, ``told`` the diagnostics, ``fields`` single
cells as `number field: text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Persona:
    """A returned workbook and what is in it."""

    name: str
    sheets: Mapping[str, str]
    answers: tuple[str, ...]
    measures: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    head: Mapping[str, str] = field(default_factory=dict)


A1 = "1 | 正在推进 | 已建料棚7座。"
A3 = "3 | 达到序时进度 | 厂房主体封顶。"
A12 = "12 | 正在推进 | 已夜查46次。"
HEADER = "| 序号 | 问题 | 整改状态* | 整改进展情况* |"
R1 = "| 1 | $1 | 正在推进 | 已建料棚7座。 |"
R3 = "| 3 | $3 | 达到序时进度 | 厂房主体封顶。 |"
R12 = "| 12 | $12 | 正在推进 | 已夜查46次。 |"
PLAIN = f"{HEADER}\n{R1}\n{R3}\n{R12}"
ALL = (A1, A3, A12)


def one(name: str, drawing: str, answers: tuple[str, ...] = ALL, **more: object) -> Persona:
    return Persona(name, {"Sheet1": drawing}, answers, **more)  # type: ignore[arg-type]


HEADERS = (
    one("bare table", PLAIN),
    one("titles, blank rows and a head above", f"""
清河市整改进展情况统计表
（2032年3月）

| 填报单位：市水利局 | | 填报人：赵宁 | 联系电话：0400-5550166 |
{PLAIN}""", head={"unit": "市水利局", "filler": "赵宁", "phone": "0400-5550166"}, kept=("清河市整改进展情况统计表",)),
    one("three labels in one cell above", f"""
填报单位：市水利局    填报人：赵宁    联系电话：0400-5550166
{PLAIN}""", head={"unit": "市水利局", "filler": "赵宁", "phone": "0400-5550166"}),
    one("labels written letter-spaced", f"""
| 填 报 单 位： | 市水利局 | 填 报 人： | 赵宁 |
{PLAIN}""", head={"unit": "市水利局", "filler": "赵宁"}),
    one("a table that begins in column C", "\n".join(
        "| | " + line for line in PLAIN.split("\n"))),
    one("headings spaced, starred, with hints", f"""
| 序 号 | 反馈问题（原文） | 整改状态（下拉选择）* | 整改进展情况\\n（300字以内） |
{R1}
{R3}
{R12}"""),
    one("headings with a time before them", f"""
| 序号 | 问题 | 当前状态 | 截至3月底整改进展情况 |
{R1}
{R3}
{R12}"""),
    one("headings of another office", f"""
| 编号 | 反馈问题 | 完成进度 | 目前进展情况及存在问题 |
{R1}
{R3}
{R12}"""),
    one("two header rows, groups merged", """
| 序号 | 问题 | 整改情况 | < | < |
| ^ | ^ | 整改状态 | 整改进展情况 | 完成日期 |
| 1 | $1 | 正在推进 | 已建料棚7座。 | |
| 3 | $3 | 达到序时进度 | 厂房主体封顶。 | 2032-03-05 |
| 12 | $12 | 正在推进 | 已夜查46次。 | |""", fields=("3 done_on: 2032-03-05",)),
    one("two header rows without any merging", """
| 序号 | 问题 | 整改情况 | | |
| | | 整改状态 | 进展情况 | 完成日期 |
| 1 | $1 | 正在推进 | 已建料棚7座。 | |
| 3 | $3 | 达到序时进度 | 厂房主体封顶。 | |
| 12 | $12 | 正在推进 | 已夜查46次。 | |"""),
    one("last period and this one side by side", """
| 序号 | 问题 | 上期 | < | 本期 | < |
| ^ | ^ | 整改状态 | 整改进展情况 | 整改状态 | 整改进展情况 |
| 1 | $1 | 尚未启动 | 正在勘测。 | 正在推进 | 已建料棚7座。 |
| 3 | $3 | 正在推进 | 基础完工。 | 达到序时进度 | 厂房主体封顶。 |
| 12 | $12 | 正在推进 | 已夜查20次。 | 正在推进 | 已夜查46次。 |""",
        kept=("尚未启动", "正在勘测。"), fields=("1 last_progress: 正在勘测。",)),
    one("last period's column by a hint", """
| 序号 | 问题 | 整改进展情况（上期） | 整改状态 | 整改进展情况（本期） |
| 1 | $1 | 正在勘测。 | 正在推进 | 已建料棚7座。 |
| 3 | $3 | 基础完工。 | 达到序时进度 | 厂房主体封顶。 |
| 12 | $12 | 已夜查20次。 | 正在推进 | 已夜查46次。 |"""),
    one("three header rows", """
| 序号 | 基本情况 | < | 填报内容 | < | < |
| ^ | 问题 | 时限 | 整改情况 | < | 其他 |
| ^ | ^ | ^ | 整改状态 | 进展情况 | 存在问题 |
| 1 | $1 | 2032年6月底 | 正在推进 | 已建料棚7座。 | 缺地 |
| 3 | $3 | 2032年12月底 | 达到序时进度 | 厂房主体封顶。 | |
| 12 | $12 | 长期坚持 | 正在推进 | 已夜查46次。 | |""",
        fields=("1 deadline: 2032年6月底", "1 difficulties: 缺地")),
    one("a hint row below the header", f"""
{HEADER}
| | | （必填） | （必填，不少于20字） |
{R1}
{R3}
{R12}"""),
    one("columns in another order, some deleted, one added", """
| 整改进展情况 | 本局意见 | 整改状态 | 序号 |
| 已建料棚7座。 | 请再核 | 正在推进 | 1 |
| 厂房主体封顶。 | | 达到序时进度 | 3 |
| 已夜查46次。 | | 正在推进 | 12 |""", kept=("请再核",)),
    one("the header again in the middle and blank rows", f"""
{HEADER}
{R1}

{HEADER}
{R3}

{R12}"""),
    one("a header that names the text's column nothing", f"""
| 序号 | | 整改状态 | 整改进展情况 |
{R1}
{R3}
{R12}"""),
    one("only the text, under no heading", """
| | 整改状态 | 整改进展情况 |
| $1 | 正在推进 | 已建料棚7座。 |
| $3 | 达到序时进度 | 厂房主体封顶。 |
| $12 | 正在推进 | 已夜查46次。 |"""),
    one("the status under no heading", f"""
| 序号 | 问题 | | 整改进展情况 |
{R1}
{R3}
{R12}"""),
    one("the progress under no heading", f"""
| 序号 | 问题 | 整改状态 | |
{R1}
{R3}
{R12}"""),
    one("a date and a number under no heading", """
| 序号 | 问题 | 整改状态 | 整改进展情况 | | |
| 1 | $1 | 正在推进 | 已建料棚7座。 | | 13900001111 |
| 3 | $3 | 已完成整改 | 厂房主体封顶。 | 2032年3月5日 | 13900002222 |""",
        (A1, "3 | 已完成整改 | 厂房主体封顶。"), fields=("3 done_on: 2032年3月5日", "1 phone: 13900001111")),
    one("完成情况 holds the status", """
| 序号 | 问题 | 完成情况 | 工作成效 |
| 1 | $1 | 正在推进 | 已建料棚7座。 |
| 3 | $3 | 达到序时进度 | 厂房主体封顶。 |
| 12 | $12 | 正在推进 | 已夜查46次。 |"""),
    one("official columns without headings", """
| 序号 | 问题 | | | 整改状态 | 整改进展情况 |
| 1 | $1 | 市水利局 | 2032年6月底 | 正在推进 | 已建料棚7座。 |
| 3 | $3 | 市水利局 | 2032年12月底 | 达到序时进度 | 厂房主体封顶。 |
| 12 | $12 | 市水利局 | 长期坚持 | 正在推进 | 已夜查46次。 |""",
        fields=("1 lead_units: 市水利局", "3 deadline: 2032年12月底")),
    one("two halves of one table side by side", """
| 序号 | 整改状态 | 整改进展情况 | 序号 | 整改状态 | 整改进展情况 |
| 1 | 正在推进 | 已建料棚7座。 | 12 | 正在推进 | 已夜查46次。 |
| 3 | 达到序时进度 | 厂房主体封顶。 | | | |"""),
    one("small print before the real header", """
| 状态 | 序号 | 说明 |
| 正在推进 | 1 | 正在干 |
| 尚未启动 | 2 | 没有干 |

| 序号 | 问题 | 牵头单位 | 整改时限 | 整改目标 | 整改状态 | 整改进展情况 | 完成日期 |
| 1 | $1 | 市水利局 | 2032年6月底 | 物料全部入棚。 | 正在推进 | 已建料棚7座。 | |""", (A1,), kept=("没有干",)),
)

NUMBERS = tuple(
    one(f"numbers as {form}", f"""
{HEADER}
| {form} | | 达到序时进度 | 厂房主体封顶。 |""", (A3,))
    for form in ("3", "3.0", "（3）", "(3)", "三", "３", "③", "问题3", "问题三", "第3项", "第三项", "3.", "3、", "三、",
                 "【3】", "No.3", "3号", "序号3")
)

ROWS = (
    one("number and text in one cell", """
| 问题 | 整改状态 | 整改进展情况 |
| 1.$1 | 正在推进 | 已建料棚7座。 |
| 三、$3 | 达到序时进度 | 厂房主体封顶。 |
| 问题12：$12 | 正在推进 | 已夜查46次。 |"""),
    one("text glued to the number in the number's column", """
| 序号 | 整改状态 | 整改进展情况 |
| 1.$1 | 正在推进 | 已建料棚7座。 |
| （3）$3 | 达到序时进度 | 厂房主体封顶。 |
| 12 $12 | 正在推进 | 已夜查46次。 |"""),
    one("sorted rows without numbers", """
| 问题 | 整改状态 | 整改进展情况 |
| $12 | 正在推进 | 已夜查46次。 |
| $3 | 达到序时进度 | 厂房主体封顶。 |
| $1 | 正在推进 | 已建料棚7座。 |""", (A12, A3, A1)),
    one("texts cut short", """
| 问题 | 整改状态 | 整改进展情况 |
| 柳林河两岸12家采砂场未落实扬尘防治要求 | 正在推进 | 已建料棚7座。 |
| 南屏工业园区污水集中处理设施建设滞后 | 达到序时进度 | 厂房主体封顶。 |"""  , (A1, A3)),
    one("a text that fits two problems names neither", """
| 问题 | 整改状态 | 整改进展情况 |
| 南屏工业园区 | 正在推进 | 已开会。 |
| $1 | 正在推进 | 已建料棚7座。 |""", ("- | 正在推进 | 已开会。", A1)),
    one("texts with other punctuation and typing errors", """
| 问题 | 整改状态 | 整改进展情况 |
| 柳林河两岸12家采砂场未落实扬尘防治要求, 物料露天堆放 | 正在推进 | 已建料棚7座。 |
| 南屏工业园区污水集中处理设施建设滞后，企业自行排方。 | 达到序时进度 | 厂房主体封顶。 |""", (A1, A3)),
    one("the number says another problem", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 1 | $3 | 达到序时进度 | 厂房主体封顶。 |
| 2 | $12 | 正在推进 | 已夜查46次。 |""", (A3, A12), told=("number_text", "number_text")),
    one("the number says a problem nearly alike", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 4 | 南屏工业园区污水集中处理设施建设滞后，企业自行排放 | 达到序时进度 | 厂房主体封顶。 |""",
        (A3,), told=("number_text",)),
    one("a sign altered in the text of its own number", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 1 | 柳林河两岸13家采砂场未落实扬尘防治要求，物料露天堆放。 | 正在推进 | 已建料棚7座。 |
| 12 | 全市建筑工地夜间施工噪声投诉多;监管不到位 | 正在推进 | 已夜查46次。 |""", (A1, A12)),
    one("the number of the higher list", """
| 序号 | 整改状态 | 整改进展情况 |
| 省级第9项 | 正在推进 | 已建料棚7座。 |
| 12 | 正在推进 | 已夜查46次。 |""", (A1, A12)),
    one("a problem off the list", f"""
{PLAIN}
| 88 | 居民楼下夜市油烟扰民。 | 正在推进 | 已约谈商户。 |""", (*ALL, "- | 正在推进 | 已约谈商户。")),
    one("totals, notes, signatures below", f"""
{PLAIN}
| 合计 | | 正在推进2项 | 共3项 |
注：1.以上数据截至3月25日。
| 备注： | 进展以正式文件为准 | 如有出入 | 请来电 |

| 填报人（签字）： | | 审核人（签字）： | 年 月 日 |""", kept=("注：1.以上数据截至3月25日。", "如有出入", "共3项")),
    one("a numbered note below is no row", f"""
{PLAIN}
1.以上情况属实。
2、如有变化另行报告。""", kept=("1.以上情况属实。", "2、如有变化另行报告。")),
    one("groups of rows under their own titles", f"""
{HEADER}
一、扬尘污染方面
{R1}
二、水环境方面
{R3}
{R12}""", kept=("二、水环境方面",)),
    one("official cells merged down over blank rows", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 1 | $1 | 正在推进 | 已建料棚7座。 |
| ^ | ^ | ^ | ^ |
| 3 | $3 | 达到序时进度 | 厂房主体封顶。 |
| ^ | ^ | ^ | ^ |""", (A1, A3)),
    one("one status merged down for all", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 1 | $1 | 正在推进 | 已建料棚7座。 |
| 12 | $12 | ^ | 已夜查46次。 |""", (A1, A12)),
    one("cells merged across", """
| 序号 | 问题 | < | 整改状态 | 整改进展情况 | < |
| 1 | $1 | < | 正在推进 | 已建料棚7座。 | < |
| 3 | $3 | < | 达到序时进度 | 厂房主体封顶。 | < |""", (A1, A3)),
    one("the same row twice, once blank", f"""
{PLAIN}
| 1 | $1 | | |""", ALL),
)

MEASURES = (
    Persona("measures on a sheet of another name", {"表一": PLAIN, "表二": """
| 序号 | 措施序号 | 整改措施 | 完成情况 |
| 1 | 一 | $1.1 | 推进中 |
| 1 | 二 | $1.2 | 未开展 |
| 3 | 三是 | | 推进中 |"""}, ALL, ("1.1 | 推进中", "1.2 | 未开展", "3.3 | 推进中")),
    Persona("the number merged over its measures", {"填报表": PLAIN, "措施": """
| 序号 | 措施序号 | 整改措施 | 完成情况 |
| 1 | 一 | $1.1 | 推进中 |
| ^ | 二 | $1.2 | 已完成 |"""}, ALL, ("1.1 | 推进中", "1.2 | 已完成")),
    one("measures below the problems on one sheet", f"""
{PLAIN}

附：措施完成情况
| 序号 | 措施序号 | 整改措施 | 完成情况* |
| 1 | 一 | $1.1 | 推进中 |
| 3 | 二 | $3.2 | 推进中 |""", ALL, measures=("1.1 | 推进中", "3.2 | 推进中"), kept=("附：措施完成情况",)),
    one("measures pasted under their problem", """
| 序号 | 问题 | 整改状态 | 整改进展情况 |
| 1 | $1 | 正在推进 | 已建料棚7座。 |
| | 一是$1.1 | 推进中 | 还剩5座。 |
| | 二是$1.2 | 未开展 | |
| 3 | $3 | 达到序时进度 | 厂房主体封顶。 |""", (A1, A3), measures=("1.1 | 推进中", "1.2 | 未开展"), kept=("还剩5座。",)),
    one("measures in a column of their own, with their state", """
| 序号 | 问题 | 整改措施 | 措施完成情况 | 整改状态 | 整改进展情况 |
| 1 | $1 | $1.1 | 推进中 | 正在推进 | 已建料棚7座。 |
| ^ | ^ | $1.2 | 未开展 | ^ | ^ |
| 3 | $3 | $3.2 | 推进中 | 达到序时进度 | 厂房主体封顶。 |""", (A1, A3),
        measures=("1.1 | 推进中", "1.2 | 未开展", "3.2 | 推进中")),
    one("progress written measure by measure", """
| 序号 | 问题 | 整改措施 | 整改状态 | 整改进展情况 |
| 1 | $1 | $1.1 | 正在推进 | 已建料棚7座。 |
| ^ | ^ | $1.2 | ^ | 设备已招标。 |
| 3 | $3 | $3.2 | 达到序时进度 | 厂房主体封顶。 |""", ("1 | 正在推进 | 已建料棚7座。\n设备已招标。", A3)),
    one("all measures of a problem in one cell, as published", """
| 序号 | 问题 | 整改措施 | 整改状态 | 整改进展情况 |
| 1 | $1 | 一是$1.1\\n二是$1.2 | 正在推进 | 已建料棚7座。 |""", (A1,)),
    one("measures of the unit's own", """
| 序号 | 问题 | 具体措施 | 整改状态 | 整改进展情况 |
| 1 | $1 | 约谈5家业主。 | 正在推进 | 已建料棚7座。 |""", (A1,), kept=("约谈5家业主。",)),
)

SHEETS = (
    Persona("a cover sheet says who", {"封面": "整改情况报告\n| 填报单位： | 市水利局 |\n| 填报人： | 赵宁 |\n| 联系电话： | 0400-5550166 |",
                               "表": PLAIN}, ALL, head={"unit": "市水利局", "filler": "赵宁"}, kept=("整改情况报告",)),
    Persona("one sheet a problem", {"问题1": f"{HEADER}\n{R1}", "问题3": f"{HEADER}\n{R3}", "问题12": f"{HEADER}\n{R12}"}, ALL),
    Persona("an old copy on a hidden sheet", {"填报表": PLAIN, "(旧)": f"{HEADER}\n| 1 | $1 | 尚未启动 | 旧话。 |"}, ALL,
            kept=("隐藏的工作表“旧”有8格内容",)),
    Persona("everything on a hidden sheet", {"说明": "请看隐藏表", "(填报)": PLAIN}, ALL, kept=("请看隐藏表",)),
    Persona("a sheet of the unit's own", {"填报表": PLAIN, "统计": "| 项目 | 数量 |\n| 料棚 | 7 |"}, ALL, kept=("料棚",)),
    Persona("a Word report pasted into a sheet", {"总结": "三月份工作总结\n我局高度重视。"}, (), told=("no_header",)),
)

FORMS = (
    one("one problem down the page", """
清河市整改任务进展报告单
| 填报单位 | 市水利局 |
| 序号 | 3 |
| 问题 | $3 |
| 整改时限 | 2032年12月底 |
| 整改状态 | 达到序时进度 |
| 整改进展情况 | 厂房主体封顶。 |
| 本局分管领导意见 | 同意上报 |
| 联系电话 | 0400-5550166 |""", (A3,), head={"unit": "市水利局"}, kept=("同意上报", "清河市整改任务进展报告单"),
        fields=("3 phone: 0400-5550166", "3 deadline: 2032年12月底")),
    one("labels and values four across", """
| 问题编号 | 1 | 牵头单位 | 市水利局 |
| 反馈问题 | $1 | < | < |
| 整改状态 | 正在推进 | 完成日期 | |
| 整改进展情况 | 已建料棚7座。 | < | < |""", (A1,), fields=("1 lead_units: 市水利局",)),
    one("several forms below one another", """
| 序号 | 1 |
| 问题 | $1 |
| 整改状态 | 正在推进 |
| 整改进展情况 | 已建料棚7座。 |

| 序号 | 3 |
| 问题 | $3 |
| 整改状态 | 达到序时进度 |
| 整改进展情况 | 厂房主体封顶。 |""", (A1, A3)),
    one("problems in columns", """
| 序号 | 1 | 3 | 12 |
| 问题 | $1 | $3 | $12 |
| 整改状态 | 正在推进 | 达到序时进度 | 正在推进 |
| 整改进展情况 | 已建料棚7座。 | 厂房主体封顶。 | 已夜查46次。 |"""),
    one("the value below its label", """
| 序号 | 3 |
| 问题 | $3 |
| 整改状态 | 达到序时进度 |
整改进展情况
厂房主体封顶。""", (A3,)),
    one("labels with colons in one cell", """
序号：3
问题：$3
整改状态：达到序时进度
整改进展情况：厂房主体封顶。""", (A3,)),
)

PERSONAS = (*HEADERS, *NUMBERS, *ROWS, *MEASURES, *SHEETS, *FORMS)
