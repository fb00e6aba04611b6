"""Every output is read back after it is made; whatever one says otherwise than the others blocks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from valley import PERIOD, Valley, opened

from toolkit.app import period as of_period
from toolkit.app.judging import judge_period
from toolkit.app.outputs.agreeing import Agreement, agreement_of
from toolkit.app.outputs.pieces import RUN, Piece
from toolkit.app.session import open_session
from toolkit.model import Ledger, Problem

ANNEX, LEDGER, BOARD, CIRCULAR = "附件-整改进展情况.docx", "整改台账.xlsx", "看板.html", "通知/通报.docx"
NOW = datetime(2031, 3, 26, 12, 0, tzinfo=UTC).astimezone()

Made = tuple[tuple[Piece, ...], Sequence[Problem], Ledger]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Valley:
    """One unit of several has returned: a draft with reminders."""
    valley = opened(tmp_path_factory.mktemp("agree") / "w")
    valley.send_all("市水务局")
    assert valley.run().code == 1
    return valley


@pytest.fixture(scope="module")
def made(waiting: Valley) -> Made:
    session = open_session(waiting.root, NOW)
    judged = judge_period(session, PERIOD)
    ledger = judged.ledger()
    return tuple(RUN.pieces(session, judged, ledger)), session.problems, ledger


def changed(made: Made, name: str, change: Callable[[bytes], bytes]) -> Agreement:
    pieces, problems, ledger = made
    altered = tuple(replace(p, made=change(p.content)) if p.name == name else p for p in pieces)
    assert altered != pieces, f"{name} was not altered"
    return agreement_of(altered, problems, ledger)


def in_word(pattern: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as out:
            for member in old.namelist():
                part = old.read(member)
                if re.fullmatch(r"word/(document|header\d*)\.xml", member):
                    part = re.sub(pattern, new, part.decode(), flags=re.DOTALL).encode()
                out.writestr(member, part)
        return target.getvalue()
    return change


def in_ledger(sheet: str, heading: str, value: object) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        book = load_workbook(io.BytesIO(content))
        at = [cell.value for cell in book[sheet][1]].index(heading) + 1
        book[sheet].cell(2, at, value)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()
    return change


def in_page(pattern: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: re.sub(pattern, new, content.decode(), count=1, flags=re.DOTALL).encode()


def test_what_was_made_agrees_and_the_manifest_says_what_was_compared(made: Made, waiting: Valley) -> None:
    agreement = agreement_of(*made)
    assert agreement.differences == 0
    noted = json.loads((waiting.root / "outbox" / PERIOD / "manifest.json").read_text(encoding="utf-8"))["agreement"]
    assert noted["agrees"] is True
    by_name = {each["document"]: each for each in noted["compared"]}
    for name in (ANNEX, LEDGER, BOARD, CIRCULAR, "催报函", "templates/问题清单.xlsx"):
        assert by_name[name]["statements"] > 2, name
        assert len(by_name[name]["sha256"]) == 64


@pytest.mark.parametrize(("name", "change", "aspect"), [
    (LEDGER, in_ledger("问题", "附件用语", "已销号"), "附件用语"),
    (LEDGER, in_ledger("问题", "整改进展情况", "改过的一段话。"), "整改进展情况"),
    (LEDGER, in_ledger("问题", "问题", "另一个问题。"), "问题"),
    (LEDGER, in_ledger("问题", "牵头单位", "市某局"), "牵头单位"),
    (LEDGER, in_ledger("问题", "是否逾期", "是"), "逾期"),
    (LEDGER, in_ledger("单位", "状态", "未报送"), "报送情况"),
    (LEDGER, in_ledger("单位", "应报", 99), "应报问题数"),
    (ANNEX, in_word("整改进展情况：[^<]+", "整改进展情况：已销号"), "附件用语"),
    (ANNEX, in_word("一、[^<]+", "一、另一个问题。"), "印发的问题"),
    (ANNEX, in_word("（[^（）<]*报送[^（）<]*）", "（已经报送。）"), "整改进展情况"),
    (ANNEX, in_word("草稿", "定稿"), "草稿标记"),
    (ANNEX, in_word("<w:body>.*(?=<w:sectPr)", "<w:body>"), "附件用语"),
    (BOARD, in_page(r"(<b>(?:<i>.</i>)?)\d+(</b><span>未报送单位)", r"\g<1>77\2"), "未报送单位数"),
    (BOARD, in_page(r"(<b>(?:<i>.</i>)?)\d+(</b><span>问题<)", r"\g<1>77\2"), "问题数"),
    (BOARD, in_page(r"(<b>(?:<i>.</i>)?)\d+(</b><span>阻断意见)", r"\g<1>77\2"), "阻断意见数"),
    (BOARD, in_page(r"(按状态用语：[^0-9]+)\d+", r"\g<1>77"), "项数"),
    (BOARD, in_page(r'(<details data-n="1".*?<b class="k\d">.</b>)[^<]+', r"\g<1>已销号"), "附件用语"),
    (BOARD, in_page(r'<div id="list">.*?<p id="none"', '<div id="list"></div><p id="none"'), "附件用语"),
    (CIRCULAR, in_word(r"应报送单位\d+个", "应报送单位88个"), "应报单位数"),
    (CIRCULAR, in_word("，未报送", "，另有"), "未报送单位数"),
    (CIRCULAR, in_word("<w:tbl>.*</w:tbl>", ""), "是否报送"),
    (CIRCULAR, lambda content: content[:200], "读回"),
    (BOARD, lambda _: b"", "未报送单位数"),
    (LEDGER, lambda _: b"", "读回"),
])
def test_a_changed_output_is_found(
    made: Made, name: str, change: Callable[[bytes], bytes], aspect: str,
) -> None:
    agreement = changed(made, name, change)
    found = [each for pair in agreement.found for each in pair]
    assert aspect in {each.point[1] for each in found}
    assert all(name in (each.first, each.second) for each in found)


def test_a_reminder_that_is_missing_or_asks_for_another_number_is_found(made: Made) -> None:
    pieces, problems, ledger = made
    letter = next(p for p in pieces if p.name.startswith("通知/催报函"))
    without = agreement_of(tuple(p for p in pieces if p is not letter), problems, ledger)
    assert "未报送单位数" in {d.point[1] for pair in without.found for d in pair}
    other = changed(made, letter.name, in_word(r"填报以下\d+项", "填报以下66项"))
    assert [d.point[1] for pair in other.found for d in pair] == ["催报问题数"]


def test_a_difference_is_a_blocking_remark_with_both_places(
    waiting: Valley, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tampered(
        pieces: Sequence[Piece], problems: Sequence[Problem], ledger: Ledger, _: object,
    ) -> Agreement:
        return changed((tuple(pieces), problems, ledger), LEDGER, in_ledger("问题", "附件用语", "已销号"))

    monkeypatch.setattr(of_period, "agreement_of", tampered)
    remarks = [r for r in waiting.run().json["remarks"] if r["code"] == "O902"]
    monkeypatch.undo()
    assert remarks
    assert {r["weight"] for r in remarks} == {"blocks"}
    annex = next(r for r in remarks if r["file"] == f"outbox/{PERIOD}/{ANNEX}")
    assert "第1项的附件用语" in annex["message"]
    assert "整改台账.xlsx“问题”第2行写的是“已销号”" in annex["message"]
    noted = json.loads(Path(waiting.root, "outbox", PERIOD, "manifest.json").read_text(encoding="utf-8"))
    assert noted["agreement"]["agrees"] is False
    assert waiting.run().code == 1
    again = json.loads(Path(waiting.root, "outbox", PERIOD, "manifest.json").read_text(encoding="utf-8"))
    assert again["agreement"]["agrees"] is True
