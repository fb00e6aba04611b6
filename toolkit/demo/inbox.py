"""The demo's inbox: issued workbooks in, returned files out. Nothing touches the disk.

``fill`` gives the bytes of every file of a round by its path under ``inbox/<period>/``;
``received`` says when each of them came, for ``receive --at``.
"""

from collections.abc import Callable, Mapping

from toolkit.demo import mischief
from toolkit.demo.desk import filled
from toolkit.demo.rounds import Delivery, Round, rounds_of
from toolkit.demo.written import UnitAnswers, answers

Maker = Callable[[bytes, UnitAnswers], bytes]

_WORKBOOKS: Mapping[str, Maker] = {
    "filled": filled,
    "draft": lambda issued, written: filled(issued, mischief.draft(written)),
    "vague": lambda issued, written: filled(issued, mischief.vague(written)),
    "undated": lambda issued, written: filled(issued, mischief.undated(written)),
    "altered": mischief.altered,
    "retyped": mischief.retyped,
    "nothing_new": mischief.nothing_new,
    "cut_off": lambda issued, written: mischief.cut_off(filled(issued, written)),
}


def fill(issued: Mapping[str, bytes], period: str, number: int = 1) -> Mapping[str, bytes]:
    """The files of a round, by path. ``issued`` are the workbooks to fill, by unit's full name.

    Every unit that sends something in the round must be in ``issued`` (KeyError otherwise); a 退回
    workbook may stand for the issued one.
    """
    written = answers(period)
    return {
        delivery.path: _file(delivery, issued[delivery.unit], written[delivery.unit])
        for delivery in _round(period, number).deliveries
    }


def received(period: str, number: int = 1) -> tuple[tuple[str, str], ...]:
    """(path, local time) of every file of a round that a person sent; lock files came by themselves."""
    return tuple(
        (delivery.path, delivery.received_at)
        for delivery in _round(period, number).deliveries
        if delivery.sent != "lock_file"
    )


def _file(delivery: Delivery, issued: bytes, written: UnitAnswers) -> bytes:
    if delivery.sent == "lock_file":
        return mischief.lock_file(written.head.filler)
    if delivery.sent == "scan":
        return mischief.scan(f"{delivery.unit} {delivery.received_at}")
    if delivery.sent == "zipped":
        folder = delivery.path.removesuffix(".zip")
        return mischief.windows_zip((
            (f"{folder}/{delivery.unit}.xlsx", filled(issued, written)),
            (f"{folder}/盖章扫描件.jpg", mischief.scan(delivery.unit)),
        ))
    return _WORKBOOKS[delivery.sent](issued, written)


def _round(period: str, number: int) -> Round:
    return next(r for r in rounds_of(period) if r.number == number)
