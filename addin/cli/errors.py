"""Anticipated trouble on the command line, in Chinese: what is wrong and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import click

from addin.cli.help import range_in_words
from templates.declaring import place_of, slip_of


def explain_click(error: click.ClickException, commands: Sequence[str]) -> str:
    """Click's own errors in Chinese."""
    usage = "用 jiuye --help 查看用法。"
    if isinstance(error, click.UsageError) and error.ctx is not None and error.ctx.parent is not None:
        usage = f"用 {error.ctx.command_path} --help 查看用法。"
    if isinstance(error, click.NoSuchOption):
        hint = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}。{hint}{usage}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        option = isinstance(error.param, click.Option)
        name = "、".join(error.param.opts) if option else error.param.metavar or error.param.name
        return f"缺少 {name}。{usage}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{'、'.join(error.param.opts)} 填得不对：{_reason(error)}{usage}"
    if isinstance(error, click.FileError):
        return f"打不开文件 {error.ui_filename}。请检查路径和权限。"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        wrong = error.message.split("'")[1] if "'" in error.message else ""
        close = difflib.get_close_matches(wrong, commands, n=1)
        hint = f"是不是 {close[0]}？" if close else f"可用的命令：{'、'.join(commands)}。"
        return f"没有命令“{wrong}”。{hint}{usage}"
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        return f"多出了不认识的参数。{usage}"
    if isinstance(error, click.BadOptionUsage):
        bare = "requires an argument" in error.message
        return f"选项 {error.option_name} 后面{'缺少内容' if bare else '不能写内容'}。{usage}"
    return f"命令写得不对。{usage}"


def _reason(error: click.BadParameter) -> str:
    message = error.message
    if isinstance(error.param, click.Option) and isinstance(error.param.type, click.IntRange):
        return f"应为整数，{range_in_words(error.param.type)}。"
    if "does not exist" in message:
        return f"没有这个文件或文件夹：{_value(message)}。"
    if "is a directory" in message:
        return f"这是文件夹，不是文件：{_value(message)}。"
    if "is a file" in message:
        return f"这是文件，不是文件夹：{_value(message)}。"
    if isinstance(error.param, click.Option) and isinstance(error.param.type, click.Choice):
        return f"只能是 {'、'.join(map(str, error.param.type.choices))} 之一。"
    return message if any("\u4e00" <= char <= "\u9fff" for char in message) else f"{_value(message)} 不能用在这里。"


def _value(message: str) -> str:
    return message.split("'")[1] if message.count("'") >= 2 else message


def about_data(error: Exception) -> str:
    """What is wrong with a rule, form or standard, and where; empty for a fault of the program: its trace is wanted.

    Errors about data have names of their own. Any other error is one too where a declaration's own line raises it.
    """
    if any(kind.__module__.partition(".")[0] in ("formulas", "templates") for kind in type(error).__mro__):
        return f"{place_of(error)}{error}"
    return slip_of(error)
