"""How long the ledger takes to write, against plain xlsxwriter writing the same cells.

    python tests/bench/write_ledger.py [ROWS]

Prints the ratio for the sheet 问题 alone (the same cells, no more), and what the whole ledger takes.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reports")]

from rounds import round_of  # noqa: E402 - found by the line above

from toolkit.excel import write_tables  # noqa: E402
from toolkit.model import Table  # noqa: E402
from toolkit.reports.ledger.book import ledger_tables  # noqa: E402


def plain(tables: tuple[Table, ...]) -> bytes:
    """The same cells in the plainest way: values, wrapped, days as such."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    wrapped = workbook.add_format({"text_wrap": True, "border": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "border": 1})
    for table in tables:
        sheet = workbook.add_worksheet(table.name)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.heading, wrapped)
        for line, values in enumerate(table.rows, 1):
            for at, value in enumerate(values):
                if isinstance(value, str) and value:
                    sheet.write_string(line, at, value, wrapped)
                elif isinstance(value, date):
                    sheet.write_datetime(line, at, value, day)
                elif isinstance(value, (int, float)):
                    sheet.write_number(line, at, value, wrapped)
                else:
                    sheet.write_blank(line, at, None, wrapped)
    workbook.close()
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    ledger = round_of(count, 30)
    start = time.process_time()
    tables = ledger_tables(ledger)
    made = time.process_time() - start
    for name, chosen in (("问题 alone", tables[:1]), ("all sheets", tables)):
        floor, ours = seconds(lambda c=chosen: plain(c)), seconds(lambda c=chosen: write_tables(c, title="台账"))
        print(f"{name:12s} {count} problems: xlsxwriter {floor:.2f} s, ours {ours:.2f} s, ratio {ours / floor:.2f}")
    print(f"making the {len(tables)} tables: {made:.2f} s")


if __name__ == "__main__":
    main()
