"""Workbooks as people return them: every answer is read, nothing is lost, nothing is invented."""

from __future__ import annotations

import pytest
from drawn import (
    all_written,
    answers,
    content,
    drawn_rows,
    expanded,
    kept,
    measures,
    read,
    row_of,
    workbook,
)
from personas import PERSONAS, Persona

from toolkit.text import matching_key

EVERY = pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)


@EVERY
def test_what_is_read_is_what_was_written(persona: Persona) -> None:
    returned = read(content(workbook(persona.sheets)))
    assert answers(returned) == list(persona.answers)
    assert measures(returned) == list(persona.measures)
    assert [d.kind for d in returned.diagnostics] == list(persona.told)
    for text in persona.kept:
        assert text in kept(returned)
    for wanted in persona.fields:
        where, _, text = wanted.partition(": ")
        number, name = where.split()
        assert row_of(returned, int(number)).text(name) == text
    for name, text in persona.head.items():
        assert returned.head[name].text == text


@EVERY
def test_every_cell_is_read_or_is_a_heading(persona: Persona) -> None:
    """What a unit typed is in what was read; only labels, headings and hidden copies are not."""
    returned = read(content(workbook(persona.sheets)))
    entries = (*returned.entries, *returned.measure_entries)
    whole = matching_key(kept(returned) + "".join(heading for e in entries for heading in e.extra))
    for name, drawing in persona.sheets.items():
        for row in drawn_rows(drawing) if not name.startswith("(") else ():
            for cell in row:
                text = matching_key(expanded(cell)).rstrip("*")
                official = "$" in cell and "." in cell
                assert official or len(text) < 7 or text in whole or ":" in text or "(" in text or text in HEADINGS, cell


HEADINGS = {matching_key(text) for text in (
    "目前进展情况及存在问题", "截至3月底整改进展情况", "整改进展情况", "措施完成情况", "问题编号")}


def test_there_are_many() -> None:
    assert len(PERSONAS) >= 60
    assert len({persona.name for persona in PERSONAS}) == len(PERSONAS)


def test_a_place_is_the_cell_that_was_read() -> None:
    """Every cell read stands where its place says, in every shape of table."""
    for persona in PERSONAS:
        book = workbook(persona.sheets)
        for written in all_written(read(content(book))):
            place = written.place
            value = book[place.sheet].cell(place.row, place.column).value
            if written.raw and not written.raw.startswith("（隐藏") and "合并" not in written.how:
                assert written.raw.split("\n")[0] in str(value), (persona.name, written)
