"""What the annex and the letters say, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.agreement.said import (
    ASKED,
    DRAFT,
    EXPECTED,
    MISSING,
    NOT_RETURNED,
    PRINTED,
    PROBLEM,
    PROGRESS,
    RETURNED,
    STATUS,
    TOTAL,
    UNITS,
    Statements,
    plain_ordinals,
    problem_subject,
    returned,
    unit_subject,
)
from toolkit.model import Place

_STATUS_LINE = "整改进展情况："
_ASKED = re.compile(r"请你单位填报以下(\d+)项问题")
_COUNTED = re.compile(r"应报送单位(\d+)个[^。]*")
_WITHOUT = re.compile(r"，未报送(\d+)个")

Line = tuple[str, str]
"""A paragraph's text, and its key where it has one: ``3`` a status, ``3#2`` a paragraph, ``3:问题`` the text."""


def annex_said(
    document: str, lines: Sequence[Line], heads: Sequence[str], wordings: Mapping[str, str],
) -> Statements:
    """The annex in whatever layout: each problem's text, status and paragraphs, and whether it is a draft.

    ``wordings`` are the texts problems should have: only what stands before one, its number, is cut off.
    """
    said = Statements(document)
    said.say(TOTAL, DRAFT, "有" if any("草稿" in head for head in heads) else "没有")
    for line, (text, key) in enumerate(lines, 1):
        if not key:
            continue
        about, _, label = key.partition(":")
        number, _, paragraph = about.partition("#")
        subject = problem_subject(number)
        if label == PROBLEM:
            said.say(subject, PRINTED, _without_number(text, wordings.get(subject, "")), line)
        elif not label and paragraph:
            said.say(subject, PROGRESS, plain_ordinals(text), line)
        elif not label:
            said.say(subject, STATUS, text.removeprefix(_STATUS_LINE), line)
    silent = said.said.get(STATUS, {}).keys() - said.said.get(PROGRESS, {}).keys()
    for subject in sorted(silent):
        said.say(subject, PROGRESS, "")
    return said


def _without_number(text: str, wording: str) -> str:
    if text.endswith(wording) or unit_subject(text).endswith(unit_subject(wording)):
        return wording
    return text


def circular_said(
    document: str, paragraphs: Sequence[str], tables: Sequence[Sequence[Sequence[str]]],
) -> Statements:
    """The circular: how many units were to report, how many did not, and each unit's row."""
    said = Statements(document)
    for text in paragraphs:
        if found := _COUNTED.search(text):
            said.count(UNITS, int(found[1]))
            without = _WITHOUT.search(found[0])
            said.count(MISSING, int(without[1]) if without else 0)
            break
    for table in tables:
        if not {"单位", "状态", "应报问题"} <= set(table[0]):
            continue
        for line, row in enumerate(table[1:], 2):
            named = dict(zip(table[0], row, strict=False))
            place = Place(document, "表1", line)
            unit, state = unit_subject(named.get("单位", "")), named.get("状态", "")
            said.say(unit, RETURNED, returned(state), place)
            said.say(unit, EXPECTED, named.get("应报问题", ""), place)
    return said


def reminders_said(document: str, letters: Mapping[str, Sequence[str]]) -> Statements:
    """The reminders by file: how many there are, to whom, and of how many problems."""
    said = Statements(document)
    said.count(MISSING, len(letters))
    for file, paragraphs in letters.items():
        unit = next((unit_subject(text[:-1]) for text in paragraphs if text.endswith("：") and len(text) > 1), "")
        asked = next((found[1] for text in paragraphs if (found := _ASKED.search(text))), "0")
        said.say(unit, ASKED, asked, Place(file))
        said.say(unit, RETURNED, NOT_RETURNED, Place(file))
    return said
