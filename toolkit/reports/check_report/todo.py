"""What to do now, unit by unit: what is missing or wrong, whom to call, a sentence to paste."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.dates import chinese_moment
from toolkit.model import Ledger, Mark, Remark, UnitReturn
from toolkit.reports.columns import ReportColumn
from toolkit.reports.letters.shared import due_wording, period_wording
from toolkit.reports.wording import MISSING, UNUSABLE, weight_word

OFFICE = "整改办"
UNKNOWN = "认不出报送单位"
LATE = "R102"
_NOTHING_TO_CORRECT = frozenset({"R103", "R104"})
"""Said for the office's knowledge: a unit need not be asked to do anything about it."""
_RANK = {"阻断": 0, "提醒": 1, "试行": 2, "已豁免": 3}
_MOST_SPOTS = 6
_MOST_KINDS = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One line of 待办: a unit, a file nobody could be identified for, or the office itself."""

    name: str
    remarks: tuple[Remark, ...]
    unit: UnitReturn | None = None
    file: str | None = None

    def count(self, word: str) -> int:
        return sum(weight_word(remark) == word for remark in self.remarks)

    @property
    def missing(self) -> bool:
        waived = any(r.code == MISSING and (r.waived or r.trial) for r in self.remarks)
        return self.unit is not None and self.unit.state == "missing" and not waived

    @property
    def live(self) -> tuple[Remark, ...]:
        return tuple(r for r in self.remarks if weight_word(r) in ("阻断", "提醒"))


def tasks(ledger: Ledger) -> tuple[Task, ...]:
    """Everything that asks for an act, blocks first, then in the order units are expected."""
    grouped = _grouped(ledger)
    units = {unit.unit: unit for unit in ledger.units}
    names = dict.fromkeys([*((name, None) for name in units), *grouped])
    found = [
        Task(name, tuple(grouped.get((name, file), ())), units.get(name), file)
        for name, file in names
    ]
    asking = [task for task in found if task.live or task.missing]
    return tuple(sorted(asking, key=lambda task: not (task.missing or task.count("阻断"))))


def remarks_in_order(to_do: Sequence[Task], ledger: Ledger) -> tuple[Remark, ...]:
    """Every remark once: those of each line of 待办 together, in its order, then the others."""
    listed = [remark for task in to_do for remark in task.remarks]
    seen = {id(remark) for remark in listed}
    others = [remark for remark in ledger.remarks if id(remark) not in seen]
    return (*listed, *sorted(others, key=_order))


def _grouped(ledger: Ledger) -> dict[tuple[str, str | None], list[Remark]]:
    files = {arrival.file for arrival in ledger.arrivals}
    grouped: dict[tuple[str, str | None], list[Remark]] = {}
    for remark in sorted(ledger.remarks, key=_order):
        if remark.unit:
            key: tuple[str, str | None] = (remark.unit, None)
        elif remark.place.file in files:
            key = (UNKNOWN, remark.place.file)
        else:
            key = (OFFICE, None)
        grouped.setdefault(key, []).append(remark)
    return grouped


def _order(remark: Remark) -> tuple[object, ...]:
    place = remark.place
    return (_RANK[weight_word(remark)], remark.code, remark.problem or 0, place.file or "",
            place.sheet or "", place.row or 0, place.column or 0)


# ── what is wrong, grouped ───────────────────────────────────────────────────────────────────────
def _spot(remark: Remark) -> str:
    """第3项（填报表F7）, as much of it as the remark knows."""
    problem = f"第{remark.problem}项" if remark.problem is not None else ""
    cell = f"{remark.place.sheet or ''}{remark.place.cell}" if remark.place.cell else ""
    return f"{problem}（{cell}）" if problem and cell else problem or cell or _template(remark.place.file or "")


def _template(file: str) -> str:
    """A Word template by its name; '' for any other file."""
    return file.rpartition("/")[2].removesuffix(".docx") if file.startswith("templates/") else ""


def _one(remark: Remark) -> str:
    """A fault that stands alone: its sentence, and its place as far as the sentence lacks it."""
    unit = remark.unit or ""
    said = remark.message.rstrip("。").removeprefix(f"{unit}的").removeprefix(unit)
    problem = f"第{remark.problem}项" if remark.problem is not None else ""
    cell = f"{remark.place.sheet or ''}{remark.place.cell}" if remark.place.cell else ""
    where = [part for part, known in ((problem, problem), (cell, remark.place.cell or ""))
             if part and known not in said]
    return said + (f"（{'，'.join(where)}）" if where else "")


def _kind(remarks: Sequence[Remark], name: str) -> str:
    """One kind of fault with its places; long lists are cut and counted."""
    if len(remarks) == 1:
        return _one(remarks[0])
    listed = spots_phrase(remarks)
    return f"{name}{len(remarks)}处" + (f"：{listed}" if listed else "")


def spots_phrase(remarks: Sequence[Remark]) -> str:
    """Where remarks of one kind stand; many are cut and counted."""
    spots = list(dict.fromkeys(spot for remark in remarks if (spot := _spot(remark))))
    more = f"等{len(spots)}处" if len(spots) > _MOST_SPOTS else ""
    return "、".join(spots[:_MOST_SPOTS]) + more


def _kinds(remarks: Iterable[Remark], names: Mapping[str, str]) -> list[str]:
    by_code: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_code.setdefault(remark.code, []).append(remark)
    return [_kind(group, names.get(code, code)) for code, group in by_code.items()]


def _wanting(task: Task, names: Mapping[str, str]) -> str:
    said = any(remark.code == MISSING for remark in task.remarks)
    missing = [f"未报送，应报{len(task.unit.expected)}项"] if task.unit and task.missing and not said else []
    file = [f"文件：{task.file}"] if task.file else []
    return "\n".join([*file, *missing, *_kinds(task.live, names)])


# ── a sentence to paste into a chat ──────────────────────────────────────────────────────────────
def _listed(kinds: Sequence[str]) -> str:
    """（1）…；（2）…; a single one without number; beyond eight they are counted."""
    if len(kinds) == 1:
        return kinds[0]
    more = f"；其余{len(kinds) - _MOST_KINDS}类见退回的表" if len(kinds) > _MOST_KINDS else ""
    return "；".join(f"（{n}）{kind}" for n, kind in enumerate(kinds[:_MOST_KINDS], 1)) + more


def sentence(task: Task, ledger: Ledger, names: Mapping[str, str]) -> str:
    """One polite message for the unit's chat group; '' where nobody outside need be asked."""
    if task.file:
        return _unknown_file(task, ledger, names)
    if task.name == OFFICE:
        return ""
    said = [_missing(task, ledger), _late(task), *_to_correct(task, ledger, names)]
    parts = [part for part in said if part]
    return f"{task.name}：您好！{''.join(parts)}{_contact(ledger)}谢谢！" if parts else ""


def _due(task: Task, ledger: Ledger) -> str:
    return due_wording(task.unit.due if task.unit else ledger.period.due_for(task.name))


def _missing(task: Task, ledger: Ledger) -> str:
    if not (task.unit and task.missing):
        return ""
    owed = f"{period_wording(ledger.period.name)}整改进展情况（应报{len(task.unit.expected)}项）"
    asked = f"{owed}报送时限为{_due(task, ledger)}，"
    if task.unit.files:
        why = "；".join(_one(remark).partition("；")[0] for remark in _unusable(task))
        return f"{asked}收到的文件不能采用{f'（{why}）' if why else ''}，请用下发的填报表重新填报并发回。"
    return (f"{asked}目前尚未收到贵单位报送。请抓紧填报并发回；"
            "如本期确无新进展，请在“填报说明”表“本期无进展”处填“是”并写明理由。")


def _unusable(task: Task) -> tuple[Remark, ...]:
    """What is said of the files of a unit from which nothing could be used; () for any other unit."""
    return tuple(r for r in task.live if task.missing and r.code in UNUSABLE)


def _late(task: Task) -> str:
    unit = task.unit
    if not (unit and unit.received_at and any(r.code == LATE for r in task.live)):
        return ""
    waiting = "" if unit.how == "given" else "（收到时间待核，如有出入请告知）"
    return (f"贵单位报送的填报表于{chinese_moment(unit.received_at)}收到{waiting}，"
            f"晚于报送时限{due_wording(unit.due)}，今后请按时报送。")


def _to_correct(task: Task, ledger: Ledger, names: Mapping[str, str]) -> tuple[str, ...]:
    told = {id(remark) for remark in _unusable(task)}
    asked = [r for r in task.live if r.code not in {MISSING, LATE, *_NOTHING_TO_CORRECT} and id(r) not in told]
    blocks = _kinds((r for r in asked if r.weight == "blocks"), names)
    advice = _kinds((r for r in asked if r.weight != "blocks"), names)
    sheet = f"贵单位报送的{period_wording(ledger.period.name)}填报表"
    due = "" if _late(task) else f"（报送时限{_due(task, ledger)}）"
    must = f"{sheet}需要修改：{_listed(blocks)}。请尽快在退回的表上改好发回{due}。" if blocks else ""
    may = f"{'另请核实' if blocks else sheet + '请核实'}：{_listed(advice)}。" if advice else ""
    return must, may


def _unknown_file(task: Task, ledger: Ledger, names: Mapping[str, str]) -> str:
    kinds = _listed(_kinds(task.live, names))
    file = "" if task.file and task.file in kinds else f"“{task.file}”"
    return (f"各单位：您好！我办收到的{period_wording(ledger.period.name)}文件中，{file}{kinds}。"
            f"请报送单位认领，并用下发的填报表重新发回。{_contact(ledger)}谢谢！")


def _contact(ledger: Ledger) -> str:
    phone = ledger.profile.office_phone
    return f"如有疑问请与我办联系（{phone}）。" if phone else ""


# ── the columns of 待办 ──────────────────────────────────────────────────────────────────────────
def _person(task: Task, field: str, listed: Mapping[str, str]) -> str:
    """Who filled the sheet in, else whom the directory names."""
    written = task.unit.head.get(field) if task.unit else None
    return (written.text if written else "") or listed.get(task.name, "")


def todo_columns(
    ledger: Ledger, names: Mapping[str, str], link: Callable[[Task], str],
) -> tuple[ReportColumn[Task], ...]:
    """The columns of 待办; ``link`` says where a task's first remark stands in 校验意见."""
    contacts = {unit.name: unit.contact for unit in ledger.profile.units}
    phones = {unit.name: unit.phone for unit in ledger.profile.units}
    return (
        ReportColumn("unit", "单位", 22, lambda t: t.name, mark=lambda t: Mark(link=link(t))),
        ReportColumn("wanting", "缺什么、错什么", 50, lambda t: _wanting(t, names)),
        ReportColumn("blocks", "阻断", 7, lambda t: t.count("阻断"), "number",
                     lambda t: Mark("red") if t.count("阻断") else None),
        ReportColumn("advises", "提醒", 7, lambda t: t.count("提醒"), "number",
                     lambda t: Mark("yellow") if t.count("提醒") else None),
        ReportColumn("contact", "联系人", 10, lambda t: _person(t, "filler", contacts)),
        ReportColumn("phone", "联系电话", 16, lambda t: _person(t, "phone", phones)),
        ReportColumn("sentence", "可直接粘贴的话", 80, lambda t: sentence(t, ledger, names)),
    )
