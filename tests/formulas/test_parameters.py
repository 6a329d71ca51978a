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
    ('basis = "豫就业组〔2023〕1号 附件2 一（二）"', "", "[basis]: must name 文号"),
    ("豫就业组〔2023〕1号", "豫就业组〔2023〕99号", "no document '豫就业组〔2023〕99号'"),
    ("from = 2023-03-06", "", "[window]: must say `from`"),
    ("from = 2023-03-06", 'from = "2023-03-06"', "[window]: must say `from`"),
    ("to = 2024-12-31", "to = 2023-03-05", "[window]: `to` must be a date not before `from`"),
    ("to = 2024-12-31", "until = 2024-12-31", "unknown key until; allowed: from, to"),
    ('label = "补贴标准"', "", "[per_person]: `label` is missing"),
    ('unit = "元/人"', 'units = "元/人"', "[per_person]: unknown key units; allowed:"),
    ("{ 2023-03-06 = 1000,", "{ 2023-04-01 = 1000,", "no value from 2023-03-06, when the rule begins, to 2023-04-01"),
    ("2024-01-01 = 1200.50", '2024-01-01 = "1200.50"', "'1200.50' is no number"),
    ("2024-01-01 = 1200.50", "2025-01-01 = 1200.50", "a value from 2025-01-01, but the rule ends on 2024-12-31"),
    ('unit = "元/人"', 'unit = "元/人"\nsources = { 2024-01-02 = "D02" }', "2024-01-02, a date without a value"),
    (
        'values.2023-03-06 = { "甲" = 1, "乙" = 2 }',
        'values.2023-03-06 = { "甲" = 1, "乙" = 2 }\nvalues.2024-01-01 = { "甲" = 3 }',
        "[standard]: the tables of 2023-03-06 and 2024-01-01 differ in 乙",
    ),
    ("2023-03-06 = 1000, 2024-01-01 = 1200.50", "2023-03-06 = 1, 2022-01-01 = 2", "in the order of their dates"),
    ("2024-01-01 = 1200.50", "2024-13-01 = 1200.50", "is no date; write YYYY-MM-DD"),
    ("2024-01-01 = 1200.50", "2023-03-06 = 1200.50", "key '2023-03-06'"),  # TOML itself refuses a repeated key
    ("2024-01-01 = 1200.50", "2024-01-01 = true", "True is no number"),
    ("{ value = 3 }]", "{ up_to = 20000, value = 3 }]", "no gap may remain"),
    ("{ value = 3 }]", "{ up_to = 9000, value = 3 }, { value = 4 }]", "band 2 overlaps"),
    ("{ up_to = 10000, value = 2 }", "{ up_to = 10000, rate = 2 }", "band 1 must be"),
    ('values.2023-03-06 = { "甲" = 1, "乙" = 2 }', "values.2023-03-06 = {}", "an empty table"),
    ("2024-01-01 = 1200.50", '2024-01-01 = { "甲" = 1 }', "values of different kinds: number, table"),
    ("[share]", "[share", "good.toml:"),
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
    with pytest.raises(DataError, match=r"nothing\.toml: there is no such parameter file"):
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
