"""What every check needs: the values of a form by name, the day by which dates are judged, findings in their words."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from templates.fields import Date, FieldContext, Month, Problem
from templates.findings import Finding, Severity, tell
from templates.frame import DATING
from templates.messages import message, show
from templates.model import MESSAGE_TOKEN, Field, Form
from templates.reading.messages import compose, one_line
from templates.reading.received import FormData
from templates.reading.singles import head_fields

SAME_LIMIT = 1000  # findings of one rule in one column
_ALL_WANTED = frozenset({"ERROR_VALUE"})  # a merge rejects the very rows


def single_fields(form: Form) -> Iterator[Field]:
    """The fields that stand alone, in printed order."""
    yield from head_fields(form)
    yield from form.footer


def dating_field(form: Form) -> str:
    """The code of the field that dates the form, 填报日期; "" if it has none."""
    for each in single_fields(form):
        if isinstance(each.type, Date) and not isinstance(each.type, Month) and each.label.startswith(DATING):
            return each.code
    return ""


def month_field(form: Form) -> str:
    """The code of the field above the table that says which month it is about (填报月份, 所属月份); "" if none does."""
    return next((each.code for each in form.header if isinstance(each.type, Month)), "")


def filing_day(data: FormData, today: dt.date) -> dt.date | None:
    """填报日期 where it is filled in and has come, else None."""
    cell = data.single(dating_field(data.form))
    value = cell.value if cell else None
    return value if isinstance(value, dt.date) and value <= today else None


class Reporter:
    """One form's data while it is checked, and the findings about it."""

    def __init__(self, data: FormData, today: dt.date) -> None:
        self.data = data
        self.today = today
        self.findings: list[Finding] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self.fields: Mapping[str, Field] = {each.code: each for each in data.form.fields()}
        self._codes = {each.name: each.code for each in self.fields.values()}
        self.dating = dating_field(data.form)
        self.filed_on = filing_day(data, today) or today  # the day that dates must not pass

    def singles(self) -> Iterator[Field]:
        """The fields that stand alone, in printed order."""
        return single_fields(self.data.form)

    def latest(self, field: Field) -> dt.date:
        """The day by which a cell that stands alone is judged."""
        return self.today if field.code == self.dating else self.filed_on

    def columns(self, names: Sequence[str], together_with: Field | None = None) -> list[Sequence[object]] | None:
        """The values of fields by their names in expressions, all of one height; None if one was not found.

        One value each if all of them, and the field `together_with`, stand alone; else one for every row.
        """
        found: list[tuple[str, Sequence[object]]] = []
        for name in names:
            code = self._codes.get(name, "")
            column, cell = self.data.columns.get(code), self.data.single(code)
            if column is None and cell is None:
                return None
            found.append((code, column.values if column is not None else [cell.value if cell else None]))
        codes = [code for code, _ in found] + ([together_with.code] if together_with else [])
        if not any(code in self.data.columns for code in codes):
            return [values for _, values in found]
        height = len(self.data)
        return [values if code in self.data.columns else [values[0]] * height for code, values in found]

    def address(self, code: str, index: int) -> str:
        """The cell of a field in a row, "" if the sheet lacks it."""
        column = self.data.columns.get(code)
        if column is not None:
            return f"{column.letter}{self.data.numbers[index]}" if column.letter else ""
        cell = self.data.single(code)
        return cell.address if cell else ""

    def _one_more(self, where: Field, code: str) -> bool:
        """Whether to write out one more finding of this kind; a file of a million mistakes must not fill the memory."""
        self._counts[where.code, code] += 1
        return code in _ALL_WANTED or self._counts[where.code, code] <= SAME_LIMIT

    def close(self) -> None:
        """Say how many findings of a kind were not written out."""
        for (code, rule), count in list(self._counts.items()):
            if count > SAME_LIMIT and rule not in _ALL_WANTED:
                where = self.fields[code]
                more = f"{count - SAME_LIMIT}"
                severity = next(each.severity for each in self.findings if (each.field, each.rule) == (code, rule))
                self.add(where, "", "MORE_OF_THE_SAME", severity, count=more, rule=rule)

    def problem(self, where: Field, cell: str, problem: Problem) -> None:
        """A field type's own problem."""
        if not self._one_more(where, problem.code):
            return
        context = FieldContext(one_line(where.told), self.data.sheet, cell)
        text = message(problem, context, where.type.kind)
        self.findings.append(Finding(self.data.sheet, cell, where.code, problem.code, problem.severity, text))

    def add(self, where: Field, cell: str, code: str, severity: Severity = "error", **facts: object) -> None:
        """A finding in the catalogue's words."""
        if not self._one_more(where, code):
            return
        place = {"sheet": self.data.sheet, "cell": cell, "field": where.code, "label": where.told}
        self.findings.append(compose(code, facts, **place, kind=where.type.kind, severity=severity))

    def declared(
        self, where: Field, cell: str, code: str, severity: Severity, words: str, value_of: Callable[[str], object]
    ) -> None:
        """A finding in the form's own words; `{code}` in them stands for that field's value."""
        if not self._one_more(where, code):
            return

        def shown(match: re.Match[str]) -> str:
            value, field = value_of(match[1]), self.fields.get(match[1])
            if isinstance(value, (int, Decimal)) and field is not None and field.type.kind == "pct":
                return f"{show((Decimal(value) * 100).normalize())}%"
            return "空" if value is None else show(value)

        place = {"sheet": self.data.sheet, "cell": cell, "field": where.code, "label": one_line(where.told)}
        self.findings.append(tell(MESSAGE_TOKEN.sub(shown, words), code, **place, severity=severity))
