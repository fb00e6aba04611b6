"""Towns laid out once; a test that changes one takes a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from town import LEADS, Town, copied, found

from toolkit.tables import Reader


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repository's root is itself a workspace: no command of a test may find it from below."""
    monkeypatch.chdir(tmp_path)


class KeptReader(Reader):
    """Stays for the next command."""

    def __exit__(self, *_: object) -> None:
        return


@pytest.fixture(scope="session", autouse=True)
def _one_reading_child() -> Iterator[None]:
    """One child reads for all commands of these tests, as it reads one file after another in each of them.

    That every command has a child of its own is seen in ``tests/app``, ``tests/hostile`` and ``tests/test_install.py``.
    """
    kept = KeptReader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.app.inbox.reading.Reader", lambda: kept)
        yield
    kept._end()


@pytest.fixture(scope="session")
def issued_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The period is issued and nothing has come back; not to be changed."""
    return found(tmp_path_factory.mktemp("issued"))


@pytest.fixture(scope="session")
def clean_town(issued_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """All three lead units have returned clean sheets; not to be changed."""
    town = copied(issued_town, tmp_path_factory.mktemp("clean"))
    town.clean(*LEADS)
    return town


@pytest.fixture
def town(clean_town: Town, tmp_path: Path) -> Town:
    """A copy of the clean town."""
    return copied(clean_town, tmp_path / "town")


@pytest.fixture
def fresh_town(issued_town: Town, tmp_path: Path) -> Town:
    """A copy of the town nothing has come back in."""
    return copied(issued_town, tmp_path / "town")


@pytest.fixture(scope="session")
def filled(issued_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """Clean returns of a unit with one thing done to them, as bytes."""
    return copied(issued_town, tmp_path_factory.mktemp("desk")).filled
