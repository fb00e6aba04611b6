"""What all tests share: hypothesis without deadlines, the demo played once, the whole suite on every core."""

from __future__ import annotations

import os

import pytest
from democity import DemoCity, played
from hypothesis import settings

# The same examples in every run: a red build is one anybody can repeat. Look for new ones with
# HYPOTHESIS_SEARCH=1 in the environment. A busy machine must not fail a test that asks about text.
settings.register_profile(
    "shop", deadline=None, print_blob=True, derandomize=not os.environ.get("HYPOTHESIS_SEARCH"))
settings.load_profile("shop")

MOST_WORKERS = 8


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The whole suite runs on every core, one file at a time each; chosen tests run in this process, one by one.

    Whoever says ``-n`` or ``-s`` or asks for a debugger decides; without pytest-xdist all run one by one.
    """
    option = config.option
    chosen = getattr(option, "file_or_dir", None) or option.usepdb or option.capture == "no" or option.collectonly
    if chosen or "PYTEST_XDIST_WORKER" in os.environ or getattr(option, "numprocesses", 0) is not None:
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores > 1:
        option.numprocesses, option.dist = min(cores, MOST_WORKERS), "loadfile"
        option.loadscopereorder = False  # the long files stand in folders of the front of the alphabet


@pytest.fixture(scope="session")
def demo_city(tmp_path_factory: pytest.TempPathFactory) -> DemoCity:
    """The demo, played once for all who look at it; not to be changed."""
    return played(tmp_path_factory.mktemp("demo") / "演示")
