"""What stands above and below an office's table: labels to fill in, lines to sign on, notes, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model import Column, Profile, column_letters
from toolkit.pattern.draft import Draft, KeptRow
from toolkit.pattern.labels import Labelled, labels_in
from toolkit.regex import regex
from toolkit.tables.grid import Cell
from toolkit.tables.levels import HeaderBlock, heading_key
from toolkit.template.naming import clean_heading
from toolkit.template.values import LearnedHead
from toolkit.text import is_counted_in, matching_key, read_numeral

_EXAMPLE = regex(r"^[(（【]?(?:填写)?(?:示例|样例|举例|例如|例)[)）】]?[:：]?\d*$")
_TOTAL = regex(r"^(?:合计|总计|小计|共计|汇总)[:：]?$")
_FOOT = regex(
    r"^(?:注|备注|说明|填[表报写]说明|填[表报]要求|要求|附注)[:：\d一(（]|签字|签名|签章|盖章|"
    r"^(?:填[表报]人|审[核批]人|负责人|联系人|联系电话|电话|填[表报]单位|填[表报]日期|填[表报]时间)[:：]|"
    r"年\s*月\s*日\s*$")
_INSTRUCTS = regex(r"填写|填报|选择|下拉|如实|格式|不超过|字以内|例如|^如[:：]?|按.{1,12}填|自动生成|勿改|请")
_LABEL_WORDS = regex(r"^[一-鿿（）()]{2,12}$")
_NO_LABELS = frozenset({"注", "备注", "说明", "填表说明", "填报说明", "填写说明", "要求", "填报要求", "附件",
                        "附注", "密级", "编号", "文号", "主送", "抄送", "截至", "截止"})
_PERSONAL = regex(r"(?:人|领导|签字|签名|电话|手机|传真|邮箱|联系方式|日期|时间|单位|部门|职务|局长|主任)$")
_BRACKETS = regex(r"\([^()]*\)")
_WIDE = 0.5
"""A merge over this part of a table's columns, below the header, is a note across the sheet."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows below a header: numbering and instructions, examples and blank rows, the foot.

    ``first``..``last`` are rows that give way to the problems; ``model`` is the one whose look they take.
    """

    first: int
    last: int
    model: int | None
    examples: tuple[int, ...]
    notes: Mapping[int, str]
    instructions: tuple[int, ...]
    totals: tuple[int, ...]


def read_body(draft: Draft, rows: Mapping[int, Sequence[Cell]], block: HeaderBlock) -> Body:
    """Part what stands below the header."""
    first = block.bottom + 1
    instructions = tuple(_instructions(rows, first))
    notes = {cell.column: cell.text.strip() for row in instructions for cell in rows[row]}
    last, examples, totals = first - 1, [], []
    for number in range(first, max(draft.last_row, first) + 1):
        cells = rows.get(number, ())
        if cells and number not in instructions and _is_foot(draft, number, cells, block):
            break
        last = number
        if any(_TOTAL.match(matching_key(cell.text)) for cell in cells):
            totals.append(number)
        elif cells and number not in instructions:
            examples.append(number)
    last = _without_trailing(draft, first, last, examples)
    return Body(first, last, _model(draft, first, last, examples, block), tuple(examples), notes,
                instructions, tuple(totals))


def _instructions(rows: Mapping[int, Sequence[Cell]], first: int) -> Iterator[int]:
    """Rows right below the header that say how to fill in, or only number the columns."""
    for number in (first, first + 1):
        cells = rows.get(number, ())
        texts = [cell.text.strip() for cell in cells]
        counts = [read_numeral(text.strip("（）()")) for text in texts]
        numbering = len(texts) > 2 and None not in counts and counts == list(
            range(counts[0] or 0, (counts[0] or 0) + len(counts)))
        told = [text for text in texts if _INSTRUCTS.search(text)]
        alone = texts and read_numeral(texts[0]) is None and not _EXAMPLE.match(matching_key(texts[0]))
        if not numbering and not (alone and len(told) >= max(1, len(texts) / 3) and len(texts) > 1):
            return
        yield number


def _is_foot(draft: Draft, number: int, cells: Sequence[Cell], block: HeaderBlock) -> bool:
    if _EXAMPLE.match(matching_key(cells[0].text)) or (
            len(cells) > 1 and read_numeral(cells[0].text) is not None):
        return False
    if any(_FOOT.search(cell.text.strip()) for cell in cells):
        return True
    width = len(block.labels)
    return any(m[0] == number and m[3] - m[1] + 1 >= max(3, _WIDE * width) and any(
        cell.column == m[1] for cell in cells) for m in draft.merges)


def _without_trailing(draft: Draft, first: int, last: int, examples: Sequence[int]) -> int:
    """Blank rows that only separate the table from its foot are the foot's."""
    floor = max([first, *examples])
    while last > floor and not _drawn(draft.rows.get(last)):
        last -= 1
    return max(last, first)


def _drawn(row: KeptRow | None) -> bool:
    return row is not None and any(cell.style for cell in row.cells.values())


def _model(
    draft: Draft, first: int, last: int, examples: Sequence[int], block: HeaderBlock,
) -> int | None:
    """A row whose cells all have a look: a blank one rather than an example in grey."""
    def drawn(number: int) -> bool:
        row = draft.rows.get(number)
        return row is not None and sum(c in row.cells for c in block.labels) * 2 > len(block.labels)

    rows = [number for number in range(first, last + 1) if drawn(number)]
    blank = [number for number in rows if number not in examples]
    return next(iter([*blank, *rows]), None)


# ── labels ───────────────────────────────────────────────────────────────────────────────────────
def head_fields(
    draft: Draft, rows: Mapping[int, Sequence[Cell]], block: HeaderBlock, body: Body, profile: Profile,
) -> list[LearnedHead]:
    """The fields of the head, above the table and at its foot; each once, the first place counts."""
    known = {heading_key(name): column for column in profile.on("head")
             for name in (*column.names, column.heading)}
    found: dict[str, LearnedHead] = {}
    for number, cells in rows.items():
        if block.top <= number <= body.last:
            continue
        for cell in cells:
            for label in _labels(draft, cell, known):
                key = heading_key(label)
                declared = known.get(key) or known.get(_BRACKETS.sub("", key))
                column = _called(declared, label) if declared else _own_field(label)
                if column and column.field not in found:
                    found[column.field] = LearnedHead(
                        f"{column_letters(cell.column)}{cell.row}", label, column, new=declared is None)
    return list(found.values())


def _labels(draft: Draft, cell: Cell, known: Mapping[str, Column]) -> Iterator[str]:
    labelled = [found for found in labels_in(cell.text) if not _is_measure(found)]
    if not labelled and heading_key(cell.text) in known and _blank_beside(draft, cell):
        yield clean_heading(cell.text)
    for found in labelled:
        key = heading_key(found.label)
        if key in known or (_LABEL_WORDS.match(found.label) and key not in _NO_LABELS
                            and "签" not in key and len(found.value) <= 20):
            yield found.label


def _called(column: Column, label: str) -> Column:
    """The field, known by this label too and issued from now on."""
    names = {heading_key(name) for name in (column.heading, *column.names)}
    more = () if heading_key(label) in names else (clean_heading(label),)
    return replace(column, names=(*column.names, *more), issued=True)


def _own_field(label: str) -> Column | None:
    """A label nobody knows: a field of the office's own, kept with what units write."""
    name = clean_heading(label)
    return Column(name, name, "head", "unit") if len(name) > 1 else None


def _is_measure(found: Labelled) -> bool:
    """单位：万元 says what is counted in, not who reports."""
    return heading_key(found.label) == "单位" and is_counted_in(found.value)


def _blank_beside(draft: Draft, cell: Cell) -> bool:
    merge = next((m for m in draft.merges if m[:2] == (cell.row, cell.column)), None)
    column = (merge[3] if merge else cell.column) + 1
    return column in draft.rows[cell.row].cells


def personal_labels(text: str) -> frozenset[str]:
    """Keys of the labels in a text behind which people are named; their values go."""
    return frozenset(
        heading_key(found.label) for found in labels_in(text)
        if not _is_measure(found) and _PERSONAL.search(matching_key(found.label)))
