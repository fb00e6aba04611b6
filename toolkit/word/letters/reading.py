"""A letter's template, from Word or from our defaults, as its parts in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from toolkit.model import LetterForm, TableColumn
from toolkit.word.letters.parts import Grid, Line, Part
from toolkit.word.package import W, open_package
from toolkit.word.styles import BUILT_IN

if TYPE_CHECKING:
    from lxml import etree

PLACED = frozenset({"公文标题", "附件标题", "表单标题", "发文机关标志", "落款", "日期"})
"""Styles whose paragraphs are broken or placed for each letter: their formatting is the style's."""
_BODY_STYLES = frozenset({"表格正文", "表格居中"})
"""A table whose first row is in these has no header: it is a form."""
_HARMLESS = frozenset({f"{W}{name}" for name in ("lang", "noProof", "kern", "rtl")})
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_TWIPS_A_CHARACTER = 120


# ── from our defaults ────────────────────────────────────────────────────────────────────────────
def default_parts(form: LetterForm) -> tuple[Part, ...]:
    """The parts of a letter as the package words it."""
    parts: list[Part] = []
    for line in form.lines:
        style, _, text = line.partition("|")
        if style == "行":
            grid = parts[-1]
            assert isinstance(grid, Grid)
            row = tuple(cell.replace("↵", "\n") for cell in text.split("|"))
            parts[-1] = Grid(grid.columns, (*grid.rows, row), grid.where)
        elif style == "表格":
            parts.append(_declared_grid(text))
        elif style == "表单":
            parts.append(_declared_form(text))
        else:
            parts.append(Line(style, (text,), f"第{len(parts) + 1}段"))
    return tuple(parts)


def _declared_grid(text: str) -> Grid:
    cells = [cell.split(":") for cell in text.split("|")]
    columns = tuple(TableColumn(heading, float(width), _kind(side)) for heading, width, side, _ in cells)
    return Grid(columns, (tuple(said for *_, said in cells),), "第1个表格")


def _declared_form(text: str) -> Grid:
    """A table without a header row: its first row gives the widths."""
    cells = [cell.split(":") for cell in text.split("|")]
    columns = tuple(TableColumn("", float(width), _kind(side)) for _, width, side in cells)
    return Grid(columns, (tuple(said.replace("↵", "\n") for said, *_ in cells),), "第1个表格")


def _kind(side: str) -> Literal["text", "centre"]:
    return "centre" if side == "中" else "text"


# ── from Word ────────────────────────────────────────────────────────────────────────────────────
def read_letter(content: bytes) -> tuple[Part, ...]:
    """The parts of a template. Raises Unusable where it is no .docx."""
    package = open_package(content)
    names = style_names(package.xml(next(iter(package.related("styles").values()))))
    body = package.xml(package.main).find(f"{W}body")
    assert body is not None
    return tuple(_parts(body, names))


def style_names(root: etree._Element) -> Mapping[str, str]:
    """The names people know a template's styles by, by their ids."""
    chinese = {stored: name for name, stored in BUILT_IN.items()}
    found = {}
    for style in root.findall(f"{W}style"):
        name = style.find(f"{W}name")
        said = "" if name is None else name.get(f"{W}val", "")
        found[style.get(f"{W}styleId", "")] = chinese.get(said, said)
    return found


def _parts(body: etree._Element, names: Mapping[str, str]) -> Iterator[Part]:
    """Blank lines count as the office put them, but for those Word wants below a table."""
    paragraphs = grids = 0
    below_table = False
    for element in _unwrapped(body):
        if element.tag == f"{W}p":
            paragraphs += 1
            line = _line(element, names, f"第{paragraphs}段")
            if line.text.strip() or line.unfit or not below_table:
                yield line
                below_table = False
        elif element.tag == f"{W}tbl":
            grids += 1
            below_table = True
            yield _grid(element, names, f"第{grids}个表格")


def _unwrapped(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, those in content controls too."""
    for element in body:
        if element.tag == f"{W}sdt":
            inner = element.find(f"{W}sdtContent")
            yield from _unwrapped(inner) if inner is not None else ()
        else:
            yield element


def _line(paragraph: etree._Element, names: Mapping[str, str], where: str) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = names.get(style.get(f"{W}val", ""), "正文") if style is not None else "正文"
    kept = paragraph if name not in PLACED and _formatted(paragraph) else None
    return Line(name, tuple(_text(run) for run in _runs(paragraph)), where, kept, _unfit(paragraph))


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs that count: those inserted by revision too, those struck out not."""
    for run in paragraph.iter(f"{W}r"):
        if not any(parent.tag == f"{W}del" for parent in run.iterancestors()):
            yield run


def _text(run: etree._Element) -> str:
    said = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
    return "".join(said.get(t.tag, t.text or "") for t in run.iter(f"{W}t", *said))


def _formatted(paragraph: etree._Element) -> bool:
    """Whether a person formatted it beyond its style."""
    own = paragraph.find(f"{W}pPr")
    beyond = [] if own is None else [c for c in own if c.tag not in (f"{W}pStyle", f"{W}rPr")]
    return bool(beyond) or any(_run_formatted(run) for run in _runs(paragraph))


def _run_formatted(run: etree._Element) -> bool:
    return any(
        child.tag not in _HARMLESS and not (child.tag == f"{W}rFonts" and set(child.attrib) == {f"{W}hint"})
        for properties in run.findall(f"{W}rPr") for child in properties)


def _unfit(paragraph: etree._Element) -> tuple[str, ...]:
    tags = {element.tag for element in paragraph.iter()}
    numbered = "用了 Word 的自动编号，生成的函件里会没有序号；请取消自动编号，直接写上“一、”这样的序号"
    picture = "有图片或文本框，函件里放不进来；固定的图片请放到 templates/通知.docx 里"
    return (*([numbered] if f"{W}numPr" in tags else []), *([picture] if tags & _PICTURES else []))


def _grid(table: etree._Element, names: Mapping[str, str], where: str) -> Grid:
    rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
    merged = next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None) is not None
    uneven = not rows or any(len(row) != len(rows[0]) for row in rows)
    unfit = ("有合并或拆分的单元格，请改成每行格数一样的表格",) if merged or uneven else ()
    if unfit:
        return Grid((), tuple(tuple(_cell(cell) for cell in row) for row in rows), where, unfit)
    widths = [int(column.get(f"{W}w", "0")) or 1200 for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    headed = not all(_cell_style(cell, names) in _BODY_STYLES for cell in rows[0])
    model = rows[1] if headed and len(rows) > 1 else rows[0]
    columns = tuple(
        TableColumn(_cell(cell) if headed else "", (width / _TWIPS_A_CHARACTER), _cell_kind(below, names))
        for cell, below, width in zip(rows[0], model, [*widths, *[1200] * len(rows[0])], strict=False))
    return Grid(columns, tuple(tuple(_cell(cell) for cell in row) for row in rows[1 if headed else 0:]), where)


def _cell(cell: etree._Element) -> str:
    return "\n".join("".join(_text(run) for run in _runs(p)) for p in cell.findall(f"{W}p"))


def _cell_kind(cell: etree._Element, names: Mapping[str, str]) -> Literal["text", "centre"]:
    paragraph = cell.find(f"{W}p")
    if paragraph is None:
        return "text"
    centred = paragraph.find(f"{W}pPr/{W}jc")
    if centred is not None:
        return "centre" if centred.get(f"{W}val") == "center" else "text"
    return _kind("中" if _cell_style(cell, names) == "表格居中" else "左")


def _cell_style(cell: etree._Element, names: Mapping[str, str]) -> str:
    """The style of a cell's first paragraph; '' where it names none."""
    style = cell.find(f"{W}p/{W}pPr/{W}pStyle")
    return names.get(style.get(f"{W}val", ""), "") if style is not None else ""
