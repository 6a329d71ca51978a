"""The live formulas of every ledger, recalculated by LibreOffice, give what the value reading gives, to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulas.ledger import award_ledger
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from tests.formulas.case_files import all_cases
from tests.ledger_books import Result, filled_ledger, results
from tests.ledger_cases import Record, cases, with_keys
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.libreoffice import recalculate

ALONE, TOGETHER = 200, 60
CODES = sorted(rules())
GROUPS = [CODES[start : start + 12] for start in range(0, len(CODES), 12)]  # one LibreOffice call each


def records_of(rule: Subsidy) -> list[Record]:
    """Random and boundary records for nobody in particular, every situation of the case files, rows of few persons."""
    alone = cases(rule, ALONE) + [dict(case.record) for case in all_cases() if case.rule is rule]
    together = with_keys(rule, cases(rule, TOGETHER, seed=7), different=6) if rule.repeats else []
    in_sheet = [record for record in alone + together if any(value not in (None, []) for value in record.values())]
    return [as_in_a_sheet(rule, record) for record in in_sheet]


def as_in_a_sheet(rule: Subsidy, record: Record) -> Record:
    """A missing list that may be empty is an empty one: a sheet shows no difference."""
    return {
        name: [] if value is None and name in rule.inputs and rule.inputs[name].may_be_empty else value
        for name, value in record.items()
    }


@pytest.mark.parametrize("codes", GROUPS, ids="、".join)  # so that -k finds the call of a rule
def test_live_formulas(codes: list[str], tmp_path: Path) -> None:
    records = {code: records_of(rules()[code]) for code in codes}
    written = [filled_ledger(rules()[code], records[code], tmp_path / f"{code}.xlsx") for code in codes]
    computed = recalculate(written, tmp_path / "recalculated")
    wrong: list[str] = []
    for code, path in zip(codes, computed, strict=True):
        wrong += differences(rules()[code], records[code], read_values(path))
    assert not wrong, f"{len(wrong)} rows differ:\n" + "\n".join(wrong[:5])


def differences(rule: Subsidy, records: list[Record], computed: CachedValues) -> list[str]:
    expected = [award_result(each) for each in award_ledger(rule, records)]
    found = results(rule, computed, len(records))
    pairs = zip(records, expected, found, strict=True)
    return [f"{rule.code} {record}\n  value: {want}\n  sheet: {got}" for record, want, got in pairs if want != got]


def award_result(award: object) -> Result:
    return (award.amount, "是" if award.eligible else "否", award.reasons)  # type: ignore[attr-defined]


def test_empty_rows_stay_empty(tmp_path: Path) -> None:
    rule = rules()["train-offjob"]
    written = filled_ledger(rule, cases(rule, 3), tmp_path / "few.xlsx")
    computed = read_values(recalculate([written], tmp_path / "recalculated")[0])
    for code in ("award-amount", "award-eligible", "award-reasons", "no"):
        assert list(computed.named(f"ledger_train_offjob.{code.replace('-', '_')}"))[3:] in ([None, None], ["", ""])




def test_a_blank_lpr_is_taken_from_the_local_table(tmp_path: Path) -> None:
    """平人社〔2023〕23号 第九条, LPR of the day of signing: 3000000 × (4.65 % − 2.15 %) × 90 ÷ 360 = 18750."""
    rule = rules()["loan-interest-small"]
    case = next(case for case in all_cases() if case.rule is rule and case.amount == 18750)
    blank = {**case.record, "lpr": None}
    before = {**blank, "contract_date": "2023-05-01"}
    records, local = [blank, before, case.record], {"lpr": [("2023-06-01", 0.0365)]}
    written = filled_ledger(rule, records, tmp_path / "lpr.xlsx", local=local)
    computed = read_values(recalculate([written], tmp_path / "recalculated")[0])
    found = results(rule, computed, 3)
    assert found[0][:2] == (case.amount, "是")
    assert found[1][2] == ("invalid-input:lpr",)
    assert found[2] == found[0]
