"""The command line `jiuye`: every capability without Excel.

    app.py        the command group, Chinese help and errors, exit status
    options.py    what several commands ask of --on
    output.py     one JSON document on stdout, tables for people, progress on stderr
    rules.py      rules, calc;  rule_page.py  one rule for people
    workbooks.py  forms, check, compute, merge
    scoring.py    rubrics, score, rank;  eligible.py  eligible
    sealing.py    issue, seal, verify;  serving.py  serve
    help.py, errors.py  help pages and refusals in Chinese

Exit status: 0 done, 1 findings or refused, 2 could not run.  With `--json` stdout holds one JSON document and nothing
else.
"""

from addin.cli.app import main

__all__ = ["main"]
