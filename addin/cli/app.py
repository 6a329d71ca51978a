"""The command group of `jiuye`: commands are found on first use, help and errors are in Chinese, no trace is shown."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from addin.cli.errors import about_data, explain_click
from addin.cli.help import ChineseCommand as ChineseCommand  # the modules of commands take it from here
from addin.cli.help import ChineseHelp
from addin.errors import CannotRun, Refused

EXIT_DONE, EXIT_FINDINGS, EXIT_CANNOT_RUN = 0, 1, 2

# command → (module, one line of help): a command's module is imported only when it is called
COMMANDS: dict[str, tuple[str, str]] = {
    "forms": ("workbooks", "列出全部表单及其字段"),
    "rules": ("rules", "列出补贴规则、条件、参数，或输出SQL"),
    "calc": ("rules", "按规则核算补贴（JSON输入）"),
    "eligible": ("eligible", "政策找人：一家企业或一个人能申领什么、还缺什么"),
    "rubrics": ("scoring", "列出评价标准、各项分值和评价表"),
    "score": ("scoring", "按评价标准给一份答卷计分（JSON输入）"),
    "rank": ("scoring", "把一个文件夹里的评价表分组排名"),
    "check": ("workbooks", "检查一个工作簿，列出全部问题"),
    "compute": ("workbooks", "核算一个工作簿中的台账，结果另存"),
    "merge": ("workbooks", "汇总一个文件夹中的上报表"),
    "issue": ("sealing", "下发：每个单位一份工作簿"),
    "seal": ("sealing", "封装上报：全面校验后生成固定的上报件"),
    "verify": ("sealing", "核对上报件封装后是否改动过"),
    "serve": ("serving", "启动服务器，供没有安装Python的电脑使用"),
}


class Jiuye(ChineseHelp, click.Group):
    """The group itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"addin.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "命令 [选项]…", prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.write_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


@click.group(cls=Jiuye, invoke_without_command=False)
@click.version_option(None, "--version", package_name="jiuye", message="jiuye %(version)s", help="显示版本")
def jiuye() -> None:
    """就业报表：人社部门业务表格的生成、检查、核算与汇总。

    每个命令加 --help 查看用法；加 --json 输出机器可读的结果。
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; anticipated trouble is one Chinese sentence on stderr and status 2, a refusal status 1."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result: Any = jiuye.main(args=given or ["--help"], prog_name="jiuye", standalone_mode=False)
        return result if isinstance(result, int) else EXIT_DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        click.echo(explain_click(error, list(COMMANDS)), err=True)
    except click.Abort:
        click.echo("已中断，没有写出结果。", err=True)
    except Refused as error:
        click.echo(str(error), err=True)
        return EXIT_FINDINGS
    except CannotRun as error:
        click.echo(str(error), err=True)
    except OSError as error:
        click.echo(f"读写文件失败：{error.filename or ''}。请检查路径、磁盘空间和权限。", err=True)
    except Exception as error:
        words = about_data(error)
        if not words:
            raise
        first = "\n" if "\n" in words else ""  # several findings stand below one another
        click.echo(f"程序的数据文件有误，什么都没有做。请把冒号后面的话转给维护人员：{first}{words}", err=True)
    return EXIT_CANNOT_RUN
