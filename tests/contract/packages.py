"""What Office asks of a file it opens without offering to repair it (ECMA-376), as far as it can be told
without Office: ``faults(name, content)`` says what is wrong, in words.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

_TYPES = "[Content_Types].xml"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _order(names: str) -> dict[str, int]:
    return {name: at for at, name in enumerate(names.split())}


# The sequences of the schemas: CT_Worksheet, CT_Workbook, CT_Stylesheet and what stands in them; CT_PPr, CT_RPr,
# CT_TblPr, CT_TcPr, CT_SectPr, CT_Style, CT_Settings and theirs. (CT_TrPr is a choice: any order will do.)
SEQUENCES = {
    "sheetView": _order("pane selection pivotSelection extLst"),
    "c": _order("f v is extLst"),
    "dataValidation": _order("formula1 formula2"),
    "headerFooter": _order("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter"),
    "styleSheet": _order(
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"),
    "xf": _order("alignment protection extLst"),
    "dxf": _order("font numFmt fill alignment border protection extLst"),
    "border": _order("start end left right top bottom diagonal vertical horizontal"),
    "tbl": _order("bookmarkStart bookmarkEnd tblPr tblGrid tr"),
    "tr": _order("tblPrEx trPr tc"),
    "p": _order("pPr"),
    "r": _order("rPr"),
    "tblBorders": _order("top left start bottom right end insideH insideV"),
    "tblCellMar": _order("top left start bottom right end"),
    "pBdr": _order("top left bottom right between bar"),
    "font": _order("altName panose1 charset family notTrueType pitch sig"),
    "docDefaults": _order("rPrDefault pPrDefault"),
    "styles": _order("docDefaults latentStyles style"),
    "settings": _order(
        "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins "
        "attachedTemplate trackRevisions defaultTabStop evenAndOddHeaders characterSpacingControl "
        "footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator"),
    "compat": _order(
        "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance "
        "balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace "
        "doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack "
        "wpSpaceWidth showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing "
        "suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk swapBordersFacingPages "
        "convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders "
        "wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment "
        "adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing "
        "layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables "
        "doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct "
        "doNotUseEastAsianBreakRules useWord2002TableStyleRules growAutofit useFELayout "
        "useNormalStyleForList compatSetting"),
    "worksheet": _order(
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
        "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
        "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
        "headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
        "legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst"),
    "workbook": _order(
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
        "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches extLst"),
    "pPr": _order(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
        "sectPr pPrChange"),
    "rPr": _order(
        # A paragraph mark's (CT_ParaRPr) begin with its tracked changes.
        "ins del moveFrom moveTo "
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"),
    "tblPr": _order(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"),
    "tcPr": _order(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
        "hideMark"),
    "sectPr": _order(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
        "printerSettings sectPrChange"),
    "style": _order(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"),
}
_MOST = {"formula1": 255, "formula2": 255, "prompt": 255, "promptTitle": 32, "error": 255,
         "errorTitle": 32}
_REPEATABLE = {"headerReference", "footerReference", "conditionalFormatting", "tblStylePr", "tr", "tc", "style",
               "selection", "compatSetting", "bookmarkStart", "bookmarkEnd"}
_OPEN = {"p", "r"}
"""Elements that take much else after what must stand first."""
_SHEETS = {"worksheet", "workbook", "sheetView", "c", "dataValidation", "headerFooter", "styleSheet", "xf", "dxf", "border"}


def tag(element: etree._Element) -> str:
    return etree.QName(element).localname


@dataclass(frozen=True)
class Package:
    parts: dict[str, bytes]

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def relations(self, part: str) -> dict[str, str]:
        """Relation id -> target part, of what lies within the package."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels".lstrip("/")
        if relations not in self.parts:
            return {}
        return {
            r.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, r.get("Target", ""))).lstrip("/")
            for r in self.xml(relations) if r.get("TargetMode") != "External"}


def opened(content: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)), "a part twice"
        return Package({name: archive.read(name) for name in names})


def faults(content: bytes) -> list[str]:
    """Everything wrong with a .xlsx or .docx."""
    package = opened(content)
    found = [*_broken_parts(package)]
    if found:
        return found
    found += [*_types(package), *_relations(package), *_sequences(package), *_properties(package)]
    if "xl/workbook.xml" in package.parts:
        found += _workbook(package)
    else:
        found += _document(package)
    return found


# ── every package ────────────────────────────────────────────────────────────────────────────────
def _broken_parts(package: Package) -> Iterator[str]:
    for name in package.parts:
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                package.xml(name)
            except etree.XMLSyntaxError as error:
                yield f"{name}: {error}"


def _types(package: Package) -> Iterator[str]:
    types = package.xml(_TYPES)
    defaults = {t.get("Extension") for t in types if tag(t) == "Default"}
    overrides = [t.get("PartName", "").lstrip("/") for t in types if tag(t) == "Override"]
    for name in package.parts:
        if name != _TYPES and name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"
    yield from (f"{name} is declared and missing" for name in overrides if name not in package.parts)
    yield from (f"{name} is declared twice" for name, n in Counter(overrides).items() if n > 1)


def _relations(package: Package) -> Iterator[str]:
    for name in package.parts:
        if name.endswith(".rels"):
            ids = [r.get("Id") for r in package.xml(name)]
            if len(ids) != len(set(ids)):
                yield f"{name}: an id twice"
            continue
        if not name.endswith(".xml") or name == _TYPES:
            continue
        known = package.relations(name)
        yield from (f"{name}: {target} is missing" for target in known.values()
                    if target not in package.parts)
        used = {v for e in package.xml(name).iter() for k, v in e.attrib.items()
                if k.startswith(_RELATION_ID)}
        yield from (f"{name}: no relation {identity}" for identity in used - set(known))


def _sequences(package: Package) -> Iterator[str]:
    for name in package.parts:
        if not name.endswith(".xml"):
            continue
        for element in package.xml(name).iter(etree.Element):
            order = SEQUENCES.get(tag(element))
            ours = "main" in str(etree.QName(element).namespace) and (
                name.startswith("word/") if tag(element) not in _SHEETS else name.startswith("xl/"))
            if order is None or not ours:
                continue
            children = [tag(child) for child in element if isinstance(child.tag, str)]
            if tag(element) in _OPEN:
                if set(children[1:]) & set(order):
                    yield f"{name}: {next(iter(order))} is not first in {tag(element)}"
                continue
            unknown = [c for c in children if c not in order]
            if unknown:
                yield f"{name}: {unknown} in {tag(element)}"
                continue
            for before, after in pairwise(children):
                same = before == after and before not in _REPEATABLE
                head_foot = {before, after} <= {"headerReference", "footerReference"}
                if (order[before] > order[after] or same) and not head_foot:
                    yield f"{name}: {after} after {before} in {tag(element)}"


def _properties(package: Package) -> Iterator[str]:
    if "docProps/custom.xml" not in package.parts:
        return
    listed = list(package.xml("docProps/custom.xml"))
    ids = [int(p.get("pid", "0")) for p in listed]
    if ids != list(range(2, len(ids) + 2)):
        yield f"pids of custom properties: {ids}"
    names = [p.get("name", "").casefold() for p in listed]
    if len(names) != len(set(names)) or not all(0 < len(n) <= 255 for n in names):
        yield f"names of custom properties: {names}"


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────
def _workbook(package: Package) -> Iterator[str]:
    workbook = package.xml("xl/workbook.xml")
    sheets = workbook.find("{*}sheets")
    names = [s.get("name", "") for s in sheets]
    for name in names:
        if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name:
            yield f"sheet name {name!r}"
    if len({n.casefold() for n in names}) != len(names) or len({s.get("sheetId") for s in sheets}) != len(names):
        yield f"sheets not unique: {names}"
    if sheets[0].get("state") not in (None, "visible"):
        yield "the first sheet is hidden"
    yield from _defined_names(workbook, names)
    styles = package.xml("xl/styles.xml")
    looks = len(styles.find("{*}cellXfs"))
    dxfs = styles.find("{*}dxfs")
    for part, name in _sheet_parts(package, sheets):
        for fault in _sheet(package, part, names, looks, 0 if dxfs is None else len(dxfs)):
            yield f"{name}: {fault}"


def _sheet_parts(package: Package, sheets: etree._Element) -> Iterator[tuple[str, str]]:
    known = package.relations("xl/workbook.xml")
    for sheet in sheets:
        yield known[sheet.get(f"{_RELATION_ID}id", "")], sheet.get("name", "")


def _defined_names(workbook: etree._Element, names: list[str]) -> Iterator[str]:
    defined = workbook.findall("{*}definedNames/{*}definedName")
    keys = [(d.get("name"), d.get("localSheetId")) for d in defined]
    yield from (f"{key} defined twice" for key, n in Counter(keys).items() if n > 1)
    for one in defined:
        for part in (one.text or "").split(","):
            sheet, _, reference = part.rpartition("!")
            if sheet.strip("'") not in names or not re.fullmatch(r"[$A-Z0-9:]+", reference):
                yield f"defined name {one.text!r}"


def _box(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of `B2:C9`."""
    corners = [re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", c) for c in reference.split(":")]
    assert all(corners), reference
    cells = [(int(c[2]), _column(c[1])) for c in corners if c]
    return (*cells[0], *cells[-1])  # type: ignore[return-value]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _overlap(boxes: list[tuple[int, int, int, int]]) -> bool:
    boxes = sorted(boxes)
    return any(
        b[0] <= a[2] and b[1] <= a[3] and a[1] <= b[3]
        for at, a in enumerate(boxes) for b in boxes[at + 1 :])


def _sheet(package: Package, part: str, names: list[str], looks: int, dxfs: int) -> Iterator[str]:
    sheet = package.xml(part)
    yield from _cells(sheet, looks)
    yield from _validations(sheet, names)
    merges = [_box(m.get("ref", "")) for m in sheet.findall("{*}mergeCells/{*}mergeCell")]
    filters = [_box(f.get("ref", "")) for f in sheet.findall("{*}autoFilter")]
    if _overlap([*merges, *filters]):
        yield "merged cells or the filter overlap"
    for rule in sheet.iter("{*}cfRule"):
        if int(rule.get("dxfId", "0")) >= dxfs:
            yield "a condition without its format"
    for link in sheet.iter("{*}hyperlink"):
        target, _, cell = (link.get("location") or "").rpartition("!")
        if target.strip("'") not in names or not re.fullmatch(r"[A-Z]+\d+", cell):
            yield f"link to {link.get('location')!r}"
    for words in sheet.findall("{*}headerFooter/*"):
        if len(words.text or "") > 255:
            yield f"{tag(words)} of {len(words.text or '')} characters"
    for breaks in (*sheet.iter("{*}rowBreaks"), *sheet.iter("{*}colBreaks")):
        ids = [int(b.get("id", "0")) for b in breaks]
        if ids != sorted(set(ids)) or breaks.get("count") != str(len(ids)):
            yield f"page breaks {ids}"
    yield from _notes(package, part)


def _cells(sheet: etree._Element, looks: int) -> Iterator[str]:
    yield from (f"width {c.get('width')}" for c in sheet.iter("{*}col") if float(c.get("width", "0")) > 255)
    above = 0
    for row in sheet.iter("{*}row"):
        number = int(row.get("r", "0"))
        if number <= above or float(row.get("ht", "0")) > 409.5:
            yield f"row {number}: out of order or {row.get('ht')} high"
        above, left = number, 0
        for cell in row:
            top, column, *_ = _box(cell.get("r", ""))
            if top != number or column <= left:
                yield f"{cell.get('r')} out of order"
            left = column
            if int(cell.get("s", "0")) >= looks:
                yield f"{cell.get('r')}: no style {cell.get('s')}"
            text = "".join(cell.itertext()) if cell.get("t") == "inlineStr" else ""
            if len(text.encode("utf-16-le")) // 2 > 32_767:
                yield f"{cell.get('r')}: {len(text)} characters"
            if cell.find("{*}f") is not None:
                yield from _formula(cell)


_FUNCTIONS = {"COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "SUM", "SUMPRODUCT", "FIND", "ISNUMBER", "IF"}
"""What every office suite of the last twenty years reckons alike."""


def _formula(cell: etree._Element) -> Iterator[str]:
    """A formula of ours: known functions, plain ranges of this workbook, its value stored beside."""
    said, value = cell.findtext("{*}f") or "", cell.findtext("{*}v")
    bare = re.sub(r'"[^"]*"', "", said)
    unknown = set(re.findall(r"([A-Z.]+)\(", bare)) - _FUNCTIONS
    if unknown or re.search(r"[\[\]'#{}]", bare) or not value:
        yield f"{cell.get('r')}: formula {said!r} with value {value!r}"


def _validations(sheet: etree._Element, names: list[str]) -> Iterator[str]:
    listed = sheet.find("{*}dataValidations")
    if listed is None:
        return
    if listed.get("count") != str(len(listed)):
        yield "count of validations"
    for rule in listed:
        said = {**rule.attrib, **{tag(f): f.text or "" for f in rule}}
        yield from (f"{name} of {len(said[name])} characters" for name, most in _MOST.items()
                    if len(said.get(name, "")) > most)
        if rule.get("type") == "list":
            source, _, _ = said["formula1"].rpartition("!")
            if source and source not in names:
                yield f"list from {said['formula1']}"
    if _overlap([_box(r) for rule in listed for r in rule.get("sqref", "").split()]):
        yield "validations overlap"


def _notes(package: Package, part: str) -> Iterator[str]:
    targets = list(package.relations(part).values())
    comments = [t for t in targets if "comments" in t]
    drawings = [t for t in targets if t.endswith(".vml")]
    if len(comments) != len(drawings):
        yield f"{comments} and {drawings}"
    for notes, drawing in zip(comments, drawings, strict=False):
        found = list(package.xml(notes).iter("{*}comment"))
        cells = [c.get("ref", "") for c in found]
        if len(cells) != len(set(cells)):
            yield f"two notes at a cell: {cells}"
        shapes = list(package.xml(drawing).iter("{urn:schemas-microsoft-com:vml}shape"))
        ids = [s.get("id") for s in shapes]
        at = sorted((int(s.findtext(".//{*}Row") or -1) + 1, int(s.findtext(".//{*}Column") or -1) + 1)
                    for s in shapes)
        if len(ids) != len(set(ids)) or at != sorted(_box(c)[:2] for c in cells):
            yield f"boxes {ids} of notes {cells}"


# ── documents ────────────────────────────────────────────────────────────────────────────────────
def _document(package: Package) -> Iterator[str]:
    document, styles = package.xml("word/document.xml"), package.xml("word/styles.xml")
    body = document[0]
    if tag(body[-1]) != "sectPr" or len(body) < 2 or tag(body[-2]) != "p":
        yield f"the body ends with {[tag(e) for e in body[-2:]]}"
    ids = [s.get(_w(s, "styleId")) for s in styles.iter("{*}style")]
    yield from (f"style {identity} twice" for identity, n in Counter(ids).items() if n > 1)
    for part in package.parts:
        if part.startswith("word/") and part.endswith(".xml"):
            used = {e.get(_w(e, "val")) for kind in ("pStyle", "rStyle", "tblStyle")
                    for e in package.xml(part).iter(f"{{*}}{kind}")}
            yield from (f"{part}: no style {identity}" for identity in used - set(ids))
    for cell in document.iter("{*}tc"):
        if tag(cell[-1]) != "p":
            yield "a table cell without a paragraph at its end"
    yield from _bookmarks(document)


def _bookmarks(document: etree._Element) -> Iterator[str]:
    starts, ends = list(document.iter("{*}bookmarkStart")), list(document.iter("{*}bookmarkEnd"))
    ids = [s.get(_w(s, "id")) for s in starts]
    names = [(s.get(_w(s, "name")) or "").casefold() for s in starts]
    if len(set(ids)) != len(ids) or sorted(ids) != sorted(e.get(_w(e, "id")) for e in ends):
        yield "ids of bookmarks"
    if len(set(names)) != len(names) or any(not 0 < len(n) <= 40 for n in names):
        yield "names of bookmarks"


def _w(element: etree._Element, name: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{name}"
