"""Rows under headings -> blocks: which rows are problems, which go on with one, which are none at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.official.headings import is_titled
from toolkit.official.passages import Block, Doubt
from toolkit.official.sources import Grid
from toolkit.official.tabular.headings import Header, header_at
from toolkit.official.tabular.rows import Group, Row, block_of
from toolkit.official.vocabulary import Vocabulary
from toolkit.regex import regex
from toolkit.text import OrdinalStyle, matching_key, read_numeral, split_ordinal

_TOTAL = regex(r"(?:合计|总计|小计|共计|累计|总数|合\s*计)(?:\(.*\))?[:.]?(?:\d+(?:项|个|条))?")
_NOTE = regex(
    r"(?:注|备注|说明|填[表报]?说明|填[表报]|审[核批签]|制表|联系|经办|分管|单位(?:负责人|名称)?\(?|负责人|主要领导|报送|上报|统计|签[字章]|"
    r"日期|截[至止]|汇总人|数据来源|资料来源)[^。:]{0,12}[:\d.]|注[:.]|\*|★|※"
)
_SAME = frozenset(("同上", "〃", '"', "同前", "同上项"))
_COUNTING = regex(r"\(?(\d{1,2}|[a-z甲乙丙丁])\)?(?:=.*)?")


class LedgerReader:
    """Reads the ledgers of a document one after the other; a table without headings goes on with the last."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._header: Header | None = None
        self._width = 0
        self._outline: list[tuple[OrdinalStyle | None, str]] = []
        self._last: Group | None = None
        self._carried: dict[int, str] = {}
        self._loose: list[Group] = []
        self.doubts: list[tuple[str | None, Doubt]] = []

    def is_ledger(self, grid: Grid) -> bool:
        """Whether the table has headings of a list, or goes on with the one before it."""
        return self._first_header(grid) is not None or self._goes_on(grid)

    def _first_header(self, grid: Grid) -> int | None:
        for place in range(min(12, len(grid.rows))):
            if header_at(grid, place, self._vocabulary):
                return place
        return None

    def _goes_on(self, grid: Grid) -> bool:
        """A table of as many columns, whose first row has the next number or none, is the last one's next page."""
        if self._header is None or self._last is None or self._width != len(grid.rows[0] if grid.rows else ()):
            return False
        numbers = self._header.places("number")
        last = self._number(self._last.rows[0], numbers)
        first = next((n for row in grid.rows[:3] if (n := self._number(Row(0, row), numbers)) is not None), None)
        return last is not None and first in (last, last + 1)

    def _number(self, row: Row, numbers: Sequence[int]) -> int | None:
        return read_numeral(row.said(numbers)) if numbers else None

    def titles(self, grid: Grid) -> list[tuple[int, str]]:
        """The texts above the headings, with their lines."""
        first = self._first_header(grid) or 0
        return [(grid.line(y), cell) for y in range(first) for cell in dict.fromkeys(grid.rows[y]) if cell]

    def measures_apart(self) -> Iterator[Block]:
        """Rows of measures that name their problem by its number alone, as a block a problem."""
        return (block_of(group, self._vocabulary) for group in self._loose)

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────
    def read(self, grid: Grid) -> list[Group]:
        """The problems of a ledger; the last one may go on in the next table (its rows are added then)."""
        groups: list[Group] = []
        skip = 0
        aside = self._hidden_copies(grid)
        for place in range(self._first_header(grid) or 0, len(grid.rows)):
            if skip:
                skip -= 1
                continue
            header = header_at(grid, place, self._vocabulary)
            if header:
                self._begin(header, len(grid.rows[place]))
                skip = header.rows - 1
            elif self._header and place not in aside:
                self._take(grid, place, groups)
        return groups

    def _hidden_copies(self, grid: Grid) -> frozenset[int]:
        """Hidden rows with the number of a row that is shown are drafts; the other hidden rows count, and are told."""
        first = self._first_header(grid) or 0
        header = header_at(grid, first, self._vocabulary)
        numbers = header.places("number") if header else []
        shown = {row[p] for y, row in enumerate(grid.rows) for p in numbers if row[p] and y not in grid.hidden}
        hidden = [y for y in sorted(grid.hidden) if y > first and any(grid.rows[y])]
        copies = frozenset(y for y in hidden if any(grid.rows[y][p] in shown for p in numbers if grid.rows[y][p]))
        for y in hidden:
            told = "编号与别的行相同，没有读入" if y in copies else "也读入了清单"
            self.doubts.append((grid.sheet, Doubt(grid.line(y), f"第{grid.line(y)}行是隐藏的，{told}，请核对")))
        return copies

    def _begin(self, header: Header, width: int) -> None:
        if self._header is None or header.columns != self._header.columns:
            self._last, self._outline, self._carried = None, [], {}
        self._header, self._width = header, width

    def _take(self, grid: Grid, place: int, groups: list[Group]) -> None:
        header = self._header
        assert header is not None
        row = self._row(grid, place, header)
        if not row.texts or _is_aside(row) or _is_counting(row):
            return
        if self._is_section(row, header):
            self._section(row, header)
        elif self._last and self._continues(row, self._last, header):
            self._last.rows.append(row)
        elif "text" not in header.fields:
            self._last = Group(header, [row], (), grid.sheet, grid.columns)
            self._loose.append(self._last)
        else:
            above = tuple(title for _, title in self._outline)
            self._last = Group(header, [row], above, grid.sheet, grid.columns)
            groups.append(self._last)

    def _row(self, grid: Grid, place: int, header: Header) -> Row:
        """The row with 同上 resolved; 方面 and 类别 written once go for the rows below."""
        cells = list(grid.rows[place])
        above = self._last.rows[-1].cells if self._last else ()
        for column, cell in enumerate(cells):
            if above and matching_key(cell) in _SAME and cell:
                cells[column] = above[column]
        if len({cell for cell in cells if cell}) > 1:
            for column in header.places("section", "category"):
                self._carried[column] = cells[column] or self._carried.get(column, "")
                cells[column] = self._carried[column]
        return Row(grid.line(place), tuple(cells), frozenset(x for x in range(len(cells)) if (place, x) in grid.repeated))

    def _is_section(self, row: Row, header: Header) -> bool:
        """A row that says one thing over the whole width, or a numbered heading where texts stand."""
        numbers, texts = header.places("number"), header.places("text")
        places = [place for place, cell in enumerate(row.cells) if cell]
        lone = row.cells[places[0]]
        if len(row.texts) == 1:
            wide = places[0] in (0, *numbers, *texts) and places[0] not in row.repeated
            return wide and read_numeral(lone) is None and is_titled(lone.rstrip("。"))
        if not numbers or {row.cells[p] for p in places} != {row.said(numbers), row.said(texts)} or not row.said(texts):
            return False
        style = _style(row.said(numbers))
        last = _style(self._last.rows[0].said(numbers)) if self._last else None
        return style in ("一、", "（一）") and style != last

    def _section(self, row: Row, header: Header) -> None:
        """A heading takes the place of its own level's and of all below it."""
        numbers = header.places("number")
        given = row.said(numbers) if len(row.texts) > 1 else ""
        text = next(cell for cell in row.cells if cell and cell != given)
        ordinal = split_ordinal(text)
        style = _style(given) if given else ordinal.style if ordinal else None
        styles = [known for known, _ in self._outline]
        if style in styles:
            del self._outline[styles.index(style) :]
        elif style is None:
            self._outline.clear()
        self._outline.append((style, (ordinal.rest if ordinal else text).rstrip("。：:")))
        self._last = None

    def _continues(self, row: Row, last: Group, header: Header) -> bool:
        """Whether a row tells more of the problem above: no number and text of its own, or the same ones."""
        numbers, texts = header.places("number"), header.places("text")
        first = last.rows[0]
        number, text = row.said(numbers), row.said(texts)
        if numbers and number and row.is_repeated(numbers):
            return number == first.said(numbers)
        if not texts:
            return not number or number == first.said(numbers)
        same_text = not text or text == first.said(texts)
        if number:
            return same_text and number == first.said(numbers)
        return same_text if numbers or not text else row.is_repeated(texts)


def _style(text: str) -> OrdinalStyle | None:
    ordinal = split_ordinal(text) or split_ordinal(text + "、")
    return ordinal.style if ordinal else None


def _is_aside(row: Row) -> bool:
    """A total, a note below the table, a line for signatures."""
    first = matching_key(next(cell for cell in row.cells if cell))
    if _TOTAL.fullmatch(first):
        return True
    return bool(_NOTE.match(first)) and read_numeral(first) is None


def _is_counting(row: Row) -> bool:
    """1 2 3 4 or 甲 乙 1 2 under the headings counts the columns."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) >= 3 and all(_COUNTING.fullmatch(matching_key(cell)) for cell in cells) and (
        len(set(cells)) == len(cells)
    )
