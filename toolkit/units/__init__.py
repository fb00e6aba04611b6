"""Units: the grammar of published unit lists, common short names, and the unit directory."""

from toolkit.units.directory import Directory
from toolkit.units.doubts import GLUED, name_doubt
from toolkit.units.published import (
    Roles,
    is_collective,
    join_units,
    looks_like_unit,
    split_listed,
    split_roles,
    split_units,
    unique,
)
from toolkit.units.short import short_names

__all__ = [
    "GLUED",
    "Directory",
    "Roles",
    "is_collective",
    "join_units",
    "looks_like_unit",
    "name_doubt",
    "short_names",
    "split_listed",
    "split_roles",
    "split_units",
    "unique",
]
