"""Parameter files: what is read, and the message for every kind of mistake; values on, before and after their dates."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from formulas.documents import DataError
from formulas.parameters.loading import FOLDER, read_file
from formulas.parameters.model import DatedValue, NotInForce, ParameterFile, plain

GOOD = """
basis = "豫就业组〔2023〕1号 附件2 一（二）"
lines = "L238"
[window]
from = 2023-03-06
to = 2024-12-31
[per_person]
label = "补贴标准"
unit = "元/人"
values = { 2023-03-06 = 1000, 2024-01-01 = 1200.50 }
[share]
label = "比例"
unit = "%"
values = { 2023-03-06 = 70 }
[standard]
label = "分类标准"
values.2023-03-06 = { "甲" = 1, "乙" = 2 }
[rate]
label = "分段比例"
unit = "%"
values.2023-03-06 = [{ up_to = 10000, value = 2 }, { value = 3 }]
"""

# (what is replaced, by what, what the message must name)
BROKEN = [
    ('basis = "豫就业组〔2023〕1号 附件2 一（二）"', "", "[basis]：要写明文号和条款"),
    ("豫就业组〔2023〕1号", "豫就业组〔2023〕99号", "里没有文件“豫就业组〔2023〕99号”"),
    ("from = 2023-03-06", "", "[window]：要用日期写明 from"),
    ("from = 2023-03-06", 'from = "2023-03-06"', "[window]：要用日期写明 from"),
    ("to = 2024-12-31", "to = 2023-03-05", "[window]：to 应为日期，且不早于 from"),
    ("to = 2024-12-31", "until = 2024-12-31", "不认识的键 until；可用：from、to"),
    ('label = "补贴标准"', "", "[per_person]：缺少 label"),
    ('unit = "元/人"', 'units = "元/人"', "[per_person]：不认识的键 units；可用："),
    ("{ 2023-03-06 = 1000,", "{ 2023-04-01 = 1000,", "政策从 2023-03-06 起执行，到 2023-04-01 之前没有数值"),
    ("2024-01-01 = 1200.50", '2024-01-01 = "1200.50"', "“1200.50”不是数字"),
    ("2024-01-01 = 1200.50", "2025-01-01 = 1200.50", "数值从 2025-01-01 起，而政策到 2024-12-31 为止"),
    ('unit = "元/人"', 'unit = "元/人"\nsources = { 2024-01-02 = "D02" }', "2024-01-02，values 里没有这个日期"),
    (
        'values.2023-03-06 = { "甲" = 1, "乙" = 2 }',
        'values.2023-03-06 = { "甲" = 1, "乙" = 2 }\nvalues.2024-01-01 = { "甲" = 3 }',
        "[standard]：2023-03-06 和 2024-01-01 的分类表不同，差在：乙",
    ),
    ("2023-03-06 = 1000, 2024-01-01 = 1200.50", "2023-03-06 = 1, 2022-01-01 = 2", "按日期先后排列"),
    ("2024-01-01 = 1200.50", "2024-13-01 = 1200.50", "“2024-13-01”不是日期"),
    ("2024-01-01 = 1200.50", "2023-03-06 = 1200.50", "key '2023-03-06'"),  # TOML itself refuses a repeated key
    ("2024-01-01 = 1200.50", "2024-01-01 = true", "true不是数字"),
    ("{ value = 3 }]", "{ up_to = 20000, value = 3 }]", "不能留下空档"),
    ("{ value = 3 }]", "{ up_to = 9000, value = 3 }, { value = 4 }]", "第2档与前一档重叠"),
    ("{ up_to = 10000, value = 2 }", "{ up_to = 10000, rate = 2 }", "第1档应写成"),
    ('values.2023-03-06 = { "甲" = 1, "乙" = 2 }', "values.2023-03-06 = {}", "分类表是空的"),
    ("2024-01-01 = 1200.50", '2024-01-01 = { "甲" = 1 }', "各日期的写法不一致：分类表、单个数值"),
    ("[share]", "[share", "good.toml：不是正确的TOML"),
]


def parsed(tmp_path: Path, text: str) -> ParameterFile:
    path = tmp_path / "good.toml"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def test_a_good_file(tmp_path: Path) -> None:
    file = parsed(tmp_path, GOOD)
    assert [each.kind for each in file.parameters.values()] == ["number", "number", "table", "bands"]
    assert file.parameters["share"].values[0].content == Fraction(7, 10)
    assert file.parameters["rate"].values[0].content == ((Fraction(10000), Fraction(1, 50)), (None, Fraction(3, 100)))
    assert str(file.parameters["per_person"].values[1].citation) == "豫就业组〔2023〕1号 附件2 一（二）"


@pytest.mark.parametrize(("old", "new", "named"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(DataError) as refusal:
        parsed(tmp_path, text)
    assert "good.toml" in str(refusal.value)
    assert named in str(refusal.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataError, match=r"nothing\.toml：parameters/ 里没有这个参数文件"):
        read_file(FOLDER / "nothing.toml")


RAISED = Fraction("1200.5")
VALUES = [("2023-03-06", 1000), ("2023-12-31", 1000), ("2024-01-01", RAISED), ("2030-01-01", RAISED)]


@pytest.mark.parametrize(("day", "value"), VALUES)
def test_the_value_of_a_day(tmp_path: Path, day: str, value: Fraction) -> None:
    assert parsed(tmp_path, GOOD).parameters["per_person"].at(dt.date.fromisoformat(day)).content == value


def test_before_its_first_day_a_parameter_has_no_value(tmp_path: Path) -> None:
    with pytest.raises(NotInForce):
        parsed(tmp_path, GOOD).parameters["per_person"].at(dt.date(2023, 3, 5))


OVERRIDDEN = [
    ("2023-06-30", 1000),  # the day before the local value
    ("2023-07-01", 1500),
    ("2023-12-31", 1500),  # its last day
    ("2024-01-01", Fraction("1200.5")),  # the standard again, as it had become meanwhile
]


@pytest.mark.parametrize(("day", "value"), OVERRIDDEN)
def test_a_local_value_holds_from_its_first_to_its_last_day(tmp_path: Path, day: str, value: Fraction) -> None:
    file = parsed(tmp_path, GOOD)
    local = DatedValue(dt.date(2023, 7, 1), Fraction(1500), "示政〔2023〕1号", local="示例县人民政府")
    changed = file.override("per_person", local, dt.date(2023, 12, 31))
    assert changed.parameters["per_person"].at(dt.date.fromisoformat(day)).content == value
    assert file.parameters["per_person"].at(dt.date(2023, 8, 1)).content == 1000  # the file itself is unchanged


PLAIN = [
    ("1000", "1000"), ("1200.5", "1200.5"), ("1/1000000", "0.000001"), ("1/3", "0.333333…"), ("-1/3", "-0.333333…"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), PLAIN)
def test_numbers_in_sentences(value: str, text: str) -> None:
    assert plain(Fraction(value)) == text
