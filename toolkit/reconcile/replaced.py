"""What of one workbook newer ones replace, and how that is said: in R104 and as the files' reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Arrival, Diagnostic, Place, Return
from toolkit.reconcile.order import why_newer


@dataclass(slots=True)
class Replaced:
    """The rows of one workbook that newer workbooks of its unit replace, by the newer file.

    ``changed_by``: the newer files that say something else than the rows they replace. ``outdated_by``:
    the unit's workbook of this period, where this one is of another: none of its rows fills a gap.
    """

    returned: Return
    rows: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    measures: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    kept: int = 0
    changed_by: set[str] = field(default_factory=set)
    outdated_by: str = ""

    @property
    def wholly(self) -> bool:
        return self.kept == 0 and bool(self.rows or self.measures)

    def files(self) -> list[str]:
        """The newer files, in order of name."""
        return sorted({*self.rows, *self.measures})

    def part(self, file: str) -> str:
        """What a newer file replaces, in words: 第1、3项、第5项的措施情况."""
        rows, measures = self.rows.get(file, set()), self.measures.get(file, set())
        said = [f"第{_numbers(rows)}项"] if rows else []
        only = measures - rows
        return "、".join((*said, *([f"第{_numbers(only)}项的措施情况"] if only else [])))


def _numbers(numbers: Iterable[int]) -> str:
    return "、".join(map(str, sorted(numbers)))


@dataclass(slots=True)
class Versions:
    """Of all units: what replaces what. The files' reasons say it from both sides."""

    by_file: Mapping[str, Arrival]
    found: list[tuple[str, Replaced, Mapping[str, Return]]] = field(default_factory=list)
    together: dict[str, str] = field(default_factory=dict)

    def note(self, unit: str, entering: Sequence[Replaced]) -> None:
        """All workbooks of one unit, the newest first."""
        newer = {older.returned.file: older.returned for older in entering}
        replaced = [older for older in entering if older.rows or older.measures]
        self.found += [(unit, older, newer) for older in replaced]
        telling = [older.returned.file for older in entering if older.kept]
        if len(telling) > 1 and not replaced:
            said = f"{unit}报了{len(telling)}份，互不重复，合并采用"
            self.together.update(dict.fromkeys(telling, said))

    def diagnostics(self) -> Iterator[Diagnostic]:
        """One for each pair of files; ``given`` names the problems where not the whole is replaced."""
        for unit, older, newer in self.found:
            files = older.files()
            whole = older.wholly and len(files) == 1
            for file in files:
                yield Diagnostic(
                    "superseded", Place(older.returned.file), given=None if whole else older.part(file),
                    unit=unit, expected=file, note=self._why(older, newer[file]))

    def _why(self, older: Replaced, newer: Return) -> str:
        return why_newer(older.returned, newer, self.by_file, alike=newer.file not in older.changed_by)

    def settled(self, parts: Mapping[str, int]) -> dict[str, Arrival]:
        """The files with their reasons; ``parts`` is how many units' returns each file holds."""
        said: dict[str, list[str]] = defaultdict(list)
        gone: dict[str, int] = defaultdict(int)
        for _, older, newer in self.found:
            old = older.returned.file
            for file in older.files():
                why = self._why(older, newer[file])
                what = "" if older.wholly and len(older.files()) == 1 else older.part(file)
                said[old].append(f"{what}已被“{file}”取代（{why}）" + ("" if older.wholly else "，其余照旧采用"))
                said[file].append(f"以这一份为准，取代“{old}”{f'中的{what}' if what else ''}（{why}）")
            gone[old] += older.wholly
        settled = {}
        for file, arrival in self.by_file.items():
            reason = "；".join(dict.fromkeys(filter(
                None, (arrival.reason, *said.get(file, ()), self.together.get(file)))))
            if gone[file] and gone[file] >= parts.get(file, 1):
                settled[file] = replace(arrival, verdict="ignored", reason=reason)
            elif reason != (arrival.reason or ""):
                settled[file] = replace(arrival, reason=reason)
            else:
                settled[file] = arrival
        return settled
