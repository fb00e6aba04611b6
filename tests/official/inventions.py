"""Invented cities, their problems, measures, units and answers: the truth that documents are printed from.

Every sentence is ours. ``{c}`` is the city, ``{a} {b} {d}`` its counties, ``{z}`` its zone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from toolkit.model import Measure, Paragraph, Problem
from toolkit.text import chinese_numeral


@dataclass(frozen=True)
class City:
    """An invented city."""

    name: str
    counties: tuple[str, str, str]
    zone: str
    government: str = "党委和政府"

    def fill(self, text: str) -> str:
        a, b, d = self.counties
        return text.format(c=self.name, a=a, b=b, d=d, z=self.zone)


YUNCHUAN = City("云川市", ("东山县", "西岭区", "临河区"), "经济技术开发区")
QINGHE = City("清禾市", ("白水旗", "金滩左旗", "岚山区"), "高新技术产业开发区", "人民政府")
LANGAN = City("岚干市", ("石门市", "沙河县", "北原自治县"), "经济开发区", "党委、政府")

# text of the problem, goal, measures (text, done note, deadline)
_D24, _J25, _S25, _D25 = date(2024, 12, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)
SUBJECTS = (
    ("{a}一处采石场越界开采3.6公顷，边坡最大高差47米，生态修复进展迟缓。",
     "完成越界区域生态修复，边坡稳定达标",
     (("依法查处越界开采行为，2024年12月底前完成3.6公顷修复治理。", "已完成整改", _D24),
      ("对全市62处露天采场开展拉网式排查，建立台账，逐一销号。", None, None),
      ("2025年6月底前建成边坡位移在线监测点15个。", None, _J25))),
    ("《{c}城镇排水管理办法》规定，排水户应当取得排水许可。督察发现，全市仍有216家餐饮单位无证排水。",
     "排水许可应办尽办",
     (("摸清底数，216家餐饮单位全部办理排水许可。", "已完成", None),
      ("将排水许可纳入日常执法检查，每季度通报一次。", None, None))),
    ("12个乡镇污水处理站长期停运，其中{b}4个、{d}3个自建成后从未正式运行，设备锈蚀，管网不通。",
     "12个站点恢复运行，出水稳定达标",
     (("逐站制定“一站一策”，2024年9月底前恢复运行7个，2025年6月底前全部恢复运行。", None, _J25),
      ("落实运行经费860万元，委托第三方统一运维。", "已完成整改", None))),
    ("2022年以来，{z}新增用煤项目7个，未落实煤炭减量替代，年耗煤量由182.5万吨增至231.04万吨，增幅26.6％。",
     "煤炭消费总量得到控制",
     (("7个项目限期补办煤炭减量替代手续，逾期未办的一律停产。", None, None),)),
    ("畜禽养殖污染防治不到位。《{c}畜禽养殖管理办法》第五条第（一）项划定的禁养区内，{a}仍有5家养殖场未搬迁。",
     "禁养区内养殖场全部退出",
     (("5家养殖场于2024年12月31日前完成搬迁或关闭。", "已完成整改", _D24),
      ("巩固清退成果，防止反弹。（持续推进）", None, None))),
    ("国控断面水质由Ⅲ类降为Ⅳ类，化学需氧量浓度为上年的1.4倍，氨氮为2.1倍，总磷由0.15毫克/升升至0.28毫克/升。",
     "断面水质恢复Ⅲ类，四、五类水体动态清零",
     (("实施上游3处排污口规范化整治，2024年12月底前完成。", "已完成整改", _D24),
      ("开展“清四乱”专项行动，严查偷排直排。", None, None),
      ("推进《青禾河流域综合治理规划（2023—2027年）》确定的14个工程。", None, None),
      ("建立上下游联防联控机制，2025年9月30日前签订横向补偿协议。", None, _S25))),
    ("三、四级公路两侧及二、三产业园区周边垃圾堆放点38处，清理不彻底，群众反映强烈。",
     "38处堆放点全部清理",
     (("组织{a}、{b}对38处堆放点开展集中清理，合计清运垃圾1.2万立方米。", "已完成整改", None),
      ("完善“户分类、村收集、镇转运”体系。", None, None))),
    ("整改推进不力。一是台账不清，二是责任不明，三是督办不严，同类信访件连续3年上升。",
     "信访件数量明显下降",
     (("建立信访件周调度、月通报制度。", "已完成整改", None),
      ("对反复投诉的27件实行领导包案，限期化解。", None, None))),
    ("{d}第1、2、3号泵站闲置，雨污混接点位多达419个，汛期溢流污染严重。",
     "雨污混接点位完成改造，溢流次数下降50%以上",
     (("2025年6月底前完成419个混接点位改造。", None, _J25),
      ("1、2号泵站恢复使用，3号泵站改造为调蓄池。", None, None))),
    ("危险废物监管有漏洞。部分企业“重生产、轻管理”，危险废物贮存超过1年的有9家，共计超期贮存1376.5吨。",
     "超期贮存危险废物依法处置",
     (("9家企业超期贮存的1376.5吨危险废物全部转移处置。", "已完成整改", None),
      ("强化视频监控、电子联单等手段，实行全过程监管。", None, None),
      ("修订《{c}危险废物管理细则（试行）》，严格执行。", None, None))),
    ("草原超载过牧现象依然存在。抽查{a}、{b}、{d}16个嘎查村，超载率在12％～31％之间。",
     "超载率控制在10％以内",
     (("核定适宜载畜量，签订草畜平衡责任书4120份。", None, None),)),
    ("“散乱污”企业整治标准不高。已取缔的43家企业中，仍有6家死灰复燃；2021年关停的砖瓦窑未做到“两断三清”。",
     "“散乱污”企业动态清零",
     (("依法关停6家死灰复燃企业，落实断水断电。", "已完成整改", None),
      ("利用用电监控开展月度比对，发现一起、查处一起。", None, None))),
    ("自然保护地内人为活动整治滞后，2019年以来遥感监测发现的疑似问题点位133个，仅完成整改58个，完成率43.6％。",
     "133个点位全部完成核查整改",
     (("逐个点位开展实地核查，2024年12月底前完成整改销号。", None, _D24),
      ("完成勘界立标，设立界碑210块、标识牌64块；", None, None),
      ("加强“天空地”一体化监测。", None, None))),
    ("建筑垃圾资源化利用率低。全市年产建筑垃圾约420万吨，综合利用率仅为18.7％，低于全省平均水平11个百分点。",
     "建筑垃圾资源化利用率达到35%",
     (("加快建设年处理能力100万吨的资源化利用项目，2025年12月底前投产。", None, _D25),
      ("规范运输管理，对1600余辆渣土车安装定位装置。", "已完成整改", None))),
    ("（区）县级集中式饮用水水源地保护区内存在农业种植面源污染，面积约1850亩。",
     "水源地保护区内面源污染得到有效控制",
     (("实施退耕还草1850亩。", None, None), ("设置隔离防护设施23.5公里。", "已完成整改", None))),
    ("噪声扰民投诉居高不下，2023年共受理5732件，占全部投诉的61.2％。",
     "噪声投诉量同比下降20%",
     (("划定噪声敏感建筑物集中区域，加强夜间施工管理。", None, None),
      ("对投诉量排前10位的点位开展专项治理，2024年11月底前整改到位。", "已完成整改", date(2024, 11, 30)))),
    ("省厅挂牌督办的2处历史遗留渣场防渗措施不完善，下游监测井氟化物超标1.8倍。",
     "渣场污染得到有效管控",
     (("2024年10月底前完成渣场环境调查与风险评估。", "已完成整改", date(2024, 10, 31)),
      ("实施覆膜、截洪沟等应急措施，消除环境风险隐患。", None, None),
      ("2020年底前建成的渗滤液处理站进行提标改造。", None, None))),
    ("督察发现，{z}污水处理厂进水浓度偏低，2023年平均进水化学需氧量仅为86.4毫克/升。",
     "进水浓度提升至150毫克/升以上",
     (("开展管网排查检测126公里，修复破损管段。", None, None),
      ("结合老旧小区改造同步实施雨污分流，2025年12月底前完成38个小区改造。", None, _D25))),
    ("机动车尾气检测造假。8家检测机构中有5家存在减少检测项目、替检代检等行为。",
     "检测行为规范有序",
     (("对5家机构立案查处，罚款合计74.3万元。", "已完成整改", None),)),
    ("矿山生态修复“边治理边破坏”。{b}一座关闭煤矿以治理之名盗采浅层煤4.7万吨，形成采坑2处。",
     "采坑回填，植被恢复",
     (("依法追究有关企业和人员责任。", "已完成整改", None),
      ("编制采坑治理方案，分两期实施，2025年6月底前完成主体工程，2025年9月底前完成覆土绿化。", None, _S25))),
)  # fmt: skip

SECTIONS = (
    "推动绿色低碳发展的自觉性还不够强", "水环境治理存在短板", "生态保护修复不够有力",
    "环境基础设施建设滞后", "群众身边的突出问题解决不到位", "“两高”项目管控不严",
)  # fmt: skip
CATEGORIES = (
    "产业结构调整推进缓慢", "“控煤”措施落实不够", "黑臭水体整治不彻底", "再生水、雨水利用水平偏低",
    "违法占用林地草地多发", "部门监管职责履行不到位", "污水收集处理能力不足", "固体废物处置不规范",
    "扬尘、油烟、噪声扰民", "自然保护地监管不严",
)  # fmt: skip

# As printed, and what it means; {g} is the city's word for its governments.
UNITS = (
    ("市生态环境局", ("市生态环境局",)),
    ("{a}{g}", ("{a}{g}",)),
    ("市水务局、农牧局、林业和草原局", ("市水务局", "市农牧局", "市林业和草原局")),
    ("市发展和改革委员会、工业和信息化局，{a}、{b}{g}",
     ("市发展和改革委员会", "市工业和信息化局", "{a}{g}", "{b}{g}")),
    ("各县区{g}，{z}党工委和管委会", ("各县区{g}", "{z}党工委和管委会")),
    ("市自然资源局、市住房和城乡建设局，{d}{g}", ("市自然资源局", "市住房和城乡建设局", "{d}{g}")),
    ("国家税务总局{c}税务局，{a}、{b}、{d}{g}，云泽水务集团有限公司",
     ("国家税务总局{c}税务局", "{a}{g}", "{b}{g}", "{d}{g}", "云泽水务集团有限公司")),
    ("各相关部门，各县区{g}", ("各相关部门", "各县区{g}")),
    ("市城市管理综合执法局，市公安局交通管理支队，{b}、{d}{g}",
     ("市城市管理综合执法局", "市公安局交通管理支队", "{b}{g}", "{d}{g}")),
    ("市农牧局、财政局、机关事务管理局，市河湖保护中心，{z}党工委和管委会，国网{c}供电公司、云泽燃气有限公司",
     ("市农牧局", "市财政局", "市机关事务管理局", "市河湖保护中心", "{z}党工委和管委会", "国网{c}供电公司", "云泽燃气有限公司")),
    ("自治区地质调查院{c}分院，{b}{g}", ("自治区地质调查院{c}分院", "{b}{g}")),
    ("市委宣传部、市教育局，团市委", ("市委宣传部", "市教育局", "团市委")),
    ("市卫生健康委员会、市场监督管理局、交通运输局", ("市卫生健康委员会", "市市场监督管理局", "市交通运输局")),
)  # fmt: skip
LEADS = ("市生态环境局", "市水务局", "市自然资源局", "市发展和改革委员会", "市住房和城乡建设局", "市农牧局")
DEADLINES = (
    ("2024年12月底", _D24, False), ("2025年6月底前", _J25, False), ("2025年12月底", _D25, False),
    ("2025年9月30日前", _S25, False), ("2025年12月", _D25, False), ("立行立改", None, False),
    ("长期坚持", None, True), ("2024年底前并长期坚持", _D24, True), ("2025年12月底前，长期坚持", _D25, True),
    ("立行立改，长期坚持", None, True), ("2025年上半年", _J25, False), ("2025年三季度末", _S25, False),
    ("2024年年底前", _D24, False), ("2025年12月31日", _D25, False), ("持续推进", None, True),
    ("2024年12月底前完成主体工程，2025年6月底前全部完成", None, False),
)  # fmt: skip
STATUSES = (
    ("正在推进实施", "in_progress", False), ("已完成整改", "completed", False),
    ("已完成整改，长期坚持", "completed", True), ("达到序时进度", "on_schedule", False),
    ("达到时序进度", "on_schedule", False), ("未达到序时进度", "behind", False), ("尚未启动", "not_started", False),
    ("已销号", "closed", False), ("已通过核查验收", "accepted", False), ("按照序时进度推进整改", "on_schedule", False),
    ("2023年完成整改", "completed", False), ("整改任务已全部完成", "completed", False), ("同意销号", "accepted", False),
    ("正在整改", "in_progress", False), ("已完成整改，需长期坚持", "completed", True), ("滞后", "behind", False),
    ("已完成整改并销号", "closed", False), ("持续推进", None, True), ("具备销号条件", "completed", False),
)  # fmt: skip
ANSWERS = (
    "成立工作专班，市政府主要领导多次现场督导，召开调度会7次。将“双随机、一公开”检查结果纳入年度考核。",
    "截至2025年3月底，已完成投资1.38亿元，占总投资的62.4％，主体工程完工。",
    "印发《整治工作方案（2024—2026年）》，明确任务18项、责任单位11个，逐月通报进度。",
    "3处点位已完成修复，第四、五采区治理工程正在施工；其余2处计划2025年6月底前完成。",
    "出动执法人员1260余人次，检查企业438家次，立案32起，罚款215.6万元。",
    "目前，12个站点已恢复运行9个，剩余3个正在更换设备。",
    "加强宣传引导。通过广播、电视、微信公众号等平台发布信息96条，发放宣传材料2.3万份。",
    "按照“谁破坏、谁治理”的原则，督促企业落实主体责任。一是压实责任；二是限期治理；三是严格验收。",
    "建立长效机制，坚持每月巡查、每季评估，确保不反弹。",
    "2024年8月15日，通过市级验收；2024年9月2日至9月13日完成公示，无异议。",
)  # fmt: skip
CONTINUED = (
    "各县区同步开展自查，发现并整改问题54个。",
    "同时，聘请第三方机构开展跟踪评估，评估结果为良好。",
    "下一步，将持续跟踪问效，确保整改任务按期完成。",
)


def plan(city: City, seed: int, size: int, *, first: int = 1, levels: int = 2, notes: bool = True) -> list[Problem]:
    """A list of problems as a plan states them; the printed units are drawn by ``printed_units`` alike."""
    chance = random.Random(seed)
    subjects = chance.sample(SUBJECTS, size) if size <= len(SUBJECTS) else chance.choices(SUBJECTS, k=size)
    problems = []
    section, category = -1, -1
    for place, (text, goal, measures) in enumerate(subjects):
        if place == 0 or chance.random() < 0.2:
            section, category = section + 1, category + 1
        elif chance.random() < 0.4:
            category += 1
        deadline_text, deadline, lasting = chance.choice(DEADLINES)
        lead = chance.choice(LEADS)
        problems.append(Problem(
            number=first + place, text=city.fill(text),
            section=SECTIONS[section % len(SECTIONS)] if levels else None,
            category=CATEGORIES[category % len(CATEGORIES)] if levels > 1 else None,
            lead_units=(lead,), responsible_units=(str(chance.randrange(len(UNITS))),),
            acceptance_units=(chance.choice([lead, "市生态环境局"]),),
            deadline_text=deadline_text, deadline=deadline, long_term=lasting, goal=city.fill(goal),
            measures=_measures(city, measures, notes=notes),
        ))  # fmt: skip
    return problems


def _measures(city: City, measures: tuple, *, notes: bool) -> tuple[Measure, ...]:
    alone = len(measures) == 1
    return tuple(
        Measure(None if alone else chinese_numeral(n), city.fill(text), note if notes else None, day)
        for n, (text, note, day) in enumerate(measures, 1)
    )


def units(city: City, index: int) -> tuple[str, tuple[str, ...]]:
    """The units of one row of UNITS: as printed, and as full names."""
    printed, meant = UNITS[index]
    fill = lambda text: city.fill(text.replace("{g}", city.government))  # noqa: E731
    return fill(printed), tuple(fill(unit) for unit in meant)


def annex(city: City, seed: int, size: int, *, first: int = 1, continued: bool = True) -> list[Problem]:
    """A list of problems as an annex tells of them."""
    chance = random.Random(seed)
    problems = []
    for place in range(size):
        text = city.fill(chance.choice(SUBJECTS)[0])
        if chance.random() < 0.15:
            text += "\n" + city.fill("此外，{a}、{b}两地监管缺位，问题长期存在。")
        word, status, lasting = chance.choice(STATUSES)
        problems.append(Problem(
            number=first + place, text=text, status_text=word, status=status, long_term=lasting,
            progress=_answers(chance, continued=continued),
        ))  # fmt: skip
    return problems


def _answers(chance: random.Random, *, continued: bool) -> tuple[Paragraph, ...]:
    count = chance.choice([1, 1, 2, 3, 4])
    bodies = chance.sample(ANSWERS, count)
    if count == 1:
        return (Paragraph(None, bodies[0]),)
    paragraphs = []
    for number, body in enumerate(bodies, 1):
        paragraphs.append(Paragraph(f"（{chinese_numeral(number)}）", body))
        if continued and chance.random() < 0.2:
            paragraphs.append(Paragraph(None, chance.choice(CONTINUED)))
    return tuple(paragraphs)
