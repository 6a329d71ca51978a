"""Finds what is declared: every `FORM` of templates/forms/ and every `WORKBOOK` of templates/workbooks/.

Nothing lists the files: a new file is a new form, or a new workbook.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

from templates import forms as form_files
from templates import workbooks as workbook_files
from templates.model import Form, FormError, Workbook


@functools.cache
def forms() -> Mapping[str, Form]:
    """Every form by its code, in the order of the codes: of its own file, or made for a workbook.

    Raises: FormError for a file whose FORM has another code than the file's name, or for a code that is used twice
    """
    found: dict[str, Form] = {}
    for name, module in _modules(form_files):
        form: Form = module.FORM
        if form.code.replace("-", "_") != name:
            raise FormError(_not_the_files_name("forms", name, form.code))
        found[form.code] = form
    for workbook in workbooks().values():
        for form in workbook.forms:
            if found.setdefault(form.code, form) is not form:
                raise FormError(f"工作簿 {workbook.code}：表的代码 {form.code!r} 已经用在另一张表上")
    return dict(sorted(found.items()))


@functools.cache
def workbooks() -> Mapping[str, Workbook]:
    """Every workbook by its code, in the order of the codes; raises FormError when two share a code or a file."""
    found: dict[str, Workbook] = {}
    files: dict[str, str] = {}
    for name, module in _modules(workbook_files):
        workbook: Workbook = module.WORKBOOK
        if workbook.code.replace("-", "_") != name:
            raise FormError(_not_the_files_name("workbooks", name, workbook.code))
        if (other := files.setdefault(path_of(workbook), workbook.code)) != workbook.code:
            raise FormError(f"工作簿 {other} 和 {workbook.code} 都要写到 {path_of(workbook)}，请改其中一个的标题")
        found[workbook.code] = workbook
    return dict(sorted(found.items()))


def path_of(workbook: Workbook) -> str:
    """Where a workbook's file stands below dist/."""
    return f"{workbook.folder}/{workbook.file_name}" if workbook.folder else workbook.file_name


def workbook_of(code: str) -> Workbook | None:
    """The first workbook that holds the form `code`; None if none does."""
    return next((book for book in workbooks().values() if any(form.code == code for form in book.forms)), None)


def _not_the_files_name(folder: str, name: str, code: str) -> str:
    return f"templates/{folder}/{name}.py：代码写的是 {code!r}，应与文件名一致：{name.replace('_', '-')}"


def _modules(package: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        yield module.name, importlib.import_module(f"{package.__name__}.{module.name}")
