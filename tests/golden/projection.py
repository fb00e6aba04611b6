"""Office packages and pages as plain text, part by part: what they say, in which styles, shaped how.

A line is a paragraph, a row or an element; what people see and what Office acts upon is in it, what only
says the same again (ids, namespaces, the drawing of a note's box) is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SILENT = re.compile(r"(^|/)(_rels/|theme/|vmlDrawing)|\.rels$|^xl/(sharedStrings|styles)\.xml$|fontTable|settings\.xml$"
                     r"|docProps/app|calcChain|Content_Types|drawings/drawing|^word/styles\.xml$")

_SAID_ELSEWHERE = ("退回.xlsx", "xl/worksheets/sheet4.xml")
"""填报说明: it is 下发.xlsx's."""


def projected(name: str, content: bytes) -> str:
    """The text of a piece by its kind; one line break at the end."""
    if name.endswith(".html"):
        return "\n".join(_page(content.decode("utf-8"))) + "\n"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in sorted(archive.namelist())}
    lines = [f"parts: {' '.join(part for part in parts if not part.endswith('.rels'))}"]
    looks = _Looks(parts) if name.endswith(".xlsx") else None
    names = _style_names(parts) if looks is None else {}
    for part in sorted(parts, key=_natural):
        if not part.endswith(".xml") or _SILENT.search(part) or (name, part) == _SAID_ELSEWHERE:
            continue
        root = etree.fromstring(parts[part])
        lines.append(f"\n== {part}")
        if looks is not None:
            lines += looks.sheet(root) if root.tag.endswith("}worksheet") else _chart(root) if "charts/" in part \
                else _flat(root)
        else:
            lines += _story(root, names)
    if looks is not None:
        lines += ["\n== looks", *looks.legend()]
    return "\n".join(lines) + "\n"


def _natural(part: str) -> list[object]:
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", part)]


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _attributes(element: etree._Element) -> str:
    return "".join(f" {etree.QName(key).localname}={value}" for key, value in element.attrib.items())


def _flat(root: etree._Element, depth: int = 0) -> Iterator[str]:
    """Any XML: an element a line, indented; one with text only says it behind a colon."""
    for child in root.iterchildren(etree.Element):
        if _tag(child) == "selection":
            continue
        text = (child.text or "").strip().replace("\n", "⏎")
        said = f"{'  ' * depth}{_tag(child)}{_attributes(child)}{': ' + text if text else ''}"
        if len(child) == 1 and not text and not child.attrib:
            yield from (f"{'  ' * depth}{_tag(child)}/{line.lstrip()}" for line in _flat(child))
        else:
            yield said
            yield from _flat(child, depth + 1)


def _chart(root: etree._Element) -> Iterator[str]:
    """Its kind, its words and the cells it is drawn from."""
    for element in root.iter(etree.Element):
        if _tag(element).endswith("Chart"):
            yield f"{_tag(element)} {' '.join(c.get('val') for c in element if _tag(c) in ('barDir', 'grouping'))}"
        elif _tag(element) == "ser":
            yield f"  {' '.join(dict.fromkeys(f.text or '' for f in element.iter('{*}f')))}"
        elif _tag(element) == "t":
            yield f"  {element.text}"


def _column(column: etree._Element) -> str:
    """Its width; ×3 where it stands for three, (hidden) where it is."""
    first, last = int(column.get("min")), int(column.get("max"))
    many = f"×{last - first + 1}" if last > first else ""
    return f"{float(column.get('width', '0')):g}{many}{'(hidden)' if column.get('hidden') else ''}"


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────
def _style_names(parts: dict[str, bytes]) -> dict[str, str]:
    styles = etree.fromstring(parts["word/styles.xml"])
    return {s.get(f"{W}styleId", ""): s.find(f"{W}name").get(f"{W}val") for s in styles.iter(f"{W}style")}


def _story(root: etree._Element, names: dict[str, str]) -> Iterator[str]:
    """A document, header or footer; anything else flat."""
    holder = root.find(f"{W}body") if root.tag == f"{W}document" else root
    if not root.tag.startswith(W):
        yield from _flat(root)
        return
    for block in holder:
        if block.tag == f"{W}p":
            yield _paragraph(block, names)
            yield from _section(block.find(f"{W}pPr/{W}sectPr"))
        elif block.tag == f"{W}tbl":
            yield from _table(block, names)
        else:
            yield from _section(block)


def _paragraph(paragraph: etree._Element, names: dict[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = names.get(style.get(f"{W}val"), "?") if style is not None else "Normal"
    own = [f"{_tag(c)}{_attributes(c)}" for c in paragraph.findall(f"{W}pPr/*") if _tag(c) not in ("pStyle", "rPr", "sectPr")]
    mark = "".join(f" ¶{_tag(c)}" for c in paragraph.findall(f"{W}pPr/{W}rPr/*") if _tag(c) in ("ins", "del"))
    direct = f" ‹{'; '.join(own)}›" if own else ""
    return f"[{named}]{direct}{mark} {''.join(_inline(paragraph))}".rstrip()


def _inline(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren(etree.Element):
        tag = _tag(child)
        if tag in ("t", "delText"):
            yield child.text or ""
        elif tag == "br":
            yield "⏎"
        elif tag == "bookmarkStart":
            yield f"⟦{child.get(f'{W}name')}⟧"
        elif tag == "instrText":
            yield f"{{{(child.text or '').strip()}}}"
        elif tag in ("ins", "del"):
            yield f"{'+' if tag == 'ins' else '-'}⟨{''.join(_inline(child))}⟩"
        elif tag == "rPr":
            own = [f"{_tag(c)}{_attributes(c)}" for c in child if _attributes(c) != " hint=eastAsia"]
            yield f"‹{'; '.join(own)}›" if own else ""
        elif tag != "pPr":
            yield from _inline(child)


def _table(table: etree._Element, names: dict[str, str]) -> Iterator[str]:
    widths = " ".join(c.get(f"{W}w") for c in table.iter(f"{W}gridCol"))
    style = table.find(f"{W}tblPr/{W}tblStyle")
    yield f"table {names.get(style.get(f'{W}val')) if style is not None else ''} {widths}"
    for row in table.iter(f"{W}tr"):
        shape = " ".join(_tag(c) for c in row.findall(f"{W}trPr/*"))
        cells = [" / ".join(_cell(cell, names)) for cell in row.iterchildren(f"{W}tc")]
        yield f"  {shape} | {' | '.join(cells)} |"


def _cell(cell: etree._Element, names: dict[str, str]) -> Iterator[str]:
    for shade in cell.iter(f"{W}shd"):
        yield f"#{shade.get(f'{W}fill')}"
    for paragraph in cell.iterchildren(f"{W}p"):
        yield _paragraph(paragraph, names)


def _section(section: etree._Element | None) -> Iterator[str]:
    if section is not None:
        yield f"section: {'; '.join(f'{_tag(c)}{_attributes(c)}' for c in section)}"


# ── Excel ────────────────────────────────────────────────────────────────────────────────────────
class _Looks:
    """The looks of a workbook's cells, numbered as they are met."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        styles = etree.fromstring(parts["xl/styles.xml"])
        self._fonts, self._fills = styles.find("{*}fonts"), styles.find("{*}fills")
        self._xfs = styles.find("{*}cellXfs")
        self._formats = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter("{*}numFmt")}
        self._strings = [
            "".join(t.text or "" for t in said.iter("{*}t"))
            for said in etree.fromstring(parts["xl/sharedStrings.xml"])] if "xl/sharedStrings.xml" in parts else []
        self._met: dict[str, int] = {}

    def sheet(self, root: etree._Element) -> Iterator[str]:
        for child in root:
            if _tag(child) == "sheetData":
                for row in child:
                    yield self._row(row)
            elif _tag(child) == "cols":
                yield f"cols {' '.join(_column(column) for column in child)}"
            elif _tag(child) not in ("sheetFormatPr", "dimension", "drawing", "legacyDrawing"):
                yield f"{_tag(child)}{_attributes(child)}"
                yield from _flat(child, 1)

    def _row(self, row: etree._Element) -> str:
        cells: list[str] = []
        blank: list[str] = []
        for cell in row:
            said, look = self._said(cell), self._look(cell)
            if said:
                cells.append(f"{cell.get('r')}·{look} {said}")
            else:
                blank.append(f"{cell.get('r')}·{look}")
        rest = [f"({blank[0]}–{blank[-1]})"] if blank else []
        height = f" {row.get('ht')}" if row.get("ht") else ""
        return f"row {row.get('r')}{height} | {' | '.join([*cells, *rest])}"

    def _said(self, cell: etree._Element) -> str:
        value, formula = cell.findtext("{*}v") or "", cell.findtext("{*}f")
        if cell.get("t") == "s":
            value = self._strings[int(value)]
        elif cell.get("t") == "inlineStr":
            value = "".join(t.text or "" for t in cell.iter("{*}t"))
        return (f"={formula} → " if formula else "") + value.replace("\n", "⏎")

    def _look(self, cell: etree._Element) -> str:
        form = self._xfs[int(cell.get("s", "0"))]
        return f"s{self._met.setdefault(self._described(form), len(self._met))}"

    def _described(self, form: etree._Element) -> str:
        font, fill = self._fonts[int(form.get("fontId"))], self._fills[int(form.get("fillId"))]
        said = [f"{_tag(c)}={c.get('val') or c.get('rgb') or c.get('theme') or 'yes'}" for c in font
                if _tag(c) not in ("family", "scheme", "charset")]
        colours = [c.get("rgb") for c in fill.iter("{*}fgColor") if c.get("rgb")]
        align = "".join(_attributes(c) for c in form.iterchildren("{*}alignment", "{*}protection"))
        number = self._formats.get(form.get("numFmtId"), form.get("numFmtId"))
        return f"{' '.join(said)} fill={colours[0] if colours else '-'}{align} number={number} border={form.get('borderId')}"

    def legend(self) -> Iterator[str]:
        yield from (f"s{number} {look}" for look, number in self._met.items())


# ── the page ─────────────────────────────────────────────────────────────────────────────────────
def _page(text: str) -> Iterator[str]:
    """A tag that begins a block begins a line; scripts and styles stand in toolkit/page, not here."""
    text = re.sub(r"(<(style|script)[^>]*>).*?(</\2>)", r"\1…\3", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", " ", text)
    yield from (line.strip() for line in re.sub(
        r"(?=<(?:/?(?:head|body|main|section|table|thead|tbody|nav|ul|ol|details|svg|header|footer)|tr|h\d|p|div|li|option|link|meta|title|summary)\b)",
        "\n", text).split("\n") if line.strip())
