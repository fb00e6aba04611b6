"""Headers and footers (天头地脚的文字): what a template says there, filled in, and carried from one to another.

A letter is printed on the paper of 通知.docx. What the office writes into the header or footer of the
letter's own template takes the place of the paper's; a page number alone does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.regex import regex
from toolkit.text import printable
from toolkit.word.letters.filling import spread
from toolkit.word.letters.parts import PLACEHOLDER, Line
from toolkit.word.letters.reading import style_names
from toolkit.word.package import Package, R, W, open_package
from toolkit.word.pages import EDGES, EdgeTag, final_section, header_kinds, put_edge
from toolkit.word.stylesheet import Styles

if TYPE_CHECKING:
    from lxml import etree

HERE = "【正文】"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPOKEN: Mapping[str, str] = {"header": "页眉", "footer": "页脚", "default": "", "even": "偶数页", "first": "首页"}
_PAGE_NUMBER = regex(r"[\s\d—–－\-第共页/]")
_DRAWN = frozenset({f"{W}drawing", f"{W}pict"})
_OBJECT = "有嵌入的对象（如公式、表格对象），函件里放不进来；请改成图片或文字"


@dataclass(frozen=True, slots=True)
class Edge:
    """A header or footer of a template.

    ``names`` are the names of its styles by id, ``images`` the part names and bytes of its pictures
    by relation.
    """

    tag: EdgeTag
    page: str
    root: etree._Element
    names: Mapping[str, str]
    images: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return f"{_SPOKEN[self.page]}{_SPOKEN[self.tag]}"

    @property
    def says(self) -> bool:
        """Whether anything stands there beside a page number."""
        return any(element.tag in _DRAWN for element in self.root.iter()) or bool(
            _PAGE_NUMBER.sub("", "".join(t.text or "" for t in self.root.iter(f"{W}t"))))


def read_edges(content: bytes) -> tuple[Edge, ...]:
    """The headers and footers of a template that are printed. Raises Unusable where it is no .docx."""
    package = open_package(content)
    body = package.xml(package.main).find(f"{W}body")
    assert body is not None
    section = final_section(body)
    names = style_names(package.xml(next(iter(package.related("styles").values()))))
    kinds = header_kinds(package, section)
    found = []
    for tag in EDGES:
        parts = package.related(tag)
        for reference in section.findall(f"{W}{tag}Reference"):
            part, kind = parts.get(reference.get(f"{R}id", "")), reference.get(f"{W}type", "default")
            if part and kind in kinds:
                images = {at: (name, package.parts[name]) for at, name in package.related("image", part).items()}
                found.append(Edge(tag, kind, package.xml(part), names, images))
    return tuple(found)


def edge_lines(edge: Edge, *, carried: bool) -> Iterator[Line]:
    """Its paragraphs, to be looked through; a ``carried`` one may hold pictures, but no objects."""
    for number, paragraph in enumerate(edge.root.iter(f"{W}p"), 1):
        unfit = carried and next(paragraph.iter(f"{W}object"), None) is not None
        texts = tuple(text.text or "" for text in _texts(paragraph))
        yield Line("页眉", texts, f"{edge.where}第{number}段", None, (_OBJECT,) if unfit else ())


def paper_lines(content: bytes) -> Iterator[Line]:
    """What the paper itself says: its headers and footers, and around 【正文】 its body.

    Raises Unusable where it is no .docx.
    """
    for edge in read_edges(content):
        yield from edge_lines(edge, carried=False)
    package = open_package(content)
    body = package.xml(package.main)
    if marked_place(body) is not None:
        for number, paragraph in enumerate(body.iter(f"{W}p"), 1):
            yield Line("正文", tuple(text.text or "" for text in _texts(paragraph)), f"第{number}段")


def marked_place(body: etree._Element) -> etree._Element | None:
    """The paragraph of a template that says where the text goes."""
    return next((p for p in body.iter(f"{W}p") if "".join(map(str, p.itertext())).strip() == HERE), None)


def carry_edges(package: Package, section: etree._Element, edges: Sequence[Edge], styles: Styles) -> None:
    """Put what a letter's template says at head and foot in the place of what the paper says there.

    Where the paper knows no first page of its own, what stands on the letter's first page counts
    for all, unless its other pages say something too.
    """
    saying = {(edge.tag, edge.page): edge for edge in edges if edge.says}
    kinds = header_kinds(package, section)
    for tag in EDGES:
        for kind in kinds:
            edge = saying.get((tag, kind))
            if edge is None and "first" not in kinds and (tag, "default") not in saying:
                edge = saying.get((tag, "first"))
            if edge is not None:
                content = [_restyled(child, edge, styles) for child in edge.root]
                _with_images(package, put_edge(package, section, tag, kind, content), edge)


def _with_images(package: Package, part: str, edge: Edge) -> None:
    """Bring the pictures along; what leads elsewhere out of the part is let go."""
    root = package.xml(part)
    brought: dict[str, str] = {}
    for element in root.iter("*"):
        for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
            if not key.startswith(R):
                continue
            if value in edge.images and value not in brought:
                brought[value] = package.add_image(*edge.images[value], source=part)
            if value in brought:
                element.set(key, brought[value])
            else:
                element.attrib.pop(key)
    package.put(part, root)


def _restyled(element: etree._Element, edge: Edge, styles: Styles) -> etree._Element:
    """A copy in the styles of that name, without what leads out of its part."""
    element = deepcopy(element)
    unknown = list(element.iter(f"{W}rStyle", f"{W}numPr"))
    for style in element.iter(f"{W}pStyle", f"{W}tblStyle"):
        name = edge.names.get(style.get(f"{W}val", ""), "页眉")
        known = styles.paragraph(name) if style.tag == f"{W}pStyle" else styles.table("公文表格")
        if known:
            style.set(f"{W}val", known)
        else:
            unknown.append(style)
    for gone in unknown:
        parent = gone.getparent()
        if parent is not None:
            parent.remove(gone)
    return element


# ── placeholders ─────────────────────────────────────────────────────────────────────────────────
def fill_edges(package: Package, texts: Mapping[str, str]) -> None:
    """The placeholders of every header and footer."""
    for tag in EDGES:
        for part in package.related(tag).values():
            root = package.xml(part)
            if fill_around(root, texts):
                package.put(part, root)


def fill_around(root: etree._Element, texts: Mapping[str, str]) -> bool:
    """Fill the placeholders of every paragraph, formatting kept; whether there were any.

    A paragraph that asks for something unknown stays as it is.
    """
    filled = False
    for paragraph in root.iter(f"{W}p"):
        found = _texts(paragraph)
        runs = [text.text or "" for text in found]
        names = [name[1] for name in PLACEHOLDER.finditer("".join(runs))]
        if not names or not all(name in texts for name in names):
            continue
        filled = True
        values = {name: printable(texts[name]).replace("\n", " ") for name in names}
        for text, said in zip(found, spread(runs, values), strict=True):
            text.text = said
            text.set(_SPACE, "preserve")
    return filled


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """The text elements of a paragraph, those of text boxes in it left to their own."""
    return [text for text in paragraph.iter(f"{W}t")
            if next(text.iterancestors(f"{W}p"), None) is paragraph]
