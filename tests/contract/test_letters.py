"""The office words its letters in Word: its text is printed, its mistakes stop a run before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import annex_lines
from docx import Document
from valley import CITY, FARM, NORTH, PERIOD, WATER, Valley, contents, opened, setting


@pytest.fixture
def waiting(tmp_path: Path) -> Valley:
    """市城市管理局 and 北川县 have not returned; nothing was run yet."""
    valley = opened(tmp_path / "v")
    valley.send_all(WATER, FARM)
    return valley


def reword(valley: Valley, kind: str, old: str, new: str) -> None:
    path = valley.root / "templates" / "通知" / f"{kind}.docx"
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def test_the_offices_wording_is_printed(waiting: Valley) -> None:
    reword(waiting, "催报函", "特此函告。", "请{{单位}}予以重视。")
    (waiting.root / "templates" / "通知" / "通报.docx").unlink()
    assert waiting.run().code == 1
    lines = annex_lines(waiting.outbox("通知", f"催报函-{CITY}.docx"))
    assert f"请{CITY}予以重视。" in lines
    assert not any("{{" in line for line in lines)
    circular = annex_lines(waiting.outbox("通知", "通报.docx"))
    assert any(line.endswith("、未报送的单位") for line in circular), "as we word it where there is no template"


def test_mistakes_in_templates_stop_a_run_before_anything_is_written(waiting: Valley) -> None:
    reword(waiting, "催报函", "{{单位}}：", "{{单位名称}}：")
    reword(waiting, "公示", "{{公示期}}", "｛｛公示期｝｝")
    before = contents(waiting.root)
    answer = waiting.say("run", PERIOD, "--json")
    assert answer.code == 2
    for told in ("templates/通知/催报函.docx：第4段", "{{单位名称}}不是", "是不是{{单位}}", "templates/通知/公示.docx：", "全角"):
        assert told in answer.json["error"]
    assert contents(waiting.root) == before


def test_only_the_letters_asked_for_are_made(waiting: Valley) -> None:
    setting(waiting.root, 生成哪些函件="催报函、通报")
    assert waiting.run().code == 1
    made = {path.name for path in waiting.outbox("通知").iterdir()}
    assert made == {"通报.docx", f"催报函-{CITY}.docx", f"催报函-{NORTH}.docx"}
    setting(waiting.root, 生成哪些函件="催报函、表扬信")
    refused = waiting.say("run", PERIOD, "--json")
    assert refused.code == 2
    assert "表扬信" in refused.json["error"]


def test_check_and_status_tell_the_same_mistakes_before_a_run_is_tried(waiting: Valley) -> None:
    reword(waiting, "催报函", "{{单位}}：", "{{单位名称}}：")
    footed(waiting, "通知.docx", "{{单位}}")
    footed(waiting, "通知/公示.docx", "共{{问题总数}}项")
    answer = waiting.say("check", PERIOD, "--json")
    assert answer.code == 1
    told = {(r["file"], r["message"]) for r in answer.json["remarks"] if r["code"] == "O903"}
    assert {file for file, _ in told} == {
        "templates/通知/催报函.docx", "templates/通知.docx", "templates/通知/公示.docx"}
    said = "\n".join(message for _, message in told)
    for words in ("第4段“{{单位名称}}：”", "是不是{{单位}}", "页脚第1段“共{{问题总数}}项”", "是不是{{问题数}}", "可以用的有"):
        assert words in said
    assert not waiting.outbox("通知").exists()
    status = waiting.say("status", PERIOD, "--json")
    assert {(r["file"], r["message"]) for r in status.json["remarks"] if r["code"] == "O903"} == told
    refused = waiting.say("run", PERIOD, "--json")
    assert refused.code == 2
    assert all(message.partition("：")[2] in refused.json["error"] for _, message in told)


def test_a_letters_header_is_printed_with_its_values(waiting: Valley) -> None:
    footed(waiting, "通知/催报函.docx", "发{{单位}}")
    footed(waiting, "通知.docx", "{{报送期}}　{{整改办}}")
    assert waiting.run().code == 1
    own = Document(str(waiting.outbox("通知", f"催报函-{CITY}.docx"))).sections[0].footer
    assert [p.text for p in own.paragraphs] == [f"发{CITY}"]
    shared = Document(str(waiting.outbox("通知", "通报.docx"))).sections[0].footer
    assert shared.paragraphs[0].text.startswith("2025年3月　")
    assert "{{" not in shared.paragraphs[0].text


def footed(valley: Valley, name: str, text: str) -> None:
    """Somebody writes a line into the footer of a template."""
    path = valley.root / "templates" / name
    document = Document(str(path))
    paragraph = document.sections[0].footer.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph.add_run(text)
    document.save(str(path))


def test_what_the_paper_of_the_annex_asks_for_at_its_edges_is_filled_in_the_annex_too(waiting: Valley) -> None:
    from docx import Document

    template = waiting.root / "templates" / "附件.docx"
    paper = Document(str(template))
    paper.sections[0].footer.paragraphs[0].add_run("（{{报送期}}，{{统计截至}}）")
    paper.save(str(template))
    waiting.run()
    foot = "".join(p.text for p in Document(str(waiting.annex)).sections[0].footer.paragraphs)
    assert "{{" not in foot
    assert "2025年3月31日" in foot
