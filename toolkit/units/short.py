"""What units are commonly called (常用简称), from the table the package ships."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from toolkit.regex import regex

_BARE_LEVEL = regex(r"^市(?=.{3})(?!场)")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What stands in a full name, and what is written for it."""
    text = (resources.files("toolkit.defaults") / "short_names.toml").read_text(encoding="utf-8")
    rows: list[Mapping[str, object]] = tomllib.loads(text)["short"]
    return tuple((str(row["full"]), tuple(map(str, _listed(row["names"])))) for row in rows)


def _listed(names: object) -> list[object]:
    return names if isinstance(names, list) else []


@lru_cache(maxsize=4096)
def short_names(name: str) -> tuple[str, ...]:
    """What a unit is commonly called, longest first; the directory's own aliases come first."""
    found, all_of_them = {name}, name
    for full, shorts in _table():
        if full in all_of_them:
            found |= {known.replace(full, short) for known in found for short in shorts if full in known}
            all_of_them = "\n".join(found)
    found |= {_BARE_LEVEL.sub("", known) for known in found}
    whole = (known for known in found - {name} if len(known) >= 2 and not known.endswith("和"))
    return tuple(sorted(whole, key=lambda n: (-len(n), n)))
