"""Several hundred files that mean harm, or are merely broken: bytes by name, the same every time.

Each one must end in exactly one verdict; what the verdict is does not matter here. Whatever holds a text
holds ``MARK``, so that a test can see whether it came out as anything but a text.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator

from openpyxl import Workbook

MARK = "已清淤7公里"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADINGS = ("序号", "问题", "整改状态", "整改进展情况", "完成日期")


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A plain return."""
    book = Workbook()
    book.active.title = "填报表"
    for row in (HEADINGS, *(rows or ((1, "", "正在推进", MARK, None),))):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


PLAIN = workbook()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A package with its parts changed (None: left out) and others added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in more.items():
            new.writestr(name.replace("__", "/"), part)
    return held.getvalue()


def with_sheet(rows: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose sheet XML is written by hand."""
    part = (f'{_HEAD}{before}<worksheet xmlns="{_S}" xmlns:r="{_R}"><sheetData>{rows}</sheetData>{after}</worksheet>')
    return with_part("xl/worksheets/sheet1.xml", part.encode("utf-8", "surrogatepass"))


def with_part(name: str, part: bytes | None, content: bytes = PLAIN) -> bytes:
    more = {} if part is None else {name.replace("/", "__"): part}
    return repacked(content, lambda n, old: None if n == name else old, **more)


_HEADER = "".join(f'<c r="{"ABCDE"[n]}1" t="inlineStr"><is><t>{h}</t></is></c>' for n, h in enumerate(HEADINGS))


def with_cell(cell: str) -> bytes:
    """A return whose progress cell is this piece of XML."""
    row = '<c r="A2"><v>1</v></c><c r="C2" t="inlineStr"><is><t>正在推进</t></is></c>'
    return with_sheet(f'<row r="1">{_HEADER}</row><row r="2">{row}{cell}</row>')


# ── families ─────────────────────────────────────────────────────────────────────────────────────
def cut_and_flipped() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    for n in range(40):
        yield f"截断{n}.xlsx", PLAIN[:len(PLAIN) * n // 40]
    for n in range(60):
        content = bytearray(PLAIN)
        for _ in range(1 + n % 5):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        yield f"翻转{n}.xlsx", bytes(content)
    for n in range(20):
        at = chance.randrange(len(PLAIN))
        yield f"插入{n}.xlsx", PLAIN[:at] + chance.randbytes(50) + PLAIN[at:]
        yield f"缺段{n}.xlsx", PLAIN[:at] + PLAIN[at + 40:]


def cells() -> Iterator[tuple[str, bytes]]:
    addresses = ("XFD1048576", "XFE1", "A1048577", "A99999999999", "A0", "ZZZZ9", "a1", "", "1", "A", "A1:B2", "$A$2",
                 "R1C1", "Ａ1", "A-1")
    for n, address in enumerate(addresses):
        yield f"格址{n}.xlsx", with_cell(f'<c r="{address}"><v>{MARK}</v></c>')
    values = ("-1", "9999999", "1e3", "０", "NaN", "inf", "-inf", "1e400", "1e308", "-0", "00012", "1_000", "0x10", "",
              " 3 ", "3.0000000000000001", "9" * 400, "true", "۳")
    for n, value in enumerate(values):
        for type_ in ("", "s", "n", "b", "e", "d", "str", "z"):
            yield f"格值{n}{type_}.xlsx", with_cell(f'<c r="D2" t="{type_}"><v>{value}</v></c>' if type_
                                                  else f'<c r="D2"><v>{value}</v></c>')
    for n, style in enumerate(("-1", "99999", "x", "1e5", "")):
        yield f"样式{n}.xlsx", with_cell(f'<c r="D2" s="{style}"><v>45000</v></c>')
    for n, serial in enumerate(("-1", "0", "60", "2958466", "1e12", "0.99999999999")):
        yield f"日期{n}.xlsx", with_cell(f'<c r="E2" s="1"><v>{serial}</v></c>')
    yield "重格.xlsx", with_cell(f'<c r="D2"><v>1</v></c><c r="D2"><v>2</v></c><c r="B2"><v>{MARK}</v></c>')
    yield "倒序.xlsx", with_sheet(f'<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="D2" t="str"><v>{MARK}</v></c></row>')
    yield "无址.xlsx", with_sheet(f"<row>{'<c><v>1</v></c>' * 40}</row>" * 40)
    yield "长文.xlsx", with_cell(f'<c r="D2" t="inlineStr"><is><t>{"长" * 120_000}</t></is></c>')
    yield "多格.xlsx", with_sheet("".join(f'<row r="{r}">{"<c><v>1</v></c>" * 400}</row>' for r in range(1, 900)))
    yield "千段.xlsx", with_cell(f'<c r="D2" t="inlineStr"><is>{"<r><t>甲</t></r>" * 90_000}</is></c>')


def formulas() -> Iterator[tuple[str, bytes]]:
    said = ("=1+1", "+1", "-1+2", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.invalid","点")', "\t=1", "\r=1",
            "=IMPORTXML(1)", "=" + "(" * 9000, "{=1}", "＝1+1", "'=1", "=DDE(1)", "%0A=1", "|calc")
    for n, text in enumerate(said):
        yield f"公式字{n}.xlsx", workbook((1, "", "正在推进", text, None))
    inner = ("1/0", "A1", "SUM(A:A)", "INDIRECT(A1)", "[1]Sheet1!A1", "WEBSERVICE(&quot;http://x.invalid&quot;)",
             "_xlfn.DISPIMG(&quot;ID_1&quot;,1)")
    for n, formula in enumerate(inner):
        yield f"公式{n}.xlsx", with_cell(f'<c r="D2" t="str"><f>{formula}</f><v>{MARK}</v></c>')
        yield f"未算{n}.xlsx", with_cell(f'<c r="D2"><f>{formula}</f></c>')
    yield "共享环.xlsx", with_cell('<c r="D2"><f t="shared" si="0"/><v>1</v></c>')


def controls() -> Iterator[tuple[str, bytes]]:
    marks = ("_x0000_", "_x0001_", "_x000B_", "_x001B_", "_xFFFE_", "_xD800_", "_xDC00__xD800_", "\u202e", "\u2066",
             "\u200b", "\ufeff", "_x005F_x0001_", "&#1;", "&#x202E;", "&#xD800;", "]]&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;",
             "&#0;", "&bogus;", "\U0001f600", "𠮷")
    for n, mark in enumerate(marks):
        yield f"控制{n}.xlsx", with_cell(f'<c r="D2" t="inlineStr"><is><t>{MARK}{mark}</t></is></c>')


def xml_tricks() -> Iterator[tuple[str, bytes]]:
    sheet = "xl/worksheets/sheet1.xml"
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    attributes = " ".join(f"a{n}='1'" for n in range(20_000))
    tricks = {
        "实体弹": f'{_HEAD}<!DOCTYPE w [<!ENTITY e0 "ha">{bomb}]><worksheet xmlns="{_S}">&e11;</worksheet>',
        "外部实体": f'{_HEAD}<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="{_S}">&x;</worksheet>',
        "参数实体": f'{_HEAD}<!DOCTYPE w [<!ENTITY % x SYSTEM "http://x.invalid/a.dtd">%x;]><worksheet xmlns="{_S}"/>',
        "小写": f'{_HEAD}<!doctype w><worksheet xmlns="{_S}"/>',
        "深套": f'{_HEAD}<worksheet xmlns="{_S}">{"<a>" * 60_000}{"</a>" * 60_000}</worksheet>',
        "未闭": f'{_HEAD}<worksheet xmlns="{_S}"><sheetData><row r="1"><c r="A1"><v>1',
        "多属性": f'{_HEAD}<worksheet xmlns="{_S}" {attributes}/>',
        "长属性": f'{_HEAD}<worksheet xmlns="{_S}" a="{"x" * 5_000_000}"/>',
        "空": "", "非XML": "PK", "无根": _HEAD, "两根": f'<worksheet xmlns="{_S}"/><worksheet xmlns="{_S}"/>',
        "包含": f'<worksheet xmlns="{_S}" xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></worksheet>',
        "指令": f'<?xml-stylesheet href="http://x.invalid/a.xsl"?><worksheet xmlns="{_S}"><sheetData/></worksheet>',
        "千表": f'{_HEAD}<worksheet xmlns="{_S}">{"<sheetData/>" * 5000}</worksheet>',
    }
    for name, text in tricks.items():
        yield f"XML{name}.xlsx", with_part(sheet, text.encode())
        yield f"串{name}.xlsx", with_part("xl/sharedStrings.xml", text.encode())
        yield f"簿{name}.xlsx", with_part("xl/workbook.xml", text.encode())
    for encoding in ("utf-16", "utf-16-be", "utf-32", "gb18030", "utf-7"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><worksheet xmlns="{_S}"><sheetData/></worksheet>'
        yield f"编码{encoding}.xlsx", with_part(sheet, text.encode(encoding))
    armed = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="{_S}">&x;</worksheet>'
    yield "暗实体.xlsx", with_part(sheet, ('<?xml version="1.0" encoding="utf-16"?>' + armed).encode("utf-16"))
    for name in ("xl/styles.xml", "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml", "xl/_rels/workbook.xml.rels",
                 sheet, "docProps/core.xml", "xl/sharedStrings.xml"):
        yield f"缺{name.replace('/', '_')}.xlsx", with_part(name, None)
        yield f"坏{name.replace('/', '_')}.xlsx", with_part(name, b"\0\xff<")


def merges_and_notes() -> Iterator[tuple[str, bytes]]:
    for n, ref in enumerate(("A1:XFD1048576", "B2:A1", "A1", "", "A1:B", "A1:A1048577", "A2:A900000", "#REF!")):
        yield f"合并{n}.xlsx", with_sheet(f'<row r="1">{_HEADER}</row>', f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>')
    many = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 60_000))
    yield "合并多.xlsx", with_sheet(f'<row r="1">{_HEADER}</row>', f"<mergeCells>{many}</mergeCells>")
    relations = ("http://x.invalid/a", "file:///etc/passwd", "../../../../etc/passwd", "javascript:alert(1)", "", "\\\\x\\y")
    for n, way in enumerate(relations):
        rels = (f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                f'Type="{_R}/hyperlink" Target="{way}" TargetMode="External"/><Relationship Id="rId2" Type="{_R}/comments" '
                f'Target="{way or "../comments1.xml"}"/></Relationships>').encode()
        link = '<hyperlinks><hyperlink ref="D2" r:id="rId1"/></hyperlinks>'
        content = with_sheet(f'<row r="1">{_HEADER}</row><row r="2"><c r="A2"><v>1</v></c><c r="D2" t="str"><v>{MARK}</v></c></row>', link)
        yield f"链接{n}.xlsx", with_part("xl/worksheets/_rels/sheet1.xml.rels", rels, content)
        notes = f'<comments xmlns="{_S}"><commentList><comment ref="{"D2" if n else "ZZZZ9"}"><text><t>=1+1</t></text></comment></commentList></comments>'
        yield f"批注{n}.xlsx", with_part("xl/comments1.xml", notes.encode(), with_part("xl/worksheets/_rels/sheet1.xml.rels", rels, content))


def zips() -> Iterator[tuple[str, bytes]]:
    def pack(*files: tuple[str, bytes], method: int = 8) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", method) as archive:
            for name, content in files:
                archive.writestr(zipfile.ZipInfo(name), content, method)
        return held.getvalue()

    zeros = bytes(40_000_000)
    yield "零弹.xlsx", repacked(PLAIN, lambda _, old: old, xl__media__a=zeros)
    yield "零弹.zip", pack(("a.xlsx", zeros))
    yield "弹中弹.zip", pack(("b.zip", pack(("c.zip", pack(("a.xlsx", zeros))))))
    yield "多项.zip", pack(*((f"{n}.txt", b"") for n in range(5200)))
    nested = PLAIN
    for n in range(8):
        nested = pack((f"{n}.zip" if n else "里.xlsx", nested))
    yield "层层.zip", nested
    for n, name in enumerate(("../../etc/x.xlsx", "/abs.xlsx", "C:\\x.xlsx", "..\\..\\x.xlsx", "a/../../b.xlsx", "\x01.xlsx",
                              "=1+1.xlsx", "a\u202exslx.exe", "n" * 300 + ".xlsx", "con.xlsx", " .xlsx", "a//b.xlsx", "-rf.xlsx")):
        yield f"路径{n}.zip", pack((name, PLAIN))
    yield "同名.zip", pack(("a.xlsx", PLAIN), ("A.xlsx", workbook((3, "", "", "", None))), ("b/../a.xlsx", PLAIN))
    yield "空.zip", pack()
    yield "仅夹.zip", pack(("夹/", b""))
    yield "存.xlsx", pack(*((n, zipfile.ZipFile(io.BytesIO(PLAIN)).read(n)) for n in zipfile.ZipFile(io.BytesIO(PLAIN)).namelist()), method=0)
    double = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(double, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/worksheets/SHEET1.xml", old.read("xl/worksheets/sheet1.xml"))
    yield "重部件.xlsx", double.getvalue()
    end = PLAIN.rfind(b"PK\x05\x06")
    for n, at in enumerate((8, 10, 12, 16, 20)):
        for value in (0, 0xFFFF, 0x7FFF):
            yield f"目录{n}{value}.xlsx", PLAIN[:end + at] + struct.pack("<H", value) + PLAIN[end + at + 2:]
    start = PLAIN.find(b"PK\x01\x02")
    for n, at in enumerate((8, 10, 20, 24, 28, 30, 42)):
        for value in (1, 0xFFFF, 99):
            yield f"头{n}{value}.xlsx", PLAIN[:start + at] + struct.pack("<H", value) + PLAIN[start + at + 2:]


def other_formats() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(11)
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for n in range(12):
        yield f"复合{n}.xls", compound + chance.randbytes(600 * n)
        yield f"复合簿{n}.xls", compound + chance.randbytes(700) + "Workbook".encode("utf-16-le") + b"\0\0" + chance.randbytes(2000)
        yield f"复合文{n}.doc", compound + chance.randbytes(700) + "WordDocument".encode("utf-16-le") + b"\0\0" + chance.randbytes(2000)
    header = ",".join(HEADINGS)
    texts = {
        "空白": b" \r\n\t", "零": bytes(3000), "乱码": chance.randbytes(5000), "标记": b"\xef\xbb\xbf", "半字": b"\xff\xfea",
        "引号": f'{header}\n1,"未闭,正在推进,{MARK}'.encode(), "长行": (header + "\n" + "x" * 4_000_000).encode(),
        "逗号": b"," * 2_000_000, "换行": b"\n" * 400_000, "控制": f"{header}\n1,,正在推进,{MARK}\x07,".encode(),
        "注入": f'{header}\n1,,正在推进,"=cmd|\' /C calc\'!A0",'.encode(), "超字": f'{header}\n1,,正在推进,{"长" * 200_000},'.encode("gbk"),
    }
    for name, content in texts.items():
        yield f"文本{name}.csv", content
    pages = {
        "深": "<table>" * 20_000, "宽": f"<table><tr><td colspan={'9' * 30}>甲</td></tr></table>",
        "高": f"<table>{'<tr><td rowspan=65534 colspan=9999>甲</td></tr>' * 60}</table>",
        "脚本": f"<html><table><tr><td>序号</td><td>整改进展情况</td></tr><tr><td>1</td><td><script>alert(1)</script>{MARK}<img src=x onerror=a></td></tr></table>",
        "无表": "<html><body>无</body></html>", "半": "<table><tr><td", "注": "<!--" + "-" * 100_000,
        "引": '<table><tr><td><object data="file:///etc/passwd"></object><iframe src="http://x.invalid"></iframe></td></tr></table>',
    }
    for name, text in pages.items():
        yield f"网页{name}.xls", text.encode()
    namespace = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    books = {
        "实体": f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Workbook {namespace}>&b;</Workbook>',
        "跨": f'<?xml version="1.0"?><Workbook {namespace}><Worksheet ss:Name="a"><Table><Row ss:Span="999999999"><Cell ss:MergeDown="99999999"><Data ss:Type="Number">1e9999</Data></Cell></Row></Table></Worksheet></Workbook>',
        "序": f'<?xml version="1.0"?><Workbook {namespace}><Worksheet ss:Name="a"><Table><Row ss:Index="-5"><Cell ss:Index="99999999999"><Data ss:Type="DateTime">99999</Data></Cell></Row></Table></Worksheet></Workbook>',
        "半": f'<?xml version="1.0"?><Workbook {namespace}><Worksheet>',
    }
    for name, text in books.items():
        yield f"二〇〇三{name}.xls", text.encode()
    yield "归档.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<table>"
    for n, start in enumerate((b"MZ", b"\x7fELF", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c",
                               b"\x1f\x8b\x08", b"{\\rtf1", b"#!/bin/sh\nrm -rf /\n", b"SQLite format 3\0")):
        yield f"别样{n}.xlsx", start + chance.randbytes(300)


def documents() -> Iterator[tuple[str, bytes]]:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def docx(body: str, before: str = "", **parts: bytes) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", 8) as archive:
            archive.writestr("word/document.xml", f"{_HEAD}{before}<w:document {w}><w:body>{body}</w:body></w:document>")
            for name, part in parts.items():
                archive.writestr(name.replace("__", "/"), part)
        return held.getvalue()

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    header = f"<w:tr>{''.join(map(cell, HEADINGS))}</w:tr>"
    loop = (f'<w:numbering {w}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999"/><w:numFmt w:val="chineseCounting"/>'
            f'<w:lvlText w:val="%1%1%2%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>').encode()
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    wide = cell(MARK, '<w:gridSpan w:val="99999"/>') * 50
    tall = f"<w:tr>{cell(MARK, '<w:vMerge/>')}</w:tr>" * 3000
    made = {
        "实体": docx("&x;", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "无表": docx("<w:p><w:r><w:t>三月总结</w:t></w:r></w:p>"), "空": docx(""), "深": docx("<w:tbl><w:tr><w:tc>" * 3000),
        "深好": docx("<w:tbl><w:tr><w:tc>" * 1500 + "</w:tc></w:tr></w:tbl>" * 1500),
        "宽": docx(f"<w:tbl>{header}<w:tr>{wide}</w:tr></w:tbl>"),
        "竖": docx(f"<w:tbl>{header}{tall}</w:tbl>"),
        "多": docx(f"<w:tbl>{header * 8000}</w:tbl>"), "号": docx(f"{numbered * 400}<w:tbl>{header}</w:tbl>", **{"word__numbering.xml": loop}),
        "注": docx(f"<w:tbl>{header}</w:tbl>", **{"word__comments.xml": b"<bad"}),
    }
    for name, content in made.items():
        yield f"文档{name}.docx", content
    names = " ".join(f'xmlns:{s}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for s, n in (("office", "office"), ("table", "table"), ("text", "text")))

    def ods(tables: str) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", f"{_HEAD}<office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>")
        return held.getvalue()

    far = '<table:table table:name="a"><table:table-row table:number-rows-repeated="{0}"><table:table-cell table:number-columns-repeated="{1}" office:value-type="float" office:value="{2}"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'
    for n, (rows, columns, value) in enumerate(((9999999, 1, 1), (1, 9999999, 1), (9999999, 9999999, 1), (-1, 0, "x"), (1, 1, "1e999"))):
        yield f"开放{n}.ods", ods(far.format(rows, columns, value))
    yield "开放空.ods", ods("")
    yield "开放深.ods", ods("<table:table-row-group>" * 2000)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.bin", bytes(200))
        archive.writestr("xl/worksheets/sheet1.bin", random.Random(3).randbytes(4000))
    yield "二进制.xlsb", held.getvalue()


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Every file of every family: name, content."""
    for family in (cut_and_flipped, cells, formulas, controls, xml_tricks, merges_and_notes, zips, other_formats, documents):
        yield from family()
