"""What a document says of itself: its title, and how many problems, units and deadlines it announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from toolkit.dates import read_day, read_deadline
from toolkit.model import Announced
from toolkit.official.lines.layout import Token
from toolkit.regex import regex
from toolkit.text import read_numeral

_N = r"(?<![\d.第—-])(\d{1,4}|[一二两三四五六七八九十百]{1,5})"
_SORT = r"(?:具体|突出|反馈|整改|主要|重点|生态环境|方面的?)*"
_COUNTS: dict[str, re.Pattern[str]] = {
    "problems": regex(
        rf"{_N}(?:个|项|条){_SORT}(?:问题|任务|事项)|"
        rf"(?:反馈|涉及|梳理|形成|指出|提出|共)[^，。；、\d]{{0,14}}(?:问题|任务)(?:共|共计|合计)?{_N}(?:个|项|条)|"
        rf"(?:整改|反馈)(?:问题|任务)(?:共|共计|合计){_N}(?:个|项|条)"
    ),
    "sections": regex(rf"{_N}个?大?方面"),
    "categories": regex(rf"{_N}(?:个)?(?:大)?类(?!水)"),
    "lead_units": regex(rf"{_N}[个家]?(?:整改)?牵头(?:单位|部门)"),
    "responsible_units": regex(rf"{_N}[个家]?(?:整改)?责任(?:单位|部门)"),
    "acceptance_units": regex(rf"{_N}[个家]?(?:整改)?验收(?:单位|部门)"),
}
_PART = regex(r"(?:上一?轮|此前|往年)[^，。；]{0,8}$|(?:其中|包括|占|前|已|完成|第[一二三四五六七八九十\d]+批)[^，。；]{0,6}$")
_DUE = regex(
    r"(20\d\d年(?:\d{1,2}月(?:\d{1,2}日|底|末)?|(?:第?[一二三四]季度|[上下]半年)(?:底|末)?|底|末|年底|(?=之?前)))(?:之?前)?"
    r"[，,]?(?:需|要|应|计划|拟|力争)?(?:整改完成|完成整改|完成|整改)(?:的)?(?:问题|任务)?(?:有|共)?(\d{1,4}|[一二三四五六七八九十]{1,4})(?:项|个|条)"
)


def announced(text: str) -> Announced:
    """The totals a document announces outside its list; the first mention of each counts."""
    plain = re.sub(r"\s+", "", text)
    found = {name: _first(pattern, plain) for name, pattern in _COUNTS.items()}
    return Announced(**found, due=dict(_due(plain)))


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    for match in pattern.finditer(text):
        if not _PART.search(text[max(0, match.start() - 10) : match.start()]):
            return read_numeral(next(number for number in match.groups() if number))
    return None


def _due(text: str) -> Iterator[tuple[date, int]]:
    for match in _DUE.finditer(text):
        day, count = read_deadline(match[1]).day, read_numeral(match[2])
        if day and count:
            yield day, count


# ── the title ────────────────────────────────────────────────────────────────────────────────────
_TITLE = regex(
    r".{2,}(?:方案|清单|台账|(?:任务|措施|情况|公示|分工|分解|进展|进度|明细|一览|统计|销号|整改)表)$|.{4,}(?:情况|进展|进度|计划|公示|分解|分工)(?:的?(?:通报|通告|公告|公示|报告|说明))?$"
)
_EDITION = regex(r"[（(][^（()）]{0,12}(?:(?:公开|征求意见|送审|草案|稿|印发)[^（()）]{0,14}|截\s*[至止][^（()）]{0,30})[）)]$")
_NOTED = regex(r"[（(][^（()）]{1,16}[）)]$")
_ANNEX = regex(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?$")
_AS_OF = regex(r"[（(]\s*截[至止]\s*(.{4,30}?)\s*[）)]")
_SENTENCE = regex(r"[。；！？]")
_HEADLINE = regex(r"(?:实施|印发|召开|发布|出台|公布|启动)$")


def title_of(before: Sequence[Token], after: Sequence[Token]) -> str | None:
    """The title: above the list, else (as newspapers print it) after everything."""
    return _title_above(before) or _title_below(after)


def as_of_in(before: Sequence[Token]) -> date | None:
    """The day of a line （截至2025年3月31日） above the list; blanks in it and an hour behind it do no harm."""
    lines = (_AS_OF.fullmatch(token.text.strip()) for token in before)
    return next((day for line in lines if line and (day := read_day(line[1]))), None)


def _title_above(tokens: Sequence[Token]) -> str | None:
    lines: list[str] = []
    last = 0
    for token in tokens[:12]:
        # Another sheet of the workbook; a title broken by sense is one paragraph, its lines have one number.
        if lines and (token.line < last or (token.line == last and _as_title("".join(lines)))):
            break
        last = token.line
        if _ANNEX.match(token.text):
            lines = []  # what stands above 附件 is the letter's or the page's headline
            continue
        if token.ordinal or token.label or _SENTENCE.search(token.text):
            break
        lines.append(token.text)
    return _longest_title(lines)


def _longest_title(lines: Sequence[str]) -> str | None:
    """The first run of lines that reads as a title, grown while it still does."""
    for start in range(len(lines)):
        for count in range(min(4, len(lines) - start), 0, -1):
            title = _as_title("".join(lines[start : start + count]))
            if title:
                return title
    return None


def _title_below(tokens: Sequence[Token]) -> str | None:
    """The last block of lines without a full stop that reads as a title; an edition mark settles it."""
    found: list[tuple[bool, str]] = []
    for block in _blocks(tokens):
        for start in range(len(block)):
            text = "".join(block[start:])
            title = _as_title(text)
            if title:
                found.append((bool(_EDITION.search(text)), title))
                break
    marked = [title for edition, title in found if edition]
    titles = marked or [title for _, title in found]
    return titles[-1] if titles else None


def _blocks(tokens: Iterable[Token]) -> Iterator[list[str]]:
    """Runs of lines that no blank line or sentence interrupts."""
    block: list[str] = []
    last = -1
    for token in tokens:
        if (token.line != last + 1 or _SENTENCE.search(token.text)) and block:
            yield block
            block = []
        # A headline that says all it has to say is not the beginning of the title under it.
        last = -1 if _HEADLINE.search(token.text) else token.line
        if not _SENTENCE.search(token.text):
            block.append(token.text)
    if block:
        yield block


def _as_title(text: str) -> str | None:
    bare = text.strip()
    while edition := _EDITION.search(bare) or _NOTED.search(bare):
        bare = bare[: edition.start()].strip()
    if len(bare) > 90 or _SENTENCE.search(bare) or bare.endswith("："):
        return None
    return bare if _TITLE.match(bare) else None
