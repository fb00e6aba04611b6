"""Manual, README and root workspace: complete, and true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from toolkit.app.workspace import template_files
from toolkit.cli.commands import cli
from toolkit.profile import default_profile

ROOT = Path(__file__).resolve().parent.parent
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> dict[str, Any]:
    """Every command by what is typed for it, those of a group as `template learn`."""
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(cli).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {own}": c for own, c in inner.items()} if inner else {name: command}
    return found


COMMANDS = sorted(_commands())


def test_the_commands_of_the_contract_are_there() -> None:
    assert sorted([
        "check", "demo", "explain", "import", "init", "issue", "publish", "receive", "rules", "run",
        "status", "template learn", "trace"]) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"zhenggai {command}" in MANUAL


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_manual_or_common(command: str) -> None:
    parameters = _commands()[command].params
    options = {o for p in parameters for o in p.opts if o.startswith("-")}
    assert {"-C", "--json", "--today"} <= options
    for option in options:
        assert re.search(rf"{re.escape(option)}\b" if option != "-C" else "-C ", MANUAL), option


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(command: str) -> None:
    found = _commands()[command]
    assert re.search(r"[\u4e00-\u9fff]", found.help)
    for parameter in found.params:
        if parameter.name != "help":
            assert re.search(r"[\u4e00-\u9fff]", parameter.help or ""), parameter.name


def test_every_output_is_in_the_manual() -> None:
    for name in ("下发", "退回", "校验报告.xlsx", "整改台账.xlsx", "附件-整改进展情况.docx", "通知",
                 "看板.html", "manifest.json", "定稿", "receipts.csv", "period.toml",
                 "专项配置.xlsx", "问题清单.xlsx", "填报表.xlsx"):
        assert name in MANUAL, name


def test_every_setting_is_a_row_and_in_the_manual() -> None:
    from toolkit.profile.declared import declaration

    names = [setting.name for setting in declaration().settings]
    assert len(names) > 8
    for name in names:
        assert name in MANUAL, name


def test_readme_has_the_two_commands() -> None:
    commands = re.findall(r"^    (pip install .*)$", README, re.MULTILINE)
    twice = ["pip install . && zhenggai demo", 'pip install ".[test]" && python -m pytest'] * 2
    assert commands == twice, "in Chinese and in English, word for word the same"


def test_the_repository_root_is_a_ready_workspace() -> None:
    for path, content in template_files(default_profile()).items():
        assert (ROOT / path).read_bytes() == content, (
            f"{path} is not what init lays out: run `python -m toolkit init DIR` and copy it")
    for folder in ("inbox", "outbox"):
        assert (ROOT / folder / "README.md").is_file()
