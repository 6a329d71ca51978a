"""封装上报 and its counterpart: a workbook frozen with a record of its contents, and what has changed since.

    seal(content, …)      the frozen copy: locked but for a blank 复评, unused rows hidden, record and digest hidden too
    verify(content)       compares a received copy with its record, and checks and computes everything anew
    full_check(book)      everything that stands in the way of sealing, and what 校验 tells
    changed_data(content, received)   what was typed after sealing, for a merge, which checks and computes by itself

    contents.py   what a workbook holds, cell by cell: the record     formulas.py  its formulas, copies told as one
    package.py    a file's parts, to read and to change                editing.py   what is locked, hidden, written
    sealing.py    seal                                                 naming.py    the name of the frozen copy
    verifying.py  verify                                               words.py     the words of all this
    checking.py   full_check, put together from:                        computed.py  computed cells of all forms
    ledger_results.py  the rows of ledgers and sums                    summaries.py  汇总 and 分单位明细
    beside_results.py  what rows say beside results: row_words.py
    scores.py     the results of score sheets                          several_names.py  one number, several names
    unused_rows.py   the rows that a sealed copy hides

The digest shows that something was changed by accident or carelessness, and what. It is no signature: who knows the
program can make a new one. What must not be forged is proved by the seal on paper.
"""

from addin.sealing.checking import full_check
from addin.sealing.sealing import Sealed, seal
from addin.sealing.verifying import Verdict, changed_data, verify

__all__ = ["Sealed", "Verdict", "changed_data", "full_check", "seal", "verify"]
