"""Labels torn apart by a line's end, and labels that share a line, set right before reading.

``整改时`` above ``限：2024年12月底`` is one label; ``牵头单位：…；责任单位：…`` is two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit.official.sources import Line
from toolkit.official.vocabulary import Vocabulary
from toolkit.regex import regex
from toolkit.text import close_up, matching_key, split_ordinal

_LONGEST = 12
_OPEN = regex(r"[（(《“][^（()）《》“”。；]{0,24}$")
"""Brackets and quotes a line leaves open at its end."""
_UNFINISHED = regex(r"[，、,（(《“]$")
_CLOSES = regex(r"[，、。；）)》”%％‰：:]")
_QUANTITY = regex(r"\d+(?:\.\d+)?[万亿]?(?:[%％‰米吨亩眼户家处个公平立千元度口座]|hm|km)")
"""What no paragraph begins with: closing marks, a quantity cut off from its sentence."""
_CLOSING = {"（": "）)", "(": "）)", "《": "》", "“": "”"}
_ENDED = regex(r"[。；！？：.!?;:”’）)〕】》…]$")
_INSIDE = regex(r"(?<=[\s　；;。，,])[\s　]*([^\s　：:；;。，,（(《“]{4,10})\s*[：:﹕︰∶]")


def mended(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines with torn labels put together and shared lines taken apart."""
    whole = [part for line in lines for part in _apart(line, vocabulary)]
    return list(_together(whole, vocabulary))


def _apart(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    start = 0
    for found in _INSIDE.finditer(line.text):
        before = line.text[start : found.start(1)]
        # （责任单位：…；完成时限：…） after a measure stays the measure's.
        inside = sum(map(before.count, "（(")) > sum(map(before.count, "）)"))
        if not inside and vocabulary.is_list_label(found[1]) and before.strip():
            yield Line(line.number, line.text[start : found.start(1)].rstrip(" \t\u3000；;，,"))
            start = found.start(1)
    yield Line(line.number, line.text[start:]) if start else line


def _together(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    place = 0
    while place < len(lines):
        line = lines[place]
        following = next((i for i in range(place + 1, len(lines)) if lines[i].text.strip()), None)
        if following is not None and _is_torn(line.text, lines[following].text, vocabulary):
            yield Line(line.number, line.text.rstrip() + lines[following].text.lstrip())
            place = following + 1
        else:
            yield line
            place += 1


def _is_torn(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    """Whether a short line and the next one make a label with a colon that the first does not make alone."""
    begun = close_up(head)
    if not 0 < len(begun) <= _LONGEST or not re.match(r"[^：:]{0,8}[：:﹕︰∶]", close_up(tail)):
        return False
    if vocabulary.label(head, wrapped=True):
        return False
    # 单位：… alone is a label of a form; under 验收 it is the rest of 验收单位.
    label = vocabulary.label(begun + close_up(tail), wrapped=True)
    if label is None or label.ordinal or not vocabulary.is_list_label(label.name):
        return False
    return matching_key(label.name).startswith(matching_key(begun))


def run_on(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Line]:
    """Lines put together where the break certainly stands inside a sentence, though print is not wrapped.

    Blank lines are let go.
    """
    whole: list[Line] = []
    for line in lines:
        if not line.text.strip():
            continue
        begins = split_ordinal(line.text) or vocabulary.label(line.text, wrapped=False)
        if whole and not begins and _inside(whole[-1].text.rstrip(), line.text.strip(), vocabulary):
            before = whole.pop()
            whole.append(Line(before.number, before.text.rstrip() + line.text.strip()))
        else:
            whole.append(line)
    return whole


def _inside(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether a line's end stands inside a sentence: by an open bracket, a comma, a quantity cut off."""
    opened = _OPEN.search(before)
    if opened and re.search(f"[{_CLOSING[opened[0][0]]}]", after[:40]):
        return True
    if _UNFINISHED.search(before) or _CLOSES.match(after):
        return True
    if _ENDED.search(before) or len(before) < _LONGEST or not _QUANTITY.match(after):
        return False
    # A status (整改进展情况：持续推进) ends without a full stop, and any text may follow it.
    label = vocabulary.label(before, wrapped=False)
    return label.field in ("text", "goal", "measures") if label else "，" in before
