"""The small pieces of the page: escaped text, signs beside colours, bars and rings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape as text

from toolkit.model.board import BAND_WORDS, BoardShare, PairState

__all__ = ["BAND_SIGNS", "PAIR_SIGNS", "bar", "head", "legend", "ring", "signed", "table_head", "text", "word"]

_SIGNS = {"red": "▲", "yellow": "◆", "green": "●", "blue": "◇", "grey": "○", "": ""}
"""A tint is told by a sign too, for eyes and printers without colours."""
BAND_SIGNS = ("√", "●", "△", "×")
PAIR_SIGNS: dict[PairState, tuple[str, str]] = {
    "blocked": ("▲", "有阻断意见"), "silent": ("×", "没有填报"), "advised": ("◆", "有提醒"),
    "done": ("√", "已完成"), "answered": ("●", "已填报"), "unchanged": ("○", "本期无进展"),
}
_ROOM_FOR_A_NUMBER = 9
_WORDS = 4096

word = lru_cache(maxsize=_WORDS)(text)
"""Escaped like any text, for what comes again and again: names of units, deadlines, kinds."""


def signed(said: str, tint: str) -> str:
    """A word behind the sign of its tint."""
    sign = f"<i>{_SIGNS[tint]}</i>" if _SIGNS[tint] and said else ""
    return f"{sign}{word(said)}"


def head(name: str, title: str) -> str:
    return f'<h2 id="{name}">{text(title)}</h2>'


def table_head(*headings: str) -> str:
    cells = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return f"<thead><tr>{cells}</tr></thead>"


def legend(signs: Iterable[tuple[str, str, str]]) -> str:
    """Sign, class and word of each mark a chart uses."""
    items = "".join(f'<span><b class="{style}">{sign}</b>{said}</span>' for sign, style, said in signs)
    return f'<p class="legend">{items}</p>'


def bar(counts: Sequence[int]) -> str:
    """A bar of bands; the numbers stand in it where there is room, and in its name for ears."""
    total = sum(counts) or 1
    said = "，".join(f"{band}{count}" for band, count in zip(BAND_WORDS, counts, strict=True) if count)
    pieces, at = [], 0.0
    for band, count in enumerate(counts):
        width = 100 * count / total
        if count:
            pieces.append(f'<rect class="b{band}" x="{at:.2f}%" width="{width:.2f}%" height="100%"/>')
        if width >= _ROOM_FOR_A_NUMBER:
            pieces.append(f'<text class="t{band}" x="{at + width / 2:.2f}%" y="14">'
                          f"{BAND_SIGNS[band]}{count}</text>")
        at += width
    return f'<svg class="bar" role="img" aria-label="{said or "没有问题"}">{"".join(pieces)}</svg>'


def ring(share: BoardShare) -> str:
    """A ring; it closes only where nothing is left open."""
    percent = 100 * share.part // share.whole if share.whole else 0
    said = f"{text(share.word)} {share.part}/{share.whole}"
    return (
        f'<figure><svg class="ring" viewBox="0 0 44 44" role="img" aria-label="{said}，{percent}%">'
        '<circle class="rest" cx="22" cy="22" r="18"/>'
        f'<circle class="part" cx="22" cy="22" r="18" pathLength="100" stroke-dasharray="{percent} 100"'
        ' transform="rotate(-90 22 22)"/>'
        f'<text x="22" y="25">{percent}%</text></svg><figcaption>{said}</figcaption></figure>')
