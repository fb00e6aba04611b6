"""What is doubtful in the list is marked, listed in 待确认, and cleared by correcting or confirming."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from toolkit.model import ListCell, Measure, Place, Problem, Remark
from toolkit.official.listbook.book import read_list, write_list
from toolkit.official.listbook.doubts import Doubt, doubts_of, together
from toolkit.profile import default_profile

PROFILE = default_profile()
PROBLEMS = (
    Problem(1, "青河沿线有3处排污口。", lead_units=("市水务局",), deadline_text="10月底前",
            deadline=date(2031, 10, 31), measures=(Measure("一", "封堵。"), Measure("二", "验收。", None, date(2032, 6, 30)))),
    Problem(3, "城东水厂没有“备用”水源。", lead_units=("市水务",), deadline_text="汛期前",
            measures=(Measure(None, "建成应急备用水源，并" + "连续监测" * 120),)),
)
LINE = Place("方案.txt", line=9)


def remark(code, message, *about):
    return Remark(code, "advises", message, place=LINE, about=about)


REMARKS = (
    remark("P801", "文件公布问题3项，从正文读出2项"),
    remark("P802", "没有读到第2项问题", ListCell(None, "序号")),
    remark("P804", "第3项问题的牵头单位“市水务”不像完整的单位名称", ListCell(3, "牵头单位")),
    remark("P805", "第3项问题的整改时限“汛期前”认不出是哪一天", ListCell(3, "整改时限"), ListCell(3, "时限日期")),
    remark("P809", "第1项问题的整改时限没有写全年份", ListCell(1, "时限日期")),
    remark("P810", "第1项问题整改措施“二”的时限晚于该问题的整改时限", ListCell(1, "措施时限", 1)),
    remark("P806", "文件不完整", ListCell(3, "整改措施", 0)),
    Remark("X703", "advises", "第1项问题的验收单位就是牵头单位", problem=1),
)
DOUBTS = together((), doubts_of(REMARKS, PROBLEMS), PROBLEMS)


def workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def marked(book):
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets for row in sheet for cell in row if cell.comment
    }


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows_of(book):
    return [[cell.value for cell in row] for row in book["待确认"].iter_rows(min_row=4)]


class TestMarks:
    content = write_list(PROBLEMS, (), PROFILE, DOUBTS)

    def test_every_doubtful_cell_has_a_note_that_says_why_and_where(self):
        notes = marked(workbook(self.content))
        assert set(notes) == {"问题!A1", "问题!G3", "问题!K3", "问题!L3", "问题!L2", "措施!E3", "措施!C4"}
        assert "不像完整的单位名称" in notes["问题!G3"]
        assert "方案.txt 第9行" in notes["问题!G3"]
        assert "已确认" in notes["问题!G3"]

    def test_every_doubtful_cell_is_filled_and_no_other(self):
        book = workbook(self.content)
        filled = {
            f"{name}!{cell.coordinate}" for name in ("问题", "措施") for row in book[name].iter_rows(min_row=2)
            for cell in row if cell.fill.fill_type == "solid"
        }
        assert filled == {"问题!G3", "问题!K3", "问题!L3", "问题!L2", "措施!E3", "措施!C4"}

    def test_the_sheet_lists_them_with_links(self):
        sheet = workbook(self.content)["待确认"]
        links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
        listed = [(row[0], row[1], row[2], row[6], row[7]) for row in rows_of(workbook(self.content))]
        assert (3, "牵头单位", None, "问题 G3", "待确认") in listed
        assert (1, "措施时限", 2, "措施 E3", "待确认") in listed
        assert (None, "整份文件", None, None, "待确认") in listed
        assert links == {"问题!A1", "问题!G3", "问题!K3", "问题!L3", "问题!L2", "措施!E3", "措施!C4"}

    def test_the_fixed_sheets_stay_in_front_and_as_they_are(self):
        book = workbook(self.content)
        visible = [s.title for s in book.worksheets if s.sheet_state == "visible"]
        assert visible == ["问题", "措施", "变更记录", "待确认"]
        plain = workbook(write_list(PROBLEMS, (), PROFILE))
        for name in ("问题", "措施", "变更记录"):
            assert [[c.value for c in row] for row in book[name]] == [[c.value for c in row] for row in plain[name]]

    def test_a_filled_cell_turns_white_when_it_is_corrected(self):
        rules = {
            str(area.sqref): rule.formula[0] for area in workbook(self.content)["问题"].conditional_formatting
            for rule in area.rules
        }
        assert rules["G3"] == 'OR(LEN(G3)<>3,LEFT(G3,3)<>"市水务")'
        assert rules["L3"] == "LEN(L3)>0"
        assert rules["L2"] == f"L2<>{(date(2031, 10, 31) - date(1899, 12, 30)).days}"

    def test_without_doubts_there_is_no_such_sheet(self):
        assert "待确认" not in workbook(write_list(PROBLEMS, (), PROFILE)).sheetnames


class TestReadingBack:
    def test_the_list_reads_back_as_without_marks(self):
        read, plain = (read_list(c, PROFILE) for c in (TestMarks.content, write_list(PROBLEMS, (), PROFILE)))
        assert read.problems == plain.problems
        assert read.doubts == tuple(replace(d, held=d.held[:300] + "……" if len(d.held) > 300 else d.held) for d in DOUBTS)
        assert plain.doubts == ()

    def test_the_same_doubts_give_the_same_bytes(self):
        assert write_list(PROBLEMS, (), PROFILE, DOUBTS) == TestMarks.content

    @pytest.mark.parametrize("change", [
        lambda sheet: sheet.delete_rows(5, 2), lambda sheet: sheet.insert_rows(1, 3),
        lambda sheet: sheet.__setitem__("A6", "三五成群"), lambda sheet: sheet.delete_cols(5),
        lambda sheet: sheet.__setitem__("A6", 99),
    ])
    def test_a_sheet_disturbed_by_hand_never_stops_the_reading(self, change):
        book = workbook(TestMarks.content)
        change(book["待确认"])
        assert [p.number for p in read_list(saved(book), PROFILE).problems] == [1, 3]


class TestClearing:
    def doubts_after(self, *, problems=PROBLEMS, new=(), settled=()):
        old = tuple(replace(d, settled=d.cell in settled) for d in DOUBTS)
        return {d.cell: d for d in together(old, new, problems)}

    def test_untouched_doubts_stay_and_those_of_the_whole_file_go_with_it(self):
        assert set(self.doubts_after()) == {d.cell for d in DOUBTS if d.cell.number}

    def test_a_corrected_cell_is_no_longer_doubted(self):
        corrected = (PROBLEMS[0], replace(PROBLEMS[1], lead_units=("市水务局",)))
        assert ListCell(3, "牵头单位") not in self.doubts_after(problems=corrected)

    def test_a_day_filled_in_settles_the_wording_too(self):
        dated = (PROBLEMS[0], replace(PROBLEMS[1], deadline=date(2031, 6, 1)))
        left = self.doubts_after(problems=dated)
        assert not left.keys() & {ListCell(3, "整改时限"), ListCell(3, "时限日期")}
        assert ListCell(3, "牵头单位") in left

    def test_what_was_confirmed_stays_confirmed_when_the_document_comes_again(self):
        cell = ListCell(3, "牵头单位")
        left = self.doubts_after(new=doubts_of(REMARKS, PROBLEMS), settled={cell})
        assert left[cell].settled
        notes = marked(workbook(write_list(PROBLEMS, (), PROFILE, tuple(left.values()))))
        assert "问题!G3" not in notes
        assert "问题!K3" in notes

    def test_two_doubts_of_one_cell_are_one_row(self):
        both = (remark("P803", "没有读到", ListCell(3, "时限日期")), remark("P805", "认不出", ListCell(3, "时限日期")))
        assert doubts_of(both, PROBLEMS) == (
            Doubt(ListCell(3, "时限日期"), "", "没有读到\n认不出", "方案.txt 第9行"),)

    def test_a_waived_remark_casts_no_doubt(self):
        waived = replace(REMARKS[2], waived="已豁免：某人批准")
        assert doubts_of((waived,), PROBLEMS) == ()
