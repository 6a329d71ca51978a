"""`jiuye rank`: groups, ties, whoever is out of the running, reviewed points, the year's plan, unreadable files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from addin.scoring.quotas import school_of
from addin.scoring.ranking import Group, rank, rank_folder
from tests.addin.command_line import CommandLine
from tests.addin.scored_files import UNIVERSITY, scored_file


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def university(
    folder: Path,
    name: str,
    group: str,
    items: Mapping[str, object] | None = None,
    beside: Mapping[str, object] | None = None,
) -> None:
    header = {"学校名称（盖章）": name, "组别": group}
    scored_file(folder / f"{name}.xlsx", "demo-university", {**UNIVERSITY, **(items or {})}, header, beside)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven schools of two groups, none of them real, and a file that is no workbook.

    甲 and 乙 have 96.807; 丙 loses 1 of （一）1; 丁 falls under a veto; 戊 is unfinished; 己 is cut to
    94.807 by review.
    """
    folder = tmp_path_factory.mktemp("schools")
    university(folder, "样例甲大学", "本科组")
    university(folder, "样例乙大学", "本科组")
    university(folder, "样例丙大学", "本科组", {"（一）1": 1})
    university(folder, "样例丁大学", "本科组", {"一票否决②": "有"})
    university(folder, "样例戊大学", "本科组", {"（七）1": None})
    university(folder, "样例己大学", "本科组", beside={"i001.review": 0, "i001.reason": "没有会议记录"})
    university(folder, "样例庚职业学院", "高职高专组")
    (folder / "说明.xlsx").write_bytes(b"no workbook at all")
    return folder


def group(groups: list[Group], name: str) -> Group:
    return next(each for each in groups if each.name == name)


def test_ties_share_a_rank_and_the_next_one_is_left_out(inbox: Path, tmp_path: Path) -> None:
    ranked = group(rank_folder(inbox, tmp_path / "out.xlsx").groups, "本科组").ranked
    assert [(each.unit, each.rank, each.tied) for each in ranked] == [
        ("样例乙大学", 1, True),
        ("样例甲大学", 1, True),
        ("样例丙大学", 3, False),
        ("样例己大学", 4, False),
    ]
    assert [each.as_json()["total"] for each in ranked] == ["96.81", "96.81", "95.81", "94.81"]


def test_review_counts_and_the_own_score_stays_in_sight(inbox: Path, tmp_path: Path) -> None:
    ranked = group(rank_folder(inbox, tmp_path / "out.xlsx").groups, "本科组").ranked
    last = ranked[-1].as_json()
    assert (last["self"], last["total"], last["reviewed"]) == ("96.81", "94.81", True)


def test_groups_are_ranked_apart(inbox: Path, tmp_path: Path) -> None:
    other = group(rank_folder(inbox, tmp_path / "out.xlsx").groups, "高职高专组")
    assert [(each.unit, each.rank) for each in other.ranked] == [("样例庚职业学院", 1)]


def test_vetoed_and_unfinished_stand_apart_with_the_reason(inbox: Path, tmp_path: Path) -> None:
    out = group(rank_folder(inbox, tmp_path / "out.xlsx").groups, "本科组").out
    assert [(each.unit, each.standing) for each in out] == [("样例丁大学", "vetoed"), ("样例戊大学", "unfinished")]
    assert out[0].reason == "一票否决②：取消参评资格"
    assert "未填完" in out[1].reason


def test_a_review_can_take_a_ground_of_exclusion_back(tmp_path: Path) -> None:
    university(tmp_path, "样例大学", "本科组", {"一票否决②": "有"}, {"i046.review": "无"})
    [found] = rank_folder(tmp_path, tmp_path / "out.xlsx").groups
    assert [each.standing for each in found.ranked] == ["ranked"] and not found.out


# Item 2 of 示范高校 has 2 points, 一票否决② takes 有 or 无
FAULTS: list[tuple[dict[str, object], str, str]] = [
    ({"i001.review": 3}, "复评填的是“3”，应填0至2之间的数字", "REVIEW_RANGE"),
    ({"i001.review": "0"}, "复评的“0”存成了文本，没有计入", "REVIEW_TEXT"),
    ({"i001.review": 1.995}, "复评填的是1.995，得分最多保留两位小数", "REVIEW_DECIMALS"),
    ({"i035.review": 8.005}, "复评填的是8.005，得分最多保留两位小数", "REVIEW_DECIMALS"),  # by figures, not judged
    ({"i046.review": -100}, "复评填的是“-100”，应从下拉列表中选“有”、“无”", "REVIEW_WORD"),
    ({"i046.review": "是"}, "应从下拉列表中选“有”、“无”", "REVIEW_WORD"),
]


@pytest.mark.parametrize(("beside", "words", "code"), FAULTS, ids=[each[1] for each in FAULTS])
def test_a_review_at_fault_is_not_ranked(
    tmp_path: Path, jiuye: CommandLine, beside: dict[str, object], words: str, code: str
) -> None:
    university(tmp_path, "样例大学", "本科组", beside=beside)
    [found] = rank_folder(tmp_path, tmp_path / "out.xlsx").groups
    assert [each.standing for each in found.out] == ["unfinished"] and not found.ranked
    told = found.out[0].as_json()
    assert words in found.out[0].reason and code in found.out[0].reason and "【示范高校创建标准!" in found.out[0].reason
    assert (told["total"], told["self"], told["reviewed"]) == (None, "96.81", True)
    assert "复评填写有误1项" in str(told["conclusion"])
    # and check says the same of the same cell
    status, out, _ = jiuye("check", tmp_path / "样例大学.xlsx", "--json")
    assert status == 1
    assert [each["severity"] for each in json.loads(out)["findings"] if each["rule"] == code] == ["error"]


def test_a_veto_of_the_reviewer_is_the_conclusion(tmp_path: Path, jiuye: CommandLine) -> None:
    """By its own account the enterprise has 100 points and may apply."""
    header = {"企业名称（盖章）": "样例公司"}
    beside = {"i077.review": "有", "i077.reason": "查实"}
    path = scored_file(tmp_path / "a" / "a.xlsx", "harmonious-enterprise", {"12.1": [200, 200]}, header, beside)
    status, out, _ = jiuye("rank", tmp_path / "a", "-o", tmp_path / "out.xlsx", "--json")
    [told] = json.loads(out)["groups"][0]["out"]
    assert (status, told["standing"], told["conclusion"]) == (0, "vetoed", "不得申报（负面清单）")
    status, out, _ = jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    assert status == 0 and "复评0.00分，不得申报（负面清单）（自评100.00分）。" in out and "可申报" not in out
    texts = [str(c.value) for row in openpyxl.load_workbook(tmp_path / "结果.xlsx").active.iter_rows() for c in row]
    assert texts.index("复评总分 0.00 分") < texts.index("自评总分 100.00 分")
    assert "无情形。" not in texts


def test_copies_count_once_and_different_sheets_not_at_all(tmp_path: Path, jiuye: CommandLine) -> None:
    """甲 sent the same twice under other names; 乙 sent two that differ in one point; 丙 is alone."""
    folder = tmp_path / "报送"
    for name in ("样例甲大学", "样例乙大学", "样例丙大学"):
        university(folder, name, "本科组")
    (folder / "样例甲大学（副本）.xlsx").write_bytes((folder / "样例甲大学.xlsx").read_bytes())
    header = {"学校名称（盖章）": "样例乙大学 ", "组别": "本科组"}
    scored_file(folder / "改.xlsx", "demo-university", {**UNIVERSITY, "（一）1": 1}, header)
    status, out, _ = jiuye("rank", folder, "-o", tmp_path / "排名.xlsx", "--json")
    answer = json.loads(out)
    [found] = answer["groups"]
    assert [(each["unit"], each["rank"], each["tied"]) for each in found["ranked"]] == [
        ("样例丙大学", 1, True),
        ("样例甲大学", 1, True),
    ]
    assert status == 1  # somebody has to decide which sheet of 乙 is meant
    assert [(each["file"], each["standing"], each["rank"]) for each in found["out"]] == [
        ("改.xlsx", "repeated", None),
        ("样例乙大学.xlsx", "repeated", None),
    ]
    assert "与“样例乙大学.xlsx”是同一单位的同一种表，内容不同" in found["out"][0]["reason"]
    assert answer["same"] == [{"file": "样例甲大学（副本）.xlsx", "unit": "样例甲大学", "kept": "样例甲大学.xlsx"}]
    _, out, _ = jiuye("rank", folder, "-o", tmp_path / "排名.xlsx")
    assert "重复：与“改.xlsx”" in out and "样例甲大学（副本）.xlsx：与“样例甲大学.xlsx”内容相同，只算一份。" in out
    assert "内容相同的文件" in openpyxl.load_workbook(tmp_path / "排名.xlsx").sheetnames


def test_of_a_sheet_and_its_reviewed_copy_the_copy_counts(tmp_path: Path, jiuye: CommandLine) -> None:
    """甲's sheet came in twice and was reviewed once; 乙's copies have two reviews that differ."""
    folder = tmp_path / "报送"
    cut = {"i001.review": 0, "i001.reason": "没有会议记录"}
    for name, beside in (("甲1", {}), ("甲2", {}), ("甲复评", cut), ("乙1", cut), ("乙2", {**cut, "i002.review": 0})):
        header = {"学校名称（盖章）": f"样例{name[0]}大学", "组别": "本科组"}
        scored_file(folder / f"{name}.xlsx", "demo-university", UNIVERSITY, header, beside)
    status, out, _ = jiuye("rank", folder, "-o", tmp_path / "out.xlsx", "--json")
    told = json.loads(out)
    [one] = told["groups"]
    assert [(each["file"], each["total"]) for each in one["ranked"]] == [("甲复评.xlsx", "94.81")]
    assert [each["file"] for each in one["out"]] == ["乙1.xlsx", "乙2.xlsx"]
    assert {each["standing"] for each in one["out"]} == {"repeated"}
    assert {(each["file"], each["kept"]) for each in told["same"]} == {
        ("甲1.xlsx", "甲复评.xlsx"),
        ("甲2.xlsx", "甲复评.xlsx"),
    }
    assert status == 1
    _, out, _ = jiuye("rank", folder, "-o", tmp_path / "out.xlsx")
    assert "甲1.xlsx：与“甲复评.xlsx”答案相同，那一份有复评，按那一份算。" in out


def test_persons_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    for number, identity in enumerate(("41040019900101001X", "410400199202020020")):
        header = {"姓名": "样例甲", "身份证号": identity}
        scored_file(tmp_path / f"{number}.xlsx", "startup-credit", {}, header)
    [found] = rank_folder(tmp_path, tmp_path / "out.xlsx").groups
    assert not [each for each in found.out if each.standing == "repeated"]
    assert len(found.ranked) + len(found.out) == 2


def test_a_sheet_without_the_code_is_of_the_enterprise_that_has_the_name(tmp_path: Path) -> None:
    """甲 left its code out of the second sheet; 乙 and another 乙 have codes of their own."""
    codes = ("91410402MA00000A1L", "", "91410411MA00000C3X", "91410403MA00000B27")
    sent = zip("1234", ("样例甲公司", "样例甲公司", "样例乙公司", "样例乙公司"), codes, strict=True)
    for file, name, code in sent:
        header = {"企业名称（盖章）": name} | ({"统一社会信用代码": code} if code else {})
        scored_file(tmp_path / f"{file}.xlsx", "harmonious-enterprise", {"12.1": [200, 200]}, header)
    [found] = rank_folder(tmp_path, tmp_path / "out.xlsx").groups
    assert [(each.file, each.standing) for each in found.out] == [("1.xlsx", "repeated"), ("2.xlsx", "repeated")]
    assert [each.file for each in found.ranked] == ["3.xlsx", "4.xlsx"]


def test_advanced_regions_by_the_years_plan(tmp_path: Path) -> None:
    """Four cities for three places, the third tied; a county; a negative indicator takes out of the running."""
    rates = {"四（四）": {"june": 65, "october": 95}, "四（五）": 30, "四（六）": 99}
    cities = {"样例一市": 90, "样例二市": 88, "样例三市": 85, "样例四市": 85, "样例五市": None}
    for name, total in cities.items():
        beside = {"level": "省辖市"} | ({"year_total": total} if total else {})
        scored_file(tmp_path / f"{name}.xlsx", "advanced-region", rates, {"市（县）": name}, beside)
    county = {"level": "县（市）", "year_total": 99}
    scored_file(tmp_path / "样例县.xlsx", "advanced-region", {**rates, "四（四）": 59}, {"市（县）": "样例县"}, county)
    scored_file(
        tmp_path / "样例乙县.xlsx", "advanced-region", rates, {"市（县）": "样例乙县"}, {**county, "year_total": 70}
    )
    groups = rank_folder(tmp_path, tmp_path / "out.xlsx").groups
    assert [each.name for each in groups] == ["省辖市", "县（市）"]  # as the sheet lists them
    found = group(groups, "省辖市")
    assert [(each.unit, each.rank, each.recommended) for each in found.ranked] == [
        ("样例一市", 1, True),
        ("样例二市", 2, True),
        ("样例三市", 3, True),
        ("样例四市", 3, True),
    ]
    assert [(each.unit, each.standing) for each in found.out] == [("样例五市", "unscored")]
    counties = group(groups, "县（市）")
    assert counties.places == 17
    assert [each.unit for each in counties.ranked] == ["样例乙县"]
    assert counties.out[0].reason == "四（四）：原则上不作为激励对象"


def test_an_empty_folder_of_sheets_gives_no_groups() -> None:
    assert rank([]) == []


def test_departments_against_the_quotas_of_their_schools(tmp_path: Path, jiuye: CommandLine) -> None:
    """汝州职业技术学院 may put two forward; a school off the list none; 平顶山职业技术学院 is not 平顶山学院."""
    for name in (
        "汝州职业技术学院甲系",
        "汝州职业技术学院乙系",
        "汝州职业技术学院丙系",
        "平顶山学院文学院",
        "样例大学理学院",
    ):
        header = {"学校及院系名称（盖章）": name, "组别": "高职高专组"}
        scored_file(tmp_path / f"{name}.xlsx", "demo-department", {"（一）1": 1}, header)
    found = rank_folder(tmp_path, tmp_path / "out.xlsx").quotas
    assert [(each.school, each.given, each.quota, each.exceeded) for each in found] == [
        ("样例大学理学院", 1, 0, True),
        ("汝州职业技术学院", 3, 2, True),
        ("平顶山学院", 1, 4, False),
    ]
    status, printed, _ = jiuye("rank", tmp_path, "-o", tmp_path / "out.xlsx")
    assert status == 0
    assert "推荐名额：汝州职业技术学院推荐3个，名额2个，超出名额1个。" in printed
    assert "推荐名额核对" in openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames
    assert school_of("平顶山职业技术学院护理系") == "平顶山职业技术学院"


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_ranking_as_json(inbox: Path, tmp_path: Path, jiuye: CommandLine) -> None:
    out = tmp_path / "排名.xlsx"
    status, printed, err = jiuye("rank", inbox, "-o", out, "--json")
    assert (status, err) == (1, "")  # one file could not be read
    answer = json.loads(printed)
    assert [(each["group"], len(each["ranked"]), len(each["out"])) for each in answer["groups"]] == [
        ("本科组", 4, 2),
        ("高职高专组", 1, 0),
    ]
    assert [each["file"] for each in answer["unread"]] == ["说明.xlsx"]
    assert out.exists()


def test_the_ranking_as_a_workbook(inbox: Path, tmp_path: Path, jiuye: CommandLine) -> None:
    out = tmp_path / "排名.xlsx"
    jiuye("rank", inbox, "-o", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0].startswith("本科组") and book.sheetnames[-2:] == ["复评差异", "没有读出的文件"]
    rows = [[c.value for c in row] for row in book[book.sheetnames[0]].iter_rows()]
    ranked = [row[:5] for row in rows if isinstance(row[0], int)]
    assert ranked[0] == [1, "样例乙大学", 96.81, 96.81, "并列"]
    texts = [row[0] for row in rows]
    assert texts.index("不参加排名") > texts.index(4)
    assert any(row[1] == "样例丁大学" and row[4] == "否决" for row in rows)
    reviewed = [[c.value for c in row][:7] for row in book["复评差异"].iter_rows() if row[0].value == "样例己大学"]
    assert [row[1:2] + row[3:] for row in reviewed] == [["（一）1", "2", "0", "2", "没有会议记录"]]


def test_what_cannot_be_ranked_is_said(tmp_path: Path, jiuye: CommandLine) -> None:
    assert "没有" in jiuye.refused("rank", tmp_path / "nowhere", "-o", tmp_path / "a.xlsx")
    scored_file(tmp_path / "一份清单" / "品牌.xlsx", "hr-brand", {"（二）": 5001}, {"申报主体": "其他"})
    assert "不计分" in jiuye.refused("rank", tmp_path / "一份清单", "-o", tmp_path / "a.xlsx")
    assert ".xlsx" in jiuye.refused("rank", tmp_path / "一份清单", "-o", tmp_path / "a.csv")
