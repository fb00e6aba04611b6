"""A ledger kept in a workbook -> its sheets as grids, each row with its place.

Whatever the workbook is (xlsx, xls, et, ods, csv, a web page named .xls), it is read in the child and
comes here as plain cells. What is a heading, a problem or a note is none of this module's concern.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from toolkit.official.sources import Grid, Line, Piece, Source
from toolkit.tables import Reader, Refusal, Sheet, Tables
from toolkit.text import printable

_WORKBOOKS = frozenset(("xlsx", "xlsm", "xlsb", "xls", "ods", "xml2003"))
_NAMED = (".xls", ".xlsx", ".et", ".csv", ".tsv")
_WIDEST = 200
_RESAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"
_TROUBLES = {
    "empty": "表格里没有内容；请核对是不是选错了文件。",
    "encrypted": "文件加了密码，无法读取；请去掉密码后另存，再导入。",
    "hostile": f"表格过大或内容异常，未读取；请删去多余的内容、格式和图片，{_RESAVE}",
}
_STAMP = "zhenggai-"
_ISSUED = (
    "这是本工具下发的填报表，不是公布的整改方案或台账；报回的填报表请放入 inbox 的报送期文件夹，"
    "或用 zhenggai receive 登记。"
)


def is_workbook(kind: str, name: str) -> bool:
    """Whether a file is a workbook by its content, or text and markup that its name calls one."""
    return kind in _WORKBOOKS or (kind in ("text", "html") and name.lower().endswith(_NAMED))


def read_workbook_source(content: bytes) -> Source:
    """The sheets a reader of the workbook would see, in order; a line for each single cell of a row."""
    with Reader() as reader:
        tables = reader.read("", content)
    if isinstance(tables, Refusal):
        return Source(trouble=_TROUBLES.get(tables.kind, f"表格文件打不开，可能已损坏；{_RESAVE}"))
    if any(name.startswith(_STAMP) for name in tables.properties):
        return Source(trouble=_ISSUED)
    pieces = tuple(piece for sheet in _shown(tables) for piece in _pieces(sheet))
    return Source(pieces, paged=False) if pieces else Source(trouble=_TROUBLES["empty"])


def _shown(tables: Tables) -> Sequence[Sheet]:
    """The visible sheets; hidden ones hold drafts and drop-downs, and count only where nothing else does."""
    visible = [sheet for sheet in tables.sheets if sheet.state == "visible" and sheet.cells]
    return visible or [sheet for sheet in tables.sheets if sheet.state == "hidden"]


def _pieces(sheet: Sheet) -> Iterator[Piece]:
    """A sheet as one grid; the lone cells above its table as lines, for the title is among them."""
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        if cell.text.strip() and cell.column <= _WIDEST:
            rows.setdefault(cell.row, {})[cell.column] = printable(cell.text).strip()
    repeated = _fill_down(sheet, rows)
    numbers = sorted(rows)
    above = next((place for place, row in enumerate(numbers) if len(rows[row]) > 1), len(numbers))
    for row in numbers[:above]:
        yield from (Line(row, text) for cell in rows[row].values() for text in cell.split("\n"))
    if numbers[above:]:
        yield _grid(sheet, rows, numbers[above:], repeated)


def _fill_down(sheet: Sheet, rows: Mapping[int, dict[int, str]]) -> frozenset[tuple[int, int]]:
    """Repeat every cell merged downwards in its rows; the places that were filled."""
    filled: set[tuple[int, int]] = set()
    numbers = sorted(rows)
    for top, left, bottom, _ in sheet.merges:
        text = rows.get(top, {}).get(left)
        for row in numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)] if text else ():
            rows[row][left] = text or ""
            filled.add((row, left))
    return frozenset(filled)


def _grid(
    sheet: Sheet, rows: Mapping[int, Mapping[int, str]], numbers: Sequence[int], repeated: frozenset[tuple[int, int]],
) -> Grid:
    columns = sorted({column for row in numbers for column in rows[row]})
    return Grid(
        number=numbers[0],
        rows=tuple(tuple(rows[row].get(column, "") for column in columns) for row in numbers),
        sheet=sheet.name,
        lines=tuple(numbers),
        columns=tuple(columns),
        repeated=frozenset(
            (y, x) for y, row in enumerate(numbers) for x, column in enumerate(columns) if (row, column) in repeated
        ),
        hidden=frozenset(y for y, row in enumerate(numbers) if row in sheet.hidden_rows),
    )
