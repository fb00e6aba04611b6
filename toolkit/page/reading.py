"""A page of ours read back from its bytes: what it says, for the proof that the outputs agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from toolkit.regex import regex

if TYPE_CHECKING:
    from lxml import etree

Rows = list[tuple[str, ...]]
_STATUSES = regex(r"(.+?)(\d+)项(?:；|。)")
_SAID_BEFORE, _SOURCE = "按状态用语：", "来源："
_PROBLEM_HEADINGS = ("序号", "问题", "牵头单位", "整改时限", "整改状态", "逾期", "来源")


def read_page(content: bytes) -> dict[str, Rows]:
    """What the page says, by part: '' its numbers, then 整改状态, 单位报送情况 and 问题整改情况.

    Numbers and statuses are rows of a word and a number, the others tables, their headings first.
    """
    from lxml import etree

    page = content.decode()
    frame, lines = _apart(page)
    root = etree.fromstring(frame.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if root is None:
        return {}
    return {
        "": [(_plain(item[1]), _plain(item[0])) for item in root.iterfind(".//ul[@class='tiles']/li")],
        "整改状态": list(_statuses(root)),
        "单位报送情况": [tuple(map(_plain, row)) for row in root.iterfind(".//table[@class='units']//tr")],
        "问题整改情况": [_PROBLEM_HEADINGS, *lines, *map(_problem, root.iterfind(".//details[@data-n]"))],
    }


_LINE = regex(
    r'<details data-n="[^<>]*?( data-late="1")?><summary class="line"><span class="n">([^<>]*)</span>'
    r'<span class="q">([^<>]*)</span><span>([^<>]*)</span><span>([^<>]*)(?:<em[^<>]*>[^<>]*</em>)?</span>'
    r'<span><b[^<>]*>[^<>]*</b>([^<>]*)</span><span>.*?</span></summary>\s*<div[^<>]*><p[^<>]*>([^<>]*)</p>', re.DOTALL)


def _apart(page: str) -> tuple[str, Sequence[tuple[str, ...]]]:
    """The page without its problems, and these: by far most of a page, and of a form that needs no tree.

    Where one of them has another form, all stay in the page.
    """
    start, end = page.find('<div id="list">'), page.find('<p id="none"')
    found = _LINE.findall(page, start, end) if 0 <= start < end else []
    if len(found) != page.count("<details"):
        return page, ()
    return page[:start] + page[end:], [
        (*(unescape(said).strip() for said in (number, problem, leads, deadline)), unescape(status),
         "逾期" if late else "", unescape(soft).rpartition(_SOURCE)[2])
        for late, number, problem, leads, deadline, status, soft in found]


def _statuses(root: etree._Element) -> Iterator[tuple[str, ...]]:
    said = next((p.text for p in root.iterfind(".//main/p") if (p.text or "").startswith(_SAID_BEFORE)), None)
    yield from _STATUSES.findall((said or "").removeprefix(_SAID_BEFORE))


def _problem(details: etree._Element) -> tuple[str, ...]:
    number, problem, leads, deadline, status, _ = details[0]
    late = "逾期" if details.get("data-late") else ""
    source = (details[1][0].text or "").rpartition(_SOURCE)[2]
    return (*map(_said, (number, problem, leads, deadline)), status[0].tail or "", late, source)


def _said(element: etree._Element) -> str:
    return (element.text or "").strip()


def _plain(element: etree._Element) -> str:
    """An element's text without the sign of its tint."""
    return "".join(str(text) for text in element.itertext() if text not in _SIGNS)


_SIGNS = frozenset("▲◆●◇○")
