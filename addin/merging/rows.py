"""The rows of a sheet, turned into XML as they come and kept on disk until the sheet is written.

So a sheet can be put together when its rows are known, in the order that suits the reader, and no list need ever be in
memory as a whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from itertools import chain, repeat
from typing import IO, Any

from xlsxwriter.worksheet import Worksheet

from addin.cell_xml import LINE_HEIGHT, MOST_HEIGHT, Column, lines_needed, render_column
from addin.errors import CannotRun
from templates.names import ROW_LIMIT
from templates.reading.grid import letters

_SMALL = 1 << 19


class RowFile:
    """The rows of one sheet below its headings, in a temporary file."""

    def __init__(self, columns: Sequence[Column], first_row: int) -> None:
        self.columns = columns
        self.first_row = first_row  # counted from 1
        self.count = 0
        self.foot = ""  # the XML of a row below the last, where there is one
        # small ones stay in memory: a merge may have hundreds of reply sheets, and few files may be open at once
        self._file: Any = tempfile.SpooledTemporaryFile(_SMALL, "w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, values: Sequence[Sequence[object]]) -> None:
        """Add rows, given column by column; raises CannotRun where a sheet has no room for them."""
        count = len(values[0]) if values else 0
        start = self.first_row + self.count
        if start + count - 1 > ROW_LIMIT:
            raise CannotRun(f"汇总后超过 Excel 一张表的 {ROW_LIMIT} 行。请分几批汇总，例如按县（市、区）或者按月。")
        if not count:
            return
        numbers = range(start, start + count)
        cells = [
            render_column(column, letters(place), numbers, each)
            for place, (column, each) in enumerate(zip(self.columns, values, strict=True))
        ]
        heads = [
            f'<row r="{number}">' if lines < 2 else f'<row r="{number}" ht="{min(LINE_HEIGHT * lines, MOST_HEIGHT):g}">'
            for number, lines in zip(numbers, lines_needed(self.columns, values), strict=True)
        ]
        self._file.write("".join(chain.from_iterable(zip(heads, *cells, repeat("</row>", count), strict=True))))
        self.count += count

    def copy_to(self, target: IO[str]) -> None:
        """Write all rows to an open sheet."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 20)
        target.write(self.foot)

    def close(self) -> None:
        self._file.close()


class ListSheet(Worksheet):
    """A sheet whose rows below the headings come from a RowFile."""

    body: RowFile | None = None
    next_row = 0  # counted from 0, the first that is free

    def put_body(self, body: RowFile) -> None:
        """The rows to be written when the workbook is closed."""
        self.body = body
        if body.count:
            last = body.first_row + body.count - (1 if body.foot else 2)
            self._check_dimensions(last, len(body.columns) - 1)

    def _write_sheet_data(self) -> None:
        if self.body is None:
            super()._write_sheet_data()
            return
        self._xml_start_tag("sheetData")
        self._write_rows()
        self.body.copy_to(self.fh)
        self.body.close()
        self._xml_end_tag("sheetData")
