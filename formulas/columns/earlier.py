"""What earlier rows used up of a repeat: a running sum over the rows that have the same key, in the order of `ledger`.

Sorting is what costs here, and sorting text costs most.  So the rows are read once, into a table that engines keep
(a common table expression used more than once); a count by key finds the keys of more than one row and numbers them;
and only the rows of those keys are sorted, by that number.  Just the row's own number and its sum come back.
"""

from __future__ import annotations

from typing import Any

import ibis
from ibis import Table

from formulas import expressions as ex
from formulas.columns.ratios import INT64, Ratio, check, wide
from formulas.columns.reader import Reader
from formulas.columns.tables import LARGE_COUNTS, ROW
from formulas.ledger import conditions_for
from formulas.subsidy import Key, Repeat

# visible ASCII without small letters, and the usual Chinese characters: a key that stays as it is
_CLEAN = "^[!-`{-~一-鿿]+$"
# what Python's `strip` takes off; the controls among it as escapes that engines' expressions read alike
CONTROLS = r"\x09-\x0d\x1c-\x1f\x85\xa0"
_BLANK = f"[ {CONTROLS}\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"


def with_earlier_rows(reader: Reader) -> Reader:
    """The reader over a table with `earlier_0` …; `failed` then tells of all conditions that do not read the last."""
    rule = reader.rule
    reader = alone = reader.with_steps()
    measures = [_measure(alone, repeat) for repeat in rule.repeats]
    columns: dict[str, Any] = {}
    for number, repeat in enumerate(rule.repeats):
        columns |= {f"key_{number}_{place}": key for place, key in enumerate(_keys(alone, repeat))}
        columns[f"spent_{number}"] = measures[number].top
    reader = reader.on(reader.table.mutate(**columns))
    for number, repeat in enumerate(rule.repeats):
        reader = reader.with_failed(conditions_for(rule, repeat))
        table, spent = reader.table, reader.table[f"spent_{number}"]
        counts = (table.invalid == 0) & (table.failed == 0)
        table = table.mutate(used=ibis.ifelse(counts, spent, ibis.literal(0, spent.type())))
        keys = [f"key_{number}_{place}" for place in range(len(repeat.per))]
        used = _sum_of(measures[number], f"earlier_{number}")
        sums = _earlier(table, keys, alone, used)
        joined = table.left_join(sums, table[ROW] == sums.earlier_row)
        table = joined.mutate(**{used.top: ibis.coalesce(joined.earlier, ibis.literal(0, joined.earlier.type()))})
        reader = reader.on(table.drop("earlier_row", "earlier"), {**reader.earlier, repeat.input: used})
    return reader


def _earlier(table: Table, keys: list[str], alone: Reader, used: Ratio) -> Table:
    """`earlier` of the row `earlier_row`, where it is not 0: of keys that have several rows and use up anything."""
    groups = table.group_by(**{f"same_{key}": table[key] for key in keys}).aggregate(
        person=table[ROW].min(), rows=table.count(), spend=(table.used != 0).any()
    )
    groups = groups.filter((groups.rows > 1) & groups.spend)
    together = table.inner_join(groups, [table[key] == groups[f"same_{key}"] for key in keys])
    order = {f"order_{place}": column for place, column in enumerate(alone.on(together).order())}
    together = together.mutate(**order)
    # rows alike in everything come as they stand: whichever is first, the results are the same
    by = [together[each] for each in (*order, ROW)]
    before = ibis.window(group_by=together.person, order_by=by, preceding=(None, 1), following=None)
    sums = together.select(earlier_row=together[ROW], earlier=together.used.sum().over(before))
    sums = sums.filter(sums.earlier != 0)
    total = wide(sums.earlier)  # what engines make of a sum, and Ibis does not know
    if used.bound == INT64:
        total = ibis.least(total, INT64)  # beyond that, any limit is used up
    return sums.mutate(earlier=total if used.bound > INT64 else total.cast("int64"))


def _measure(reader: Reader, repeat: Repeat) -> Ratio:
    """What a row uses up if it counts, exactly."""
    measure = reader.number(repeat.measure)
    if measure.divisor is not None:
        raise ex.ExpressionError(f"{reader.rule.code}: what a row uses up of {repeat.input} must not be a quotient")
    top = ibis.literal(measure.top, "int64") if isinstance(measure.top, int) else measure.top
    return Ratio(top, measure.bottom, measure.bound)


def _sum_of(measure: Ratio, name: str) -> Ratio:
    """The sums of a measure, which stand in the column `name`."""
    bound = measure.bound * LARGE_COUNTS
    return Ratio(name, measure.bottom, min(bound, INT64) if measure.bound <= INT64 else check(bound))


def _keys(reader: Reader, repeat: Repeat) -> list[Any]:
    """The columns of a repeat's key; NULL, and so like no other, where a key column is blank."""
    return [
        _compared(reader.table[each.name]) if isinstance(each, Key) else reader.column(each) for each in repeat.per
    ]


def _compared(key: Any) -> Any:
    """A key as keys are compared: in capitals, no blanks around it.  Looking whether it is so already is quicker."""
    trimmed = key.re_replace(f"^{_BLANK}+|{_BLANK}+$", "").upper()
    return ibis.ifelse(key.re_search(_CLEAN), key, trimmed.nullif(""))
