"""The tables of wordings: every row finds what it shows, leaves what it spares, and is not hidden by its cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from blind_answers import BLIND_CLEAN, BLIND_FAULTS
from long_answers import CLEAN, FAULTS
from typical_answers import TYPICAL_CLEAN, TYPICAL_FAULTS

from toolkit.checks.language import open_work, stance
from toolkit.checks.language.asserted import said_of
from toolkit.checks.language.open_work import unfinished
from toolkit.checks.language.tables import schedule, under_way
from toolkit.checks.language.wordings import Table, Wording, spelled_out
from toolkit.checks.language.words import LISTS

ASKED: list[tuple[Table, Callable[[str], str | None]]] = [
    (open_work.STANDS_OUT, unfinished), (under_way.GOES_ON, unfinished), (under_way.PART_DONE, unfinished),
    (schedule.BEGUN, stance.begun), (schedule.LAGS, stance.lags), (schedule.ON_TIME, stance.on_time),
]
"""Each table, and who asks it."""
TABLES = [table for table, _ in ASKED]
ROWS = [pytest.param(row, ask, id=row.says) for table, ask in ASKED for row in table.wordings]
EVERY = pytest.mark.parametrize(("wording", "ask"), ROWS)
Ask = Callable[[str], "str | None"]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@EVERY
def test_a_row_finds_the_sentences_it_shows(wording: Wording, ask: Ask) -> None:
    assert lines(wording.shows)
    for sentence in lines(wording.shows):
        assert any(said.asserts_any([wording.pattern]) for said in said_of(sentence)), sentence
        assert wording.cued.search(sentence), sentence
        assert ask(sentence), sentence


@EVERY
def test_a_row_leaves_the_sentences_it_spares(wording: Wording, ask: Ask) -> None:
    for sentence in filter(None, lines(wording.spares)):
        assert not ask(sentence), sentence


def test_a_cue_stands_in_every_text_that_says_a_thing() -> None:
    """Of the texts of the corpora: what a row is found in holds one of its cues."""
    found = 0
    for text in corpus():
        for wording in (row for table in TABLES for row in table.wordings):
            if any(wording.pattern.search(said.clause.text) for said in said_of(text)):
                found += 1
                assert wording.cued.search(text), (wording.says, text)
    assert found > 500


def corpus() -> Iterator[str]:
    for answer in (*FAULTS, *CLEAN, *TYPICAL_FAULTS, *TYPICAL_CLEAN, *BLIND_FAULTS, *BLIND_CLEAN):
        yield from (answer.text, *answer.beside.values())


def test_no_row_is_named_twice() -> None:
    names = [w.says for table in TABLES for w in table.wordings]
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
         "from toolkit.checks import RULES\nfrom toolkit.checks.language.open_work import STANDS_OUT\n"
         "print(any('search' in vars(row.pattern) for row in STANDS_OUT.wordings), len(STANDS_OUT.wordings))"],
        capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "False"
    assert int(told[1]) > 10


def test_the_notation_is_a_regular_expression() -> None:
    for table in TABLES:
        for wording in table.wordings:
            assert wording.pattern.groups >= 0
