"""The user manual as a clerk reads it: one page that a double click opens, its pictures inside.

``page.html`` and ``pictures/`` are made from ``docs/使用手册.md`` and the demo: `python docs/manual/make.py`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from importlib import resources

MANUAL = "使用手册.html"
"""Its name in a workspace."""


def manual_page() -> bytes:
    """The page with every picture in it: it may be copied anywhere."""
    here = resources.files(__name__)

    def inside(found: re.Match[str]) -> str:
        picture = here.joinpath("pictures", found[1]).read_bytes()
        return f'src="data:image/png;base64,{b64encode(picture).decode()}"'

    page = here.joinpath("page.html").read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r'src="pictures/([a-z]+\.png)"', inside, page).encode()
