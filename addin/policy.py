"""Parameters in force on a day and in a region, as tables: what 政策参数 and 查看依据 show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from addin.tables import Column, Table, Value
from formulas.documents import Citation
from formulas.parameters.model import DatedContent, DatedParameter, DatedValue, NotInForce, ParameterFile, plain
from formulas.subsidy import Subsidy
from formulas.wording import with_unit

PROVINCE, CITY = "410000", "410400"
REGIONS = {PROVINCE: "河南省", CITY: "平顶山市"}
_CITY_MARK = "平"  # 平人社, 平政办 …: documents of the city
PARAMETER_COLUMNS = (
    Column("补贴", 26),
    Column("参数", 30),
    Column("数值", 26),
    Column("单位", 9, "center"),
    Column("起", 11, "center"),
    Column("止", 11, "center"),
    Column("文号和条款", 36),
    Column("说明", 40),
)


def of_city(citation: Citation | str) -> bool:
    """Whether a document was issued by 平顶山市 or one of its offices."""
    return isinstance(citation, Citation) and citation.document.number.startswith(_CITY_MARK)


def in_region(rules: Iterable[Subsidy], region: str) -> list[Subsidy]:
    """The rules that apply in a region: the province's everywhere, the city's in the city; all where none is named."""
    return [rule for rule in rules if region != PROVINCE or not of_city(rule.citation)]


def parameter_table(
    rules: Iterable[Subsidy],
    on: dt.date,
    parameters: Callable[[Subsidy], ParameterFile] | None = None,
    region: str = "",
) -> Table:
    """Every parameter of the rules as it is on a day; a rule outside its window gives its window instead.

    For the province alone, figures that the city has added to its rules are left out.
    """
    files = ((rule, parameters(rule) if parameters else rule.file) for rule in rules)
    return Table(PARAMETER_COLUMNS, [row for rule, file in files for row in rule_rows(rule, file, on, region)])


def rule_rows(rule: Subsidy, file: ParameterFile, on: dt.date, region: str = "") -> Iterator[list[Value]]:
    window = file.window
    end = window.end.isoformat() if window.end else "未规定"
    outside = "" if on in window else f"{on.isoformat()}不在有效期"
    sources = [each for each in (window.citation, window.end_citation) if each and _applies(each, region)]
    source = "；".join(dict.fromkeys(f"{each}" for each in sources))
    yield [rule.title, "政策有效期", None, None, window.start.isoformat(), end, source, outside]
    if outside:
        return
    for parameter in file.parameters.values():
        if any(_applies(value.citation, region) for value in parameter.values):
            yield [rule.title, *parameter_row(parameter, on)]


def _applies(citation: Citation | str, region: str) -> bool:
    return region != PROVINCE or not of_city(citation)


def parameter_row(parameter: DatedParameter, on: dt.date, *, units: bool = False) -> list[Value]:
    """Label, value, unit, dates, source and note of a parameter on a day; with `units` every figure has its unit."""
    note = "；".join(part for part in (parameter.note, _adjustable(parameter)) if part)
    try:
        value = parameter.at(on)
    except NotInForce:
        return [parameter.label, "这一天没有规定", None, None, None, None, note]
    end = parameter.end_of(value)
    return [
        parameter.label,
        content_text(parameter, value.content, units=units),
        parameter.unit,
        value.start.isoformat(),
        end.isoformat() if end else "未规定",
        source_text(value),
        note,
    ]


def _adjustable(parameter: DatedParameter) -> str:
    return f"当地可调整：{parameter.adjustable}" if parameter.adjustable else ""


def source_text(value: DatedValue) -> str:
    return f"{value.citation}（{value.local}）" if value.local else f"{value.citation}"


def content_text(parameter: DatedParameter, content: DatedContent, *, units: bool = False) -> str:
    """A parameter's value in words: 1500, or 甲类：2000；乙类：1500, or 10000以内：2；超过的：3."""

    def figure(value: Fraction) -> str:
        if units:
            return with_unit(value, parameter.unit)
        return plain(value * 100) if parameter.percent else plain(value)

    if isinstance(content, dt.date):
        return content.isoformat()
    if isinstance(content, Fraction):
        return figure(content)
    if isinstance(content, Mapping):
        return "；".join(f"{key}：{figure(value)}" for key, value in content.items())
    bounds = ["超过的" if bound is None else f"{plain(bound)}以内" for bound, _ in content]
    return "；".join(f"{bound}：{figure(value)}" for bound, (_, value) in zip(bounds, content, strict=True))
