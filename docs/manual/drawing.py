"""Cutting, marking and saving pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

WIDTH = 960
"""Pixels across every picture."""

RADIUS = 11
RED = (200, 30, 30)
GAP = 16
"""Pixels between parts."""
_DARK = 170
_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"

Box = tuple[int, int, int, int]


def cell_around(page: Image.Image, inside: Box) -> Box:
    """The ruled cell that a text stands in, found by walking outwards from it until a line."""
    grey = page.convert("L")
    left, top, right, bottom = inside
    across, down = (top + bottom) // 2, (left + right) // 2
    while left > 0 and grey.getpixel((left, across)) > _DARK:
        left -= 1
    while right < page.width - 1 and grey.getpixel((right, across)) > _DARK:
        right += 1
    while top > 0 and grey.getpixel((down, top)) > _DARK:
        top -= 1
    while bottom < page.height - 1 and grey.getpixel((down, bottom)) > _DARK:
        bottom += 1
    return left, top, right, bottom


def line_above(page: Image.Image, left: int, right: int, bottom: int) -> int:
    """The lowest line ruled across from left to right that is not below ``bottom``."""
    grey = page.convert("L")
    across = range(left + 6, right - 6, 4)
    for y in range(min(bottom, page.height - 1), 0, -1):
        if sum(grey.getpixel((x, y)) <= _DARK for x in across) > len(across) * 0.9:
            return y
    return bottom


def mark(page: Image.Image, number: int, at: tuple[float, float]) -> None:
    """A red disc with a white number, its middle at a point."""
    draw = ImageDraw.Draw(page)
    x, y = at
    x, y = max(x, RADIUS + 1), max(y, RADIUS + 1)
    draw.ellipse((x - RADIUS - 2, y - RADIUS - 2, x + RADIUS + 2, y + RADIUS + 2), fill="white")
    draw.ellipse((x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS), fill=RED)
    draw.text((x, y), str(number), fill="white", anchor="mm", font=ImageFont.truetype(_FONT, 15))


def beside(parts: list[Image.Image]) -> Image.Image:
    """Parts of one table side by side; the gap says that columns are left out."""
    height = max(part.height for part in parts)
    whole = Image.new("RGB", (sum(p.width for p in parts) + GAP * (len(parts) - 1), height), "white")
    left = 0
    for number, part in enumerate(parts):
        if number:
            draw = ImageDraw.Draw(whole)
            for y in range(4, height, 12):
                draw.line((left - GAP / 2, y, left - GAP / 2, y + 6), fill=(150, 150, 150), width=2)
        whole.paste(part, (left, 0))
        left += part.width + GAP
    return whole


def stacked(parts: list[Image.Image]) -> Image.Image:
    """Pictures one below the other."""
    whole = Image.new("RGB", (max(p.width for p in parts),
                              sum(p.height for p in parts) + GAP * (len(parts) - 1)), "white")
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height + GAP
    return whole


def trimmed(image: Image.Image, margin: int = 8) -> Image.Image:
    """Without the empty paper below; the width stays."""
    empty = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    box = ImageChops.difference(image, empty).getbbox()
    return image.crop((0, 0, image.width, min(box[3] + margin, image.height))) if box else image


def framed(image: Image.Image) -> Image.Image:
    """With a thin line around, so that white paper ends somewhere."""
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=(190, 190, 190))
    return image


def save(image: Image.Image, path: Path) -> None:
    """As a PNG of few colours: a third of the bytes, and no eye sees it."""
    fitted = image if image.width <= WIDTH else image.resize(
        (WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS)
    few = fitted.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
