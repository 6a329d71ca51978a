"""政策找人: the same results as the rules give one by one, nothing assumed, exclusions resolved by the articles."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest

from formulas.choosing import Choice, choose, claimed_by, exclusions
from formulas.facts import SUBJECTS, Facts, FactsError, read_facts
from formulas.subsidies import rules
from formulas.subsidy import INVALID, Subsidy
from tests.formulas.case_files import Case, all_cases

DAY = dt.date(2023, 9, 10)
CASES = [case for case in all_cases() if not any(reason.startswith(INVALID) for reason in case.reasons)]
BY_NAME = {(case.rule.code, case.name): case for case in CASES}
ALL_RULES = pytest.mark.parametrize("rule", rules().values(), ids=rules())


def first(rule: str) -> dict[str, Any]:
    """The record of a rule's first case."""
    return next(case for case in CASES if case.rule.code == rule).record


def chosen(facts: Facts, on: dt.date = DAY, *, everything: bool = False) -> dict[str, Choice]:
    return {choice.rule.code: choice for choice in choose(facts, on, everything=everything)}


def cases_of(rule: Subsidy, most: int) -> list[Case]:
    return [case for case in CASES if case.rule is rule][:most]


# --- one rule at a time -------------------------------------------------------------------------------------


@ALL_RULES
def test_a_complete_record_gives_what_the_rule_gives(rule: Subsidy) -> None:
    for case in cases_of(rule, 25):
        choice = chosen(Facts({}, {rule.code: case.record}))[rule.code]
        assert (choice.amount, choice.reasons) == (case.amount, case.reasons), case.name
        assert choice.status == ("eligible" if case.eligible else "refused")
        assert choice.missing == () and choice.readings == ()


@ALL_RULES
def test_plain_names_serve_as_well(rule: Subsidy) -> None:
    case = next(case for case in CASES if case.rule is rule and case.eligible)
    choice = chosen(read_facts(case.record))[rule.code]
    assert (choice.status, choice.amount, choice.reasons) == ("eligible", case.amount, ())


@ALL_RULES
def test_a_part_of_a_record_refuses_only_for_certain(rule: Subsidy) -> None:
    """Whatever was left out: a reason given for the part is a reason of the whole record."""
    source = random.Random(rule.code)
    for case in cases_of(rule, 40):
        left_out = source.sample(sorted(case.record), source.randint(1, len(case.record)))
        part = {name: value for name, value in case.record.items() if name not in left_out}
        part[rule.as_of.name] = case.record[rule.as_of.name]
        gone = [name for name, _ in rule.inputs if name in left_out and name != rule.as_of.name]
        found = chosen(Facts({}, {rule.code: part}), everything=True)[rule.code]
        assert [missing.name for missing in found.missing] == gone
        assert set(found.reasons) <= set(case.reasons), case.name
        if gone:
            assert found.amount == 0
            assert found.status == ("refused" if found.reasons else "incomplete")


@ALL_RULES
def test_the_day_stands_in_for_a_missing_date_only(rule: Subsidy) -> None:
    case = next(case for case in CASES if case.rule is rule and case.eligible)
    as_of = rule.as_of.name
    given = case.record[as_of]
    day = dt.date.fromisoformat(given) if isinstance(given, str) else dt.date(given, 1, 1)
    rest = {name: value for name, value in case.record.items() if name != as_of}
    assert chosen(Facts({}, {rule.code: rest}), day, everything=True)[rule.code].amount == case.amount
    other = dt.date(1999, 1, 1)
    assert chosen(Facts({}, {rule.code: case.record}), other)[rule.code].amount == case.amount
    refused = chosen(Facts({}, {rule.code: rest}), other, everything=True)[rule.code]
    assert "window" in refused.reasons


def test_what_was_enjoyed_before_is_never_assumed() -> None:
    record = {name: value for name, value in first("hire-one-off").items() if name != "paid_before"}
    choice = chosen(read_facts(record))["hire-one-off"]
    assert choice.status == "incomplete"
    [missing] = choice.missing
    assert (missing.name, missing.title) == ("paid_before", "该人员是否已享受过本补贴")
    assert missing.expects == "请填“是”或者“否”。"
    assert choice.steps == ["已填的内容没有不符合条件的，还缺1项。"]


def test_a_rule_is_refused_although_inputs_are_missing() -> None:
    choice = chosen(read_facts({"enterprise_size": "大型企业", "contract_months": 11}))["hire-one-off"]
    assert choice.status == "refused"
    assert choice.reasons == ("sme", "contract-1y")
    assert len(choice.missing) == 5
    assert choice.steps == [
        "不符合“企业规模为中型、小型或微型”：企业规模填的是“大型企业”（豫就业组〔2023〕1号 附件2 一（二））。",
        "不符合“劳动合同期限不少于12个月”：劳动合同期限填的是11个月（豫就业组〔2023〕1号 附件2 一（二））。",
    ]


def test_one_open_part_of_a_condition_is_told_as_open() -> None:
    """失业青年 of 30 fails, whatever else; the condition on months reads two inputs nobody gave."""
    facts = {"person_category": "失业青年", "age": 30, "agreed_months": 2}
    choice = chosen(read_facts(facts))["internship"]
    assert choice.reasons == ("age-16-24", "months-3-12")
    assert "：见习协议期限填的是2个月；" in choice.steps[1]
    for name in ("见习各月当地最低工资标准", "见习期未满是否已签订劳动合同"):
        assert name in choice.steps[1].partition("；")[2]
    assert "还没有填（" in choice.steps[1]


# --- how facts are read -------------------------------------------------------------------------------------


def test_a_value_for_one_rule_wins_over_the_plain_one() -> None:
    record = first("train-onboarding")
    facts = read_facts({**record, "hours": 23, "rules": {"train-onboarding": {"hours": 24}}})
    found = chosen(facts)["train-onboarding"]
    assert found.status == "eligible"
    assert "hours" not in [reading.name for reading in found.readings]


def test_a_choice_says_how_it_read_a_name_of_several_meanings() -> None:
    found = chosen(read_facts({"hours": 32}))
    told = {code: [(each.title, each.value) for each in choice.readings] for code, choice in found.items()}
    assert told == {
        "train-onboarding": [("岗前集中培训学时", "32学时")],
        "train-offjob": [("集中培训学时", "32学时")],
        "train-online": [("学习学时", "32学时")],
        "train-online-poverty": [("学习学时", "32学时")],
        "village-post-hourly": [("当月工作小时数", "32小时")],
    }


def test_an_option_of_another_rule_is_no_answer() -> None:
    found = chosen(read_facts({"person_category": "毕业年度高校毕业生", "age": 23, "unemployed_months": 0}))
    assert found["hire-one-off"].values["person_category"] == "毕业年度高校毕业生"
    missing = {each.name: each.given for each in found["internship"].missing}
    assert missing["person_category"] == "毕业年度高校毕业生"


def test_rules_of_which_nothing_is_known_are_left_out() -> None:
    assert chosen(read_facts({})) == {}
    assert chosen(read_facts({"apply_date": "2023-09-10"})) == {}
    assert chosen(read_facts({"paid_before": False})) == {}
    assert set(chosen(Facts({}, {"hire-one-off": {"paid_before": False}}))) == {"hire-one-off"}
    assert set(chosen(read_facts({}), everything=True)) == set(rules())


def test_a_date_that_is_none_is_not_replaced() -> None:
    record = {**first("hire-one-off"), "apply_date": "2023/8/15"}
    choice = chosen(read_facts(record))["hire-one-off"]
    assert (choice.status, [missing.name for missing in choice.missing]) == ("incomplete", ["apply_date"])
    assert choice.missing[0].given == "2023/8/15"
    assert choice.missing[0].expects == "请填日期，如2023-06-01。"


def test_unknown_names_are_told() -> None:
    assert read_facts({"enterprise_sise": "小型企业", "contract_months": 12}).unused() == ["enterprise_sise"]


BAD = [
    ([], "应为一个JSON对象"),
    ({"subject": "company"}, "应为 enterprise（企业）或 person（个人）"),
    ({"subject": ["person"]}, "应为 enterprise（企业）或 person（个人）"),
    ({"rules": []}, "rules 应为对象"),
    ({"rules": {"hire-one-off": 1}}, "rules 应为对象"),
    ({"rules": {"hire-one": {}}}, "没有这条规则：hire-one"),
    ({"rules": {"hire-one-off": {"hours": 1}}}, "规则 hire-one-off 没有输入 hours；有：apply_date、"),
]


@pytest.mark.parametrize(("document", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_facts_are_refused(document: Any, message: str) -> None:
    with pytest.raises(FactsError) as refusal:
        read_facts(document)
    assert message in str(refusal.value)


# --- whose rules --------------------------------------------------------------------------------------------


def test_subjects_share_the_rules_of_claimants() -> None:
    """Who claims by the texts: a company for its staff, a person for himself, some rules either."""
    enterprise, person = claimed_by("enterprise"), claimed_by("person")
    assert set(SUBJECTS) == {"enterprise", "person"}
    assert {"hire-one-off", "internship", "train-offjob", "loan-amount-small", "pension-rate"} <= enterprise - person
    assert {"enlist-living", "job-seeking-aid", "labour-award", "train-living", "loan-amount-individual"} <= (
        person - enterprise
    )
    assert {"village-post-monthly", "loan-amount-selfpaid", "city-project-award"} <= person & enterprise
    offices = {rule.code for rule in rules().values()} - enterprise - person
    assert {"advanced-area-negative", "guarantee-fund-leverage", "loan-interest-personal"} <= offices


@ALL_RULES
def test_every_rule_has_its_claimant(rule: Subsidy) -> None:
    """None is left out of 政策找人 because nobody thought of it."""
    where = [name for name in (*SUBJECTS, "others") if rule.code in claimed_by(name)]
    assert where, f"{rule.code}：写进 formulas/choosing.toml [subjects] 的 enterprise、person 或者 others"
    assert where == ["others"] or "others" not in where, f"{rule.code}：有人申领的，不写在 others 里"
    words = {"enterprise": ("企业", "机构"), "person": ("学生", "毕业生", "务工人员", "家庭", "两类人员", "脱贫人口")}
    for subject, claimants in words.items():
        if any(rule.claimant.endswith(word) for word in claimants) and "担保机构" not in rule.claimant:
            assert rule.code in claimed_by(subject), rule.claimant


def test_the_subject_narrows_the_rules() -> None:
    plain = {"age": 23, "enterprise_size": "小型企业"}
    people = set(chosen(read_facts({**plain, "subject": "person"})))
    assert people == {"loan-amount-individual", "counter-guarantor-check"}
    companies = set(chosen(read_facts({**plain, "subject": "enterprise"})))
    assert companies == {
        "hire-one-off",
        "hire-social-insurance",
        "job-retention-loan",
        "loan-amount-small",
        "internship",
        "internship-remaining",
    }


# --- exclusions ---------------------------------------------------------------------------------------------


def test_the_exclusions_are_those_of_the_rules() -> None:
    declared = {frozenset((rule.code, other)) for rule in rules().values() for other in rule.excludes}
    resolved = {frozenset((one, other)) for group in exclusions() for one in group.rules for other in group.rules}
    assert {pair for pair in resolved if len(pair) == 2} == declared
    for rule in rules().values():
        for other in rule.excludes:
            assert rule.code in rules()[other].excludes, "an exclusion holds both ways"


def proposals(facts: Facts, on: dt.date = DAY) -> dict[str, str]:
    """What is proposed, by rule; and for what is not, the rule in its place."""
    return {
        code: choice.instead.code if choice.instead else "proposed"
        for code, choice in chosen(facts, on).items()
        if choice.status == "eligible"
    }


def test_work_for_training_excludes_onboarding_training() -> None:
    """2021: 200元 × 4个月 = 800元 against 300元 × 80% = 240元 (豫人社规〔2021〕4号 第三十九条)."""
    day = dt.date(2021, 9, 1)
    onboarding = {**first("train-onboarding-two-groups"), "apply_date": "2021-09-01"}
    onboarding |= {"contract_date": "2021-08-20", "training_date": "2021-08-25"}
    facts = Facts({}, {"work-for-training": first("work-for-training"), "train-onboarding-two-groups": onboarding})
    found = chosen(facts, day)
    assert found["work-for-training"].amount == 800
    assert found["train-onboarding-two-groups"].amount == 240
    assert proposals(facts, day) == {
        "work-for-training": "proposed",
        "train-onboarding-two-groups": "work-for-training",
    }
    exclusion = found["train-onboarding-two-groups"].exclusion
    assert exclusion is not None
    assert (str(exclusion.citation), exclusion.scope) == ("豫人社规〔2021〕4号 第三十九条", "同一次录用")


def test_of_two_onboarding_trainings_the_larger_is_proposed() -> None:
    """2023: 300元 against 300元 × 80% = 240元; with a standard of 1500元 it is 1200元 against 300元."""
    small = {"train-onboarding": first("train-onboarding")}
    small["train-onboarding-two-groups"] = first("train-onboarding-two-groups")
    assert proposals(Facts({}, small)) == {
        "train-onboarding": "proposed",
        "train-onboarding-two-groups": "train-onboarding",
    }
    large = {**small, "train-onboarding-two-groups": {**small["train-onboarding-two-groups"], "base_standard": 1500}}
    assert proposals(Facts({}, large)) == {
        "train-onboarding": "train-onboarding-two-groups",
        "train-onboarding-two-groups": "proposed",
    }


def test_of_equal_amounts_the_later_text_is_proposed() -> None:
    """职业介绍补贴 twice 300元: 豫就业组〔2023〕1号 is later than 豫人社规〔2021〕4号."""
    facts = Facts(
        {}, {"job-intro": first("job-intro"), "employment-service-aid": first("employment-service-aid")}
    )
    assert {choice.amount for choice in choose(facts, DAY)} == {Decimal("300.00")}
    assert proposals(facts) == {"job-intro": "proposed", "employment-service-aid": "job-intro"}


def test_the_provincial_award_for_internships_is_paid_once() -> None:
    unit, base = first("internship-demo-unit"), first("internship-demo-base")
    provincial = Facts({}, {"internship-demo-unit": {**unit, "level": "省级"}, "internship-demo-base": base})
    assert proposals(provincial) == {
        "internship-demo-base": "proposed",
        "internship-demo-unit": "internship-demo-base",
    }
    national = Facts({}, {"internship-demo-unit": {**unit, "level": "国家级"}, "internship-demo-base": base})
    assert set(proposals(national).values()) == {"proposed"}


def test_one_online_course_is_paid_once() -> None:
    """48学时 × 10元 = 480元 against 35学时 × 10元 = 350元."""
    facts = Facts(
        {}, {"train-online": first("train-online"), "train-online-poverty": first("train-online-poverty")}
    )
    assert proposals(facts) == {"train-online": "proposed", "train-online-poverty": "train-online"}


def test_a_refused_rule_excludes_nothing() -> None:
    scoped = {"train-onboarding": {**first("train-onboarding"), "hours": 23}}
    scoped["train-onboarding-two-groups"] = first("train-onboarding-two-groups")
    assert proposals(Facts({}, scoped)) == {"train-onboarding-two-groups": "proposed"}


def test_two_subsidies_for_one_hiring_go_together() -> None:
    """前述两项补贴 (豫就业组〔2023〕1号 附件2 一（二）): the premium and the single sum are both due."""
    facts = Facts(
        {}, {"hire-one-off": first("hire-one-off"), "hire-social-insurance": first("hire-social-insurance")}
    )
    assert set(proposals(facts).values()) == {"proposed"}


def test_the_best_comes_first() -> None:
    codes = ("hire-one-off", "hire-social-insurance", "job-intro", "employment-service-aid")
    scoped = {code: first(code) for code in codes}
    scoped["train-offjob"] = {"hours": 23}
    scoped["train-online"] = {"hours": 48}
    order = [(choice.rule.code, choice.status) for choice in choose(Facts({}, scoped), DAY)]
    assert order == [
        ("hire-social-insurance", "eligible"),  # 1625.00
        ("hire-one-off", "eligible"),  # 1000.00
        ("job-intro", "eligible"),  # 300.00
        ("employment-service-aid", "eligible"),  # excluded by the one above
        ("train-online", "incomplete"),
        ("train-offjob", "refused"),
    ]


# --- precedence, and what goes together -----------------------------------------------------------------------


def test_a_loan_without_subsidy_comes_only_where_no_subsidised_one_can_be_had() -> None:
    """平人社〔2023〕23号 第八条2: 不能满足政策规定贴息条件或贴息次数已满的…可申请自付利息创业担保贷款; the larger sum
    (个人50万元 against 20万元) does not count."""
    selfpaid = {**first("loan-amount-selfpaid"), "borrower_type": "个人", "requested_amount": 500000}
    individual = {**first("loan-amount-individual"), "requested_amount": 500000}
    both = Facts({}, {"loan-amount-selfpaid": selfpaid, "loan-amount-individual": individual})
    found = chosen(both)
    assert (found["loan-amount-individual"].amount, found["loan-amount-selfpaid"].amount) == (200000, 500000)
    assert proposals(both) == {"loan-amount-individual": "proposed", "loan-amount-selfpaid": "loan-amount-individual"}
    exclusion = found["loan-amount-selfpaid"].exclusion
    assert exclusion is not None and str(exclusion.citation) == "平人社〔2023〕23号 第八条2"
    used_up = {**individual, "times_used": individual["times_limit"]}
    refused = Facts({}, {"loan-amount-selfpaid": selfpaid, "loan-amount-individual": used_up})
    assert proposals(refused) == {"loan-amount-selfpaid": "proposed"}


TOGETHER = [
    (("hire-social-insurance", "hire-one-off"), "可以同时享受", "豫就业组〔2023〕1号 附件2 一（二）"),
    (("train-apprentice", "train-apprentice-advance"), "不能相加", "豫就业组〔2023〕1号 附件2 二（六）（2）"),
    (("internship", "internship-remaining"), "合计最长12个月", "豫就业组〔2023〕1号 附件2 一（三）"),
    (("village-post-monthly", "village-post-hourly"), "只用一种", "豫人社规〔2021〕4号 第十七条"),
    (("labour-award", "labour-transport"), "全户合计每年最高3000元", "平巩固脱贫成果办〔2023〕7号 二（二）"),
    (("enlist-living", "enlist-tuition"), "可以同时享受", "豫政办〔2023〕17号 第四条"),
    (("loan-amount-individual", "loan-amount-partnership"), "申请一种", "平人社〔2023〕23号 第五条"),
]


@pytest.mark.parametrize(("pair", "words", "source"), TOGETHER, ids=[pair[0] for pair, _, _ in TOGETHER])
def test_what_goes_together_is_told_on_both(pair: tuple[str, str], words: str, source: str) -> None:
    both = {code: next(case for case in CASES if case.rule.code == code and case.eligible).record for code in pair}
    found = chosen(Facts({}, both))
    for code in pair:
        assert found[code].proposed
        [group] = found[code].together
        assert words in group.note and str(group.citation) == source
    alone = chosen(Facts({}, {pair[0]: both[pair[0]]}))
    assert alone[pair[0]].together == ()
