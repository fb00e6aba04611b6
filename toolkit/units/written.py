"""A unit's name as forms have it: a label before it, a seal's note behind, its city in front."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.model import Profile
from toolkit.regex import regex

_ORNAMENT = regex(r"[（(](?:盖章|公章|签章|章|公章处)[)）]|^填报单位[:：]|[。；;，,\s]+$")
_TITLE_TOWN = regex(r"([一-鿿]{2,6}?[市州盟])")


def own_cities(profile: Profile) -> frozenset[str]:
    """The names of the campaign's own city: as set, and as its title begins."""
    titled = _TITLE_TOWN.match(profile.title)
    return frozenset(filter(None, (profile.city.strip(), titled[1] if titled else "")))


def written_forms(text: str, cities: Iterable[str]) -> tuple[str, ...]:
    """What a cell may mean: without what only adorns a name, then also without our own city before it."""
    said = _ORNAMENT.sub("", text.strip())
    before = [city for city in cities if said.startswith(city) and said != city]
    return (said, *(form for city in before
                    for form in (city[-1] + said.removeprefix(city), said.removeprefix(city))))
