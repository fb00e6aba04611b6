"""Bytes of published documents -> ``Publication``; parts of one document are read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from toolkit.model import Diagnostic, Profile, Publication
from toolkit.official.grammar import parse
from toolkit.official.lines.halves import Whole, part, whole_documents
from toolkit.official.lines.layout import Layout, lay_out
from toolkit.official.publication import Found, Page, no_list, published
from toolkit.official.sources import read_source
from toolkit.official.tabular.grids import Tabled
from toolkit.official.vocabulary import Vocabulary
from toolkit.official.whereabouts import Where


def read_publication(
    name: str, content: bytes, profile: Profile, kind: Literal["plan", "progress"] | None = None
) -> Publication:
    """Read one published document. A document that is no list gives kind ``none`` and no problem."""
    return read_publications([(name, content)], profile, kind)[0][1]


def read_publications(
    documents: Sequence[tuple[str, bytes]], profile: Profile, kind: Literal["plan", "progress"] | None = None
) -> list[tuple[tuple[str, ...], Publication]]:
    """Read documents that belong together: each whole one with the names of its parts.

    Parts that say （下转…） and （上接…） are read as one text, in whatever order they are given.
    """
    vocabulary = Vocabulary(profile)
    sources = [(name, read_source(name, content)) for name, content in documents]
    failed = [((name,), no_list(name, source.trouble)) for name, source in sources if source.trouble]
    parts = [part(name, source) for name, source in sources if not source.trouble]
    wholes = whole_documents(parts, lambda text: vocabulary.label(text, wrapped=False) is not None)
    return [(whole.names, _read(whole, vocabulary, kind)) for whole in wholes] + failed


def _read(whole: Whole, vocabulary: Vocabulary, kind: Literal["plan", "progress"] | None) -> Publication:
    source, where = whole.source, Where(whole.name, whole.source)
    tabled = Tabled(source.pieces, vocabulary)
    layout = lay_out(tabled.lines, vocabulary, paged=source.paged)
    ledgers = [Found(block, vocabulary, False, where) for block in tabled.blocks]
    readings = [Page(begun, parse(begun)) for begun in _beginnings(layout, resumed=whole.resumes is not None)]
    listed = [page.listed(vocabulary, where, ledgers) for page in readings]
    most = max(range(len(readings)), key=lambda at: len(listed[at].problems))
    page = replace(readings[most], doubts=(*tabled.doubts, *listed[most].doubts))
    publication = published(where, listed[most].problems, kind, page)
    return _with_beginning(publication, whole)


_LABELS_OF_ONE = 8
"""Labels a problem may still have after the break; more than that are the next problem's."""


def _beginnings(layout: Layout, *, resumed: bool) -> list[Layout]:
    """The layout; of a document that begins in the middle also without its first labels.

    The rest of a broken problem has labels but no number: left in, it hides where the next begins.
    """
    if not resumed:
        return [layout]
    labels = [at + 1 for at, token in enumerate(layout.tokens) if token.label][:_LABELS_OF_ONE]
    return [replace(layout, tokens=layout.tokens[start:]) for start in (0, *labels)]


def _with_beginning(publication: Publication, whole: Whole) -> Publication:
    """A document that begins in the middle says so."""
    if whole.resumes is None:
        return publication
    note = f"文件从半截开始（{whole.resumes.spoken}印着“上接”），前面的内容不在这份文件里；请把前后两部分的文件一起导入。"
    kind = "truncated" if publication.problems else "no_list"
    begun = Diagnostic(kind, whole.resumes, note=note)
    others = tuple(d for d in publication.diagnostics if d.kind != "no_list")
    return replace(publication, diagnostics=(begun, *others))
