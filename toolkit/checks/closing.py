"""X 验收销号: what is closed was accepted first, and stays closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import ACCEPTED, Wordings, acceptance_recorded, before, standing
from toolkit.model import FINISHED, Book, Entry
from toolkit.regex import regex

_PAPER = regex(
    r"(?:验收|销号|核查|核验|备案)[^，,、；;。\s]{0,6}?(?:意见|报告|结论|记录|表|证书|批复|纪要|函|通知)|(?:同意|准予|通过)(?:验收|销号)|验收合格")
_NOT_YET = regex(r"待|未|补|正在|暂无|尚|申请")
_PAPER_HEADINGS = regex("验收|核查|销号|备注|结论")


@rule("X702", "未经验收即销号", "{unit}的第{problem}项问题填“{given}”，但{before}，台账里也没有验收记录{paper}", weight="blocks")
def closed_without_acceptance(book: Book) -> Iterator[Spot]:
    """本期填已销号，上期不是已验收，台账里也没有验收日期。

    Why: 销号要先验收：申请、现场核查、审核签字、公示，然后备案销号，一步都不能少。
    “佐证材料”“验收意见”等栏写有验收、销号材料的，只作提醒，由整改办核对材料后补记。
    Remedy: 还没有验收的，改报实际状态；已经验收的，由整改办在整改台账“问题”表填写验收日期、实际验收单位和验收依据，再运行一次。
    Bad: 上期只报到已完成、正在推进；“通过验收”写在进展里，没有材料
        上期
        | 序号 | 整改状态 |
        | 1 | 已完成整改 |
        | 2 | 正在推进 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 佐证材料 |
        | 1 | !已销号 | 已清淤5公里，已销号。 | 2031-02-10 | 现场照片 |
        | 2 | !已销号 | 已拆除违建3处，通过验收并销号。 | 2031-03-10 | 验收意见正在补办 |
    Bad: 佐证材料写有验收意见：不拦截，提醒整改办补记
        上期
        | 序号 | 整改状态 |
        | 1 | 已完成整改 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 | 佐证材料 |
        | 1 | !已销号 | 已关停取水井6眼，已销号。 | 2031-02-10 | 市生态环境局验收意见、现场照片 |
    Good: 上期已验收、上期已销号；整改办已在台账登记验收日期；只报已完成的
        上期
        | 序号 | 整改状态 |
        | 1 | 已验收 |
        | 2 | 已销号 |
        | 3 | 已完成整改 |
        | 4 | 已完成整改 |

        整改台账
        | 序号 | 验收日期 | 实际验收单位 | 验收依据 |
        | 3 | 2031-03-05 | 市生态环境局 | 验收意见 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 完成日期 |
        | 1 | 已销号 | 已清淤5公里，已销号。 | 2031-02-10 |
        | 2 | 已销号 | 河道保持畅通。 | 2030-10-10 |
        | 3 | 已销号 | 已关停取水井6眼，已销号。 | 2031-02-10 |
        | 4 | 已完成整改 | 已拆除违建3处，正在申请销号。 | 2031-02-10 |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        status, entry = standing(case, wordings)
        if status != "closed" or entry is None or before(case) in ACCEPTED or acceptance_recorded(book, case):
            continue
        paper = _paper(entry)
        said = case.baseline.status_text if case.baseline else case.problem.status_text
        yield Spot(entry.place_of("status"), entry.unit, case.problem.number, given=entry.text("status"),
                   words={"before": f"此前是“{said}”" if said else "此前没有报过已验收",
                          "paper": f"；表内写有“{paper}”，请整改办核对后在台账补填验收日期" if paper else ""},
                   weight="advises" if paper else None)


def _paper(entry: Entry) -> str:
    """The first paper of an acceptance a unit names beside its progress; '' where it names none."""
    written = [entry.text("evidence"), *(
        extra.text for heading, extra in entry.extra.items() if _PAPER_HEADINGS.search(heading))]
    pieces = (piece.strip() for text in written for piece in re.split(r"[，,、；;。\n]", text))
    return next((piece for piece in pieces if _PAPER.search(piece) and not _NOT_YET.search(piece)), "")


@rule("X704", "销号后反弹", "{unit}的第{problem}项问题{before}已销号，本期又填“{given}”", weight="blocks")
def back_after_closing(book: Book) -> Iterator[Spot]:
    """已经销号的问题又报成没有完成。

    Why: 销号以后反弹的，要重新列入整改，对外也要有说法，不能悄悄改回去。
    Remedy: 填错的，改回“已销号”；确实反弹的，写明原因报整改办，由整改办在专项配置“规则”表豁免这一条（写明批准人和理由）后重新列入。
    Bad: 又报成在推进、未启动
        上期
        | 序号 | 整改状态 |
        | 1 | 已销号 |
        | 2 | 已销号 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | !正在推进 | 河道出现新的淤积，正在清理。 |
        | 2 | !尚未启动 | 等待用地批复。 |
    Good: 仍是已销号；没有新进展，沿用上期
        上期
        | 序号 | 整改状态 | 整改进展情况 |
        | 1 | 已销号 | 已清淤5公里，已销号。 |
        | 2 | 已销号 | 已拆除违建3处，已销号。 |
        | 3 | 正在推进 | 已关停取水井4眼。 |

        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* | 存在问题 |
        | 1 | 已销号 | 巡查发现零星垃圾，当日清理，河道保持畅通。 | |
        | 2 | | 本期无新进展 | 已销号，没有变化。 |
        | 3 | 正在推进 | 已关停取水井5眼。 | |
    """
    wordings = Wordings(book.profile)
    for case in book.cases:
        if before(case) != "closed":
            continue
        stands = standing(case, wordings)
        if stands.entry and stands.status not in FINISHED:
            yield Spot(stands.entry.place_of("status"), stands.entry.unit, case.problem.number,
                       given=stands.entry.text("status"),
                       words={"before": "在问题清单里" if case.problem.status == "closed" else "上期"})
