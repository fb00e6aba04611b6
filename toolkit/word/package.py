"""A .docx as its parts: opened with suspicion, closed to the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING

from toolkit.model import Unusable

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MOST_BYTES = 64_000_000
_TYPES = "[Content_Types].xml"
_IMAGE_TYPES: Mapping[str, str] = {"jpg": "jpeg", "tif": "tiff", "emf": "x-emf", "wmf": "x-wmf"}
_UNREADABLE = (
    "Word 模板无法读取：文件不是有效的 .docx（可能已损坏、加了密码，或由 .doc 改名而来）。"
    "请用 Word 或 WPS 打开后另存为“Word 文档（*.docx）”，或换回默认模板。"
)
_MACROS = "Word 模板含有宏（.docm），不能用来生成 .docx。请在 Word 中另存为“Word 文档（*.docx）”。"
_STRICT = (
    "Word 模板用的是“严格 Open XML”格式，无法使用。请在 Word 中另存为普通的“Word 文档（*.docx）”。"
)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip with fixed times, attributes and order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name != "_rels/.rels", name)):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(member, parts[name])
    return target.getvalue()


@dataclass(slots=True)
class Package:
    """The parts of one document by name; ``main`` is the part that holds its body."""

    parts: dict[str, bytes]
    main: str

    def xml(self, name: str) -> etree._Element:
        """A part as XML; no entity is resolved, nothing is loaded."""
        return _parse(self.parts[name])

    def written(self) -> str:
        """The body's part as it is written. Raises Unusable where no program could read it."""
        from xml.parsers.expat import ExpatError, ParserCreate

        try:
            ParserCreate().Parse(self.parts[self.main], True)
            return self.parts[self.main].decode()
        except (ExpatError, UnicodeDecodeError) as error:
            raise Unusable(_UNREADABLE) from error

    def put(self, name: str, root: etree._Element) -> None:
        from lxml import etree

        self.parts[name] = etree.tostring(
            root, encoding="UTF-8", xml_declaration=True, standalone=True
        )

    def related(self, kind: str, source: str | None = None) -> dict[str, str]:
        """Parts related to a part (default: the body's) by kind (``styles``): id -> part name."""
        source = self.main if source is None else source
        relations = _relations_part(source)
        if relations not in self.parts:
            return {}
        found = {
            relation.get("Id", ""): _resolve(source, relation.get("Target", ""))
            for relation in self.xml(relations)
            if isinstance(relation.tag, str) and relation.get("Type", "").endswith(f"/{kind}")
            and relation.get("TargetMode") != "External"
        }
        return {identity: part for identity, part in found.items() if part in self.parts}

    def add(self, name: str, content_type: str, relation: str, root: etree._Element,
            source: str | None = None) -> str:
        """A new part, declared and related to a part (default: the body's); its relation id."""
        source = self.main if source is None else source
        self.put(name, root)
        types = self.xml(_TYPES)
        _child(types, "content-types", "Override", PartName=f"/{name}", ContentType=content_type)
        self.put(_TYPES, types)
        return self._relate(source, name, relation)

    def add_image(self, name: str, content: bytes, *, source: str) -> str:
        """A picture of another document, related to a part of this one; its relation id."""
        extension = name.rpartition(".")[2].lower()
        number = next(n for n in range(1, 1000) if f"word/media/imageZG{n}.{extension}" not in self.parts)
        part = f"word/media/imageZG{number}.{extension}"
        self.parts[part] = content
        types = self.xml(_TYPES)
        if not any((t.get("Extension") or "").lower() == extension for t in types):
            _child(types, "content-types", "Default", Extension=extension,
                   ContentType=f"image/{_IMAGE_TYPES.get(extension, extension)}")
            self.put(_TYPES, types)
        return self._relate(source, part, f"{RELATIONS}/image")

    def unrelate(self, source: str, identity: str) -> None:
        """Forget a relation of a part."""
        part = _relations_part(source)
        relations = self.xml(part) if part in self.parts else _parse(b"<Relationships/>")
        for relation in [r for r in relations if r.get("Id") == identity]:
            relations.remove(relation)
            self.put(part, relations)

    def _relate(self, source: str, name: str, relation: str) -> str:
        part = _relations_part(source)
        empty = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()
        relations = _parse(self.parts.get(part, empty))
        taken = {element.get("Id") for element in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdZG{n}" not in taken)
        _child(relations, "relationships", "Relationship", Id=f"rIdZG{number}", Type=relation,
               Target=relpath(name, dirname(source) or "."))
        self.put(part, relations)
        return f"rIdZG{number}"


def open_package(content: bytes) -> Package:
    """A template's parts. Raises Unusable where no Word document with a body can be read from it."""
    try:
        package = _open(content)
        read = {part: package.xml(part) for part in package.parts if part.endswith((".xml", ".rels"))}
        root, styles = read[package.main], package.related("styles")
        _declare_document(package)
    except Unusable:
        raise
    except Exception as error:  # zip and XML readers raise a dozen classes on rubbish
        raise Unusable(_UNREADABLE) from error
    if root.tag != f"{W}document" or root.find(f"{W}body") is None or not styles:
        raise Unusable(_STRICT if "purl.oclc.org" in str(root.tag) else _UNREADABLE)
    return package


def open_written(content: bytes) -> Package:
    """A document of our own, whose parts need no second look. Raises Unusable where it is none."""
    try:
        return _open(content)
    except Unusable:
        raise
    except Exception as error:  # a zip cut short
        raise Unusable(_UNREADABLE) from error


def _open(content: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if sum(member.file_size for member in members) > _MOST_BYTES:
            raise Unusable("Word 模板过大（超过 64 MB），请删去其中的图片等无关内容后重试。")
        package = Package({member.filename: archive.read(member) for member in members}, "")
    if _TYPES not in package.parts:
        raise Unusable(_UNREADABLE)
    package.main = next(iter(package.related("officeDocument", "").values()))
    return package


def _declare_document(package: Package) -> None:
    """A .dotx is as good a template as a .docx, but what is written is a document."""
    types = package.xml(_TYPES)
    for override in types:
        if override.get("PartName") == f"/{package.main}":
            if "macroEnabled" in override.get("ContentType", ""):
                raise Unusable(_MACROS)
            override.set("ContentType", _DOCUMENT)
    package.put(_TYPES, types)


def _parse(content: bytes) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _child(parent: etree._Element, namespace: str, tag: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{PACKAGE}/{namespace}}}{tag}", attributes)


def _relations_part(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _resolve(source: str, target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else join(dirname(source), target))
