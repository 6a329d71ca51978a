"""What a clerk is asked: every input of every rule once, the same fact of many rules together, nothing mixed up."""

from __future__ import annotations

from collections import Counter

import pytest

from formulas.choosing import apart, claimed_by
from formulas.facts import SUBJECTS
from formulas.questions import Question, asked_by, facts_of, questions
from formulas.subsidies import rules

BOTH = pytest.mark.parametrize("subject", SUBJECTS)


def question(subject: str, rule: str, name: str) -> Question:
    return next(each for each in questions(subject) if (rule, name) in each.uses)


@BOTH
def test_every_input_is_asked_for_exactly_once(subject: str) -> None:
    asked = Counter(use for each in questions(subject) for use in each.uses)
    needed = {(code, name) for code in claimed_by(subject) for name, _ in rules()[code].inputs}
    assert set(asked) == needed and set(asked.values()) == {1}
    codes = [each.code for each in questions(subject)]
    assert len(set(codes)) == len(codes)
    for code in claimed_by(subject):
        assert [each.spec.title for each in asked_by(rules()[code], subject)] == [
            spec.title for _, spec in rules()[code].inputs
        ]


SAME = [
    ("enterprise", "enterprise_size",
     {"hire-one-off", "hire-social-insurance", "job-retention-loan", "loan-amount-small"}),
    ("enterprise", "unit_recognised", {"internship", "internship-remaining"}),
    ("enterprise", "work_for_training_paid", {"train-onboarding", "train-onboarding-two-groups"}),
    ("person", "is_two_groups", {"startup-opening", "train-living", "train-travel"}),
    ("person", "household_type", {"labour-award", "labour-transport"}),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "name", "users"), SAME, ids=[name for _, name, _ in SAME])
def test_the_same_fact_is_asked_for_once(subject: str, name: str, users: set[str]) -> None:
    [found] = [each for each in questions(subject) if name in {own for _, own in each.uses}]
    assert set(found.rules) == users


APART = [
    ("enterprise", ("spring-festival-production", "paid_before"), ("world-skills-base", "paid_before")),  # 本奖补
    ("person", ("city-project-award", "paid_before"), ("startup-project-province", "paid_before")),  # 本奖补
    ("enterprise", ("job-retention-loan", "requested_amount"), ("loan-amount-small", "requested_amount")),
    ("enterprise", ("job-retention-loan", "annual_rate"), ("loan-rate-check", "annual_rate")),
    ("enterprise", ("train-offjob", "occupation_class"), ("train-onboarding", "occupation_class")),
    ("enterprise", ("city-park-award", "publicity_days"), ("city-project-award", "publicity_days")),
    ("enterprise", ("train-offjob", "hours"), ("train-onboarding", "hours")),
    ("enterprise", ("hire-one-off", "person_category"), ("internship", "person_category")),
]


@pytest.mark.parametrize(("subject", "one", "other"), APART, ids=[f"{a[0]}.{a[1]}" for _, a, _ in APART])
def test_other_facts_under_the_same_words_are_asked_for_apart(
    subject: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert question(subject, *one) is not question(subject, *other)


# One thing under two names already
TWO_NAMES = {
    "吸纳农村劳动力转移就业人数": {"transferred_workers", "rural_workers"},
    "见习协议期限": {"agreed_months", "planned_months"},
}


@BOTH
def test_the_same_words_under_another_name_would_be_asked_twice(subject: str) -> None:
    names: dict[str, set[str]] = {}
    for each in questions(subject):
        if not each.day:
            names.setdefault(each.spec.title, set()).update(name for _, name in each.uses)
    for title, found in names.items():
        assert len(found) == 1 or found == TWO_NAMES.get(title), (
            f"“{title}”在不同规则里叫 {'、'.join(sorted(found))}，要问两遍：用同一个输入名，或者把标题写得不同"
        )


@pytest.mark.parametrize(("code", "name"), sorted(apart()))
def test_what_is_kept_apart_would_be_one_question(code: str, name: str) -> None:
    """An entry of [apart] that no other rule's input has the words of keeps nothing apart."""
    spec = rules()[code].inputs[name]
    namesakes = [
        other.code
        for other in rules().values()
        if other.code != code and name in other.inputs and other.inputs[name].title == spec.title
    ]
    assert namesakes, f"choosing.toml [apart] {code}.{name}：没有别的规则这样问"


def test_days_are_asked_for_once_whatever_rules_call_them() -> None:
    """申请日期 is apply_date in most rules and claim_date in those of 乡村公益性岗位."""
    found = question("enterprise", "hire-one-off", "apply_date")
    assert found.day and found is question("enterprise", "village-post-monthly", "claim_date")
    assert not question("enterprise", "hire-one-off", "hire_date").day


def test_an_answer_reaches_each_rule_under_its_own_name() -> None:
    facts = facts_of("enterprise", {"apply-date": "2023-09-10", "enterprise-size": "小型企业"})
    assert facts.scoped["hire-one-off"] == {"apply_date": "2023-09-10", "enterprise_size": "小型企业"}
    assert facts.scoped["village-post-monthly"] == {"claim_date": "2023-09-10"}
    assert facts.plain == {}


def test_a_blank_means_none_only_where_the_rule_is_spoken_of() -> None:
    """没有当地户籍的不填."""
    assert facts_of("person", {"apply-date": "2023-09-10"}).scoped["loan-amount-individual"] == {
        "apply_date": "2023-09-10"
    }
    spoken = facts_of("person", {"honest": True}).scoped["loan-amount-individual"]
    assert spoken == {"honest": True, "local_hukou_months": None}
