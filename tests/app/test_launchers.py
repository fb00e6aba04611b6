"""The files a clerk double-clicks: read as cmd.exe reads them, as far as that can be told without it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from toolkit.app.launchers import launcher_files
from toolkit.cli.commands import cli

ROOT = Path(__file__).resolve().parents[2]
LAID_OUT = launcher_files()
INSTALL = "安装.bat"
"""Stands beside the source alone: who has a workspace has installed."""
FILES = {**LAID_OUT, INSTALL: (ROOT / INSTALL).read_bytes()}
_RUN = re.compile(r"^%RUN% (.+)$", re.MULTILINE)


def text_of(name: str) -> str:
    return FILES[name].decode("gbk").replace("\r\n", "\n")


def test_init_lays_them_out_and_the_root_has_them() -> None:
    assert sorted(LAID_OUT) == ["0-导入.bat", "1-下发.bat", "2-检查.bat", "3-汇总.bat", "4-定稿.bat"]
    for name, content in LAID_OUT.items():
        assert (ROOT / name).read_bytes() == content, f"{name}: run `python -m toolkit init DIR` and copy it"


@pytest.mark.parametrize("name", sorted(FILES))
def test_bytes_are_what_cmd_reads(name: str) -> None:
    content = FILES[name]
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    lines = content.split(b"\r\n")
    assert lines[:2] == [b"@echo off", b"chcp 936 >nul"], "nothing but ASCII before the code page is set"
    assert b"@@" not in content
    # A second byte that is a sign of cmd's own would end a word if the code page did not take.
    trailing = {pair[1] for pair in (c.encode("gbk") for c in text_of(name)) if len(pair) == 2}
    assert trailing
    assert not trailing & set(b'\\^|`&<>()"%!')


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_jump_has_its_label_once(name: str) -> None:
    text = text_of(name)
    labels = re.findall(r"^:(\w+)$", text, re.MULTILINE)
    jumps = set(re.findall(r"goto (\w+)", text))
    assert len(labels) == len(set(labels))
    assert jumps
    assert jumps <= set(labels)
    assert set(labels) - jumps <= {"period", "check", "publish"}, "a label nobody jumps to"


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_a_person_typed_stands_in_quotation_marks(name: str) -> None:
    for line in text_of(name).splitlines():
        assert "EnableDelayedExpansion" not in line
        bare = re.sub(r'"[^"]*"', "", line.replace(':"=%', ":=%"))
        assert not re.search(r"%(P|DUE|LAST|NOW|YES|TO|UNIT|AT|NAME|~dp0|~1)%?", bare), line
        if line.startswith("echo "):
            assert not re.search(r"[&|<>^%()]", line), line
    assert not re.search(r"\(\s*$", text_of(name), re.MULTILINE), "%* in a block ends it at the first )"


@pytest.mark.parametrize(("name", "verbs"), [
    ("0-导入.bat", ["import", "import", "template"]), ("1-下发.bat", ["issue", "issue", "issue", "issue"]),
    ("2-检查.bat", ["receive", "receive", "check"]),
    ("3-汇总.bat", ["run"]), ("4-定稿.bat", ["publish"])])
def test_every_command_exists_with_its_options(name: str, verbs: list[str]) -> None:
    commands: dict[str, Any] = typer.main.get_command(cli).commands  # type: ignore[attr-defined]
    called = [shlex.split(line) for line in _RUN.findall(text_of(name))]
    assert [words[0] for words in called] == verbs
    for verb, *words in called:
        # Raises where an option is unknown or an argument is wanting.
        commands[verb].make_context(verb, [w.replace("%*", "x.xlsx") for w in words])
        if inner := getattr(commands[verb], "commands", None):
            inner[words[0]].make_context(words[0], words[1:])


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_window_stays_open_and_every_end_is_explained(name: str) -> None:
    text = text_of(name)
    assert re.search(r"\npause\nexit %CODE%\n$", text)
    assert text.index(":end\n") < text.index("\npause\n")
    for code in "02" if name == INSTALL else "012":
        assert f'"%CODE%"=="{code}" echo' in text
    assert 'pushd "%~dp0"' in text


@pytest.mark.parametrize("name", sorted(LAID_OUT))
def test_a_program_that_is_missing_is_told(name: str) -> None:
    text = text_of(name)
    assert "py -m toolkit" in text
    assert "没有找到 zhenggai 程序" in text
    assert "“安装.bat”" in text


def test_installing_takes_the_wheels_beside_it_or_the_net_and_lays_out_a_workspace() -> None:
    called = _RUN.findall(text_of(INSTALL))
    assert called == [
        "-m pip install .",
        '-m pip install --no-index --find-links "安装包" --upgrade --force-reinstall zhenggai-toolkit',
        '-m toolkit init "..\\%NAME%"', '-m toolkit demo "..\\演示"']
    assert text_of(INSTALL).index('if exist "安装包" goto offline') < text_of(INSTALL).index(called[0])
