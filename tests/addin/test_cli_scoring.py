"""`jiuye rubrics` and `jiuye score`: what is printed where, exit statuses, shares counted from enterprises' sheets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from formulas.rubrics import codes, rubric
from tests.addin.command_line import CommandLine
from tests.addin.scored_files import UNIVERSITY, scored_file
from tests.formulas.rubric_sheets import full_sheet


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def full(code: str, header: dict[str, Any], **items: Any) -> dict[str, Any]:
    return full_sheet(rubric(code), header, items)


# --- rubrics --------------------------------------------------------------------------------------------------------


def test_all_rubrics_as_one_document(jiuye: CommandLine) -> None:
    [(key, listed)] = jiuye.answer("rubrics").items()
    assert key == "rubrics"
    assert [each["code"] for each in listed] == list(codes())
    for each in listed:
        sheet = each["sheet"]
        assert sheet["workbook"].startswith("评价标准/") and sheet["workbook"].endswith(".xlsx")
        assert set(sheet["answers"]) == {item["no"] for item in each["items"]}
        assert set(sheet["header"]) == {field["name"] for field in each["header"]}
        assert len(sheet["sections"]) == len(each["sections"])


def test_one_rubric_as_a_document(jiuye: CommandLine) -> None:
    [standard] = jiuye.answer("rubrics", "harmonious-enterprise")["rubrics"]
    assert (standard["total"], standard["pass_line"]["points"], standard["document"]) == (
        100,
        90,
        "豫协调三方〔2023〕1号",
    )
    assert standard["sheet"]["form"] == "harmony-enterprise"
    assert standard["sheet"]["answers"]["12.1"] == {
        "numerator": "harmony_enterprise.i076.numerator",
        "denominator": "harmony_enterprise.i076.denominator",
        "rate": "harmony_enterprise.i076.rate",
    }
    assert standard["sheet"]["total"] == "harmony_enterprise.total"
    assert standard["sheet"]["status"] == "harmony_enterprise.status"


def test_every_header_field_of_a_sheet_is_told(jiuye: CommandLine) -> None:
    """The rubric of 先进地区 reads neither of the two; the sheet asks for both, and a ranking goes by them."""
    [standard] = jiuye.answer("rubrics", "advanced-region")["rubrics"]
    names = standard["sheet"]["header"]
    assert names["排名类别"] == "advanced_region.level"
    assert names["当年评价方案得分"] == "advanced_region.year_total"
    only = {each["name"]: each for each in standard["header"] if each.get("sheet_only")}
    assert list(only) == ["排名类别", "当年评价方案得分"]
    level, total = only.values()
    assert (level["type"], level["allowed"], level["required"]) == ("enum", ["省辖市", "县（市）"], True)
    assert (total["type"], total["allowed"], total["required"]) == ("number", None, False)


def test_the_credit_table_names_both_readings(jiuye: CommandLine) -> None:
    [standard] = jiuye.answer("rubrics", "startup-credit")["rubrics"]
    assert standard["sheet"]["raw"] == "credit_risk_score.raw"
    assert standard["sheet"]["scaled"] == "credit_risk_score.scaled"


def test_rubrics_for_people(jiuye: CommandLine) -> None:
    status, out, err = jiuye("rubrics")
    assert (status, err) == (0, "")
    assert "劳动关系和谐企业评价细则" in out and "≥90" in out
    status, out, err = jiuye("rubrics", "demo-university")
    assert (status, err) == (0, "")
    assert "深入实施“一把手”工程" in out and "一票否决" in out


def test_an_unknown_rubric(jiuye: CommandLine) -> None:
    assert "是不是 demo-university" in jiuye.refused("rubrics", "demo-univercity")
    assert "jiuye rubrics" in jiuye.refused("score", "xyz", "--input", jiuye.save({}))


# --- score ----------------------------------------------------------------------------------------------------------

CONTRACT = {"total", "complete", "missing", "sections", "vetoed", "passed", "lost", "citations"}


def test_a_sheet_scored(jiuye: CommandLine) -> None:
    """Worked example 1 of the enterprise table: 88 + 10 = 98."""
    answers = full("harmonious-enterprise", {}, **{"9.1②": "否", "5.2": "否", "12.1": [184, 200]})
    found = jiuye.answer("score", "harmonious-enterprise", "--input", jiuye.save(answers))
    assert set(found) >= CONTRACT
    assert (found["total"], found["passed"], found["vetoed"]) == ("98.00", True, False)
    assert found["conclusion"] == "可申报和谐劳动关系创建示范企业"
    assert [(each["no"], each["lost"]) for each in found["lost"]] == [("5.2", "1.00"), ("9.1②", "1.00")]
    assert found["sections"]["9 争议调处"] == "7.00"


def test_items_alone_and_a_header(jiuye: CommandLine) -> None:
    """Example 1 of the university table; the items alone know no group, and are unfinished without it."""
    answers = full("demo-university", {"组别": "本科组"}, **UNIVERSITY)
    found = jiuye.answer("score", "demo-university", "--input", jiuye.save(answers))
    assert found["total"] == "96.81"
    alone = jiuye.answer("score", "demo-university", "--input", jiuye.save(answers["items"]))
    assert alone["missing"] == ["组别"] and not alone["complete"]


def test_the_credit_table_adds_raw_and_scaled(jiuye: CommandLine) -> None:
    """Worked example 3: 48 of 62 points, bonus 7."""
    items = {
        "1.1": 29, "1.2": "男", "1.4": "良好", "1.8": "征信记录为正常类", "2.1": "商户声誉口碑好", "2.2": 1,
        "2.3": "销售商品很有特色，行业前景很好", "2.4": 7000, "2.5": 5000,
        "2.6": "经营所在地商业氛围良好，商业交易行为活跃", "2.7": "经营面积一般，存货一般，交易量一般", "2.8": 1,
        "2.9": "申请人实际控制经营", "2.10": "进销货清单、财务账目规范、清晰", "2.11": "国家政策支持，行业风险小",
        "加分1": 1, "加分6": 1, **{f"直接退件{n}": "无" for n in range(1, 6)},
    }  # fmt: skip
    answers = {"header": {"大学生创业": "是"}, "items": items}
    found = jiuye.answer("score", "startup-credit", "--input", jiuye.save(answers))
    assert (found["raw"], found["scaled"], found["total"]) == ("55.00", "84.42", "55.00")
    assert found["conclusion"] == "需经办银行认定（原文未规定折算办法）"


def test_a_half_filled_sheet_is_a_result(jiuye: CommandLine) -> None:
    found = jiuye.answer("score", "harmonious-enterprise", "--input", jiuye.save({"1.1①": "是"}))
    assert found["total"] == "2.00" and found["passed"] is None
    assert len(found["missing"]) == 77


def test_a_wrong_answer_is_a_finding(jiuye: CommandLine) -> None:
    status, out, err = jiuye("score", "demo-university", "--input", jiuye.save({"（一）1": 3}), "--json")
    assert (status, err) == (1, "")
    assert [each["code"] for each in json.loads(out)["findings"]] == ["SCORE_RANGE"]


def test_for_people(jiuye: CommandLine) -> None:
    answers = full("harmonious-enterprise", {}, **{"9.1②": "否", "12.1": [159, 200], "11.1①": "否", "1.3②": "不涉及"})
    status, out, err = jiuye("score", "harmonious-enterprise", "--input", jiuye.save(answers))
    assert (status, err) == (0, "")
    for words in ("总分92.00分", "可申报和谐劳动关系创建示范企业", "有金牌劳动关系协调员", "须在备注中写明理由"):
        assert words in out


@pytest.mark.parametrize(
    ("document", "words"),
    [("{", "不是正确的JSON"), ('"x"', ""), ("[1, 2]", "")],
)
def test_input_that_is_no_answer_sheet(jiuye: CommandLine, document: str, words: str) -> None:
    path = jiuye.save(document)
    status, out, err = jiuye("score", "harmonious-enterprise", "--input", path)
    if words:
        assert (status, out) == (2, "") and words in err
    else:
        assert status == 1 and "答卷" in out


# --- shares counted from the sheets of enterprises ------------------------------------------------------------------


@pytest.fixture(scope="module")
def enterprises(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four enterprises: 100 points; 85 with satisfaction 95 %; 84 with 89 %; 95 but an event on the negative list."""
    folder = tmp_path_factory.mktemp("enterprises")
    full_points: dict[str, object] = {"12.1": [200, 200]}
    weak: dict[str, object] = dict.fromkeys(("11.1①", "11.1②", "11.1③", "1.1①", "1.1②", "2.1①", "2.1②"), "否")
    changes: dict[str, dict[str, object]] = {
        "甲": full_points,
        "乙": {**weak, "12.1": [190, 200], "8.1①": "否"},
        "丙": {**weak, "12.1": [178, 200]},
        "丁": {**full_points, "13①": "有"},
    }
    for name, items in changes.items():
        scored_file(
            folder / f"样例{name}公司.xlsx", "harmonious-enterprise", items, {"企业名称（盖章）": f"样例{name}公司"}
        )
    return folder


def test_shares_of_a_park_from_the_enterprises_own_sheets(jiuye: CommandLine, enterprises: Path) -> None:
    """85 and more: 甲 (100), 乙 (100 − 14 − 1 = 85); 丙 has 84, 丁 0. Satisfied by 90 %: 甲, 乙, 丁. Of 4 enterprises.

    三、1: 50 % → 10; 三、2: 75 % → 15; checklist 50 → 75.
    """
    answers = full("harmonious-park-township", {})
    options = ("--enterprises", enterprises, "--total", 4)
    found = jiuye.answer("score", "harmonious-park-township", "--input", jiuye.save(answers), *options)
    assert found["items"]["三、1"]["points"] == "10.00"
    assert found["items"]["三、2"]["points"] == "15.00"
    assert found["total"] == "75.00"


def test_the_counts_alone_to_be_typed_into_the_sheet(jiuye: CommandLine, enterprises: Path) -> None:
    """Of 8 enterprises, four of which sent nothing: 甲 and 乙 reach 85; 甲, 乙, 丁 are satisfied by 90 %."""
    options = ("--enterprises", enterprises, "--total", 8)
    found = jiuye.answer("score", "harmonious-park-township", *options)
    assert found["counted"] == {"三、1": [2, 8], "三、2": [3, 8]}
    assert sorted(each["unit"] for each in found["enterprises"]) == sorted(f"样例{name}公司" for name in "甲乙丙丁")
    status, out, err = jiuye("score", "harmonious-park-township", *options)
    assert (status, err) == (0, "")
    for words in ("读出4份自评表", "样例丁公司", "不得申报（负面清单）", "25.00%", "37.50%"):
        assert words in out, words


def test_an_enterprise_that_sent_the_same_twice_counts_once(
    jiuye: CommandLine, enterprises: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "企业"
    shutil.copytree(enterprises, folder)
    shutil.copy(folder / "样例甲公司.xlsx", folder / "样例甲公司（新）.xlsx")
    status, out, err = jiuye("score", "harmonious-park-township", "--enterprises", folder, "--total", 8)
    assert status == 0 and "读出4份自评表" in out and "25.00%" in out
    assert "样例甲公司（新）.xlsx：与“样例甲公司.xlsx”内容相同，只算一份。" in err


def test_an_enterprise_that_sent_two_different_sheets_is_asked_about(
    jiuye: CommandLine, enterprises: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "企业"
    shutil.copytree(enterprises, folder)
    header = {"企业名称（盖章）": "样例 甲公司"}
    scored_file(folder / "改.xlsx", "harmonious-enterprise", {"1.1①": "否", "12.1": [200, 200]}, header)
    said = jiuye.refused("score", "harmonious-park-township", "--enterprises", folder, "--total", 8)
    assert "改.xlsx" in said and "样例甲公司.xlsx" in said and "内容不同" in said and "移出文件夹" in said


def reviewed(folder: Path, name: str, items: Mapping[str, object], beside: Mapping[str, object]) -> None:
    header = {"企业名称（盖章）": name}
    scored_file(folder / f"{name}.xlsx", "harmonious-enterprise", {"12.1": [200, 200], **items}, header, beside)


def test_a_review_counts_where_there_is_one(jiuye: CommandLine, tmp_path: Path) -> None:
    """Of five with 100 by their own account 甲 keeps them, 乙 falls under a veto of the reviewer, 丙 loses section 1
    (10), 2.1① (2) and 5 of 12.1: 83; 丁's review is at fault; 戊 declared a veto that the reviewer takes back: 100.

    85 and more: 甲, 戊 of ten. With 5 of 10 points for 12.1 丙 no longer counts as satisfied by 90 %: 甲, 乙, 戊, and
    丁, whose slip is at another item. 己's is at 12.1 itself; 庚 is unfinished elsewhere and counts for that item too.
    """
    folder = tmp_path / "企业"
    reviewed(folder, "样例甲公司", {}, {})
    reviewed(folder, "样例乙公司", {}, {"i077.review": "有", "i077.reason": "查实"})
    reviewed(folder, "样例丙公司", {}, {"i076.review": 5} | {f"i00{n}.review": 0 for n in range(1, 10)})
    reviewed(folder, "样例丁公司", {}, {"i001.review": 3})
    reviewed(folder, "样例戊公司", {"13①": "有"}, {"i077.review": "无"})
    reviewed(folder, "样例己公司", {}, {"i076.review": 11})
    reviewed(folder, "样例庚公司", {"1.1①": None}, {})
    options = ("--enterprises", folder, "--total", 10)
    status, out, err = jiuye("score", "harmonious-park-township", *options, "--json")
    found = json.loads(out)
    assert status == 1 and found["counted"] == {"三、1": [2, 10], "三、2": [5, 10]}
    told = {each["unit"]: (each["reviewed"], each["total"], each["self"]) for each in found["enterprises"]}
    assert told["样例甲公司"] == (False, "100.00", "100.00")
    assert told["样例乙公司"] == (True, "0.00", "100.00")
    assert told["样例丁公司"] == (True, None, "100.00")
    assert "样例丁公司.xlsx：复评填写有误1项" in err and "按未达到计" in err
    _, out, _ = jiuye("score", "harmonious-park-township", *options)
    assert "采用" in out and "复评有误" in out


def test_the_enterprises_are_at_least_those_that_sent_a_sheet(jiuye: CommandLine, enterprises: Path) -> None:
    """Two of the four reach the line, so that a share of 2 in 3 would look sound."""
    said = jiuye.refused("score", "harmonious-park-township", "--enterprises", enterprises, "--total", 3)
    assert "--total 填的是3，文件夹里有4家企业的自评表" in said


def test_a_file_that_cannot_be_read_is_told_of(jiuye: CommandLine, enterprises: Path, tmp_path: Path) -> None:
    folder = tmp_path / "企业"
    shutil.copytree(enterprises, folder)
    (folder / "坏.xlsx").write_bytes(b"PK")
    status, out, err = jiuye("score", "harmonious-park-township", "--enterprises", folder, "--total", 8)
    assert status == 1 and "没有读出 坏.xlsx" in err
    assert "25.00%" in out and "有1个文件没有统计进去" in out


def test_where_no_sheet_is_read_there_are_no_figures(jiuye: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "企业"
    folder.mkdir()
    (folder / "坏.xlsx").write_bytes(b"PK")
    scored_file(folder / "品牌.xlsx", "hr-brand", {"（二）": 5001}, {"申报主体": "其他"})
    options = ("score", "harmonious-park-township", "--enterprises", folder, "--total", 5)
    said = jiuye.refused(*options)
    assert "没有读出一份填写过的" in said and "坏.xlsx" in said and "品牌.xlsx" in said and "0.00%" not in said
    assert "没有读出一份填写过的" in jiuye.refused(*options, "--input", jiuye.save({}))


def test_the_folder_and_the_number_go_together(jiuye: CommandLine, enterprises: Path) -> None:
    path = jiuye.save({})
    assert "--total" in jiuye.refused(
        "score", "harmonious-park-township", "--input", path, "--enterprises", enterprises
    )
    few = ("--enterprises", enterprises, "--total", 1)
    assert "企业总数" in jiuye.refused("score", "harmonious-park-township", "--input", path, *few)
    assert "不要写" in jiuye.refused("score", "hr-brand", "--input", path, *few)


LOST = "第7项（原文无标题）"  # L1528–1530 print no heading for 7


def test_a_section_whose_heading_is_lost_has_one_name_everywhere(jiuye: CommandLine, tmp_path: Path) -> None:
    source = tmp_path / "答卷.json"
    source.write_text('{"1.1①": "是"}', encoding="utf-8")
    _, out, _ = jiuye("score", "harmonious-enterprise", "--input", source)
    assert LOST in out and "源文本" not in out
    scored = jiuye.answer("score", "harmonious-enterprise", "--input", source)["sections"]
    [standard] = jiuye.answer("rubrics", "harmonious-enterprise")["rubrics"]
    named = {each["no"]: each["name"] for each in standard["sections"]}
    assert list(scored) == list(named.values()) == list(standard["sheet"]["sections"])
    assert named["7"] == LOST


def test_a_bonus_that_counts_once_is_asked_for_in_words(jiuye: CommandLine) -> None:
    [standard] = jiuye.answer("rubrics", "startup-credit")["rubrics"]
    bonus = next(each for each in standard["items"] if each["no"] == "加分1")
    assert bonus["answers"] == ["是", "否"]
    assert (bonus["inputs"][0]["title"], bonus["inputs"][0]["maximum"]) == ("是否具备", 1)
    _, out, _ = jiuye("rubrics", "startup-credit")
    assert "是/否" in out and "次数" not in out
