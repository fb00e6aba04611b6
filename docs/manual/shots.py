"""Every picture of the manual that shows a printed document: which page, which part, which marks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drawing import GAP, RADIUS, WIDTH, beside, cell_around, framed, line_above, mark, stacked
from PIL import Image
from rendering import Studio, Word
from stage import LAST, PUBLISHED, SCROLLED, UNIT

_FINE = 3.0
"""Pixels a point at which ruled lines are looked for."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns of a table from one heading to another, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class View:
    """A part of one page: columns of a table, or its whole width.

    ``page`` says (without blanks) which page; the part begins above the word ``top`` and reaches
    down ``tall`` points at most, of a table to the line before; ``marks`` are words beside which
    ①②③ stand, in that order from ``counts_from``.
    """

    document: str
    page: str
    strips: tuple[Strip, ...] = ()
    top: str = ""
    tall: float = 842
    marks: tuple[str, ...] = ()
    counts_from: int = 1
    margin: float = 24


Shot = tuple[tuple[View, ...], ...]
"""Rows of pictures; what stands in one row stands side by side."""

_OUT = f"outbox/{LAST}"
_SHEET = f"{_OUT}/下发/{UNIT}.xlsx"
_BACK = f"{_OUT}/退回/{UNIT}.xlsx"
_REPORT = f"{_OUT}/校验报告.xlsx"
_LEDGER = f"{_OUT}/整改台账.xlsx"
_ANNEX = "附件-整改进展情况.docx"
_PROFILE = "templates/专项配置.xlsx"

SHOTS: dict[str, Shot] = {
    "sheet": ((View(_SHEET, "填报单位", (Strip("序号", "整改时限"),), "填报单位", 32, ("填报单位", "填报人*")),),
              (View(_SHEET, "填报单位", (Strip("序号", "问题"), Strip("整改时限", "完成日期")), "序号", 172,
                    ("问题", "上期进展", "整改状态*", "整改进展情况*"), 3),)),
    "instructions": ((View(_SHEET, "一、所有问题本期都没有新进展的", (), "填报说明", 345, ("本期无进展", "哪些要填")),),),
    "todo": ((View(_REPORT, "可直接粘贴的话", (Strip("单位", "提醒"),), "单位", 290, ("单位", "缺什么、错什么")),),
             (View(_REPORT, "可直接粘贴的话", (Strip("联系人", "可直接粘贴的话"),), "单位", 290,
                   ("联系人", "可直接粘贴的话"), 3),)),
    "matrix": ((View(_REPORT, "表头的数字是问题序号", (Strip("单位", "20"),), "√", 400),),),
    "returned": ((View(_BACK, "填报表退回意见", (Strip("序号", "意见"),), "序号", 400, ("位置", "意见")),),
                 (View(_BACK, "请于2025年3月25日18时前报送", (Strip("序号", "问题"), Strip("整改状态*", "佐证材料")),
                       "序号", 400, ("整改状态*", "完成日期"), 3),)),
    "ledger": ((View(_LEDGER, "整改台账·问题", (Strip("序号", "序号"), Strip("问题", "牵头单位"), Strip("整改时限", "整改状态")),
                     "序号", 215, ("问题", "整改状态")),),
               (View(SCROLLED, "公开文字", (Strip("序号", "序号"), Strip("公开状态", "销号日期")), "序号", 330,
                     ("公开状态", "修改人", "验收日期"), 3),)),
    "annex": ((View(f"{_OUT}/{_ANNEX}", "草稿", (), "", 600, ("草稿",)),
               View(f"outbox/{PUBLISHED}/定稿/{_ANNEX}", "截至2025年2月28日", (), "", 600, ("（截至",), 2)),),
    "circular": ((View(f"{_OUT}/通知/通报.docx", "报送情况的通报", (), "", 700, ("号", "一、总体情况")),
                  View(f"{_OUT}/通知/通报.docx", "状态收到时间", (), "", 700, ("状态",), 3)),),
    "settings": ((View(_PROFILE, "专项名称", (Strip("项目", "说明"),), "项目", 260, ("取值",)),),),
    "units": ((View(_PROFILE, "单位全称", (Strip("单位全称", "所属集体"), Strip("联系人", "承接单位")), "单位全称", 190,
                    ("别名", "所属集体", "联系人", "承接单位")),),),
    "rules": ((View(_PROFILE, "豁免规则", (Strip("代码", "级别"), Strip("豁免规则", "豁免单位"), Strip("批准人", "有效期")),
                    "代码", 130, ("启用", "豁免规则", "批准人", "有效期")),),),
}


def documents(root: Path) -> set[Path]:
    """Every document that is photographed."""
    return {root / view.document for shot in SHOTS.values() for row in shot for view in row}


def picture(studio: Studio, root: Path, shot: Shot) -> Image.Image:
    """One picture, WIDTH pixels wide."""
    rows = []
    for row in shot:
        parts = [framed(_view(studio, root, view, WIDTH / len(row) - 8 * (len(row) > 1))) for view in row]
        rows.append(_side_by_side(parts))
    return stacked(rows)


def _side_by_side(parts: list[Image.Image]) -> Image.Image:
    if len(parts) == 1:
        return parts[0]
    whole = Image.new("RGB", (WIDTH, max(p.height for p in parts)), "white")
    for number, part in enumerate(parts):
        whole.paste(part, (number * (WIDTH // 2 + 8), 0))
    return whole


def _view(studio: Studio, root: Path, view: View, width: float) -> Image.Image:
    document = root / view.document
    page = studio.page_with(document, view.page)
    words = studio.words(document, page)
    fine = studio.pixels(document, page, _FINE)
    top = _word(words, view.top, 0).top - 8 if view.top else 0
    spans = _spans(fine, words, view, top)
    ends = min(top + view.tall, fine.height / _FINE)
    if document.suffix == ".xlsx":
        ends = line_above(fine, round(spans[0][0] * _FINE), round(spans[0][1] * _FINE), round(ends * _FINE)) / _FINE
    scale = (width - GAP * (len(spans) - 1)) / sum(right - left for left, right in spans)
    drawn = studio.pixels(document, page, scale)
    if view.marks and view.strips:
        top = _make_room(drawn, _cell(fine, _word(words, view.top, 0))[1], scale)
    for number, phrase in enumerate(view.marks, view.counts_from):
        mark(drawn, number, _mark_at(fine, _word(words, phrase, top), view, scale))
    parts = [drawn.crop((round(left * scale), round(top * scale),
                         round(right * scale), round((ends + 1) * scale))) for left, right in spans]
    return beside(parts)


def _mark_at(fine: Image.Image, word: Word, view: View, scale: float) -> tuple[float, float]:
    """Above the cell a column's heading stands in, before one of a row; in a Word document before the word."""
    middle = (word.top + word.bottom) / 2 * scale
    if view.document.endswith(".docx"):
        return word.left * scale - 18, middle
    left, top, right, _ = _cell(fine, word)
    if not view.strips:
        return left * scale - 18, middle
    return (left + right) / 2 * scale, top * scale - 6


def _make_room(page: Image.Image, top: float, scale: float) -> float:
    """White above a cell's upper edge, for a mark; gives where the picture now begins."""
    room = min(RADIUS + 9, top * scale)
    page.paste((255, 255, 255), (0, int(top * scale - room), page.width, int(top * scale)))
    return top - room / scale


def _spans(fine: Image.Image, words: list[Word], view: View, top: float) -> list[tuple[float, float]]:
    """From where to where the picture reaches across the page, in points, one pair a strip."""
    if not view.strips:
        return [(view.margin, fine.width / _FINE - view.margin)]
    spans = []
    for strip in view.strips:
        first, last = (_cell(fine, _word(words, phrase, top)) for phrase in (strip.first, strip.last))
        spans.append((first[0] - 1, last[2] + 1))
    return spans


def _cell(fine: Image.Image, word: Word) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the cell a word stands in, in points."""
    left, top, right, bottom = cell_around(fine, (
        round(word.left * _FINE), round(word.top * _FINE),
        round(word.right * _FINE), round(word.bottom * _FINE)))
    return left / _FINE, top / _FINE, right / _FINE, bottom / _FINE


def _word(words: list[Word], phrase: str, top: float) -> Word:
    """The word that is the phrase; else the first that begins with it."""
    below = [word for word in words if word.bottom > top]
    same = [word for word in below if word.text == phrase]
    return (same or [word for word in below if word.text.startswith(phrase)])[0]
