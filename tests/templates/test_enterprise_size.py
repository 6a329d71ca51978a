"""企业规模 by 统计上大中小微型企业划分办法（2017）: the printed table, its rule, and the workbook's formula.

1. The table holds the bounds of the standard's annex, copied here row by row.
2. At each bound and just below it, with the other indicators high enough, the class is the printed one.
3. 大型、中型、小型 need all their lower bounds; who misses one drops a class.
4. A 门类 with several standards asks for the 细分行业; what the standard leaves out says so; missing figures are named.
5. The workbook's formula shows the same text for all of these and for random enterprises.
6. A damaged table stops the load.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from templates.enterprise_size import (
    INDICATORS,
    TABLE,
    SizeTableError,
    read_table,
    size_constants,
    size_formula,
    size_table,
)
from templates.lists import load_list
from tests.oracles import portability
from tests.templates.formula_sheet import write_formula_sheet

# 国统字〔2017〕213号 附表: 门类/细分行业 | 从业人员（人） | 营业收入（万元） | 资产总额（万元）
# Each column: the lower bounds of 大型, 中型 and 小型; - if the indicator is not used
ANNEX = """
农、林、牧、渔业/ | - | 20000 500 50 | -
采矿业/ | 1000 300 20 | 40000 2000 300 | -
制造业/ | 1000 300 20 | 40000 2000 300 | -
电力、热力、燃气及水生产和供应业/ | 1000 300 20 | 40000 2000 300 | -
建筑业/ | - | 80000 6000 300 | 80000 5000 300
批发和零售业/批发业 | 200 20 5 | 40000 5000 1000 | -
批发和零售业/零售业 | 300 50 10 | 20000 500 100 | -
交通运输、仓储和邮政业/交通运输业 | 1000 300 20 | 30000 3000 200 | -
交通运输、仓储和邮政业/仓储业 | 200 100 20 | 30000 1000 100 | -
交通运输、仓储和邮政业/邮政业 | 1000 300 20 | 30000 2000 100 | -
住宿和餐饮业/住宿业 | 300 100 10 | 10000 2000 100 | -
住宿和餐饮业/餐饮业 | 300 100 10 | 10000 2000 100 | -
信息传输、软件和信息技术服务业/信息传输业 | 2000 100 10 | 100000 1000 100 | -
信息传输、软件和信息技术服务业/软件和信息技术服务业 | 300 100 10 | 10000 1000 50 | -
房地产业/房地产开发经营 | - | 200000 1000 100 | 10000 5000 2000
房地产业/物业管理 | 1000 300 100 | 5000 1000 500 | -
租赁和商务服务业/ | 300 100 10 | - | 120000 8000 100
科学研究和技术服务业/ | 300 100 10 | - | -
水利、环境和公共设施管理业/ | 300 100 10 | - | -
居民服务、修理和其他服务业/ | 300 100 10 | - | -
卫生和社会工作/社会工作 | 300 100 10 | - | -
文化、体育和娱乐业/ | 300 100 10 | - | -
房地产业/房地产中介服务 | 300 100 10 | - | -
房地产业/其他房地产业 | 300 100 10 | - | -
"""
SIZES = ("大型", "中型", "小型", "微型")
PLENTY = 10**7
Given = tuple[str, object, object, object, str]  # industry, staff, revenue, assets, part


def annex() -> list[tuple[str, str, list[tuple[int, ...]]]]:
    rows = []
    for line in ANNEX.strip().splitlines():
        key, *columns = (part.strip() for part in line.split("|"))
        industry, part = key.split("/")
        rows.append((industry, part, [() if each == "-" else tuple(map(int, each.split())) for each in columns]))
    return rows


def boundary_cases() -> list[tuple[Given, str]]:
    """Each bound of each indicator: at it the class begins, just below it the next class does."""
    cases: list[tuple[Given, str]] = []
    for industry, part, columns in annex():
        for place, bounds in enumerate(columns):
            for rank, bound in enumerate(bounds):
                just_below = bound - 1 if place == 0 else Decimal(bound) - Decimal("0.01")
                for value, size in ((bound, SIZES[rank]), (just_below, SIZES[rank + 1])):
                    values: list[object] = [PLENTY if used else None for used in columns]
                    values[place] = value
                    cases.append(((industry, values[0], values[1], values[2], part), size))
    return cases


TOLD: list[tuple[Given, str]] = [
    (("制造业", 1000, 40000, None, ""), "大型"),
    (("制造业", 1000, 39999, None, ""), "中型"),  # one lower bound missed
    (("制造业", 1000, 299, None, ""), "微型"),  # far below in one indicator, whatever the other says
    (("制造业", 5, 50000, None, ""), "微型"),
    (("制造业", 0, 0, None, ""), "微型"),
    (("建筑业", None, 80000, 4999, ""), "小型"),
    (("科学研究和技术服务业", 100, None, None, ""), "中型"),
    (("租赁和商务服务业", 300, None, 8000, ""), "中型"),
    (("", None, None, None, ""), ""),
    (("批发和零售业", 20, 5000, None, ""), "请选细分行业"),
    (("批发和零售业", 20, 5000, None, "仓储业"), "请选细分行业"),
    (("卫生和社会工作", 20, 5000, None, ""), "请选细分行业"),
    (("制造业", 20, 5000, None, "批发业"), "请清空细分行业"),
    (("造纸", 20, 5000, None, ""), "请按列表选行业"),
    (("制造*", 20, 5000, None, ""), "请按列表选行业"),
    (("制造业", None, None, None, ""), "请补从业人员、营业收入"),
    (("制造业", 300, None, None, ""), "请补营业收入"),
    (("制造业", -1, 300, None, ""), "请补从业人员"),
    (("租赁和商务服务业", 300, 5000, None, ""), "请补资产总额"),
    (("金融业", 300, 5000, 5000, ""), "金融业另按金融业企业划型标准规定"),
    (("教育", 300, 5000, 5000, ""), "教育不在划型范围"),
    (("房地产业", 300, 5000, 5000, "房地产租赁经营"), "自有房地产经营活动不在划型范围"),
    (("交通运输、仓储和邮政业", 300, 5000, 5000, "铁路运输业"), "铁路运输业不在划型范围"),
]
CASES = boundary_cases() + TOLD


def random_enterprises() -> list[Given]:
    chance = random.Random(213)
    parts = load_list("industry_part")
    found: list[Given] = []
    for _ in range(1000):
        industry = chance.choice(load_list("industry").values)
        below = [entry.value for entry in parts.children(industry)]
        figures = [None if chance.random() < 0.1 else round(10 ** chance.uniform(0, 5.5), 2) for _ in range(3)]
        staff, revenue, assets = figures
        part = chance.choice(below) if below and chance.random() < 0.9 else ""
        found.append((industry, staff, revenue, assets, part))
    return found


def told(industry: str, staff: object, revenue: object, assets: object, part: str) -> str:
    """What is to be shown for an industry of the lists, by the annex above."""
    table = size_table()
    if why := table.outside.get((industry, part)):
        return why
    bounds = {(other, below): columns for other, below, columns in annex()}.get((industry, part))
    if bounds is None:
        return "请选细分行业"
    figures = list(zip(("从业人员", "营业收入", "资产总额"), bounds, (staff, revenue, assets), strict=True))
    if missing := [label for label, column, figure in figures if column and figure is None]:
        return f"请补{'、'.join(missing)}"
    for place, size in enumerate(SIZES[:3]):
        if all(figure >= column[place] for _, column, figure in figures if column):  # type: ignore[operator]
            return size
    return SIZES[3]


def test_the_annex_covers_what_the_table_covers() -> None:
    table = read_table(TABLE)
    expected = {
        (industry, part): {name: bounds for name, bounds in zip(INDICATORS, columns, strict=True) if bounds}
        for industry, part, columns in annex()
    }
    assert {key: dict(standard.bounds) for key, standard in table.standards.items()} == expected
    assert len(boundary_cases()) == 2 * 3 * sum(bool(bounds) for _, _, columns in annex() for bounds in columns)


def test_the_workbook_says_the_same(recalculated: Callable, tmp_path: Path) -> None:
    samples = [given for given, _ in CASES] + random_enterprises()
    expected = [text for _, text in CASES] + [told(*given) for given in random_enterprises()]
    rows = [
        (given, [size_formula(*(f"{column}{row}" for column in "ABCDE"))]) for row, given in enumerate(samples, start=1)
    ]
    path = write_formula_sheet(tmp_path / "size.xlsx", rows, size_constants())
    assert portability.offences(path) == []
    cells = recalculated([path])[0].cells["试算"]
    shown = [cells.get((row, 6), "") for row in range(1, len(samples) + 1)]
    assert [pair for pair in zip(samples, shown, expected, strict=True) if pair[1] != pair[2]] == []
    assert set(SIZES) < set(expected[len(CASES) :]), "the random enterprises reach every class"


def test_the_formula_takes_the_tokens_of_a_declaration() -> None:
    tokens = ["{industry}", "{staff}", "{revenue}", "{assets}", "{part}"]
    formula = size_formula(*tokens)
    for token, cell in zip(tokens, "ABCDE", strict=True):
        formula = formula.replace(token, f"{cell}7")
    assert formula == size_formula("A7", "B7", "C7", "D7", "E7")


def test_text_figures_count_as_missing(recalculated: Callable, tmp_path: Path) -> None:
    """Excel holds a text to be greater than any number; the formula asks for the figure instead."""
    rows = [(("制造业", "一千", 50000, None, ""), [size_formula("A1", "B1", "C1", "D1", "E1")])]
    path = write_formula_sheet(tmp_path / "text.xlsx", rows, size_constants())
    assert recalculated([path])[0].cells["试算"][1, 6] == "请补从业人员"


@pytest.mark.parametrize(
    "old, new, fragment",
    [
        ("[200, 20, 5]", "[200, 20]", "批发业, staff: three whole lower bounds"),
        ("[200, 20, 5]", "[20, 200, 5]", "批发业, staff: the bounds must fall"),
        ('part = "零售业"', 'part = "批发业"', "批发和零售业/批发业 has a standard already"),
        ('{ industry = "教育", why', '{ industry = "教导", why', "教导/ must occur once"),
        ('{ industry = "教育", why', '{ industry = "建筑业", why', "建筑业/ has a standard and is outside too"),
        ("classes = [", "kinds = [", "unknown key kinds"),
        ('rule = "', '# "', "rule missing"),
        ('name = "邮政业"', 'name = "邮政业"\nprofit = [3, 2, 1]', "邮政业: unknown key profit"),
        ('"中型", "小型"', '"小型"', "4 classes"),
    ],
)
def test_a_damaged_table_stops_the_load(old: str, new: str, fragment: str, tmp_path: Path) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert old in text
    damaged = tmp_path / TABLE.name
    damaged.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SizeTableError, match=r"enterprise_size\.toml|staff") as caught:
        read_table(damaged)
    assert fragment in str(caught.value)
