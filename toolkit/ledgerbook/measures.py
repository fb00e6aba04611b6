"""Which measures a ledger has as done: its sheet 措施, by the words of the measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from toolkit.dates import read_day
from toolkit.ledgerbook.rows import NUMBER
from toolkit.model import FINISHED, LEDGER_MEASURES, MEASURE_SYNONYMS, Profile
from toolkit.tables.grid import Tables
from toolkit.tables.headed import headed_rows
from toolkit.text import matching_key, read_numeral, wording_key

STILL_OPEN = date.max
"""Stands for the day of a measure that is not done: later than any, so that it holds against every day."""

_ORDINAL, _TEXT, _DONE_NOTE, _UNIT = "措施序号", "整改措施", "完成标注", "填报单位"
_DONE, _DONE_ON = "完成情况", "完成日期"
_HEADINGS = (NUMBER, _ORDINAL, _TEXT, _DONE_NOTE, _UNIT, _DONE, _DONE_ON)


class _Line(NamedTuple):
    """A line of the sheet: which of the measures with these words, who speaks, and whether it is done."""

    ordinal: str
    unit: str
    done: bool | None
    day: date | None


def done_measures(tables: Tables, file: str, profile: Profile) -> Mapping[int, Mapping[str, date | None]]:
    """By problem number: the measures every unit that reported on them has as done; the others are STILL_OPEN.

    A measure is known by the matching key of its words; with it the day it was done, where the ledger says one.
    Measures of a problem that say the same are done where all of them are.
    """
    if all(sheet.name != LEDGER_MEASURES for sheet in tables.sheets):
        return {}
    lines: dict[int, dict[str, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for number, key, line in _lines(tables, file, profile):
        lines[number][key].append(line)
    return {number: {key: _finished(of_one) for key, of_one in keyed.items()} for number, keyed in lines.items()}


def later_day(one: date | None, other: date | None) -> date | None:
    """The later of two days, where only one is known that one."""
    return max(filter(None, (one, other)), default=None)


def _lines(tables: Tables, file: str, profile: Profile) -> Iterator[tuple[int, str, _Line]]:
    """The lines that tell of a measure; not those of one the list itself has as done, and nobody spoke of."""
    done_words = _done_words(profile)
    for row in headed_rows(tables, file, LEDGER_MEASURES, _HEADINGS, ()):
        number, key, word = read_numeral(row.text(NUMBER)), matching_key(row.text(_TEXT)), wording_key(row.text(_DONE))
        if number is not None and key and (word or not row.text(_DONE_NOTE)):
            day = row.day(_DONE_ON) or read_day(row.text(_DONE_ON))
            yield number, key, _Line(row.text(_ORDINAL), row.text(_UNIT), word in done_words if word else None, day)


def _finished(lines: Sequence[_Line]) -> date | None:
    """The day the measures of these words were all done, None where no line says one; else STILL_OPEN."""
    said = {(line.ordinal, line.unit) for line in lines if line.done}
    if any(line.done is False or (line.done is None and not _spoken_for(line, said)) for line in lines):
        return STILL_OPEN
    return max((line.day for line in lines if line.done and line.day), default=None)


def _spoken_for(blank: _Line, said: set[tuple[str, str]]) -> bool:
    """Whether a unit left its line blank while another one reported on the same measure."""
    return bool(blank.unit) and (blank.ordinal, blank.unit) not in said \
        and any(ordinal == blank.ordinal for ordinal, _ in said)


def _done_words(profile: Profile) -> frozenset[str]:
    """The last option, what people write for it, and statuses of that meaning."""
    last = profile.measure_options[-1:]
    words = (*last, *(word for option in last for word in MEASURE_SYNONYMS.get(option, ())),
             *(word.option for word in profile.statuses if word.status in FINISHED))
    return frozenset(map(wording_key, words))
