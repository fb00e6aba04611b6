"""Which reader reads which kind of file; the one place where giving up becomes a ``Refusal``."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.tables.gate import RESAVE, RESEND, Refused, refuse
from toolkit.tables.grid import Refusal, RefusalKind, Tables
from toolkit.tables.sniff import sniff
from toolkit.tables.xlsx import read_xlsx

_NOT_TABLES: dict[str, tuple[RefusalKind, str]] = {
    "empty": ("empty", f"文件是空的（没有内容）。{RESEND}。"),
    "encrypted": ("encrypted", "文件加密，无法读取。请去掉密码后重新报送。"),
    "rtf": ("unsupported", "这是文字文档，不是报送表。请把内容填入下发的 Excel 报送表后重新报送。"),
    "pptx": ("unsupported", "这是演示文稿，不是报送表。请把内容填入下发的 Excel 报送表后重新报送。"),
    "ppt": ("unsupported", "这是演示文稿，不是报送表。请把内容填入下发的 Excel 报送表后重新报送。"),
    "pdf": ("unsupported", "这是 PDF（可能是盖章扫描件），无法读取表格。请同时报送对应的 Excel 报送表。"),
    "ofd": ("unsupported", "这是 OFD 版式文件，无法读取表格。请同时报送对应的 Excel 报送表。"),
    "picture": ("unsupported", "这是图片，无法读取表格。请同时报送对应的 Excel 报送表。"),
    "zip": ("unsupported", "这是压缩包，不是报送表。请解压后报送里面的 Excel 报送表。"),
    "rar": ("unsupported", "暂不能读取 RAR 压缩包。请解压后直接报送 Excel 报送表，或改用 ZIP 格式压缩。"),
    "7z": ("unsupported", "暂不能读取 7z 压缩包。请解压后直接报送 Excel 报送表，或改用 ZIP 格式压缩。"),
    "gzip": ("unsupported", "暂不能读取 GZ 压缩包。请解压后直接报送 Excel 报送表，或改用 ZIP 格式压缩。"),
    "ole": ("unknown", f"认不出这是什么文件。{RESAVE}。"),
    "unknown": ("unknown", f"认不出这是什么文件，可能已损坏。{RESAVE}。"),
}


def read_workbook(name: str, content: bytes) -> Tables | Refusal:
    """Read a workbook of our own (list, profile, ledger, template) in this process.

    Never raises on bad bytes. Only xlsx and xlsm: the other readers stand on libraries that can
    end the process, so they run in the child (``Reader``) alone.
    """
    kind = sniff(content)
    if kind in ("xlsx", "xlsm") or kind in _NOT_TABLES:
        return read_tables(content)
    return Refusal("unsupported", f"“{name}”不是 .xlsx 工作簿。请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。")


def read_tables(content: bytes) -> Tables | Refusal:
    """Read any file, by what it is; never raises but for what ends the process itself."""
    try:
        return _read(sniff(content), content)
    except Refused as refused:
        return refused.refusal
    except (MemoryError, RecursionError):
        return Refusal("hostile", f"文件内容过大，未读取。{RESEND}，并删去多余的图片和空白行。")
    except Exception as fault:  # noqa: BLE001 - whatever a hostile file brings about is a verdict
        return unreadable(type(fault).__name__)


def unreadable(what: str) -> Refusal:
    """The refusal of a file that broke its reader."""
    return Refusal("broken", f"文件无法读取，可能已损坏（{what}）。{RESAVE}；仍打不开的，请重新报送。")


def _read(kind: str, content: bytes) -> Tables:
    if kind in ("xlsx", "xlsm"):
        return read_xlsx(content, kind=kind)
    if kind in _NOT_TABLES:
        refuse(*_NOT_TABLES[kind])
    return _read_other(kind, content)


def _read_other(kind: str, content: bytes) -> Tables:
    # Rarely needed, and not by `--help`.
    from toolkit.tables import markup, ods, others
    from toolkit.tables.word import doc, docx

    readers: dict[str, Callable[[bytes], Tables]] = {
        "text": others.read_text, "html": markup.read_html, "mhtml": markup.read_mhtml,
        "xml2003": markup.read_xml_2003, "ods": ods.read_ods, "docx": docx.read_docx,
        "doc": doc.read_doc,
    }
    reader = readers.get(kind)
    return reader(content) if reader else others.read_with_calamine(kind, content)
