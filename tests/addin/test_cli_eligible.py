"""`jiuye eligible`: what an enterprise or a person can claim, in the shape of the contract and as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.addin.command_line import EXAMPLES, CommandLine

ENTERPRISE, OF_PERSON = EXAMPLES / "facts_enterprise.json", EXAMPLES / "facts_person.json"
ON = ("--on", "2023-09-10")


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def by_code(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in document["results"]}


def test_what_an_enterprise_can_claim(jiuye: CommandLine) -> None:
    """The example of the manual: 2 × 812.50元; 1000元; 300元 × 1.2, which excludes 300元 × 80%."""
    document = jiuye.answer("eligible", "--input", ENTERPRISE, *ON)
    assert (document["on"], document["subject"], document["unused"]) == ("2023-09-10", "enterprise", [])
    results = by_code(document)
    claims = {code: each["amount"] for code, each in results.items() if each["status"] == "eligible"}
    assert claims == {
        "hire-social-insurance": "1625.00",
        "hire-one-off": "1000.00",
        "train-onboarding": "360.00",
        "train-onboarding-two-groups": "240.00",
    }
    assert results["train-onboarding"]["excluded_by"] is None
    assert results["train-onboarding-two-groups"]["excluded_by"] == {
        "code": "train-onboarding",
        "title": "企业新录用人员岗前培训补贴",
        "scope": "同一次录用",
        "source": "豫人社规〔2021〕4号 第三十九条",
    }
    assert results["train-offjob"]["status"] == "refused"
    assert results["train-offjob"]["reasons"] == ["hours-24"]
    assert {each["status"] for each in results.values()} == {"eligible", "incomplete", "refused"}


def test_the_shape_of_an_answer(jiuye: CommandLine) -> None:
    facts = {"apply_date": "2023-06-01", "hours": 31, "occupation_related": True, "subject": "enterprise"}
    document = jiuye.answer("eligible", "--input", jiuye.save(facts))
    assert by_code(document)["train-offjob"] == {
        "code": "train-offjob",
        "title": "企业职工脱产培训补贴",
        "status": "incomplete",
        "amount": "0.00",
        "amount_title": "补贴金额（元）",
        "reasons": [],
        "missing": [
            {
                "name": "institution_listed",
                "title": "机构是否纳入政府补贴培训机构清单管理",
                "expects": "请填“是”或者“否”。",
            },
            {"name": "certificate", "title": "是否取得培训合格证书", "expects": "请填“是”或者“否”。"},
            {
                "name": "occupation_class",
                "title": "年度培训补贴目录类别",
                "expects": "请从“A类、B类、未列入”中选一项。",
            },
            {
                "name": "paid_this_year",
                "title": "该人员本年度已享受脱产培训补贴",
                "expects": "请填不小于0的数（元）。",
            },
        ],
        "excluded_by": None,
        "together": [],
        "steps": ["已填的内容没有不符合条件的，还缺4项。"],
        "citations": ["豫就业组〔2023〕1号 附件2 二（六）（3）"],
        "read_as": [
            {"name": "occupation_related", "title": "是否与本人岗位职业（工种）相同或相近专业", "value": "“是”"},
            {"name": "hours", "title": "集中培训学时", "value": "31学时"},
        ],
    }


def test_a_value_that_does_not_fit_is_shown(jiuye: CommandLine) -> None:
    facts = jiuye.save({"rules": {"train-offjob": {"hours": "31学时", "certificate": True}}})
    status, out, _ = jiuye("eligible", "--input", facts, *ON, "--json")
    [result] = json.loads(out)["results"]
    assert status == 1
    assert {"name": "hours", "title": "集中培训学时", "expects": "请填不小于0的整数（学时）。", "given": "31学时"} in (
        result["missing"]
    )


REFUSED = [  # a fact as JSON writes it, and what is said of it
    ('"contract_months": -1', "contract_months（劳动合同期限）填的是 -1，没有采用。请填不小于0的整数（月）。"),
    ('"contract_months": 12.5', "填的是 12.5，没有采用。请填不小于0的整数（月）。"),
    ('"contract_months": NaN', "填的是 NaN，没有采用。请填不小于0的整数（月）。"),
    ('"contract_months": "12"', "请填不小于0的整数（月）。在JSON里写数字，不加引号。"),
    ('"insured": "是"', "在JSON里写 true 或 false，不加引号。"),
    ('"hire_date": "2023-2-1"', "请填日期，如2023-06-01。"),
    ('"enterprise_size": "巨型企业"', "请从“大型企业、中型企业、小型企业、微型企业”中选一项。"),
    ('"monthly_contributions": [812.5, -1]', "填的是 [812.5, -1]，没有采用。请填不小于0的数（元/月）"),
    ('"rules": {"train-offjob": {"hours": NaN}}', "rules.train-offjob.hours（集中培训学时）填的是 NaN，没有采用。"),
]


@pytest.mark.parametrize(("fact", "words"), REFUSED, ids=[fact for fact, _ in REFUSED])
def test_a_refused_value_is_told_and_is_a_finding(fact: str, words: str, jiuye: CommandLine) -> None:
    facts = jiuye.save(f'{{"subject": "enterprise", "person_category": "其他人员", {fact}}}')
    status, _, err = jiuye("eligible", "--input", facts, *ON)
    assert status == 1
    assert err.startswith("错误 ") and words in err and err.count("\n") == 1
    status, out, _ = jiuye("eligible", "--input", facts, *ON, "--all", "--json")
    document = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    [finding] = document["findings"]
    assert status == 1
    assert (finding["rule"], finding["severity"]) == ("FACT_REFUSED", "error")
    assert f"错误 {finding['message']}\n" == err


def test_a_value_that_fits_some_of_the_rules_is_no_fault(jiuye: CommandLine) -> None:
    """An option of one rule's list of persons, which others do not have; null says that nothing is known."""
    facts = jiuye.save({"subject": "enterprise", "person_category": "毕业年度高校毕业生", "contract_months": None})
    assert jiuye.answer("eligible", "--input", facts, *ON)["findings"] == []


def test_a_table_for_people(jiuye: CommandLine) -> None:
    status, out, err = jiuye("eligible", "--input", ENTERPRISE, *ON)
    assert (status, err) == (0, "")
    for words in ("企业按2023-09-10的政策（共", "可以申领", "待补充", "不符合", "不能同时享受", "1625.00"):
        assert words in out
    unfolded = "".join(letter for letter in out if letter not in " │\n")
    assert "建议申领金额较大的一项（豫人社规〔2021〕4号第三十九条）" in unfolded
    assert "可以申领3项，待补充10项。" in out
    assert "…" not in out  # nothing is cropped


def test_a_countys_own_maximum(jiuye: CommandLine) -> None:
    arguments = ("eligible", "--input", OF_PERSON, "--on", "2024-06-01")
    issued = by_code(jiuye.answer(*arguments))["labour-award"]
    local = by_code(jiuye.answer(*arguments, "--override", EXAMPLES / "county_override.toml"))["labour-award"]
    assert (issued["amount"], local["amount"]) == ("1500.00", "2000.00")
    assert not any("示例县" in each for each in issued["citations"])
    assert any("示例县" in each for each in local["citations"])


def test_all_rules_when_asked_for(jiuye: CommandLine) -> None:
    facts = jiuye.save({"subject": "person"})
    assert jiuye.answer("eligible", "--input", facts, *ON)["results"] == []
    codes = set(by_code(jiuye.answer("eligible", "--input", facts, *ON, "--all")))
    assert "job-seeking-aid" in codes and "hire-one-off" not in codes


def test_without_a_day_it_is_today(jiuye: CommandLine) -> None:
    document = jiuye.answer("eligible", "--input", jiuye.save({}))
    assert len(document["on"]) == 10 and document["subject"] is None


def test_a_misspelt_name_is_told_beside_the_answer(jiuye: CommandLine) -> None:
    facts = jiuye.save({"enterprise_sise": "小型企业", "contract_months": 12})
    status, out, err = jiuye("eligible", "--input", facts, *ON, "--json")
    assert status == 0
    assert err == "提示：没有规则用到 enterprise_sise，请检查名称。\n"
    assert '"unused": [\n    "enterprise_sise"\n  ]' in out


BAD: list[tuple[Any, tuple[str, ...], str]] = [
    ([], ON, "rows.json：应为一个JSON对象"),
    ("{", ON, "rows.json：第1行"),
    ({"rules": {"x": {}}}, ON, "没有这条规则：x"),
    ({"subject": "company"}, ON, "subject 填的是“company”"),
    ({}, ("--on", "2023"), "--on 填的是“2023”，应为日期"),
    ({}, ("--on", "20230910"), "--on 填的是“20230910”，应为日期"),
    ({}, (*ON, "--override", "none.toml"), "本地标准文件有误：没有文件"),
]


@pytest.mark.parametrize(("facts", "options", "message"), BAD, ids=[message for _, _, message in BAD])
def test_what_cannot_be_read(facts: Any, options: tuple[str, ...], message: str, jiuye: CommandLine) -> None:
    assert message in jiuye.refused("eligible", "--input", jiuye.save(facts), *options)
