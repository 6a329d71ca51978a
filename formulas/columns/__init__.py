"""The column form: a rule over a whole ledger as one Ibis expression, on DuckDB, PostgreSQL or Spark.

    tables.py   the table it takes, and its results as awards
    ratios.py   exact numbers: integers over integers
    nodes.py    the column form of each kind of expression
    validity.py which inputs of a row are invalid
    reader.py   a rule read against a table
    earlier.py  what earlier rows of the same person or household used up

Ibis is imported with this package; whoever needs no column form does not import it.
"""

from __future__ import annotations

import ibis
from ibis import Table

from formulas.columns.earlier import CONTROLS, with_earlier_rows
from formulas.columns.ratios import SCALE, TooWide, either
from formulas.columns.reader import Reader
from formulas.columns.tables import ROW, scalars, schema, to_awards, to_columns
from formulas.columns.validity import with_validity
from formulas.parameters.model import ParameterFile
from formulas.subsidy import Subsidy

# how each engine's expressions write the separators of lines and paragraphs, and its texts a backslash
_SEPARATORS = "\u2028\u2029"
_WRITTEN = {
    "postgres": r"\u2028\u2029",
    "sqlite": r"\u2028\u2029",
    "pyspark": r"\\u2028\\u2029",
    "clickhouse": r"\\x{2028}\\x{2029}",
    "duckdb": r"\x{2028}\x{2029}",
    "trino": r"\x{2028}\x{2029}",
}
# Oracle's expressions know no escapes
_IN_ORACLE = "' || UNISTR('{}') || '"

__all__ = ["TooWide", "evaluate_columns", "schema", "sql", "to_awards", "to_columns"]


def evaluate_columns(rule: Subsidy, table: Table, file: ParameterFile | None = None) -> Table:
    """The table with `amount_cents`, `eligible`, `reasons` and `invalid` beside its columns.

    `reasons` has bit k set when the k-th of `rule.condition_codes` failed, `invalid` when the k-th input is invalid.
    """
    names = table.columns
    reader = Reader(rule, with_validity(rule, table), file or rule.file)
    if rule.repeats:
        reader = with_earlier_rows(reader)
    reader = reader.with_steps().with_failed(rule.conditions)
    table = reader.table
    table = table.mutate(
        reasons=ibis.ifelse(table.invalid == 0, table.failed, 0).cast("int64"),
        alone_cents=ibis.literal(0, "int64") if rule.check_only else reader.cents(rule.amount),
    )
    eligible = (table.invalid == 0) & (table.reasons == 0)
    table = table.mutate(amount_cents=either(eligible, table.alone_cents, 0), eligible=eligible)
    return table.select(*names, "amount_cents", "eligible", "reasons", "invalid")


def sql(rule: Subsidy, dialect: str) -> str:
    """The rule as the SQL of an engine, over a table named after the rule; a comment says what the columns hold."""
    table = ibis.table(ibis.Schema.from_pyarrow(schema(rule)), name=rule.code.replace("-", "_"))
    return f"{_legend(rule)}\n{_visible(str(ibis.to_sql(evaluate_columns(rule, table), dialect=dialect)), dialect)}"


def _visible(text: str, dialect: str) -> str:
    """The SQL without raw controls in its expressions: an editor may show or keep them as anything."""
    if dialect == "oracle":
        blank = _IN_ORACLE.format(r"\0009-\000D\001C-\001F\0085\00A0")
        return text.replace(CONTROLS, blank).replace(_SEPARATORS, _IN_ORACLE.format(r"\2028\2029"))
    return text.replace(_SEPARATORS, _WRITTEN.get(dialect, _SEPARATORS))


def _legend(rule: Subsidy) -> str:
    """What a reader must know of the table and of the answer, as comments."""
    lines = [f"{rule.title}（{rule.citation}）", f"表 {rule.code.replace('-', '_')} 的列：{ROW} 行号（int64）"]
    for name, spec in scalars(rule.inputs):
        held = {"date": "日期", "bool": "真/假", "text": "文本"}.get(spec.kind, f"int64，数值×{SCALE}")
        lines.append(f"  {name} {spec.title}：{held}{'，按百分数×' + str(SCALE) if spec.type == 'percent' else ''}")
    lines += [f"  {key.name} {key.title}：文本" for key in rule.keys]
    bits = "、".join(f"{2**bit}={code}" for bit, code in enumerate(rule.condition_codes))
    invalid = "、".join(f"{2**bit}={name}" for bit, (name, _) in enumerate(rule.inputs))
    lines += ["结果：amount_cents 金额（分）；eligible 是否符合", f"  reasons 未通过的条件，各位相加：{bits}"]
    lines.append(f"  invalid 无效的输入，各位相加：{invalid}")
    return "\n".join(f"-- {line}" for line in lines)
