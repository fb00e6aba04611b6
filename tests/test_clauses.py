"""Sentences, clauses and what is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.clauses import BLANK, clause_around, clauses, sentences, unquoted


def test_sentences_and_clauses():
    text = "已清淤，正在护岸；完成。\n下一步：验收！"
    assert [s.text for s in sentences(text)] == ["已清淤，正在护岸；完成。", "下一步：验收！"]
    assert [c.text for c in clauses(text)] == ["已清淤", "正在护岸", "完成", "下一步", "验收"]


def test_quoted_words_are_blanked_where_they_stand():
    assert unquoted("改“已完成”为《办法》") == f"改{BLANK * 5}为{BLANK * 4}"


def test_an_open_quotation_mark_quotes_nothing():
    assert unquoted("改“已完成") == "改“已完成"


@given(st.text(alphabet="一二，。；：“”《》\n！ab", max_size=60))
def test_pieces_stand_where_they_say(text):
    assert len(unquoted(text)) == len(text)
    for piece in (*sentences(text), *clauses(text)):
        assert text[piece.start:piece.end] == piece.text
        assert clause_around(text, piece.start).start <= piece.start
