"""What clerks get wrong, each kind at a city of its own, so that the summary can be compared with what was planted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from addin.demo.enterprises import Enterprise, enterprises_of
from addin.demo.filling import DEMAND, ISSUES, REGISTER, Copy, register_row

Spoil = Callable[[Copy, Sequence[Enterprise]], None]
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake: where it was planted, in words, and the rule that must find it ("" where none need)."""

    city: str
    words: str
    rule: str
    spoil: Spoil


def _text_numbers(copy: Copy, rows: Sequence[Enterprise]) -> None:
    for row in range(3):
        copy.put(REGISTER, "size", f"{rows[row].staff:,}", row)


def _full_width(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(REGISTER, "credit-code", rows[4].code.translate(_FULL_WIDTH), 4)
    copy.put(REGISTER, "contact", rows[5].contact.translate(_FULL_WIDTH), 5)


def _wrong_check_digit(copy: Copy, rows: Sequence[Enterprise]) -> None:
    code = rows[6].code
    copy.put(REGISTER, "credit-code", code[:-1] + ("1" if code[-1] != "1" else "2"), 6)


def _other_citys_enterprise(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.fill(REGISTER, len(rows), register_row(enterprises_of("郑州市")[2]))


def _inserted_column(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.insert_column(REGISTER, "area", "企业电话")


def _blank_rows(copy: Copy, rows: Sequence[Enterprise]) -> None:
    for row in range(len(rows) + 1, len(rows) + 4):
        copy.put(REGISTER, "name", "  ", row)
        copy.put(REGISTER, "credit-code", "　", row)


def _text_dates(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(REGISTER, "filed-on", "2023年3月17日")
    copy.put(ISSUES, "raised-on", "2023.3.5", 1)


def _unit_in_cell(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(REGISTER, "size", f"约{rows[1].staff}人", 1)


def _no_code(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(REGISTER, "credit-code", None, 7)


def _error_value(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(DEMAND, "trade-solved", "#REF!", 3)


def _repeated_row(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.fill(REGISTER, len(rows), register_row(rows[9]))


def _size_class(copy: Copy, rows: Sequence[Enterprise]) -> None:
    copy.put(REGISTER, "size", "大型", 2)


def _not_on_register(copy: Copy, rows: Sequence[Enterprise]) -> None:
    for code in register_row(rows[0]):
        copy.put(REGISTER, code, None, 0)


MISTAKES = (
    Mistake("洛阳市", "3 个职工人数存成文本（带千分位）", "TEXT_NUMBER", _text_numbers),
    Mistake("安阳市", "信用代码、联系方式用了全角数字", "SPELLING", _full_width),
    Mistake("平顶山市", "1 个信用代码校验码错误", "CREDIT_CODE_CHECK", _wrong_check_digit),
    Mistake("开封市", "把郑州市的 1 家企业也报了一遍", "DUPLICATE_ACROSS_UNITS", _other_citys_enterprise),
    Mistake("新乡市", "在清单中间插入了一列", "COLUMN_EXTRA", _inserted_column),
    Mistake("许昌市", "表尾有 3 行只有空格", "", _blank_rows),
    Mistake("南阳市", "填报日期、反映时间写成文字", "TEXT_DATE", _text_dates),
    Mistake("焦作市", "职工人数写成“约…人”", "NOT_A_COUNT_OR_SIZE", _unit_in_cell),
    Mistake("鹤壁市", "1 家企业没有填信用代码", "ROW_NO_KEY", _no_code),
    Mistake("周口市", "粘贴带入了错误值 #REF!", "ROW_ERROR_VALUE", _error_value),
    Mistake("商丘市", "同一家企业在清单里填了两行", "ROW_REPEATED", _repeated_row),
    Mistake("驻马店市", "企业规模填了类型“大型”，没有人数", "", _size_class),
    Mistake("三门峡市", "清单漏了 1 家，需求清单里却有", "NOT_LISTED_IN", _not_on_register),
)
