"""C 覆盖: every problem a unit owes is answered once, by the unit it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import (
    diagnosed,
    sender,
)
from toolkit.model import Book, Entry, Place, UnitReturn
from toolkit.text import read_numeral


@rule("C201", "漏报问题", "{unit}未报第{problem}项问题{since}", weight="blocks", needs=("R107", "R108", "C206"))
def problem_unanswered(book: Book) -> Iterator[Spot]:
    """应由本单位填报的问题没有填。

    Why: 漏报一项，这项问题本期就没有进展可以公开。
    Remedy: 在填报表该项问题所在的行填写整改状态和整改进展情况；没有新进展的，在“整改进展情况”填“本期无新进展”，并在“存在问题”写明理由。
    Bad: 一行空着。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | ! | |
    Bad: 这一行被删掉了，说在文件上。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市水务局、市农业农村局 |

        收件箱
        | 文件 | 单位 |
        | !市水务局.xlsx | 市水务局 |

        填报表 市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        填报表 市农业农村局
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | 已建成粪污设施2套。 |
    Bad: 只填了填报人和电话，不算填报。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | | |
        | 2 | ! | | 王远 | 0400-5550124 |
    Good: 上期已销号的不必再填；没有新进展的说了。
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 正在推进 | 已清淤1公里。 |
        | 2 | 已销号 | 已建成泵站。 |
        | 3 | 正在推进 | 已立项。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 正在推进 | 已清淤2公里。 | |
        | 2 | | | |
        | 3 | | 本期无新进展 | 等待批复。 |
    Good: 行的次序换了，序号也换了写法，一项不少。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | ２ | 城东水厂应急备用水源至今没有建成。 | 正在推进 | 已完成选址。 |
        | 一、 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
    """
    blank, misnumbered = _blank_rows(book), _misnumbered(book)
    for unit in book.units:
        if unit.state not in ("returned", "late") or unit.nothing_new:
            continue
        for number in unit.expected:
            if number not in unit.answered:
                row = blank.get((number, unit.unit))
                place = row.place_of("status") if row else misnumbered.get((number, unit.unit))
                place = place or _read_file(book, unit)
                yield Spot(place, unit.unit, number, words={"since": _since(book, number)})


def _since(book: Book, number: int) -> str:
    return "（下发后新列入清单，下发的表里没有，请用退回的表补报）" if number in book.added else ""


def _blank_rows(book: Book) -> Mapping[tuple[int, str | None], Entry]:
    return {
        (case.problem.number, row.unit): row for case in book.cases for row in case.unanswered
    }


def _misnumbered(book: Book) -> Mapping[tuple[int, str | None], Place]:
    """Where a unit wrote a number beside another problem's text (C206): what it lacks follows from that."""
    return {(number, sender(book, found)): found.place for found in diagnosed(book, "number_text")
            if (number := read_numeral(found.given or "")) is not None}


def _read_file(book: Book, unit: UnitReturn) -> Place:
    """The last workbook of a unit that counts: the one that lacks the row."""
    left = {a.file for a in book.arrivals if a.verdict in ("rejected", "ignored")}
    files = [file for file in unit.files if file not in left]
    return Place(files[-1]) if files else Place()


@rule("C202", "清单外问题", "{unit}填报的“{given}”不在问题清单中", weight="blocks")
def off_list(book: Book) -> Iterator[Spot]:
    """填了一项官方清单里没有的问题。

    Why: 附件只按官方清单逐项公开，清单外的内容无处可放，但也不能悄悄丢掉。
    Remedy: 核对序号和问题内容；属于清单内某一项的，写到那一行；确属新增的，先由整改办补入问题清单。
    Bad: 序号和问题清单里都没有。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 1 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
        | !88 | 居民楼下餐饮油烟扰民。 | 正在推进 | 已约谈商户。 |
    Bad: 自己加的一行，没有写序号。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 1 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
        | | !群众来信反映的噪声问题 | 正在推进 | 已现场核查。 |
    Good: 序号漏了，问题内容是清单里的。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
    Good: 末尾留了空行，只拉了个序号。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 1 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
        | 2 | | | |
    """
    for found in diagnosed(book, "off_list"):
        yield Spot(found.place, sender(book, found), given=found.given)


@rule("C203", "非本单位问题", "第{problem}项问题不是{unit}牵头或负责的，所填内容没有采用", weight="blocks",
      needs=("C206",))
def other_units_problem(book: Book) -> Iterator[Spot]:
    """填了别的单位的问题。

    Why: 谁牵头由官方清单确定，别的单位代填容易口径不一。
    Remedy: 请删去该行，或把情况告知牵头单位由其填报；清单上的单位有误的，由整改办更正问题清单。
    Bad: 第2项是别的单位牵头的。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市住房和城乡建设局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | !2 | 正在推进 | 已改造管网3公里。 |
    Bad: 只是验收单位，不由它填报。
        清单
        | 序号 | 牵头单位 | 责任单位 | 验收单位 |
        | 1 | 市水务局 | 东岭区人民政府 | 市生态环境局 |
        | 2 | 市生态环境局 | | |

        填报表 市生态环境局
        | 序号 | 整改状态* | 整改进展情况* |
        | !1 | 正在推进 | 已到现场验收1次。 |
        | 2 | 正在推进 | 已建成监测站1座。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Good: 别的单位的行留在表里，没有填。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市住房和城乡建设局 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | | |
    Good: 自己是责任单位的，填自己承担的部分。
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 市住房和城乡建设局 |
        | 2 | 市住房和城乡建设局 | |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        填报表 市住房和城乡建设局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已改造管网3公里。 |
        | 2 | 正在推进 | 已完成招标。 |
    """
    for found in diagnosed(book, "other_unit"):
        yield Spot(found.place, sender(book, found), found.problem, given=found.given)


@rule("C204", "同一问题多行", "{unit}的第{problem}项问题填了不止一行且内容不同（另见{expected}）",
      weight="blocks")
def answered_twice(book: Book) -> Iterator[Spot]:
    r"""同一项问题在一张表里填了两行，说法不一样。

    Why: 两行说法不同，不知道以哪一行为准。
    Remedy: 请合并为一行，分段写在同一个单元格里。
    Bad: 一张表里第1项填了两行。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | !1 | 已完成整改 | 已清淤5公里。 |
    Bad: 同一张下发的表，两个人各填了一份，说法不同，分不出以谁为准。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 河道科.xlsx | 市水务局 | 是2031-03下发给市水务局的表 |
        | 供水科.xlsx | 市水务局 | 是2031-03下发给市水务局的表 |

        表头 河道科.xlsx
        | 填报单位 | 填报人 |
        | 市水务局 | 林晓 |

        表头 供水科.xlsx
        | 填报单位 | 填报人 |
        | 市水务局 | 王远 |

        填报表 河道科.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        填报表 供水科.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !达到序时进度 | 已清淤5公里。 |
    Good: 分段写在一格里。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | （一）已清淤2公里。\n（二）已栽植护岸林1公里。 |
    Good: 粘贴了两遍，一字不差。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 1 | 正在推进 | 已清淤2公里。 |
    """
    for found in diagnosed(book, "same_problem"):
        yield Spot(found.place, sender(book, found), found.problem,
                   given=found.given, expected=found.expected)


@rule("C206", "序号与问题内容不符", "{unit}这一行的序号写的是“{given}”，问题内容却{is_of}",
      weight="blocks", needs=("R105",))
def number_and_text_differ(book: Book) -> Iterator[Spot]:
    r"""一行的序号和问题内容对不上。

    Why: 多半是排序、插行或粘贴时错了位，进展会记到别的问题名下。
    Remedy: 请对照下发的填报表，把序号和问题内容恢复原样，并核对该行进展写的是哪一项。
    Bad: 序号是第1项的，问题是第2项的。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | !1 | 城东水厂应急备用水源至今没有建成。 | 正在推进 | 已完成选址。 |
    Bad: 只按问题列排了序，序号没有跟着动，两行都错。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | !1 | 城东水厂应急备用水源至今没有建成。 | 正在推进 | 已完成选址。 |
        | !2 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
    Bad: 问题内容换成了清单里没有的事。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | !1 | 居民楼下餐饮油烟扰民，夜间噪声大。 | 正在推进 | 已约谈商户。 |
    Good: 整行换了次序，序号跟着问题走。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 2 | 城东水厂应急备用水源至今没有建成。 | 正在推进 | 已完成选址。 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 正在推进 | 已封堵1处。 |
    Good: 序号写成“第一项”，问题里换了行。
        清单
        | 序号 | 问题 | 牵头单位 |
        | 1 | 青河沿线有3处排污口未规范整治。 | 市水务局 |

        填报表 市水务局
        | 序号 | 问题 | 整改状态* | 整改进展情况* |
        | 第一项 | 青河沿线有3处\n排污口未规范整治。 | 正在推进 | 已封堵1处。 |
    """
    for found in diagnosed(book, "number_text"):
        other = read_numeral(found.given or "") != read_numeral(found.expected or "")
        is_of = f"是第{found.expected}项的" if other else "不像这一项的"
        yield Spot(found.place, sender(book, found), found.problem,
                   given=found.given, expected=found.expected, words={"is_of": is_of})
