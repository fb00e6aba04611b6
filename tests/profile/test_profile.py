import io
from dataclasses import fields, replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import (
    STATUS_ORDER,
    Holiday,
    Profile,
    RuleChoice,
    Unit,
    Unusable,
    Waiver,
)
from toolkit.profile import add_to_profile, default_profile, read_profile, write_profile
from toolkit.profile.declared import declaration
from toolkit.text import matching_key

RULES = {"R101": "未报送", "C201": "漏报问题", "L507": "与上期文字雷同"}
DEFAULT = default_profile()
FILLED = replace(
    DEFAULT, title="云河市督察整改", city="云河市", prefill=True, due_soon_days=15,
    measure_options=("没做", "做完"),
    units=(
        Unit("云河市水务局", ("水务局", "市水利局"), ("各相关部门",), "市级", "张三", "0470-1234567",
             "云河市水利局", date(2025, 3, 1)),
        Unit("东河区党委、政府"),
    ),
    rules=(RuleChoice("C201", "trial", "advises"), RuleChoice("L507", "off")),
    waivers=(Waiver("C201", "云河市水务局", 3, "", "李四", "机构调整", date(2025, 12, 31)),
             Waiver("L507", file="甲.xlsx", approver="李四", reason="试点")),
    holidays=(Holiday(date(2027, 1, 1), works=False, name="元旦"), Holiday(date(2027, 1, 3), works=True)),
)


def changed(content: bytes, sheet: str, cell: str, value: object) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook[sheet][cell] = value
    return saved(workbook)


def saved(workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class TestDefaults:
    def test_the_columns_of_the_standard_sheet(self):
        def headings(sheet):
            return [c.heading + "*" * c.required for c in DEFAULT.on(sheet)]

        assert headings("head") == ["填报单位", "填报人*", "联系电话*", "审核人", "填报日期"]
        assert headings("problems") == [
            "序号", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标", "上期进展",
            "整改状态*", "整改进展情况*", "完成日期", "存在问题", "下一步措施", "佐证材料", "填报人", "联系电话"]
        assert headings("measures") == ["序号", "措施序号", "整改措施", "完成情况*", "完成日期", "说明"]

    def test_the_status_words_offered_and_how_the_annex_prints_them(self):
        offered = [w for w in DEFAULT.statuses if w.offered]
        assert [w.option for w in offered] == [
            "尚未启动", "正在推进", "达到序时进度", "未达序时进度", "已完成整改", "已完成整改，长期坚持", "已验收", "已销号"]
        assert [w.printed for w in offered if w.printed != w.option] == ["正在推进实施"]
        assert [w.option for w in offered if w.long_term] == ["已完成整改，长期坚持"]
        assert {w.status for w in offered} == set(STATUS_ORDER)

    def test_every_setting_is_a_field_of_the_profile(self):
        names = {f.name for f in fields(Profile)}
        assert {s.field for s in declaration().settings} <= names

    @pytest.mark.parametrize("sheet", ["head", "problems", "measures", "list"])
    def test_no_heading_means_two_columns_of_a_sheet(self, sheet):
        seen: dict[str, str] = {}
        for column in DEFAULT.on(sheet):
            for name in (column.heading, *column.names):
                assert seen.setdefault(matching_key(name), column.field) == column.field, name

    def test_the_fill_in_column_of_difficulties_is_no_name_of_the_problem_text(self):
        assert "存在问题" not in DEFAULT.column("text").names

    def test_every_column_a_unit_fills_in_has_an_instruction(self):
        assert all(c.note for c in DEFAULT.columns if c.filled_by == "unit")


class TestRoundTrip:
    @pytest.mark.parametrize("profile", [DEFAULT, FILLED])
    def test_what_is_written_is_read(self, profile):
        assert read_profile(write_profile(profile, RULES)) == profile

    def test_the_same_profile_gives_the_same_bytes(self):
        assert write_profile(FILLED, RULES) == write_profile(FILLED, RULES)

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.text("甲乙丙=+-<&'\"1。", min_size=1, max_size=8), unique=True, max_size=4))
    def test_units_of_any_name(self, names):
        profile = replace(DEFAULT, units=tuple(Unit(name) for name in names))
        assert read_profile(write_profile(profile)) == profile


class TestReading:
    def test_moved_columns_blank_rows_and_strange_columns_do_no_harm(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_profile(FILLED, RULES)))
        units = workbook["单位"]
        units.insert_rows(2, 3)
        units.insert_cols(1)
        units["A1"] = "整改办自己的栏"
        units["A5"] = "随便写的"
        assert read_profile(saved(workbook)) == FILLED

    def test_a_blank_setting_takes_its_default(self):
        content = write_profile(FILLED, RULES)
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        for row in workbook["设置"].iter_rows(min_row=2):
            row[1].value = None
        read = read_profile(saved(workbook))
        assert (read.title, read.prefill, read.due_soon_days) == ("", False, 30)

    def test_a_column_the_office_adds_needs_no_field(self):
        content = write_profile(DEFAULT, RULES)
        row = len(DEFAULT.columns) + 2
        content = changed(content, "栏目", f"A{row}", "填报表")
        content = changed(content, "栏目", f"C{row}", "投入资金（万元）")
        column = read_profile(content).columns[-1]
        assert (column.field, column.filled_by, column.sheet) == ("投入资金（万元）", "unit", "problems")

    @pytest.mark.parametrize(("sheet", "cell", "value", "sentence"), [
        ("设置", "B12", "也许", r"“设置”B12：“也许”看不懂，请填“是”或“否”"),
        ("设置", "B16", "很快", r"“设置”B16：“很快”不是整数"),
        ("设置", "B7", "全世界", r"“设置”B7：“全世界”不在选项内"),
        ("设置", "A8", "公开对像", r"“设置”A8：没有“公开对像”这一项设置，填了不起作用。.*请改正名称"),
        ("设置", "A8", None, r"“设置”A8：这一行填了值，没有写是哪一项设置"),
        ("状态", "A3", "尚未启动", r"“状态”A3：这个选项在第2行已经有了"),
        ("栏目", "H7", "宽", r"“栏目”H7：“宽”不能用"),
        ("栏目", "A3", "别处", r"“栏目”A3：“别处”不在选项内"),
        ("栏目", "B4", "filler", r"“栏目”B4：这个字段在第3行已经有了"),
        ("状态", "C2", None, r"“状态”C2：请为“尚未启动”选一个类别"),
        ("规则", "C3", "关", r"“规则”C3：“关”不在选项内"),
        ("规则", "J2", None, r"“规则”J2：豁免要写明批准人"),
        ("单位", "H2", "明年", r"“单位”H2：“明年”不是能认出的日期"),
        ("节假日", "A2", "元旦", r"“节假日”A2：“元旦”不是能认出的日期"),
    ])
    def test_a_mistake_is_told_with_sheet_and_cell(self, sheet, cell, value, sentence):
        content = changed(write_profile(FILLED, RULES), sheet, cell, value)
        with pytest.raises(Unusable, match=sentence):
            read_profile(content)

    @pytest.mark.parametrize(("cell", "value"), [("A3", "C299"), ("F2", "Z101")])
    def test_a_rule_nobody_knows_is_told_where_the_rules_are(self, cell, value):
        content = changed(write_profile(FILLED, RULES), "规则", cell, value)
        with pytest.raises(Unusable, match=f"“规则”{cell}：没有“{value}”这条规则"):
            read_profile(content, RULES)
        assert read_profile(content)

    def test_a_missing_sheet_is_told(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_profile(DEFAULT)))
        del workbook["状态"]
        with pytest.raises(Unusable, match="缺少工作表“状态”"):
            read_profile(saved(workbook))

    def test_a_column_the_toolkit_lives_by_cannot_be_deleted(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_profile(DEFAULT)))
        sheet = workbook["栏目"]
        row = next(r for r in sheet.iter_rows() if r[0].value == "填报表" and r[1].value == "progress")
        sheet.delete_rows(row[0].row)
        with pytest.raises(Unusable, match="缺少“填报表”的“整改进展情况”"):
            read_profile(saved(workbook))

    def test_what_is_no_workbook_is_told(self):
        with pytest.raises(Unusable, match="专项配置"):
            read_profile(b"nothing of the kind")


class TestAdding:
    def test_units_not_yet_there_and_settings_still_empty(self):
        content = write_profile(FILLED, RULES)
        new = [Unit("=乙局"), Unit("水务局"), Unit("丙局", ("丙",)), Unit("丙局")]
        grown = add_to_profile(content, units=new, values={"title": "别的", "整改办名称": "云河市整改办"})
        read = read_profile(grown)
        assert read == replace(FILLED, units=(*FILLED.units, Unit("=乙局"), Unit("丙局", ("丙",))),
                               office="云河市整改办")
        assert grown == add_to_profile(
            content, units=new, values={"title": "别的", "整改办名称": "云河市整改办"})

    def test_nothing_to_add_gives_the_very_bytes_back(self):
        content = write_profile(FILLED, RULES)
        assert add_to_profile(content, units=FILLED.units, values={"city": "别的市"}) == content

    def test_a_unit_that_came_in_stands_in_a_row_with_lines_and_room_for_its_names(self):
        names = tuple(f"第{n}种叫法" for n in range(30))
        grown = openpyxl.load_workbook(io.BytesIO(add_to_profile(
            write_profile(default_profile(), RULES), units=[Unit(f"新局{n}", names) for n in range(40)], values={})))
        rows = [row for row in grown["单位"].iter_rows(min_row=2) if str(row[0].value).startswith("新局")]
        assert len(rows) == 40
        for row in rows:
            assert grown["单位"].row_dimensions[row[0].row].height > 60
        ruled = [str(area.sqref).split(":") for area in grown["单位"].conditional_formatting]
        assert any(int(last[1:]) >= rows[-1][0].row for _, last in ruled), "lines come with what is written"

    def test_the_offices_own_formatting_stays(self):
        workbook = openpyxl.load_workbook(io.BytesIO(write_profile(FILLED, RULES)))
        workbook["单位"]["A2"].font = openpyxl.styles.Font(name="楷体", size=20)
        workbook["单位"].column_dimensions["A"].width = 61
        grown = add_to_profile(saved(workbook), units=[Unit("新局")], values={})
        sheet = openpyxl.load_workbook(io.BytesIO(grown))["单位"]
        assert sheet["A2"].font.name == "楷体"
        assert sheet.column_dimensions["A"].width == 61
