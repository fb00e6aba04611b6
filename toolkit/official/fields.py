"""Passages -> the values of a problem: texts, units, measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.dates import measure_deadline, read_deadline
from toolkit.model import Measure
from toolkit.official.items import Item, measure_items
from toolkit.official.lines.layout import Token
from toolkit.official.passages import Passage
from toolkit.official.vocabulary import is_kept_beside
from toolkit.regex import regex
from toolkit.units import Roles, split_roles

_ENDED = regex(r"[。；！？!?;）)”…]$")


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────
def running_text(pieces: Sequence[str]) -> str:
    """Paragraphs of one text; a piece that does not end a sentence runs on into the next."""
    text = ""
    for piece in pieces:
        text += ("\n" if _ENDED.search(text) else "") + piece if text else piece
    return text


def _pieces(passage: Passage) -> list[str]:
    return [piece for piece in (passage.label.value, *(t.text for t in passage.tokens)) if piece]


def whole_text(passages: Sequence[Passage], *, wrapped: bool) -> str | None:
    """All a label says, as one text."""
    texts = ["".join(p) if wrapped else running_text(p) for p in map(_pieces, passages) if p]
    return "\n".join(texts) or None


def beside(passages: Sequence[Passage], *, wrapped: bool) -> tuple[tuple[str, str], ...]:
    """What stands beside a problem under headings no column of ours holds (备注, 验收意见): heading, text."""
    return tuple((passage.label.name.strip(), text) for passage in passages
                 if is_kept_beside(passage.label.name) and (text := whole_text([passage], wrapped=wrapped)))


def short_text(passages: Sequence[Passage], *, wrapped: bool) -> str | None:
    """A short value: on the label's line, or on the lines after it where that is blank or unfinished."""
    texts = ["".join(pieces[: len(pieces) if wrapped else _stop(pieces)]) for pieces in map(_pieces, passages)]
    return "，".join(text for text in texts if text) or None


def _stop(pieces: Sequence[str]) -> int:
    """How many lines of paragraphs a short value takes."""
    stop = 1
    while stop < len(pieces) and pieces[stop - 1].endswith(("、", "，", ",", "；")):
        stop += 1
    return stop


def left_over(passage: Passage, *, wrapped: bool) -> list[Token]:
    """The lines under a short value that are no part of it."""
    if wrapped:
        return []
    told = [token for token in passage.tokens if token.text]
    return told[max(0, _stop(_pieces(passage)) - bool(passage.label.value)) :]


# ── measures ─────────────────────────────────────────────────────────────────────────────────────
_NOTE = regex(r"\s*(?:[（(]([^（()）]{1,24})[）)]|【([^【】]{1,24})】)\s*([。；;.]?)$")
_DONE = regex(r"完成|办结|销号|整改到位|落实到位|^已整改")
# 未完成, 预计…完成 and 6月底前完成 say that it is not done.
_NOT_DONE = regex(r"[未尚待拟将]|预计|计划|力争|确保|争取|部分|基本|阶段性|正在|时限|前[，,]?(?:全部|基本)?(?:完成|办结|销号|整改到位|落实到位)")


def measures(passages: Sequence[Passage], *, wrapped: bool) -> tuple[Measure, ...]:
    """The measures, each without its ordinal and its done note."""
    items: list[tuple[Item, Passage]] = []
    for passage in passages:
        before = [item for item, _ in items]
        items += [(item, passage) for item in measure_items(passage, wrapped=wrapped, before=before)]
    found: list[Measure] = []
    for item, passage in items:
        text, note = _without_note(item.text)
        note = note or _note_of(passage.note)
        if not text and note and found:
            # The note stood on a line of its own, after the measure it belongs to.
            last = found[-1]
            found[-1] = Measure(last.ordinal, last.text, note, last.deadline)
        elif text:
            ordinal = item.ordinal.bare if item.ordinal else passage.ordinal.rstrip("、.．是") or None
            day = measure_deadline(text) or _told_deadline(text) or read_deadline(passage.deadline).day
            found.append(Measure(ordinal, text, note, day))
    return tuple(found)


_TOLD_DEADLINE = regex(r"[（(][^（()）]*?(?:完成|整改)?时限\s*[：:]\s*([^；;，,（()）]+)[^（()）]*[）)][。；;.]?$")


def _told_deadline(text: str) -> date | None:
    """…（责任单位：…；完成时限：2025年3月底）: the measure's own day."""
    found = _TOLD_DEADLINE.search(text)
    return read_deadline(found[1].strip()).day if found else None


def _note_of(status: str) -> str | None:
    """已完成 beside a measure is its done note; 推进中 is none."""
    return status if status and _DONE.search(status) and not _NOT_DONE.search(status) else None


def _without_note(text: str) -> tuple[str, str | None]:
    found = _NOTE.search(text)
    note = (found[1] or found[2]).strip().rstrip("。") if found else ""
    if found is None or not _DONE.search(note) or _NOT_DONE.search(note):
        return text.strip(), None
    rest = text[: found.start()].rstrip()
    stop = found[3] if not rest.endswith(("。", "；", ";")) else ""
    return rest + stop if rest else "", note


# ── simple values ────────────────────────────────────────────────────────────────────────────────
def units(passages: Sequence[Passage], *, wrapped: bool) -> Roles:
    """The units a label names, full names in order; those said to lead (牵头) apart."""
    return split_roles(short_text(passages, wrapped=wrapped) or "")


_SHARED_NUMBER = regex(r"^[（(]([^（()）]{0,30}(?:第[^（()）]{1,12}[项条]|\d+[-—]\d+)[^（()）]{0,12})[）)]\s*")


def without_other_numbers(text: str) -> tuple[str, tuple[str, ...]]:
    """（自治区整改方案第1项）督察发现… -> the text, and the other number it is known by."""
    numbers: list[str] = []
    while found := _SHARED_NUMBER.match(text):
        numbers.append(found[1])
        text = text[found.end() :]
    return text, tuple(numbers)


