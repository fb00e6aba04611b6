"""The 规则手册, generated from the rules: all of it (``manual``) or the page of one (``page``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.checks.judge import RULES
from toolkit.checks.rule import FAMILIES, Rule
from toolkit.checks.sample import Example, SampleTable
from toolkit.model import WEIGHT_WORDS, Unusable

_PREFACE = """\
# 规则手册

本手册由规则本身生成（`zhenggai rules` 列出全部规则，`zhenggai explain C201` 显示一条），请勿手工修改。

* **阻断**：不改正，本期附件标“草稿”，不能定稿。**提醒**：供核对，不影响公开。
* 每条规则可以在 `templates/专项配置.xlsx` 的“规则”表里停用、试行（只显示、不拦截）或改变轻重；个别情形可以按规则、单位、问题或文件豁免，写明批准人、理由和有效期。
* 例子中标 **✗** 的格子就是规则指出的地方。
"""


def manual() -> str:
    """The whole manual as Markdown."""
    parts = [_PREFACE, "## 一览\n", _overview()]
    for letter, name in FAMILIES.items():
        rules = [rule for rule in RULES.values() if rule.family == letter]
        if rules:
            parts.append(f"## {letter} {name}\n")
            parts += [_page(rule) for rule in rules]
    return "\n".join(parts).rstrip("\n") + "\n"


def page(code: str) -> str:
    """The page of one rule as Markdown. Unusable where no rule has this code."""
    rule = RULES.get(code.strip().upper())
    if rule is None:
        raise Unusable(f"没有编号为“{code}”的规则，编号是一个字母加三位数字，如 C201；用 zhenggai rules 查看全部规则。")
    return _page(rule)


def _overview() -> str:
    rows = [(rule.code, rule.name, WEIGHT_WORDS[rule.weight], rule.summary) for rule in RULES.values()]
    return _markdown(("编号", "名称", "轻重", "说的是什么"), rows) + "\n"


def _page(rule: Rule) -> str:
    return "\n".join(_page_lines(rule))


def _page_lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}\n"
    yield f"{rule.summary}（{WEIGHT_WORDS[rule.weight]}）\n"
    yield f"**为什么**　{rule.why}\n"
    yield f"**怎么办**　{rule.remedy}\n"
    if rule.needs:
        yield f"同一处已有 {'、'.join(rule.needs)} 的意见时，本条不再重复提出。\n"
    yield from _examples("会指出的例子", rule.bad)
    yield from _examples("不会指出的例子", rule.good)


def _examples(heading: str, shown: Sequence[Example]) -> Iterator[str]:
    """Examples one below the other, counted where there are several."""
    for count, one in enumerate(shown, 1):
        number = f" {count}" if len(shown) > 1 else ""
        title = f"　{one.title}" if one.title else ""
        yield f"**{heading}{number}**{title}\n"
        yield from map(_sample, one.tables)


def _sample(table: SampleTable) -> str:
    rows = [
        tuple(f"**✗ {cell or '（空）'}**" if (r, c) in table.marks else cell
              for c, cell in enumerate(row))
        for r, row in enumerate(table.rows)
    ]
    caption = f"{table.subject}的{table.kind}" if table.subject else table.kind
    return f"{caption}：\n\n{_markdown(table.header, rows)}\n"


def _markdown(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    header = tuple(header)
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """A cell Markdown shows as written: no table breaks, no emphasis from a heading's asterisk."""
    plain = text.replace("|", "\\|").replace("\n", "<br>")
    return plain.removesuffix("*") + "\\*" if plain.endswith("*") and not plain.endswith("**") else plain
