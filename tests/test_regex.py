"""Patterns compiled at their first use ask as compiled ones do; every one of the toolkit's is sound."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import toolkit
from toolkit.regex import _ASKED, _Later, regex


def test_it_answers_as_a_compiled_one() -> None:
    late, compiled = regex(r"(\d+)年(\d+)月", re.IGNORECASE), re.compile(r"(\d+)年(\d+)月", re.IGNORECASE)
    text = "2025年3月至2026年4月"
    assert late.search(text).groups() == compiled.search(text).groups()
    assert late.findall(text) == compiled.findall(text)
    assert late.sub("×", text, count=1) == compiled.sub("×", text, count=1)
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert regex(rb"\x00+").split(b"a\x00\x00b") == [b"a", b"b"]
    assert not hasattr(late, "nothing")


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    compiling = re.compile
    monkeypatch.setattr("toolkit.regex.re.compile", lambda *given: asked.append(given) or compiling(*given))
    late = regex("甲+")
    assert late.pattern == "甲+"
    assert asked == []
    assert late.match("甲甲")
    assert late.fullmatch("乙") is None
    assert late.sub("丙", "甲") == "丙"
    assert asked == [("甲+", 0)]


def test_every_pattern_of_the_toolkit_compiles() -> None:
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    late = [each for each in gc.get_objects() if type(each) is _Later]
    assert len(late) > 200
    for each in late:
        assert all(hasattr(each, asked) for asked in _ASKED), each
