"""``init``: lay out a workspace."""

from __future__ import annotations

from pathlib import Path

from toolkit.app.launchers import launcher_files
from toolkit.app.outcome import DONE, Outcome
from toolkit.app.outputs.letters import template_path
from toolkit.checks import RULES
from toolkit.manual import MANUAL, manual_page
from toolkit.model import Profile
from toolkit.official.listbook.book import write_list
from toolkit.profile import default_profile, write_profile
from toolkit.store import write_new_workspace
from toolkit.store.workspace import OFFICIAL_LIST, PROFILE
from toolkit.word import annex_template, notice_template
from toolkit.word.letters import letter_forms, letter_template

_INBOX = """# inbox：收件箱

每个报送期一个文件夹（由 `zhenggai issue` 建立），例如 `inbox/2025-03/`。
把各单位报回的文件原样放进去即可：可以带文件夹，可以是压缩包，文件名不限。
也可以用 `zhenggai receive 2025-03 文件 --at 收到时间` 登记。
这里的文件只读不改；`period.toml` 和 `receipts.csv` 由工具生成，请不要改动。
"""
_OUTBOX = """# outbox：输出

每个报送期一个文件夹：`下发/` 是发给各单位的填报表，`退回/` 是需要改正的表，
`校验报告.xlsx`、`整改台账.xlsx`、`附件-整改进展情况.docx`、`通知/`、`看板.html` 是汇总结果，
`定稿/` 是公布的版本。您改过的输出不会被覆盖。
"""


def template_files(profile: Profile) -> dict[str, bytes]:
    """``templates/`` as ``init`` lays it out."""
    names = {code: rule.name for code, rule in RULES.items()}
    return {
        PROFILE: write_profile(profile, names),
        OFFICIAL_LIST: write_list((), (), profile),
        "templates/附件.docx": annex_template(),
        "templates/通知.docx": notice_template(),
        **{template_path(kind): letter_template(form) for kind, form in letter_forms().items()},
    }


def workspace_files(profile: Profile) -> dict[str, bytes]:
    """Everything ``init`` lays out, by path."""
    return {
        **template_files(profile),
        **launcher_files(),
        MANUAL: manual_page(),
        "inbox/README.md": _INBOX.encode(),
        "outbox/README.md": _OUTBOX.encode(),
    }


def init(root: Path) -> Outcome:
    """Lay out ``templates/ inbox/ outbox/``; Unusable where there is a workspace already."""
    files = workspace_files(default_profile())
    write_new_workspace(root, files)
    lines = (
        f"工作区已建好：{root}",
        "下一步：在 templates/专项配置.xlsx 的“设置”里填写城市、整改办名称和联系电话，",
        "再把整改方案拖到 0-导入.bat 上（或运行 zhenggai import 方案文件），导入问题清单。",
        "以后每期：双击 1-下发.bat、2-检查.bat、3-汇总.bat、4-定稿.bat（Windows），或用同名的命令。",
        f"怎么做，双击打开 {MANUAL} 看。",
    )
    return Outcome(DONE, {"workspace": str(root), "outputs": sorted(files)}, lines)
