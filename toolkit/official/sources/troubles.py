"""Why a file cannot be read, and what to do: one sentence each."""

from __future__ import annotations

_SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx，或把文字复制到 .txt 文件里，再导入。"

TOO_LARGE = "文件超过 50 兆，不像整改方案或附件；请核对是不是选错了文件。"
DAMAGED_WORD = f"Word 文件已损坏，打不开；{_SAVE_AS}"
UNKNOWN = f"认不出这是什么文件，读不出文字；{_SAVE_AS}"
UNREAD = {
    "pdf": "PDF 文件已损坏或不完整，打不开；请重新下载或重新导出，仍打不开的，请把文字复制到 .txt 文件里，再导入。",
    "html": "网页文件已损坏或内容异常，读不出正文；请在浏览器里打开后把正文复制到 .txt 文件里，再导入。",
    "mhtml": "网页文件（.mht）已损坏或不完整，读不出正文；请在浏览器里打开后把正文复制到 .txt 文件里，再导入。",
    "doc": f"旧版 Word 文件（.doc）已损坏或版本太旧，读不出来；{_SAVE_AS}",
    "rtf": f"RTF 文件已损坏，读不出来；{_SAVE_AS}",
}
"""By kind: a file that broke its reader."""

SCANNED = (
    "这是扫描件（页面是图片，没有文字层），读不出文字；请用 WPS、扫描软件或手机的“文字识别”转成文字，"
    "核对后存为 .docx 或 .txt，再导入。"
)
GARBLED = (
    "这份 PDF 的文字没有编码信息，复制出来是乱码，不能采用；请找原来的 Word 文件，"
    "或用“文字识别”转成文字，核对后存为 .docx 或 .txt，再导入。"
)
PDF_LOCKED = "这份 PDF 加了密码，无法读取；请用密码打开后另存为（或打印成）不加密的 PDF，再导入。"
DOC_LOCKED = f"这份 Word 文件加了密码，无法读取；请去掉密码。{_SAVE_AS}"
DOC_OLD = f"这是 Word 95 或更早的文件，版本太旧，读不了；{_SAVE_AS}"
TOO_MANY_PAGES = "这份 PDF 有{pages}页，不像整改方案或附件；请核对是不是选错了文件，或只截取有关的页再导入。"
NO_PAGE_TEXT = (
    "网页里没有正文（可能是框架页，或正文要联网才显示）；请在浏览器里打开正文，另存为“网页，仅 HTML”，"
    "或把正文复制到 .txt 文件里，再导入。"
)
NO_TEXT = "文件里没有文字，没有可读的内容；请核对是不是选错了文件。"
OVERDUE = "文件{seconds:g}秒内没有读完，已放弃；请核对是不是选错了文件，或把有关的文字复制到 .txt 文件里，再导入。"

TROUBLES = {
    "empty": "文件是空的，没有可读的内容；请核对是不是选错了文件。",
    "ofd": f"这是 OFD 文件，暂不支持直接导入；{_SAVE_AS}",
    "encrypted": f"文件加了密码，无法读取；请去掉密码后另存，再导入。{_SAVE_AS}",
    "picture": "这是图片，读不出文字；请先识别成文字，存为 .txt 或 .docx，再导入。",
}
TROUBLES |= dict.fromkeys(("zip", "rar", "7z", "gzip"), "这是压缩包；请先解压，再导入里面的整改方案或附件。")
"""By kind of file (``tables.sniff``): what is never read."""
