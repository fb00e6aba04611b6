"""Bytes on their way from the first look to the reading: kept while there is room, else read again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from toolkit.app.inbox import unpacking
from toolkit.app.inbox.unpacking import Kept
from toolkit.collect import Found
from toolkit.store import digest

FILES = {"a.xlsx": b"one", "b.xlsx": b"two!", "c.xlsx": b"three"}


def given_out(kept: Kept, monkeypatch: pytest.MonkeyPatch, now: Mapping[str, bytes]) -> tuple[dict[str, bytes | None], int]:
    """What is given out of the files looked at first, as the inbox stands now; how often it was walked."""
    walked = []

    def walk(*_):
        walked.append(1)
        return ((Found(file, digest(content), datetime.now(UTC)), content) for file, content in now.items())
    monkeypatch.setattr(unpacking, "walk", walk)
    wanted = {file: digest(FILES[file]) for file in ("a.xlsx", "c.xlsx")}
    return dict(kept.again(None, None, wanted)), len(walked)  # type: ignore[arg-type]


def filled(room: int) -> Kept:
    kept = Kept(_room=room)
    for file, content in FILES.items():
        kept.keep(file, content)
    return kept


def test_what_was_kept_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given_out(filled(12), monkeypatch, {}) == ({"a.xlsx": b"one", "c.xlsx": b"three"}, 0)


@pytest.mark.parametrize("room", [0, 5, 11])
def test_of_more_than_there_is_room_for_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    kept = filled(room)
    assert not kept._contents
    assert given_out(kept, monkeypatch, FILES) == ({"a.xlsx": b"one", "c.xlsx": b"three"}, 1)


def test_a_file_that_changed_meanwhile_is_not_the_one_that_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    now = {**FILES, "c.xlsx": b"another"}
    assert given_out(filled(0), monkeypatch, now) == ({"a.xlsx": b"one", "c.xlsx": None}, 1)
