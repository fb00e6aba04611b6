"""Figures a document announces, and the numbers of its problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.checks.publication.found import UNIT_COLUMNS, diagnosed, document, unmatched
from toolkit.checks.rule import Spot, rule
from toolkit.dates import chinese_day
from toolkit.model import Book, ListCell, Place, Publication
from toolkit.units import Directory, is_collective, unique


@rule("P801", "数量与公布不符", "文件公布{label}{expected}{measure}，从正文读出{given}{measure}{hint}")
def announced_otherwise(book: Book) -> Iterator[Spot]:
    """文件自己说的数量，与从正文里读出来的对不上。

    Why: 可能是文件不完整、有一部分没有读到，也可能是公布时统计口径不同，只作核对线索。“各旗县区”一类的统称，单位名录里写明包括哪些单位的，按展开后的单位计数；没有写明的不计入，并在意见里说明。
    Remedy: 对照原文查看缺了哪些；文件不全的，换完整的文件重新导入，或在问题清单里补齐。统称没有计入的，可在专项配置“单位”表的“所属集体”栏写明后再核对。
    Bad: 问题少读了一项；责任单位有四家，统称“各区县党委和政府”不知道包括谁，没有计入。
        公布数量
        | 问题 | 方面 | 责任单位 |
        | !3 | 1 | !4 |

        公布清单
        | 序号 | 方面 | 责任单位 |
        | 1 | 水污染防治 | 市水务局 |
        | 2 | 水污染防治 | 各区县党委和政府、市农业农村局 |
    Bad: 正文里自己说“3项”，只列出两项。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | !方案共列出整改任务3项。 |
        | 2 | 1.青河沿线有3处排污口未规范整治。 |
        | 3 | 牵头单位：市水务局 |
        | 4 | 整改时限：2031年6月底 |
        | 5 | 整改措施：封堵排污口3处。 |
        | 6 | 2.城东水厂应急备用水源没有建成。 |
        | 7 | 牵头单位：市水务局 |
        | 8 | 整改时限：2031年12月底 |
        | 9 | 整改措施：建成应急备用水源。 |
    Good: 统称按名录展开后，正好三家。
        公布数量
        | 问题 | 方面 | 责任单位 |
        | 2 | 1 | 3 |

        单位名录
        | 单位全称 | 所属集体 |
        | 市水务局 | |
        | 东岭区党委和政府 | 各区县党委和政府 |
        | 石泉县党委和政府 | 各区县党委和政府 |

        公布清单
        | 序号 | 方面 | 责任单位 |
        | 1 | 水污染防治 | 市水务局 |
        | 2 | 水污染防治 | 各区县党委和政府、东岭区党委和政府 |
    Good: 同一家用全称、简称各出现一次，算一家。
        公布数量
        | 问题 | 牵头单位 | 验收单位 |
        | 2 | 1 | 1 |

        公布清单
        | 序号 | 牵头单位 | 验收单位 |
        | 1 | 市发展和改革委员会 | 市生态环境局 |
        | 2 | 市发改委 | 市生态环境局 |
    """
    publication = book.publication
    if publication is None or not publication.problems:
        return
    broken = any(diagnosed(book, "truncated"))
    names = {name for problem in publication.problems for field in UNIT_COLUMNS for name in getattr(problem, field)}
    for count in _counts(publication, Directory.of_list(book.profile.units, names)):
        if count.announced is not None and count.announced != count.found:
            hint = "，可能因为文件不完整" if broken and count.found < count.announced else ""
            yield Spot(document(publication), given=str(count.found), expected=str(count.announced),
                       words={"label": count.label, "measure": count.measure, "hint": hint + _aside(count)})


@dataclass(frozen=True, slots=True)
class _Count:
    """What can be announced: its name and measure word, the figures announced and found, what was left out."""

    label: str
    measure: str
    announced: int | None
    found: int
    left_out: tuple[str, ...] = ()


def _aside(count: _Count) -> str:
    return f"；另有统称“{'、'.join(count.left_out)}”没有展开，未计入" if count.left_out else ""


def _counts(publication: Publication, directory: Directory) -> Iterator[_Count]:
    said, problems = publication.announced, publication.problems
    yield _Count("问题", "项", said.problems, len(problems))
    yield _Count("方面", "个", said.sections, len({p.section for p in problems if p.section}))
    categories = {(p.section, p.category) for p in problems if p.category}
    yield _Count("类别", "类", said.categories, len(categories))
    for label, announced, name in (
        ("牵头单位", said.lead_units, "lead_units"),
        ("责任单位", said.responsible_units, "responsible_units"),
        ("验收单位", said.acceptance_units, "acceptance_units"),
    ):
        named = unique(unit for problem in problems for unit in getattr(problem, name))
        units, left_out = _units(named, directory)
        yield _Count(label, "个", announced, len(units), left_out)
    for day, announced in sorted(said.due.items()):
        found = sum(p.deadline == day for p in problems)
        yield _Count(f"{chinese_day(day)}前完成的问题", "项", announced, found)


def _units(names: tuple[str, ...], directory: Directory) -> tuple[frozenset[str], tuple[str, ...]]:
    """The units these names come to, and the collectives nobody says the members of."""
    units: set[str] = set()
    left_out: list[str] = []
    for name in names:
        members = directory.members(name)
        if not members and is_collective(name):
            left_out.append(name)
        units.update(members or (() if is_collective(name) else (directory.resolve(name) or name,)))
    return frozenset(units), tuple(left_out)


@rule("P802", "编号缺失或重复", "{what}")
def numbers_broken(book: Book) -> Iterator[Spot]:
    """问题的编号中间有缺，或者有两项用了同一个编号。

    Why: 每项问题靠编号辨认，缺号和重号会让进展对不上问题。
    Remedy: 对照原文补上缺的问题、改正重复的编号，再重新导入或在问题清单里更正。
    Bad: 缺第2项。
        公布数量
        | 问题 |
        | 4 |

        公布清单
        | 序号 | 问题 |
        | 1 | 青河沿线有3处排污口未规范整治。 |
        | !3 | 城东水厂应急备用水源没有建成。 |
        | 4 | 南郊垃圾转运站渗滤液收集不全。 |
    Bad: 两项都编作第5项。
        公布清单
        | 序号 | 问题 |
        | 5 | 西岭采石场没有边开采边治理。 |
        | !5 | 石泉县畜禽粪污收集设施闲置。 |
    Good: 一直数到公布的总数。
        公布数量
        | 问题 |
        | 3 |

        公布清单
        | 序号 | 问题 |
        | 1 | 青河沿线有3处排污口未规范整治。 |
        | 2 | 城东水厂应急备用水源没有建成。 |
        | 3 | 南郊垃圾转运站渗滤液收集不全。 |
    Good: 只导入后半份，从第26项数起，前面的不算缺。
        公布清单
        | 序号 | 问题 |
        | 26 | 西岭采石场没有边开采边治理。 |
        | 27 | 石泉县畜禽粪污收集设施闲置。 |
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
            at.get(last + 1, document(publication)), problem=first if first == last else None,
            expected=str(first) if first == last else f"{first}-{last}",
            words={"what": f"没有读到{span}问题{announced}"}, about=(ListCell(None, "序号"),))


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
    alone = unmatched(publication)
    for problem in publication.problems:
        if problem.place in alone:
            continue
        if problem.number in seen:
            spoken.add(problem.number)
            yield _repeat(problem.place, problem.number, problem.text)
        seen.add(problem.number)
    for found in publication.diagnostics:
        told = found.place in alone or found.problem in spoken
        if found.kind == "repeat" and (found.problem is None or not told):
            yield _repeat(found.place, found.problem, found.given)


def _repeat(place: Place, number: int | None, given: str | None) -> Spot:
    what = f"第{number}项的编号出现了不止一次" if number else f"编号“{given or ''}”出现了不止一次"
    return Spot(place, problem=number, given=given, words={"what": what}, about=(ListCell(number, "序号"),))


@rule("P816", "编号为重新编排", "{what}，请核对")
def renumbered(book: Book) -> Iterator[Spot]:
    """原文的编号不能直接用作序号，清单里的序号是导入时排的。

    Why: 原文在每个方面下都从1数起时，同一个编号会指几项问题；清单按先后统一编号，原来的编号记在“原序号”里。
    Remedy: 核对清单的序号与原文是否对应；要用别的编号的，在问题清单里改正，以后各期都按改正后的编号。
    Bad: 每个方面下都从1数起。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 一、水污染防治 |
        | 2 | 1.青河沿线有3处排污口未规范整治。 |
        | 3 | 牵头单位：市水务局 |
        | 4 | 整改时限：2031年6月底 |
        | 5 | 整改措施：封堵排污口3处。 |
        | 6 | 二、大气污染防治 |
        | 7 | !1.建筑工地扬尘控制不到位。 |
        | 8 | 牵头单位：市住房和城乡建设局 |
        | 9 | 整改时限：2031年6月底 |
        | 10 | 整改措施：落实围挡和喷淋。 |
    Bad: 台账的序号是“1-1”“1-2”，不能直接当序号用；在第一处不同的地方说一次。
        表格 整改台账.xlsx
        | 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 |
        | 1-1 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 2031年6月底 | 封堵排污口3处。 |
        | !1-2 | 城东水厂应急备用水源没有建成。 | 市水务局 | 2031年12月底 | 建成应急备用水源。 |
        | 2-1 | 建筑工地扬尘控制不到位。 | 市住房和城乡建设局 | 2031年6月底 | 落实围挡和喷淋。 |
    Good: 分了方面，编号接着往下数。
        正文 方案.txt
        | 行 | 文字 |
        | 1 | 一、水污染防治 |
        | 2 | 1.青河沿线有3处排污口未规范整治。 |
        | 3 | 牵头单位：市水务局 |
        | 4 | 整改时限：2031年6月底 |
        | 5 | 整改措施：封堵排污口3处。 |
        | 6 | 二、大气污染防治 |
        | 7 | 2.建筑工地扬尘控制不到位。 |
        | 8 | 牵头单位：市住房和城乡建设局 |
        | 9 | 整改时限：2031年6月底 |
        | 10 | 整改措施：落实围挡和喷淋。 |
    Good: 从第26项开始，前面的不在这份台账里，编号照用。
        表格 整改台账.xlsx
        | 序号 | 问题 | 牵头单位 | 整改时限 | 整改措施 |
        | 26 | 青河沿线有3处排污口未规范整治。 | 市水务局 | 2031年6月底 | 封堵排污口3处。 |
        | 27 | 建筑工地扬尘控制不到位。 | 市住房和城乡建设局 | 2031年6月底 | 落实围挡和喷淋。 |
    """
    for found in diagnosed(book, "renumbered"):
        yield Spot(found.place, problem=found.problem, given=found.given, expected=found.expected,
                   words={"what": found.note.rstrip("。")}, about=(ListCell(None, "序号"),))
