"""A workbook of ours in the office's look: its sheets in the office's frame, its styles beside the office's.

xlsxwriter has written the workbook as ever: values, drop-downs, notes, protection. Cells of the office's
own look were written with a style named ``k12``: number 12 of the office's styles. All others are ours
and move behind the office's, whose first font is what column widths are measured by.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from toolkit.pattern.apart import read_draft, shared_items
from toolkit.pattern.carried import Carried, carried_with, moved_below
from toolkit.pattern.draft import Draft, assembled
from toolkit.pattern.parts import RELATIONS, Parts, SheetEntry, relations_part
from toolkit.pattern.values import Pattern, PatternTable
from toolkit.pattern.variants import Variants
from toolkit.pattern.widths import with_widths
from toolkit.regex import regex

_CELL = regex(r'(<c r="[A-Z]+[0-9]+" s=")(k?)([0-9]+)')
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RULES = regex(r"<dataValidations[^>]*>(.*)</dataValidations>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dressing:
    """How one sheet is dressed: the office's table, the draft with this unit's rows, widths changed."""

    table: PatternTable
    draft: Draft
    widths: Mapping[int, float]
    shift: int


def dressed(
    content: bytes, pattern: Pattern, variants: Variants, sheets: Mapping[str, Dressing],
) -> bytes:
    """The workbook in the office's look; ``sheets`` by name are the office's own, the others ours."""
    ours = _unpacked(content)
    offset = variants.end
    ours.parts["xl/styles.xml"] = _styles(pattern, variants, ours["xl/styles.xml"])
    theme = pattern.parts.part_of("theme")
    if theme:
        ours.parts["xl/theme/theme1.xml"] = pattern.parts[theme]
    additions: list[Carried] = []
    for entry in ours.sheets():
        xml = _restyled(ours[entry.part].decode(), offset)
        dressing = sheets.get(entry.name)
        if dressing is None:
            ours.parts[entry.part] = xml.encode()
            continue
        frame = dict(dressing.table.draft.frame)
        carried = carried_with(pattern.parts, dressing.table.part, frame, f"p{len(additions)}")
        additions.append(_moved(carried, dressing))
        ours.parts[entry.part] = _in_frame(xml, frame, dressing)
        _relate(ours, entry.part, carried)
    for number, other in enumerate(pattern.others, 1):
        additions.append(_added(ours, pattern, other, number))
    _declare(ours, additions)
    return ours.content()


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Parts({name: archive.read(name) for name in archive.namelist()})


def _styles(pattern: Pattern, variants: Variants, ours: bytes) -> bytes:
    key = (ours, *variants.made)
    if key not in pattern.joined:
        pattern.joined[key] = pattern.styles.joined(variants.made, ours)
    return pattern.joined[key]


def _restyled(xml: str, offset: int) -> str:
    return _CELL.sub(
        lambda found: f"{found[1]}{int(found[3]) + (0 if found[2] else offset)}", xml)


# ── the office's sheets ──────────────────────────────────────────────────────────────────────────
def _in_frame(xml: str, frame: dict[str, str], dressing: Dressing) -> bytes:
    """Our rows, drop-downs and notes in the office's frame."""
    start, end = xml.index("<sheetData"), xml.rindex("</sheetData>") + len("</sheetData>")
    before, after = xml[:start], xml[end:]
    written = replace_of(dressing.draft)
    rules = _RULES.search(after)
    if 'tabSelected="1"' in before:
        frame["sheetViews"] = frame["sheetViews"].replace("<sheetView ", '<sheetView tabSelected="1" ', 1)
    pieces = {
        **frame, **written,
        "dimension": _first(r"<dimension [^>]*/>", before),
        "sheetData": xml[start:end],
        "sheetProtection": _first(r"<sheetProtection [^>]*/>", after),
        "dataValidations": _rules(rules[1] if rules else "", written.get("dataValidations", "")),
        "legacyDrawing": _first(r"<legacyDrawing [^>]*/>", after),
        "cols": with_widths(frame, dressing.widths) if dressing.widths else frame.get("cols", ""),
    }
    return assembled(pieces)


def replace_of(draft: Draft) -> dict[str, str]:
    """What a draft writes but for its rows."""
    written = replace(draft, rows={})._written()  # noqa: SLF001 - of this room
    return {name: xml for name, xml in written.items() if name not in ("sheetData", "dimension")}


def _rules(ours: str, office: str) -> str:
    kept = _RULES.search(office)
    both = ours + (kept[1] if kept else "")
    count = both.count("<dataValidation ")
    return f'<dataValidations count="{count}">{both}</dataValidations>' if both else ""


def _first(pattern: str, xml: str) -> str:
    found = re.search(pattern, xml)
    return found[0] if found else ""


def _moved(carried: Carried, dressing: Dressing) -> Carried:
    below = dressing.table.body[1]
    carried.parts = {
        name: moved_below(part, below, dressing.shift) if name.endswith(".xml") else part
        for name, part in carried.parts.items()}
    return carried


def _relate(ours: Parts, sheet: str, carried: Carried) -> None:
    """Add the sheet's relations to pictures to those xlsxwriter has written for its notes."""
    if not carried.relations:
        return
    folder, _, name = sheet.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    held = ours.parts.get(path)
    added = relations_part(carried.relations)
    if held is None:
        ours.parts[path] = added
        return
    rows = re.findall(rb"<Relationship [^>]*/>", added)
    ours.parts[path] = held.replace(b"</Relationships>", b"".join(rows) + b"</Relationships>")


# ── sheets that go along ─────────────────────────────────────────────────────────────────────────
def _added(ours: Parts, pattern: Pattern, other: SheetEntry, number: int) -> Carried:
    """A sheet of the office's own (how to fill in), as it stands in its file, locked."""
    draft = read_draft(pattern.parts[other.part], shared_items(pattern.parts))
    part = f"xl/office/sheet{number}.xml"
    carried = carried_with(pattern.parts, other.part, draft.frame, f"s{number}_")
    ours.parts[part] = draft.xml({"sheetProtection": '<sheetProtection sheet="1"/>'})
    _relate(ours, part, carried)
    carried.overrides[f"/{part}"] = _WORKSHEET
    identity = f"rIdOffice{number}"
    _insert(ours, "xl/_rels/workbook.xml.rels", "</Relationships>",
            f'<Relationship Id="{identity}" Type="{RELATIONS}/worksheet" Target="office/sheet{number}.xml"/>')
    _insert(ours, "xl/workbook.xml", "</sheets>",
            f'<sheet name={quoteattr(other.name)} sheetId="{900 + number}" r:id="{identity}"/>')
    return carried


def _insert(ours: Parts, part: str, before: str, xml: str) -> None:
    ours.parts[part] = ours[part].replace(before.encode(), (xml + before).encode(), 1)


def _declare(ours: Parts, additions: list[Carried]) -> None:
    """Say in the package what the added parts are."""
    types = ours["[Content_Types].xml"].decode()
    rows = ""
    for carried in additions:
        ours.parts.update(carried.parts)
        for extension, kind in carried.extensions.items():
            row = f'<Default Extension="{extension}" ContentType="{kind}"/>'
            if f'Extension="{extension}"' not in types + rows:
                rows += row
        for part, kind in carried.overrides.items():
            rows += f'<Override PartName="{part}" ContentType="{kind}"/>'
    if rows:
        types = types.replace("</Types>", f"{rows}</Types>")
        ours.parts["[Content_Types].xml"] = types.encode()
