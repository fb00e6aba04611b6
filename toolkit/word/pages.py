"""Pages of a document: what stands in headers and footers, and landscape sections for wide tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Literal

from toolkit.word.package import RELATIONS, Package, R, W

if TYPE_CHECKING:
    from lxml import etree

    from toolkit.word.body import Body

EdgeTag = Literal["header", "footer"]
EDGES: tuple[EdgeTag, ...] = ("header", "footer")
_ROOTS: Mapping[EdgeTag, str] = {"header": "hdr", "footer": "ftr"}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_A4 = {"w": "11906", "h": "16838"}
_MARGINS = {
    "top": "2098", "right": "1474", "bottom": "1984", "left": "1587", "header": "850", "footer": "1430",
    "gutter": "0",
}
# CT_SectPr: what may stand before w:pgSz.
_BEFORE_SIZE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")


def final_section(body: etree._Element) -> etree._Element:
    """The section the body ends with; one of A4 with the margins of the standard where it has none."""
    from lxml import etree

    section = body.find(f"{W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{W}sectPr")
    size = _placed(section, "pgSz", 0)
    margins = _placed(section, "pgMar", 1)
    for element, defaults in ((size, _A4), (margins, _MARGINS)):
        for name, value in defaults.items():
            if element.get(W + name) is None:
                element.set(W + name, value)
    return section


def _placed(section: etree._Element, tag: str, after: int) -> etree._Element:
    """A child of a section, made at its place in the sequence where it is not there yet."""
    from lxml import etree

    found = section.find(W + tag)
    if found is not None:
        return found
    made = etree.Element(W + tag)
    section.insert(after + sum(child.tag in {W + t for t in _BEFORE_SIZE} for child in section), made)
    return made


def line_width(section: etree._Element) -> int:
    """The width of the type area in twips."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    edges = sum(twips(margins, side) for side in ("left", "right"))
    return max(2000, (twips(size, "w") or int(_A4["w"])) - edges)


def twips(element: etree._Element, name: str) -> int:
    """A measure in twips; 0 where a template has it in another unit or not at all."""
    said = element.get(W + name, "")
    return int(said) if said.lstrip("-").isdigit() else 0


def turned(section: etree._Element) -> etree._Element:
    """The section with its paper turned to the left: what was on top is now on the right.

    Its grid of 22 lines does not fit there; where it stayed, LibreOffice would begin 4 mm too low.
    """
    section = deepcopy(section)
    for grid in section.findall(f"{W}docGrid"):
        section.remove(grid)
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    size.attrib.update({f"{W}w": size.attrib[f"{W}h"], f"{W}h": size.attrib[f"{W}w"]})
    size.set(f"{W}orient", "landscape")
    sides = {side: margins.get(W + side, "1440") for side in ("left", "top", "right", "bottom")}
    above_footer = twips(margins, "bottom") - twips(margins, "footer")
    for side, now in zip(sides, ("top", "right", "bottom", "left"), strict=True):
        margins.set(W + now, sides[side])
    if twips(margins, "footer") and above_footer > 0:
        # What a template has no footer for stays as far below the type area as it is on upright pages.
        margins.set(f"{W}footer", str(max(300, twips(margins, "bottom") - above_footer)))
    return section


def following(section: etree._Element) -> etree._Element:
    """The section as it continues a document: no first page of its own, numbers running on."""
    section = deepcopy(section)
    for tag in ("titlePg", "pgNumType"):
        for element in section.findall(W + tag):
            section.remove(element)
    return section


def mark_headers(package: Package, section: etree._Element, text: str, body: Body) -> None:
    """Put a text at the head of every page, in the headers the template has or new ones."""
    for kind in header_kinds(package, section):
        part = _edge_part(package, section, "header", kind)
        if part is None:
            put_edge(package, section, "header", kind, [body.paragraph(text, "草稿标记")])
        else:
            _write_header(package, part, body.paragraph(text, "草稿标记"))


def header_kinds(package: Package, section: etree._Element) -> list[str]:
    """The pages a section tells apart: all, even ones, the first."""
    kinds = ["default"]
    settings = next((package.xml(p) for p in package.related("settings").values()), None)
    if settings is not None and _on(settings.find(f"{W}evenAndOddHeaders")):
        kinds.append("even")
    return [*kinds, "first"] if _on(section.find(f"{W}titlePg")) else kinds


def _on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _edge_part(package: Package, section: etree._Element, tag: EdgeTag, kind: str) -> str | None:
    parts = package.related(tag)
    references = (r for r in section.findall(f"{W}{tag}Reference") if r.get(f"{W}type") == kind)
    reference = next(references, None)
    return parts.get(reference.get(f"{R}id", "")) if reference is not None else None


def _write_header(package: Package, part: str, marked: etree._Element) -> None:
    """The mark takes the place of an empty first paragraph, or stands above what is there."""
    header = package.xml(part)
    first = header.find(f"{W}p")
    if first is not None and first is header[0] and first.find(f".//{W}r") is None:
        header.replace(first, marked)
    else:
        header.insert(0, marked)
    package.put(part, header)


def put_edge(
    package: Package, section: etree._Element, tag: EdgeTag, kind: str, content: Sequence[etree._Element],
) -> str:
    """A header or footer of one kind of page says this, in its part or a new one; that part's name."""
    from lxml import etree

    root = etree.Element(W + _ROOTS[tag], nsmap={"w": W[1:-1], "r": R[1:-1]})
    root.extend(content)
    part = _edge_part(package, section, tag, kind)
    if part is not None:
        package.put(part, root)
        return part
    number = next(n for n in range(1, 1000) if f"word/{tag}ZG{n}.xml" not in package.parts)
    part = f"word/{tag}ZG{number}.xml"
    relation = package.add(part, f"{_CONTENT}{tag}+xml", f"{RELATIONS}/{tag}", root)
    for stale in section.findall(f"{W}{tag}Reference"):
        if stale.get(f"{W}type") == kind:
            section.remove(stale)
    section.insert(0, etree.Element(f"{W}{tag}Reference", {f"{W}type": kind, f"{R}id": relation}))
    return part
