"""The live checks of a form as worksheet formulas: what is missing and what is wrong, as terms that give 1 or 0.

A term never gives an error value, and looks at cells by COUNTBLANK, which no pasted #N/A disturbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from formulas import excel
from formulas import expressions as ex
from templates.fields.choices import Listed
from templates.model import CardForm, Check, Field, Form, ListedIn, ListForm
from templates.rendering.drawing import Drawing
from templates.rendering.names import range_text
from templates.rendering.places import ROW, FieldCells, Places

Severity = Literal["missing", "error", "warning"]


@dataclass(frozen=True, slots=True)
class Term:
    """A formula that gives 1 where something is missing or wrong, and the fields it is about."""

    label: str
    formula: str
    fields: tuple[Field, ...]
    severity: Severity = "error"
    message: str = ""  # what is wrong and what to do, with {code} for values, where colour alone does not tell
    words: str = ""  # the same as a formula, where it is more than a text with values


class Audit:
    """The terms of one form; formulas carry the row marker of `places`."""

    def __init__(self, drawing: Drawing, form: Form, places: Places) -> None:
        self._drawing = drawing
        self._form = form
        self.places = places
        self._cells = FieldCells(places)

    @property
    def columns(self) -> set[str]:
        """The codes of the fields that have a cell in every row."""
        return self.places.columns

    def blank(self, field: Field) -> str:
        """True where the field's cell is blank."""
        return f"COUNTBLANK({self.places.cell(field.code)})=1"

    def missing(self, field: Field) -> Term | None:
        """What says that a required cell is empty; None for a field that may stay empty."""
        if not field.is_input or field.required is False:
            return None
        cell = self.places.cell(field.code)
        formula = f"COUNTBLANK({cell})"
        if field.required is not True:
            assert isinstance(field.required, ex.Expr)
            test = excel.formula(field.required, self._cells)
            formula = f"IFERROR(IF({self._typed(field.required)},IF({test},{formula},0),0),0)"
        return Term(f"{field.label}未填", formula, (field,), "missing")

    def invalid(self, field: Field) -> Term | None:
        """What says that a filled cell is not valid; None where the type accepts everything."""
        if not field.is_input:
            return None
        cell = self.places.cell(field.code)
        valid = self._drawing.filled(field.type.valid_formula(cell), cell)
        narrowed = self._inside(field, cell)
        if valid == "TRUE" and not narrowed:
            return None
        valid = f"IF({valid},{narrowed},FALSE)" if narrowed else valid
        return Term(f"{field.label}有误", f"IF({self.blank(field)},0,IF({valid},0,1))", (field,))

    def _inside(self, field: Field, cell: str) -> str:
        """Whether the value belongs under the value of the field that narrows its list."""
        key = self._upper(field)
        if not key:
            return ""
        name = self._drawing.list_range(field.type.codes.name)  # type: ignore[attr-defined]
        inside = f"SUMPRODUCT(({name}.parent={key})*({name}={cell}))>0"
        return f"IFERROR(IF(ISNA(MATCH({key},{name}.parent,0)),TRUE,{inside}),FALSE)"

    def _upper(self, field: Field) -> str:
        """The expression for the upper value that narrows a field's list; empty if none does."""
        if not field.within:
            return ""
        above = self.places[field.within]
        cell = self.places.cell(field.within)
        # The reporting unit's own name begins with its city: 平顶山市人力资源和社会保障局
        return cell if isinstance(above.field.type, Listed) else f'LEFT({cell},FIND("市",{cell}&"市"))'

    def narrowed(self, field: Field) -> str:
        """The part of a field's list that may be chosen, as a validation's source; empty if nothing narrows it.

        While the upper value is none of the list's, that is the whole list. Under a single cell the formula stands in
        a defined name: it is too long for a validation.
        """
        upper = self._upper(field)
        if not upper:
            return ""
        name = self._drawing.list_range(field.type.codes.name)  # type: ignore[attr-defined]
        if field.within in self.places.columns:
            return _part(name, upper)
        spot = self.places[field.within]
        fixed = range_text(self.places.sheet, spot.top, spot.column, spot.top, spot.column)
        defined = f"jy.list.{self._form.name}.{field.name}"
        self._drawing.names.add(defined, _part(name, upper.replace(self.places.cell(field.within), fixed)))
        return defined

    def check(self, check: Check) -> Term:
        """A rule between fields. It waits until every field that must be filled in is, and numbers are numbers."""
        test = excel.formula(check.passes, self._cells)
        formula = f"IFERROR(IF({self._typed(check.test)},IF({test},0,1),0),0)"
        label = "、".join(field.label for field in check.fields) + "：核对"
        return Term(label, formula, check.fields, check.severity, check.message)

    def _typed(self, expression: ex.Expr) -> str:
        """True when the fields an expression needs are filled in, with numbers for numbers: a text exceeds them all."""
        guards = []
        for node in ex.inputs_of(expression):
            cell = self.places.cell(self.places.by_name(node.name))
            if node.kind in ("number", "date"):
                number = f"ISNUMBER({cell})"
                guards.append(f'OR({cell}="",{number})' if node.nullable else number)
            elif not node.nullable:
                guards.append(f"COUNTBLANK({cell})=0")
        return f"AND({','.join(guards)})" if guards else "TRUE"

    def listed(self, relation: ListedIn) -> Term | None:
        """A value that must stand in another list of the same workbook; None if that list is not in it."""
        other = next((form for form in self._drawing.workbook.forms if form.code == relation.form), None)
        if other is None:
            return None
        name = f"{other.name}.{relation.other.replace('-', '_')}"
        cell = self.places.cell(relation.field.code)
        absent = f"ISNA(MATCH({cell},{name},0))"
        formula = f"IF({self.blank(relation.field)},0,IF(COUNTBLANK({name})=ROWS({name}),0,IF({absent},1,0)))"
        label = f"{relation.field.label}不在清单"
        return Term(label, formula, (relation.field,), relation.severity, relation.message)

    def key(self, columns: Sequence[str]) -> str:
        """The text under which two rows are the same; empty while a part of it is."""
        cells = [self.places.cell(code) for code in columns]
        blank = "+".join(f"COUNTBLANK({cell})" for cell in cells)
        joined = '&"|"&'.join(_spelling(cell) for cell in cells)
        return f'IF({blank}>0,"",IFERROR(UPPER({joined}),""))'

    def repeated(self, columns: Sequence[str], key: str, keys: str, above: str) -> Term:
        """A row whose key stood in an earlier row; `key` is its cell, `keys` the column, `above` the cell over it."""
        fields = tuple(self.places[code].field for code in columns)
        formula = f'IF({key}="",0,IFERROR(IF(MATCH({key},{keys},0)=ROW()-ROW({above}),0,1),0))'
        labels = "、".join(field.label.replace("\n", "") for field in fields)
        message = f"{labels}与前面的行重复。请核对，重复的行只留一行。"
        return Term(f"{fields[0].label}重复", formula, fields, message=message)

    def gap(self, codes: Sequence[str]) -> Term:
        """A list of numbered cells with a blank before its last entry; `codes` are those that may not be skipped."""
        cells = [self.places.cell(code) for code in codes]
        run = f"{cells[0]}:{cells[-1]}"
        count = f"COUNTA({run})"
        formula = f"IF({count}=0,0,IF(COUNTA({cells[0]}:INDEX({run},{count}))={count},0,1))"
        first = self.places[codes[0]].field
        number = self.places[codes[-1]].field.label
        for code, cell in zip(reversed(codes[:-1]), reversed(cells[:-1]), strict=True):
            number = f'IF({cell}="",{self.places[code].field.label},{number})'
        title = first.group.replace("\n", "")
        words = f'{excel.literal(f"{title}第")}&{number}&"格空着，后面却填了。请从第1格起逐个填写，中间不留空。"'
        return Term(f"{title}中间留空", formula, (), words=words)

    def everything(self, fields: Iterable[Field]) -> list[Term]:
        """Every term about these fields but uniqueness: missing, invalid, and the form's checks if it has any."""
        found: list[Term | None] = []
        for field in fields:
            found += [self.missing(field), self.invalid(field)]
        return [term for term in found if term is not None]

    def relations(self, *, in_rows: bool) -> list[Term]:
        """The form's checks across fields and lists: those about the rows of a table, or those about single cells."""
        if not isinstance(self._form, (ListForm, CardForm)):
            return []
        found: list[Term | None] = [self.check(check) for check in self._form.checks]
        found += [self.listed(relation) for relation in self._form.listed_in]
        return [term for term in found if term is not None and (ROW in term.formula) == in_rows]


def _spelling(cell: str) -> str:
    """A cell's text without blanks, brackets in one width."""
    text = cell
    for old, new in ((" ", ""), ("　", ""), ("（", "("), ("）", ")")):
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


def _part(name: str, upper: str) -> str:
    first = f"MATCH({upper},{name}.parent,0)"
    part = f"INDEX({name},{first}):INDEX({name},{first}+COUNTIF({name}.parent,{upper})-1)"
    return f"IF(COUNTIF({name}.parent,{upper})=0,{name},{part})"
