"""O 成果文件: what the office made of the outputs, and what the next run did about it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Spot, rule
from toolkit.checks.standing import diagnosed, file_name
from toolkit.model import Book


@rule("O901", "成果文件已有人修改", "“{name}”生成后有人改过，没有覆盖；本次生成的另存为“{other}”")
def output_edited(book: Book) -> Iterator[Spot]:
    """生成的文件后来有人修改过，再次生成时不覆盖它。

    Why: 人改过的内容不能丢；但改过的文件也不会自动包含之后报来的进展。
    Remedy: 比较两份文件。附件里的改动，把附件拖到 0-导入.bat 上写这一期（或用 import --as progress --period）带回台账的“公开文字”，之后就会照印；台账的改动请写在“公开状态”“公开文字”栏。不再需要的一份可以删去，再运行一次。
    Bad: 在 Word 里改了附件、催报函，再运行时两份都不覆盖
        成果文件
        | 文件 | 生成之后 |
        | !附件-整改进展情况.docx | 有人改过 |
        | !通知/催报函-市水务局.docx | 有人改过 |
        | 看板.html | 没有改动 |
    Good: 打开看过、没有改动的，照常更新
        成果文件
        | 文件 | 生成之后 |
        | 附件-整改进展情况.docx | 没有改动 |
        | 通知/催报函-市水务局.docx | 没有改动 |
    """
    for found in diagnosed(book, "edited_output"):
        yield Spot(found.place, expected=found.expected,
                   words={"name": file_name(found.place.file), "other": file_name(found.expected)})


@rule("O902", "成果之间不一致", "生成后读回核对，成果之间说法不一：{point}，“{name}”写的是“{given}”，{expected}", weight="blocks")
def outputs_differ(book: Book) -> Iterator[Spot]:
    """成果生成后逐份读回，同一件事在清单、台账、附件、看板和通知里说法不同。

    Why: 签发的附件、存档的台账和通报的数字必须是同一套；不一致的成果不能印发。
    Remedy: 多半是模板改动或程序出错所致。先换回原来的 Word 模板，再运行一次；仍有这条意见，请把这句话和所用文件交给维护人员，不要印发。
    Bad:
        读回核对
        | 文件 | 说的是 | 写的是 | 另一份 |
        | !看板.html | 合计的未报送单位数 | 2 | 整改台账.xlsx写的是“3” |
        | !附件-整改进展情况.docx | 第3项的附件用语 | 已完成整改 | 整改台账.xlsx“问题”第4行写的是“正在推进实施” |
    Good: 写法不同、说的一样；整改办改过的成果不参加核对
        读回核对
        | 文件 | 说的是 | 写的是 | 另一份 |
        | 看板.html | 合计的未报送单位数 | 3 | 一致 |
        | 附件-整改进展情况.docx | 第3项的附件用语 | 正在推进实施 | 一致 |
    """
    for found in diagnosed(book, "outputs_differ"):
        yield Spot(found.place, unit=found.unit, problem=found.problem, given=found.given, expected=found.expected,
                   words={"name": file_name(found.place.file), "point": found.note})


@rule("O903", "函件模板有错误", "函件模板“{name}”：{fault}", weight="blocks")
def template_faulty(book: Book) -> Iterator[Spot]:
    """函件的 Word 模板里有认不出的占位符、不成对的花括号，或者放不进函件的东西。

    Why: 模板有错，函件里就会印出花括号或者缺内容；run 因此不写任何文件，早点改好，到定稿时不耽误。
    Remedy: 用 Word 或 WPS 打开意见里说的模板，按那一段的说明改正；改不好就删去该模板，函件用默认的文字。能用的占位符见使用手册“函件的文字怎么改”。
    Bad: 占位符写错了，或者花括号打成了全角。
        函件模板
        | 模板 | 错误 |
        | !templates/通知/催报函.docx | 第4段“{{单位名称}}：”的{{单位名称}}不是这份函件有的内容。 |
        | !templates/通知.docx | 页脚第1段“｛｛联系电话｝｝”用了全角花括号，认不出来。 |
    Bad: 这份函件少不了的占位符被删掉了。
        函件模板
        | 模板 | 错误 |
        | !templates/通知/公示.docx | 全文没有{{公示期}}，这份函件少了它就说不清楚。 |
        | templates/通知/通报.docx | 没有错误 |
    Good: 占位符都认得。
        函件模板
        | 模板 | 错误 |
        | templates/通知/催报函.docx | 没有错误 |
    Good: 改过字句和样式，占位符还在。
        函件模板
        | 模板 | 错误 |
        | templates/通知/公示.docx | 没有错误 |
        | templates/通知.docx | 没有错误 |
    """
    for found in diagnosed(book, "template_fault"):
        yield Spot(found.place, given=found.note, words={"name": file_name(found.place.file), "fault": found.note})


@rule("O904", "填报表模板不能用", "“{name}”不能照样使用：{given}退回的表这次用工具自带的样式")
def pattern_unusable(book: Book) -> Iterator[Spot]:
    """整改办自己的填报表（templates/填报表.xlsx）改得认不出来了，退回的表没有照它的样子做。

    Why: 单位收到的表和下发的样子不同，会以为换了表；下次下发也会因此停下来。
    Remedy: 按这句话改好 templates/填报表.xlsx，或用 template learn 重新学一次；不再用它的，把它移出 templates 文件夹。
    Bad: 那张表认不出来了。
        成果文件
        | 文件 | 生成之后 |
        | !填报表.xlsx | 不能照样使用 |
    Bad: 别的成果都好好的，只有那张表不行。
        成果文件
        | 文件 | 生成之后 |
        | 看板.html | 没有改动 |
        | !templates/填报表.xlsx | 不能照样使用 |
    Good: 那张表还照样能用。
        成果文件
        | 文件 | 生成之后 |
        | 填报表.xlsx | 没有改动 |
    Good: 有人改过的是成果，不是那张表。
        成果文件
        | 文件 | 生成之后 |
        | 附件-整改进展情况.docx | 有人改过 |
    """
    for found in diagnosed(book, "unusable_pattern"):
        yield Spot(found.place, given=found.given, words={"name": file_name(found.place.file)})
