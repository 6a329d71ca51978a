"""A list that says above its table which month it is about is merged by that month, not by the day it was filled in."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from addin.demo.filling import Copy
from addin.merging.extract import list_forms
from templates.fields import Month, Text, Uscc
from templates.frame import framed
from templates.model import Field, Guide, ListForm, Source, Workbook
from templates.registry import forms
from templates.rendering import write
from tests.addin.merge_books import CODES, Result, merged

CITY, OTHER, THIRD = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局", "开封市人力资源和社会保障局"
FILED = dt.date(2023, 4, 18)  # all of them in April
SEPTEMBER, OCTOBER = dt.date(2022, 9, 1), dt.date(2022, 10, 15)


def form_that_is_due(when: str) -> ListForm:
    """A list whose month stands above the table, as docs/maintaining.md describes one."""
    return framed(
        code="shortages",
        title="缺工情况表",
        source=Source("豫就业组〔2023〕1号 三（一）", "L138", printed=False),
        columns=(
            Field("name", "企业名称", Text(), required=True),
            Field("credit-code", "社会统一信用代码", Uscc(), required=True),
        ),
        guide=Guide(who="县（市、区）人力资源社会保障局", when=when, to="省辖市人力资源社会保障局"),
        header_extra=(Field("month", "填报月份", Month(), required=True),),
        key=("credit-code",),
    )


@pytest.fixture(params=["每月", "随时"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ListForm:
    made = form_that_is_due(request.param)
    for known in (forms(), list_forms()):
        monkeypatch.setitem(known, made.code, made)
    return made


def filled(form: ListForm, folder: Path, unit: str, month: dt.date | None, number: int = 0) -> bytes:
    workbook = Workbook("shortages", "缺工", (form,))
    path = folder / "empty.xlsx"
    write(workbook, path, rows=3)
    copy = Copy(path, workbook)
    for code, value in (("reporting-unit", unit), ("filed-on", FILED), ("month", month), ("filler", "李四")):
        copy.put(form.code, code, value)
    copy.put(form.code, "filler-tel", "0375-6059678")
    copy.fill(form.code, 0, {"name": f"示例{number + 1}号制造有限公司", "credit-code": CODES[number]})
    buffer = io.BytesIO()
    copy.book.save(buffer)
    return buffer.getvalue()


def test_a_month_above_the_table_is_the_month_of_the_list(form: ListForm, tmp_path: Path) -> None:
    """The same enterprise in three lists: of one unit for two months, of two units for different months."""
    files = {
        "9月.xlsx": filled(form, tmp_path, CITY, SEPTEMBER),
        "10月.xlsx": filled(form, tmp_path, CITY, OCTOBER),
        "另一市.xlsx": filled(form, tmp_path, OTHER, OCTOBER),
    }
    outcome, result = merged(tmp_path, files)
    assert outcome.forms[0].months == {"2022-09": 1, "2022-10": 1}
    # the row of October does not repeat that of September; of October, two units name the enterprise
    refused = {each.file: each.rejected for each in outcome.files}
    assert refused["9月.xlsx"] == 0
    assert sum(refused.values()) == 1
    [twice] = outcome.duplicates
    assert {place.unit.name for place in twice.places} == {"平顶山市", "洛阳市"}
    [(place, odd)] = [(place, each) for place, each in outcome.findings if each.rule == "OTHER_MONTH"]
    assert outcome.files[place].file == "9月.xlsx"
    assert "填报月份是2022-09，多数文件是2022-10" in odd.message
    assert "2022-09" in words_of(result)


def test_lists_of_different_months_do_not_contradict_each_other(form: ListForm, tmp_path: Path) -> None:
    files = {"1.xlsx": filled(form, tmp_path, CITY, SEPTEMBER), "2.xlsx": filled(form, tmp_path, OTHER, OCTOBER)}
    outcome, _ = merged(tmp_path, files)
    assert [each.merged for each in outcome.files] == [1, 1]
    assert outcome.duplicates == []


def test_a_blank_month_is_no_month_and_is_asked_for(form: ListForm, tmp_path: Path) -> None:
    """The day of filing does not stand in: a list of September is often filled in in October."""
    files = {
        "空.xlsx": filled(form, tmp_path, CITY, None),
        "1.xlsx": filled(form, tmp_path, OTHER, SEPTEMBER, 1),
        "2.xlsx": filled(form, tmp_path, THIRD, SEPTEMBER, 2),
    }
    outcome, _ = merged(tmp_path, files)
    assert outcome.forms[0].months == {"2022-09": 2}
    found = [(outcome.files[place].file, each.rule, each.field) for place, each in outcome.findings]
    assert ("空.xlsx", "REQUIRED", "month") in found
    assert not [each for each in found if each[1] == "OTHER_MONTH"]


def words_of(result: Result) -> str:
    rows = result.book["汇总说明"].iter_rows(values_only=True)
    return "\n".join(f"{cell}" for row in rows for cell in row if cell is not None)
