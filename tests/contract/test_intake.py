"""What comes back: messy sheets, foreign files, versions; one verdict a file, the right remark and no other."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import mischief as m
import pytest
from openpyxl import load_workbook
from town import (
    ANSWERS,
    COUNTY,
    DUE,
    FOREST,
    HOUSING,
    LEADS,
    PERIOD,
    PLAN,
    WATER,
    Change,
    Town,
    address,
    copied,
    found,
    missing,
    put,
    spoken,
    verdicts,
)

Filled = Callable[..., bytes]
FILE = f"{WATER}.xlsx"


def progress_of(answer, number: int) -> list[str]:
    problem = next(p for p in answer.json["problems"] if p["number"] == number)
    return [paragraph["text"] for paragraph in problem["progress"]]


# ── clean rounds ─────────────────────────────────────────────────────────────────────────────────
PLAIN_PLAN = "".join(line for line in PLAN.splitlines(True) if not line.startswith("整改措施"))


@pytest.mark.parametrize("plan", [PLAN, PLAIN_PLAN], ids=["measures", "no measures"])
@pytest.mark.parametrize("to", ["lead", "all"])
def test_a_clean_round_is_silent(tmp_path: Path, plan: str, to: str) -> None:
    town = found(tmp_path, to, plan)
    units = LEADS if to == "lead" else (*LEADS, COUNTY)
    town.clean(*units)
    answer = town.check(verb="run")
    assert spoken(answer) == []
    assert answer.code == 0
    assert set(verdicts(answer).values()) == {"accepted"}
    assert {u["unit"]: u["state"] for u in answer.json["units"]} == dict.fromkeys(units, "returned")
    assert all(u["answered"] == u["expected"] > 0 for u in answer.json["units"])


def test_the_second_period_is_as_silent(town: Town) -> None:
    assert town.say("publish", PERIOD).code == 0
    day = "2031-04-20"
    assert town.say("issue", "2031-04", "--due", "2031-04-25", today="2031-04-01").code == 0
    for unit in LEADS:
        sheet = town.root / "outbox/2031-04/下发" / f"{unit}.xlsx"
        from clerk import fill
        from town import HEAD

        fill(sheet, town.root / "inbox/2031-04" / f"{unit}.xlsx", ANSWERS, head={**HEAD, "填报日期": "2031-04-18"})
    answer = town.say("run", "2031-04", "--json", today=day)
    assert [r for r in spoken(answer) if r[0] != "L507"] == []


# ── sheets that look otherwise and say the same ──────────────────────────────────────────────────
SILENT: dict[str, Change] = {
    "title rows above": m.titles_above,
    "columns in another order": m.columns_reversed,
    "a column of its own": m.own_column,
    "columns by other names": m.synonyms,
    "sheets renamed": m.sheets_renamed,
    "3.0": m.numbers(float),
    "'3": m.numbers(str),
    "（3）": m.numbers(lambda n: f"（{n}）"),
    "三": m.numbers(lambda n: "零一二三四五"[n]),
    "３": m.numbers(lambda n: chr(0xFF10 + n)),
    "问题3": m.numbers(lambda n: f"问题{n}"),
    "3、": m.numbers(lambda n: f"{n}、"),
    "sorted": m.sorted_backwards,
    "blank rows between": m.blank_rows,
    "a hidden row": m.hidden_row,
    "a total and notes below": m.total_and_notes,
    "no stamp": m.unstamped,
    "an alias": m.head_value("填报单位", "水务局"),
    "an alias, no stamp": m.in_turn(m.head_value("填报单位", "水务局"), m.unstamped),
    "no unit filled in": m.head_value("填报单位", None),
    "only the file's name": m.in_turn(m.head_value("填报单位", None), m.unstamped),
    "no column 整改目标": m.without_column("整改目标"),
    "no column 问题": m.without_column("问题"),
    "no column 序号": m.without_column("序号"),
    "no numbers": m.cleared_column("序号"),
    "the other spelling": put(1, "整改状态", "达到时序进度"),
    "blanks around": put(1, "整改状态", " 正在推进\u3000"),
    "a status merged over all rows": m.merged_down("整改状态"),
    "-": put(1, "完成日期", "-"),
    "/": put(1, "完成日期", "/"),
    "无": put(1, "存在问题", "无"),
    "telephone as number": put(1, "联系电话", 13800000000),
    "emoji": put(1, "整改进展情况", "已完成👍"),
    "markup": put(1, "整改进展情况", "<b>&amp;</b>"),
    "a plus": put(1, "整改进展情况", "+新增3处"),
    "a minus": put(1, "整改进展情况", "-减少2处"),
    "an equals sign": m.plain_string(1, "整改进展情况", "=1+1处"),
    "money in words": put(1, "整改进展情况", "2000万"),
    "a sheet of its own": lambda book: book.create_sheet("内部").append(["与本表无关"]),
}


@pytest.mark.parametrize("name", SILENT)
def test_a_messy_sheet_is_read_in_silence(town: Town, filled: Filled, name: str) -> None:
    town.send(FILE, filled(WATER, SILENT[name]))
    answer = town.check()
    assert spoken(answer) == []
    assert verdicts(answer)[FILE] == "accepted"
    assert next(u for u in answer.json["units"] if u["unit"] == WATER)["answered"] == 3
    assert progress_of(answer, 5) == ["城东片区管网排查完成，已改造错接混接点9处。"]


DAYS = {
    "2031.3.20": put(1, "完成日期", "2031.3.20"),
    "2031年3月底": put(1, "完成日期", "2031年3月底"),
    "a date cell": put(1, "完成日期", datetime(2031, 3, 20)),  # noqa: DTZ001
    "a serial day": m.bare_number(1, "完成日期", 47927),
    "20310320": m.bare_number(1, "完成日期", 20310320),
}


@pytest.mark.parametrize("name", DAYS)
def test_a_day_is_read_however_it_is_written(town: Town, filled: Filled, name: str) -> None:
    town.send(FILE, filled(WATER, DAYS[name]))
    answer = town.check()
    remarks = answer.json["remarks"]
    # Problem 1 is not finished, so a day of completion is remarked upon: as a day, not as a riddle.
    assert [(r["code"], r["weight"], r["cell"]) for r in remarks] == [("L505", "advises", "J6")]
    assert "2031年3月" in remarks[0]["message"] or remarks[0]["given"]


TEXTS = {
    "plain": ("已封堵3处。", ["已封堵3处。"]),
    "line break of Windows": ("已封堵。\r\n已清淤。", ["已封堵。", "已清淤。"]),
    "line break of Word": ("已封堵。\v已清淤。", ["已封堵。", "已清淤。"]),
    "2000万": ("2000万", ["2000万"]),
    "a number": (2000, ["2000"]),
    "a decimal": (0.1 + 0.2, ["0.3"]),
    "markup": ("<b>&amp;<>", ["<b>&amp;<>"]),
    "emoji": ("已完成👍", ["已完成👍"]),
    "plus": ("+3", ["+3"]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_printed_as_written(town: Town, filled: Filled, name: str) -> None:
    text, printed = TEXTS[name]
    if isinstance(text, str):
        text = text.replace("\v", "_x000B_")
    town.send(FILE, filled(WATER, put(1, "整改进展情况", text)))
    assert progress_of(town.check(), 1) == printed


# ── sheets with something to mend: (code, problem, column whose cell is named) ──────────────────
SPEAKING: dict[str, tuple[Change, list[tuple[str, int | None, str | None]]]] = {
    "status nobody knows": (put(1, "整改状态", "差不多了"), [("F303", 1, "整改状态")]),
    "measure word nobody knows": (m.measure(1, "一", "完成情况", "快了"), [("F303", 1, "措施!完成情况")]),
    "no status": (put(1, "整改状态", None), [("F301", 1, "整改状态")]),
    "no progress": (put(1, "整改进展情况", None), [("F301", 1, "整改进展情况")]),
    "month without a year": (put(1, "完成日期", "3月底"), [("F304", 1, "完成日期")]),
    "after spring": (put(1, "完成日期", "开春以后"), [("F304", 1, "完成日期")]),
    "day of a measure": (m.measure(1, "一", "完成日期", "下旬吧"), [("F304", 1, "措施!完成日期")]),
    "error value": (put(1, "整改进展情况", "#REF!"),
                    [("F306", 1, "整改进展情况")]),
    "error in a free cell": (put(1, "存在问题", "#N/A"), [("F306", 1, "存在问题")]),
    "formula": (put(1, "下一步措施", '=A1&"x"'), [("F306", 1, "下一步措施")]),
    "control character": (put(1, "整改进展情况", "已封_x0002_堵"), [("F306", 1, "整改进展情况")]),
    "row blank": (m.in_turn(put(3, "整改状态", None), put(3, "整改进展情况", None)),
                  [("C201", 3, "整改状态")]),
    "row deleted": (m.without_row(3), [("C201", 3, None)]),
    "off the list": (m.one_more_row(序号=88, 问题="居民楼下油烟扰民。", 整改状态="正在推进", 整改进展情况="已约谈。"),
                     [("C202", None, "序号+")]),
    "another unit's": (m.one_more_row(序号=4, 整改状态="正在推进", 整改进展情况="已约谈。"),
                       [("C203", 4, "序号+")]),
    "twice": (m.one_more_row(序号=1, 整改状态="正在推进", 整改进展情况="说法不同。"), [("C204", 1, "序号+")]),
    "two rows by merging": (m.split_by_merging(1, "（三）另有补充。"), [("C204", 1, "序号++")]),
    "a measure without answer": (m.measure(1, "二", "完成情况", None), [("C205", 1, "整改状态")]),
    "numbers exchanged": (m.numbers_exchanged(1, 3), [("C206", 1, "序号@3"), ("C206", 3, "序号@1")]),
    "a figure altered": (put(1, "问题", "青河沿线2处排污口未规范整治，旱天仍有污水直排。"), [("A401", 1, "问题")]),
    "layout altered": (put(1, "问题", "青河沿线 3 处排污口未规范整治,旱天仍有污水直排"), [("A402", 1, "问题")]),
    "a column emptied": (m.cleared_column("整改目标"), [("A402", None, "整改目标")]),
    "done, measures open": (m.in_turn(put(1, "整改状态", "已完成整改"), put(1, "完成日期", "2031-03-10")),
                            [("L501", 1, "整改状态")]),
    "measures done": (m.in_turn(m.measure(1, "一", "完成情况", "已完成"), m.measure(1, "二", "完成情况", "已完成")),
                      [("L502", 1, "整改状态")]),
    "done without a day": (
        m.in_turn(put(1, "整改状态", "已完成整改"), put(1, "整改进展情况", "已封堵3处排污口。"),
                  m.measure(1, "一", "完成情况", "已完成"),
                  m.measure(1, "二", "完成情况", "已完成")), [("L504", 1, "完成日期")]),
    "fewer than the goal": (
        m.in_turn(put(1, "整改状态", "已完成整改"), put(1, "完成日期", "2031-03-10"),
                  m.measure(1, "一", "完成情况", "已完成"),
                  m.measure(1, "二", "完成情况", "已完成")), [("L512", 1, "整改进展情况")]),
    "as much as Excel holds": (put(1, "整改进展情况", "长" * 32767), [("F307", 1, "整改进展情况")]),
    "one lead unit says done": (
        m.in_turn(put(3, "整改状态", "已完成整改"), put(3, "完成日期", "2031-03-10"),
                  put(3, "整改进展情况", "岸线已退还1.2公里，缓冲林带已建成。"),
                  m.measure(3, "二", "完成情况", "已完成"), m.measure(3, "三", "完成情况", "已完成")),
        [("L509", 3, "整改状态")]),
    "measures without a header": (m.header_gone("措施"), [("R108", None, None)]),
    "nothing new, no reason": (put(1, "整改进展情况", "本期无新进展"), [("R110", 1, "存在问题")]),
    "no name in the head": (m.head_value("填报人", None), [("F301", None, "表头")]),
    "day in the head": (m.head_value("填报日期", "近日"), [("F304", None, "表头")]),
}


@pytest.mark.parametrize("name", SPEAKING)
def test_a_fault_is_told_at_its_cell_and_nothing_else(town: Town, filled: Filled, name: str) -> None:
    change, wanted = SPEAKING[name]
    content = filled(WATER, change)
    town.send(FILE, content)
    answer = town.check()
    of_water = [r for r in spoken(answer) if r[1] in (WATER, None)]
    assert [(code, number) for code, _, number, _ in of_water] == [(c, n) for c, n, _ in wanted]
    for (_, number, at), (_, _, _, cell) in zip(wanted, of_water, strict=True):
        if at == "表头":
            assert cell
        elif at is not None:
            assert cell == expected_cell(content, number or 1, at)
    assert verdicts(answer)[FILE] == "accepted_with_remarks"


def expected_cell(content: bytes, number: int, at: str) -> str:
    """The cell of a column: '措施!列', '列+' of the last row, '列++' of the next, '列@3' of number 3."""
    sheet, _, heading = at.rpartition("!")
    heading, _, other = heading.partition("@")
    number = int(other or number)
    if heading.endswith("++"):
        cell = address(content, number, heading.rstrip("+"))
        return f"{cell[0]}{int(cell[1:]) + 1}"
    if heading.endswith("+"):
        book = load_workbook(io.BytesIO(content))
        return f"A{m.last_row(book)}"
    return address(content, number, heading, sheet or None)


def test_a_total_is_kept_but_no_problem(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.total_and_notes))
    assert town.check(verb="run").code == 0
    ledger = load_workbook(town.outbox / "整改台账.xlsx")
    kept = [str(c.value) for sheet in ledger for row in sheet.iter_rows() for c in row if c.value]
    for text in ("合计", "共3项", "注：以上情况属实。", "2031年3月18日"):
        assert text in kept


def test_nothing_a_unit_wrote_is_lost(town: Town, filled: Filled) -> None:
    def scattered(book) -> None:
        m.own_column(book)
        sheet, _, _ = m.table(book)
        sheet["P2"] = "请领导审阅"
        book.create_sheet("补充").append(["另附情况", "夜间巡查12次"])
    town.send(FILE, filled(WATER, scattered))
    assert town.check(verb="run").code == 0
    ledger = load_workbook(town.outbox / "整改台账.xlsx")
    kept = "\n".join(str(c.value) for sheet in ledger for row in sheet.iter_rows() for c in row if c.value)
    for text in ("请张科长核", "请领导审阅", "夜间巡查12次"):
        assert text in kept


# ── zero reports ─────────────────────────────────────────────────────────────────────────────────
def zero_state(town: Town, content: bytes):
    town.send(FILE, content)
    answer = town.check()
    return next(u for u in answer.json["units"] if u["unit"] == WATER)["state"], [r[0] for r in spoken(answer)]


def test_nothing_to_report_is_a_state_of_its_own(town: Town, filled: Filled) -> None:
    assert zero_state(town, filled(WATER, m.zero_report("冬季停工。"), answers={})) == ("nothing_to_report", [])


def test_a_zero_report_gives_its_reason_and_its_sender(town: Town, filled: Filled) -> None:
    assert zero_state(town, filled(WATER, m.zero_report(None), answers={}))[1] == ["R110"]
    anonymous = m.in_turn(m.zero_report("冬季停工。"), m.head_value("填报人", None), m.head_value("联系电话", None))
    assert zero_state(town, filled(WATER, anonymous, answers={}))[1] == ["F301", "F301"]


def test_a_zero_report_beside_an_answer_asks_for_no_other(town: Town, filled: Filled) -> None:
    content = filled(WATER, m.zero_report("其余停工。"), answers={1: ANSWERS[1]})
    assert zero_state(town, content) == ("returned", [])


def test_a_zero_report_that_was_taken_back_no_longer_counts(town: Town, filled: Filled) -> None:
    town.send("市水务局（1）.xlsx", filled(WATER, m.zero_report("冬季停工。"), answers={}))
    (town.inbox / FILE).unlink()
    town.send("市水务局（2）.xlsx", filled(WATER, answers={1: ANSWERS[1]}))
    answer = town.check()
    assert [(r[0], r[2]) for r in spoken(answer)] == [("C201", 3), ("C201", 5)]


def test_an_unfilled_sheet_is_told_problem_by_problem(town: Town, filled: Filled) -> None:
    state, codes = zero_state(town, filled(WATER, answers={}))
    assert (state, codes) == ("returned", ["C201"] * 3)


# ── files that are no return ─────────────────────────────────────────────────────────────────────
UNREADABLE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a photo named xlsx": (FILE, lambda _: m.JPEG),
    "cut short": (FILE, lambda sheet: sheet[:3000]),
    "empty": (FILE, lambda _: b""),
    "zeros": (FILE, lambda _: b"\0" * 4000),
    "noise": (FILE, lambda _: random.Random(1).randbytes(5000)),
    "encrypted": (FILE, m.encrypted),
    "a letter": ("市水务局.docx", lambda _: m.word_document()),
    "a damaged zip": ("市水务局.zip", lambda sheet: m.zipped([(FILE, sheet)])[:2000]),
    "an empty zip": ("市水务局.zip", lambda _: m.zipped([])),
    "rar": ("市水务局.rar", lambda _: b"Rar!\x1a\x07\0" + b"x" * 99),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_gives_one_remark(town: Town, filled: Filled, name: str) -> None:
    file, made = UNREADABLE[name]
    (town.inbox / FILE).unlink()
    town.send(file, made(filled(WATER)))
    answer = town.check()
    assert [r[:2] for r in spoken(answer)] == [("R107", WATER)]
    assert missing(answer) == [WATER]
    assert verdicts(answer)[file] == "rejected"
    assert answer.code == 1
    assert file in answer.json["remarks"][0]["message"]


def test_a_sheet_without_its_header_is_told_as_such(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.header_gone()))
    answer = town.check()
    assert [r[:2] for r in spoken(answer)] == [("R108", WATER)]
    assert missing(answer) == [WATER]
    (remark,) = [r for r in answer.json["remarks"] if r["code"] == "R108"]
    assert remark["sheet"] == "填报表"
    assert verdicts(answer)[FILE] == "rejected"


def test_lock_files_and_scans_are_left_in_silence(town: Town) -> None:
    left = ("~$市水务局.xlsx", ".~lock.市水务局.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "盖章.pdf", "现场.JPG")
    for name in left:
        town.send(name, {"pdf": m.PDF, "JPG": m.JPEG}.get(name[-3:], b"x"))
    answer = town.check()
    assert spoken(answer) == []
    assert {verdicts(answer)[name] for name in left} == {"ignored"}


def test_a_scan_alone_is_no_return(town: Town) -> None:
    (town.inbox / FILE).unlink()
    town.send("市水务局盖章版.pdf", m.PDF)
    answer = town.check()
    assert [r[:2] for r in spoken(answer)] == [("R101", WATER)]
    assert "市水务局盖章版.pdf" in answer.json["remarks"][0]["message"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_for_what_it_holds(town: Town, filled: Filled, encoding: str) -> None:
    (town.inbox / FILE).unlink()
    town.send("市水务局.csv", m.as_csv(filled(WATER), encoding))
    answer = town.check()
    assert [(r[0], r[2]) for r in spoken(answer)] == [("C205", 1), ("C205", 3), ("C205", 5)]
    assert progress_of(answer, 5) == ["城东片区管网排查完成，已改造错接混接点9处。"]


# ── zips ─────────────────────────────────────────────────────────────────────────────────────────
def test_zips_of_any_make_are_opened(town: Town, filled: Filled) -> None:
    for unit in LEADS:
        (town.inbox / f"{unit}.xlsx").unlink()
    town.send("甲.zip", m.zipped_in_gbk(f"三月/{WATER}整改情况.xlsx", filled(WATER)))
    inner = m.zipped([(f"{FOREST}.xlsx", filled(FOREST)), ("Thumbs.db", b"x"), ("__MACOSX/._a.xlsx", b"x")])
    town.send("乙/外.zip", m.zipped([("内.zip", inner), (f"{HOUSING}.xlsx", filled(HOUSING))]))
    answer = town.check()
    assert spoken(answer) == []
    assert verdicts(answer) == {
        "甲.zip": "accepted", f"甲.zip/三月/{WATER}整改情况.xlsx": "accepted",
        "乙/外.zip": "accepted", "乙/外.zip/内.zip": "accepted",
        f"乙/外.zip/内.zip/{FOREST}.xlsx": "accepted", "乙/外.zip/内.zip/Thumbs.db": "ignored",
        "乙/外.zip/内.zip/__MACOSX/._a.xlsx": "ignored",
        f"乙/外.zip/{HOUSING}.xlsx": "accepted"}


def test_names_that_are_no_utf8_are_shown_byte_by_byte(town: Town, filled: Filled) -> None:
    import os

    (town.inbox / FILE).unlink()
    name = "市水务局.xlsx".encode("gbk")
    (town.inbox / os.fsdecode(name)).write_bytes(filled(WATER))
    answer = town.check()
    shown = name.decode("utf-8", "backslashreplace")
    assert "\\xd6" in shown
    assert shown in verdicts(answer)
    assert spoken(answer) == []
    assert town.check().json == answer.json


# ── senders ──────────────────────────────────────────────────────────────────────────────────────
def unknown(town: Town, content: bytes, name: str = FILE) -> list[tuple[str, str | None]]:
    (town.inbox / FILE).unlink(missing_ok=True)
    town.send(name, content)
    answer = town.check()
    assert verdicts(answer)[name] == "rejected"
    return [r[:2] for r in spoken(answer)]


@pytest.mark.parametrize("change", [
    m.head_value("填报单位", FOREST),
    m.in_turn(m.head_value("填报单位", FOREST), m.unstamped),
    m.in_turn(m.head_value("填报单位", "云海水务集团"), m.unstamped),
], ids=["cell against stamp", "cell against name", "nobody's name"])
def test_a_doubtful_sender_gives_one_remark(town: Town, filled: Filled, change: Change) -> None:
    assert unknown(town, filled(WATER, change)) == [("R101", WATER), ("R105", None)]


def test_a_sheet_without_any_sign_is_known_by_what_it_answers(town: Town, filled: Filled) -> None:
    bare = m.in_turn(m.unstamped, m.above_the_header_gone)
    (town.inbox / FILE).unlink()
    town.send("表.xlsx", filled(WATER, bare))
    answer = town.check()
    assert next(f for f in answer.json["files"] if f["file"] == "表.xlsx")["unit"] == WATER
    assert [r[0] for r in spoken(answer)] == ["F301", "F301"]


def test_sheets_exchanged_between_two_units_find_their_owners(town: Town, filled: Filled) -> None:
    town.send(f"{WATER}.xlsx", filled(FOREST))
    town.send(f"{FOREST}.xlsx", filled(WATER))
    assert spoken(town.check()) == []


def test_the_office_may_name_the_sender(town: Town, filled: Filled, tmp_path: Path) -> None:
    (town.inbox / FILE).unlink()
    sheet = tmp_path / "来件.xlsx"
    sheet.write_bytes(filled(WATER, m.head_value("填报单位", "云海水务集团")))
    assert town.say("receive", PERIOD, sheet, "--from", "水务局", "--at", "3月19日9时").code == 0
    answer = town.check()
    assert spoken(answer) == [("F309", WATER, None, "B2")]
    assert answer.json["units"][0]["received_at"].startswith("2031-03-19T09:00:00")


def test_a_stranger_is_told_once(town: Town, filled: Filled) -> None:
    content = filled(WATER, m.in_turn(m.head_value("填报单位", "市生态环境局"), m.unstamped, m.numbers_exchanged(1, 3)))
    town.send("市生态环境局.xlsx", content)
    assert spoken(town.check()) == [("R109", "市生态环境局", None, None)]


# ── versions ─────────────────────────────────────────────────────────────────────────────────────
def test_the_same_bytes_twice_are_read_once(town: Town) -> None:
    town.send("微信/水务(1).xlsx", (town.inbox / FILE).read_bytes())
    answer = town.check()
    assert [r[:2] for r in spoken(answer)] == [("R103", WATER)]
    assert verdicts(answer)["微信/水务(1).xlsx"] == "ignored"


def test_a_newer_version_replaces_the_older(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.numbers_exchanged(1, 3)))
    town.send("市水务局 最终版.xlsx", filled(WATER, put(1, "整改进展情况", "已全部封堵。")))
    answer = town.check()
    assert [r[0] for r in spoken(answer)] == ["R104"]
    assert verdicts(answer)[FILE] == "ignored"
    assert progress_of(answer, 1) == ["已全部封堵。"]


def test_a_version_that_says_the_same_leaves_nothing_to_ask(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.head_value("审核人", "何佳")))
    town.send("市水务局乙.xlsx", filled(WATER))
    (remark,) = [r for r in town.check().json["remarks"] if r["code"] == "R104"]
    assert "两份所填相同" in remark["message"]
    assert "请核实" not in remark["message"]


def test_a_partial_correction_replaces_what_it_contains(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.numbers_exchanged(1, 3)))
    answers = {number: {**ANSWERS[number], "整改进展情况": "更正。"} for number in (1, 3)}
    town.send("市水务局更正.xlsx", filled(WATER, answers=answers))
    answer = town.check()
    assert [r[0] for r in spoken(answer)] == ["R104"]
    assert "第1、3项" in answer.json["remarks"][0]["message"]
    assert progress_of(answer, 1) == ["更正。"]
    assert progress_of(answer, 5) == ["城东片区管网排查完成，已改造错接混接点9处。"]


def test_what_was_sent_back_comes_back_mended(town: Town, filled: Filled) -> None:
    town.send(FILE, filled(WATER, m.in_turn(put(1, "整改状态", "差不多了"), put(3, "完成日期", "近日"), m.own_column)))
    assert {r[0] for r in spoken(town.check(verb="run"))} == {"F303", "F304"}
    returned = load_workbook(town.outbox / "退回" / FILE)
    assert returned.sheetnames[0] == "退回意见"
    for row in returned["填报表"].iter_rows():
        for cell in row:
            if cell.value == "差不多了":
                cell.value = "正在推进"
            if cell.value == "近日":
                cell.value = None
    held = io.BytesIO()
    returned.save(held)
    town.send("市水务局（改）.xlsx", held.getvalue())
    answer = town.check(verb="run")
    assert [r[0] for r in spoken(answer)] == ["R104"]
    assert progress_of(answer, 1) == ["已封堵2处排污口。", "截污管道完成3公里。"]
    assert not (town.outbox / "退回" / FILE).exists()


def test_the_issued_sheet_sent_back_unfilled_is_no_answer(town: Town) -> None:
    town.send(FILE, town.issued(WATER).read_bytes())
    assert [r[0] for r in spoken(town.check())] == ["C201"] * 3


# ── times ────────────────────────────────────────────────────────────────────────────────────────
def test_lateness_blocks_only_on_a_given_time(fresh_town: Town) -> None:
    fresh_town.clean(*LEADS)
    late = fresh_town.check(today="2031-03-26")
    assert {(r["code"], r["weight"]) for r in late.json["remarks"] if r["code"] == "R102"} == {("R102", "advises")}
    for unit in LEADS:
        fresh_town.say("receive", PERIOD, fresh_town.inbox / f"{unit}.xlsx", "--at", "2031-03-24 10:00")
    assert spoken(fresh_town.check(today="2031-03-26")) == []
    fresh_town.say("receive", PERIOD, fresh_town.inbox / FILE, "--at", "2031-03-26 10:00")
    answer = fresh_town.check(today="2031-03-26")
    assert [(r["code"], r["weight"], r["file"]) for r in answer.json["remarks"]] == [("R102", "blocks", FILE)]
    minute = DUE.replace("T", " ")
    fresh_town.say("receive", PERIOD, fresh_town.inbox / FILE, "--at", f"{minute}:01")
    said = fresh_town.check(today="2031-03-26").json["remarks"][0]["message"]
    assert ":00:01报送" in said, "a second decides: it is shown"
    assert ":00:00" in said


def test_deadlines_speak_of_the_day_the_period_reports(tmp_path: Path) -> None:
    later = found(tmp_path / "later", plan=PLAN.replace("2031年6月底", "2031年2月底").replace("2031年9月底", "2031年4月底"))
    later.clean(*LEADS)
    remarks = {(r["code"], r["problem"], r["cell"]) for r in later.check().json["remarks"]}
    content = (later.inbox / FILE).read_bytes()
    assert ("D601", 1, address(content, 1, "整改状态")) in remarks
    assert any(r[:2] == ("D602", 4) for r in remarks)
    assert spoken(later.check()) == []


def test_acceptance_of_ones_own_work_is_told_when_claimed(tmp_path: Path) -> None:
    own = found(tmp_path, plan=PLAN.replace("验收单位：市生态环境局", "验收单位：市水务局"))
    own.clean(FOREST, HOUSING)
    change = m.in_turn(put(5, "整改状态", "已验收"), put(5, "完成日期", "2031-03-10"),
                       put(5, "整改进展情况", "错接混接点26处全部改造。"),
                       m.measure(5, "一", "完成情况", "已完成"), m.measure(5, "二", "完成情况", "已完成"))
    content = own.filled(WATER, change)
    own.send(FILE, content)
    answer = own.check()
    assert [(r["code"], r["problem"], r["cell"]) for r in answer.json["remarks"]] == [
        ("X703", 5, address(content, 5, "整改状态"))]


def test_the_order_of_files_and_of_runs_does_not_matter(town: Town, tmp_path: Path) -> None:
    other = copied(town, tmp_path / "other")
    moved = [(p, p.with_name(f"z{n}-{p.name}")) for n, p in enumerate(sorted(other.inbox.glob("*.xlsx")))]
    for before, after in reversed(moved):
        before.rename(after)
    one, two = town.check().json, other.check().json
    def plain(document):
        return [(p["number"], p["status"], [x["text"] for x in p["progress"]]) for p in document["problems"]]
    assert plain(one) == plain(two)
    assert town.check().json == one
