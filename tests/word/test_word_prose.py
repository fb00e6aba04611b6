"""Plain paragraphs are written and read without a tree, and say what they would with one."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from toolkit import word
from toolkit.model import Heading, Para, Table, TableColumn
from toolkit.word import annex_template, notice_template, printed_body, reading, write_word

HARD = "像标记<b>&amp;\"'，控制\x07，反向\u202e，半个\ud800，𠮷🙂 , 空格  "
BLOCKS = (
    Heading("整改进展情况", 0), Para("一、排口溢流。", "一级标题", "1:问题"), Para("整改进展情况：正在推进", "正文", "1"),
    Para(HARD, "正文", "1#1"), Para("换\n行\t制表", "正文", "1#2"), Para("", "正文", "1#3"), Para("没有键。", "正文"),
    Para("ZGTEXT ZGNAME ZGIDENTITY <?zhenggai-prose 0?>", "正文", "2#1"), Para("二、又一项。", "没有的样式", "2:问题"),
    Para("整改进展情况：已销号", "正文", "2"), Para("市整改办", "落款"), Para("2031年3月25日", "日期"))


def written(template: bytes = b"") -> bytes:
    return write_word(BLOCKS, template or annex_template(), header="草稿", title="附件")


def renamed(template: bytes) -> bytes:
    """The template with another prefix for the namespace of its body."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(target, "w") as out:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"(</?)w:|xmlns:w=| w:", lambda found: found[0].replace(b"w", b"ww"), part)
            out.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("template", [annex_template(), notice_template(), renamed(annex_template())])
def test_text_and_tree_give_the_same_bytes(template: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = written(template)
    monkeypatch.setattr(word, "is_plain", lambda _: False)
    assert written(template) == quickly


def test_a_document_is_read_back_the_same_with_a_tree_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = printed_body(written())
    monkeypatch.setattr(reading, "_is_plain", lambda _: False)
    assert printed_body(written()) == quickly
    marked = [text for text, bookmark in quickly.lines if bookmark]
    assert len(marked) == sum(isinstance(b, Para) and b.key is not None for b in BLOCKS)
    assert "换\n行\t制表" in marked
    assert any(text.startswith("像标记<b>&amp;") for text in marked)


def test_another_prefix_is_read_with_a_tree() -> None:
    body = printed_body(written(renamed(annex_template())))
    assert body == printed_body(written())
    assert body.lines


def test_a_table_is_read_with_a_tree() -> None:
    table = Table("", (TableColumn("单位", 20.0), TableColumn("状态", 9.0)), (("市水务局", "已报送"),))
    assert printed_body(write_word((table,), annex_template(), header="", title="")).tables == (
        (("单位", "状态"), ("市水务局", "已报送")),)


def test_a_broken_body_is_no_document() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as old, zipfile.ZipFile(target, "w") as out:
        for name in old.namelist():
            part = old.read(name)
            out.writestr(name, part.replace(b"</w:body>", b"") if name == "word/document.xml" else part)
    with pytest.raises(word.package.Unusable):
        printed_body(target.getvalue())
