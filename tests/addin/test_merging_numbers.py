"""One ID number or credit code under several names is told, wherever the rows came from."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.book import BookData
from addin.commands import commands
from addin.hosts.sheets import SheetBook
from addin.merging import Outcome, merge
from addin.merging.numbers import named_numbers
from tests.addin.course_books import OTHER as SECOND
from tests.addin.course_books import PERSON, course, ledger
from tests.addin.merge_books import CODES, PERSONS, book, enterprise, save

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"
COUNTY = "平顶山市宝丰县人社局"


def told(outcome: Outcome) -> list[tuple[str, str, str, str]]:
    """File, cell, severity and words of what is said about names."""
    return [
        (outcome.files[place].file, each.cell, each.severity, each.message)
        for place, each in outcome.findings
        if each.rule.endswith("_OF_SEVERAL_NAMES")
    ]


def outcome_of(folder: Path, files: dict[str, bytes]) -> Outcome:
    return merge(save(folder / "收件", files), folder / "汇总.xlsx")


def visit(name: str, person: str = PERSONS[0]) -> dict[str, object]:
    return {"visited-on": dt.date(2023, 3, 2), "village": "湖滨社区", "name": name, "person-id": person,
            "telephone": "13900000001", "employment": "失业"}  # fmt: skip


def test_a_person_of_two_names_in_two_files_is_told_in_both(tmp_path: Path) -> None:
    files = {
        "a.xlsx": ledger([course(person=PERSON, person_name="张三")]),
        "b.xlsx": ledger([course(person=SECOND), course(person=PERSON, person_name="李四")], COUNTY),
    }
    first, second = told(outcome_of(tmp_path, files))
    assert (first[0], second[0]) == ("a.xlsx", "b.xlsx") and first[2] == second[2] == "error"
    assert first[1][:-1] == second[1][:-1] and (first[1][-1], second[1][-1]) == ("4", "5")
    assert f"“{PERSON}”的姓名这里是“张三”，平顶山市宝丰县“b.xlsx”的" in first[3] and "是“李四”。" in first[3]
    assert "这里是“李四”，平顶山市新华区“a.xlsx”的" in second[3] and "请核对是哪一处填错，改正后重报。" in second[3]


def test_a_person_of_two_names_in_one_file_is_told_at_both_rows(tmp_path: Path) -> None:
    rows = [course(8, apply_date=dt.date(2023, month, 1), person_name=name)
            for month, name in ((6, "张三"), (7, "李四"), (8, "张三"))]  # fmt: skip
    found = told(outcome_of(tmp_path, {"a.xlsx": ledger(rows)}))
    assert [(cell[-1], "本表" in words) for _, cell, _, words in found] == [("4", True), ("5", True)]


def test_a_person_of_two_names_in_two_lists_is_told_too(tmp_path: Path) -> None:
    files = {"a.xlsx": ledger([course(person=PERSONS[0])]), "b.xlsx": book(CITY, [], visits=[visit("李四")])}
    found = told(outcome_of(tmp_path, files))
    assert [file for file, *_ in found] == ["a.xlsx", "b.xlsx"]
    assert "“就业访民情走访登记表”" in found[0][3]


def test_an_enterprise_of_two_names_is_a_warning(tmp_path: Path) -> None:
    """It may have been renamed."""
    files = {
        "a.xlsx": book(CITY, [enterprise(0), enterprise(1)]),
        "b.xlsx": book(OTHER, [enterprise(2), enterprise(0, name="洛阳示例制造有限公司")]),
    }
    first, second = told(outcome_of(tmp_path, files))
    assert first[:3] == ("a.xlsx", "C5", "warning") and second[:3] == ("b.xlsx", "C6", "warning")
    assert f"“{CODES[0]}”的企业名称这里是“平顶山示例1号制造有限公司”" in first[3]
    assert "洛阳市“b.xlsx”的“各地重点企业清单”C6是“洛阳示例制造有限公司”" in first[3]


ALIKE: list[tuple[str, Any, Any]] = [
    ("blanks", {"person_name": "张三"}, {"person_name": "张 三"}),
    ("width", {"person_name": "张A三"}, {"person_name": "张Ａ三"}),
    ("not filled in", {"person_name": "张三"}, {"person_name": None}),
    ("no number", {"person": None, "person_name": "张三"}, {"person": None, "person_name": "李四"}),
    ("no person's number", {"person": "1" * 18, "person_name": "张三"}, {"person": "1" * 18, "person_name": "李四"}),
    ("wrong check digit", {"person": PERSON[:-1] + "9", "person_name": "张三"},
     {"person": PERSON[:-1] + "9", "person_name": "李四"}),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [each[1:] for each in ALIKE], ids=[each[0] for each in ALIKE])
def test_names_that_are_alike_or_numbers_that_are_none_are_no_conflict(tmp_path: Path, first: Any, second: Any) -> None:
    files = {"a.xlsx": ledger([course(**first)]), "b.xlsx": ledger([course(**second)], COUNTY)}
    assert told(outcome_of(tmp_path, files)) == []


def test_zeros_for_a_code_belong_to_nobody(tmp_path: Path) -> None:
    rows = [enterprise(0, credit_code="0" * 18), enterprise(1, credit_code="0" * 18)]
    assert told(outcome_of(tmp_path, {"a.xlsx": book(CITY, rows)})) == []


@pytest.mark.parametrize(
    ("form", "pairs"),
    [
        ("key-enterprises", [("credit-code", "name")]),
        ("grassroots-visits", [("person-id", "name")]),
        ("service-officers", []),  # the name is that of the officer, the code that of the enterprise
        ("labour-sharing", []),  # two codes
        ("ledger-train-offjob", [("person-id", "person-name")]),
        ("ledger-loan-interest-small", []),  # the unit is the bank
        ("ledger-rain-dew-vocational", [("person-id", "person-name")]),
    ],
)
def test_which_name_belongs_to_a_number(form: str, pairs: list[tuple[str, str]]) -> None:
    assert [(number.code, name.code) for number, name in named_numbers(form)] == pairs


def test_the_button_lists_them_beside_the_duplicates(tmp_path: Path) -> None:
    files = {
        "a.xlsx": ledger([course(person=PERSON, person_name="张三")]),
        "b.xlsx": ledger([course(person=PERSON, person_name="李四", apply_date=dt.date(2023, 7, 3))], COUNTY),
    }
    folder = save(tmp_path / "收件", files)
    changes = commands()["find_duplicates"](BookData(SheetBook(Path("a.xlsx"), [], {})), {"folder": str(folder)})
    assert changes.data["summary"] == "查了2个文件，有1个重复。同一号码名称不同的有2处。"
    assert [each["rule"] for each in changes.data["names"]] == ["ID_OF_SEVERAL_NAMES"] * 2
    [given] = changes.files
    rows = list(openpyxl.load_workbook(io.BytesIO(given.content))["同号不同名"].iter_rows(values_only=True))
    assert [row[1:3] for row in rows[-2:]] == [("平顶山市新华区", "a.xlsx"), ("平顶山市宝丰县", "b.xlsx")]
