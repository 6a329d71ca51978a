"""How fast rules are: the column form in rows a second on one thread, one record with its explanation in milliseconds.

The peer of each column figure is the same engine finding the largest of each column: what reading the rows costs.
`with persons` gives every row to one of PERSONS persons, so that earlier rows count.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import ibis
import pyarrow as pa

from formulas.columns import evaluate_columns, to_columns
from formulas.explanation import explain
from formulas.subsidies import rules
from formulas.subsidy import Subsidy, award
from tests.ledger_cases import cases

ROWS = 1_000_000
SAMPLE = 20_000
PERSONS = 330_000


def column_form(rule: Subsidy, engine: Any, *, keys: bool) -> tuple[float, float]:
    """Seconds for a rule over ROWS rows, and for going through the columns; `keys` makes every row somebody's."""
    sample = to_columns(rule, cases(rule, SAMPLE))
    table = pa.concat_tables([sample] * (ROWS // SAMPLE))
    table = table.set_column(0, "row", pa.array(range(len(table)), pa.int64()))
    for key in rule.keys if keys else ():
        place = table.schema.get_field_index(key.name)
        values = pa.array([f"{key.name}{row * 7919 % PERSONS}" for row in range(len(table))], pa.string())
        table = table.set_column(place, key.name, values)
    stored = engine.create_table("ledger", table, overwrite=True)
    result = evaluate_columns(rule, stored)
    summed = result.aggregate(amount=result.amount_cents.max(), reasons=result.reasons.max())
    numbers = [name for name in stored.columns if stored[name].type().is_integer()]
    read = stored.aggregate(**{name: stored[name].max() for name in numbers})
    return best(summed), best(read)


def best(expression: Any, runs: int = 3) -> float:
    """The quickest of a few runs, in seconds: what the machine can do when nothing disturbs it."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        expression.to_pyarrow()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def one_record(rule: Subsidy) -> float:
    """Milliseconds for one award with its explanation."""
    records = cases(rule, 50)
    start = time.perf_counter()
    for record in records:
        explain(award(rule, record))
    return (time.perf_counter() - start) / len(records) * 1000


def main(codes: list[str]) -> None:
    engine = ibis.duckdb.connect()
    engine.raw_sql("SET threads = 1")
    chosen = [rules()[code] for code in codes] if codes else list(rules().values())
    print(f"{ROWS} rows, {PERSONS} persons, one thread")
    print(f"{'rule':34}{'rows/s':>12}{'× reading':>11}{'with persons':>14}{'one record, ms':>16}")
    alone: dict[str, float] = {}
    together: dict[str, float] = {}
    for rule in chosen:
        seconds, reading = column_form(rule, engine, keys=False)
        alone[rule.code] = ROWS / seconds
        line = f"{rule.code:34}{alone[rule.code]:12,.0f}{seconds / reading:11.1f}"
        if rule.repeats:
            together[rule.code] = ROWS / column_form(rule, engine, keys=True)[0]
        shown = f"{together[rule.code]:14,.0f}" if rule.repeats else f"{'':14}"
        print(f"{line}{shown}{one_record(rule):16.2f}", flush=True)
    for title, rates in (("every row by itself", alone), ("rows of the same persons together", together)):
        if rates:
            slowest = min(rates, key=lambda code: rates[code])
            print(f"slowest, {title}: {slowest} with {rates[slowest]:,.0f} rows/s")


if __name__ == "__main__":
    main(sys.argv[1:])
