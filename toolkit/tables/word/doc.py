"""Tables of an old Word document (.doc) as sheets, its paragraphs as a sheet 正文."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.tables.gate import damaged, refuse
from toolkit.tables.grid import Tables
from toolkit.tables.word.olddoc import Locked, TooOld, blocks_of, opened
from toolkit.tables.word.sheets import Grid, document_tables
from toolkit.tables.word.sided import Sided, laid_out


def read_doc(content: bytes) -> Tables:
    """Read an old Word document that has tables; raises ``Refused``."""
    try:
        blocks = list(blocks_of(opened(content)))
    except Locked:
        refuse("encrypted", "文件加密，无法读取。请去掉密码后重新报送。")
    except TooOld:
        refuse("unsupported", "这是 Word 95 或更早的文档，版本太旧，读不了。请把内容填入下发的 Excel 报送表后重新报送。")
    except (OSError, ValueError, IndexError):
        damaged("Word 文档的结构不完整")
    paragraphs = [block for block in blocks if isinstance(block, str)]
    return document_tables("doc", paragraphs, (_grid(block) for block in blocks if not isinstance(block, str)))


def _grid(rows: Sequence[Sequence[Sided]]) -> Grid:
    grid = Grid()
    grid.width, laid = laid_out(rows)
    for row in laid:
        grid.new_row()
        for cell in row:
            if grid.begins(cell.column, cell.span, goes_on=cell.goes_on):
                grid.write(cell.column, cell.text)
    return grid
