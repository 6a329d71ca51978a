"""check tells one number under several names within a workbook in the words of a merge."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.book import BookData
from addin.merging import merge
from addin.sealing import full_check
from templates.findings import Finding
from templates.reading import FileBook
from tests.addin.course_books import OTHER, PERSON, course, ledger
from tests.addin.merge_books import CODES, book, enterprise, save


def checked(content: bytes) -> list[Finding]:
    with FileBook(Path("a.xlsx"), content) as source:
        found = full_check(BookData(source, today=dt.date(2023, 12, 1)))
    return [each for each in found if each.rule.endswith("_OF_SEVERAL_NAMES")]


def test_a_person_of_two_names_is_told_at_both_rows_as_a_merge_tells_it(tmp_path: Path) -> None:
    content = ledger([course(8, apply_date=dt.date(2023, month, 1), person_name=name)
                      for month, name in ((6, "张三"), (7, "李四"), (8, "张三"))])  # fmt: skip
    first, second = checked(content)
    assert (first.cell[-1], second.cell[-1], first.severity) == ("4", "5", "error")
    assert f"“{PERSON}”的姓名这里是“张三”，本表" in first.message
    assert "请核对是哪一处填错，改正后重报。" in first.message
    merged = merge(save(tmp_path / "in", {"a.xlsx": content}), tmp_path / "out.xlsx")
    assert [each for _, each in merged.findings if each.rule == first.rule] == [first, second]


@pytest.mark.parametrize(
    "rows",
    [
        [course(8), course(8, apply_date=dt.date(2023, 7, 1))],
        [course(8), course(8, OTHER, person_name="李四")],
        [course(8, "1" * 18), course(8, "1" * 18, person_name="李四")],  # typed for want of a number
    ],
    ids=["same-name", "two-numbers", "no-number"],
)
def test_who_has_one_name_is_not_told(rows: list[dict[str, object]]) -> None:
    assert checked(ledger(rows)) == []


def test_an_enterprise_may_have_been_renamed() -> None:
    rows = [enterprise(0), enterprise(1), enterprise(0, name="洛阳示例制造有限公司")]
    found = checked(book("平顶山市人力资源和社会保障局", rows))
    assert {(each.rule, each.severity) for each in found} == {("CODE_OF_SEVERAL_NAMES", "warning")}
    assert len(found) == 2 and all(CODES[0] in each.message for each in found)
