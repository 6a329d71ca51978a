"""The live checks of a drawn workbook, as LibreOffice computes them: 缺项 and 错误 of each row, and 填报进度.

Rows are filled in past every validation, as pasted cells are; the counts expected are worked out by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from templates.fields import Auto, Enum, Text
from templates.model import Field, ListForm
from tests.oracles.cached_values import CachedValues
from tests.templates.drawn import NUMBERED, Drawn, list_form, workbook
from tests.templates.received_books import CODES, demand, enterprise
from tests.templates.sample_forms import CARD, DEMAND, ENTERPRISES

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
GONE = object()


@dataclass(frozen=True)
class Row:
    """A row that is right but for some changes, and what the sheet must count in it."""

    said: str
    changes: Mapping[str, object]
    missing: int = 0
    errors: int = 0


ENTERPRISE_ROWS = [
    Row("全部填对", {}),
    Row("缺企业名称和所在地址", {"name": GONE, "address": GONE}, missing=2),
    Row("只有空格的地址算填错", {"address": "  "}, errors=1),
    Row("信用代码末位错", {"credit-code": CODES[0][:-1] + "M"}, errors=1),
    Row("信用代码是数字", {"credit-code": 91410402}, errors=1),
    Row("规模填大型", {"size": "大型"}),
    Row("规模填 0", {"size": 0}, errors=1),
    Row("行业不在列表", {"industry": "制造"}, errors=1),
    Row("行业里有通配符", {"industry": "制*"}, errors=1),
    Row("县区属于别的市", {"area": "郑州市中原区"}, errors=1),
    Row("联系方式没有电话", {"contact": "张三丰"}, errors=1),
    Row("粘贴来的错误值", {"address": "#N/A"}, errors=1),
    Row("缺一项错两项", {"name": GONE, "industry": "铁", "area": "北京市"}, missing=1, errors=2),
]
DEMAND_ROWS = [
    Row("全部填对", {}),
    Row("没有缺工也没有解决，工种和原因不必填", {
        "short": 0, "solved": 0, "trade-short": GONE, "trade-solved": GONE, "reason": GONE}),
    Row("缺工 5 人，没有写工种和原因", {"trade-short": GONE, "reason": GONE}, missing=2),
    Row("缺工人数是文字，不能当作大于零", {"short": "五人", "reason": GONE, "trade-short": GONE}, errors=1),
    Row("缺工人数没有填，原因填了", {"short": GONE}, missing=1),
    Row("缺工 0 人却填了原因", {"short": 0, "trade-short": GONE}, errors=1),
    Row("响应早于反映", {"answered-on": dt.date(2023, 3, 1)}, errors=1),
    Row("还没有响应", {"answered-on": GONE}),
    Row("反映时间在明天以后", {"raised-on": dt.date(2999, 1, 1), "answered-on": GONE}, errors=1),
    Row("缺工比员工多，只提醒", {"short": 500}),
    Row("企业不在清单上，只提醒", {"credit-code": "91410411MA00000C3X"}),
    Row("备注写得太长", {"note": "字" * 2001}, errors=1),
]  # fmt: skip


def filled(row: Row, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**values, **row.changes}.items() if value is not GONE}


def narrowed() -> ListForm:
    """A list whose counties follow the unit, and the sizes of that part and of another that no unit narrows yet."""
    return list_form(
        *NUMBERED,
        Field("area", "所属市县", Enum("area"), within="unit"),
        Field("other", "另一市县", Enum("area"), within="blank"),
        header=(Field("unit", "填报单位", Text()), Field("blank", "另一单位", Text())),
        footer=(
            Field("count", "可选县区数", Auto(), formula="ROWS(jy.list.narrowed.area)"),
            Field("all", "全部县区数", Auto(), formula="ROWS(jy.list.narrowed.other)"),
        ),
        code="narrowed",
        title="市县",
        rows=3,
    )


def untouched() -> ListForm:
    """A list that nobody has begun, although its header asks for something."""
    unit = Field("unit", "填报单位", Text(), required=True)
    return list_form(*NUMBERED, header=(unit,), code="untouched", title="没有开始填的表", rows=3)


@pytest.fixture(scope="module")
def computed(recalculated: Recalculated, tmp_path_factory: pytest.TempPathFactory) -> CachedValues:
    declared = workbook(ENTERPRISES, DEMAND, CARD, narrowed(), untouched())
    drawn = Drawn(declared, tmp_path_factory.mktemp("checks") / "checks.xlsx", rows=20)
    drawn.put("narrowed.unit", "平顶山市宝丰县人力资源和社会保障局")
    drawn.put("sample_enterprises.reporting_unit", "平顶山市人力资源和社会保障局")
    for number, row in enumerate(ENTERPRISE_ROWS):
        values = enterprise(0) | {"name": f"平顶山第{number}有限公司", "credit-code": CODES[0]}
        drawn.put_row("sample_enterprises", number, filled(row, values))
    for number, row in enumerate(DEMAND_ROWS):
        drawn.put_row("sample_demand", number, filled(row, demand(0)))
    drawn.put("sample_card.name", "平顶山某某有限公司")
    drawn.put("sample_card.person", "11010519491231002X")
    drawn.put("sample_card.credit_code", "91350100M000100Y40")  # the right check character is 3
    drawn.put("sample_card.subsidy", 200000)
    return recalculated([drawn.save()])[0]


def counts(computed: CachedValues, sheet: str, heading: str, count: int) -> list[object]:
    """The column under one of the headings 缺项 and 错误."""
    cells = computed.cells[sheet]
    row, column = min(place for place, value in cells.items() if value == heading)
    return [cells.get((row + offset, column)) for offset in range(1, count + 1)]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [("各地重点企业清单", ENTERPRISE_ROWS), ("用工需求清单汇总表", DEMAND_ROWS)],
    ids=["enterprises", "demand"],
)
def test_missing_in_each_row(computed: CachedValues, sheet: str, rows: list[Row]) -> None:
    found = counts(computed, sheet, "缺项", len(rows))
    assert {row.said: count for row, count in zip(rows, found, strict=True)} == {row.said: row.missing for row in rows}


@pytest.mark.parametrize(
    ("sheet", "rows", "repeats"),
    # every later enterprise repeats the first one's code, but for the two codes that differ from it
    [("各地重点企业清单", ENTERPRISE_ROWS, True), ("用工需求清单汇总表", DEMAND_ROWS, False)],
    ids=["enterprises", "demand"],
)
def test_errors_in_each_row(computed: CachedValues, sheet: str, rows: list[Row], repeats: bool) -> None:
    found = counts(computed, sheet, "错误", len(rows))
    own_code = [not repeats or number == 0 or "credit-code" in row.changes for number, row in enumerate(rows)]
    expected = {row.said: row.errors + (0 if own else 1) for row, own in zip(rows, own_code, strict=True)}
    assert {row.said: count for row, count in zip(rows, found, strict=True)} == expected


def test_unused_rows_count_nothing(computed: CachedValues) -> None:
    used = len(ENTERPRISE_ROWS)
    assert counts(computed, "各地重点企业清单", "缺项", 20)[used:] == [None] * (20 - used)


def test_numbers_run_along_the_filled_rows(computed: CachedValues) -> None:
    used = len(ENTERPRISE_ROWS)
    assert computed.named("sample_enterprises.seq") == [*range(1, used + 1), *[None] * (20 - used)]


@pytest.mark.parametrize(
    ("sheet", "number", "hint"),
    [
        ("用工需求清单汇总表", 0, None),
        ("用工需求清单汇总表", 5, "缺工人数是 0，却填了原因“扩产”。请核对人数，或删去原因。"),
        ("用工需求清单汇总表", 6, "2023-3-1早于反映时间（2023-3-2）。请核对两个日期。"),
        ("用工需求清单汇总表", 9, "缺工人数 500 超过员工规模 100。请核对。"),
        ("用工需求清单汇总表", 10, "“91410411MA00000C3X”不在《各地重点企业清单》中。请核对代码。"),
        ("各地重点企业清单", 1, "社会统一信用代码与前面的行重复。请核对，重复的行只留一行。"),
    ],
)
def test_checks_across_cells_speak(computed: CachedValues, sheet: str, number: int, hint: str | None) -> None:
    assert counts(computed, sheet, "提示", number + 1)[number] == hint


def test_a_card_says_what_is_wrong_in_its_checklist(computed: CachedValues) -> None:
    assert "200000 元超过 10 万元。请核对金额。" in computed.cells["一次性吸纳就业补贴申请表"].values()


def test_the_reporting_unit_narrows_the_counties(computed: CachedValues) -> None:
    # COUNTY12 (L2224-2235) for 平顶山市; the whole list while the unit begins with no city
    assert computed.named("narrowed.count") == [12] and computed.named("narrowed.all")[0] > 150  # type: ignore[operator]


def test_progress_of_the_lists(computed: CachedValues) -> None:
    rows = ENTERPRISE_ROWS
    repeats = sum("credit-code" not in row.changes for row in rows[1:])
    # 填报日期, 填报人 and 联系方式 are not filled in
    assert computed.named("jy.missing.sample_enterprises") == [sum(row.missing for row in rows) + 3]
    assert computed.named("jy.errors.sample_enterprises") == [sum(row.errors for row in rows) + repeats]
    assert computed.named("jy.filled.sample_enterprises") == [len(rows)]
    assert computed.named("jy.missing.sample_demand") == [sum(row.missing for row in DEMAND_ROWS) + 2]
    assert computed.named("jy.errors.sample_demand") == [sum(row.errors for row in DEMAND_ROWS)]


def test_progress_of_a_card(computed: CachedValues) -> None:
    # 是否小微企业, 填报日期, and the reason that an amount over 10,000 asks for
    assert computed.named("jy.missing.sample_card") == [3]
    # the check character, and an amount over 100,000
    assert computed.named("jy.errors.sample_card") == [2]
    assert computed.named("jy.filled.sample_card") == [4]


def test_the_sum_of_the_forms_begun_stands_on_the_first_sheet(computed: CachedValues) -> None:
    forms = ("sample_enterprises", "sample_demand", "sample_card", "narrowed")
    for kind in ("missing", "errors"):
        total = sum(int(str(computed.named(f"jy.{kind}.{form}")[0])) for form in forms)
        assert computed.named(f"jy.progress.{kind}") == [total]
    shown = [value for value in computed.cells["填报说明"].values() if isinstance(value, str)]
    assert "还有5处待改" in shown
    assert computed.named("jy.missing.untouched") == [1] and "未填" in shown
