"""What is wrong with a letter's template, in sentences a clerk can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from toolkit.model import LetterForm
from toolkit.regex import regex
from toolkit.word.letters.edges import Edge, edge_lines
from toolkit.word.letters.parts import PLACEHOLDER, Line, Part, alone, names_in

_FULL_WIDTH = regex(r"[｛｝]")
_SHOWN = 20


def mistakes(parts: Sequence[Part], form: LetterForm) -> tuple[str, ...]:
    """One sentence for each mistake: where, what is wrong, what to do; () where there is none."""
    said = [sentence for part in parts for sentence in _of_part(part, form)]
    present = {name for part in parts for text in _texts(part) for name in names_in(text)}
    said += [f"全文没有{_braced(name)}，这份函件少了它就说不清楚；请在合适的地方补上。"
             for name in form.required if name not in present]
    said += [f"没有列出“{name}”的表格；请恢复一行写着{_braced(f'{name}.{fields[0]}')}等的表格行。"
             for name, fields in form.rows.items() if not any(n.startswith(f"{name}.") for n in present)]
    return tuple(said)


def edge_mistakes(edges: Iterable[Edge], form: LetterForm) -> tuple[str, ...]:
    """The same of what a letter's template says in its headers and footers."""
    lines = [line for edge in edges for line in edge_lines(edge, carried=True)]
    only_below = {*form.blocks, *(f"{name}.{field}" for name, fields in form.rows.items() for field in fields)}
    return tuple(sentence for line in lines for sentence in _of_edge(line, form.texts, only_below))


def paper_mistakes(lines: Iterable[Line], known: Sequence[str]) -> tuple[str, ...]:
    """The same of the paper letters are printed on: what stands around the text, and above and below it."""
    return tuple(sentence for line in lines for sentence in _of_edge(line, known, frozenset()))


def _of_edge(line: Line, known: Sequence[str], only_below: AbstractSet[str]) -> Iterator[str]:
    here = f"{line.where}“{_short(line.text)}”"
    yield from (f"{line.where}{unfit}。" for unfit in line.unfit)
    yield from _braces(line.text, here)
    for name in names_in(line.text):
        if name in only_below:
            yield f"{here}的{_braced(name)}只能写在正文里，不能放进页眉页脚。"
        elif name not in known:
            yield f"{here}的{_braced(name)}这里用不上。{_advice(name, known)}"


def _texts(part: Part) -> tuple[str, ...]:
    if isinstance(part, Line):
        return (part.text,)
    return (*(column.heading for column in part.columns), *(cell for row in part.rows for cell in row))


def _of_part(part: Part, form: LetterForm) -> Iterator[str]:
    for unfit in part.unfit:
        yield f"{part.where}{unfit}。"
    if isinstance(part, Line):
        here = f"{part.where}“{_short(part.text)}”"
        yield from _braces(part.text, here)
        yield from _names(part.text, here, form, in_row=False)
        return
    for number, row in enumerate(((*(c.heading for c in part.columns),), *part.rows), 1):
        here = f"{part.where}第{number}行"
        for cell in row:
            yield from _braces(cell, here)
            yield from _names(cell, here, form, in_row=number > 1)
        yield from _row(row, here, form)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def _braces(text: str, here: str) -> Iterator[str]:
    rest = PLACEHOLDER.sub("", text)
    if _FULL_WIDTH.search(text):
        yield f"{here}用了全角花括号｛｛｝｝，认不出来；请改成半角的{{{{ }}}}。"
    elif "{" in rest or "}" in rest:
        single = not ("{{" in rest or "}}" in rest)
        why = "花括号只写了一层，应当前后各两个" if single else "花括号不成对"
        yield f"{here}{why}；请改成{_braced('名称')}这样的写法，括号里不再套括号。"


def _names(text: str, here: str, form: LetterForm, *, in_row: bool) -> Iterator[str]:
    fields = tuple(f"{name}.{field}" for name, fields in form.rows.items() for field in fields)
    for name in names_in(text):
        if name in form.texts:
            continue
        if name in form.blocks:
            if in_row or alone(text) != name:
                yield f"{here}的{_braced(name)}会换成好几段话，要单独占一段，不能和别的文字写在一起，也不能放进表格。"
        elif name in fields:
            if not in_row:
                yield f"{here}的{_braced(name)}是逐行列出的内容，只能写在表格表头下面的行里。"
        else:
            yield f"{here}的{_braced(name)}不是这份函件有的内容。{_advice(name, (*form.texts, *form.blocks, *fields))}"


def _advice(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    guess = f"是不是{_braced(near[0])}？" if near else ""
    return f"{guess}可以用的有：{'、'.join(known)}。"


def _row(row: Sequence[str], here: str, form: LetterForm) -> Iterator[str]:
    lists = sorted({name.partition(".")[0] for cell in row for name in names_in(cell)
                    if name.partition(".")[0] in form.rows})
    if len(lists) > 1:
        yield f"{here}里混用了{'、'.join(f'“{name}”' for name in lists)}，一行只能列一种内容，请分成两个表格。"


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"

