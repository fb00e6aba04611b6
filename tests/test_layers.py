"""The house's importing rights, as a table: a module that reaches where it may not fails here."""

from __future__ import annotations

import ast
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "toolkit"

SHARED = {"model"}
RIGHTS: dict[str, set[str]] = {
    "unusable": set(),
    "model": {"unusable"},
    "text": SHARED,
    "clauses": SHARED,
    "quantities": SHARED | {"clauses", "text"},
    "dates": SHARED | {"text"},
    "sheetbook": SHARED | {"text"},
    "store": SHARED,
    "units": SHARED | {"text"},
    "tables": SHARED | {"text"},
    "duties": SHARED | {"units", "text"},
    "paragraphs": SHARED | {"text"},
    "periods": SHARED,
    "defaults": SHARED,
    "demo": SHARED | {"text", "tables"},
    "profile": SHARED | {"text", "dates", "units", "tables", "sheetbook", "defaults"},
    "official": SHARED | {"text", "dates", "units", "tables", "sheetbook"},
    "read": SHARED | {"text", "dates", "units", "tables", "sheetbook"},
    "pattern": SHARED | {"text", "sheetbook", "tables"},
    "template": SHARED | {"text", "sheetbook", "tables", "pattern"},
    "issue": SHARED | {"text", "dates", "sheetbook", "tables", "pattern"},
    "ledgerbook": SHARED | {"text", "dates", "sheetbook", "tables", "paragraphs"},
    "collect": SHARED | {"text", "dates", "units", "duties"},
    "reconcile": SHARED | {"text", "dates", "units", "duties"},
    "checks": SHARED | {"text", "dates", "units", "duties", "clauses", "quantities"},
    "merge": SHARED | {"text", "dates", "units", "paragraphs"},
    "reports": SHARED | {"text", "dates", "quantities"},
    "agreement": SHARED | {"text"},
    "word": SHARED | {"text"},
    "excel": SHARED | {"text", "sheetbook"},
    "page": SHARED | {"text"},
    "manual": set(),
    "__init__": set(),
    "__main__": {"cli", "unusable"},
    "terminal": SHARED | {"text"},
    "cli": {"unusable", "app", "terminal"},
}
"""Room -> rooms it may import. ``app`` may import every room but ``cli``."""

HEAVY = {"openpyxl", "docx", "pandas", "lxml", "pypdfium2", "python_calamine", "xlsxwriter", "rapidfuzz",
         "msoffcrypto", "rich"}
PURE = {"agreement", "clauses", "quantities", "reconcile", "checks", "merge", "reports", "collect", "duties", "paragraphs"}
UNCLEAN = {"os", "pathlib", "logging", "time", "io", "shutil", "tempfile", "openpyxl", "docx"}


@lru_cache
def modules() -> list[tuple[str, Path, ast.Module]]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append((parts[0], path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def imported_rooms(tree: ast.Module) -> set[str]:
    rooms = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("toolkit."):
            rooms.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "toolkit":
            rooms |= {alias.name for alias in node.names if alias.name != "__version__"}
        elif isinstance(node, ast.Import):
            rooms |= {a.name.split(".")[1] for a in node.names if a.name.startswith("toolkit.")}
    return rooms


def test_every_room_is_in_the_table_and_every_right_is_kept() -> None:
    seen = 0
    for room, path, tree in modules():
        if room == "app":
            assert "cli" not in imported_rooms(tree), path
            continue
        assert room in RIGHTS, f"{path} stands in a room the table does not know"
        excess = imported_rooms(tree) - RIGHTS[room] - {room}
        assert not excess, f"{path} may not import {sorted(excess)}"
        seen += 1
    assert seen > 40


def test_the_rights_in_the_table_are_used() -> None:
    used: dict[str, set[str]] = {}
    for room, _, tree in modules():
        used.setdefault(room, set()).update(imported_rooms(tree))
    assert set(RIGHTS) <= set(used)


def test_the_middle_is_pure() -> None:
    seen = 0
    for room, path, tree in modules():
        if room not in PURE:
            continue
        names = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import)
                 for a in n.names}
        names |= {n.module.split(".")[0] for n in ast.walk(tree)
                  if isinstance(n, ast.ImportFrom) and n.module}
        assert not names & UNCLEAN, f"{path} reaches out: {sorted(names & UNCLEAN)}"
        calls = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert not calls & {"now", "today", "open", "read_text", "write_bytes"} - {"now"}, path
        assert not any(
            isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            and n.func.attr in {"now", "today"} for n in ast.walk(tree)), f"{path} reads the clock"
        seen += 1
    assert seen > 20


def test_heavy_libraries_are_imported_inside_functions() -> None:
    seen = 0
    for _, path, tree in modules():
        for node in tree.body:
            if path.name == "rows.py" and path.parent.name == "sheetbook":
                break  # a subclass of xlsxwriter's worksheet; itself imported inside functions
            names: set[str] = set()
            if isinstance(node, ast.Import):
                names = {a.name.split(".")[0] for a in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module.split(".")[0]}
            assert not names & (HEAVY | {"fcntl", "resource"}), f"{path}: {sorted(names)}"
            seen += 1
    assert seen > 300


def test_scripts_run_by_hand_import_what_there_is() -> None:
    """Benches and the manual's scripts run nowhere in CI: after a move they would break unseen."""
    seen = 0
    scripts = (path for folder in ("tests", "docs") for path in (ROOT.parent / folder).rglob("*.py"))
    for path in scripts:
        if path.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "toolkit":
                module = import_module(str(node.module))
                for name in (alias.name for alias in node.names):
                    assert hasattr(module, name) or find_spec(f"{node.module}.{name}"), f"{path}: {node.module}.{name}"
                    seen += 1
    assert seen > 50


LIMIT_MODULE, LIMIT_FUNCTION = 250, 40
LONG_MODULES: dict[str, str] = {
    "reconcile/meeting.py": "one meeting of entries and problems, told unit by unit",
    "reports/letters/notices.py": "two letters and their sentences",
}
"""Module -> why it is longer than the house likes."""


def length_of(path: Path, tree: ast.Module) -> int:
    """The lines of a module, but for the pages of rules: those are the manual, not code."""
    rules = [node for node in tree.body if isinstance(node, ast.FunctionDef) and any(
        isinstance(each, ast.Call) and getattr(each.func, "id", "") == "rule" for each in node.decorator_list)]
    pages = sum((node.body[0].end_lineno or 0) - node.body[0].lineno + 1 for node in rules)
    return len(path.read_text(encoding="utf-8").splitlines()) - pages


def without_docstring(node: ast.FunctionDef) -> ast.FunctionDef:
    """A function as its statements: a rule's docstring is its page in the manual, not code."""
    if ast.get_docstring(node) is None:
        return node
    return ast.FunctionDef(node.name, node.args, node.body[1:] or [ast.Pass()], [],
                           lineno=node.lineno, col_offset=0)


def test_reasons_for_long_modules_are_still_needed() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): length_of(path, tree) for _, path, tree in modules()}
    assert {name for name, lines in lengths.items() if lines > LIMIT_MODULE} == LONG_MODULES.keys()


def test_rooms_keep_their_size() -> None:
    seen = 0
    for _, path, tree in modules():
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = len(ast.unparse(without_docstring(node)).splitlines())
                assert length <= LIMIT_FUNCTION, f"{name}:{node.lineno} {node.name}: {length} lines"
                seen += 1
    assert seen > 300


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "handler", "process",
                                  "data", "info", "obj"])
def test_no_empty_words_name_a_module(word: str) -> None:
    names = {p.stem for p in ROOT.rglob("*.py")} | {p.name for p in ROOT.rglob("*") if p.is_dir()}
    assert names
    assert word not in names
