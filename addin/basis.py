"""Why a cell is as it is: the rule with its conditions, parameters and articles; the requirements of a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from addin.book import BookData
from addin.computing import compute, rule_of
from addin.errors import CannotRun
from addin.policy import parameter_row
from addin.sheet_parameters import parameters_of, ready_to_award
from addin.tables import Column, Table, Value, Words
from formulas import articles
from formulas.articles import Article
from formulas.explanation import explain
from formulas.parameters.model import ParameterFile
from formulas.rubric import Item
from formulas.scoring_messages import two_decimals
from formulas.subsidy import WINDOW, Award, Subsidy
from formulas.wording import fill
from templates.findings import Finding, position_of
from templates.model import CardForm, Field, ListForm, ScoreSheetForm
from templates.reading import FormData
from templates.score_cells import cells_of
from templates.score_reading import OTHER_EDITION_WORDS, score_of

# All tables stand below each other on one sheet, so they share their columns' widths
_NARROW, _WIDE, _SHORT, _SOURCE = 22.0, 80.0, 16.0, 40.0
_FACTS = (Column("项目", _NARROW), Column("内容", _WIDE))
_STEPS = (Column("步骤", _NARROW, "center"), Column("核算过程", _WIDE))
_CONDITIONS = (
    Column("条件", _NARROW, "center"),
    Column("要求", _WIDE),
    Column("结果", _SHORT, "center"),
    Column("文号和条款", _SOURCE),
)
_PARAMETERS = (
    Column("起止日期", _NARROW, "center"),
    Column("参数", _WIDE),
    Column("数值", _SHORT),
    Column("文号和条款", _SOURCE),
)
_ARTICLES = (Column("文号和条款", _NARROW), Column("政策条文", _WIDE))
_PROBLEMS = (Column("级别", _NARROW, "center"), Column("问题与改法", _WIDE))
_LEVELS = {"error": "错误", "warning": "提醒"}


@dataclass(slots=True)
class Basis:
    """What there is to say about a cell: titled tables for a sheet, and the same as data."""

    title: str
    blocks: list[Words | Table] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


def basis_of(book: BookData, sheet: str, cell: str) -> Basis | None:
    """The basis of one cell; None where it belongs to no form."""
    data = book.form_on(sheet)
    if data is None:
        return None
    rule = rule_of(data.form.code)
    if rule is not None:
        return rule_basis(rule, parameters_of(book)(rule), award_at(book, data, position_of(cell)[0]), book.today)
    found = _field_at(data, cell)
    if data.other_edition:
        raise CannotRun(f"“{data.sheet}”：{OTHER_EDITION_WORDS}")
    if found is None and isinstance(data.form, ScoreSheetForm) and (item := _item_at(data, data.form, cell)):
        return _item_basis(data, item)
    return _form_basis(book, data, found, cell)


def award_at(book: BookData, data: FormData, row: int) -> Award | None:
    """The award of a ledger's row, the other rows counted in; None where nothing is filled in."""
    if row not in data.numbers:
        return None
    ledgers = compute(ready_to_award(book), parameters=parameters_of(book))
    ledger = next((each for each in ledgers if each.sheet == data.sheet), None)
    return next((each.award for each in ledger.rows if each.number == row), None) if ledger else None


# --- a rule -----------------------------------------------------------------------------------------------


def rule_basis(rule: Subsidy, file: ParameterFile, award: Award | None, today: dt.date) -> Basis:
    """The rule, and for a row its steps and the outcome of each condition."""
    day = award.scope.day if award is not None and award.scope is not None else file.window.clamp(today)
    facts = list(_rule_facts(rule, file))
    steps = explain(award) if award is not None else []
    conditions = list(_conditions(rule, file, award, day))
    parameters = [parameter_row(each, day, units=True) for each in file.parameters.values()]
    texts = articles.of(rule)
    basis = Basis(rule.title)
    basis.blocks.append(Table(_FACTS, facts))
    if award is not None:
        numbered: list[list[Value]] = [[number, step] for number, step in enumerate(steps, start=1)]
        basis.blocks += [Words(f"本行：{_outcome(award)}", "heading"), Table(_STEPS, numbered)]
    listed: list[list[Value]] = [[number, *each] for number, each in enumerate(conditions, start=1)]
    basis.blocks += [Words("条件", "heading"), Table(_CONDITIONS, listed)]
    shown = [_parameter_line(each) for each in parameters]
    basis.blocks += [Words(f"参数（{day.isoformat()}）", "heading"), Table(_PARAMETERS, shown)]
    basis.blocks += [Words("条文", "heading"), Table(_ARTICLES, _article_rows(texts))]
    basis.data = {
        "kind": "rule",
        "rule": rule.code,
        "title": rule.title,
        "facts": facts,
        "outcome": _outcome(award) if award is not None else "",
        "amount": f"{award.amount:.2f}" if award is not None else None,
        "steps": steps,
        "conditions": [dict(zip(("text", "result", "source"), each, strict=True)) for each in conditions],
        "parameters": [
            dict(zip(("label", "value", "unit", "from", "to", "source", "note"), each, strict=True))
            for each in parameters
        ],
        "articles": [{"source": f"{each.citation}", "text": each.text, "note": each.note} for each in texts],
    }
    return basis


def _rule_facts(rule: Subsidy, file: ParameterFile) -> Iterator[list[Value]]:
    yield ["补贴", rule.title]
    yield ["依据", f"{rule.citation}（《{rule.citation.document.title.strip('《》')}》）"]
    yield ["有效期", f"{file.window}"]
    if rule.standard:
        yield ["标准", rule.standard]
    if rule.claimant:
        yield ["申领主体", rule.claimant]
    if rule.payer:
        yield ["资金渠道", rule.payer]
    if rule.note:
        yield ["说明", rule.note]


def _outcome(award: Award) -> str:
    if award.invalid:
        return "有内容没有填好，还不能核算"
    if not award.eligible:
        return f"不符合，未通过{len(award.reasons)}项条件"
    return "符合" if award.rule.check_only else f"符合，{award.amount}元"


def _conditions(rule: Subsidy, file: ParameterFile, award: Award | None, day: dt.date) -> Iterator[list[Value]]:
    def result(code: str) -> str:
        if award is None or award.invalid:
            return ""
        return "不符合" if code in award.reasons else "符合"

    yield [f"在政策有效期内（{file.window}）", result(WINDOW), f"{file.window.citation}"]
    for each in rule.conditions:
        yield [fill(each.title, file, day), result(each.code), f"{each.citation or rule.citation}"]


def _parameter_line(row: Sequence[Value]) -> list[Value]:
    label, value, _, start, end, source, note = row
    dates = f"{start}至{end}" if start else None
    return [dates, f"{label}（{note}）" if note else label, value, source]


def _article_rows(texts: Sequence[Article]) -> list[list[Value]]:
    return [[f"{each.citation}", each.text + (f"\n（注：{each.note}）" if each.note else "")] for each in texts]


# --- an item of a score sheet ---------------------------------------------------------------------------


def _item_at(data: FormData, form: ScoreSheetForm, cell: str) -> Item | None:
    """The item on whose rows a cell stands."""
    row = position_of(cell)[0]
    for each in cells_of(form.rubric):
        places = [data.named[name] for name in data.named if name == each.key or name.startswith(f"{each.key}.")]
        if any(position_of(place.address)[0] == row for place in places):
            return each.item
    return None


def _item_basis(data: FormData, item: Item) -> Basis:
    result = score_of(data)
    outcome = result.outcomes[item.no]
    facts: list[list[Value]] = [
        ["标准", result.rubric.basis],
        ["项号", item.no],
        ["内容", item.text],
        ["分值", "不计分" if item.points is None else f"{item.points}分"],
        ["本项", outcome.status or ("还没有填" if outcome.state == "blank" else "")],
    ]
    if outcome.points is not None:
        facts.append(["得分", f"{two_decimals(outcome.points)}分"])
    if item.effect:
        facts.append(["发生后", item.effect])
    if item.note:
        facts.append(["说明", item.note])
    named = item.no if item.no.startswith("第") else f"第{item.no}项"
    basis = Basis(f"{result.rubric.title} {named}", [Table(_FACTS, facts)])
    basis.data = {"kind": "item", "title": basis.title, "facts": facts, "conclusion": result.conclusion}
    return basis


# --- a field of another form ------------------------------------------------------------------------------


def _field_at(data: FormData, cell: str) -> Field | None:
    letters = cell.rstrip("0123456789")
    row = position_of(cell)[0]
    for each in data.form.fields():
        single = data.single(each.code)
        if single is not None and single.address == cell:
            return each
        column = data.columns.get(each.code)
        if column is not None and column.letter == letters and row >= min(data.numbers, default=row):
            return each
    return None


def _form_basis(book: BookData, data: FormData, found: Field | None, cell: str) -> Basis:
    form = data.form
    title = form.title.replace("\n", "")
    facts: list[list[Value]] = [["表单", title], ["依据", f"{form.source.citation}"]]
    if found is not None:
        facts += list(_field_facts(data, found))
    facts += [["谁来填", form.guide.who], ["何时报", form.guide.when], ["报给谁", form.guide.to]]
    problems = [each for each in book.findings if each.sheet == data.sheet and each.cell == cell]
    texts = articles.at(form.source.citation)
    basis = Basis(found.label.replace("\n", "") if found else title)
    basis.blocks.append(Table(_FACTS, facts))
    if problems:
        basis.blocks += [Words("这一格的问题", "heading"), Table(_PROBLEMS, _rows(problems))]
    if texts:
        basis.blocks += [Words("条文", "heading"), Table(_ARTICLES, _article_rows(texts))]
    basis.data = {
        "kind": "field",
        "title": basis.title,
        "facts": facts,
        "findings": [each.as_json() for each in problems],
        "articles": [{"source": f"{each.citation}", "text": each.text, "note": each.note} for each in texts],
    }
    return basis


def _rows(findings: Iterable[Finding]) -> list[list[Value]]:
    return [[_LEVELS[each.severity], each.message] for each in findings]


def _field_facts(data: FormData, found: Field) -> Iterator[list[Value]]:
    yield ["栏目", found.label.replace("\n", "")]
    needed = "必填" if found.required is True else "选填" if found.required is False else "符合条件时必填"
    yield ["要求", "自动计算" if found.computed or found.type.computed else needed]
    if prompt := found.prompt or found.type.prompt:
        yield ["填写提示", prompt]
    if isinstance(data.form, ListForm | CardForm):
        for check in data.form.checks:
            if any(each is found for each in check.fields):
                yield ["核对", check.message]
    if found.note:
        yield ["说明", found.note]

