"""What a finished ledger says of every problem: the baseline of the next period."""

from __future__ import annotations

from dataclasses import replace

from toolkit.dates import read_day
from toolkit.ledgerbook.edits import acceptance_of
from toolkit.ledgerbook.measures import done_measures
from toolkit.ledgerbook.rows import (
    LEDGER_FILE,
    TEXT,
    Continued,
    continued_texts,
    ledger_rows,
    number_of,
    place_of,
    whole_text,
)
from toolkit.model import (
    LEDGER_HEADINGS,
    SOURCE_WORDS,
    Baseline,
    BaselineRow,
    Paragraph,
    Profile,
    StatusClass,
)
from toolkit.paragraphs import as_written
from toolkit.tables.grid import Tables
from toolkit.tables.headed import HeadedRow
from toolkit.text import matching_key, wording_key

_PRINTED, _LAST = LEDGER_HEADINGS["printed_status"], LEDGER_HEADINGS["last_status"]
_PROGRESS, _SOURCE = LEDGER_HEADINGS["progress"], LEDGER_HEADINGS["source"]
_AWAITED, _DONE_ON = LEDGER_HEADINGS["awaited"], "完成日期"


def read_baseline(
    tables: Tables, period: str, sha256: str, profile: Profile, *, file: str = LEDGER_FILE,
) -> Baseline:
    """What this ledger says of every problem: status as printed, its class, the paragraphs.

    A problem nobody answered keeps the status last known and has no paragraphs: the sentence that
    says who is awaited is no progress. Raises Unusable where the sheet 问题 cannot be found.
    """
    continued = continued_texts(tables, file)
    classes = _status_classes(profile)
    measures = done_measures(tables, file, profile)
    rows: dict[int, BaselineRow] = {}
    for row in ledger_rows(tables, file):
        number = number_of(row)
        if number is not None and number not in rows:
            found = _row(number, row, classes, continued)
            rows[number] = replace(found, reported=measures[number]) if measures.get(number) else found
    return Baseline(period, sha256, rows)


def _row(
    number: int, row: HeadedRow, classes: dict[str, StatusClass], continued: Continued,
) -> BaselineRow:
    answered = row.text(_SOURCE) != SOURCE_WORDS["none"]
    status = row.text(_PRINTED if answered else _LAST)
    paragraphs = _paragraphs(row, continued) if answered else ()
    return BaselineRow(number, status or None, classes.get(wording_key(status)), paragraphs,
                       place_of(row, _PROGRESS), row.day(_DONE_ON) or read_day(row.text(_DONE_ON)),
                       acceptance_of(row, number), whole_text(row, TEXT, continued))


def _status_classes(profile: Profile) -> dict[str, StatusClass]:
    """Classes by wording as printed, then by wording as offered."""
    classes: dict[str, StatusClass] = {}
    for word in profile.statuses:
        classes.setdefault(matching_key(word.printed), word.status)
    for word in profile.statuses:
        classes.setdefault(matching_key(word.option), word.status)
    return classes


def _paragraphs(row: HeadedRow, continued: Continued) -> tuple[Paragraph, ...]:
    awaited = row.text(_AWAITED)
    return tuple(
        Paragraph(line.ordinal, line.text)
        for line in as_written(whole_text(row, _PROGRESS, continued))
        if not _says_who_is_awaited(line.text, awaited)
    )


def _says_who_is_awaited(text: str, awaited: str) -> bool:
    """The sentence the annex marks in brackets while some of a problem's units are missing."""
    names = awaited.split("、") if awaited else []
    return bool(names) and text.startswith("（") and text.endswith("）") and all(n in text for n in names)
