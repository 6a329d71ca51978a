"""The article texts: as printed, complete for every rule, and stating the very figures that the rules reckon with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from formulas import articles
from formulas.documents import Citation, DataError, cite
from formulas.parameters.model import DatedContent, DatedParameter, DatedValue, plain
from formulas.subsidies import rules
from formulas.subsidy import Subsidy

ALL_RULES = pytest.mark.parametrize("rule", rules().values(), ids=rules())

# Copied from the issued documents, not from our files
_DATA = tomllib.loads(Path(__file__).with_name("printed_articles.toml").read_text(encoding="utf-8"))
PRINTED = [(cite(each["citation"], each.get("lines", "")), each["text"]) for each in _DATA["printed"]]
IN_WORDS = {(each["rule"], each["parameter"]): each["words"] for each in _DATA["in_words"]}


def same(text: str) -> str:
    """A text without what the page and the typesetting put into it."""
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize(("citation", "printed"), PRINTED, ids=[str(citation) for citation, _ in PRINTED])
def test_the_text_is_the_printed_one(citation: Citation, printed: str) -> None:
    [article] = articles.at(citation)
    assert same(article.text) == same(printed)


def test_mended_slips_say_so() -> None:
    [article] = articles.at(cite("豫政办〔2023〕17号 第四条"))
    assert "对应征入伍的在读大学生（含应届毕业生）每人给予5000元一次性生活补助" in article.text
    assert "“应集入伍”改为“应征入伍”" in article.note
    [article] = articles.at(cite("平人社〔2023〕23号 第三十七条"))
    assert "机构、人员、经费、场地、制度和工作“六到位”" in article.text
    assert article.note


@ALL_RULES
def test_every_citation_has_its_text(rule: Subsidy) -> None:
    for citation in articles.cited(rule):
        assert articles.at(citation), citation
    assert articles.of(rule)[: len(articles.basis(rule))] == articles.basis(rule)


@ALL_RULES
def test_the_basis_points_at_the_lines_of_its_article(rule: Subsidy) -> None:
    cited = _lines(rule.citation.lines)
    if not rule.citation.document.lines:  # a later notice, which no compendium prints
        assert not cited
        return
    printed = set().union(*(_lines(article.citation.lines) for article in articles.basis(rule)))
    assert cited & printed


@ALL_RULES
def test_figures_point_at_the_lines_of_their_article(rule: Subsidy) -> None:
    for parameter in rule.file.parameters.values():
        for value in parameter.values:
            assert isinstance(value.citation, Citation)
            printed = set().union(*(_lines(article.citation.lines) for article in articles.at(value.citation)))
            assert not value.citation.lines or _lines(value.citation.lines) & printed, parameter.name


@ALL_RULES
def test_no_text_of_a_rule_stands_within_another(rule: Subsidy) -> None:
    texts = [article.text for article in articles.of(rule)]
    assert not [one for one in texts for other in texts if one is not other and one in other]


@ALL_RULES
def test_the_article_states_every_figure_of_the_rule(rule: Subsidy) -> None:
    for parameter in rule.file.parameters.values():
        for value in parameter.values:
            text = "".join(article.text for article in articles.at(value.citation))  # type: ignore[arg-type]
            if (words := IN_WORDS.get((rule.code, parameter.name))) is not None:
                assert words in text
                continue
            for number in _numbers(value.content):
                assert _states(text, number, parameter), f"{parameter.name} = {plain(number)}: {value.citation}"


def test_words_are_needed_where_they_are_listed() -> None:
    """No entry of IN_WORDS has become superfluous or refers to nothing."""
    for code, name in IN_WORDS:
        parameter = rules()[code].file.parameters[name]
        numbers = [(number, _text(value)) for value in parameter.values for number in _numbers(value.content)]
        assert not all(_states(text, number, parameter) for number, text in numbers), (code, name)


def _text(value: DatedValue) -> str:
    return "".join(article.text for article in articles.at(value.citation))  # type: ignore[arg-type]


def _numbers(content: DatedContent | None) -> Iterator[Fraction]:
    """The figures of a value that a text can state; a date is the day of its document, which no article repeats."""
    if isinstance(content, Fraction):
        yield content
    elif isinstance(content, Mapping):
        yield from content.values()
    elif isinstance(content, tuple):
        yield from (number for band in content for number in band if number is not None)


def _states(text: str, number: Fraction, parameter: DatedParameter) -> bool:
    """Whether a text has the number in one of the ways in which it is printed: 3000万, 70%, 3年."""
    ways = [plain(number * 100) + "%"] if parameter.percent else [plain(number)]
    if not parameter.percent:
        ways += [plain(number / 10**power) + sign for power, sign in ((4, "万"), (8, "亿")) if number >= 10**power]
        ways += [f"{plain(number / 12)}年"] if parameter.unit == "月" and number % 12 == 0 else []
    return any(re.search(rf"(?<![\d.]){re.escape(way)}(?![\d.])", text) for way in ways)


def _lines(text: str) -> set[int]:
    spans = [(int(first), int(last or first)) for first, last in re.findall(r"L(\d+)(?:-(\d+))?", text)]
    return {number for first, last in spans for number in range(first, last + 1)}


# --- reading ------------------------------------------------------------------------------------------------

GOOD = """
document = "平人社〔2023〕23号"
[[article]]
name = "第一条"
lines = "L10-12, L14"
text = "甲"
[[article]]
name = "第二条"
lines = "L16"
text = "乙"
note = "注"
[[article]]
name = "第一条、第二条"
parts = ["第一条", "第二条"]
"""

BROKEN = [
    ("23号", "24号", "document 应为 documents.toml 里的文号"),
    ('note = "注"', 'notes = "注"', "第2条记录 第二条：不认识的键 notes"),
    ('name = "第二条"\n', "", "第2条记录：缺少 name"),
    ('text = "乙"', 'text = ""', "第2条记录 第二条：text 要写条文"),
    ('text = "乙"', 'text = " 乙"', "第2条记录 第二条：text 要写条文，首尾不留空格"),
    ('lines = "L16"', 'lines = "16"', "第2条记录 第二条：lines 应写成"),
    ('lines = "L16"\n', "", "第2条记录 第二条：lines 应写成"),
    ('"第一条", "第二条"]', '"第一条", "第三条"]', "parts 里有本文件没有的条款：第三条"),
    ('parts = ["第一条", "第二条"]', "parts = []", "第3条记录 第一条、第二条：引用几条的记录"),
    ('parts = ["第一条"', 'text = "丙"\nparts = ["第一条"', "第3条记录 第一条、第二条：引用几条的记录"),
    ('name = "第一条、第二条"', 'name = "第一条"', "第3条记录 第一条：重复"),
    ("[[article]]", "[[articles]]", "不认识的键 articles"),
    ('text = "甲"', "text = 甲", "D30.toml：不是正确的TOML"),
]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "D30.toml"
    path.write_text(GOOD, encoding="utf-8")
    document, entries = articles.read_file(path)
    assert document == "D30"
    assert list(entries) == ["第一条", "第二条", "第一条、第二条"]


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN, ids=[message for _, _, message in BROKEN])
def test_a_broken_file_is_refused(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    path = tmp_path / "D30.toml"
    path.write_text(GOOD.replace(good, bad), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        articles.read_file(path)
    assert message in str(refusal.value)


def test_a_citation_of_several_articles_gives_each() -> None:
    found = articles.at(cite("平人社〔2023〕23号 第八条、第九条"))
    assert [article.citation.article for article in found] == ["第八条1", "第八条2", "第九条"]


def test_a_citation_we_have_no_text_of_gives_none() -> None:
    assert articles.at(cite("平人社〔2023〕23号 第二条")) == []


def test_passages_of_one_name_are_told_apart_by_their_lines() -> None:
    letter = "平人社办函〔2023〕31号 附件 致2023届高校毕业生的一封信"
    assert len(articles.at(cite(letter))) == 3
    [article] = articles.at(cite(letter, "L2481"))
    assert "年补贴最高限额1万元的创业运营补贴" in article.text
    [article] = articles.basis(rules()["flexible-pension-check"])
    assert "不能跨自然年度向前缴纳或补缴" in article.text


def test_related_articles_follow_those_a_rule_cites() -> None:
    found = [str(article.citation) for article in articles.of(rules()["hire-social-insurance"])]
    assert found == [
        "豫就业组〔2023〕1号 附件2 一（二）",
        "豫政办〔2023〕17号 第一条",
        "平人社就业〔2023〕11号 第四条",
        "平人社办〔2023〕78号 一（一）",
    ]
