"""Any text Excel can hold comes back as it was written, by both ways of reading a part."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_workbooks import column_of, openpyxl_written, standard_looking, written

from toolkit.tables import read_workbook, sheetxml, strings
from toolkit.tables.by_kind import read_tables
from toolkit.tables.grid import Tables

# What a cell can hold: any character but halves of a pair and the two that are none.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=80,
)


def texts_of(content: bytes) -> list[str]:
    tables = read_tables(content)
    assert isinstance(tables, Tables), tables
    return [cell.text for cell in tables.sheets[0].cells]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12))
@example(["_x000D_", "_x0041_", "_X0041_", "_x00zz_", "a_x0041_b_x0042_"])
@example(["a\r\nb\rc\nd\te", "\x01\x0b\x1f", "  首尾空白  ", "　", "\n", " "])
@example(["<v>&lt;</v>]]>", "&amp;#10;", "𠮷😀", "=1+1", "'001", "100%", "NA", "#REF!"])
def test_text_by_xlsxwriter_comes_back(texts):
    assert texts_of(column_of(texts)) == texts


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Cn", "Co"]),
                        min_size=1, max_size=40).filter(lambda t: t[0] != "=" and "_x" not in t),
                min_size=1, max_size=8))
def test_text_by_openpyxl_comes_back(texts):
    found = read_tables(openpyxl_written([[text] for text in texts]))
    assert [c.text for c in found.sheets[0].cells if c.kind == "text"] == [
        text for text in texts if text not in ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")]


def test_the_longest_text_comes_back():
    text = "整" * 32_767
    assert texts_of(column_of([text])) == [text]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.floats(allow_nan=False, allow_infinity=False)),
                min_size=1, max_size=6))
def test_both_ways_of_reading_agree(rows):
    def fill(book):
        sheet = book.add_worksheet()
        for row, (text, number) in enumerate(rows):
            sheet.write_string(row, 0, text)
            sheet.write_number(row, 1, number)
            sheet.write_formula(row, 2, "A1&B1", None, text)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.merge_range(20, 0, 21, 3, "合并")
    assert_both_ways_agree(written(fill))


def test_both_ways_agree_on_a_standard_sheet():
    assert assert_both_ways_agree(standard_looking()) == 5


def assert_both_ways_agree(content: bytes) -> int:
    """Compare the short way with the parser on every sheet; how many went the short way."""
    short = 0
    original = sheetxml._plain, strings.plain_section
    sheetxml._seen_again.cache_clear()
    fast = read_workbook("甲.xlsx", content)

    def counted(part):
        nonlocal short
        found = original[0](part)
        short += found is not None
        return found
    sheetxml._plain = counted
    sheetxml._seen_again.cache_clear()
    read_tables(content)
    sheetxml._seen_again.cache_clear()
    sheetxml._plain, strings.plain_section = (lambda _: None), (lambda *_: None)
    try:
        assert read_tables(content) == fast
    finally:
        sheetxml._plain, strings.plain_section = original
    return short
