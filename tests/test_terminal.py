"""The board on a terminal: drawn where a person looks, plain columns elsewhere."""

from __future__ import annotations

import io
import subprocess
import sys

from toolkit.model import Mark, Table, TableColumn
from toolkit.terminal import is_terminal, plain_lines, show

BOARD = Table(
    "看板", (TableColumn("单位"), TableColumn("阻断", kind="number")),
    (("市水务局", 3), ("云河市林业和草原局", None), ("[red]括号局", 0)), {(0, 1): Mark("red")}, ("报送期 2031-03",))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_columns_are_in_line_where_a_chinese_character_counts_two() -> None:
    first, *table = plain_lines(BOARD)
    assert first == "报送期 2031-03"
    assert table == ["单位                阻断", "市水务局            3", "云河市林业和草原局",
                     "[red]括号局         0"]


def test_a_terminal_gets_lines_and_nothing_of_a_name_is_taken_for_a_command() -> None:
    stream = Terminal()
    show(BOARD, stream)
    drawn = stream.getvalue()
    assert is_terminal(stream)
    assert not is_terminal(io.StringIO())
    for word in ("报送期 2031-03", "市水务局", "[red]括号局", "│"):
        assert word in drawn
    assert "None" not in drawn


def test_what_is_drawn_can_be_shown_on_a_gbk_console() -> None:
    stream = Terminal()
    show(BOARD, stream)
    drawn = stream.getvalue()
    assert drawn.strip()
    assert drawn.encode("gbk").decode("gbk") == drawn


def test_rich_is_loaded_only_to_draw() -> None:
    code = ("import sys; from toolkit.cli import main; main(['--help']); import toolkit.terminal;"
            "import toolkit.app.period; sys.exit('rich' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
