"""A plan printed on two pages of a newspaper is one plan, wherever it broke."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.model import NOWHERE, Publication
from toolkit.official.reading import read_publication, read_publications
from toolkit.profile import default_profile

PROFILE = default_profile()
PLAN = """白鹭市督察整改方案

一、整改任务
（一）水环境方面
（1）东湾沿岸有4处排污口没有整治，旱季仍有污水直排。
牵头单位：市水务局
责任单位：东湾县党委和政府
验收单位：市生态环境局
整改时限：2033年6月底
整改目标：整治4处排污口。
整改措施：一是查清来源。二是建成截流管2.6公里。
（2）北岭3家砖厂没有覆盖料堆，扬尘明显。
牵头单位：市工业和信息化局
责任单位：北岭区党委和政府
验收单位：市生态环境局
整改时限：2033年9月底
整改目标：3家砖厂料堆全部覆盖。
整改措施：一是逐厂检查。二是建成封闭料棚。
（3）城南垃圾转运站渗滤液外溢。
牵头单位：市城市管理局
责任单位：城南区党委和政府
验收单位：市生态环境局
整改时限：2033年12月底
整改目标：渗滤液全部收集。
整改措施：完成转运站改造。
"""
NEWS = "本报讯 昨日，全市召开生态环境保护工作会议。会议强调，一是压实责任。二是加强督办。\n"


def problems(publication: Publication):
    return [replace(problem, place=NOWHERE) for problem in publication.problems]


def kinds(publication: Publication):
    return [d.kind for d in publication.diagnostics]


def torn(at: int, text: str = PLAN):
    first = f"{text[:at]}\n（下转第7版）\n{NEWS}".encode()
    second = f"天气预报：晴。\n（上接第1版）\n{text[at:]}".encode()
    return ("头版.txt", first), ("七版.txt", second)


WHOLE = read_publication("全.txt", PLAN.encode(), PROFILE)


@pytest.mark.parametrize("word", [
    "有4处", "东湾县党委", "年6月底", "整改目标：整治", "一是查清来源", "二是建成截流", "6公里", "（2）", "（3）", "目标：3家",
])  # fmt: skip
def test_two_halves_are_one_plan_whatever_their_order(word):
    first, second = torn(PLAN.index(word) + (1 if word == "6公里" else 0))
    for documents in ((first, second), (second, first)):
        [(names, joined)] = read_publications(documents, PROFILE)
        assert names == ("头版.txt", "七版.txt")
        assert problems(joined) == problems(WHOLE)
        assert (joined.title, kinds(joined)) == (WHOLE.title, [])


def test_places_name_the_page_they_were_read_on():
    [(_, joined)] = read_publications(torn(PLAN.index("（2）")), PROFILE)
    assert [(p.place.file, p.place.line) for p in joined.problems] == [("头版.txt", 5), ("七版.txt", 3), ("七版.txt", 10)]


def test_marks_within_a_line_are_marks():
    at = PLAN.index("截流管")
    first = f"{PLAN[:at]}（下转第7版）\n{NEWS}".encode()
    second = f"（上接第1版）{PLAN[at:]}".encode()
    [(_, joined)] = read_publications([("b.txt", second), ("a.txt", first)], PROFILE)
    assert problems(joined) == problems(WHOLE)


def test_three_pages_follow_their_numbers():
    one, two = PLAN.index("（2）"), PLAN.index("（3）")
    pages = [
        ("a.txt", f"（上接第3版）\n{PLAN[two:]}".encode()),
        ("b.txt", f"（上接第1版）\n{PLAN[one:two]}（下转第5版）\n{NEWS}".encode()),
        ("c.txt", f"{PLAN[:one]}（下转第3版）\n{NEWS}".encode()),
    ]
    [(names, joined)] = read_publications(pages, PROFILE)
    assert (names, problems(joined), kinds(joined)) == (("c.txt", "b.txt", "a.txt"), problems(WHOLE), [])


def test_a_half_alone_says_so_and_invents_nothing():
    first, second = torn(PLAN.index("4处排污口。\n整改措施"))
    [(_, alone)] = read_publications([first], PROFILE)
    assert ([p.number for p in alone.problems], kinds(alone)[0]) == ([1], "truncated")
    [(_, rest)] = read_publications([second], PROFILE)
    assert [p.text for p in rest.problems] == [p.text for p in WHOLE.problems[1:]]
    assert "上接" in rest.diagnostics[0].note
    assert rest.diagnostics[0].kind == "truncated"


def test_the_tail_of_one_problem_is_no_list():
    _, second = torn(PLAN.index("渗滤液全部"))
    [(_, rest)] = read_publications([second], PROFILE)
    assert (rest.problems, kinds(rest)) == ((), ["no_list"])
    assert "一起导入" in rest.diagnostics[0].note


def test_two_whole_plans_stay_two():
    other = PLAN.replace("白鹭市", "青鸾市")
    read = read_publications([("a.txt", PLAN.encode()), ("b.txt", other.encode())], PROFILE)
    assert [names for names, _ in read] == [("a.txt",), ("b.txt",)]
