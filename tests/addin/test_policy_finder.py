"""政策找人 from the workbook: what a clerk typed gives what the rules give; what is wrong is told with its cell.

Expected amounts are those of the case files, worked out from the texts.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.book import BookData
from addin.choosing import SHEET, Inquiry, answer, blocks, inquiries, with_policies
from addin.choosing.outcome import Outcome, explanation
from addin.hosts import headless
from addin.tables import Link, Table
from formulas.choosing import choose, claimed_by
from formulas.facts import SUBJECTS, read_facts
from formulas.questions import asked_by, facts_of, questions
from formulas.subsidies import rules
from templates.fact_sheets import CODES, OVERVIEWS, sections
from templates.local_parameters import local_table
from templates.reading import FileBook, read_workbook
from templates.registry import forms
from tests.addin.command_line import EXAMPLES, CommandLine
from tests.addin.finder_books import BOOK, Copy, answers_of, codes, filled, packed, places, saved
from tests.formulas.case_files import Case
from tests.oracles import libreoffice
from tests.oracles.schema import validation_errors
from tests.templates.received_books import drawn

DAY = dt.date(2023, 9, 10)
TODAY = dt.date(2024, 1, 15)
BOTH = pytest.mark.parametrize("subject", SUBJECTS)


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def asked(copy: Copy, *, blank: bool = False) -> list[Inquiry]:
    content = copy.bytes()
    with FileBook(Path("表.xlsx"), content) as source:
        return inquiries(BookData(source, today=TODAY), blank=blank)


def outcome_of(copy: Copy) -> Outcome:
    [found] = asked(copy)
    return answer(found)


def example(subject: str) -> dict[str, Any]:
    """The answers of the manual's example, as far as each question has one meaning there."""
    document = json.loads((EXAMPLES / f"facts_{subject}.json").read_text(encoding="utf-8"))
    facts = read_facts(document)
    found: dict[str, Any] = {}
    for (rule, name), question in places(subject).items():
        value = facts.scoped.get(rule, {}).get(name, facts.plain.get(name))
        if value is not None and (not question.spec.options or value in question.spec.options):
            found[question.code] = value
    return found


# --- the same as the rules give -------------------------------------------------------------------------------


PACKED = [(subject, *group) for subject in SUBJECTS for group in packed(subject)]


@pytest.mark.parametrize(
    ("subject", "cases", "answers"), PACKED, ids=[f"{subject}-{cases[0].rule.code}" for subject, cases, _ in PACKED]
)
def test_a_filled_workbook_gives_what_the_texts_give(subject: str, cases: list[Case], answers: dict[str, Any]) -> None:
    outcome = outcome_of(filled(subject, answers, on=DAY))
    assert outcome.inquiry.findings == () and outcome.inquiry.subject == subject
    found = {each.rule.code: each for each in outcome.choices}
    assert set(found) == claimed_by(subject)
    for case in cases:
        choice = found[case.rule.code]
        assert (choice.status, choice.amount, choice.missing) == ("eligible", case.amount, ()), case.name
    plain = choose(facts_of(subject, answers), DAY, everything=True)
    assert [(each.rule.code, each.status, each.amount, each.reasons, each.missing) for each in outcome.choices] == [
        (each.rule.code, each.status, each.amount, each.reasons, each.missing) for each in plain
    ]


def test_every_rule_was_tried() -> None:
    for subject in SUBJECTS:
        tried = [code for name, cases, _ in PACKED if name == subject for code in codes(cases)]
        assert sorted(tried) == sorted(claimed_by(subject))


def test_the_example_of_the_manual(jiuye: CommandLine, tmp_path: Path) -> None:
    """2 × 812.50元; 1000元; 300元 × 1.2, which excludes 300元 × 80%."""
    source = saved(filled("enterprise", example("enterprise"), on=DAY, who="示例市示例食品有限公司"), tmp_path)
    before = source.read_bytes()
    out = tmp_path / "结果.xlsx"
    status, printed, err = jiuye("eligible", "--input", source, "-o", out, "--json")
    document = json.loads(printed)
    assert (status, err) == (0, f"已写入 {out} 的“{SHEET}”表。\n")
    assert (document["on"], document["subject"]) == ("2023-09-10", "enterprise")
    assert document["who"] == "示例市示例食品有限公司"
    results = {each["code"]: each for each in document["results"]}
    assert {code: each["amount"] for code, each in results.items() if each["status"] == "eligible"} == {
        "hire-social-insurance": "1625.00",
        "hire-one-off": "1000.00",
        "train-onboarding": "360.00",
        "train-onboarding-two-groups": "240.00",
    }
    assert results["train-onboarding-two-groups"]["excluded_by"]["code"] == "train-onboarding"
    assert results["train-offjob"]["reasons"] == ["hours-24"]
    missing = results["train-apprentice"]["missing"][0]
    book = openpyxl.load_workbook(source)
    row = book[missing["sheet"]][missing["cell"]].row
    assert book[missing["sheet"]][f"A{row}"].value == missing["title"] == "培养等级"
    assert source.read_bytes() == before, "the input is never changed"


def test_the_result_is_a_valid_workbook(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    outcome = outcome_of(filled("enterprise", example("enterprise"), on=DAY))
    path.write_bytes(with_policies(drawn(BOOK), [outcome]))
    assert validation_errors([path])[path] == []


def test_the_query_day_of_the_sheet_and_of_the_command(jiuye: CommandLine, tmp_path: Path) -> None:
    """一次性吸纳就业补贴 ends on 2023-12-31."""
    source = saved(filled("enterprise", {"enterprise-size": "小型企业"}, on=dt.date(2024, 3, 1)), tmp_path)
    outside = jiuye.answer("eligible", "--input", source)
    assert outside["on"] == "2024-03-01"
    reasons = {each["code"]: each["reasons"] for each in outside["results"]}
    assert reasons["hire-one-off"] == ["window"] and reasons["hire-social-insurance"] == []
    inside = jiuye.answer("eligible", "--input", source, "--on", "2023-12-31")
    assert {each["code"]: each["reasons"] for each in inside["results"]}["hire-one-off"] == []


def test_what_the_county_filled_in_once_need_not_be_filled_in_again(tmp_path: Path) -> None:
    """当地最低工资标准 from 当地参数: 2000元/月 from 2023-01-01 on; 1000元 × 3个月 = 3000元 for the village post."""
    case = next(each for _, cases, _ in PACKED for each in cases if each.rule.code == "village-post-monthly")
    record = {**case.record, "local_standard": 1000, "months_claimed": 3, "months_paid_this_placement": 0}
    answers = answers_of("enterprise", case.rule.code, {**record, "min_wage": None})
    copy = filled("enterprise", answers, on=DAY)
    before = outcome_of(copy)
    assert [each.name for choice in before.incomplete if choice.rule is case.rule for each in choice.missing] == [
        "min_wage"
    ]
    for name, value in (("local.min_wage.from", dt.date(2023, 1, 1)), ("local.min_wage", 2000)):
        sheet, _, cells = copy.book.defined_names[name].attr_text.rpartition("!")
        copy.book[sheet.strip("'")][cells.partition(":")[0].replace("$", "")].value = value
    claim = next(each for each in outcome_of(copy).claims if each.rule is case.rule)
    assert (claim.amount, claim.values["min_wage"]) == (3000, 2000)
    [path] = libreoffice.recalculate([saved(copy, tmp_path)], tmp_path / "out")
    name = f"{OVERVIEWS['enterprise'].replace('-', '_')}.village_post_monthly.left"
    assert libreoffice.named_values(path, name) == [0]


def test_a_standard_that_the_county_adjusted_on_the_sheet(jiuye: CommandLine, tmp_path: Path) -> None:
    """各县区可适当调整奖补标准: 60000元 × 4% = 2400元, at most 2000元 here."""
    copy = filled("person", example("person"), on=dt.date(2024, 6, 1))
    sheet, _, cells = copy.book.defined_names["param.labour_award.cap"].attr_text.rpartition("!")
    copy.book[sheet.strip("'")][cells.partition(":")[0].replace("$", "")].value = 2000
    source = saved(copy, tmp_path)
    [claim] = [each for each in jiuye.answer("eligible", "--input", source)["results"] if each["status"] == "eligible"]
    assert (claim["code"], claim["amount"]) == ("labour-award", "2000.00")
    content = headless.run("compute_subsidies", source).workbook
    assert content is not None
    texts = [f"{row[0]}" for row in sheet_texts(content)]
    assert any(text.startswith("务工奖补") and "2000元" in text and "1500元" in text for text in texts)


# --- blanks and mistakes --------------------------------------------------------------------------------------


@BOTH
def test_a_blank_sheet_claims_nothing_and_lacks_everything(subject: str) -> None:
    copy = Copy(BOOK)
    copy.put(forms()[CODES[subject]], "asked-on", DAY)
    assert asked(copy) == []
    found = next(each for each in asked(copy, blank=True) if each.subject == subject)
    outcome = answer(found)
    assert found.on == DAY and found.findings == ()
    assert outcome.claims == outcome.passed == outcome.excluded == outcome.incomplete == outcome.refused == []
    assert {each.rule.code for each in outcome.untouched + outcome.outside} == claimed_by(subject)
    for choice in outcome.untouched:
        names = [name for name, _ in choice.rule.inputs if name != choice.rule.as_of.name]
        assert [each.name for each in choice.missing] == names


def test_a_blank_workbook_is_told(jiuye: CommandLine, tmp_path: Path) -> None:
    source = saved(Copy(BOOK), tmp_path)
    assert "情况表还没有填" in jiuye.refused("eligible", "--input", source)
    assert "没有可以核算的内容" in jiuye.refused("compute", source, "-o", tmp_path / "out.xlsx")
    told = headless.run("compute_subsidies", source).changes
    assert told.refused and "“企业情况”、“个人情况”都还没有填" in told.messages[0]
    everything = jiuye.answer("eligible", "--input", source, "--all", "--subject", "person", "--on", "2023-09-10")
    assert {each["code"] for each in everything["results"]} == claimed_by("person")
    assert {each["status"] for each in everything["results"]} == {"incomplete"}


WRONG = [
    ("enterprise-size", "小企业", "企业规模", "不在列表中"),
    ("hire-date", "七月一日", "招用日期", "不是真实存在的日期"),
    ("unemployed-months", "半年", "登记失业时长", "应为数字"),
    ("monthly-contributions", "812.5元", "单位缴纳社会保险费（逐月）", "用顿号隔开"),
    ("is-poverty-worker", "对的", "是否脱贫劳动力", "只能填“是”或“否”"),
    ("unemployed-months", 6.5, "登记失业时长", "应为整数"),
    ("unemployed-months", -1, "登记失业时长", "不能小于 0"),
]


@pytest.mark.parametrize(("code", "value", "label", "words"), WRONG, ids=[f"{a}-{b}" for a, b, _, _ in WRONG])
def test_what_does_not_fit_is_told_with_its_cell(
    code: str, value: object, label: str, words: str, jiuye: CommandLine, tmp_path: Path
) -> None:
    copy = filled("enterprise", {"hire-one-off.insured": True}, on=DAY)
    cell = copy.put(forms()[CODES["enterprise"]], code, value)
    source = saved(copy, tmp_path)
    status, _, err = jiuye("eligible", "--input", source)
    assert status == 1
    [line] = err.splitlines()
    assert line.startswith(f"错误 【企业情况!{cell}】{label}：") and words in line
    document = json.loads(jiuye("eligible", "--input", source, "--json")[1])
    assert [(each["cell"], each["severity"]) for each in document["findings"]] == [(cell, "error")]
    uses = {rule for (rule, _), question in places("enterprise").items() if question.code == code}
    for result in document["results"]:
        if result["code"] in uses:
            assert any(each["cell"] == cell and each["given"] is not None for each in result["missing"])
    shown = blocks([outcome_of(copy)])
    table = next(each for each in shown if isinstance(each, Table))
    assert table.rows[0][:3] == ["企业情况", cell, Link("企业情况", cell, "转到")]


def test_two_filled_sheets(jiuye: CommandLine, tmp_path: Path) -> None:
    copy = filled("enterprise", {**example("enterprise"), "is-poverty-worker": True}, on=DAY)
    person = forms()[CODES["person"]]
    copy.put(person, "asked-on", dt.date(2024, 6, 1))
    for code in ("wage-q4-prev", "wage-q1", "wage-q2", "wage-q3"):
        copy.put(person, code, 15000)
    copy.put(person, "household-type", "脱贫享受政策户")
    copy.put(person, "labour-award.paid-this-year", "否")
    source = saved(copy, tmp_path)
    assert "请加 --subject" in jiuye.refused("eligible", "--input", source, "--json")
    results = jiuye.answer("eligible", "--input", source, "--subject", "个人")["results"]
    assert [each["amount"] for each in results if each["status"] == "eligible"] == ["1500.00"]  # 60000元 × 4%, at most
    status, printed, err = jiuye("eligible", "--input", source)
    assert (status, err) == (0, "")
    assert "企业按2023-09-10的政策" in printed and "个人按2024-06-01的政策" in printed
    for words in ("可以申领", "不能同时享受", "待补充", "不符合", "不在有效期", "1500.00"):
        assert words in printed


def test_what_is_no_workbook_of_this_kind(jiuye: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    assert "没有“企业情况”或“个人情况”表" in jiuye.refused("eligible", "--input", other)
    assert "-o 只用于政策找人工作簿" in jiuye.refused("eligible", "--input", jiuye.save({}), "-o", tmp_path / "a.xlsx")
    source = saved(filled("enterprise", {"enterprise-size": "小型企业"}), tmp_path)
    assert "应为“企业”或“个人”" in jiuye.refused("eligible", "--input", source, "--subject", "公司")
    assert "-o 不能是原文件" in jiuye.refused("eligible", "--input", source, "-o", source)
    assert "请用 .xlsx 结尾" in jiuye.refused("eligible", "--input", source, "-o", tmp_path / "a.txt")


# --- the sheet 可享政策 -----------------------------------------------------------------------------------------


def sheet_texts(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[SHEET].iter_rows()]


@pytest.mark.parametrize("way", ["command", "compute"])
def test_the_sheet_tells_what_a_clerk_acts_on(way: str, jiuye: CommandLine, tmp_path: Path) -> None:
    answers = {**example("enterprise"), "is-poverty-worker": True}
    source = saved(filled("enterprise", answers, on=DAY, who="示例市示例食品有限公司"), tmp_path)
    if way == "command":
        content = headless.run("compute_subsidies", source).workbook
    else:
        status, printed, _ = jiuye("compute", source, "-o", tmp_path / "结果.xlsx")
        assert status == 0 and "能享受3项，不能同享1项" in printed
        content = (tmp_path / "结果.xlsx").read_bytes()
    assert content is not None
    rows = sheet_texts(content)
    assert "示例市示例食品有限公司，按2023-09-10的政策：能享受3项，不能同享1项" in str(rows[2][0])
    headings = [str(row[0]) for row in rows if row[0] and str(row[0])[1:2] == "、"]
    assert [each[2:] for each in headings] == [
        "能享受的政策",
        "不能同享的政策",
        "待补充的政策（差得少的在前）",
        "不符合的政策",
        "不在有效期的政策",
        "还没有填的政策",
    ]
    by_title = {row[0]: row for row in reversed(rows)}  # the first row of each
    claim = by_title["一次性吸纳就业补贴"]
    assert claim[1] == 1000 and "豫就业组〔2023〕1号 附件2 一（二）" in str(claim[4])
    assert claim[5] == "补贴台账-吸纳就业与稳岗\n一次性吸纳就业补贴"
    excluded = by_title["“两类人员”岗前培训补贴"]
    assert excluded[1] == 240 and excluded[4:6] == ["豫人社规〔2021〕4号 第三十九条", "企业新录用人员岗前培训补贴"]
    assert "集中培训学时填的是16学时" in str(by_title["企业职工脱产培训补贴"][3])
    assert "有效期为2021年8月4日至2021年12月31日" in str(by_title["一次性吸纳就业补助（脱贫劳动力）"][3])


def test_running_it_again_replaces_the_sheet(tmp_path: Path) -> None:
    source = saved(filled("enterprise", example("enterprise"), on=DAY), tmp_path)
    first = headless.run("compute_subsidies", source).workbook
    assert first is not None
    again = headless.run("compute_subsidies", source, content=first).workbook
    assert again is not None and sheet_texts(again) == sheet_texts(first)
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames.count(SHEET) == 1


# --- the sheets themselves --------------------------------------------------------------------------------------


@BOTH
def test_the_sheet_asks_every_question_once(subject: str) -> None:
    asked = [question for section in sections(subject) for block in section.blocks for question in block.questions]
    assert sorted(each.code for each in asked) == sorted(each.code for each in questions(subject))
    assert sections(subject)[0].title == "各类政策都用的情况"
    fields = {field.code: field for field in forms()[CODES[subject]].fields()}
    for each in asked:
        assert fields[each.code].label == each.spec.title


@BOTH
def test_the_overview_counts_what_is_missing_as_libreoffice_does(subject: str, tmp_path: Path) -> None:
    """By hand: every question of the rule but its day and what may stay blank, less the answers."""
    cases, answers = max(packed(subject), key=lambda group: len(group[0]))
    copy = filled(subject, answers, on=DAY)
    form = forms()[OVERVIEWS[subject]]
    [path] = libreoffice.recalculate([saved(copy, tmp_path)], tmp_path / "out")
    reread = read_workbook(path, forms()).forms[form.code]
    for code in claimed_by(subject):
        rule = rules()[code]
        needed = [each.code for each in asked_by(rule, subject) if not each.day and not each.spec.nullable]
        left = sum(each not in answers for each in needed)
        [counted] = libreoffice.named_values(path, f"{form.name}.{code.replace('-', '_')}.left")
        assert counted == left, code
        [state] = libreoffice.named_values(path, f"{form.name}.{code.replace('-', '_')}.state")
        if code in codes(cases):
            assert state == "已填齐" and left == 0
        elif state != "不在有效期":
            assert state == ("未填" if left == len(needed) else f"还差{left}项" if left else "已填齐")
        cell = reread.single(f"{code}.left")
        assert cell is not None
        assert cell.value == (None if any(local_table(name) for name, _ in rule.inputs) else left), "read again"


WINDOWS = [  # 一次性吸纳就业补贴: 2023-03-06 to 2023-12-31
    (dt.date(2023, 3, 5), "不在有效期"),
    (dt.date(2023, 3, 6), "未填"),
    (dt.date(2023, 12, 31), "未填"),
    (dt.date(2024, 1, 1), "不在有效期"),
]


def test_the_overview_tells_what_is_out_of_force(tmp_path: Path) -> None:
    paths = [saved(filled("enterprise", {}, on=day), tmp_path, f"{day}.xlsx") for day, _ in WINDOWS]
    later = saved(filled("enterprise", {"apply-date": "2023-12-31"}, on=TODAY), tmp_path, "later.xlsx")
    name = f"{OVERVIEWS['enterprise'].replace('-', '_')}.hire_one_off.state"
    books = libreoffice.recalculate([*paths, later], tmp_path / "o")
    assert [libreoffice.named_values(path, name)[0] for path in books] == [*(state for _, state in WINDOWS), "未填"]


def test_what_a_blank_was_taken_for_is_told() -> None:
    """没有当地户籍的不填: the loan is judged without it, and the clerk is asked to look."""
    case = next(each for _, cases, _ in PACKED for each in cases if each.rule.code == "loan-amount-individual")
    answers = answers_of("person", case.rule.code, {**case.record, "local_hukou_months": None})
    outcome = outcome_of(filled("person", answers, on=DAY))
    [claim] = [each for each in outcome.claims if each.rule is case.rule]
    assert claim.values["local_hukou_months"] is None
    assert explanation(claim)[-1] == "“获得当地户籍时长”没有填，按没有判断，请核对。"
