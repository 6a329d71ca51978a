"""Messages: every problem of every field type becomes a whole Chinese sentence with place, finding and advice.

1. The form is 【sheet!cell】label：sentence（CODE）.
2. No code of the field types lacks a wording, no wording lacks a fact.
3. A missing wording or fact is an error, never a gap in the sentence.
4. Facts are shown as people write them.
5. No wording lies about: every code of the catalogues is one that some source outside them gives.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import templates
import templates.fields
from templates.fields import (
    Date,
    Enum,
    FieldContext,
    FieldType,
    Int,
    NameAndTel,
    Pct,
    Problem,
    ResidentId,
    Tel,
    Text,
    Uscc,
    Wan,
    Year,
    YesNo,
)
from templates.messages import CATALOGUE, MessageError, message, sentence, show
from templates.reading.messages import PLACES, UNREADABLE
from tests.templates.field_cases import CASES, CONTEXT, Case, named

ROOT = Path(templates.__file__).parents[1]
CATALOGUES = ("templates/messages.py", "templates/reading/messages.py", "addin/merging/words.py")  # words, no findings
PLACE = FieldContext("统一社会信用代码", "各地重点企业清单", "C9", filed_on=dt.date(2023, 6, 30))


@pytest.mark.parametrize(
    "field_type, raw, words",
    [
        (Uscc(), "91410400MA3X", "填的是“91410400MA3X”，共 12 位，应为 18 位。请对照营业执照补全。"),
        (Uscc(), "9135010OM000100YI3", "字符 O、I："),
        (ResidentId(), "110105194902300021", "“19490230”不是真实的出生日期"),
        (Int(), "35人", "请只填 35，单位已在表头"),
        (Int(1, 12), 13, "填的是 13，不能大于 12"),
        (Wan(), 0.00001, "最多 4 位小数"),
        (Pct(), 95, "填的是 95（即 9500%），不能大于 100%。本意是百分之几的，请填 95%"),
        (Int(), True, "填的是“TRUE”，应为数字"),
        (Int(1, 12), 1e20, "填的是 1E+20，不能大于 12"),
        (Date(), -5.0, "填的是“-5”，不是真实存在的日期"),
        (Date(), dt.time(8, 30), "填的是“8:30”，不是真实存在的日期"),
        (Date(), dt.time(), "填的是“0”，不是真实存在的日期"),
        (Date(), dt.date(2023, 7, 1), "填的是2023年7月1日，晚于2023年6月30日"),
        (Date(), "2023-2-29", "填的是“2023-2-29”，不是真实存在的日期"),
        (Year(), 2024, "填的是 2024 年，晚于2023年6月30日"),
        (Tel(), "6059678", "没有区号"),
        (NameAndTel(), "张三", "没有完整的电话号码"),
        (Enum("city18"), "平顶山", "共 18 项，如平顶山市"),
        (Enum(("男", "女")), "男性", "共 2 项：男、女"),
        (YesNo(), "已办", "只能填“是”或“否”"),
    ],
)
def test_wording(field_type: FieldType, raw: object, words: str) -> None:
    problem = field_type.problems(field_type.normalise(raw), PLACE)[0]
    text = message(problem, PLACE, field_type.kind)
    assert text.startswith("【各地重点企业清单!C9】统一社会信用代码：")
    assert words in text and text.endswith(f"（{problem.code}）")


def findings(case: Case) -> list[Problem]:
    value = case.type.normalise(case.raw)
    return case.type.problems(value, CONTEXT) + case.type.repairs(case.raw, value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("某某公司 ", "“某某公司”末尾有空格，读取时已去掉。请删去。"),
        ("\u3000某某公司\n", "“某某公司”前面有全角空格、末尾有换行，读取时已去掉。请删去。"),
        ("John Doe\u200b", "“John Doe”末尾有看不见的字符，读取时已去掉。请删去。"),
    ],
)
def test_blanks_that_nobody_sees_are_named(raw: str, words: str) -> None:
    (problem,) = Text().repairs(raw, Text().normalise(raw))
    assert sentence(problem.code, problem.facts, "text") == words


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_problem_has_a_message(case: Case) -> None:
    for problem in findings(case):
        text = message(problem, CONTEXT, case.type.kind)
        assert re.fullmatch(r"【某表!C9】栏目：.+。（[A-Z_]+）", text), text
        assert "{" not in text and "None" not in text


def test_every_code_of_the_field_types_is_tried() -> None:
    """Whatever code their sources mention has a case above, so its facts have filled its wording."""
    folder = Path(templates.fields.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("[a-z]*.py"))
    mentioned = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', sources))
    raised = {problem.code for case in CASES for problem in findings(case)}
    assert mentioned - raised == {"NOT_A_TEXT", "EDGE_BLANKS"}, "those two only meet values that nobody normalised"
    for code in mentioned - raised:
        assert sentence(code, {"found": " 某厂"})


def test_wordings_are_sentences() -> None:
    for key, template in CATALOGUE.items():
        code = key if isinstance(key, str) else key[1]
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code) and template.endswith("。"), key
        assert [name for _, name, _, _ in Formatter().parse(template) if name == ""] == [], key
        assert isinstance(key, str) or key[1] in CATALOGUE, f"{key}: a variant needs the general wording beside it"


def test_every_wording_has_somebody_who_gives_its_code() -> None:
    files = [path for package in ("templates", "addin") for path in (ROOT / package).rglob("*.py")]
    sources = "".join(path.read_text("utf-8") for path in files if path.relative_to(ROOT).as_posix() not in CATALOGUES)
    given = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', sources))
    codes = {key if isinstance(key, str) else key[1] for key in (*CATALOGUE, *UNREADABLE, *PLACES)}
    assert codes - given == set()


def test_missing_wording_or_fact_is_an_error() -> None:
    with pytest.raises(MessageError, match=r"NO_SUCH_CODE .*uscc"):
        message(Problem("NO_SUCH_CODE"), PLACE, "uscc")
    with pytest.raises(MessageError, match=r"CREDIT_CODE_LENGTH.*'length'"):
        message(Problem("CREDIT_CODE_LENGTH", {"found": "914"}), PLACE, "uscc")


@pytest.mark.parametrize(
    "fact, text",
    [
        (dt.date(2023, 7, 1), "2023年7月1日"),
        (dt.datetime(2023, 7, 1, 8, 5), "2023年7月1日08:05"),
        (dt.datetime(2023, 7, 1), "2023年7月1日"),
        (Decimal("1E+3"), "1000"),
        (0.1 + 0.2, "0.3"),
        (("甲", "乙"), "甲、乙"),
        ("第一行\n第二行", "第一行 第二行"),
        ("一" * 41, "一" * 39 + "…"),
    ],
)
def test_facts(fact: object, text: str) -> None:
    assert show(fact) == text
    assert sentence("REQUIRED_WHEN", {"condition": fact}) == f"没有填；{text}时必填。请补填，或核对条件。"


def test_a_message_without_a_place() -> None:
    assert message(Problem("REQUIRED"), FieldContext()) == "必填，还没有填。请补填。（REQUIRED）"
    text = message(Problem("REQUIRED"), FieldContext("填报日期", "某表"))
    assert text == "【某表】填报日期：必填，还没有填。请补填。（REQUIRED）"
