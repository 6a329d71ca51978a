"""Reading a received workbook: by defined names, then by the text of headings, never by fixed places."""

from templates.reading.received import Cell, Column, FormData, Meta, Received, Row, UnreadableFile

__all__ = ["Cell", "Column", "FormData", "Meta", "Received", "Row", "UnreadableFile"]
