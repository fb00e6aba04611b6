"""What stands under a label and is no part of its value: never dropped without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.official.fields import left_over
from toolkit.official.passages import Block, Doubt, Passage
from toolkit.official.vocabulary import UNIT_FIELDS, is_kept_beside

_SHORT_FIELDS = (*UNIT_FIELDS, "deadline", "section", "category", "other_numbers", "former_number")


def tell_left_over(blocks: Sequence[Block], *, wrapped: bool) -> None:
    """Note in each block what is read nowhere; under the last label of all stands what ends the document."""
    for place, block in enumerate(blocks):
        last = place + 1 == len(blocks)
        for passage in block.passages[: -1 if last else None]:
            block.doubts.extend(_doubts(passage, wrapped=wrapped))


def _doubts(passage: Passage, *, wrapped: bool) -> Iterator[Doubt]:
    field, name = passage.label.field, passage.label.name
    if field not in _SHORT_FIELDS and (field != "other" or is_kept_beside(name)):
        return
    lines = left_over(passage, wrapped=wrapped)
    if lines:
        said = "".join(token.text for token in lines)
        yield Doubt(lines[0].line, f"“{name}”下面的“{said[:40]}{'……' if len(said) > 40 else ''}”没有读入，请核对", said)
