"""Files that mean harm: one answer each, quickly, in bounded memory, and nothing of theirs comes alive."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import zipfile
from pathlib import Path
from time import monotonic

import pytest
from hostile import MARK, PLAIN, hostile_files

from toolkit.cli import main
from toolkit.tables import Reader, Refusal
from toolkit.tables.grid import Tables

SECONDS, MEGABYTES = 10.0, 512
FILES = dict(hostile_files())
PLAN = """整改方案
一、整改任务
（一）水环境方面
1.河道治理类
（1）青沟河道淤积严重。
牵头单位：市水务局
责任单位：市水务局
验收单位：市生态环境局
整改时限：2032年12月底
整改目标：清淤10公里。
整改措施：完成清淤。
"""


def test_there_are_several_hundred() -> None:
    assert len(FILES) > 400


def test_every_file_has_one_answer_in_time_and_memory() -> None:
    slowest = (0.0, "")
    peak = 0
    with Reader(SECONDS) as reader:
        for name, content in FILES.items():
            begun = monotonic()
            answer = reader.read(name, content)
            slowest = max(slowest, (monotonic() - begun, name))
            assert isinstance(answer, (Tables, Refusal)), name
            if isinstance(answer, Refusal):
                assert answer.reason, name
                assert not any(word in answer.reason for word in ("Traceback", "KeyError", "AttributeError", "TypeError", "IndexError")), (name, answer)
            peak = max(peak, _peak(reader.pid))
    assert slowest[0] < SECONDS, slowest
    assert peak < MEGABYTES * 1024, peak


def _peak(pid: int | None) -> int:
    """The most memory a process has had, in KB; 0 where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    try:
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    except (OSError, StopIteration):
        return 0


def run(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        code = main([str(word) for word in words])
    finally:
        sys.stdout, sys.stderr = before
    return code, out.getvalue(), err.getvalue()


OURS = (
    r"(?:(?:SUM|SUMPRODUCT|SUBTOTAL|COUNT|COUNTA|COUNTIFS?|FIND|ISNUMBER|IF)(?=\()"
    r"|[一-鿿]+!(?=\$?[A-Z])|\$?[A-Z]{1,3}\$?\d+|\d+(?:\.\d+)?|\"[^\"]*\"|[-+*/=<>,:()&;]|&(?:lt|gt|amp|quot);)+")
"""The whole of what a formula of ours may say: sums over plain ranges of sheets we named."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose inbox holds every hostile file, links and pipes, under odd names too."""
    root = tmp_path_factory.mktemp("office")
    run("init", root)
    (root / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert run("import", root / "plan.txt", "-C", root, "--today", "2032-03-01")[0] == 0
    assert run("issue", "2032-03", "--due", "2032-03-25T18:00", "-C", root, "--today", "2032-03-01")[0] == 0
    inbox = root / "inbox" / "2032-03"
    for name, content in FILES.items():
        folder = inbox / "市水务局"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    for name in ("=1+1.xlsx", "a\u202eb.xlsx", "带 空格 .xlsx", "-rf.xlsx", "甲" * 80 + ".xlsx", "\U0001f600.xlsx"):
        (inbox / name).write_bytes(PLAIN)
    if os.name == "posix":
        (inbox / "链接.xlsx").symlink_to("/etc/passwd")
        (inbox / "链接夹").symlink_to("/etc")
        (inbox / "环").symlink_to(inbox)
        os.mkfifo(inbox / "管道.xlsx")
        Path(os.fsdecode(os.fsencode(inbox) + b"/\xff\xfe.xlsx")).write_bytes(PLAIN)
    return root


def digests(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*"))
            if p.is_file() and not p.is_symlink() and not p.is_fifo() and p.name != "receipts.csv"}


@pytest.fixture(scope="module")
def before(office: Path) -> dict[str, str]:
    """The digests of what people sent, before anything reads it."""
    return digests(office / "inbox")


@pytest.fixture(scope="module")
def said(office: Path, before: dict[str, str]) -> tuple[int, str, str]:
    """One run over the whole inbox."""
    assert before
    return run("run", "2032-03", "-C", office, "--json", "--today", "2032-03-20")


def test_a_hostile_inbox_is_judged_file_by_file(
    office: Path, before: dict[str, str], said: tuple[int, str, str],
) -> None:
    code, out, err = said
    assert code in (0, 1), err
    assert "Traceback" not in out + err
    answer = json.loads(out)
    files = [f["file"] for f in answer["files"]]
    assert len(files) == len(set(files))
    inbox = office / "inbox" / "2032-03"
    on_disk = {(Path(folder) / name).relative_to(inbox).as_posix()
               for folder, folders, names in os.walk(inbox)
               for name in (*names, *(f for f in folders if (Path(folder) / f).is_symlink()))}
    met = set(files)
    for path in on_disk - {"period.toml", "receipts.csv"}:
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        assert shown in met or "\u202e" in shown or "\\x" in shown, shown
    assert digests(office / "inbox") == before
    assert all(f["verdict"] != "rejected" or f["reason"] for f in answer["files"])


def test_nothing_of_theirs_comes_alive_in_an_output(office: Path, said: tuple[int, str, str]) -> None:
    assert said[0] in (0, 1)
    formulas, texts = set(), ""
    for path in (office / "outbox" / "2032-03").rglob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                part = book.read(name).decode("utf-8", "replace") if name.endswith((".xml", ".rels")) else ""
                formulas |= set(re.findall(r"<f[^>]*>([^<]*)</f>", part)) if "worksheets/" in name else set()
                texts += part
                assert "externalLink" not in name
                assert 'TargetMode="External"' not in part, (path, name)
    assert all(re.fullmatch(OURS, formula) for formula in formulas), formulas
    page = (office / "outbox" / "2032-03" / "看板.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "onerror" not in page.split("<body")[1].replace("onerror=a&gt;", "")
    assert MARK in texts
    assert "=cmd|" in texts, "a formula of theirs is there, as text"
