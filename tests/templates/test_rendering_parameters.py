"""政策参数: figures by name and day, as formulas read them, against the policy texts; local figures; overrides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from formulas.parameters.model import DatedValue
from formulas.subsidies import rules
from templates.fields import Auto, Int, Seq
from templates.model import Field
from tests.oracles.cached_values import CachedValues
from tests.templates.drawn import Drawn, list_form, workbook

CODES = ("internship", "skill-evaluation", "labour-award", "loan-interest-small", "spring-festival-production")
SINGLE = "LOOKUP(DATE({day}),{name}.from,{name})"
TABLE = "INDEX({name},MATCH({key},{name}.keys,0),MATCH(DATE({day}),{name}.from,1))"
BAND = "INDEX({name},1+SUMPRODUCT(--(ROUND({key},6)>INDEX({name}.upto,0,1))),1)"

# (what, pattern, parameter, day, key, value), the value as the policy prints it
READINGS = [
    ("见习补贴为最低工资标准的70%（豫就业组〔2023〕1号 L240）", SINGLE, "param.internship.share", "2023,3,6", "", 0.7),
    ("留用率达标的110%", SINGLE, "param.internship.share_retained", "2024,1,1", "", 1.1),
    ("最长12个月", SINGLE, "param.internship.most_months", "2023,7,1", "", 12),
    ("中级工240元（L256）", TABLE, "param.skill_evaluation.standard", "2023,3,6", '"中级工"', 240),
    ("高级技师380元", TABLE, "param.skill_evaluation.standard", "2025,1,1", '"高级技师"', 380),
    ("务工收入1万元按2%（平巩固脱贫成果办〔2023〕7号 L3415）", BAND, "param.labour_award.rate", "", "10000", 0.02),
    ("1万元以上按3%", BAND, "param.labour_award.rate", "", "10000.01", 0.03),
    ("2万元按3%", BAND, "param.labour_award.rate", "", "20000", 0.03),
    ("2万元以上按4%", BAND, "param.labour_award.rate", "", "9000000", 0.04),
]


def overridden() -> dict[str, object]:
    """What a county of invented name has set: a cap of 1,800 元 from July 2024 on."""
    file = rules()["labour-award"].file
    authority = "某某县人力资源和社会保障局"
    value = DatedValue(dt.date(2024, 7, 1), Fraction(1800), "某某县办〔2024〕1号 一", local=authority)
    return {file.stem: file.override("cap", value, None)}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    cap = "param.labour_award.cap"
    formulas = {f"r{n}": pattern.format(name=name, day=day, key=key)
                for n, (_, pattern, name, day, key, _) in enumerate(READINGS)} | {
        "cap0": SINGLE.format(name=cap, day="2024,6,30"),
        "cap1": SINGLE.format(name=cap, day="2024,7,1"),
        "lpr": SINGLE.format(name="local.lpr", day="2023,7,1"),
        "wage": SINGLE.format(name="local.min_wage", day="2024,1,1"),
    }  # fmt: skip
    columns = [Field("no", "序号", Seq()), Field("count", "人数", Int())]
    columns += [Field(code, f"读数{code}", Auto(), formula=formula) for code, formula in formulas.items()]
    path = tmp_path_factory.mktemp("parameters") / "parameters.xlsx"
    drawn = Drawn(workbook(list_form(*columns, rows=1), rules=CODES), path, parameters=overridden())
    rates = [(dt.date(2022, 8, 22), 0.0365), (dt.date(2023, 6, 20), 0.0355), (dt.date(2023, 8, 21), 0.0345)]
    for row, (start, rate) in enumerate(rates):
        drawn.put("local.lpr.from", start, row)
        drawn.put("local.lpr", rate, row)
    drawn.put("local.min_wage.from", dt.date(2022, 1, 1))
    drawn.put("local.min_wage", 1800)
    drawn.save()
    return drawn


@pytest.fixture(scope="module")
def computed(drawn: Drawn, recalculated: Callable[[Iterable[Path]], list[CachedValues]]) -> CachedValues:
    return recalculated([drawn.path])[0]


def test_figures_by_name_and_day(computed: CachedValues) -> None:
    found = {what: computed.named(f"sample.r{number}")[0] for number, (what, *_) in enumerate(READINGS)}
    assert found == {what: pytest.approx(value, abs=1e-12) for what, *_, value in READINGS}


def test_an_override_begins_on_its_day_and_is_shown_with_its_source(computed: CachedValues, drawn: Drawn) -> None:
    assert [computed.named(f"sample.cap{number}")[0] for number in (0, 1)] == [1500, 1800]
    shown = "\n".join(str(cell.value) for row in drawn.book["政策参数"].iter_rows() for cell in row if cell.value)
    assert "2024-07-01起：某某县办〔2024〕1号 一" in shown and "2024-07-01起为某某县人力资源和社会保障局所定" in shown


def test_local_figures_are_found_by_day(computed: CachedValues) -> None:
    assert computed.named("sample.lpr") == [pytest.approx(0.0355)]
    assert computed.named("sample.wage") == [1800]


def test_windows_have_names_and_an_open_end_has_none(computed: CachedValues, drawn: Drawn) -> None:
    days = [computed.named(f"window.spring_festival_production.{side}")[0] for side in ("start", "end")]
    assert days == [dt.datetime(2023, 1, 1), dt.datetime(2023, 12, 31)]  # for the Spring Festival of 2023 alone
    assert "window.internship.end" not in drawn.book.defined_names


def test_percentages_are_fractions_with_a_percent_format(drawn: Drawn) -> None:
    for name, number_format in (("param.internship.share", "0%"), ("param.labour_award.rate", "0%")):
        sheet, (left, top, _, _) = drawn.area(name)
        assert sheet.cell(top, left).number_format == number_format
        assert sheet.cell(top, left).value < 1.2


def test_the_last_band_has_no_bound(drawn: Drawn) -> None:
    sheet, (left, _, _, bottom) = drawn.area("param.labour_award.rate.upto")
    last = sheet.cell(bottom, left)
    assert last.value == 9.99e307 and "以上" in last.number_format


def test_policy_figures_are_locked_and_local_ones_are_not(drawn: Drawn) -> None:
    for name, locked in (("param.internship.share", True), ("local.lpr", False), ("local.min_wage.from", False)):
        sheet, (left, top, _, _) = drawn.area(name)
        assert sheet.cell(top, left).protection.locked is locked


def test_months_are_counted_not_named(drawn: Drawn) -> None:
    """12月 is December."""
    sheet, (_, top, _, _) = drawn.area("param.internship.most_months")
    assert [sheet.cell(row, 2).value for row in (top - 1, top) if sheet.cell(row, 2).value] == ["个月"]


def test_what_a_county_may_adjust_is_marked_with_the_words_that_say_so(drawn: Drawn) -> None:
    sheet, (left, top, _, _) = drawn.area("param.labour_award.cap")
    words = [sheet.cell(row, 4).value or "" for row in range(top - 1, top + 1)]
    assert any("当地可调整：各县区根据实际情况可适当调整奖补标准" in text for text in words)
    assert sheet.cell(top, left).fill.fgColor.rgb != "00000000"


def test_every_figure_names_its_document_and_article(drawn: Drawn) -> None:
    for name in [name for name in drawn.book.defined_names if name.startswith("param.") and name.endswith(".from")]:
        sheet, (_, top, _, _) = drawn.area(name)
        source = next(text for row in (top, top - 1) if (text := sheet.cell(row, 3).value))
        assert "号" in source, name


def test_a_workbook_without_rules_has_no_parameter_sheet(tmp_path: Path) -> None:
    drawn = Drawn(workbook(list_form(Field("count", "人数", Int()), Field("b", "乙", Int()))), tmp_path / "none.xlsx")
    assert "政策参数" not in drawn.book.sheetnames


def test_a_formula_that_names_a_local_figure_brings_its_table(tmp_path: Path) -> None:
    formula = "LOOKUP(jy.today,local.min_wage.from,local.min_wage)"
    form = list_form(Field("count", "人数", Int()), Field("wage", "最低工资", Auto(), formula=formula))
    drawn = Drawn(workbook(form), tmp_path / "local.xlsx")
    assert "local.min_wage" in drawn.book.defined_names and "local.lpr" not in drawn.book.defined_names
