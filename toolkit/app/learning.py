"""``template learn``: understand the office's own sheet, say what was understood, and keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from toolkit.app.outcome import DONE, Outcome
from toolkit.app.session import Session
from toolkit.model import Column, Unusable
from toolkit.pattern import read_pattern
from toolkit.pattern.parts import MAIN
from toolkit.profile import learn_into_profile, read_profile
from toolkit.profile.declared import declaration
from toolkit.store import digest
from toolkit.store.workspace import PROFILE, STANDARD_SHEET, read_file, state_path
from toolkit.tables import Reader, Refusal, Tables
from toolkit.template import Learned, LearnedColumn, LearnedTable, learn, prepared
from toolkit.template.plain import plain_workbook

_FILLED = {"office": "官方内容，锁定", "unit": "单位填写"}
_TABLE_WORDS = {"problems": "填报表", "measures": "措施"}
Shape = dict[str, Any]


def learn_template(session: Session, path: Path) -> Outcome:
    """Learn a sheet; nothing is written where it cannot be used."""
    content = read_file(path)
    with Reader() as reader:
        tables = reader.read(path.name, content)
    if isinstance(tables, Refusal):
        raise Unusable(f"“{path.name}”不能用作填报表：{tables.reason}没有改动任何文件。")
    styled = tables.format in ("xlsx", "xlsm") and MAIN.encode() in _workbook_part(content)
    learned = learn(content if styled else plain_workbook(tables), session.profile, session.problems)
    if not styled:
        learned = _told_plain(learned, tables)
    outputs = _keep(session, learned)
    document = _document(path.name, learned, outputs)
    return Outcome(DONE, document, tuple(_lines(path.name, learned)))


def _workbook_part(content: bytes) -> bytes:
    from toolkit.pattern.parts import read_parts

    parts = read_parts(content)
    return parts[parts.workbook]


def _told_plain(learned: Learned, tables: Tables) -> Learned:
    said = (f"{tables.format} 文件里的字体、颜色、边框读不出来，填报表按工具的朴素样式画；"
            "要保留原来的样子，请用 WPS 或 Excel 另存为 xlsx 再学一次。")
    return replace(learned, doubts=(said, *learned.doubts))


def _keep(session: Session, learned: Learned) -> tuple[str, ...]:
    """Write 专项配置 and 填报表, what they replace kept in the toolkit's own folder."""
    workspace = session.workspace
    columns = [c.column for table in learned.tables for c in table.columns]
    columns += [head.column for head in learned.head]
    before = workspace.must_read(PROFILE, "没有找到 templates/专项配置.xlsx。")
    after = learn_into_profile(before, columns, learned.statuses)
    sheet = prepared(learned)
    read_pattern(sheet, read_profile(after))  # what cannot be issued is refused before anything is written
    with workspace.locked() as commit:
        for path, old, new in ((PROFILE, before, after), (STANDARD_SHEET, workspace.read(STANDARD_SHEET), sheet)):
            if old is not None and old != new:
                commit.put(state_path(f"superseded/{Path(path).stem}-{digest(old)[:12]}.xlsx"), old)
            commit.put(path, new)
        commit.switch()
    return (PROFILE, STANDARD_SHEET)


# ── what is said ─────────────────────────────────────────────────────────────────────────────────
def _document(file: str, learned: Learned, outputs: Sequence[str]) -> Mapping[str, Any]:
    return {
        "file": file,
        "tables": [_table_shape(table) for table in learned.tables],
        "head": [{"cell": h.cell, "label": h.label, "field": h.column.field, "new": h.new}
                 for h in learned.head],
        "statuses": [{"option": w.option, "status": w.status, "long_term": w.long_term}
                     for w in learned.statuses],
        "doubts": [_in_words(doubt) for doubt in learned.doubts],
        "missing": list(learned.missing), "removed": list(learned.removed),
        "outputs": list(outputs),
    }


def _table_shape(table: LearnedTable) -> Shape:
    return {
        "table": table.table, "sheet": table.sheet.name, "header_rows": list(range(
            table.header[0], table.header[1] + 1)),
        "columns": [_column_shape(column) for column in table.columns],
    }


def _column_shape(learned: LearnedColumn) -> Shape:
    column = learned.column
    return {
        "cell": learned.cell or None, "heading": column.heading, "field": column.field,
        "filled_by": column.filled_by, "kind": column.kind, "required": column.required,
        "choices": list(learned.choices), "new": learned.new, "sure": learned.sure, "how": learned.how,
    }


def _in_words(doubt: str) -> str:
    """A doubt with the classes of statuses in Chinese."""
    for name, word in declaration().classes.items():
        doubt = doubt.replace(f"{{{name}}}", word)
    return doubt


def _lines(file: str, learned: Learned) -> Iterator[str]:
    for table in learned.tables:
        yield (f"“{file}”的工作表“{table.sheet.name}”：表头在第{_rows(table.header)}行，"
               f"认作“{_TABLE_WORDS[table.table]}”，各栏这样理解：")
        for column in table.columns:
            yield f"  {_column_line(column)}"
    if learned.head:
        said = "、".join(f"{h.cell}“{h.label}”" for h in learned.head)
        yield f"表格上下要填的：{said}"
    if learned.statuses:
        classes = declaration().classes
        yield "状态选项：" + "、".join(f"{w.option}（{classes[w.status]}）" for w in learned.statuses)
    for title, said_ in (("请核对：", [_in_words(d) for d in learned.doubts]),
                         ("表里没有的：", learned.missing), ("没有带入的内容：", learned.removed)):
        if said_:
            yield title
            yield from (f"  {sentence}" for sentence in said_)
    yield f"已写入 {PROFILE}（“栏目”“状态”）和 {STANDARD_SHEET}，请打开核对；以后 issue 就照这张表下发。"
    yield "理解得不对的，在“栏目”里改好“字段”“填写方”等，或改表头后再学一次；不用这张表了，把它移出 templates 文件夹。"


def _column_line(learned: LearnedColumn) -> str:
    column: Column = learned.column
    what = [_FILLED[column.filled_by]]
    if column.required:
        what.append("必填")
    if column.kind != "text":
        what.append(declaration().kinds[column.kind])
    if learned.choices:
        what.append(f"下拉{len(learned.choices)}项")
    known = "新栏目，按附加内容收" if learned.new and learned.number else f"字段 {column.field}"
    return f"{learned.cell or '补上'} {column.heading}：{known}（{'，'.join(what)}）"


def _rows(header: tuple[int, int]) -> str:
    return str(header[0]) if header[0] == header[1] else f"{header[0]}至{header[1]}"
