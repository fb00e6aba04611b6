"""The kinds of letters there are, and the Word templates of their text that ``init`` lays out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib import resources
from typing import Any

from toolkit.model import LetterForm
from toolkit.word.letters.parts import Grid, Line, Part
from toolkit.word.letters.reading import default_parts
from toolkit.word.template import text_template


@lru_cache(maxsize=1)
def _declared() -> Mapping[str, Any]:
    text = (resources.files("toolkit.defaults") / "letters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def letter_forms() -> Mapping[str, LetterForm]:
    """Every kind of letter by name, as ``defaults/letters.toml`` declares it."""
    return {row["name"]: _form(row, _declared()) for row in _declared()["letters"]}


def common_names() -> tuple[str, ...]:
    """The placeholders every letter may use: what its paper may ask for too."""
    return tuple(_declared()["common"])


def _form(row: Mapping[str, Any], declared: Mapping[str, Any]) -> LetterForm:
    head, foot = (declared["head"], declared["foot"]) if row["letterhead"] else ([], [])
    return LetterForm(
        name=row["name"], use=row["use"], texts=(*row["texts"], *declared["common"]),
        blocks=tuple(row["blocks"]), required=tuple(row["required"]),
        rows={name: tuple(fields) for name, fields in row.get("rows", {}).items()},
        lines=(*head, *row["lines"], *foot, *row.get("annex", ())), letterhead=row["letterhead"],
    )


def letter_template(form: LetterForm) -> bytes:
    """The letter's text as a Word document in our styles, for the office to edit."""
    return text_template(form.name, lambda ids: "".join(_xml(part, ids) for part in default_parts(form)),
                         letterhead=form.letterhead)


def _xml(part: Part, ids: Mapping[str, str]) -> str:
    return _paragraph(part.text, ids[part.style]) if isinstance(part, Line) else _grid(part, ids)


def _paragraph(text: str, style: str) -> str:
    lines = text.split("\n")
    said = "<w:br/>".join(f"<w:t>{escape(line, quote=False)}</w:t>" for line in lines)
    return (f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{said}</w:r></w:p>')


def _grid(grid: Grid, ids: Mapping[str, str]) -> str:
    total = sum(column.width for column in grid.columns)
    widths = [round(8844 * column.width / total) for column in grid.columns]
    styles = ["表格居中" if column.kind == "centre" else "表格正文" for column in grid.columns]
    headed = any(column.heading for column in grid.columns)
    head = _row([_paragraph(c.heading, ids["表格表头"]) for c in grid.columns], widths) if headed else ""
    rows = "".join(
        _row([_paragraph(text, ids[style]) for text, style in zip(row, styles, strict=True)], widths)
        for row in grid.rows)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return ('<w:tbl><w:tblPr><w:tblStyle w:val="ZGTable"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>'
            + _paragraph("", ids["表格正文"]))


def _row(cells: list[str], widths: list[int]) -> str:
    said = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                   for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr>{said}</w:tr>"
