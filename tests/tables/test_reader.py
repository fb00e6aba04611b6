"""The child process: every file gets an answer, in order, whatever it does to its reader."""

import os
import pickle
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_workbooks import column_of, one_sheet, standard_looking

from toolkit.model import Unusable
from toolkit.tables import Reader, Refusal, child, reader
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Cell, Note, Sheet, Tables

# A child whose reader does what the file says, then as usual.
MISCHIEF = """
import os, sys, time
sys.path += [p for p in sys.argv[1:] if p not in sys.path]
from toolkit.tables import by_kind
usual = by_kind.read_tables
class Panic(BaseException): pass
def read(content):
    if content == b"hang":
        while True: time.sleep(1)
    if content == b"crash": os._exit(3)
    if content == b"panic": raise Panic
    if content == b"leave": sys.exit()
    if content == b"memory": return bytearray(1 << 50)
    if content == b"print":
        print("x" * 100000); os.write(1, b"y" * 100000); os.write(2, b"z" * 100000)
    if content == b"nonsense":
        from toolkit.tables.grid import Refusal
        return Refusal({}, object)
    return usual(content)
by_kind.read_tables = read
from toolkit.tables.child import serve
serve()
"""


@pytest.fixture
def mischief(monkeypatch):
    monkeypatch.setattr(reader, "_BEGIN", MISCHIEF)


@pytest.fixture(scope="module")
def shared():
    with Reader() as running:
        yield running


def test_the_child_answers_as_reading_here_does(shared):
    content = standard_looking()
    assert shared.read("甲.xlsx", content) == read_tables(content)


def test_many_files_in_order_with_refusals_between(shared):
    files = []
    for number in range(40):
        files.append((f"{number}.xlsx", column_of([f"第{number}份"])))
        files.append((f"{number}.pdf", b"%PDF-1.4"))
    answers = list(shared.read_all(files))
    assert [a.sheets[0].cells[0].text for a in answers[::2]] == [f"第{n}份" for n in range(40)]
    assert all(isinstance(a, Refusal) for a in answers[1::2])


def test_one_child_serves_all(shared):
    shared.read("甲", b"")
    pid = shared.pid
    assert all(isinstance(a, Refusal) for a in shared.read_all([("乙", b"")] * 5))
    assert shared.pid == pid


def test_frames_larger_than_any_pipe_do_not_lock(shared):
    big = column_of([str(n) * 30_000 for n in range(10, 60)])
    answers = list(shared.read_all([("大.xlsx", big)] * 6))
    assert [len(a.sheets[0].cells) for a in answers] == [50] * 6
    noise = os.urandom(5 << 20)
    assert [a.kind for a in shared.read_all([("噪.xlsx", noise)] * 4)] == ["unknown"] * 4


@pytest.mark.parametrize(("content", "most"), [(b"", 17), (b"\0" * 200_000, 3), (b"\0" * 60_000, 6)])
def test_files_are_taken_as_they_are_needed(shared, content, most):
    taken = []

    def files():
        for number in range(40):
            taken.append(number)
            yield str(number), content
    answers = shared.read_all(files())
    next(answers)
    assert 3 <= len(taken) + 1 <= most + 1
    answers.close()
    assert isinstance(shared.read("后来", column_of(["甲"])), Tables)


def test_a_child_killed_from_outside_costs_no_file():
    content = column_of(["甲"])
    with Reader() as running:
        answers = running.read_all([("甲.xlsx", content)] * 6)
        found = [next(answers), next(answers)]
        os.kill(running.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        found += answers
        first = running.pid
        assert [a.sheets[0].cells[0].text for a in found] == ["甲"] * 6
        os.kill(first, getattr(signal, "SIGKILL", signal.SIGTERM))
        assert isinstance(running.read("乙.xlsx", content), Tables)
        assert running.pid != first


@pytest.mark.usefixtures("mischief")
@pytest.mark.parametrize("deed", [b"crash", b"panic", b"leave", b"memory"])
def test_a_file_that_breaks_its_reader_is_refused_and_the_next_is_read(deed):
    with Reader() as running:
        answers = list(running.read_all([("好", column_of(["甲"])), ("坏", deed), ("好", column_of(["乙"])), ("坏", deed)]))
    assert [isinstance(a, Tables) for a in answers] == [True, False, True, False]
    assert answers[1].kind in ("broken", "hostile")
    assert "请" in answers[1].reason


@pytest.mark.usefixtures("mischief")
def test_a_file_that_never_ends_is_given_up():
    with Reader(seconds=2) as running:
        answers = list(running.read_all([("坏", b"hang"), ("好", column_of(["甲"]))]))
    assert answers[0].kind == "broken"
    assert "2秒" in answers[0].reason
    assert isinstance(answers[1], Tables)


@pytest.mark.usefixtures("mischief")
def test_what_a_library_prints_does_no_harm():
    with Reader() as running:
        answers = list(running.read_all([("响", b"print"), ("好", column_of(["甲"]))]))
    assert [type(a) for a in answers] == [Tables, Tables]


@pytest.mark.usefixtures("mischief")
def test_an_answer_that_is_none_is_a_refusal():
    with Reader() as running:
        answers = list(running.read_all([("坏", b"nonsense"), ("好", column_of(["甲"]))]))
    assert answers[0].kind == "broken"
    assert isinstance(answers[1], Tables)


def test_a_child_that_cannot_start_is_said(monkeypatch):
    monkeypatch.setattr(reader, "_BEGIN", "raise SystemExit(1)")
    with Reader() as running, pytest.raises(Unusable, match="子进程"):
        running.read("甲", b"1")
    monkeypatch.setattr(sys, "executable", os.devnull + "/nothing")
    with Reader() as running, pytest.raises(Unusable, match="子进程"):
        running.read("甲", b"1")


@pytest.mark.parametrize("cells", [
    (), (Cell(1, 1, "text", "甲"),),
    (Cell(1, 1, "date", "2025-03-01", date(2025, 3, 1)), Cell(2, 1, "number", "3", None, "1+2"), Cell(2, 9, "error", "#REF!")),
])
def test_sheets_come_across_as_they_were(cells):
    sheet = Sheet("表", "hidden", cells, ((1, 1, 2, 2),), frozenset({3, 9}), (Note(1, 1, "comment", "注"),))
    tables = Tables("xlsx", (sheet, Sheet("空")), {"甲": "乙"})
    assert child.unpacked(child.packed(tables)) == tables


def test_a_sheet_nobody_fills_in_is_unpacked_once():
    alike = [Tables("xlsx", (Sheet("说明", cells=(Cell(1, 1, "text", "怎样填"),)), Sheet("表", cells=(Cell(1, 1, "text", unit),))))
             for unit in ("甲局", "乙局")]
    first, second = (child.unpacked(child.packed(tables)) for tables in alike)
    assert (first, second) == tuple(alike)
    assert first.sheets[0] is second.sheets[0]


def test_no_class_comes_back_from_the_child():
    with pytest.raises(pickle.UnpicklingError):
        child.unpacked(pickle.dumps(Reader))


def test_the_child_ends_with_its_parent(shared):
    shared.read("甲", b"")
    with Reader() as running:
        running.read("甲", b"")
        process = running._child._process
    assert process.returncode is not None


def test_the_child_starts_from_anywhere_and_imports_nothing_from_there(tmp_path):
    (tmp_path / "csv.py").write_text("raise SystemExit('poisoned')")
    (tmp_path / "toolkit").mkdir()
    (tmp_path / "toolkit" / "__init__.py").write_text("raise SystemExit('poisoned')")
    code = ("import sys; sys.path.insert(0, sys.argv[1])\nfrom toolkit.tables import Reader\n"
            "with Reader() as r: print(r.read('a', b'1,2').format)")
    package = str(Path(reader.__file__).parents[2])
    answer = subprocess.run([sys.executable, "-P", "-c", code, package], cwd=tmp_path, check=True, capture_output=True)
    assert answer.stdout.strip() == b"csv"


def test_run_as_a_module_it_serves_too():
    package = str(Path(reader.__file__).parents[2])
    request = len(b"a,b").to_bytes(8, "big") + b"a,b"
    answer = subprocess.run([sys.executable, "-m", "toolkit.tables.child"], input=request, cwd=package,
                            check=True, capture_output=True)
    greeting, rest = answer.stdout[:8], answer.stdout[16:]
    assert greeting == bytes(8)
    assert child.unpacked(rest).sheets[0].cells[1].text == "b"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_mutated_bytes_always_get_an_answer(shared, data):
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, len(content)))
        content[start:start + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    content = content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    answer = shared.read("变异.xlsx", bytes(content))
    assert isinstance(answer, (Tables, Refusal))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(shared, content):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook".replace(b"W", b"W\0"), b"<html>", b"<?xml "):
        assert isinstance(shared.read("任意", start + content), (Tables, Refusal))


SEEDS = [
    standard_looking(1), column_of(["甲", "_x000D_"]), one_sheet('<row r="1"><c r="A1" t="b"><v>1</v></c></row>'),
    "序号,问题\n1,甲\n".encode("gbk"), b"<html><table><tr><td rowspan=2>1<td>2</table>",
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
]


# ── files read before anybody asks ───────────────────────────────────────────────────────────────
@pytest.fixture
def ahead(tmp_path):
    def begin(*contents):
        kept = tmp_path / "contents"
        kept.write_bytes(pickle.dumps(contents))
        return MISCHIEF.replace("serve()", f"import pickle; serve(pickle.load(open({str(kept)!r}, 'rb')))")
    return begin


def test_what_was_read_ahead_is_not_read_again(ahead):
    contents, new = [column_of([f"第{n}份"]) for n in range(30)], column_of(["新"])
    with Reader(begin=ahead(*contents)) as running:
        child = running._child
        asked = []
        child.ask, usual = (lambda content: (asked.append(content), usual(content))), child.ask
        answers = list(running.read_all([("后", contents[20]), ("新", new), *(("前", c) for c in contents)]))
    assert [a.sheets[0].cells[0].text for a in answers] == ["第20份", "新", *(f"第{n}份" for n in range(30))]
    assert asked == [new, contents[20]]  # what was given out once is read again where it is asked for again


@pytest.mark.parametrize("deed", [b"crash", b"panic", b"leave", b"memory", b"hang", b"nonsense"])
@pytest.mark.usefixtures("mischief")
def test_a_file_that_breaks_the_child_ahead_costs_no_other(deed, ahead):
    good = [column_of([name]) for name in "甲乙丙"]
    with Reader(seconds=3, begin=ahead(good[0], deed, *good[1:])) as running:
        answers = list(running.read_all([("好", good[0]), ("坏", deed), ("好", good[1]), ("好", good[2])]))
    assert [isinstance(a, Tables) for a in answers] == [True, False, True, True]
    assert answers[1].kind in ("broken", "hostile")


def test_a_child_that_cannot_begin_is_said():
    with Reader(begin="raise SystemExit(1)") as running, pytest.raises(Unusable, match="子进程"):
        running.read("甲", b"1")


def test_a_reader_is_entered_again_after_it_was_left(ahead):
    content = column_of(["甲"])
    with Reader(begin=ahead(content)) as running:
        assert isinstance(running.read("甲", content), Tables)
    assert running.pid is None
    with running:
        assert isinstance(running.read("甲", content), Tables)


def test_large_answers_ahead_wait_without_a_lock(ahead):
    big = [column_of([str(m) + str(n) * 10_000 for n in range(10, 60)]) for m in range(6)]
    with Reader(begin=ahead(*big)) as running:
        answers = list(running.read_all([("大", content) for content in reversed(big)]))
    assert [a.sheets[0].cells[0].text[0] for a in answers] == list("543210")


def test_another_release_on_the_path_does_not_answer(tmp_path):
    other = tmp_path / "toolkit"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit('another release')")
    code = ("import sys; sys.path.insert(0, sys.argv[1])\nimport toolkit\nfrom toolkit.tables import Reader\n"
            "with Reader() as r: print(r.read('a', b'1,2').format)")
    package = str(Path(reader.__file__).parents[2])
    answer = subprocess.run([sys.executable, "-c", code, package], cwd=tmp_path, check=True, capture_output=True,
                            env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert answer.stdout.strip() == b"csv"


def test_a_child_short_of_memory_ahead_says_nothing_of_a_file(ahead):
    # The gate's word for it is "hostile": of a file read ahead it is not the last one.
    content = column_of(["甲"])
    begin = ahead(content).replace("by_kind.read_tables = read", """
from toolkit.tables.grid import Refusal
by_kind.read_tables = lambda content: Refusal("hostile", "内存不够")""")
    with Reader(begin=begin) as running:
        assert isinstance(running.read("甲", content), Tables)
