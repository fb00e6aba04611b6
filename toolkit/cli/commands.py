"""The commands: one thin function a verb, with its options and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from toolkit.cli.answering import answer
from toolkit.cli.chinese import ChineseCommand, ChineseGroup
from toolkit.cli.opening import confirmation, folder_of, now_of, period_session, session_of

cli = typer.Typer(
    name="zhenggai", cls=ChineseGroup, add_completion=False, no_args_is_help=True, rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="督察反馈问题整改：下发填报表、收件、校验、汇总、公布。",
)

Folder = Annotated[
    Path | None, typer.Option("-C", metavar="文件夹", help="工作区所在文件夹（默认从当前文件夹向上找）")]
AsJson = Annotated[bool, typer.Option("--json", help="标准输出只给一份 JSON，其余写到标准错误")]
Today = Annotated[
    str | None, typer.Option("--today", metavar="年-月-日", help="把“现在”定在这一天的23:59:59")]
PeriodName = Annotated[str, typer.Argument(metavar="报送期", help="例如 2025-03、2025-Q1")]


@cli.command(cls=ChineseCommand)
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="文件夹", help="默认当前文件夹")] = None,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """建立工作区：templates、inbox、outbox。"""
    from toolkit.app import workspace

    now_of(today)
    answer(workspace.init((folder or where or Path()).resolve()), as_json)


@cli.command(name="import", cls=ChineseCommand)
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="已公布的方案或进展情况附件")],
    kind: Annotated[Literal["plan", "progress"] | None, typer.Option(
        "--as", metavar="plan|progress", help="plan 整改方案；progress 整改进展情况；不写则自动辨认")] = None,
    period: Annotated[str | None, typer.Option(
        "--period", metavar="报送期", help="把进展情况（或改过的附件）带入这个报送期")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问，直接改动清单")] = False,
    reason: Annotated[str, typer.Option(
        "--reason", metavar="理由", help="改动清单的理由，记入“变更记录”")] = "",
    remove_missing: Annotated[bool, typer.Option(
        "--remove-missing", help="文件里没有的问题，从清单中删去（不写则保留）")] = False,
    take_file: Annotated[bool, typer.Option(
        "--take-file", help="手工改过、文件也改了的栏目，采用文件的（不写则保留手工改过的）")] = False,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """读入已公布的文件：成为问题清单，或带回附件上的改动。"""
    from toolkit.app.importing import ImportOrder, import_documents

    order = ImportOrder(tuple(files), kind, period, reason.strip(), remove_missing, take_file)
    outcome = import_documents(
        folder_of(where), now_of(today), order, confirmation(yes=yes), parse_only=as_json)
    answer(outcome, as_json)


@cli.command(cls=ChineseCommand)
def issue(
    period: PeriodName,
    due: Annotated[str | None, typer.Option(
        "--due", metavar="时间", help="截止时间，如 2025-03-25T18:00")] = None,
    to: Annotated[Literal["lead", "all"], typer.Option(
        "--to", metavar="lead|all", help="lead 只发牵头单位；all 也发责任单位")] = "lead",
    as_of: Annotated[str | None, typer.Option(
        "--as-of", metavar="日期", help="统计截至日期（默认月末、季末或截止日）")] = None,
    extend: Annotated[str | None, typer.Option(
        "--extend", metavar="时间", help="延期到这个时间，不重新下发")] = None,
    unit: Annotated[str | None, typer.Option(
        "--unit", metavar="单位", help="只给这个单位延期")] = None,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """开一个报送期，给每个应报单位生成标准填报表；或延期。"""
    from toolkit.app.issuing import Order
    from toolkit.app.issuing import issue as issue_period

    order = Order(due, to, as_of, extend, unit)
    answer(issue_period(session_of(where, today), period, order), as_json)


@cli.command(cls=ChineseCommand)
def receive(
    period: PeriodName,
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="收到的文件或文件夹")],
    at: Annotated[str | None, typer.Option(
        "--at", metavar="时间", help="收到时间；也可更正已在收件箱的文件的时间")] = None,
    unit: Annotated[str | None, typer.Option("--from", metavar="单位", help="报送单位")] = None,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """登记收到的文件，放入收件箱；原件不动。"""
    from toolkit.app.receiving import receive as receive_files

    answer(receive_files(session_of(where, today), period, files, at, unit), as_json)


@cli.command(cls=ChineseCommand)
def status(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """看一个报送期的情况；不写任何文件。"""
    with period_session(where, today, period) as session:
        from toolkit.app import period as of_period

        answer(of_period.status(session, period), as_json)


@cli.command(cls=ChineseCommand)
def check(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """校验报回的表：写出校验报告和退回件。"""
    with period_session(where, today, period) as session:
        from toolkit.app import period as of_period

        answer(of_period.check(session, period), as_json)


@cli.command(cls=ChineseCommand)
def run(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """校验并汇总：台账、附件、通知、看板。可随时重复运行。"""
    with period_session(where, today, period) as session:
        from toolkit.app import period as of_period

        answer(of_period.run(session, period), as_json)


@cli.command(cls=ChineseCommand)
def publish(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """定稿：没有阻断意见时，把附件、台账存为公布的版本。"""
    with period_session(where, today, period) as session:
        from toolkit.app.publishing import publish as publish_period

        answer(publish_period(session, period), as_json)


@cli.command(cls=ChineseCommand)
def rules(where: Folder = None, as_json: AsJson = False, today: Today = None) -> None:
    """列出全部校验规则。"""
    from toolkit.app import catalogue

    now_of(today)
    answer(catalogue.rules(folder_of(where)), as_json)


@cli.command(cls=ChineseCommand)
def explain(
    code: Annotated[str, typer.Argument(metavar="代码", help="例如 C201")],
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """解释一条校验规则：为什么、怎么办、正反例。"""
    from toolkit.app import catalogue

    now_of(today)
    answer(catalogue.explain(code), as_json)


@cli.command(cls=ChineseCommand)
def trace(
    period: PeriodName,
    position: Annotated[str, typer.Argument(
        metavar="位置", help="3（二）、1#2、3、书签_ZG17，或 整改台账!问题!F7")],
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """追溯附件的一段或台账的一格：出自哪个单位、文件、单元格。"""
    with period_session(where, today, period) as session:
        from toolkit.app.tracing import trace as trace_position

        answer(trace_position(session, period, position), as_json)


@cli.command(cls=ChineseCommand)
def demo(
    folder: Annotated[Path | None, typer.Argument(metavar="文件夹", help="默认 整改演示")] = None,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """演示：虚构一个市，从导入方案到两期汇总、定稿，走一遍。"""
    from toolkit.app.demonstration import demonstrate

    now_of(today)
    target = (folder or (where or Path()) / "整改演示").resolve()
    answer(demonstrate(target), as_json)


template = typer.Typer(
    cls=ChineseGroup, no_args_is_help=True, rich_markup_mode=None, help="办公室自己的填报表：learn 学习一张表。")
cli.add_typer(template, name="template")


@template.command(cls=ChineseCommand)
def learn(
    file: Annotated[Path, typer.Argument(metavar="文件", help="一直在用的填报表（xlsx 最好，也读 xls、et）")],
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """学习一张一直在用的填报表：以后照它的样子下发和读取。"""
    from toolkit.app.learning import learn_template

    answer(learn_template(session_of(where, today), file), as_json)
