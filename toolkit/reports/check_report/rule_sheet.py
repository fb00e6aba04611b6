"""规则: every rule, whether it runs, what it weighs, how often it spoke, and what was waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from toolkit.model import Ledger, Mark, Remark, Table
from toolkit.reports.columns import ReportColumn, tabulate
from toolkit.reports.wording import weight_word

RULE_SHEET = "规则"
Standing = Literal["启用", "试行", "停用", "本期不适用", "导入时用"]
_TINTS: Mapping[Standing, Mark] = {
    "试行": Mark("blue"), "停用": Mark("red"), "本期不适用": Mark("grey"), "导入时用": Mark("grey")}
_LEGEND = (
    "启用 照常运行　试行 只显示、不拦截　停用 整改办在专项配置里关掉，本期没有运行　"
    "本期不适用 要与上期比，本期没有上期台账　导入时用 只在导入方案时运行",
)


class RuleCard(NamedTuple):
    """What a report knows of a rule: its words, and what the office decided about it.

    ``weight``: 阻断 or 提醒, as in force; ``usual``: the rule's own; ``waivers``: a line each.
    """

    code: str
    name: str
    remedy: str = ""
    standing: Standing = "启用"
    weight: str = ""
    usual: str = ""
    waivers: tuple[str, ...] = ()


def rule_sheet(ledger: Ledger, cards: Sequence[RuleCard], where: Callable[[Remark], str]) -> Table:
    """The sheet 规则; a count leads to the rule's first remark in 校验意见."""
    words: dict[str, Counter[str]] = {}
    first: dict[str, Remark] = {}
    for remark in ledger.remarks:
        words.setdefault(remark.code, Counter())[weight_word(remark)] += 1
        first.setdefault(remark.code, remark)

    def link(card: RuleCard) -> Mark | None:
        return Mark(link=where(first[card.code])) if card.code in first else None

    none: Counter[str] = Counter()
    columns: tuple[ReportColumn[RuleCard], ...] = (
        ReportColumn("code", "代码", 8, lambda c: c.code, "centre"),
        ReportColumn("name", "名称", 26, lambda c: c.name),
        ReportColumn("standing", "运行情况", 12, lambda c: c.standing, "centre",
                     lambda c: _TINTS.get(c.standing)),
        ReportColumn("weight", "级别", 18, _weighs, "centre"),
        ReportColumn("spoken", "本期意见", 9, lambda c: words.get(c.code, none).total(), "number", link),
        ReportColumn("waived", "其中已豁免", 11, lambda c: words.get(c.code, none)["已豁免"], "number"),
        ReportColumn("waivers", "豁免（批准人、理由、有效期）", 60, lambda c: "\n".join(c.waivers)),
    )
    return tabulate(RULE_SHEET, columns, cards, intro=_LEGEND, freeze_columns=2)


def _weighs(card: RuleCard) -> str:
    if card.standing == "试行":
        return "试行，不拦截"
    return card.weight if card.weight == card.usual else f"{card.weight}（原为{card.usual}）"
