"""What the demo's units send back."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from issued_sheets import issued, plan_rows, sheet

from toolkit.demo import OPENINGS, ROUNDS, answers, units
from toolkit.demo.inbox import fill, received

LEADS = tuple(answers("2025-02"))


@pytest.fixture(scope="module")
def first_round():
    return fill({unit: issued(unit) for unit in LEADS}, "2025-02", 1)


def find(files, part):
    (path,) = [path for path in files if part in path]
    return files[path]


def column(sheet, title):
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value or "").rstrip("*") == title:
                return [c.value for c in sheet[cell.column_letter][cell.row:]]
    raise AssertionError(title)


@pytest.mark.parametrize("period", ["2025-02", "2025-03"])
def test_every_measure_of_the_plan_is_answered(period):
    plan = plan_rows()
    rows = [row for unit in answers(period).values() for row in unit.rows]
    for row in rows:
        steps = plan[row.problem][1]
        assert len(row.measures) == len(steps), row.problem
        for answer, step in zip(row.measures, steps, strict=True):
            assert bool(answer.done) != step.endswith("（已完成整改）"), (row.problem, step)


def test_every_problem_is_answered_by_its_lead_units_and_one_by_two():
    numbers = [row.problem for unit in answers("2025-02").values() for row in unit.rows]
    assert sorted(numbers) == sorted([*range(1, 21), 5])


@pytest.mark.parametrize("period", ["2025-02", "2025-03"])
def test_finished_problems_are_dated_and_their_measures_done(period):
    for unit in answers(period).values():
        for row in unit.rows:
            finished = row.status.startswith(("已完成", "已验收"))
            assert (row.done_on is not None) == finished, row.problem
            if finished:
                assert {step.done for step in row.measures} <= {"", "已完成"}, row.problem


def test_answers_stand_at_their_headings(first_round):
    written = answers("2025-02")["市生态环境局"]
    table = sheet(find(first_round, "市生态环境局.xlsx"), "填报表")
    assert column(table, "整改状态") == [row.status for row in written.rows]
    assert column(table, "整改进展情况") == [row.progress for row in written.rows]
    assert column(table, "问题") == [plan_rows()[row.problem][0] for row in written.rows]
    assert [table["B2"].value, table["E2"].value, table["G2"].value] == [
        "市生态环境局", written.head.filler, written.head.phone]
    assert table["E3"].value.date() == written.head.filled_on


@pytest.mark.parametrize("path", ["市生态环境局/市生态环境局.xlsx", "市工业和信息化局(1).xlsx"])
def test_headings_stay_as_issued(first_round, path):
    unit = path.split("/")[0].removesuffix(".xlsx").removesuffix("(1)")
    for name, header in (("填报表", 4), ("措施", 1)):
        before, after = sheet(issued(unit), name), sheet(first_round[path], name)
        assert [cell.value for cell in after[header]] == [cell.value for cell in before[header]]


def test_measures_stand_at_theirs(first_round):
    written = answers("2025-02")["市生态环境局"]
    steps = [step for row in written.rows for step in row.measures]
    table = sheet(find(first_round, "市生态环境局.xlsx"), "措施")
    assert column(table, "完成情况") == [step.done or None for step in steps]
    assert column(table, "说明") == [step.note or None for step in steps]


def test_hidden_sheets_are_kept(first_round):
    assert sheet(find(first_round, "市生态环境局.xlsx"), "标记").sheet_state == "veryHidden"


def test_one_unit_alters_a_figure_of_the_official_text(first_round):
    returned = column(sheet(find(first_round, "市自然资源局.xlsx"), "填报表"), "问题")
    official = plan_rows()[1][0]
    assert "34.6公顷" in returned[0]
    assert returned[0].replace("34.6", "84.6") == official


def test_one_unit_retypes_the_sheet(first_round):
    table = sheet(find(first_round, "附件1"), "进展情况")
    assert [cell.value for cell in table[3]][:5] == ["序号", "反馈问题", "整改进展情况", "完成进度", "完成时间"]
    assert table["N3"].value == "分管领导"
    assert [table["A4"].value, table["A5"].value] == ["１４", "１５"]
    assert [table["D4"].value, table["D5"].value] == ["达到时序进度", "未达时序进度"]
    assert "填报日期：2025.2.20" in [cell.value for cell in table[2]]
    assert "2025年1月底" in column(sheet(find(first_round, "附件1"), "措施"), "完成日期")


def test_one_unit_sends_a_draft_and_then_the_whole(first_round):
    draft = column(sheet(find(first_round, "2月报送.xlsx"), "填报表"), "整改进展情况")
    whole = column(
        sheet(first_round["市水务局/市水务局2月报送（修改稿）.xlsx"], "填报表"), "整改进展情况")
    assert draft[:-1] == whole[:-1]
    assert (draft[-1], bool(whole[-1])) == (None, True)


def test_one_unit_has_nothing_new_and_says_why(first_round):
    content = first_round["市工业和信息化局(1).xlsx"]
    notes = sheet(content, "填报说明")
    assert notes["B1"].value == "是"
    assert "没有可以报告的新进展" in notes["B2"].value
    assert set(column(sheet(content, "填报表"), "整改状态")) == {None}


def test_the_zip_is_named_in_gbk_without_saying_so(first_round):
    content = first_round["市住建局报送材料.zip"]
    with zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gbk") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert all(not item.flag_bits & 0x800 for item in archive.infolist())
        table = sheet(archive.read(names[0]), "填报表")
    assert names == ["市住建局报送材料/市住房和城乡建设局.xlsx", "市住建局报送材料/盖章扫描件.jpg"]
    assert column(table, "序号") == [5, 6, 18]


def test_strays_are_what_their_names_say(first_round):
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(first_round["市工业和信息化局.xlsx"]))
    assert len(find(first_round, "~$")) == 165
    assert find(first_round, ".jpg").startswith(b"\xff\xd8\xff\xe0")


def test_the_missing_unit_sends_nothing_and_comes_in_the_second_round(first_round):
    second = fill({unit: issued(unit) for unit in LEADS}, "2025-02", 2)
    assert not any("林" in path for path in first_round)
    assert any("市林业和草原局" in path for path in second)
    assert not first_round.keys() & second.keys()


def test_the_second_period_lacks_one_unit_and_one_date():
    files = fill({unit: issued(unit, "2025-03") for unit in answers("2025-03")
                  if unit != "市林业和草原局"} | {"市林业和草原局": issued("市林业和草原局")}, "2025-03")
    assert not any("农业" in path for path in files)
    dates = column(sheet(files["市城市管理局.xlsx"], "填报表"), "完成日期")
    assert dates == [None, None]


def test_the_same_answers_give_the_same_bytes(first_round):
    assert fill({unit: issued(unit) for unit in LEADS}, "2025-02", 1).keys() == first_round.keys()
    once = {unit: issued(unit) for unit in LEADS}
    assert fill(once, "2025-02", 2) == fill(once, "2025-02", 2)


@pytest.mark.parametrize("lying", ROUNDS, ids=lambda r: f"{r.period}.{r.number}")
def test_times_are_those_of_the_rounds(lying):
    (opening,) = [o for o in OPENINGS if o.period == lying.period]
    came = dict(received(lying.period, lying.number))
    assert came.keys() <= {delivery.path for delivery in lying.deliveries}
    for moment in came.values():
        day = datetime.fromisoformat(moment).date()
        assert opening.issued_on <= day <= lying.run_on


def test_only_the_late_and_the_missing_unit_come_after_the_due_time():
    due = datetime.fromisoformat("2025-02-25T18:00")
    first: dict[str, datetime] = {}
    for lying in ROUNDS[:2]:
        for delivery in lying.deliveries:
            moment = datetime.fromisoformat(delivery.received_at)
            first[delivery.unit] = min(moment, first.get(delivery.unit, moment))
    late = {unit for unit, moment in first.items() if moment > due}
    assert late == {"市农业农村局", "市林业和草原局"} == {u for u, _ in ROUNDS[1].extensions}
    assert set(first) == set(LEADS) <= {unit.name for unit in units()}


def test_the_answers_hold_their_own_sums():
    """Shares that are printed beside their figures are right, so that no rule finds fault here."""
    shares = {
        "6.8/23.6": 28.8, "243/386": 63, "10.4/18.6": 55.9, "3.5/4.3": 81.4, "118/324": 36.4,
        "9.5/23.6": 40.3, "318/386": 82.4, "13.7/18.6": 73.7,
    }
    texts = "".join(
        row.progress for period in ("2025-02", "2025-03")
        for unit in answers(period).values() for row in unit.rows)
    for pair, share in shares.items():
        part, whole = map(float, pair.split("/"))
        assert round(part / whole * 100, 1) == share or round(part / whole * 100) == share
        assert re.search(rf"{part:g}.*{share:g}%", texts), pair
