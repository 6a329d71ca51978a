"""What each workbook looks like, and what comes back in it.

    forms/           one small file for each official form: a declaration, nothing drawn
    workbooks/       which forms a reporting task puts into one file
    model            what a form is made of;  registry  finds forms and workbooks
    fields/          field types: a reader's repair, the checks, what Excel enforces, from one line
    lists/           code lists (行政区划, 行业, 企业规模 …) as data
    ledgers          the ledger form of a subsidy rule;  local_parameters  figures that only the user knows
    ledger_inputs    its inputs and their validity;  ledger_subjects  whom a row is about
    ledger_words     reasons, article, what a limit took off;  ledger_review  公示 and signatures
    fact_sheets      政策找人: the facts entered once, what each policy still lacks
    names            the defined names that programs rely on
    rendering/       draws declarations with openpyxl: sheets, checks, protection, print
    reading/         reads received workbooks: by defined names, then by headings
    checking/        everything wrong with what was read, at once;  findings, messages  how it is said

Declarations import neither openpyxl nor any reader; `rendering` alone imports openpyxl, `reading` alone calamine.
"""
