r"""The tiny language of a rule's examples: captioned pipe tables, a wrong cell marked with ``!``.

    填报表 市水务局
    | 序号 | 整改状态 | 整改进展情况 |
    | 1   | !快了   | 已清淤2公里。 |

A line without a pipe is the caption of the table that follows. The first row of a table is its
header. ``\n`` in a cell is a line break of the cell. Clerks read these tables in the 规则手册; the
tests turn them into workbooks and run the rule on them. A page may have several examples, each a little
round of its own under its own ``Bad:`` or ``Good:``; what it shows may stand on that line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MARK = "!"


@dataclass(frozen=True, slots=True)
class SampleTable:
    """A table of an example; ``marks`` are the (row, column) of wrong cells, from 0 in ``rows``."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: frozenset[tuple[int, int]] = frozenset()

    @property
    def kind(self) -> str:
        """The first word of the caption: which table this is."""
        return self.caption.partition(" ")[0]

    @property
    def subject(self) -> str:
        """The rest of the caption: whose table it is."""
        return self.caption.partition(" ")[2].strip()

    def records(self) -> Iterator[Mapping[str, str]]:
        """The rows as header -> cell."""
        for row in self.rows:
            yield dict(zip(self.header, row, strict=True))


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a page: what it shows ('' where its tables say it all), and its tables."""

    title: str
    tables: tuple[SampleTable, ...]

    @property
    def marked(self) -> int:
        """How many cells it marks as wrong."""
        return sum(len(table.marks) for table in self.tables)


def example(text: str) -> Example:
    """Read one example, its title on the first line. ValueError as ``sample_tables``, or without a table."""
    title, _, body = text.partition("\n")
    tables = sample_tables(body)
    if not tables:
        raise ValueError(f"an example without a table: {text}")
    return Example(title.strip(), tables)


def sample_tables(text: str) -> tuple[SampleTable, ...]:
    """Read the tables of an example. ValueError where one has no caption, header or even rows."""
    tables: list[SampleTable] = []
    caption, lines = "", list[tuple[str, ...]]()
    for line in (*map(str.strip, text.splitlines()), "end"):
        if line.startswith("|"):
            lines.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif line:
            if lines:
                tables.append(_table(caption, lines))
            caption, lines = line, []
    return tuple(tables)


def _table(caption: str, lines: list[tuple[str, ...]]) -> SampleTable:
    header, *body = lines
    if not caption or not body or any(len(row) != len(header) for row in body):
        raise ValueError(f"a sample table needs a caption, a header and even rows: {caption} {header}")
    marks = frozenset(
        (r, c) for r, row in enumerate(body) for c, cell in enumerate(row) if cell.startswith(MARK)
    )
    rows = tuple(tuple(_plain(cell) for cell in row) for row in body)
    return SampleTable(caption, header, rows, marks)


def _plain(cell: str) -> str:
    return cell.removeprefix(MARK).strip().replace("\\n", "\n")
