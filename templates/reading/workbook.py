"""A workbook file as a source of sheets: values by calamine, everything else from the file's own parts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from templates.model import Form
from templates.reading.grid import Area, Grid
from templates.reading.messages import unreadable
from templates.reading.opening import load, open_package, read_part
from templates.reading.package import Contents, contents, formula_cells, sheet_facts
from templates.reading.received import Received
from templates.reading.receiving import SheetInfo, receive
from templates.reading.trimming import trim


def read_workbook(
    path: Path,
    forms: Mapping[str, Form] | None = None,
    *,
    content: bytes | None = None,
    typed_only: bool = False,
) -> Received:
    """Read the forms of a received workbook; all known forms where `forms` is not given.

    Takes: `content`, the file itself where it is at hand already (an attachment), `path` then only names it;
           `typed_only`, leaves out what Excel last computed beside a list's input, which is several times faster
    Raises: UnreadableFile with a Chinese message for anything that is no readable .xlsx or .xlsm
    """
    if forms is None:
        from templates.registry import forms as all_forms

        forms = all_forms()
    data = load(path) if content is None else content
    with FileBook(path, data, typed_only=forms if typed_only else None) as book:
        return receive(book, forms)


class FileBook:
    """The sheets of one file. Use as a context manager.

    Takes: `typed_only`, forms of which only what was typed is wanted
    """

    def __init__(self, path: Path, content: bytes, *, typed_only: Mapping[str, Form] | None = None) -> None:
        self._path = path
        # what is trimmed was unpacked here, so that calamine meets no part but ours
        self._package: zipfile.ZipFile = open_package(content, prove=not typed_only)
        self._contents: Contents = contents(self._package)
        self._sheets = {sheet.name: sheet for sheet in self._contents.sheets}
        trimmed = trim(self._package, self._contents, typed_only) if typed_only else None
        self._parts = trimmed.parts if trimmed else {}
        self._values = _calamine(trimmed.content if trimmed else content)

    def __enter__(self) -> FileBook:
        return self

    def __exit__(self, *_: object) -> None:
        self._values.close()
        self._package.close()

    @property
    def path(self) -> Path:
        return self._path

    @property
    def sheets(self) -> Sequence[SheetInfo]:
        return [SheetInfo(sheet.name, sheet.visible) for sheet in self._contents.sheets]

    @property
    def names(self) -> Mapping[str, Mapping[str, Area | None]]:
        return self._contents.names

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet, error values and negative numbers put back where calamine leaves them out."""
        part = self._sheets[sheet]
        facts = sheet_facts(self._package, part, self._parts.get(part.part))
        try:
            rows: list[list[Any]] = list(self._values.get_sheet_by_name(sheet).to_python(skip_empty_area=False))
        except CalamineError:
            raise unreadable("FILE_DAMAGED", where=f"工作表“{sheet}”") from None
        except BaseException as error:
            raise _panic(error, sheet) from None
        grid = Grid(rows, facts.merged)
        for (row, column), text in facts.errors.items():
            if row < grid.height:
                grid.widen(column + 1)
                grid.rows[row][column] = text
        for (row, column), number in facts.negative.items():
            if isinstance(grid.at(row, column), dt.time):  # calamine makes 00:00 of it where a date is expected
                grid.rows[row][column] = number
        return grid

    def formula_cells(self, sheet: str) -> frozenset[str]:
        """The addresses of the cells that hold a formula."""
        part = self._sheets[sheet].part
        return formula_cells(read_part(self._package, part)) if part else frozenset()


def _calamine(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise unreadable("FILE_PASSWORD") from None
    except CalamineError:
        raise unreadable("FILE_DAMAGED", where="工作簿结构") from None
    except BaseException as error:
        raise _panic(error, "") from None


def _panic(error: BaseException, sheet: str) -> BaseException:
    """A panic inside calamine, which is no Exception, as a damaged file; anything else stays what it is."""
    if type(error).__name__ == "PanicException":
        return unreadable("FILE_DAMAGED", where=f"工作表“{sheet}”" if sheet else "工作簿结构")
    return error
