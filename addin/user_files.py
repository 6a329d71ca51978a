"""Files that users write themselves, JSON and TOML: which line is wrong, what is wrong with it, how to mend it.

    read_json(path)   a document with exact decimals; a name that an object gives twice is refused
    read_toml(path)   a table with exact decimals

Both raise CannotRun with a Chinese sentence that names the file; the libraries' own words are English.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from addin.errors import CannotRun

_WIDE = "“”‘’：，＝［］｛｝（）"  # punctuation of a Chinese input method where the syntax wants the ASCII one
_QUOTED = re.compile(r'"[^"]*"|#.*')
_SHOWN = 30  # characters of a line that a message shows
_JSON_WORDS = {
    "Expecting property name enclosed in double quotes": "这里应为名称，名称要加英文双引号，最后一项后面不写逗号",
    "Illegal trailing comma": "最后一项后面不写逗号",
    "Expecting ':' delimiter": "名称后面应写英文冒号",
    "Expecting ',' delimiter": "这里应为英文逗号，或者括号没有配对",
    "Expecting value": "这里应为一个值：文字加英文双引号，数字不加，是否写 true、false",
    "Extra data": "后面多出了内容，一个文件只写一个对象或数组",
    "Unterminated string": "引号没有配对",
    "Invalid control character": "引号里不能换行，也不能有制表符",
    "Invalid \\": "反斜杠要写成两个 \\\\",
}
_TOML_WORDS = {
    "Cannot overwrite a value": "这个名称前面已经写过，请删去一个",
    "Duplicate inline table key": "这个名称前面已经写过，请删去一个",
    "Cannot declare": "这一段前面已经写过；几项标准各用一行 [[override]] 开头",
    "Cannot redefine": "这一段前面已经写过；几项标准各用一行 [[override]] 开头",
    "Expected '='": "名称后面应写英文等号 =",
    "Expected ']": "段名的方括号没有配对",
    "Expected newline": "值后面多出了内容：数字不带逗号和单位，日期写成 2024-01-01，一行只写一项",
    "Invalid date": "没有这一天；日期写成 2024-01-01",
    "Invalid value": "值写得不对：文字加英文双引号，数字不带逗号和单位，日期写成 2024-01-01",
    "Invalid initial character": "名称只能用英文字母、数字、短横和下划线",
    "Invalid statement": "应写成 名称 = 值，名称用英文",
    "Illegal character": "引号没有配对，或引号里换了行",
    "Unterminated string": "引号没有配对",
    "Unclosed": "括号没有配对",
    "Unescaped": "反斜杠要写成两个 \\\\，或改用英文单引号",
    "Found invalid character": "引号里有不能显示的字符，请删去重写",
}


def read_json(path: Path) -> Any:
    """A JSON document with exact decimals; NaN and Infinity stay what no input takes.  Raises CannotRun."""
    text = _text(path, "JSON")
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=lambda name: float("nan"), object_pairs_hook=_once(path, text)
        )
    except json.JSONDecodeError as error:
        why = _why(error.msg, _JSON_WORDS, _line(text, error.lineno))
        raise CannotRun(f"{path.name}：第{error.lineno}行第{error.colno}列不是正确的JSON：{why}。") from None
    except (RecursionError, ValueError):
        raise CannotRun(f"{path.name}：不是可以读取的JSON：括号套得太深，或数字太长。") from None


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML table with exact decimals.  Raises CannotRun."""
    text = _text(path, "TOML")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        number = int(place[1]) if place else len(text.splitlines())
        where = f"第{number}行第{place[2]}列" if place else "到文件末尾"
        line = _line(text, number)
        shown = f"“{line.strip()[:_SHOWN]}”" if line.strip() else ""
        why = _why(str(error), _TOML_WORDS, line)
        raise CannotRun(f"{path.name}：{where}{shown}不是正确的TOML：{why}。") from None
    except (RecursionError, ValueError):
        raise CannotRun(f"{path.name}：不是可以读取的TOML：括号套得太深，或数字太长。") from None


def _text(path: Path, kind: str) -> str:
    """The text of a file in UTF-8."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CannotRun(f"没有文件 {path}。请检查路径。") from None
    except IsADirectoryError:
        raise CannotRun(f"{path} 是文件夹，这里要一个{kind}文件。") from None
    except OSError:
        raise CannotRun(f"打不开 {path}。请检查权限，或关闭正在用它的程序再试。") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        found = "Unicode（UTF-16）" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "ANSI（GBK）"
        raise CannotRun(
            f"{path.name}：第{number}行起不是UTF-8编码的文本，多半存成了{found}。"
            "请用记事本打开，“另存为”时编码选“UTF-8”，再试。"
        ) from None


def _once(path: Path, text: str) -> Any:
    """What makes an object of its names and values, and refuses a name given twice."""

    def make(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                raise CannotRun(f"{path.name}：“{name}”在同一个对象里写了两次{_lines_of(name, text)}。请删去一个。")
            found[name] = value
        return found

    return make


def _lines_of(name: str, text: str) -> str:
    """Where a name stands, if that is in these two places only."""
    written = re.compile(re.escape(json.dumps(name, ensure_ascii=False)) + r"\s*:")
    numbers = [text.count("\n", 0, each.start()) + 1 for each in written.finditer(text)]
    return f"（第{numbers[0]}行、第{numbers[1]}行）" if len(numbers) == 2 else ""


def _why(message: str, words: Mapping[str, str], line: str) -> str:
    """The library's message in Chinese; punctuation of another width is the likeliest cause."""
    wide = [letter for letter in dict.fromkeys(_QUOTED.sub("", line)) if letter in _WIDE]
    if wide:
        return f"这一行有中文标点 {''.join(wide)}，请改成英文标点"
    return next((said for start, said in words.items() if start in message), "请对照样例改正这一行")


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
