"""The helper columns of a list, right of everything a clerk fills in: 缺项, 错误 and 提示 of each row, and their parts.

Short terms are added up inside one formula. A term too long for a conditional format, one with a message of its own,
and the key of every uniqueness rule get a hidden column each.
"""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from templates.model import Field, ListForm
from templates.rendering.audit import Audit, Term
from templates.rendering.checklist import Checklist, draw_sums
from templates.rendering.drawing import Drawing
from templates.rendering.list_layout import ListLayout
from templates.rendering.marks import FORMULA_LIMIT, Marks
from templates.rendering.names import errors_name, filled_name, missing_name
from templates.rendering.places import ROW
from templates.rendering.rows import WORDS_SIZE, keeper_size, prepared_height
from templates.rendering.styles import HELPER, HELPER_HEAD, HINT, Look, put
from templates.rendering.wording import message_formula

HINT_WIDTH = 70.0  # two lines of it, which the lowest row shows, hold over ninety characters
SUM_LIMIT = 6000  # characters of one formula; Excel takes 8,192


class Helpers:
    """Draws the helper columns; `filled` is the cell (with the row marker) that is empty for an unused row."""

    def __init__(self, drawing: Drawing, sheet: Worksheet, form: ListForm, plan: ListLayout, audit: Audit) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._form = form
        self._plan = plan
        self._audit = audit
        self._inputs = plan.inputs
        self._hints: list[str] = []
        self._missing_column = len(plan.fields) + 1
        self.next_column = self._missing_column
        self.filled = f"${get_column_letter(self._missing_column)}{ROW}" if self._inputs else ""

    def draw(self, marks: Marks) -> None:
        """Draw the columns and the conditional formats of the table."""
        if not self._inputs:
            return
        self.next_column += 3  # what a clerk reads stands first, the hidden columns behind it
        terms = self._audit.everything(self._inputs) + self._audit.relations(in_rows=True) + self._repeats()
        terms += self._gaps(marks)
        missing = self._sum([term for term in terms if term.severity == "missing"], marks, "缺项")
        errors = self._sum([term for term in terms if term.severity == "error"], marks, "错误")
        self._sum([term for term in terms if term.severity == "warning"], marks, "提醒")
        used = f"COUNTA({','.join(self._runs(self._inputs))})>0" if not self._form.fixed else "TRUE"
        self._column(self._missing_column, "缺项", f'IF({used},{missing},"")', width=7.0)
        self._column(self._missing_column + 1, "错误", f'IF({self.filled}="","",{errors})', width=7.0)
        hints = self._packed(self._hints, "提示", "&")
        hint = f'IF({self.filled}="","",{hints})' if self._hints else '""'
        look = HINT.but(wrap=True, size=WORDS_SIZE)
        self._column(self._missing_column + 2, "提示", hint, width=HINT_WIDTH, look=look)
        keeper = self._drawing.styles.array(Look(size=keeper_size(prepared_height(self._form.lines))))
        for row in range(self._plan.first, self._plan.last + 1):
            put(self._sheet, row, self.next_column, keeper)

    def totals(self, checklist: Checklist) -> None:
        """The sums over the whole form, above the columns, with the names that 填报进度 reads."""
        column = self._missing_column
        sums = {missing_name(self._form): checklist.missing, errors_name(self._form): checklist.errors}
        if self._inputs:
            for offset, name in enumerate((missing_name(self._form), errors_name(self._form))):
                sums[name] = f"SUM({self._data(column + offset)})+{sums[name]}"
        sums[filled_name(self._form)] = self._begun() if self._inputs else str(len(self._form.fixed))
        draw_sums(self._drawing, self._sheet, self._plan.title, column, sums, shown=bool(self._inputs))

    def _begun(self) -> str:
        """How many rows somebody has begun to fill in; the cells that come filled in are nobody's entries."""
        if not self._form.fixed:
            return f"COUNT({self._data(self._missing_column)})"
        inputs = [field for field in self._form.printed if field.is_input]
        typed = "+".join(f'({self._data(self._plan.column(field.code))}<>"")' for field in inputs)
        name = f"jy.printed.{self._form.name}"
        self._drawing.names.add(name, f"{{{';'.join(map(str, self._form.printed_cells))}}}")
        return f"SUMPRODUCT(--({typed}>{name}))"

    def _repeats(self) -> list[Term]:
        terms = []
        for columns in self._form.unique:
            fields = [self._form.column(code) for code in columns]
            column = self._hidden(f"{fields[0].label}查重", self._audit.key(columns))
            letter = get_column_letter(column)
            above = f"${letter}${self._plan.heads[1]}"
            terms.append(self._audit.repeated(columns, f"${letter}{ROW}", self._data(column), above))
        return terms

    def _gaps(self, marks: Marks) -> list[Term]:
        """Lists of numbered cells with a blank among them; each blank before an entry is coloured."""
        terms = []
        for codes in self._form.series:
            if self._form.column(codes[0]).required is True:
                codes = codes[1:]  # an empty first cell is missing, not a gap
            terms.append(self._audit.gap(codes))
            row, last = self._plan.first, get_column_letter(self._plan.column(codes[-1]))
            first, second, before = (
                get_column_letter(self._plan.column(codes[place])) for place in (0, 1, len(codes) - 2)
            )
            empty = f"AND(COUNTBLANK({first}{row})=1,COUNTA({second}{row}:${last}{row})>0)"
            test = f'IF({self.filled}="",FALSE,{empty})'.replace(ROW, str(row))
            marks.add(f"{first}{row}:{before}{self._plan.last}", test, "error")
        return terms

    def _sum(self, terms: list[Term], marks: Marks, label: str) -> str:
        """The formula that adds the terms up, and their conditional formats."""
        parts: list[str] = []
        plain = [term for term in terms if term.severity == "missing" and term.formula.startswith("COUNTBLANK(")]
        if plain:
            parts += [f"COUNTBLANK({run})" for run in self._runs([term.fields[0] for term in plain])]
        for term in terms:
            formula = term.formula
            if len(formula) > FORMULA_LIMIT or term.message or term.words:
                column = self._hidden(term.label, term.formula)
                formula = f"${get_column_letter(column)}{ROW}"
            if term.message or term.words:
                words = term.words or message_formula(term.message, self._audit.places)
                self._hints.append(f'IF({formula}=1,IFERROR({words},""),"")')
            if term not in plain:
                parts.append(formula)
            self._mark(term, formula, marks)
        return self._packed(parts, label, "+") or "0"

    def _mark(self, term: Term, formula: str, marks: Marks) -> None:
        for field in term.fields:
            if field.code not in self._audit.columns:
                continue  # a cell above the table is not marked for what one of many rows holds
            letter = get_column_letter(self._plan.column(field.code))
            cells = f"{letter}{self._plan.first}:{letter}{self._plan.last}"
            test = f'IF({self.filled}="",FALSE,{formula}=1)'
            marks.add(cells, test.replace(ROW, str(self._plan.first)), term.severity)

    def _packed(self, parts: list[str], label: str, operator: str) -> str:
        """The parts joined by + or &, spread over further columns where one formula would be too long."""
        sums: list[str] = []
        for part in parts:
            if sums and len(sums[-1]) + len(part) < SUM_LIMIT:
                sums[-1] += f"{operator}{part}"
            else:
                sums.append(part)
        if len(sums) <= 1:
            return "".join(sums)
        columns = [self._hidden(f"{label}（{number}）", each) for number, each in enumerate(sums, start=1)]
        return operator.join(f"${get_column_letter(column)}{ROW}" for column in columns)

    def _hidden(self, label: str, formula: str) -> int:
        column = self.next_column
        self.next_column += 1
        self._column(column, label, formula, width=9.0)
        dimension = self._sheet.column_dimensions[get_column_letter(column)]
        dimension.hidden = True
        return column

    def _column(self, column: int, label: str, formula: str, width: float, look: Look = HELPER) -> None:
        plan, styles = self._plan, self._drawing.styles
        self._sheet.column_dimensions[get_column_letter(column)].width = width
        put(self._sheet, plan.heads[1], column, styles.array(HELPER_HEAD), label.replace("\n", ""))
        style = styles.array(look)
        for row in range(plan.first, plan.last + 1):
            put(self._sheet, row, column, style, f"={formula.replace(ROW, str(row))}")

    def _data(self, column: int) -> str:
        letter = get_column_letter(column)
        return f"${letter}${self._plan.first}:${letter}${self._plan.last}"

    def _runs(self, fields: Iterable[Field]) -> list[str]:
        """The cells of the fields in this row, neighbours joined into ranges."""
        columns = sorted(self._plan.column(field.code) for field in fields)
        runs: list[list[int]] = []
        for column in columns:
            if runs and column == runs[-1][1] + 1:
                runs[-1][1] = column
            else:
                runs.append([column, column])
        return [
            f"${get_column_letter(first)}{ROW}" + (f":${get_column_letter(last)}{ROW}" if last > first else "")
            for first, last in runs
        ]
