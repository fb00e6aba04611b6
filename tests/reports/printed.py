"""Files as LibreOffice prints them, and where every character stands on paper (points, from the lower left)."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

MM = 72 / 25.4


@dataclass(frozen=True)
class Char:
    """One character: its origin, right edge and size."""

    said: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True)
class Line:
    chars: tuple[Char, ...]

    @property
    def said(self) -> str:
        return "".join(char.said for char in self.chars)

    @property
    def y(self) -> float:
        return self.chars[0].y

    @property
    def left(self) -> float:
        return self.chars[0].x

    @property
    def right(self) -> float:
        return max(char.right for char in self.chars)

    @property
    def size(self) -> float:
        return max(char.size for char in self.chars)


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def said(self) -> str:
        return "".join(line.said for line in self.lines)


@cache
def renderer() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The files as PDF, by name; skipped without LibreOffice unless ZHENGGAI_RENDER=1 says it must not be."""
    office = renderer()
    if office is None:
        assert os.environ.get("ZHENGGAI_RENDER") != "1", "LibreOffice is asked for and missing"
        pytest.skip("no LibreOffice here")
    named = {name: folder / f"{at:02d}{Path(name).suffix}" for at, name in enumerate(files)}
    for name, path in named.items():
        path.write_bytes(files[name])
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, named.values())], check=True, capture_output=True, timeout=300)
    return {name: path.with_suffix(".pdf") for name, path in named.items()}


def pages_of(pdf: Path) -> tuple[Page, ...]:
    document = pypdfium2.PdfDocument(pdf)
    found = tuple(_page(document[at]) for at in range(len(document)))
    document.close()
    return found


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    rows: dict[float, list[Char]] = {}
    for char in _chars(page.get_textpage()):
        near = next((y for y in rows if abs(y - char.y) < 2), char.y)
        rows.setdefault(near, []).append(char)
    lines = (Line(tuple(sorted(rows[y], key=lambda char: char.x))) for y in sorted(rows, reverse=True))
    return Page(width, height, tuple(lines))


def _chars(text: pypdfium2.PdfTextPage) -> Iterator[Char]:
    raw = pypdfium2.raw
    for at in range(text.count_chars()):
        said = chr(raw.FPDFText_GetUnicode(text, at))
        if not said.strip() or said in "\ufffe\x02":
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        yield Char(said, x.value, y.value, text.get_charbox(at, loose=True)[2], raw.FPDFText_GetFontSize(text, at))


def squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def raw_text(pdf: Path) -> str:
    """What a PDF says in the order it was printed: cell by cell."""
    document = pypdfium2.PdfDocument(pdf)
    said = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    return squeezed(said).replace("\ufffe", "").replace("\x02", "")
