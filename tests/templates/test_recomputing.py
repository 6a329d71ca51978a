"""Computed cells are worked out anew, as the worksheet would.

    1  formulas one by one, with values worked by hand
    2  every computed column of 用工保障 over random rows, as recalculated by LibreOffice
    3  what was read in a computed cell changes nothing
    4  what cannot be worked out is unknown, never what was read
"""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest

from templates.checking import check
from templates.fields import (
    Auto,
    CountOrSize,
    Date,
    Int,
    LongText,
    Month,
    Multi,
    NameAndTel,
    Tel,
    Text,
    Uscc,
    Year,
)
from templates.fields.choices import Listed
from templates.fields.numbers import Number
from templates.model import Field, ListForm, Workbook
from templates.reading import Column, FormData, read_workbook
from templates.reading.recomputing import Uncomputable, attach
from templates.reading.recomputing.syntax import parse
from templates.registry import workbooks
from tests.oracles import libreoffice
from tests.templates.received_books import CODES, Copy
from tests.templates.sample_forms import GUIDE, SOURCE

TODAY = dt.date(2023, 4, 20)

# --- 1 -------------------------------------------------------------------------------------------------------------

CELLS: dict[str, list[object]] = {
    "name": ["甲公司", "乙公司", "甲公司", None],
    "count": [3, 5, None, 2],
    "money": [Decimal("0.1"), Decimal("0.2"), Decimal("1.005"), None],
    "day": [dt.date(2023, 1, 31), dt.date(2024, 2, 29), None, dt.date(2022, 12, 31)],
    "fault": ["#N/A", None, "文字", 7],
}
FORMULAS: list[tuple[str, list[object]]] = [
    ("{count}+1", [4, 6, 1, 3]),
    ("2*({count}-1)^2/4", [2, 8, Decimal("0.5"), Decimal("0.5")]),
    ("-{count}%", [Decimal("-0.03"), Decimal("-0.05"), 0, Decimal("-0.02")]),
    ("{money}+{money:column}*0", ["#VALUE!"] * 4),
    ("SUM({money:column})", [Decimal("1.305")] * 4),
    ("ROUND({money},2)", [Decimal("0.1"), Decimal("0.2"), Decimal("1.01"), 0]),
    ('{name}&"|"&{count}', ["甲公司|3", "乙公司|5", "甲公司|", "|2"]),
    ('IF(COUNTBLANK({name})>0,"",UPPER(TRIM(" k  1 "))&{name})', ["K 1甲公司", "K 1乙公司", "K 1甲公司", None]),
    ("MATCH({name},{name:column},0)", [1, 2, 1, "#N/A"]),
    ('IFERROR(INDEX({count:column},MATCH({name},{name:column},0)),"无")', [3, 5, 3, "无"]),
    ("ROW()-ROW({name:head})", [1, 2, 3, 4]),
    ("COUNTIF({name:column},{name})", [2, 1, 2, 0]),
    ('COUNTIF({name:column},"*公司")', [3] * 4),
    ('COUNTIFS({name:column},"甲公司",{count:column},">=3")', [1] * 4),
    ('SUMIFS({count:column},{name:column},"<>乙公司")', [5] * 4),
    ('IF(ISNUMBER({day}),YEAR({day})*100+MONTH({day}),"")', [202301, 202402, None, 202212]),
    ('IF(N({day})>0,EDATE({day},1),"")', [dt.date(2023, 2, 28), dt.date(2024, 3, 29), None, dt.date(2023, 1, 31)]),
    ("{count}", [3, 5, 0, 2]),
    ("{day}-DATE(2023,1,1)", [30, 424, -44927, -1]),
    ('IF(COUNTBLANK({day})=1,"",EOMONTH({day},0)=DATE(2022,13,0))', [False, False, None, True]),
    ("ISNUMBER({day})", [True, True, False, True]),
    ("ISNUMBER({fault})", [False, False, False, True]),
    ("ISNA({fault})", [True, False, False, False]),
    ("{fault}+1", ["#N/A", 1, "#VALUE!", 8]),
    ('IF({count}>"",1,2)', [2, 2, 2, 2]),
    ("IF({count}=0,1/0,{count})", [3, 5, "#DIV/0!", 2]),
    ("OR({count}>4,{name}=\"甲公司\")", [True, True, True, False]),
    ("AND({count}>1,NOT({count}>4))", [True, False, False, True]),
    ('CHOOSE(MATCH({name},{"乙公司","甲公司"},0),"二","一")', ["一", "二", "一", "#N/A"]),
    ('LEFT({name},FIND("公",{name})-1)', ["甲", "乙", "甲", "#VALUE!"]),
    ('SUBSTITUTE({name},"公司","")&MID("abcd",2,2)&RIGHT("xyz",1)&LEN({name})', ["甲bcz3", "乙bcz3", "甲bcz3", "bcz0"]),
    ("MAX({count:column})-MIN({count:column},9)", [3] * 4),
    ('SUMPRODUCT(--EXACT({name},{"甲公司","丙公司"}))', [1, 0, 1, 0]),
    ("INT(-{count}/2)", [-2, -3, 0, -1]),
    ("jy.today-{day}>100", [False, False, True, True]),
]  # fmt: skip


def computed(formula: str, of: Auto | None = None) -> list[object]:
    fields = [Field(code, code, Text()) for code in CELLS]
    result = Field("result", "结果", of or Auto(), formula=formula)
    form = ListForm(code="sample-formulas", title="算式", source=SOURCE, guide=GUIDE, columns=(*fields, result))
    data = FormData(form, "算式", numbers=[5, 6, 9, 10])
    for letter, field in zip("ABCDE", fields, strict=True):
        data.columns[field.code] = Column(field, letter, list(CELLS[field.code]), list(CELLS[field.code]))
    data.columns["result"] = Column(result, "F", ["读来的"] * 4, ["读来的"] * 4)
    attach({form.code: data}, TODAY)
    return data.values("result")


@pytest.mark.parametrize(("formula", "expected"), FORMULAS, ids=[formula for formula, _ in FORMULAS])
def test_a_formula(formula: str, expected: list[object]) -> None:
    found = computed(formula)
    assert found == expected
    assert [type(each) for each in found] == [type(each) for each in expected]


def test_a_result_takes_the_type_of_its_column() -> None:
    assert computed("{day}+1", Auto(Date()))[0] == dt.date(2023, 2, 1)
    assert computed("{count}/1", Auto(Int()))[:2] == [3, 5]


UNKNOWN = ["VLOOKUP({name},{name:column},1)", "{nothing}+1", "other_form.name", "{", "1+"]


@pytest.mark.parametrize("formula", UNKNOWN)
def test_what_cannot_be_worked_out_is_unknown(formula: str) -> None:  # 4
    assert computed(formula) == [None] * 4


def test_a_formula_that_reads_itself_sees_blanks() -> None:
    assert computed("{result}&1") == ["1"] * 4


@pytest.mark.parametrize("text", ["1+", "(1", "IF(1,2", '"a', "1 2", "{count", "A1+", "§"])
def test_what_is_no_formula(text: str) -> None:
    with pytest.raises(Uncomputable):
        parse(text)


# --- 2 -------------------------------------------------------------------------------------------------------------

NAMES = ["平顶山甲乙丙制造有限公司", "平顶山 甲乙丁（集团）公司", "汝州甲乙戊公司"]


def anything(field: Field, rnd: random.Random) -> object:
    """A value as somebody might fill it in; names and codes from small pools, so that lists meet each other."""
    kind = field.type
    if rnd.random() < 0.15 and not isinstance(kind, NameAndTel):  # LibreOffice's FIND refuses "", Excel's gives 1
        return None
    if isinstance(kind, Uscc):
        return rnd.choice(CODES[:3])
    if isinstance(kind, Multi):
        return rnd.choice(kind.codes.values)
    if isinstance(kind, Listed):
        return rnd.choice(kind.codes.values)
    if isinstance(kind, Month):
        return dt.date(2023, rnd.randint(1, 3), 1)
    if isinstance(kind, Date):
        return dt.date(2023, rnd.randint(1, 3), rnd.randint(1, 28))
    if isinstance(kind, Year):
        return 2023
    if isinstance(kind, CountOrSize):
        return rnd.choice([15, 300, "大型", "微型"])
    if isinstance(kind, Int):
        return rnd.choice([0, 1, 5, 20, 300])
    if isinstance(kind, Number):
        return rnd.choice([0, 0.5, 12.25, 8000])
    if isinstance(kind, NameAndTel):
        return rnd.choice(["张三丰 13800138000", "李四 0375-6059678"])
    if isinstance(kind, Tel):
        return "13800138000"
    if isinstance(kind, LongText):
        return rnd.choice(["设备检修", "无"])
    return rnd.choice(NAMES) if field.label.endswith(("名称", "企业")) else rnd.choice(["张三丰", "李四", "焊工"])


def random_copy(workbook: Workbook, seed: int) -> Copy:
    """The whole workbook, eight random rows in every list, a gap among them."""
    rnd, copy = random.Random(seed), Copy(workbook)
    for form in workbook.forms:
        if not isinstance(form, ListForm) or form.fixed:
            continue
        for field in (*form.header, *form.footer):
            if not field.formula and not field.type.computed:
                copy.put(form, field.code, anything(field, rnd))
        for row in (0, 1, 2, 4, 5, 6, 7, 8):
            for column in form.columns:
                if not column.formula and not column.type.computed:
                    copy.put(form, column.code, anything(column, rnd), row)
    return copy


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_as_libreoffice(tmp_path: Path, seed: int) -> None:
    workbook = workbooks()["labour-guarantee"]
    path = tmp_path / f"用工保障{seed}.xlsx"
    path.write_bytes(random_copy(workbook, seed).bytes())
    (saved,) = libreoffice.recalculate([path], tmp_path / "saved")
    received = read_workbook(saved, {form.code: form for form in workbook.forms})
    compared, differences = 0, []
    for code, data in received.forms.items():
        for column in data.columns.values():
            if not column.field.formula:
                continue
            meant = [column.field.type.normalise(raw) for raw in column.raw]
            for number, theirs, ours in zip(data.numbers, meant, column.values, strict=True):
                compared += theirs is not None
                if not alike(theirs, ours):
                    differences.append((code, column.field.code, number, theirs, ours))
    assert not differences, differences[:20]
    assert compared > 200


def alike(theirs: object, ours: object) -> bool:
    """Equal; a broken number to the digits that a file keeps."""
    if isinstance(theirs, float | Decimal | int) and isinstance(ours, Decimal | int):
        return abs(Decimal(f"{theirs}") - Decimal(ours)) <= Decimal("1e-9") * max(Decimal(1), abs(Decimal(ours)))
    return theirs == ours


# --- 3 -------------------------------------------------------------------------------------------------------------


def test_a_key_that_the_file_does_not_hold_is_found_all_the_same() -> None:
    """A workbook filled by a program holds no results; two alike rows of 用工需求清单汇总表 are found still."""
    workbook = workbooks()["labour-guarantee"]
    form = next(form for form in workbook.forms if form.code == "labour-demand")
    copy = Copy(workbook)
    row: dict[str, object] = {
        "city": "平顶山市", "name": NAMES[0], "credit-code": CODES[0], "enterprise-type": "有限责任公司",
        "industry": "制造业", "division": "新华区", "staff": 120, "solved": 0, "kind-short": "技工",
        "trade-short": "焊工", "short": 3, "reason": "扩产",
    }  # fmt: skip
    copy.put(form, "reporting-unit", "平顶山市人力资源和社会保障局")
    copy.put(form, "filed-on", dt.date(2023, 3, 28))
    copy.fill(form, 0, row)
    copy.fill(form, 1, {**row, "trade-short": "铣工", "staff": 121})
    copy.fill(form, 3, row)
    received = copy.read({form.code: form})
    found = {(each.cell, each.rule) for each in check(received, today=TODAY)}
    code = received.forms[form.code].columns["credit-code"].letter
    staff = received.forms[form.code].columns["staff"].letter
    first = received.forms[form.code].numbers[0]
    assert (f"{code}{first + 3}", "DUPLICATE") in found
    assert (f"{staff}{first + 1}", "STAFF_DIFFERS") in found
    assert len(found) == 2
