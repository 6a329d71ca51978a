"""Reading a column fast gives what the field type gives cell by cell; a cell that it calls proved has no problem."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.fields import (
    CountOrSize,
    Date,
    Dec,
    Digits,
    Email,
    Enum,
    FieldContext,
    FieldType,
    Int,
    LongText,
    Mobile,
    Month,
    Multi,
    NameAndTel,
    Pct,
    ResidentId,
    Tel,
    Text,
    Uscc,
    Wan,
    Year,
    YesNo,
    Yuan,
)
from templates.reading.columns import read_column

TYPES: list[FieldType] = [
    Text(), Text(5, 2), LongText(), LongText(6), Digits(), Digits(16, 19), Uscc(), ResidentId(), Tel(),
    Tel("0375"),
    Mobile(), Email(), NameAndTel(), NameAndTel(False), Int(), Int(1, 9), Int(None), Dec(), Dec(0, 100, 2),
    Yuan(), Wan(),
    Dec(max_places=0), Pct(), Pct(percent_heading=True), Year(), Date(), Date(future=True),
    Date(minimum=dt.date(2023, 1, 1)),
    Month(), Month(minimum=dt.date(2023, 3, 15)), Enum("size"), Enum(["甲", "乙"], other=True), YesNo(),
    Multi(["甲", "乙"]),
    CountOrSize(),
]  # fmt: skip
CELLS: list[object] = [
    "", " ", "　", "某某公司", " 某某公司", "某某公司\u200b", "某\n某", "#N/A", "#REF!", "#号楼",
    "甲", "乙", "丙", "甲、乙", "甲，乙",
    "大型", "微型企业", "是", "否", "Y", True, False, "91410402MA00000A1L", "91410402MA00000A1M", "91410402ma00000a1l",
    "９１４１０４０２ＭＡ０００００Ａ１Ｌ", "914104020000000000", 914104020000000000.0, "11010519491231002X",
    "11010519491231002x",
    "110105194912310021", "13800138000", "138 0013 8000", "１３８００１３８０００", 13800138000.0,
    "0375-6059678", "(0375)6059678",
    "6059678", "03756059678", "张三丰 13800138000", "张三丰13800138000", "张三丰 0375-6059678", "电话 13800138000",
    "手机号码 13800138000", "王方式 13800138000", "张三丰 138001380001", "张三丰 6059678", "张三丰", "a@b.cn",
    "a@b", 0.0, 1.0, -1.0,
    5.0, 10.0, 0.5, 2.5, 0.333, 1.005, 99.99999, 100.0, 1e15, 1e16, 1e300, -0.0, float("inf"), float("nan"),
    2023.0, 1899.0,
    2101.0, 45002.0, 20230317.0, 60.0, "120", "１２０", "1,200", "120人", "50%", 50.0, "2023年", "2023-3-17",
    "2023.3.17",
    "2023/02/30", "20230317", "2023-03", dt.date(2023, 3, 17), dt.date(1900, 1, 1), dt.date(1899, 12, 31),
    dt.date(9999, 12, 31),
    dt.datetime(2023, 3, 17), dt.datetime(2023, 3, 17, 8, 30), dt.time(8, 30), dt.timedelta(hours=30),
    "六二２２", "6222000012345678",
    "１２３４", "٣٤", "x" * 201, "x" * 2001,
]  # fmt: skip
LATEST = FieldContext(filed_on=dt.date.max)  # limits by the day of filing are another step's


def same(left: object, right: object) -> bool:
    return type(left) is type(right) and (left == right or left != left)


def agree(kind: FieldType, cells: list[object]) -> None:
    values, odd = read_column(kind, cells)
    for place, (raw, value) in enumerate(zip(cells, values, strict=True)):
        meant = kind.normalise(raw)
        assert same(value, meant), (kind, raw, value, meant)
        if meant is not None and place not in odd:
            assert kind.repairs(raw, value) == [], (kind, raw)
            assert kind.problems(value, LATEST) == [], (kind, raw)
        if meant is None:
            assert place not in odd


@pytest.mark.parametrize("kind", TYPES, ids=repr)
def test_a_column_is_read_as_its_cells(kind: FieldType) -> None:
    agree(kind, CELLS)


ANY_CELL = st.one_of(
    st.text(alphabet="甲乙是否大型1234567890-. 张三X%年月\u3000\n１２", max_size=20),
    st.floats(),
    st.integers(-9999, 9999).map(float),
    st.booleans(),
    st.dates(dt.date(1899, 1, 1)),
    st.datetimes(dt.datetime(1899, 1, 1)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_CELL, max_size=12))
def test_any_column_is_read_as_its_cells(cells: list[object]) -> None:
    for kind in TYPES:
        agree(kind, cells)


def test_common_cells_in_order_are_proved() -> None:
    """The point of it: in a clean file nothing is left for the long way."""
    clean: list[tuple[FieldType, list[object]]] = [
        (Text(), ["某某公司", ""]),
        (Uscc(), ["91410402MA00000A1L", "91350100M000100Y43"]),
        (NameAndTel(), ["张三丰 13800138000", "欧阳修文 0375-6059678"]),
        (Tel(), ["13800138000", "0375-6059678"]),
        (Int(), [0.0, 15.0]),
        (Yuan(), [1000.0, 0.01, 1234.5]),
        (Date(), [dt.date(2023, 3, 17)]),
        (Month(), [dt.date(2023, 3, 17)]),
        (Enum("industry"), ["制造业", "教育"]),
        (CountOrSize(), [120.0]),
    ]
    for kind, cells in clean:
        assert read_column(kind, cells)[1] == [], kind
