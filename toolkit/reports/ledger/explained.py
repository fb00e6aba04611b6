"""The last sheet of the ledger: which period it is, what each sheet holds, what the colours say."""

from __future__ import annotations

from typing import Literal

from toolkit.model import (
    CONTINUED_SHEET,
    LEDGER_HEADINGS,
    OFFICE_FIELDS,
    Ledger,
    Mark,
    Table,
    TableColumn,
)
from toolkit.reports.letters.shared import period_wording
from toolkit.reports.wording import INTERNAL, moment

_LEGEND_TINTS: tuple[Literal["red", "yellow", "green", "blue", "grey"], ...] = (
    "red", "yellow", "green", "blue", "grey")
_LEGEND = (
    ("颜色：红", "逾期、未报送、后退、阻断。同格或“是否逾期”“状态变化”栏都有文字，黑白打印也看得出。"),
    ("颜色：黄", "待报、迟报、漏报、提醒；浅黄的栏由整改办填写，标题是深黄。"),
    ("颜色：绿", "已完成、已验收、已销号，前进，已报送。"),
    ("颜色：蓝", "整改办修改（批注里有修改人和理由），本期无进展，试行。"),
    ("颜色：灰", "沿用上期、已豁免、合计行。"),
)


def _named(name: str) -> str:
    said = period_wording(name)
    return name if said == name else f"{said}（{name}）"


def explanation_sheet(ledger: Ledger) -> Table:
    """说明: which period this is, what each sheet holds, and which four columns may be filled."""
    period, baseline = ledger.period, ledger.baseline
    office = "、".join(LEDGER_HEADINGS[name] for name in OFFICE_FIELDS)
    lines = (
        ("专项", ledger.profile.title),
        ("报送期", _named(period.name)),
        ("报送时限", moment(period.due)),
        ("数据截至", period.as_of.isoformat()),
        ("上期台账", f"{_named(baseline.period)}，文件指纹{baseline.sha256[:12]}" if baseline else "无"),
        ("密级提示", f"{INTERNAL}。对外公布以附件为准。"),
        ("可以填写的栏", f"“问题”表的{office}各栏。填写后再次运行，附件按所填印发，所填内容保留。"
         "验收和销号的日期、单位、依据填一次就带到以后各期；要去掉的填“-”。"),
        ("其他各栏", "由程序生成，请勿改动。发现错误，请改清单或请单位重报后再次运行。"),
        ("问题", "每项问题一行：清单内容、本期状态、附件印发的文字、来源。“出处”写着单位报的那一行在哪个文件。打印为A3横向一页宽，印到“佐证材料”为止；右边的来源、待报、公开文字、验收销号各栏供整改办在电脑上查看和填写，不打印。"),
        ("汇总、按单位、按方面、按时限、历期", "由公式从其他表数出来的项数和图，改了其他表会跟着变。公式只用普通单元格区域，WPS和各版Excel都能算。一项问题有几个牵头单位的，“按单位”里每个单位各计一次，合计只计一次。"),
        ("变化", "每项问题和上期台账对照：状态前进还是后退、同一件事的数字变化、新增和不再写的文字。"),
        ("历程", "每项问题在历次定稿和本期的状态和文字，一期一行。第一次定稿以后才有。"),
        ("措施", "每条整改措施一行；几个单位分别填报的，每个单位一行。"),
        ("填报内容", "各单位填报的原文，每单位每项问题一行，附文件、工作表、行号和文件指纹（sha256前12位，与校验报告“文件”表对得上）。"),
        ("未采用内容", "单位填写了但没有进入以上各表的内容和原因。"),
        ("校验意见", "本期全部意见，阻断的在前，附文件、工作表、单元格。怎么办见校验报告。"),
        ("文件", "收到的每个文件：哪个单位的，是填报表、盖章件还是佐证材料，以哪一份为准。"),
        ("单位", "应报单位的报送情况。"),
        (CONTINUED_SHEET, "仅在文字超过Excel单元格上限（32767字）时出现，分段保存全文。"),
        *_LEGEND,
    )
    start = len(lines) - len(_LEGEND)
    marks = {(start + at, 0): Mark(tint) for at, tint in enumerate(_LEGEND_TINTS)}
    return Table("说明", (TableColumn("栏目", 16.0), TableColumn("说明", 90.0)), lines, marks, landscape=False)
