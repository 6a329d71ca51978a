"""Help pages and refusals of the command line: nothing of click's own English reaches a reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from addin.cli.app import COMMANDS
from addin.cli.help import screen_width, wrapped
from tests.addin.command_line import CommandLine

LATIN = re.compile(r"[A-Za-z][A-Za-z./_:()*\d-]*")
# What a Chinese page may hold in Latin letters: names of programs, formats and files, and what is to be typed
NAMES = {"jiuye", "JSON", "TOML", "SQL", "AES", "TLS", "Python", "MB", "JIUYE_TOKEN", "office.js", "https"}
NAMES |= {"city", "county", ".xlsx", ".xlsm", ".zip", ".eml", ".csv", "xlsx", "xlsm", "zip", "eml", "csv", "Excel"}


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_help_page_is_chinese_and_fits_a_window(jiuye: CommandLine, name: str) -> None:
    status, page, _ = jiuye(*([name] if name else []), "--help")
    assert status == 0
    assert page.startswith("用法：jiuye") and "选项：" in page
    options = re.findall(r"(?m)^  (-[-\w]*)", page)
    assert "--help" in options
    english = {word for word in LATIN.findall(re.sub(r"-{1,2}[a-z][a-z-]*", "", page)) if word not in NAMES}
    assert english <= set(COMMANDS), english
    assert not re.search(r"[\[;<=](required|default|x)|<=", page)
    assert max(map(screen_width, page.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_words_of_options_stand_in_one_column(jiuye: CommandLine, name: str) -> None:
    _, page, _ = jiuye(name, "--help")
    lines = [line for line in page.partition("选项：\n")[2].splitlines() if line.startswith("  -")]
    starts = {screen_width(line[: re.match(r"  -.*?  +", line).end()]) for line in lines}  # type: ignore[union-attr]
    assert len(starts) == 1


def test_required_defaults_and_ranges_are_said(jiuye: CommandLine) -> None:
    page = jiuye("serve", "--help")[1]
    assert "（默认 127.0.0.1）" in page and "（默认 8765；1 至 65535）" in page
    assert "（必填）" in jiuye("calc", "--help")[1]
    assert "（不小于 1）" in jiuye("score", "--help")[1]


REFUSED = [
    (("serve", "--port", "abc"), "--port 填得不对：应为整数，1 至 65535。"),
    (("serve", "--port", "0"), "--port 填得不对：应为整数，1 至 65535。"),
    (("issue", "fairs", "--rows", "9999", "--units", "city", "-o", "x"), "--rows 填得不对：应为整数，1 至 5000。"),
    (("calc", "--input"), "选项 --input 后面缺少内容。"),
    (("rules", "--json=1"), "选项 --json 后面不能写内容。"),
    (("rules", "a", "b"), "多出了不认识的参数。"),
    (("check",), "缺少 文件。"),
    (("chek", "x.xlsx"), "没有命令“chek”。是不是 check？"),
    (("forms", "--jsn"), "没有选项 --jsn。是不是 --json？"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=lambda each: str(each))
def test_a_command_that_is_written_wrong(jiuye: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = jiuye(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(words), err


def test_wrapping_by_places() -> None:
    assert wrapped("列出补贴规则", 8) == ["列出补贴", "规则"]
    assert wrapped("补贴规则。", 8) == ["补贴规", "则。"]
    assert wrapped("见 --help 说明", 9) == ["见 --help", "说明"]
    assert wrapped("", 8) == [""]
