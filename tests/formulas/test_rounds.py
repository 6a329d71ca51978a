"""A limit over several rounds: each round's payments count in the others as what was really used up.

Whatever the order in which rounds are awarded, and awarded once more, nobody gets more than the limit, and a round that
is awarded again gives what it gave.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from formulas.expressions import inputs_of
from formulas.ledger import Payment, award_ledger, inputs_told_apart, used_up
from formulas.subsidies import rules
from formulas.subsidy import PERSON, Award, Repeat, RuleError
from tests.formulas.case_files import all_cases

Row = dict[str, Any]
WHO: Row = {"person_id": "110101199003070002", "credit_code": "91410400MA0000002G", "school_year": "2023-2024"}
ELIGIBLE: dict[str, Row] = {}  # the first of each rule's situations that pays
for _case in all_cases():
    if not _case.reasons:
        ELIGIBLE.setdefault(_case.rule.code, _case.record)


@dataclass(frozen=True)
class Limit:
    """A limit of one rule: the input that it feeds, the most that all rounds together may use, rows that claim it."""

    rule: str
    history: str
    most: int
    claims: tuple[Row, ...]

    @property
    def base(self) -> Row:
        """An eligible row of somebody who had nothing before."""
        return {**ELIGIBLE[self.rule], **WHO, self.history: 0}


def months(name: str, *lengths: int, value: float = 100) -> tuple[Row, ...]:
    return tuple({name: [value] * length} for length in lengths)


OFFJOB = Limit(  # 200元 for each 8 hours, 每人每年 1000元 (豫就业组〔2023〕1号 附件2 二（六）（3）)
    "train-offjob", "paid_this_year", 1000, tuple({"hours": hours} for hours in (24, 31, 40, 48))
)
INSURANCE = Limit(  # 12 months at most (豫就业组〔2023〕1号 附件2 一（二）)
    "hire-social-insurance", "months_paid_before", 12, months("monthly_contributions", 2, 5, 6, 8, 16)
)
INTERNSHIP = Limit(  # 12 months at most (豫就业组〔2023〕1号 附件2 一（三）)
    "internship", "months_paid_before", 12, months("min_wages", 3, 4, 5, 6, value=2000)
)
VILLAGE = Limit(  # 36 months of one placement (豫人社规〔2021〕4号 第十七条)
    "village-post-monthly", "months_paid_this_placement", 36, tuple({"months_claimed": each} for each in (3, 6, 12))
)
TERMS = Limit(  # 2 terms of a school year (豫人社规〔2021〕4号 第三十一条)
    "rain-dew-vocational", "terms_paid_before", 2, ({"terms_claimed": 1}, {"terms_claimed": 2})
)
ONLINE = Limit(  # 每人每年 2次 (豫就业组〔2023〕1号 附件2 二（六）（4）)
    "train-online",
    "times_this_year",
    2,
    tuple({"occupation": name, "skill_level": "中级工"} for name in ("焊工", "电工", "钳工", "焊工")),
)
LIMITS = (OFFJOB, INSURANCE, INTERNSHIP, VILLAGE, TERMS, ONLINE)


def payments(rule: str, rows: Sequence[Row], awards: Sequence[Award]) -> list[Payment]:
    """What a round leaves for the others, as a record keeps it."""
    subsidy = rules()[rule]
    told_apart = {name for repeat in subsidy.repeats for name in inputs_told_apart(subsidy, repeat)}
    return [
        Payment(
            rule,
            subsidy.day_of(award.entered),
            {key.name: row[key.name] for key in subsidy.keys} | {each: str(award.entered[each]) for each in told_apart},
            used_up(award),
        )
        for row, award in zip(rows, awards, strict=True)
        if award.eligible
    ]


def amounts(awards: Sequence[Award]) -> list[str]:
    return [f"{each.amount}" for each in awards]


WORKED = [  # rule, what the first round claims, what the second; what each gets, first alone and then after the other
    # 600元 + 600元, of which 1000元 − 600元 = 400元
    (OFFJOB, {"hours": 24}, {"hours": 31}, "600.00", "400.00"),
    # the larger first: 1000元, then nothing is left
    (OFFJOB, {"hours": 48}, {"hours": 24}, "1000.00", "0.00"),
    # 8 months, then 12 − 8 = 4 of 6: 800元, 400元
    (INSURANCE, *months("monthly_contributions", 8, 6), "800.00", "400.00"),
    # 16 months claimed, 12 paid
    (INSURANCE, *months("monthly_contributions", 16, 2), "1200.00", "0.00"),
]


@pytest.mark.parametrize(("limit", "first", "second", "gets", "leaves"), WORKED)
def test_two_rounds_by_hand(limit: Limit, first: Row, second: Row, gets: str, leaves: str) -> None:
    subsidy = rules()[limit.rule]
    one, two = limit.base | first, limit.base | second
    earlier = award_ledger(subsidy, [one])
    later = award_ledger(subsidy, [two], history=payments(limit.rule, [one], earlier))
    assert amounts([*earlier, *later]) == [gets, leaves]
    again = award_ledger(subsidy, [one], history=payments(limit.rule, [two], later))
    assert amounts(again) == [gets]


def test_months_used_are_the_months_paid_for() -> None:
    [award] = award_ledger(rules()[INSURANCE.rule], [INSURANCE.base | {"monthly_contributions": [100] * 16}])
    assert used_up(award) == {"months_paid_before": Fraction(12)}


def test_money_used_is_the_amount_to_the_cent() -> None:
    """豫人社规〔2021〕4号 第十二条: 100.01元 × 50% = 50.005元, of which 50.01元 are paid, and used up."""
    rule = "startup-service"
    [award] = award_ledger(rules()[rule], [ELIGIBLE[rule] | {"actual_cost": 100.01, "paid_this_year": 0}])
    assert used_up(award) == {"paid_this_year": Fraction(award.amount)} == {"paid_this_year": Fraction("50.01")}


@pytest.mark.parametrize("limit", LIMITS, ids=[each.rule for each in LIMITS])
@pytest.mark.parametrize("seed", range(12))
def test_rounds_in_any_order_and_again(limit: Limit, seed: int) -> None:
    rnd = random.Random(f"{limit.rule}{seed}")
    subsidy = rules()[limit.rule]
    rounds = [
        [limit.base | rnd.choice(limit.claims) for _ in range(rnd.randrange(1, 4))] for _ in range(rnd.randrange(2, 5))
    ]
    given: list[list[str]] = []
    record: list[list[Payment]] = []
    for rows in rounds:
        awards = award_ledger(subsidy, rows, history=[each for paid in record for each in paid])
        given.append(amounts(awards))
        record.append(payments(limit.rule, rows, awards))
    used = sum(each.used[limit.history] for paid in record for each in paid)
    assert 0 < used <= limit.most
    order = list(range(len(rounds)))
    rnd.shuffle(order)
    for place in order:  # once more, each with the other rounds in the record
        others = [each for at, paid in enumerate(record) if at != place for each in paid]
        awards = award_ledger(subsidy, rounds[place], history=others)
        assert amounts(awards) == given[place]
        record[place] = payments(limit.rule, rounds[place], awards)
        mixed = rnd.sample(range(len(rounds[place])), len(rounds[place]))
        permuted = award_ledger(subsidy, [rounds[place][at] for at in mixed], history=others)
        assert sorted(amounts(permuted)) == sorted(given[place])


CAPPED = [
    (rule, repeat)
    for rule in rules().values()
    for repeat in rule.repeats
    if any(node.name == repeat.input for node in inputs_of(rule.amount))
]


@pytest.mark.parametrize(("rule", "repeat"), CAPPED, ids=[rule.code for rule, _ in CAPPED])
def test_what_a_limit_leaves_is_declared(rule: Any, repeat: Repeat) -> None:
    with pytest.raises(RuleError, match="要写 used"):
        replace(rule, repeats=[replace(repeat, used=None)])


@pytest.mark.parametrize(("rule", "repeat"), CAPPED, ids=[rule.code for rule, _ in CAPPED])
def test_what_a_row_earns_before_its_limit_is_declared(rule: Any, repeat: Repeat) -> None:
    with pytest.raises(RuleError, match="要写 uncapped"):
        replace(rule, uncapped=None)


YEARLY = {
    "labour-award", "labour-household-cap", "labour-transport", "loan-work-reward", "rain-dew-vocational",
    "soe-wage-headroom", "star-community-city", "star-community-province", "startup-operating", "startup-service",
    "train-offjob", "train-online", "train-online-poverty",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(YEARLY))
def test_a_limit_of_a_year_tells_years_apart(code: str) -> None:
    """本年度… without a year among its `per` would be a limit for life."""
    rule = rules()[code]
    lifelong = [replace(each, per=(PERSON,)) for each in rule.repeats]
    with pytest.raises(RuleError, match="按年计，它的 Repeat 的 per 要写 year_of"):
        replace(rule, repeats=lifelong)
