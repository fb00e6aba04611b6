"""Documents of thirty offices, each with its own habits: every field as printed, nothing invented."""

from datetime import UTC, datetime

import pytest
from offices import DOCUMENTS, SAID

from toolkit.checks import judge
from toolkit.model import Book
from toolkit.official.reading import read_publication
from toolkit.profile import default_profile

PROFILE = default_profile()


def said(problem):
    return (
        problem.number, problem.other_numbers, problem.section, problem.text,
        (problem.lead_units, problem.responsible_units, problem.acceptance_units, problem.supervising_units),
        problem.deadline, problem.long_term, problem.goal,
        [(m.ordinal, m.text, m.done_note, m.deadline) for m in problem.measures],
        (problem.status_text, problem.status), [(p.ordinal, p.text) for p in problem.progress],
    )  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_offices_document(name):
    suffix = "md" if name == "网页稿" else "txt"
    read = read_publication(f"{name}.{suffix}", DOCUMENTS[name].encode(), PROFILE)
    assert [said(problem) for problem in read.problems] == SAID[name]


def test_a_year_that_is_not_printed_is_told():
    read = read_publication("方案.txt", DOCUMENTS["方括号"].encode(), PROFILE)
    book = Book(PROFILE, datetime(2025, 3, 1, tzinfo=UTC), problems=read.problems, publication=read)
    [remark] = [r for r in judge(book) if r.code == "P809"]
    assert (remark.problem, remark.given, remark.expected) == (2, "10月底前", "2025年10月31日")


def test_titles_of_notices():
    titles = {name: read_publication("a.txt", DOCUMENTS[name].encode(), PROFILE).title for name in ("公示", "销号公示", "栏目作标题")}
    assert titles == {"公示": "关于东山县第26项整改任务完成情况的公示", "销号公示": "西岭区中央生态环境保护督察反馈问题整改销号公示",
                      "栏目作标题": "云川市整改任务分解"}  # fmt: skip
