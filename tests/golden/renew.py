"""``python tests/golden/renew.py``: write the golden texts anew. Look at the diff before committing it."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from invented_period import pieces  # noqa: E402 - run as a script, it has to say where they are
from projection import projected  # noqa: E402


def golden(name: str) -> Path:
    """Where the text of a piece is kept."""
    return HERE / "texts" / f"{name}.txt"


def renew() -> None:
    golden("").parent.mkdir(exist_ok=True)
    made = {golden(name): projected(name, content) for name, content in pieces()}
    for old in golden("").parent.iterdir():
        if old not in made:
            old.unlink()
            print(f"gone     {old.name}")
    for path, text in made.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"renewed  {path.name}")


if __name__ == "__main__":
    renew()
