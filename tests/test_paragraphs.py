"""The units' own numbering, unified, by the contract's section *The annex*."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.paragraphs import as_written, lines_of, unify


def printed(*cells: str) -> list[str]:
    return [f"{n.ordinal or ''}{n.text}" for cell in unify(cells) for n in cell]


def test_a_single_line_is_not_numbered() -> None:
    assert printed("已建成投用。") == ["已建成投用。"]


def test_several_lines_without_any_number_are_numbered() -> None:
    assert printed("已完成清淤。\n\n已种植护岸林。") == ["（一）已完成清淤。", "（二）已种植护岸林。"]


def test_numbered_lines_become_the_annex_level() -> None:
    for given_lines in ("1.清淤。\n2.护岸。", "一、清淤。\n二、护岸。", "（1）清淤。\n（2）护岸。",
                        "（一）清淤。\n（二）护岸。", "一是清淤。\n二是护岸。"):
        assert printed(given_lines) == ["（一）清淤。", "（二）护岸。"]


def test_an_unnumbered_line_after_a_numbered_one_stays_its_continuation() -> None:
    assert printed("1.清淤。\n另已立碑。\n2.护岸。") == ["（一）清淤。", "另已立碑。", "（二）护岸。"]


def test_a_second_unit_continues_the_count() -> None:
    assert printed("1.清淤。\n2.护岸。", "1.执法。") == ["（一）清淤。", "（二）护岸。", "（三）执法。"]
    assert printed("清淤。", "执法。") == ["（一）清淤。", "（二）执法。"]


def test_numbers_inside_a_line_are_text() -> None:
    line = "一是清淤3公里，二是护岸2处。"
    assert printed(line) == [line]
    assert printed("547.5万立方米已核减。") == ["547.5万立方米已核减。"]


def test_inner_levels_are_kept_under_the_outer() -> None:
    assert printed("一、清淤。\n（一）东段。\n（二）西段。\n二、护岸。") == [
        "（一）清淤。", "（一）东段。", "（二）西段。", "（二）护岸。"]


def test_lines_know_where_they_stand() -> None:
    assert [n.line for n in unify(["一、甲\n\n二、乙"])[0]] == [1, 3]


def test_the_offices_wording_is_not_renumbered() -> None:
    assert [(n.ordinal, n.text) for n in as_written("（三）甲\n乙\n丙")] == [
        ("（三）", "甲"), (None, "乙"), (None, "丙")]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
                        min_size=1, max_size=20), min_size=1, max_size=6))
def test_no_text_is_lost(lines: list[str]) -> None:
    cell = "\n".join(lines)
    kept = "".join(n.text for n in unify([cell])[0])
    for _, line in lines_of(cell):
        assert any(line.endswith(n.text) and n.text for n in unify([cell])[0])
    assert len(kept) <= len(cell)


@given(st.lists(st.sampled_from(["清淤完成", "护岸完成", "（一）执法", "1.巡查", "立碑"]), max_size=8))
def test_unifying_what_was_printed_changes_nothing(lines: list[str]) -> None:
    once = printed("\n".join(lines))
    flat = [line for line in lines if line.startswith("1.")] and [
        line for line in lines if line.startswith("（")]
    if not flat:  # two levels in one cell are kept as they are, and their outer level renumbered
        assert printed("\n".join(once)) == once
