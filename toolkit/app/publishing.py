"""``publish``: annex, ledger and manifest as published (定稿)."""

from __future__ import annotations

from dataclasses import replace

from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.outputs.pieces import PUBLISHED_PIECES, RUN
from toolkit.app.period import Work, prepare
from toolkit.app.session import LEDGER, PUBLISHED, Session, published_note
from toolkit.model import Unusable
from toolkit.store import Commit


def publish(session: Session, name: str) -> Outcome:
    """Run once more; where nothing blocks and annex and ledger agree, keep them as 定稿.

    A draft is never published: exit 1, and nothing is kept. What a person edited must first be
    brought back (`import --as progress --period`), so that annex and ledger say the same. Raises
    Unusable, and writes nothing, where another version was published before.
    """
    with session.workspace.locked() as commit:
        work = prepare(session, name, RUN, commit)
        outcome = _refused(work, name) or _keep(session, name, work, commit)
        commit.switch()
    return outcome


def _refused(work: Work, name: str) -> Outcome | None:
    """Why this cannot be published; None where it can."""
    outcome = work.outcome
    if outcome.code == BLOCKED:
        return replace(outcome, lines=(
            *outcome.lines,
            "还有阻断意见，没有定稿。请处理后再定稿；确需放行的，"
            "请在 专项配置.xlsx“规则”的豁免表里写明批准人和理由。"))
    edited = [piece for piece in PUBLISHED_PIECES if piece not in work.outputs.settled]
    if not edited:
        return None
    return Outcome(BLOCKED, outcome.document, (
        *outcome.lines, f"{'、'.join(edited)} 有人改过，与汇总结果不一致，没有定稿。"
        f"附件的改动，请把附件拖到 0-导入.bat 上写这一期，或用 zhenggai import --as progress --period {name} 附件文件 带回；"
        "已经带回或不再需要的，请移走改过的文件，以“（新）”文件为准，再定稿。"))


def _keep(session: Session, name: str, work: Work, commit: Commit) -> Outcome:
    folder = f"outbox/{name}/{PUBLISHED}"
    kept = {f"{folder}/{piece}": work.outputs.settled[piece] for piece in PUBLISHED_PIECES}
    former = {path: session.workspace.read(path) for path in kept}
    outcome = work.outcome
    document = {**outcome.document, "published": sorted(kept)}
    if former == kept:
        return Outcome(DONE, document, (f"报送期{name}已经定稿，内容没有变化。",))
    if any(content is not None for content in former.values()):
        raise Unusable(
            f"报送期“{name}”已有定稿，现在的结果与定稿不同，没有改动任何文件。"
            f"如确需更正，请先把 {folder} 移到别处存档，再重新定稿。")
    for path, content in kept.items():
        commit.put(path, content)
    commit.put(published_note(name), work.outputs.settled[LEDGER])
    return Outcome(DONE, document, (f"报送期{name}已定稿，存入 {folder} 。",))
