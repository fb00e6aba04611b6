"""L 前后逻辑: the figures of one text against each other."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import told
from toolkit.checks.sums import disagreements
from toolkit.model import Book


@rule("L510", "文内数字不自洽", "{unit}的第{problem}项问题“{heading}”里{reading}（原文：{sentence}）", needs=("F302",))
def figures_disagree(book: Book) -> Iterator[Spot]:
    """同一段文字里，分项加起来不等于总数，或者百分比、增减量与写出的数量对不上。

    Why: 公开的数字会被逐个核对，一处对不上，整段文字的可信度都受影响。
    四舍五入的误差不算；约数（约、近、余、以上）不核对；同比、环比和没有写出分子分母的比率无从核对；列举不全的（共120家，其中重点30家）不算。
    Remedy: 对照台账核实：哪个数写错改哪个数；统计口径不同的，在文字里说明。
    Bad:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | !共排查企业12家，其中7家已完成整改，4家正在整改。 |
        | 2 | 正在推进 | !全市农膜使用量为3.2万吨，回收量为1.7万吨，回收利用率为53.6%。 |
        | 3 | 正在推进 | !新建管网：东岭区3公里、石泉县4.5公里，合计8.5公里。 |
        | 4 | 正在推进 | !污水处理率由85%提高到92%，提高8个百分点。 |
        | 5 | 正在推进 | !配套率达到96.4%，全县282家养殖场中262家完成配套。 |
        | 6 | 正在推进 | !农药使用量由412吨降至368吨，减少44吨，降幅15.2%。 |
        | 7 | 正在推进 | !发现隐患138条，一般隐患121条，重大隐患19条，均已建立清单。 |
    Good:
        填报表 市水务局
        | 序号 | 整改状态* | 整改进展情况* |
        | 1 | 正在推进 | 共排查企业12家，其中8家已完成整改（3家提前完成），4家正在整改。 |
        | 2 | 正在推进 | 全市农膜使用量为3.2万吨，回收量为1.7万吨，回收利用率为53.1%，同比提高6%。 |
        | 3 | 正在推进 | 共排查企业120家，其中化工企业30家、涂装企业20家，整改率100%。 |
        | 4 | 正在推进 | 已封堵398眼，占全市任务的近97%。 |
        | 5 | 正在推进 | 发现隐患138条，其中重大隐患19条，已整改127条，剩余11条落实了管控措施。 |
        | 6 | 正在推进 | 由12家增加到15家，增长25%，高于全市8%的平均增速。 |
    """
    for case, entry, column, text in told(book):
        for wrong in disagreements(text):
            yield Spot(entry.place_of(column.field), entry.unit, case.problem.number,
                       given=wrong.printed, expected=wrong.computed,
                       words={"heading": column.heading, "reading": wrong.reading,
                              "sentence": wrong.sentence.replace("\n", " ")[:80]})
