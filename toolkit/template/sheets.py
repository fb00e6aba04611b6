"""Finding the tables of an office's workbook, and what is to be seen of every column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.pattern.draft import Draft, Ranged, area_of
from toolkit.pattern.reading import rows_of
from toolkit.pattern.styles import Styles
from toolkit.pattern.values import TableName
from toolkit.pattern.widths import column_widths
from toolkit.tables.formats import shape_of
from toolkit.tables.grid import Cell
from toolkit.tables.levels import HeaderBlock, header_block
from toolkit.template.naming import Names, SeenColumn
from toolkit.template.statuses import ticked_words, words_in_brackets
from toolkit.template.surroundings import Body

_SEARCH_DEPTH = 40
_LEAST = 2
_FORMATS = {"date": "date", "percent": "percent"}
_NUMBERS = frozenset({1, 2, 3, 4, 37, 38, 39, 40})
_TEXT = 49
_KEYS: Mapping[TableName, frozenset[str]] = {
    "problems": frozenset({"number", "text"}), "measures": frozenset({"ordinal", "text"})}
_ANSWERS: Mapping[TableName, frozenset[str]] = {
    "problems": frozenset({"status", "progress", "last_progress"}), "measures": frozenset({"done"})}


@dataclass(frozen=True, slots=True)
class Found:
    """A table: its header, and how many of its headings are known."""

    table: TableName
    block: HeaderBlock
    known: int


def find_table(draft: Draft, names: Mapping[TableName, Names]) -> Found | None:
    """The best header of a sheet for any table; None where there is none.

    One that has a column saying which row it is and one that answers goes before one that only has
    many known headings.
    """
    rows = rows_of(draft)
    best: tuple[tuple[bool, int], Found] | None = None
    for number in list(rows)[:_SEARCH_DEPTH]:
        block = header_block(rows, draft.merges, number)
        if len(block.labels) < _LEAST:
            continue
        for table, known in names.items():
            hits = {hit[0].field for label in block.labels.values() if (hit := known.find(label))}
            whole = bool(hits & _KEYS[table]) and bool(hits & _ANSWERS[table])
            rank = (whole, len(hits))
            enough = whole or (table == "problems" and len(hits) >= _LEAST)
            if enough and (best is None or rank > best[0]):
                best = (rank, Found(table, block, len(hits)))
    return best[1] if best else None


@dataclass(slots=True)
class Lists:
    """The words of drop-downs that stand in ranges of the workbook."""

    sheets: Mapping[str, Draft]
    names: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def words(self, rule: Ranged, own: Draft) -> tuple[str, ...]:
        """What a drop-down offers; () where its source cannot be found."""
        source = rule.words[0].strip() if rule.words else ""
        if source.startswith('"'):
            return tuple(word.strip() for word in source.strip('"').split(",") if word.strip())
        source = self.names.get(source, source).lstrip("=")
        sheet, _, area = source.rpartition("!")
        name = sheet.strip("'").replace("''", "'")
        draft = self.sheets.get(name) if name else own
        try:
            top, left, bottom, right = area_of(area)
        except Exception:  # noqa: BLE001 - a formula that is no plain range offers nothing we can read
            return ()
        if draft is None:
            return ()
        self.used.add(name)
        return tuple(text for row in range(top, min(bottom, draft.last_row) + 1)
                     for column in range(left, right + 1)
                     if (text := draft.cell(row, column).text.strip()))


def seen_columns(
    draft: Draft, block: HeaderBlock, body: Body, styles: Styles, lists: Lists,
) -> list[SeenColumn]:
    """Every column of a table as it stands."""
    rows, widths = rows_of(draft), column_widths(draft.frame)
    red = _red_headings(draft, block, styles)
    return [
        SeenColumn(
            number, label, _examples(rows, body, number),
            _choices(draft, body, number, lists), words_in_brackets(label[-1]),
            _format(draft, body, number, styles), widths.get(number, widths[0]),
            starred=number in red or any("*" in text or "＊" in text or "必填" in text for text in label),
            note=body.notes.get(number, ""))
        for number, label in block.labels.items()]


def _examples(rows: Mapping[int, Sequence[Cell]], body: Body, number: int) -> Mapping[int, str]:
    return {row: cell.text.strip() for row in body.examples for cell in rows[row] if cell.column == number}


def _choices(draft: Draft, body: Body, number: int, lists: Lists) -> tuple[str, ...]:
    for rule in draft.rules:
        here = any(a[1] <= number <= a[3] and a[0] <= body.last and a[2] >= body.first for a in rule.areas)
        if here and rule.attributes.get("type") == "list":
            return lists.words(rule, draft)
    for row in range(body.first, body.last + 1):
        if words := ticked_words(draft.cell(row, number).text):
            return words
    return ()


def _format(draft: Draft, body: Body, number: int, styles: Styles) -> str:
    for row in dict.fromkeys((body.model, *body.examples)):
        if row is None or number not in draft.rows[row].cells:
            continue
        code, pattern = styles.number_format(draft.cell(row, number).style)
        shape = shape_of(code, pattern or None)
        if shape in _FORMATS:
            return _FORMATS[shape]
        if code == _TEXT or pattern == "@":
            return "text"
        if code in _NUMBERS or (pattern and set(pattern) & set("0#")):
            return "number"
    return ""


def _red_headings(draft: Draft, block: HeaderBlock, styles: Styles) -> frozenset[int]:
    """Columns whose heading is red, where not all of them are."""
    red = frozenset(
        number for number in block.labels
        if any(styles.is_red(cell.style) for row in range(block.top, block.bottom + 1)
               if (cell := draft.cell(row, number)).text))
    return red if len(red) < len(block.labels) else frozenset()


def defined_names(workbook: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    """Names of the workbook that lead to a range; a name of one sheet counts like the others."""
    return {name: area for name, area in workbook if "!" in area and not name.startswith("_xlnm")}
