"""New figures: a county's own, where the policy lets it set them, and a new notice's; the past never changes."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from addin.overrides import read_overrides
from formulas import articles, documents
from formulas.documents import DataError, cite
from formulas.explanation import citations, explain
from formulas.inputs import InputSpec, InvalidValue
from formulas.parameters.loading import FOLDER, read_file
from formulas.parameters.model import DatedContent, DatedParameter, DatedValue, ParameterFile, Window
from formulas.subsidies import rules
from formulas.subsidy import Award, Subsidy, award
from tests.formulas.case_files import all_cases, read_cases
from tests.ledger_cases import Record, cases

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
COUNTY = EXAMPLES / "county_override.toml"
OFFICE = "示例县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组办公室"
CASES = all_cases()
ALL_RULES = pytest.mark.parametrize("rule", rules().values(), ids=rules())

# Where the compendium lets a county set its own: 可适当…调整奖补标准 (平巩固脱贫成果办〔2023〕7号 五（一）)
ADJUSTABLE = {
    ("labour-award", "rate"),
    ("labour-award", "cap"),
    ("labour-transport", "standard"),
    ("labour-household-cap", "cap"),
}


def records_of(rule: Subsidy) -> list[Record]:
    return [case.record for case in CASES if case.rule is rule]


def worker(year: int, wages: int) -> Record:
    """A poor household's worker with a quarter of `wages` in each quarter."""
    quarters = dict.fromkeys(("wage_q4_prev", "wage_q1", "wage_q2", "wage_q3"), wages // 4)
    return {"award_year": year, "household_type": "脱贫享受政策户", "paid_this_year": False, **quarters}


# --- the worked example -------------------------------------------------------------------------------------

# 60000元 × 4% = 2400元; the province's maximum is 1500元, the county's of 2024 is 2000元
BY_YEAR = [(2023, "1500.00"), (2024, "2000.00"), (2025, "1500.00")]


@pytest.mark.parametrize(("year", "amount"), BY_YEAR)
def test_a_county_changes_its_maximum_for_one_year(year: int, amount: str) -> None:
    rule = rules()["labour-award"]
    result = award(rule, worker(year, 60_000), file=read_overrides(COUNTY)(rule))
    assert f"{result.amount}" == amount


def test_a_local_figure_is_shown_with_its_source_and_authority() -> None:
    rule = rules()["labour-award"]
    file = read_overrides(COUNTY)(rule)
    local = award(rule, worker(2024, 60_000), file=file)
    assert explain(local)[-1] == (
        "60000元 × 4% = 2400元，超过2000元，按2000.00元计"
        f"（平巩固脱贫成果办〔2023〕7号 二（一）；示巩衔办〔2024〕2号 第三条（{OFFICE}））"
    )
    assert citations(local) == ["平巩固脱贫成果办〔2023〕7号 二（一）", f"示巩衔办〔2024〕2号 第三条（{OFFICE}）"]
    issued = award(rule, worker(2023, 60_000), file=file)
    assert citations(issued) == ["平巩固脱贫成果办〔2023〕7号 二（一）"]


def test_a_local_table_replaces_the_whole_table() -> None:
    rule = rules()["labour-transport"]
    file = read_overrides(COUNTY)(rule)
    record = {**records_of(rule)[0], "award_year": 2024}
    amounts = {place: award(rule, {**record, "place": place}, file=file).amount for place in ("县域内", "省外")}
    assert amounts == {"县域内": 200, "省外": 800}


def test_other_rules_keep_their_figures() -> None:
    parameters_of = read_overrides(COUNTY)
    changed = {rule.code for rule in rules().values() if parameters_of(rule) is not rule.file}
    assert changed == {"labour-award", "labour-transport", "labour-household-cap"}


def override(path: Path, rule: str, parameter: str, value: object, start: str = "2024-01-01", end: str = "") -> Path:
    to = f"to = {end}\n" if end else ""
    path.write_text(
        f'authority = "示例县人民政府"\n[[override]]\nrule = "{rule}"\nparameter = "{parameter}"\n'
        f'from = {start}\n{to}value = {value}\nsource = "示政〔2024〕1号 第三条"\n',
        encoding="utf-8",
    )
    return path


def test_the_policy_says_what_may_be_changed() -> None:
    found = {
        (rule.code, parameter.name)
        for rule in rules().values()
        for parameter in rule.file.parameters.values()
        if parameter.adjustable
    }
    assert found == ADJUSTABLE, "ADJUSTABLE 抄的是文件准许县区调整的参数，与参数文件的 adjustable 应当一致"


@ALL_RULES
def test_nothing_else_can_be_changed(rule: Subsidy, tmp_path: Path) -> None:
    for name, parameter in rule.file.parameters.items():
        listed = (rule.code, name) in ADJUSTABLE
        assert bool(parameter.adjustable) == listed, f"{rule.code} [{name}]：adjustable 与 ADJUSTABLE 不一致"
        if listed:
            continue
        with pytest.raises(DataError) as refusal:
            read_overrides(override(tmp_path / "county.toml", rule.code, name, 1))(rule)
        assert "统一规定，县（市、区）不能调整" in str(refusal.value)
        assert rule.file.parameters[name].label in str(refusal.value)


# (what is replaced in a good file, by what, what the message must say)
BROKEN = [
    ('authority = "示例县人民政府"\n', "", "缺少 authority（制定机关）"),
    ('authority = "示例县人民政府"', 'authority = " "', "缺少 authority（制定机关）"),
    ("[[override]]", "[[overrides]]", "不认识的键 overrides；可用：authority、override"),
    ("value = 2000", "values = 2000", "第1项：不认识的键 values"),
    ("value = 2000\n", "", "第1项：缺少 value"),
    ('source = "示政〔2024〕1号 第三条"\n', "", "第1项：缺少 source"),
    ('"labour-award"', '"labour-awards"', "第1项：没有规则“labour-awards”"),
    ('"cap"', '"caps"', "第1项：labour-award 没有参数“caps”；有：rate、cap"),
    ("from = 2024-01-01", 'from = "2024-01-01"', "第1项：from、to 应为日期"),
    ("to = 2024-12-31", "to = 2023-12-31", "第1项：to 早于 from"),
    ("value = 2000", "value = [{ value = 2000 }]", "写法与统一标准不一致"),
    ("value = 2000", "value = 二千", "不是正确的TOML"),
    ("value = 2000", "value = -1", "每人每年最高务工奖补不能小于0"),
    ("from = 2024-01-01", "from = 2024-01-01T00:00:00", "第1项：from、to 应为日期"),
    ('rule = "labour-award"', 'rule = ["labour-award"]', "第1项：rule、parameter、source 应为文字"),
    ('source = "示政〔2024〕1号 第三条"', "source = 1", "第1项：rule、parameter、source 应为文字"),
    ("[[override]]\n", "[override]\n", "每项标准用 [[override]] 开头写成一段"),
]


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN, ids=[message for _, _, message in BROKEN])
def test_a_broken_file_is_refused(good: str, bad: str, message: str, tmp_path: Path) -> None:
    path = override(tmp_path / "county.toml", "labour-award", "cap", 2000, end="2024-12-31")
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        read_overrides(path)(rules()["labour-award"])
    assert message in str(refusal.value)
    assert "county.toml" in str(refusal.value)


def test_a_local_table_must_be_whole(tmp_path: Path) -> None:
    path = override(tmp_path / "county.toml", "labour-transport", "standard", '{ "省外" = 800 }')
    with pytest.raises(DataError) as refusal:
        read_overrides(path)(rules()["labour-transport"])
    assert "交通补贴标准要整张写全，应有 县域内、县域外省内、省外" in str(refusal.value)


# --- the past -----------------------------------------------------------------------------------------------


def told(result: Award) -> tuple[object, ...]:
    """Everything a reader sees of an award."""
    return result.amount, result.eligible, result.reasons, explain(result), citations(result)


def asked_on(rule: Subsidy, record: Mapping[str, Any]) -> dt.date | None:
    """The day a record is about; None where its date is invalid."""
    values, invalid = rule.inputs.read(record)
    return None if rule.as_of.name in invalid else rule.day_of(values)


def other_content(content: DatedContent) -> DatedContent:
    """Figures that differ from the given ones everywhere."""
    if isinstance(content, dt.date):
        return content + dt.timedelta(days=100)
    if isinstance(content, Fraction):
        return content * 3 + 1
    if isinstance(content, Mapping):
        return {key: number * 3 + 1 for key, number in content.items()}
    return tuple((bound, number * 3 + 1) for bound, number in content)


def with_new_values(file: ParameterFile, start: dt.date) -> ParameterFile:
    """The file after a notice that changes every figure from `start` on."""
    changed: dict[str, DatedParameter] = {}
    for name, parameter in file.parameters.items():
        content = parameter.at(start).content
        assert content is not None
        value = DatedValue(start, other_content(content), cite("豫就业组〔2023〕1号 附件2 一（一）"))
        values = sorted([*parameter.values, value], key=lambda each: each.start)
        changed[name] = replace(parameter, values=tuple(values))
    return replace(file, parameters=changed)


@ALL_RULES
def test_a_new_notice_leaves_the_past_as_it_was(rule: Subsidy) -> None:
    window = rule.file.window
    years = rule.as_of.kind == "number"
    start = dt.date(window.start.year + 1, 1, 1) if years else window.start + dt.timedelta(days=100)
    start = min(start, window.end or start)
    later = with_new_values(rule.file, start)
    records = records_of(rule) + cases(rule, 150)
    before = [record for record in records if (day := asked_on(rule, record)) is not None and day < start]
    assert before
    for record in before:
        assert told(award(rule, record, file=later)) == told(award(rule, record))


def test_new_figures_do_change_what_follows() -> None:
    """The property above is not true for want of effect: most rules answer otherwise from the first new day on."""
    moved = set()
    for rule in rules().values():
        later = with_new_values(rule.file, rule.file.window.start)
        for record in records_of(rule):
            if told(award(rule, record, file=later)) != told(award(rule, record)):
                moved.add(rule.code)
    without_figures = {rule.code for rule in rules().values() if not rule.file.parameters}
    assert moved == set(rules()) - without_figures


def a_year_of(window: Window) -> tuple[dt.date, dt.date]:
    """The first whole calendar year of a window, else what there is of its first."""
    year = window.start.year + 1
    if dt.date(year, 12, 31) not in window:
        year = window.start.year
    return max(dt.date(year, 1, 1), window.start), min(dt.date(year, 12, 31), window.end or dt.date.max)


def moved(rule: Subsidy, record: Record, day: dt.date) -> Record:
    """The record as of another day: its other dates move along."""
    now = asked_on(rule, record)
    if now is None or rule.as_of.kind == "number":
        return {**record, rule.as_of.name: day.isoformat() if rule.as_of.kind == "date" else day.year}
    dates = {name: dt.date.fromisoformat(record[name]) for name, spec in rule.inputs if is_a_date(spec, record[name])}
    return record | {name: (each + (day - now)).isoformat() for name, each in dates.items()}


def is_a_date(spec: InputSpec, raw: object) -> bool:
    try:
        return isinstance(spec.parse(raw), dt.date)
    except InvalidValue:
        return False


@pytest.mark.parametrize(("code", "name"), sorted(ADJUSTABLE))
def test_a_local_figure_leaves_other_years_as_they_were(code: str, name: str) -> None:
    changed = changed_by_a_local_figure(rules()[code], name)
    assert changed, f"{code} [{name}]：县区的标准没有改变任何一条记录，tests/formulas/cases/ 里加一条用得到它的情形"


def changed_by_a_local_figure(rule: Subsidy, name: str) -> int:
    """How many records a local figure of one year changes; none of another year, whatever the rule's dates are."""
    start, end = a_year_of(rule.file.window)
    standard = rule.file.parameters[name].at(start).content
    assert standard is not None
    value = DatedValue(start, other_content(standard), "示政〔2024〕1号 第三条", local="示例县人民政府")
    file = rule.file.override(name, value, end)
    days = [start, *(start.replace(year=start.year + years, day=1) for years in (-2, -1, 1, 2))]
    changed = 0
    for record in records_of(rule) + cases(rule, 300):
        for one in (record, *(moved(rule, record, day) for day in days)):
            day = asked_on(rule, one)
            same = told(award(rule, one, file=file)) == told(award(rule, one))
            assert same or (day is not None and start <= day <= end)
            changed += not same
    return changed


@pytest.mark.parametrize("code", ["train-offjob", "spring-festival-production", "hire-one-off", "loan-work-reward"])
def test_any_rule_may_become_adjustable(code: str) -> None:
    """The check above holds for rules dated by a day and for windows of less than a year as well."""
    rule = rules()[code]
    assert any(changed_by_a_local_figure(rule, name) for name in rule.file.parameters)


# --- a new notice as data only ------------------------------------------------------------------------------

NOTICE = (EXAMPLES / "new_notice.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", NOTICE, re.S))


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The documents with the notice of the example among them."""
    path = tmp_path / "documents.toml"
    known = documents._FILE.read_text(encoding="utf-8")
    path.write_text(f"{known}\n{BLOCKS['formulas/documents.toml']}", encoding="utf-8")
    monkeypatch.setattr(documents, "_FILE", path)
    documents.documents.cache_clear()
    yield
    monkeypatch.undo()
    documents.documents.cache_clear()


def new_parameters(folder: Path) -> ParameterFile:
    """The parameter file with the block of the example in the place of the one it replaces."""
    text = (FOLDER / "job_intro.toml").read_text(encoding="utf-8")
    block = BLOCKS["formulas/parameters/job_intro.toml"]
    replaced = re.sub(r"\[per_person\]\n(?:.+\n)+", lambda _: block, text)
    assert replaced != text
    path = folder / "job_intro.toml"
    path.write_text(replaced, encoding="utf-8")
    return read_file(path)


@pytest.mark.usefixtures("registered")
def test_the_example_of_a_new_notice_works_as_written(tmp_path: Path) -> None:
    rule = rules()["job-intro"]
    file = new_parameters(tmp_path)
    issued = (FOLDER.parents[1] / "tests/formulas/cases/job_intro.toml").read_text(encoding="utf-8")
    path = tmp_path / "cases" / "job_intro.toml"
    path.parent.mkdir()
    path.write_text(f"{issued}\n{BLOCKS['tests/formulas/cases/job_intro.toml']}", encoding="utf-8")
    *old, before, first = read_cases(path)
    for case in (*old, before, first):
        result = award(rule, case.record, file=file)
        assert (result.amount, result.eligible, result.reasons) == (case.amount, case.eligible, case.reasons)
    assert explain(award(rule, first.record, file=file)) == [
        "一次性职业介绍补贴标准400元/人，计400.00元（豫就业组〔2023〕1号 附件2 一（五）；豫示人社〔2027〕1号 第二条）"
    ]


@pytest.mark.usefixtures("registered")
def test_the_example_gives_the_article_of_the_notice(tmp_path: Path) -> None:
    path = tmp_path / "D99.toml"
    path.write_text(BLOCKS["formulas/articles/D99.toml"], encoding="utf-8")
    document, entries = articles.read_file(path)
    assert (document, list(entries)) == ("D99", ["第二条"])


def test_the_example_changes_no_issued_figure() -> None:
    block = tomllib.loads(BLOCKS["formulas/parameters/job_intro.toml"])["per_person"]
    issued = tomllib.loads((FOLDER / "job_intro.toml").read_text(encoding="utf-8"))["per_person"]
    kept = {day: block["values"].get(day) for day in issued["values"]}
    assert kept == issued["values"], "标准真的变了：docs/examples/new_notice.md 里的 values 照抄现有的各个日期"
    assert {key: value for key, value in block.items() if key in ("label", "unit")} == {
        key: value for key, value in issued.items() if key in ("label", "unit")
    }
