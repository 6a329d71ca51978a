"""`jiuye rules` and `jiuye calc`: what is printed where, exit statuses, types, dates, a county's own figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from addin.cli.output import print_table
from formulas.documents import DataError
from formulas.subsidies import rules
from tests.addin.command_line import COURSE, EXAMPLES, OTHER, WORKER, CommandLine


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


# --- rules --------------------------------------------------------------------------------------------------


def test_all_rules_as_one_document(jiuye: CommandLine) -> None:
    [(key, listed)] = jiuye.answer("rules").items()
    assert key == "rules"
    assert [each["code"] for each in listed] == sorted(rules())
    for each in listed:
        assert each["title"] and each["inputs"] and each["conditions"][0]["code"] == "window"


def test_one_rule_as_a_document(jiuye: CommandLine) -> None:
    [rule] = jiuye.answer("rules", "labour-award")["rules"]
    assert rule["title"] == "务工奖补（一奖）"
    assert rule["source"]["document"] == "平巩固脱贫成果办〔2023〕7号"
    assert rule["source"]["article"] == "二（一）"
    assert [each["name"] for each in rule["inputs"]] == list(WORKER)
    cap = next(each for each in rule["parameters"] if each["name"] == "cap")
    assert cap["adjustable"]
    assert cap["values"] == [
        {"from": "2023-01-01", "to": None, "value": "1500", "source": "平巩固脱贫成果办〔2023〕7号 二（一）"}
    ]


def test_a_rule_for_people(jiuye: CommandLine) -> None:
    status, out, err = jiuye("rules", "train-offjob")
    assert (status, err) == (0, "")
    for words in ("企业职工脱产培训补贴", "2023年3月6日起", "集中培训学时", "集中培训不少于24学时"):
        assert words in out


RULE_PAGES = [
    ("train-offjob", "A类、B类、未列入"),  # the options of an enum
    ("train-offjob", "person_id"),  # the key column
    ("train-offjob", "A类 1.2；B类 1.1；未列入 1"),
    ("internship", "│ 3个月"),  # 3月 is March
    ("train-offjob", "1000元"),  # the most in a year
    ("train-offjob", "2023-03-06起"),
    ("train-offjob", "补贴台账/补贴台账-企业培训与技能评价.xlsx"),
    ("labour-award", "不超过10000 2%；不超过20000 3%；其余 4%"),
    ("labour-award", "cap 可由当地调整：各县区根据实际情况可适当调整奖补标准。"),
    ("internship", "见习开始之日的周岁"),  # the note of an input
    ("job-intro", "不能同时享受：employment-service-aid。"),
]


@pytest.mark.parametrize(("code", "words"), RULE_PAGES)
def test_the_page_of_a_rule_has_parameters_options_notes_and_keys(jiuye: CommandLine, code: str, words: str) -> None:
    _, out, _ = jiuye("rules", code)
    assert words in out


def test_brackets_are_printed_as_they_stand(capsys: pytest.CaptureFixture[str], jiuye: CommandLine) -> None:
    _, out, _ = jiuye("rules", "internship")
    assert "list+[money]" in out
    print_table(["文件"], [["[/b]台账[red].xlsx"], ["平顶山:100:号"]], title="[1]")  # names that others chose
    out = capsys.readouterr().out
    for words in ("[/b]台账[red].xlsx", "平顶山:100:号", "[1]"):
        assert words in out


def test_sql_of_a_rule(jiuye: CommandLine) -> None:
    status, out, err = jiuye("rules", "train-living", "--sql", "postgres")
    assert (status, err) == (0, "")
    statement = "\n".join(line for line in out.splitlines() if not line.startswith("--"))
    assert statement.lstrip().upper().startswith(("SELECT", "WITH"))
    assert "hours" not in out
    assert "--   days 培训天数：int64，数值×10000" in out


# --- calc ---------------------------------------------------------------------------------------------------


def test_rows_are_answered_in_their_order(jiuye: CommandLine) -> None:
    rows = [{**COURSE, "person_id": OTHER}, {**COURSE, "hours": 23}, {**COURSE, "hours": "31"}]
    first, second, third = jiuye.calc("train-offjob", rows)
    assert first == {
        "amount": "600.00",
        "eligible": True,
        "reasons": [],
        "steps": [
            "应补金额：200元 × 3（31学时 ÷ 8学时，取整） = 600元",
            "应补金额600元，不超过1000元，计600.00元（豫就业组〔2023〕1号 附件2 二（六）（3））",
        ],
        "citations": ["豫就业组〔2023〕1号 附件2 二（六）（3）"],
    }
    assert (second["amount"], second["eligible"], second["reasons"]) == ("0.00", False, ["hours-24"])
    assert (third["amount"], third["reasons"]) == ("0.00", ["invalid-input:hours"])


def test_a_table_for_people(jiuye: CommandLine) -> None:
    rows = jiuye.save([COURSE, {**COURSE, "person_id": OTHER, "hours": 23}])
    status, out, err = jiuye("calc", "train-offjob", "--input", rows)
    assert (status, err) == (0, "")
    assert "企业职工脱产培训补贴（豫就业组〔2023〕1号 附件2 二（六）（3））" in out
    assert "共2条，符合1条，合计600.00元。" in out


def test_a_check_speaks_of_no_amount(jiuye: CommandLine) -> None:
    loan = {"contract_date": "2023-06-01", "annual_rate": 5.15, "lpr": 3.65, "poor_area": False}
    rows = jiuye.save([loan, {**loan, "annual_rate": 5.16}])
    status, out, _ = jiuye("calc", "loan-rate-check", "--input", rows)
    assert status == 0
    assert "共2条，符合1条。" in out
    assert "0.00" not in out and "元" not in out
    assert "…" not in out  # nothing is cropped


# JSON types: 6.0 is a whole number; true is no number, nor is a text or NaN
TYPES = [("31", "600.00"), ("31.0", "600.00"), ("3.1e1", "600.00"), ("31.5", None), ("true", None), ('"31"', None)]


@pytest.mark.parametrize(("hours", "amount"), [*TYPES, ("NaN", None), ("Infinity", None), ("null", None)])
def test_types_of_json(hours: str, amount: str | None, jiuye: CommandLine) -> None:
    text = json.dumps([COURSE], ensure_ascii=False).replace('"hours": 31', f'"hours": {hours}')
    [result] = jiuye.calc("train-offjob", text)
    assert result["amount"] == (amount or "0.00")
    assert result["reasons"] == ([] if amount else ["invalid-input:hours"])


def test_the_day_fills_in_a_missing_date_only(jiuye: CommandLine) -> None:
    dated = {**COURSE, "apply_date": "2023-03-05"}  # the day before the rule pays
    undated = {name: value for name, value in COURSE.items() if name != "apply_date"}
    rows = [dated, undated, {**undated, "apply_date": None}]
    assert jiuye.amounts("train-offjob", rows, "--on", "2023-03-06") == [
        "0.00",
        "600.00",
        "400.00",  # the same person in the same year: 1000 - 600
    ]
    assert jiuye.amounts("train-offjob", rows) == ["0.00", "0.00", "0.00"]


def test_the_day_fills_in_a_missing_year(jiuye: CommandLine) -> None:
    rows = [{name: value for name, value in WORKER.items() if name != "award_year"}]
    assert jiuye.amounts("labour-award", rows, "--on", "2023-06-01") == ["1500.00"]
    assert jiuye.amounts("labour-award", rows, "--on", "2022-12-31") == ["0.00"]


def test_a_single_object_is_one_row(jiuye: CommandLine) -> None:
    assert jiuye.amounts("train-offjob", json.dumps(COURSE)) == ["600.00"]
    assert jiuye.amounts("train-offjob", []) == []


def test_a_byte_order_mark_is_no_trouble(jiuye: CommandLine) -> None:
    assert jiuye.amounts("train-offjob", "\ufeff" + json.dumps([COURSE])) == ["600.00"]


# --- a county's own figures ---------------------------------------------------------------------------------


def test_a_countys_own_maximum(jiuye: CommandLine) -> None:
    rows = [{**WORKER, "award_year": year} for year in (2023, 2024, 2025)]
    results = jiuye.calc("labour-award", rows, "--override", EXAMPLES / "county_override.toml")
    assert [each["amount"] for each in results] == ["1500.00", "2000.00", "1500.00"]
    local = "示巩衔办〔2024〕2号 第三条（示例县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组办公室）"
    assert [local in each["citations"] for each in results] == [False, True, False]
    assert local in results[1]["steps"][-1]


def test_a_figure_that_the_policy_does_not_let_a_county_set(jiuye: CommandLine) -> None:
    county = jiuye.save(
        'authority = "示例县人民政府"\n[[override]]\nrule = "train-offjob"\nparameter = "year_cap"\n'
        'from = 2024-01-01\nvalue = 2000\nsource = "示政〔2024〕1号"\n',
        "county.toml",
    )
    calc = ("calc", "train-offjob", "--input", jiuye.save([COURSE]), "--override")
    said = jiuye.refused(*calc, county)
    assert "本地标准文件有误：county.toml 第1项：每人每年最高补贴金额由豫就业组〔2023〕1号" in said
    assert "统一规定，县（市、区）不能调整" in said
    assert "没有文件" in jiuye.refused(*calc, county.with_name("none.toml"))


# --- what cannot be run -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{", "[1, 2]", '"rows"', "", "1"])
def test_an_input_that_is_no_list_of_rows(text: str, jiuye: CommandLine) -> None:
    said = jiuye.refused("calc", "train-offjob", "--input", jiuye.save(text), "--json")
    assert "rows.json" in said and "JSON" in said


# (arguments; @rows stands for a file of rows, @folder for its folder, @none for no file), what the sentence says
MISTAKES: list[tuple[tuple[str, ...], str]] = [
    (("calc", "train-offjobs", "--input", "@rows"), "没有规则“train-offjobs”。是不是 train-offjob"),
    (("calc", "x", "--input", "@rows"), "没有规则“x”。用 jiuye rules 查看全部代码"),
    (("rules", "x", "--json"), "没有规则“x”"),
    (("calc", "train-offjob", "--input", "@none"), "没有文件"),
    (("calc", "train-offjob", "--input", "@folder"), "是文件夹"),
    (("calc", "train-offjob"), "缺少 --input"),
    (("calc", "train-offjob", "--input", "@rows", "--on", "2023-6-1"), "--on 填的是“2023-6-1”，应为日期"),
    (("calc", "train-offjob", "--input", "@rows", "--on", "20230601"), "--on 填的是“20230601”，应为日期"),
    (("rules", "--sql", "postgres"), "要指明是哪一条规则"),
    (("rules", "train-offjob", "--sql", "access"), "只能是 duckdb、postgres"),
    (("calcs", "train-offjob"), "没有命令“calcs”。是不是 calc"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=[message for _, message in MISTAKES])
def test_a_mistake_is_told_in_one_sentence(
    arguments: tuple[str, ...], message: str, jiuye: CommandLine, tmp_path: Path
) -> None:
    places = {"@rows": jiuye.save([COURSE]), "@folder": tmp_path, "@none": tmp_path / "none.json"}
    given: list[Any] = [places.get(each, each) for each in arguments]
    assert message in jiuye.refused(*given)


def test_a_file_of_another_encoding(jiuye: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "gbk.json"
    path.write_bytes('[{"单位": "某企业"}]'.encode("gbk"))
    assert "不是UTF-8编码" in jiuye.refused("calc", "train-offjob", "--input", path)


def test_an_entry_that_is_no_record_is_named(jiuye: CommandLine) -> None:
    assert "第2条是 5，不是对象" in jiuye.refused("calc", "train-offjob", "--input", jiuye.save([COURSE, 5, None]))


def test_names_that_a_rule_does_not_read_are_told_beside_the_answer(jiuye: CommandLine) -> None:
    record = {**WORKER, "personid": "410402199003070015"}
    status, printed, err = jiuye("calc", "labour-award", "--input", jiuye.save([record]), "--json")
    assert status == 0 and len(json.loads(printed)) == 1
    assert "labour-award 不用“personid”，没有读取。是不是 person_id？" in err


def test_how_json_writes_yes_and_numbers_is_told_once(jiuye: CommandLine) -> None:
    rows = jiuye.save([{**WORKER, "paid_this_year": "否", "wage_q1": "15000"}, {**WORKER, "paid_this_year": "是"}])
    status, printed, err = jiuye("calc", "labour-award", "--input", rows, "--json")
    assert status == 0 and json.loads(printed)[1]["reasons"] == ["invalid-input:paid_this_year"]
    assert err.count("提醒") == 2 and "写 true 或 false" in err and "第1条 wage_q1" in err


def test_a_wrong_data_file_is_one_sentence(jiuye: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DataError("hire_one_off.toml [cap]：缺少 label")

    monkeypatch.setattr("addin.cli.rules.all_rules", broken)
    said = jiuye.refused("rules", "--json")
    assert "程序的数据文件有误" in said and "hire_one_off.toml [cap]：缺少 label" in said


WRITTEN_WRONG = [
    ("train-offjob", {"certificate": "是"}, 'certificate 填的是 "是"：', "写 true 或 false，不加引号"),
    ("train-offjob", {"certificate": 1}, "certificate 填的是 1：", "写 true 或 false，不加引号"),
    ("train-offjob", {"hours": "12"}, 'hours 填的是 "12"：', "写数字，不加引号"),
    ("train-offjob", {"hours": True}, "hours 填的是 true：", "写数字，不加引号"),
    ("train-offjob", {"apply_date": "2023/6/1"}, 'apply_date 填的是 "2023/6/1"：', '写成 "2023-06-01" 这样'),
    ("train-offjob", {"occupation_class": 1}, "occupation_class 填的是 1：", "写文字，加引号"),
    ("internship", {"min_wages": ["2000", 2000]}, 'min_wages 填的是 ["2000", 2000]：', "写数的数组，如 [2000, 2000]"),
    ("internship", {"min_wages": 2000}, "min_wages 填的是 2000：", "写数的数组，如 [2000, 2000]"),
]


@pytest.mark.parametrize(("code", "record", "found", "wanted"), WRITTEN_WRONG)
def test_what_json_writes_otherwise_is_told_with_what_was_found(
    jiuye: CommandLine, code: str, record: dict[str, Any], found: str, wanted: str
) -> None:
    status, printed, err = jiuye("calc", code, "--input", jiuye.save([record, record]), "--json")
    assert status == 0 and len(json.loads(printed)) == 2
    [line] = err.splitlines()
    assert line.startswith(f"提醒 第1条 {found}") and wanted in line


def test_a_value_out_of_range_is_a_step_and_no_hint(jiuye: CommandLine) -> None:
    _, printed, err = jiuye("calc", "train-offjob", "--input", jiuye.save([{**COURSE, "hours": -1}]), "--json")
    assert err == "" and "不小于0的整数" in json.loads(printed)[0]["steps"][0]
