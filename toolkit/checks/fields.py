"""F 填写: what a clerk filled in can be read: nothing required is blank, words and dates are known."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    Wordings,
    effective,
    effective_measures,
    is_none,
    says_nothing_new,
)
from toolkit.dates import read_day
from toolkit.model import Book, Column, Entry, Place, Profile, Return, UnitReturn, Written
from toolkit.text import is_printable


@rule("F301", "必填为空", "{unit}的{where}没有填“{heading}”", weight="blocks")
def required_blank(book: Book) -> Iterator[Spot]:
    """填报了的一行里，必填的格子空着（错误值和没有结果的公式由 F306 说明，不算空着）；或者填报人、联系电话在表头和行里都没有填。

    Why: 缺状态不能归类，缺进展没有可公开的文字，缺联系人核实时找不到人。
    Remedy: 把带 * 的格子补齐。填报人和联系电话在表头填一次即可，个别行不同时再在该行填。整改进展情况填“本期无新进展”的，可以不填整改状态，沿用上期。
    Bad: 填了一半。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | ! |
        | 2 | ! | 已立项。 |
    Bad: 表头没有填报人，行里也没有；有几行都只说一次。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市水务局 | ! | 0400-5550123 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已立项。 |
    Good: 本期无新进展的，可以不填状态，沿用上期。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 已清淤2公里。 | |
        | 2 | | 本期无新进展 | 冬季封冻，现场停工。 |
    Good: 表头空着，每一行都写了填报人和电话。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市水务局 | | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 林晓 | 0400-5550123 |
        | 2 | 达到序时进度 | 已立项。 | 王远 | 0400-5550124 |
    """
    personal = {c.field for c in book.profile.issued("head")}
    required = [c for c in book.profile.answers() if c.required]
    for case, entry in effective(book):
        for column in required:
            if column.field not in personal and not _filled(entry, column):
                yield Spot(
                    entry.place_of(column.field), entry.unit, case.problem.number,
                    words={"where": f"第{case.problem.number}项问题", "heading": column.heading})
    yield from _head_blank(book)


def _filled(entry: Entry, column: Column) -> bool:
    written = entry.cells.get(column.field)
    if written and (written.text or written.computed):
        return True
    return column.field == "status" and says_nothing_new(entry)


def _head_blank(book: Book) -> Iterator[Spot]:
    """One spot a unit and head field, however many of its rows lack it."""
    on_rows = {c.field for c in book.profile.on("problems")}
    for column in book.profile.on("head"):
        if not column.required or column.field == "unit":
            continue
        by_row = column.field in on_rows
        for unit, row in _units_lacking(book, column.field, by_row=by_row):
            yield Spot(_head_place(book, unit, row, column.field), unit.unit,
                       words={"where": "表头", "heading": column.heading})


def _units_lacking(
    book: Book, name: str, *, by_row: bool,
) -> Iterator[tuple[UnitReturn, Entry | None]]:
    """The units whose head lacks a field, with the first of their rows that needs it.

    A zero report has no rows, and needs the head all the more: somebody must answer for it.
    """
    units = {u.unit: u for u in book.units if not _in_head(u, name)}
    lacking: dict[str, Entry | None] = {
        u.unit: None for u in units.values() if u.nothing_new and u.state != "missing"}
    for _, entry in effective(book):
        if entry.unit in units and not (by_row and entry.text(name)):
            lacking[entry.unit] = lacking.get(entry.unit) or entry
    return ((units[unit], entry) for unit, entry in lacking.items())


def _in_head(unit: UnitReturn, name: str) -> bool:
    written = unit.head.get(name)
    return bool(written and (written.text or written.computed))


def _head_place(book: Book, unit: UnitReturn, row: Entry | None, name: str) -> Place:
    """The blank cell of the head, or the row's own (the zero report's) where the head is lost."""
    written = unit.head.get(name) or (_returned(book, row).head.get(name) if row else None)
    if written:
        return written.place
    if row:
        return row.place_of(name)
    return unit.nothing_new.place if unit.nothing_new else Place()


def _returned(book: Book, row: Entry) -> Return:
    nothing = Return(row.place.file or "", row.sha256)
    return next((r for r in book.returns if r.file == row.place.file), nothing)


@rule("F303", "状态用语不在选项", "{unit}的第{problem}项问题{heading}填的“{given}”不在选项中，可选：{options}",
      weight="blocks")
def unknown_wording(book: Book) -> Iterator[Spot]:
    """整改状态或措施完成情况不是选项中的用语，也不是已知的同义说法。

    Why: 用语不统一就无法归类统计，也不知道附件该怎样写。
    Remedy: 从下拉选项中选一个；想说的具体情况写在“整改进展情况”里。确有固定说法的，由整改办补进专项配置的“状态”表。
    Bad: 状态是自己编的说法，或者把进展写进了状态格。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !快好了 | 已清淤2公里。 |
        | 2 | !已立项，正在办手续 | 已立项。 |
    Bad: 措施的完成情况不是选项。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | !差不多了 |
        | 1 | 二 | 推进中 |
    Good: 选项以外的同义说法、末尾的句号和半角逗号，都认得。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 达到时序进度 | 已清淤2公里。 | |
        | 2 | 正在推进实施。 | 已立项。 | |
        | 3 | 已完成整改,长期坚持 | 已建成泵站1座。 | 2031-03-15 |
    Good: 措施写“完成”“正在实施”，意思清楚。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |
        | 1 | 二 | 清淤5公里。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* |
        | 1 | 一 | 完成 |
        | 1 | 二 | 正在实施 |
    """
    wordings = Wordings(book.profile)
    yield from _unknown_statuses(book, wordings)
    yield from _unknown_measures(book, wordings)


def _unknown_statuses(book: Book, wordings: Wordings) -> Iterator[Spot]:
    offered = "、".join(w.option for w in book.profile.statuses if w.offered)
    heading = _heading(book.profile, "status", "problems")
    for case, entry in effective(book):
        text = entry.text("status")
        if text and wordings.status(text) is None:
            yield Spot(entry.place_of("status"), entry.unit, case.problem.number,
                       given=text, expected=offered,
                       words={"heading": f"“{heading}”", "options": offered})


def _unknown_measures(book: Book, wordings: Wordings) -> Iterator[Spot]:
    offered = "、".join(book.profile.measure_options)
    heading = _heading(book.profile, "done", "measures")
    for case, entry in effective_measures(book):
        text = entry.text("done")
        if not is_none(text) and wordings.measure(text) is None:
            yield Spot(entry.place_of("done"), entry.unit, case.problem.number,
                       given=text, expected=offered,
                       words={"heading": f"措施“{heading}”", "options": offered})


def _heading(profile: Profile, name: str, sheet: str) -> str:
    return next((c.heading for c in profile.columns if (c.field, c.sheet) == (name, sheet)), name)


@rule("F304", "日期无法识别", "{unit}的{where}“{heading}”填的“{given}”认不出是哪一天{why}", weight="blocks")
def unreadable_day(book: Book) -> Iterator[Spot]:
    """日期格里填的内容认不出是哪一天。

    Why: 完成日期要用来核对时限，认不准的日期不猜。
    Remedy: 按“2025-03-15”或“2025年3月15日”填写，一格只填一个日期；还没有完成的留空或填“-”，情况写在“整改进展情况”里。
    Bad: 认不出是哪一天，或者日历上没有这一天。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤2公里。 | !春节前后 |
        | 2 | 已完成整改 | 已立项。 | !2031-02-30 |
        | 3 | 正在推进 | 已招标。 | !预计六月 |
    Bad: 措施的完成日期、表头的填报日期也一样。
        清单措施
        | 序号 | 措施序号 | 整改措施 |
        | 1 | 一 | 封堵排污口。 |

        表头 市水务局
        | 填报单位 | 填报日期 |
        | 市水务局 | !月底 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已封堵1处。 |

        措施 市水务局
        | 序号 | 措施序号 | 完成情况* | 完成日期 |
        | 1 | 一 | 已完成 | !上个月 |
    Bad: 没有写年份，可能是今年，也可能是往年，不猜。
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤2公里。 | !11月20日 |
        | 2 | 已完成整改 | 已封堵3处。 | !3月10日 |
    Good: 年份只写后两位、带了几点钟。
        报送期
        | 统计截至 |
        | 2031-03-31 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已封堵3处。 | 31.3.9 |
        | 2 | 已完成整改 | 已建成泵站。 | 2031.3.9上午 |
    Good: 日期的各种写法。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已完成整改 | 已清淤2公里。 | 2031年3月15日 |
        | 2 | 已完成整改 | 已封堵3处。 | 2031.3.9 |
        | 3 | 已完成整改 | 已建成泵站。 | ２０３１／３／９ |
        | 4 | 已完成整改 | 已绿化2公顷。 | 20310309 |
    Good: 没有完成的，留空或者填“-”“无”。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 正在推进 | 已立项。 | - |
        | 2 | 正在推进 | 已招标。 | |
        | 3 | 正在推进 | 已开工。 | 无 |
    """
    rows = ("problems", effective(book)), ("measures", effective_measures(book))
    for sheet, cases in rows:
        days = book.profile.answers(sheet, "date")
        for case, entry in cases:
            for column in days:
                written = entry.cells.get(column.field)
                if written and written.day is None and not is_none(written.text):
                    yield Spot(written.place, entry.unit, case.problem.number, given=written.text,
                               words={"where": f"第{case.problem.number}项问题",
                                      "heading": column.heading, "why": _no_year(book, written.text)})
    yield from _unreadable_in_head(book)


def _no_year(book: Book, text: str) -> str:
    """What a day without a year lacks."""
    if book.period is None or read_day(text, book.period.as_of.year) is None:
        return ""
    return "：没有写年份，请写明是哪一年"


def _unreadable_in_head(book: Book) -> Iterator[Spot]:
    for column in book.profile.on("head"):
        if column.kind != "date":
            continue
        for unit in book.units:
            written = unit.head.get(column.field)
            if written and written.day is None and not is_none(written.text):
                yield Spot(written.place, unit.unit, given=written.text,
                           words={"where": "表头", "heading": column.heading, "why": ""})


@rule("F306", "公式、外部链接或控制字符", "{unit}的{where}“{heading}”{what}")
def not_plain_text(book: Book) -> Iterator[Spot]:
    """格子里是公式、错误值，引用了别的文件，或含有看不见的控制字符。必填的格子里只有错误值的，等于没有填，阻断。

    Why: 公式的结果会变，错误值和没有算出来的公式没有内容可用，控制字符印不出来，还会弄坏 Word 文件。
    Remedy: 在该格复制后用“选择性粘贴－数值”贴回，或直接填写文字和数字；控制字符重新输入一遍即可去掉。
    Bad: 错误值，和引用别的文件的公式；第2项的进展只有错误值，阻断。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 | 下一步措施 |
        | 1 | 正在推进 | 已清淤2公里。 | !#REF! | !=VLOOKUP(A5,[旧表.xlsx]进展!A:C,3) |
        | 2 | 正在推进 | !#REF! | - | - |
    Bad: 表头的填报人是公式。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市水务局 | !=通讯录!B2 | 0400-5550123 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 |
        | 1 | 正在推进 | 已清淤2公里。 | 林晓 |
    Good: 文字里有等号、加号、中括号，不是公式。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 利用率=3/4，比上月+5%。 | 管线图纸[1989年版]不全。 |
    Good: 网址和“#3泵站”只是文字。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 佐证材料 |
        | 1 | 正在推进 | #3泵站已完工，1#、2#泵站已招标。 | 见市政府网站“整改公开”栏 |
    """
    wordings = Wordings(book.profile)
    for sheet, cases in (("problems", effective(book)), ("measures", effective_measures(book))):
        columns = book.profile.answers(sheet)
        personal = {c.field for c in book.profile.on("head")}
        for case, entry in cases:
            for column in columns:
                written = entry.cells.get(column.field)
                of_head = column.field in personal and written and not entry.owns(column.field)
                if written and not of_head and (what := _what_is_odd(written)):
                    yield Spot(written.place, entry.unit, case.problem.number, given=written.raw,
                               words={"where": f"第{case.problem.number}项问题",
                                      "heading": column.heading, "what": what},
                               weight="blocks" if _lacks(entry, column, wordings) else None)
    yield from _odd_in_head(book)


def _lacks(entry: Entry, column: Column, wordings: Wordings) -> bool:
    """Whether a cell without a usable text is one that had to be filled in."""
    if entry.text(column.field) or column.sheet != "problems":
        return False
    if column.field == "done_on":
        return wordings.status_class(entry.text("status")) == "completed"
    return column.required and not (column.field == "status" and says_nothing_new(entry))


def _odd_in_head(book: Book) -> Iterator[Spot]:
    for column in book.profile.on("head"):
        for unit in book.units:
            written = unit.head.get(column.field)
            if written and (what := _what_is_odd(written)):
                yield Spot(written.place, unit.unit, given=written.raw,
                           words={"where": "表头", "heading": column.heading, "what": what},
                           weight=None if written.text or not column.required else "blocks")


def _what_is_odd(written: Written) -> str:
    """What makes a cell more than a plain text; '' for nearly every cell."""
    if written.computed:
        linked = "，引用了别的文件" if "[" in written.computed else ""
        return (f"是公式 {written.computed}{linked}，采用的是它的计算结果" if written.text
                else f"是 {written.computed}{linked}，没有可用的内容")
    return "含有看不见的控制字符，成果中印作□" if not is_printable(written.text) else ""
