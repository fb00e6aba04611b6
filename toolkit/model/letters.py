"""What a letter's template may ask for, and what a period has to say to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.blocks import Block, CellValue


@dataclass(frozen=True, slots=True)
class LetterForm:
    """A kind of letter: which placeholders its template may hold, and its text as ``init`` lays it out.

    ``texts`` stand anywhere in a line, ``blocks`` alone in a paragraph, ``rows`` (list -> its fields)
    in a row of a table; ``required`` are those without which the letter would not say what it is for.
    A form without ``letterhead`` is printed in the look of 附件.docx. ``lines`` are ``样式|文字``, a table ``表格|标题:宽:左或中:文字|…``.
    """

    name: str
    use: str
    texts: tuple[str, ...]
    blocks: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    lines: tuple[str, ...]
    letterhead: bool = True


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of one letter's placeholders, by name; rows by list, each by field."""

    texts: Mapping[str, str]
    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, CellValue], ...]] = field(default_factory=dict)
