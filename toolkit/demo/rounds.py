"""When the demo's sheets go out and what comes back: the two periods, round by round.

A round is what lies in the inbox when the office looks again. Paths are under ``inbox/<period>/``;
times are local, as a clerk would type them after ``receive --at``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.model import Waiver

Sent = Literal[
    "filled", "draft", "vague", "undated", "altered", "retyped", "zipped", "nothing_new", "cut_off",
    "scan", "lock_file",
]
"""How a file came about; ``toolkit.demo.inbox`` makes each kind."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of the inbox: who sent it, when it came, and how it came about."""

    path: str
    unit: str
    received_at: str
    sent: Sent = "filled"


@dataclass(frozen=True, slots=True)
class Round:
    """What newly lies in the inbox when ``run`` is called on ``run_on``.

    ``extensions`` are (unit, until), ``waivers`` go into the sheet 规则: both decided by the office
    before this round is run.
    """

    period: str
    number: int
    run_on: date
    deliveries: tuple[Delivery, ...]
    extensions: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """The issue of a period: ``issue PERIOD --due DUE`` on ``issued_on``; ``published_on`` if it is."""

    period: str
    issued_on: date
    due: str
    published_on: date | None = None


IMPORTED_ON = date(2025, 2, 13)

OPENINGS = (
    Opening("2025-02", date(2025, 2, 14), "2025-02-25T18:00", date(2025, 2, 27)),
    Opening("2025-03", date(2025, 3, 14), "2025-03-25T18:00"),
)

_FIRST = Round("2025-02", 1, date(2025, 2, 26), (
    Delivery("附件1：市城管局整改进展情况表（2025年2月）.xlsx", "市城市管理局",
             "2025-02-20T15:40", "retyped"),
    Delivery("市生态环境局/市生态环境局.xlsx", "市生态环境局", "2025-02-21T10:05"),
    Delivery("市水务局/市水务局2月报送.xlsx", "市水务局", "2025-02-24T09:30", "draft"),
    Delivery("市水务局/市水务局2月报送（修改稿）.xlsx", "市水务局", "2025-02-25T11:20"),
    Delivery("市水务局/~$市水务局2月报送（修改稿）.xlsx", "市水务局",
             "2025-02-25T11:20", "lock_file"),
    Delivery("市工业和信息化局.xlsx", "市工业和信息化局", "2025-02-24T16:02", "cut_off"),
    Delivery("市工业和信息化局(1).xlsx", "市工业和信息化局", "2025-02-24T16:20", "nothing_new"),
    Delivery("市住建局报送材料.zip", "市住房和城乡建设局", "2025-02-25T08:50", "zipped"),
    Delivery("市自然资源局.xlsx", "市自然资源局", "2025-02-25T16:10", "altered"),
    Delivery("市自然资源局盖章页.jpg", "市自然资源局", "2025-02-25T16:10", "scan"),
    Delivery("市农业农村局报送表.xlsx", "市农业农村局", "2025-02-26T09:10", "vague"),
))

_CORRECTED = Round("2025-02", 2, date(2025, 2, 27), (
    Delivery("补正/市自然资源局（更正）.xlsx", "市自然资源局", "2025-02-26T15:30"),
    Delivery("补正/市农业农村局（修改）.xlsx", "市农业农村局", "2025-02-26T16:45"),
    Delivery("补正/市工业和信息化局（补正）.xlsx", "市工业和信息化局", "2025-02-26T17:00"),
    Delivery("补正/市林业和草原局.xlsx", "市林业和草原局", "2025-02-26T17:20"),
), extensions=(
    ("市农业农村局", "2025-02-26T18:00"),
    ("市林业和草原局", "2025-02-26T18:00"),
), waivers=(
    # The broken file stays in the inbox as it came; the office says why it may be passed over.
    Waiver("R107", unit="市工业和信息化局", file="市工业和信息化局.xlsx", approver="周敬之",
           reason="传输中断的文件，该单位已重发完整的报送表", expiry=date(2025, 3, 31)),
))

_SECOND = Round("2025-03", 1, date(2025, 3, 26), (
    Delivery("市工业和信息化局.xlsx", "市工业和信息化局", "2025-03-20T14:30"),
    Delivery("市生态环境局.xlsx", "市生态环境局", "2025-03-21T09:15"),
    Delivery("市自然资源局.xlsx", "市自然资源局", "2025-03-21T16:50"),
    Delivery("市住房和城乡建设局.xlsx", "市住房和城乡建设局", "2025-03-24T10:20"),
    Delivery("市水务局.xlsx", "市水务局", "2025-03-24T17:35"),
    Delivery("市林业和草原局.xlsx", "市林业和草原局", "2025-03-24T17:40", "nothing_new"),
    Delivery("市城市管理局.xlsx", "市城市管理局", "2025-03-25T15:05", "undated"),
))

ROUNDS = (_FIRST, _CORRECTED, _SECOND)


def rounds_of(period: str) -> tuple[Round, ...]:
    """The rounds of one period, in order."""
    return tuple(r for r in ROUNDS if r.period == period)
