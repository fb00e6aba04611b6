"""Which measures a ledger has as done: its sheet 措施, by the words of the measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from toolkit.dates import read_day
from toolkit.ledgerbook.rows import NUMBER
from toolkit.model import FINISHED, LEDGER_MEASURES, MEASURE_SYNONYMS, Profile
from toolkit.tables.grid import Tables
from toolkit.tables.headed import headed_rows
from toolkit.text import matching_key, read_numeral, wording_key

_TEXT, _DONE, _DONE_ON = "整改措施", "完成情况", "完成日期"

def done_measures(tables: Tables, file: str, profile: Profile) -> Mapping[int, Mapping[str, date | None]]:
    """By problem number: the measures every unit that reported on them has as done.

    A measure is known by the matching key of its words; with it the day it was done, where the ledger says one.
    """
    if all(sheet.name != LEDGER_MEASURES for sheet in tables.sheets):
        return {}
    done_words = _done_words(profile)
    done: dict[int, dict[str, date | None]] = defaultdict(dict)
    open_still: set[tuple[int, str]] = set()
    for row in headed_rows(tables, file, LEDGER_MEASURES, (NUMBER, _TEXT, _DONE, _DONE_ON), ()):
        number, key, word = read_numeral(row.text(NUMBER)), matching_key(row.text(_TEXT)), wording_key(row.text(_DONE))
        if number is None or not key or not word:
            continue
        if word not in done_words:
            open_still.add((number, key))
        else:
            day = row.day(_DONE_ON) or read_day(row.text(_DONE_ON))
            done[number][key] = max(filter(None, (done[number].get(key), day)), default=None)
    for number, key in open_still:
        done[number].pop(key, None)
    return done


def _done_words(profile: Profile) -> frozenset[str]:
    """The last option, what people write for it, and statuses of that meaning."""
    last = profile.measure_options[-1:]
    words = (*last, *(word for option in last for word in MEASURE_SYNONYMS.get(option, ())),
             *(word.option for word in profile.statuses if word.status in FINISHED))
    return frozenset(map(wording_key, words))
