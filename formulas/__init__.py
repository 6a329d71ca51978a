"""Rules as code: amounts, conditions, rubrics.  No Excel, no files of users.

A subsidy rule is written once, as an expression over named inputs and dated parameters, and read four ways:

    subsidies/       one small file for each rule: inputs, named conditions, amount
    parameters/      their figures, dated, each with 文号 and article; `loading` refuses whatever is amiss
    expressions      the language; `inputs` declares and reads what a rule takes
    evaluation       reading 1: the exact value        → `subsidy.award`, `ledger.award_ledger` (rows together)
    excel            reading 2: a worksheet formula
    columns/         reading 3: a whole ledger, an Ibis expression (imported on use only)
    explanation      reading 4: the Chinese steps and the article
    choosing         which of the rules apply to one enterprise or person (政策找人);  questions  what to ask for it

An evaluation standard is data, scored by one engine:

    rubrics/         one file for each standard, texts as printed
    rubric           what they are made of; `rubric_file`, `rubric_checks` read them strictly
    scoring          an answer sheet's total, what is missing, the conclusion (`scoring_*` its parts)
    criterion        numeric tests as data; `criterion_excel` the same as worksheet text

    documents        the issued documents: 文号, title, date;  articles/  the texts that rules cite
    options          option lists that several rules share
"""
