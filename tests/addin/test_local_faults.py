"""当地参数 filled in badly: `jiuye check` names the cell on 政策参数, the sheet refuses or marks it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from formulas.subsidies import rules
from tests.addin.command_line import CommandLine
from tests.formulas.case_files import all_cases
from tests.ledger_books import fill, filled_ledger
from tests.oracles.libreoffice import recalculate

LOAN = "loan-interest-small"  # LPR of the day of signing, 平人社〔2023〕23号 第九条
EARLY, LATE, FAR = dt.date(2020, 1, 1), dt.date(2023, 6, 1), dt.date(2099, 1, 1)
Rows = Sequence[tuple[object, object]]

# (what, first days and values, the findings on the sheet: row of the table, column, code, words)
FAULTS: list[tuple[str, Rows, list[tuple[int, str, str, str]]]] = [
    ("in order", [(EARLY, 0.0365), (LATE, 0.0355)], []),
    ("the same day twice", [(EARLY, 0.0365), (EARLY, 0.0355)], [(2, "F", "LOCAL_START_REPEATED", "同一天只留一行")]),
    ("out of order", [(LATE, 0.0355), (EARLY, 0.0365)], [(2, "F", "LOCAL_START_ORDER", "按日期从早到晚排列")]),
    ("a day as text", [("2020.1.1", 0.0365)], [(1, "F", "LOCAL_START_NOT_DATE", "填的是“2020.1.1”，不是日期格式")]),
    ("a number as text", [(EARLY, "3.65%")], [(1, "G", "LOCAL_VALUE_NOT_NUMBER", "填的是“3.65%”，不是数字")]),
    ("with its unit", [(EARLY, "2000元")], [(1, "G", "LOCAL_VALUE_NOT_NUMBER", "请只填数字，不带单位")]),
    ("negative", [(EARLY, -0.01)], [(1, "G", "LOCAL_PERCENT_RANGE", "应大于0")]),
    ("365 %", [(EARLY, 3.65)], [(1, "G", "LOCAL_PERCENT_RANGE", "（即365%），应大于0、不超过100%")]),
    ("100 %", [(EARLY, 1)], []),
    ("nothing", [(EARLY, 0)], [(1, "G", "LOCAL_PERCENT_RANGE", "应大于0")]),
    ("no value", [(EARLY, None)], [(1, "G", "LOCAL_VALUE_BLANK", "请补填数值")]),
    ("no day", [(None, 0.0365)], [(1, "F", "LOCAL_START_BLANK", "请补填起始日期")]),
    (
        "two faults",
        [(LATE, "x"), (EARLY, 0.0365)],
        [(1, "G", "LOCAL_VALUE_NOT_NUMBER", "“x”"), (2, "F", "LOCAL_START_ORDER", "2023年6月1日后面")],
    ),
]


def written(path: Path, rows: Rows) -> tuple[Path, int]:
    """A ledger with a blank LPR and these rows of 当地参数, and the row of the sheet over the first of them."""
    record = next(case.record for case in all_cases() if case.rule.code == LOAN and not case.reasons)
    filled_ledger(rules()[LOAN], [{**record, "lpr": None}], path, named=True)
    book = openpyxl.load_workbook(path)
    fill(book, "local.lpr.from", [day for day, _ in rows])
    fill(book, "local.lpr", [value for _, value in rows])
    book.save(path)
    area = book.defined_names["local.lpr"].attr_text.rpartition("!")[2]
    return path, int(area.split("$")[2].rstrip(":")) - 1


@pytest.mark.parametrize(("rows", "expected"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_a_fault_is_told_at_its_cell(
    rows: Rows, expected: list[tuple[int, str, str, str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, above = written(tmp_path / "贴息.xlsx", rows)
    status, out, _ = CommandLine(capsys, tmp_path)("check", path, "--json")
    findings = json.loads(out)["findings"]
    found = [each for each in findings if each["rule"].startswith("LOCAL_")]
    assert [(each["sheet"], each["cell"], each["rule"]) for each in found] == [
        ("政策参数", f"{column}{above + row}", code) for row, column, code, _ in expected
    ]
    for each, (*_, words) in zip(found, expected, strict=True):
        assert words in each["message"] and "当地参数“贷款市场报价利率（LPR）”" in each["message"]
        assert each["severity"] == "error" and status == 1


def test_of_a_table_without_fault_a_missing_day_is_still_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, _ = written(tmp_path / "贴息.xlsx", [(FAR, 0.0365)])
    _, out, _ = CommandLine(capsys, tmp_path)("check", path, "--json")
    rules_told = [each["rule"] for each in json.loads(out)["findings"] if each["rule"].startswith("LOCAL_")]
    assert rules_told == ["LOCAL_FIGURE_MISSING"]


@pytest.mark.parametrize("rows", [[(EARLY, 0.04), (EARLY, 0.0365)], [(EARLY, "0.0365")]], ids=["twice", "text"])
def test_sheet_and_program_read_a_fault_alike(rows: Rows, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of a day entered twice the last figure, of a text none: only the table is at fault, no amount."""
    path, _ = written(tmp_path / "贴息.xlsx", rows)
    (computed,) = recalculate([path], tmp_path / "recalculated")
    _, out, _ = CommandLine(capsys, tmp_path)("check", computed, "--json")
    told = {each["rule"] for each in json.loads(out)["findings"]}
    assert any(each.startswith("LOCAL_") for each in told) and "AMOUNT_DIFFERS" not in told


def test_the_sheet_refuses_and_marks_what_is_out_of_order(tmp_path: Path) -> None:
    """The validation and the colour ask the same; LibreOffice tells what it gives in each row."""
    rows: Rows = [(LATE, 0.0355), (EARLY, 0.0365), ("2020.1.1", 0.03), (FAR, 0.03)]
    path, above = written(tmp_path / "贴息.xlsx", rows)
    book = openpyxl.load_workbook(path)
    sheet, first = book["政策参数"], above + 1
    guard = next(each for each in sheet.data_validations.dataValidation if f"F{first}" in str(each.sqref))
    assert guard.type == "custom" and guard.errorStyle == "stop" and len(guard.formula1) <= 255
    assert "早于下面各行" in guard.error
    formats = [each for each in sheet.conditional_formatting if f"F{first}" in str(each.sqref)]
    assert any(guard.formula1 in rule.formula[0] for each in formats for rule in each.rules)
    asked = Translator(f"={guard.formula1}", origin=f"F{first}")
    for row in range(first, first + len(rows)):
        sheet[f"Z{row}"] = asked.translate_formula(f"F{row}")
    book.save(path)
    (computed,) = recalculate([path], tmp_path / "recalculated")
    values = openpyxl.load_workbook(computed, data_only=True)["政策参数"]
    assert [values[f"Z{row}"].value for row in range(first, first + len(rows))] == [False, False, False, True]
