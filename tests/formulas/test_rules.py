"""What holds for every money rule, whatever it pays: nothing is declared in vain, nothing is left untried by a case."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from formulas import expressions as ex
from formulas.explanation import fill, placeholders
from formulas.inputs import Inputs
from formulas.parameters.loading import FOLDER
from formulas.subsidies import rules
from formulas.subsidy import INVALID, WINDOW, RuleError, Subsidy
from tests.formulas.case_files import Case, all_cases

ALL_RULES = pytest.mark.parametrize("rule", rules().values(), ids=rules())
CASES = all_cases()


def cases_of(rule: Subsidy) -> list[Case]:
    return [case for case in CASES if case.rule is rule]


@ALL_RULES
def test_every_condition_is_reported_by_a_case(rule: Subsidy) -> None:
    reported = {code for case in cases_of(rule) for code in case.reasons}
    assert set(rule.condition_codes) <= reported


@ALL_RULES
def test_both_ends_of_the_window_are_tried(rule: Subsidy) -> None:
    """The last day before the rule pays and the first one it does; likewise at its end."""
    window = rule.file.window
    step = dt.timedelta(days=1)
    inside, outside = [window.start], [window.start - step]
    if window.end is not None:
        inside.append(window.end)
        outside.append(window.end + step)
    met: set[object] = set()
    refused: set[object] = set()
    for case in cases_of(rule):
        if not any(reason.startswith(INVALID) for reason in case.reasons):
            (refused if WINDOW in case.reasons else met).add(case.record[rule.as_of.name])
    assert {_entered(rule, day) for day in inside} <= met
    assert {_entered(rule, day) for day in outside} <= refused


def _entered(rule: Subsidy, day: dt.date) -> object:
    """A day as the rule's date or year input takes it."""
    return day.isoformat() if rule.as_of.kind == "date" else day.year


@ALL_RULES
def test_some_case_is_met(rule: Subsidy) -> None:
    assert any(case.eligible for case in cases_of(rule))


@ALL_RULES
def test_every_parameter_is_read(rule: Subsidy) -> None:
    read = {node.name for expression in rule.expressions() for node in ex.parameters_of(expression)}
    assert read == set(rule.file.parameters)


@ALL_RULES
def test_every_input_is_read(rule: Subsidy) -> None:
    read = {node.name for expression in rule.expressions() for node in ex.inputs_of(expression)}
    assert {name for name, _ in rule.inputs} - read <= {rule.as_of.name}


@ALL_RULES
def test_condition_titles_show_their_figures(rule: Subsidy) -> None:
    """A placeholder names a parameter that the condition itself reads and that is one number or date."""
    for condition in rule.conditions:
        read = {node.name for node in ex.parameters_of(condition.test)}
        assert set(placeholders(condition)) <= read, condition.code
        shown = fill(condition.title, rule.file, rule.file.window.start)
        assert not set(shown) & set("{}"), shown
        assert any("\u4e00" <= letter <= "\u9fff" for letter in shown)


@ALL_RULES
def test_table_keys_are_the_options_of_their_input(rule: Subsidy) -> None:
    for expression in rule.expressions():
        for node in ex.parameters_of(expression):
            if isinstance(node, ex.Lookup) and isinstance(node.key, ex.Input):
                options = set(rule.inputs[node.key.name].options)
                keys = set(rule.file.parameters[node.name].keys())
                assert keys <= options
                assert keys == options or node.otherwise is not None


@ALL_RULES
def test_the_rule_says_whom_it_concerns(rule: Subsidy) -> None:
    assert rule.family
    assert rule.record
    assert rule.check_only or (rule.claimant and rule.payer)
    assert set(rule.excludes) <= set(rules()) - {rule.code}
    for condition in rule.conditions:
        assert condition.citation is None or condition.citation.article


@ALL_RULES
def test_a_check_gives_no_amount_and_an_award_reckons_one(rule: Subsidy) -> None:
    reckons = bool(ex.inputs_of(rule.amount)) or bool(ex.parameters_of(rule.amount))
    assert reckons != rule.check_only


def test_every_parameter_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {rule.file.stem for rule in rules().values()}
    for code, rule in rules().items():
        assert rule.file.stem == code.replace("-", "_")


def test_a_rule_that_reads_an_undeclared_input_is_refused() -> None:
    """The guard that the checks above lean on: a condition cannot read what the rule does not take."""
    rule = rules()["train-living"]
    foreign = rules()["info-collection"].inputs.node("records_valid")
    with pytest.raises(RuleError, match="records_valid"):
        Subsidy(
            code=rule.code,
            title=rule.title,
            record=rule.record,
            parameters=rule.parameters,
            inputs=Inputs(apply_date=rule.inputs["apply_date"]),
            as_of=rule.inputs.node("apply_date"),
            conditions=[],
            amount=ex.Number(Fraction(1)) * foreign,
        )
