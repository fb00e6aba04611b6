"""Invented answers with one fault each, and the code and column that must speak.

A line is ``status | text``; ``last:`` gives the period before, ``goal:`` what the list asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from progress_texts import PLACES, STATUS, filled


@dataclass(frozen=True)
class Fault:
    """One answer of one unit to one problem, wrong in one way."""

    code: str
    status: str
    text: str
    last: tuple[str, str] | None = None
    goal: str = ""
    column: str = "J"


EMPTY = """
P 同上
P 同上。
P 见附件
P 详见附件。
P 正在推进中
P 正在推进中。
P 目前正在积极推进中。
P 按要求推进
P 已按要求落实
P 已按要求落实。
P /
P -
P 无
P 暂无
P ——
P 有序推进中
P 该项工作正在有序推进中。
P （一）正在推进。\\n（二）按要求落实。
P 我局正在加快推进。
P 稳步推进，有序推进。
P 持续推进中
S 按序时进度推进。
"""

UNFINISHED = """
C 主体工程已完工，配套管网正在铺设。
C {place}{n}处排污口正在整治，已完成{a}处。
C 预计6月底前完成全部建设任务。
C 目前尚未开工，资金已到位。
C {place}尚有{b}户未完成搬迁。
C 因征地受阻，工程进度滞后。
C 已封堵{a}眼，剩余{b}眼正在封堵。
C 项目计划于2031年8月建成投运。
C 拟于二季度启动拆除。
C 完成工程量的80%。
C 已完成投资3000万元，形象进度达到65%。
C 力争年底前完成全部整改任务。
C 仍有2家企业未安装治理设施。
C 其余3户待签订协议。
C 整改工作正在有序推进，已取得阶段性成效。
C 下一步，将加快推进二期工程建设。
C 下一步，尽快完成剩余{b}户改造。
C （一）完成处理站建设。\\n（二）配套管网尚未建成。
C 整改方案已印发，正在组织实施。
C 正在办理环评手续，尚未取得批复。
C 设备已到货，安装调试中。
C {place}污水处理站未正式投运。
C 还没有完成清淤。
C 已追缴{a}万元，剩余部分正在追缴。
C 已立案查处，目前正在进行生态修复。
C 该项目将于2031年底竣工。
C 已完成招标，计划在5月进场施工。
C 部分点位还未整改到位。
L 已建成处理设施，仍有2家未完成整改。
L 剩余{b}处正在整改，长期坚持巡查。
L 工程尚未完工，边建设边运行。
L 预计9月底前完成二期改造。
A 正在申请验收，材料已上报。
A 整改完成，尚未通过验收。
"""

FINISHED = """
P 已全部完成整改。
P 该问题已整改到位。
P 3处排污口已全部封堵，该问题已整改完成。
P 整改任务已全部完成。
P 目前该问题已完成整改并销号。
P 已全面完成整改任务。
P 本项问题已整改完毕。
P {place}{n}处排口已全部封堵，已全部完成整改。
P 问题已整改到位。
P 截至3月底，整改任务已全部完成。
S 该问题已全部整改到位。
S 目前已完成整改。
N 一期工程已于2月开工。
N 施工单位正在施工，完成基础开挖。
S 受资金影响，工程进度滞后。
S 目前未达到序时进度。
B 工程已达到序时进度。
B 该问题已完成整改。
"""

SUMS = """
P {place}共排查企业{n}家，其中{a}家已完成整改，{c}家正在整改。
P {place}共受理举报{n}件，办结{a}件，其余{c}件正在办理。
P {place}计划改造小区{n}个，已完工{a}个，剩余{c}个正在施工。
P {n}家企业中，{a}家已完成整改，{c}家正在整改。
P 共排查{n}家，其中达标{a}家、不达标{c}家。
P {place}新建公厕{n}座，其中新建{a}座、改建{d}座，合计{e}座。
P 应整改问题{n}个，已整改{a}个，整改率{wrong}%。
P {place}计划封堵{n}眼，累计封堵{a}眼，完成率{wrong}%。
P 排查管网{n}公里，已修复{a}公里，占{wrong}%。
P 清运垃圾{a}万立方米，占{n}万立方米的{wrong}%。
"""
SUMS_WRITTEN = """
P 全区废旧轮胎产生量为3.1万条，回收1.58万条，回收率只有51.3%。
P 由12家增加到15家，增加5家。
P 净化器由上季的80台增加到100台，增长35%。
P 投诉量从240件下降到180件，下降了20%。
P 处理率由85%提高到92%，提高8个百分点。
P 东岭区3家、石泉县4家、白河县5家，合计13家。
P 共有尾矿库21座（其中在用13座，停用6座，废弃3座）。
P 共投入资金1200万元，其中市级500万元、县级600万元。
P 用地总面积35.6公顷，其中耕地20公顷、林地14.6公顷。
P 共排查问题56个，已整改50个，剩余8个正在整改。
P 累计封堵410眼，其中东岭区200眼、石泉县110眼、白河县90眼。
P 污水集中处理量1.2万吨，产生量1.5万吨，处理率85%。
"""

NUMBERS = """
P 一是封堵排污口5处；三是清淤2公里。
P 一是完善制度；二是强化监管；四是严格考核。
P （一）封堵排污口。\\n（一）清淤河道。
P （一）封堵排污口。\\n（三）清淤河道。
P 1.封堵排污口5处。\\n2.清淤2公里。\\n4.护岸1公里。
P 1.封堵排污口。\\n（一）城东3处。\\n（二）城西2处。
P 2.清淤2公里。\\n3.护岸1公里。
P （一）甲。\\n（二）乙。\\n（二）丙。\\n（三）丁。
P 一、组织领导。\\n三、督导检查。
P ①完成测绘。\\n③完成设计。
P 第一，完善机制。第三，加强保障。
P （1）排查。\\n（3）整改。
P 1.排查。\\n一、整治。\\n二、巩固。
P 一是摸底；二是整治；二是巩固。
P （二）完成整治12处。\\n（三）完成巩固5处。
"""

PRIVATE = """
P 已督促业主拆除，联系电话13912345678。
P 当事人身份证号150102198003051234，已立案处理。
P 联系人：王小明，电话0471-5551234，已约谈。
P 【内部资料】约谈企业负责人3次。
P 机密★完成点位摸排6处。
P 举报人李大山（电话：13800001111）对结果表示满意。
P 补偿款已打入账号6222020012345678901。
P 此件仅限内部掌握，已完成摸底12户。
P 已与户主张三签约，手机138-0000-2222。
P （秘密）完成地下水监测3次。
P 密级：内部\\n完成摸排5处。
P 已联系负责人，手机１３７００００３３３３。
"""

SAME_AGAIN = """
已完成河道清淤方案编制，施工队伍进场，首段围堰填筑完成。
截至2月底，累计排查入河排污口12处，逐一建档，封堵5处。
（一）完成立项批复。\\n（二）完成施工图设计和预算审核。
编制完成可行性研究报告，已报市发展改革委审批，等待批复意见。
对辖区内加油站、汽修企业开展专项检查，发现问题已督促整改。
已召开专题会议研究部署，明确责任单位和完成时限，建立台账。
组织开展河道巡查，清理岸坡垃圾，劝导周边居民规范倾倒生活垃圾。
污水处理站设备完成招标采购，合同已签订，厂家正在排产。
"""
TOUCHED = (("", ""), ("。", "；"), ("2月", "3月"), ("已", "现已"))

FELL = """
累计封堵自备井{}眼，其余逐步推进。|320|302
已完成污水管网改造{}公里。|12.5|11.8
累计清运垃圾{}万吨，覆土同步实施。|4.6|4.1
截至目前，共完成户厕改造{}户。|1560|1506
累计完成投资{}亿元，各标段施工。|1.2|1.1
已建成充电桩{}个。|86|68
累计完成造林{}亩，补植苗木到位。|2310|2130
累计立案查处{}起，持续保持高压态势。|45|42
已签订搬迁协议{}户，其余户正在洽谈。|61|60
已拆除违章建筑{}处。|98|89
累计安装在线监测设备{}套。|33|32
"""

SHORT = """
封堵410眼自备井。|累计封堵自备井398眼，恢复地下水位。
新建污水管网62.629公里。|已建成污水管网58.4公里，通水运行。
完成户厕改造1500户。|完成户厕改造1460户，使用正常。
建成垃圾中转站12座。|已建成垃圾中转站11座，投入运行。
恢复治理矿山面积86.4公顷。|恢复治理矿山面积84.6公顷，通过验收。
整治入河排污口35处。|规范整治入河排污口33处，设置标识牌。
安装油烟净化设施260家。|督促安装油烟净化设施245家，逐户核验。
清退违规占地120亩。|清退违规占地112亩，恢复耕种。
改造老旧小区18个。|改造老旧小区16个，居民满意。
搬迁农户230户。|搬迁农户212户，入住新居。
新增绿地面积5.2万平方米。|新增绿地面积4.8万平方米，养护到位。
建设蓄水池40座。|建设蓄水池38座，已蓄水。
"""

OTHERS = """
L503 C 目前完成进度约85%，剩余工程计划5月底完工。
L503 C 还差2公里没有贯通。
L503 C 项目建设稳步推进，预计年内建成。
L503 C 已完成前期工作，目前正在进行招投标。
L503 C 整改工作取得阶段性进展，下一步加快推进剩余工程建设。
L503 C 主体完工，附属设施在建。
L503 C 部分河段仍在清淤。
L503 C 尚有3处未整改。
L503 C 整改尚在进行中。
L503 C 仅完成6公里，其余正抓紧施工。
L503 C 计划2031年9月底前完成全部治理任务。
L503 C 已编制实施方案，即将开工建设。
L503 C 待资金到位后组织实施。
L503 C 目前处于施工阶段。
L503 C 现正开展可行性研究。
L503 C 预计4月份可全面完成。
L503 C 仍需进一步推进管网改造。
L503 C 工程建设按计划推进，6月底可完工。
L503 P 该项问题已经整改完毕，达到整改目标。
L503 P 经核查，问题已全部整改到位，具备销号条件。
L503 P 所有整改措施均已落实，已完成整改。
L503 P 全部12处点位均已整改完成，已达到整改目标。
L503 P 问题已彻底解决。
L510 P 全市共有加油站86座，已完成改造55座，未完成改造30座。
L510 P 排查出问题企业23家，其中停产整治5家、限期整改12家、关闭取缔4家。
L510 P 全年任务120公里，已完成90公里，完成任务的80%。
L510 P 收到投诉50件，办结46件，办结率95%。
L510 P 3个县区分别完成12户、15户、20户，合计45户。
L510 P 总投资1.5亿元，其中中央资金6000万元，地方配套8000万元。
L510 P 浓度由35微克/立方米下降到30微克/立方米，下降6微克/立方米。
L510 P 共封堵自备井12眼，其中城东7眼、城西4眼。
L510 P 检查工地40个，合格32个，合格率85%。
L510 P 利用率=1.49/2.84=55%。
L510 P 完成率为45/50=95%。
"""

LONG = "完成河道清淤、岸坡整治和绿化补植等工作，各项措施逐一落实到位。" * 110


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, text.strip().split("\n")):
        yield STATUS.get(line[0], ""), line[2:].replace("\\n", "\n")


def _placed(text: str, places: int) -> Iterator[tuple[str, str]]:
    for number, (status, pattern) in enumerate(_lines(text)):
        for place in range(places if "{" in pattern else 1):
            yield status, _wrong(pattern, number + place, place)


def _wrong(pattern: str, figures: int, place: int) -> str:
    """A pattern filled in; its {c}, {d}, {e} and {wrong} are off by some."""
    whole, part = ((12, 7), (45, 30), (86, 55), (230, 161), (1206, 804))[figures % 5]
    if "{c}" in pattern or "{wrong}" in pattern or "{e}" in pattern:
        return pattern.format(
            place=PLACES[place % 5], n=whole, a=part, c=whole - part - 1, d=whole - part, e=whole + 2,
            wrong=f"{part / whole * 100 + 3.4:.1f}")
    return filled(pattern, figures, place % 5)


def _faults() -> Iterator[Fault]:
    for code, text, places in (("F302", EMPTY, 1), ("L503", UNFINISHED, 3), ("L503", FINISHED, 2),
                               ("L510", SUMS, 4), ("L510", SUMS_WRITTEN, 1), ("F308", NUMBERS, 1),
                               ("F310", PRIVATE, 1)):
        for status, line in _placed(text, places):
            yield Fault(code, status, line)
    for line in OTHERS.strip().split("\n"):
        code, status, text = line.split(" ", 2)
        yield Fault(code, STATUS[status], text)
    for line in filter(None, SAME_AGAIN.strip().split("\n")):
        last = line.replace("\\n", "\n")
        for before, after in TOUCHED:
            text = last.replace(before, after, 1) if before else last
            if not before or text != last:
                yield Fault("L507", "正在推进", text, ("正在推进", last))
    for line in filter(None, FELL.strip().split("\n")):
        pattern, last, now = line.split("|")
        yield Fault("L511", "正在推进", pattern.format(now), ("正在推进", pattern.format(last)))
    for line in filter(None, SHORT.strip().split("\n")):
        goal, text = line.split("|")
        yield Fault("L512", "已完成整改", text, goal=goal)
    yield Fault("F307", "正在推进", LONG)
    for now, last in (("正在推进", "已完成整改"), ("尚未启动", "正在推进"), ("已完成整改", "已验收"),
                      ("未达序时进度", "已完成整改"), ("尚未启动", "达到序时进度")):
        yield Fault("L506", now, "等待用地批复。" if now == "尚未启动" else "清淤河道5公里。", (last, "清淤河道3公里。"), column="I")


FAULTS = tuple(_faults())
