"""The outputs of a period, each as bytes under its own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.app.edited.generated import own_name
from toolkit.app.judging import Judged
from toolkit.app.outputs.aside import MANY, Aside
from toolkit.app.outputs.letters import ANNEX_TEMPLATE, letters
from toolkit.app.outputs.returning import returns_to_correct
from toolkit.app.remembering import history
from toolkit.app.rule_cards import rule_cards
from toolkit.app.session import ANNEX, LEDGER, PUBLISHED, Session
from toolkit.dates import period_end
from toolkit.model import Block, Ledger

CHECK_REPORT = "校验报告.xlsx"
COMPARED = "附件-整改进展情况（与上期对照）.docx"
CORRECTED = "更正说明.docx"
REMINDER = "通知/催报函-"
BOARD = "看板.html"
MANIFEST = "manifest.json"
RETURNED, LETTERS = "退回/", "通知/"

PUBLISHED_PIECES = (ANNEX, LEDGER, MANIFEST)
"""What ``publish`` keeps as 定稿."""
TELLING_REMARKS = frozenset({CHECK_REPORT, BOARD})
"""Outputs that tell or count every remark, those about outputs included."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One output, under its own name; ``keep_copy`` where merely saving it changes its bytes.

    ``made`` are its bytes, or what waits for them; ``keys`` what the bookmarks of a document stand for.
    """

    name: str
    made: bytes | Callable[[], bytes]
    keep_copy: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a command writes: single files, whole folders, and files made of all the others."""

    files: frozenset[str]
    folders: tuple[str, ...]
    pieces: Callable[[Session, Judged, Ledger], Iterator[Piece]]
    others: frozenset[str] = frozenset()

    def covers(self, name: str) -> bool:
        """Whether a name under the period's outbox is one of these, or a `（新）` beside one."""
        return own_name(name) in self.files | self.others or name.startswith(self.folders)


def all_pieces(session: Session, judged: Judged, ledger: Ledger) -> Iterator[Piece]:
    """Every output of ``run``; of a large period what takes longest is begun first and waited for last."""
    from toolkit.page import write_page
    from toolkit.reports.board import board

    aside = Aside(large=len(ledger.rows) >= MANY)
    written = tuple(Piece(name, made) for name, made in letters(session, ledger, aside))
    page = Piece(BOARD, aside.do(write_page, board(ledger)))
    yield Piece(LEDGER, begin_ledger(ledger, aside), keep_copy=True)
    yield annex(session, ledger)
    yield from _compared(session, ledger)
    yield from _corrected(session, ledger)
    yield from written
    yield page
    yield from check_pieces(session, judged, ledger, aside)


def check_pieces(
    session: Session, judged: Judged, ledger: Ledger, aside: Aside | None = None,
) -> Iterator[Piece]:
    from toolkit.excel import write_tables
    from toolkit.reports.check_report.book import check_tables
    from toolkit.reports.letters.shared import period_wording

    report = (aside or Aside(large=False)).do(
        write_tables, check_tables(ledger, rule_cards(session, ledger), history(session, ledger)),
        title=f"{period_wording(ledger.period.name)}校验报告", header="内部资料")
    yield Piece(CHECK_REPORT, report, keep_copy=True)
    for name, content in returns_to_correct(session, judged, ledger):
        yield Piece(name, content, keep_copy=True)


CHECK = Scope(frozenset({CHECK_REPORT}), (RETURNED,), check_pieces)
RUN = Scope(frozenset({CHECK_REPORT, LEDGER, ANNEX, COMPARED, CORRECTED, BOARD}), (RETURNED, LETTERS), all_pieces,
            frozenset({MANIFEST}))


def begin_ledger(ledger: Ledger, aside: Aside) -> Callable[[], bytes]:
    """The ledger's workbook begun; gives what waits for its bytes."""
    from toolkit.excel import write_tables
    from toolkit.reports.ledger.book import ledger_tables
    from toolkit.reports.letters.shared import period_wording

    return aside.do(write_tables, ledger_tables(ledger),
                    title=f"{period_wording(ledger.period.name)}整改台账", header="内部资料")


def ledger_workbook(ledger: Ledger) -> bytes:
    """The ledger's workbook, written here."""
    return begin_ledger(ledger, Aside(large=False))()


def annex(session: Session, ledger: Ledger) -> Piece:
    from toolkit.reports.annex import annex_blocks, annex_title, lies_wide
    from toolkit.word import bookmark_keys

    blocks = annex_blocks(ledger)
    content = _word(session, ledger, blocks, "草稿" if ledger.draft else "", annex_title(ledger.profile),
                    wide=lies_wide(ledger.profile))
    return Piece(ANNEX, content, keys=bookmark_keys(blocks))


def _compared(session: Session, ledger: Ledger) -> Iterator[Piece]:
    """The annex beside the last period's, for the leader who must sign; where there is a last period."""
    from toolkit.reports.annex import annex_title, compared_blocks
    from toolkit.reports.letters.shared import period_wording

    if ledger.baseline is None:
        return
    last = ledger.baseline.period
    blocks = compared_blocks(ledger, _as_of(session, last))
    draft = "草稿，" if ledger.draft else ""
    yield Piece(COMPARED, _word(
        session, ledger, blocks, f"{draft}与上期（{period_wording(last)}）对照，修订处为本期变化",
        f"{annex_title(ledger.profile)}（与上期对照）", revised_on=ledger.period.as_of))


def _corrected(session: Session, ledger: Ledger) -> Iterator[Piece]:
    """What reads otherwise than the published annex; where there is one, and something does."""
    from toolkit.reports.annex import corrected_blocks

    name = ledger.period.name
    there = session.workspace.exists(f"outbox/{name}/{PUBLISHED}/{LEDGER}")
    published = session.published_with(name) if there else None
    blocks = corrected_blocks(ledger, published) if published else ()
    if blocks:
        draft = "草稿，" if ledger.draft else ""
        yield Piece(CORRECTED, _word(session, ledger, blocks, f"{draft}与定稿对照，修订处为定稿以后的变化", "更正说明",
                                     revised_on=ledger.period.as_of))


def _as_of(session: Session, name: str) -> date | None:
    """The day a period told of; by its name where it was laid as a baseline and never issued."""
    if session.workspace.exists(f"inbox/{name}/period.toml"):
        return session.period(name).as_of
    return period_end(name)


def _word(
    session: Session, ledger: Ledger, blocks: Sequence[Block], header: str, title: str, *,
    wide: bool = False, revised_on: date | None = None,
) -> bytes:
    from toolkit.reports.letters.shared import common_texts
    from toolkit.word import annex_template, write_word

    template = session.workspace.read(ANNEX_TEMPLATE)
    return write_word(
        blocks, annex_template() if template is None else template, header=header, title=title, wide=wide,
        revised_on=revised_on, texts=common_texts(ledger))
