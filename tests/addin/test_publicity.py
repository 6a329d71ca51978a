"""公示表: whose data may be seen, and how much of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.hosts import headless
from addin.publicity import mask_account, mask_name, mask_name_and_telephone, mask_numbers, masker
from templates.fields import Digits, FieldType, Mobile, NameAndTel, ResidentId, Text, Uscc
from templates.model import Field
from tests.addin import filled_books as books
from tests.addin.excel_client import cells_of

NAMES = [
    ("张三", "张*"),
    ("张晓明", "张*明"),
    ("欧阳晓明", "欧**明"),
    ("买买提·艾合买提", "买******提"),
    (" 张晓明 ", "张*明"),
    ("张", "*"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "shown"), NAMES, ids=repr)
def test_a_name(name: str, shown: str) -> None:
    assert mask_name(name) == shown


NUMBERS = [
    ("411082199001011234", "411082********1234"),
    ("41108219900101123X", "411082********123X"),
    ("电话13800138000，备用13900139000", "电话138****8000，备用139****9000"),
    ("0375-6059678", "0375-***9678"),
    ("卡号6217000012345678901", "卡号***************8901"),
    ("2023年3月", "2023年3月"),
    ("91410402MA00000A1L", "91410402MA00000A1L"),
    ("身份证410402199003070015 手机13800138000", "身份证410402********0015 手机138****8000"),
]


@pytest.mark.parametrize(("text", "shown"), NUMBERS, ids=repr)
def test_numbers_in_a_text(text: str, shown: str) -> None:
    assert mask_numbers(text) == shown


FIELDS: list[tuple[str, FieldType, str, str | None]] = [
    ("姓名", Text(), "张晓明", "张*明"),
    ("法定代表人", Text(), "张晓明", "张*明"),
    ("联系人（经办）", Text(), "张晓明", "张*明"),
    ("企业负责人\n及联系方式", NameAndTel(), "张三丰 13800138000", "张*丰 138****8000"),
    ("身份证号", ResidentId(), "411082199001011234", "411082********1234"),
    ("手机", Mobile(), "13800138000", "138****8000"),
    ("一卡通账号", Digits(), "6217000012345678901", "***************8901"),
    ("统一社会信用代码", Uscc(), "91410402MA00000A1L", "91410402MA00000A1L"),
    ("企业名称", Text(), "平顶山某某公司", "平顶山某某公司"),
    ("情况说明", Text(), "致电13800138000", "致电138****8000"),
    ("家庭住址", Text(), "某某路1号", None),
    ("借款人（企业）", Text(), "张晓明", "张*明"),
    ("借款人（企业） ", Text(), "平顶山某某公司", "平顶山某某公司"),
]


@pytest.mark.parametrize(("label", "kind", "text", "shown"), FIELDS, ids=[each[0] for each in FIELDS])
def test_a_column_is_hidden_by_type_and_label(label: str, kind: FieldType, text: str, shown: str | None) -> None:
    hide = masker(Field("x", label, kind))
    assert (hide(text) if hide else None) == shown


def test_short_accounts_show_nothing() -> None:
    assert (mask_account("1234"), mask_account("12345")) == ("****", "*2345")


def test_a_person_without_a_telephone() -> None:
    assert mask_name_and_telephone("张三丰") == "张*丰"


def published(make: books.Filling) -> dict[str, dict[str, object]]:
    result = headless.run("publicity", Path("x.xlsx"), content=make.content(), today=dt.date(2023, 4, 20))
    assert result.workbook is None
    return cells_of(result.files[0].content)


def test_of_a_ledger_only_whom_and_how_much() -> None:
    sheets = published(books.awards())
    rows = sheets[books.AWARDS]
    assert [rows[f"{c}3"] for c in "ABCD"] == ["序号", "乡镇（街道）、村", "姓名", "身份证号"]
    assert "元" in str(rows["E3"])
    assert [rows[f"{c}4"] for c in "ABCDE"] == [1, "平顶山某某公司", "张*", "410402********0015", 180]
    assert [rows[f"{c}5"] for c in "ABCDE"] == [2, "平顶山某某公司", "王*二", "410403********0020", 1500]
    assert "A6" not in rows or rows["A6"] != 3  # the refused rows are nobody's business


def test_no_number_of_anybody_is_left_anywhere() -> None:
    text = str([published(books.awards()), published(books.register())])
    assert not any(number in text for number in books.ID_NUMBERS)
    assert "13800138000" not in text and "张三丰" not in text
    assert "某某路" not in text
    assert "91410402MA00000A1L" in text
