"""Labels with their values in the same cell: 填报单位（盖章）：____　填报人：____, and dates in titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.regex import regex
from toolkit.tables.levels import heading_key
from toolkit.text import written_on

_LABEL = regex(
    r"(?P<label>(?<![一-鿿])(?:[一-鿿][ \u3000]+){1,5}[一-鿿]|[^\s：:_＿，。；,;]{1,20})[ \u3000]*[：:]")
"""A label; blanks stand in it only between single characters: 联 系 人."""
_GAP = "\u3000\u3000"

_YEAR = r"(?:\d{4}|[×Xx_＿ \u3000]{1,10})年\s*"
_MONTH = r"(?:\d{1,2}|[×Xx_＿ \u3000]{1,8})月"
_DAY = r"\s*(?:\d{1,2}|[×Xx_＿ \u3000]{1,8})日"
_PERIOD = regex(
    rf"{_YEAR}(?:第?\s*(?:[一二三四1-4]|[×Xx_＿ \u3000]{{1,8}})\s*季度|{_MONTH}(?!{_DAY})(?:份)?|[上下]半年)")
_AS_OF = regex(rf"(?P<word>截[至止]到?[ \u3000]*){_YEAR}{_MONTH}{_DAY}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in a text: where it begins, where its value begins and ends, the value."""

    label: str
    start: int
    begins: int
    ends: int
    value: str


def labels_in(text: str) -> list[Labelled]:
    """The labels of a cell in order, each with what stands behind its colon."""
    marks = list(_LABEL.finditer(text))
    found = []
    for at, mark in enumerate(marks):
        ends = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        label, start = mark["label"], mark.start()
        value = text[mark.end():ends]
        found.append(Labelled(label, start, mark.end(), ends, written_on(value)))
    return found


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text with values behind labels (by heading key); '' leaves the line to write on."""
    written, at = [], 0
    found = labels_in(text)
    for position, labelled in enumerate(found):
        value = values.get(heading_key(labelled.label))
        if not value:
            continue
        last = position == len(found) - 1
        written += [text[at:labelled.begins], value, "" if last else _GAP]
        at = labelled.ends
    return "".join([*written, text[at:]])


def without_values(text: str, keys: frozenset[str]) -> str:
    """The text with nothing behind these labels but the line to write on that was there."""
    for labelled in reversed(labels_in(text)):
        if heading_key(labelled.label) in keys and labelled.value:
            gap = "" if labelled.ends == len(text) else _GAP * 3
            text = text[:labelled.begins] + gap + text[labelled.ends:]
    return text


def for_period(text: str, period: str, as_of: str) -> str:
    """A title with its period (2024年第三季度, 　年　月) and its 截至 date put right."""
    dated = _AS_OF.sub(lambda found: found["word"] + as_of, text)
    return _PERIOD.sub(lambda _: period, dated)


def names_a_period(text: str) -> bool:
    """Whether a title says which period it is for."""
    return bool(_PERIOD.search(text) or _AS_OF.search(text))
