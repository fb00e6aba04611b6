"""The user manual says what is: its pictures, the sentences it explains, the names it tells people to look for."""

from __future__ import annotations

import ast
import importlib.util
import re
import struct
from pathlib import Path
from types import ModuleType

import pytest
from democity import DemoCity
from openpyxl import load_workbook

from toolkit.app.launchers import launcher_files
from toolkit.app.workspace import workspace_files
from toolkit.manual import MANUAL, manual_page
from toolkit.profile import default_profile

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
PICTURES = ROOT / "toolkit" / "manual" / "pictures"


def _maker() -> ModuleType:
    """docs/manual/page.py, which is no package."""
    spec = importlib.util.spec_from_file_location("manual_page_maker", ROOT / "docs" / "manual" / "page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _maker()


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────
def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    shown = list(PAGE.pictures_in(TEXT))
    assert len(shown) > 10
    assert len(shown) == TEXT.count("![") == len(set(shown))
    assert set(shown) == {path.name for path in PICTURES.iterdir()}


def test_readme_shows_the_flow_first() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert ROOT / shown == PICTURES / "flow.png"
    first_screen = readme[:readme.index("## ")]
    assert first_screen.index(shown) < first_screen.index("pip install . && zhenggai demo")
    assert 'pip install ".[test]" && python -m pytest' in first_screen


@pytest.mark.parametrize("picture", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_pictures_are_light_and_as_wide_as_a_page(picture: Path) -> None:
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", content[16:24])
    assert 900 <= wide <= 960
    assert 100 < tall < 1400
    assert len(content) <= 120_000


def test_all_pictures_together_are_light_and_can_be_made_again() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= 1_500_000
    made = "".join((ROOT / "docs" / "manual" / name).read_text(encoding="utf-8") for name in ("shots.py", "screens.py"))
    for path in PICTURES.iterdir():
        assert f'"{path.stem}": ' in made, f"{path.name} is made by nothing in docs/manual"


# ── the page ─────────────────────────────────────────────────────────────────────────────────────
def test_the_page_is_the_manual() -> None:
    page = (ROOT / "toolkit" / "manual" / "page.html").read_text(encoding="utf-8")
    assert page == PAGE.page_of(TEXT), "run `python docs/manual/make.py page`"


def test_init_lays_out_a_page_that_needs_nothing_else() -> None:
    content = workspace_files(default_profile())[MANUAL]
    assert content == manual_page() == manual_page()
    page = content.decode("utf-8")
    assert page.count('src="data:image/png;base64,') == len(list(PICTURES.iterdir()))
    assert not re.search(r'src="(?!data:)|url\(|<script|<link|href="(?!#)', page)
    assert len(content) < 2_000_000


def test_every_link_within_the_page_arrives() -> None:
    page = manual_page().decode("utf-8")
    places = re.findall(r'<h\d id="([^"]+)"', page)
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 12
    assert links <= set(places)
    assert all(places.count(link) == 1 for link in links)
    assert links == set(re.findall(r"\]\(#([^)]+)\)", TEXT)) | {"使用手册"}


def test_the_source_folder_opens_the_same_page() -> None:
    stub = (ROOT / MANUAL).read_text(encoding="utf-8")
    (target,) = re.findall(r"url=([^\"]+)", stub)
    assert (ROOT / target).is_file()


# ── the sentences it explains ────────────────────────────────────────────────────────────────────
def _strings() -> str:
    """Every literal of the source, parts of f-strings too, and what the launchers say."""
    found = [launcher.decode("gbk") for launcher in launcher_files().values()]
    found.append((ROOT / "安装.bat").read_bytes().decode("gbk"))
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        found += [node.value for node in nodes if isinstance(node, ast.Constant)
                  and isinstance(node.value, str) and id(node) not in docstrings]
    return "\n".join(found)


def _quoted() -> list[str]:
    """The first column of the tables of 常见问题."""
    return re.findall(r"^\| `([^`]+)` \|", section("常见问题"), re.MULTILINE)


def test_every_sentence_of_the_questions_is_really_said() -> None:
    said = _strings()
    quoted = _quoted()
    assert len(quoted) > 25
    assert len(quoted) == len(set(quoted))
    for sentence in quoted:
        for part in sentence.split("…"):
            assert part in said, f"nothing says “{part}” ({sentence})"


def test_what_the_windows_ask_and_say_is_told() -> None:
    windows = "".join(launcher.decode("gbk") for launcher in launcher_files().values())
    for ending in ("【完成】", "【已完成，但还不能定稿】", "【没有做成】"):
        assert ending in windows
        assert ending in section("一页速查")
    for name in (*launcher_files(), "安装.bat"):
        assert f"`{name}`" in TEXT
    assert "### 没有网怎么装\n" in TEXT
    assert "没有网怎么装" in (ROOT / "安装.bat").read_bytes().decode("gbk")


# ── the names it tells people to look for ────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def city(demo_city: DemoCity) -> Path:
    assert any(MANUAL in line for line in demo_city.told.lines[-3:])
    return demo_city.root


@pytest.fixture(scope="module")
def cells(city: Path) -> set[str]:
    """Sheet names and short texts of the demo's workbooks."""
    found: set[str] = set()
    for path in [*city.glob("templates/*.xlsx"), *city.glob("outbox/2025-03/*.xlsx"),
                 *sorted(city.glob("outbox/2025-03/下发/*.xlsx"))[:1], *city.glob("outbox/2025-03/退回/*.xlsx")]:
        book = load_workbook(path)
        found |= set(book.sheetnames)
        for sheet in book:
            found |= {str(value).rstrip("*") for row in sheet.iter_rows(values_only=True) for value in row
                      if value is not None and len(str(value)) < 30}
    return found


INVENTED = {"整改方案.docx", "整改方案（修订）.docx", "上期附件.docx", "月报表.xlsx", "填报表.xlsx", "第1版.txt",
            "更正说明.docx"}
"""Files of the manual's examples, one that only learning makes and one that only a change after 定稿 makes."""


def test_files_of_the_manual_are_in_a_demo(city: Path) -> None:
    there = {path.name for path in city.rglob("*")} | {"安装.bat"}
    named = {name.rpartition("/")[2] for name in re.findall(
        r"`([^`\s*]+\.(?:xlsx|docx|html|bat|csv|toml|json))`", TEXT)}
    assert len(named) > 12
    assert named - there <= INVENTED, named - there - INVENTED


def test_sheets_and_columns_of_the_manual_are_in_a_demo(cells: set[str]) -> None:
    named = {name for group in re.findall(r"((?:“[^”]{1,14}”)+)(?:表|栏)", TEXT)
             for name in re.findall("“([^”]+)”", group)}
    assert len(named) > 15
    assert not named - cells


def test_what_belongs_to_the_profile_is_there() -> None:
    book = load_workbook(ROOT / "templates" / "专项配置.xlsx", read_only=True)
    named = set(re.findall(r"`专项配置\.xlsx`的?“([^”]+)”", TEXT))
    assert {"设置", "单位", "栏目", "状态", "规则", "节假日"} <= named <= set(book.sheetnames)


# ── the checklist ────────────────────────────────────────────────────────────────────────────────
def test_the_checklist_fits_a_page() -> None:
    text = section("交接清单")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    assert 8 <= len(rows) <= 18
    assert all(row[2:] == ["□", "□"] for row in rows)
    # On A4 the first two columns take about 17 and 30 characters a line, and a page 45 lines.
    lines = sum(max(-(-len(row[0]) // 17), -(-len(row[1]) // 30)) for row in rows)
    assert lines + 10 <= 45
    for word in (".zhenggai", "豁免", "联系人", "变更记录", "定稿", "备份", "接手人"):
        assert word in text
