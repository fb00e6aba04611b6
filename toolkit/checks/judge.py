"""All rules on a book: what is on, what is waived, what only follows from something said already."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import ModuleType

from toolkit.checks import (
    acceptance,
    alteration,
    arrivals,
    between_units,
    claims,
    closing,
    completion,
    contacts,
    coverage,
    deadlines,
    fields,
    figures,
    goals,
    history,
    joining,
    legibility,
    likeness,
    logic,
    measure_coverage,
    measure_deadlines,
    outputs,
    publication,
    returns,
    schedule,
    struck,
    wording,
)
from toolkit.checks.rule import FAMILIES, Rule, Stage
from toolkit.checks.standing import file_name
from toolkit.dates import chinese_day
from toolkit.model import Book, Remark, RuleChoice, Waiver
from toolkit.text import matching_key

_MODULES = (
    returns, arrivals, legibility, coverage, measure_coverage, fields, contacts, wording, struck, alteration, logic,
    completion, claims, history, likeness, between_units, figures, goals, deadlines, measure_deadlines, schedule,
    acceptance, closing, publication, joining, outputs)
_ORDER = {family: position for position, family in enumerate(FAMILIES)}


def rules_of(modules: Iterable[ModuleType]) -> Mapping[str, Rule]:
    """The rules that stand in modules, by code in the manual's order; two with one code are refused."""
    found: dict[str, Rule] = {}
    for module in modules:
        for name, rule in inspect.getmembers(module, lambda value: isinstance(value, Rule)):
            if rule.code in found:
                raise ValueError(f"{rule.code} is taken; {module.__name__}.{name} needs its own code")
            found[rule.code] = rule
    missing = {code for rule in found.values() for code in rule.needs} - found.keys()
    if missing:
        raise ValueError(f"needed rules that do not exist: {sorted(missing)}")
    return {code: found[code] for code in sorted(found, key=_code_order)}


def _code_order(code: str) -> tuple[int, str]:
    return _ORDER[code[0]], code


RULES: Mapping[str, Rule] = rules_of(_MODULES)


def judge(book: Book) -> tuple[Remark, ...]:
    """Every remark the rules make on a book, sorted; depends on nothing but the book."""
    choices = {choice.code: choice for choice in book.profile.rules}
    remarks: dict[Remark, None] = {}
    for rule in RULES.values():
        choice = choices.get(rule.code, RuleChoice(rule.code))
        if choice.state != "off" and _stage(book) in rule.stages:
            remarks.update(dict.fromkeys(_remarks(rule, choice, book)))
    waived = [_waived(remark, book) for remark in remarks]
    order = _order if book.publication is None else _document_order
    return tuple(sorted(_without_follow_ons(waived), key=order))


def _stage(book: Book) -> Stage | None:
    if book.publication is not None:
        return "import"
    return "period" if book.period is not None else None


def _remarks(rule: Rule, choice: RuleChoice, book: Book) -> Iterator[Remark]:
    trial = choice.state == "trial"
    for spot in rule.find(book):
        weight = spot.weight or rule.weight
        if choice.weight and not (spot.weight and choice.weight == rule.weight):
            weight = choice.weight
        yield Remark(
            code=rule.code, weight="advises" if trial else weight, message=rule.sentence(spot),
            unit=spot.unit, problem=spot.problem, place=spot.place,
            given=spot.given, expected=spot.expected, trial=trial,
            about=spot.about)


# ── waivers ──────────────────────────────────────────────────────────────────────────────────────
def _waived(remark: Remark, book: Book) -> Remark:
    today = book.now.date()
    covering = [waiver for waiver in book.profile.waivers if covers(waiver, remark)]
    for waiver in covering:
        if waiver.expiry is None or today <= waiver.expiry:
            return replace(remark, weight="advises", waived=_permission(waiver))
    expired = max((waiver.expiry for waiver in covering if waiver.expiry), default=None)
    if expired is None:
        return remark
    return replace(remark, message=f"{remark.message}（原有的豁免已于{chinese_day(expired)}到期）")


def covers(waiver: Waiver, remark: Remark) -> bool:
    """Whether a waiver names this rule and, where it names more, this unit, problem and file."""
    file = remark.place.file
    return (
        matching_key(waiver.code) == matching_key(remark.code)
        and (not waiver.unit or matching_key(waiver.unit) == matching_key(remark.unit or ""))
        and (waiver.problem is None or waiver.problem == remark.problem)
        and (not waiver.file or _names_file(waiver.file, file or ""))
    )


def _names_file(said: str, file: str) -> bool:
    """Whether a waiver's file is this one: its path, its name, or the folder or archive it lies in."""
    path, wanted = matching_key(file), matching_key(said.replace("\\", "/").strip("/"))
    return wanted in (path, matching_key(file_name(file))) or path.startswith(f"{wanted}/")


def _permission(waiver: Waiver) -> str:
    until = f"，有效期至{chinese_day(waiver.expiry)}" if waiver.expiry else ""
    return f"已豁免：{waiver.approver or '（未写批准人）'}批准，理由：{waiver.reason or '（未写理由）'}{until}"


# ── follow-on remarks ────────────────────────────────────────────────────────────────────────────
def _without_follow_ons(remarks: Iterable[Remark]) -> Iterator[Remark]:
    spoken: dict[str, list[Remark]] = defaultdict(list)
    remarks = tuple(remarks)
    for remark in remarks:
        spoken[remark.code].append(remark)
    for remark in remarks:
        causes = (cause for code in RULES[remark.code].needs for cause in spoken.get(code, ()))
        if remark.waived or not any(_mutes(cause, remark) for cause in causes):
            yield remark


def _mutes(cause: Remark, remark: Remark) -> bool:
    """Whether a remark only follows from another, said of the same file, row, unit or problem.

    A remark about a problem follows from any unusable file of its unit; one about a file only from
    that file. What was let pass (waived, on trial, only advised) never silences something that blocks: muting
    must not make a period look finished. What was waived is never silenced: who permitted it stays on record.
    """
    if cause.weight == "advises" and remark.weight == "blocks":
        return False
    if _row(cause) is not None and _row(cause) == _row(remark):
        return True
    if cause.problem is not None:
        return (cause.problem, cause.unit) == (remark.problem, remark.unit)
    ours, theirs = cause.place.file, remark.place.file
    if ours is not None and ours == theirs:
        return True
    of_a_file = remark.problem is None and ours is not None and theirs is not None
    return not of_a_file and cause.unit is not None and cause.unit == remark.unit


def _row(remark: Remark) -> tuple[str | None, str | None, int] | None:
    place = remark.place
    return (place.file, place.sheet, place.row) if place.row is not None else None


def _document_order(remark: Remark) -> tuple[object, ...]:
    """At an import: as the problems stand in the document, figures as the rule gives them."""
    return _code_order(remark.code), remark.problem or 0, remark.place.line or 0


def _order(remark: Remark) -> tuple[object, ...]:
    place = remark.place
    return (
        _code_order(remark.code), remark.unit or "", remark.problem or 0, place.file or "",
        place.sheet or "", place.row or place.line or 0, place.column or 0,
        remark.given or "", remark.message,
    )
