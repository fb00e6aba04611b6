"""A document printed in parts: one breaks off with （下转第7版）, the next goes on with （上接第1版）.

The parts are read as one text, whatever their order on the command line; what else a newspaper
printed on those pages stands after it. Places keep the part and the line they were read in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.model import Place
from toolkit.official.sources import Grid, Line, Piece, Source, Spot
from toolkit.official.whereabouts import Where
from toolkit.regex import regex
from toolkit.text import close_up, read_numeral, split_ordinal

_PAGE = r"第?\s*(?P<page>[A-Za-z]?[\d０-９一二三四五六七八九十]{1,3})\s*版"
_AHEAD = regex(rf"[（(]?\s*(?:下\s*转|下\s*接|转\s*第)[^（）()]{{0,14}}?(?:{_PAGE})?[^（）()]{{0,6}}[）)]?\s*$")
_BACK = regex(rf"^[\s　]*[（(]?\s*(?:上\s*接|紧\s*接|接\s*第)[^（）()，。]{{0,14}}?(?:{_PAGE})?[^（）()，。]{{0,6}}[）)]?")
_BRACKETED = regex(r"[（(][^（）()]*[）)]\s*$")
_OWN_PAGE = regex(_PAGE)
_ENDED = regex(r"[。；！？：.!?;:]$")
_LONGEST_MARK = 18

IsLabel = Callable[[str], bool]
"""Whether a line begins with a label of a list (牵头单位：…)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document as read, and where it says it goes on and comes from (indexes of lines, pages)."""

    name: str
    source: Source
    ahead: int | None = None
    back: int | None = None
    to_page: str = ""
    from_page: str = ""

    @property
    def page(self) -> str:
        """The page of the newspaper it is, as its name says."""
        found = _OWN_PAGE.search(self.name)
        return _page(found) if found else ""

    @property
    def number(self) -> int:
        """For a steady order of parts that say no more."""
        return read_numeral(re.sub(r"\D", "", self.from_page) or "0") or 0


@dataclass(frozen=True, slots=True)
class Whole:
    """A document put together; the spots of its source tell the part too.

    ``resumes`` is the place of a （上接…） that goes back to no part there is.
    """

    names: tuple[str, ...]
    source: Source
    resumes: Place | None = None

    @property
    def name(self) -> str:
        return self.names[0]


def part(name: str, source: Source) -> Part:
    """Find the marks of a document; one that stands at a line's end or beginning gets its own line."""
    pieces = list(_marks_apart(source.pieces))
    lines = [(at, piece) for at, piece in enumerate(pieces) if isinstance(piece, Line)]
    ahead = next(((at, m) for at, line in lines if (m := _ahead(line.text))), None)
    back = next(((at, m) for at, line in lines if (m := _back(line.text))), None)
    if ahead and back and ahead[0] < back[0]:  # broken off and gone on within one document
        ahead = next(((at, m) for at, line in lines if at > back[0] and (m := _ahead(line.text))), None)
        back = None
    return Part(
        name, replace(source, pieces=tuple(pieces)), ahead[0] if ahead else None, back[0] if back else None,
        _page(ahead[1]) if ahead else "", _page(back[1]) if back else "")


def _ahead(text: str) -> re.Match[str] | None:
    plain = text.strip()
    return _AHEAD.match(plain) if len(plain) <= _LONGEST_MARK and plain[:1] in "（(下转" else None


def _back(text: str) -> re.Match[str] | None:
    plain = text.strip()
    found = _BACK.match(plain)
    return found if found and found.end() == len(plain) and len(plain) <= _LONGEST_MARK else None


def _page(found: re.Match[str]) -> str:
    page = found["page"]
    number = read_numeral(page) if page else None
    return str(number) if number else (page or "").upper()


def _marks_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """……截污管（下转第7版） and （上接第1版）道4公里。 as two lines each."""
    for piece in pieces:
        if not isinstance(piece, Line):
            yield piece
            continue
        text = piece.text.rstrip()
        end = _BRACKETED.search(text)
        if end and end.start() and _ahead(end[0]):
            yield Line(piece.number, text[: end.start()])
            yield Line(piece.number, end[0])
            continue
        begin = _BACK.match(text)
        if begin and begin[0].rstrip().endswith(("）", ")")) and text[begin.end() :].strip():
            yield Line(piece.number, begin[0])
            yield Line(piece.number, text[begin.end() :])
            continue
        yield piece


# ── putting together ─────────────────────────────────────────────────────────────────────────────
def whole_documents(parts: Sequence[Part], is_label: IsLabel) -> list[Whole]:
    """The documents the parts make; a part nothing goes with stays as it is."""
    return [_joined(chain, is_label) if len(chain) > 1 or chain[0].back is not None
            else Whole((chain[0].name,), chain[0].source) for chain in _chains(parts)]


def _chains(parts: Sequence[Part]) -> list[list[Part]]:
    """Each part that goes back to nothing, followed by the parts that go on from it."""
    waiting = sorted((p for p in parts if p.back is not None), key=lambda p: (p.number, p.name))
    chains = [[p] for p in parts if p.back is None]
    grown = True
    while grown and waiting:
        grown = False
        for chain in chains:
            following = _following(chain[-1], chain, waiting, chains)
            if following is not None:
                chain.append(following)
                waiting.remove(following)
                grown = True
    return [*chains, *([p] for p in waiting)]


def _following(
    last: Part, chain: Sequence[Part], waiting: Sequence[Part], chains: Sequence[Sequence[Part]],
) -> Part | None:
    """The part that goes on from a broken one: the pages fit, or it is the only one there can be."""
    if last.ahead is None:
        return None
    own = last.page or (chain[-2].to_page if len(chain) > 1 else "")
    fits = [p for p in waiting if not (last.to_page and p.page) or p.page == last.to_page]
    fits = [p for p in fits if not (own and p.from_page) or p.from_page == own]
    sure = [p for p in fits if (own and p.from_page == own) or (last.to_page and p.page == last.to_page)]
    broken = sum(c[-1].ahead is not None for c in chains)
    if sure:
        return sure[0]
    return fits[0] if broken == 1 and fits else None


def _joined(chain: Sequence[Part], is_label: IsLabel) -> Whole:
    """The parts' text in order, then what else stood on their pages, between marks of its own."""
    text: list[tuple[Part, Piece]] = []
    beside: list[tuple[Part, Piece]] = []
    for at, one in enumerate(chain):
        pieces = [(one, piece) for piece in one.source.pieces]
        begin = 0 if one.back is None else one.back + 1
        end = len(pieces) if one.ahead is None or at == len(chain) - 1 else one.ahead
        beside += [*pieces[: max(0, begin - 1)], *pieces[end + 1 :]]
        _append(text, pieces[begin:end], is_label)
    first, broken = chain[0], chain[-1].ahead is not None
    marks = [(first, Line(0, "（下转）")), *beside, (first, Line(0, "（上接）"))] if beside else []
    back = None if first.back is None else first.source.pieces[first.back].number
    return Whole(
        tuple(one.name for one in chain),
        _numbered(chain, [*text, *(beside if broken else marks)]),
        None if back is None else Where(first.name, first.source).place(back))


def _numbered(chain: Sequence[Part], pieces: Sequence[tuple[Part, Piece]]) -> Source:
    """The pieces numbered in their new order, each with the part and the place it was read in."""
    made: list[Piece] = []
    spots: dict[int, Spot] = {}
    for one, piece in pieces:
        if isinstance(piece, Grid) and piece.sheet:
            made.append(piece)  # a sheet's rows have names of their own
            continue
        old = piece.lines or (piece.number,) if isinstance(piece, Grid) else (piece.number,)
        new = range(len(spots) + 1, len(spots) + 1 + len(old))
        spots |= {number: replace(one.source.spot(before), file=one.name) for number, before in zip(new, old, strict=True)}
        made.append(
            replace(piece, number=new[0], lines=tuple(new) if piece.lines else ()) if isinstance(piece, Grid)
            else replace(piece, number=new[0]))
    return Source(
        tuple(made), paged=any(one.source.paged for one in chain), spots=spots,
        gaps=tuple(gap for one in chain for gap in one.source.gaps))


def _append(text: list[tuple[Part, Piece]], more: Sequence[tuple[Part, Piece]], is_label: IsLabel) -> None:
    """Put a part after another; a sentence broken in the middle is one line again."""
    rest = [at for at, (_, piece) in enumerate(more) if not _blank(piece)]
    while text and _blank(text[-1][1]):
        text.pop()
    if text and rest and _goes_on(text[-1][1], more[rest[0]][1], is_label):
        one, before = text.pop()
        said = _text(before).rstrip() + _text(more[rest[0]][1]).lstrip()
        text.append((one, Line(before.number, said)))
        more = more[rest[0] + 1 :]
    text += more


def _goes_on(before: Piece, after: Piece, is_label: IsLabel) -> bool:
    if not isinstance(before, Line) or not isinstance(after, Line):
        return False
    if _ENDED.search(close_up(before.text)) or is_label(after.text):
        return False
    return split_ordinal(after.text.strip()) is None


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else ""


def _blank(piece: Piece) -> bool:
    return isinstance(piece, Line) and not piece.text.strip()
