"""A press for PDF: rows of print, rules and pictures at given places, without any office program.

Coordinates are points from the lower left corner. Glyphs of full width are as wide as the size, others half.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
_CLOSING = "，。、；：）》”？！％%"


@dataclass
class Page:
    """One page: what is drawn on it, in order."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    picture: bool = False

    def write(self, x: float, y: float, text: str, size: float = 10.0, spread: float = 0.0) -> None:
        """A row of print; ``spread`` is put between its characters."""
        # pdfium overlooks a single glyph of a font that is not embedded; real fonts are.
        codes = "".join(f"{ord(char):04x}" for char in (text if len(text) > 1 else text + " "))
        self.drawn.append(f"BT /F1 {size} Tf {spread} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.drawn.append(f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")


def printed(pages: Sequence[Page], *, to_unicode: bool = True, locked: bool = False) -> bytes:
    """The pages as a PDF. Without ``to_unicode`` nothing tells which characters the glyphs are."""
    bodies: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(to_unicode=to_unicode), _picture()]
    kids = []
    for page in pages:
        stream = "\n".join(page.drawn)
        if page.picture:
            stream += f"\nq {page.width} 0 0 {page.height} 0 0 cm /I1 Do Q"
        packed = zlib.compress(stream.encode("ascii"))
        bodies.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 7 0 R >> >> /Contents {len(bodies)} 0 R >>".encode()
        )
        kids.append(f"{len(bodies)} 0 R")
    bodies[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(bodies, locked=locked)


def _font(*, to_unicode: bool) -> Iterator[bytes]:
    named = b" /ToUnicode 6 0 R" if to_unicode else b""
    yield b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]%s >>" % named
    yield (b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
           b"/Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor 5 0 R >>")  # fmt: skip
    yield (b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 "
           b"/Descent -120 /CapHeight 700 /StemV 80 >>")  # fmt: skip
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            b"1 beginbfrange <0000> <ffff> <0000> endbfrange\nendcmap end end")  # fmt: skip
    yield b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)


def _picture() -> bytes:
    body = b"\x80" * 64
    return (b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length %d >>\nstream\n%s\nendstream" % (len(body), body))  # fmt: skip


def _file(bodies: Iterable[bytes], *, locked: bool) -> bytes:
    made, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    # No password gives a user key of all zeros.
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"00" * 32, b"00" * 32)
    made += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, lock if locked else b"")
    made += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(made)


# ── typesetting ──────────────────────────────────────────────────────────────────────────────────
def width_of(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def broken(paragraph: str, room: float, indent: float) -> list[tuple[float, str]]:
    """The rows of a paragraph, each with its indent; no figure is torn, no row begins with a closing mark."""
    rows, left = [(indent, "")], room - indent
    for piece in re.findall(rf"(?:[0-9A-Za-z.％%]+|.)[{_CLOSING}]*", paragraph):
        if rows[-1][1] and width_of(piece) > left:
            rows.append((0.0, ""))
            left = room
        rows[-1] = (rows[-1][0], rows[-1][1] + piece)
        left -= width_of(piece)
    return rows


@dataclass(frozen=True)
class Form:
    """How pages are set: columns of ``room`` characters, ``rows`` rows each, ``gutter`` characters between."""

    columns: int = 1
    room: float = 28.0
    rows: int = 36
    size: float = 14.0
    gutter: float = 2.0
    indent: float = 2.0
    left: float = 90.0
    head: str = ""
    foot: str = "— {} —"
    justified: bool = False


def typeset(title: str, paragraphs: Iterable[str], form: Form) -> list[Page]:
    """Pages of columns under a title; each column is filled before the next."""
    rows = [row for paragraph in paragraphs for row in broken(paragraph, form.room, form.indent)]
    each = form.columns * form.rows
    pages = []
    for number, start in enumerate(range(0, len(rows), each), 1):
        page = Page(width=2 * form.left + (form.room * form.columns + form.gutter * (form.columns - 1)) * form.size)
        if number == 1:
            page.write(form.left + 3 * form.size, 780, title, 1.8 * form.size)
        if form.head:
            page.write(form.left, 815, form.head, 9)
        page.write(page.width / 2 - 20, 30, form.foot.format(number), 9)
        for place, (indent, text) in enumerate(rows[start:start + each]):
            column, row = divmod(place, form.rows)
            x = form.left + column * (form.room + form.gutter) * form.size + indent * form.size
            spare = form.room - indent - width_of(text)
            full = form.justified and 0 < spare < 3 and len(text) > 4
            page.write(x, 750 - row * form.size * 1.4, text, form.size, spare * form.size / (len(text) - 1) if full else 0)
        pages.append(page)
    return pages


def tabulated(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 9.0, *, height: float = 760) -> list[Page]:
    """A ruled table; its first row is repeated on each page, and a row that finds no room is broken."""
    xs = [40.0 + sum(widths[:place]) * size for place in range(len(widths) + 1)]
    cells = [[[part[1] for line in text.split("\n") for part in broken(line, width - 1, 0)]
              for text, width in zip(row, widths, strict=True)] for row in rows]  # fmt: skip
    pages: list[Page] = []
    y = 0.0
    for number, row in enumerate(cells):
        left = [list(cell) for cell in row]
        while any(left):
            if not pages or y < 80:
                pages.append(Page(width=xs[-1] + 40))
                y = height
                pages[-1].write(100, 20, f"第 {len(pages)} 页", 9)
                if number:
                    y = _table_row(pages[-1], [list(cell) for cell in cells[0]], xs, y, size, 99)
            most = max(1, int((y - 60) / (size * 1.3)))
            taken = [cell[:most] for cell in left]
            left = [cell[most:] for cell in left]
            y = _table_row(pages[-1], taken, xs, y, size, most)
    return pages


def _table_row(page: Page, cells: list[list[str]], xs: Sequence[float], y: float, size: float, most: int) -> float:
    deep = min(most, max(len(cell) for cell in cells)) * size * 1.3 + 6
    for place, cell in enumerate(cells):
        for row, text in enumerate(cell):
            page.write(xs[place] + size / 2, y - (row + 1) * size * 1.3, text, size)
        page.rule(xs[place], y, xs[place], y - deep)
    page.rule(xs[-1], y, xs[-1], y - deep)
    page.rule(xs[0], y, xs[-1], y)
    page.rule(xs[0], y - deep, xs[-1], y - deep)
    return y - deep
