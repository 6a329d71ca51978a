"""Declarations that cannot be meant are refused where they are declared or drawn, and say what to change.

    1  checks: their codes, the fields they mark and compare, the values in their words
    2  names that no workbook has
    3  families of rules
    4  a check asks nothing of a blank that may stay blank: in received data and in the sheet alike
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from formulas import expressions as ex
from formulas.subsidies import rules
from templates import families
from templates.checking.conditions import compiled
from templates.family_ledgers import family_workbook
from templates.fields import Auto, Date, Int, Month, Text
from templates.frame import framed, heading, past_day
from templates.model import Check, Field, FormError, Guide, Source
from templates.registry import workbooks
from templates.rendering import render
from templates.rendering.known_names import used_names
from tests.oracles.cached_values import CachedValues
from tests.templates.drawn import NUMBERED, Drawn, list_form, workbook

YEARS = Field("years", "工作年限", Int(), required=True)
CERT = Field("cert-years", "持证年限", Int())
LIMIT = Field("limit", "上限", Int())
OTHER = Field("other", "别处的栏目", Int())
WORDS = "持证{cert-years}年，多于工作{years}年。请核对。"
TEST = CERT.ref <= YEARS.ref


# --- 1 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["fulltime-with-post", "Longer", "_LONG", "LONG_", "多于", ""])
def test_a_check_code_is_upper_snake(code: str) -> None:
    with pytest.raises(FormError, match="DATE_ORDER"):
        Check(code, TEST, (CERT,), WORDS)


@pytest.mark.parametrize(
    ("check", "fragments"),
    [
        (Check("LONGER", TEST, (CERT,), "持证{year}年，多于工作年限。"), ("sample", "LONGER", "{year}", "提示")),
        (Check("LONGER", TEST, (OTHER,), WORDS), ("sample", "LONGER", "other")),
        (Check("LONGER", CERT.ref <= OTHER.ref, (CERT,), WORDS), ("sample", "LONGER", "别处的栏目")),
    ],
    ids=["words", "marked", "compared"],
)
def test_a_check_names_fields_of_its_form(check: Check, fragments: tuple[str, ...]) -> None:
    with pytest.raises(FormError) as refused:
        list_form(*NUMBERED, YEARS, CERT, checks=(check,))
    assert [each for each in fragments if each not in str(refused.value)] == []


def test_the_heading_of_a_checks_helper_column_is_chinese(tmp_path: Path) -> None:
    form = list_form(*NUMBERED, YEARS, CERT, checks=(Check("CERT_LONGER", TEST, (CERT, YEARS), WORDS),), rows=2)
    texts = {cell.value for row in Drawn(workbook(form), tmp_path / "c.xlsx").book["样表"].iter_rows() for cell in row}
    assert "持证年限、工作年限：核对" in texts and "CERT_LONGER" not in texts


# --- 2 ------------------------------------------------------------------------------------------------------


def test_a_misspelt_form_of_past_day_is_named_with_the_field() -> None:
    held = Field("held-on", "举办日期", past_day("smaple"))
    with pytest.raises(FormError) as refused:
        render(workbook(list_form(*NUMBERED, held, header=heading())), rows=2)
    said = str(refused.value)
    assert "sample.held-on" in said and "smaple.filed_on" in said and "是不是 sample.filed_on？" in said


@pytest.mark.parametrize("formula", ["nowhere.total", "SUM(nowhere.total)", 'IF({no}="","",nowhere.total+1)'])
def test_a_misspelt_name_in_a_formula_is_named_with_the_field(formula: str) -> None:
    total = Field("total", "合计", Auto(), formula=formula)
    with pytest.raises(FormError, match=r"sample\.total.*nowhere\.total"):
        render(workbook(list_form(*NUMBERED, total)), rows=2)


def test_a_cell_may_look_into_a_declared_form_that_the_workbook_lacks_a_validation_may_not() -> None:
    visits = Field("visits", "走访次数", Auto(), formula='COUNTIF(outreach_visits.credit_code,"x")')
    render(workbook(list_form(*NUMBERED, visits)), rows=2)
    strange = Field("held-on", "举办日期", past_day("outreach-visits"))
    misspelt = replace(visits, formula=visits.formula.replace("outreach", "outraech"))
    for field in (strange, misspelt):
        with pytest.raises(FormError, match=rf"sample\.{field.code}"):
            render(workbook(list_form(*NUMBERED, field)), rows=2)


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("IF(N(fairs.filed_on)>0,fairs.filed_on,jy.today)", ("fairs.filed_on", "jy.today")),
        ('COUNTIF(list.size,$C9)&"no.name"&\'表 1\'!$A$1&Sheet1!B2', ("list.size",)),
        ("ROUND(SUM($A:$A)+A1+2.5E+3,2)>=TRUE", ()),
        ("a.b.from", ("a.b.from",)),
    ],
)
def test_names_used_in_a_formula(formula: str, names: tuple[str, ...]) -> None:
    assert used_names(formula) == names


# --- 3 ------------------------------------------------------------------------------------------------------


def test_a_rule_of_an_unknown_family_is_named_with_the_place_to_enter_it(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = replace(rules()["job-intro"], family="职业指导")
    monkeypatch.setattr(families, "rules", lambda: {"job-intro": strange})
    for ask in (families.ordered_rules, lambda: family_workbook("ledgers-guidance", "职业指导", "")):
        with pytest.raises(FormError) as refused:
            ask()
        said = str(refused.value)
        assert all(each in said for each in ("job-intro", "“职业指导”", "templates/families.py", "吸纳就业与稳岗"))


def test_a_workbook_of_a_family_without_rules_is_refused() -> None:
    with pytest.raises(FormError, match=r"ledgers-guidance.*职业指导.*就业见习"):
        family_workbook("ledgers-guidance", "职业指导", "")


def test_ledgers_stand_as_the_documents_print_their_rules() -> None:
    """平巩固脱贫成果办〔2023〕7号 二（一）, then 二（二）; 省级 communities before 市级; checks come last."""
    assert workbooks()["ledgers-labour-awards"].rules == ("labour-award", "labour-transport", "labour-household-cap")
    communities = ("star-community-province", "star-community-city", "community-specialist-check")
    assert workbooks()["ledgers-communities"].rules == communities


# --- 4 ------------------------------------------------------------------------------------------------------

ROWS: list[tuple[str, ex.Expr, tuple[object, object, object], bool]] = [  # years, cert-years, limit; passed
    ("持证少于工作年限", TEST, (5, 3, None), True),
    ("持证多于工作年限", TEST, (5, 6, None), False),
    ("没有持证年限", TEST, (5, None, None), True),
    ("反过来写，没有持证年限", ~(CERT.ref > YEARS.ref), (5, None, None), True),
    ("反过来写，持证多于工作年限", ~(CERT.ref > YEARS.ref), (5, 6, None), False),
    ("两项都没有填", CERT.ref <= LIMIT.ref, (5, None, None), True),
    ("一项没有填", CERT.ref <= LIMIT.ref, (5, 6, None), True),
    ("算式里一项没有填", CERT.ref + LIMIT.ref <= YEARS.ref, (5, 6, None), True),
    ("并且：另一半不成立", (CERT.ref <= LIMIT.ref) & (YEARS.ref > 9), (5, 6, None), False),
    ("或者：另一半不成立，缺的一半不追究", (CERT.ref <= LIMIT.ref) | (YEARS.ref > 9), (5, 6, None), True),
    ("填没填本身照样查", ~CERT.filled | LIMIT.filled, (5, 6, None), False),
]


@pytest.mark.parametrize(("test", "values", "passed"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_blank_that_may_stay_blank_passes(test: ex.Expr, values: tuple[object, ...], passed: bool) -> None:
    condition = compiled(Check("LONGER", test, (CERT,), WORDS).passes)
    record = dict(zip(("years", "cert_years", "limit"), values, strict=True))
    assert condition.judge([[record[name]] for name in condition.inputs]) == [passed]


def test_the_sheet_judges_as_the_checker(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    """One form for each row of the table, all in one workbook."""
    forms = [
        list_form(
            *(YEARS, CERT, LIMIT, Field("words", "说明", Text())), code=f"case-{number}", title=f"表{number}", rows=2,
            checks=(Check("LONGER", test, (CERT,), WORDS),),
        )
        for number, (_, test, _, _) in enumerate(ROWS)
    ]  # fmt: skip
    drawn = Drawn(workbook(*forms), tmp_path / "cases.xlsx")
    for number, (said, _, values, _) in enumerate(ROWS):
        entries = dict(zip(("years", "cert-years", "limit"), values, strict=True)) | {"words": said}
        drawn.put_row(f"case_{number}", 0, entries)
    computed = recalculated([drawn.save()])[0]
    errors = {said: computed.named(f"jy.errors.case_{number}") for number, (said, *_) in enumerate(ROWS)}
    assert errors == {said: [0 if passed else 1] for said, _, _, passed in ROWS}


def test_the_filing_day_is_held_against_today_other_days_against_it() -> None:
    assert "不晚于今天" in Date().prompt and "不晚于填报日期" in past_day("sample").prompt
    refused = Date().validation(), past_day("sample").validation()
    assert ["今天" in each.error if each else None for each in refused] == [True, False]


@pytest.mark.parametrize("name", ["header", "footer"])
def test_the_frame_takes_further_fields_and_gives_its_own_but_once(name: str) -> None:
    month, guide = Field("month", "填报月份", Month()), Guide("甲", "每月", "乙")
    source = Source("豫就业组〔2023〕1号", "L138")
    form = framed("sample", "样表", source, (YEARS,), guide, header_extra=(month,))
    assert [each.label for each in form.header] == ["填报单位（盖章）", "填报日期", "填报月份"]
    with pytest.raises(FormError, match=f"^sample：framed 已经写好 {name}；.*header_extra"):
        framed("sample", "样表", source, (YEARS,), guide, **{name: (month,)})
