"""The same column form on PostgreSQL, the engine a province's own database runs, gives what the value reading gives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pgserver
import pytest

from formulas.columns import evaluate_columns, to_awards, to_columns
from formulas.ledger import award_ledger
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from tests.formulas.test_columns import KEYS, blank_pattern
from tests.ledger_cases import cases, with_keys

RULES = list(rules().values())


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    """A PostgreSQL of its own, gone afterwards. Its socket lies in its folder, whose path must be short."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the server never runs as root: it has a user of its own then
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        connection = ibis.connect(server.get_uri())
        yield connection
        connection.disconnect()
        server.cleanup()


def check(engine: Any, rule: Subsidy, records: list[dict[str, Any]]) -> None:
    table = engine.create_table("records", to_columns(rule, records), overwrite=True, temp=True)
    found = to_awards(rule, evaluate_columns(rule, table).to_pyarrow())
    awards = [(each.amount, each.eligible, each.reasons) for each in award_ledger(rule, records)]
    triples = zip(records, awards, found, strict=True)
    wrong = [f"{record}\n  value:  {want}\n  column: {got}" for record, want, got in triples if want != got]
    assert not wrong, f"{len(wrong)} of {len(records)}:\n" + "\n".join(wrong[:3])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_record_alone(engine: Any, rule: Subsidy) -> None:
    check(engine, rule, cases(rule, 150, seed=5))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.repeats], ids=lambda rule: rule.code)
def test_rows_of_few_persons_count_for_one_another(engine: Any, rule: Subsidy) -> None:
    check(engine, rule, with_keys(rule, cases(rule, 100, seed=6), different=8))


@pytest.mark.parametrize(("key", "stripped"), KEYS)
def test_the_printed_sql_strips_keys(engine: Any, key: str, stripped: str) -> None:
    query = f"SELECT upper(regexp_replace(%s, '{blank_pattern('postgres')}', '', 'g'))"
    assert engine.con.execute(query, [key]).fetchone() == (stripped,)
