"""Whole workbooks as readable text, so that a change anywhere in one is seen and meant.

    dump.py       a workbook as text: cells, looks, merges, validations, marks, names, protection, print setup
    samples.py    the workbooks: three shapes of forms, a ledger family, and what merging, computing and scoring write
    *.txt         what each of them was when somebody last looked at it on paper
    renew.py      python -m tests.golden.renew    writes them anew; look at the difference, commit it by itself

No Excel has saved these: they guard against changes nobody meant, other programs judge whether a workbook is right.
"""
