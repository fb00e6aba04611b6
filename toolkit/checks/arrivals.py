"""R 报送: the files that came: whose they are, and which of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import diagnosed, file_name, sender
from toolkit.model import Book, Diagnostic, Place


@rule("R103", "重复文件", "“{given}”与“{expected}”内容完全相同，只采用后一个")
def same_bytes(book: Book) -> Iterator[Spot]:
    """同一个文件来了不止一份。

    Why: 一模一样的文件只需读一次，说明采用哪一份，免得以为漏收。
    Remedy: 不必处理；如果本想发的是新版本，请重新发送。
    Bad: 下载了两次，文件名里多了“(1)”。
        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | !微信/市水务局(1).xlsx | 市水务局 | 与“市水务局.xlsx”相同 |
    Bad: 邮件和微信各发一份，改了文件名，先到的一份算数。
        收件箱
        | 文件 | 单位 | 收到时间 | 情况 |
        | 水务三月.xlsx | 市水务局 | 2031-03-20 09:00 | 可以读取 |
        | !最终版.xlsx | 市水务局 | 2031-03-21 09:00 | 与“水务三月.xlsx”相同 |
    Good: 同名的两份内容不同，是两个版本（由R104指出），不是重复。
        收件箱
        | 文件 | 单位 | 收到时间 |
        | 邮件/市水务局.xlsx | 市水务局 | 2031-03-20 09:00 |
        | 微信/市水务局.xlsx | 市水务局 | 2031-03-21 09:00 |

        填报表 邮件/市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        填报表 微信/市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤3公里。 |
    Good: 两家填得一样，各是各的表。
        收件箱
        | 文件 | 单位 |
        | 市水务局.xlsx | 市水务局 |
        | 市农业农村局.xlsx | 市农业农村局 |
    """
    for found in diagnosed(book, "same_bytes"):
        yield Spot(found.place, sender(book, found),
                   given=found.place.file, expected=found.expected)


@rule("R104", "已被新版本取代", "{unit}的“{given}”{part}已被“{expected}”取代{why}{rest}")
def superseded(book: Book) -> Iterator[Spot]:
    """同一单位报了几个版本，较早的一份被取代。

    Why: 多个版本并存时，要让每个人都知道以哪一份为准。
    Remedy: 核对采用的是不是最后一版；不是的，请该单位把最后一版重新发来。
    Bad: 先发初稿，后发定稿，整份取代。
        收件箱
        | 文件 | 单位 | 收到时间 |
        | !初稿.xlsx | 市水务局 | 2031-03-20 09:00 |
        | 定稿.xlsx | 市水务局 | 2031-03-21 09:00 |
    Bad: 补充的一份只重填了第2项，第1项照旧采用原来的。
        收件箱
        | 文件 | 单位 | 收到时间 |
        | !市水务局.xlsx | 市水务局 | 2031-03-20 09:00 |
        | 市水务局补充.xlsx | 市水务局 | 2031-03-21 09:00 |

        填报表 市水务局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已立项。 |

        填报表 市水务局补充.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | 已完成招标。 |
    Good: 分两批报，互不重复，都采用。
        收件箱
        | 文件 | 单位 | 收到时间 |
        | 第一批.xlsx | 市水务局 | 2031-03-20 09:00 |
        | 第二批.xlsx | 市水务局 | 2031-03-21 09:00 |

        填报表 第一批.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |

        填报表 第二批.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | 已立项。 |
    Good: 只来了一份，文件名叫什么都不要紧。
        收件箱
        | 文件 | 单位 | 收到时间 |
        | 市水务局（初稿）作废.xlsx | 市水务局 | 2031-03-21 09:00 |
    """
    for found in diagnosed(book, "superseded"):
        why = f"（{found.note}）" if found.note else ""
        part = f"中的{found.given}" if found.given else ""
        yield Spot(found.place, sender(book, found), given=found.place.file,
                   expected=found.expected,
                   words={"why": why, "part": part, "rest": "，其余各项照旧采用" if part else ""})


@rule("R105", "认不出报送单位", "认不出“{file}”是哪个单位报送的：{why}", weight="blocks")
def unknown_sender(book: Book) -> Iterator[Spot]:
    """不知道文件是谁报的，或者文件里前后说法不一。

    Why: 单位弄错，进展就会记到别人名下，所以宁可先不采用。
    Remedy: 在表头“填报单位”处填写单位全称后重报；或由整改办用 receive --from 指明单位，也可把常用简称补进专项配置的“单位”表。
    Bad: 填报单位写的是片区，名录里没有。
        表头 市水务局
        | 填报单位 |
        | !城西片区 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Bad: 表头写市水务局，文件名却是另一家。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市农业农村局 |

        收件箱
        | 文件 | 单位 |
        | !市农业农村局.xlsx | |

        表头 市农业农村局.xlsx
        | 填报单位 |
        | 市水务局 |

        填报表 市农业农村局.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Bad: 填报单位空着，文件名看不出，填的又是两家的问题。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市农业农村局 |

        收件箱
        | 文件 | 单位 |
        | !填报表(1).xlsx | |

        填报表 填报表(1).xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
        | 2 | 正在推进 | 已建成粪污设施2套。 |
    Good: 文件名看不出，表头写清楚了。
        收件箱
        | 文件 | 单位 |
        | 填报表(1).xlsx | |

        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |

        表头 填报表(1).xlsx
        | 填报单位 |
        | 市水务局（盖章） |

        填报表 填报表(1).xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Good: 填报单位空着，但填的全是一家的问题。
        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |
        | 2 | 市农业农村局 |

        收件箱
        | 文件 | 单位 |
        | 填报表(1).xlsx | |

        填报表 填报表(1).xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 2 | 正在推进 | 已建成粪污设施2套。 |
    """
    for found in diagnosed(book, "unknown_sender", "sender_conflict"):
        yield Spot(found.place, found.unit, given=found.given, expected=found.expected, words={
            "file": file_name(found.place.file), "why": _why_unknown(found)})


def _why_unknown(found: Diagnostic) -> str:
    if found.note:
        return found.note
    if found.given:
        return f"“填报单位”写的是“{found.given}”，不在单位名录中"
    return "没有写“填报单位”"


@rule("R106", "报送期不符", "“{file}”是“{given}”报送期的表，本期是“{expected}”", weight="blocks")
def other_period(book: Book) -> Iterator[Spot]:
    """发回的是别的报送期的表。

    Why: 旧表里的进展不是本期的，混在一起会把过时的情况当作本期进展公开。
    Remedy: 请改用本期下发的填报表重报；如确为本期内容而误用旧表，由整改办核实后豁免。
    Bad: 表里的印记是上一期的。
        报送期
        | 本期 |
        | 2031-03 |

        收件箱
        | 文件 | 单位 | 情况 |
        | !市水务局.xlsx | 市水务局 | 是2031-02下发给市水务局的表 |
    Bad: 不是下发的表，文件名和填报日期都是上个月的。
        报送期
        | 本期 |
        | 2031-03 |

        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |

        收件箱
        | 文件 | 单位 |
        | !市水务局2031年2月进展.xlsx | |

        表头 市水务局2031年2月进展.xlsx
        | 填报单位 | 填报日期 |
        | 市水务局 | 2031-02-20 |

        填报表 市水务局2031年2月进展.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    Good: 文件名忘了改，表是本期下发的。
        报送期
        | 本期 |
        | 2031-03 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局2031年2月进展.xlsx | 市水务局 | 是2031-03下发给市水务局的表 |
    Good: 文件名还是二月的，填报日期是本期的。
        报送期
        | 本期 |
        | 2031-03 |

        清单
        | 序号 | 牵头单位 |
        | 1 | 市水务局 |

        收件箱
        | 文件 | 单位 |
        | 市水务局2031年2月进展.xlsx | |

        表头 市水务局2031年2月进展.xlsx
        | 填报单位 | 填报日期 |
        | 市水务局 | 2031-03-18 |

        填报表 市水务局2031年2月进展.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已清淤2公里。 |
    """
    ignored = {a.file for a in book.arrivals if a.verdict == "ignored"}
    said = [(d.place.file, sender(book, d), d.given) for d in diagnosed(book, "other_period")
            if d.place.file not in ignored]
    for file, unit, given in dict.fromkeys((*said, *_stamped_otherwise(book))):
        yield Spot(Place(file), unit, given=given, expected=book.period.name if book.period else "",
                   words={"file": file_name(file)})


def _stamped_otherwise(book: Book) -> Iterator[tuple[str, str | None, str]]:
    """Workbooks that were issued for another period, by their stamp."""
    counted = {a.file: a.unit for a in book.arrivals if a.verdict not in ("rejected", "ignored")}
    for returned in book.returns:
        period = returned.stamp.period if returned.stamp else ""
        if returned.file in counted and book.period and period not in ("", book.period.name):
            yield returned.file, counted[returned.file], period


@rule("R109", "不是应报单位", "{unit}不在本期应报单位之列，报送的“{file}”仅供参考")
def unexpected_unit(book: Book) -> Iterator[Spot]:
    """没有向它下发填报表的单位也报了。

    Why: 可能是责任单位直接报送，也可能是单位认错了。
    Remedy: 核对单位是否认对；确应由它报送的，在问题清单中补上牵头单位或改用 issue --to all 下发。
    Bad: 清单里没有这个单位的问题。
        应报单位
        | 单位 |
        | 市水务局 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 市水务局.xlsx | 市水务局 | 可以读取 |
        | !市体育局.xlsx | 市体育局 | 可以读取 |
    Bad: 本期只要牵头单位报，责任单位直接报来了。
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 东岭区人民政府 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |

        收件箱
        | 文件 | 单位 |
        | !东岭区.xlsx | |

        表头 东岭区.xlsx
        | 填报单位 |
        | 东岭区人民政府 |

        填报表 东岭区.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已改造管网3公里。 |
    Good: 责任单位填在牵头单位的表上，是经牵头单位转报的。
        清单
        | 序号 | 牵头单位 | 责任单位 |
        | 1 | 市水务局 | 东岭区人民政府 |

        应报单位
        | 单位 | 情形 |
        | 市水务局 | 已发回填报表 |

        收件箱
        | 文件 | 单位 | 情况 |
        | 转报东岭区.xlsx | | 是2031-03下发给市水务局的表 |

        表头 转报东岭区.xlsx
        | 填报单位 |
        | 东岭区人民政府 |

        填报表 转报东岭区.xlsx
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 已改造管网3公里。 |
    Good: 写的是简称，还是应报的那一家。
        应报单位
        | 单位 |
        | 市水务局 |

        收件箱
        | 文件 | 单位 |
        | 三月.xlsx | |

        表头 三月.xlsx
        | 填报单位 |
        | 水务局 |
    """
    for found in diagnosed(book, "unexpected_unit"):
        yield Spot(found.place, sender(book, found), words={"file": file_name(found.place.file)})
