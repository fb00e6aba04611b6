"""``publish``: annex, ledger and manifest as published (定稿)."""

from __future__ import annotations

from dataclasses import replace

from toolkit.app.outcome import BLOCKED, DONE, Outcome
from toolkit.app.period import MANIFEST, run
from toolkit.app.session import ANNEX, LEDGER, PUBLISHED, Session
from toolkit.model import Unusable


def publish(session: Session, name: str) -> Outcome:
    """Run once more; where nothing blocks and the outputs agree, keep them as 定稿.

    A draft is never published: exit 1, and nothing is kept. What a person edited must first be
    brought back (`import --as progress --period`), so that annex and ledger say the same.
    """
    outcome = run(session, name)
    document = dict(outcome.document)
    if outcome.code == BLOCKED:
        return replace(outcome, lines=(
            *outcome.lines,
            "还有阻断意见，没有定稿。请处理后再定稿；确需放行的，"
            "请在 专项配置.xlsx“规则”的豁免表里写明批准人和理由。"))
    edited = [r for r in document["remarks"] if r["code"] == "O901"]
    if edited:
        names = "、".join(str(r["file"]) for r in edited)
        return Outcome(BLOCKED, document, (
            *outcome.lines, f"{names} 有人改过，与汇总结果不一致，没有定稿。"
            f"附件的改动请用 zhenggai import --as progress --period {name} 附件文件 带回；"
            "其他文件请移走改过的，或以“（新）”文件为准。"))
    return _keep(session, name, document)


def _keep(session: Session, name: str, document: dict[str, object]) -> Outcome:
    workspace = session.workspace
    folder = f"outbox/{name}/{PUBLISHED}"
    kept = {}
    for output in (ANNEX, LEDGER, MANIFEST):
        kept[f"{folder}/{output}"] = workspace.must_read(
            f"outbox/{name}/{output}", f"没有找到 outbox/{name}/{output}，请先运行 zhenggai run {name}。")
    former = {path: workspace.read(path) for path in kept}
    document = {**document, "published": sorted(kept)}
    if former == kept:
        return Outcome(DONE, document, (f"报送期{name}已经定稿，内容没有变化。",))
    if any(content is not None for content in former.values()):
        raise Unusable(
            f"报送期“{name}”已有定稿，现在的结果与定稿不同，定稿没有改动。"
            f"如确需更正，请先把 {folder} 移到别处存档，再重新定稿。")
    with workspace.locked() as commit:
        for path, content in kept.items():
            commit.put(path, content)
        commit.switch()
    return Outcome(DONE, document, (f"报送期{name}已定稿，存入 {folder} 。",))
