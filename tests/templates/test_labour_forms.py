"""The forms of 用工保障 (豫就业组〔2023〕1号, L110-260) against the print, copied by hand in `labour_print`.

1. Headings in their order, the lines above and below, notes, 附件 mark, paper.
2. What is required: ● always, ○ never, ◐ in the rows of CONDITIONAL.
3. The quotas of 附件1 and their sums; the eight policies word for word.
4. Every declared check has a row that it passes and one that it fails, with its message.
5. Lists and keys: no repeated enterprise, no enterprise that is on no list.
6. The ledger workbooks hold every rule once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from formulas import expressions as ex
from formulas.subsidies import rules
from templates.checking import check_forms, is_used
from templates.families import FAMILIES
from templates.findings import Finding
from templates.forms.key_enterprise_quota import QUOTAS
from templates.forms.key_enterprises import range_type
from templates.forms.policy_list import ITEMS, figures
from templates.model import Field, ListForm
from templates.reading import Cell, Column, FormData, read_workbook
from templates.registry import workbooks
from tests.oracles.cached_values import CachedValues
from tests.templates.drawn import Drawn
from tests.templates.labour_cases import CASES, CONDITIONAL, FAULTLESS, FIRST, SECOND, B, Case, Row
from tests.templates.labour_print import OPTIONAL, PRINT

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
BOOK = workbooks()["labour-guarantee"]
LISTS = {form.code: form for form in BOOK.forms if isinstance(form, ListForm)}
FILED = dt.date(2023, 3, 28)
TODAY = dt.date(2023, 4, 20)


def words(field: Field) -> str:
    return "".join(field.label.split())


# --- 1 ------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_these_forms_and_no_other() -> None:
    assert set(PRINT) == set(LISTS) and len(BOOK.forms) == 14


@pytest.mark.parametrize("code", PRINT)
def test_a_form_is_the_print(code: str) -> None:
    form = LISTS[code]
    printed = PRINT[code]
    assert form.title == printed.title
    assert [words(field) for field in form.printed] == printed.headings.split()
    assert tuple(tuple(field.label for field in line) for line in (form.header, form.footer)) == printed.lines
    assert tuple(form.notes) == printed.notes
    assert f"{form.source.annex} {form.above}".strip() == printed.above
    assert (form.orientation, form.paper) == (printed.orientation, "A4")
    assert form.source.citation.document.number == "豫就业组〔2023〕1号"


def test_the_sixteen_columns_of_the_demand_list() -> None:
    """序号 stands second, and 具体工种名称 is printed twice: tenth and fourteenth."""
    printed = LISTS["labour-demand"].printed
    assert len(printed) == 16 and [words(field) for field in printed].index("序号") == 1
    assert [place for place, field in enumerate(printed, 1) if words(field) == "具体工种名称"] == [10, 14]
    assert [printed[9].code, printed[13].code] == ["trade-solved", "trade-short"]


def test_a_damaged_heading_is_read_in_both_spellings() -> None:
    code = LISTS["key-enterprises"].column("credit-code")
    assert "统一社会信用代码" in code.aliases and code.note


def test_where_the_monthly_lists_are_sent() -> None:
    for code in ("labour-demand", "issue-resolution"):
        guide = LISTS[code].guide
        assert (guide.mailbox, guide.telephone) == ("henanjiuye2019@163.com", "0371-69690120")
        assert "28日前" in guide.when and "省人力资源社会保障厅" in guide.to


# --- 2 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LISTS)
def test_what_is_required(code: str) -> None:
    form = LISTS[code]
    conditional = {field for name, field, *_ in CONDITIONAL if name == code}
    typed = [field for field in form.printed if not field.computed and field.type.kind != "seq"]
    if code == "policy-list":  # its spare rows may stay empty: everything depends on the row's own name
        assert all(
            isinstance(form.column(name).required, ex.Expr) for name in ("part", "no", "who", "standard", "basis")
        )
        return
    for field in typed:
        if field.code in conditional:
            assert isinstance(field.required, ex.Expr), field.code
        else:
            optional = field.code == "remarks" or field.code in OPTIONAL.get(code, ())
            assert field.required is not optional, field.code
    assert all(field.required is True for field in (*form.header, *form.footer))


@pytest.mark.parametrize(("form", "field", "may", "must"), CONDITIONAL)
def test_conditional_requirement(form: str, field: str, may: Row, must: Row) -> None:
    blank = {field: None}
    assert ("REQUIRED_WHEN", field) not in codes_of(findings(form, {**FAULTLESS[form], **may, **blank}))
    assert ("REQUIRED_WHEN", field) in codes_of(findings(form, {**FAULTLESS[form], **must, **blank}))


# --- 3 ------------------------------------------------------------------------------------------------------

# L182
QUOTA_TEXT = """
郑州市 109 家，员工规模不低于 13 万人。开封市 70 家，员工规模不低于 4 万人。洛阳市 110 家，员工规模不低于 9 万人。
平顶山市 90 家，员工规模不低于 7 万人。安阳市 70 家，员工规模不低于 6 万人。鹤壁市 42 家，员工规模不低于 2 万人。
新乡市 95 家，员工规模不低于 8 万人。焦作市 76 家，员工规模不低于 7 万人。濮阳市 60 家，员工规模不低于 3 万人。
许昌市 60 家，员工规模不低于 6 万人。漯河市 40 家，员工规模不低于 5 万人。三门峡市 55 家，员工规模不低于 3 万人。
南阳市 92 家，员工规模不低于 9 万人。商丘市 70 家，员工规模不低于 5 万人。信阳市 72 家，员工规模不低于 3 万人。
周口市 97 家，员工规模不低于 3 万人。驻马店市 112 家，员工规模不低于 5 万人。济源市 15 家，员工规模不低于 2 万人。
"""


def test_quotas() -> None:
    text = "".join(f"{city} {count} 家，员工规模不低于 {staff} 万人。" for city, count, staff in QUOTAS)
    assert text.replace(" ", "") == "".join(QUOTA_TEXT.split())
    assert len(QUOTAS) == 18
    assert sum(count for _, count, _ in QUOTAS) == 1335
    assert sum(staff for *_, staff in QUOTAS) == 100


def test_the_eight_policies_word_for_word() -> None:
    """Every cell is an excerpt of its item, and the cells of an item together hold every word of it."""
    text = Path(__file__).with_name("policy_list_print.txt").read_text(encoding="utf-8")
    printed = {match[1]: plain(match[2]) for match in re.finditer(r"^(（[一二三四五六七八]）)(.*?)$", text, re.M)}
    assert list(printed) == [item[1] for item in ITEMS] == [f"（{numeral}）" for numeral in "一二三四五六七八"]
    assert [item[0] for item in ITEMS] == ["就业创业方面"] * 5 + ["职业培训与技能评价方面"] * 2 + ["社会保险方面"]
    for item in ITEMS:
        whole, left = printed[str(item[1])], printed[str(item[1])]
        excerpts = [plain(part) for cell in item[2:8] if cell for part in str(cell).split("\n")]
        if str(item[8]).startswith("根据"):
            excerpts.append(plain(str(item[8])))
        for excerpt in sorted(excerpts, key=len, reverse=True):
            bare = excerpt if excerpt in whole else re.sub(r"^\(\d\)", "", excerpt)
            assert bare in whole, excerpt
            left = left.replace(bare, "|", 1)
        assert not re.sub(r"[|，。]", "", left), f"{item[1]}: {left}"


def plain(text: str) -> str:
    """Spaces and the width of brackets are the print's accident."""
    return re.sub(r"\s", "", text).replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(
    ("typed", "rows", "status"),
    [
        ({}, 0, "未填"),  # the eight policies are the print's, nobody's entries
        ({("starts-on", 0): dt.date(2023, 3, 6)}, 1, "可以上报"),
        ({("name", 8): "本市一次性扩岗补助"}, 1, "还有5处待改"),  # 部分, 序号, 对象和条件, 标准, 依据 are still due
        ({("starts-on", 0): dt.date(2023, 3, 6), ("name", 8): "本市一次性扩岗补助"}, 2, "还有5处待改"),
    ],
)
def test_the_policy_list_counts_what_was_added_to_the_print(
    typed: dict[tuple[str, int], object], rows: int, status: str, tmp_path: Path, recalculated: Recalculated
) -> None:
    drawn = Drawn(BOOK, tmp_path / "用工保障.xlsx")
    for (column, row), value in typed.items():
        drawn.put(f"policy_list.{column.replace('-', '_')}", value, row)
    [values] = recalculated([drawn.save()])
    assert values.named("jy.filled.policy_list") == [rows]
    guide = values.cells["填报说明"]
    [place] = [place for place, text in guide.items() if text == "合计（只算已开始填写的表）"]
    assert [text for (row, _), text in guide.items() if row == place[0]][-1] == status
    received = read_workbook(drawn.path, LISTS)
    assert is_used(received.forms["policy-list"]) is bool(rows)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("（一）", "3000000元"),
        ("（二）", "1000元/人"),
        ("（三）", "110%"),
        ("（四）", "100000元"),
        ("（五）", "300元/人"),
        ("（六）", "高级工6000元/人/年"),
        ("（七）", "高级技师380元/人"),
        ("（八）", "单位缴费比例16%"),
    ],
)
def test_the_figures_beside_a_policy_are_those_of_its_ledgers(item: str, shown: str) -> None:
    assert shown in figures(item)


def test_other_kinds_of_enterprise_can_be_admitted() -> None:
    printed = range_type(others=False).codes.values
    assert len(printed) == 4 and range_type(others=True).codes.values == (*printed, "其他")


# --- 4 ------------------------------------------------------------------------------------------------------


def data_of(form: ListForm, *rows: Row) -> FormData:
    """Rows as reading would hand them over: what is typed, and computed columns as the row gives them."""
    data = FormData(form, form.title, numbers=list(range(7, 7 + len(rows))))
    single = {"reporting-unit": "平顶山市人力资源和社会保障局", "filed-on": FILED, "filler": "李某某"}
    for field in (*form.header, *form.footer):
        value = single.get(field.code, "0375-6059678")
        (data.header if field in form.header else data.footer)[field.code] = Cell("B3", value, value)
    for field in form.columns:
        raw = [row.get(field.code) if row.get(field.code) is not None else "" for row in rows]
        values = [None if value == "" else field.type.normalise(value) for value in raw]
        odd = [index for index, value in enumerate(values) if value is not None]
        data.columns[field.code] = Column(field, "B", raw, values, odd)
    return data


def findings(code: str, *rows: Row) -> list[Finding]:
    return check_forms({code: data_of(LISTS[code], *rows)}, today=TODAY)


def codes_of(found: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(each.rule, each.field) for each in found}


@pytest.mark.parametrize("code", [code for code in FAULTLESS if code != "key-enterprise-quota"])  # nobody fills it in
def test_a_faultless_row_has_no_findings(code: str) -> None:
    assert not findings(code, FAULTLESS[code])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form}-{case.check}")
def test_a_check(case: Case) -> None:
    row = FAULTLESS[case.form]
    assert case.check not in {rule for rule, _ in codes_of(findings(case.form, {**row, **case.holds}))}
    broken = [each for each in findings(case.form, {**row, **case.breaks}) if each.rule == case.check]
    assert [each.severity for each in broken] == [case.severity]
    assert case.says in broken[0].message and "空" not in broken[0].message


def test_every_check_has_its_case() -> None:
    declared = {(form.code, each.code) for form in LISTS.values() for each in form.checks}
    assert declared == {(case.form, case.check) for case in CASES}


# --- 5 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "change", "field"),
    [
        ("key-enterprises", {"name": SECOND}, "credit-code"),
        ("key-enterprises", {"credit-code": B, "name": FIRST.replace("第", " 第")}, "name"),
        ("labour-demand", {"row-key": "k1"}, "credit-code"),
        ("issue-resolution", {}, "name"),
        ("service-officers", {"officer": "钱某某"}, "credit-code"),  # exactly one officer for an enterprise
        ("outreach-visits", {}, "credit-code"),
        ("labour-guarantee-ledger", {}, "credit-code"),
        ("grassroots-visits", {"name": "周某某"}, "person-id"),
        ("recruitment-events", {}, "area"),
        ("labour-sharing", {}, "lender-code"),
        ("live-recruitment", {}, "area"),
        ("subsidy-dispatch", {}, "area"),
        ("labour-bulletin", {}, "area"),
    ],
)
def test_a_row_that_repeats_another(code: str, change: Row, field: str) -> None:
    extra = {key: value for key, value in change.items() if key.endswith("-key")}
    first = {**FAULTLESS[code], **extra}
    assert ("DUPLICATE", field) in codes_of(findings(code, first, {**first, **change}))
    assert "DUPLICATE" not in {rule for rule, _ in codes_of(findings(code, first))}


@pytest.mark.parametrize(
    ("code", "field", "other"),
    [
        ("key-enterprises", "credit-code", "service-officers"),
        ("key-enterprises", "credit-code", "labour-demand"),
        ("labour-demand", "credit-code", "key-enterprises"),
        ("issue-resolution", "name", "key-enterprises"),
        ("service-officers", "credit-code", "key-enterprises"),
        ("outreach-visits", "credit-code", "key-enterprises"),
        ("outreach-visits", "officer", "service-officers"),
        ("labour-guarantee-ledger", "credit-code", "key-enterprises"),
        ("labour-guarantee-ledger", "officer", "service-officers"),
        ("grassroots-visits", "target", "labour-demand"),
    ],
)
def test_what_must_stand_in_another_list_is_a_warning(code: str, field: str, other: str) -> None:
    known = {**FAULTLESS[other]}
    strange = {**known, "credit-code": B, "name": SECOND, "enterprise": SECOND, "officer": "钱某某"}
    for row, expected in ((known, set()), (strange, {"warning"})):
        both = {code: data_of(LISTS[code], FAULTLESS[code]), other: data_of(LISTS[other], row)}
        found = [each for each in check_forms(both, today=TODAY) if each.rule == "NOT_LISTED_IN"]
        assert {each.severity for each in found if each.field == field and each.sheet == LISTS[code].title} == expected


# --- 6 ------------------------------------------------------------------------------------------------------

def test_every_rule_stands_in_the_workbook_of_its_family() -> None:
    books = {book.title: book for book in workbooks().values() if book.folder == "补贴台账" and book.rules}
    assert set(books) == {f"补贴台账-{family}" for family in FAMILIES}
    for family in FAMILIES:
        book = books[f"补贴台账-{family}"]
        assert set(book.rules) == {code for code, rule in rules().items() if rule.family == family}
        assert [form.code for form in book.forms] == [f"ledger-{code}" for code in book.rules]
    assert sorted(code for book in books.values() for code in book.rules) == sorted(rules())
    assert not BOOK.rules
