"""The tables of wordings: every row finds what it shows, leaves what it spares, and is not hidden by its cues."""

from __future__ import annotations

import re

import pytest

from toolkit.checks.language import open_words
from toolkit.checks.language.asserted import said_of
from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.wordings import Table, Wording, spelled_out
from toolkit.checks.language.words import LISTS

TABLES = [(name, table) for name, table in vars(open_words).items() if isinstance(table, Table)]
ROWS = [pytest.param(w, id=f"{name}-{w.says}") for name, table in TABLES for w in table.wordings]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("wording", ROWS)
def test_a_row_finds_the_sentences_it_shows(wording: Wording) -> None:
    assert lines(wording.shows)
    for sentence in lines(wording.shows):
        assert any(said.asserts_any([wording.pattern]) for said in said_of(sentence)), sentence
        assert wording.cued.search(sentence), sentence
        assert unfinished(sentence), sentence


@pytest.mark.parametrize("wording", ROWS)
def test_a_row_leaves_the_sentences_it_spares(wording: Wording) -> None:
    for sentence in filter(None, lines(wording.spares)):
        assert not unfinished(sentence), sentence


@pytest.mark.parametrize("wording", ROWS)
def test_every_way_of_a_row_needs_one_of_its_cues(wording: Wording) -> None:
    """Each sentence of the corpora that a row is found in holds a cue."""
    from long_answers import CLEAN, FAULTS
    from typical_answers import TYPICAL_CLEAN, TYPICAL_FAULTS

    for answer in (*FAULTS, *CLEAN, *TYPICAL_FAULTS, *TYPICAL_CLEAN):
        for text in (answer.text, *answer.beside.values()):
            if not wording.cued.search(text):
                assert not any(wording.pattern.search(s.clause.text) for s in said_of(text)), text


def test_no_row_is_named_twice() -> None:
    names = [w.says for _, table in TABLES for w in table.wordings]
    assert len(names) > 10
    assert len(set(names)) == len(names)


def test_a_list_of_words_is_spelled_out_where_it_is_named() -> None:
    assert spelled_out("未〈程度〉*…{0,2}完") == f"未(?:{'|'.join(LISTS['程度'].split())})*[^，,；;。]{{0,2}}完"
    with pytest.raises(KeyError):
        spelled_out("〈没有这张表〉")


def test_a_list_has_no_word_twice() -> None:
    for name, words in LISTS.items():
        assert len(set(words.split())) == len(words.split()), name


def test_nothing_is_compiled_before_it_is_looked_for() -> None:
    """A command that reads no text does not pay for the patterns."""
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c",
         "import toolkit.checks.language.open_work as o, toolkit.checks.language.open_words as w\n"
         "print(any('compiled' in vars(row.pattern) for row in w.STANDS_OUT.wordings), len(w.STANDS_OUT.wordings))"],
        capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "False"
    assert int(told[1]) > 10


def test_the_notation_is_a_regular_expression() -> None:
    for _, table in TABLES:
        for wording in table.wordings:
            assert isinstance(wording.pattern.compiled, re.Pattern)
