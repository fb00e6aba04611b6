"""The Word templates ``init`` lays out: 附件.docx and 通知.docx, after GB/T 9704-2012.

The files are written here, byte for byte the same every time; the office restyles them in Word.
Their bodies show every style once and are replaced when a document is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

from toolkit.word.package import pack
from toolkit.word.styles import (
    ANNEX,
    BODY,
    BODY_FONT,
    COMMON,
    LETTER,
    LINE,
    STAND_INS,
    Style,
    fonts_xml,
    quoted,
    style_id,
    style_xml,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."

# A4; 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; in twips. The foot of the page number's line stands
# so that its dash is 7 mm below the type area.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="850"'
    ' w:footer="{footer}" w:gutter="0"/>'
)
FOOTER, RED_LINE = 1430, 1134
"""Where footers end above the paper's edge; a letter's first has its red line there, 20 mm above it."""
_RAISED = tuple(
    replace(style, after=FOOTER - RED_LINE) if style.name.endswith("页页码") else style for style in COMMON)
"""A letter's page numbers stand as high as any document's, though its footers end lower."""
GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
_NOTE = (
    "请在 Word 或 WPS 中修改下列样式（字体、字号、缩进、颜色），不要改样式的名称；生成文件时，本页文字会被替换。"
    "需要固定的红头、版记时，另起一段只写【正文】二字（含括号），该段前后的内容会原样保留。"
)


def annex_template() -> bytes:
    """附件.docx: the annex, 附件 at the head of its first page."""
    return _template("附件的样式", (*ANNEX, *COMMON), first_page=None)


def notice_template() -> bytes:
    """通知.docx: letters (信函格式): red name and double line, no number on the first page."""
    return _template("通知的样式", (*LETTER, *_RAISED), first_page="首页红线")


def text_template(title: str, write: Callable[[Mapping[str, str]], str], *, letterhead: bool) -> bytes:
    """A letter's text in the styles of 通知.docx, a form's in those of 附件.docx.

    ``write`` gives its body's XML from style ids by name.
    """
    if letterhead:
        return _template(title, (*LETTER, *_RAISED), first_page="首页红线", write=write)
    return _template(title, (*ANNEX, *COMMON), first_page=None, write=write)


def _template(
    title: str, styles: Sequence[Style], first_page: str | None,
    write: Callable[[Mapping[str, str]], str] | None = None,
) -> bytes:
    ids = {style.name: style_id(style, number) for number, style in enumerate(styles, 1)}
    ids[BODY.name] = style_id(BODY, 0)
    notes = {
        "header1.xml": _note("hdr", _plain(ids["页眉"])),
        "header2.xml": _note("hdr", _plain(ids["页眉"])),
        "footer1.xml": _note("ftr", _page_number(ids["单页页码"])),
        "footer2.xml": _note("ftr", _page_number(ids["双页页码"])),
    }
    if first_page:
        notes["header3.xml"] = _note("hdr", _plain(ids["页眉"]))
        notes["footer3.xml"] = _note("ftr", _plain(ids[first_page]))
    files = {
        "styles.xml": _styles(styles),
        "settings.xml": _SETTINGS,
        "fontTable.xml": _font_table(),
        **notes,
    }
    parts = {
        "[Content_Types].xml": _content_types(files),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _CORE.format(title=escape(title, quote=False)),
        "word/document.xml": _document(write(ids) if write else _shown(styles, ids), notes),
        "word/_rels/document.xml.rels": _document_relations(files),
        **{f"word/{name}": text for name, text in files.items()},
    }
    return pack({name: text.encode() for name, text in parts.items()})


# ── styles.xml, fontTable.xml, settings.xml ──────────────────────────────────────────────────────
def _styles(styles: Sequence[Style]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(BODY_FONT)}"
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        + style_xml(BODY, 0)
        + "".join(style_xml(style, number) for number, style in enumerate(styles, 1))
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="ZGTable"><w:name w:val="公文表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name={quoted(font)}><w:altName w:val={quoted(other)}/>'
        '<w:charset w:val="86"/></w:font>'
        for font, other in STAND_INS.items()
    )
    return f"{_HEAD}<w:fonts {_W}>{fonts}</w:fonts>"


_SETTINGS = (
    f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator></dc:creator>'
    "</cp:coreProperties>"
)


# ── document.xml, headers and footers ────────────────────────────────────────────────────────────
def _shown(styles: Sequence[Style], ids: Mapping[str, str]) -> str:
    """A body that shows every style once."""
    shown = [s for s in styles if s.name not in ("首页红线", "页眉", "页脚") and not s.new_page]
    return _plain(ids["正文"], _NOTE) + "".join(_plain(ids[s.name], s.use) for s in shown)


def _document(body: str, notes: dict[str, str]) -> str:
    kinds = {"1": "default", "2": "even", "3": "first"}
    references = "".join(
        f'<w:{name[:6]}Reference w:type="{kinds[name[6]]}" r:id="{_relation_id(name)}"/>'
        for name in sorted(notes, key=lambda name: (name[6], name))
    )
    first = "<w:titlePg/>" if "footer3.xml" in notes else ""
    page = PAGE.format(footer=RED_LINE if first else FOOTER)
    section = f"<w:sectPr>{references}{page}{first}{GRID}</w:sectPr>"
    return f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>"


def _plain(style: str, text: str = "") -> str:
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{escape(text, quote=False)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run if text else ""}</w:p>'


def _page_number(style: str) -> str:
    """``— 1 —`` with a real PAGE field."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{field}</w:p>'


def _note(tag: str, paragraph: str) -> str:
    return f"{_HEAD}<w:{tag} {_W} {_R}>{paragraph}</w:{tag}>"


# ── the package ──────────────────────────────────────────────────────────────────────────────────
def _kind(name: str) -> str:
    return name.removesuffix(".xml").rstrip("123")


def _relation_id(name: str) -> str:
    return f"rId_{name.removesuffix('.xml')}"


def _content_types(files: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_CONTENT}{_kind(name)}+xml"/>'
        for name in files
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _package_relations() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations(files: dict[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="{_relation_id(name)}" Type="{_RELATIONS}/{_kind(name)}"'
        f' Target="{name}"/>'
        for name in files
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
