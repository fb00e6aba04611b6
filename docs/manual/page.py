"""The manual as one HTML page: markdown in, HTML out, the same bytes for the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>整改填报工具 使用手册</title>
<style>
body { margin: 0 auto; max-width: 980px; padding: 20px 24px 60px; color: #1f2933; background: #fff;
  font: 16px/1.75 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", SimHei, sans-serif; }
h1 { font-size: 28px; color: #17456b; }
h2 { margin: 48px 0 12px; padding: 6px 12px; font-size: 22px; color: #fff; background: #17456b; border-radius: 4px; }
h3 { margin: 30px 0 8px; font-size: 18px; color: #17456b; border-bottom: 1px solid #cfd6dd; }
h4 { margin: 22px 0 6px; font-size: 16px; }
a { color: #0b4f8a; }
img { display: block; max-width: 100%; margin: 12px 0; border: 1px solid #cfd6dd; }
table { width: 100%; margin: 12px 0; border-collapse: collapse; font-size: 14.5px; line-height: 1.55; }
th, td { padding: 5px 8px; border: 1px solid #b8c2cc; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eef2f6; white-space: nowrap; }
code { padding: 0 4px; background: #f2f4f7; border-radius: 3px; overflow-wrap: anywhere;
  font: 14px Consolas, "Noto Sans Mono CJK SC", "Microsoft YaHei", monospace; }
pre { padding: 10px 12px; background: #f2f4f7; border-radius: 4px; overflow-x: auto; }
pre code { padding: 0; white-space: pre-wrap; }
h1 + p + p + ul, h1 + p + ul { columns: 3; }
.top { float: right; color: #fff; font-size: 13px; font-weight: normal; line-height: 30px; }
@media print {
  @page { size: A4; margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 12.5px; line-height: 1.6; }
  table { font-size: 11.5px; }
  h2 { break-after: avoid; } h3, h4 { break-after: avoid; } img, tr { break-inside: avoid; }
  .top { display: none; }
  .page { break-before: page; }
}
</style>
</head>
<body>
"""
_FOOT = "</body>\n</html>\n"
_OWN_PAGE = ("第一次用", "交接清单")
"""Sections that begin on a new sheet when printed."""


def page_of(manual: str) -> str:
    """The page, its pictures still beside it as ``pictures/NAME.png``."""
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(manual)
    html = html.replace("../toolkit/manual/pictures/", "pictures/")
    html = re.sub(r'<a href="[^"#]+\.md">(.*?)</a>', r"\1", html)  # those pages are not at hand
    html = re.sub(r"<h([1-4])>(.*?)</h\1>", _with_anchor, html)
    return _HEAD + re.sub(r'href="#([^"]+)"', _unquoted, html) + _FOOT


def anchor(heading: str) -> str:
    """A heading as what links to it say: no punctuation, blanks as dashes."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def pictures_in(manual: str) -> Iterable[str]:
    """The names of the pictures that the manual shows, in its order."""
    return re.findall(r"!\[[^\]]+\]\(\.\./toolkit/manual/pictures/([a-z]+\.png)\)", manual)


def _with_anchor(found: re.Match[str]) -> str:
    level, text = found.groups()
    name = anchor(re.sub(r"<.*?>", "", text))
    kind = ' class="page"' if text in _OWN_PAGE else ""
    top = '<a class="top" href="#使用手册">回到开头</a>' if level == "2" else ""
    return f'<h{level} id="{name}"{kind}>{text}{top}</h{level}>'


def _unquoted(found: re.Match[str]) -> str:
    from urllib.parse import unquote

    return f'href="#{unquote(found[1])}"'
