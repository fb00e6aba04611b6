"""填报说明: the zero report, and how to fill in, from the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.dates import chinese_moment
from toolkit.issue.form import INSTRUCTION_SHEET, Form, cell_value
from toolkit.issue.layout import REASON, ZERO_REPORT
from toolkit.issue.looks import BODY, KEY, SECTION, SENTENCE, TITLE, VALUE
from toolkit.issue.naming import period_title
from toolkit.issue.returned import Marks
from toolkit.model import Column, StatusClass, StatusWord, Written
from toolkit.sheetbook import Area, Sheet, Workbook, row_height

_WIDTHS = (20, 76)
_ZERO_ANSWER = "是"
_MEANINGS: dict[StatusClass, str] = {
    "not_started": "还没有开始做",
    "behind": "在做，但落后于计划进度",
    "in_progress": "正在做",
    "on_schedule": "在做，达到了计划进度",
    "completed": "措施全部做完、达到整改目标，还没有验收",
    "accepted": "验收单位已经验收通过",
    "closed": "已经办完销号",
}
_TABLES = (("head", "表头"), ("problems", "填报表"), ("measures", "措施"))

Pair = tuple[str, str]


def zero_words() -> tuple[str, ...]:
    """The drop-down beside 本期无进展."""
    return (_ZERO_ANSWER,)


def write_instructions(
    book: Workbook, form: Form, marks: Marks, zero_source: str,
    rules: tuple[Sequence[Pair], Sequence[Pair]],
) -> None:
    """The sheet, locked but for the two answer cells of the zero report.

    ``rules``: what will be checked, and what was wrong last time, as (rule, sentence).
    """
    sheet = book.sheet(INSTRUCTION_SHEET, tab="#7F7F7F")
    sheet.widths(_WIDTHS)
    sheet.merge(Area(1, 1, 1, 2), "填报说明", TITLE)
    sheet.height(1, 34)
    row = _pairs(sheet, 2, list(_heading_pairs(form)))
    if row != ZERO_REPORT.row - 1:
        raise AssertionError("the zero report has moved")
    _section(sheet, row, "一、所有问题本期都没有新进展的，填这两格和“填报表”上方带 * 的格子即可，其他不用填")
    _zero_report(sheet, form, marks, zero_source)
    row = REASON.row + 1
    starts = [1]
    for number, (title, pairs) in enumerate(_sections(form, *rules)):
        starts.append(row)
        _section(sheet, row, f"{'二三四五六七八九'[number]}、{title}")
        row = _pairs(sheet, row + 1, pairs)
    sheet.protect()
    sheet.printed_whole(starts, title=form.unit.name)


def _heading_pairs(form: Form) -> Iterator[Pair]:
    profile = form.profile
    yield "专项", profile.title or "督察反馈问题整改"
    yield "报送期", period_title(form.period.name)
    yield "截止时间", chinese_moment(form.period.due_for(form.unit.name))
    phone = f"，电话{profile.office_phone}" if profile.office_phone else ""
    yield "有疑问请联系", f"{profile.office or '整改办'}{phone}"


def _section(sheet: Sheet, row: int, title: str) -> None:
    sheet.write(row, 1, title, SECTION)
    sheet.height(row, 27)


def _pairs(sheet: Sheet, row: int, pairs: Sequence[Pair]) -> int:
    for label, sentence in pairs:
        sheet.write_row(row, (label, sentence), (KEY, SENTENCE))
        texts = ((label, _WIDTHS[0]), (sentence, _WIDTHS[1]))
        sheet.height(row, row_height(texts, size=BODY, least=23))
        row += 1
    return row


def _zero_report(sheet: Sheet, form: Form, marks: Marks, source: str) -> None:
    answers = form.answers
    for spot, label, written in (
        (ZERO_REPORT, "本期无进展", answers.nothing_new), (REASON, "理由", answers.reason),
    ):
        sheet.write(spot.row, 1, label, KEY)
        sheet.write(spot.row, 2, _said(written), marks.look(spot, VALUE))
        marks.note(sheet, spot)
    sheet.height(ZERO_REPORT.row, 28)
    sheet.height(REASON.row, row_height(((str(_said(answers.reason)), _WIDTHS[1]),), size=BODY, least=64))
    cell = Area(ZERO_REPORT.row, 2, ZERO_REPORT.row, 2)
    sheet.choices(cell, source, title="本期无进展", message="本单位所有问题本期都没有新进展时选“是”；否则空着。")
    below = Area(REASON.row, 2, REASON.row, 2)
    sheet.prompt(below, title="理由", message="选了“是”的，写明为什么没有新进展。")


def _said(written: Written | None) -> str:
    return str(cell_value(written)) if written else ""


# ── what to do ───────────────────────────────────────────────────────────────────────────────────
def _sections(
    form: Form, self_checks: Sequence[Pair], last_faults: Sequence[Pair],
) -> Iterator[tuple[str, Sequence[Pair]]]:
    if last_faults:
        yield "上期贵单位的填报有以下问题，本期请留意", last_faults
    yield "怎么填", list(_manners(form))
    for sheet, title in _TABLES:
        columns = [c for c in form.profile.issued(sheet) if c.note]
        if columns:
            yield f"“{title}”各栏", [_column_pair(column) for column in columns]
    offered = [word for word in form.profile.statuses if word.offered]
    yield "整改状态怎么选", [_status_pair(word) for word in offered]
    if self_checks:
        yield "收到后会核对这些，报送前请自查", self_checks


def _manners(form: Form) -> Iterator[Pair]:
    where = "没有锁定的格子" if form.pattern else "浅黄色格"
    official = "锁定的格子" if form.pattern else "白色格"
    yield "哪些要填", (f"{where}由单位填写；{official}是官方内容，不要改；灰色行已经办结，列出备查，可以不填。"
                   f"必填的栏：{'、'.join(c.heading for c in form.profile.issued('problems') if c.required)}。")
    yield "粘贴文字", "从 Word 粘贴时请用“选择性粘贴－文本”，以免带入格式。一格里要换行按 Alt+Enter。"
    yield "行高列宽", "文字显示不全时可以自己拉高行、拉宽列，也可以筛选；不用增加行列、合并格子。"
    said = {column.field: column.heading for column in form.profile.issued("problems")}
    why = f"，在“{said['difficulties']}”里写明原因" if "difficulties" in said else ""
    yield "没有新进展", f"某个问题没有新进展的，“{said.get('progress', '整改进展情况')}”填“本期无新进展”{why}；附件将沿用上期文字。"
    yield "没有的内容", "没有的就空着，不要填“无”“同上”“/”等。"
    shares = [str(p.number) for p in form.problems if p.number not in form.lead]
    if shares:
        yield "本单位的份额", f"第{'、'.join(shares)}项本单位是责任单位，不是牵头单位：只报本单位承担的部分。"
    yield "怎么报送", "填好后把本文件整份发回整改办，用原来的文件名最好；打印签字盖章的要求按通知办。"


def _column_pair(column: Column) -> Pair:
    star = "*" if column.required else ""
    return f"{column.heading}{star}", column.note


def _status_pair(word: StatusWord) -> Pair:
    goes_on = "，今后长期坚持" if word.long_term else ""
    printed = "" if word.printed == word.option else f"附件里印作“{word.printed}”。"
    return word.option, f"{_MEANINGS[word.status]}{goes_on}。{printed}"
