"""Computed cells worked out anew: what stands in them when a workbook comes back is never trusted.

A form's own formulas are read here, the same text that rendering writes into the cells, over the values that are meant.

    syntax.py      a formula's text as a tree
    values.py      the worksheet's values: blanks, texts, numbers, dates, errors, ranges
    functions.py   the functions and operators that forms use
    columns.py     the computed columns and cells of received forms
"""

from templates.reading.recomputing.columns import attach
from templates.reading.recomputing.syntax import Uncomputable

__all__ = ["Uncomputable", "attach"]
