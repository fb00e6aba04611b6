"""Regular expressions that cost nothing until they are asked.

Half of the house's patterns are never asked in a command, and compiling them all took a third of a second
of every one. Written ``_NAME = regex(r"…")`` instead of ``re.compile``; asked by its own
methods, ``_NAME.sub(new, text)``: the functions of ``re`` do not take it (``re.sub(_NAME, new, text)`` fails).
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split",
          "flags", "groups", "groupindex")


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern compiled at its first use; a faulty one raises ``re.error`` only there (tests try all)."""
    return cast("re.Pattern[AnyStr]", _Later(expression, flags))


class _Later:
    """A pattern not yet compiled. Once it is, its methods stand here themselves: no call costs more."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"
