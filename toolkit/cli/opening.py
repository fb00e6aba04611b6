"""What every command begins with: the folder, the workspace, the clock, and a person's yes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from toolkit.unusable import Unusable

if TYPE_CHECKING:
    from toolkit.app.session import Session


def folder_of(where: Path | None) -> Path:
    """The folder a command works in; raises ``Unusable`` where there is none."""
    folder = (where or Path()).resolve()
    if not folder.is_dir():
        raise Unusable(f"没有文件夹“{folder}”。")
    return folder


def session_of(where: Path | None, today: str | None) -> Session:
    """The workspace around that folder, opened; raises ``Unusable`` where there is none."""
    from toolkit.app.session import open_session

    return open_session(folder_of(where), now_of(today))


@contextmanager
def period_session(where: Path | None, today: str | None, period: str) -> Iterator[Session]:
    """The workspace opened for a command on a period, whose inbox is being read in the meantime."""
    from toolkit.app.inbox.ahead import reader_of

    folder, now = folder_of(where), now_of(today)
    with reader_of(folder, period) as reader:
        from toolkit.app.session import open_session

        yield open_session(folder, now, reader)


def now_of(today: str | None) -> datetime:
    """The local time, or 23:59:59 of ``--today``; raises ``Unusable`` for a day that cannot be read."""
    if today is None:
        return datetime.now().astimezone()
    try:
        day = datetime.strptime(today, "%Y-%m-%d")  # noqa: DTZ007 - local time is meant
    except ValueError as fault:
        raise Unusable(f"--today 的日期“{today}”读不出来，请写成 2025-03-31。") from fault
    return day.replace(hour=23, minute=59, second=59).astimezone()


def confirmation(*, yes: bool) -> Callable[[Sequence[str]], bool]:
    """Who says yes to changes: ``--yes``, or the person at the terminal; nobody else (``Unusable``)."""
    def ask(changes: Sequence[str]) -> bool:
        if yes:
            return True
        shown = "\n".join(changes)
        if not sys.stdin or not sys.stdin.isatty():
            raise Unusable(
                f"{shown}\n问题清单已有内容，以上改动需要确认：请加 --yes 再运行。没有改动任何文件。")
        sys.stderr.write(shown + "\n")
        return typer.confirm("按以上内容改动问题清单吗？", err=True)

    return ask
