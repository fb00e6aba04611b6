"""What a site puts around a text: menus, breadcrumbs, share buttons, footers, hidden parts.

An element goes because of what it is (navigation, script, hidden), or because its links outweigh its
words. A container is left for its child only where all that stands beside the child is chrome too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.official.sources.pieces import Line, Piece
from toolkit.regex import regex

_NEVER = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map",
    "select", "button", "input", "textarea", "nav", "aside", "footer", "head", "title", "meta", "link", "del", "xml",
    "applet", "dialog", "menu", "marquee",
))  # fmt: skip
_NAMED = regex(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumb|breadcrumbs|crumb|crumbs|location|position|curpos|"
    r"dqwz|foot|footer|footbar|copyright|bottom|share|bdsharebuttonbox|bshare|sidebar|aside|toolbar|pager|pagination|"
    r"related|recommend|xgyd|xglj|login|search|searchbox|qrcode|ewm|topbar|banner|logo|friendlink|yqlj|comment|"
    r"fontsize|print|erwm|gotop|backtop|float|popup|modal|cookie)(?:$|[\s_-]|\d)", re.IGNORECASE,
)  # fmt: skip
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FOOTER = regex(
    r"版权所有|Copyright|©|ICP备|公网安备|网站标识码|主办单位\s*[:：]|承办单位\s*[:：]|技术支持|网站地图|建议使用|浏览器|联系我们|"
    r"扫一扫|微信公众号|政务微博|无障碍|关怀版|返回顶部|设为首页|加入收藏", re.IGNORECASE,
)  # fmt: skip
_CHROME_LINE = regex(
    r"(?:您?(?:当前|现在|所在)(?:的)?位置\s*[:：]?.*|首页(?:\s*[>›»/＞→]\s*.*)?|.{0,12}(?:[>›»＞]\s*\S{1,16}\s*){2,}.*|"
    r"(?:【|\[)?(?:打印|关闭|收藏|大|中|小|纠错|返回顶部|下载)(?:本页|窗口|页面|文章)?(?:】|\])?(?:[\s|｜【】\[\]]*(?:打印|关闭|收藏|大|中|小|纠错)(?:本页|窗口|页面|文章)?[\s|｜】\]]*)*|"
    r"(?:字号|字体|字体大小|视力保护色)\s*[:：].*|分享(?:到|至)?\s*[:：]?.{0,20}|扫一扫.{0,30}|"
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：].*|(?:发布|发文|更新|录入)(?:时间|日期)\s*[:：].*|"
    r"(?:信息|文章|稿件)?来源\s*[:：].{0,40}|(?:上|下)一(?:篇|条|页)(?:\s*[:：].*)?|相关(?:文章|链接|阅读|附件|稿件|信息)\s*[:：]?|"
    r"(?:尾页|末页|首页|共\d+页|第?\d+/\d+页?)(?:[\s\d]|上一页|下一页|尾页|末页|首页|共\d+页)*|"
    r"(?:责任编辑|编辑|审核|初审|复审|终审|作者)\s*[:：].{0,30}|(?:Copyright|版权所有|©).*|.*(?:ICP备|公网安备|网站标识码).*|"
    r"(?:主办|承办|协办|维护)单位?\s*[:：].*|技术支持\s*[:：].*|(?:联系|值班|咨询|监督|举报)?(?:电话|热线)\s*[:：].*|"
    r"地址\s*[:：].*|邮编\s*[:：].*|建议使用.*浏览.*|网站地图.*|无障碍.*|关怀版.*|搜索|登录|注册)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_HEAD, _TAIL = 25, 40
_SENTENCE = regex(r"[。；，：]")


def text_length(element: Any) -> int:
    """Characters in an element, white space apart."""
    return sum(len(re.sub(r"\s+", "", text)) for text in element.itertext())


def link_length(element: Any) -> int:
    """Characters of its links."""
    return sum(text_length(link) for link in element.iter("a") if link.get("href") is not None)


# ── whole elements ───────────────────────────────────────────────────────────────────────────────
def without_chrome(body: Any) -> None:
    """Take out of the tree what is certainly not part of the text."""
    whole = max(1, text_length(body))
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if element.tag in _NEVER or element.get("title") in ("header", "footer") or _is_hidden(element) or _is_named_chrome(element, whole):
            _drop(element)
    for element in list(body.iter("ul", "ol", "div", "table", "td", "p", "dl", "section")):
        if element.getparent() is not None and _is_list_of_links(element):
            _drop(element)


def _drop(element: Any) -> None:
    """Take an element out; what follows it stays."""
    parent, tail = element.getparent(), element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    return hidden and not _is_further_page(element)


def _is_further_page(element: Any) -> bool:
    """A page of an article that scripts turn over: it stands beside a visible one of the same kind."""
    names = set((element.get("class") or "").split())
    if text_length(element) < 100 or 2 * link_length(element) > text_length(element):
        return False
    return any(
        other is not element and other.tag == element.tag
        and names & set((other.get("class") or "").split())
        and not _HIDDEN.search(other.get("style") or "") and text_length(other) >= 100
        for other in element.getparent()
    )  # fmt: skip


def _is_named_chrome(element: Any, whole: int) -> bool:
    """Named as chrome, and with too little of the page's words to be its text."""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if not _NAMED.search(named):
        return False
    length = text_length(element)
    links = link_length(element)
    if 2 * links > length or not length:
        return True
    short = length < 0.15 * whole and not _has_sentences(element)
    return short or (length < 0.3 * whole and bool(_FOOTER.search("".join(element.itertext()))) and length < 600)


def _has_sentences(element: Any) -> bool:
    text = "".join(element.itertext())
    return len(_SENTENCE.findall(text)) >= 3 and not _FOOTER.search(text)


def _is_list_of_links(element: Any) -> bool:
    """Several links, and hardly a word beside them."""
    links = [link for link in element.iter("a") if link.get("href") is not None and text_length(link)]
    if len(links) < 3:
        return False
    length = text_length(element)
    return link_length(element) > 0.7 * length


# ── the part that holds the text ─────────────────────────────────────────────────────────────────
def main_part(body: Any) -> Any:
    """The innermost element beside which nothing but chrome stands."""
    part = body
    while True:
        children = [child for child in part if isinstance(child.tag, str)]
        best = max(children, key=text_length, default=None)
        if best is None or best.tag in ("p", "tr", "td", "th", "table", "tbody", "li", "ol", "ul", "span", "font", "a", "b"):
            return part
        if any(map(_is_substantial, _beside(part, best))):
            return part
        part = best


def _beside(part: Any, best: Any) -> Iterator[str]:
    """The texts of an element outside one of its children."""
    yield part.text or ""
    for child in part:
        if child is not best and isinstance(child.tag, str):
            yield "".join(child.itertext())
        yield child.tail or ""


def _is_substantial(text: str) -> bool:
    """Whether a text beside the main part may belong to it; headings above a text do not count."""
    words = re.sub(r"\s+", "", text)
    if len(words) < 12 or (_FOOTER.search(text) and len(words) < 600):
        return False
    return (bool(_SENTENCE.search(words)) and not _CHROME_LINE.fullmatch(text.strip())) or len(words) > 120


# ── lines and title ──────────────────────────────────────────────────────────────────────────────
def without_chrome_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Without breadcrumbs, dates, buttons and the like at the head and foot of the text."""
    last = len(pieces) - 1
    return [
        piece for place, piece in enumerate(pieces)
        if not (isinstance(piece, Line) and (place < _HEAD or last - place < _TAIL)
                and _CHROME_LINE.fullmatch(piece.text.strip()))
    ]  # fmt: skip


def title_of(root: Any) -> str | None:
    """The title a page gives itself, without the site's name."""
    for path in (".//meta[@name='ArticleTitle']", ".//meta[@name='ArticleTitle ']"):
        meta = root.find(path)
        if meta is not None and (meta.get("content") or "").strip():
            return str(meta.get("content")).strip()
    title = root.find(".//title")
    text = re.sub(r"\s+", " ", "".join(title.itertext())).strip() if title is not None else ""
    return re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+", text)[0].strip() or None
