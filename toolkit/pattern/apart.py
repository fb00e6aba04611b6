"""A sheet part taken apart into a ``Draft``.

What this module does not know of a sheet (extension lists, controls, tables, comments) is left out: a
part that is written again must hold nothing that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from toolkit.pattern.draft import Draft, KeptCell, KeptRow, Ranged, area_of
from toolkit.pattern.parts import MAIN, RELATIONS, Parts, bare_xml, local_name, xml_root
from toolkit.tables.addresses import place_of

_FRAME = frozenset({
    "sheetPr", "sheetViews", "sheetFormatPr", "cols", "phoneticPr", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "colBreaks", "drawing", "legacyDrawingHF",
})
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_ROW_LOOK = ("ht", "customHeight", "hidden", "s", "customFormat", "thickTop", "thickBot")


def shared_items(parts: Parts) -> list[Any]:
    """The shared strings of a workbook as elements, in order."""
    name = parts.part_of("sharedStrings")
    return list(xml_root(parts[name]).iter(f"{{{MAIN}}}si")) if name else []


def read_draft(part: bytes, strings: Sequence[Any]) -> Draft:
    """Take a sheet part apart; ``strings`` are the elements of the shared strings, in order."""
    root = xml_root(part)
    draft = Draft(rules=_extended_rules(root))
    _only_known(root)
    for element in root:
        name = local_name(element)
        if name in _FRAME:
            draft.frame[name] = bare_xml(deepcopy(element))
        elif name in _READERS:
            _READERS[name](draft, element)
    data = root.find(_main("sheetData"))
    for number, element in _numbered(data if data is not None else (), "row"):
        draft.rows[number] = _read_row(element, strings)
    return draft


def _main(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _only_known(root: Any) -> None:
    """Leave out what is of another namespace; of the attributes only ``r:id`` stays."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{MAIN}}}") \
                or local_name(element) == "extLst":
            if element.getparent() is not None:
                element.getparent().remove(element)
            continue
        for name in list(element.attrib):
            if name.startswith("{") and not (
                    name == f"{{{RELATIONS}}}id" and local_name(element) != "pageSetup"):
                del element.attrib[name]


def _numbered(elements: Iterable[Any], name: str) -> Iterable[tuple[int, Any]]:
    """Rows with their numbers; one without goes on from the last."""
    last = 0
    for element in elements:
        if local_name(element) == name:
            last = int(element.get("r") or last + 1)
            yield last, element


def _read_row(element: Any, strings: Sequence[Any]) -> KeptRow:
    row = KeptRow({name: element.get(name) for name in _ROW_LOOK if element.get(name)})
    column = 0
    for cell in element:
        column = place_of(cell.get("r"))[1] if cell.get("r") else column + 1
        row.cells[column] = _read_cell(cell, strings)
    return row


def _read_cell(cell: Any, strings: Sequence[Any]) -> KeptCell:
    kept = KeptCell(int(cell.get("s", "0")))
    type_, value = cell.get("t", "n"), cell.find(_main("v"))
    if cell.find(_main("f")) is not None:
        return kept  # what a formula gave depends on rows that are taken out
    if type_ == "inlineStr":
        return _texted(kept, cell.find(_main("is")))
    if type_ == "s" and value is not None:
        return _texted(kept, strings[int(value.text)])
    if value is None or not value.text:
        return kept
    if type_ == "n":
        return replace(kept, inner=f"<v>{value.text}</v>", text=value.text)
    return kept.saying(value.text)


def _texted(kept: KeptCell, item: Any) -> KeptCell:
    """A rich or plain text as an inline string, with its runs."""
    if item is None:
        return kept
    copy = deepcopy(item)
    for reading in [e for e in copy if local_name(e) in ("rPh", "phoneticPr")]:
        copy.remove(reading)
    text = "".join(t.text or "" for t in copy.iter(_main("t")))
    copy.tag = _main("is")
    copy.tail = None
    return replace(kept, type="inlineStr", inner=bare_xml(copy), text=text) if text else kept


def _read_merges(draft: Draft, element: Any) -> None:
    draft.merges = [area_of(child.get("ref")) for child in element]


def _read_rules(draft: Draft, element: Any) -> None:
    for child in element:
        words = tuple((f.text or "") for f in child)
        inner = "".join(bare_xml(deepcopy(f)) for f in child)
        draft.rules.append(_ranged(child, inner, words))


def _read_condition(draft: Draft, element: Any) -> None:
    draft.conditions.append(_ranged(element, "".join(bare_xml(deepcopy(r)) for r in element), ()))


def _ranged(element: Any, inner: str, words: tuple[str, ...]) -> Ranged:
    attributes = {str(k): v for k, v in element.attrib.items() if k != "sqref"}
    return Ranged([area_of(a) for a in element.get("sqref", "").split()], attributes, inner, words)


def _read_filter(draft: Draft, element: Any) -> None:
    draft.filtered = area_of(element.get("ref", "A1"))


def _extended_rules(root: Any) -> list[Ranged]:
    """Drop-downs from another sheet, as Excel 2010 and later writes them: beside the schema."""
    found = []
    for rule in root.iter(f"{{{_X14}}}dataValidation"):
        words = tuple("".join(f.itertext()) for f in rule if local_name(f).startswith("formula"))
        inner = "".join(f"<formula{n}>{_escaped(w)}</formula{n}>" for n, w in enumerate(words, 1))
        where = "".join(e.text or "" for e in rule.iter(f"{{{_XM}}}sqref"))
        attributes = {str(k): v for k, v in rule.attrib.items() if not k.startswith("{")}
        found.append(Ranged([area_of(a) for a in where.split()], attributes, inner, words))
    return found


def _escaped(text: str) -> str:
    return re.sub("[&<>]", lambda m: {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[m[0]], text)


_READERS: Mapping[str, Callable[[Draft, Any], None]] = {
    "mergeCells": _read_merges, "dataValidations": _read_rules,
    "conditionalFormatting": _read_condition, "autoFilter": _read_filter,
}
