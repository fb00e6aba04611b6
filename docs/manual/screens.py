"""Pictures of what stands on the screen: console windows, the board, and the flow of a period."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from drawing import WIDTH, framed, trimmed
from PIL import Image
from rendering import Studio
from stage import LAST, TODAY, said

from toolkit.app.launchers import launcher_files

_SHELL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; width: WIDTHpx; background: #fff; font-family: "Noto Sans CJK SC"; }
.window { border: 1px solid #777; border-radius: 7px; overflow: hidden; }
.title { padding: 5px 12px; background: #f0f0f0; color: #222; font-size: 14px; }
.title b { float: right; letter-spacing: 14px; font-weight: normal; color: #555; }
pre { margin: 0; padding: 10px 12px; background: #0c0c0c; color: #d8d8d8;
  font: 15px/1.5 "Noto Sans Mono CJK SC"; white-space: pre-wrap; word-break: break-all; }
pre i { display: inline-block; width: .5em; overflow: hidden; font-style: normal; text-indent: -.25em; height: 1.5em;
  vertical-align: bottom; }
pre u { text-decoration: none; color: #ffe08a; }
</style>
<div class="window"><div class="title">TITLE<b>－□×</b></div><pre>TEXT</pre></div>
""".replace("WIDTH", str(WIDTH))

_STEPS = (
    ("0", "0-导入.bat", "整改方案", "templates/问题清单.xlsx", "每个专项做一次"),
    ("1", "1-下发.bat", "报送期、截止时间", "outbox/报送期/下发/", "发给各单位去填"),
    ("2", "2-检查.bat", "inbox/报送期/ 里的报送表", "校验报告.xlsx、退回/", "催报、退回，改好再收"),
    ("3", "3-汇总.bat", "检查过的报送表", "附件、台账、通知、看板", "改文字后可再汇总"),
    ("4", "4-定稿.bat", "没有阻断意见", "定稿/", "对外公布，存档"),
)
_FLOW = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; width: WIDTHpx; background: #fff; font-family: "Noto Sans CJK SC"; color: #1f2933; }
.row { display: flex; align-items: stretch; gap: 26px; padding: 8px; }
.step { position: relative; flex: 1; border: 2px solid #17456b; border-radius: 8px; text-align: center; }
.step h3 { margin: 0; padding: 7px 0; background: #17456b; color: #fff; font-size: 17px; border-radius: 4px 4px 0 0; }
.step p { margin: 0; padding: 7px 4px; font-size: 14px; line-height: 1.45; }
.step p + p { border-top: 1px dashed #9fb3c8; }
.step .in { color: #52606d; min-height: 40px; }
.step .out { background: #fff7d6; font-weight: bold; min-height: 40px; }
.step + .step::before { content: "▶"; position: absolute; left: -24px; top: 42%; color: #17456b; font-size: 18px; }
.back { margin: 0 8px; padding: 7px; border: 2px solid #b35c00; border-radius: 8px; color: #8a4700;
  text-align: center; font-size: 14px; }
</style>
<div class="row">STEPS</div>
<div class="back">有要改的：把“退回”里的表发回单位，改好报来放进收件箱，再做 2、3；没有了再做 4。下个月从 1 开始。</div>
""".replace("WIDTH", str(WIDTH))

ISSUE = "1-下发.bat"
_DUE = "4月25日18时"
_NEXT = "2025-04"


def flow(studio: Studio, _: Path) -> Image.Image:
    """The five steps, what goes in and what comes out."""
    steps = "".join(
        f'<div class="step"><h3>{bat}</h3><p class="in">{comes}</p><p class="out">{goes}</p><p>{then}</p></div>'
        for _, bat, comes, goes, then in _STEPS)
    return _shown(studio, _FLOW.replace("STEPS", steps), 400)


def status(studio: Studio, root: Path) -> Image.Image:
    """`status` on a terminal."""
    os.environ |= {"COLUMNS": "104", "TERM": "xterm-256color"}
    text = said("status", LAST, "-C", root, "--today", TODAY, screen=True)
    command = f"<u>zhenggai status {LAST}</u>"
    return _window(studio, "整改填报工具", f"{command}\n{_coloured(text)}", 900)


def issue_window(studio: Studio, root: Path) -> Image.Image:
    """The window of `1-下发.bat`: its own questions, invented answers, the command's own words."""
    asked = re.findall(r'set /p "\w+=(.*)"', launcher_files()[ISSUE].decode("gbk"))
    period, due, to = (next(q for q in asked if word in q)
                       for word in ("要下发的报送期，直接", "报送截止时间", "只发牵头单位"))
    told = said("issue", _NEXT, "--due", _DUE, "-C", root, "--today", "2025-04-14")
    lines = (escape(period.replace("%NOW%", _NEXT)), f"{escape(due)}<u>{_DUE}</u>", escape(to),
             escape(told), "【完成】没有必须处理的问题。", "", "请按任意键继续. . .")
    return _window(studio, "整改填报工具", "\n".join(lines), 500)


def board(studio: Studio, root: Path) -> Image.Image:
    """The top of the board in a browser."""
    return framed(studio.browser(root / "outbox" / LAST / "看板.html", 1200, 1000))


SCREENS: dict[str, Callable[[Studio, Path], Image.Image]] = {
    "flow": flow, "status": status, "issue": issue_window, "board": board}


def _window(studio: Studio, title: str, text: str, tall: int) -> Image.Image:
    return _shown(studio, _SHELL.replace("TITLE", title).replace("TEXT", text), tall)


def _shown(studio: Studio, html: str, tall: int) -> Image.Image:
    page = studio.work / "screen.html"
    page.write_text(html, encoding="utf-8")
    return trimmed(studio.browser(page, WIDTH, tall), 4)


_COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#f2cc60", "36": "#79c0ff"}


def _coloured(text: str) -> str:
    """What a terminal was sent, as HTML: the colours we use, and lines half as wide as our font has them."""
    shown, opened = [], 0
    for part in re.split(r"(\x1b\[[\d;]*m)", text):
        codes = re.fullmatch(r"\x1b\[([\d;]*)m", part)
        if not codes:
            shown.append(re.sub("([─│┌┬┐├┼┤└┴┘])", r"<i>\1</i>", escape(part)))
            continue
        shown.append("</span>" * opened)
        colour = next((_COLOURS[c] for c in codes[1].split(";") if c in _COLOURS), "")
        opened = int(bool(colour))
        shown.append(f'<span style="color:{colour}">' if colour else "")
    return "".join(shown)
