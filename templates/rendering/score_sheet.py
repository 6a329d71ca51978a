"""Draws the score sheet of a rubric: the official table, the cells to fill in beside it, live points and conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from openpyxl.comments import Comment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from formulas.criterion_excel import Place, YesNoCell
from formulas.excel import literal
from formulas.rubric import HeaderField
from formulas.rubrics import rubric as load_rubric
from templates.lists import inline_list
from templates.model import Field, Form, ScoreSheetForm
from templates.rendering import score_self_evaluation
from templates.rendering.audit import Audit, Term
from templates.rendering.checklist import Checklist
from templates.rendering.drawing import Drawing
from templates.rendering.head_lines import draw_lines
from templates.rendering.headings import broken
from templates.rendering.marks import Marks
from templates.rendering.measure import height, lines, units
from templates.rendering.names import errors_name, filled_name, missing_name
from templates.rendering.places import Places
from templates.rendering.printing import protect, set_up
from templates.rendering.rows import keeper_size, let_grow
from templates.rendering.score_body import Body
from templates.rendering.score_helpers import ItemFormulas
from templates.rendering.score_inputs import Context
from templates.rendering.score_plan import HELPERS, ScorePlan, on_one_page, page_ends, plan
from templates.rendering.score_summary import Summary
from templates.rendering.score_totals import Totals
from templates.rendering.styles import (
    ACCENT,
    ANNEX,
    BEYOND_HEAD,
    BEYOND_LINE,
    HEAD,
    HELPER,
    HELPER_HEAD,
    LINE_SIZE,
    NOTE,
    TITLE,
    Look,
    box,
    put,
)
from templates.rendering.validations import guard
from templates.score_sheet import REVIEWED, STATUS, TOTAL, choice_key

COMMENT_AUTHOR = "就业报表"


def draw(drawing: Drawing, form: Form) -> None:
    """Draw one score sheet on a new sheet: the whole table, or the 自评表 whose rows take their points from another."""
    assert isinstance(form, ScoreSheetForm)
    rubric = load_rubric(form.rubric)
    if score_self_evaluation.is_one(form, rubric):
        score_self_evaluation.draw(drawing, form, rubric)
        return
    _ScoreSheet(drawing, form).draw()


class _ScoreSheet:
    def __init__(self, drawing: Drawing, form: ScoreSheetForm) -> None:
        self.drawing = drawing
        self.form = form
        self.rubric = load_rubric(form.rubric)
        self.plan: ScorePlan = plan(form, self.rubric)
        self.sheet = drawing.sheet(drawing.tabs[form.code])
        self.marks = Marks(self.sheet)
        self.places = self._places()
        self.audit = Audit(drawing, form, self.places)
        self._across = partial(drawing.across, self.sheet, self.plan.widths[: self.plan.printed])
        self.choice_cells = self._choice_cells()
        self.states = self._states()
        header = self._header_places()
        context = Context(self.plan, header, self.states, self._list_range)
        self.items = [ItemFormulas(context, rows) for rows in self.plan.items]
        self.totals = Totals(self.plan, self.items, header, self.states)

    def draw(self) -> None:
        plan = self.plan
        for column, width in enumerate(plan.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._top()
        singles = draw_lines(self.drawing, self.sheet, self.form, plan.header, plan.header_lines, LINE_SIZE)
        for field in singles:
            spot = self.places[field.code]
            guard(self.drawing, self.sheet, self.form, field, f"{spot.letter}{spot.top}", f"${spot.letter}${spot.top}")
        self._heading()
        Body(self.drawing, self.sheet, self.form, plan, self.items, self._list_range).draw(self.choice_cells)
        self._header_states()
        summary = Summary(self.drawing, self.sheet, self.form, plan, self.totals, self._state_row())
        summary.draw()
        self._aside_status(summary)
        self._checks(singles)
        self._helper_columns()
        self._page()

    # --- where the header stands -----------------------------------------------------------------------------

    def _places(self) -> Places:
        places = Places(self.form.code, self.sheet.title)
        for row, slots in enumerate(self.plan.header_lines, start=self.plan.header):
            for slot in slots:
                places.add(slot.field, slot.entry[0] + 1, row)
        self.drawing.places[self.form.code] = places
        return places

    def _choice_cells(self) -> dict[str, str]:
        """The cells of a header field with several choices, by option: one beside each section of the table."""
        column = self.plan.letter("chosen") if self.plan.column("chosen") else ""
        found = {}
        for field in self.rubric.header:
            if field.type == "choices":
                tops = [next(r.top for r in self.plan.items if r.each.section is s) for s in self.rubric.sections]
                found = {option: f"${column}${top}" for option, top in zip(field.options, tops, strict=True)}
        return found

    def _cell(self, field: HeaderField) -> str:
        return self.places.cell(field.code.replace("_", "-"))

    def _header_places(self) -> dict[str, Place]:
        """The place of every header field as a criterion reads it; a default stands in for a blank."""
        found: dict[str, Place] = {}
        for field in self.rubric.header:
            if field.type == "choices":
                found[field.code] = self.choice_cells
            elif field.type == "yes_no":
                found[field.code] = YesNoCell(self._cell(field))
            elif field.default is not None:
                found[field.code] = f'IF({self._cell(field)}="",{literal(field.default)},{self._cell(field)})'
            else:
                found[field.code] = self._cell(field)
        return found

    def _deciding(self) -> list[HeaderField]:
        return [field for field in self.rubric.header if field.scored]

    def _states(self) -> dict[str, str]:
        letter = self.plan.helper("H")
        return {field.code: f"${letter}${self.plan.first + row}" for row, field in enumerate(self._deciding())}

    def _state_row(self) -> int:
        """The first free row below the header fields' states."""
        return self.plan.first + len(self._deciding())

    def _header_states(self) -> None:
        column = len(self.plan.columns) + 1 + HELPERS.index("H")
        style = self.drawing.styles.array(HELPER)
        for row, field in enumerate(self._deciding(), start=self.plan.first):
            put(self.sheet, row, column, style, f"={self._header_state(field)}")

    def _header_state(self, field: HeaderField) -> str:
        if field.type == "choices":
            letter = self.plan.letter("chosen")
            area = self.plan.body(letter)
            odd = f'COUNTA({area})-COUNTIF({area},"是")-COUNTIF({area},"否")'
            return f'IF(OR(COUNTIF({area},"是")=0,{odd}>0),1,0)'
        cell = self._cell(field)
        declared = self.places[field.code.replace("_", "-")].field
        valid = self.drawing.filled(declared.type.valid_formula(cell), cell)
        blank = 0 if field.default is not None else 1
        return f"IF(COUNTBLANK({cell})=1,{blank},IF({valid},0,1))"

    def _list_range(self, options: tuple[str, ...]) -> str:
        return self.drawing.list_range(inline_list(*options, title=self.rubric.title).name)

    # --- above the table -----------------------------------------------------------------------------------------

    def _top(self) -> None:
        plan, form = self.plan, self.form
        if plan.annex:
            half = max(1, plan.printed // 2)
            array = self.drawing.styles.array
            box(self.sheet, plan.annex, 1, plan.annex, half, array(ANNEX), form.source.annex or None)
            mark = self.rubric.restriction or None
            box(self.sheet, plan.annex, half + 1, plan.annex, plan.printed, array(ANNEX.but(horizontal="right")), mark)
            self.sheet.row_dimensions[plan.annex].height = height(1, ANNEX.size)
        size = TITLE.size
        while size > 16 and units(form.title, size) > sum(plan.widths[: plan.printed]):
            size -= 1
        self._across(plan.title, TITLE.but(size=size), form.title, 14.0)

    def _heading(self) -> None:
        """The heading: the printed columns as the print has them, the added ones in a style of their own."""
        plan, most = self.plan, 1
        column = 1
        while column <= len(plan.columns):
            each = plan.columns[column - 1]
            last = column
            while last < len(plan.columns) and plan.columns[last].title == each.title and not each.added:
                last += 1
            look = self._head_look(column)
            width = sum(plan.widths[column - 1 : last])
            words = broken(each.title, width, 11.0)
            box(self.sheet, plan.head, column, plan.head, last, look, words)
            most = max(most, lines(words, width, 11.0))
            column = last + 1
        self.sheet.row_dimensions[plan.head].height = height(most, 11.0, 10.0)

    def _head_look(self, column: int) -> StyleArray:
        if not self.plan.columns[column - 1].added:
            return self.drawing.styles.array(HEAD)
        edge = "medium" if column == self.plan.official + 1 else None
        return self.drawing.styles.array(BEYOND_HEAD.but(left=edge, line=BEYOND_LINE))

    # --- beside the table ----------------------------------------------------------------------------------------

    def _aside_status(self, summary: Summary) -> None:
        """Total and conclusion once more at the top of the reviewer's columns, always in sight; below them those after
        review, once a reviewer has written something.
        """
        plan = self.plan
        style = self.drawing.styles.array(
            Look(HEAD.font, 12.0, color=ACCENT, horizontal="left", wrap=True, vertical="center")
        )
        text = f'="自评："&{self.form.name}.{STATUS}'
        if self.rubric.total is not None:
            text = f'="自评"&{self.form.name}.{TOTAL}&"分　"&{self.form.name}.{STATUS}'
        faults = summary.review_faults
        wrong = f'"填写有误"&{faults}&"项，见变色的格"'
        if self.rubric.total is not None:
            begun = f"COUNTA({plan.body(plan.letter('review'))})>0"
            after = f'IF({summary.wrong}>0,"：",{self.form.name}.{REVIEWED}&"分　")&{summary.review_sentence}'
            text += f'&IF({begun},CHAR(10)&"复评"&IF({faults}>0,{wrong},{after}),"")'
        else:
            text += f'&IF({faults}>0,CHAR(10)&"复评"&{wrong},"")'
        box(self.sheet, plan.title, plan.printed + 1, plan.title, len(plan.columns), style, text)

    def _checks(self, singles: list[Field]) -> None:
        """The checklist of the header fields, and the sums that 填报进度 reads."""
        plan = self.plan
        column = len(plan.columns) + len(HELPERS) + 2
        checklist = Checklist(self.drawing, self.sheet, self.form, self.audit, self.marks)
        checklist.draw(singles, column, plan.head, self._period_terms())
        s = plan.body(plan.helper("S"))
        cells = ",".join(self.places.cell(field.code) for field in singles if field.is_input)
        remarks = f'SUMPRODUCT(({plan.body(plan.helper("N"))}=1)*({plan.body(plan.letter("remark"))}=""))'
        sums = (
            (filled_name(self.form), f"COUNTIF({s},0)+COUNTIF({s},2)+COUNTA({cells})"),
            (missing_name(self.form), f"COUNTIF({s},1)+{remarks}+{checklist.missing}{self._chosen_missing()}"),
            (errors_name(self.form), f"COUNTIF({s},2)+{self.totals.review_faults}+{checklist.errors}"),
        )
        style = self.drawing.styles.array(HELPER.but(size=12.0, bold=True))
        for offset, (name, formula) in enumerate(sums):
            put(self.sheet, plan.title, column + offset, style, f"={formula}")
            self.drawing.names.add_cells(
                name, self.sheet.title, plan.title, column + offset, plan.title, column + offset
            )

    def _chosen_missing(self) -> str:
        found = [self.states[field.code] for field in self._deciding() if field.type == "choices"]
        return "".join(f"+{state}" for state in found)

    def _period_terms(self) -> list[Term]:
        """评价期起 must not lie after 评价期止."""
        fields: Mapping[str, Field] = {field.code: field for field in self.form.header}
        if "period-start" not in fields or "period-end" not in fields:
            return []
        start, end = (self.places.cell(code) for code in ("period-start", "period-end"))
        formula = f"IF(COUNT({start},{end})=2,IF({start}>{end},1,0),0)"
        return [Term("评价期起晚于评价期止", formula, (fields["period-start"], fields["period-end"]))]

    def _helper_columns(self) -> None:
        head = self.drawing.styles.array(HELPER_HEAD)
        for offset, kind in enumerate(HELPERS, start=len(self.plan.columns) + 1):
            put(self.sheet, self.plan.head, offset, head, kind)
            dimension = self.sheet.column_dimensions[get_column_letter(offset)]
            dimension.width, dimension.hidden = 8, True

    def _page(self) -> None:
        plan, sheet = self.plan, self.sheet
        self._footnotes()
        self._row_heights()
        self._comments()
        set_up(
            sheet,
            paper=self.form.paper,
            orientation=self.form.orientation,
            area=f"A1:{get_column_letter(plan.printed)}{plan.end}",
            repeat=f"{plan.head}:{plan.head}",
            one_page=on_one_page(plan),
        )
        for row in page_ends(plan):
            sheet.row_breaks.append(Break(id=row))
        protect(sheet)
        sheet.freeze_panes = f"A{plan.first}"
        column = plan.column("chosen")
        for field in self.rubric.header:
            for place, cell in enumerate(self.choice_cells.values() if field.type == "choices" else (), start=1):
                row = int(cell.rpartition("$")[2])
                name = f"{self.form.name}.{choice_key(field, place)}"
                self.drawing.names.add_cells(name, sheet.title, row, column, row, column)

    def _row_heights(self) -> None:
        """An item of one row grows with its 依据; of an item of several rows the cells are merged, and merged cells
        never make a row grow."""
        plan, sheet = self.plan, self.sheet
        column = len(plan.columns) + len(HELPERS) + 1
        for rows in plan.items:
            for row in range(rows.top, rows.bottom + 1):
                points = plan.heights[row]
                if rows.top == rows.bottom:
                    let_grow(sheet, row, points)
                    put(sheet, row, column, self.drawing.styles.array(Look(size=keeper_size(points))))
                else:
                    sheet.row_dimensions[row].height = points

    def _footnotes(self) -> None:
        for row, text in enumerate(self.rubric.footnotes, start=self.plan.footnotes):
            self._across(row, NOTE, text, 4.0)

    def _comments(self) -> None:
        """What was mended in the print, and how a doubtful word was read, as comments on the cells."""
        plan = self.plan
        notes: dict[tuple[int, int], list[str]] = {}
        seen: set[str] = set()
        for rows in plan.items:
            section, item = rows.each.section, rows.each.item
            group = next((g for g in section.groups if g.no == item.group), None)
            if section.note and section.no not in seen:
                notes.setdefault((rows.top, plan.column("section")), []).append(section.note)
            if group and group.note and f"{section.no}/{group.no}" not in seen:
                place = plan.column("rule") or plan.column("group") or plan.column("section")
                notes.setdefault((rows.top, place), []).append(group.note)
            seen |= {section.no, f"{section.no}/{item.group}"}
            if item.note:
                place = plan.column("group") if rows.bands and plan.column("band") else plan.column("text")
                notes.setdefault((rows.top, place or plan.column("band")), []).append(item.note)
        if self.rubric.note:
            notes[plan.title, 1] = [self.rubric.note]
        for (row, column), texts in notes.items():
            text = "\n".join(texts)
            comment = Comment(text, COMMENT_AUTHOR, width=300, height=30 + 18 * lines(text, 44, 10))
            self.sheet.cell(row, column).comment = comment
