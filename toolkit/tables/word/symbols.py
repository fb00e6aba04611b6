"""Boxes, ticks and bullets that Word prints from its symbol fonts (Wingdings and its kin)."""

from __future__ import annotations

_SYMBOLS = {
    0xF0FE: "☑", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0A8: "□", 0xF06F: "□", 0xF071: "□", 0xF052: "☑",
    0xF053: "☒", 0xF0A3: "□", 0xF050: "✓", 0xF06E: "■", 0xF0A7: "■", 0xF06C: "●", 0xF0B7: "·", 0xF020: " ",
}  # fmt: skip


def symbol(code: int) -> str:
    """The character a symbol stands for; □ where it is not known."""
    if 0x20 <= code < 0x100:
        code += 0xF000
    return _SYMBOLS.get(code, "□" if 0xE000 <= code < 0xF900 else chr(code) if 0x20 <= code < 0xD800 else "□")
