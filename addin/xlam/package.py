"""Packs `jiuye.xlam`: a workbook with one settings sheet, the ribbon and the macros.

Public entries: `build_addin`, `addin_bytes`. The file name, the sheet and the modules are ASCII, since xlwings fails on
others; what people read (ribbon, messages, the title in Excel's add-in list) is Chinese.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from addin.commands import commands as all_commands
from addin.xlam.ribbon import RibbonCommand, ribbon_xml
from addin.xlam.rule_functions import rule_modules
from addin.xlam.vba_project import Module, Project, vba_project
from addin.xlam.vba_source import WORKBOOK_MODULE, our_modules, sheet_module
from addin.xlam.vendored import vendored_modules

__all__ = ["ADDIN_NAME", "SETTINGS", "RibbonCommand", "addin_bytes", "addin_modules", "build_addin"]

ADDIN_NAME = "jiuye.xlam"
PROJECT_NAME = "JiuyeAddin"
SETTINGS_SHEET = "jiuye.conf"  # xlwings' convention: the project's name and .conf
SETTINGS_MODULE = "Sheet1"
TITLE = "就业报表"
DESCRIPTION = "就业报表填报、校验、补贴核算、评分、封装上报与汇总（河南省、平顶山市人力资源社会保障部门）"
FIXED_TIME = datetime(2023, 1, 1)  # the same text gives the same bytes
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

MACRO_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_PARTS = {
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
}


@dataclass(frozen=True)
class Setting:
    """One row of the settings sheet; the keys are those that xlwings asks for, SERVER and LOG_LEVEL are our own."""

    key: str
    value: str
    note: str


SETTINGS = (
    Setting("INTERPRETER_WIN", r"%ProgramData%\jiuye\python\Scripts\python.exe", "Python 解释器，由 install.bat 安装"),
    Setting("SERVER", "", "服务器地址，例如 http://10.0.0.8:8000；留空则用本机的 Python"),
    Setting("AUTH", "", "服务器的访问令牌"),
    Setting("TIMEOUT", "60000", "等待服务器回答的时间，毫秒"),
    Setting("LOG_LEVEL", "WARNING", "记录的详细程度：DEBUG、INFO、WARNING、ERROR"),
    Setting("TEMP DIR", r"%ProgramData%\jiuye\tmp", "临时文件和错误记录的文件夹，路径只用英文字母"),
    # A Python file lying beside a received workbook must not be imported
    Setting("ADD_WORKBOOK_TO_PYTHONPATH", "false", "不从工作簿所在文件夹加载程序，请勿改动"),
    Setting("SHOW CONSOLE", "False", "调试时改为 True，显示 Python 窗口"),
    Setting("USE UDF SERVER", "False", "请勿改动"),
)


def build_addin(path: Path, commands: Sequence[RibbonCommand] | None = None) -> None:
    """Write the add-in to `path`; takes and raises what `addin_bytes` does."""
    content = addin_bytes(commands)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def addin_bytes(commands: Sequence[RibbonCommand] | None = None) -> bytes:
    """The add-in as a file's content.

    Takes: `commands`, by default those of `addin.commands`: the ribbon must offer just these under the same labels, and
    shows their tips. Raises RibbonError, VbaSourceError.
    """
    modules = addin_modules()
    ribbon_2010, ribbon_2007 = ribbon_xml(modules, declared_commands() if commands is None else commands)
    parts = _workbook_parts(vba_project(Project(PROJECT_NAME, modules)))
    content_types = parts["[Content_Types].xml"].decode("utf-8")
    parts["[Content_Types].xml"] = content_types.replace(MACRO_WORKBOOK_TYPE, ADDIN_TYPE).encode("utf-8")
    parts["_rels/.rels"] = _with_ribbon(parts["_rels/.rels"])
    parts |= dict(zip(RIBBON_PARTS, (ribbon_2010, ribbon_2007), strict=True))
    return zipped(parts)


def declared_commands() -> list[RibbonCommand]:
    """The commands as the buttons have to offer them."""
    return [RibbonCommand(each.id, each.title, each.tip) for each in all_commands().values()]


def addin_modules() -> list[Module]:
    """Every module of the add-in's macro project, in the order the editor lists them."""
    ours = our_modules()
    documents = [module for module in ours if module.name == WORKBOOK_MODULE]
    sheet = sheet_module(SETTINGS_MODULE)
    return [*documents, sheet, *ours[len(documents) :], *rule_modules(), *vendored_modules()]


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of the parts in their order, without the time of packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def _workbook_parts(vba: bytes) -> dict[str, bytes]:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    # Title and comments are what Excel's list of add-ins shows
    workbook.set_properties({"title": TITLE, "comments": DESCRIPTION, "created": FIXED_TIME})
    workbook.add_vba_project(io.BytesIO(vba), is_stream=True)
    workbook.set_vba_name(WORKBOOK_MODULE)
    sheet = workbook.add_worksheet(SETTINGS_SHEET)
    sheet.set_vba_name(SETTINGS_MODULE)
    text = workbook.add_format({"num_format": "@", "font_name": "宋体", "font_size": 11})
    note = workbook.add_format({"font_name": "宋体", "font_size": 11, "font_color": "#7F7F7F"})
    sheet.set_column("A:A", 30, text)
    sheet.set_column("B:B", 52, text)
    sheet.set_column("C:C", 60, note)
    for row, setting in enumerate(SETTINGS):
        sheet.write_string(row, 0, setting.key, text)
        sheet.write_string(row, 1, setting.value, text) if setting.value else sheet.write_blank(row, 1, None, text)
        sheet.write_string(row, 2, setting.note, note)
    workbook.close()
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_ribbon(relationships: bytes) -> bytes:
    text = relationships.decode("utf-8")
    used = [int(number) for number in re.findall(r'Id="rId(\d+)"', text)]
    added = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{part}"/>'
        for number, (part, kind) in enumerate(RIBBON_PARTS.items(), start=max(used) + 1)
    )
    return text.replace("</Relationships>", added + "</Relationships>").encode("utf-8")
