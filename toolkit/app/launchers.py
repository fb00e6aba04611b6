"""The files a clerk double-clicks on Windows; each asks in Chinese and runs a command of ours.

Written for cmd.exe: GBK (what `chcp 936` reads), CRLF; no delayed expansion, so that `!` in a path
stays; every path and answer in quotation marks; nothing a person chose inside a bracketed block.
"""

from __future__ import annotations

from importlib import resources

_LAUNCHERS = {
    "0-导入.bat": "import", "1-下发.bat": "issue", "2-检查.bat": "check", "3-汇总.bat": "run",
    "4-定稿.bat": "publish"}
_SHARED = ("head", "period", "end")


def launcher_files() -> dict[str, bytes]:
    """The launchers by name, as bytes for Windows."""
    return {name: _launcher(command) for name, command in _LAUNCHERS.items()}


def _launcher(command: str) -> bytes:
    text = _part(command)
    for part in _SHARED:
        text = text.replace(f"@@{part}\n", _part(part))
    return text.replace("\n", "\r\n").encode("gbk")


def _part(name: str) -> str:
    source = resources.files("toolkit").joinpath(f"defaults/bat_{name}.bat").read_text(encoding="utf-8")
    return source.replace("\r\n", "\n")
