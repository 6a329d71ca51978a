"""Where commands run. Each host reads its workbook into `BookData` and carries `Changes` out; commands know none.

    desktop     Excel on this PC: the add-in calls RunPython, xlwings talks to Excel
    server/     `jiuye serve`: the add-in or the task pane sends the workbook as JSON and gets actions back
    headless    files: calamine reads, openpyxl writes; for the command line and for tests

    sheets      rows of values as a source of sheets          applying     changes on an xlwings book
    inserting   what Excel does by itself when rows are inserted, for headless

Only this package imports xlwings.
"""
