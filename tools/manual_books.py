"""The workbooks on the pictures of the user manual: drawn from their declarations, filled with invented data.

Every name says that it is invented (示例); codes and ID numbers have valid check digits, apart from planted mistakes.
"""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook as Book
from openpyxl.utils.cell import range_boundaries
from stdnum.cn.ric import calc_check_digit

from addin.demo.enterprises import credit_code
from templates.ledgers import position_code
from templates.names import field_name, ledger_code
from templates.registry import workbooks
from templates.rendering import render
from templates.score_cells import cells_of

FIRM = "示例市示例机械有限公司"
FIRMS = (
    # name, county, head-count, 企业所属范围
    (FIRM, "新华区", 320, "省“三个一批”项目开工企业"),
    ("示例市示例电子有限公司", "卫东区", 1560, "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业"),
    ("示例市示例食品有限公司", "湛河区", 45, "对加快提振市场信心全面促进消费增长具有重大影响的龙头企业"),
    ("示例市示例纺织有限公司", "叶县", 86, "涉及“米袋子”“菜篮子”等重要民生商品生产的中小微企业"),
)
OPEN_ITEMS, MISSED_ITEMS = (4, 6), (2, 9)  # of 和谐企业评价细则, by their place in the table
WAGE = 2000  # an invented minimum wage


class Copy:
    """A drawn workbook in the hands of a clerk, who fills in fields by their defined names."""

    def __init__(self, code: str, rows: int | None = None) -> None:
        self.book = render(workbooks()[code], rows=rows)

    def put(self, name: str, value: object, row: int = 0) -> None:
        """Fill in the cell behind a name; `row` counts the rows of a list from 0."""
        tab, _, cells = self.book.defined_names[name].attr_text.rpartition("!")
        column, top, _, _ = range_boundaries(cells.replace("$", ""))
        assert column is not None and top is not None
        self.book[tab.strip("'")].cell(top + row, column).value = value

    def fill(self, form: str, row: int = 0, /, **values: object) -> None:
        """Fill in fields of a form, whose codes are written with _ for -."""
        for code, value in values.items():
            self.put(field_name(form, code), value, row)


def person_id(born: str, number: int) -> str:
    """A resident ID number with a valid check digit.

    >>> person_id("20000105", 1)
    '410402200001050016'
    """
    body = f"410402{born}{number:03d}"
    return body + calc_check_digit(f"{body}0")


def labour() -> Book:
    """用工保障: a register with the mistakes that clerks make, and the demand list of the month."""
    copy = Copy("labour-guarantee", 8)
    register, demand = "key-enterprises", "labour-demand"
    for form in (register, demand):
        copy.fill(form, reporting_unit="平顶山市人力资源和社会保障局", filed_on=dt.date(2023, 3, 17))
    copy.fill(register, filler="示例员甲", filler_tel="0375-0000000")
    for row, (name, county, staff, kind) in enumerate(FIRMS):
        firm = {"name": name, "credit_code": credit_code(f"41040{row + 2}", row + 1), "industry": "制造业"}
        place = {"area": f"平顶山市{county}", "address": f"{county}示例路{row + 1}号"}
        copy.fill(register, row, **firm, **place, range=kind, size=staff, contact=f"张示例 1390000000{row}")
        what = {"enterprise_type": "有限责任公司", "city": "平顶山市", "division": county, "staff": staff}
        copy.fill(demand, row, **firm, **what, solved=(6, 0, 0, 3)[row], short=(0, 12, 0, 0)[row])
    copy.fill(demand, 0, kind_solved="加工制造", trade_solved="数控车工", channel="直播带岗")
    copy.fill(demand, 1, kind_short="装配", trade_short="电子装配工")
    # The mistakes: a check character, a gap, a name twice, words for a number, a county of another city
    copy.fill(register, 1, credit_code="91410403MA0000029A", contact=None)
    copy.fill(register, 2, name=FIRM)
    copy.fill(register, 3, size="约86人", area="郑州市中原区")
    return copy.book


def internships() -> Book:
    """就业见习: one row granted, three refused for different reasons, one not filled in; the local figures."""
    copy = Copy("ledgers-internships", 6)
    for row, (start, wage, number) in enumerate(
        ((dt.date(2022, 1, 1), 1800, "示例〔2021〕1号"), (dt.date(2024, 1, 1), WAGE, "示例〔2023〕9号"))
    ):
        copy.put("local.min_wage.from", start, row)
        copy.put("local.min_wage", wage, row)
        copy.put("local.min_wage.source", number, row)
    form = ledger_code("internship")
    copy.fill(form, filed_by=FIRM, filed_on=dt.date(2023, 12, 11))
    graduate, jobless, day = "离校2年内未就业高校毕业生", "失业青年", dt.date(2023, 12, 10)
    people = (
        # name, born, category, age, months served and agreed, day of application
        ("王示例", "20000105", graduate, 23, 6, 6, day),
        ("李示例", "19970320", jobless, 26, 6, 6, day),
        ("赵示例", "20010302", graduate, 22, 2, 6, day),
        ("周示例", "20000618", graduate, 23, 3, 3, dt.date(2022, 12, 10)),
        ("吴示例", "19990909", graduate, None, 3, 3, day),
    )
    for row, (name, born, category, age, served, agreed, applied) in enumerate(people):
        copy.fill(form, row, unit_name=FIRM, person_name=name, person_id=person_id(born, row + 1), apply_date=applied)
        copy.fill(form, row, unit_recognised="是", person_category=category, age=age, agreed_months=agreed)
        copy.fill(form, row, contract_before_end="否", completed_count=10, retained_count=5, months_paid_before=0)
        for place in range(1, served + 1):
            copy.put(field_name(form, position_code("min_wages", place)), WAGE, row)
    return copy.book


def trainings() -> Book:
    """企业职工脱产培训: one person trained three times in a year, so that the yearly maximum cuts the later rows."""
    copy = Copy("ledgers-training", 5)
    form = ledger_code("train-offjob")
    copy.fill(form, filed_by=FIRM, filed_on=dt.date(2023, 12, 11))
    courses = ((1, "孙示例", 6, 24), (1, "孙示例", 8, 32), (1, "孙示例", 11, 24), (2, "钱示例", 8, 32))
    for row, (number, name, month, hours) in enumerate(courses):
        person = person_id("19900512", number)
        copy.fill(form, row, unit_name=FIRM, person_name=name, person_id=person, apply_date=dt.date(2023, month, 20))
        copy.fill(form, row, institution_listed="是", occupation_related="是", hours=hours, certificate="是")
        copy.fill(form, row, occupation_class="未列入", paid_this_year=0)
    published = {"public_from": dt.date(2023, 12, 12), "public_to": dt.date(2023, 12, 16)}
    copy.fill(form, 0, **published, handler="张示例", reviewer="刘示例")
    return copy.book


def awards() -> Book:
    """一奖一补, as it is drawn: its figures may be adjusted by a county."""
    return Copy("ledgers-labour-awards", 3).book


def policies() -> Book:
    """政策库, asked for a day of 2024."""
    copy = Copy("policy-desk")
    copy.fill("policy-desk", asked_on=dt.date(2024, 6, 1))
    return copy.book


def harmony() -> Book:
    """和谐企业评价细则, almost filled in: two items missed, two still open."""
    copy = Copy("harmony-enterprise-evaluation")
    form = "harmony-enterprise"
    copy.fill(form, enterprise=FIRM, credit_code=credit_code("410402", 1), staff=320)
    copy.fill(form, period_start=dt.date(2022, 1, 1), period_end=dt.date(2022, 12, 31), filled_on=dt.date(2023, 3, 17))
    for item in cells_of("harmonious-enterprise"):
        for cell in item.cells:
            if cell.options and item.number not in OPEN_ITEMS:
                good = "无" if "无" in cell.options else "是"
                copy.put(field_name(form, cell.key), "否" if item.number in MISSED_ITEMS else good)
    copy.fill(form, **{"i076.numerator": 159, "i076.denominator": 200})  # 79.5 %, still of the band 70%-79%
    return copy.book


def internship_unit() -> Book:
    """就业见习单位申请表, a card, with two cells still empty."""
    copy = Copy("internship-units")
    form = "internship-unit-application"
    copy.fill(form, unit_name=FIRM, credit_code=credit_code("410402", 1), staff=320, handler="张示例")
    copy.fill(form, telephone="0375-0000000", mobile="13900000000", email="shili@example.com")
    copy.fill(form, address="新华区示例路1号", profile="虚构的企业，生产示例用的机械零件。", places=12)
    return copy.book
