"""关于: what this program is and which policies it holds."""

from __future__ import annotations

import platform
from pathlib import Path

import addin
from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.version import program_version
from formulas.documents import documents
from formulas.subsidies import rules
from templates.registry import forms, workbooks


@command("关于", tip="程序版本、政策汇编的版本、安装位置和联系办法。", needs="nothing")
def about(book: BookData, options: Options) -> Changes:
    """Version, holdings, place of installation."""
    known = {document.id: document for document in documents().values()}
    dated = [document.date for document in known.values() if document.date]
    facts = {
        "version": program_version(),
        "documents": len(known),
        "latest": max(dated).isoformat(),
        "workbooks": len(workbooks()),
        "forms": len(forms()),
        "rules": len(rules()),
        "python": platform.python_version(),
        "folder": str(Path(addin.__file__).parent),
    }
    lines = [
        f"就业报表 {facts['version']}",
        f"政策汇编：{facts['documents']}份文件，最近一份{facts['latest']}印发",
        f"工作簿{facts['workbooks']}个，表单{facts['forms']}张，补贴规则{facts['rules']}条",
        f"Python {facts['python']}，程序位置：{facts['folder']}",
        "使用中的问题，请与本单位负责信息系统的同事联系。",
    ]
    return Changes().answer(**facts).say("\n".join(lines))
