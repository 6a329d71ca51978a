"""Laws of every rule: the refused get nothing, a day outside the window never pays, more never pays less."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from formulas.subsidies import rules
from formulas.subsidy import WINDOW, Subsidy, award
from tests.ledger_cases import Record, cases

RULES = list(rules().values())

# Inputs of which more may pay less, and why; every other whole number, list or sum of money obeys the law.
MORE_PAYS_LESS = {
    "day_count_basis": "a year of more days makes a day's interest smaller",
    "advance_paid": "what was advanced is taken off the settlement",
    "advanced_before": "what was advanced is taken off",
    "paid_this_year": "what was paid is taken off the yearly maximum",
    "paid_household_this_year": "what was paid is taken off the household's maximum",
    "months_paid_before": "months already paid are taken off twelve",
    "months_paid_this_placement": "months already paid are taken off thirty-six",
    "terms_paid_before": "terms already paid are taken off the year",
    "completed_count": "more who finished lower the retention rate",
    "planned_recruits": "the plan is what recruits are measured against",
    "wage_total_by_linkage": "the increase is counted from it",
    "lpr": "the borrower bears the interest up to LPR − 150BP",
    "year_no": "the first year is paid more than the following ones",
    "central_part": "the centre's part is taken off before the split",
    "outstanding_guaranteed": "what is lent is taken off the room that is left",
    "deposits": "what lies on deposit is taken off the room that is left",
    "due": "the recovery rate is measured against it",
    "completed_months": "months served leave fewer to pay",
}


def granted(rule: Subsidy, seed: int) -> list[Record]:
    return [record for record in cases(rule, 120, seed=seed) if award(rule, record).eligible]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_refused_or_invalid_pays_nothing(rule: Subsidy) -> None:
    for record in cases(rule, 150, seed=11):
        result = award(rule, record)
        assert result.eligible == (not result.reasons)
        assert result.eligible or result.amount == 0
        assert result.amount >= 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_outside_its_window_a_rule_never_pays(rule: Subsidy) -> None:
    window = rule.file.window
    days = [window.start - dt.timedelta(days=1), dt.date(1999, 6, 1)]
    if window.end:
        days += [window.end + dt.timedelta(days=1), dt.date(2099, 6, 1)]
    for record in granted(rule, seed=12):
        for day in days:
            asked = day.isoformat() if rule.as_of.kind == "date" else day.year
            result = award(rule, {**record, rule.as_of.name: asked})
            assert WINDOW in result.reasons
            assert result.amount == 0


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.check_only], ids=lambda rule: rule.code)
def test_more_never_pays_less(rule: Subsidy) -> None:
    for record in granted(rule, seed=13):
        before = award(rule, record).amount
        for name, spec in rule.inputs:
            if name in MORE_PAYS_LESS or name == rule.as_of.name or spec.allowed:
                continue
            value = record[name]
            if spec.item is not None:
                more = [*value, value[-1]] if value else [1]
            elif spec.kind == "number" and value is not None:
                more = value + 1
            else:
                continue
            after = award(rule, {**record, name: more})
            assert not after.eligible or after.amount >= before, (name, record)


def test_every_exception_is_one() -> None:
    names = {name for rule in RULES for name, _ in rule.inputs}
    assert set(MORE_PAYS_LESS) <= names


# The printed maxima (标准 of each rule), which no record may pass
CAPS = {
    "spring-festival-production": 100000, "train-offjob": 1000, "train-online": 700, "train-online-poverty": 700,
    "train-travel": 300, "labour-award": 1500, "labour-transport": 600, "labour-household-cap": 3000,
    "work-for-training": 1200, "startup-operating": 10000, "startup-service": 10000, "job-retention-loan": 30000000,
    "loan-amount-individual": 200000, "loan-amount-partnership": 1500000, "loan-amount-organised": 1500000,
    "loan-amount-small": 3000000, "loan-amount-selfpaid": 5000000, "rain-dew-vocational": 3000,
    "city-project-award": 100000, "startup-project-province": 150000, "train-onboarding": 360,
}  # fmt: skip


@pytest.mark.parametrize(("code", "cap"), CAPS.items())
def test_no_amount_is_above_its_cap(code: str, cap: int) -> None:
    amounts = [award(rules()[code], record).amount for record in cases(rules()[code], 400, seed=14)]
    assert max(amounts) <= Decimal(cap)
    assert max(amounts) > 0


@pytest.mark.parametrize(
    ("entered", "amount"),
    [
        ("123456789012345678901234567890", "123456789012345678901234567890.00"),
        ("1234567890123456789012345678.905", "1234567890123456789012345678.91"),
    ],
)
def test_an_absurd_amount_is_exact_and_stops_no_batch(entered: str, amount: str) -> None:
    """More digits than decimal's default precision of 28: a slip of the keyboard, or a column of ID numbers."""
    record = {"graduation_year": 2021, "due_year": 2023, "interest_due": Decimal(entered)}
    assert str(award(rules()["student-loan-interest"], record).amount) == amount
