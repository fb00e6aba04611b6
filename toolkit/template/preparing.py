"""``Learned`` -> templates/填报表.xlsx: the office's sheet with one blank row for problems and nobody named in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from toolkit.model import column_letters
from toolkit.pattern.carried import Carried, carried_with, only_pictures
from toolkit.pattern.draft import Draft, KeptCell, KeptRow, Ranged, append_column
from toolkit.pattern.labels import labels_in, without_values
from toolkit.pattern.note import FIRST_LIST, NOTE_SHEET, note_draft
from toolkit.pattern.parts import MAIN, RELATIONS, Parts, relations_part
from toolkit.regex import regex
from toolkit.tables.levels import heading_key
from toolkit.template.fitting import blank_row, fit_paper, give_room
from toolkit.template.surroundings import personal_labels
from toolkit.template.values import Learned, LearnedTable

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NAMES = {"problems": "填报表", "measures": "措施"}
_TAKEN = frozenset({"填报表", "措施", "填报说明", "退回意见", "戳记", NOTE_SHEET})
_LONGEST_LIST = 240
_LIST = {"type": "list", "allowBlank": "1", "showInputMessage": "1", "showErrorMessage": "1"}
_VIEW = regex(r' (?:tabSelected|topLeftCell|view|zoomScaleSheetLayoutView|zoomScalePageLayoutView)="[^"]*"')
_PANE = regex(r"<pane [^>]*/>")
_SELECTION = regex(r"<selection [^>]*/>|<selection/>")
_OUR_HINT = regex(r"请于.{6,24}前报送。只填浅黄色格")
"""Our own hint, where an office has restyled a sheet of ours: its due time is over."""
_PRIVATE = regex(r' (?:codeName|r:id)="[^"]*"')


def prepared(learned: Learned) -> bytes:
    """The workbook ``issue`` fills in: the sheet, what goes along with it, and what was learned, hidden."""
    return _Preparing(learned).content()


@dataclass(slots=True)
class _Preparing:
    learned: Learned
    lists: list[tuple[str, ...]] = field(default_factory=list)
    sheets: list[tuple[str, str, bytes, Carried]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        for table in sorted(self.learned.tables, key=lambda t: t.table != "problems"):
            name = _NAMES[table.table]
            draft = self._table(table)
            top, bottom = table.header
            area = f"{name}!${top}:${bottom}"
            self.titles.append(f'<definedName name="_xlnm.Print_Titles" '
                               f'localSheetId="{len(self.sheets)}">{area}</definedName>')
            self._add(name, "visible", draft, table.sheet.part)
        for entry, draft in self.learned.others:
            _quiet(draft)
            name = f"{entry.name[:24]}（原表）" if entry.name in _TAKEN else entry.name
            self._add(name, "visible", draft, entry.part)
        headings: list[tuple[str, str, str]] = [
            (table.table, c.column.field, c.column.heading)
            for table in self.learned.tables for c in table.columns]
        headings += [("head", h.column.field, h.label) for h in self.learned.head]
        self._add(NOTE_SHEET, "veryHidden", note_draft(headings, self.lists), "")
        return self._package().content()

    def _add(self, name: str, state: str, draft: Draft, part: str) -> None:
        carried = carried_with(self.learned.parts, part, draft.frame, f"p{len(self.sheets)}_") \
            if part else Carried()
        self.sheets.append((name, state, draft.xml(), carried))

    # ── one table ────────────────────────────────────────────────────────────────────────────
    def _table(self, table: LearnedTable) -> Draft:
        draft = table.draft.copied()
        first, last = table.body
        model = draft.rows.get(table.model_row or 0, KeptRow())
        spans = [(first, m[1], first, m[3]) for m in draft.merges
                 if m[0] == m[2] == table.model_row and m[3] > m[1]]
        self._without_examples(table, draft)
        draft.replace_rows(first, last, 1)
        draft.rows[first] = blank_row(model)
        draft.merges += spans
        _nobody_named(draft, self.learned, table)
        for column in table.columns:
            if not column.number:
                at = max(c.number for c in table.columns) + 1
                append_column(draft, at - 1, at, table.header, f"{column.column.heading}*")
        self._rules(draft, table)
        _quiet(draft)
        give_room(draft, self.learned.styles)
        fit_paper(draft)
        draft.frame["sheetViews"] = _view(draft.frame.get("sheetViews", ""), table.header[1])
        return draft

    def _without_examples(self, table: LearnedTable, draft: Draft) -> None:
        """Pictures among the example rows go with them."""
        drawing = next((r for r in self.learned.parts.relations(table.sheet.part) if r.type == "drawing"), None)
        if drawing is None or not drawing.target:
            draft.frame.pop("drawing", None)
            return
        ids = frozenset(r.id for r in self.learned.parts.relations(drawing.target) if r.type == "image")
        kept = only_pictures(self.learned.parts[drawing.target], ids, *table.body)
        if kept is None:
            draft.frame.pop("drawing", None)
        else:
            self.learned.parts.parts[drawing.target] = kept

    def _rules(self, draft: Draft, table: LearnedTable) -> None:
        """Drop-downs with their words in them, or in the hidden sheet; what leads elsewhere goes."""
        row = table.body[0]
        draft.rules = [
            rule for rule in draft.rules
            if rule.attributes.get("type") != "list" and not any("!" in w or "[" in w for w in rule.words)]
        for column in table.columns:
            if column.number and column.choices:
                source = f"<formula1>{escape(self._source(column.choices))}</formula1>"
                draft.rules.append(Ranged([(row, column.number, row, column.number)], dict(_LIST), source))
        draft.conditions = [c for c in draft.conditions if "!" not in c.inner and "[" not in c.inner]

    def _source(self, words: tuple[str, ...]) -> str:
        plain = ",".join(words)
        if len(plain) <= _LONGEST_LIST and not any("," in word or '"' in word for word in words):
            return f'"{plain}"'
        if words not in self.lists:
            self.lists.append(words)
        letters = column_letters(FIRST_LIST + self.lists.index(words))
        return f"{NOTE_SHEET}!${letters}$1:${letters}${len(words)}"

    # ── the package ──────────────────────────────────────────────────────────────────────────
    def _package(self) -> Parts:
        theme = self.learned.parts.part_of("theme")
        parts: dict[str, bytes] = {"[Content_Types].xml": b""}
        parts["_rels/.rels"] = relations_part(
            {"rId1": (f"{RELATIONS}/officeDocument", "xl/workbook.xml")})
        entries, relations = "", {}
        types = {"/xl/workbook.xml": f"{_CONTENT}.sheet.main+xml", "/xl/styles.xml": f"{_CONTENT}.styles+xml"}
        extensions: dict[str, str] = {}
        for number, (name, state, xml, carried) in enumerate(self.sheets, 1):
            part = f"xl/worksheets/sheet{number}.xml"
            shown = "" if state == "visible" else f' state="{state}"'
            entries += f'<sheet name={quoteattr(name)} sheetId="{number}"{shown} r:id="rId{number}"/>'
            relations[f"rId{number}"] = (f"{RELATIONS}/worksheet", f"worksheets/sheet{number}.xml")
            types[f"/{part}"] = f"{_CONTENT}.worksheet+xml"
            parts[part] = xml
            parts |= carried.parts
            if carried.relations:
                parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations_part(carried.relations)
            types |= carried.overrides
            extensions |= carried.extensions
        relations["rIdStyles"] = (f"{RELATIONS}/styles", "styles.xml")
        parts["xl/styles.xml"] = self.learned.styles.content()
        if theme:
            relations["rIdTheme"] = (f"{RELATIONS}/theme", "theme/theme1.xml")
            parts["xl/theme/theme1.xml"] = self.learned.parts[theme]
            types["/xl/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
        parts["xl/workbook.xml"] = self._workbook(entries)
        parts["xl/_rels/workbook.xml.rels"] = relations_part(relations)
        parts["[Content_Types].xml"] = _types(types, extensions)
        return Parts(parts)

    def _workbook(self, entries: str) -> bytes:
        return (f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr/>'
                f'<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews>'
                f"<sheets>{entries}</sheets><definedNames>{''.join(self.titles)}</definedNames></workbook>").encode()


def _types(overrides: Mapping[str, str], extensions: Mapping[str, str]) -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml",
                "xml": "application/xml", **extensions}
    rows = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items())
    rows += "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides.items())
    return (f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f"{rows}</Types>").encode()


# ── nothing personal ─────────────────────────────────────────────────────────────────────────────
def _nobody_named(draft: Draft, learned: Learned, table: LearnedTable) -> None:
    """Above and below the table labels stay, what was written behind or beside them goes."""
    known = frozenset(heading_key(h.label) for h in learned.head)
    for number, row in draft.rows.items():
        if table.header[0] <= number <= table.body[0]:
            continue
        for column, cell in sorted(row.cells.items()):
            keys = known | personal_labels(cell.text)
            found = labels_in(cell.text)
            label = heading_key(found[0].label) if len(found) == 1 else heading_key(cell.text)
            bare = len(found) < 2 and label in keys and not (found and found[0].value)
            if bare:
                _clear_beside(draft, number, column, keys)
            changed = "" if _OUR_HINT.match(cell.text) else without_values(cell.text, keys)
            if changed != cell.text:
                row.cells[column] = cell.saying(changed)


def _clear_beside(draft: Draft, row: int, column: int, keys: frozenset[str]) -> None:
    merge = next((m for m in draft.merges if m[:2] == (row, column)), None)
    beside = (merge[3] if merge else column) + 1
    cell = draft.rows[row].cells.get(beside)
    if cell is not None and not labels_in(cell.text) and heading_key(cell.text) not in keys:
        draft.rows[row].cells[beside] = KeptCell(cell.style)


def _quiet(draft: Draft) -> None:
    """Leave out what is of one person's screen or printer."""
    for name in ("sheetPr", "pageSetup"):
        if name in draft.frame:
            draft.frame[name] = _PRIVATE.sub("", draft.frame[name])
    draft.frame["sheetViews"] = _SELECTION.sub("", _VIEW.sub("", draft.frame.get("sheetViews", "")))
    if not draft.frame["sheetViews"]:
        draft.frame.pop("sheetViews")


def _view(views: str, header: int) -> str:
    """The sheet's view, with header and, where the office froze some, its columns kept in sight."""
    split = re.search(r'xSplit="(\d+)"', views)
    across = int(split[1]) if split and "frozen" in views else 0
    corner = f"{column_letters(across + 1)}{header + 1}"
    pane = (f'<pane{f" xSplit={chr(34)}{across}{chr(34)}" if across else ""} ySplit="{header}" '
            f'topLeftCell="{corner}" activePane="{"bottomRight" if across else "bottomLeft"}" state="frozen"/>')
    bare = _PANE.sub("", views)
    opened = re.search(r"<sheetView ([^>]*?)/?>", bare)
    attributes = opened[1].strip() if opened else 'workbookViewId="0"'
    return f"<sheetViews><sheetView {attributes}>{pane}</sheetView></sheetViews>"
