"""What earlier rows used up of a repeat: a window over the rows that have the same key, in the order of `ledger`."""

from __future__ import annotations

import ibis
from ibis import Table

from formulas import expressions as ex
from formulas.columns.ratios import times, whole
from formulas.columns.reader import Reader, with_validity
from formulas.columns.tables import ROW
from formulas.ledger import conditions_for
from formulas.parameters.model import ParameterFile
from formulas.subsidy import Key, Repeat, Subsidy


def add_earlier_rows(rule: Subsidy, table: Table, file: ParameterFile, number: int, repeat: Repeat) -> Table:
    """The table with `earlier_N`: what earlier rows used up.  Only rows that count and have their key are sorted."""
    alone = Reader(rule, with_validity(rule, table, file), file).with_steps(ex.steps_of(rule.earned))
    steps = alone.table
    reader = Reader(rule, steps, file, effective(rule, number))
    counts = (steps.invalid == 0) & reader.in_window()
    for condition in conditions_for(rule, repeat):
        counts = counts & reader.truth(condition.test)
    has_key = ibis.literal(True)
    for key in repeat.keys:
        has_key = has_key & (ibis.coalesce(steps[key.name].strip(), "") != "")
    measure = alone.number(repeat.measure)
    if measure.divisor is not None:
        raise ex.ExpressionError(f"{rule.code}: what a row uses up of {repeat.input} must not be a quotient")
    used = whole(times(measure, alone.scale(repeat.input)), measure.bottom)
    keys = {
        f"key_{place}": steps[each.name].strip().upper() if isinstance(each, Key) else alone.column(each)
        for place, each in enumerate(repeat.per)
    }
    # rows alike in everything come as they stand: whichever is first, the results are the same
    order = {f"order_{place}": column for place, column in enumerate([*alone.order(), steps[ROW]])}
    used = ibis.ifelse(counts, used, 0).cast("int64")
    narrow = steps.filter(has_key & (steps.invalid == 0)).select(steps[ROW], used=used, **keys, **order)
    before = ibis.window(group_by=list(keys), order_by=list(order), preceding=(None, 1), following=None)
    earlier = narrow.select(earlier_row=narrow[ROW], earlier=narrow.used.sum().over(before))
    joined = table.left_join(earlier, table[ROW] == earlier.earlier_row)
    total = ibis.coalesce(joined.earlier, 0).cast("int64")
    return joined.mutate(**{f"earlier_{number}": total}).drop("earlier_row", "earlier")


def effective(rule: Subsidy, count: int) -> dict[str, str]:
    return {repeat.input: f"earlier_{number}" for number, repeat in enumerate(list(rule.repeats)[:count])}
