"""Field types: what a reader makes of a cell, which problems it has, and what the workbook itself says of it.

1. Each line of `field_cases`: the raw cell, the value read, the problem codes, and what the formula says.
2. A validation never refuses what the formula calls valid.
3. Nothing that cannot be read is lost: the raw value comes back.
4. What a reader mends, it says so.
5. Texts and formulas keep Excel's limits, for every type and option.
6. A declaration that cannot work fails when it is declared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from templates.fields import (
    CELL,
    NAMED_CONSTANTS,
    Auto,
    Date,
    Dec,
    Digits,
    Enum,
    FieldContext,
    FieldError,
    FieldType,
    Int,
    LongText,
    Month,
    Multi,
    Pct,
    Photo,
    ResidentId,
    Seq,
    Sign,
    Stamp,
    Tel,
    Text,
    Uscc,
    Validation,
    Wan,
    Year,
    YesNo,
    Yuan,
    age_formula,
    birth_date_formula,
    fill,
    is_blank,
    list_tokens,
    sex_formula,
    split_name_tel,
)
from templates.lists import ListError
from tests.oracles import portability
from tests.templates.field_cases import CASES, CONTEXT, FRUIT, MENDED, Case, named
from tests.templates.formula_sheet import TODAY, write_formula_sheet


def codes(case: Case) -> list[str]:
    problems = case.type.problems(case.type.normalise(case.raw), CONTEXT)
    return [each.code + ("?" if each.severity == "warning" else "") for each in problems]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_reading(case: Case) -> None:
    value = case.type.normalise(case.raw)
    assert (value, type(value)) == (case.value, type(case.value))
    assert codes(case) == case.codes.split()
    assert case.type.normalise(value) == value, "a repaired value needs no second repair"


@pytest.fixture(scope="module")
def judged(recalculated: Callable, tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[object, object]]:
    """By case: what the validity formula and the validation's own formula give in LibreOffice."""
    rows = []
    for case in CASES:
        validation = case.type.validation()
        own = validation.formula1 if validation and validation.type == "custom" else case.type.valid_formula(CELL)
        rows.append(((case.raw,), (case.type.valid_formula(CELL), f"IFERROR({own},FALSE)")))
    path = write_formula_sheet(tmp_path_factory.mktemp("fields") / "fields.xlsx", rows, NAMED_CONSTANTS)
    cells = recalculated([path])[0].cells["试算"]
    return {number: (cells[number + 1, 2], cells[number + 1, 3]) for number in range(len(CASES))}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[named(case) for case in CASES])
def test_the_workbook_judges_alike(number: int, judged: dict[int, tuple[object, object]]) -> None:
    valid, allowed = judged[number]
    assert valid is CASES[number].excel
    assert allowed or not valid, "the validation refuses a valid value"


@pytest.mark.parametrize("case", MENDED, ids=named)
def test_a_repair_is_reported(case: Case) -> None:
    assert [each.severity for each in case.type.repairs(case.raw, case.type.normalise(case.raw))] == ["warning"]


@pytest.mark.parametrize(
    "field_type, raw, code",
    [
        (Int(), "120", "TEXT_NUMBER"),
        (Date(), "2023-3-17", "TEXT_DATE"),
        (Date(), 20230317, "TEXT_DATE"),
        (Date(), dt.datetime(2023, 6, 30, 23, 59), "TIME_OF_DAY"),
        (Uscc(), "91350100m000100y43", "SPELLING"),
        (Int(), 120.0, ""),
        (Yuan(), 12.5, ""),
        (Date(), dt.datetime(2023, 6, 30), ""),
        (Text(), "某厂", ""),
        (Int(), "若干", ""),
        (Int(), "  ", ""),
    ],
)
def test_what_a_repair_is_called(field_type: FieldType, raw: object, code: str) -> None:
    assert [each.code for each in field_type.repairs(raw, field_type.normalise(raw))] == code.split()


@pytest.mark.parametrize("blank", [None, "", " ", "　", "\n", "\u200b"])
def test_blanks(blank: object) -> None:
    assert is_blank(blank)
    assert all(case.type.normalise(blank) is None for case in CASES)


STRANGE = [object(), b"x", dt.time(8, 30), float("nan"), float("inf"), 1e300, -0.5]


@pytest.mark.parametrize("raw", STRANGE, ids=lambda raw: type(raw).__name__)
@pytest.mark.parametrize("field_type", {each.type.kind: each.type for each in CASES}.values(), ids=lambda t: t.kind)
def test_strange_contents_never_crash(field_type: FieldType, raw: object) -> None:
    value = field_type.normalise(raw)
    assert value is not None
    field_type.problems(value, CONTEXT)
    field_type.repairs(raw, field_type.normalise(raw))


OPTIONS = [
    *dict.fromkeys(case.type for case in CASES),
    Date(limit_name="key_enterprises.filed_on"),
    Month(limit_name="key_enterprises.filed_on"),
    ResidentId(ages=(16, 24)),
    Multi("loan11"),
    Enum("county"),
    *(Seq(), Auto(), Auto(of=Yuan()), Sign(), Stamp(), Photo()),
]


@pytest.mark.parametrize("field_type", OPTIONS, ids=lambda each: each.kind)
def test_excel_limits(field_type: FieldType) -> None:
    assert 0 < len(field_type.prompt) <= 255
    assert 4 <= field_type.width <= 60
    assert field_type.alignment in ("left", "center", "right")
    formula = fill(field_type.valid_formula("XFD99999"), "XFD99999", lambda name: f"jy.list.{name}")
    assert len(formula) <= 8000 and "{" not in formula
    if validation := field_type.validation():
        assert validation.formula1 and len(validation.error) <= 255


@pytest.mark.parametrize(
    "field_type, number_format, validation_type",
    [
        (Text(), "@", "textLength"),
        (LongText(), "@", "textLength"),
        (Uscc(), "@", "custom"),
        (ResidentId(), "@", "custom"),
        (Tel(), "@", "custom"),
        (Digits(), "@", "custom"),
        (Int(), "0", "whole"),
        (Year(), "0", "whole"),
        (Dec(), "General", "decimal"),
        (Yuan(), "0.00", "decimal"),
        (Wan(), "0.00##", "decimal"),
        (Pct(), "0.00%", "decimal"),
        (Date(), "yyyy-mm-dd", "date"),
        (Month(), 'yyyy"年"m"月"', "date"),
        (Enum("city18"), "@", "list"),
        (YesNo(), "@", "list"),
        (Multi("grad"), "@", "custom"),
    ],
    ids=lambda each: getattr(each, "kind", None),
)
def test_formats_and_validations(field_type: FieldType, number_format: str, validation_type: str) -> None:
    validation = field_type.validation()
    assert validation is not None
    assert (field_type.number_format, validation.type) == (number_format, validation_type)


def test_list_sources() -> None:
    """A short list of a form's own stands in the validation; code lists and lists with commas stand on a sheet."""
    sources = [each.validation() for each in (Enum(("男", "女")), Enum("area"), Enum(FRUIT), Enum("area", other=True))]
    assert [each.formula1 for each in sources if each][:2] == ['"男,女"', "{list:area}"]
    assert sources[2] and list_tokens(sources[2].formula1) == (Enum(FRUIT).codes.name,)
    assert [each.style for each in sources if each] == ["stop", "stop", "stop", "warning"]


def test_computed_cells_and_paper_ask_for_nothing() -> None:
    for field_type in (Seq(), Auto(), Sign(), Stamp(), Photo()):
        assert field_type.validation() is None and field_type.valid_formula("A1") == "TRUE"
        assert field_type.problems("任意内容", CONTEXT) == []
    assert (Auto(of=Pct()).number_format, Auto(of=Pct()).alignment) == ("0.00%", "right")


def test_from_an_id(recalculated: Callable, tmp_path: Path) -> None:
    """Birth date, sex and age of the standard's own example: a woman born on 31 December 1949."""
    formulas = [birth_date_formula(CELL), sex_formula(CELL), age_formula(CELL), age_formula(CELL, "DATE(2023,12,31)")]
    rows = [((number,), formulas) for number in ("11010519491231002X", "1101")]
    path = write_formula_sheet(tmp_path / "id.xlsx", rows, NAMED_CONSTANTS)
    cells = recalculated([path])[0].cells["试算"]
    assert [cells[1, column] for column in (2, 3, 4, 5)] == [dt.datetime(1949, 12, 31), "女", 73, 74]
    assert not any((2, column) in cells for column in (2, 3, 4, 5)), "an unfinished number gives nothing, no error"


def test_the_day_of_filing_rules_dates(recalculated: Callable, tmp_path: Path) -> None:
    """With `limit_name` the form's own date is the limit; while that is empty, today (30 June) is."""
    day = dt.date(2023, 6, 15)
    for filed, valid in ((dt.date(2023, 6, 14), False), (dt.date(2023, 6, 15), True), (None, True)):
        constants = {**NAMED_CONSTANTS, "some_form.filed_on": "试算!$B$1"}
        formulas = [Date(limit_name="some_form.filed_on").valid_formula(CELL)]
        path = write_formula_sheet(tmp_path / f"{filed}.xlsx", [((day, filed), formulas)], constants)
        assert recalculated([path])[0].cells["试算"][1, 3] is valid
        assert bool(Date().problems(day, FieldContext(filed_on=filed or TODAY))) is not valid


def test_the_formulas_are_portable(tmp_path: Path) -> None:
    rows = [((case.raw,), (case.type.valid_formula(CELL),)) for case in CASES]
    assert portability.offences(write_formula_sheet(tmp_path / "portable.xlsx", rows, NAMED_CONSTANTS)) == []


@pytest.mark.parametrize(
    "declare, error, fragment",
    [
        (lambda: Int(5, 1), FieldError, "minimum 5 above maximum 1"),
        (lambda: Text(max_length=40000), FieldError, "32767"),
        (lambda: Pct(maximum=2, percent_heading=True), FieldError, "maximum of 1"),
        (lambda: ResidentId(ages=(24, 16)), FieldError, "ages from 24 to 16"),
        (lambda: Enum("city19"), ListError, "city18"),
        (lambda: Enum(("男", "男")), ListError, "男"),
        (lambda: Enum(()), ListError, "没有一项"),
        (lambda: Multi("industry"), FieldError, "、"),
        (lambda: Validation("custom", "A" * 256, "请核对。"), FieldError, "256"),
        (lambda: Validation("custom", "TRUE", "请" * 256), FieldError, "255"),
    ],
)
def test_declarations_fail_early(declare: Callable[[], object], error: type[Exception], fragment: str) -> None:
    with pytest.raises(error, match=fragment):
        declare()


@pytest.mark.parametrize(
    "text, name, tel",
    [
        ("张三 13800138000", "张三", "13800138000"),
        ("联系电话：0375-6059678", "", "0375-6059678"),
        ("李四,手机138 0013 8000", "李四", "13800138000"),
        ("0375 6059678", "", "0375-6059678"),
        ("张三 13800138000 李四 13900139000", "张三 李四 13900139000", "13800138000"),
        ("账号 6217002430012345678", "账号 6217002430012345678", ""),
    ],
)
def test_name_and_tel(text: str, name: str, tel: str) -> None:
    assert split_name_tel(text) == (name, tel)
