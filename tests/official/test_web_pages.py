"""Saved web pages: whatever a site puts around a list is left out, and nothing of the list is lost."""

from __future__ import annotations

import quopri
from dataclasses import replace
from html import escape

import pytest
from inventions import QINGHE, YUNCHUAN, annex, plan, units
from press import Style
from test_inventions import ALL, Document, differences, meant

from toolkit.model import Place
from toolkit.official.reading import read_publication
from toolkit.official.sources import Grid, read_source
from toolkit.official.sources.apart import read_here
from toolkit.profile import default_profile

PROFILE = default_profile()
PLANS = ("copy", "copy, brackets", "copy, 1、", "copy, ①", "annex", "annex, 落实情况", "annex, status apart")

HEAD = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_云川市人民政府</title>
<meta name="ArticleTitle" content="{title}"><style>.a{{color:red}}</style><script>var a="<p>一、假问题</p>";</script></head><body>
<div class="top"><a href="/">设为首页</a> | <a href="/c">加入收藏</a> | <a href="/w">无障碍阅读</a></div>
<div id="nav"><ul><li><a href="/1">首页</a></li><li><a href="/2">政务公开</a></li><li><a href="/3">整改措施清单</a></li>
<li><a href="/4">牵头单位：市水务局</a></li></ul></div>
<div class="search"><form><input value="一、搜索的问题"><select><option>整改时限：2024年</option></select><button>搜索</button></form></div>
<div class="breadcrumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/x">督察整改</a> &gt; 整改方案</div>"""
FOOT = """<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/r1">云川市召开督察整改推进会 一、整改任务</a></li><li><a href="/r2">二、督察整改工作情况</a></li>
<li><a href="/r3">三、整改措施清单公示</a></li></ul></div>
<div style="display:none">四、看不见的问题。<br>牵头单位：市财政局<br>整改时限：2024年</div>
<div class="footer"><p>主办单位：云川市人民政府　承办单位：云川市大数据局</p><p>联系电话：0000-1234567　地址：云川市青石路1号</p>
<p>版权所有 ICP备00000000号-1　网站标识码：0000000000　公网安备00000000000000号</p></div></body></html>"""


def lines_of(document: Document) -> list[str]:
    return [line.strip() for line in document.text.split("\n") if line.strip()]


def as_paragraphs(lines):
    body = "".join(f'<p style="text-indent:2em;">　　<span>{escape(line)}</span></p>\n' for line in lines)
    return f'<div class="article"><div class="TRS_Editor">{body}</div></div>'


def as_breaks(lines):
    return '<div id="zoom">' + "<br>\n&nbsp;&nbsp;&nbsp;&nbsp;".join(map(escape, lines)) + "</div>"


def as_nested(lines):
    body = "".join(f"<div><div><font>{escape(line)}</font></div></div>" for line in lines)
    return f'<div class="main"><div class="left"><div class="con">{body}</div></div></div>'


def as_layout_table(lines):
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return ('<table width="1000"><tr><td width="200"><a href="/a">栏目一</a><br><a href="/b">栏目二</a></td>'
            f"<td><table><tr><td>标题</td></tr><tr><td>{body}</td></tr></table></td></tr></table>")  # fmt: skip


def as_word_saved(lines):
    body = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US style='font-size:16.0pt'>{escape(line)}"
        "<o:p></o:p></span></p>" for line in lines)  # fmt: skip
    return ("<!--[if gte mso 9]><xml><w:WordDocument>一、批注里的问题</w:WordDocument></xml><![endif]-->"
            f"<div class=WordSection1 style='layout-grid:15.6pt'>{body}</div>")  # fmt: skip


def as_pages(lines):
    third = len(lines) // 3 + 1
    parts = [lines[i:i + third] for i in range(0, len(lines), third)]
    shown = "".join(
        f'<div class="page" id="p{n}"{"" if n == 0 else " style=display:none"}>' + "".join(f"<p>{escape(x)}</p>" for x in part) + "</div>"
        for n, part in enumerate(parts))  # fmt: skip
    return shown + '<div class="pagination"><a href="#">上一页</a><a href="#">1</a><a href="#">2</a><a href="#">下一页</a></div>'


FORMS = {f.__name__: f for f in (as_paragraphs, as_breaks, as_nested, as_layout_table, as_word_saved, as_pages)}


def page(document: Document, form, title: str, charset: str = "utf-8") -> bytes:
    meta = '<div class="info">发布时间：2025-03-01 08:30　来源：市生态环境局　浏览次数：<span>128</span>次　字体：[大 中 小]</div>'
    text = HEAD.format(charset=charset, title=title) + f'<div class="wrap"><h1>{title}</h1>{meta}{form(lines_of(document))}'
    return (text + "<p>责任编辑：王平</p></div>" + FOOT).encode(charset)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PLANS)
def test_every_field_of_a_page_comes_back(name, form, monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", read_here)
    document = ALL[name]
    title = "云川市贯彻落实省生态环境保护督察反馈意见整改方案"
    charset = "gb2312" if form in ("as_breaks", "as_layout_table") else "utf-8"
    content = page(document, FORMS[form], title, "gb18030" if charset == "gb2312" else charset)
    content = content.replace(b'charset="gb18030"', b'charset="gb2312"')
    read = read_publication("网页.html", content, PROFILE)
    count, wrong = differences(replace(document, title=None), read)
    assert count > 100
    assert not wrong
    assert read.title in (title, document.title)


# ── tables ───────────────────────────────────────────────────────────────────────────────────────
HEADINGS = ("序号", "方面", "问题", "牵头单位", "责任单位", "验收单位", "整改时限", "整改目标", "整改措施")


def ledger(problems, city) -> str:
    """A ledger with a cell for each measure, everything else merged down over them."""
    rows = ["<tr>" + "".join(f"<th>{heading}</th>" for heading in HEADINGS) + "</tr>"]
    for problem in problems:
        told = (str(problem.number), problem.section, problem.text, "、".join(problem.lead_units),
                units(city, int(problem.responsible_units[0]))[0], "、".join(problem.acceptance_units),
                problem.deadline_text, problem.goal)  # fmt: skip
        down = len(problem.measures)
        for place, measure in enumerate(problem.measures):
            cells = "".join(f'<td rowspan="{down}"><p>{escape(text)}</p></td>' for text in told) if place == 0 else ""
            rows.append(f"<tr>{cells}<td>{measure.ordinal + '是' if measure.ordinal else ''}{escape(measure.shown())}</td></tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def test_a_ledger_with_cells_merged_down(monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", read_here)
    problems = plan(QINGHE, 6, 14, levels=1)
    body = HEAD.format(charset="utf-8", title="清禾市督察整改措施清单") + ledger(problems, QINGHE) + FOOT
    read = read_publication("网页.htm", body.encode(), PROFILE)
    document = Document("", "", meant(problems, QINGHE, Style()), "plan", "清禾市督察整改措施清单")
    assert not differences(document, read)[1]
    assert read.problems[1].place == Place("网页.htm", "表1", row=2 + len(problems[0].measures), line=1)


def test_cells_merged_both_ways():
    page = ("<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td><td>丙</td></tr><tr><td>丁</td><td>戊</td><td>己</td></tr>"
            "<tr><td>庚</td><td>辛</td><td>壬</td></tr></table>")  # fmt: skip
    grid = read_here("html", page.encode()).pieces[0]
    assert isinstance(grid, Grid)
    assert grid.rows == (("甲", "乙", "", "丙"), ("甲", "丁", "戊", "己"), ("庚", "辛", "壬"))


# ── single matters ───────────────────────────────────────────────────────────────────────────────
def texts(page: str | bytes, kind: str = "html") -> list[str]:
    return [piece.text for piece in read_here(kind, page if isinstance(page, bytes) else page.encode()).pieces]


def test_automatic_numbers_of_lists():
    page = ('<ol start="3"><li>甲</li><li value="7">乙</li><li>丙</li></ol><ol style="list-style-type:cjk-ideographic"><li>丁'
            '<ol type="a"><li>戊</li></ol></li><li><p>己</p></li></ol><ul><li>庚</li></ul>')  # fmt: skip
    assert texts(page) == ["3.甲", "7.乙", "8.丙", "一、丁", "a.戊", "二、己", "庚"]


def test_white_space_is_what_a_browser_shows():
    page = "<p>　　第一\n行，<b>粗</b>体　内有\n全角</p><p>市水务局&nbsp;市农牧局 PM2.5\n 3 处</p><p> \n </p>甲<br/>乙"
    assert texts(page) == ["第一行，粗体　内有全角", "市水务局 市农牧局 PM2.5 3 处", "甲", "乙"]


def test_hidden_and_deleted_text_is_no_text():
    page = ("<p>留<span style='DISPLAY: none'>藏</span>下<del>删</del><ins>增</ins></p><div hidden>藏</div>"
            "<p style='mso-hide:all'>藏</p><template><p>藏</p></template>末")  # fmt: skip
    assert texts(page) == ["留下增", "末"]


@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_saved_as_one_file(encoding, charset, monkeypatch):
    monkeypatch.setattr("toolkit.official.sources.door.read_apart", read_here)
    body = page(ALL["copy"], as_paragraphs, "云川市督察整改方案", "gb18030" if charset == "gb2312" else charset)
    body = body.replace(b"gb18030", b"gb2312")
    packed = quopri.encodestring(body) if encoding == "quoted-printable" else body
    archive = (b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
               b'\ttype="text/html"; boundary="--x--"\r\n\r\n----x--\r\nContent-Type: text/html; charset=%s\r\n'
               b"Content-Transfer-Encoding: %s\r\n\r\n%s\r\n----x--\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n----x----\r\n"
               % (charset.encode(), encoding.encode(), packed))  # fmt: skip
    read = read_publication("网页.mht", archive, PROFILE)
    assert not differences(replace(ALL["copy"], title="云川市督察整改方案"), read)[1]


@pytest.mark.parametrize("content", [
    b"<html><frameset><frame src=a></frameset></html>",
    b"<html><body><div id=app></div><script>load()</script></body></html>",
    b"<html><body><ul><li><a href=/>a</a></li><li><a href=/b>b</a></li><li><a href=/c>c</a></li></ul></body></html>",
])  # fmt: skip
def test_a_page_without_text_is_a_sentence(content):
    source = read_source("网页.html", content)
    assert not source.pieces
    assert "没有正文" in source.trouble


def test_news_on_a_page_gives_no_problem():
    news = "<p>本报讯　昨日，全市召开督察整改推进会。一是提高站位；二是压实责任，牵头单位、责任单位要逐项对账。</p>" * 6
    body = HEAD.format(charset="utf-8", title="云川市召开督察整改推进会") + news + FOOT
    read = read_publication("新闻.html", body.encode(), PROFILE)
    assert (read.kind, read.problems) == ("none", ())


def test_an_annex_read_through_the_child_tells_its_lines():
    problems = annex(YUNCHUAN, 5, 4)
    body = "".join(f"<p>{n}、{escape(p.text)}</p><p>整改进展情况：{p.status_text}</p><p>已开展。</p>" for n, p in zip("一二三四", problems, strict=True))
    read = read_publication("附件.html", f"<html><body>{body}</body></html>".encode(), PROFILE)
    assert [p.place.line for p in read.problems] == [1, 4, 7, 10]


def test_a_page_named_in_short_gets_no_second_headline():
    page = ("<html><head><title>整改清单</title></head><body><h2>青川市督察反馈整改措施清单（公开稿）</h2>"
            "<table><tr><td>序号</td><td>反馈问题</td><td>牵头单位</td><td>整改措施</td></tr>"
            "<tr><td>1</td><td>污水直排。</td><td>市水务局</td><td>截污。</td></tr></table></body></html>")
    assert read_publication("页.html", page.encode(), PROFILE).title == "青川市督察反馈整改措施清单"
