"""Inputs left blank for which 当地参数 has no figure either: the ledger cannot award such a row.

The live sheet counts them as missing; a reader of single forms cannot, since the figures stand on the sheet 政策参数.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.book import BookData
from addin.computing import rule_of
from addin.sheet_parameters import ready_to_award
from templates.findings import Finding
from templates.ledgers import kebab
from templates.local_parameters import local_table
from templates.reading.messages import one_line

NO_FIGURE = "LOCAL_FIGURE_MISSING"


def local_blanks(book: BookData) -> Iterator[Finding]:
    """One finding for each blank that nothing stands in for."""
    for data in ready_to_award(book).forms.values():
        rule = rule_of(data.form.code)
        for name, spec in rule.inputs if rule is not None else ():
            table, column = local_table(name), data.columns.get(kebab(name))
            if table is None or column is None or spec.nullable:
                continue
            for number, value in zip(data.numbers, column.values, strict=True):
                if value is None:
                    cell = f"{column.letter}{number}"
                    words = f"没有填，“政策参数”表里也没有这一天的“{table.label}”。请补填，或在“政策参数”表填上。"
                    text = f"【{data.sheet}!{cell}】{one_line(column.field.label)}：{words}（{NO_FIGURE}）"
                    yield Finding(data.sheet, cell, column.field.code, NO_FIGURE, "error", text)
