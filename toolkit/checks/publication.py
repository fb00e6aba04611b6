"""P 公布文件: what an import found in a published document, beside what the document announces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import runs
from toolkit.dates import chinese_day
from toolkit.model import Book, Diagnostic, Place, Problem, Publication
from toolkit.units import Directory


def _found(book: Book, *kinds: str) -> Iterator[Diagnostic]:
    if book.publication:
        yield from (d for d in book.publication.diagnostics if d.kind in kinds)


@rule("P801", "数量与公布不符", "文件公布{label}{expected}{measure}，从正文读出{given}{measure}{hint}")
def announced_otherwise(book: Book) -> Iterator[Spot]:
    """文件自己说的数量，与从正文里读出来的对不上。

    Why: 可能是文件不完整、有一部分没有读到，也可能是公布时统计口径不同，只作核对线索。
    Remedy: 对照原文查看缺了哪些；文件不全的，换完整的文件重新导入，或在问题清单里补齐。
    Bad:
        公布数量
        | 问题 | 方面 |
        | !3 | 1 |

        公布清单
        | 序号 | 方面 |
        | 1 | 水污染防治 |
        | 2 | 水污染防治 |
    Good:
        公布数量
        | 问题 | 方面 |
        | 2 | 1 |

        公布清单
        | 序号 | 方面 |
        | 1 | 水污染防治 |
        | 2 | 水污染防治 |
    """
    publication = book.publication
    if publication is None or not publication.problems:
        return
    broken = any(_found(book, "truncated"))
    for label, measure, announced, found in _counts(publication, Directory(book.profile.units)):
        if announced is not None and announced != found:
            hint = "，可能因为文件不完整" if broken and found < announced else ""
            yield Spot(_document(publication), given=str(found), expected=str(announced),
                       words={"label": label, "measure": measure, "hint": hint})


def _counts(
    publication: Publication, directory: Directory,
) -> Iterator[tuple[str, str, int | None, int]]:
    """What can be announced: its name, its measure word, the figure announced and the one found."""
    said, problems = publication.announced, publication.problems
    yield "问题", "项", said.problems, len(problems)
    yield "方面", "个", said.sections, len({p.section for p in problems if p.section})
    categories = {(p.section, p.category) for p in problems if p.category}
    yield "类别", "类", said.categories, len(categories)
    for label, announced, name in (
        ("牵头单位", said.lead_units, "lead_units"),
        ("责任单位", said.responsible_units, "responsible_units"),
        ("验收单位", said.acceptance_units, "acceptance_units"),
    ):
        yield label, "个", announced, len(_units(problems, name, directory))
    for day, announced in sorted(said.due.items()):
        count = sum(p.deadline == day for p in problems)
        yield f"{chinese_day(day)}前完成的问题", "项", announced, count


def _units(problems: Iterable[Problem], name: str, directory: Directory) -> set[str]:
    units = {unit for problem in problems for unit in getattr(problem, name)}
    return {member for unit in units for member in directory.members(unit) or (unit,)}


def _document(publication: Publication) -> Place:
    """The document as a whole."""
    files = [d.place.file for d in publication.diagnostics if d.place.file]
    files += [p.place.file for p in publication.problems[:1] if p.place.file]
    return Place(files[0]) if files else Place()


@rule("P802", "编号缺失或重复", "{what}")
def numbers_broken(book: Book) -> Iterator[Spot]:
    """问题的编号中间有缺，或者有两项用了同一个编号。

    Why: 每项问题靠编号辨认，缺号和重号会让进展对不上问题。
    Remedy: 对照原文补上缺的问题、改正重复的编号，再重新导入或在问题清单里更正。
    Bad:
        公布数量
        | 问题 |
        | 4 |

        公布清单
        | 序号 | 问题 |
        | 1 | 青河沿线有3处排污口未规范整治。 |
        | !3 | 城东水厂应急备用水源没有建成。 |
        | 4 | 南郊垃圾转运站渗滤液收集不全。 |
    Good:
        公布数量
        | 问题 |
        | 2 |

        公布清单
        | 序号 | 问题 |
        | 1 | 青河沿线有3处排污口未规范整治。 |
        | 2 | 城东水厂应急备用水源没有建成。 |
    """
    if book.publication is None:
        return
    yield from _gaps(book.publication)
    yield from _repeats(book.publication)


def _gaps(publication: Publication) -> Iterator[Spot]:
    """One spot a run of numbers that were not read, at the problem after it."""
    at = {problem.number: problem.place for problem in publication.problems}
    total = publication.announced.problems
    for first, last in _missing(set(at), total):
        span = f"第{first}项" if first == last else f"第{first}至{last}项"
        announced = f"（文件公布共{total}项）" if total and last == total else ""
        yield Spot(
            at.get(last + 1, _document(publication)), problem=first if first == last else None,
            expected=str(first) if first == last else f"{first}-{last}",
            words={"what": f"没有读到{span}问题{announced}"})


def _missing(numbers: set[int], total: int | None) -> list[tuple[int, int]]:
    """The runs of numbers that ought to be there: up to the announced total, if they count from 1."""
    if not numbers:
        return []
    whole = total is not None and max(numbers) <= total
    first, last = (1, total or 0) if whole else (min(numbers), max(numbers))
    gaps: list[tuple[int, int]] = []
    before = first - 1
    for number in (*sorted(numbers), last + 1):
        if number > before + 1:
            gaps.append((before + 1, number - 1))
        before = number
    return gaps


def _repeats(publication: Publication) -> Iterator[Spot]:
    """Numbers read twice, whether the second was kept or only noted by the reader."""
    seen: set[int] = set()
    spoken: set[int | None] = set()
    for problem in publication.problems:
        if problem.number in seen:
            spoken.add(problem.number)
            yield _repeat(problem.place, problem.number, problem.text)
        seen.add(problem.number)
    for found in publication.diagnostics:
        if found.kind == "repeat" and (found.problem is None or found.problem not in spoken):
            yield _repeat(found.place, found.problem, found.given)


def _repeat(place: Place, number: int | None, given: str | None) -> Spot:
    what = f"第{number}项的编号出现了不止一次" if number else f"编号“{given or ''}”出现了不止一次"
    return Spot(place, problem=number, given=given, words={"what": what})


@rule("P803", "字段缺失", "{problems}没有读到“{expected}”")
def fields_missing(book: Book) -> Iterator[Spot]:
    """方案里的问题缺牵头单位、整改时限或整改措施等内容。

    Why: 没有牵头单位就没有人填报，没有时限和措施就无从核对。
    Remedy: 对照原文，在问题清单里补上；原文确实没有的，由整改办明确后填入。
    Bad:
        公布清单
        | 序号 | 牵头单位 | 整改时限 | 整改措施 |
        | 1 | 市水务局 | 2031年6月底 | 封堵排污口。 |
        | !2 | | 2031年6月底 | 建成应急备用水源。 |
    Good:
        公布清单
        | 序号 | 牵头单位 | 整改时限 | 整改措施 |
        | 1 | 市水务局 | 2031年6月底 | 封堵排污口。 |
        | 2 | 市水务局 | 2031年6月底 | 建成应急备用水源。 |
    """
    if book.publication is None:
        return
    places = {problem.number: problem.place for problem in book.publication.problems}
    for heading, numbers in _lacking(book.publication).items():
        first = min(numbers)
        yield Spot(
            places.get(first, _document(book.publication)),
            problem=first if len(numbers) == 1 else None, expected=heading,
            words={"problems": f"第{runs(numbers)}项问题"})


def _lacking(publication: Publication) -> Mapping[str, set[int]]:
    """Missing headings -> the numbers of the problems that lack them."""
    lacking: dict[str, set[int]] = defaultdict(set)
    needed = (("牵头单位", "lead_units"), ("整改时限", "deadline_text"), ("整改措施", "measures"))
    for problem in publication.problems if publication.kind == "plan" else ():
        for heading, name in needed:
            if not getattr(problem, name):
                lacking[heading].add(problem.number)
    for found in publication.diagnostics:
        if found.kind == "missing_field" and found.problem is not None and found.expected:
            lacking[found.expected].add(found.problem)
    return lacking


@rule("P805", "时限无法识别", "第{problem}项问题的整改时限“{given}”认不出是哪一天")
def deadline_unclear(book: Book) -> Iterator[Spot]:
    """整改时限的写法认不出具体日期。

    Why: 认不准的时限不猜；没有日期就不能提醒到期和逾期。
    Remedy: 在问题清单“时限日期”一栏填写日期；原文有误的，按更正后的时限填写。
    Bad:
        公布清单
        | 序号 | 整改时限 |
        | !1 | 汛期前 |
    Good:
        公布清单
        | 序号 | 整改时限 |
        | 1 | 2031年6月底 |
    """
    for found in _found(book, "bad_deadline"):
        yield Spot(found.place, problem=found.problem, given=found.given)


@rule("P806", "文档不完整（下转、截断）", "文件不完整：{note}")
def broken_off(book: Book) -> Iterator[Spot]:
    """文件中途断开，例如报纸“下转第几版”，后面的内容没有。

    Why: 断开之后的问题不在文件里，清单就不全。
    Remedy: 找到完整的文件重新导入；已导入的部分不受影响，再次导入会按编号合并。
    Bad:
        公布文件
        | 行 | 文字 |
        | 8 | 整改目标：建成应急备用水源 |
        | !9 | （下转第5版） |
    Good:
        公布文件
        | 行 | 文字 |
        | 8 | 整改目标：建成应急备用水源 |
    """
    for found in _found(book, "truncated"):
        note = (found.note or found.given or "后面的内容没有").rstrip("。")
        yield Spot(found.place, given=found.given, words={"note": note})


@rule("P807", "版式无法识别", "没有从文件里读出问题清单：{note}")
def no_list(book: Book) -> Iterator[Spot]:
    """文件里读不出一项一项的问题。

    Why: 读不出来就不编造，清单不会改动。
    Remedy: 确认导入的是整改方案（措施清单）或整改进展情况附件；是扫描件的，换文字版；版式特殊的，可直接在问题清单里逐项录入。
    Bad:
        公布文件
        | 行 | 文字 |
        | !1 | 关于召开整改工作会议的通知 |
    Good:
        公布清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
    """
    for found in _found(book, "no_list"):
        note = (found.note or "版式无法识别").rstrip("。")
        yield Spot(found.place, given=found.given, words={"note": note})


@rule("P815", "内容存疑", "{subject}{note}")
def doubtful(book: Book) -> Iterator[Spot]:
    """文件里有的内容拿不准怎么读，没有猜。

    Why: 连写在一起的单位、没有勾选的选项、隐藏的行，猜错了会发错单位、报错状态。
    Remedy: 打开原文对照这一处，在问题清单里改正；读得对的不用改。
    Bad:
        公布文件
        | 行 | 文字 | 存疑 |
        | 6 | □已完成 □推进中 | !没有勾选，状态没有读入 |
        | 7 | 市水务局市林业局 | !像是几个单位连在一起，没有拆开 |
    Good:
        公布文件
        | 行 | 文字 |
        | 6 | ☑已完成 □推进中 |

        公布清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局、市林业局 |
    """
    for found in _found(book, "doubtful"):
        subject = f"第{found.problem}项问题" if found.problem else ""
        yield Spot(found.place, problem=found.problem, given=found.given,
                   words={"subject": subject, "note": found.note.rstrip("。")})
