"""What a merge does with rows, units and months."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.hosts import headless
from addin.merging import merge
from tests.addin.filled_books import foreign
from tests.addin.merge_books import (
    CODES,
    PERSONS,
    REGISTER,
    Result,
    book,
    enterprise,
    merged,
    need,
    rules_of,
    save,
)

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"


# --- the whole way ------------------------------------------------------------------------------------------


def test_what_clerks_filled_in_comes_out_as_one_list(tmp_path: Path) -> None:
    """Build, fill in as people do, merge, read back: the same rows, each with where it came from."""
    outcome, result = merged(
        tmp_path,
        {
            "1平顶山市.xlsx": book(CITY, [enterprise(0), enterprise(1)], [need(0)]),
            "2洛阳市.xlsx": book(OTHER, [enterprise(2, area="洛阳市西工区", size="大型")]),
        },
    )
    assert outcome.as_json()["files"] == [
        {"file": "1平顶山市.xlsx", "status": "merged", "reason": "", "rows_in": 3, "merged": 3, "rejected": 0},
        {"file": "2洛阳市.xlsx", "status": "merged", "reason": "", "rows_in": 1, "merged": 1, "rejected": 0},
    ]
    assert result.sheets[:4] == ["汇总说明", "各地汇总", "各地重点企业清单", "用工需求清单汇总表"]
    rows = result.table("各地重点企业清单", "企业名称")
    assert [row["社会统一信用代码"] for row in rows] == list(CODES[:3])
    assert [row["序号"] for row in rows] == [1, 2, 3]
    assert [row["企业规模"] for row in rows] == [1000, 2000, "大型"]
    assert [row["报送单位"] for row in rows] == ["平顶山市", "平顶山市", "洛阳市"]
    assert [(row["来源文件"], row["来源行"]) for row in rows] == [
        ("1平顶山市.xlsx", 5), ("1平顶山市.xlsx", 6), ("2洛阳市.xlsx", 5),
    ]  # fmt: skip
    [row] = result.table("用工需求清单汇总表", "企业名称")
    assert row["缺工人数"] == 5
    assert row["所属行业"] == "制造业"


# --- rows that do not join ----------------------------------------------------------------------------------


def test_only_rows_without_key_repeated_or_with_an_error_value_are_left_out(tmp_path: Path) -> None:
    rows = [
        enterprise(0),
        enterprise(1, credit_code=None),
        enterprise(2, address="#REF!"),
        enterprise(0, name="平顶山另一示例有限公司"),
        enterprise(3, credit_code=CODES[3][:-1] + "A", industry="火星业", contact="没有电话", size=-5),
    ]
    outcome, result = merged(tmp_path, {"平顶山市.xlsx": book(CITY, rows)})
    [file] = outcome.files
    assert (file.status, file.rows_in, file.merged, file.rejected) == ("partly", 5, 2, 3)
    assert [row["序号"] for row in result.table("各地重点企业清单", "企业名称")] == [1, 2]
    assert result.table("各地重点企业清单", "企业名称")[1]["企业所属行业"] == "火星业"
    found = rules_of(outcome)
    for rule in ("ROW_NO_KEY", "ROW_ERROR_VALUE", "ROW_REPEATED", "CREDIT_CODE_CHECK", "NOT_IN_LIST", "NO_TEL_INSIDE"):
        assert rule in found, rule
    rejected = result.table("未并入的行", "原因")
    assert [row["行"] for row in rejected] == [6, 7, 8]
    assert "没有填社会统一信用代码" in str(rejected[0]["原因"])
    assert "本表第5行" in str(rejected[2]["原因"])
    assert "平顶山另一示例有限公司" in str(rejected[2]["这一行的内容"])
    assert not outcome.clean


def test_a_row_of_another_file_is_not_taken_twice(tmp_path: Path) -> None:
    files = {"1.xlsx": book(CITY, [enterprise(0)]), "2.xlsx": book(CITY, [enterprise(0), enterprise(1)])}
    outcome, result = merged(tmp_path, files)
    assert [each.rejected for each in outcome.files] == [0, 1]
    assert len(result.table("各地重点企业清单", "企业名称")) == 2
    [row] = result.table("未并入的行", "原因")
    assert "平顶山市“1.xlsx”各地重点企业清单第5行" in str(row["原因"])
    assert outcome.duplicates == []  # the same unit twice is no conflict between units


def test_optional_parts_of_a_key_may_be_blank(tmp_path: Path) -> None:
    """The key of 用工需求清单 is code and both trades; an enterprise that lacks nobody names no trade."""
    nothing = {"kind_solved": None, "trade_solved": None, "channel": None, "solved": 0}
    nobody = {"kind_short": None, "trade_short": None, "reason": None, "short": 0}
    rows = [need(0, **nothing, **nobody), need(0), need(0, **nothing), need(0, **nothing, **nobody)]
    outcome, _ = merged(tmp_path, {"平顶山市.xlsx": book(CITY, demand=rows)})
    assert (outcome.files[0].merged, outcome.files[0].rejected) == (3, 1)


def test_the_month_belongs_to_the_key_of_a_monthly_list(tmp_path: Path) -> None:
    files = {
        "3月.xlsx": book(CITY, demand=[need(0)], day=dt.date(2023, 3, 28)),
        "4月.xlsx": book(CITY, demand=[need(0)], day=dt.date(2023, 4, 18)),
        "5月.xlsx": book(OTHER, demand=[need(1)], day=dt.date(2023, 4, 19)),
    }
    outcome, _ = merged(tmp_path, files)
    assert [each.merged for each in outcome.files] == [1, 1, 1]
    assert outcome.forms[0].months == {"2023-03": 1, "2023-04": 2}
    [odd] = [place for place, each in outcome.findings if each.rule == "OTHER_MONTH"]
    assert outcome.files[odd].file == "3月.xlsx"


# --- units --------------------------------------------------------------------------------------------------


def test_the_same_enterprise_of_two_units_is_named_with_both_places(tmp_path: Path) -> None:
    files = {"1.xlsx": book(CITY, [enterprise(1), enterprise(0)]), "2.xlsx": book(OTHER, [enterprise(0)])}
    outcome, result = merged(tmp_path, files)
    [each] = outcome.as_json()["duplicates"]
    assert (each["form"], each["kind"], each["value"]) == (REGISTER, "enterprise", CODES[0])
    assert each["units"] == ["平顶山市", "洛阳市"]
    assert [(place["file"], place["cell"]) for place in each["places"]] == [("1.xlsx", "C6"), ("2.xlsx", "C5")]
    crossing = [(place, each.cell) for place, each in outcome.findings if each.rule == "DUPLICATE_ACROSS_UNITS"]
    assert crossing == [(0, "C6"), (1, "C5")]
    rows = result.table("重复名单", "代码或号码")
    assert [(row["报送单位"], row["处理"]) for row in rows] == [
        ("平顶山市", "已并入，请核对归属"), ("洛阳市", "未并入，请核对归属"),
    ]  # fmt: skip


def test_the_same_person_of_two_units_is_found_too(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "visited-on": dt.date(2023, 3, 2),
        "village": "湖滨社区",
        "name": "张三",
        "person-id": PERSONS[0],
        "telephone": "13900000001",
        "employment": "失业",
    }
    files = {"1.xlsx": book(CITY, visits=[row]), "2.xlsx": book(OTHER, visits=[row])}
    outcome, _ = merged(tmp_path, files)
    [each] = outcome.duplicates
    assert (each.kind, each.value, each.units) == ("person", PERSONS[0], ["平顶山市", "洛阳市"])
    assert each.places[0].name == "张三"


@pytest.mark.parametrize(
    ("unit", "issued_to", "name", "expected", "rule"),
    [
        (CITY, "", "任意.xlsx", "平顶山市", ""),
        (OTHER, "平顶山市", "任意.xlsx", "平顶山市", "UNIT_DIFFERS"),
        (None, "", "用工保障_漯河市.xlsx", "漯河市", "UNIT_FROM_FILE_NAME"),
    ],
    ids=["the header", "the issued unit before the header", "the file's name where nothing else is"],
)
def test_whose_file_it_is(
    tmp_path: Path, unit: str | None, issued_to: str, name: str, expected: str, rule: str
) -> None:
    outcome, result = merged(tmp_path, {name: book(unit, [enterprise(0)], issued_to=issued_to)})
    assert outcome.files[0].unit is not None
    assert outcome.files[0].unit.name == expected
    assert result.table("各地重点企业清单", "企业名称")[0]["报送单位"] == expected
    assert [each.rule for _, each in outcome.findings if each.rule.startswith("UNIT_")] == ([rule] if rule else [])


def test_missing_reporters(tmp_path: Path) -> None:
    files = {
        "1.xlsx": book(CITY, [enterprise(0)], [need(0)]),
        "2.xlsx": book(OTHER, [enterprise(1)]),
        "用工保障_漯河市.xlsx": book(OTHER, [enterprise(2)])[:3000],
    }
    outcome, result = merged(tmp_path, files)
    missing = outcome.as_json()["missing"]
    assert len(missing) == 16
    assert missing[:3] == ["郑州市", "开封市", "安阳市"]  # in the printed order
    rows = {str(row["单位"]): str(row["情况"]) for row in result.table("未报名单", "情况")}
    assert rows["郑州市"] == "没有收到文件"
    assert rows["漯河市"].startswith("收到“用工保障_漯河市.xlsx”，但没有读出内容")
    assert rows["洛阳市"] == "已报送，缺《用工需求清单汇总表》"


def test_what_arrived_and_was_not_read_is_told_alike_in_the_result_and_by_the_button(tmp_path: Path) -> None:
    """未报名单: a torn file, a county's torn file, a result instead of a form, another city's file."""
    good = book(CITY, [enterprise(0)])
    merge(save(tmp_path / "先", {"a.xlsx": good}), tmp_path / "先.xlsx")
    files = {
        "平顶山市.xlsx": good,
        "漯河市.xlsx": good[:3000],
        "许昌市禹州市.xlsx": good[:3000],
        "下级/洛阳市.xlsx": (tmp_path / "先.xlsx").read_bytes(),
        "濮阳市.xlsx": good,
    }
    _, result = merged(tmp_path, files)
    listed = {str(row["单位"]): str(row["情况"]) for row in result.table("未报名单", "情况")}
    for city, words in (
        ("漯河市", "收到“漯河市.xlsx”，但没有读出内容：文件不完整或已损坏"),
        ("许昌市", "收到“许昌市禹州市.xlsx”，但没有读出内容：文件不完整或已损坏"),
        ("洛阳市", "收到“下级/洛阳市.xlsx”，但没有读出内容：这是一份汇总结果"),
        ("濮阳市", "收到“濮阳市.xlsx”，但没有读出内容：与“平顶山市.xlsx”内容完全相同"),
        ("郑州市", "没有收到文件"),
    ):
        assert listed[city].startswith(words), city
    options = {"folder": str(tmp_path / "收件")}
    run = headless.run("missing_reporters", Path("x.xlsx"), content=foreign(), options=options)
    path = tmp_path / "名单.xlsx"
    path.write_bytes(run.files[0].content)
    rows = Result(path).table("未报名单", "情况")
    assert {str(row["单位"]): str(row["情况"]) for row in rows} == listed
    assert len(rows) == 17


def test_a_list_is_compared_with_what_its_unit_sent_in_another_file(tmp_path: Path) -> None:
    files = {
        "1清单.xlsx": book(CITY, [enterprise(0)]),
        "2需求.xlsx": book(CITY, demand=[need(0), need(1)]),
        "3洛阳.xlsx": book(OTHER, demand=[need(2)]),  # this unit sent no register at all
    }
    outcome, _ = merged(tmp_path, files)
    found = [(place, each) for place, each in outcome.findings if each.rule == "NOT_LISTED_IN"]
    assert [(place, each.cell, each.severity) for place, each in found] == [(1, "D7", "warning")]
    assert CODES[1] in found[0][1].message
