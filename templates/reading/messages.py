"""Words about files and about finding the data in them; words about single cells stand in `templates.messages`.

A message says where, what was found, what was done and what the sender should do.
"""

from __future__ import annotations

from collections.abc import Mapping

from templates.findings import Finding, Severity, framed, tell
from templates.messages import CATALOGUE, MessageError, fill, sentence
from templates.reading.received import UnreadableFile

UNREADABLE: Mapping[str, str] = {
    "FILE_MISSING": "没有找到这个文件。请核对文件夹和文件名。",
    "FILE_IS_FOLDER": "这是文件夹，不是文件。请指定其中的工作簿。",
    "FILE_LOCKED": "打不开这个文件，可能正被 Excel 或 WPS 占用，或者没有读取权限。请关闭后再试。",
    "FILE_TEMPORARY": "这是 Excel 打开表格时留下的临时文件（名称以 ~$ 开头），里面没有数据。请发送表格本身。",
    "FILE_EMPTY": "文件是空的（0 字节），可能没有发送完整。请重新发送。",
    "FILE_TOO_LARGE": "文件过大：{what}，超过 {limit}。请只保留填报的工作表，删除图片和多余的空行空列，另存后再报。",
    "FILE_OLD_XLS": "这是旧版 .xls 格式，无法读取。请用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（*.xlsx）”后再报。",
    "FILE_PASSWORD": "工作簿设有打开密码，无法读取。请输入密码打开，取消密码（文件—信息—保护工作簿）后再报。",
    "FILE_TRUNCATED": "文件不完整或已损坏，可能没有下载完或没有发送完整。请重新下载或请对方重新发送。",
    "FILE_DAMAGED": "文件内部已损坏，无法读取（{where}）。请用 Excel 或 WPS 打开并修复，另存为 .xlsx 后再报。",
    "FILE_OTHER_TYPE": "这是{what}，不是 Excel 工作簿。请把内容填入下发的表格，报 .xlsx 文件。",
    "FILE_NOT_WORKBOOK": "这不是 Excel 工作簿（{what}）。请核对文件，报 .xlsx 文件。",
}

PLACES: Mapping[str, str] = {
    "NO_FORM": "没有认出任何一张表：既没有下发表格的标记，表名和表头也对不上。请使用下发的表格填报。",
    "NAMES_MISSING": "不是下发的表格（缺少内部标记），已按标题和表头读取。请使用下发的表格填报。",
    "SHEET_MISSING": "没有找到工作表“{expected}”，文件里有：{sheets}。请使用下发的表格，不要改动工作表。",
    "COLUMN_MISSING": "没有找到列“{expected}”。请恢复下发表格的表头。",
    "COLUMN_BY_HEADER": "列“{expected}”不在原来的位置，已按表头找到。请不要移动表头和各列。",
    "HEADER_REPEATED": "表头“{expected}”出现 {count} 次，已按先后次序读取。请核对各列内容。",
    "NAME_MISSING": "列“{expected}”缺少内部标记，已按表头读取。请使用下发的表格填报。",
    "HEADER_RENAMED": "表头被改成了“{found}”，应为“{expected}”，仍按原来的列读取。请恢复表头。",
    "HEADER_CHANGED": "没有找到列“{expected}”，原来的位置上是“{found}”，这一列没有读取。请恢复表头和该列内容。",
    "HEADER_TWICE": "表头“{expected}”出现 {count} 次，只读取了 {columns} 列。请删去多余的列。",
    "COLUMN_EXTRA": "“{found}”不是本表的列，没有读取。请把内容移到备注，删去这一列。",
    "ROWS_ABOVE": "第 {rows} 行在表头与数据区之间，已一并读取。请在数据区内填写。",
    "ROWS_BELOW": "第 {rows} 行在数据区之下，已一并读取。请用“增加行”扩充表格，不要在表下续填。",
    "ROW_TOTAL": "“{found}”行是合计，没有作为数据读取。请不要在数据区内写合计。",
    "ROW_UNREAD": "这一行只填了“{found}”，看不出是哪一条，没有作为数据读取。请补全或删去。",
    "MERGED_CELLS": "{area} 合并了单元格，已按每行都填“{found}”读取。请取消合并，逐行填写。",
    "MERGED_COMPUTED": "{area} 合并了计算格，看不出各行的数。请取消合并。",
    "SHEET_NOT_READ": "这张工作表看起来也是《{form}》，没有读取；已读取的是“{other}”。请把两张表的内容合并到一张。",
    "MORE_OF_THE_SAME": "同样的问题（{rule}）还有 {count} 处，没有逐条列出。请整列核对。",
    "NOTHING_FILLED": "各表都没有填写内容。请填好后再报；确实没有数据的，请说明是零报告。",
    "SHEET_DELETED": "《{form}》的工作表已被删除。请使用下发的表格重新填报这张表。",
}


def _words(catalogue: Mapping[str, str], code: str, facts: Mapping[str, object]) -> str:
    if code not in catalogue:
        raise MessageError(f"no wording for code {code}")
    return fill(catalogue[code], facts, code)


def unreadable(code: str, **facts: object) -> UnreadableFile:
    """The exception for a file from which nothing can be read."""
    return UnreadableFile(code, framed(_words(UNREADABLE, code, facts), code))


def one_line(label: str) -> str:
    """A field's label as a sentence names it: without the line feeds of a narrow heading."""
    return "".join(label.splitlines())


def placed(code: str, *, sheet: str = "", cell: str = "", severity: Severity = "warning", **facts: object) -> Finding:
    """A finding about a place that is no field's cell."""
    return compose(code, facts, sheet=sheet, cell=cell, severity=severity)


def compose(
    code: str,
    facts: Mapping[str, object],
    *,
    sheet: str = "",
    cell: str = "",
    field: str = "",
    label: str = "",
    kind: str = "",
    severity: Severity = "warning",
) -> Finding:
    """A finding with its words: the place, the field's label, what is wrong and what to do, the code."""
    known = code in CATALOGUE or (kind, code) in CATALOGUE
    words = sentence(code, facts, kind) if known else _words(PLACES, code, facts)
    return tell(words, code, sheet=sheet, cell=cell, field=field, label=one_line(label), severity=severity)
