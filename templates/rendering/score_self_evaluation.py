"""Draws the 自评表 that goes with a standard (附件5, 附件6): a row for each numbered point or each 二级指标.

Its points are added up from the sheet of the standard, where the answers stand; the grounds are written here.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from formulas.rubric import Rubric
from templates.model import Form, FormError, ScoreSheetForm
from templates.rendering.audit import Audit
from templates.rendering.checklist import Checklist
from templates.rendering.drawing import Drawing
from templates.rendering.head_lines import draw_lines
from templates.rendering.headings import broken
from templates.rendering.lines import arrange
from templates.rendering.marks import Marks
from templates.rendering.measure import height, lines, page_units
from templates.rendering.names import errors_name, filled_name, missing_name, range_text
from templates.rendering.places import Places
from templates.rendering.printing import protect, set_up
from templates.rendering.rows import let_grow
from templates.rendering.score_guards import Guards, text
from templates.rendering.score_plan import HELPERS
from templates.rendering.score_plan import plan as plan_of_standard
from templates.rendering.styles import (
    ANNEX,
    BEYOND_HEAD,
    BEYOND_LINE,
    BODY,
    COMPUTED_FILL,
    HEAD,
    HELPER,
    INPUT_FILL,
    LINE_SIZE,
    TITLE,
    box,
    put,
)
from templates.rendering.validations import guard
from templates.score_layout import Point, points, written
from templates.score_sheet import TOTAL

TOTAL_LABEL = "自评总分"
SHARES = (0.14, 0.5, 0.16, 0.2)  # of the page, for the four printed columns
CRITERION_WIDTH, FULL_WIDTH = 100.0, 7.0
LEAST_ROW = 28.0


def is_one(form: ScoreSheetForm, rubric: Rubric) -> bool:
    """Whether a form is the 自评表 of its rubric rather than the sheet of the standard itself."""
    return bool(rubric.sheet_columns) and form.code == rubric.form


def draw(drawing: Drawing, form: Form, rubric: Rubric) -> None:
    """Draw the 自评表 of a rubric whose standard stands in the same workbook."""
    assert isinstance(form, ScoreSheetForm)
    _SelfEvaluation(drawing, form, rubric).draw()


class _SelfEvaluation:
    def __init__(self, drawing: Drawing, form: ScoreSheetForm, rubric: Rubric) -> None:
        self.drawing = drawing
        self.form = form
        self.rubric = rubric
        self.points: Sequence[Point] = points(rubric)
        self.standard = self._standard()
        self.sheet = drawing.sheet(drawing.tabs[form.code])
        page = page_units(form.paper, form.orientation)
        self.widths = [round(page * share, 1) for share in SHARES]
        self.slots = arrange(form.code, form.header, self.widths, LINE_SIZE)
        self.title = 1 + bool(form.source.annex)
        self.head = self.title + 1 + len(self.slots)
        self.first = self.head + 1
        self.last = self.head + len(self.points)
        self.places = self._places()

    def _standard(self) -> ScoreSheetForm:
        """The form of the same rubric in this workbook on which the answers stand."""
        for form in self.drawing.workbook.forms:
            if isinstance(form, ScoreSheetForm) and form.rubric == self.form.rubric and form is not self.form:
                return form
        raise FormError(f"{self.form.code}: the workbook {self.drawing.workbook.code} lacks the sheet of the standard")

    def _places(self) -> Places:
        places = Places(self.form.code, self.sheet.title)
        for row, slots in enumerate(self.slots, start=self.title + 1):
            for slot in slots:
                places.add(slot.field, slot.entry[0] + 1, row)
        self.drawing.places[self.form.code] = places
        return places

    def draw(self) -> None:
        array = self.drawing.styles.array
        for column, width in enumerate((*self.widths, FULL_WIDTH, CRITERION_WIDTH), start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        if self.form.source.annex:
            box(self.sheet, 1, 1, 1, 4, array(ANNEX), self.form.source.annex)
        box(self.sheet, self.title, 1, self.title, 4, array(TITLE), self.form.title)
        self.sheet.row_dimensions[self.title].height = height(
            lines(self.form.title, sum(self.widths), 22.0), 22.0, 12.0
        )
        singles = draw_lines(self.drawing, self.sheet, self.form, self.title + 1, self.slots, LINE_SIZE)
        for field in singles:
            spot = self.places[field.code]
            guard(self.drawing, self.sheet, self.form, field, f"{spot.letter}{spot.top}", f"${spot.letter}${spot.top}")
        for column, title in enumerate(self.rubric.sheet_columns, start=1):
            put(self.sheet, self.head, column, array(HEAD), broken(title, self.widths[column - 1], HEAD.size))
        for column, title in ((5, "满分"), (6, "评分标准（摘自标准，供对照）")):
            put(self.sheet, self.head, column, array(BEYOND_HEAD.but(line=BEYOND_LINE)), title)
        self.sheet.row_dimensions[self.head].height = height(2, 11.0, 8.0)
        for row, point in enumerate(self.points, start=self.first):
            self._row(row, point)
        self._total()
        self._guards()
        self._sums(singles)
        set_up(
            self.sheet,
            paper=self.form.paper,
            orientation=self.form.orientation,
            area=f"A1:D{self.last + 1}",
            repeat=f"{self.head}:{self.head}",
        )
        protect(self.sheet)
        self.sheet.freeze_panes = f"A{self.first}"

    def _row(self, row: int, point: Point) -> None:
        array, number = self.drawing.styles.array, row - self.first + 1
        beyond = BODY.but(line=BEYOND_LINE)
        entry = BODY.but(fill=INPUT_FILL, locked=False)
        put(self.sheet, row, 1, array(BODY.but(horizontal="center")), point.label)
        put(self.sheet, row, 2, array(entry))
        score = BODY.but(horizontal="center", fill=COMPUTED_FILL, number_format="0.00", wrap=False)
        put(self.sheet, row, 3, array(score), f"={self._points(point)}")
        put(self.sheet, row, 4, array(entry))
        put(self.sheet, row, 5, array(beyond.but(horizontal="center", left="medium")), point.full)
        criterion = "\n".join(written(self.rubric, each) for each in point.items)
        put(self.sheet, row, 6, array(beyond.but(size=10.0, vertical="top")), criterion).data_type = "s"
        needed = (
            height(lines(criterion, CRITERION_WIDTH, 10.0), 10.0, 4.0) if self.rubric.sheet_rows == "point" else 0.0
        )
        let_grow(self.sheet, row, max(LEAST_ROW, needed))
        for column, key in ((2, "basis"), (3, "score"), (4, "remark")):
            name = f"{self.form.name}.p{number:03d}.{key}"
            self.drawing.names.add_cells(name, self.sheet.title, row, column, row, column)

    def _points(self, point: Point) -> str:
        """The points of the row, empty until one of its items is settled on the sheet of the standard."""
        made = plan_of_standard(self.standard, self.rubric)
        tab = self.drawing.tabs[self.standard.code]
        rows = [item for item in made.items if item.each in point.items]
        top, bottom = rows[0].top, rows[-1].bottom
        columns = {kind: len(made.columns) + 1 + HELPERS.index(kind) for kind in ("S", "P")}
        s, p = (range_text(tab, top, columns[kind], bottom, columns[kind]) for kind in ("S", "P"))
        return f'IF(COUNTIF({s},0)=0,"",ROUND(SUM({p}),9))'

    def _total(self) -> None:
        array, row = self.drawing.styles.array, self.last + 1
        put(self.sheet, row, 1, array(HEAD), TOTAL_LABEL)
        put(self.sheet, row, 2, array(HEAD))
        value = HEAD.but(number_format="0.00", fill=COMPUTED_FILL, wrap=False)
        put(self.sheet, row, 3, array(value), f"={self.standard.name}.{TOTAL}")
        put(self.sheet, row, 4, array(HEAD))
        self.sheet.row_dimensions[row].height = LEAST_ROW
        self.drawing.names.add_cells(f"{self.form.name}.{TOTAL}", self.sheet.title, row, 3, row, 3)

    def _guards(self) -> None:
        guards = Guards()
        guards.add(text("写明自评相关数据和记分依据"), f"B{self.first}:B{self.last}")
        guards.add(text("需要说明的情况"), f"D{self.first}:D{self.last}")
        guards.write(self.sheet)
        marks = Marks(self.sheet)
        begun = f"{filled_name(self.form)}>0"
        marks.add(f"B{self.first}:B{self.last}", f"AND(COUNTBLANK($B{self.first})=1,{begun})", "missing")

    def _sums(self, singles: list) -> None:
        column = 8
        checklist = Checklist(
            self.drawing, self.sheet, self.form, Audit(self.drawing, self.form, self.places), Marks(self.sheet)
        )
        checklist.draw(singles, column, self.head)
        grounds = f"$B${self.first}:$B${self.last}"
        typed = ",".join(self.places.cell(field.code) for field in singles if field.is_input)
        sums = (
            (filled_name(self.form), f"COUNTA({grounds}{',' + typed if typed else ''})"),
            (missing_name(self.form), f"COUNTBLANK({grounds})+{checklist.missing}"),
            (errors_name(self.form), checklist.errors),
        )
        style = self.drawing.styles.array(HELPER.but(size=12.0, bold=True))
        for offset, (name, formula) in enumerate(sums):
            put(self.sheet, self.title, column + offset, style, f"={formula}")
            self.drawing.names.add_cells(
                name, self.sheet.title, self.title, column + offset, self.title, column + offset
            )
