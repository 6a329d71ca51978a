"""What officials do with the workbooks: commands in Excel, and the same without Excel.

    commands/        one function for each button: workbook data in, changes out
    hosts/           where commands run: desktop Excel, a server, files; only these import xlwings
    cli/             the command line `jiuye`
    merging/         a folder of received workbooks into one, with quotas, duplicates, missing reporters
    computing        核算: the ledgers of a received workbook, row by row, with steps and articles
    slips            input cells that reading understands and the sheet's own formulas do not
    xlam/, vba/      the ribbon add-in, compiled from text;  install/  how it gets onto a PC
    choosing/        政策找人: the sheets of facts answered, the sheet 可享政策
    rule_book        what programs learn of a rule;  overrides, history  a county's own standards, earlier payments
    user_files       JSON and TOML that users write: which line is wrong and how to mend it

A command never changes what a clerk typed: results go to sheets of their own.
"""
