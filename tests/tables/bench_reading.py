"""Reading a standard-looking workbook beside raw python-calamine: `python tests/tables/bench_reading.py`.

Both read every sheet to Python values; runs alternate, and the quickest of each counts, so that a
busy machine troubles both alike. The aim is a ratio of 2.5 at most for reading in this process.
"""

import io
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import python_calamine
from made_workbooks import standard_looking

from toolkit.tables import Reader
from toolkit.tables.by_kind import read_tables

ROUNDS = 20


def by_calamine(content):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def timed(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    # Returns of one round: from different units, with different rows, out of one issue.
    files = [standard_looking(6 + n % 9, f"示例市第{n}局") for n in range(50)]
    calamine, ours, child = [], [], []
    with Reader() as reader:
        reader.read("甲", files[0])
        for _ in range(ROUNDS):
            calamine.append(timed(lambda: [by_calamine(content) for content in files]))
            ours.append(timed(lambda: [read_tables(content) for content in files]))
            child.append(timed(lambda: list(reader.read_all([("甲", content) for content in files]))))
    for name, times in (("python-calamine", calamine), ("here", ours), ("in the child", child)):
        print(f"{name:16} {min(times) * 20:6.2f} ms a file   {min(times) / min(calamine):5.2f} x")


if __name__ == "__main__":
    main()
