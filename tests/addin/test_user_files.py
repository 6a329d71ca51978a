"""Files that users write themselves, and wrongly: one Chinese sentence with the line, the fault and the mending."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.addin.command_line import EXAMPLES, CommandLine

COUNTY = (EXAMPLES / "county_override.toml").read_text(encoding="utf-8")
HISTORY = """[
  {"rule": "train-offjob", "on": "2023-04-01", "keys": {"person_id": "甲"}, "used": {"paid_this_year": 600}}
]"""


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


JSON = [  # what is in the file, what the message must say
    ('{"hours": 24, "hours": 32}', "“hours”在同一个对象里写了两次"),
    ('{\n"hours": 24,\n"hours": 32}', "“hours”在同一个对象里写了两次（第2行、第3行）。请删去一个"),
    ('{"a": {"x": 1}, "b": {"x": 1}, "a": 2}', "“a”在同一个对象里写了两次"),
    ('{\n"hours"：24}', "第2行第8列不是正确的JSON：这一行有中文标点 ：，请改成英文标点"),
    ('{"hours": 24,}', "名称要加英文双引号，最后一项后面不写逗号"),
    ('{hours: 24}', "名称要加英文双引号"),
    ('{"hours" 24}', "名称后面应写英文冒号"),
    ('{"hours": 24 "size": 1}', "这里应为英文逗号"),
    ('{"hours": }', "这里应为一个值：文字加英文双引号，数字不加"),
    ('{"hours": 24} {}', "后面多出了内容"),
    ('{"size": "小型企业}', "引号没有配对"),
    ('{"size": "小型\n企业"}', "引号里不能换行"),
    ("", "第1行第1列不是正确的JSON"),
    ("[" * 100000, "括号套得太深"),
]


@pytest.mark.parametrize(("text", "words"), JSON, ids=[words for _, words in JSON])
@pytest.mark.parametrize(
    "command", [("eligible",), ("calc", "train-offjob"), ("score", "harmonious-enterprise")], ids=lambda each: each[0]
)
def test_json(command: tuple[str, ...], text: str, words: str, jiuye: CommandLine) -> None:
    said = jiuye.refused(*command, "--input", jiuye.save(text, "情况.json"))
    assert said.startswith("情况.json：") and words in said
    in_chinese(said)


def test_history_with_a_name_twice(jiuye: CommandLine) -> None:
    rows = jiuye.save([], "rows.json")
    text = HISTORY.replace('"used": {', '"used": {"paid_this_year": 1, ')
    said = jiuye.refused("calc", "train-offjob", "--input", rows, "--history", jiuye.save(text, "以前.json"))
    assert "以前.json：“paid_this_year”在同一个对象里写了两次" in said


TOML = [  # what is replaced in the example, by what, what the message must say
    ("rule = ", "rule ＝ ", "这一行有中文标点 ＝，请改成英文标点"),
    ('"labour-award"', "“labour-award”", "这一行有中文标点 “”，请改成英文标点"),
    ('"labour-award"', "labour-award", "文字加英文双引号"),
    ('"labour-award"', '"labour-award', "引号没有配对"),
    ("value = 2000", "value = 2,000", "值后面多出了内容：数字不带逗号和单位"),
    ("value = 2000", "value = 2000元", "值后面多出了内容：数字不带逗号和单位"),
    ("value = 2000", "value 2000", "名称后面应写英文等号 ="),
    ("value = 2000", "value = 2000\nvalue = 3000", "第18行第13列“value = 3000”不是正确的TOML：这个名称前面已经写过"),
    ("value = 2000", "标准 = 2000", "应写成 名称 = 值，名称用英文"),
    ("from = 2024-01-01", "from = 2024-02-30", "没有这一天"),
    ("from = 2024-01-01", "from = 2024年1月1日", "日期写成 2024-01-01"),
    ("[[override]]", "[[override]", "段名的方括号没有配对"),
]


@pytest.mark.parametrize(("good", "bad", "words"), TOML, ids=[f"{bad}-{words}" for _, bad, words in TOML])
def test_toml(good: str, bad: str, words: str, jiuye: CommandLine) -> None:
    assert good in COUNTY
    path = jiuye.save(COUNTY.replace(good, bad, 1), "本县.toml")
    said = jiuye.refused("calc", "labour-award", "--input", jiuye.save([]), "--override", path)
    assert said.startswith("本地标准文件有误：本县.toml：第") and words in said, said
    in_chinese(said.replace("labour-award", "").replace("from", ""))


ENCODINGS = [("gb18030", "多半存成了ANSI（GBK）"), ("utf-16", "多半存成了Unicode（UTF-16）")]


@pytest.mark.parametrize(("encoding", "words"), ENCODINGS, ids=[each for each, _ in ENCODINGS])
@pytest.mark.parametrize(("option", "text"), [("--override", COUNTY), ("--history", HISTORY)], ids=["toml", "json"])
def test_another_encoding(
    option: str, text: str, encoding: str, words: str, jiuye: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "本县"
    path.write_bytes(text.encode(encoding))
    said = jiuye.refused("calc", "labour-award", "--input", jiuye.save([]), option, path)
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if re.search("[一-鿿]", each))
    assert f"第{1 if encoding == 'utf-16' else line}行起不是UTF-8编码的文本，{words}" in said
    assert "“另存为”时编码选“UTF-8”" in said


@pytest.mark.parametrize("command", [("compute", "x.xlsx", "-o", "y.xlsx"), ("eligible", "--input", "x.json")])
def test_a_standard_that_does_not_fit_is_the_countys_own_fault(command: tuple[str, ...], jiuye: CommandLine) -> None:
    """Told before anything is read, and not as a fault of the program's data."""
    path = jiuye.save(COUNTY.replace("value = 2000", "value = -1"), "本县.toml")
    assert jiuye.refused(*command, "--override", path).startswith("本地标准文件有误：本县.toml 第")


def in_chinese(said: str) -> None:
    """No word of a library: of Latin letters only names of files and formats, and what the syntax itself is made of."""
    known = {"json", "toml", "true", "false", "override"}
    assert not {each.lower() for each in re.findall("[A-Za-z]{3,}", said)} - known - {"hours", "value", "rule", "size"}
