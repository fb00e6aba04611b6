"""The styles of our Word templates, declared once: GB/T 9704-2012 in twips and half-points.

``Style.name`` is what a block asks for (``Para.style``) and what the office sees in Word. Where Word
has a style of its own by that Chinese name, the file must say its English one (``BUILT_IN``), or Word
renames ours on opening.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

TITLE_FONT, BODY_FONT, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
STAND_INS: Mapping[str, str] = {TITLE_FONT: "宋体", BODY_FONT: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}
LINE = 579
"""Line pitch: 225 mm hold 22 lines of 28.95 pt (measured; 580 gives 21)."""
RED = "FF0000"
RED_LINE_LONG = 9638
"""Twips of the red double lines: 170 mm, in the middle of the paper (GB/T 9704-2012, 10.1)."""
MARK_TOP, NUMBER_BELOW = 1571, 520
"""Where the frame of 发文机关标志 begins, so that its letters' upper edge is 30 mm below the paper's; and what is
left above 发文字号, which begins the type area, so that it stands 7/8 of a letter below the red line."""
BUILT_IN: Mapping[str, str] = {"正文": "Normal", "日期": "Date", "页眉": "header", "页脚": "footer"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; what is None or empty comes from 正文. Indents are in characters.

    ``frame``: so many twips below the paper's upper edge, as wide as the red lines, whatever the margins.
    """

    name: str
    use: str
    font: str | None = None
    size: int | None = None
    align: str | None = None
    first: int | None = None
    right: int | None = None
    left: int | None = None
    hanging: int | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    colour: str | None = None
    shade: str | None = None
    border: str = ""
    outdent: tuple[int, int] = (0, 0)
    frame: int | None = None

    @property
    def stored_name(self) -> str:
        return BUILT_IN.get(self.name, self.name)


BODY = Style("正文", "正文：三号仿宋，首行缩进二字", BODY_FONT, 32, "both", first=2, line=LINE)

COMMON = (
    Style("一级标题", "一级标题：三号黑体", HEI, keep_next=True, outline=0),
    Style("二级标题", "二级标题：三号楷体", KAI, keep_next=True, outline=1),
    Style("三级标题", "三级标题：三号仿宋", keep_next=True, outline=2),
    Style("四级标题", "四级标题：三号仿宋", outline=3),
    Style("附注", "附注：成文日期下一行，居左空二字，加圆括号"),
    Style("表题", "表格的名称：四号黑体，居中", HEI, 28, "center", 0, before=200, after=80, keep_next=True),
    Style("表格表头", "表格的表头：小四号黑体，居中", HEI, 24, "center", 0, line=360),
    Style("表格正文", "表格的文字：小四号仿宋", None, 24, "left", 0, line=360),
    Style("表格居中", "表格的数字和日期：小四号仿宋，居中", None, 24, "center", 0, line=360),
    Style("草稿标记", "页眉上的草稿标记", HEI, 32, "right", 0, colour=RED),
    Style("页眉", "页眉", SONG, 18, "center", 0, line=300),
    Style("页脚", "页脚", SONG, 28, "left", 0, line=320),
    Style("单页页码", "单页页码：四号宋体，居右空一字", SONG, 28, "right", 0, right=1, line=320),
    Style("双页页码", "双页页码：四号宋体，居左空一字", SONG, 28, "left", 0, left=1, line=320),
)

ANNEX = (
    Style("落款", "落款：正文下空一行，右空二字", align="right", first=0, right=2, before=LINE, keep_next=True),
    Style("日期", "成文日期", align="right", first=0, right=2),
    Style("附件标记", "“附件”二字：三号黑体，顶格", HEI, align="left", first=0, keep_next=True),
    Style("公文标题", "公文标题：二号小标宋，居中，“附件”下空一行", TITLE_FONT, 44, "center", 0, before=LINE,
          keep_next=True),
    Style("表单标题", "表单的标题：二号小标宋，居中，版心第一行", TITLE_FONT, 44, "center", 0, after=120, keep_next=True),
    Style("截至日期", "标题下的截至日期：三号楷体，居中", KAI, align="center", first=0, after=LINE),
    Style("问题", "问题原文：三号黑体", HEI, keep_next=True, outline=0),
    Style("整改状态", "整改状态：三号楷体", KAI, keep_next=True),
    Style("进展段落", "整改进展段落：三号仿宋"),
    Style("单位时限", "问题下面的单位、时限、目标、措施：三号仿宋"),
    Style("分组标题", "把问题归类的小标题：三号小标宋，居中，上空一行", TITLE_FONT, align="center", first=0, before=LINE,
          keep_next=True),
    Style("方案问题", "方案体例的问题：三号仿宋", keep_next=True, outline=3),
    Style("沿用上期", "单位未报送、沿用上期的段落（带底纹，定稿前核对）", shade="DDEBF7"),
    Style("待报送", "尚未报送的提示（带底纹，定稿前应已补齐）", shade="FFF2CC"),
)

LETTER = (
    Style("落款", "发文机关署名：正文下空二行（盖章的位置），以成文日期为准居中", align="right", first=0, right=0, before=2 * LINE,
          keep_next=True),
    Style("日期", "成文日期：右空四字", align="right", first=0, right=4),
    Style("发文机关标志", "发文机关标志：红色小标宋，居中，上边缘距纸边30毫米，下为红色双线", TITLE_FONT, 56, "center", 0,
          line=760, colour=RED, border="bottom", frame=MARK_TOP),
    Style("发文字号", "发文字号：顶格居右，距红线八分之七个字", align="right", first=0, before=NUMBER_BELOW),
    Style("公文标题", "公文标题：二号小标宋，居中，发文字号下空二行", TITLE_FONT, 44, "center", 0, before=2 * LINE,
          keep_next=True),
    Style("主送", "主送机关：标题下空一行，顶格", align="left", first=0, before=LINE),
    Style("所列问题", "逐项列出的问题：三号仿宋"),
    Style("附件说明", "附件说明：正文下空一行，左空二字，回行与附件名称的首字对齐", align="left", left=5, hanging=3,
          before=LINE),
    Style("附件标记", "附件另页，“附件”二字：三号黑体，顶格", HEI, align="left", first=0, keep_next=True,
          new_page=True),
    Style("附件标题", "附件的标题：二号小标宋，居中，“附件”下空一行", TITLE_FONT, 44, "center", 0, before=LINE,
          after=LINE, keep_next=True),
    Style("首页红线", "首页页脚的红色双线", SONG, 2, "left", 0, line=20, border="top", outdent=(453, 340)),
)


def style_xml(style: Style, number: int) -> str:
    """One ``w:style``; children in the order CT_Style, CT_PPr and CT_RPr ask for."""
    default = ' w:default="1"' if style is BODY else ""
    based = "" if style is BODY else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId={quoted(style_id(style, number))}'
        f'{"" if style.stored_name in BUILT_IN.values() else " w:customStyle=" + quoted("1")}>'
        f"<w:name w:val={quoted(style.stored_name)}/>{based}<w:qFormat/>"
        f"<w:pPr>{_paragraph_xml(style)}</w:pPr><w:rPr>{_run_xml(style)}</w:rPr></w:style>"
    )


def style_id(style: Style, number: int) -> str:
    """Ids are for files, names for people: built-in ones keep their own, ours are numbered."""
    return style.stored_name.capitalize() if style.name in BUILT_IN else f"ZG{number:02d}"


def _paragraph_xml(style: Style) -> str:
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/>")
    if style.new_page:
        parts.append("<w:pageBreakBefore/>")
    if style.frame is not None:
        parts.append(
            f'<w:framePr w:w="{RED_LINE_LONG}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page"'
            f' w:xAlign="center" w:y="{style.frame}"/>')
    if style is BODY:
        parts.append('<w:widowControl w:val="0"/>')
    if style.border:
        parts.append(_border_xml(style.border))
    if style is BODY:
        # LibreOffice drops 、 and 。 at the end of a full justified line unless this is written out.
        parts.append('<w:overflowPunct w:val="1"/><w:snapToGrid w:val="0"/>')
    parts += [_spacing_xml(style), _indent_xml(style)]
    if style.align:
        parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _border_xml(side: str) -> str:
    """The red double line of GB/T 9704-2012 10.1: 上粗下细 under the name, 上细下粗 at the foot."""
    kind, space = ("thickThinSmallGap", 4) if side == "bottom" else ("thinThickSmallGap", 0)
    line = f'<w:{side} w:val="{kind}" w:sz="24" w:space="{space}" w:color="{RED}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


def _spacing_xml(style: Style) -> str:
    given = {"before": style.before, "after": style.after, "line": style.line}
    said = "".join(f' w:{key}="{value}"' for key, value in given.items() if value is not None)
    rule = ' w:lineRule="exact"' if style.line else ""
    return f"<w:spacing{said}{rule}/>" if said else ""


def _indent_xml(style: Style) -> str:
    """Indents in characters for Word, and in twips for those who do not count characters."""
    em = (style.size or 32) * 10
    given = {"left": style.left, "right": style.right, "firstLine": style.first, "hanging": style.hanging}
    said = "".join(
        f' w:{key}Chars="{chars * 100}" w:{key}="{chars * em}"'
        for key, chars in given.items() if chars is not None
    )
    if any(style.outdent):
        said += ' w:left="-{}" w:right="-{}"'.format(*style.outdent)
    return f"<w:ind{said}/>" if said else ""


def _run_xml(style: Style) -> str:
    parts = [fonts_xml(style.font)] if style.font else []
    if style.colour:
        parts.append(f'<w:color w:val="{style.colour}"/>')
    if style.size:
        # 315 instead of 320 twips a character: 28 of them on a line of 156 mm.
        parts.append(f'<w:spacing w:val="{-5 if style is BODY else 0}"/>')
        parts.append(f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>')
    if style.shade:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>')
    return "".join(parts)


def quoted(value: str) -> str:
    """An attribute's value in quotation marks."""
    return f'"{escape(value)}"'


def fonts_xml(font: str) -> str:
    """All four scripts and the hint, so that “” and — take the Chinese font too."""
    name = quoted(font)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>'
    )
