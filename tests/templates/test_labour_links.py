"""The lists of the workbook 用工保障 look into one another: their computed columns, worked out by hand.

1. The columns of EXPECTED, as LibreOffice recalculates them; the quota's own comparison.
2. Python works out every computed column alike.
3. The checks find what is meant to be odd in these rows, and nothing else; the workbook itself counts no error.
4. The files are valid, their formulas portable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from templates.checking import check
from templates.forms.key_enterprise_quota import QUOTAS
from templates.reading import read_workbook
from templates.registry import forms, workbooks
from templates.rendering import write
from tests.oracles.cached_values import CachedValues
from tests.templates.labour_cases import CONSUMER, FAULTLESS, FIRST, INDUSTRIAL, MARCH, SECOND, THIRD, A, B, C, Row
from tests.templates.received_books import Copy
from tests.templates.test_labour_forms import BOOK, FILED, LISTS, TODAY

FEBRUARY = dt.date(2023, 2, 1)
LINKED: Mapping[str, tuple[Row, ...]] = {
    "key-enterprises": (
        {},
        {
            "name": SECOND,
            "credit-code": B,
            "range": CONSUMER,
            "size": 120,
            "size-class": "小型",
            "area": "平顶山市宝丰县",
            "revenue": 2500,
        },
        {"name": THIRD, "credit-code": C, "range": INDUSTRIAL, "size": "中型", "staff": 400, "area": "济源市"},
    ),
    "labour-demand": (
        {},
        {**dict.fromkeys(("kind-solved", "trade-solved", "channel")), "solved": 0, "trade-short": "焊工", "short": 5},
        {
            **dict.fromkeys(("kind-solved", "trade-solved", "channel", "kind-short", "trade-short", "reason")),
            "name": SECOND,
            "credit-code": B,
            "division": "宝丰县",
            "staff": 120,
            "solved": 0,
            "short": 0,
        },
    ),
    "issue-resolution": (
        {},
        {"problem": "补贴材料多。", "answered-on": None, "outcome": "未响应", "state": None},
        {"name": SECOND, "contact": "0375-6059680", "state": "正在办理", "remarks": "负责人已更换"},
    ),
    "service-officers": ({}, {"enterprise": SECOND, "credit-code": B, "officer": "钱某某"}),
    "outreach-visits": (
        {"difficulty": "招工难"},
        {"visited-on": MARCH[19]},
        {"enterprise": SECOND, "credit-code": B, "staff": 118, "short": 0, "vacancies": None, "visited-on": MARCH[13]},
    ),
    "labour-guarantee-ledger": (
        {"subsidies": "（二）", "amount": 12000},
        {"credit-code": B, "officer": "钱某某"},
        {"credit-code": C},
        {"month": FEBRUARY},
    ),
    "grassroots-visits": ({}, {"person-id": "110105194912310038", "target": SECOND}),
    "recruitment-events": ({}, {"held-on": MARCH[17]}, {"area": "平顶山市宝丰县", "held-on": FEBRUARY}),
    "labour-sharing": ({}, {"people": 14, "trade": "焊工"}),
    "live-recruitment": ({},),
    "subsidy-dispatch": (
        {"month": dt.date(2023, 1, 1), "people": 21, "amount": 21001.5},
        {},
        {"month": FEBRUARY, "people": 22, "amount": 21002.5},
        {"month": dt.date(2022, 12, 1), "people": 100, "amount": 100000},
    ),
    "labour-bulletin": ({}, {"area": "平顶山市新华区"}, {"area": "平顶山市宝丰县"}, {"area": "济源市"}),
}
EMPTY = None

# What the rows above must lead to, worked out by hand
EXPECTED: Mapping[tuple[str, str], list[object]] = {
    ("key-enterprises", "headcount"): [1250, 120, 400],
    # 制造业: 从业人员 20 to 299 and 营业收入 300 to 1999 万元 小型, from 2000 万元 on held down by the staff
    ("key-enterprises", "suggested-size"): ["请补营业收入", "小型", "请补营业收入"],
    ("key-enterprises", "visits"): [2, 1, 0],
    ("labour-demand", "first-staff"): [1250, 1250, 120],
    ("labour-demand", "counted-staff"): [1250, 0, 120],
    ("labour-demand", "known-name"): [FIRST, FIRST, SECOND],
    ("labour-demand", "area"): ["平顶山市新华区", "平顶山市新华区", "平顶山市宝丰县"],
    ("issue-resolution", "known-code"): [A, A, B],
    ("issue-resolution", "same-contact"): ["是", "是", "否"],
    ("issue-resolution", "days"): [2, EMPTY, 2],
    ("service-officers", "visits"): [2, 0],  # the second enterprise was visited by another officer
    ("outreach-visits", "in-month"): ["是", "是", "是"],
    ("outreach-visits", "assigned"): ["是", "是", "否"],
    ("outreach-visits", "demand-staff"): [1250, 1250, 120],
    ("outreach-visits", "demand-short"): [13, 13, 0],
    ("outreach-visits", "problems"): [2, EMPTY, EMPTY],  # both problems of 6 March, the day of the visit
    ("labour-guarantee-ledger", "enterprise"): [FIRST, SECOND, THIRD, FIRST],
    ("labour-guarantee-ledger", "visits"): [2, 1, 0, EMPTY],  # the lists are of March, the last row of February
    ("labour-guarantee-ledger", "staff"): [1250, 120, EMPTY, EMPTY],
    ("labour-guarantee-ledger", "short"): [13, 0, EMPTY, EMPTY],
    ("labour-guarantee-ledger", "solved"): [12, 0, EMPTY, EMPTY],
    ("labour-guarantee-ledger", "issues"): [2, 1, 0, EMPTY],
    ("labour-guarantee-ledger", "issues-solved"): [1, 0, 0, EMPTY],
    ("grassroots-visits", "target-short"): [13, 0],
    ("labour-sharing", "short"): [13, 13],
    ("subsidy-dispatch", "people-so-far"): [21, 66, 43, 100],
    ("subsidy-dispatch", "amount-so-far"): [21001.5, 63007.5, 42004, 100000],
    ("labour-bulletin", "enterprises"): [2, 1, 1, 1],
    ("labour-bulletin", "enterprises-goal"): [90, EMPTY, EMPTY, 15],
    ("labour-bulletin", "enterprises-rate"): [2 / 90, EMPTY, EMPTY, 1 / 15],
    ("labour-bulletin", "staff"): [0.137, 0.125, 0.012, 0],
    ("labour-bulletin", "staff-goal"): [7, EMPTY, EMPTY, 2],
    ("labour-bulletin", "visit-rate"): [1, 1, 1, 0],
    ("labour-bulletin", "short"): [13, 13, 0, 0],
    ("labour-bulletin", "solved"): [12, 12, 0, 0],
    ("labour-bulletin", "issues"): [3, 2, 1, 0],
    ("labour-bulletin", "answered"): [2, 1, 1, 0],
    ("labour-bulletin", "issue-rate"): [1 / 3, 0.5, 0, EMPTY],
    ("labour-bulletin", "events"): [2, 2, 0, 0],  # the third one was in February
    ("labour-bulletin", "enough-events"): ["是", "是", "否", "否"],
    ("labour-bulletin", "paid"): [21003.5, 21003.5, 0, 0],
}
QUOTA_EXPECTED = {"平顶山市": (2, 0.137, "未达到"), "济源市": (1, 0.04, "未达到"), "郑州市": (0, 0, EMPTY)}


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook filled in with the rows of LINKED."""
    copy = Copy(BOOK)
    for code, rows in LINKED.items():
        form = LISTS[code]
        singles: dict[str, object] = {
            "reporting-unit": "河南省人力资源和社会保障厅",
            "filed-on": FILED,
            "filler": "李某某",
            "filler-tel": "0375-6059678",
        }
        for field in (*form.header, *form.footer):
            copy.put(form, field.code, singles[field.code])
        for number, row in enumerate(rows):
            copy.fill(form, number, {**FAULTLESS[code], **row})
    path = tmp_path_factory.mktemp("labour") / "用工保障.xlsx"
    path.write_bytes(copy.bytes())
    return path


@pytest.fixture(scope="module")
def live(linked: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]) -> CachedValues:
    return recalculated([linked])[0]


def held(values: CachedValues, form: str, field: str, count: int) -> list[object]:
    """The first cells of a column, an empty text as an empty cell."""
    found = values.named(f"{LISTS[form].name}.{field.replace('-', '_')}")
    return [EMPTY if each == "" else each for each in found[:count]]


@pytest.mark.parametrize(("form", "field"), EXPECTED)
def test_a_column_that_looks_into_other_lists(form: str, field: str, live: CachedValues) -> None:
    expected = EXPECTED[form, field]
    found = held(live, form, field, len(expected))
    assert [pytest.approx(each) if isinstance(each, (int, float)) else each for each in expected] == found


def test_what_is_listed_stands_beside_the_quota(live: CachedValues) -> None:
    columns = [
        held(live, "key-enterprise-quota", field, 18) for field in ("listed-enterprises", "listed-staff", "reached")
    ]
    for city, expected in QUOTA_EXPECTED.items():
        place = [name for name, *_ in QUOTAS].index(city)
        assert [column[place] for column in columns] == [
            pytest.approx(each) if isinstance(each, (int, float)) else each for each in expected
        ]


def test_nothing_is_missing_or_wrong_in_the_workbook_itself(live: CachedValues) -> None:
    for code in LISTS:
        for count in ("missing", "errors"):
            assert live.named(f"jy.{count}.{LISTS[code].name}") == [0], (code, count)


def test_python_works_the_same_columns_out(linked: Path, live: CachedValues) -> None:
    received = read_workbook(linked, forms())
    for code, data in received.forms.items():
        if code not in LINKED:
            continue
        for field in LISTS[code].columns:
            if field.formula:
                expected = held(live, code, field.code, len(data))
                found = data.values(field.code)
                assert [comparable(each) for each in found] == [comparable(each) for each in expected], (
                    code,
                    field.code,
                )


def comparable(value: object) -> object:
    return round(float(value), 9) if isinstance(value, (int, float, Decimal, Fraction)) else value


def test_the_findings_about_the_filled_workbook(linked: Path) -> None:
    """Only what is meant to be odd in LINKED is found."""
    found = check(read_workbook(linked, forms()), today=TODAY)
    assert sorted({(each.sheet, each.rule, each.field) for each in found}) == sorted(
        {
            ("各地重点企业清单", "NOT_LISTED_IN", "credit-code"),  # the third: no officer, no demand
            ("人社服务专员走访企业记录表", "STAFF_NOT_AS_IN_DEMAND", "staff"),  # 118 against 120
            ("人社服务专员走访企业记录表", "NOT_ASSIGNED", "officer"),  # the second enterprise is 钱某某's
            ("用工保障台账", "NO_VISIT", "visits"),
            ("就业访民情走访登记表", "TARGET_NOT_SHORT", "target"),
            ("共享用工登记表", "MORE_THAN_SHORT", "people"),  # 14 against 13
        }
    )
    assert {each.severity for each in found} == {"warning"}


def test_the_files_are_valid(
    linked: Path, tmp_path: Path, assert_valid_files: Callable[[Iterable[Path]], None]
) -> None:

    paths = [tmp_path / "labour.xlsx", tmp_path / "satisfaction.xlsx"]
    write(BOOK, paths[0], rows=8)
    write(workbooks()["employer-satisfaction"], paths[1])
    assert_valid_files(paths)
