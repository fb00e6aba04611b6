"""``issue``: open a period and write each expected unit's standard sheet; or put its due time off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from toolkit.app.last_faults import last_faults
from toolkit.app.office_sheet import office_pattern
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.remembering import faults_of
from toolkit.app.session import LEDGER, PUBLISHED, Session, list_digest, need_problems
from toolkit.app.shapes import moment_shape
from toolkit.app.telling import near_names
from toolkit.checks import RULES
from toolkit.dates import Calendar, chinese_moment, period_end, read_day, read_moment, said_of_years
from toolkit.duties import Reach, is_closed, listed_units
from toolkit.issue import file_name, standard_sheet
from toolkit.model import Baseline, Extension, Period, Unit, Unusable
from toolkit.periods import latest_before, period_name, write_period
from toolkit.store.workspace import OFFICIAL_LIST, issued_list
from toolkit.units import is_collective


@dataclass(frozen=True, slots=True)
class Order:
    """What the office asks of ``issue``, as typed."""

    due: str | None = None
    to: Reach = "lead"
    as_of: str | None = None
    extend: str | None = None
    unit: str | None = None


def issue(session: Session, name: str, order: Order) -> Outcome:
    """Open the period, or with ``extend`` move its due time later."""
    period_name(name)
    if order.extend:
        return _extend(session, name, order)
    need_problems(session)
    session = session.on(session.now.date())
    if session.workspace.exists(f"inbox/{name}/period.toml"):
        raise Unusable(
            f"报送期“{name}”已经下发过，没有改动任何文件。"
            f"如需延期，请双击 1-下发.bat 写这一期，或用 zhenggai issue {name} --extend 新的截止时间。")
    if session.workspace.exists(f"outbox/{name}/{PUBLISHED}/{LEDGER}"):
        raise Unusable(
            f"报送期“{name}”已有定稿（outbox/{name}/{PUBLISHED}），不能再下发。请换一个报送期名称。")
    if not order.due:
        raise Unusable(f"请写明截止时间，例如：zhenggai issue {name} --due 2025-03-25T18:00")
    period, baseline = _open(session, name, order)
    with session.workspace.locked() as commit:
        paths = []
        for unit, content in sheets(session, period, baseline):
            path = f"outbox/{name}/下发/{file_name(unit)}.xlsx"
            commit.put(path, content)
            paths.append(path)
        commit.put(f"inbox/{name}/period.toml", write_period(period))
        commit.put(issued_list(period.digest), session.workspace.must_read(OFFICIAL_LIST, "没有找到问题清单。"))
        commit.switch()
    return _told(session, period, baseline, paths, _shifted(session, order.due, period.due))


def sheets(
    session: Session, period: Period, baseline: Baseline | None,
) -> list[tuple[str, bytes]]:
    """The standard sheet of every expected unit."""
    known = {unit.name: unit for unit in session.profile.units}
    pattern = office_pattern(session)
    last = faults_of(session, period.previous)
    issued = []
    for unit in period.expected:
        problems = session.duties.shares(unit, period.to)
        issued.append((unit, standard_sheet(
            session.profile, period, known.get(unit, Unit(unit)), problems,
            lead=frozenset(p.number for p in problems if session.duties.role(p.number, unit) == "lead"),
            closed=frozenset(p.number for p in problems if is_closed(p, baseline)),
            baseline=baseline, self_checks=self_checks(), last_faults=last_faults(last, unit),
            pattern=pattern)))
    return issued


def self_checks() -> tuple[tuple[str, str], ...]:
    """What is checked when a sheet comes back, for 填报说明: the rules a unit can heed."""
    return tuple((rule.name, rule.summary) for rule in RULES.values() if rule.code[0] in "CFAL")


def _open(session: Session, name: str, order: Order) -> tuple[Period, Baseline | None]:
    due = _due(session, order.due or "")
    expected = session.duties.expected_units(order.to)
    if not expected:
        raise Unusable(
            "问题清单里没有牵头单位，不知道该发给谁。"
            "请在 templates/问题清单.xlsx 的“牵头单位”栏填写后再下发。")
    previous = latest_before(session.all_periods(), due)
    period = Period(
        name=name, due=due, issued=session.now, as_of=_as_of(name, due, order.as_of),
        previous=previous, expected=expected, digest=list_digest(session.problems), to=order.to)
    return period, session.baseline(due, previous)


def _extend(session: Session, name: str, order: Order) -> Outcome:
    period = session.period(name)
    due = _due(session, order.extend or "")
    unit = _extended_unit(session, period, order.unit)
    if due <= period.due_for(unit):
        raise Unusable(
            f"新的截止时间{chinese_moment(due)}不晚于现在的{chinese_moment(period.due_for(unit))}，"
            "没有改动。延期只能往后延。")
    extension = Extension(due, unit, session.now)
    later = replace(period, extensions=(*period.extensions, extension))
    with session.workspace.locked() as commit:
        commit.put(f"inbox/{name}/period.toml", write_period(later))
        commit.switch()
    whom = unit or "所有单位"
    document = {"period": name, "due": moment_shape(later.due_for(None)), "unit": unit,
                "extended_to": moment_shape(due), "outputs": [f"inbox/{name}/period.toml"]}
    shifted = _shifted(session, order.extend or "", due)
    said = (f"报送期{name}：{whom}的截止时间延至{chinese_moment(due)}。", shifted)
    return Outcome(DONE, document, tuple(line for line in said if line))


def _extended_unit(session: Session, period: Period, unit: str | None) -> str | None:
    if unit is None:
        return None
    known = session.of(period).directory.resolve(unit)
    if known not in period.expected:
        raise Unusable(
            f"“{unit}”不是报送期“{period.name}”的应报单位{near_names(session.directory, unit)}。"
            f"请写应报单位的全称或别名（outbox/{period.name}/下发 里一家一份），没有改动任何文件。")
    return known


def _moment(text: str, now: datetime) -> datetime:
    moment = read_moment(text, now)
    if moment is None:
        raise Unusable(
            f"时间“{text}”读不出来。请写成 2025-03-25T18:00 或 2025年3月25日18时。")
    return moment


def _due(session: Session, text: str) -> datetime:
    """A due time as asked, or moved past days off where the office has chosen so."""
    due = _moment(text, session.now)
    if not session.profile.shift_due:
        return due
    day = Calendar(session.profile.holidays).on_or_after(due.date())
    return due.replace(year=day.year, month=day.month, day=day.day)


def _shifted(session: Session, text: str, due: datetime) -> str:
    """What is said of a due time that was moved; '' where it stands as asked."""
    asked = _moment(text, session.now)
    if not session.profile.shift_due:
        return ""
    doubt = said_of_years(Calendar(session.profile.holidays), asked.date(), due.date())
    moved = "" if asked == due else \
        f"{chinese_moment(asked)}是休息日，按设置“报送时限遇休息日顺延”延到{chinese_moment(due)}。"
    return f"{moved}{doubt}。" if doubt else moved


def _as_of(name: str, due: datetime, asked: str | None) -> date:
    if not asked:
        return period_end(name) or due.date()
    day = read_day(asked)
    if day is None:
        raise Unusable(f"日期“{asked}”读不出来。请写成 2025-03-31。")
    return day


def _told(
    session: Session, period: Period, baseline: Baseline | None, paths: Sequence[str], shifted: str,
) -> Outcome:
    unexpanded = sorted({
        name for p in session.problems for name in p.responsible_units
        if period.to == "all" and is_collective(name) and not session.directory.members(name)})
    orphans = [p.number for p in session.problems if not p.lead_units]
    lines = [
        f"报送期 {period.name} 已下发：{len(paths)}个单位，截止{chinese_moment(period.due)}，"
        f"统计截至{period.as_of.isoformat()}。",
        f"填报表在 outbox/{period.name}/下发/ ，请发给各单位；报回的文件放入 inbox/{period.name}/ 。"]
    if shifted:
        lines.append(shifted)
    if baseline:
        lines.append(f"上期进展取自 {baseline.period}。")
    if unexpanded:
        lines.append(
            f"下列统称没有展开，未下发：{'、'.join(unexpanded)}。"
            "请在 专项配置.xlsx“单位”的“所属集体”栏写明包含哪些单位。")
    renamed = _renamed(session)
    if renamed:
        names = "、".join(f"{old}→{new}" for old, new in renamed.items())
        lines.append(f"按“单位”表的承接关系，以现在的单位名称下发：{names}。")
    if orphans:
        lines.append(f"没有牵头单位、无人填报的问题：{'、'.join(map(str, orphans))}。")
    document = {
        "period": period.name, "due": moment_shape(period.due), "as_of": period.as_of.isoformat(),
        "units": list(period.expected), "unexpanded": unexpanded,
        "without_lead": orphans, "renamed": renamed, "previous": period.previous,
        "baseline": baseline.period if baseline else None,
        "outputs": [*paths, f"inbox/{period.name}/period.toml"]}
    return Outcome(DONE, document, tuple(lines))


def _renamed(session: Session) -> dict[str, str]:
    """The units of the list that others act for today."""
    names = listed_units(session.problems)
    return {name: acting for name in names if (acting := session.directory.acting(name)) != name}
