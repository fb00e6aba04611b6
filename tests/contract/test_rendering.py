"""What the demo makes opens without a repair prompt and prints whole.

The structure of every file is always looked at. Rendering needs LibreOffice and pdftotext: without them it
is skipped, unless ZHENGGAI_RENDER=1 says that it must not be.
"""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import shutil
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from democity import DemoCity
from lxml import etree
from packages import faults, opened
from typer.testing import CliRunner

from toolkit.app.workspace import workspace_files
from toolkit.cli.commands import cli
from toolkit.model import Place, Written
from toolkit.profile import default_profile
from toolkit.word import printed_text

PERIOD, ANNEX = "2025-03", "附件-整改进展情况.docx"
FINISHED = ("completed", "accepted", "closed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def demo(demo_city: DemoCity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_city.root, tmp_path_factory.mktemp("rendering") / "演示")


@pytest.fixture(scope="session")
def told(demo: Path) -> dict:
    """The JSON of the period, as a command prints it."""
    answer = CliRunner().invoke(cli, [
        "run", PERIOD, "-C", str(demo), "--json", "--today", "2025-03-26"])
    return json.loads(answer.stdout)


def office_files(root: Path) -> Iterator[Path]:
    for path in sorted((*root.joinpath("templates").rglob("*"), *root.joinpath("outbox").rglob("*"))):
        if path.suffix in (".xlsx", ".docx"):
            yield path


# ── opens without a repair prompt ────────────────────────────────────────────────────────────────
def test_no_file_gives_office_anything_to_repair(demo: Path) -> None:
    files = list(office_files(demo))
    wrong = {str(p.relative_to(demo)): found for p in files if (found := faults(p.read_bytes()))}
    assert wrong == {}
    assert len(files) > 25
    assert {p.parent.name for p in files} >= {"下发", "退回", "通知", "定稿", "templates"}


def test_the_checker_sees_what_is_wrong(demo: Path) -> None:
    """The checker itself: a list moved, a prompt too long, a part not there are each noticed."""
    workbook = (demo / "outbox" / PERIOD / "下发" / "市水务局.xlsx").read_bytes()
    document = (demo / "outbox" / PERIOD / ANNEX).read_bytes()

    def changed(part: str, before: bytes, after: bytes) -> list[str]:
        parts = dict(opened(document if part.startswith("word/") else workbook).parts)
        assert before in parts[part]
        parts[part] = parts[part].replace(before, after, 1)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, bytes_ in parts.items():
                archive.writestr(name, bytes_)
        return faults(target.getvalue())

    sheet = "xl/worksheets/sheet1.xml"
    assert changed(sheet, b"<sheetViews>", b"<hyperlinks/><sheetViews>")
    assert changed(sheet, b'promptTitle="', b'promptTitle="' + b"x" * 32)
    assert changed("[Content_Types].xml", b"/xl/styles.xml", b"/xl/style.xml")
    assert changed("xl/workbook.xml", "填报说明".encode(), "填报/说明".encode())
    assert changed("xl/styles.xml", b"<fills", b"<dxfs/><fills")
    assert changed("word/document.xml", b"<w:pStyle", b"<w:keepNext/><w:pStyle")
    assert changed("word/document.xml", b"<w:pgSz", b"<w:docGrid/><w:pgSz")
    assert changed("word/styles.xml", b"<w:overflowPunct", b"<w:jc/><w:overflowPunct")
    assert changed("word/settings.xml", b"<w:zoom", b"<w:compat/><w:zoom")
    assert changed("word/footer1.xml", b"<w:pPr>", b"<w:r/><w:pPr>")


def laid_out() -> dict[str, bytes]:
    """What ``init`` lays out."""
    return workspace_files(default_profile())


def made_of(root: Path) -> dict[str, bytes]:
    """Everything of ours a person may open or pass on: outputs, templates, what ``init`` lays out."""
    found = {str(p.relative_to(root)): p.read_bytes() for top in ("outbox", "templates")
             for p in sorted((root / top).rglob("*")) if p.is_file()}
    return found | {f"init/{name}": content for name, content in laid_out().items()}


def inside(content: bytes) -> dict[str, bytes]:
    """The parts of a package; a file of another kind is its own."""
    return opened(content).parts if content[:2] == b"PK" else {"": content}


def test_what_init_lays_out_gives_office_nothing_to_repair() -> None:
    files = {name: content for name, content in laid_out().items() if name.endswith(("x",))}
    assert len(files) == 10
    assert {name: found for name, content in files.items() if (found := faults(content))} == {}


def test_properties_carry_a_title_and_nobodys_name(demo: Path) -> None:
    people = {cell.text for period in ("2025-02", "2025-03") for cell in filled_in(demo, period)}
    assert len(people) > 5
    seen = 0
    for name, content in made_of(demo).items():
        if not name.endswith((".xlsx", ".docx")):
            continue
        parts = inside(content)
        core = opened(content).xml("docProps/core.xml")
        assert (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip(), f"{name} has no title"
        said = {e.tag.rpartition("}")[2]: e.text for e in core if e.text}
        assert said.keys() <= {"title", "subject", "created", "modified"}, name
        assert said.get("created", "2020-01-01T00:00:00Z") == "2020-01-01T00:00:00Z", "no clock in a file"
        for part, found in parts.items():
            if part.startswith("docProps/"):
                text = found.decode("utf-8")
                assert not [person for person in people if person in text], (name, part)
                assert not re.findall(r"<(?:Company|Manager|Template|HyperlinkBase)>[^<]+", text), (name, part)
        seen += 1
    assert seen > 60


def filled_in(root: Path, period: str) -> Iterator[Written]:
    """Who filled the sheets of a period in."""
    for path in sorted((root / "inbox" / period).rglob("*.xlsx")):
        sheets = openpyxl.load_workbook(path) if zipfile.is_zipfile(path) else None
        if sheets is not None and "填报表" in sheets.sheetnames:
            for row in sheets["填报表"].iter_rows(max_row=4):
                for cell, beside in pairwise(row):
                    if str(cell.value).startswith(("填报人", "审核人")) and beside.value:
                        yield Written(str(beside.value), str(beside.value), Place(path.name))


def test_no_file_tells_of_the_machine_it_was_made_on(demo: Path) -> None:
    machine = {str(demo), str(demo.parent.parent), str(Path.home())}
    machine |= {socket.gethostname()} if len(socket.gethostname()) > 5 else set()
    path = re.compile(rb"(?i)file:/|[c-z]:\\\\?(?:users|documents)|/(?:home|root|tmp|Users|var)/")
    for name, content in made_of(demo).items():
        for part, found in inside(content).items():
            assert not path.search(found), (name, part, path.search(found))
            assert not [said for said in machine if said.encode() in found], (name, part)
            assert not part.startswith("docProps/") or getpass.getuser().encode() not in found, (name, part)


def test_every_file_is_opened_by_others(demo: Path) -> None:
    from docx import Document

    for name, content in made_of(demo).items():
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert all(sheet.max_row >= 1 for sheet in book.worksheets), name
        elif name.endswith(".docx"):
            assert Document(io.BytesIO(content)).sections[0].page_width, name
        elif name.endswith(".html"):
            page = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
            assert page.findtext(".//title"), name
            ids = [e.get("id") for e in page.iter() if isinstance(e.tag, str) and e.get("id")]
            assert len(ids) == len(set(ids)), name
            assert {a.get("href", "")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")} <= set(ids), name
        elif name.endswith(".json"):
            json.loads(content)


def test_the_annex_has_the_page_of_the_standard(demo: Path) -> None:
    """GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines, fonts and sizes."""
    package = opened((demo / "outbox" / PERIOD / ANNEX).read_bytes())
    section = package.xml("word/document.xml").find(f"{W}body/{W}sectPr")
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    mm = {k.removeprefix(W): int(v) / 1440 * 25.4 for k, v in {**size.attrib, **margin.attrib}.items()
          if v.isdigit()}
    assert (round(mm["w"]), round(mm["h"])) == (210, 297)
    assert (round(mm["top"]), round(mm["left"])) == (37, 28)
    assert (round(mm["w"] - mm["left"] - mm["right"]), round(mm["h"] - mm["top"] - mm["bottom"])) == (156, 225)
    styles = {s.find(f"{W}name").get(f"{W}val"): s for s in package.xml("word/styles.xml").iter(f"{W}style")}
    for name, font, half_points in (("Normal", "仿宋_GB2312", "32"), ("公文标题", "方正小标宋简体", "44"),
                                    ("问题", "黑体", None), ("整改状态", "楷体_GB2312", None)):
        run = styles[name].find(f"{W}rPr")
        assert run.find(f"{W}rFonts").get(f"{W}eastAsia") == font
        found = run.find(f"{W}sz")
        assert half_points is None or found.get(f"{W}val") == half_points
        assert run.find(f"{W}b") is None
    spacing = styles["Normal"].find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")


# ── says the same everywhere ─────────────────────────────────────────────────────────────────────
def rows_of(path: Path, sheet: str, header: int = 1) -> list[dict[str, object]]:
    lines = [[c.value for c in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=header)]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_every_output_gives_the_same_numbers(demo: Path, told: dict) -> None:
    out, totals = demo / "outbox" / PERIOD, told["totals"]
    ledger = rows_of(out / "整改台账.xlsx", "问题")
    units = {row["单位"]: row for row in rows_of(out / "校验报告.xlsx", "单位")}
    assert len(ledger) == len(told["problems"]) == totals["problems"] == 20
    for row, problem in zip(ledger, told["problems"], strict=True):
        assert row["序号"] == problem["number"]
        assert (row["是否逾期"] == "是", row["长期坚持"] == "是") == (problem["overdue"], problem["long_term"])
        assert row["整改状态"] == problem["status_text"]
        assert {str(p["text"]) for p in problem["progress"]} <= set(_unnumbered(str(row["整改进展情况"])))
    assert {u["unit"]: (u["expected"], u["answered"]) for u in told["units"]} == {
        name: (row["应报"], row["已报"]) for name, row in units.items()}
    remarks = rows_of(out / "校验报告.xlsx", "校验意见")
    assert [r["级别"] for r in remarks].count("阻断") == totals["remarks"]["blocks"]
    assert [r["级别"] for r in remarks].count("提醒") == totals["remarks"]["advises"]
    _board_agrees(out, told)
    _circular_agrees(out, told)


def _unnumbered(text: str) -> list[str]:
    return [re.sub(r"^（[一二三四五六七八九十]+）", "", line) for line in text.split("\n")]


def _board_agrees(out: Path, told: dict) -> None:
    page = (out / "看板.html").read_text(encoding="utf-8")
    tiles = {name: int(number) for number, name in
             re.findall(r"<b>(?:<i>.</i>)?(\d+)</b><span>(.*?)</span>", page)}
    states = told["totals"]["units"]
    assert tiles == {
        "问题": len(told["problems"]), "应报单位": len(told["units"]),
        "已完成": sum(p["status"] in FINISHED for p in told["problems"]),
        "逾期未完成": told["totals"]["overdue"],
        "未报送问题": sum(p["source"] == "none" for p in told["problems"]),
        "沿用上期": sum(p["source"] == "carried" for p in told["problems"]),
        "未报送单位": states.get("missing", 0), "迟报单位": states.get("late", 0),
        "阻断意见": told["totals"]["remarks"]["blocks"], "提醒": told["totals"]["remarks"]["advises"]}


def test_the_board_looks_back_to_what_was_published(demo: Path, told: dict) -> None:
    page = (demo / "outbox" / PERIOD / "看板.html").read_text(encoding="utf-8")
    lines = {name: [int(n) for n in re.findall(r"<td>(\d+)</td>", rest)] for name, rest in
             re.findall(r'<th scope="row">(2025年[^<]*)</th>(.*?)</tr>', page)}
    assert list(lines) == ["2025年2月", "2025年3月（本期）"]
    assert all(line[0] == sum(line[1:]) == len(told["problems"]) for line in lines.values())
    assert lines["2025年3月（本期）"][1] == sum(p["status"] in FINISHED for p in told["problems"])
    published = rows_of(demo / "outbox" / "2025-02" / "定稿" / "整改台账.xlsx", "问题")
    done = ("已完成整改", "已完成整改，长期坚持", "已验收", "已销号")
    assert lines["2025年2月"][1] == sum(row["附件用语"] in done for row in published)


def _circular_agrees(out: Path, told: dict) -> None:
    said = document_text(out / "通知" / "通报.docx")
    expected = sum(u["expected"] for u in told["units"])
    answered = sum(u["answered"] for u in told["units"])
    silent = sum(u["expected"] - u["answered"] for u in told["units"] if u["state"] != "nothing_to_report")
    assert f"应报送单位{len(told['units'])}个" in said
    assert f"应填报问题{expected}项次，已填报{answered}项次" in said
    assert f"未填报{silent}项次" in said
    assert f"必须处理的意见{told['totals']['remarks']['blocks']}条" in said


def test_the_annex_has_every_problem_and_every_paragraph(demo: Path, told: dict) -> None:
    annex = demo / "outbox" / PERIOD / ANNEX
    said = document_text(annex)
    assert said.count("整改进展情况：") == len(told["problems"])
    for problem in told["problems"]:
        for paragraph in problem["progress"]:
            assert paragraph["text"] in said
    headers = [part for name, part in opened(annex.read_bytes()).parts.items() if "header" in name]
    assert told["totals"]["draft"]
    assert sum("草稿".encode() in header for header in headers) >= 2
    published = opened((demo / "outbox" / "2025-02" / "定稿" / ANNEX).read_bytes())
    assert not any("草稿".encode() in part for name, part in published.parts.items() if "header" in name)


def document_text(path: Path) -> str:
    document = opened(path.read_bytes()).xml("word/document.xml")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in document.iter(f"{W}p"))


# ── prints whole ─────────────────────────────────────────────────────────────────────────────────
@cache
def renderer() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found if found and shutil.which("pdftotext") else None


def rendered(files: list[Path], folder: Path, kind: str = "pdf") -> list[Path]:
    """The files turned into another kind by LibreOffice, in one go; fails or skips without it."""
    office = renderer()
    if office is None:
        assert os.environ.get("ZHENGGAI_RENDER") != "1", "LibreOffice and pdftotext are asked for and missing"
        pytest.skip("no LibreOffice or pdftotext here")
    copies = folder / "in"
    copies.mkdir(parents=True)
    named = [copies / f"{n:02d}{path.suffix}" for n, path in enumerate(files)]
    for path, copy in zip(files, named, strict=True):
        shutil.copyfile(path, copy)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(folder / "out"), *map(str, named)],
        check=True, capture_output=True, timeout=300)
    made = [folder / "out" / f"{path.stem}.{kind}" for path in named]
    assert all(path.is_file() for path in made), [path.name for path in made if not path.is_file()]
    return made


@pytest.fixture(scope="session")
def pages(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every file of the second period, as PDF, by its path."""
    out = demo / "outbox" / PERIOD
    files = [*office_files(demo)]
    files = [p for p in files if out in p.parents or p.parent.name == "templates"]
    made = rendered(files, tmp_path_factory.mktemp("pdf"))
    return {str(p.relative_to(demo)): pdf for p, pdf in zip(files, made, strict=True)}


def pdf_text(pdf: Path, *options: str) -> str:
    run = subprocess.run(["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return run.stdout.decode("utf-8")


def squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def test_every_file_prints(pages: dict[str, Path]) -> None:
    for name, pdf in pages.items():
        text = pdf_text(pdf)
        assert text.count("\f") > 0, name
        blank = [n for n, page in enumerate(text.split("\f")[:-1], 1) if len(squeezed(page)) < 12]
        assert not blank, f"{name}: nothing on page {blank}"


def test_the_text_of_the_annex_survives(demo: Path, pages: dict[str, Path]) -> None:
    said = pdf_text(pages[f"outbox/{PERIOD}/{ANNEX}"])
    said = squeezed(re.sub(r"(?m)^\s*(—\s*\d+\s*—|草稿)\s*$", "", said.replace("\f", "\n")))
    _, paragraphs = printed_text((demo / "outbox" / PERIOD / ANNEX).read_bytes())
    assert len(paragraphs) > 80
    assert [p for p in paragraphs if squeezed(p) not in said] == []


def test_a_full_page_of_the_annex_has_22_lines(pages: dict[str, Path]) -> None:
    boxes = pdf_text(pages[f"outbox/{PERIOD}/{ANNEX}"], "-bbox")
    counts = []
    for page in boxes.split("<page ")[1:]:
        lines = {round(float(y)) for y in re.findall(r'yMax="([\d.]+)"', page)}
        body = sorted(y for y in lines if 105 <= y <= 743)
        counts.append(len(body))
    assert max(counts) == 22
    assert counts.count(22) >= 3


def cell_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Sheet and text of every cell people see."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows():
                yield from ((sheet.title, c.value) for c in row if isinstance(c.value, str) and c.value)


def test_every_text_of_the_issued_sheet_is_printed(demo: Path, pages: dict[str, Path]) -> None:
    folder = demo / "outbox" / PERIOD / "下发"
    seen = 0
    for path in sorted(folder.glob("*.xlsx")):
        said = squeezed(pdf_text(pages[str(path.relative_to(demo))], "-raw"))
        for sheet, text in cell_texts(path):
            assert squeezed(text) in said, f"{path.name} {sheet}: {text}"
            seen += 1
    assert seen > 500


def collisions(pdf: Path) -> list[tuple[str, str]]:
    """Words printed over each other: a row lower than its text runs into its neighbours."""
    found = []
    for page in pdf_text(pdf, "-bbox").split("<page ")[1:]:
        words = [(*map(float, box), word) for *box, word in re.findall(
            r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<', page)]
        words.sort(key=lambda word: word[1])
        for at, (left, _, right, bottom, word) in enumerate(words):
            for l2, t2, r2, b2, other in words[at + 1 :]:
                if t2 >= bottom:
                    break
                across, down = min(right, r2) - max(left, l2), min(bottom, b2) - t2
                if across > 2 and down > 0.35 * (b2 - t2):
                    found.append((word, other))
    return found


def test_no_text_runs_into_another(demo: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    for name, pdf in pages.items():
        assert collisions(pdf) == [], name
    # The detector itself: the same sheet with rows far too low.
    content = (demo / "outbox" / PERIOD / "下发" / "市水务局.xlsx").read_bytes()
    low = tmp_path / "low.xlsx"
    with zipfile.ZipFile(low, "w") as archive:
        for name, part in opened(content).parts.items():
            archive.writestr(name, re.sub(rb' ht="\d{3}[\d.]*"', b' ht="40"', part))
    assert collisions(rendered([low], tmp_path / "low")[0])
