"""What a merge says about money: the row 合计 of a merged ledger, the amounts of every unit, their chart, their look.

Amounts by hand: 24 hours earn 600元, 40 hours 1000元, 23 hours nothing (tests/addin/course_books.py).
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from tests.addin.course_books import OTHER, course, ledger
from tests.addin.merge_books import Result, book, enterprise, merged
from tests.oracles.cached_values import CachedValues

TITLE = "企业职工脱产培训补贴台账"
SINGLE = "一次性吸纳就业补贴台账"
FILES = {
    "1新华区.xlsx": ledger([course(24), course(23, OTHER)], "平顶山市新华区人社局"),
    "2叶县.xlsx": ledger([course(40, OTHER)], "平顶山市叶县人社局"),
}


def hire(person: str = OTHER) -> dict[str, object]:
    """A hiring for which 每人1000元的一次性吸纳就业补贴 is paid (豫就业组〔2023〕1号, L238)."""
    return {
        "unit_name": "平顶山示例有限公司",
        "person_name": "李四",
        "person_id": person,
        "apply_date": dt.date(2023, 6, 10),
        "enterprise_size": "小型企业",
        "person_category": "毕业年度高校毕业生",
        "unemployed_months": 0,
        "hire_date": dt.date(2023, 5, 1),
        "contract_months": 12,
        "insured": "是",
        "paid_before": "否",
    }


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Two counties, one with a row that is not paid; one of them with a second ledger."""
    files = {**FILES, "3叶县.xlsx": ledger([hire()], "平顶山市叶县人社局", rule="hire-one-off")}
    return merged(tmp_path_factory.mktemp("amounts"), files)[1]


def test_a_merged_ledger_ends_in_a_live_sum(
    usual: Result, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    last = list(usual.book[TITLE].iter_rows(values_only=True))[-1]
    assert last[0] == "合计"
    assert [value for value in last[1:] if value is not None] == ["=SUM(L4:L6)"]
    assert usual.book[TITLE]["L3"].value == "补贴金额\n（元）"
    kept = openpyxl.load_workbook(usual.path, data_only=True)
    assert kept[TITLE]["L7"].value == 1600
    assert usual.book[TITLE].auto_filter.ref == "A3:Y6"  # sorting leaves the sum where it is
    [computed] = recalculated([usual.path])
    assert computed.cells[TITLE][7, 12] == 1600
    sheet, rows = computed.cells["各地汇总"], usual.book["各地汇总"].max_row
    named = {sheet.get((row, 1)): row for row in range(5, rows + 1)}
    found = {place: [sheet[named[place], column] for column in range(2, 8)] for place in ("新华区", "叶县", "合计")}
    assert found == {
        "新华区": [1, 0, 0, 2, 600, 600],
        "叶县": [2, 1, 1000, 1, 1000, 2000],
        "合计": [3, 1, 1000, 3, 1600, 2600],
    }


def test_amounts_stand_beside_the_rows_of_their_ledger(usual: Result) -> None:
    heads = [[cell.value for cell in row] for row in usual.book["各地汇总"]["C3:G4"]]
    assert heads == [
        [SINGLE, None, TITLE, None, "补贴金额\n合计（元）"],
        ["行数", "金额（元）", "行数", "金额（元）", None],
    ]
    with zipfile.ZipFile(usual.path) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    [chart] = charts
    assert "各单位补贴金额（元）" in chart
    assert re.findall(r"<c:val><c:numRef><c:f>([^<]*)</c:f>", chart) == ["'各地汇总'!$G$5:$G$16"]  # 12 county units


def test_one_ledger_needs_no_column_of_its_own_total(tmp_path: Path) -> None:
    outcome, result = merged(tmp_path, FILES)
    assert [each.value for each in result.book["各地汇总"][3]] == ["平顶山市各县（市、区）", "文件", TITLE, None]
    assert [(each.pays, each.total("award-amount")) for each in outcome.forms] == [(True, 1600)]
    facts = {row[0]: row[1] for row in result.book["汇总说明"].iter_rows(min_row=3, max_row=12, values_only=True)}
    assert facts["金额"] == f"《{TITLE}》1600.00元。"
    words = [str(row[0]) for row in result.book["回执-平顶山市叶县"].iter_rows(max_row=8, values_only=True) if row[0]]
    assert f"汇总核算的补贴金额：《{TITLE}》1行，1000.00元。" in words


def test_lists_without_money_stay_as_they_were(tmp_path: Path) -> None:
    _, result = merged(tmp_path, {"1.xlsx": book("平顶山市", [enterprise(0)])})
    assert "金额" not in {row[0] for row in result.book["汇总说明"].iter_rows(values_only=True)}
    assert [row[0] for row in result.book["各地重点企业清单"].iter_rows(values_only=True)][-1] == 1


def test_sentences_wrap_and_texts_keep_off_the_lines(usual: Result) -> None:
    sheet = usual.book[TITLE]
    looks = {str(cell.value).replace("\n", ""): sheet.cell(5, cell.column).alignment for cell in sheet[3]}
    for head in ("未通过的条件", "限额扣减", "政策依据", "单位名称", "来源文件", "报送单位"):
        assert looks[head].wrap_text, head
        assert looks[head].indent == 1, head
    assert looks["姓名"].horizontal == "center"  # too narrow for a space at the side
    width = {str(cell.value): sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]}
    assert width["未通过的条件"] >= 36


def test_a_very_wide_ledger_goes_on_two_pages_with_its_first_columns_on_both(usual: Result) -> None:
    sheet = usual.book[TITLE]
    assert (sheet.page_setup.fitToWidth, int(sheet.page_setup.paperSize)) == (2, 8)
    assert sheet.print_title_cols == "$A:$C"
    [title] = [each for each in sheet.merged_cells.ranges if each.min_row == 1]
    assert title.max_col < sheet.max_column / 2 + 2  # not cut by the page's end
