"""政策找人 from the workbook: the facts that a clerk entered once, and the sheet 可享政策.

    inquiry.py   the sheets of facts of a received workbook as facts of the rules, with what is wrong in them
    outcome.py   what the rules say, sorted into what a clerk acts on
    telling.py   the same as JSON and on the terminal
    sheet.py     the sheet 可享政策: tables for a command, a new sheet for a file
"""

from addin.choosing.inquiry import Inquiry, inquiries
from addin.choosing.outcome import Outcome, answer
from addin.choosing.sheet import SHEET, blocks, summary, with_policies

__all__ = ["SHEET", "Inquiry", "Outcome", "answer", "blocks", "inquiries", "summary", "with_policies"]
