"""A period by double clicks alone, as the manual's “一期走一遍” tells it: no command is typed anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from cmdwindow import Window
from openpyxl import load_workbook

from toolkit.app.workspace import init

PLAN = """青岭市督察反馈意见整改方案
一、整改任务
1.老城区合流管网未改造，汛期溢流。
牵头单位：市住房和城乡建设局
责任单位：市水务局
验收单位：市生态环境局
整改时限：2025年12月底前
整改目标：完成管网改造。
整改措施：完成老城区管网改造。
2.建筑垃圾随意堆放，没有防尘措施。
牵头单位：市城市管理局
责任单位：市住房和城乡建设局
验收单位：市生态环境局
整改时限：2025年6月底前
整改目标：堆场清理到位。
整改措施：清理堆场，落实防尘措施。
"""
BUILD, TIDY = "市住房和城乡建设局", "市城市管理局"
PERIOD = "2025-03"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, and a desktop beside it with the plan."""
    init(tmp_path / "督察整改")
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "督察整改")
    return tmp_path


def played(name: str, *answers: str, code: int = 0, dropped: tuple[Path, ...] = (), today: str = "2025-03-20") -> Window:
    window = Window(Path(name), answers, dropped, today)
    given = window.play()
    assert given == code, window.shown
    return window


def fill(unit: str, target: Path, *, status: str = "正在推进", text: str = "已完成三成。", done: str = "推进中") -> None:
    book = load_workbook(f"outbox/{PERIOD}/下发/{unit}.xlsx")
    sheet, measures = book["填报表"], book["措施"]
    sheet["D2"], sheet["F2"] = "张某", "13900001111"
    headings = {cell.value: cell.column for cell in sheet[5]}
    sheet.cell(6, headings["整改状态*"]).value = status
    sheet.cell(6, headings["整改进展情况*"]).value = text
    measures["D4"] = done
    book.save(target)


def issued(office: Path) -> None:
    played("0-导入.bat", "", dropped=(office / "方案.txt",))
    played("1-下发.bat", "", "3月25日18时", "")


def test_a_period_from_the_plan_to_the_published_annex(office: Path) -> None:
    window = played("0-导入.bat", "", dropped=(office / "方案.txt",))
    assert window.opened == ["templates/问题清单.xlsx"]
    window = played("1-下发.bat", "", "3月25日18时", "")
    assert window.commands == [["issue", PERIOD, "--due", "3月25日18时"]]
    assert window.opened == [f"outbox/{PERIOD}/下发"]

    fill(BUILD, Path(f"inbox/{PERIOD}/报送.xlsx"))
    fill(TIDY, office / "来件.xlsx", status="已完成整改")
    window = played("2-检查.bat", "", "3月25日17时30分", code=1, dropped=(office / "来件.xlsx",), today="2025-03-26")
    assert [words[0] for words in window.commands] == ["receive", "check"]
    assert window.commands[0][-2:] == ["--at", "3月25日17时30分"]
    assert window.opened == [f"outbox/{PERIOD}/校验报告.xlsx", f"outbox/{PERIOD}/退回"]
    assert any("【已完成，但还不能定稿】" in line for line in window.shown)
    window = played("4-定稿.bat", "", "Y", code=1, today="2025-03-26")
    assert not Path(f"outbox/{PERIOD}/定稿").exists()

    fill(TIDY, Path(f"inbox/{PERIOD}/改好.xlsx"))
    window = played("3-汇总.bat", "", today="2025-03-26")
    assert window.opened == [f"outbox/{PERIOD}", f"outbox/{PERIOD}/看板.html"]
    window = played("4-定稿.bat", "", "n", code=2, today="2025-03-26")
    assert window.commands == []
    played("4-定稿.bat", PERIOD, "y", today="2025-03-26")
    assert Path(f"outbox/{PERIOD}/定稿/附件-整改进展情况.docx").is_file()


def test_a_second_issue_asks_for_an_extension(office: Path) -> None:
    issued(office)
    window = played("1-下发.bat", PERIOD, "3月28日18时", TIDY)
    assert window.commands == [["issue", PERIOD, "--extend", "3月28日18时", "--unit", TIDY]]
    assert any("已经下发过，不会重发" in line for line in window.shown)
    window = played("1-下发.bat", "", "", "3月29日18时", "")
    assert window.commands == [["issue", PERIOD, "--extend", "3月29日18时"]]


def test_responsible_units_may_be_asked_too(office: Path) -> None:
    played("0-导入.bat", "", dropped=(office / "方案.txt",))
    window = played("1-下发.bat", "2025-04", "4月25日18时", "a")
    assert window.commands[0][-2:] == ["--to", "all"]
    assert Path("outbox/2025-04/下发/市水务局.xlsx").is_file()


def test_an_annex_edited_in_word_is_dropped_on_import(office: Path) -> None:
    issued(office)
    for unit in (BUILD, TIDY):
        fill(unit, Path(f"inbox/{PERIOD}/{unit}.xlsx"))
    played("3-汇总.bat", "", today="2025-03-24")
    annex = Path(f"outbox/{PERIOD}/附件-整改进展情况.docx").absolute()
    import docx

    document = docx.Document(str(annex))
    (paragraph, *_) = [p for p in document.paragraphs if "已完成三成" in p.text]
    paragraph.runs[0].text = paragraph.text.replace("三成", "三成以上")
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(str(annex))
    window = played("0-导入.bat", PERIOD, dropped=(annex,), today="2025-03-24")
    assert window.commands == [["import", "--as", "progress", "--period", PERIOD, str(annex)]]
    played("3-汇总.bat", "", today="2025-03-24")
    assert not list(Path(f"outbox/{PERIOD}").glob("*（新）*"))
    assert any("三成以上" in p.text for p in docx.Document(str(annex)).paragraphs)


def test_a_sheet_of_the_offices_own_is_dropped_on_import(office: Path) -> None:
    issued(office)
    sheet = Path(f"outbox/{PERIOD}/下发/{BUILD}.xlsx").absolute()
    window = played("0-导入.bat", "表样", dropped=(sheet,), code=0)
    assert window.commands == [["template", "learn", str(sheet)]]


def test_what_is_no_plan_is_not_called_done(office: Path) -> None:
    (office / "闲话.txt").write_text("今天天气不错。", encoding="utf-8")
    window = played("0-导入.bat", "", code=2, dropped=(office / "闲话.txt",))
    assert not window.opened
    assert any("没有写入任何文件" in line for line in window.shown)
    assert any("【没有做成】" in line for line in window.shown)
    window = played("0-导入.bat", code=2)
    assert any("不要双击本文件" in line for line in window.shown)
    window = played("2-检查.bat", code=2)
    assert any("请先双击“1-下发.bat”" in line for line in window.shown)
