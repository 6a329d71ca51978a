"""The words of a merge: why a file or a row was left out, what units must settle among themselves."""

from __future__ import annotations

from collections.abc import Mapping

from templates.findings import Finding, Severity, framed, tell
from templates.messages import show

SKIPPED: Mapping[str, str] = {
    "LITTER": "系统或 Excel 留下的临时文件，没有数据，未读取。",
    "MERGE_RESULT": "这是一份汇总结果，不是报来的表格，未再汇总。",
    "SAME_FILE": "与“{other}”内容完全相同，只汇总一次。",
    "NOTHING": "没有可汇总的内容：各表都没有填写，或不是下发的表格。",
    "CARDS": "只有申请表或自评表，没有清单；这里只汇总清单和台账。",
    "PARTLY": "{merged} 行已并入，{rejected} 行未并入，原因见“未并入的行”。",
}

_REFUSALS: Mapping[str, str] = {
    "TOO_DEEP": "压缩包或邮件套了太多层，没有展开。请把表格直接放进文件夹。",
    "ZIP_EMPTY": "压缩包是空的。请对方重新发送。",
    "NO_ATTACHMENT": "邮件里没有附件。请对方补发表格。",
    "OTHER_ARCHIVE": "{suffix} 压缩包无法展开。请解压后把表格放进文件夹，或改用 .zip。",
    "OUTLOOK_MAIL": "Outlook 专用格式的邮件无法读取。请另存为 .eml，或把附件存进文件夹。",
    "CONTAINER_TOO_LARGE": "文件有 {size}，超过 {limit}。请解压后只保留表格。",
    "MEMBER_TOO_LARGE": "文件超过 {limit}，没有读取。请只保留填报的工作表，删除图片和多余的空行空列，另存后再报。",
    "TOO_MANY": "压缩包里有 {count} 个文件，超过 {limit} 个。请只保留表格。",
    "ZIP_PASSWORD": "压缩包设有密码，无法展开。请解压后把表格放进文件夹。",
    "PASSWORD": "设有打开密码，没有汇总。请向报送单位要密码，汇总时加 --password；或请对方取消密码重报。",
    "OTHER_PASSWORD": "设有打开密码，给出的密码都打不开。请向报送单位核实密码，或请对方取消密码重报。",
    "ZIP_DAMAGED": "压缩包不完整或已损坏。请对方重新发送。",
    "MAIL_DAMAGED": "邮件的附件不完整。请对方重新发送。",
    "LOCKED": "打不开这个文件，可能正被别的程序占用，或者没有读取权限。请关闭后再试。",
    "CRASHED": "读取时出现意外（{error}），没有汇总。请把这个文件交给维护人员。",
}

_FINDINGS: Mapping[str, str] = {
    "ROW_NO_KEY": "没有填{labels}，无法确定是哪一条，未并入。请补填后重报。",
    "ROW_REPEATED": "与{place}是同一条（{key}），未再并入。请核对，只保留一行。",
    "ROW_MERGED_BEFORE": "这一行已在此前汇总（“{file}”，{period}{amount}），未再并入。请核对，只报本期新增的行。",
    "ROW_ERROR_VALUE": "这一行有错误值（#REF!、#N/A 等），未并入。请改正后重报。",
    "UNIT_DIFFERS": "下发时的填报单位是“{issued}”，表里填的是“{found}”，按“{issued}”汇总。请核对是否用错了表。",
    "UNIT_FROM_FILE_NAME": "没有填填报单位，按文件名当作“{unit}”。请补填。",
    "OTHER_MONTH": "填报月份是{found}，多数文件是{usual}，仍按所填月份汇总。请核对。",
    "ID_OF_SEVERAL_NAMES": "“{found}”的{what}这里是“{name}”，{others}。请核对是哪一处填错，改正后重报。",
    "CODE_OF_SEVERAL_NAMES": "“{found}”的{what}这里是“{name}”，{others}。请核对，填错的请改正，改过名称的都用现名。",
    "SEVERAL_FILES": "{unit}的这张台账收到{count}份，内容不同（{files}），都已汇总。请核对留哪一份："
    "是更正的，把原来那份移走，再汇总一次；是补充的，不用处理。",
    "REPLACES_EARLIER": "“{new}”和此前汇总的“{old}”是同一单位、同一期（{period}）的，有相同的对象和日期，按更正处理："
    "此前那份的金额不再计入。如果是补充而不是更正，请把两份一起汇总。",
    "BELOW_QUOTA": "{unit}{what}报了 {found}，要求不少于 {quota}，还差 {missing}。请补报，或说明原因。",
}


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return text.format_map({name: each if isinstance(each, str) else show(each) for name, each in facts.items()})


def refusal(code: str, **facts: object) -> str:
    """Why a file was not read."""
    return framed(_filled(_REFUSALS[code], facts), code)


def skipped(code: str, **facts: object) -> str:
    """Why a file, readable as it is, brought nothing."""
    return _filled(SKIPPED[code], facts)


def finding(
    code: str,
    facts: Mapping[str, object],
    *,
    sheet: str = "",
    cell: str = "",
    field: str = "",
    label: str = "",
    severity: Severity = "error",
) -> Finding:
    """A finding of the merge in the shape of all others."""
    words = _filled(_FINDINGS[code], facts)
    return tell(words, code, sheet=sheet, cell=cell, field=field, label=label, severity=severity)
