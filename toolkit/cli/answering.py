"""What a command answers: lines for a person or one JSON document, and the exit code of the contract."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from toolkit.app.outcome import Outcome


def answer(outcome: Outcome, as_json: bool) -> None:
    """Print what a command did, and leave with its exit code."""
    if as_json:
        sys.stdout.write(_json(outcome.document))
        if outcome.code and outcome.lines:
            sys.stderr.write(outcome.lines[-1] + "\n")  # why it is not 0: the last line says it
    else:
        _show(outcome)
    sys.stdout.flush()
    if outcome.code:
        raise typer.Exit(outcome.code)


def refuse(sentence: str, wants_json: bool) -> int:
    """Say why nothing was done; gives exit code 2."""
    if wants_json:
        sys.stdout.write(_json({"error": sentence}))
    sys.stderr.write(sentence + "\n")
    return 2


def _show(outcome: Outcome) -> None:
    """The board, drawn where a person sits at a terminal, then the lines."""
    lines = list(outcome.lines)
    if outcome.board:
        from toolkit.terminal import is_terminal, plain_lines, show

        if is_terminal(sys.stdout):
            show(outcome.board, sys.stdout)
        else:
            lines = [*plain_lines(outcome.board), *lines]
    sys.stdout.write("\n".join(lines) + "\n")


def _json(document: Mapping[str, Any]) -> str:
    """The document as text; in ASCII where the console's encoding lacks one of its characters."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(document, indent=1) + "\n"
    return text
