"""Every situation of the case files, against the value that a rule gives; and the reading of the files itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulas.subsidies import rules
from formulas.subsidy import award
from tests.formulas.case_files import Case, CaseError, all_cases, case_files, read_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_value(case: Case) -> None:
    result = award(case.rule, case.record)
    assert (result.amount, result.eligible, result.reasons) == (case.amount, case.eligible, case.reasons), case.why
    assert result.amount.as_tuple().exponent == -2


def test_every_rule_has_a_case_file() -> None:
    assert {path.stem for path in case_files()} == {code.replace("-", "_") for code in rules()}


GOOD = """
rule = "info-collection"
[[case]]
name = "一批信息"
given = { apply_date = "2023-07-01", records_submitted = 10, records_valid = 9 }
amount = "9.00"
why = "9条 × 1元（豫人社规〔2021〕4号 第三十八条）"
[[case]]
name = "没有有效信息"
base = 1
given = { records_valid = 0 }
reasons = ["has-valid"]
why = "0条（豫人社规〔2021〕4号 第三十八条）"
"""

# (what is replaced, by what, what the message must name)
BROKEN = [
    ('rule = "info-collection"', 'rule = "info-collecting"', "no rule 'info-collecting'"),
    ('rule = "info-collection"', 'rule = "train-living"', "belong in train_living.toml"),
    ('rule = "info-collection"', 'rule = "info-collection"\nbasis = "第三十八条"', "unknown key basis"),
    ('name = "一批信息"', 'title = "一批信息"', "case 1: unknown key title"),
    ('name = "一批信息"', 'name = "batch"', "must say in Chinese"),
    ('why = "9条 × 1元（豫人社规〔2021〕4号 第三十八条）"', "", "must say in Chinese"),
    ('name = "没有有效信息"', 'name = "一批信息"', "case 2: another case is named"),
    ("records_valid = 9 }", "record_valid = 9 }", "unknown key record_valid"),
    (", records_valid = 9 }", " }", "says nothing of records_valid"),
    ("records_valid = 0", "records_valid = 9", "case 2: another case has the same inputs"),
    ('"2023-07-01"', "2023-07-01", "apply_date must be a value of JSON"),
    ("base = 1", "base = 2", "number of an earlier case"),
    ("base = 1", "base = 0", "number of an earlier case"),
    ('amount = "9.00"', 'amount = "9.00"\nreasons = ["has-valid"]', "must state one of"),
    ('amount = "9.00"', "", "must state one of"),
    ('amount = "9.00"', "amount = 9.00", "text with two decimals"),
    ('amount = "9.00"', 'amount = "9"', "text with two decimals"),
    ('amount = "9.00"', "pass = true", "info-collection gives an amount"),
    ('reasons = ["has-valid"]', 'reasons = ["has-valids"]', "must be condition codes"),
    ('reasons = ["has-valid"]', "reasons = []", "must be condition codes"),
    ('name = "没有有效信息"', 'name = "没有有效信息"\nexample = 2', "numbered 1, 2, 3"),
    ("[[case]]", "[case]", "info_collection.toml: "),
]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "info_collection.toml"
    path.write_text(GOOD, encoding="utf-8")
    first, second = read_cases(path)
    assert second.record == {**first.record, "records_valid": 0}
    assert (second.eligible, second.reasons) == (False, ("has-valid",))


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN, ids=[f"{number}" for number in range(len(BROKEN))])
def test_a_broken_file_is_refused(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    path = tmp_path / "info_collection.toml"
    path.write_text(GOOD.replace(good, bad), encoding="utf-8")
    with pytest.raises(CaseError) as refusal:
        read_cases(path)
    assert message in str(refusal.value)


def test_the_text_null_is_the_empty_value(tmp_path: Path) -> None:
    [case] = [case for case in CASES if case.rule.code == "trainee-eligibility-check"][:1]
    assert case.record["last_assessment_date"] is None


def test_a_check_states_no_amount(tmp_path: Path) -> None:
    path = tmp_path / "retention_loan_pool_check.toml"
    given = "given = { year = 2023, loans_provided = 1 }"
    for stated, message in [('amount = "0.00"', "gives no amount"), ("pass = false", "can only be true")]:
        text = f'rule = "retention-loan-pool-check"\n[[case]]\nname = "总量"\n{given}\n{stated}\nwhy = "总量"\n'
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CaseError, match=message):
            read_cases(path)
