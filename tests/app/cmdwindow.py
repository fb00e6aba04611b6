"""A window of cmd.exe, as far as the launchers need one: reads a .bat line by line, asks, jumps, runs our commands.

What is not known here raises: a launcher may only use what can be played.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.cli import main

_QUIET = ("@echo", "chcp", "setlocal", "title", "pushd", "where", "pause", "echo")


@dataclass
class Window:
    """One double click in a workspace: what is typed, and what was dropped on the file."""

    bat: Path
    answers: Sequence[str] = ()
    dropped: Sequence[Path] = ()
    today: str = "2025-03-20"
    shown: list[str] = field(default_factory=list)
    """Questions and sentences of the launcher, and what the commands printed."""
    commands: list[list[str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def play(self) -> int:
        """From the first line to ``exit``; the working folder must be the workspace. Gives the exit code."""
        waiting, level, at, steps = list(self.answers), 0, 0, 0
        lines = self.bat.read_bytes().decode("gbk").split("\r\n")
        labels = {line[1:]: number for number, line in enumerate(lines) if line.startswith(":")}
        while True:
            steps += 1
            assert steps < 500, "the window asks for ever"
            line, at = lines[at], at + 1
            if not line or line.startswith(":"):
                continue
            for step in self._unrolled(line):
                done = self._decided(self._filled(step, level), level)
                if done.startswith("goto "):
                    at = labels[done.removeprefix("goto ")]
                    break
                if done.startswith("exit "):
                    assert not waiting, f"nobody asked for {waiting}"
                    return int(done.removeprefix("exit "))
                if done.startswith("set /p "):
                    self._asked(done, waiting)
                elif done:
                    level = self._done(done, level)

    def _unrolled(self, line: str) -> list[str]:
        """A line; a ``for`` as its body once for every name."""
        found = re.fullmatch(r"for /f \"delims=\" %%i in \('(.*)'\) do (.*)", line)
        if not found:
            return [line]
        names = [self.today[:7]] if found[1].startswith("powershell") else sorted(
            (path.name for path in Path("inbox").iterdir() if path.is_dir()), reverse=True)
        return [found[2].replace("%%i", name) for name in names]

    def _filled(self, line: str, level: int) -> str:
        line = line.replace("%~dp0", str(Path.cwd())).replace("%errorlevel%", str(level))
        line = line.replace("%~1", str(self.dropped[0]) if self.dropped else "")
        line = line.replace("%*", " ".join(f'"{path}"' for path in self.dropped))
        line = re.sub(r'%(\w+):"=%', lambda m: self.values.get(m[1], '"=').replace('"', ""), line)
        return re.sub(r"%(\w+)%", lambda m: self.values.get(m[1], ""), line)

    def _decided(self, line: str, level: int) -> str:
        """What is left to do once the ``if``s have been asked; '' for nothing."""
        while line.startswith("if "):
            found = re.fullmatch(
                r'if (?:/i )?(not )?(?:defined (\w+)|exist "([^"]*)"|errorlevel (\d+)|"([^"]*)"=="([^"]*)") (.*)', line)
            assert found, line
            no, name, path, least, left, right, rest = found.groups()
            if name:
                holds = name in self.values
            elif path is not None:
                holds = Path(path.replace("\\", "/")).exists()
            elif least:
                holds = level >= int(least)
            else:
                holds = left.casefold() == right.casefold() if "/i" in line else left == right
            if holds == bool(no):
                return ""
            line = rest
        return line

    def _asked(self, line: str, waiting: list[str]) -> None:
        name, _, question = line.removeprefix('set /p "').removesuffix('"').partition("=")
        self.shown.append(question)
        assert waiting, f"unexpected question: {question}"
        answer = waiting.pop(0)
        if answer:
            self.values[name] = answer

    def _done(self, line: str, level: int) -> int:
        """Do a line; gives the new errorlevel."""
        if line.startswith('set "'):
            name, _, value = line.removeprefix('set "').removesuffix('"').partition("=")
            self.values.pop(name, None)
            if value:
                self.values[name] = value
            return level
        if line.startswith("zhenggai "):
            return self._run(shlex.split(line)[1:])
        if line.startswith('start "" '):
            self.opened.append(line.removeprefix('start "" ').strip('"').replace("\\", "/"))
            return level
        word = re.split(r"[ .]", line)[0]
        assert word in _QUIET, line
        if word == "echo":
            self.shown.append(line.removeprefix("echo").lstrip(" ."))
            return level
        return 0

    def _run(self, words: list[str]) -> int:
        self.commands.append(words)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main([*words, "--today", self.today])
        self.shown += out.getvalue().splitlines()
        return code
