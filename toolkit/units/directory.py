"""The unit directory: names, aliases, common short names, collectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from toolkit.model import Unit
from toolkit.regex import regex
from toolkit.text import matching_key
from toolkit.units.published import GOVERNMENT, PLACE, is_collective, unique
from toolkit.units.short import short_names
from toolkit.units.succession import Succession

# ── the directory ────────────────────────────────────────────────────────────────────────────────
_PLACE_BEFORE = regex(r"[区县旗镇乡盟州省厅]$")


_TOWN = regex(r"([一-鿿]{2,8}市)(?:党委|人民政府|政府|$)")

_START = 4
"""Characters of a name by which names that may stand in a text are picked out."""


class Directory:
    """The units of a campaign, found by full name, alias, common short name or matching key.

    A name that fits two units fits none: it is reported, never guessed. On a day (``on``) every answer
    is the unit that acts then (承接单位); ``busy`` are the units with duties of their own.
    """

    def __init__(
        self, units: Iterable[Unit], on: date | None = None, busy: Iterable[str] = (),
    ) -> None:
        self._units = tuple(units)
        self._succession = Succession(self._units, on, frozenset(busy))
        self._by_key: dict[str, str | None] = {}
        for names in self._layers():
            self._learn(names)
        self._names = {matching_key(unit.name): unit.name for unit in self._units}
        self._members: dict[str, list[str]] = {}
        for unit in self._units:
            for key in {matching_key(collective) for collective in unit.collectives}:
                self._members.setdefault(key, []).append(unit.name)
        found = (_TOWN.match(name) for unit in self._units for name in (unit.name, *unit.aliases))
        self._towns = frozenset(town[1] for town in found if town)
        self._by_start: dict[str, list[str]] = {}
        for key in self._by_key:
            self._by_start.setdefault(key[:_START], []).append(key)

    @classmethod
    def of_list(cls, units: Iterable[Unit], names: Iterable[str]) -> Directory:
        """The directory of the office and of a document: units it names beside those known already.

        A name that is a common short name of exactly one other is taken for that one (市发改委 beside
        市发展和改革委员会); levels never mix, for a short name keeps its level.
        """
        known = {unit.name: unit for unit in units}
        met = [name for name in dict.fromkeys(names) if name not in known and not is_collective(name)]
        fulls: dict[str, set[str]] = {}
        for name in (*known, *met):
            for short in short_names(name):
                fulls.setdefault(short, set()).add(name)
        office = cls(known.values())
        own = [n for n in met if office.resolve(n) is None and len(fulls.get(n, set()) - {n}) != 1]
        return cls((*known.values(), *(Unit(name) for name in own)))

    def _layers(self) -> Iterator[list[tuple[str, str]]]:
        """Full names count before aliases, aliases before short names worked out from a table."""
        yield [(unit.name, unit.name) for unit in self._units]
        yield [(alias, unit.name) for unit in self._units for alias in unit.aliases]
        yield [
            (short, unit.name)
            for unit in self._units
            if not is_collective(unit.name)
            for short in short_names(unit.name)
        ]

    def _learn(self, names: list[tuple[str, str]]) -> None:
        layer: dict[str, set[str]] = {}
        for known, name in names:
            layer.setdefault(matching_key(known), set()).add(self.acting(name))
        for key, fits in layer.items():
            self._by_key.setdefault(key, next(iter(fits)) if len(fits) == 1 else None)

    def acting(self, name: str) -> str:
        """The unit that acts for a unit of this full name."""
        return self._succession.acting(name)

    def takes_over(self, one: str, other: str) -> bool:
        """Whether one of two units acting now takes over the other, whenever."""
        return self._succession.later(other) == one

    def resolve(self, name: str) -> str | None:
        """The full name of the one unit this name fits, or who acts for it; None for none or several.

        Short names count both ways: a directory that has 市发改委 knows 市发展和改革委员会.
        """
        if not name.strip():
            return None
        key = matching_key(name)
        if key in self._by_key:
            return self._by_key[key]
        fits = {full for short in short_names(name) if (full := self._names.get(matching_key(short)))}
        return self.acting(fits.pop()) if len(fits) == 1 and not is_collective(name) else None

    def members(self, collective: str) -> tuple[str, ...]:
        """The units a collective stands for, in the directory's order; () where it cannot be expanded."""
        return unique(map(self.acting, self._members.get(matching_key(collective), ())))

    def found_in(self, text: str) -> tuple[str, ...]:
        """The units named in a file or folder name, each place of the text counted for its longest name."""
        rest, found = matching_key(text), []
        starts = {rest[at : at + length] for at in range(len(rest)) for length in range(2, _START + 1)}
        near = [key for start in starts for key in self._by_start.get(start, ())]
        for key in sorted(near, key=lambda k: (-len(k), k)):
            start = self._stands_in(key, rest)
            if start is None:
                continue
            rest = rest[:start] + "\0" * len(key) + rest[start + len(key) :]
            if (name := self._by_key[key]) is not None:
                found.append((start, name))
        return unique(name for _, name in sorted(found))

    def _stands_in(self, key: str, text: str) -> int | None:
        """Where a name stands in a text; 水务局 within 赛罕区水务局 is another unit's name."""
        start = text.find(key) if len(key) >= 2 else -1
        while start >= 0:
            if PLACE.match(key) or GOVERNMENT.search(key) or not self._is_anothers(key, text[:start]):
                return start
            start = text.find(key, start + 1)
        return None

    def _is_anothers(self, key: str, before: str) -> bool:
        """Whether a place stands right before a department's name; 扎兰屯市水务局 is no 市水务局."""
        if _PLACE_BEFORE.search(before):
            return True
        ends = [town.removesuffix("市") if key.startswith("市") else town for town in self._towns]
        return any(before.endswith(end) for end in ends)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three full names that look like this one: a suggestion for a person, nothing more."""
        from difflib import get_close_matches

        keys = {key: full for key, full in self._by_key.items() if full}
        close = get_close_matches(matching_key(name), keys, n=6, cutoff=0.6)
        return unique(keys[key] for key in close)[:3]
