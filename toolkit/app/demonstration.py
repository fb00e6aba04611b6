"""``demo``: an invented city, two periods, every step by the same code as the real thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from toolkit.app import period as of_period
from toolkit.app.importing import ImportOrder, import_documents
from toolkit.app.issuing import Order, issue
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.publishing import publish
from toolkit.app.receiving import receive
from toolkit.app.session import Session, open_session
from toolkit.app.workspace import workspace_files
from toolkit.checks import RULES
from toolkit.demo import (
    IMPORTED_ON,
    OPENINGS,
    PLAN_NAME,
    Opening,
    Round,
    plan_text,
    rounds_of,
    settings,
    units,
)
from toolkit.demo.inbox import fill, received
from toolkit.issue import file_name
from toolkit.manual import MANUAL
from toolkit.model import Profile, Unusable, Waiver
from toolkit.profile import add_to_profile, default_profile, write_profile
from toolkit.store import write_new_workspace
from toolkit.store.workspace import PROFILE


def demonstrate(root: Path) -> Outcome:
    """Lay out the city in an empty folder, run and publish one period, and run the next."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise Unusable(f"“{root}”已存在且不是空文件夹。请换一个文件夹名，或先移走它。")
    _lay_out(root)
    told: list[str] = []
    steps: list[Mapping[str, object]] = []
    for opening in OPENINGS:
        told.append(f"【{opening.period}】{_day(opening.issued_on)}下发，截止{opening.due}")
        issue(_at(root, opening.issued_on), opening.period, Order(due=opening.due))
        for round_ in rounds_of(opening.period):
            outcome = _play(root, round_)
            totals = outcome.document["totals"]
            told.append(_round_line(round_, totals))
            steps.append({"period": opening.period, "round": round_.number, "totals": totals})
        if opening.published_on:
            told.append(_published(root, opening))
    return Outcome(DONE, {"workspace": str(root), "steps": steps}, (*told, *_what_to_open(root)))


def _lay_out(root: Path) -> None:
    profile = replace(default_profile(), units=units())
    files = {
        **workspace_files(profile),
        PLAN_NAME: plan_text().encode("utf-8"),
    }
    files[PROFILE] = add_to_profile(files[PROFILE], units=(), values=settings())
    write_new_workspace(root, files)
    import_documents(
        root, _moment(IMPORTED_ON), ImportOrder((root / PLAN_NAME,)), lambda _: True,
        parse_only=False)


def _play(root: Path, round_: Round) -> Outcome:
    """One look of the office at its inbox: what came, what it decided, and the run."""
    session = _at(root, round_.run_on)
    if round_.waivers:
        _waive(session, round_.waivers)
    for unit, until in round_.extensions:
        issue(session, round_.period, Order(extend=until, unit=unit))
    issued = {unit: _issued(session, round_.period, unit) for unit in
              session.period(round_.period).expected}
    with session.workspace.locked() as commit:
        for path, content in fill(issued, round_.period, round_.number).items():
            commit.put(f"inbox/{round_.period}/{path}", content)
        commit.switch()
    for path, at in received(round_.period, round_.number):
        receive(session, round_.period, [root / "inbox" / round_.period / path], at, None)
    return of_period.run(_at(root, round_.run_on), round_.period)


def _issued(session: Session, period: str, unit: str) -> bytes:
    return session.workspace.must_read(
        f"outbox/{period}/下发/{file_name(unit)}.xlsx", f"没有找到{unit}的填报表。")


def _waive(session: Session, waivers: Iterable[Waiver]) -> None:
    profile: Profile = replace(
        session.profile, waivers=(*session.profile.waivers, *waivers))
    names = {code: rule.name for code, rule in RULES.items()}
    with session.workspace.locked() as commit:
        commit.put(PROFILE, write_profile(profile, names))
        commit.switch()


def _published(root: Path, opening: Opening) -> str:
    outcome = publish(_at(root, opening.published_on or opening.issued_on), opening.period)
    return f"  {outcome.lines[-1]}"


def _round_line(round_: Round, totals: Mapping[str, Mapping[str, int]]) -> str:
    words = {"returned": "已报送", "late": "迟报", "missing": "未报送", "nothing_to_report": "无进展"}
    states = "，".join(f"{words[s]}{n}" for s, n in totals["units"].items())
    remarks = totals["remarks"]
    return (f"  {_day(round_.run_on)}第{round_.number}次汇总：{states}；"
            f"阻断意见{remarks['blocks']}条，提醒{remarks['advises']}条")


def _what_to_open(root: Path) -> tuple[str, ...]:
    last, published = OPENINGS[-1].period, OPENINGS[0].period
    return (
        f"演示已放在 {root}",
        "请打开看看：",
        "  templates/问题清单.xlsx                  从报纸版方案读出的问题清单",
        f"  outbox/{published}/下发/                        发给各单位的填报表",
        f"  inbox/{published}/                            各单位报回的文件（有迟报、改动、残缺）",
        f"  outbox/{published}/定稿/附件-整改进展情况.docx   公布的附件",
        f"  outbox/{last}/校验报告.xlsx                下一期：现在该催谁、退谁",
        f"  outbox/{last}/整改台账.xlsx                下一期台账",
        f"  outbox/{last}/看板.html                    一页看清",
        f"照着做：{MANUAL}（有图，双击打开），“一期走一遍”就是这两期的做法。",
        f'再试：zhenggai trace {published} "3（一）" -C {root}',
    )


def _at(root: Path, day: date) -> Session:
    return open_session(root, _moment(day))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59).astimezone()


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
