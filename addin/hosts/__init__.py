"""Where commands run. Each host reads its workbook into `BookData` and carries `Changes` out; commands know none.

    desktop.py    Excel on this PC: the add-in calls RunPython, xlwings talks to Excel
    server/       `jiuye serve`: the add-in or the task pane sends the workbook as JSON and gets actions back
    headless.py   no Excel: calamine reads, openpyxl writes; with it the tests try every command against the server

    sheets.py     rows of values as a source of sheets;  applying.py   changes on an xlwings book
    udfs.py       the functions in cells, for xlwings on Windows;  files.py  files written, none overwritten
    inserting.py  what Excel does by itself when rows are inserted, for headless.py

Only this package imports xlwings.
"""
