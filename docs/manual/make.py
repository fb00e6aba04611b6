"""Remake the user manual's pictures and page: `python docs/manual/make.py [pictures|page] [NAME…]`.

Pictures come from the built-in demo, through LibreOffice, poppler and Chromium, with the Noto CJK
fonts and Pillow (`pip install pillow`); by hand, where something that a picture shows has changed.
Look at every picture afterwards. The page 使用手册.html, which `init` lays out, comes from
docs/使用手册.md and must be remade whenever that changes; it needs markdown-it-py alone (rich brings it).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT)]

PICTURES = ROOT / "toolkit" / "manual" / "pictures"


def make_pictures(wanted: list[str]) -> None:
    from drawing import save
    from rendering import Studio
    from screens import SCREENS
    from shots import SHOTS, documents, picture
    from stage import set_up

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        root = work / "云川整改"
        set_up(root)
        studio = Studio(work)
        studio.print_all(documents(root))
        for name, shot in SHOTS.items():
            if not wanted or name in wanted:
                save(picture(studio, root, shot), PICTURES / f"{name}.png")
        for name, draw in SCREENS.items():
            if not wanted or name in wanted:
                save(draw(studio, root), PICTURES / f"{name}.png")


def make_page() -> None:
    from page import page_of

    manual = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
    (PICTURES.parent / "page.html").write_text(page_of(manual), encoding="utf-8", newline="\n")


def main(words: list[str]) -> None:
    if words[:1] != ["page"]:
        make_pictures(words[1:])
    make_page()


if __name__ == "__main__":
    main(sys.argv[1:])
