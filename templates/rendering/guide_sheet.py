"""填报说明, the first sheet: purpose, live progress, how to fill the forms in, the duties of each, the policies."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from templates.fields import Multi
from templates.model import Form, ListForm, ScoreSheetForm
from templates.names import GUIDE_TAB, PARAMETER_TAB
from templates.rendering.drawing import Drawing
from templates.rendering.marks import COLOURS, Marks
from templates.rendering.measure import height, lines, page_points, units
from templates.rendering.names import errors_name, filled_name, missing_name, range_text
from templates.rendering.printing import protect, set_up
from templates.rendering.styles import (
    ACCENT,
    BEYOND_FILL,
    BODY_FONT,
    COMPUTED_FILL,
    GIVEN_FILL,
    HEAD,
    HEAD_FONT,
    INPUT_FILL,
    TITLE,
    Look,
    box,
    put,
)

WIDTHS = (14.0, 32.0, 8.0, 9.0, 7.0, 15.0)
LAST = len(WIDTHS)
UNBROKEN = 0.92  # an address of e-mail is not broken within a line, which leaves part of a line empty
NAMES, FIGURES = 2, 3  # a form's name takes the first two columns, its progress begins in the third
SECTION = Look(HEAD_FONT, 14.0, color=ACCENT, bottom="medium", line=ACCENT)
TEXT = Look(BODY_FONT, 11.0, vertical="top")
LABEL = Look(HEAD_FONT, 11.0, border="thin", horizontal="center", fill=HEAD.fill)
CELL = Look(BODY_FONT, 11.0, border="thin")
NUMBER = CELL.but(horizontal="center", number_format="0", wrap=False)
LINK = CELL.but(color="FF0563C1", underline=True)
_NUMERALS = "一二三四五六七八九十"
_TO_READ = "供查阅，不用填报"
LISTED_HERE = "填报说明"  # a prompt that sends the clerk to this sheet says so

_FILL = (
    "只在浅黄色单元格中填写。选中单元格会显示填写提示，有下拉箭头的从列表中选择。",
    "从别处复制时，请用“选择性粘贴—数值”，以免冲掉格式和检查；粘贴后变色的单元格照提示改正。",
)
_ROWS = (
    "各表没有密码保护：可以排序、筛选、调整列宽和行高。预备的行不够时，用“就业报表”选项卡的“增加行”。",
    "打印清单前，在“序号”列筛选“非空白”，只打印填了的行；印出来的表不带底色。",
)
_SCORES = ("依据写得长、行没有自动变高的，可以拉大；得分、小计和结论随填随算，填完才出结论。",)
_SEND, _KEEP = "上报前看上面的填报进度：所报各表“必填未填”和“错误”都应为 0。", "不要改动工作表名称和表头。"
_BEYOND = "表头为此色的列不在打印范围内，供核对和计算用"
_ADDED = "表头为此色的列是本表册所加，文件的原表没有这一栏"


def draw(drawing: Drawing) -> None:
    """Draw the sheet; the forms were drawn before, so that their names exist."""
    _Guide(drawing).draw()


class _Guide:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.sheet = drawing.sheet(GUIDE_TAB)
        self.row = 1
        self.sections = 0
        self.blocks: list[int] = []  # the rows at which a page may end: before a section, before a form's duties

    def draw(self) -> None:
        workbook = self.drawing.workbook
        for column, width in enumerate(WIDTHS, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.across(TITLE, f"{workbook.title}填报说明", padding=14.0)
        if workbook.purpose:
            self.across(TEXT, workbook.purpose)
        self.issue()
        self.section("填报进度")
        self.progress()
        self.section("怎样填写")
        for number, text in enumerate(self.how(), start=1):
            self.across(TEXT, f"{number}. {text}")
        self.legend()
        self.section("各表说明")
        for form in workbook.forms:
            self.duties(form)
        self.section("政策依据")
        self.documents()
        for row in self.page_ends():
            self.sheet.row_breaks.append(Break(id=row))
        set_up(self.sheet, paper="A4", orientation="portrait", area=f"A1:{get_column_letter(LAST)}{self.row - 1}")
        protect(self.sheet)

    def across(self, look: Look, text: str, padding: float = 4.0) -> None:
        """A text over the whole width, on a row of its own."""
        box(self.sheet, self.row, 1, self.row, LAST, self.drawing.styles.array(look), text)
        self.sheet.row_dimensions[self.row].height = height(lines(text, sum(WIDTHS), look.size), look.size, padding)
        self.row += 1

    def page_ends(self) -> list[int]:
        """The rows after which a page ends, so that neither a heading nor a form's duties are torn apart."""
        room = page_points("A4", "portrait") * 0.97
        ends: list[int] = []
        used = 0.0
        starts = [1, *self.blocks]
        for start, following in zip(starts, [*self.blocks, self.row], strict=True):
            points = sum(self.sheet.row_dimensions[row].height or 15.0 for row in range(start, following))
            if used and used + points > room:
                ends.append(start - 1)
                used = 0.0
            used = (used + points) % room if points > room else used + points
        return ends

    def section(self, title: str) -> None:
        self.blocks.append(self.row)
        self.sheet.row_dimensions[self.row].height = 8.0
        self.row += 1
        self.across(SECTION, f"{_NUMERALS[self.sections]}、{title}", padding=6.0)
        self.sections += 1

    def issue(self) -> None:
        issue = self.drawing.issue
        if issue is None:
            return
        facts = (("填报单位", issue.unit), ("报告期", issue.period), ("下发编号", issue.id))
        self.across(TEXT, "　　".join(f"{label}：{value}" for label, value in facts if value))

    # --- 填报进度 ---------------------------------------------------------------------------------------

    def progress(self) -> None:
        head = self.drawing.styles.array(LABEL)
        box(self.sheet, self.row, 1, self.row, NAMES, head, "表名（点击进入）")
        for column, title in enumerate(("已填", "必填未填", "错误", "状态"), start=FIGURES):
            put(self.sheet, self.row, column, head, title)
        self.sheet.row_dimensions[self.row].height = height(1, LABEL.size)
        first = self.row + 1
        for form in self.drawing.workbook.forms:
            self.row += 1
            self.progress_row(form)
        self.row += 1
        self.progress_sum(first, self.row - 1)
        marks = Marks(self.sheet)
        filled, missing, errors = (get_column_letter(FIGURES + place) for place in range(3))
        begun = f"N(${filled}{first})>0"  # a form that nobody has begun may not be asked for at all
        marks.add(f"{missing}{first}:{missing}{self.row}", f"AND({begun},N(${missing}{first})>0)", "missing")
        marks.add(f"{errors}{first}:{errors}{self.row}", f"AND({begun},N(${errors}{first})>0)", "error")
        self.row += 1

    def progress_row(self, form: Form) -> None:
        number, cell = self.drawing.styles.array(NUMBER), self.drawing.styles.array(CELL.but(horizontal="center"))
        self.link(self.row, NAMES, form, LINK)
        if form.code in self.drawing.for_reference:
            for column in range(FIGURES, LAST):
                put(self.sheet, self.row, column, number, "—")
            small = self.drawing.styles.array(CELL.but(horizontal="center", size=9.0))
            put(self.sheet, self.row, LAST, small, _TO_READ)
            return
        for column, name in enumerate((filled_name(form), missing_name(form), errors_name(form)), start=FIGURES):
            put(self.sheet, self.row, column, number, f"={name}")
        left = f"{missing_name(form)}+{errors_name(form)}"
        put(self.sheet, self.row, LAST, cell, _status(filled_name(form), left, form.guide.ready))

    def progress_sum(self, first: int, last: int) -> None:
        """The sums count only forms that somebody has begun: the clerk who has finished those reads 0."""
        style = self.drawing.styles.array(LABEL)
        box(self.sheet, self.row, 1, self.row, NAMES, style, "合计（只算已开始填写的表）")
        letters = [get_column_letter(FIGURES + place) for place in range(3)]
        begun = f"${letters[0]}${first}:${letters[0]}${last}"
        for column, letter, name in zip(range(FIGURES, LAST), letters, ("filled", "missing", "errors"), strict=True):
            put(self.sheet, self.row, column, style, f'=SUMIF({begun},">0",{letter}{first}:{letter}{last})')
            self.drawing.names.add_cells(f"jy.progress.{name}", GUIDE_TAB, self.row, column, self.row, column)
        filled, missing, errors = (f"{letter}{self.row}" for letter in letters)
        ready = (self.reported() or self.drawing.workbook.forms)[0].guide.ready
        put(self.sheet, self.row, LAST, style, _status(filled, f"{missing}+{errors}", ready))
        self.sheet.row_dimensions[self.row].height = height(1, LABEL.size)

    def link(self, row: int, last: int, form: Form, look: Look) -> None:
        """Cells with a form's title that lead to its sheet; one line, in smaller letters where it must be."""
        title = form.title.replace("\n", "")
        size = look.size
        while size > 8 and units(title, size) > sum(WIDTHS[:last]) - 1:
            size -= 0.5
        box(self.sheet, row, 1, row, last, self.drawing.styles.array(look.but(size=size)), title)
        cell = self.sheet._cells[row, 1]
        place = range_text(self.drawing.tabs[form.code], 1, 1, 1, 1)
        cell._hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=title)
        self.sheet._hyperlinks.append(cell._hyperlink)
        self.sheet.row_dimensions[row].height = height(1, LINK.size)

    # --- 怎样填写 ---------------------------------------------------------------------------------------

    def how(self) -> Iterable[str]:
        """What applies to every form, to lists, to score sheets."""
        kinds = {type(form) for form in self.drawing.workbook.forms if form.code not in self.drawing.for_reference}
        rows, scores = _ROWS if ListForm in kinds else (), _SCORES if ScoreSheetForm in kinds else ()
        return (*_FILL, *rows, *scores, f"{_SEND if self.reported() else ''}{_KEEP}")

    def reported(self) -> list[Form]:
        """The forms that go upward."""
        forms = self.drawing.workbook.forms
        return [form for form in forms if form.guide.reported and form.code not in self.drawing.for_reference]

    def legend(self) -> None:
        scores = any(isinstance(form, ScoreSheetForm) for form in self.drawing.workbook.forms)
        looks = (
            (INPUT_FILL, "", "在此填写"),
            (COMPUTED_FILL, "", "自动计算，不用填写"),
            (GIVEN_FILL, "", "印好的内容，或下发单位已填好的内容，不用改动"),
            (BEYOND_FILL, "", _ADDED if scores else _BEYOND),
            (*COLOURS["missing"], "必填未填"),
            (*COLOURS["error"], "填写有误"),
            (*COLOURS["warning"], f"请核对：可能有误{'，不影响上报' if self.reported() else ''}"),
        )
        for fill, font, text in looks:
            sample = CELL.but(fill=fill, color=font, horizontal="center")
            put(self.sheet, self.row, 1, self.drawing.styles.array(sample), "示例")
            box(self.sheet, self.row, 2, self.row, LAST, self.drawing.styles.array(CELL), text)
            self.sheet.row_dimensions[self.row].height = height(1, CELL.size, 2.0)
            self.row += 1

    # --- 各表说明 ---------------------------------------------------------------------------------------

    def duties(self, form: Form) -> None:
        if form is not self.drawing.workbook.forms[0]:
            self.blocks.append(self.row)
        self.link(self.row, LAST, form, LINK.but(font=HEAD_FONT))
        self.row += 1
        guide, source = form.guide, form.source
        printed = "" if source.printed else "（文件规定了内容，没有印表样）"
        how = [*guide.how, *_relations(form)]
        facts = (
            ("谁来填", guide.who),
            ("何时报", guide.when),
            ("报给谁", guide.to),
            ("联系方式", _contacts(guide.telephone, guide.mailbox)),
            ("注意", "\n".join(f"{number}. {text}" for number, text in enumerate(how, start=1)) if how else ""),
            ("依据", f"{source.basis}{printed}"),
        )
        for label, text in facts:
            if text:
                self.fact(label, text)
        for field in form.fields():
            # A prompt has no room for many values, and a drop-down takes only one
            if isinstance(field.type, Multi) and LISTED_HERE in (field.prompt or field.type.prompt):
                values = field.type.separator.join(field.type.codes.values)
                self.fact(f"可选项：{field.label}".replace("\n", ""), values)

    def fact(self, label: str, text: str) -> None:
        put(self.sheet, self.row, 1, self.drawing.styles.array(CELL.but(horizontal="center")), label)
        box(self.sheet, self.row, 2, self.row, LAST, self.drawing.styles.array(CELL), text)
        most = max(lines(text, sum(WIDTHS[1:]) * UNBROKEN, CELL.size), lines(label, WIDTHS[0], CELL.size))
        self.sheet.row_dimensions[self.row].height = height(most, CELL.size)
        self.row += 1

    # --- 政策依据 ---------------------------------------------------------------------------------------

    def documents(self) -> None:
        drawing = self.drawing
        found = {}
        for form in drawing.workbook.forms:
            document = form.source.citation.document
            found[document.id] = document
        for document in found.values():
            day = f"，{document.date.year}年{document.date.month}月{document.date.day}日" if document.date else ""
            label = f"（{document.number}{day}）" if document.number or day else ""
            self.across(TEXT, f"《{document.title.strip('《》')}》{label.replace('（，', '（')}")
        if drawing.workbook.rules:
            self.across(TEXT, f"各项补贴的标准、比例、上限和有效期见“{PARAMETER_TAB}”。")


def _relations(form: Form) -> Iterable[str]:
    """What the checks across fields say, so that a clerk can read them before filling in."""
    if isinstance(form, ListForm):
        for columns in form.unique:
            labels = "、".join(form.column(code).label.replace("\n", "") for code in columns)
            yield f"{labels}不能与其他行重复。"


def _contacts(*parts: str) -> str:
    """Telephone and mailbox on one line, or one below the other where they are long."""
    told = "　".join(part for part in parts if part)
    return told if units(told, CELL.size) < sum(WIDTHS[1:]) * UNBROKEN else told.replace("　", "\n")


def _status(filled: str, left: str, ready: str) -> str:
    return f'=IF({filled}=0,"未填",IF({left}=0,"{ready}","还有"&{left}&"处待改"))'
