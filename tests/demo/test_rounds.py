"""The demo's story, told by the real steps: what each round shows, and that it can be published."""

from dataclasses import dataclass

import pytest

from toolkit.app.outcome import Outcome
from toolkit.demo import rounds_of


@dataclass
class Story:
    """Outcome of every round's run, in order."""

    rounds: list[Outcome]

    def said(self, number, weight="blocks"):
        remarks = self.rounds[number].document["remarks"]
        return {(r["code"], r["unit"]) for r in remarks if r["weight"] == weight}

    def states(self, number):
        return {u["unit"]: u["state"] for u in self.rounds[number].document["units"]}

    def file(self, number, part):
        (found,) = [f for f in self.rounds[number].document["files"] if part in f["file"]]
        return found


@pytest.fixture(scope="module")
def story(demo_city):
    assert (demo_city.root / "outbox/2025-02/定稿/附件-整改进展情况.docx").is_file()
    return Story(demo_city.rounds)


def test_the_first_round_shows_each_fault_once(story):
    assert story.said(0) == {
        ("R101", "市林业和草原局"), ("R102", "市农业农村局"), ("F303", "市农业农村局"), ("A401", "市自然资源局"),
    }
    odd = {unit: state for unit, state in story.states(0).items() if state != "returned"}
    assert odd == {
        "市林业和草原局": "missing", "市农业农村局": "late", "市工业和信息化局": "nothing_to_report"}


@pytest.mark.parametrize(("part", "verdict"), [
    ("市水务局2月报送.xlsx", "ignored"),
    ("/市水务局2月报送（修改稿）.xlsx", "accepted"),
    ("~$", "ignored"),
    ("市住建局报送材料.zip/市住建局报送材料/市住房和城乡建设局.xlsx", "accepted"),
    ("盖章扫描件.jpg", "ignored"),
    ("市工业和信息化局.xlsx", "rejected"),
    ("附件1", "accepted_with_remarks"),
])
def test_every_file_gets_the_verdict_its_story_asks_for(story, part, verdict):
    found = [f for f in story.rounds[0].document["files"]
             if part in f["file"] and not ("~$" in f["file"] and part != "~$")]
    assert [f["verdict"] for f in found] == [verdict]


def test_the_retyped_sheet_is_read_in_full(story):
    rows = {p["number"]: p for p in story.rounds[0].document["problems"]}
    assert rows[14]["status"] == "on_schedule"
    assert rows[15]["status"] == "behind"
    assert rows[15]["overdue"]
    assert {piece["cell"] for piece in rows[14]["progress"]} == {"C4"}


def test_the_second_round_is_clean(story):
    assert story.said(1) == set()
    assert set(story.states(1).values()) == {"returned"}
    assert {p["source"] for p in story.rounds[1].document["problems"]} == {"returned"}


def test_the_next_period_lacks_one_unit_and_one_date(story):
    assert story.said(2) == {("R101", "市农业农村局"), ("L504", "市城市管理局")}
    sources = {p["number"]: p["source"] for p in story.rounds[2].document["problems"]}
    assert {n for n, s in sources.items() if s == "carried"} == {4, 13, 19}
    assert {n for n, s in sources.items() if s == "none"} == {16, 17}


def test_every_round_brings_what_it_says(story):
    met = [f["file"].split(".zip/")[0] for f in story.rounds[1].document["files"]]
    for delivery in (d for r in rounds_of("2025-02") for d in r.deliveries):
        assert delivery.path in met or delivery.path.removesuffix(".zip") in met
