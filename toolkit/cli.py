"""The command line: one thin command per verb; everything it does stands in ``app``."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from toolkit.clihelp import ChineseCommand, ChineseGroup, chinese_usage, is_bare_call
from toolkit.unusable import Unusable

if TYPE_CHECKING:
    from toolkit.app.outcome import Outcome
    from toolkit.app.session import Session

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

    _now(today)
    _answer(workspace.init((folder or where or Path()).resolve()), as_json)


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
        _folder(where), _now(today), order, _confirm(yes=yes), parse_only=as_json)
    _answer(outcome, as_json)


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
    _answer(issue_period(_session(where, today), period, order), as_json)


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

    _answer(receive_files(_session(where, today), period, files, at, unit), as_json)


@cli.command(cls=ChineseCommand)
def status(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """看一个报送期的情况；不写任何文件。"""
    from toolkit.app import period as of_period

    _answer(of_period.status(_session(where, today), period), as_json)


@cli.command(cls=ChineseCommand)
def check(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """校验报回的表：写出校验报告和退回件。"""
    from toolkit.app import period as of_period

    _answer(of_period.check(_session(where, today), period), as_json)


@cli.command(cls=ChineseCommand)
def run(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """校验并汇总：台账、附件、通知、看板。可随时重复运行。"""
    from toolkit.app import period as of_period

    _answer(of_period.run(_session(where, today), period), as_json)


@cli.command(cls=ChineseCommand)
def publish(
    period: PeriodName, where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """定稿：没有阻断意见时，把附件、台账存为公布的版本。"""
    from toolkit.app.publishing import publish as publish_period

    _answer(publish_period(_session(where, today), period), as_json)


@cli.command(cls=ChineseCommand)
def rules(where: Folder = None, as_json: AsJson = False, today: Today = None) -> None:
    """列出全部校验规则。"""
    from toolkit.app import catalogue

    _now(today)
    _answer(catalogue.rules(_folder(where)), as_json)


@cli.command(cls=ChineseCommand)
def explain(
    code: Annotated[str, typer.Argument(metavar="代码", help="例如 C201")],
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """解释一条校验规则：为什么、怎么办、正反例。"""
    from toolkit.app import catalogue

    _now(today)
    _answer(catalogue.explain(code), as_json)


@cli.command(cls=ChineseCommand)
def trace(
    period: PeriodName,
    position: Annotated[str, typer.Argument(
        metavar="位置", help="3（二）、1#2、3、书签_ZG17，或 整改台账!问题!F7")],
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """追溯附件的一段或台账的一格：出自哪个单位、文件、单元格。"""
    from toolkit.app.tracing import trace as trace_position

    _answer(trace_position(_session(where, today), period, position), as_json)


@cli.command(cls=ChineseCommand)
def demo(
    folder: Annotated[Path | None, typer.Argument(metavar="文件夹", help="默认 整改演示")] = None,
    where: Folder = None, as_json: AsJson = False, today: Today = None,
) -> None:
    """演示：虚构一个市，从导入方案到两期汇总、定稿，走一遍。"""
    from toolkit.app.demonstration import demonstrate

    _now(today)
    target = (folder or (where or Path()) / "整改演示").resolve()
    _answer(demonstrate(target), as_json)


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

    _answer(learn_template(_session(where, today), file), as_json)


_INTERRUPTED = 130
_SELDOM = 500_000


def look_for_cycles_seldom() -> None:
    """Let many new objects pass between two looks for cycles: a period makes many values, hardly any cycle."""
    gc.set_threshold(_SELDOM, 50, 50)


# ── around every command ─────────────────────────────────────────────────────────────────────────
def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; gives the exit code of the contract, never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    words = _options_last(words)
    look_for_cycles_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    wants_json = "--json" in words
    try:
        return _code(typer.main.get_command(cli)(words, prog_name="zhenggai", standalone_mode=False))
    except Unusable as fault:
        return _refuse(str(fault), wants_json)
    except (KeyboardInterrupt, typer.Abort):
        return _refuse("已中断。没有写完的内容不会留下，收件箱没有改动，重新运行即可。", wants_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:  # the last wall before the clerk: a sentence, not a traceback
        if is_bare_call(fault):
            sys.stdout.write(f"{fault}\n")
            return 0
        sentence = chinese_usage(fault)
        if sentence is None:
            sentence = (f"程序内部出错（{type(fault).__name__}: {fault}），没有改动任何文件。"
                        "请把这句话和所用文件交给维护人员。")
            if os.environ.get("ZHENGGAI_DEBUG"):
                raise
        return _refuse(sentence, wants_json)


def _options_last(words: list[str]) -> list[str]:
    """`zhenggai -C DIR check P` is `zhenggai check P -C DIR`: options of all commands may come first."""
    first: list[str] = []
    while words:
        if words[0] in ("-C", "--today") and len(words) > 1:
            first, words = [*first, *words[:2]], words[2:]
        elif words[0] == "--json" or words[0].startswith("--today="):
            first, words = [*first, words[0]], words[1:]
        else:
            break
    return [*words, *first]


def _code(result: Any) -> int:
    """The exit code of a command; typer swallows an interrupt and gives the shell's code for it."""
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _refuse(sentence: str, wants_json: bool) -> int:
    if wants_json:
        sys.stdout.write(_json({"error": sentence}))
    sys.stderr.write(sentence + "\n")
    return 2


def _answer(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(_json(outcome.document))
    else:
        _show(outcome)
    sys.stdout.flush()
    if outcome.code:
        raise typer.Exit(outcome.code)


def _show(outcome: Outcome) -> None:
    """The board, drawn where a person sits at a terminal, then the lines."""
    lines = list(outcome.lines)
    if outcome.board:
        from toolkit.terminal import is_terminal, plain_lines, show

        if is_terminal(sys.stdout):
            show(outcome.board, sys.stdout)
        else:
            lines = [*plain_lines(outcome.board), *lines]
    sys.stdout.write("\n".join(lines) + "\n")


def _json(document: Mapping[str, Any]) -> str:
    """The document as text; in ASCII where the console's encoding lacks one of its characters."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(document, indent=1) + "\n"
    return text


def _folder(where: Path | None) -> Path:
    folder = (where or Path()).resolve()
    if not folder.is_dir():
        raise Unusable(f"没有文件夹“{folder}”。")
    return folder


def _session(where: Path | None, today: str | None) -> Session:
    from toolkit.app.session import open_session

    return open_session(_folder(where), _now(today))


def _now(today: str | None) -> datetime:
    if today is None:
        return datetime.now().astimezone()
    try:
        day = datetime.strptime(today, "%Y-%m-%d")  # noqa: DTZ007 - local time is meant
    except ValueError as fault:
        raise Unusable(f"--today 的日期“{today}”读不出来，请写成 2025-03-31。") from fault
    return day.replace(hour=23, minute=59, second=59).astimezone()


def _confirm(*, yes: bool) -> Callable[[Sequence[str]], bool]:
    def ask(changes: Sequence[str]) -> bool:
        if yes:
            return True
        shown = "\n".join(changes)
        if not sys.stdin or not sys.stdin.isatty():
            raise Unusable(
                f"{shown}\n问题清单已有内容，以上改动需要确认：请加 --yes 再运行。没有改动任何文件。")
        sys.stderr.write(shown + "\n")
        return typer.confirm("按以上内容改动问题清单吗？", err=True)

    return ask
