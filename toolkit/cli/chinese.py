"""Help and usage errors of the command line, in Chinese."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HEADINGS = (
    ("Usage:", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]…"),
    ("[required]", "（必填）"),
    ("Show this message and exit.", "显示这段说明。"),
)


def _in_chinese(text: str) -> str:
    for english, chinese in _HEADINGS:
        text = text.replace(english, chinese)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help has Chinese headings."""

    def get_help(self, ctx: Any) -> str:
        return _in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The group of all commands, its help with Chinese headings."""

    def get_help(self, ctx: Any) -> str:
        return _in_chinese(super().get_help(ctx))


def is_bare_call(fault: BaseException) -> bool:
    """Whether the command line was empty: help is shown, nothing is wrong."""
    return type(fault).__name__ == "NoArgsIsHelpError"


def chinese_usage(fault: Exception) -> str | None:  # noqa: PLR0911 - one return a kind of fault
    """A sentence for a command line that does not fit; None where the fault is another.

    The classes are told by name: typer has carried its own copy of click since 0.20.
    """
    kinds = {kind.__name__ for kind in type(fault).__mro__}
    if "UsageError" not in kinds and "ClickException" not in kinds:
        return None
    help_hint = f"用 {_command(fault)} --help 查看用法。"
    if "NoSuchOption" in kinds:
        return f"没有选项“{getattr(fault, 'option_name', '')}”。{help_hint}"
    if "MissingParameter" in kinds:
        return f"缺少“{_parameter(fault)}”。{help_hint}"
    if "BadParameter" in kinds:
        return f"{_wrong_value(fault)}{help_hint}"
    message = str(getattr(fault, "message", fault))
    if message.startswith("No such command"):
        return f"没有命令“{message.split(chr(39))[1] if chr(39) in message else message}”。{help_hint}"
    if "unexpected extra argument" in message:
        return f"多写了参数（{message.partition('(')[2].rstrip(').')}）。{help_hint}"
    if "requires an argument" in message:
        return f"选项“{getattr(fault, 'option_name', '')}”后面缺少取值。{help_hint}"
    return f"命令写法不对（{message}）。{help_hint}"


def _wrong_value(fault: Exception) -> str:
    """A value an option does not take; where it takes one of a few words, these."""
    message = str(getattr(fault, "message", ""))
    given, *choices = re.findall(r"'([^']*)'", message)[:9] or [""]
    if "is not one of" in message and choices:
        option = _parameter(fault).partition(" ")[0]
        return f"“{option}”没有“{given}”这个取值，可以写 {' 或 '.join(choices)}。"
    return f"“{_parameter(fault)}”的取值不对（{message}）。"


def _parameter(fault: Exception) -> str:
    parameter = getattr(fault, "param", None)
    if parameter is None:
        return str(getattr(fault, "param_hint", "") or "参数")
    shown = getattr(parameter, "metavar", None) or getattr(parameter, "name", "")
    options = [o for o in getattr(parameter, "opts", ()) if o.startswith("-")]
    return f"{options[0]} {shown}" if options else str(shown)


def _command(fault: Exception) -> str:
    context = getattr(fault, "ctx", None)
    return getattr(context, "command_path", None) or "zhenggai"
