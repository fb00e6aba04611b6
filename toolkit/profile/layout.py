"""The sheets of 专项配置.xlsx: their names, headings and words, for writing and for reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

FILE = "专项配置.xlsx"

SETTINGS, UNITS, COLUMNS, STATUSES, RULES, HOLIDAYS = "设置", "单位", "栏目", "状态", "规则", "节假日"

SETTING_HEADINGS = ("项目", "取值", "说明")
UNIT_HEADINGS = (
    "单位全称", "别名", "所属集体", "层级", "联系人", "联系电话", "承接单位", "承接起始日",
)
COLUMN_HEADINGS = (
    "所在表", "字段", "栏目名称", "其他叫法", "填写方", "类型", "必填", "列宽", "填写说明", "下发",
)
STATUS_HEADINGS = ("选项", "附件用语", "类别", "长期坚持", "下拉提供")
RULE_HEADINGS = ("代码", "名称", "启用", "级别")
WAIVER_HEADINGS = ("豁免规则", "豁免单位", "豁免问题", "豁免文件", "批准人", "理由", "有效期")
HOLIDAY_HEADINGS = ("日期", "类型", "名称")

YES, NO = "是", "否"
FILLED_BY: Mapping[Literal["office", "unit"], str] = {"office": "整改办", "unit": "填报单位"}
RULE_STATES: Mapping[Literal["on", "off", "trial"], str] = {
    "on": "启用", "off": "停用", "trial": "试行",
}
WORKS: Mapping[bool, str] = {False: "放假", True: "上班"}

EXPLAINED: Mapping[str, str] = {
    SETTINGS: "专项的名称和总体做法。只改“取值”一栏，“项目”不要改名；删掉的项目按默认办。",
    UNITS: "单位名录。“别名”写简称和曾用名，“所属集体”写“各旗县区”一类的统称，多个用顿号分开；"
    "单位撤并的，在“承接单位”写现在由谁负责、“承接起始日”写从哪天起。导入清单时遇到的新单位会自动添加在末尾。",
    COLUMNS: "填报表的栏目。可以改栏目名称、其他叫法、必填、列宽和填写说明，调换上下次序就调换表里的左右次序；"
    "加一行就加一栏（字段可以不填）；“下发”改为“否”就不再发这一栏，收回的旧表里有的仍然读。“其他叫法”用来认出各单位自己改过的表头，和导入公开文件时的标签。",
    STATUSES: "整改状态的用语。“下拉提供”为“是”的出现在下拉选项里；其余只用来看懂单位写的说法。"
    "“附件用语”是附件里印的字样，不填就照选项印；“类别”决定怎样校验和统计。",
    RULES: "左边是校验规则：可以停用、先试行（只看不算数）或改级别，级别不填按默认。"
    "右边是豁免：哪条规则、哪个单位或问题或文件可以放行，必须写批准人和理由，过了有效期自动失效。",
    HOLIDAYS: "放假和调休上班的日子，以这里为准；国务院公布新一年安排后请补上。",
}
"""What each sheet is for and how to change it, in the sheet 说明."""
