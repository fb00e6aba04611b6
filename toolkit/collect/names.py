"""Which unit a path or a cell speaks of. A name is a hint: what might be another city's names nobody."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.duties import Duties, listed_units
from toolkit.model import Profile
from toolkit.regex import regex
from toolkit.units import is_collective
from toolkit.units.published import GOVERNMENT, PLACE
from toolkit.units.written import own_cities, written_forms

_HAN_RUN = regex(r"[一-鿿]+")
_TOWN = regex(r"([一-鿿]{2,6}?市)(?!场|政(?!府)|容|民|区)")
_NO_PLACE = regex(
    r"(?:关于|报|送|来|转|由|发|收到|各|及|和|与|件|份|月|日|年|号|版|稿|全|我|本|地|级|况|馈|料|告|单|账|务|改|察|表|"
    r"组|类|的|请|致|[一二三四五六七八九十])$")
"""What stands before 市 where no city's name does: 报送市水务局, 附件二市水务局."""
_SEVERAL = regex(r"[、，,；;/\n]|\s{2,}")


@dataclass(slots=True)
class UnitNames:
    """The unit directory as seen by someone who reads file names: with the campaign's own city."""

    duties: Duties
    profile: Profile
    _cities: frozenset[str] = field(init=False)
    _known: tuple[str, ...] = field(init=False)
    _met: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cities = own_cities(self.profile)
        aliases = (name for unit in self.profile.units for name in (unit.name, *unit.aliases))
        self._known = (*aliases, *listed_units(self.duties.problems))

    def resolve(self, text: str) -> str | None:
        """The one unit a cell names, with the city before it, a seal's note or an office of its own behind."""
        said, *others = written_forms(text, self._cities)
        for form in (said, *others):
            if (unit := self.duties.directory.resolve(form)) is not None:
                return unit
        found = () if _SEVERAL.search(said) else self.named_in(said)
        return found[0] if len(found) == 1 else None

    def several(self, text: str) -> tuple[str, ...]:
        """The units a cell names where it names more than one; () otherwise."""
        parts = [part for part in _SEVERAL.split(text) if part.strip()]
        units = [self.resolve(part) for part in parts]
        return tuple(u for u in units if u) if len(parts) > 1 and all(units) else ()

    def named_in(self, text: str) -> tuple[str, ...]:
        """The units one file or folder name speaks of; another city's are none of ours."""
        if text not in self._met:
            ours = _HAN_RUN.sub(lambda run: self._ours(run[0]), text)
            self._met[text] = self.duties.directory.found_in(ours)
        return self._met[text]

    def _ours(self, run: str) -> str:
        """A run of Han characters without our own city's name, and cut where another city's begins."""
        for city in self._cities:
            run = run.replace(city, city[-1] if city[-1] == "市" else "")
        if not self._cities:
            return run
        for town in _TOWN.finditer(run):
            before = town[1].removesuffix("市")
            known = any(name.startswith(town[1][at:]) for name in self._known
                        for at in range(len(before) - 1))
            if not known and not _NO_PLACE.search(before):
                return run[: town.start()]
        return run

    def hint(self, file: str) -> str | None:
        """The unit a path speaks of: its own name and its nearest folder, where they do not differ."""
        *folders, name = file.split("/")
        own = self.named_in(name)
        folder = self.folder(folders)
        if len(own) > 1 or (own and folder and folder != own[0]):
            return None
        return own[0] if own else folder

    def folder(self, folders: list[str]) -> str | None:
        """The unit the nearest folder (or archive) that names one speaks of."""
        for part in reversed(folders):
            units = self.named_in(part)
            if units:
                return units[0] if len(units) == 1 else None
        return None

    def keeper(self, file: str) -> str:
        """Whose folder a file stands in: a unit's full name, or a folder named after a place of no unit of ours."""
        folders = file.split("/")[:-1]
        known = self.folder(folders)
        if known:
            return known
        return next((part for part in reversed(folders) if _is_place(part)), "")


def _is_place(name: str) -> bool:
    """Whether a folder is named after a town or county government; a department's might be the office's own."""
    return bool(PLACE.fullmatch(name) or GOVERNMENT.search(name)) and not is_collective(name)
