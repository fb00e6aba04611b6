"""The letters of a period, each from its template: ``templates/通知/<种类>.docx``, else as we word it.

``templates/通知.docx`` gives every letter its look. All templates are checked before the first letter
is made, so that a mistake in one stops the command before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.app.outputs.aside import Aside
from toolkit.app.remembering import recorded
from toolkit.app.session import LEDGER, PUBLISHED, Session
from toolkit.issue import file_name
from toolkit.model import Fault, Filling, Heading, Ledger, LetterForm, Period, Unusable, worst_of
from toolkit.reports.wording import LATE, RECEIVED
from toolkit.tables import Tables, read_workbook
from toolkit.tables.headed import headed_rows

if TYPE_CHECKING:
    from toolkit.reports.letters.pressing import Past
    from toolkit.word.letters.edges import Edge
    from toolkit.word.letters.parts import Part

NOTICE_TEMPLATE = "templates/通知.docx"
ANNEX_TEMPLATE = "templates/附件.docx"
_MOST_MISTAKES = 12
_MORE_PERIODS = 10
"""So many periods more than 督办函 asks for are looked at, to say how long it has gone on."""
_RECEIVED = ("单位", "收到时间", "时间来源")


def template_path(kind: str) -> str:
    """Where the office edits the text of one kind of letter."""
    return f"templates/通知/{kind}.docx"


CIRCULAR, REMINDER = "通报", "催报函"


def worded_as_ours(session: Session) -> frozenset[str]:
    """The kinds of letter whose text the office has not rewritten: only these can be read back."""
    from toolkit.word.letters import default_parts, letter_forms, read_letter, words_of

    kinds = set()
    for kind, form in letter_forms().items():
        content = session.workspace.read(template_path(kind))
        if content is None or words_of(read_letter(content)) == words_of(default_parts(form)):
            kinds.add(kind)
    return frozenset(kinds)


def letters(session: Session, ledger: Ledger, aside: Aside) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every letter of the period begun: name under its outbox, what waits for its bytes.

    Raises Unusable for a faulty template.
    """
    from toolkit.word import write_word
    from toolkit.word.letters import fill_letter, letter_forms

    forms = letter_forms()
    wanted = _wanted(ledger, forms)
    worded, papers = _sound_templates(session)
    for kind, which, filling in _called_for(session, ledger):
        if filling is not None and kind in wanted:
            name = f"{kind}-{file_name(which)}" if which else kind
            letter = worded[kind]
            blocks = fill_letter(letter.parts, filling)
            title = next((b.text for b in blocks if isinstance(b, Heading) and b.level == 0), kind)
            yield f"通知/{name}.docx", aside.do(
                write_word, blocks, papers[forms[kind].letterhead], header="", title=title.replace("\n", ""),
                texts=filling.texts, edges=letter.edges)


def _wanted(ledger: Ledger, forms: Mapping[str, LetterForm]) -> frozenset[str]:
    unknown = [kind for kind in ledger.profile.letters if kind not in forms]
    if unknown:
        raise Unusable(f"专项配置.xlsx“设置”的“生成哪些函件”里，没有“{'、'.join(unknown)}”这种函件；"
                       f"可以填的有：{'、'.join(forms)}。")
    return frozenset(ledger.profile.letters)


@dataclass(frozen=True, slots=True)
class _Worded:
    """How the office words one kind of letter: its body, and what stands above and below it."""

    parts: tuple[Part, ...]
    edges: tuple[Edge, ...] = ()


def template_mistakes(session: Session) -> tuple[tuple[str, str], ...]:
    """(template, sentence) for everything wrong with the Word templates the letters are made of."""
    from toolkit.word.letters import letter_forms

    found = []
    for kind in letter_forms():
        found += [(template_path(kind), said) for said in _worded(session, kind)[1]]
    for path in (NOTICE_TEMPLATE, ANNEX_TEMPLATE):
        found += [(path, said) for said in _paper_mistakes(session.workspace.read(path))]
    return tuple(found)


def _worded(session: Session, kind: str) -> tuple[_Worded, tuple[str, ...]]:
    """The text of one kind of letter, and the mistakes in its template."""
    from toolkit.word.letters import (
        default_parts,
        edge_mistakes,
        letter_forms,
        mistakes,
        read_edges,
        read_letter,
    )

    form = letter_forms()[kind]
    content = session.workspace.read(template_path(kind))
    if content is None:
        return _Worded(default_parts(form)), ()
    try:
        worded = _Worded(read_letter(content), read_edges(content))
    except Unusable as refused:
        return _Worded(()), (str(refused),)
    return worded, (*mistakes(worded.parts, form), *edge_mistakes(worded.edges, form))


def _paper_mistakes(content: bytes | None) -> tuple[str, ...]:
    from toolkit.word.letters import common_names, paper_lines, paper_mistakes

    try:
        return paper_mistakes(paper_lines(content), common_names()) if content is not None else ()
    except Unusable as refused:
        return (str(refused),)


def _sound_templates(session: Session) -> tuple[Mapping[str, _Worded], Mapping[bool, bytes]]:
    """The text of every kind of letter and the two papers; Unusable, naming every mistake, where there are any."""
    from toolkit.word import annex_template, notice_template
    from toolkit.word.letters import letter_forms

    if wrong := template_mistakes(session):
        more = f"\n……共{len(wrong)}处。" if len(wrong) > _MOST_MISTAKES else ""
        raise Unusable("函件模板有以下错误，请在 Word 或 WPS 中改正后再运行（删去该模板就用默认的文字），没有写任何文件：\n"
                       + "\n".join(f"{path}：{said}" for path, said in wrong[:_MOST_MISTAKES]) + more)
    letter, paper = (session.workspace.read(path) for path in (NOTICE_TEMPLATE, ANNEX_TEMPLATE))
    return ({kind: _worded(session, kind)[0] for kind in letter_forms()},
            {True: notice_template() if letter is None else letter,
             False: annex_template() if paper is None else paper})


def _called_for(session: Session, ledger: Ledger) -> Iterator[tuple[str, str, Filling | None]]:
    """(kind, of whom or what, values) of every letter the period may call for."""
    from toolkit.reports.letters.closing import announcement, application, to_accept
    from toolkit.reports.letters.notices import circular, reminder
    from toolkit.reports.letters.pressing import deadline_reminder, pressed_problems, supervision

    past = _past(session, ledger)
    for unit in ledger.units:
        if unit.state == "missing":
            yield "催报函", unit.unit, reminder(ledger, unit.unit)
        pressed = pressed_problems(ledger, unit, past) if "督办函" in ledger.profile.letters else frozenset()
        yield "提醒函", unit.unit, deadline_reminder(ledger, unit, pressed)
        yield "督办函", unit.unit, supervision(ledger, unit, past, session.now)
    yield "通报", "", circular(ledger)
    for row in to_accept(ledger):
        yield "验收销号申请表", f"第{row.problem.number}项", application(ledger, row)
    yield "公示", "", announcement(ledger)


def _past(session: Session, ledger: Ledger) -> tuple[Past, ...]:
    """The published periods before this one, the latest first; as many as 督办函 asks for, and ten more."""
    published = set(session.workspace.published())
    before = sorted((p for p in session.all_periods()
                     if p.name in published and p.due < ledger.period.due), key=lambda p: p.due, reverse=True)
    many = ledger.profile.supervise_after + _MORE_PERIODS if ledger.profile.supervise_after > 0 else 0
    named = session.of(ledger.period) if before[:many] else session
    return tuple(_said(named, period) for period in before[:many])


def _said(session: Session, period: Period) -> Past:
    """What stood against its units when a period was last looked at, each under the name it has now."""
    from toolkit.reports.letters.pressing import Past

    standing: dict[str, tuple[Fault, ...]] = {}
    for name, faults in recorded(session.workspace, period.name).units.items():
        now = session.directory.resolve(name) or name if name else ""
        standing[now] = worst_of((*standing.get(now, ()), *(replace(f, unit=now) for f in faults.standing)))
    received = _received(session, period.name) if any(
        f.code == LATE for faults in standing.values() for f in faults) else {}
    return Past(period, standing, received)


def _received(session: Session, period: str) -> Mapping[str, datetime]:
    """When each unit's sheet came, by the published ledger: registered times only."""
    path = f"outbox/{period}/{PUBLISHED}/{LEDGER}"
    content = session.workspace.read(path)
    tables = read_workbook(path, content) if content else None
    if not isinstance(tables, Tables):
        return {}
    try:
        rows = list(headed_rows(tables, path, "单位", _RECEIVED, _RECEIVED))
    except Unusable:  # a ledger of another make: the letter then does without the time
        return {}
    return {session.directory.resolve(row.text("单位")) or row.text("单位"): at for row in rows
            if row.text("时间来源") == RECEIVED["given"] and (at := _moment(row.text("收到时间")))}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local, as the ledger prints it
    except ValueError:
        return None
