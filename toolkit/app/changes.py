"""What a revision of the list changes, for a person (a line each) and for a program (JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.official.revision.fieldwise import HEADINGS
from toolkit.official.revision.marked import marked
from toolkit.official.revision.revise import Change, Note, Revision, doubtful


def shown_changes(revision: Revision, *, take_file: bool = False) -> list[str]:
    """The changes for a person, a line each, character by character."""
    lines = [f"将改动问题清单{len(revision.changes)}处："]
    lines += [f"  第{c.number}项 {_said(c, take_file=take_file)}" for c in revision.changes]
    if any(c.kind == "added" for c in revision.changes) and _missing(revision):
        lines.append("  （新增的一项如由原来某一项拆分、合并而来，请在“原序号”栏填原来的序号，历次进展才接得上。）")
    return lines


def _said(change: Change, *, take_file: bool) -> str:
    difference = marked(change.before, change.after, short=True)
    sentences: Mapping[str, str] = {
        "added": f"{change.heading}：{change.after}",
        "removed": f"{change.heading}：{change.before}" + (f"（{change.after}）" if change.after else ""),
        "renumbered": f"序号：{difference}（与清单原第{change.before}项是同一个问题，原序号记为{change.before}，历次进展随之接上）",
        "moved": f"序号：{difference}（文件里没有这一项，它的序号已由别的问题使用，保留在末尾）",
        "conflict": f"{change.heading}：{difference}（冲突：清单里的“{change.before}”是手工改过的，"
                    f"文件现在写“{change.after}”；"
                    + ("采用文件的）" if take_file else "保留手工改过的，要采用文件的请加 --take-file）"),
    }
    doubt = "（与原文相差很大，请核对是不是另一项问题）" if doubtful(change) else ""
    return sentences.get(change.kind, f"{change.heading}：{difference}{doubt}")


def _missing(revision: Revision) -> list[int]:
    return [note.number for note in revision.notes if note.kind == "missing"]


def noted(revision: Revision) -> Iterator[str]:
    """What stays, and why."""
    missing = _missing(revision)
    if missing:
        yield (f"清单第{_numbers(missing)}项文件里没有，仍保留在清单里；确实取消的，再导入一次并加 --remove-missing。")
    for note in revision.notes:
        if note.kind == "kept":
            yield f"第{note.number}项“{note.heading}”保留手工改过的“{note.before}”（文件仍写“{note.after}”）。"
        elif note.kind == "deleted":
            yield f"第{note.number}项已在清单里手工删去，没有加回；要加回的请加 --take-file 。"
        elif note.kind == "repeated":
            yield f"第{note.number}项在文件里不止一个，后一个没有并入：{note.after}"


def _numbers(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))


def change_shape(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "number": change.number, "field": change.heading,
            "before": change.before, "after": change.after,
            "difference": marked(change.before, change.after)}


def note_shape(note: Note) -> dict[str, Any]:
    return {"kind": note.kind, "number": note.number, "field": note.heading or HEADINGS["text"],
            "before": note.before, "after": note.after}
