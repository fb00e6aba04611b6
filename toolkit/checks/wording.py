"""F 填写: how a text is written: that it says something, fits its place and may be published."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.language.disclosure import private_parts
from toolkit.checks.language.numbering import muddles
from toolkit.checks.language.phrases import EmptyPhrases
from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import effective, is_none, is_nothing_new, told
from toolkit.model import Book, Column, Entry, Written
from toolkit.text import utf16_length

_PUBLIC = "社会公开"
_EXCEL_LIMIT = 32_767
_SHORT = 40
"""Characters a name or a telephone number may have."""


@rule("F302", "空话占位", "{unit}的{where}“{heading}”只填了“{given}”，没有实际内容")
def says_nothing(book: Book) -> Iterator[Spot]:
    r"""格子里只有“同上”“见附件”“正在推进中”一类的话。

    Why: 附件要逐项公开，“同上”“见附件”离开了原表谁也看不懂，“正在推进中”看不出做了什么。
    哪些算空话在专项配置“设置”的“空话用语”里增减，“目前正在积极推进中”这样加了虚词的也算；句子里带有这些词、另有实际内容的不算。不必填的格子填“-”“无”表示没有，不算。
    Remedy: 写明本期做了什么、完成多少、有什么结果；与别的问题相同的也要照写一遍；确实没有新进展的填“本期无新进展”，并在“存在问题”写明原因。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 下一步措施 |
        | 1 | 正在推进 | !同上 | - |
        | 2 | 正在推进 | !（一）目前正在积极推进中。\n（二）已按要求落实。 | 无 |
        | 3 | 正在推进 | !/ | !见附件 |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 | 佐证材料 |
        | 1 | 正在推进 | 正在推进2处排口改造，已完成立项。 | 无 | 见附件 |
        | 2 | 正在推进 | 已按要求落实封山禁牧，设置围栏3公里。 | - | / |
    """
    phrases = EmptyPhrases(book.profile.empty_phrases)
    personal = {c.field for c in book.profile.on("head")}
    columns = [c for c in book.profile.answers("problems", "text")
               if c.field not in {"evidence", *personal}]
    for case, entry in effective(book):
        for column in columns:
            written = entry.cells.get(column.field)
            if written and _empty(written, column, phrases):
                yield Spot(written.place, entry.unit, case.problem.number, given=written.text,
                           words={"where": f"第{case.problem.number}项问题", "heading": column.heading})
    yield from _empty_heads(book, phrases)


def _empty(written: Written, column: Column, phrases: EmptyPhrases) -> bool:
    if is_none(written.text) or not any(map(str.isalnum, written.text)):
        return column.required and bool(written.text.strip())
    idle = column.required and not is_nothing_new(written.text) and phrases.only_frames(written.text)
    return idle or phrases.says_nothing(written.text)


def _empty_heads(book: Book, phrases: EmptyPhrases) -> Iterator[Spot]:
    for column in book.profile.on("head"):
        if column.field == "unit" or column.kind != "text":
            continue
        for unit in book.units:
            written = unit.head.get(column.field)
            if written and _empty(written, column, phrases):
                yield Spot(written.place, unit.unit, given=written.text,
                           words={"where": "表头", "heading": column.heading})


@rule("F307", "超长", "{unit}的第{problem}项问题“{heading}”有{length}字{why}")
def too_long(book: Book) -> Iterator[Spot]:
    """一格里的文字太长，或者长到了表格软件的上限，后面可能已被截掉。

    Why: 附件每项问题只需写清做了什么、结果如何；太长的多半是把总结、方案整篇贴了进来，或者贴错了格。
    进展等栏最多多少字在专项配置“设置”的“每格字数上限”里定；填报人、电话一类的短栏最多40字。
    Remedy: 删去背景、认识和会议过程，保留措施、数量和结果；详细材料另作佐证材料报送。到了表格软件上限的，请与原稿核对是否缺尾。
    Bad: 超过了设置的字数。
        设置
        | 项目 | 取值 |
        | 每格字数上限 | 30 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !召开专题会议，传达学习有关文件精神，研究部署河道清淤工作，进一步提高思想认识。 |
    Bad: 短栏里贴进了一大段。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 |
        | 1 | 正在推进 | 已清淤2公里。 | !林晓（本次填报由河道管理科会同规划建设科、水政监察支队和各镇水利站共同核对后汇总形成，具体内容请分别向各科室核实，谢谢） |
    Good: 正好写满，不算超。
        设置
        | 项目 | 取值 |
        | 每格字数上限 | 24 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里，完成护岸1公里，其余河段招标结束。 |
        | 2 | 正在推进 | 完成排污口封堵5处。 |
    Good: 官方的问题原文再长，也不是填报的内容。
        设置
        | 项目 | 取值 |
        | 每格字数上限 | 20 |

        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治，雨季溢流，沿河居民反映强烈。 | 市水务局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 完成排污口封堵2处。 |
    """
    columns = book.profile.answers()
    personal = {c.field for c in book.profile.on("head")}
    for case, entry in effective(book):
        for column in columns:
            written = entry.cells.get(column.field)
            if written is None or (column.field in personal and written.place.row != entry.place.row):
                continue
            short = column.kind != "text" or column.field in personal
            limit = _SHORT if short else book.profile.longest_text
            length = len(written.text)
            if length > limit:
                yield Spot(written.place, entry.unit, case.problem.number,
                           given=f"{length}字", expected=f"不超过{limit}字",
                           words={"heading": column.heading, "length": str(length),
                                  "why": _why_too_long(written, limit)})


def _why_too_long(written: Written, limit: int) -> str:
    if utf16_length(written.raw) >= _EXCEL_LIMIT:
        return "，到了表格软件一格的上限，后面的文字可能已被截掉，请与原稿核对"
    return f"，超过{limit}字，请压缩"


@rule("F308", "段落序号层级混乱", "{unit}的第{problem}项问题“{heading}”段落序号有误：{reading}", needs=("F302",))
def muddled_numbers(book: Book) -> Iterator[Spot]:
    r"""段落序号缺号、重号、倒回，或者小层级套着大层级。

    Why: 附件按各段的序号统一编排，序号乱了，可能漏了一段，也可能贴重了一段。
    Remedy: 核对是否漏段、重段，再把序号改顺；层级按“一、（一）1.（1）”由大到小，一段之内用“一是、二是、三是”。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !一是封堵排污口5处；三是清淤2公里。 |
        | 2 | 正在推进 | !（一）封堵排污口5处。\n（一）清淤2公里。 |
        | 3 | 正在推进 | !1.封堵排污口5处。\n（一）城东3处。\n（二）城西2处。 |
        | 4 | 正在推进 | !1.封堵排污口5处。\n2.清淤2公里。\n4.护岸1公里。 |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | （一）加强排查。一是查管网；二是查排口。\n（二）加强整治。一是封堵5处；二是改造2处。 |
        | 2 | 正在推进 | 1.河道清淤2公里。\n（1）城东1.5公里。\n（2）城西0.5公里。\n2.封堵排污口5处。 |
        | 3 | 正在推进 | 已清淤2.5公里。\n其中城东1.5公里。 |
    """
    for case, entry, column, text in told(book):
        for muddle in muddles(text):
            yield Spot(entry.place_of(column.field), entry.unit, case.problem.number, given=muddle.reading,
                       words={"heading": column.heading, "reading": muddle.reading})


@rule("F310", "疑似不宜公开内容", "{unit}的第{problem}项问题将公开的文字里有{kind}“{given}”，请删去或改写")
def not_for_the_public(book: Book) -> Iterator[Spot]:
    """将印进附件的文字里有手机号、身份证号、银行账号、个人姓名和电话，或者内部、秘密一类的标注。

    Why: 附件向社会公开，个人信息和涉密内容一旦发布无法收回。
    只看会公开的文字：专项配置“公开范围”为“社会公开”、问题没有标为不公开、按设置要印进附件的单位的进展。
    Remedy: 删去号码和姓名，改用“有关责任人”“某住户”等说法；带密级或内部标注的材料先按保密规定审查，不宜公开的改写后再报。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !已督促业主拆除，联系电话13912345678。 |
        | 2 | 正在推进 | !【内部资料】已约谈企业负责人。 |
        | 3 | 正在推进 | !当事人身份证号150102198003051234，已立案。 |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已公布举报电话12369，受理举报3件。 | 林晓 | 13912345678 |
        | 2 | 正在推进 | 完善企业内部资料管理和保密制度，规范商业秘密保护。 | | |
    """
    if book.profile.audience != _PUBLIC:
        return
    for case, entry in effective(book):
        if not case.problem.public or not _printed(book, entry):
            continue
        for found in dict.fromkeys(private_parts(entry.text("progress"))):
            yield Spot(entry.place_of("progress"), entry.unit, case.problem.number,
                       given=found.shown, words={"kind": found.kind})


def _printed(book: Book, entry: Entry) -> bool:
    return bool(entry.text("progress")) and (entry.role == "lead" or book.profile.print_responsible)
