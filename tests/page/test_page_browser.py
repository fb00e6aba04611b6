"""The page in a real browser: its script runs under its own policy, filters, searches and opens.

Needs Chromium: skipped without it, unless ZHENGGAI_RENDER=1 says that it must not be.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "reports"))

from boards import large_ledger

from toolkit.page import write_page
from toolkit.reports.board import board

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
HOSTILE = '<script>document.title="坏"</script><img src=x onerror="document.title=1">'

_DRIVER = """
<script>
const seen = {};
const visible = () => [...document.querySelectorAll("#list > details:not([hidden])")].map((d) => Number(d.dataset.n));
function set(id, value) {
  const field = document.getElementById(id);
  if (field.type === "checkbox") field.checked = value; else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const found = visible();
  if (field.type === "checkbox") field.checked = false; else field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return found;
}
seen.all = visible();
seen.unit = set("by-unit", "2");
seen.status = set("by-status", "0");
seen.section = set("by-section", "1");
seen.late = set("by-late", true);
seen.remark = set("by-remark", true);
seen.number = set("by-word", "第１２项");
seen.text = set("by-word", "敷设截污管道7米");
seen.nothing = set("by-word", "没有这样的文字");
document.getElementById("by-unit").value = "2";
document.getElementById("by-unit").dispatchEvent(new Event("input", { bubbles: true }));
document.querySelector('.remarks a[href="#d1"]').click();
addEventListener("hashchange", () => {
  seen.opened = [...document.querySelectorAll("details[open]")].map((d) => Number(d.dataset.n));
  seen.back = visible().length;
  document.body.dataset.seen = JSON.stringify(seen);
});
</script>
"""


def dom(path: Path, aim: str = "") -> str:
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path.parent / 'profile'}",
         "--virtual-time-budget=3000", "--dump-dom", path.as_uri() + aim],
        capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8")


@pytest.fixture
def browser() -> None:
    if not CHROMIUM or os.environ.get("ZHENGGAI_RENDER") != "1":
        assert os.environ.get("ZHENGGAI_RENDER") != "1", "Chromium is asked for and missing"
        pytest.skip("no browser asked for")


@pytest.mark.usefixtures("browser")
def test_its_own_script_runs_and_no_other(tmp_path: Path) -> None:
    page = tmp_path / "看板.html"
    found = board(large_ledger(5, 10))
    problems = (found.problems[0]._replace(text=HOSTILE), *found.problems[1:])
    page.write_bytes(write_page(found._replace(problems=problems, title="题")))
    said = dom(page, "#d3")
    assert re.search(r'<form class="sift" id="sift">', said), "the filter is shown by the script"
    assert re.findall(r'<details data-n="(\d+)"[^>]*open', said) == ["3"]
    assert "显示10项，共10项" in said
    assert "<title>题</title>" in said


@pytest.mark.usefixtures("browser")
def test_filters_searches_and_links_find_what_they_say(tmp_path: Path) -> None:
    """Driven by a script of the test, for which alone the policy is taken out."""
    ledger = large_ledger(5, 40)
    text = write_page(board(ledger)).decode()
    page = tmp_path / "看板.html"
    page.write_text(re.sub(r"<meta http-equiv=[^>]*>", "", text).replace("</body>", _DRIVER + "</body>"), encoding="utf-8")
    told = re.search(r'data-seen="([^"]*)"', dom(page))
    assert told
    seen = json.loads(told[1].replace("&quot;", '"'))
    rows = ledger.rows
    first = max({r.printed_status for r in rows}, key=lambda w: sum(r.printed_status == w for r in rows))
    assert seen["all"] == [r.problem.number for r in rows]
    assert seen["unit"] == [n for n in seen["all"] if n in ledger.units[2].expected]
    assert len(seen["status"]) == sum(r.printed_status == first for r in rows)
    assert seen["section"] == [r.problem.number for r in rows if r.problem.section == "乙类短板"]
    assert seen["late"] == [r.problem.number for r in rows if r.overdue]
    assert seen["late"]
    assert seen["remark"] == sorted({r.problem for r in ledger.remarks})  # type: ignore[type-var]
    assert seen["number"] == [12]
    assert 8 in seen["text"]
    assert len(seen["text"]) < 6
    assert seen["nothing"] == []
    assert seen["opened"] == [1]
    assert 1 not in seen["unit"]
    assert seen["back"] == 40, "a link reaches a problem the filter hid"
