"""Lists of words the tables of wordings are made of. A word is a regular expression without blanks."""

from __future__ import annotations

from collections.abc import Mapping

LISTS: Mapping[str, str] = {
    # What work comes to, as verbs say it.
    "做成": """
        完成 完工 竣工 建成 开工 动工 启动 实施 开展 落实 整改 办结 拆除 安装 投运 投用 投入 投产 达标 达到 解决 到位
        签订 签约 搬迁 腾退 清运 清理 清除 清淤 封堵 封填 治理 修复 恢复 取得 批复 下达 进场 移交 关停 关闭 接入 接通
        贯通 覆盖 招标 印发 立项 交付 补齐 改造 铺设 验收 销号 整治 处置 归还 退还 收缴 追缴 追回 化解 拨付 结清""",
    # What people are at while work goes on.
    "做着": """
        推进 实施 整改 建设 施工 办理 开展 进行 编制 招标 采购 申请 协调 调试 安装 改造 修复 治理 拆除 清理 清运
        清淤 组织 制定 修订 起草 报批 审批 筹备 准备 落实 完善 研究 洽谈 对接 履行 征求 开挖 铺设 制作 抓紧 加快
        积极 全力 有序 稳步 逐步 封堵 封填 协商 整治 处置 搬迁 腾退 签订 追缴 收缴 核查 核实 论证 评审 设计 勘察
        平整 覆土 栽植 绿化 沟通 衔接 比选 选址 测绘 检测 清查 清退 清算 筹措 争取 推动 督促 收集 回填 改建 扩建
        新建 修建 搭建 硬化 移交 过户 报建 上报 种植 补植 补办 完成 消缺 收尾 攻坚 梳理 排查 谈判 送审 会商 商谈
        磋商 公告 挂网 评标 走流程 走程序 备料 进场 浇筑 砌筑 吊装 消除 验收 报送 审理 审核 审查 扫尾 着手 修改""",
    # The ends that are set, foreseen or hoped for.
    "结果": """
        完成 竣工 完工 建成 投产 投运 投用 投入使用 投入运行 通车 通水 开工 动工 启动 到位 办结 达标 销号 验收 交付
        结束 整改 解决 进场 拆除 封堵 搬迁 清运 实施""",
    "件数": r"\d+(?:\.\d+)?万?(?:处|家|个|户|座|台|眼|条|项|公里|平方米|亩|公顷|套|件|栋|辆|口|宗|吨|米)",
    # Times that are named ahead.
    "时候": r"\d 今年 明年 年[内底] 月底 [春夏秋冬]季 汛[前后期] 下[周月半] 近期 [一二三四]季度 入冬 解冻 开春",
    # What goes on after work is done, on whatever day it is planned.
    "此后": """
        定期 长期 持续 常态 巩固 管护 监管 监测 巡查 维护 运维 养护 更换 加强 强化 提升 提高 关注 验收 销号 备案 公示
        审计 结算 决算 移交 复查 回头看 检查 执法 宣传 培训 评估 种植 发展 自然 支付 质保""",
    # What may follow 未 that is not left to do: 未批先建 is an offence, 未发现 a finding, 未生产 a state.
    "非欠": """
        批先 经 按规 按要求 依法 登记 取得 发现 出现 发生 收到 接到 产生 新增 反弹 检出 接报 造成 涉及 有 超 见 再 生产
        营业 复产 投诉 纳入 受 列入 构成 达到?(?:搬迁|启用) 予 来""",
    # A character of the clause before 已, which would say that it is done.
    "已前": "(?!已)…",
    "程度": "全部 全面 按期 按时 如期 完全 彻底 正式 实质性 有效 及时 同步 同期 一并 得到 根本 真正 完整",
    # Use, growth, upkeep, the steps that come after: what goes on where work is done.
    "成后": """
        自然 接受 复绿 执行 运行 运营 生产 营业 使用 发挥 恢复 生长 显现 提升 改善 好转 增加 减少 下降 巩固 持续 保持
        监测 监管 管护 巡查 养护 公示 归档 验收 结算 决算 审计 移交 备案 销号 侦办 审理 作业""",
    # Work at a site, and what of it is done on paper.
    "工地活": """
        开挖 挖出 浇筑 砌筑 铺设 敷设 下管 成桩 打桩 灌注 钻孔 吊装 绑扎 支护 清表 清障 便道修筑 填筑 衬砌 架设 顶管 碾压
        摊铺 栽植 封顶 安装 回填 清淤 掘进 灌浆 爆破 开槽 剥离""",
    "纸上": "方案 设计 图 招标 采购 编制 论证 测算 预算 勘察 勘查 踏勘 测绘 评审 审查 批复 合同 协议 签订 手续 意见 选址 报告",
    # What says that all of it is so.
    "已然": "已经 已 均 现 全部 全面 整体 全数 彻底 圆满 如期 按期 按时 顺利 提前 高质量 高标准",
    "何时": r"于\d…{0,10}[年月日底末前] 在规定时限内 按照?(?:要求|规定|时限|方案)+",
    "手续": "公示 备案 归档 存档 结算 决算 审计 移交",
}
