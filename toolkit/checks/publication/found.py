"""What the reader met in a document, for the rules about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.model import Book, Diagnostic, Measure, Place, Problem, Publication

UNIT_COLUMNS: Mapping[str, str] = {
    "lead_units": "牵头单位", "responsible_units": "责任单位", "acceptance_units": "验收单位",
    "supervising_units": "督导单位",
}  # fmt: skip
"""The fields of a problem that name units, and the columns of the list they stand in."""


def diagnosed(book: Book, *kinds: str) -> Iterator[Diagnostic]:
    """What the reader noted of these kinds."""
    if book.publication:
        yield from (d for d in book.publication.diagnostics if d.kind in kinds)


def unmatched(publication: Publication) -> frozenset[Place]:
    """Where an annex tells of a problem the list does not have (P814)."""
    return frozenset(d.place for d in publication.diagnostics if d.kind == "annex_alone")


def unmatched_numbers(publication: Publication) -> frozenset[tuple[str | None, int | None]]:
    """File and number of problems of an annex the list does not have (P814): what they lack follows from that."""
    return frozenset((d.place.file, d.problem) for d in publication.diagnostics if d.kind == "annex_alone")


def document(publication: Publication) -> Place:
    """The document as a whole."""
    files = [d.place.file for d in publication.diagnostics if d.place.file]
    files += [p.place.file for p in publication.problems[:1] if p.place.file]
    return Place(files[0]) if files else Place()


def measure_name(problem: Problem, index: int) -> str:
    """A measure in a sentence: 措施二, or 第2条措施 where it has no number of its own."""
    measure: Measure = problem.measures[index]
    if len(problem.measures) == 1:
        return "整改措施"
    return f"整改措施“{measure.ordinal}”" if measure.ordinal else f"第{index + 1}条整改措施"
