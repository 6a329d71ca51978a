"""The policy desk: one row for every rule, its words made from the rule, its status live, its articles in full."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from formulas import articles
from formulas.parameters.model import DatedContent
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.families import FAMILIES, ordered_rules
from templates.forms import policy_list
from templates.forms.policy_desk import ARTICLE_LETTERS, ARTICLES, FORM, LINES, TEXT_LETTERS
from templates.model import Link
from templates.names import ledger_code
from templates.policy_desk import CONTINUED, split
from templates.registry import path_of, workbook_of
from templates.rendering import write
from templates.rendering.measure import MAX_ROW_HEIGHT
from templates.workbooks.policy_desk import WORKBOOK
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.libreoffice import recalculate
from tests.oracles.schema import validation_errors

COLUMNS = [field.code for field in FORM.columns]
ROWS = {str(row[COLUMNS.index("title")]): dict(zip(COLUMNS, row, strict=False)) for row in FORM.fixed}
ALL_RULES = pytest.mark.parametrize("rule", rules().values(), ids=rules())


def row_of(rule: Subsidy) -> dict[str, object]:
    return ROWS[rule.title]


# --- what the rows say --------------------------------------------------------------------------------------


def test_every_rule_has_one_row() -> None:
    assert len(FORM.fixed) == len(ROWS) == len(rules())
    assert set(ROWS) == {rule.title for rule in rules().values()}
    assert [row[0] for row in FORM.fixed] == list(range(1, len(ROWS) + 1))
    families = [row[1] for row in FORM.fixed]
    assert list(dict.fromkeys(families)) == list(FAMILIES)


# Worked from the articles: rule → 标准
STANDARDS = {
    "hire-one-off": "1000元/人",
    "hire-social-insurance": "单位缴纳社会保险费（逐月）据实；社会保险补贴最长期限12个月",
    "spring-festival-production": "每名参保职工奖补标准500元/人；每家企业最高奖补金额10万元",
    "job-retention-loan": "最高3000万元",
    "internship-demo-unit": "国家级20万元、省级10万元",
    "train-travel": "最高300元",
    "train-offjob": "每满8个学时补贴标准200元；按年度培训补贴目录类别上浮后的系数：A类×1.2、B类×1.1、未列入×1；"
    "计算补贴的学时单位8学时；每人每年最高补贴金额1000元",
    "enlist-tuition": "各学年学费（各学年未补偿过）据实；每人每年最高学费补偿：本专科12000元、研究生16000元",
    "labour-award": "务工奖补比例：1万元以内2%、超过1万元至2万元3%、超过2万元4%；每人每年最高务工奖补1500元",
    "labour-transport": "县域内200元/年、县域外省内300元/年、省外600元/年",
    "loan-amount-selfpaid": "最高个人50万元、合伙经营300万元、组织创业300万元、小微企业500万元",
    "loan-interest-personal": "贷款本金 × 合同年利率 × 计息天数 ÷ 年计息天数",
    "city-project-award": "拟奖补金额在2万元至10万元之间",
    "train-apprentice-clawback": "按已预支培训补贴计",
    "pension-rate": "单位缴费比例16%",
    "retention-loan-pool-check": "检查事项，不涉及金额",
}


@pytest.mark.parametrize(("code", "standard"), STANDARDS.items(), ids=STANDARDS)
def test_standards(code: str, standard: str) -> None:
    assert row_of(rules()[code])["standard"] == standard


def test_conditions_are_numbered_with_their_figures() -> None:
    assert row_of(rules()["train-offjob"])["conditions"] == (
        "1. 机构纳入政府补贴培训机构清单管理\n2. 培训与本人岗位职业（工种）相同或相近\n3. 集中培训不少于24学时\n"
        "4. 取得培训合格证书\n5. 该人员本年度享受的补贴不满1000元"
    )
    assert row_of(rules()["retention-loan-pool-check"])["conditions"] == "1. 全年提供的稳岗扩岗专项贷款不低于200亿元"
    assert row_of(rules()["pension-rate"])["conditions"] == "—"


@ALL_RULES
def test_a_row_holds_what_the_rule_holds(rule: Subsidy) -> None:
    row = row_of(rule)
    window = rule.file.window
    assert row["starts-on"] == window.start
    assert row["ends-on"] == (window.end or "未规定")
    assert row["document"] == rule.citation.document.label
    assert row["article"] == rule.citation.article
    assert str(row["conditions"]).count("\n") == max(len(rule.conditions) - 1, 0)
    for code in ("claimant", "standard", "text", "payer"):
        assert row[code]
    for text in map(str, row.values()):
        assert not set(text) & set("{}")


# --- texts --------------------------------------------------------------------------------------------------


@ALL_RULES
def test_the_text_is_that_of_the_article(rule: Subsidy) -> None:
    full = "\n".join(article.text for article in articles.basis(rule))
    shown = str(row_of(rule)["text"])
    if shown.endswith(CONTINUED):
        assert full.startswith(shown.removesuffix(f"\n{CONTINUED}"))
    else:
        assert shown == full


def test_few_texts_are_too_long_for_a_row() -> None:
    shortened = {rule.code for rule in rules().values() if str(row_of(rule)["text"]).endswith(CONTINUED)}
    assert {"city-project-conditions", "demo-county-fund-use"} <= shortened
    assert len(shortened) <= 10


def test_every_article_stands_in_full_on_the_second_sheet() -> None:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    policies: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for document, _, _, article, text, _, titles in ARTICLES.fixed:
        place = (str(document), re.sub(r"（\d/\d）$", "", str(article)))
        found[place].append(str(text))
        policies[place] += str(titles).split("；")
    for rule in rules().values():
        for article in articles.of(rule):
            place = (article.citation.document.label, article.citation.article)
            assert re.sub(r"\s", "", article.text) in re.sub(r"\s", "", "".join(found[place]))
            assert rule.title in policies[place]


def test_marks_on_documents_are_repeated() -> None:
    marks = {str(row[0]): row[2] for row in ARTICLES.fixed}
    assert marks["豫人社办〔2023〕32号"] == "此件依申请公开"
    assert marks["豫人社规〔2021〕4号"] == "此件主动公开"
    assert marks["平人社〔2023〕23号"] == "—"


SPLIT = [
    ("甲\n乙\n丙", 2, 10, ["甲\n乙", "丙"]),
    ("甲\n乙\n丙", 3, 10, ["甲\n乙\n丙"]),
    ("一二三四五六七八九十", 1, 5, ["一二三四五六七八九十"]),  # no sentence ends in it
    ("一二三。四五六。七八九。", 1, 8, ["一二三。四五六。", "七八九。"]),
    ("一二三四。五六七八。\n九", 2, 5, ["一二三四。五六七八。", "九"]),
]


@pytest.mark.parametrize(("text", "lines", "letters", "parts"), SPLIT)
def test_a_long_text_is_split_where_it_pauses(text: str, lines: int, letters: int, parts: list[str]) -> None:
    assert split(text, lines, letters) == parts


# --- the workbook -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / path_of(WORKBOOK)
    write(WORKBOOK, path)
    return path


# The days around the ends that the documents print
DAYS = [
    dt.date.fromisoformat(day)
    for day in (
        "2017-06-20", "2017-06-21", "2021-08-03", "2021-08-04", "2021-12-31", "2022-01-01", "2023-03-05", "2023-03-06",
        "2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01", "2027-12-31", "2028-01-01",
    )
]  # fmt: skip

# 名称 → what it is on each of some days, from the documents
ON_DAYS = {
    "一次性吸纳就业补贴": {"2023-03-05": "未生效", "2023-03-06": "有效", "2023-12-31": "有效", "2024-01-01": "已到期"},
    "以工代训补贴": {"2021-08-03": "未生效", "2021-08-04": "有效", "2021-12-31": "有效", "2022-01-01": "已到期"},
    "创业开业补贴": {"2021-08-04": "有效", "2025-12-31": "有效", "2026-01-01": "已到期"},
    "市级农民工返乡创业示范园区奖励": {"2017-06-20": "未生效", "2017-06-21": "有效", "2028-01-01": "有效"},
    "职工教育经费一线使用比例检查": {"2027-12-31": "有效", "2028-01-01": "已到期"},
    "企业职工脱产培训补贴": {"2023-03-05": "未生效", "2028-01-01": "有效"},
}


@pytest.fixture(scope="module")
def by_day(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[dt.date | None, CachedValues]:
    """What LibreOffice shows on each day, and (None) with the date cell as it is delivered."""
    folder = tmp_path_factory.mktemp("days")
    paths: dict[dt.date | None, Path] = {None: drawn}
    for day in DAYS:
        book = openpyxl.load_workbook(drawn)
        book[FORM.tab][cell(book, "policy_desk.asked_on")].value = day
        paths[day] = folder / f"{day}.xlsx"
        book.save(paths[day])
    computed = recalculate(paths.values(), folder / "computed")
    return dict(zip(paths, map(read_values, computed), strict=True))


def cell(book: openpyxl.Workbook, name: str) -> str:
    return str(book.defined_names[name].attr_text.rpartition("!")[2].replace("$", ""))


def statuses(values: CachedValues) -> dict[str, object]:
    titles, shown = values.named("policy_desk.title"), values.named("policy_desk.status")
    return dict(zip(map(str, titles), shown, strict=True))


def test_the_status_follows_the_day(by_day: dict[dt.date | None, CachedValues]) -> None:
    for day in DAYS:
        shown = statuses(by_day[day])
        for rule in rules().values():
            window = rule.file.window
            expected = "有效" if day in window else "未生效" if day < window.start else "已到期"
            assert shown[rule.title] == expected, (rule.code, day)


@pytest.mark.parametrize(("title", "expected"), ON_DAYS.items(), ids=ON_DAYS)
def test_the_status_is_that_of_the_documents(
    title: str, expected: dict[str, str], by_day: dict[dt.date | None, CachedValues]
) -> None:
    assert {day: statuses(by_day[dt.date.fromisoformat(day)])[title] for day in expected} == expected


def test_without_a_typed_day_it_is_today(by_day: dict[dt.date | None, CachedValues]) -> None:
    [asked] = by_day[None].named("policy_desk.asked_on")
    assert isinstance(asked, dt.datetime)
    assert abs(asked.date() - dt.date.today()) <= dt.timedelta(days=1)  # midnight may pass between the two
    assert set(statuses(by_day[None]).values()) <= {"有效", "已到期", "未生效"}


def test_a_day_that_is_none_is_asked_for(drawn: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(drawn)
    book[FORM.tab][cell(book, "policy_desk.asked_on")].value = "明天"
    book.save(tmp_path / "none.xlsx")
    [computed] = recalculate([tmp_path / "none.xlsx"], tmp_path / "computed")
    assert set(statuses(read_values(computed)).values()) == {"请填查询日期"}


@ALL_RULES
def test_the_link_leads_to_the_ledger(rule: Subsidy) -> None:
    link = row_of(rule)["ledger"]
    assert isinstance(link, Link)
    workbook = workbook_of(ledger_code(rule.code))
    assert workbook is not None and link.file == path_of(workbook)
    form, _, field = link.name.partition(".")
    [ledger] = [each for each in workbook.forms if each.code == ledger_code(rule.code)]
    assert form == ledger.name
    assert field in [each.name for each in ledger.fields()]


def test_the_links_are_relative_and_external(drawn: Path) -> None:
    with zipfile.ZipFile(drawn) as parts:
        relations = parts.read("xl/worksheets/_rels/sheet2.xml.rels").decode("utf-8")
    targets = set(re.findall(r'Target="([^"]+)"[^>]*TargetMode="External"', relations))
    targets |= set(re.findall(r'TargetMode="External"[^>]*Target="([^"]+)"', relations))
    assert targets == {str(row["ledger"].file) for row in ROWS.values() if isinstance(row["ledger"], Link)}


def test_the_sheets_can_be_filtered_and_are_protected(drawn: Path) -> None:
    book = openpyxl.load_workbook(drawn)
    for form, last in ((FORM, "N"), (ARTICLES, "G")):
        sheet = book[form.tab]
        assert re.fullmatch(rf"A\d+:{last}{sheet.max_row}", sheet.auto_filter.ref)
        assert sheet.protection.sheet and not sheet.protection.autoFilter
        assert sheet.page_setup.orientation == "landscape"
    desk = book[FORM.tab]
    asked = desk[cell(book, "policy_desk.asked_on")]
    assert asked.value == "=jy.today" and not asked.protection.locked
    assert all(desk.cell(row, column).protection.locked for row in (5, 90) for column in range(1, 15))


def test_no_row_is_higher_than_excel_allows(drawn: Path) -> None:
    book = openpyxl.load_workbook(drawn)
    for form in (FORM, ARTICLES):
        heights = [dimension.height or 0 for dimension in book[form.tab].row_dimensions.values()]
        assert max(heights) < MAX_ROW_HEIGHT, "a text at the limit may be cut off"


def test_texts_fit_their_cells() -> None:
    def lines(text: object, letters: int) -> int:
        return sum(max(1, -(-len(part) // letters)) for part in str(text).split("\n"))

    assert all(lines(row["text"], TEXT_LETTERS) <= LINES for row in ROWS.values())
    assert all(lines(row[4], ARTICLE_LETTERS) <= LINES for row in ARTICLES.fixed)


def test_the_file_is_valid(drawn: Path) -> None:
    assert validation_errors([drawn]) == {drawn: []}


def test_ordered_rules_are_all_rules() -> None:
    assert sorted(rule.code for rule in ordered_rules()) == sorted(rules())


# --- the printed list of policies (附件2) says the same -----------------------------------------------------

# item, words of the print with {} for the figure, rule, parameter, option, what the printed figure is multiplied by
PRINTED: list[tuple[str, str, str, str, str, Fraction]] = [
    (item, words, rule, parameter, option, Fraction(factor))
    for item, words, rule, parameter, option, factor in (
        ("（一）", "在职职工人数{}%（", "loan-amount-small", "hiring_share", "", "1/100"),
        ("（一）", "（超过{}人的企业", "loan-amount-small", "large_staff", "", "1"),
        ("（一）", "的企业达到{}%）", "loan-amount-small", "hiring_share_large", "", "1/100"),
        ("（一）", "签订{}年以上劳动合同", "loan-amount-small", "contract_months", "", "12"),
        ("（一）", "最高额度{}万元", "loan-amount-small", "cap", "", "10000"),
        ("（一）", "最长期限{}年的小微", "loan-term-check", "most_months_small", "", "12"),
        ("（二）", "签订{}年以上劳动合同", "hire-one-off", "contract_months", "", "12"),
        ("（二）", "签订{}年以上劳动合同", "hire-social-insurance", "contract_months", "", "12"),
        ("（二）", "最长期限{}年的社会保险补贴", "hire-social-insurance", "most_months", "", "12"),
        ("（二）", "给予每人{}元的一次性吸纳", "hire-one-off", "per_person", "", "1"),
        ("（三）", "和{}至24岁失业青年", "internship", "youngest", "", "1"),
        ("（三）", "和16至{}岁失业青年", "internship", "oldest", "", "1"),
        ("（三）", "进行{}至12个月就业见习", "internship", "least_months", "", "1"),
        ("（三）", "进行3至{}个月就业见习", "internship", "most_months", "", "1"),
        ("（三）", "当地最低工资标准的{}%，给予", "internship", "share", "", "1/100"),
        ("（三）", "人员比例达到{}%及以上", "internship", "retention", "", "1/100"),
        ("（三）", "当地最低工资标准的{}%。", "internship", "share_retained", "", "1/100"),
        ("（三）", "分别给予{}万元、", "internship-demo-unit", "standard", "国家级", "10000"),
        ("（三）", "万元、{}万元一次性奖补", "internship-demo-unit", "standard", "省级", "10000"),
        ("（四）", "2022年日均用电量的{}%）", "spring-festival-production", "power_share", "", "1/100"),
        ("（四）", "给予每人{}元、", "spring-festival-production", "per_person", "", "1"),
        ("（四）", "元、每家企业最高{}万元", "spring-festival-production", "cap", "", "10000"),
        ("（五）", "实现就业{}个月以上", "job-intro", "least_months", "", "1"),
        ("（五）", "给予每人{}元的一次性职业介绍补贴", "job-intro", "per_person", "", "1"),
        ("（六）", "岗前集中培训{}个学时以上", "train-onboarding", "least_hours", "", "1"),
        ("（六）", "（1）按每人{}元给予培训补贴", "train-onboarding", "per_person", "", "1"),
        ("（六）", "按中级工每人每年{}元、", "train-apprentice", "standard", "中级工", "1"),
        ("（六）", "高级工每人每年{}元给予", "train-apprentice", "standard", "高级工", "1"),
        ("（六）", "高级工每人每年{}元给予", "train-apprentice-advance", "standard", "高级工", "1"),
        ("（六）", "实际支出低于{}元的企业", "train-apprentice", "actual_below", "", "1"),
        ("（六）", "先预支不超过{}%的培训补贴", "train-apprentice-advance", "share", "", "1/100"),
        ("（六）", "集中培训时间在{}个学时以上", "train-offjob", "least_hours", "", "1"),
        ("（六）", "按每满{}个学时给予", "train-offjob", "block_hours", "", "1"),
        ("（六）", "个学时给予{}元一次性", "train-offjob", "per_block", "", "1"),
        ("（六）", "每人每年最高不超过{}元", "train-offjob", "year_cap", "", "1"),
        ("（六）", "线上平台学习{}个学时", "train-online", "least_hours", "", "1"),
        ("（六）", "每人每学时{}元、", "train-online", "per_hour", "", "1"),
        ("（六）", "元、最高每人不超过{}元", "train-online", "cap", "", "1"),
        ("（六）", "可享受不超过{}次培训补贴", "train-online", "times", "", "1"),
        ("（七）", "专项职业能力证书{}元", "skill-evaluation", "standard", "专项职业能力证书", "1"),
        ("（七）", "等级证书初级工{}元", "skill-evaluation", "standard", "初级工", "1"),
        ("（七）", "、中级工{}元", "skill-evaluation", "standard", "中级工", "1"),
        ("（七）", "、高级工{}元", "skill-evaluation", "standard", "高级工", "1"),
        ("（七）", "、技师{}元", "skill-evaluation", "standard", "技师", "1"),
        ("（七）", "、高级技师{}元", "skill-evaluation", "standard", "高级技师", "1"),
        ("（七）", "按相应标准的{}%给予补贴", "skill-evaluation", "direct_share", "", "1/100"),
        ("（八）", "单位缴费比例{}%", "pension-rate", "rate", "", "1/100"),
        ("（八）", "降低失业保险费率{}%", "unemployment-rate", "rate", "", "1/100"),
    )
]


def printed_words(item: str) -> str:
    [row] = [row for row in policy_list.ITEMS if row[1] == item]
    return "".join(str(each) for each in row if isinstance(each, str))


def figure(content: DatedContent | None, option: str) -> Fraction:
    found = content[option] if isinstance(content, dict) else content
    assert isinstance(found, Fraction)
    return found


@pytest.mark.parametrize("printed", PRINTED, ids=[f"{each[0]} {each[2]}.{each[3]}{each[4]}" for each in PRINTED])
def test_the_printed_list_and_the_rules_say_the_same(printed: tuple[str, str, str, str, str, Fraction]) -> None:
    item, words, code, name, option, factor = printed
    pattern = re.escape(words).replace(re.escape("{}"), r"(\d+(?:\.\d+)?)")
    found = re.findall(pattern, printed_words(item))
    assert found, f"{words} does not stand in {item}"
    parameter = rules()[code].file.parameters[name]
    assert {Fraction(each) * factor for each in found} == {figure(parameter.values[0].content, option)}


def test_the_raises_of_the_printed_list() -> None:
    assert "A类、B类职业（工种）的，培训补贴标准分别上浮20%、10%" in printed_words("（六）")
    for code in ("train-onboarding", "train-apprentice", "train-apprentice-advance", "train-offjob", "train-online"):
        table = rules()[code].file.parameters["raise"].values[0].content
        assert table == {"A类": Fraction(12, 10), "B类": Fraction(11, 10), "未列入": 1}
    assert "分别实行费率不下调、下调20%、50%的政策" in printed_words("（八）")
    assert rules()["injury-rate"].file.parameters["factor"].values[0].content == {
        "不下调": 1,
        "下调20%": Fraction(8, 10),
        "下调50%": Fraction(5, 10),
    }


def test_every_figure_of_the_printed_list_was_compared() -> None:
    """No figure of the eight items is left out, but for dates, 文号 and numbers of items."""
    for item in policy_list.NUMBERS:
        text = printed_words(item)
        for _, words, *_ in (each for each in PRINTED if each[0] == item):
            pattern = re.escape(words).replace(re.escape("{}"), r"\d+(?:\.\d+)?")
            text = re.sub(pattern, lambda match: re.sub(r"\d", "数", match[0]), text)
        assert sorted(_left(text)) == UNCOMPARED[item]


def _left(text: str) -> Iterator[str]:
    text = re.sub(r"〔\d+〕\d+号|附件\d|（\d）|\d+年\d+月\d*日?|\d+月\d+日|\d{4}年", "", text)
    yield from re.findall(r"\d+%?", text)


# What remains: a limit that its column repeats, 离校1年内, 离校2年内, and what the test of raises compares
UNCOMPARED: dict[str, list[str]] = {
    "（一）": ["2"],
    "（二）": ["1", "1"],
    "（三）": ["12", "12", "2"],
    "（四）": ["10"],
    "（五）": [],
    "（六）": ["10%", "20%"],
    "（七）": [],
    "（八）": ["20%", "50%"],
}
