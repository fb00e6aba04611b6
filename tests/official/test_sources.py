"""The door to foreign formats: what a file is, the child that reads it, and a sentence for all the rest."""

from __future__ import annotations

import random

import pytest
from pdfpress import Page, printed

from toolkit.official.reading import read_publication
from toolkit.official.sources import Line, Source, Spot
from toolkit.official.sources.apart import read_apart, read_here
from toolkit.official.sources.door import kind_of
from toolkit.official.sources.troubles import TROUBLES, UNKNOWN, UNREAD
from toolkit.profile import default_profile
from toolkit.tables.word.numbering import Counters, Level, shown_number
from toolkit.tables.word.symbols import symbol

PROFILE = default_profile()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(text: str) -> bytes:
    page = Page()
    page.write(90, 700, text)
    return printed([page])


# ── the child ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("kind", "content"), [
    ("pdf", pdf("一、管网破损。")),
    ("html", "<p>一、管网破损。</p>".encode()),
    ("rtf", rb"{\rtf1\ansi\ansicpg936 \'d2\'bb\'a1\'a2\u31649?\u32593?\u30772?\u25439?\u12290?\par}"),
])  # fmt: skip
def test_the_child_answers_as_the_reader_does(kind, content):
    source = read_apart(kind, content)
    assert source == read_here(kind, content)
    assert [piece.text for piece in source.pieces] == ["一、管网破损。"]


def test_a_child_that_takes_too_long_is_given_up():
    source = read_apart("html", b"<p>a</p>", seconds=0.001)
    assert not source.pieces
    assert "没有读完" in source.trouble


def test_a_child_that_dies_is_a_sentence(monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.apart._BEGIN", "import os; os.abort()  # {kind}")
    assert read_apart("pdf", pdf("一、")).trouble == UNREAD["pdf"]


def test_an_answer_that_is_none_is_a_sentence(monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.apart._BEGIN", "print('hello')  # {kind}")
    assert read_apart("doc", OLE).trouble == UNREAD["doc"]


# ── what a file is ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("name", "content", "kind"), [
    ("a.txt", b"%PDF-1.5 ", "pdf"), ("a.pdf", b"\n\n%PDF-1.5 ", "pdf"), ("a.doc", b"<html><body>", "html"),
    ("a.htm", "一、问题<br>牵头单位".encode(), "html"), ("a.txt", "一、问题<br>牵头单位".encode(), "text"),
    ("a.mht", b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mhtml"),
    ("a.txt", b"From: the office\n", "text"), ("a.rtf", b"{\\rtf1 a}", "rtf"),
    ("a.wps", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0\0", "doc"),
])  # fmt: skip
def test_the_content_decides(name, content, kind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04zip", b"\x89PNG\r\n", OLE + b"\0" * 4096, bytes(range(256)) * 40, b"{\\rtf1}"])
def test_everything_else_is_a_sentence(content):
    read = read_publication("文件.pdf", content, PROFILE)
    assert (read.kind, read.problems) == ("none", ())
    assert read.diagnostics[0].note.endswith("。")


def test_random_bytes_behind_each_head_are_a_sentence():
    chance = random.Random(7)
    heads = {"pdf": b"%PDF-1.7\n", "doc": OLE, "rtf": b"{\\rtf1\\ansi ", "html": b"<html><body><table><tr><td>",
             "mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"}  # fmt: skip
    for kind, head in heads.items():
        for _ in range(40):
            source = read_here(kind, head + chance.randbytes(chance.choice([0, 9, 300, 5000])))
            assert source.pieces or source.trouble.endswith("。"), kind


def test_every_trouble_says_what_to_do():
    for sentence in (*TROUBLES.values(), *UNREAD.values(), UNKNOWN):
        assert sentence.endswith("。")
        assert "请" in sentence


# ── places, numbers, symbols ─────────────────────────────────────────────────────────────────────
def test_a_piece_without_a_spot_is_its_line():
    source = Source((Line(7, "甲"),), spots={8: Spot(line=2, page=3)})
    assert source.spot(7) == Spot(line=7)
    assert source.spot(8) == Spot(line=2, page=3)
    assert source.spot(None) == Spot()


@pytest.mark.parametrize(("form", "number", "shown"), [
    ("decimal", 12, "12"), ("chineseCounting", 12, "十二"), ("decimalEnclosedCircle", 3, "③"), ("upperRoman", 14, "XIV"),
    ("lowerLetter", 28, "bb"), ("upperLetter", 2, "B"), ("decimalFullWidth", 10, "１０"), ("ideographEnclosedCircle", 2, "(二)"),
    ("decimalEnclosedParen", 5, "(5)"), ("decimalEnclosedCircle", 30, "30"), ("unknown", 4, "4"),
])  # fmt: skip
def test_numbers_are_shown_as_word_prints_them(form, number, shown):
    assert shown_number(number, form) == shown


def test_lists_count_on_begin_anew_and_show_the_levels_above():
    counters = Counters({("a", 0): Level("decimal", "%1."), ("a", 1): Level("decimal", "%1.%2", 3), ("a", 2): Level("bullet", "·")})
    said = [counters.printed("a", depth) for depth in (0, 1, 1, 0, 1, 2)]
    assert said == ["1.", "1.3", "1.4", "2.", "2.3", ""]
    assert [counters.printed("a", 0, restart=("b", 5)) for _ in range(2)] == ["5.", "6."]
    assert counters.printed("none", 0) == ""


def test_symbol_fonts_print_boxes_and_ticks():
    assert [symbol(code) for code in (0xF0FE, 0xFE, 0xF0A8, 0xF0FF, 0x4E00)] == ["☑", "☑", "□", "□", "一"]
