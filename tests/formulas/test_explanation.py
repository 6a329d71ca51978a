"""What an official reads beside an award: sentences worked by hand, for awards and refusals of every shape."""

from __future__ import annotations

import datetime as dt
import doctest
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from formulas import wording
from formulas.comparisons import shares_of
from formulas.explanation import citations, explain, fill, refusal
from formulas.ledger import Payment, award_ledger
from formulas.subsidies import rules
from formulas.subsidy import award
from formulas.wording import limit_text, quoted, show_value, with_unit
from tests.formulas.case_files import Case, all_cases

CASES = {(case.rule.code, case.name): case for case in all_cases()}
NOTES = tomllib.loads(Path(__file__).with_name("explanations.toml").read_text(encoding="utf-8"))["note"]


@pytest.mark.parametrize("note", NOTES, ids=[f"{note['rule']}: {note['case']}" for note in NOTES])
def test_the_note_beside_an_award(note: dict[str, object]) -> None:
    case = CASES[str(note["rule"]), str(note["case"])]
    assert explain(award(case.rule, case.record)) == note["steps"]


def test_thirty_notes_were_worked_by_hand() -> None:
    assert len(NOTES) >= 30
    assert len({note["rule"] for note in NOTES}) >= 20


@pytest.mark.parametrize("case", CASES.values(), ids=[case.id for case in CASES.values()])
def test_every_note_reads_as_a_sentence(case: Case) -> None:
    """No placeholder, nothing of the machine, quotation marks and brackets in pairs."""
    result = award(case.rule, case.record)
    steps = explain(result)
    assert steps
    for step in steps:
        assert not set(step) & set("{}")
        assert "““" not in step and "””" not in step
        assert "None" not in step and "Fraction" not in step
        assert step.count("（") == step.count("）") and step.count("“") == step.count("”")
    if result.eligible:
        assert str(case.rule.citation) in steps[-1]


def test_every_award_says_its_amount() -> None:
    for case in CASES.values():
        result = award(case.rule, case.record)
        if result.eligible and not case.rule.check_only:
            assert f"{result.amount}元" in explain(result)[-1], case.id


# --- situations that are a variant of one with a note: a case, what differs, a step ---------------------------

VARIANTS: list[tuple[str, str, dict[str, object], str]] = [
    (
        "certificate-share-check",
        "平顶山市8%",
        {"total_certs": 0},
        "不符合“两种证书总量不超过取证总数的10%（商丘、信阳、周口、驻马店20%）”："
        "取证总数为0本，无法计算占比（豫技领办〔2023〕12号 二（三））。",
    ),
    (
        "certificate-share-check",
        "平顶山市8%",
        {"region": "商丘市", "special_certs": 2500},  # 2500 + 300 of 10000
        "不符合“两种证书总量不超过取证总数的10%（商丘、信阳、周口、驻马店20%）”："
        "地区填的是“商丘市”；（2500本 + 300本） ÷ 10000本 = 28%，超过20%（豫技领办〔2023〕12号 二（三））。",
    ),
    (
        "loan-rate-check",
        "利率5.16%",
        {"annual_rate": 7, "poor_area": True},  # 3.65% and 250 basis points
        "不符合“贷款年利率不超过LPR加1.5%（贫困地区加2.5%）”：是否贫困地区填的是“是”；"
        "贷款年利率7%，超过6.15%（3.65% + 2.5%）（平人社〔2023〕23号 第九条）。",
    ),
    (
        "enlist-tuition",
        "本科生两年学费",
        {"yearly_tuition": [18000]},
        "18000元，超过每人每年最高学费补偿（本专科）12000元，按12000.00元计（豫政办〔2023〕17号 第四条）",
    ),
    (
        "enlist-tuition",
        "本科生两年学费",
        {"yearly_tuition": [12000]},
        "12000元，不超过每人每年最高学费补偿（本专科）12000元，计12000.00元（豫政办〔2023〕17号 第四条）",
    ),
    (
        "loan-amount-small",
        "40人新招7人",
        {"bank_limit": 1000000},
        "申请金额1800000元，超过经办银行按招用人数核定的额度100万元，按1000000.00元计（平人社〔2023〕23号 第八条1、3）",
    ),
    (
        "internship",
        "见习6个月，留用率40%",
        {"completed_count": 0, "retained_count": 0},
        "补贴比例：70%（本批见习期满人数为0人，无法计算占比）",
    ),
    (
        "internship",
        "见习6个月，留用率40%",
        {"completed_count": 9, "retained_count": 4},  # 44.44…%
        "补贴比例：70%（4人 ÷ 9人 ≈ 44.44%，低于50%）",
    ),
    (
        "city-park-conditions",
        "种植类园区各项达标",
        {"park_type": "电商类园区", "operators": 14},
        "不符合“经营主体：电商类园区不少于15家”：园区类别填的是“电商类园区”；经营主体（入驻企业）数填的是14家"
        "（平政办〔2017〕59号 园区办法 第六条（六））。",
    ),
    (
        "incubator-free-space-check",
        "容差2个百分点、刚好28%",
        {},
        "全部2项要求均符合：560平方米 ÷ 2000平方米 = 28%，不低于28%（30% - 2%）（豫政办〔2023〕17号 第十二条）。",
    ),
]


@pytest.mark.parametrize(("code", "name", "given", "step"), VARIANTS, ids=[f"{v[0]} {v[2]}" for v in VARIANTS])
def test_a_step_of_a_variant(code: str, name: str, given: dict[str, object], step: str) -> None:
    case = CASES[code, name]
    assert step in explain(award(case.rule, case.record | given))


def test_no_refusal_gives_a_bare_figure_without_its_sum() -> None:
    """A condition on a share is told as a quotient; without a whole as that, or as a share of nothing: 0元 × 80%."""
    seen = 0
    for case in CASES.values():
        result = award(case.rule, case.record)
        for condition in case.rule.conditions:
            if condition.code in result.reasons and list(shares_of(condition.test)):
                seen += 1
                text = refusal(result, condition.code)
                assert " ÷ " in text or "无法计算占比" in text or "（0元 × " in text, case.id
    assert seen >= 20


# --- words for values ---------------------------------------------------------------------------------------

VALUES = [
    (with_unit(Fraction(12), "月"), "12个月"),
    (with_unit(Fraction(5), "工作日"), "5个工作日"),
    (with_unit(Fraction(1), "学期"), "1个学期"),
    (with_unit(Fraction(24), "学时"), "24学时"),
    (with_unit(Fraction(365, 10000), "%"), "3.65%"),
    (with_unit(Fraction(2400), "元/月"), "2400元/月"),
    (with_unit(Fraction(176, 10), "元/小时"), "17.60元/小时"),
    (with_unit(Fraction(1, 100), "元"), "0.01元"),
    (with_unit(Fraction(-1, 2), "元"), "-0.50元"),
    (with_unit(Fraction(1, 1000), "元"), "0.001元"),
    (with_unit(Fraction(30_000_000), "元"), "30000000元"),
    (limit_text(Fraction(99_999), "元"), "99999元"),
    (limit_text(Fraction(90_000), "元"), "90000元"),
    (limit_text(Fraction(100_000), "元"), "10万元"),
    (limit_text(Fraction(105_000), "元"), "105000元"),
    (limit_text(Fraction(30_000_000), "元"), "3000万元"),
    (limit_text(Fraction(20_000_000_000), "元"), "200亿元"),
    (limit_text(Fraction(150_000_000), "元"), "15000万元"),
    (limit_text(Fraction(200_000), "人"), "200000人"),
    (limit_text(Fraction(1, 2), "%"), "50%"),
    (show_value(True, ""), "“是”"),
    (show_value(False, ""), "“否”"),
    (show_value(dt.date(2023, 3, 6), ""), "2023年3月6日"),
    (show_value((), "周岁"), "没有"),
    (show_value((Fraction(23), Fraction(41)), "周岁"), "23周岁、41周岁"),
    (quoted("“两类人员”岗前培训"), "“‘两类人员’岗前培训”"),
]


@pytest.mark.parametrize(("shown", "expected"), VALUES, ids=[expected for _, expected in VALUES])
def test_values_in_words(shown: str, expected: str) -> None:
    assert shown == expected


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(wording)
    assert result.attempted > 0 and result.failed == 0


TITLES = [
    ("job-retention-loan", "“{cap}以内”", "“3000万元以内”"),
    ("city-project-award", "在{lowest}至{highest}之间", "在2万元至10万元之间"),
    ("startup-project-province", "在{lowest}至{highest}之间", "在2万元至15万元之间"),
    ("labour-transport", "年收入不低于{least_income}", "年收入不低于15000元"),
    ("student-loan-interest", "{last_graduation}", "2023年"),
    ("job-intro", "自{proof_from}起", "自2023年6月28日起"),
    ("internship", "{least_months}至{most_months}，{share}", "3个月至12个月，70%"),
]


@pytest.mark.parametrize(("code", "title", "expected"), TITLES, ids=[f"{code} {title}" for code, title, _ in TITLES])
def test_figures_in_titles(code: str, title: str, expected: str) -> None:
    file = rules()[code].file
    assert fill(title, file, file.window.start) == expected


# --- what earlier rows and payments did ---------------------------------------------------------------------

PERSON = {"person_id": "41040019900101001X"}
COURSE = CASES["train-offjob", "31学时，满3个8学时"].record | PERSON  # 600元 alone


def test_a_row_that_was_cut_says_by_how_much() -> None:
    later = COURSE | {"apply_date": "2023-07-01"}
    first, second = award_ledger(rules()["train-offjob"], [COURSE, later])
    assert first.amount == 600 and second.amount == 400
    assert explain(first)[-1] == "应补金额600元，不超过1000元，计600.00元（豫就业组〔2023〕1号 附件2 二（六）（3））"
    assert explain(second)[1:] == [
        "应补金额600元，超过余额400元（1000元 - 600元），按400.00元计（豫就业组〔2023〕1号 附件2 二（六）（3））",
        "同一对象在前面各行或者此前已经享受，本行比单独核算少200.00元。",
    ]


def test_a_row_refused_for_what_was_paid_before_says_so() -> None:
    paid = Payment("train-offjob", dt.date(2023, 2, 1), PERSON, {"paid_this_year": Fraction(1000)})
    [result] = award_ledger(rules()["train-offjob"], [COURSE], history=[paid])
    assert result.reasons == ("year-cap",)
    assert explain(result) == [
        "不符合“该人员本年度享受的补贴不满1000元”：该人员本年度已享受脱产培训补贴填的是0元，"
        "加上前面各行应补的（扣限额前）和此前享受的为1000元（豫就业组〔2023〕1号 附件2 二（六）（3））。",
        "同一对象在前面各行或者此前已经享受，本行比单独核算少600.00元。",
    ]


def test_an_empty_input_is_told_as_empty() -> None:
    case = CASES["city-park-clawback", "投诉2次，成功率刚好30%"]
    [step] = explain(award(case.rule, case.record | {"success_rate_percent": None}))
    assert "；（七）创业成功率（稳定经营两年以上）没有填（平政办〔2017〕59号 园区办法 第十四条）。" in step


def test_an_invalid_record_says_what_to_fill_in() -> None:
    result = award(rules()["train-offjob"], {**COURSE, "hours": "31", "occupation_class": "D类", "certificate": None})
    assert explain(result) == [
        "集中培训学时：没有填写或者填的不符合要求。请填不小于0的整数（学时）。",
        "是否取得培训合格证书：没有填写或者填的不符合要求。请填“是”或者“否”。",
        "年度培训补贴目录类别：没有填写或者填的不符合要求。请从“A类、B类、未列入”中选一项。",
    ]


def test_a_refusal_cites_the_article_of_its_condition() -> None:
    case = CASES["job-retention-loan", "小型企业9人"]
    assert citations(award(case.rule, case.record)) == [
        "豫人社办函〔2023〕40号 二、四",
        "豫人社办函〔2023〕40号 二（二）",
        "豫人社办函〔2023〕40号 二（一）",
        "豫人社办函〔2023〕40号 四（三）",
    ]
