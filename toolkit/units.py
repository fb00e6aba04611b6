"""Units: the grammar of published unit lists, common short names, and the unit directory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from toolkit.model import Unit
from toolkit.text import matching_key

# ── splitting ────────────────────────────────────────────────────────────────────────────────────
_PAIRED = re.compile(
    r"(党委|党组|党工委|政府|管委会|工委|市委|区委|县委|旗委)、(?=(?:市|区|县|旗|人民)?(?:政府|管委会|党委|党工委|行署))"
)
_PAIR_MARK = "\ue001"
_OPENING, _CLOSING = "（(《〈“「【[", "）)》〉”」】]"


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
    return _unique(unit.replace(_PAIR_MARK, "、") for unit in _cut(protected, "、，,；;\n"))


def join_units(units: Iterable[str]) -> str:
    """Units as one cell shows them."""
    return "、".join(units)


def _unique(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units))


_DEPARTMENT = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|署|中心|支队|总队|大队|处|部|站|所|院|校|会|馆|联社|水文|法院)(?:（[^（）]*）)?$"
)
_LEVEL = re.compile(
    r"自治区(?=.)|自治州(?=.)|自治县(?=.)|市(?!场|政(?!府)|容|民|区|四|直|属|域)(?=.)|省(?=.)|盟(?=.)|"
    r"县(?!级)(?=.{2})|区(?![域直])(?=.{2})|旗(?=.{2})|州(?=.{2})"
)
_OWN_LEVEL = re.compile(r"(?:国家|中国|全国|内蒙古|中共|驻|各|有关|相关|其他)")
_PLACED = re.compile(r"([一-鿿]{2,8}?(?:自治区|自治州|自治县|自治旗|市|县|区|旗|盟|州|省))(?=.)")
_MANAGED = re.compile(r"(?:开发|保护|管理|工业园|示范|高新|新|园|景|矿)区$")
_COMPANY = re.compile(r"(?:公司|集团|银行|企业|厂|医院|学校|学院|大学|园区|铁路|电网)(?:（[^（）]*）)?$")
_GOVERNMENT = re.compile(
    r"(?:党委和(?:人民)?政府|党委[、\ue001]?(?:人民)?政府|党工委和管委会|党工委[、\ue001]?管委会|"
    r"人民政府|政府|管委会|管理委员会|党委|党工委|办事处)$"
)
_PLACE = re.compile(r"[一-鿿]{1,12}(?:区|县|旗|市|乡|镇|苏木|街道|盟|州|新城)$")
_ZONE = re.compile(r"(?:开发|示范|高新|园|管理|新|合作|试验|度假|景|矿)区$")
_ROLE_WORDS = re.compile(r"(?:分别)?(?:牵头(?:负责|落实)?|配合|(?:按职责(?:分工)?)?负责|参与|协助|落实)[。.]?$")


def split_units(text: str) -> tuple[str, ...]:
    """The units of a published list, each with its full name, in order, without repeats.

    ``，`` separates groups and ``、`` members; a leading 市/自治区/省 and a trailing 党委和政府 are
    shared inside one group only. 和 never separates. Collectives stay as printed.
    """
    protected = _PAIRED.sub(r"\1" + _PAIR_MARK, text.strip().rstrip("。."))
    units: list[str] = []
    for group in _cut(protected, "，,；;。\n"):
        members = [_without_role(member) for piece in _cut(group, "、") for member in _apart(piece)]
        units += _shared_government(_shared_level([member for member in members if member]))
    return _unique(unit.replace(_PAIR_MARK, "、") for unit in units)


def _without_role(member: str) -> str:
    return re.sub(r"^由(?=.{3})", "", _ROLE_WORDS.sub("", member)).strip()


_RUN_TOGETHER = re.compile(r"(?<=[局厅])(?=市(?!场|政|容)[一-鿿]{2,12}(?:局|委员会|办公室|中心))")


def _apart(piece: str) -> Iterator[str]:
    """Units separated by spaces, or by nothing at all where 局市 shows the seam."""
    parts = piece.split()
    if not all(len(part) >= 3 for part in parts):
        parts = ["".join(parts)]
    for part in parts:
        yield from _RUN_TOGETHER.split(part)


def _level_of(member: str) -> str | None:
    """The level a department's name begins with: 市, 自治区, or a place; '' where it has none."""
    if _OWN_LEVEL.match(member) or not _DEPARTMENT.search(member) or _GOVERNMENT.search(member):
        return None
    level = _LEVEL.match(member)
    if level:
        return level[0]
    placed = _PLACED.match(member)
    if placed and placed[1] != "市":
        managed = _MANAGED.search(placed[1]) or member[placed.end() :].startswith("管")
        return None if managed or "总局" in member else placed[1]
    return ""


_BRANCH = re.compile(r"[一-鿿]{1,8}[区县旗市]分局$")
_PARENT = re.compile(r"[一-鿿]+?局(?=[一-鿿]{1,8}[区县旗市]分局$)")


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
        shared.append(level + member if own == "" and not is_collective(member) else member)
        level = level if own == "" else own or ""
    return shared


def _shared_government(members: list[str]) -> list[str]:
    """新城区、回民区党委和政府 -> 新城区党委和政府, 回民区党委和政府."""
    shared: list[str] = []
    suffix = ""
    for member in reversed(members):
        found = _GOVERNMENT.search(member)
        if found:
            suffix = found[0] if len(found[0]) < len(member) else ""
            shared.append(member)
        elif _takes(suffix, member):
            shared.append(member + suffix)
        else:
            suffix = ""
            shared.append(member)
    return shared[::-1]


def _takes(suffix: str, member: str) -> bool:
    """A bare place takes the government that follows it; a zone takes a 管委会, a county does not."""
    if not suffix or not _PLACE.match(member) or is_collective(member):
        return False
    return not suffix.endswith(("管委会", "管理委员会")) or bool(_ZONE.search(member))


_COLLECTIVE = re.compile(
    r"^(?:各|全市|全区|全县|全旗|市直|区直|有关|相关|其他|其它)|(?:相关|有关|各)(?:部门|单位|地区|旗县|区县|县区|县市|旗市|企业|责任)|^市?[两三四五六七八九]区"
)


def is_collective(name: str) -> bool:
    """Whether a name stands for several units (各旗县区党委和政府, 各相关部门)."""
    return bool(_COLLECTIVE.search(name))


# ── short names ──────────────────────────────────────────────────────────────────────────────────
_SHORT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("发展和改革委员会", ("发展改革委", "发改委", "发展和改革委")),
    ("发展和改革局", ("发展改革局", "发改局")),
    ("工业和信息化", ("工信", "工业信息化")),
    ("住房和城乡建设", ("住建", "住房城乡建设")),
    ("城市管理综合执法", ("城管", "城市管理", "综合执法", "城管执法")),
    ("城市管理和综合执法", ("城管", "城市管理", "城管执法")),
    ("城市管理", ("城管",)),
    ("人力资源和社会保障", ("人社", "人力资源社会保障")),
    ("林业和草原", ("林草", "林业草原")),
    ("市场监督管理", ("市场监管",)),
    ("卫生健康委员会", ("卫健委", "卫生健康委")),
    ("国有资产监督管理委员会", ("国资委",)),
    ("应急管理", ("应急",)),
    ("交通运输", ("交通",)),
    ("农业农村", ("农业",)),
    ("文化和旅游", ("文旅", "文化旅游")),
    ("文化旅游广电", ("文旅广电", "文旅")),
    ("医疗保障", ("医保",)),
    ("退役军人事务", ("退役军人",)),
    ("生态环境", ("环境",)),
    ("自然资源和规划", ("自然资源", "资规")),
    ("行政审批和政务服务", ("政务服务", "行政审批")),
    ("行政审批服务", ("行政审批", "审批")),
    ("园林建设服务中心", ("园林中心", "园林建设中心")),
    ("党委和政府", ("", "党委政府", "党委、政府", "政府", "人民政府")),
    ("党工委和管委会", ("", "党工委管委会", "党工委、管委会", "管委会", "管理委员会")),
    ("人民政府", ("", "政府")),
    ("管理委员会", ("", "管委会")),
    ("经济技术开发区", ("经开区", "开发区")),
    ("高新技术产业开发区", ("高新区",)),
    ("有限责任公司", ("", "公司", "有限公司")),
    ("有限公司", ("", "公司")),
    ("委员会", ("委",)),
)
_BARE_LEVEL = re.compile(r"^市(?=.{3})(?!场)")


def short_names(name: str) -> tuple[str, ...]:
    """What a unit is commonly called (常用简称), longest first; the directory's own aliases come first."""
    found = {name}
    for full, shorts in _SHORT:
        found |= {known.replace(full, short) for known in found for short in shorts if full in known}
    found |= {_BARE_LEVEL.sub("", known) for known in found}
    return tuple(sorted((known for known in found - {name} if len(known) >= 2), key=lambda n: (-len(n), n)))


# ── the directory ────────────────────────────────────────────────────────────────────────────────
_PLACE_BEFORE = re.compile(r"[区县旗镇乡盟州省厅]$")


_START = 4
"""Characters of a name by which names that may stand in a text are picked out."""


class Directory:
    """The units of a campaign, found by full name, alias, common short name or matching key.

    A name that fits two units fits none: it is reported, never guessed. Successors are not followed.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._by_key: dict[str, str | None] = {}
        for names in self._layers():
            self._learn(names)
        self._members: dict[str, list[str]] = {}
        for unit in self._units:
            for key in {matching_key(collective) for collective in unit.collectives}:
                self._members.setdefault(key, []).append(unit.name)
        self._by_start: dict[str, list[str]] = {}
        for key in self._by_key:
            self._by_start.setdefault(key[:_START], []).append(key)

    def _layers(self) -> Iterator[list[tuple[str, str]]]:
        """Full names count before aliases, aliases before short names worked out from a table."""
        yield [(unit.name, unit.name) for unit in self._units]
        yield [(alias, unit.name) for unit in self._units for alias in unit.aliases]
        yield [
            (short, unit.name)
            for unit in self._units
            if not is_collective(unit.name)
            for short in short_names(unit.name)
        ]

    def _learn(self, names: list[tuple[str, str]]) -> None:
        layer: dict[str, set[str]] = {}
        for known, name in names:
            layer.setdefault(matching_key(known), set()).add(name)
        for key, fits in layer.items():
            self._by_key.setdefault(key, next(iter(fits)) if len(fits) == 1 else None)

    def resolve(self, name: str) -> str | None:
        """The full name of the one unit this name fits; None for none or several."""
        return self._by_key.get(matching_key(name)) if name.strip() else None

    def members(self, collective: str) -> tuple[str, ...]:
        """The units a collective stands for, in the directory's order; () where it cannot be expanded."""
        return tuple(self._members.get(matching_key(collective), ()))

    def found_in(self, text: str) -> tuple[str, ...]:
        """The units named in a file or folder name, each place of the text counted for its longest name."""
        rest, found = matching_key(text), []
        starts = {rest[at : at + length] for at in range(len(rest)) for length in range(2, _START + 1)}
        near = [key for start in starts for key in self._by_start.get(start, ())]
        for key in sorted(near, key=lambda k: (-len(k), k)):
            start = self._stands_in(key, rest)
            if start is None:
                continue
            rest = rest[:start] + "\0" * len(key) + rest[start + len(key) :]
            if (name := self._by_key[key]) is not None:
                found.append((start, name))
        return _unique(name for _, name in sorted(found))

    @staticmethod
    def _stands_in(key: str, text: str) -> int | None:
        """Where a name stands in a text; 水务局 within 赛罕区水务局 is another unit's name."""
        start = text.find(key) if len(key) >= 2 else -1
        while start >= 0:
            if _PLACE.match(key) or _GOVERNMENT.search(key) or not _PLACE_BEFORE.search(text[:start]):
                return start
            start = text.find(key, start + 1)
        return None

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three full names that look like this one: a suggestion for a person, nothing more."""
        from difflib import get_close_matches

        keys = {key: full for key, full in self._by_key.items() if full}
        close = get_close_matches(matching_key(name), keys, n=6, cutoff=0.6)
        return _unique(keys[key] for key in close)[:3]
