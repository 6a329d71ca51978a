"""What a ledger's row says in words, as LibreOffice shows it: failed conditions, article, limits, 公示, signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from formulas.documents import cite
from formulas.parameters.model import RuleParameters
from formulas.subsidies import rules
from templates.checking import check
from templates.ledger_review import review_of
from templates.ledger_words import Words
from templates.ledgers import Cells, ledger_form
from templates.names import field_name, ledger_code
from templates.reading import read_workbook
from tests.formulas.case_files import all_cases
from tests.ledger_books import fill, filled_ledger
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.libreoffice import recalculate

OFFJOB, GUARANTEE, HIRING = "train-offjob", "loan-counter-guarantee", "hire-one-off"
COURSE = {
    "apply_date": "2023-06-01", "institution_listed": True, "occupation_related": True, "hours": 31,
    "certificate": True, "occupation_class": "未列入", "paid_this_year": 0, "person_id": "甲",
}  # fmt: skip
LOAN = {
    "apply_date": "2023-06-01", "borrower_type": "小微企业", "special_group": "信用社区（乡村）推荐项目",
    "credit_score": 80, "community_suspended": False, "requested_amount": 100000,
}  # fmt: skip


def shown(code: str, records: Sequence[Mapping[str, Any]], folder: Path) -> CachedValues:
    written = filled_ledger(rules()[code], records, folder / f"{code}.xlsx")
    return read_values(recalculate([written], folder / "recalculated")[0])


def column(values: CachedValues, code: str, name: str, count: int) -> list[Any]:
    return [each or "" for each in values.named(field_name(ledger_code(code), name))[:count]]


def test_reasons_end_in_no_dangling_mark(tmp_path: Path) -> None:
    records = [
        COURSE,
        {**COURSE, "person_id": "乙", "hours": 23},
        {**COURSE, "person_id": "丙", "hours": 23, "certificate": False},
        {**COURSE, "person_id": "丁", "apply_date": "2023-03-05"},
        {**COURSE, "person_id": "戊", "hours": None},
        {**COURSE, "person_id": "己", "hours": None, "certificate": None},
    ]
    values = shown(OFFJOB, records, tmp_path)
    assert column(values, OFFJOB, "award-reasons", 6) == [
        "",
        "不符合“集中培训不少于24学时”",
        "不符合“集中培训不少于24学时”；不符合“取得培训合格证书”",
        "不在政策有效期（2023年3月6日起）",
        "请填写或改正：集中培训学时",
        "请填写或改正：集中培训学时、是否取得培训合格证书",
    ]


def test_the_row_that_a_limit_cuts_says_by_how_much(tmp_path: Path) -> None:
    """1000元 a person and year: 1200 for the A类 course come first, and leave nothing for the 600 of the other."""
    other = {"person_id": "乙", "paid_this_year": 800}
    records = [
        COURSE,
        {**COURSE, "hours": 40, "occupation_class": "A类"},
        {**COURSE, **other, "hours": 24},
        {**COURSE, "person_id": "丙"},
        {**COURSE, "person_id": "丙", "apply_date": "2023-07-01"},
    ]
    values = shown(OFFJOB, records, tmp_path)
    assert column(values, OFFJOB, "award-amount", 5) == ["", 1000, 200, 600, 400]
    assert column(values, OFFJOB, "award-limits", 5) == [
        "因前面各行减少600元；同一身份证号在先各行已占用1000元",
        "按限额计，减少200元",
        "按限额计，减少400元",
        "",
        "因前面各行减少200元；同一身份证号在先各行已占用600元",
    ]


def test_both_limits_at_once_say_what_earlier_rows_took(tmp_path: Path) -> None:
    """600 and 1200, at most 1000 together: of the second 800 are missing, 600 of them because of the first."""
    records = [COURSE, {**COURSE, "apply_date": "2023-07-01", "hours": 40, "occupation_class": "A类"}]
    values = shown(OFFJOB, records, tmp_path)
    assert column(values, OFFJOB, "award-amount", 2) == [600, 400]
    found = column(values, OFFJOB, "award-limits", 2)
    assert found == ["", "按限额计，减少800元，其中因前面各行减少600元；同一身份证号在先各行已占用600元"]


def test_of_two_limits_only_the_one_that_lowered_the_amount_is_named(tmp_path: Path) -> None:
    """Two 线上 courses a year, each trade and level once: 10元 × 48学时 (豫就业组〔2023〕1号 附件2 二（六）（4）)."""
    course = {
        "apply_date": "2023-07-01", "provincial_platform": True, "hours": 48, "all_completed": True,
        "exam_passed": True, "occupation_class": "未列入", "times_this_year": 0, "previous_assessed": True,
        "same_level_paid": False, "person_id": "甲", "occupation": "电工", "skill_level": "三级",
    }  # fmt: skip
    records = [
        course,
        {**course, "apply_date": "2023-07-02"},
        {**course, "apply_date": "2023-07-03", "occupation": "焊工"},
        {**course, "apply_date": "2023-07-04", "occupation": "钳工"},
        {**course, "apply_date": "2023-07-05", "occupation": "车工", "exam_passed": False},
    ]
    values = shown("train-online", records, tmp_path)
    assert column(values, "train-online", "award-amount", 5) == [480, "", 480, "", ""]
    repeated, too_many = column(values, "train-online", "award-limits", 4)[1::2]
    assert repeated == "因前面各行减少480元；本表另有同一身份证号、职业（工种）、技能等级的记录在先"
    assert too_many == "因前面各行减少480元；同一身份证号在先各行共申报2次"
    assert column(values, "train-online", "award-limits", 5)[::2] == ["", "", ""]


def test_what_earlier_rows_used_up_is_what_they_were_awarded(tmp_path: Path) -> None:
    """1000元 a person and year: 600, then 400 of 600; the third finds 1000 used up, not the 1200 that were asked."""
    records = [{**COURSE, "apply_date": f"2023-0{month}-01"} for month in (6, 7, 8)]
    values = shown(OFFJOB, records, tmp_path)
    assert column(values, OFFJOB, "award-amount", 3) == [600, 400, ""]
    assert column(values, OFFJOB, "award-limits", 3) == [
        "",
        "因前面各行减少200元；同一身份证号在先各行已占用600元",
        "因前面各行减少600元；同一身份证号在先各行已占用1000元",
    ]


def test_each_row_names_its_article_and_those_of_what_it_misses(tmp_path: Path) -> None:
    records = [LOAN, {**LOAN, "credit_score": 79}, {**LOAN, "community_suspended": True}]
    values = shown(GUARANTEE, records, tmp_path)
    assert column(values, GUARANTEE, "award-basis", 4) == [
        "平人社〔2023〕23号 第十二条2",
        "平人社〔2023〕23号 第十二条2；附件14 注1",
        "平人社〔2023〕23号 第十二条2；第四十一条2",
        "",
    ]


def test_an_end_printed_elsewhere_is_cited_by_the_row_that_is_too_late(tmp_path: Path) -> None:
    """一次性吸纳就业补贴: 豫政办〔2023〕17号 第一条 states the last day."""
    late = [case.record for case in all_cases() if case.rule.code == HIRING and case.reasons == ("window",)]
    late = [record for record in late if record["apply_date"] > "2023-12-31"][:1]
    values = shown(HIRING, late, tmp_path)
    assert column(values, HIRING, "award-reasons", 1) == ["不在政策有效期（2023年3月6日至2023年12月31日）"]
    assert column(values, HIRING, "award-basis", 1) == ["豫就业组〔2023〕1号 附件2 一（二）；豫政办〔2023〕17号 第一条"]


def cells(code: str) -> Cells:
    return Cells(rules()[code], frozenset())


def test_a_figure_of_a_later_document_is_cited_from_its_day_on() -> None:
    """An invented raise: the article follows the day of the row, as the figure does."""
    rule = rules()["job-intro"]
    parameter = rule.file.parameters["per_person"]
    raised = replace(parameter.values[0], start=dt.date(2027, 1, 1), citation=cite("豫政办〔2023〕17号 第二条"))
    changed = replace(parameter, values=(*parameter.values, raised))
    file = replace(rule.file, parameters={**rule.file.parameters, "per_person": changed})
    text = Words(replace(rule, parameters=RuleParameters(file)), cells("job-intro")).basis()
    assert 'IF({row-day}>=DATE(2027,1,1),"；豫政办〔2023〕17号 第二条","")' in text


# --- 公示 and 审批 -------------------------------------------------------------------------------------------

ASKED = [  # 文号 and article, days of 公示 (None: no columns), who signs
    ("train-offjob", 5, ("经办人", "审核人")),  # 豫技领办〔2023〕12号 二（三）4
    ("skill-evaluation", 5, ("经办人", "审核人")),
    ("work-for-training", 5, ("经办人", "审核人")),
    ("city-park-award", 15, ("经办人", "审核人")),  # 平政办〔2017〕59号 园区办法 第九条（二）
    ("city-project-award", 10, ("经办人", "审核人")),  # 平政办〔2017〕59号 项目办法 第八条（二）
    ("labour-award", 0, ("初审人（村）", "复审人（乡镇）")),  # 平巩固脱贫成果办〔2023〕7号 四（二）
    ("startup-opening", 0, ("经办人", "审核人")),  # 豫人社规〔2021〕4号 第四十四条
    ("star-community-city", 0, ("经办人", "审核人")),  # 平人社办〔2023〕96号 四（三）
    ("loan-interest-small", None, ("经办人", "审核人")),
    ("training-class-check", None, ("检查人", "复核人")),
]


@pytest.mark.parametrize(("code", "days", "signers"), ASKED, ids=[code for code, *_ in ASKED])
def test_publication_and_signatures_are_those_that_the_text_asks_for(
    code: str, days: int | None, signers: tuple[str, str]
) -> None:
    columns = {column.code: column for column in ledger_form(code).columns}
    assert (columns["handler"].label, columns["reviewer"].label) == signers
    assert ("public-from" in columns) == (days is not None)
    if days:
        assert f"不少于{days}天" in columns["public-to"].prompt
        assert review_of(rules()[code]).basis in columns["public-to"].prompt


@pytest.mark.parametrize(("code", "days"), [("city-park-award", 15), ("city-project-award", 10), (OFFJOB, 5)])
def test_the_days_of_the_check_are_those_of_the_words(code: str, days: int) -> None:
    """平政办〔2017〕59号 第九条（二）, 第八条（二）; 豫技领办〔2023〕12号 二（三）4. Of other days the words follow."""
    review = review_of(rules()[code])
    assert (review.days, f"{days}天" in review.words) == (days, True)
    assert replace(review, days=7).words == review.words.replace(f"{days}天", "7天")


@pytest.mark.parametrize(
    ("last", "reviewer", "errors", "hint"),
    [
        (5, "李示例", 0, ""),
        (4, "李示例", 1, "公示4天，不足5天（豫技领办〔2023〕12号 二（三）4）"),
        (5, "张示例", 1, "经办人和审核人都是“张示例”"),
        (-1, "李示例", 1, "公示止2023-5-31早于公示起2023-6-1。请核对公示起止日期。"),
    ],
)
def test_publication_and_signers_are_checked(
    tmp_path: Path, last: int, reviewer: str, errors: int, hint: str
) -> None:
    """`last`: the last day of 公示 that began on 1 June, counted from that day as the first; -1 is the day before."""
    form = ledger_code(OFFJOB)
    path = filled_ledger(rules()[OFFJOB], [COURSE | {"person_id": ""}], tmp_path / "review.xlsx", named=True)
    book = openpyxl.load_workbook(path)
    end = dt.date(2023, 6, last) if last > 0 else dt.date(2023, 6, 1) + dt.timedelta(last)
    entries = {"public-from": dt.date(2023, 6, 1), "public-to": end, "handler": "张示例"}
    for name, value in {**entries, "reviewer": reviewer, "filed-by": "示例县", "filed-on": dt.date(2023, 6, 9)}.items():
        fill(book, field_name(form, name), [value])
    book.save(path)
    computed = recalculate([path], tmp_path / "recalculated")[0]
    values = read_values(computed)
    assert values.named("jy.errors.ledger_train_offjob") == [errors]
    said = "".join(text for text in values.cells[book.sheetnames[1]].values() if isinstance(text, str))
    assert hint in said
    assert values.named("ledger_train_offjob.public_days")[0] == (last if last > 0 else "起止颠倒")
    found = [each for each in check(read_workbook(computed)) if each.severity == "error"]
    assert len(found) == errors
    if last < 0:
        [only] = found
        assert (only.rule, only.field) == ("PUBLIC_ORDER", "public-to")
        assert "公示止2023年5月31日早于公示起2023年6月1日" in only.message


def test_the_helper_column_of_a_condition_is_headed_by_its_words() -> None:
    """Briefly and each with its number; the older heading, a mere number, is still read."""
    columns = {each.code: each for each in ledger_form(OFFJOB).columns}
    heads = {code: columns[f"fail-{code}"] for code in rules()[OFFJOB].condition_codes}
    assert heads["institution"].label == "未通过条件1：机构纳入政府补贴培训机构清单管理"
    assert heads["institution"].aliases == ("未通过：条件1",)
    assert heads["hours-24"].label == "未通过条件3：集中培训不少于…"
    long = max(rules()["counter-guarantor-check"].conditions, key=lambda each: len(each.title))
    columns = {each.code: each for each in ledger_form("counter-guarantor-check").columns}
    assert columns[f"fail-{long.code}"].label == "未通过条件3：自然人符合五项条件之一：连续缴纳职工养…"
