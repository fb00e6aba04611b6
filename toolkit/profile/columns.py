"""The sheet 栏目 of 专项配置.xlsx -> columns; what cannot be issued or read back is refused with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.model import Column, Unusable
from toolkit.profile.cells import listed, unique, word, yes
from toolkit.profile.declared import declaration
from toolkit.profile.layout import COLUMNS, FILE, FILLED_BY
from toolkit.tables.headed import HeadedRow
from toolkit.text import matching_key

_ASKED: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("problems", frozenset({"status", "progress"}), frozenset({"number", "text"})),
    ("measures", frozenset({"done"}), frozenset({"ordinal", "text"})),
)
"""Table, the columns it cannot do without, and those of which it needs one."""


def read_columns(rows: Sequence[HeadedRow]) -> tuple[Column, ...]:
    """The columns in their order. Raises Unusable where one is missing, double or cannot go out."""
    pairs = [(row, _column(row)) for row in rows]
    columns = unique(pairs, lambda pair: (pair[1].sheet, pair[1].field), "字段", "字段")
    unique([pair for pair in pairs if pair[1].issued],
            lambda pair: (pair[1].sheet, matching_key(pair[1].heading)), "栏目名称", "栏目名称")
    _enough_issued(pairs)
    present = {(column.sheet, column.field) for column in columns}
    measures = any(sheet == "measures" for sheet, _ in present)
    for column in declaration().columns:
        key = (column.sheet, column.field)
        needed = key in declaration().essential and (measures or column.sheet != "measures")
        if needed and key not in present:
            where = declaration().tables[column.sheet]
            raise Unusable(
                f"{FILE}“{COLUMNS}”缺少“{where}”的“{column.heading}”（字段 {column.field}），这一栏不能删，请补上。")
    return tuple(columns)


def _enough_issued(pairs: Sequence[tuple[HeadedRow, Column]]) -> None:
    """A sheet that goes out must ask for the answer, and say of which problem or measure."""
    for sheet, answers, keys in _ASKED:
        rows = [(row, column) for row, column in pairs if column.sheet == sheet]
        issued = {column.field for _, column in rows if column.issued}
        for row, column in rows if issued or sheet == "problems" else ():
            if column.field in answers and not column.issued:
                raise row.wrong("下发", f"“{column.heading}”不能不发，请改为“是”。")
            if column.field in keys and not keys & issued:
                names = "、".join(c.heading for _, c in rows if c.field in keys)
                raise row.wrong("下发", f"{names}至少要发一栏，否则收回来认不出是哪一项。")


def _column(row: HeadedRow) -> Column:
    heading = row.text("栏目名称").rstrip("*＊ ")
    if not heading:
        raise row.wrong("栏目名称", "栏目名称不能空着。")
    declared = declaration()
    sheet: Any = word(row, "所在表", declared.tables, "problems")
    kind: Any = word(row, "类型", declared.kinds, "text")
    issued = yes(row, "下发", default=True)
    return Column(
        field=row.text("字段") or heading, heading=heading, sheet=sheet, kind=kind,
        filled_by=word(row, "填写方", FILLED_BY, "unit"), names=listed(row.text("其他叫法")),
        required=yes(row, "必填", default=False) and issued, width=_width(row),
        note=row.text("填写说明"), issued=issued,
    )


def _width(row: HeadedRow) -> float:
    text = row.text("列宽")
    if not text:
        return 12.0
    try:
        width = float(text)
    except ValueError:
        width = 0.0
    if not 2 <= width <= 250:
        raise row.wrong("列宽", f"“{text}”不能用，请填2至250之间的数字。")
    return width
