"""What a text had better not make public: personal numbers, people with their telephone, marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.regex import regex

_WIDTH = str.maketrans("０１２３４５６７８９ｘＸ（）－", "0123456789xX()-")
_IDENTITY = regex(r"(?<![\dA-Za-z])[1-8]\d{5}[\s-]?((?:19|20)\d{2})(\d{2})(\d{2})[\s-]?\d{3}[\dXx](?![\dA-Za-z])")
_MOBILE = regex(r"(?<![\d.A-Za-z-])(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?![\d.])(?!\s*(?:万|亿|元|吨|亩|米|户|平方|立方|公里))")
_ACCOUNT = regex(r"(?:账号|帐号|卡号|账户)[是为:：\s]*(\d[\d\s]{11,22}\d)")
_PASSWORD = regex(r"(?:密码|口令)[是为:：]\s*(\S{4,20})")
_LINE = r"(?:0\d{2,3}[-\s—]?)?[2-8]\d{6,7}"
_PERSON = regex(
    r"(?:联系人|填报人|经办人|负责人|责任人|户主|业主|举报人|投诉人|当事人|法人|法定代表人|住户|村民|居民)[是为:：\s]*"
    rf"([\u4e00-\u9fff·]{{2,4}}?)[\s，,、(（]*(?:(?:联系)?电话|手机|座机)?[号码]*[是为:：\s]*({_LINE})(?!\d)")
_SECRET = regex(
    r"[【〔（(\[]\s*((?:内部|秘密|机密|绝密)(?:资料|文件|材料|使用|掌握|传阅)?)\s*[】〕）)\]]"
    r"|((?:秘密|机密|绝密)\s*[★☆])|(密级\s*[:：]\s*(?:秘密|机密|绝密|内部))"
    r"|^\s*((?:内部|秘密|机密|绝密)(?:资料|文件|材料)?)\s*$"
    r"|((?<![业司位部门厂])内部(?:资料|文件|材料)[，,]?\s*(?:请|不得|严禁|注意|勿|妥善)[^，。；\n]{0,8})"
    r"|^\s*((?:秘密|机密|绝密|内部)\s*[:：])|((?:秘密|机密|绝密)级)|((?:涉及?|属于?)(?:国家|工作)?(?:秘密|机密)(?:事项|内容|文件|信息|级)?|属于?涉密(?:事项|内容|文件|信息|材料)?)"
    r"|((?:根据|按照|依据|据|属于?|系|此件为?|本件为?|该件为?)[^，。；\n企业司]{0,4}内部(?:会议纪要|纪要|通报|资料|文件|材料|掌握|情况))"
    r"|((?:此件|本件|供|限)内部(?:掌握|传阅|参阅|参考|使用))"
    r"|((?:仅限|仅供)内部[^，。；\n]{0,6}|(?:请勿|不得|严禁)外传|(?:不宜|不得|不予|不对外|暂不)(?:对外)?公开(?!征求|招标))",
    re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Private:
    """What was found: its kind, and as it may be repeated (numbers half hidden)."""

    kind: str
    shown: str


def private_parts(text: str) -> Iterator[Private]:
    """Everything of the kind in a text, each once, in order."""
    if not _HINT.search(text):
        return
    plain = text.translate(_WIDTH)
    rest = plain
    for found in _IDENTITY.finditer(plain):
        if _is_day(found[1], found[2], found[3]):
            yield Private("身份证号", _hidden(found[0]))
            rest = rest.replace(found[0], "□" * len(found[0]))
    for pattern, kind in ((_ACCOUNT, "银行账号"), (_PASSWORD, "密码")):
        for found in pattern.finditer(rest):
            yield Private(kind, _hidden(found[1]))
    rest = _ACCOUNT.sub("□", rest)
    for found in _MOBILE.finditer(rest):
        yield Private("手机号码", _hidden(found[0]))
    for found in _PERSON.finditer(rest):
        yield Private("个人姓名和电话", f"{found[1]}…{_hidden(found[2])}")
    for found in _SECRET.finditer(plain):
        yield Private("涉密或内部标注", found[0].strip())


_HINT = regex(r"[0-9０-９]{4}|密|内部|公开|外传")


def _hidden(number: str) -> str:
    """A number half hidden: a report must not spread what it warns of."""
    plain = re.sub(r"\s", "", number)
    keep = min(3, len(plain) // 4)
    return f"{plain[:keep]}{'*' * (len(plain) - keep - min(4, keep + 1))}{plain[-min(4, keep + 1):]}"


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
