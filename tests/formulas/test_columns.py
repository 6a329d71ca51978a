"""The column form on DuckDB gives what the value reading gives, record by record and with earlier rows."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import ibis
import pytest

from formulas.columns import evaluate_columns, sql, to_awards, to_columns
from formulas.ledger import award_ledger
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from tests.ledger_cases import cases, with_keys

RULES = list(rules().values())
Awards = list[tuple[Decimal, bool, tuple[str, ...]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


def on_engine(engine: Any, rule: Subsidy, records: list[dict[str, Any]]) -> Awards:
    table = engine.create_table("records", to_columns(rule, records), overwrite=True)
    return to_awards(rule, evaluate_columns(rule, table).to_pyarrow())


def in_python(rule: Subsidy, records: list[dict[str, Any]]) -> Awards:
    return [(each.amount, each.eligible, each.reasons) for each in award_ledger(rule, records)]


def differences(records: list[dict[str, Any]], expected: Awards, found: Awards) -> list[str]:
    triples = zip(records, expected, found, strict=True)
    return [f"{record}\n  value:  {want}\n  column: {got}" for record, want, got in triples if want != got]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_record_alone(engine: Any, rule: Subsidy) -> None:
    records = cases(rule, 300)
    wrong = differences(records, in_python(rule, records), on_engine(engine, rule, records))
    assert not wrong, f"{len(wrong)} of {len(records)}:\n" + "\n".join(wrong[:3])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.repeats], ids=lambda rule: rule.code)
def test_rows_of_few_persons_count_for_one_another(engine: Any, rule: Subsidy) -> None:
    records = with_keys(rule, cases(rule, 150, seed=2), different=12)
    wrong = differences(records, in_python(rule, records), on_engine(engine, rule, records))
    assert not wrong, f"{len(wrong)} of {len(records)}:\n" + "\n".join(wrong[:3])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.repeats], ids=lambda rule: rule.code)
def test_the_order_of_rows_changes_no_result(rule: Subsidy) -> None:
    records = with_keys(rule, cases(rule, 80, seed=3), different=8)
    order = list(range(len(records)))
    random.Random(4).shuffle(order)
    straight = in_python(rule, records)
    shuffled = in_python(rule, [records[place] for place in order])
    # rows alike may change places; of a person's two courses of one day and sum, either may be the last that is due
    shared = set.intersection(*({key.name for key in repeat.keys} for repeat in rule.repeats))
    compared = {name for name, _ in rule.inputs} | shared
    rows = [repr({name: value for name, value in record.items() if name in compared}) for record in records]
    assert sorted(zip((rows[place] for place in order), shuffled, strict=True)) == sorted(
        zip(rows, straight, strict=True)
    )


@pytest.mark.parametrize("dialect", ["postgres", "pyspark"])
def test_every_rule_has_sql(dialect: str) -> None:
    for rule in RULES:
        text = sql(rule, dialect)
        assert "amount_cents" in text
        assert rule.code.replace("-", "_") in text


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark", "sqlite", "clickhouse", "trino", "oracle"])
def test_sql_holds_no_raw_controls(dialect: str) -> None:
    """Line by line: what breaks a line elsewhere than at the end of one stands in no expression."""
    text = sql(rules()["train-offjob"], dialect)
    assert "x1c" in text or "001C" in text  # the blanks around a key
    assert not [each for each in text if each != "\n" and unicodedata.category(each) in ("Cc", "Zl", "Zp")]
    assert all(line.count("'") % 2 == 0 for line in text.splitlines())


# (a key, as Python's `strip` and capitals leave it)
KEYS = [
    ("\u2028 k1\u2029", "K1"),
    ("\x0bk1\x1c", "K1"),
    ("\x85K1\x1f", "K1"),
    ("\tk1\r\n", "K1"),
    ("\u200ak1\u3000", "K1"),
    ("u2028", "U2028"),  # letters and digits of the escapes are no blanks
    ("x09-1d}", "X09-1D}"),
    ("\\K1", "\\K1"),
]


def blank_pattern(dialect: str) -> str:
    """The expression of the blanks around a key, as the SQL of an engine writes it."""
    [pattern] = set(re.findall(r"'([^'\n]*x1c[^'\n]*)'", sql(rules()["train-offjob"], dialect)))
    return pattern


@pytest.mark.parametrize(("key", "stripped"), KEYS)
def test_the_printed_sql_strips_keys(engine: Any, key: str, stripped: str) -> None:
    query = f"SELECT upper(regexp_replace(?, '{blank_pattern('duckdb')}', '', 'g'))"
    assert engine.con.execute(query, [key]).fetchone() == (stripped,)
