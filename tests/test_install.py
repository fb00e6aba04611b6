"""The built wheel, outside the repository: it needs nothing but itself and what it declares."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel, far from the checkout."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"  # a copy: building leaves folders behind
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(
        ".git", ".*_cache", "build", "*.egg-info", "__pycache__", ".venv", ".zhenggai"))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", work, source],
                   check=True, cwd=work, env={**os.environ, "PIP_NO_INDEX": "1"})
    (wheel,) = work.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", work / "site", wheel],
                   check=True, cwd=work)
    return work / "site"


def zhenggai(site: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "toolkit", *words], cwd=cwd, env=environment,
                          capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_demo_runs_from_the_wheel(site: Path, tmp_path: Path) -> None:
    assert (site / "toolkit" / "defaults" / "profile.toml").is_file()
    done = zhenggai(site, tmp_path, "demo", "city", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert Path(document["workspace"]) == tmp_path / "city"
    assert [step["period"] for step in document["steps"]] == ["2025-02", "2025-02", "2025-03"]
    assert (tmp_path / "city" / "outbox" / "2025-02" / "定稿" / "整改台账.xlsx").is_file()
    again = zhenggai(site, tmp_path, "demo", "city")
    assert again.returncode == 2
    assert "不是空文件夹" in again.stderr


def test_help_loads_no_heavy_library(site: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "toolkit", "--help"], cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert {"toolkit", "typer"} <= loaded
    assert not loaded & {"openpyxl", "docx", "lxml", "pandas", "numpy", "xlsxwriter", "rich",
                         "python_calamine", "rapidfuzz", "filelock"}
    assert "toolkit.model" not in done.stderr


_BLOCKED = """
import importlib, pkgutil, sys

class Windows:
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource", "pwd", "grp", "termios"):
            raise ModuleNotFoundError(name)

for name in ("fcntl", "resource"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Windows())
import toolkit
names = [m.name for m in pkgutil.walk_packages(toolkit.__path__, "toolkit.")
         if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_everything_imports_where_there_is_no_fcntl(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKED], cwd=tmp_path, check=False, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


def test_what_is_imported_is_declared() -> None:
    import ast

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {line.split(";")[0].split(">")[0].strip() for line in declared["dependencies"]}
    used = set()
    for path in (ROOT / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                used.add(node.module.split(".")[0])
    foreign = used - set(sys.stdlib_module_names) - {"toolkit", "typer"}
    owners = packages_distributions()
    distributions = {owners[name][0].lower().replace("_", "-") for name in foreign} | {"typer"}
    assert len(distributions) > 8
    assert distributions == {name.lower() for name in names} - {"tzdata"}
