"""Desks laid out once; every test takes a copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerks import Desk, copied, laid_out


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repository's root is itself a workspace: no command of a test may find it from below."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def plain_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace with a list and no sheet of the office's; not to be changed."""
    return laid_out(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(plain_desk: Desk, tmp_path: Path) -> Desk:
    return copied(plain_desk, tmp_path / "desk")
