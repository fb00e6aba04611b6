"""What hangs at the cells of an xlsx sheet: comments, links, words struck through, pictures, text boxes.

Most workbooks have none of it: a look at the names of the parts, and at a few bytes of the sheet, is all
they cost. ECMA-376 part 1, 18.7 (comments), 18.3.1.47 (hyperlinks), 20.5 (drawings), 18.4.10 (strike);
[MS-XLSX] 2.6.205 (threaded comments).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from toolkit.tables.addresses import LAST_COLUMN, LAST_ROW, place_of
from toolkit.tables.gate import Package, Refused
from toolkit.tables.grid import Note
from toolkit.tables.relations import Relation, relations_of
from toolkit.tables.strings import text_of, unescaped
from toolkit.tables.xmlparts import local, parsed

_PARTS = ("comments", "threadedcomments", "drawings/drawing")
_MOST = 5_000
"""Notes of a sheet that are kept; no clerk writes more."""


def attached_notes(package: Package, target: str, part: bytes) -> list[Note]:
    """The comments, links, pictures and text boxes of the sheet in ``target``, by cell.

    Where one of these parts is damaged, one note says so: the cells are whole all the same.
    """
    linked = b"hyperlink " in part
    if not linked and b"rawing " not in part and not package.has_some_of(_PARTS):
        return []
    try:
        return _attached(package, target, part, linked=linked)
    except Refused:
        return [Note(1, 1, "comment", "（批注、链接或图片有损坏，没有读出，见原文件）")]


def _attached(package: Package, target: str, part: bytes, *, linked: bool) -> list[Note]:
    relations = relations_of(package, target)
    threads = [n for part_ in _of(relations, "threadedComment") for n in _threads(package, part_)]
    threaded = {(note.row, note.column) for note in threads}
    notes = [n for part_ in _of(relations, "comments") for n in _comments(package, part_)
             if (n.row, n.column) not in threaded]
    notes += _joined(threads)
    notes += [n for part_ in _of(relations, "drawing") for n in _drawn(package, part_)]
    if linked:
        notes += _links(part, target, {r.id: r.written for r in relations if r.outside})
    return sorted(notes)[:_MOST]


def _of(relations: Iterable[Relation], type_: str) -> Iterator[str]:
    return (relation.target for relation in relations if relation.type == type_ and not relation.outside)


# ── comments ─────────────────────────────────────────────────────────────────────────────────────
def _comments(package: Package, part: str) -> Iterator[Note]:
    if part not in package:
        return
    for comment in parsed(package.xml(part), part).iterfind("{*}commentList/{*}comment"):
        text = next((unescaped(text_of(child)) for child in comment if local(child.tag) == "text"), "")
        yield Note(*_place(comment.get("ref", "")), "comment", text)


def _threads(package: Package, part: str) -> Iterator[Note]:
    if part not in package:
        return
    for comment in parsed(package.xml(part), part).iterfind("{*}threadedComment"):
        text = "".join(t.text or "" for t in comment if local(t.tag) == "text")
        yield Note(*_place(comment.get("ref", "")), "comment", text)


def _joined(threads: Iterable[Note]) -> Iterator[Note]:
    """One comment a cell: what was said, and every reply, a line each."""
    said: dict[tuple[int, int], list[str]] = {}
    for note in threads:
        said.setdefault((note.row, note.column), []).append(note.text)
    return (Note(*place, "comment", "\n".join(texts)) for place, texts in said.items())


def _place(reference: str) -> tuple[int, int]:
    return place_of(reference.partition(":")[0])


# ── links ────────────────────────────────────────────────────────────────────────────────────────
def _links(part: bytes, target: str, ways: Mapping[str, str]) -> Iterator[Note]:
    """Links that lead out of the workbook."""
    for link in parsed(part, target).iterfind("{*}hyperlinks/{*}hyperlink"):
        identity = next((v for k, v in link.attrib.items() if local(k) == "id"), "")
        if ways.get(identity):
            yield Note(*_place(link.get("ref", "")), "link", ways[identity])


# ── drawings ─────────────────────────────────────────────────────────────────────────────────────
def _drawn(package: Package, part: str) -> Iterator[Note]:
    """Pictures by their name, and what text boxes say, at the cell of their upper left corner."""
    for anchor in parsed(package.xml(part), part) if part in package else ():
        corner = next((child for child in anchor if local(child.tag) == "from"), None)
        row, column = (_whole(corner, "row"), _whole(corner, "col")) if corner is not None else (0, 0)
        place = min(row + 1, LAST_ROW), min(column + 1, LAST_COLUMN)
        said = "\n".join(_paragraphs(anchor)).strip()
        if said:
            yield Note(*place, "text box", said)
        elif any(local(child.tag) == "pic" for child in anchor.iter()):
            yield Note(*place, "picture", _name(anchor))


def _whole(corner: Element, name: str) -> int:
    text = next((child.text or "" for child in corner if local(child.tag) == name), "")
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _paragraphs(anchor: Element) -> Iterator[str]:
    for paragraph in anchor.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        yield "".join(t.text or "" for t in paragraph.iter() if local(t.tag) == "t")


def _name(anchor: Element) -> str:
    for child in anchor.iter():
        if local(child.tag) == "cNvPr":
            return child.get("descr") or child.get("name") or "图片"
    return "图片"


# ── struck through ───────────────────────────────────────────────────────────────────────────────
def struck_text(element: Element) -> str:
    """What of an ``si`` or ``is`` is struck through."""
    return "".join(
        text.text or ""
        for run in element if local(run.tag) == "r" and _strikes(run)
        for text in run if local(text.tag) == "t")


def _strikes(element: Element) -> bool:
    return any(local(child.tag) == "strike" and child.get("val", "1") not in ("0", "false")
               for child in element.iter())


def struck_strings(part: bytes) -> Mapping[int, str]:
    """Shared strings with words struck through, by index."""
    if b"strike" not in part:
        return {}
    strings = (child for child in parsed(part, "sharedStrings.xml") if local(child.tag) == "si")
    return {n: unescaped(text) for n, si in enumerate(strings) if (text := struck_text(si))}


def struck_inline(part: bytes, name: str) -> Iterator[Note]:
    """Cells whose text stands in the sheet itself with words struck through."""
    if b"strike" not in part:
        return
    for cell in parsed(part, name).iterfind("{*}sheetData/{*}row/{*}c"):
        for child in cell:
            if local(child.tag) == "is" and cell.get("r") and (text := struck_text(child)):
                yield Note(*_place(cell.get("r", "")), "struck", unescaped(text))


def struck_styles(part: bytes) -> frozenset[int]:
    """The cell styles whose font is struck through (18.8.22 font, 18.8.10 cellXfs)."""
    if b"strike" not in part:
        return frozenset()
    root = parsed(part, "styles.xml")
    fonts = [_strikes(font) for font in root.iterfind("{*}fonts/{*}font")]
    return frozenset(
        n for n, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if (font := style.get("fontId", "")).isdecimal() and int(font) < len(fonts) and fonts[int(font)])
