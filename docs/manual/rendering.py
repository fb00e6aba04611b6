"""Documents as pictures: LibreOffice makes PDF, poppler pixels and words, Chromium pictures of pages."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from PIL import Image

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
 <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
 {aliases}
</fontconfig>
"""
_STANDING_IN = {
    "Noto Serif CJK SC": ("仿宋_GB2312", "仿宋", "FangSong", "宋体", "SimSun", "方正小标宋简体", "楷体_GB2312", "楷体"),
    "Noto Sans CJK SC": ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线"),
}
"""The fonts of an office's computer, and what stands in for them here."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text on a page, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Studio:
    """Renders into a folder of its own; every document once."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self._pdfs: dict[Path, Path] = {}
        aliases = "".join(
            f'<match target="pattern"><test name="family"><string>{name}</string></test>'
            f'<edit name="family" mode="assign" binding="strong"><string>{ours}</string></edit></match>'
            for ours, names in _STANDING_IN.items() for name in names)
        fonts = work / "fonts.conf"
        fonts.write_text(_FONTS.format(aliases=aliases), encoding="utf-8")
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "LC_ALL": "C.UTF-8"}

    def print_all(self, documents: Iterable[Path]) -> None:
        """Workbooks and Word documents to PDF, in one start of LibreOffice."""
        wanted = sorted(set(documents))
        copies = []
        for number, document in enumerate(wanted):
            copy = self.work / f"{number:02d}{document.suffix}"
            copy.write_bytes(document.read_bytes())
            self._pdfs[document] = copy.with_suffix(".pdf")
            copies.append(copy)
        self._run("soffice", f"-env:UserInstallation={(self.work / 'office').as_uri()}", "--headless",
                  "--convert-to", "pdf", "--outdir", self.work, *copies)

    def page_with(self, document: Path, phrase: str) -> int:
        """The first page, from 1, that says a phrase."""
        text = self._run("pdftotext", "-layout", self._pdfs[document], "-")
        pages = text.split("\f")
        return next(n for n, page in enumerate(pages, 1) if phrase in re.sub(r"\s", "", page))

    def words(self, document: Path, page: int) -> list[Word]:
        """What stands where on a page."""
        text = self._run("pdftotext", "-bbox", "-f", page, "-l", page, self._pdfs[document], "-")
        found = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', text)
        return [Word(unescape(said), *(float(v) for v in place)) for *place, said in found]

    def pixels(self, document: Path, page: int, scale: float) -> Image.Image:
        """A page at so many pixels a point."""
        out = self.work / "page"
        self._run("pdftoppm", "-r", f"{72 * scale:.3f}", "-f", page, "-l", page, "-png", "-singlefile",
                  self._pdfs[document], out)
        with Image.open(out.with_suffix(".png")) as image:
            return image.convert("RGB")

    def browser(self, page: Path, width: int, height: int, *, scale: float = 1) -> Image.Image:
        """What Chromium shows of a page in a window of this size."""
        out = self.work / "shot.png"
        self._run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                  f"--user-data-dir={self.work / 'chromium'}", f"--force-device-scale-factor={scale}",
                  f"--window-size={width},{height}", f"--screenshot={out}", page.as_uri())
        with Image.open(out) as image:
            return image.convert("RGB")

    def _run(self, *words: object) -> str:
        done = subprocess.run([str(w) for w in words], env=self._environment, cwd=self.work, check=True,
                              capture_output=True)
        return done.stdout.decode("utf-8", "replace")
