"""The commands of the ribbon: each is one function, workbook data in, changes out. A file's name is a command's id.

    command(title, tip=…, needs=…)   declares one
    commands()                       all of them by id
    run(id, book, options)           carries one out; anticipated trouble becomes a refusal in Chinese

A command knows no host: it reads `BookData` and answers with `Changes`. Options are texts by name, such as the day of
政策参数; `asks` names one that a command may ask for (a folder): the host lets the user choose and runs it again.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.errors import CannotRun
from templates.reading import UnreadableFile

Options = Mapping[str, str]
Needs = Literal["form", "open form", "nothing"]
Asks = Literal["", "folder"]

NOT_OURS = (
    "这个工作簿里没有找到就业报表的表单，没有做任何改动。"
    "请打开由“新建表单”生成或上级下发的工作簿；如果表头被改动过，请先恢复原样。"
)
ELSEWHERE = "请在任务窗格里选择收到的文件，或在装有程序的电脑上用这个按钮、命令行 jiuye merge。"
SEALED = "这是封装好的上报件，内容已经固定，没有做任何改动。要修改请打开原工作簿，改好后重新封装。"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `needs`: a workbook of ours, one that is not sealed, or nothing."""

    id: str
    title: str
    tip: str
    needs: Needs
    asks: Asks
    takes: tuple[str, ...]  # the options it knows; others are not passed on
    function: Callable[[BookData, Options], Changes]

    def __call__(self, book: BookData, options: Options | None = None) -> Changes:
        """The changes, or a refusal where the workbook is none for this command."""
        try:
            if self.needs != "nothing" and not book.ours:
                return refuse(NOT_OURS)
            if self.needs == "open form" and book.sealed:
                return refuse(SEALED)
            return self.function(book, {key: text for key, text in (options or {}).items() if self._knows(key)})
        except CannotRun as error:
            return refuse(str(error))
        except UnreadableFile as error:
            return refuse(error.message)

    def _knows(self, option: str) -> bool:
        return option in self.takes or option == self.asks

    def without_folder(self) -> Changes:
        """The answer where the host cannot reach the user's folders."""
        return refuse(f"“{self.title}”要读本机的收件文件夹，服务器够不着。{ELSEWHERE}")


def command(
    title: str, *, tip: str, needs: Needs = "form", asks: Asks = "", takes: tuple[str, ...] = ()
) -> Callable[[Callable[[BookData, Options], Changes]], Command]:
    """Declare a function as the command of its own name."""

    def declare(function: Callable[[BookData, Options], Changes]) -> Command:
        return Command(function.__name__, title, tip, needs, asks, takes, function)

    return declare


@functools.cache
def commands() -> Mapping[str, Command]:
    """Every command by its id."""
    found: dict[str, Command] = {}
    for module in pkgutil.iter_modules(__path__):
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), module.name)
        if not isinstance(declared, Command) or declared.id != module.name:
            raise TypeError(f"addin/commands/{module.name}.py must declare the command {module.name}")
        found[declared.id] = declared
    return found


def run(name: str, book: BookData, options: Options | None = None) -> Changes:
    """Carry a command out; raises KeyError for an unknown one."""
    return commands()[name](book, options)
