"""Whether a name can be that of one unit at all."""

from __future__ import annotations

from toolkit.regex import regex
from toolkit.units.published import GOVERNMENT, is_collective, looks_like_unit

_OTHER_ENDINGS = regex(
    r"(?:联|协|社|台|站|场|园|港|矿|村|组|小组|专班|团|师|兵团|农垦|海关|检察院|监狱|公安|税务|气象|邮政|铁塔|移动|联通|电信|供电|"
    r"城投|水投|交投|机关|基地|平台|系统|委|局|厅|办|处|科|股|队|室|组织|部门|单位|政府|分行|支行|银行|市场主体|业主|项目部|代表处|专员|基金|书记|市长|区长|县长|旗长)"
    r"(?:（[^（）]*）)?$"
)
_SENTENCE = regex(r"[。；;：:！？?\n\t]|按照|完成|具体|以及|要求|问题|时限|应当|根据|\d{4}年")
_TWO_NAMES = regex(
    r"(?:局|委员会|办公室|厅|中心|党委和政府|人民政府|管委会|公司|集团)(?:和|与|及|以及)"
    r"[一-鿿]{0,12}?(?:市|县|区|旗|省|盟|州|镇|乡|国家)[一-鿿]{2,16}(?:局|委员会|办公室|厅|中心|政府|管委会|公司|集团)$"
)
_GLUED = regex(r"(?:局|厅|委员会|管委会|政府|公司)(?:市|县|区)(?!场|政|域|直|级)[一-鿿]{2,12}(?:局|委员会|办公室|管委会|公司)$")
_LONGEST = 32
GLUED = "像是几个单位连在一起，分不开"


def name_doubt(name: str) -> str:
    """What makes a name doubtful, as the rest of a sentence about it; '' for a plain unit or collective."""
    if _SENTENCE.search(name) or len(name) > _LONGEST:
        return "不像单位名称，可能混进了别的文字"
    if _TWO_NAMES.search(name) or _GLUED.search(name):
        return GLUED
    if is_collective(name) or looks_like_unit(name) or _OTHER_ENDINGS.search(name) or GOVERNMENT.search(name):
        return ""
    return "不像完整的单位名称"
