"""A Word table returned instead of a workbook, and other forms a table comes back in."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from drawn import PROBLEMS, answers, kept, read

from toolkit.tables import Reader, Refusal
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Tables

HEADER = ("序号", "问题", "整改状态", "整改进展情况")
ROWS = ((1, "正在推进", "（一）已建料棚7座。\n（二）设备已招标。"), (3, "达到序时进度", "厂房主体封顶。"))
WANTED = [f"{number} | {status} | {progress}" for number, status, progress in ROWS]
TEXTS = {problem.number: problem.text for problem in PROBLEMS}


def document(*, numbered: bool = False, split: bool = False) -> Document:
    made = Document()
    made.add_paragraph("清河市整改进展情况表")
    made.add_paragraph("填报单位：市水利局　　填报人：赵宁　　联系电话：0400-5550166")
    table = made.add_table(rows=0, cols=4)
    _row(table, HEADER)
    for number, status, progress in ROWS:
        if split and number == 3:
            made.add_paragraph("（续表）")
            table = made.add_table(rows=0, cols=4)
        cells = _row(table, ("" if numbered else str(number), TEXTS[number], status, progress))
        if numbered:
            cells[0].paragraphs[0].style = made.styles["List Number"]
    made.add_paragraph("注：以上数据截至3月25日。")
    return made


def _row(table, texts):
    cells = table.add_row().cells
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    return cells


def changed(paragraph) -> None:
    """Write 已通水。 and strike out 未通水。 with change tracking."""
    for tag, text in (("w:ins", "已通水。"), ("w:del", "未通水。")):
        change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        said.text = text
        run.append(said)
        change.append(run)
        change.set(qn("w:id"), "1")
        paragraph._p.append(change)


def saved(made: Document) -> bytes:
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_a_word_table_is_read_with_the_head_above_it() -> None:
    returned = read(saved(document()))
    assert answers(returned) == WANTED
    assert {name: w.text for name, w in returned.head.items()} == {
        "unit": "市水利局", "filler": "赵宁", "phone": "0400-5550166"}
    assert "注：以上数据截至3月25日。" in kept(returned)
    assert returned.entries[0].cells["progress"].place.cell == "D2"
    assert returned.entries[0].place.sheet == "表1"


def test_a_table_broken_in_two_goes_on() -> None:
    assert answers(read(saved(document(split=True)))) == WANTED


def test_automatic_numbers_are_numbers() -> None:
    """Word prints 1 and 2 before the rows; the text says that the second is problem 3."""
    returned = read(saved(document(numbered=True)))
    assert answers(returned) == WANTED
    assert [d.kind for d in returned.diagnostics] == ["number_text"]


def test_merged_cells_tracked_changes_and_strikes() -> None:
    made = document()
    table = made.tables[0]
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 2).text = "正在推进"
    paragraph = table.cell(2, 3).paragraphs[0]
    struck = paragraph.add_run("预计四月完工。")
    struck.font.strike = True
    changed(paragraph)
    returned = read(saved(made))
    assert answers(returned) == [WANTED[0], "3 | 正在推进 | 厂房主体封顶。预计四月完工。已通水。"]
    assert returned.entries[1].cells["progress"].struck == "预计四月完工。"


@pytest.mark.parametrize("empty", [True, False])
def test_a_document_without_a_table_is_refused_with_what_to_do(empty: bool) -> None:
    made = Document()
    if not empty:
        made.add_paragraph("三月份工作总结")
    answer = read_tables(saved(made))
    assert isinstance(answer, Refusal)
    assert "Word" in answer.reason
    assert "Excel" in answer.reason


def test_documents_go_through_the_child() -> None:
    with Reader() as reader:
        assert reader.read("甲.docx", saved(document())) == read_tables(saved(document()))


def converted(content: bytes, folder: Path, source: str, form: str) -> bytes:
    if os.environ.get("ZHENGGAI_RENDER") != "1" or not shutil.which("soffice"):
        pytest.skip("LibreOffice is not asked for")
    (folder / f"a.{source}").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # two tests at a time are two offices
    subprocess.run(["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(folder / f"a.{source}")],
                   check=True, capture_output=True, timeout=120)
    return (folder / f"a.{form.partition(':')[0]}").read_bytes()


def test_an_old_word_document_reads_as_the_new_one(tmp_path: Path) -> None:
    made = document(split=True)
    made.tables[0].cell(1, 2).merge(made.tables[0].cell(1, 2))
    returned = read(converted(saved(made), tmp_path, "docx", "doc:MS Word 97"))
    assert answers(returned) == WANTED
    assert returned.head["unit"].text == "市水利局"


def test_an_old_word_document_with_cells_merged_down(tmp_path: Path) -> None:
    made = document()
    table = made.tables[0]
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 2).text = "正在推进"
    returned = read(converted(saved(made), tmp_path, "docx", "doc:MS Word 97"))
    assert answers(returned) == [WANTED[0], "3 | 正在推进 | 厂房主体封顶。"]


def test_an_old_word_document_with_automatic_numbers_and_tracked_changes(tmp_path: Path) -> None:
    made = document(numbered=True)
    changed(made.tables[0].cell(2, 3).paragraphs[0])
    returned = read(converted(saved(made), tmp_path, "docx", "doc:MS Word 97"))
    assert answers(returned) == [WANTED[0], f"{WANTED[1]}已通水。"]
    assert [d.kind for d in returned.diagnostics] == ["number_text"]


def test_a_group_heading_over_several_columns_is_merged_in_an_old_word_document_too(tmp_path: Path) -> None:
    made = document()
    made.tables[0].cell(0, 2).merge(made.tables[0].cell(0, 3))
    tables = [read_tables(content) for content in (
        saved(made), converted(saved(made), tmp_path, "docx", "doc:MS Word 97"))]
    assert [t.sheets[1].merges for t in tables if isinstance(t, Tables)] == [((1, 3, 1, 4),)] * 2


# ── text, and pages ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_separated_values(encoding: str) -> None:
    lines = [",".join(HEADER), *(f'{n},{TEXTS[n]},{status},"{progress}"' for n, status, progress in ROWS)]
    assert answers(read("\r\n".join(lines).encode(encoding))) == WANTED


def test_text_kept_from_being_a_number_is_the_text() -> None:
    tables = read_tables('序号,电话,附注\n="0013","=""13900001111""",=1+1\n'.encode())
    assert isinstance(tables, Tables)
    assert [c.text for c in tables.sheets[0].cells if c.row == 2] == ["0013", "13900001111", "=1+1"]


def test_a_web_archive_named_xls() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{TEXTS[n]}</td><td>{status}</td><td>{progress.replace(chr(10), '<br>')}</td></tr>"
                   for n, status, progress in ROWS)
    page = f"<html><meta charset=utf-8><table><tr>{''.join(f'<td>{h}</td>' for h in HEADER)}</tr>{rows}</table></html>"
    archive = ('MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary="--x"\n\n----x\n'
               f'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{page}\n----x--\n')
    assert answers(read(archive.encode())) == WANTED


def test_words_struck_through_on_a_page() -> None:
    page = ("<table><tr><td>序号</td><td>整改状态</td><td>整改进展情况</td></tr>"
            "<tr><td>1</td><td>正在推进</td><td>已建<s>5座</s>7座。</td></tr></table>")
    assert read(page.encode()).entries[0].cells["progress"].struck == "5座"
