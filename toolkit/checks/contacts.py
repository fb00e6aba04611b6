"""F 填写: telephone numbers, figures and unit names are written so that they can be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import effective, is_none
from toolkit.duties import directory_of
from toolkit.model import Book, Column, Written
from toolkit.regex import regex
from toolkit.units import is_collective, split_listed
from toolkit.units.written import own_cities, written_forms

_BETWEEN = regex(r"[\s()\-—–.]+")
_SEVERAL = regex(r"[、,;/\n]|或")
_NUMBER = regex(
    r"(?:\+?86)?1[3-9]\d{9}"  # a mobile
    r"|(?:0\d{2,3}[1-9]|[2-9])\d{6,7}(?:(?:转|x|ext)?\d{1,6})?"  # a landline, with or without area code
    r"|(?:400|800)\d{7}|1\d{4}|9[56]\d{3,5}", re.IGNORECASE)
_FIGURE = regex(r"-?\d+(?:\.\d+)?%?")


@rule("F305", "电话或数字格式", "{unit}的{where}“{heading}”填的“{given}”{what}")
def malformed_number(book: Book) -> Iterator[Spot]:
    """电话不像电话，或者要填数字的格子里不是数字。

    Why: 核实情况要打得通电话；不是数字的内容没法合计。
    Remedy: 电话填11位手机号，或带区号的座机，几个号码用顿号分开，姓名填在“填报人”；数字格里只填数字，单位和说明写到别的栏。
    Bad: 表头的手机号少一位，行里写的不是号码。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市水务局 | 李青 | !1390471555 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 王远 | !打办公室 |
    Bad: 两个号码，后一个多了一位。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 王远 | !0471-5550101、139047155501 |
    Good: 座机、短号、几个号码、空格和分机，都打得通。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市水务局 | 李青 | 0471-5550101 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 王远 | 139 0471 5550、5550102 |
        | 2 | 正在推进 | 已立项。 | 王远 | （0471）5550103转8012 |
    Good: 全角数字，中间有横线。
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 填报人 | 联系电话 |
        | 1 | 正在推进 | 已清淤2公里。 | 王远 | １３９－０４７１－５５５０ |
    """
    for where, column, unit, problem, written in _filled_in(book, ("phone", "number")):
        what = _not_a_phone(written.text) if column.kind == "phone" else _not_a_figure(written.text)
        if what:
            yield Spot(written.place, unit, problem, given=written.text,
                       words={"where": where, "heading": column.heading, "what": what})


def _not_a_phone(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    numbers = [_BETWEEN.sub("", piece) for piece in _SEVERAL.split(plain)]
    wrong = [n for n in numbers if n and not _NUMBER.fullmatch(n)]
    if not wrong:
        return ""
    digits = re.sub(r"\D", "", wrong[0])
    if digits.startswith("1") and digits == wrong[0] and len(digits) != 11:
        return f"不是完整的手机号（有{len(digits)}位，应为11位）"
    return "不像电话号码"


def _not_a_figure(text: str) -> str:
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).replace(",", "")) \
        if not text.strip().startswith("-") else text.strip()
    return "" if _FIGURE.fullmatch(plain) else "不是数字"


@rule("F309", "单位名称无法识别", "{unit}的{where}“{heading}”填的“{given}”不在单位名录里{near}")
def unknown_unit_name(book: Book) -> Iterator[Spot]:
    """填报单位或其他单位栏里写的名称，名录里没有，也不是谁的别名。

    Why: 名称对不上，就不能确定说的是哪个单位；报送单位这时按表内印记判断。
    Remedy: 改成清单里的单位全称；确是同一单位的，由整改办在专项配置“单位”表的“别名”栏加上这个写法。
    Bad: 表是下发给市水务局的，填报单位写成了内设机构。
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 是2031-03下发给市水务局的表 |

        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | !水务局防汛办 | 李青 | 0471-5550101 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Bad: 不是下发的表，填报单位写到了科室，认得出单位，但不是全称。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市农业农村局 |

        应报单位
        | 单位 |
        | 市农业农村局 |

        收件箱
        | 文件 | 单位 |
        | 三月.xlsx | |

        表头 三月.xlsx
        | 填报单位 | 填报人* | 联系电话* |
        | !市农业农村局畜牧科 | 赵敏 | 0471-5550102 |

        填报表 三月.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已建成粪污设施2套。 |
    Good: 写的是简称。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 水务局 | 李青 | 0471-5550101 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Good: 名称后面注明盖章，字间加了空格。
        表头 市水务局
        | 填报单位 | 填报人* | 联系电话* |
        | 市 水 务 局（盖章） | 李青 | 0471-5550101 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """
    directory = directory_of(book.profile, book.problems)
    cities = own_cities(book.profile)
    for where, column, unit, problem, written in _filled_in(book, ("units",)):
        for name in split_listed(written.text):
            known = any(map(directory.resolve, written_forms(name, cities)))
            if not known and not is_collective(name):
                near = "、".join(directory.nearest(name))
                yield Spot(written.place, unit, problem, given=name, expected=near or None,
                           words={"where": where, "heading": column.heading,
                                  "near": f"，相近的有：{near}" if near else ""})


def _filled_in(
    book: Book, kinds: tuple[str, ...],
) -> Iterator[tuple[str, Column, str | None, int | None, Written]]:
    """Every cell of these kinds a unit filled in, in heads and rows: where, column, unit, problem."""
    for column in book.profile.on("head"):
        for unit in book.units if column.kind in kinds else ():
            written = unit.head.get(column.field)
            if written and not is_none(written.text):
                yield "表头", column, unit.unit, None, written
    columns = book.profile.answers("problems", *kinds)
    for case, entry in effective(book) if columns else ():
        for column in columns:
            written = entry.cells.get(column.field)
            # A row without a telephone number of its own shows the head's.
            if written and written.place.row == entry.place.row and not is_none(written.text):
                yield f"第{case.problem.number}项问题", column, entry.unit, case.problem.number, written
