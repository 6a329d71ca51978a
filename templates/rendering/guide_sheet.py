"""填报说明, the first sheet: purpose, live progress, how to fill the forms in, the duties of each, the policies."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from templates.fields import Multi
from templates.model import Form, ListForm
from templates.rendering.drawing import GUIDE_TAB, PARAMETER_TAB, Drawing
from templates.rendering.marks import COLOURS, Marks
from templates.rendering.measure import height, lines
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

WIDTHS = (38.0, 9.0, 10.0, 9.0, 19.0)
LAST = len(WIDTHS)
SECTION = Look(HEAD_FONT, 14.0, color=ACCENT, bottom="medium", line=ACCENT)
TEXT = Look(BODY_FONT, 12.0, vertical="top")
LABEL = Look(HEAD_FONT, 11.0, border="thin", horizontal="center", fill=HEAD.fill)
CELL = Look(BODY_FONT, 11.0, border="thin")
NUMBER = CELL.but(horizontal="center", number_format="0", wrap=False)
LINK = CELL.but(color="FF0563C1", underline=True)
_NUMERALS = "一二三四五六七八九十"
_READY = "可以上报"
LISTED_HERE = "填报说明"  # a prompt that sends the clerk to this sheet says so

HOW = (
    "只在浅黄色单元格中填写。选中单元格会显示填写提示，有下拉箭头的从列表中选择。",
    "从别处复制内容时，请用“选择性粘贴—数值”，以免冲掉格式和检查；粘贴后变色的单元格照提示改正。",
    "各表没有密码保护：可以排序、筛选、调整列宽和行高。预备的行不够时，用“就业报表”选项卡的“增加行”。",
    "打印清单前，在“序号”列筛选“非空白”，只打印填了的行；印出来的表不带底色。",
    "上报前看上面的填报进度：所报各表“必填未填”和“错误”都应为 0。不要改动工作表名称和表头。",
)
LEGEND = (
    (INPUT_FILL, "", "在此填写"),
    (COMPUTED_FILL, "", "自动计算，不用填写"),
    (GIVEN_FILL, "", "印好的内容，或下发单位已填好的内容，不用改动"),
    (BEYOND_FILL, "", "表头为此色的列不在打印范围内，供核对和计算用"),
    (*COLOURS["missing"], "必填未填"),
    (*COLOURS["error"], "填写有误"),
    (*COLOURS["warning"], "请核对：可能有误，不影响上报"),
)


def draw(drawing: Drawing) -> None:
    """Draw the sheet; the forms were drawn before, so that their names exist."""
    _Guide(drawing).draw()


class _Guide:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.sheet = drawing.sheet(GUIDE_TAB)
        self.row = 1
        self.sections = 0

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
        for number, text in enumerate(HOW, start=1):
            self.across(TEXT, f"{number}. {text}")
        self.legend()
        self.section("各表说明")
        for form in workbook.forms:
            self.duties(form)
        self.section("政策依据")
        self.documents()
        set_up(self.sheet, paper="A4", orientation="portrait", area=f"A1:{get_column_letter(LAST)}{self.row - 1}")
        protect(self.sheet)

    def across(self, look: Look, text: str, padding: float = 4.0) -> None:
        """A text over the whole width, on a row of its own."""
        box(self.sheet, self.row, 1, self.row, LAST, self.drawing.styles.array(look), text)
        self.sheet.row_dimensions[self.row].height = height(lines(text, sum(WIDTHS), look.size), look.size, padding)
        self.row += 1

    def section(self, title: str) -> None:
        self.sheet.row_dimensions[self.row].height = 10.0
        self.row += 1
        self.across(SECTION, f"{_NUMERALS[self.sections]}、{title}", padding=8.0)
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
        for column, title in enumerate(("表名（点击进入）", "已填", "必填未填", "错误", "状态"), start=1):
            put(self.sheet, self.row, column, head, title)
        self.sheet.row_dimensions[self.row].height = height(2, LABEL.size)
        first = self.row + 1
        for form in self.drawing.workbook.forms:
            self.row += 1
            self.progress_row(form)
        self.row += 1
        self.progress_sum(first, self.row - 1)
        marks = Marks(self.sheet)
        begun = f"N($B{first})>0"  # a form that nobody has begun may not be asked for at all
        marks.add(f"C{first}:C{self.row - 1}", f"AND({begun},N($C{first})>0)", "missing")
        marks.add(f"D{first}:D{self.row - 1}", f"AND({begun},N($D{first})>0)", "error")
        self.row += 1

    def progress_row(self, form: Form) -> None:
        number, cell = self.drawing.styles.array(NUMBER), self.drawing.styles.array(CELL.but(horizontal="center"))
        title = form.title.replace("\n", "")
        self.link(self.row, title, self.drawing.tabs[form.code])
        self.sheet.row_dimensions[self.row].height = height(lines(title, WIDTHS[0], LINK.size), LINK.size)
        if form.code in self.drawing.for_reference:
            for column in (2, 3, 4):
                put(self.sheet, self.row, column, number, "—")
            put(self.sheet, self.row, LAST, cell, "供查阅，不用填报")
            return
        for column, name in enumerate((filled_name(form), missing_name(form), errors_name(form)), start=2):
            put(self.sheet, self.row, column, number, f"={name}")
        left = f"{missing_name(form)}+{errors_name(form)}"
        put(
            self.sheet,
            self.row,
            LAST,
            cell,
            f'=IF({filled_name(form)}=0,"未填",IF({left}=0,"{_READY}","还有"&{left}&"处待改"))',
        )

    def progress_sum(self, first: int, last: int) -> None:
        style = self.drawing.styles.array(LABEL)
        put(self.sheet, self.row, 1, style, "合计")
        for column, name in ((2, "filled"), (3, "missing"), (4, "errors")):
            letter = get_column_letter(column)
            put(self.sheet, self.row, column, style, f"=SUM({letter}{first}:{letter}{last})")
            self.drawing.names.add_cells(f"jy.progress.{name}", GUIDE_TAB, self.row, column, self.row, column)
        put(self.sheet, self.row, LAST, style)
        self.sheet.row_dimensions[self.row].height = height(1, LABEL.size)

    def link(self, row: int, title: str, tab: str) -> None:
        """A cell that leads to a sheet."""
        cell = put(self.sheet, row, 1, self.drawing.styles.array(LINK), title)
        cell._hyperlink = Hyperlink(ref=cell.coordinate, location=range_text(tab, 1, 1, 1, 1), display=title)
        self.sheet._hyperlinks.append(cell._hyperlink)

    # --- 怎样填写 ---------------------------------------------------------------------------------------

    def legend(self) -> None:
        for fill, font, text in LEGEND:
            sample = CELL.but(fill=fill, color=font, horizontal="center")
            put(self.sheet, self.row, 1, self.drawing.styles.array(sample), "示例")
            box(self.sheet, self.row, 2, self.row, LAST, self.drawing.styles.array(CELL), text)
            self.sheet.row_dimensions[self.row].height = height(1, CELL.size, 4.0)
            self.row += 1

    # --- 各表说明 ---------------------------------------------------------------------------------------

    def duties(self, form: Form) -> None:
        title = form.title.replace("\n", "")
        self.link(self.row, title, self.drawing.tabs[form.code])
        box(self.sheet, self.row, 1, self.row, LAST, self.drawing.styles.array(LINK.but(font=HEAD_FONT)), title)
        self.sheet._cells[self.row, 1]._hyperlink = self.sheet._hyperlinks[-1]
        self.sheet.row_dimensions[self.row].height = height(lines(title, sum(WIDTHS), LINK.size), LINK.size)
        self.row += 1
        guide, source = form.guide, form.source
        printed = "" if source.printed else "（文件规定了内容，没有印表样）"
        how = [*guide.how, *_relations(form)]
        facts = (
            ("谁来填", guide.who),
            ("何时报", guide.when),
            ("报给谁", guide.to),
            ("联系方式", "　".join(part for part in (guide.telephone, guide.mailbox) if part)),
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
        self.sheet.row_dimensions[self.row].height = height(lines(text, sum(WIDTHS[1:]), CELL.size), CELL.size)
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


