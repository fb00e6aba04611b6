"""The grammar of published unit lists: groups, members, shared levels and governments, roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from toolkit.regex import regex

_PAIRED = regex(
    r"(党委|党组|党工委|政府|管委会|工委|[市区县旗州盟省]委)、(?=[市区县旗州盟省]?(?:人民)?(?:政府|管委会|党委|党工委|行署|行政公署))"
)
_PAIR_MARK = "\ue001"
_OPENING, _CLOSING = "（(《〈“「【[", "）)》〉”」】]"


_BARE_LEVELS = regex(r"(?:中央|中|国家|自治区|自治州|盟|省|市|县|区|旗|乡|镇)(?:级|直)?")


def _with_levels(members: Iterable[str]) -> Iterator[str]:
    """中、省、市直有关部门 is one: a level alone belongs to the member after it."""
    waiting = ""
    for member in members:
        if _BARE_LEVELS.fullmatch(member):
            waiting += member + "、"
            continue
        yield waiting + member
        waiting = ""
    if waiting:
        yield waiting.rstrip("、")


def _cut(text: str, marks: str) -> list[str]:
    """The pieces between marks that stand outside brackets, trimmed, without empty ones."""
    pieces, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character in _OPENING) - (character in _CLOSING))
        if character in marks and not depth:
            pieces.append("")
        else:
            pieces[-1] += character
    return [trimmed for piece in pieces if (trimmed := piece.strip())]


@lru_cache(maxsize=4096)
def split_listed(cell: str) -> tuple[str, ...]:
    """The units of a cell of ours (joined by 、); 党委、政府 stays one unit, nothing is shared."""
    protected = _PAIRED.sub(r"\1" + _PAIR_MARK, cell)
    return unique(unit.replace(_PAIR_MARK, "、") for unit in _cut(protected, "、，,；;\n"))


def join_units(units: Iterable[str]) -> str:
    """Units as one cell shows them."""
    return "、".join(units)


def unique(units: Iterable[str]) -> tuple[str, ...]:
    """Units without repeats, in order."""
    return tuple(dict.fromkeys(units))


_DEPARTMENT = regex(
    r"(?:局|委|委员会|办|办公室|厅|署|中心|支队|总队|大队|处|部|站|所|院|校|会|馆|联|联社|联合社|水文|法院)(?:（[^（）]*）)?$"
)
_LEVEL = regex(
    r"(?:市|省|区|县|旗)委(?=组织|宣传|统战|政法|办公|网信|编办|社会工作|政研)|"
    r"自治区(?=.)|自治州(?=.)|自治县(?=.)|市(?!场|政(?!府)|容|民|区|四|直|属|域)(?=.)|省(?=.)|盟(?=.)|"
    r"县(?!级)(?=.{2})|区(?![域直])(?=.{2})|旗(?=.{2})|州(?=.{2})"
)
_OWN_LEVEL = regex(r"(?:团[市县区旗省州盟]委|国家|中国|全国|内蒙古|中共|驻|各|有关|相关|其他)")
_PLACED = regex(r"([一-鿿]{2,8}?(?:自治区|自治州|自治县|自治旗|市|县|区|旗|盟|州|省))(?=.)")
_MANAGED = regex(r"(?:开发|保护|管理|工业园|示范|高新|新|园|景|矿)区$")
_COMPANY = regex(r"(?:公司|集团|银行|企业|厂|医院|学校|学院|大学|园区|铁路|电网)(?:（[^（）]*）)?$")
GOVERNMENT = regex(
    r"(?:党委和(?:人民)?政府|党委[、\ue001]?(?:人民)?政府|党工委和管委会|党工委[、\ue001]?管委会|"
    r"人民政府|政府|管委会|管理委员会|党委|党工委|办事处)$"
)
PLACE = regex(r"[一-鿿]{1,12}(?:区|县|旗|市|乡|镇|苏木|街道|盟|州|新城)$")
_ZONE = regex(r"(?:开发|示范|高新|园|管理|新|合作|试验|度假|景|矿)区$")
_DOING = r"(?:牵头(?:负责|落实|整改|抓总)?|配合(?:落实)?|(?:按(?:照)?职责(?:分工)?|具体|共同|分别|组织|抓好)*(?:负责|落实|实施|整改)|参与|协助)"
_ROLE_WORDS = regex(rf"(?:分别|共同)?(?:{_DOING}|[（(](?:牵头|配合|主责|负责|参与)(?:单位|部门)?[）)])[。.]?$")
_LABEL = regex(r"^(?:牵头|责任|配合|验收|督导|主管|参与|协助)(?:单位|部门)?[：:]")
_AND_OTHERS = regex(r"等(?:\d{1,2}个|多个|几个)?(?:(有关|相关)(?:责任)?)?(部门|单位|地区|县区|区县|旗县)?$")
_ORDINAL = regex(r"(?:^|(?<=[\s；;。，,、局会办厅府心司队处）)]))(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[.．、](?!\d))")


def split_units(text: str) -> tuple[str, ...]:
    """The units of a published list, each with its full name, in order, without repeats.

    ``，`` separates groups and ``、`` members; a leading 市/自治区/省 and a trailing 党委和政府 are
    shared inside one group only. 和 never separates. Collectives stay as printed.
    """
    units: list[str] = []
    for group in _groups(text):
        members = [
            named for piece in _with_levels(_cut(group, "、/／")) for member in _apart(piece)
            for named in _with_others(_without_role(member))
        ]
        units += _shared_government(_shared_level([member for member in members if member]))
    return unique(unit.replace(_PAIR_MARK, "、") for unit in units)


def _groups(text: str) -> list[str]:
    """The ，-groups of a list; numbers before units (（1）市水务局（2）市财政局) part groups too."""
    numbered = _ORDINAL.sub("；", text.strip().rstrip("。."))
    return _cut(_PAIRED.sub(r"\1" + _PAIR_MARK, numbered), "，,；;。\n")


def _with_others(member: str) -> Iterator[str]:
    """市财政局等有关部门 as 市财政局 and 有关部门; a plain 等 or 等部门 names nobody else."""
    others = _AND_OTHERS.search(member)
    if others is None or is_collective(member[: others.start()]) or others.start() < 3:
        yield member
        return
    yield _without_role(member[: others.start()])
    if others[1]:
        yield f"{others[1]}{others[2] or '部门'}"


@dataclass(frozen=True, slots=True)
class Roles:
    """Units by what they do: ``leading`` said so by 牵头, ``others`` by anything else or nothing."""

    leading: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()


_LEADING = regex(r"牵头(?:负责|落实|整改|抓总)?[。.]?$|^牵头(?:单位|部门)?[：:]")
_LEADING_ONE = regex(r"[（(]牵头(?:单位|部门)?[）)]$")


def split_roles(text: str) -> Roles:
    """X牵头，Y、Z配合。 as X and Y, Z; a list without 牵头 has nobody leading.

    A bracket (市水务局（牵头）、财政局) speaks of the one unit before it.
    """
    leading: list[str] = []
    for group in _groups(text):
        named = split_units(group.replace(_PAIR_MARK, "、"))
        if _LEADING.search(group):
            leading += named
        else:
            pieces = _cut(group, "、/／")
            leading += [n for n, piece in zip(named, pieces, strict=False) if _LEADING_ONE.search(piece)]
    everyone = split_units(text)
    return Roles(unique(leading), tuple(unit for unit in everyone if unit not in leading), everyone)


def _without_role(member: str) -> str:
    bare = _LABEL.sub("", re.sub(r"^由(?=.{3})", "", _ROLE_WORDS.sub("", member)).strip())
    return bare if len(bare) > 1 else member


_RUN_TOGETHER = regex(r"(?<=[局厅])(?=市(?!场|政|容)[一-鿿]{2,12}(?:局|委员会|办公室|中心))")


def _apart(piece: str) -> Iterator[str]:
    """Units separated by spaces, or by nothing at all where 局市 shows the seam."""
    parts = piece.split()
    if not all(len(part) >= 3 for part in parts):
        parts = ["".join(parts)]
    for part in parts:
        yield from _RUN_TOGETHER.split(part)


def _level_of(member: str) -> str | None:
    """The level a department's name begins with: 市, 自治区, or a place; '' where it has none."""
    if _OWN_LEVEL.match(member) or not _DEPARTMENT.search(member) or GOVERNMENT.search(member):
        return None
    level = _LEVEL.match(member)
    if level:
        return level[0]
    placed = _PLACED.match(member)
    if placed and placed[1] != "市":
        managed = _MANAGED.search(placed[1]) or member[placed.end() :].startswith("管")
        return None if managed or "总局" in member else placed[1]
    return ""


_BRANCH = regex(r"[^局]{1,8}分局$")
_PARENT = regex(r"[一-鿿]+?局(?=[^局]{1,8}分局$)")


def _level_for(level: str, member: str) -> str:
    """市委 is shared among 组织部、宣传部; a 局 after them is the city's."""
    return level.removesuffix("委") if member.endswith(("局", "委员会", "中心")) else level


def _shared_level(members: list[str]) -> list[str]:
    """市自然资源局、林业和草原局 -> 市自然资源局, 市林业和草原局; a second 分局 takes the first one's bureau."""
    shared: list[str] = []
    level = ""
    for member in members:
        branch = _BRANCH.match(member)
        parent = _PARENT.match(shared[-1]) if shared else None
        if branch and parent:
            shared.append(parent[0] + member)
            continue
        own = _level_of(member)
        if own is None and _COMPANY.search(member) and member[0] in "市省县区旗州盟":
            own = member[0]  # 市城投集团、水务局: the company is the city's too
        shared.append(_level_for(level, member) + member if own == "" and not is_collective(member) else member)
        level = level if own == "" else own or ""
    return shared


def _shared_government(members: list[str]) -> list[str]:
    """新城区、回民区党委和政府 -> 新城区党委和政府, 回民区党委和政府."""
    shared: list[str] = []
    suffix = ""
    for member in reversed(members):
        found = GOVERNMENT.search(member)
        if found:
            suffix = found[0] if len(found[0]) < len(member) else ""
            shared.append(member)
        elif _takes(suffix, member):
            shared.append(member + suffix)
        else:
            suffix = ""
            shared.append(member)
    return shared[::-1]


_PLACES = regex(r"各[旗县市区]{2,4}|市?[两三四五六七八九]区")


def _takes(suffix: str, member: str) -> bool:
    """A bare place takes the government that follows it; a zone takes a 管委会, a county does not."""
    if not suffix or not PLACE.match(member) or (is_collective(member) and not _PLACES.fullmatch(member)):
        return False
    return not suffix.endswith(("管委会", "管理委员会")) or bool(_ZONE.search(member))


_COLLECTIVE = regex(
    r"^(?:各|全市|全区|全县|全旗|市直|区直|有关|相关|其他|其它)|(?:相关|有关|各)(?:部门|单位|地区|旗县|区县|县区|县市|旗市|企业|责任)|^市?[两三四五六七八九]区"
)


def is_collective(name: str) -> bool:
    """Whether a name stands for several units (各旗县区党委和政府, 各相关部门)."""
    return bool(_COLLECTIVE.search(name))


def looks_like_unit(name: str) -> bool:
    """Whether a name has the shape of a unit's: a department, a government, a place, a company."""
    shapes = (_DEPARTMENT, GOVERNMENT, _COMPANY, _COLLECTIVE)
    return any(shape.search(name) for shape in shapes) or bool(PLACE.fullmatch(name))
