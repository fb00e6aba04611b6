"""Around every command: its words, its exit code, and no traceback ever."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from toolkit.cli.answering import refuse
from toolkit.cli.chinese import chinese_usage, is_bare_call
from toolkit.cli.commands import cli
from toolkit.unusable import INTERRUPTED, Unusable

_INTERRUPTED = 130
_SELDOM = 5_000_000


def look_for_cycles_seldom() -> None:
    """Let many new objects pass between two looks for cycles: a period makes many values, hardly any cycle."""
    gc.set_threshold(_SELDOM, 50, 50)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; gives the exit code of the contract, never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    words = _options_last(words)
    look_for_cycles_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    wants_json = "--json" in words
    try:
        return _code(typer.main.get_command(cli)(words, prog_name="zhenggai", standalone_mode=False))
    except Unusable as fault:
        return refuse(str(fault), wants_json)
    except (KeyboardInterrupt, typer.Abort):
        return refuse(INTERRUPTED, wants_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:  # the last wall before the clerk: a sentence, not a traceback
        if is_bare_call(fault):
            sys.stdout.write(f"{fault}\n")
            return 0
        sentence = chinese_usage(fault)
        if sentence is None:
            sentence = (f"程序内部出错（{type(fault).__name__}: {fault}），没有改动任何文件。"
                        "请把这句话和所用文件交给维护人员。")
            if os.environ.get("ZHENGGAI_DEBUG"):
                raise
        return refuse(sentence, wants_json)


def _options_last(words: list[str]) -> list[str]:
    """`zhenggai -C DIR check P` is `zhenggai check P -C DIR`: options of all commands may come first."""
    first: list[str] = []
    while words:
        if words[0] in ("-C", "--today") and len(words) > 1:
            first, words = [*first, *words[:2]], words[2:]
        elif words[0] == "--json" or words[0].startswith("--today="):
            first, words = [*first, words[0]], words[1:]
        else:
            break
    return [*words, *first]


def _code(result: Any) -> int:
    """The exit code of a command; typer swallows an interrupt and gives the shell's code for it."""
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0
