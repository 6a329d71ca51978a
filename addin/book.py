"""A workbook as data: what every command gets, in whichever host it runs.

A host wraps its own source of sheets (a file, an open Excel, JSON from a client) into `BookData`; from here on nobody
asks where the cells came from. Sheets that an earlier command wrote are left out of the forms.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotRun
from addin.tables import GENERATED, is_generated
from templates.checking import check, is_used
from templates.findings import Finding
from templates.model import Form
from templates.reading import Book, FileBook, FormData, Meta, Received, SheetInfo, receive
from templates.reading.grid import Area, Grid, address
from templates.registry import forms as all_forms

_OTHER_NAME = "{}（就业报表）"  # where somebody's own sheet has the name of a result sheet


@dataclass(frozen=True, slots=True)
class Selection:
    """The cells that the user has selected."""

    sheet: str
    area: Area

    @property
    def cell(self) -> str:
        """The address of the first one."""
        return address(self.area.top, self.area.left)


class BookData:
    """One workbook: sheets, defined names, selection; its forms are read when they are first asked for.

    Takes: `content`, which gives the saved file where the host has it; `today`, for tests; `received`, where the forms
           have been read already
    """

    def __init__(
        self,
        source: Book,
        *,
        selection: Selection | None = None,
        content: Callable[[], bytes] | None = None,
        today: dt.date | None = None,
        forms: Mapping[str, Form] | None = None,
        received: Received | None = None,
    ) -> None:
        self._source = source
        self._received = received
        self._content = content
        self.selection = selection
        self.today = today or dt.date.today()
        self._forms = forms

    @property
    def path(self) -> Path:
        """The file, as far as the host knows it; its name at least."""
        return self._source.path

    @property
    def names(self) -> Mapping[str, Mapping[str, Area | None]]:
        return self._source.names

    @functools.cached_property
    def sheets(self) -> Sequence[SheetInfo]:
        """All sheets but those that commands wrote."""
        return [sheet for sheet in self._source.sheets if not self._generated(sheet.name)]

    def has_sheet(self, name: str) -> bool:
        return any(sheet.name == name for sheet in self._source.sheets)

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet, a new copy each time."""
        return self._source.grid(sheet)

    def formula_cells(self, sheet: str) -> frozenset[str] | None:
        """The addresses of a sheet's cells that hold a formula; None where the host knows values only."""
        return self._source.formula_cells(sheet) if isinstance(self._source, FileBook) else None

    def result_name(self, name: str) -> str:
        """What a result sheet is to be called here: a sheet of that name which is not ours keeps it."""
        return name if not self.has_sheet(name) or self._generated(name) else _OTHER_NAME.format(name)

    def result(self, name: str) -> Grid | None:
        """The cells of a result sheet that an earlier command wrote."""
        title = self.result_name(name)
        return self.grid(title) if self.has_sheet(title) else None

    def _generated(self, name: str) -> bool:
        known = name in GENERATED or name in map(_OTHER_NAME.format, GENERATED)
        return known and is_generated(self.grid(name))

    @functools.cached_property
    def received(self) -> Received:
        """The forms of the workbook and what was odd about finding them."""
        return self._received or receive(self, self._forms if self._forms is not None else all_forms())

    @property
    def forms(self) -> Mapping[str, FormData]:
        return self.received.forms

    @property
    def meta(self) -> Meta:
        return self.received.meta

    @property
    def ours(self) -> bool:
        """Whether any form of ours was found."""
        return bool(self.forms) or bool(self.meta.forms)

    @property
    def sealed(self) -> bool:
        return bool(self.meta.entries.get("sealed_at"))

    @functools.cached_property
    def used(self) -> list[FormData]:
        """The forms that anyone has begun to fill in, in the order of their sheets."""
        order = {sheet: place for place, sheet in enumerate(self.received.sheets)}
        return sorted(filter(is_used, self.forms.values()), key=lambda data: order.get(data.sheet, -1))

    @functools.cached_property
    def findings(self) -> list[Finding]:
        """Everything that is wrong with it, the answers on score sheets included."""
        return check(self.received, today=self.today)

    def form_on(self, sheet: str) -> FormData | None:
        """The form that a sheet holds."""
        return next((data for data in self.forms.values() if data.sheet == sheet), None)

    def selected_form(self) -> FormData | None:
        """The form on the sheet in front."""
        return self.form_on(self.selection.sheet) if self.selection else None

    def content(self) -> bytes:
        """The saved file; raises CannotRun where the host cannot give it."""
        if self._content is None:
            raise CannotRun("这里拿不到工作簿文件本身。请先保存工作簿，再在电脑上的加载项、任务窗格或命令行中执行。")
        return self._content()
