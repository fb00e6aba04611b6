"""The board -> one self-contained HTML page: nothing loaded, readable without its script, prints on A4.

The whole board stands in the page as plain HTML; the script only filters, searches and opens. Style and
script are named by their digests in the page's policy, so nothing a unit wrote can ever run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from toolkit.model.board import Board
from toolkit.page.marks import text
from toolkit.page.matrix import matrix
from toolkit.page.overview import deadlines, overview
from toolkit.page.problems import problems
from toolkit.page.remarks import remarks
from toolkit.page.units import units
from toolkit.text import printable


def write_page(board: Board) -> bytes:
    """The page as UTF-8. Characters that cannot be printed are shown as □."""
    return printable("\n".join((*_head(board), *_body(board)))).encode()


def _head(board: Board) -> Iterator[str]:
    style, script = _source("board.css"), _source("board.js")
    policy = (f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
              "base-uri 'none'; form-action 'none'")
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>{text(board.title)}</title>\n<style>{style}</style>\n</head>"


def _body(board: Board) -> Iterator[str]:
    yield f"<body>\n<header>\n<h1>{text(board.title)}</h1>"
    yield f'<p class="secret">{text(board.secret)}</p>\n<p>{text(board.standing)}</p>\n</header>\n<main>'
    for part in (overview, deadlines, matrix, units, problems, remarks):
        yield from part(board)
    yield f"</main>\n<script>{_source('board.js')}</script>\n</body>\n</html>\n"


@cache
def _source(name: str) -> str:
    content = resources.files("toolkit.page").joinpath(name).read_text(encoding="utf-8")
    return f"\n{content.strip()}\n"


def _digest(source: str) -> str:
    """How a policy names the one style or script it lets through."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
