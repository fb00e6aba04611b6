"""Letters of a period: the reminder (催报函) to a unit, and the circular (通报) to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from toolkit.dates import chinese_moment
from toolkit.model import (
    Block,
    Ledger,
    LedgerRow,
    Para,
    Profile,
    Table,
    TableColumn,
    UnitReturn,
)
from toolkit.reports.letters import (
    campaign,
    counted,
    due_wording,
    letter,
    parts,
    period_wording,
)
from toolkit.reports.wording import MISSING, unanswered

_SHORT = 60


# ── 催报函 ───────────────────────────────────────────────────────────────────────────────────────
def reminder(ledger: Ledger, unit: str) -> tuple[Block, ...]:
    """The letter that asks a unit for what it has not reported; () where nothing is wanting.

    Raises KeyError where the period does not expect the unit.
    """
    standing = {each.unit: each for each in ledger.units}[unit]
    wanting = unanswered(standing)
    if standing.state != "missing" and not wanting:
        return ()
    period = period_wording(ledger.period.name)
    body = (
        Para(_why(ledger, standing)),
        *parts((
            ("尚未报送的问题", _wanted_problems(ledger, wanting)),
            ("收件登记", _met_files(ledger, standing)),
            ("报送要求", _what_to_do(standing, ledger.profile)),
        )),
        Para("本函印发前已经报送的，请告知报送时间、方式和文件名称，以便核对。报送情况将如实列入本期通报。"),
        Para("特此函告。"),
    )
    return letter(ledger, f"关于催报{period}整改进展情况的函", unit, body)


def _why(ledger: Ledger, standing: UnitReturn) -> str:
    period, due = period_wording(ledger.period.name), due_wording(standing.due)
    asked = f"按照{campaign(ledger.profile)}工作安排，你单位{period}整改进展情况应于{due}前报送。"
    if standing.state == "missing":
        return f"{asked}截至本函印发，我办未收到你单位可以采用的填报表。现将有关事项函告如下："
    count = len(unanswered(standing))
    return f"{asked}你单位的填报表已收到，其中{count}项问题没有填报。现将有关事项函告如下："


def _wanted_problems(ledger: Ledger, wanting: tuple[int, ...]) -> tuple[Block, ...]:
    """Each wanted problem by number, shortened text and deadline."""
    rows = {row.problem.number: row for row in ledger.rows}
    lines = tuple(
        Para(f"{count}．{_named(number, rows.get(number))}", "所列问题")
        for count, number in enumerate(wanting, 1)
    )
    lead = Para(f"请你单位填报以下{len(lines)}项问题的整改状态、整改进展情况和各项整改措施完成情况：")
    return (lead, *lines) if lines else ()


def _named(number: int, row: LedgerRow | None) -> str:
    if row is None:
        return f"第{number}项问题。"
    deadline = row.problem.shown("deadline")
    text = f"第{number}项：{_shortened(row.problem.text).rstrip('。；')}"
    return f"{text}（整改时限：{deadline}）。" if deadline else f"{text}。"


def _shortened(text: str) -> str:
    """A problem's text in a list: its beginning, cut where a sentence ends, else a clause.

    Never within a figure or a word, if the text has any mark to go by.
    """
    text = text.replace("\n", "")
    if len(text) <= _SHORT:
        return text
    end = max(text.rfind(mark, 15, _SHORT) for mark in "。；")
    if end > 0:
        return text[: end + 1]
    end = max(text.rfind(mark, 15, _SHORT) for mark in "，：、")
    return f"{text[: end if end > 0 else _SHORT - 1]}……"


def _met_files(ledger: Ledger, standing: UnitReturn) -> tuple[Block, ...]:
    """What the inbox has from the unit that could not be used: evidence, and a way out."""
    if standing.state != "missing":
        return ()
    met = [a for a in ledger.arrivals if a.unit == standing.unit]
    if not met:
        return (Para("经查收件登记，报送期内没有来自你单位的文件。"),)
    return counted(
        "".join((
            f"文件“{a.file}”", f"于{chinese_moment(a.received_at)}收到" if a.received_at else "已收到",
            f"，未能采用：{a.reason.rstrip('。')}。" if a.reason else "，未能采用。",
        ))
        for a in met
    )


def _what_to_do(standing: UnitReturn, profile: Profile) -> tuple[Block, ...]:
    progress, status = _heading(profile, "progress"), _heading(profile, "status")
    done_on, difficulties = _heading(profile, "done_on"), _heading(profile, "difficulties")
    evidence = _heading(profile, "evidence")
    filled = f"逐项填写{status}、{progress}"
    filled += f"，已完成整改的还应填写{done_on}" * profile.asks("done_on")
    filled += "，并在工作表“措施”中填写各项措施的完成情况" * profile.asks("done", "measures")
    filled += f"；有佐证材料的，在{evidence}中注明名称" * profile.asks("evidence")
    why = f"，并在{difficulties}中写明原因" * profile.asks("difficulties")
    steps = [
        "请于　　月　　日　　时前将填报表报送我办。",
        f"请使用本期下发的填报表，{filled}。官方内容请勿改动。",
        f"个别问题本期没有新进展的，在该问题的{progress}中填写“本期无新进展”{why}。",
    ]
    if standing.state == "missing":
        nothing = "所有问题本期都没有新进展的也应报送：在工作表“填报说明”的“本期无新进展”一行填“是”，并写明理由。"
        steps.append(nothing)
    return counted(steps)


_USUAL = {
    "status": "整改状态", "progress": "整改进展情况", "done_on": "完成日期", "difficulties": "存在问题",
    "evidence": "佐证材料",
}


def _heading(profile: Profile, name: str) -> str:
    """A column as this campaign's sheet calls it, in quotation marks."""
    called = {column.field: column.heading for column in profile.on("problems")}
    return f"“{called.get(name, _USUAL[name])}”"


# ── 通报 ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Unit:
    """How a unit is named in the circular; only a time that was registered makes anyone late."""

    back: UnitReturn
    blocks: int
    missing: int = 0

    @property
    def answered(self) -> int:
        """Problems of its own that the unit wrote something on."""
        return len(set(self.back.expected) & set(self.back.answered))

    @property
    def after_due(self) -> bool:
        late = self.back.received_at is not None and self.back.received_at > self.back.due
        return self.back.state == "late" or (late and self.back.state != "missing")

    @property
    def state(self) -> str:
        if self.back.state == "missing":
            return "未报送"
        if self.after_due:
            return "迟报" if self.back.how == "given" else "收到时间待核"
        return "本期无新进展" if self.back.state == "nothing_to_report" else "按时报送"

    @property
    def on_time(self) -> bool:
        return self.state in ("按时报送", "本期无新进展")

    @property
    def received(self) -> str:
        """When it came, without the year of the due time; seen before the due time is certain."""
        return self._told(chinese_moment)

    @property
    def received_short(self) -> str:
        """The same as a narrow column of a table takes it."""
        return self._told(lambda at: f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}")

    def _told(self, word: Callable[[datetime], str]) -> str:
        at = self.back.received_at
        if at is None:
            return "—"
        said = word(at).removeprefix(f"{self.back.due.year}年")
        certain = self.back.how == "given" or (self.back.how == "first-sight" and self.on_time)
        return said if certain else f"{said}（待核）"


def circular(ledger: Ledger) -> tuple[Block, ...]:
    """The circular: who returned when, who is late or missing, what is to be corrected, and a table."""
    units = tuple(_standing(ledger, unit) for unit in ledger.units)
    period = period_wording(ledger.period.name)
    body = (
        Para(f"按照{campaign(ledger.profile)}工作安排，{period}整改进展情况应于"
             f"{due_wording(ledger.period.due_for(None))}前报送。{_extensions(units, ledger)}"
             "现将报送情况通报如下："),
        *parts((
            ("总体情况", (Para(_totals(units)),)),
            ("按时报送的单位", _named_units(units, lambda u: u.on_time, _on_time)),
            ("迟报的单位", _named_units(units, lambda u: u.state == "迟报", _late)),
            ("收到时间待核的单位", _named_units(units, lambda u: u.state == "收到时间待核", _unsure)),
            ("未报送的单位", _named_units(units, lambda u: u.state == "未报送", _missing)),
            ("有关要求", counted(_asked(units))),
        )),
    )
    annex = _table(units, period) if units else None
    return letter(ledger, f"关于{period}整改进展情况报送情况的通报", "各有关单位", body, annex)


def _standing(ledger: Ledger, back: UnitReturn) -> _Unit:
    blocking = [
        r.code for r in ledger.remarks
        if r.unit == back.unit and r.weight == "blocks" and not r.trial and not r.waived
    ]
    return _Unit(back, len(blocking), blocking.count(MISSING))


def _extensions(units: tuple[_Unit, ...], ledger: Ledger) -> str:
    extended = [u.back for u in units if u.back.due != ledger.period.due_for(None)]
    if not extended:
        return ""
    named = "，".join(f"{back.unit}延至{due_wording(back.due)}" for back in extended)
    return f"经同意，{named}。"


def _totals(units: tuple[_Unit, ...]) -> str:
    """One sentence of counts; kinds nobody belongs to are left out."""
    states = [unit.state for unit in units]
    on_time, quiet = sum(unit.on_time for unit in units), states.count("本期无新进展")
    counts = [f"按时报送{on_time}个" + (f"（其中报告本期无新进展{quiet}个）" if quiet else "")]
    counts += [
        f"{state}{states.count(state)}个" for state in ("迟报", "收到时间待核", "未报送")
        if state in states
    ]
    return f"应报送单位{len(units)}个，{'，'.join(counts)}。{_answers(units)}{_correct(units)}"


def _answers(units: tuple[_Unit, ...]) -> str:
    """How many answers were wanted and came; 本期无新进展 is an answer of its own, not a gap."""
    expected = sum(len(unit.back.expected) for unit in units)
    answered = sum(unit.answered for unit in units)
    wanting = sum(len(unanswered(unit.back)) for unit in units)
    quiet = expected - answered - wanting
    said = [f"已填报{answered}项次", *([f"报告本期无新进展{quiet}项次"] if quiet else []), f"未填报{wanting}项次"]
    return f"应填报问题{expected}项次，{'，'.join(said)}。"


def _correct(units: tuple[_Unit, ...]) -> str:
    blocks = sum(unit.blocks for unit in units)
    if not blocks:
        return "校验没有发现必须处理的意见。"
    missing = sum(unit.missing for unit in units)
    named = f"（含未报送{missing}条）" if missing else ""
    return f"校验发现必须处理的意见{blocks}条{named}，各单位情况见附件。"


def _named_units(
    units: tuple[_Unit, ...], wanted: Callable[[_Unit], bool],
    sentence: Callable[[list[_Unit]], tuple[str, ...]],
) -> tuple[Block, ...]:
    chosen = [unit for unit in units if wanted(unit)]
    return tuple(Para(text) for text in sentence(chosen)) if chosen else ()


def _on_time(units: list[_Unit]) -> tuple[str, ...]:
    named = "、".join(
        unit.back.unit + ("（本期无新进展）" if unit.state == "本期无新进展" else "") for unit in units
    )
    return (f"{named}，共{len(units)}个单位。",)


def _late(units: list[_Unit]) -> tuple[str, ...]:
    return tuple(
        f"{unit.back.unit}：应于{due_wording(unit.back.due)}前报送，登记的收到时间为{unit.received}。"
        for unit in units
    )


def _unsure(units: list[_Unit]) -> tuple[str, ...]:
    named = "、".join(unit.back.unit for unit in units)
    return (
        f"{named}的填报表已经收到，但收到时间未经登记，只能由文件推定，不作迟报认定，请与我办核对。",
    )


def _missing(units: list[_Unit]) -> tuple[str, ...]:
    return (f"{'、'.join(unit.back.unit for unit in units)}，共{len(units)}个单位。",)


def _asked(units: tuple[_Unit, ...]) -> Iterator[str]:
    if any(unit.state == "未报送" for unit in units):
        yield "未报送的单位请于　　月　　日　　时前报送我办。"
    if any(unanswered(unit.back) for unit in units if unit.state != "未报送"):
        yield "填报不全的单位请按附件核对应填报的问题，补齐后重新报送。"
    if any(unit.blocks for unit in units if unit.state != "未报送"):
        yield "有必须处理意见的单位，请按退回的填报表逐条更正或者说明，更正后重新报送。"
    yield "各单位对报送内容的真实性、准确性负责，有关佐证材料请留存备查。"


_COLUMNS = (
    TableColumn("序号", 4, "centre"), TableColumn("单位", 22), TableColumn("状态", 15, "centre"),
    TableColumn("收到时间", 21, "centre"), TableColumn("应报问题", 6, "number"),
    TableColumn("已报问题", 6, "number"), TableColumn("必须处理的意见", 8, "number"),
)


def _table(units: tuple[_Unit, ...], period: str) -> Table:
    rows = tuple(
        (at, unit.back.unit, unit.state, unit.received_short, len(unit.back.expected), unit.answered,
         unit.blocks)
        for at, unit in enumerate(units, 1)
    )
    return Table(f"各单位{period}报送情况", _COLUMNS, rows, landscape=False)
