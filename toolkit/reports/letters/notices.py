"""Letters of a period: the reminder (催报函) to a unit, and the circular (通报) to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from toolkit.dates import chinese_moment
from toolkit.model import Block, CellValue, Filling, Ledger, Para, Profile, UnitReturn
from toolkit.reports.letters.shared import common_texts, counted, due_wording, itemised, named
from toolkit.reports.wording import LATE, MISSING, UNIT_STATES, UNSURE, unanswered


# ── 催报函 ───────────────────────────────────────────────────────────────────────────────────────
def reminder(ledger: Ledger, unit: str) -> Filling | None:
    """What asks a unit for what it has not reported; None where nothing is wanting.

    Raises KeyError where the period does not expect the unit.
    """
    standing = {each.unit: each for each in ledger.units}[unit]
    wanting = unanswered(standing)
    if standing.state != "missing" and not wanting:
        return None
    return Filling(
        {**common_texts(ledger), "单位": unit, "报送时限": due_wording(standing.due), "报送情形": _why(standing)},
        {"尚未报送的问题": _wanted_problems(ledger, wanting), "收件登记": _met_files(ledger, standing),
         "报送要求": _what_to_do(standing, ledger.profile)},
    )


def _why(standing: UnitReturn) -> str:
    if standing.state == "missing":
        return "截至本函印发，我办未收到你单位可以采用的填报表。"
    return f"你单位的填报表已收到，其中{len(unanswered(standing))}项问题没有填报。"


def _wanted_problems(ledger: Ledger, wanting: tuple[int, ...]) -> tuple[Block, ...]:
    """Each wanted problem by number, shortened text and deadline."""
    rows = {row.problem.number: row for row in ledger.rows}
    lines = itemised(named(number, rows.get(number)) for number in wanting)
    lead = Para(f"请你单位填报以下{len(lines)}项问题的整改状态、整改进展情况和各项整改措施完成情况：")
    return (lead, *lines) if lines else ()


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
    filled = f"逐项填写{status}{progress}"
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
        nothing = "所有问题本期都没有新进展的也应报送：在工作表“填报说明”的“本期无进展”一行填“是”，并写明理由。"
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


_QUIET = UNIT_STATES["nothing_to_report"]


# ── 通报 ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Unit:
    """How a unit is named in the circular; only a time that was registered makes anyone late."""

    back: UnitReturn
    blocks: int
    missing: int = 0
    faults: int = 0

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
            return "迟报" if self.back.how == "given" else UNSURE
        return _QUIET if self.back.state == "nothing_to_report" else "按时报送"

    @property
    def on_time(self) -> bool:
        return self.state in ("按时报送", _QUIET)

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


def circular(ledger: Ledger) -> Filling:
    """The circular: who returned when, who is late or missing, what is to be corrected, and a table."""
    units = tuple(_standing(ledger, unit) for unit in ledger.units)
    texts = common_texts(ledger)
    ranks = _ranks(units) if ledger.profile.rank_quality else {}
    return Filling(
        {**texts, "报送时限": due_wording(ledger.period.due_for(None)), "延期说明": _extensions(units, ledger),
         "附件名称": f"各单位{texts['报送期']}报送情况" if units else ""},
        {"总体情况": (Para(_totals(units)), *_ranking(ranks)),
         "按时报送的单位": _named_units(units, lambda u: u.on_time, _on_time),
         "迟报的单位": _named_units(units, lambda u: u.state == "迟报", _late),
         "收到时间待核的单位": _named_units(units, lambda u: u.state == UNSURE, _unsure),
         "未报送的单位": _named_units(units, lambda u: u.state == "未报送", _missing),
         "有关要求": counted(_asked(units))},
        {"报送情况": tuple(_table_row(at, unit, ranks) for at, unit in enumerate(units, 1))},
    )


def _ranks(units: tuple[_Unit, ...]) -> Mapping[str, int]:
    """Places by what must be corrected in what came back, fewest first; equals share a place.

    None where nothing is to be corrected: there is nothing to tell apart then.
    """
    back = [unit for unit in units if unit.back.state not in ("missing", "nothing_to_report")]
    if not any(unit.faults for unit in back):
        return {}
    return {unit.back.unit: 1 + sum(other.faults < unit.faults for other in back) for unit in back}


def _ranking(ranks: Mapping[str, int]) -> tuple[Para, ...]:
    if not ranks:
        return ()
    return (Para("附件所列质量名次，按必须处理的意见（不含未报送、迟报）由少到多排列，条数相同的名次并列，未报送和报告本期无进展的不排名。"),)


def _standing(ledger: Ledger, back: UnitReturn) -> _Unit:
    blocking = [
        r.code for r in ledger.remarks
        if r.unit == back.unit and r.weight == "blocks" and not r.trial and not r.waived
    ]
    faults = sum(code not in (MISSING, LATE) for code in blocking)
    return _Unit(back, len(blocking), blocking.count(MISSING), faults)


def _extensions(units: tuple[_Unit, ...], ledger: Ledger) -> str:
    extended = [u.back for u in units if u.back.due != ledger.period.due_for(None)]
    if not extended:
        return ""
    named = "，".join(f"{back.unit}延至{due_wording(back.due)}" for back in extended)
    return f"经同意，{named}。"


def _totals(units: tuple[_Unit, ...]) -> str:
    """One sentence of counts; kinds nobody belongs to are left out."""
    states = [unit.state for unit in units]
    on_time, quiet = sum(unit.on_time for unit in units), states.count(_QUIET)
    counts = [f"按时报送{on_time}个" + (f"（其中报告{_QUIET}{quiet}个）" if quiet else "")]
    counts += [
        f"{state}{states.count(state)}个" for state in ("迟报", UNSURE, "未报送")
        if state in states
    ]
    return f"应报送单位{len(units)}个，{'，'.join(counts)}。{_answers(units)}{_correct(units)}"


def _answers(units: tuple[_Unit, ...]) -> str:
    """How many answers were wanted and came; 本期无进展 is an answer of its own, not a gap."""
    expected = sum(len(unit.back.expected) for unit in units)
    answered = sum(unit.answered for unit in units)
    wanting = sum(len(unanswered(unit.back)) for unit in units)
    quiet = expected - answered - wanting
    said = [f"已填报{answered}项次", *([f"报告{_QUIET}{quiet}项次"] if quiet else []), f"未填报{wanting}项次"]
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
        unit.back.unit + (f"（{_QUIET}）" if unit.state == _QUIET else "") for unit in units
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


def _table_row(at: int, unit: _Unit, ranks: Mapping[str, int]) -> Mapping[str, CellValue]:
    return {
        "序号": at, "单位": unit.back.unit, "状态": unit.state, "收到时间": unit.received_short,
        "应报问题": len(unit.back.expected), "已报问题": unit.answered, "必须处理的意见": unit.blocks,
        "质量名次": ranks.get(unit.back.unit, "—"),
    }
