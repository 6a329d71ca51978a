"""Cells as clerks fill them in: what a reader makes of each, its problems, and what the workbook itself says of it.

VALID needs no repair in the cell, MENDED is read after a repair, WRONG stays wrong.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

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
from tests.templates.formula_sheet import TODAY

CONTEXT = FieldContext("栏目", "某表", "C9", filed_on=TODAY)  # 30 June 2023
D, Day = Decimal, dt.date
FRUIT = ("苹果", "梨", "桃,李")  # a comma keeps the list out of the validation itself


class Case(NamedTuple):
    type: FieldType
    raw: object
    value: object
    codes: str = ""  # problem codes, blank-separated; a warning ends in ?
    excel: bool = True


VALID = [
    Case(Text(), "平顶山某某（集团）公司", "平顶山某某（集团）公司"),
    Case(Text(), 360, "360"),
    Case(Text(max_length=3), "一二三", "一二三"),
    Case(LongText(), "第一行\n第二行", "第一行\n第二行"),
    Case(Int(), 0, 0),
    Case(Int(1, 12), 12.0, 12),
    Case(Int(minimum=None), -3, -3),
    Case(Dec(), 0.1 + 0.2, D("0.3")),
    Case(Dec(max_places=1), 12.5, D("12.5")),
    Case(Yuan(), 1234567.89, D("1234567.89")),
    Case(Yuan(), 100, D(100)),
    Case(Wan(), 12.3456, D("12.3456")),
    Case(Pct(), 0.95, D("0.95")),
    Case(Pct(), 1, D(1)),
    Case(Pct(maximum=2), 1.5, D("1.5")),
    Case(Pct(percent_heading=True), 50, D("0.5")),
    Case(Pct(percent_heading=True), 0.5, D("0.5")),
    Case(Pct(percent_heading=True), 1, D(1)),
    Case(Year(), 2023, 2023),
    Case(Year(future=True), 2035, 2035),
    Case(Date(), Day(2023, 6, 30), Day(2023, 6, 30)),
    Case(Date(), Day(1900, 1, 1), Day(1900, 1, 1)),
    Case(Date(), dt.datetime(2023, 6, 30, 23, 59), Day(2023, 6, 30)),
    Case(Date(future=True), Day(2031, 1, 1), Day(2031, 1, 1)),
    Case(Month(), Day(2023, 6, 30), Day(2023, 6, 1)),
    Case(Month(future=True), Day(2023, 7, 15), Day(2023, 7, 1)),
    Case(Uscc(), "91350100M000100Y43", "91350100M000100Y43"),
    Case(Uscc(), "91350100m000100y43", "91350100M000100Y43"),
    Case(ResidentId(), "11010519491231002X", "11010519491231002X"),
    Case(ResidentId(), "11010519491231002x", "11010519491231002X"),
    Case(ResidentId(ages=(73, 73)), "11010519491231002X", "11010519491231002X"),
    Case(ResidentId(), "999999199001010016", "999999199001010016", "ID_REGION?"),
    Case(ResidentId(), "412924195001010018", "412924195001010018"),  # 南阳县, abolished in 1994
    Case(ResidentId(), "810000199001010019", "810000199001010019"),  # a resident of 香港 with a residence permit
    Case(Tel(), "13800138000", "13800138000"),
    Case(Tel(), 13800138000, "13800138000"),
    Case(Tel(), "138 0013 8000", "13800138000"),
    Case(Tel(), "0371-69690120", "0371-69690120"),
    Case(Tel(), "0371 - 69690120", "0371-69690120"),  # as the compendium prints it
    Case(Tel(), "0371—69690120", "0371-69690120"),
    Case(Tel(), "037169690120", "0371-69690120"),
    Case(Tel(), "01065001234", "010-65001234"),
    Case(Tel(), "010-6500123-801", "010-6500123-801"),
    Case(Tel(), "6059678", "6059678", "TEL_NO_AREA_CODE?"),  # so the county offices are printed
    Case(Tel(area_code="0375"), "6059678", "0375-6059678"),
    Case(Mobile(), "19912345678", "19912345678"),
    Case(Email(), "henanjiuye2019@163.com", "henanjiuye2019@163.com"),
    Case(NameAndTel(), "张三 13800138000", "张三 13800138000"),
    Case(NameAndTel(), "张三（厂长） 0375-6059678", "张三（厂长） 0375-6059678"),
    Case(NameAndTel(), "张三 0375 - 6059678", "张三 0375-6059678"),
    Case(NameAndTel(), "张三13800138000", "张三 13800138000"),
    Case(NameAndTel(), "张三 13800138000、李四 13900139000", "张三 13800138000、李四 13900139000"),
    Case(NameAndTel(), "张三 6059678", "张三 6059678", "TEL_NO_AREA_CODE?"),
    Case(NameAndTel(name_required=False), "13800138000", "13800138000"),
    Case(Enum("city18"), "平顶山市", "平顶山市"),
    Case(Enum("area"), "平顶山市新华区", "平顶山市新华区"),
    Case(Enum(FRUIT), "桃,李", "桃,李"),
    Case(Enum(("男", "女")), "女", "女"),
    Case(Enum("industry", other=True), "其他", "其他", "NOT_IN_LIST?"),
    Case(Multi("grad"), "16-24岁失业青年、离校2年内未就业高校毕业生", "16-24岁失业青年、离校2年内未就业高校毕业生"),
    Case(Multi(FRUIT), "梨", "梨"),
    Case(Multi("industry", separator="；"), "制造业；农、林、牧、渔业", "制造业；农、林、牧、渔业"),
    Case(Multi(FRUIT, other=True), "梨、杏", "梨、杏", "NOT_IN_LIST?"),
    Case(YesNo(), "是", "是"),
    Case(CountOrSize(), 1, 1),
    Case(CountOrSize(), "中型", "中型"),
    Case(Digits(min_length=19, max_length=19), "6217002430012345678", "6217002430012345678"),
    Case(Digits(), 123456789012345, "123456789012345"),
]

# The reader mends these and goes on; the workbook flags them, since it can only be mended in the cell.
MENDED = [
    Case(Text(), "　某某公司 ", "某某公司", "", False),
    Case(Int(), "１２０", 120, "", False),
    Case(Int(), "1,200", 1200, "", False),
    Case(Yuan(), " 12.50 ", D("12.50"), "", False),
    Case(Pct(), "95%", D("0.95"), "", False),
    Case(Year(), "2023年", 2023, "", False),
    Case(Date(), "2023年3月17日", Day(2023, 3, 17), "", False),
    Case(Date(), "2023.3.17", Day(2023, 3, 17), "", False),
    Case(Date(), "2023／３／17", Day(2023, 3, 17), "", False),
    Case(Date(), 20230317, Day(2023, 3, 17), "", False),
    Case(Month(), "2023年3月", Day(2023, 3, 1), "", False),
    Case(Month(), "202303", Day(2023, 3, 1), "", False),
    Case(Uscc(), "９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43", "", False),
    Case(Uscc(), "91350100 M000100Y43", "91350100M000100Y43", "", False),
    Case(ResidentId(), "110105 19491231 002X", "11010519491231002X", "", False),
    Case(Tel(), "（0371）69690120", "0371-69690120", "", False),
    Case(Tel(), "+86 13800138000", "13800138000", "", False),
    Case(Tel(), "0371-69690120转801", "0371-69690120-801", "", False),
    Case(Mobile(), "138-0013-8000", "13800138000", "", False),
    Case(Email(), "henanjiuye2019＠163.com", "henanjiuye2019@163.com", "", False),
    Case(NameAndTel(), "13800138000 张三", "张三 13800138000", "", False),
    Case(NameAndTel(), "张三（电话：13800138000）", "张三 13800138000"),
    Case(Enum("county12"), "郟 县", "郏县", "", False),
    Case(Enum("county12"), 410402, "新华区", "", False),
    Case(Enum("area"), "宝丰县", "平顶山市宝丰县", "", False),
    Case(Enum("area"), "平顶山 叶县", "平顶山市叶县", "", False),
    Case(Enum("city18"), "济源示范区", "济源市", "", False),
    Case(Multi(FRUIT), "苹果、、梨", "苹果、梨", "", False),
    Case(YesNo(), "√", "是", "", False),
    Case(YesNo(), True, "是", "", False),
    Case(CountOrSize(), "320人", 320, "", False),
    Case(CountOrSize(), "中型企业", "中型", "", False),
    Case(Digits(), "6217 0024 3001", "621700243001", "", False),
]

WRONG = [
    Case(Text(), "第一行\n第二行", "第一行\n第二行", "LINE_FEED", False),
    Case(Text(max_length=3), "一二三四", "一二三四", "TOO_LONG", False),
    Case(Text(min_length=4), "某厂", "某厂", "TOO_SHORT", False),
    Case(LongText(max_length=5), "第一行\n第二行", "第一行\n第二行", "TOO_LONG", False),
    Case(Text(), "#N/A", "#N/A", "ERROR_VALUE", False),
    Case(Int(), "#REF!", "#REF!", "ERROR_VALUE", False),
    Case(Int(), "若干", "若干", "NOT_A_NUMBER", False),
    Case(Int(), "35人", "35人", "UNIT_IN_CELL", False),
    Case(Int(), 3.5, D("3.5"), "NOT_WHOLE", False),
    Case(Int(), -1, -1, "TOO_SMALL", False),
    Case(Int(1, 12), 13, 13, "TOO_LARGE", False),
    Case(Int(1, 12), 0.5, D("0.5"), "NOT_WHOLE TOO_SMALL", False),
    Case(Yuan(), 1.005, D("1.005"), "TOO_MANY_DECIMALS", False),
    Case(Wan(), "5万元", "5万元", "UNIT_IN_CELL", False),
    Case(Wan(), 0.00001, D("0.00001"), "TOO_MANY_DECIMALS", False),
    Case(Pct(), 95, D(95), "TOO_LARGE", False),
    Case(Pct(percent_heading=True), 101, D(101), "TOO_LARGE", False),
    Case(Year(), 23, 23, "TOO_SMALL", False),
    Case(Year(), 2024, 2024, "IN_FUTURE", False),
    Case(Date(), Day(2023, 7, 1), Day(2023, 7, 1), "IN_FUTURE", False),
    Case(Date(minimum=Day(2020, 1, 1)), Day(2019, 12, 31), Day(2019, 12, 31), "TOO_EARLY", False),
    Case(Date(), "2023-2-29", "2023-2-29", "NOT_A_DATE", False),
    Case(Date(), "三月中旬", "三月中旬", "NOT_A_DATE", False),
    Case(Month(), Day(2023, 7, 1), Day(2023, 7, 1), "IN_FUTURE", False),
    Case(Month(), "2023年13月", "2023年13月", "NOT_A_DATE", False),
    Case(Uscc(), "91410400MA3X", "91410400MA3X", "CREDIT_CODE_LENGTH", False),
    Case(Uscc(), "91350100M000100Y44", "91350100M000100Y44", "CREDIT_CODE_CHECK", False),
    Case(Uscc(), "9135010OM000100Y43", "9135010OM000100Y43", "CREDIT_CODE_ALPHABET", False),
    Case(Uscc(), "9I3", "9I3", "CREDIT_CODE_LENGTH CREDIT_CODE_ALPHABET", False),
    Case(Uscc(), 913501000001000000, 913501000001000000, "STORED_AS_NUMBER", False),
    Case(ResidentId(), "110105491231002", "110105491231002", "ID_OLD", False),
    Case(ResidentId(), "1101051949123100", "1101051949123100", "ID_LENGTH", False),
    Case(ResidentId(), "110105194912310021", "110105194912310021", "ID_CHECK", False),
    Case(ResidentId(), "1101051949123X0021", "1101051949123X0021", "ID_DIGITS", False),
    # Their check digits are right, the date alone is wrong
    Case(ResidentId(), "110105190002290025", "110105190002290025", "ID_BIRTH_DATE", False),
    Case(ResidentId(), "110105202307010026", "110105202307010026", "ID_BIRTH_FUTURE", False),
    Case(ResidentId(ages=(16, 24)), "11010519491231002X", "11010519491231002X", "ID_AGE", False),
    Case(ResidentId(ages=(74, 80)), "11010519491231002X", "11010519491231002X", "ID_AGE", False),
    Case(Tel(), "1380013800", "1380013800", "NOT_A_TEL", False),
    Case(Tel(), "12800138000", "12800138000", "NOT_A_TEL", False),
    Case(Tel(), "0371-696901200", "0371-696901200", "NOT_A_TEL", False),
    Case(Tel(), "0371-69690120-", "0371-69690120-", "NOT_A_TEL", False),
    Case(Tel(), "037-69690", "037-69690", "NOT_A_TEL", False),
    Case(Tel(), "13800138000、13900139000", "13800138000、13900139000", "NOT_A_TEL", False),
    Case(Tel(), "无", "无", "NOT_A_TEL", False),
    Case(Tel(), 123456.5, 123456.5, "NOT_A_TEL", False),
    Case(Mobile(), "0371-69690120", "0371-69690120", "NOT_A_MOBILE", False),
    Case(Mobile(), "1380013800", "1380013800", "NOT_A_MOBILE", False),
    Case(Email(), "henanjiuye2019.163.com", "henanjiuye2019.163.com", "NOT_AN_EMAIL", False),
    Case(Email(), "a@b@163.com", "a@b@163.com", "NOT_AN_EMAIL", False),
    Case(Email(), "jiuye@163", "jiuye@163", "NOT_AN_EMAIL", False),
    Case(Email(), "jiuye@.com", "jiuye@.com", "NOT_AN_EMAIL", False),
    Case(NameAndTel(), "张三", "张三", "NO_TEL_INSIDE", False),
    Case(NameAndTel(), "张三 1380013800", "张三 1380013800", "NO_TEL_INSIDE", False),
    Case(NameAndTel(), "13800138000", "13800138000", "NO_NAME_INSIDE", False),
    Case(Enum("city18"), "北京市", "北京市", "NOT_IN_LIST", False),
    Case(Enum("city18"), "平顶山*", "平顶山*", "NOT_IN_LIST", False),
    Case(Enum("area"), "高新区", "高新区", "NOT_IN_LIST", False),  # other cities have one too
    Case(Enum(("男", "女")), 1, 1, "NOT_IN_LIST", False),
    Case(Multi(FRUIT), "梨、杏", "梨、杏", "NOT_IN_LIST", False),
    Case(Multi(FRUIT), "梨、梨", "梨、梨", "CHOSEN_TWICE", False),
    Case(YesNo(), "已办", "已办", "NOT_IN_LIST", False),
    Case(CountOrSize(), "较大", "较大", "NOT_A_COUNT_OR_SIZE", False),
    Case(CountOrSize(), 0, 0, "TOO_SMALL", False),
    Case(CountOrSize(), 2.5, D("2.5"), "NOT_WHOLE", False),
    Case(Digits(), "6217A", "6217A", "DIGITS_ONLY", False),
    Case(Digits(min_length=19, max_length=19), "6217", "6217", "DIGITS_LENGTH", False),
    Case(Digits(), 6217002430012345678, 6217002430012345678, "STORED_AS_NUMBER", False),
]
CASES = VALID + MENDED + WRONG


def named(case: Case) -> str:
    return f"{case.type.kind}-{case.raw}"
