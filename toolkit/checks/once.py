"""What several rules look for, found once for a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TypeVar

from toolkit.model import Book

_Found = TypeVar("_Found")


def once(find: Callable[[Book], Iterable[_Found]]) -> Callable[[Book], Sequence[_Found]]:
    """What several rules look for in a book, found once; kept for the last book only."""
    known: list[tuple[Book, Sequence[_Found]]] = []

    @wraps(find)
    def found(book: Book) -> Sequence[_Found]:
        if not known or known[0][0] is not book:
            known[:] = [(book, tuple(find(book)))]
        return known[0][1]
    return found
