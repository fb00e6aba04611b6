"""The prepared ``templates/填报表.xlsx`` -> Pattern; a mistake of the office is told with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model import Column, Profile, Unusable, column_letters
from toolkit.pattern.apart import read_draft, shared_items
from toolkit.pattern.draft import Draft, KeptRow, append_column, area_of
from toolkit.pattern.labels import labels_in
from toolkit.pattern.note import NOTE_SHEET, Note, read_note
from toolkit.pattern.parts import read_parts
from toolkit.pattern.styles import Change, Styles, read_styles
from toolkit.pattern.values import HeadSpot, Pattern, PatternColumn, PatternTable, TableName
from toolkit.pattern.widths import column_widths
from toolkit.tables.gate import Refused
from toolkit.tables.grid import Cell
from toolkit.tables.levels import HeaderBlock, columns_by_heading, header_block, heading_key

FILE = "templates/填报表.xlsx"
NOT_LEARNED = (
    f"{FILE} 还没有学习过，不能照它的样子下发。请先运行 zhenggai template learn {FILE} ；"
    "不想用它的，把它移出 templates 文件夹，就按工具自己的样式下发。")
_AGAIN = f"请在表里改好，或者运行 zhenggai template learn {FILE} 重新学习。"
_TABLES: tuple[tuple[TableName, str], ...] = (("problems", "填报表"), ("measures", "措施"))
_SEARCH_DEPTH = 60


def read_pattern(content: bytes, profile: Profile) -> Pattern:
    """Read the office's prepared sheet. Raises Unusable, in Chinese, where it cannot be issued."""
    try:
        parts = read_parts(content)
        sheets = {entry.name: entry for entry in parts.sheets()}
    except Refused as refused:
        raise Unusable(f"{FILE}读不了：{refused.refusal.reason}") from refused
    except (StopIteration, KeyError, ValueError, SyntaxError) as fault:
        raise Unusable(f"{FILE}读不了，可能已损坏。请从备份恢复，或重新运行 zhenggai template learn 原来的表。") from fault
    if NOTE_SHEET not in sheets:
        raise Unusable(NOT_LEARNED)
    strings = shared_items(parts)
    note = read_note(read_draft(parts[sheets[NOTE_SHEET].part], strings))
    styles = read_styles(parts.parts.get(parts.part_of("styles")))
    tables: dict[TableName, PatternTable] = {}
    for table, name in _TABLES:
        if name in sheets and note.of(table):
            draft = read_draft(parts[sheets[name].part], strings)
            tables[table] = _Reading(draft, name, sheets[name].part, table, note, profile, styles).read()
    if "problems" not in tables:
        raise Unusable(f"{FILE}里没有“填报表”这张工作表。请从备份恢复，或重新运行 zhenggai template learn 原来的表。")
    used = {NOTE_SHEET, *(name for table, name in _TABLES if table in tables)}
    others = tuple(entry for entry in parts.sheets() if entry.name not in used and entry.state == "visible")
    return Pattern(parts, styles, tables, others)


def rows_of(draft: Draft) -> Mapping[int, list[Cell]]:
    """The cells with a text by row, as header recognition takes them."""
    return {number: [Cell(number, column, "text", cell.text)
                     for column, cell in sorted(row.cells.items()) if cell.text.strip()]
            for number, row in sorted(draft.rows.items())}


@dataclass(slots=True)
class _Reading:
    """One table of the prepared sheet, being found."""

    draft: Draft
    sheet: str
    part: str
    table: TableName
    note: Note
    profile: Profile
    styles: Styles
    renamed: dict[tuple[int, int], str] = field(default_factory=dict)

    def read(self) -> PatternTable:
        rows = rows_of(self.draft)
        block = self._block(rows)
        fields = dict(self._fields(block))
        body = self._body(rows, block.bottom)
        self._add_missing(fields, block)
        spans = tuple((m[1], m[3]) for m in self.draft.merges if m[0] == m[2] == body[0])
        columns = tuple(
            PatternColumn(column, number, self._style(number, body, block), self._width(number, spans),
                          self._choices(number, body))
            for number, column in sorted(fields.items()))
        first = self.draft.rows.get(body[0], KeptRow())
        height = first.height or 0.0
        fillers = {number: cell.style for number, cell in first.cells.items() if number not in fields}
        head = {} if self.table == "measures" else dict(self._head(rows, block, body))
        return PatternTable(self.draft, self.part, (block.top, block.bottom), body, columns, height,
                            head, self.renamed, spans, fillers)

    def _block(self, rows: Mapping[int, list[Cell]]) -> HeaderBlock:
        """The header: the row with the most of the headings that were learned or are declared."""
        known = {heading_key(name) for column in self.profile.on(self.table)
                 for name in (column.heading, *column.names)}
        known |= {heading_key(heading) for heading in self.note.of(self.table).values()}
        best, most = 0, 0
        for number in list(rows)[:_SEARCH_DEPTH]:
            block = header_block(rows, self.draft.merges, number)
            count = sum(any(key in known for key in _keys(label)) for label in block.labels.values())
            if count > most:
                best, most = number, count
        if most < 2:  # one that says which row it is, one that answers
            raise Unusable(f"{FILE}“{self.sheet}”里找不到表头。{_AGAIN}")
        return header_block(rows, self.draft.merges, best)

    def _fields(self, block: HeaderBlock) -> Iterator[tuple[int, Column]]:
        """The columns of the profile by number; a heading nobody knows is refused with its cell."""
        known = columns_by_heading(self.profile.on(self.table))
        learned = {heading_key(heading): name for name, heading in self.note.of(self.table).items()}
        by_field = {column.field: column for column in self.profile.on(self.table)}
        taken: dict[str, int] = {}
        for number, label in block.labels.items():
            keys = _keys(label)
            was = next((learned[key] for key in keys if key in learned), None)
            column = by_field.get(was or "") or next((known[k] for k in keys if k in known), None)
            cell = f"{column_letters(number)}{block.bottom}"
            if column is None:
                raise Unusable(
                    f"{FILE}“{self.sheet}”{cell}：栏目“{label[-1]}”在 专项配置.xlsx“栏目”里没有。"
                    f"请在“栏目”里加上这一栏，或把这一列删去，或者重新运行 zhenggai template learn {FILE} 。")
            if column.field in taken:
                other = f"{column_letters(taken[column.field])}{block.bottom}"
                raise Unusable(
                    f"{FILE}“{self.sheet}”{other}和{cell}都是“{column.heading}”这一栏（字段 {column.field}），"
                    "请删去一列，或改成不同的名称后重新学习。")
            if not column.issued:
                raise Unusable(
                    f"{FILE}“{self.sheet}”{cell}：“{column.heading}”在 专项配置.xlsx“栏目”里“下发”为“否”，表里却有这一列。"
                    "请把“下发”改为“是”，或在表里删去这一列。")
            taken[column.field] = number
            if was and heading_key(column.heading) not in keys:
                self._rename(block, number, column)
            yield number, column

    def _rename(self, block: HeaderBlock, number: int, column: Column) -> None:
        """The office has renamed a heading in 专项配置 since: the sheet says it the new way."""
        rows = [row for row in range(block.top, block.bottom + 1) if self.draft.cell(row, number).text]
        if rows:
            self.renamed[rows[-1], number] = column.heading

    def _body(self, rows: Mapping[int, list[Cell]], header: int) -> tuple[int, int]:
        """The blank rows between the header and what stands below the table."""
        foot = next((number for number, cells in rows.items() if number > header and cells), None)
        last = foot - 1 if foot else max(self.draft.last_row, header + 1)
        return header + 1, last

    def _add_missing(self, fields: dict[int, Column], block: HeaderBlock) -> None:
        """Columns 专项配置 issues and the sheet has not: put at the right, in its last column's look."""
        there = {column.field for column in fields.values()}
        missing = [c for c in self.profile.issued(self.table)
                   if c.field not in there and c.field != "last_progress"]
        model = max(fields)
        for number, column in enumerate(missing, max(fields) + 1):
            append_column(self.draft, model, number, (block.top, block.bottom), column.heading)
            fields[number] = column

    def _style(self, number: int, body: tuple[int, int], block: HeaderBlock) -> int:
        """The style of a column's body cell; of its heading, made plain, where there is none."""
        for row in range(body[0], min(body[1], body[0] + 3) + 1):
            kept = self.draft.rows.get(row)
            if kept and number in kept.cells:
                return kept.cells[number].style
        heading = self.draft.cell(block.bottom, number).style
        return self.styles.changed(heading, Change(body=True))

    def _width(self, number: int, spans: Sequence[tuple[int, int]]) -> float:
        widths = column_widths(self.draft.frame)
        last = next((right for left, right in spans if left == number), number)
        return sum(widths.get(column, widths[0]) for column in range(number, last + 1))

    def _choices(self, number: int, body: tuple[int, int]) -> tuple[str, ...]:
        """The words a column's own drop-down offers."""
        for rule in self.draft.rules:
            if rule.attributes.get("type") == "list" and any(
                    a[0] <= body[1] and a[2] >= body[0] and a[1] <= number <= a[3] for a in rule.areas):
                return self._words(rule.words)
        return ()

    def _words(self, formulas: Sequence[str]) -> tuple[str, ...]:
        source = formulas[0] if formulas else ""
        if source.startswith('"'):
            return tuple(word.strip() for word in source.strip('"').split(",") if word.strip())
        sheet, _, area = source.rpartition("!")
        if sheet.strip("'") != NOTE_SHEET:
            return ()
        _, left, _, _ = area_of(area)
        return self.note.lists.get(left, ())

    def _head(
        self, rows: Mapping[int, list[Cell]], block: HeaderBlock, body: tuple[int, int],
    ) -> Iterator[tuple[str, HeadSpot]]:
        """Where the labels of the head stand, above or below the table."""
        learned = self.note.of("head")
        wanted = {heading_key(learned[column.field]): column for column in self.profile.issued("head")
                  if column.field in learned}
        found: set[str] = set()
        for number, cells in rows.items():
            if block.top <= number <= body[1]:
                continue
            for cell in cells:
                for spot in self._spots(cell, wanted):
                    if spot.field not in found:
                        found.add(spot.field)
                        yield spot.field, spot

    def _spots(self, cell: Cell, wanted: Mapping[str, Column]) -> Iterator[HeadSpot]:
        labels = labels_in(cell.text)
        right = self._right_of(cell)
        if not labels and heading_key(cell.text) in wanted and right:
            yield HeadSpot(wanted[heading_key(cell.text)].field, cell.row, right, cell.text, inside=False)
        for labelled in labels:
            column = wanted.get(heading_key(labelled.label))
            if column is None:
                continue
            bare = len(labels) == 1 and not cell.text[labelled.begins:].strip("\n")
            at = right if bare and right else None
            yield HeadSpot(column.field, cell.row, at or cell.column, labelled.label, inside=at is None)

    def _right_of(self, cell: Cell) -> int | None:
        """The blank cell beside a label, where the sheet draws one; None for a label over several."""
        merge = next((m for m in self.draft.merges if m[:2] == (cell.row, cell.column)), None)
        column = (merge[3] if merge else cell.column) + 1
        if merge and merge[3] - merge[1] >= 2:
            return None
        row = self.draft.rows[cell.row]
        beside = row.cells.get(column)
        return column if beside is not None and not beside.text.strip() else None


def _keys(label: tuple[str, ...]) -> tuple[str, ...]:
    """What a column may be known by: its own heading, and that with its group's before it."""
    own = heading_key(label[-1])
    return (heading_key("".join(label)), own) if len(label) > 1 else (own,)
