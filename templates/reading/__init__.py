"""Reading a received workbook: by defined names, then by the text of headings, never by fixed places.

    received.py     what comes out: Received, FormData, Column, Row, Cell, Meta, UnreadableFile
    workbook.py     read_workbook: a file; the only module here that uses calamine
    opening.py      is it a workbook at all, and does it unpack to a sane size
    trimming.py     without the parts of a file that nobody needs: empty rows, computed cells beside the input
    package.py      defined names, error values, merged cells, from the file's own parts
    receiving.py    receive: which sheet holds which form; a Book can be any source of sheets
    grid.py         the cells of a sheet, and areas on it;  meta.py  the hidden sheet that says what a workbook is
    headings.py     which column holds which field;  oddities.py  what was odd about the headings
    lists.py        the rows of a list;  singles.py  the cells that stand alone
    score_editions.py   is a score sheet of the rubric's current edition
    columns.py      a column brought to its meant values, fast
    recomputing/    computed columns worked out anew, never trusted
    messages.py     the words of all this
"""

from templates.reading.received import Cell, Column, FormData, Meta, Received, Row, UnreadableFile
from templates.reading.receiving import Book, SheetInfo, receive
from templates.reading.workbook import FileBook, read_workbook

__all__ = [
    "Book",
    "Cell",
    "Column",
    "FileBook",
    "FormData",
    "Meta",
    "Received",
    "Row",
    "SheetInfo",
    "UnreadableFile",
    "read_workbook",
    "receive",
]
