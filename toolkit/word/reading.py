"""What a .docx of ours says: its header and its paragraphs, formatting aside."""

from __future__ import annotations

from toolkit.model import Unusable
from toolkit.word.package import W, open_package


def printed_text(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(texts of the headers, texts of the body's paragraphs), empty ones left out.

    Two documents with the same text say the same; a document that is no .docx says nothing.
    """
    try:
        package = open_package(content)
    except Unusable:
        return (), ()
    heads = sorted({
        text for name in package.related("header").values()
        for text in _paragraphs(package.xml(name))})
    return tuple(heads), tuple(_paragraphs(package.xml(package.main)))


def _paragraphs(root: object) -> list[str]:
    lines = []
    for paragraph in root.iter(f"{W}p"):  # type: ignore[attr-defined]
        text = "".join(
            {f"{W}t": t.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(t.tag, "")
            for t in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))
        if text.strip():
            lines.append(text.strip())
    return lines
