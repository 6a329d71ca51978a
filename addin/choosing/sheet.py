"""The sheet 可享政策: what can be had, what excludes what, what is missing, what was refused and why; the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.choosing.outcome import Outcome, explanation, ledger_of, refusal_of
from addin.new_sheet import Look, NewSheet, Spot
from addin.splicing import splice
from addin.tables import Column, Kind, Link, ResultSheet, Table, Value, Words, lay_out
from addin.tables import Look as Style
from formulas.choosing import Choice, Missing
from formulas.facts import SUBJECTS

SHEET = "可享政策"
_WIDTHS = (40.0, 16.0, 8.0, 66.0, 42.0, 28.0)
_ROW, _HEADING = 20.0, 26.0  # points
_NUMERALS = "一二三四五六七八"
_LOOKS: dict[Style, Look] = {
    "title": Look("方正小标宋简体", 18, border=False, wrap=False),
    "mark": Look(size=10.5, color="FF595959", border=False, wrap=False),
    "heading": Look("黑体", 12, border=False, wrap=False),
    "note": Look(border=False, wrap=False),
    "head": Look("黑体", 11, fill="FFDCE6F1", align="center"),
    "text": Look(number_format=49),
    "center": Look(align="center"),
    "number": Look(align="right"),
    "money": Look(align="right", number_format=4),
    "link": Look(color="FF0563C1", underline=True, align="center"),
}


def summary(outcome: Outcome) -> str:
    """One line: who, which day, how many of each."""
    inquiry = outcome.inquiry
    parts = [
        f"能享受{len(outcome.claims)}项",
        f"检查事项符合{len(outcome.passed)}项" if outcome.passed else "",
        f"不能同享{len(outcome.excluded)}项" if outcome.excluded else "",
        f"待补充{len(outcome.incomplete)}项",
        f"不符合{len(outcome.refused)}项",
        f"不在有效期{len(outcome.outside)}项",
        f"还没有填{len(outcome.untouched)}项",
    ]
    who = "，".join(part for part in (SUBJECTS[inquiry.subject], inquiry.who) if part)
    return f"{who}，按{inquiry.on.isoformat()}的政策：{'，'.join(part for part in parts if part)}。"


def blocks(outcomes: Sequence[Outcome]) -> list[Words | Table]:
    """The tables of all inquiries, one below the other."""
    return [block for outcome in outcomes for block in _of(outcome)]


def _of(outcome: Outcome) -> Iterator[Words | Table]:
    yield Words(summary(outcome), "heading")
    yield Words("金额按所填情况逐项核算；正式申领以台账和审核为准。原表内容没有改动。")
    parts = [
        ("填写有误，没有采用", _findings(outcome)),
        ("能享受的政策", _claims(outcome)),
        ("检查事项，均符合", _passed(outcome)),
        ("不能同享的政策", _excluded(outcome)),
        ("待补充的政策（差得少的在前）", _incomplete(outcome)),
        ("不符合的政策", _refused(outcome)),
        ("不在有效期的政策", _outside(outcome)),
        ("还没有填的政策", _untouched(outcome)),
    ]
    shown = [(title, table) for title, table in parts if table.rows]
    for numeral, (title, table) in zip(_NUMERALS, shown, strict=False):
        yield Words(f"{numeral}、{title}", "heading")
        yield table


def _table(heads: Sequence[str], rows: list[list[Value]], second: Kind = "center") -> Table:
    kinds: tuple[Kind, ...] = ("text", second, "center", "text", "text", "text")
    columns = [Column(*each) for each in zip(heads, _WIDTHS, kinds, strict=False)]
    return Table(columns, rows)


def _findings(outcome: Outcome) -> Table:
    rows: list[list[Value]] = [
        [each.sheet, each.cell, Link(each.sheet, each.cell or "A1", "转到"), each.message]
        for each in outcome.inquiry.findings
        if each.severity == "error"
    ]
    return _table(("工作表", "单元格", "定位", "问题与改法"), rows)


def _claims(outcome: Outcome) -> Table:
    rows = [
        [
            each.rule.title,
            float(each.amount),
            _first(outcome, each),
            "\n".join(explanation(each)),
            "\n".join(each.citations),
            ledger_of(each),
        ]
        for each in outcome.claims
    ]
    return _table(("政策", "金额（元）", "定位", "核算过程", "依据", "台账（工作簿、表）"), rows, "money")


def _passed(outcome: Outcome) -> Table:
    rows: list[list[Value]] = [
        [
            each.rule.title,
            "符合",
            _first(outcome, each),
            "\n".join(explanation(each)),
            "\n".join(each.citations),
            ledger_of(each),
        ]
        for each in outcome.passed
    ]
    return _table(("检查事项", "结果", "定位", "说明", "依据", "台账（工作簿、表）"), rows)


def _excluded(outcome: Outcome) -> Table:
    rows: list[list[Value]] = []
    for each in outcome.excluded:
        assert each.instead is not None and each.exclusion is not None
        steps = "\n".join((refusal_of(each), *each.steps))
        source, chosen = str(each.exclusion.citation), each.instead.title
        rows.append([each.rule.title, float(each.amount), _first(outcome, each), steps, source, chosen])
    return _table(("政策", "金额（元）", "定位", "为什么不能同享", "依据", "选了哪一项"), rows, "money")


def _incomplete(outcome: Outcome) -> Table:
    rows: list[list[Value]] = []
    for choice in outcome.incomplete:
        for number, each in enumerate(choice.missing):
            count = None if number else f"还差{len(choice.missing)}项"
            basis = None if number else "\n".join(choice.citations)
            rows.append([choice.rule.title, count, _link(outcome, choice, each.name), _asked(each), basis])
    return _table(("政策", "还差几项", "定位", "还差哪一项、怎样填", "依据"), rows)


def _asked(missing: Missing) -> str:
    given = f"填的是“{missing.given}”，不符合要求。" if missing.given is not None else ""
    return f"{missing.title}：{given}{missing.expects}"


def _refused(outcome: Outcome) -> Table:
    rows: list[list[Value]] = [
        [
            each.rule.title,
            f"{len(each.reasons)}项条件",
            _first(outcome, each),
            "\n".join((*each.steps, *([f"另有{len(each.missing)}项没有填，不影响结论。"] if each.missing else []))),
            "\n".join(each.citations),
        ]
        for each in outcome.refused
    ]
    return _table(("政策", "没有通过", "定位", "不符合的条件", "依据"), rows)


def _outside(outcome: Outcome) -> Table:
    rows: list[list[Value]] = [
        [
            each.rule.title,
            f"{each.rule.file.window}",
            _link(outcome, each, each.rule.as_of.name),
            each.steps[0],
            "\n".join(each.citations),
        ]
        for each in outcome.outside
    ]
    return _table(("政策", "有效期", "定位", "说明", "依据"), rows)


def _untouched(outcome: Outcome) -> Table:
    rows: list[list[Value]] = [
        [each.rule.title, f"{len(each.missing)}项", _first(outcome, each), each.rule.family, str(each.rule.citation)]
        for each in outcome.untouched
    ]
    return _table(("政策", "要填几项", "定位", "类别（涉及的再填）", "依据"), rows)


def _first(outcome: Outcome, choice: Choice) -> Link | None:
    """To the rule's first fact, or to the first that is missing."""
    names = [each.name for each in choice.missing] or [
        name for name, _ in choice.rule.inputs if name != choice.rule.as_of.name
    ]
    return _link(outcome, choice, names[0])


def _link(outcome: Outcome, choice: Choice, name: str) -> Link | None:
    cell = outcome.inquiry.places.get((choice.rule.code, name))
    return Link(outcome.inquiry.sheet, cell, cell) if cell else None


# --- in a file ------------------------------------------------------------------------------------------------


def with_policies(content: bytes, outcomes: Sequence[Outcome]) -> bytes:
    """A copy of the workbook with the sheet; an older 可享政策 is replaced."""
    layout = lay_out(ResultSheet(SHEET, blocks(outcomes)))
    sheet = NewSheet(SHEET, layout.widths)
    headings = {span.top for span in layout.spans if span.look == "heading"}
    needed = layout.heights()
    for row in range(len(layout.rows)):
        sheet.heights[row + 1] = max(_HEADING if row in headings else _ROW, needed.get(row, 0.0) + 8.0)
    sheet.heights[1] = 34.0
    looks = {
        (row, column): _LOOKS[span.look]
        for span in layout.spans
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    }
    for row, cells in enumerate(layout.rows):
        sheet.rows.append([_spot(value, looks.get((row, column))) for column, value in enumerate(cells)])
    return splice(content, sheet)


def _spot(value: Value, look: Look | None) -> Spot:
    if look is None:
        return Spot(None, _LOOKS["note"])
    if isinstance(value, Link):
        target = value.sheet.replace("'", "''")
        return Spot(value.shown, look, f"'{target}'!{value.cell}")
    return Spot(value, look)
