"""Wrong use and unusable input: exit 2, one Chinese sentence, nothing written, never a traceback."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import mischief as m
import pytest
from clerk import Answer, zhenggai
from openpyxl import load_workbook
from town import DUE, LEADS, PERIOD, PLAN, TODAY, WATER, Town

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[一-鿿]{4}")


def tree(root: Path) -> dict[str, str]:
    """Every file but the lock, with its digest."""
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*")) if p.is_file() and p.name != "lock"}


def refused(answer: Answer, *words: str) -> str:
    """Exit 2 and a Chinese sentence on stderr, with these words in it; nothing on stdout."""
    assert answer.code == 2, answer.out + answer.err
    assert answer.out == ""
    assert CHINESE.search(answer.err), answer.err
    assert "内部出错" not in answer.err, answer.err
    for word in words:
        assert word in answer.err, answer.err
    return answer.err


def refused_in_json(answer: Answer) -> None:
    assert answer.code == 2
    assert set(json.loads(answer.out)) == {"error"}
    assert json.loads(answer.out)["error"].strip() == answer.err.strip()


# ── without a workspace, without a list ──────────────────────────────────────────────────────────
@pytest.mark.parametrize("words", [
    ("status", PERIOD), ("check", PERIOD), ("run", PERIOD), ("publish", PERIOD), ("trace", PERIOD, "1"),
    ("issue", PERIOD, "--due", DUE), ("receive", PERIOD, "a.xlsx")], ids=lambda words: words[0])
def test_without_a_workspace_a_command_says_init_and_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    refused(zhenggai(*words, "-C", tmp_path), "init")
    refused_in_json(zhenggai(*words, "-C", tmp_path, "--json"))
    assert tree(tmp_path) == {}


def test_issue_without_a_list_says_import_and_writes_nothing(tmp_path: Path) -> None:
    zhenggai("init", tmp_path)
    before = tree(tmp_path)
    refused(zhenggai("issue", PERIOD, "--due", DUE, "-C", tmp_path), "import")
    assert tree(tmp_path) == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    refused(zhenggai("check", PERIOD, "-C", tmp_path / "无"), "无")
    (tmp_path / "表.txt").write_text("x", encoding="utf-8")
    refused(zhenggai("check", PERIOD, "-C", tmp_path / "表.txt"))


def test_two_workspaces_in_one_folder(town: Town) -> None:
    before = tree(town.root)
    refused(zhenggai("init", town.root), "已经是工作区")
    refused(zhenggai("demo", town.root), "空文件夹")
    assert tree(town.root) == before


# ── command lines ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("words", [
    ("没有的",), ("check",), ("check", PERIOD, "--没有"), ("check", PERIOD, "多余"), ("issue", PERIOD, "--to", "谁"),
    ("import",), ("import", "a.txt", "--as", "x"), ("issue", PERIOD, "--due"), ("rules", "--today", "三月"),
    ("check", PERIOD, "--today", "2031-02-30"), ("explain", "C999"), ("explain", ""), ("trace", PERIOD),
], ids=" ".join)
def test_a_wrong_command_line(words: tuple[str, ...]) -> None:
    refused(zhenggai(*words))
    refused_in_json(zhenggai(*words, "--json"))


def test_a_word_an_option_does_not_take_is_told_with_those_it_takes() -> None:
    for words, takes in ((("issue", PERIOD, "--to", "谁"), "lead 或 all"), (("import", "a.txt", "--as", "x"), "plan 或 progress")):
        said = refused(zhenggai(*words), takes, words[-1])
        assert "not one of" not in said
        assert "Value error" not in said


@pytest.mark.parametrize("words", [
    ("status", "2031-05"), ("check", "2031-05"), ("run", "2031-05"), ("publish", "2031-05"),
    ("trace", "2031-05", "1"), ("receive", "2031-05", __file__), ("issue", "2031-05", "--extend", DUE)],
    ids=lambda words: words[0])
def test_an_unknown_period(town: Town, words: tuple[str, ...]) -> None:
    before = tree(town.root)
    refused(town.say(*words), "2031-05", PERIOD)
    refused_in_json(town.say(*words, "--json"))
    assert tree(town.root) == before


@pytest.mark.parametrize("verb", ["issue", "check", "receive", "trace"])
def test_a_name_no_folder_can_have(town: Town, verb: str) -> None:
    more = {"issue": ("--due", DUE), "check": (), "receive": (__file__,), "trace": ("1",)}[verb]
    before = tree(town.root)
    for name in ("../2031-04", "2031/04", "..", ".", "a\\b", "", " ", "con", "x" * 300, "三月?", "-x"):
        refused(town.say(verb, name, *more))
    assert tree(town.root) == before


# ── issue and receive ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("words", "said"), [
    (("2031-04", "--due", "月底前后"), "月底前后"), (("2031-04",), "截止时间"),
    (("2031-04", "--due", DUE, "--as-of", "春天"), "春天"), ((PERIOD, "--due", DUE), "--extend"),
    ((PERIOD, "--extend", "改天"), "改天"), ((PERIOD, "--extend", "2031-03-20"), "不晚于"),
    ((PERIOD, "--extend", "2031-03-30", "--unit", "市气象台"), "市气象台"),
    (("2031-04", "--due", "2031-02-30T18:00"), "2031-02-30"), (("2031-04", "--due", "2031-03-25T25:00"), "25:00"),
], ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)
def test_what_issue_cannot_use(town: Town, words: tuple[str, ...], said: str) -> None:
    before = tree(town.root)
    assert "无）" not in refused(town.say("issue", *words), said)
    assert tree(town.root) == before


@pytest.mark.parametrize(("words", "said"), [
    (("没有.xlsx",), "没有.xlsx"), ((".",), "文件夹"), ((__file__, "--at", "昨天"), "昨天"),
    ((__file__, "--from", "市气象台"), "市气象台"), ((__file__, "没有.xlsx"), "没有.xlsx")],
    ids=lambda value: value if isinstance(value, str) else None)
def test_what_receive_cannot_use(town: Town, words: tuple[str, ...], said: str) -> None:
    before = tree(town.root)
    refused(town.say("receive", PERIOD, *words), said)
    assert tree(town.root) == before


def test_a_place_nobody_finds(town: Town) -> None:
    town.check(verb="run")
    for where in ("", "0", "99", "一百", "1#99", "1#0", "1（九十）", "1#x", "整改台账!问题!ZZ99", "整改台账!没有!A1",
                  "!!", "整改台账!问题!A0", "9" * 40, "1（）"):
        refused(town.say("trace", PERIOD, where))


# ── documents that are no list ───────────────────────────────────────────────────────────────────
NO_PLANS: dict[str, Callable[[Town], bytes]] = {
    "news.txt": lambda _: "本报讯 三月十二日，全市义务植树活动举行，一是参加人数多，二是树种好。".encode(),
    "empty.txt": lambda _: b"", "blank.txt": lambda _: b"\n\n  \n", "binary.txt": lambda _: bytes(range(256)) * 9,
    "zero.txt": lambda _: b"\0" * 3000, "plan.xlsx": lambda town: town.issued(WATER).read_bytes(),
    "plan.pdf": lambda _: m.PDF, "photo.jpg": lambda _: m.JPEG, "cut.docx": lambda _: m.word_document()[:900],
    "letter.docx": lambda _: m.word_document(), "plan.zip": lambda _: m.zipped([("a.txt", b"x")]),
    "plan.html": lambda _: "<html><body><p>整改方案</p></body></html>".encode()}


@pytest.mark.parametrize("name", NO_PLANS)
def test_a_document_that_is_no_list(town: Town, tmp_path: Path, name: str) -> None:
    document = tmp_path / name
    document.write_bytes(NO_PLANS[name](town))
    before = tree(town.root)
    answer = town.say("import", document, "--json")
    assert answer.code == 1, answer.err
    assert answer.json["problems"] == []
    assert "P807" in answer.codes()
    assert CHINESE.search(town.say("import", document).out)
    assert tree(town.root) == before


def test_an_import_of_no_file(town: Town) -> None:
    refused(town.say("import", town.root / "无.txt"), "无.txt")
    refused(town.say("import", town.root), "文件夹")


def test_a_filled_list_is_not_changed_unasked(town: Town, tmp_path: Path) -> None:
    document = tmp_path / "改.txt"
    document.write_text(PLAN.replace("封堵3处排污口", "封堵4处排污口"), encoding="utf-8")
    before = tree(town.root)
    refused(town.say("import", document), "--yes", "封堵{3→4}处排污口")
    assert tree(town.root) == before
    assert town.say("import", document, "--yes").code == 0


# ── damaged files of ours ────────────────────────────────────────────────────────────────────────
def damaged_toml(town: Town) -> Path:
    path = town.inbox / "period.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("due = ", "due 是 "), encoding="utf-8")
    return path


def toml_without_zone(town: Town) -> Path:
    path = town.inbox / "period.toml"
    path.write_text(re.sub(r"due = .*", 'due = "月底"', path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return path


def binary_toml(town: Town) -> Path:
    path = town.inbox / "period.toml"
    path.write_bytes(b"\xff\xfe\x00broken")
    return path


def damaged_receipts(town: Town) -> Path:
    path = town.inbox / "receipts.csv"
    path.write_text("﻿sha256,name,unit,received_at,how\r\nabc,表.xlsx,,三月,given\r\n", encoding="utf-8")
    return path


def receipts_of_no_columns(town: Town) -> Path:
    path = town.inbox / "receipts.csv"
    path.write_bytes("登记表\r\n一,二\r\n".encode("gbk"))
    return path


def cut(path: str) -> Callable[[Town], Path]:
    def change(town: Town) -> Path:
        target = town.root / path
        target.write_bytes(target.read_bytes()[:2000])
        return target
    return change


def without_sheet(path: str, name: str) -> Callable[[Town], Path]:
    def change(town: Town) -> Path:
        book = load_workbook(town.root / path)
        book[name].title = "改了名"
        book.save(town.root / path)
        return town.root / path
    return change


def cell(path: str, sheet: str, address: str, value: object) -> Callable[[Town], Path]:
    def change(town: Town) -> Path:
        book = load_workbook(town.root / path)
        book[sheet][address] = value
        book.save(town.root / path)
        return town.root / path
    return change


LIST, PROFILE = "templates/问题清单.xlsx", "templates/专项配置.xlsx"
DAMAGED: dict[str, tuple[Callable[[Town], Path], tuple[str, ...]]] = {
    "period.toml": (damaged_toml, ("period.toml",)),
    "due time in period.toml": (toml_without_zone, ("period.toml",)),
    "binary period.toml": (binary_toml, ("period.toml",)),
    "receipts.csv": (damaged_receipts, ("receipts.csv", "第2行")),
    "receipts.csv of no columns": (receipts_of_no_columns, ("receipts.csv",)),
    "list cut": (cut(LIST), ("问题清单.xlsx",)),
    "list without its sheet": (without_sheet(LIST, "问题"), ("问题清单.xlsx", "“问题”")),
    "list with a wrong number": (cell(LIST, "问题", "A3", "二甲"), ("问题清单.xlsx", "A3", "二甲")),
    "list with a number twice": (cell(LIST, "问题", "A3", 1), ("问题清单.xlsx", "A3")),
    "list with a wrong day": (cell(LIST, "问题", "L2", "汛期前"), ("问题清单.xlsx", "L2", "汛期前")),
    "measure of no problem": (cell(LIST, "措施", "A2", 77), ("措施", "A2", "77")),
    "profile cut": (cut(PROFILE), ("专项配置",)),
    "profile without its sheet": (without_sheet(PROFILE, "栏目"), ("专项配置", "栏目")),
}


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("verb", ["status", "run"])
def test_a_damaged_file_of_ours_is_named(town: Town, verb: str, name: str) -> None:
    damage, said = DAMAGED[name]
    damage(town)
    before = tree(town.root)
    refused(town.say(verb, PERIOD), *said)
    refused_in_json(town.say(verb, PERIOD, "--json"))
    assert tree(town.root) == before


def test_a_ledger_that_cannot_be_read(town: Town) -> None:
    town.check(verb="run")
    ledger = town.outbox / "整改台账.xlsx"
    ledger.write_bytes(ledger.read_bytes()[:3000])
    before = tree(town.root)
    refused(town.say("run", PERIOD), "整改台账.xlsx")
    assert tree(town.root) == before


def test_notes_of_the_toolkit_torn(town: Town) -> None:
    town.check(verb="run")
    note = town.root / ".zhenggai/generated" / f"{PERIOD}.json"
    note.write_text("{torn", encoding="utf-8")
    answer = town.check(verb="run")
    assert answer.code in (0, 1)
    assert (town.outbox / "整改台账.xlsx").exists()


# ── an empty inbox ───────────────────────────────────────────────────────────────────────────────
def test_an_empty_inbox_is_no_mistake(fresh_town: Town) -> None:
    answer = fresh_town.check(verb="run")
    assert answer.code == 1
    assert {r["code"] for r in answer.json["remarks"]} == {"R101"}
    assert answer.json["files"] == []
    assert len(answer.json["problems"]) == 5
    assert {p["source"] for p in answer.json["problems"]} == {"none"}


def test_an_inbox_that_is_gone(fresh_town: Town) -> None:
    for path in fresh_town.inbox.iterdir():
        path.unlink()
    fresh_town.inbox.rmdir()
    refused(fresh_town.say("run", PERIOD), PERIOD)


# ── targets that cannot be written ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize("verb", ["check", "run"])
def test_a_folder_in_the_way_of_an_output(town: Town, verb: str) -> None:
    (town.outbox / "校验报告.xlsx").mkdir()
    before = tree(town.root)
    refused(town.say(verb, PERIOD), "校验报告.xlsx")
    assert tree(town.root) == before


def test_a_file_in_the_way_of_a_folder(town: Town) -> None:
    (town.outbox / "通知").write_text("x", encoding="utf-8")
    before = tree(town.root)
    refused(town.say("run", PERIOD), "通知")
    assert tree(town.root) == before


def test_a_target_open_in_excel(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.check(verb="run")
    town.send("补充.xlsx", town.filled(WATER, m.numbers_exchanged(1, 3)))
    before = tree(town.root)
    really = Path.open

    def busy(self: Path, mode: str = "r", *rest, **named):
        if self.name == "整改台账.xlsx" and "+" in mode:
            raise PermissionError(13, "in use", str(self))
        return really(self, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", busy)
    refused(town.say("run", PERIOD), "整改台账.xlsx", "WPS")
    monkeypatch.undo()
    assert tree(town.root) == before


@pytest.mark.parametrize("errno", [28, 30, 13])
def test_a_disk_that_takes_nothing(town: Town, monkeypatch: pytest.MonkeyPatch, errno: int) -> None:
    before = tree(town.root)
    really = Path.open

    def full(self: Path, mode: str = "r", *rest, **named):
        if "staging" in self.parts and "w" in mode:
            raise OSError(errno, os.strerror(errno), str(self))
        return really(self, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", full)
    refused(town.say("run", PERIOD))
    refused(town.say("issue", "2031-04", "--due", "2031-04-25"))
    monkeypatch.undo()
    assert tree(town.root) == before


# ── as a program of its own ──────────────────────────────────────────────────────────────────────
def program(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, words)], capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, **environment})


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "cp437"])
def test_any_console_takes_what_we_say(town: Town, encoding: str) -> None:
    from town import put

    town.send(f"{WATER}.xlsx", town.filled(WATER, put(1, "整改进展情况", "已完成👍㎡")))
    for words in (("check", PERIOD), ("status", "2031-09"), ("--help",), ("explain", "C201"), ("没有",)):
        done = program(*words, "-C", town.root, "--today", TODAY, PYTHONIOENCODING=encoding) \
            if words[0] in ("check", "status") else program(*words, PYTHONIOENCODING=encoding)
        assert b"Traceback" not in done.stderr
        assert done.returncode == (2 if words[-1] in ("2031-09", "没有") else 0), done.stderr
    in_json = program("check", PERIOD, "-C", town.root, "--today", TODAY, "--json", PYTHONIOENCODING=encoding)
    document = json.loads(in_json.stdout.decode(encoding))
    texts = [p["text"] for problem in document["problems"] for p in problem["progress"]]
    assert "已完成👍㎡" in texts


def test_a_closed_pipe_is_no_fault() -> None:
    command = f"{sys.executable} -m toolkit rules | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, cwd=ROOT)
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process there")
@pytest.mark.parametrize("after", [0.02, 0.1, 0.25, 0.4, 0.6])
def test_an_interrupt_leaves_nothing_half_written(town: Town, after: float) -> None:
    for copy in range(30):
        town.send(f"重复/{copy}.xlsx", (town.inbox / f"{WATER}.xlsx").read_bytes() + b"\0" * copy)
    before = tree(town.root)
    running = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "run", PERIOD, "-C", str(town.root), "--today", TODAY, "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    if running.returncode in (0, 1) or (running.returncode == -signal.SIGINT and "已中断" not in err.decode()):
        return  # after all was done, or before Python could listen
    assert running.returncode == 2, err
    assert b"Traceback" not in err
    assert tree(town.root) == before
    again = town.check(verb="run")
    assert again.code in (0, 1)
    assert len(LEADS) == len(again.json["units"])


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process there")
def test_an_interrupt_while_modules_load_is_answered_with_our_code_and_words() -> None:
    """Python would end by the signal after an interrupt inside exec(), which every dataclass calls."""
    script = ("import os, signal, sys\n"
              "from toolkit import __main__\n"
              "import toolkit.cli\n"
              "def stopped():\n"
              "    exec(f'import os, signal; os.kill({os.getpid()}, signal.SIGINT)\\nwhile True: pass')\n"
              "toolkit.cli.main = stopped\n"
              "sys.argv = ['zhenggai', 'run', '2031-03', '--json']\n"
              "sys.exit(__main__.main())\n")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT, timeout=60)
    assert done.returncode == 2, done.stderr
    assert "已中断" in json.loads(done.stdout)["error"]
    assert done.stderr.decode().strip() == json.loads(done.stdout)["error"]


def test_exit_1_says_why_beside_the_json(town: Town) -> None:
    """The document of a refused 定稿 looks like any other: the sentence stands on stderr."""
    town.clean(*LEADS)
    assert town.check(verb="run").code == 0
    annex = town.outbox / "附件-整改进展情况.docx"
    document = docx.Document(str(annex))
    document.add_paragraph("另行说明。")
    document.save(str(annex))
    answer = town.say("publish", PERIOD, "--json")
    assert answer.code == 1
    assert "没有定稿" in answer.err
    assert answer.json["period"] == PERIOD
