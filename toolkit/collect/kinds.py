"""What a file of the inbox is, by its name and its sniffed content: a return, or something beside one."""

from __future__ import annotations

import re

from toolkit.model import FileKind
from toolkit.regex import regex

OWN_FILES = frozenset({"period.toml", "receipts.csv"})

_SYSTEM: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(pattern, re.IGNORECASE), reason) for pattern, reason in (
        (r"(?:^|/)(?:__MACOSX|\$RECYCLE\.BIN|System Volume Information|@eaDir|\.[^/]+)/",
         "系统文件夹里的文件，不是报送表"),
        (r"(?:^|/)(?:~\$|\.~)[^/]*$", "打开表格时产生的锁文件，不是报送表"),
        (r"(?:^|/)(?:thumbs\.db|ehthumbs[^/]*\.db|desktop\.ini|icon\r?|\.[^/]*)$",
         "系统自动生成的文件，不是报送表"),
        (r"\.(?:tmp|temp|bak|xlk|wbk|asd|swp|lnk|url|webloc|part|partial|crdownload|downloading|xltd|td)$",
         "临时、备份或没有下载完的文件，不是报送表"),
    ))
_EVIDENCE = regex(
    r"\.(?:pdf|ofd|caj|jpe?g|png|bmp|gif|tiff?|heic|heif|webp|mp4|mov|avi|wmv|mkv|mp3|m4a|amr|dwg|kml|shp)$",
    re.IGNORECASE)
_PAPER = regex(r"\.(?:pdf|ofd|caj|tiff?)$", re.IGNORECASE)
_WORKBOOK = regex(r"\.(?:xls[xmb]?|xlt[xm]?|et|ett|ods|csv|tsv)$", re.IGNORECASE)
_STAMPED = regex(r"盖章|公章|签章|签字|签批|扫描|红头|正式")
_PROOF = regex(r"佐证|证明|照片|图片|现场|影像|视频|票据|合同|附件|材料")
_LETTERS = frozenset({"docx", "doc", "rtf", "text", "pptx", "ppt", "html"})

SCAN = "盖章件（盖章扫描件），已登记，不作为报送表汇总"
EVIDENCE = "佐证材料，已登记，不作为报送表汇总"
SCAN_OR_EVIDENCE = "盖章件或佐证材料，已登记，不作为报送表汇总"


def system_reason(file: str) -> str | None:
    """Why a file is one no person sent (a lock file, a thumbnail, a backup); None where it may be one."""
    return next((reason for pattern, reason in _SYSTEM if pattern.search(file)), None)


def is_system_file(file: str) -> bool:
    """Whether a name is a lock file, a thumbnail or something else no person sent."""
    return system_reason(file) is not None


def evidence(file: str, kind: str) -> bool:
    """Whether a file, by name and sniffed kind, is a stamped scan or evidence and no return.

    A picture or PDF under its own name is one; under a workbook's name it is a mistake, and is read
    (and refused) as a workbook. A workbook under a picture's name is read for what it is.
    """
    return bool(_EVIDENCE.search(file)) and kind in ("pdf", "picture", "ofd", "unknown", "empty", "ole")


def evidence_kind(file: str) -> tuple[FileKind, str]:
    """Whether a scan of the stamped sheet or evidence, by what its name and its folders say; and the reason."""
    name = file.rsplit("/", 1)[-1]
    for text in (name, file):
        stamped, proof = _STAMPED.search(text), _PROOF.search(text)
        if stamped and not proof:
            return "scan", SCAN
        if proof and not stamped:
            return "evidence", EVIDENCE
    if _PAPER.search(name):
        return "scan", SCAN_OR_EVIDENCE
    return "evidence", EVIDENCE


def is_letter(file: str, kind: str) -> bool:
    """Whether a file that holds no table is a text beside a return, and no spoilt return."""
    return kind in _LETTERS and not _WORKBOOK.search(file)
