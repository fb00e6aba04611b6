"""The house's importing rights, as a table: a module that reaches where it may not fails here."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "toolkit"

SHARED = {"model", "regex", "cellnames"}
RIGHTS: dict[str, set[str]] = {
    "unusable": set(),
    "regex": set(),
    "cellnames": set(),
    "model": {"unusable", "regex", "cellnames"},
    "text": SHARED,
    "clauses": SHARED,
    "quantities": SHARED | {"clauses", "text"},
    "dates": SHARED | {"text"},
    "sheetbook": SHARED | {"text"},
    "store": SHARED,
    "children": {"unusable"},
    "units": SHARED | {"text"},
    "tables": SHARED | {"unusable", "children", "text"},
    "duties": SHARED | {"units", "text"},
    "paragraphs": SHARED | {"text"},
    "periods": SHARED,
    "defaults": SHARED,
    "demo": SHARED | {"text", "tables"},
    "profile": SHARED | {"text", "dates", "units", "tables", "sheetbook", "defaults"},
    "official": SHARED | {"children", "text", "dates", "units", "tables", "sheetbook"},
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


# ── what a command loads ─────────────────────────────────────────────────────────────────────────
def _at_once(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that run when a module does: not those of functions, nor those only types need."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from _at_once([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from _at_once(node.body)


@lru_cache
def at_once() -> dict[str, set[str]]:
    """Module -> what of ours it imports when it is imported, the packages around each included."""
    names = {path: ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
             for _, path, _ in modules()}
    known = set(names.values())
    found = {}
    for _, path, tree in modules():
        wanted = {names[path].rpartition(".")[0]}
        for node in _at_once(tree.body):
            if isinstance(node, ast.ImportFrom) and node.module:
                wanted |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
        found[names[path]] = wanted & known
    return found


@lru_cache
def loaded_with(module: str) -> frozenset[str]:
    """All of ours that importing a module loads."""
    seen, left = set[str](), [module]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += [*at_once()[name], *filter(None, [name.rpartition(".")[0]])]
    return frozenset(seen)


DOCUMENTS = ("official.reading", "official.grammar", "official.sources", "official.lines", "official.tabular",
             "official.revision", "official.together")
OFFICE_SHEET = ("template", "pattern", "issue.office")
PRINTED = ("page", "excel", "reports.annex.plan", "reports.letters.notices", "reports.board")
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "cli": ("model", "app"),
    "tables.child": ("model", "text", "checks"),  # what reads foreign files, in a process of its own
    "app.session": (*DOCUMENTS, *OFFICE_SHEET, "issue", "read", "word", "page", "reports", "reconcile"),
    "app.period": (*DOCUMENTS, *OFFICE_SHEET, "demo", "page", "excel"),
    "app.publishing": (*DOCUMENTS, *OFFICE_SHEET, "demo", "page", "excel"),
    "app.tracing": (*DOCUMENTS, *OFFICE_SHEET, *PRINTED, "word"),
    "app.issuing": (*DOCUMENTS, *OFFICE_SHEET, *PRINTED, "word", "read", "reconcile"),
    "app.receiving": (*DOCUMENTS, *OFFICE_SHEET, *PRINTED, "word", "read", "reconcile", "issue"),
    "app.catalogue": (*DOCUMENTS, *OFFICE_SHEET, "official", "profile", "tables", "sheetbook", "store", "reports"),
}
"""What a command begins with -> what it must not load for that: half a second of every start was such."""


@pytest.mark.parametrize("module", LEFT_OUT)
def test_a_command_loads_nothing_it_may_not_need(module: str) -> None:
    loaded = loaded_with(f"toolkit.{module}")
    assert len(loaded) > 5
    for left_out in LEFT_OUT[module]:
        name = f"toolkit.{left_out}"
        assert name in at_once(), f"{left_out} is nowhere"
        excess = {each for each in loaded if each == name or each.startswith(f"{name}.")}
        assert not excess, f"{module} loads {sorted(excess)}"


def test_what_is_loaded_is_seen_here_as_python_does_it() -> None:
    script = "import sys, toolkit.app.issuing; print(*(name for name in sys.modules if name.startswith('toolkit')))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT.parent, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == loaded_with("toolkit.app.issuing")


ASKED_AT_ONCE = {"tables", "read", "sheetbook", "agreement", "excel", "demo",
                 "app/inbox", "app/outputs", "regex.py"}
"""Rooms whose patterns are asked with every file or text anyway, and so are compiled at once."""


def test_patterns_that_may_not_be_asked_are_compiled_when_they_are() -> None:
    seen = 0
    for _, path, tree in modules():
        name = path.relative_to(ROOT).as_posix()
        if any(name == room or name.startswith((f"{room}/", f"{room}.")) for room in ASKED_AT_ONCE):
            continue
        inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
        calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call) and id(n) not in inside}
        assert "re.compile" not in calls, f"{name}: write regex(…), see toolkit/regex.py"
        seen += "regex" in calls
    assert seen > 50


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
