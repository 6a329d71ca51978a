"""Where the fields of one form stand, and formulas turned into addresses.

Formulas of a column are written once with a marker for the row and filled in row by row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from formulas import expressions as ex
from templates.model import Field
from templates.rendering.errors import RenderError

ROW = "\x00"  # stands for the row number until a formula is filled in
_TOKEN = re.compile(r"\{(?:(?:header|footer)\.)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z0-9_-]+)?)(?::(column|head))?\}")
_LIST = re.compile(r"\{list:([A-Za-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Spot:
    """The cells of one field: a column's data range, or a single cell."""

    field: Field
    column: int
    top: int
    bottom: int

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)


def list_name(name: str) -> str:
    """The defined name of a code list's values."""
    return f"list.{name}"


class Places:
    """The spots of a form by field code, and the readings of formulas over them."""

    def __init__(self, form: str, sheet: str, list_range: Callable[[str], str] = list_name) -> None:
        self.form = form
        self._list_range = list_range
        self.sheet = sheet
        self.spots: dict[str, Spot] = {}
        self.columns: set[str] = set()  # codes of fields that have one cell in every row
        self.head = 0  # the row of the table's heading
        self._by_name: dict[str, str] = {}

    def add(self, field: Field, column: int, top: int, bottom: int | None = None) -> None:
        """Note a field's cells: a column's rows, or a single cell if no `bottom` is given."""
        self.spots[field.code] = Spot(field, column, top, bottom or top)
        self._by_name[field.name] = field.code
        if bottom is not None:
            self.columns.add(field.code)

    def __getitem__(self, code: str) -> Spot:
        try:
            return self.spots[code]
        except KeyError:
            raise RenderError(f"{self.form}: a formula names {{{code}}}, which is no field of the form") from None

    def cell(self, code: str) -> str:
        """The cell of a field as a formula writes it: in the formula's own row, or fixed."""
        spot = self[code]
        return f"${spot.letter}{ROW}" if code in self.columns else f"${spot.letter}${spot.top}"

    def range(self, code: str) -> str:
        """The whole data range of a field."""
        spot = self[code]
        return f"${spot.letter}${spot.top}:${spot.letter}${spot.bottom}"

    def text(self, formula: str) -> str:
        """A formula with addresses for its `{code}` tokens, and the row marker for its own row."""

        def address(match: re.Match[str]) -> str:
            if match[2] == "head":
                return f"${self[match[1]].letter}${self.head}"
            return self.range(match[1]) if match[2] else self.cell(match[1])

        formula = formula.replace("{row}", ROW)
        return _LIST.sub(lambda match: self._list_range(match[1]), _TOKEN.sub(address, formula))

    def single(self, formula: str) -> str:
        """A formula outside the table, with addresses; it may name whole columns, but no cell of a row."""
        text = self.text(formula)
        if ROW in text:
            raise RenderError(f"{self.form}: outside its table a formula names columns, {{code:column}}: {formula}")
        return text

    def by_name(self, name: str) -> str:
        """The code of the field whose expression name is `name`."""
        try:
            return self._by_name[name]
        except KeyError:
            raise RenderError(f"{self.form}: an expression reads {name!r}, which is no field of the form") from None


class FieldCells:
    """The adapter through which `formulas.excel` writes an expression over the fields of a form."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def value(self, name: str) -> str:
        return self._places.cell(self._places.by_name(name))

    def positions(self, name: str) -> str:
        found = [code for code in self._places.spots if code.replace("-", "_").rpartition(".")[0] == name]
        if not found:
            raise RenderError(f"{self._places.form}: an expression reads the list {name!r}, which the form lacks")
        return f"{self._places.cell(found[0])}:{self._places.cell(found[-1])}"

    def step(self, step: ex.Step) -> str | None:
        return None

    def parameter(self, name: str) -> tuple[str, bool]:
        raise RenderError(f"{self._places.form}: a check reads the parameter {name!r}; parameters belong to rules")

    def day(self) -> str:
        raise RenderError(f"{self._places.form}: a check asks for the day of a parameter; parameters belong to rules")
